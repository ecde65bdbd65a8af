"""What the command line does for those who keep data files, beside answering questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import csto_membership as cm
from csto_membership.cli.questions import Arguments, loaded, writing
from csto_membership.text_files import replaced


class Task(NamedTuple):
    """A task: what it does, its arguments as argparse takes them, and how it is done.

    What is done gives the text to print, and the exit status.
    """

    does: str
    more: str
    arguments: Mapping[str, Mapping[str, Any]]
    run: Callable[[Arguments], tuple[str, int]]


def _verify(arguments: Arguments) -> tuple[str, int]:
    from csto_membership.cli.verify import report  # noqa: PLC0415

    return report(arguments.old, arguments.new, arguments.changelog)


def _check(arguments: Arguments) -> tuple[str, int]:
    lines = []
    status = 0
    for path in arguments.files:
        problems = cm.check(path)
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        lines.append(f"{path}: {count if problems else 'no problem'}")
        lines += [f"  {problem}" for problem in problems]
        status = max(status, bool(problems))
    return "\n".join(lines), status


def _new(arguments: Arguments) -> tuple[str, int]:
    from csto_membership.catalogue import starter  # noqa: PLC0415

    path = arguments.file
    with writing(path), replaced(path, new=True) as file:
        file.write(starter())
    return f"wrote {path}; change it, then: csto-membership check {path}", 0


def _schema(_: Arguments) -> tuple[str, int]:
    from csto_membership.catalogue import schema  # noqa: PLC0415

    return schema().strip(), 0


def _export(arguments: Arguments) -> tuple[str, int]:
    from csto_membership.exchange import write_package  # noqa: PLC0415

    names = arguments.alliance or cm.available()
    written = write_package(map(loaded, names), arguments.directory)
    lines = [f"wrote {arguments.directory}"]
    lines += [f"  {name}: {count:,} rows" for name, count in written.items()]
    return "\n".join([*lines, "  datapackage.json: what stands in them"]), 0


UPKEEP = {
    "check": Task(
        "every problem of data files of your own",
        "Tell every problem of data files: of the format, and of what does not fit "
        "together. Exit status 1 where there is one.",
        {"files": {"metavar": "FILE", "nargs": "+", "help": "a file, or its folder"}},
        _check,
    ),
    "new": Task(
        "write a data file to begin with",
        "Write a small example of a data file, with a comment on each part.",
        {"file": {"metavar": "FILE", "help": "the file to write; it must not exist"}},
        _new,
    ),
    "schema": Task(
        "print the JSON Schema of data files, for editors",
        "Print the JSON Schema of data files. An editor that knows JSON Schema for TOML "
        "then completes keys and marks faults while you write.",
        {},
        _schema,
    ),
    "export": Task(
        "write alliances as a data package of CSV files",
        "Write alliances as a data package: CSV files of all acts, claims and sources, of "
        "spells and of a panel, with a datapackage.json that tells what stands in them.",
        {
            "directory": {
                "metavar": "DIR", "help": "where to write; it is made, or is empty",
            },
            "--alliance": {
                "metavar": "NAME", "action": "append",
                "help": "a shipped alliance, or a data file; may be given again "
                "(default: all that are shipped)",
            },
        },
        _export,
    ),
    "verify": Task(
        "which answers differ between two versions of the record",
        "Tell which answers differ between two versions of the record, and "
        "ask for a line of the changelog for each.",
        {
            "old": {"metavar": "OLD", "help": "a directory, or a revision of git"},
            "new": {
                "metavar": "NEW", "nargs": "?",
                "help": "the same; what is shipped unless told",
            },
            "--changelog": {
                "metavar": "FILE", "help": "where each answer that differs must stand",
            },
        },
        _verify,
    ),
}  # fmt: skip
