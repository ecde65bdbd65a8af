"""The command line: a thin face on the public names.

Exit status 0: answered. 1: `check` found a problem, or `verify` an answer that the
changelog does not tell of. 2: the question was wrong, or the answer cannot be written,
and one or two lines on stderr say how to mend it. 130: interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import csto_membership as cm
from csto_membership.cli.questions import COMMANDS, Arguments, Command, narrowed

if TYPE_CHECKING:
    from csto_membership.cli.tasks import Task


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\ntry {self.prog} --help\n")


class _Once(argparse.Action):
    """Refuses an option that is given again: one of the two would go unheard."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            more = "; panel takes others with --also" if self.dest == "alliance" else ""
            parser.error(f"{option_string} is given twice{more}")
        setattr(namespace, self.dest, values)


def _parser(words: Sequence[str]) -> _Parser:
    parser = _Parser(
        prog="csto-membership",
        description="Who was a member of an alliance on date X, by which definition, "
        "and according to whom.",
        epilog="Days: 2007-01-01 or '1 January 2007'. Periods: 1999, 1999-04, "
        "1999-01-01/1999-06-30 (both days inside).",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"csto-membership {cm.__version__}, facts {cm.facts_version}",
    )
    # With `prog` said, argparse makes no help text to find it out.
    commands = parser.add_subparsers(
        prog=parser.prog, dest="command", required=True, metavar="COMMAND"
    )
    # Where the first word is a command, no other is asked, and each takes its time.
    wanted = COMMANDS.keys() & words[:1]
    for name in wanted or COMMANDS:
        _add_question(commands.add_parser, name)
    for name, task in ({} if wanted else _upkeep()).items():
        command = commands.add_parser(name, help=task.does, description=task.more)
        for argument, option in task.arguments.items():
            command.add_argument(argument, **option)
    return parser


def _upkeep() -> Mapping[str, Task]:
    from csto_membership.cli.tasks import UPKEEP  # noqa: PLC0415 - no question needs it

    return UPKEEP


def _add_question(add: Callable[..., _Parser], name: str) -> None:
    words, number, does, *_ = COMMANDS[name]
    command = add(name, help=does, description=f"Tell {does}.")
    _add_narrowings(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="plain values as JSON")
    # Where no table comes out it is known all the same, so that this can be said.
    offered = "a table as CSV" if COMMANDS[name].tabular else argparse.SUPPRESS
    form.add_argument("--csv", action="store_true", help=offered)
    if name == "compare":
        _add_narrowings(command, "with-", " of the other")
    command.add_argument("words", metavar=words, nargs=number)
    for flag, option in COMMANDS[name].options.items():
        command.add_argument(*flag.split(), **option)


def _add_narrowings(parser: _Parser, of: str = "", whose: str = "") -> None:
    for name, option in _NARROWINGS.items():
        text = option["help"].format(whose)
        parser.add_argument(f"--{of}{name}", **{**option, "help": text})


_NARROWINGS: Mapping[str, Mapping[str, Any]] = {
    "alliance": {
        "action": _Once,
        "help": "a shipped alliance, or a data file{} (default: csto)",
    },
    "definition": {
        "action": _Once,
        "help": "the definition{}: joined, party, organization or active",
    },
    "as-known-on": {
        "action": _Once, "metavar": "DATE",
        "help": "with what was publicly known then",
    },
    "according-to": {
        "action": "append", "metavar": "SOURCE",
        "help": "told by this source only; may be given again",
    },
    "preferring": {
        "action": "append", "metavar": "SOURCE",
        "help": "this source where it speaks, the record elsewhere",
    },
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question.

    Args:
        arguments: The words after the program's name; those of the process unless told.

    Returns:
        0 if answered, 1 if `check` or `verify` found something, 2 if the question was
        wrong.
    """
    words = sys.argv[1:] if arguments is None else arguments
    parsed = _parser(words).parse_args(words)
    try:
        command = COMMANDS.get(parsed.command)
        if command is None:
            text, status = _upkeep()[parsed.command].run(parsed)
        else:
            text, status = _answered(command, parsed), 0
        _print(text)
    except cm.MembershipError as error:
        print(f"csto-membership: {_for_terminal(error, parsed)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("csto-membership: interrupted", file=sys.stderr)
        return 130  # as a shell tells it
    return status


def _answered(command: Command, arguments: Arguments) -> str:
    """The answer to a question, as it is printed."""
    if arguments.csv and not command.tabular:
        msg = f"{arguments.command} gives no table; leave --csv out, or ask for --json"
        raise cm.MembershipError(msg)
    alliance = narrowed(arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("always", cm.BeyondRecordWarning)
        warnings.showwarning = _warn  # type: ignore[assignment]
        answers = command.ask(alliance, arguments)
    if arguments.json:
        import json  # noqa: PLC0415 - only here needed

        plain = [answer.as_dict() for answer in answers]
        name = arguments.command.replace("-", "_")
        values: dict[str, Any] = plain[0] if command.one else {name: plain}
        if arguments.command != "cite":  # a citation goes as it is into other programs
            values["provenance"] = alliance.provenance().as_dict()
        return json.dumps(values, ensure_ascii=False, indent=2)
    if arguments.csv and not getattr(arguments, "output", None):
        from csto_membership.exchange.tables import answer_tables  # noqa: PLC0415

        return "\n".join(answer_tables.answers_as_csv(arguments.command, answers))
    nothing = {"changes": "No change in this period."}
    text = command.between.join(map(str, answers))
    return text or nothing.get(arguments.command, "None.")


def _print(text: str) -> None:
    """Print all of an answer, or nothing.

    Raises:
        MembershipError: It cannot be written where the output goes.
    """
    try:
        print(text, flush=True)
    except UnicodeEncodeError as error:
        odd = error.object[error.start]
        msg = (
            f"the output is in {sys.stdout.encoding}, which has no {odd!r}; "
            "set PYTHONIOENCODING=utf-8"
        )
        raise cm.MembershipError(msg) from error
    except OSError as error:
        # What is left must go somewhere, or Python tells of it once more in the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever reads has seen enough, as with `| head -1`.
        if not isinstance(error, BrokenPipeError):
            msg = f"cannot write the answer: {error.strerror}"
            raise cm.MembershipError(msg) from error


def _for_terminal(error: cm.MembershipError, arguments: Arguments) -> str:
    """The error, with the line to type where Python's advice names a function."""
    text = " ".join(getattr(arguments, "words", []))
    return str(error).replace(
        f"ask members_during({text!r})", f"type: csto-membership during {text}"
    )


def _warn(message: Warning | str, *_: object) -> None:
    print(f"csto-membership: {message}", file=sys.stderr)


def run() -> int:
    """Answer the question of this process, which then ends."""
    # To Python a closed stream is none, and what is meant for errors goes to answers.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    gc.disable()  # for one answer nothing is worth collecting,
    status = main()
    gc.freeze()  # nor at the end, where Python does so all the same
    return status
