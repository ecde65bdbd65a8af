"""The command line: a thin face on the public names.

Exit status 0: answered. 1: `verify` found answers that the changelog does not tell of.
2: the question was wrong, and one or two lines on stderr say how to mend it.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import csto_membership as cm
from csto_membership.commands import COMMANDS, Answer, Command, narrowed

__all__ = ["main"]


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
    shared = [_narrowings()]
    shared[0].add_argument("--json", action="store_true", help="plain values as JSON")
    for name, (words, number, does, *_) in COMMANDS.items():
        parents = shared
        if name == "compare":
            parents = [*shared, _narrowings("with-", " of the other")]
        told = f"Tell {does}."
        command = commands.add_parser(
            name, help=does, description=told, parents=parents
        )
        command.add_argument("asked", metavar=words, nargs=number)
        for flag, option in COMMANDS[name].options.items():
            command.add_argument(*flag.split(), **option)
    verify = commands.add_parser(
        "verify",
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
    return parser


def _narrowings(of: str = "", whose: str = "") -> _Parser:
    parser = _Parser(add_help=False)
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
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question.

    Args:
        arguments: The words after the program's name; those of the process unless told.

    Returns:
        0 if answered, 1 if `verify` misses lines of the changelog, 2 if the question
        was wrong.
    """
    asked = _parser().parse_args(arguments)
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


if __name__ == "__main__":
    sys.exit(main())
