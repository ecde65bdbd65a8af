"""The record of alliances as one SQLite file, for SQL and for browsers of databases."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from errno import EEXIST, EIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csto_membership.alliance import Alliance
from csto_membership.errors import writing
from csto_membership.exchange.package.writer import (
    descriptor,
    tables_of,
    whole_records,
)
from csto_membership.exchange.tables.table import Table
from csto_membership.text_files import made_whole

if TYPE_CHECKING:
    from sqlite3 import Connection

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
"""The type of a column by that of its field; all others, dates too, are text."""


def write_sqlite(
    alliances: str | Alliance | Iterable[str | Alliance], path: str | PathLike[str]
) -> dict[str, int]:
    """Write the whole record of some alliances into a new SQLite file.

    The tables, columns and keys are those of a data package (`write_package`). One more
    table, `about`, has the versions, the licence and the citations. Dates are ISO 8601
    text; 1 is yes and 0 is no.

    Args:
        alliances: Names of alliances of the package, or alliances.
        path: The file, which must not exist yet.

    Returns:
        The name of each table, with the number of its rows.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.
        EmptyError: No alliance is named.
        MembershipError: Two alliances have the same id.
        FileError: The file already exists, or cannot be written.
        WrongTypeError: The value is not a path.

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
    with writing(path) as file:
        if os.path.lexists(file):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), file)
        with made_whole(file) as half:
            # SQLite would say only that it cannot open the file.
            Path(half).touch(exist_ok=False)
            try:
                with closing(sqlite3.connect(half)) as database:
                    _fill(database, tables, package)
            except sqlite3.Error as error:
                raise OSError(EIO, str(error), file) from error
    return {key: table.count for key, table in tables.items()}


def _fill(
    database: Connection, tables: Mapping[str, Table], package: Mapping[str, Any]
) -> None:
    """Write all tables, and what the database is."""
    for resource in package["resources"]:
        table = tables[resource["name"]]
        database.execute(_create(resource["name"], resource["schema"]))
        marks = ", ".join("?" for _ in table.names)
        database.executemany(
            f"INSERT INTO {_quoted(resource['name'])} VALUES ({marks})",  # noqa: S608
            ([_PLAIN[c.type](row[c.name]) for c in table.columns] for row in table),
        )
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    database.executemany("INSERT INTO about VALUES (?, ?)", _about(package))
    database.commit()


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
