"""The commands about data files: to check, to begin and to export them."""

# ruff: noqa: D103, PLC0415 - `add_command` says it; each imports what only it needs
from __future__ import annotations

import os

import csto_membership as cm
from csto_membership.cli import (
    ALLIANCES,
    Arguments,
    Output,
    Shown,
    add_command,
    flag,
    loaded,
    option,
    refuse_words,
)
from csto_membership.errors import as_path, counted, writing
from csto_membership.text_files import replaced


@add_command(
    "every problem of your own data files (exit status 1 if there is one)", "FILE", "*",
    narrows=False, one=False,
    options={
        "--shipped": flag("check that the data files of the package are unchanged and sound"),
    },
)  # fmt: skip
def check(arguments: Arguments) -> Output:
    if not arguments.words and not arguments.shipped:
        what = "name a data file to check, or use --shipped"
        refuse_words(what, "check", "pact.toml")
    found = [_shipped()] if arguments.shipped else []
    for path in arguments.words:
        # A missing file is a wrong question, and not a problem of a file.
        os.stat(as_path(path, "a data file"))  # noqa: PTH116
        problems = cm.check(path)
        count = counted(problems, "problem") if problems else "no problem"
        lines = [f"{path}: {count}"]
        lines += [f"  {problem}" for problem in problems]
        values = {"path": path, "problems": [str(problem) for problem in problems]}
        status = max((1 + each.unreadable for each in problems), default=0)
        found.append(Shown("\n".join(lines), values, status))
    return found


def _shipped() -> Shown:
    from csto_membership.files import loading
    from csto_membership.membership.shipped import altered

    differ = altered()
    text = f"the data of facts {cm.facts_version}: " + (
        f"changed or missing: {', '.join(differ)}" if differ else "as released"
    )
    # In a zip file there is no folder to check, and nobody edits what is there.
    problems = cm.check(loading.SHIPPED) if os.path.isdir(loading.SHIPPED) else ()  # noqa: PTH112
    found = [*differ, *map(str, problems)]
    lines = [text, *(f"  {problem}" for problem in problems)]
    return Shown("\n".join(lines), {"path": None, "problems": found}, int(bool(found)))


@add_command(
    "write a small example of a data file, with comments", "FILE", 1, narrows=False
)
def new(arguments: Arguments) -> Output:
    from csto_membership.catalogue import starter

    (path,) = arguments.words
    with writing(path) as name, replaced(name, new=True) as file:
        file.write(starter())
    text = f"wrote {path}; change it, then: csto-membership check {path}"
    return [Shown(text, {"file": path})]


@add_command("the JSON Schema of data files, for editors", narrows=False)
def schema(_: Arguments) -> Output:
    import json

    from csto_membership.catalogue import schema as of_files

    text = of_files().strip()
    return [Shown(text, json.loads(text))]


@add_command(
    "write alliances as a data package into a new or empty folder, or as one SQLite "
    "file", "DIR", "*",
    options={
        **ALLIANCES,
        "--sqlite": option("FILE", "write a new SQLite file instead"),
    },
    narrows=False,
)  # fmt: skip
def export(arguments: Arguments) -> Output:
    from csto_membership.exchange import write_package, write_sqlite

    file = arguments.sqlite
    where, *more = [*arguments.words, *([] if file is None else [file])] or [None]
    if where is None or more:
        what = "name either a folder to write, or --sqlite and a file"
        refuse_words(what, "export", "facts")
    alliances = map(loaded, arguments.alliance or cm.available())
    write = write_package if file is None else write_sqlite
    written = write(alliances, where)
    lines = [f"  {name}: {count:,} rows" for name, count in written.items()]
    end = [] if file else ["  datapackage.json: describes these files"]
    text = "\n".join([f"wrote {where}", *lines, *end])
    values = {"file" if file else "folder": where, "rows": dict(written)}
    return [Shown(text, values)]


@add_command(
    "the answers that differ between two versions of the record: folders, or revisions "
    "in git (NEW is the package by default)", "OLD NEW", narrows=False,
    options={
        "--changelog": option(
            "FILE", "exit with status 1 if this changelog lacks one of them"
        ),
    },
)  # fmt: skip
def verify(arguments: Arguments) -> Output:
    from csto_membership.cli import verify as versions

    old, *rest = arguments.words
    if len(rest) > 1:
        what = f"verify compares two versions, not {len(arguments.words)}"
        refuse_words(what, "verify", *arguments.words[:2])
    asked = old, rest[0] if rest else None, arguments.changelog
    if not arguments.json:
        text, status = versions.report(*asked)
        return [Shown(text, {}, status)]
    changed, missing = versions.verify(*asked)
    values = {"differ": [*map(str, changed)], "not_in_changelog": [*map(str, missing)]}
    return [Shown("", values, int(bool(missing)))]
