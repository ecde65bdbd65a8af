"""The command line: a thin face on the public names.

Exit status 0: answered. 2: the question was wrong, and one or two lines on stderr say
how to mend it.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Protocol

import csto_membership as cm

__all__ = ["main"]


class _Answer(Protocol):
    def as_dict(self) -> dict[str, Any]: ...


def _on(alliance: cm.Alliance, asked: str) -> list[_Answer]:
    return [alliance.members_on(asked, beyond="ignore")]


def _during(alliance: cm.Alliance, asked: str) -> list[_Answer]:
    return [alliance.members_during(asked, beyond="ignore")]


def _history(alliance: cm.Alliance, asked: str) -> list[_Answer]:
    return [alliance.history(asked)]


def _changes(alliance: cm.Alliance, asked: str) -> list[_Answer]:
    return list(alliance.changes(asked))


_COMMANDS: dict[str, tuple[str, str, Callable[[cm.Alliance, str], list[_Answer]]]] = {
    "on": ("DATE", "who was a member on a day", _on),
    "during": (
        "PERIOD",
        "who was a member throughout a period, and at some time",
        _during,
    ),
    "history": (
        "STATE",
        "the spells of a state, with what opened and closed them",
        _history,
    ),
    "changes": ("PERIOD", "who came and who went in a period", _changes),
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\ntry {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
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
    for name, (asked, does, _) in _COMMANDS.items():
        command = commands.add_parser(name, help=does, description=f"Tell {does}.")
        command.add_argument("asked", metavar=asked, nargs="+")
        command.add_argument("--json", action="store_true", help="plain values as JSON")
        command.add_argument(
            "--alliance", default="csto", help="a shipped alliance (default: csto)"
        )
        command.add_argument(
            "--reading", help="the definition: joined, party, organization or active"
        )
        command.add_argument(
            "--as-known-on", metavar="DATE", help="with what was publicly known then"
        )
        command.add_argument(
            "--according-to",
            metavar="SOURCE",
            action="append",
            help="told by this source only; may be given again",
        )
        command.add_argument(
            "--preferring",
            metavar="SOURCE",
            action="append",
            help="this source where it speaks, the record elsewhere",
        )
    return parser


def _narrowed(args: argparse.Namespace) -> cm.Alliance:
    alliance = cm.load(args.alliance)
    if args.reading:
        alliance = alliance.under(args.reading)
    if args.as_known_on:
        alliance = alliance.as_known_on(args.as_known_on)
    if args.according_to:
        alliance = alliance.according_to(*args.according_to)
    if args.preferring:
        alliance = alliance.preferring(*args.preferring)
    return alliance


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question.

    Args:
        arguments: The words after the program's name; those of the process unless told.

    Returns:
        0 if answered, 2 if the question was wrong.
    """
    args = _parser().parse_args(arguments)
    ask = _COMMANDS[args.command][2]
    try:
        answers = ask(_narrowed(args), " ".join(args.asked))
        _print(args, answers)
    except cm.MembershipError as error:
        print(f"csto-membership: {_for_terminal(error, args)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads has seen enough, as with `| head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print(args: argparse.Namespace, answers: list[_Answer]) -> None:
    if args.json:
        import json  # noqa: PLC0415 - only here needed

        plain = [answer.as_dict() for answer in answers]
        one = args.command != "changes"
        said = json.dumps(plain[0] if one else plain, ensure_ascii=False, indent=2)
    else:
        said = "\n".join(map(str, answers)) or "No change in this period."
    print(said)
    sys.stdout.flush()


def _for_terminal(error: cm.MembershipError, args: argparse.Namespace) -> str:
    """The error, with the line to type where Python's advice names a function."""
    text = " ".join(args.asked)
    return str(error).replace(
        f"ask members_during({text!r})", f"type: csto-membership during {text}"
    )


if __name__ == "__main__":
    with warnings.catch_warnings():
        sys.exit(main())
