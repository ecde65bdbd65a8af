"""The command line: a thin face on the public names.

Exit status 0: answered. 1: `verify` found answers that the changelog does not tell of.
2: the question was wrong, and one or two lines on stderr say how to mend it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import csto_membership as cm
from csto_membership.commands import COMMANDS, Answer, Command, narrowed

__all__ = ["main", "run"]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\ntry {self.prog} --help\n")


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
    known = {**dict.fromkeys(COMMANDS, _add_question), "verify": _add_verify}
    for name in known.keys() & words[:1] or known:
        known[name](commands.add_parser, name)
    return parser


def _add_question(add: Callable[..., _Parser], name: str) -> None:
    words, number, does, *_ = COMMANDS[name]
    command = add(name, help=does, description=f"Tell {does}.")
    _add_narrowings(command)
    command.add_argument("--json", action="store_true", help="plain values as JSON")
    if name == "compare":
        _add_narrowings(command, "with-", " of the other")
    command.add_argument("asked", metavar=words, nargs=number)
    for flag, option in COMMANDS[name].options.items():
        command.add_argument(*flag.split(), **option)


def _add_verify(add: Callable[..., _Parser], name: str) -> None:
    verify = add(
        name,
        help="which answers differ between two versions of the record",
        description="Tell which answers differ between two versions of the record, and "
        "ask for a line of the changelog for each.",
    )
    verify.add_argument("old", metavar="OLD", help="a directory, or a revision of git")
    verify.add_argument(
        "new", metavar="NEW", nargs="?", help="the same; what is shipped unless told"
    )
    verify.add_argument(
        "--changelog", metavar="FILE", help="where each answer that differs must stand"
    )


def _add_narrowings(parser: _Parser, of: str = "", whose: str = "") -> None:
    option = parser.add_argument
    option(f"--{of}alliance", help=f"a shipped alliance{whose} (default: csto)")
    option(
        f"--{of}reading",
        help=f"the definition{whose}: joined, party, organization or active",
    )
    option(
        f"--{of}as-known-on", metavar="DATE", help="with what was publicly known then"
    )
    option(
        f"--{of}according-to",
        metavar="SOURCE",
        action="append",
        help="told by this source only; may be given again",
    )
    option(
        f"--{of}preferring",
        metavar="SOURCE",
        action="append",
        help="this source where it speaks, the record elsewhere",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question.

    Args:
        arguments: The words after the program's name; those of the process unless told.

    Returns:
        0 if answered, 1 if `verify` misses lines of the changelog, 2 if the question
        was wrong.
    """
    words = sys.argv[1:] if arguments is None else arguments
    asked = _parser(words).parse_args(words)
    try:
        if asked.command == "verify":
            return _verify(asked)
        command = COMMANDS[asked.command]
        alliance = narrowed(asked)
        with warnings.catch_warnings():
            warnings.simplefilter("always", cm.BeyondRecordWarning)
            warnings.showwarning = _warn  # type: ignore[assignment]
            answers = command.ask(alliance, asked)
        _print(asked, command, alliance.provenance, answers)
    except cm.MembershipError as error:
        print(f"csto-membership: {_for_terminal(error, asked)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads has seen enough, as with `| head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print(
    asked: argparse.Namespace,
    command: Command,
    provenance: Callable[[], Answer],
    answers: list[Answer],
) -> None:
    if asked.json:
        import json  # noqa: PLC0415 - only here needed

        plain = [answer.as_dict() for answer in answers]
        name = asked.command.replace("-", "_")
        values: dict[str, Any] = plain[0] if command.one else {name: plain}
        if asked.command != "cite":  # a citation goes as it is into other programs
            values["provenance"] = provenance().as_dict()
        said = json.dumps(values, ensure_ascii=False, indent=2)
    else:
        nothing = {"changes": "No change in this period."}
        told = command.between.join(map(str, answers))
        said = told or nothing.get(asked.command, "None.")
    print(said)
    sys.stdout.flush()


def _verify(asked: argparse.Namespace) -> int:
    from csto_membership.history.evidence.verify import report  # noqa: PLC0415

    text, status = report(asked.old, asked.new, asked.changelog)
    print(text)
    return status


def _for_terminal(error: cm.MembershipError, asked: argparse.Namespace) -> str:
    """The error, with the line to type where Python's advice names a function."""
    text = " ".join(getattr(asked, "asked", []))
    return str(error).replace(
        f"ask members_during({text!r})", f"type: csto-membership during {text}"
    )


def _warn(message: Warning | str, *_: object) -> None:
    print(f"csto-membership: {message}", file=sys.stderr)


def run() -> int:
    """Answer the question of this process, which then ends."""
    gc.disable()  # for one answer nothing is worth collecting,
    status = main()
    gc.freeze()  # nor at the end, where Python does so all the same
    return status


if __name__ == "__main__":
    sys.exit(run())
