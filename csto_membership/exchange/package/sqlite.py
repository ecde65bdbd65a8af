"""The record of alliances as one SQLite file, for SQL and for browsers of databases."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from csto_membership.alliance import Alliance
from csto_membership.errors import MembershipError
from csto_membership.exchange.package.writer import (
    descriptor,
    tables_of,
    whole_records,
)

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
"""The type of a column by that of its field; all others, dates too, are text."""


def write_sqlite(
    alliances: str | Alliance | Iterable[str | Alliance], path: str | PathLike[str]
) -> dict[str, int]:
    """Write the whole record of alliances, and what follows from it, into a new database.

    The tables, columns and keys are those of a data package (`write_package`), with one
    more table, `about`: versions, licence and citations. Dates are ISO 8601 text, and
    0 and 1 are no and yes.

    Args:
        alliances: Names of shipped alliances, or alliances.
        path: The file, which must not exist yet.

    Returns:
        The names of the tables, with the number of their rows.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        EmptyError: There is none.
        MembershipError: Two of them have the same id; or the file exists already, or
            cannot be written.

    Examples:
        >>> import sqlite3, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = write_sqlite("guam", f"{folder}/facts.sqlite")
        ...     database = sqlite3.connect(f"{folder}/facts.sqlite")
        ...     found = database.execute("SELECT state, first_day FROM spells").fetchall()
        ...     database.close()
        >>> written["alliances"], found[0]
        (1, ('Azerbaijan', '1997-10-10'))
    """
    import sqlite3  # noqa: PLC0415 - some builds of Python lack it

    whole = whole_records(alliances)
    tables = tables_of(whole)
    package = descriptor(whole, tables)
    file = Path(path)
    half = file.with_name(f"{file.name}.part")
    try:
        if os.path.lexists(file):
            msg = f"{file} exists already; name a new file"
            raise MembershipError(msg)
        half.touch(exist_ok=False)  # also refuses a folder that is not there
        database = sqlite3.connect(half)
        try:
            for resource in package["resources"]:
                table = tables[resource["name"]]
                database.execute(_create(resource["name"], resource["schema"]))
                marks = ", ".join("?" for _ in table.names)
                database.executemany(
                    f"INSERT INTO {_quoted(resource['name'])} VALUES ({marks})",  # noqa: S608
                    (
                        [_PLAIN[c.type](row[c.name]) for c in table.columns]
                        for row in table
                    ),
                )
            database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            database.executemany("INSERT INTO about VALUES (?, ?)", _about(package))
            database.commit()
        finally:
            database.close()
        half.replace(file)
    except OSError as error:
        msg = f"cannot write {file}: {error.strerror}"
        raise MembershipError(msg) from error
    finally:
        half.unlink(missing_ok=True)
    return {key: table.count for key, table in tables.items()}


def _create(name: str, schema: Mapping[str, Any]) -> str:
    """The statement that makes a table of a schema of Frictionless."""
    lines: list[str] = []
    for field in schema["fields"]:
        needed = " NOT NULL" if field.get("constraints", {}).get("required") else ""
        kind = _TYPES.get(field["type"], "TEXT")
        lines.append(f"{_quoted(field['name'])} {kind}{needed}")
    lines.append(f"PRIMARY KEY ({_list(schema['primaryKey'])})")
    for key in schema["foreignKeys"]:
        other = key["reference"]
        lines.append(
            f"FOREIGN KEY ({_list(key['fields'])}) REFERENCES "
            f"{_quoted(other['resource'])} ({_list(other['fields'])})"
        )
    body = ",\n    ".join(lines)
    return f"CREATE TABLE {_quoted(name)} (\n    {body}\n)"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _same(value: Any) -> Any:
    return value


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    bool: {"true": 1, "false": 0}.get,  # as the tables of a package have yes and no
    date: lambda day: day and str(day),
    float: _same,
    int: _same,
    str: _same,
}
"""A cell as SQLite keeps it, by the type of its column."""


def _about(package: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield "title", package["title"]
    yield "description", package["description"]
    about: Mapping[str, str | Mapping[str, str]] = package["csto_membership"]
    for key, value in about.items():
        if isinstance(value, Mapping):
            yield from ((f"fingerprint {each}", mark) for each, mark in value.items())
        else:
            yield key, str(value)
    yield from (("licence", each["name"]) for each in package.get("licenses", ()))
    for number, text in enumerate(package["citation"], 1):
        yield f"citation {number}", text
