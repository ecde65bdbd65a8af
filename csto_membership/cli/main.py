"""The command line: its commands, the parser that is made of them, and what is printed.

Exit status 0: there is an answer. 1: `check` found a problem, or `verify` a changed answer
that is not in the changelog. 2: the question is wrong, or the answer cannot be written; one
or two lines on stderr say what to do. 130: interrupted.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import re
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

import csto_membership as cm
from csto_membership.answers.wording import capital
from csto_membership.cli import (
    COMMANDS,
    Arguments,
    Command,
    Output,
    Shown,
    add_command,
    as_typed,
    commands,  # noqa: F401 - it adds the commands
    file_commands,  # noqa: F401 - and so does it
    loaded,
    narrowed,
    option,
)
from csto_membership.errors import check_choice
from csto_membership.text_files import escaped

# -- the parser ----------------------------------------------------------------------


# argparse writes "STATE DATE [STATE DATE ...]" for words of one question.
_REPEATED = re.compile(r"(?!FILE)\b([A-Z]{3,}[A-Z .]*)\s+\[\1 \.\.\.\]")


_UNSHOWN: Any = partial(argparse.HelpFormatter, width=80)
"""What checks each option that is added; to ask for the width of the screen takes time."""


class _Parser(argparse.ArgumentParser):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"formatter_class": _UNSHOWN, **settings})
        self.color = False  # from 3.14 on argparse would colour the help

    def format_usage(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return _REPEATED.sub(r"\1", super().format_usage())

    def format_help(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return _REPEATED.sub(r"\1", super().format_help())

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {escaped(message)}\ntry {self.prog} --help\n")


class _Once(argparse.Action):
    """Refuses an option that is given twice: the first value would be ignored."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not self.default:
            more = "; panel takes others with --also" if self.dest == "alliance" else ""
            parser.error(f"{option_string} is given twice{more}")
        setattr(namespace, self.dest, values)


_NARROWINGS: Mapping[str, Mapping[str, Any]] = {
    "alliance": option(
        "NAME", "an alliance of the package, or a data file{} (default: {})",
        action=_Once,
    ),
    "definition": option(
        "NAME", "the definition of a member{}: joined, party, organization or active",
        action=_Once,
    ),
    "as-known-on": option(
        "DATE", "only what was publicly known by the end of that day{}", action=_Once
    ),
    "according-to": option(
        "SOURCE", "only what this source says{}; may be repeated", action="append"
    ),
    "preferring": option(
        "SOURCE", "this source first, then the record{}; may be repeated",
        action="append",
    ),
}  # fmt: skip


def _parser(words: Sequence[str]) -> _Parser:
    parser = _Parser(
        prog="csto-membership",
        description="Look up who was a member of an alliance on a day, by which "
        "definition, and according to whom.",
        epilog=f"Alliances: {', '.join(cm.available())}. "
        "Days: 2007-01-01, '1 January 2007' or today. Periods: 1999, 1999-04, "
        "1999-01-01/1999-06-30 (both days included).",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"csto-membership {cm.__version__}, facts {cm.facts_version}",
    )
    # With `prog` given, argparse makes no help text to find it out.
    adder = parser.add_subparsers(
        prog=parser.prog, dest="command", required=True, metavar="COMMAND"
    )
    # Only the command that is asked for is added, because each takes time.
    for name in COMMANDS.keys() & words[:1] or COMMANDS:
        _add_command(adder.add_parser, name, COMMANDS[name])
    return parser


def _add_command(add: Callable[..., _Parser], name: str, command: Command) -> None:
    parser = add(name, help=command.does, description=f"{capital(command.does)}.")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    # A command without a table takes it too, and says that it has none.
    offered = "print a table as CSV" if command.tabular else argparse.SUPPRESS
    form.add_argument("--csv", action="store_true", help=offered)
    if command.narrows:
        _add_narrowings(parser)
    if name == "compare":
        whose = ", for the second history", "the same alliance"
        _add_narrowings(parser, "with-", *whose)
    if command.words:
        parser.add_argument("words", metavar=command.words, nargs=command.number)
    for flags, how in command.options.items():
        given: dict[str, Any] = {"action": _Once, **how}
        parser.add_argument(*flags.split(), **given)


def _add_narrowings(
    parser: _Parser, of: str = "", whose: str = "", default: str = "csto"
) -> None:
    for name, how in _NARROWINGS.items():
        text = how["help"].format(whose, default)
        parser.add_argument(f"--{of}{name}", **{**how, "help": text})


@add_command(
    "a script that completes commands and options in bash, zsh or fish", "SHELL", 1,
    narrows=False,
)  # fmt: skip
def completion(arguments: Arguments) -> Output:
    """Return a script with the commands, the options of each, and values of some."""
    (shell,) = arguments.words
    check_choice(shell, ("bash", "zsh", "fish"), "shell")
    (adder,) = (each for each in _parser(())._actions if each.dest == "command")  # noqa: SLF001
    parsers: Mapping[str, _Parser] = adder.choices  # type: ignore[assignment]
    options = {
        name: [
            flag
            for flag, action in parser._option_string_actions.items()  # noqa: SLF001
            if action.help != argparse.SUPPRESS
        ]
        for name, parser in parsers.items()
    }
    definitions = [each.name for each in cm.load("csto").definitions()]
    values = {"--alliance": cm.available(), "--definition": definitions}
    if shell == "fish":
        start = "complete -c csto-membership"
        lines = [
            f"{start} -n __fish_use_subcommand -x -a {name} -d {command.does!r}\n"
            f"{start} -n '__fish_seen_subcommand_from {name}' -a '{' '.join(options[name])}'"
            for name, command in COMMANDS.items()
        ]
        lines += [f"{start} -l {f[2:]} -x -a '{' '.join(values[f])}'" for f in values]
    else:
        lines = [
            *(["autoload -U +X bashcompinit && bashcompinit"] * (shell == "zsh")),
            "_csto_membership() {",
            f'    local words="{" ".join(COMMANDS)}"',
            '    [ "$COMP_CWORD" -gt 1 ] && case "${COMP_WORDS[1]}" in',
            *(
                f'        {name}) words="{" ".join(options[name])}" ;;'
                for name in options
            ),
            "    esac",
            '    case "${COMP_WORDS[COMP_CWORD - 1]}" in',
            *(
                f'        {flag}) words="{" ".join(values[flag])}" ;;'
                for flag in values
            ),
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
            "}",
            "complete -o default -F _csto_membership csto-membership",
        ]
    text = "\n".join(lines)
    return [Shown(text, {"script": text})]


# -- answers -------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question.

    Args:
        arguments: The words after the program's name; by default those of the process.

    Returns:
        The exit status: 0, 1 if `check` or `verify` found something, 2 if the question
        was wrong, 130 if it was interrupted.
    """
    words = sys.argv[1:] if arguments is None else arguments
    parsed = _parser(words).parse_args(words)
    loaded.cache_clear()  # a file may have changed since the last question
    try:
        _refuse_blanks(parsed)
        text, status = _answered(COMMANDS[parsed.command], parsed)
        _print(text, utf8=parsed.json or parsed.csv)
    except cm.MembershipError as error:
        print(f"csto-membership: {as_typed(str(error), parsed)}", file=sys.stderr)
        return 2
    except OSError as error:
        text = f"cannot read {error.filename or 'a file'}: {error.strerror}"
        print(f"csto-membership: {escaped(text)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("csto-membership: interrupted", file=sys.stderr)
        return 130  # as a shell reports it
    return status


def _refuse_blanks(arguments: Arguments) -> None:
    """Refuse values without a letter, as those of variables that a script never set.

    Raises:
        MembershipError: There is one.
    """
    typed: dict[str, str | list[str] | bool | None] = vars(arguments)
    for name, given in typed.items():
        values = given if isinstance(given, list) else [given]
        if any(isinstance(value, str) and not value.strip() for value in values):
            what = "a word" if name == "words" else f"--{name.replace('_', '-')}"
            msg = f"{what} is empty; give it a value, or leave it out"
            raise cm.MembershipError(msg)


def _answered(command: Command, arguments: Arguments) -> tuple[str, int]:
    """What a command prints, and the exit status."""
    name = arguments.command
    if arguments.csv and not command.tabular:
        msg = f"{name} gives no table; leave --csv out, or ask for --json"
        raise cm.MembershipError(msg)
    with warnings.catch_warnings():
        for category in (cm.BeyondRecordWarning, cm.AbsentStateWarning):
            warnings.simplefilter("always", category)
        warnings.showwarning = partial(_warn, arguments)
        answers = command.run(arguments)
    status = max((a.status for a in answers if isinstance(a, Shown)), default=0)
    if arguments.json:
        import json  # noqa: PLC0415 - only here needed

        plain = [answer.as_dict() for answer in answers]
        key = name.replace("-", "_")
        values: dict[str, Any] = plain[0] if command.one else {key: plain}
        if (
            command.narrows and name != "cite"
        ):  # other programs read a citation as it is
            values |= {"provenance": narrowed(arguments).provenance().as_dict()}
        return json.dumps(values, ensure_ascii=False, indent=2), status
    if arguments.csv and not getattr(arguments, "output", None):
        from csto_membership.exchange.tables import answer_tables  # noqa: PLC0415

        return "\n".join(answer_tables.answers_as_csv(name, answers)), status
    nothing = "No change in this period." if name == "changes" else "None."
    return command.between.join(map(str, answers)) or nothing, status


def _print(text: str, *, utf8: bool) -> None:
    """Print all of an answer, or nothing.

    Raises:
        MembershipError: It cannot be written where the output goes.
    """
    output = sys.stdout
    if utf8 and isinstance(output, io.TextIOWrapper):
        output.reconfigure(encoding="utf-8")
    try:
        print(escaped(text), flush=True)
    except UnicodeEncodeError as error:
        odd = error.object[error.start]
        msg = (
            f"the output is in {sys.stdout.encoding}, which has no {odd!r}; "
            "set PYTHONIOENCODING=utf-8"
        )
        raise cm.MembershipError(msg) from error
    except OSError as error:
        # Discard what is left; if not, Python reports the error again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # A reader such as `head -1` may close the pipe early.
        if not isinstance(error, BrokenPipeError):
            msg = f"cannot write the answer: {error.strerror}"
            raise cm.MembershipError(msg) from error


def _warn(arguments: Arguments, message: Warning | str, *_: object) -> None:
    print(f"csto-membership: {as_typed(str(message), arguments)}", file=sys.stderr)


def run() -> int:
    """Answer the question of this process, which then ends."""
    # Python makes a closed stream None; without one, print would raise errors.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    gc.disable()  # The process ends right away, so collecting garbage takes time only.
    status = main()
    gc.freeze()  # Python also collects at the end.
    return status
