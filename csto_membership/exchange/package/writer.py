"""Data packages: the record of alliances as self-describing CSV files.

The descriptor follows the Data Package and Table Schema of Frictionless, version 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from errno import ENOTDIR, ENOTEMPTY
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any

from csto_membership.alliance import Alliance
from csto_membership.catalogue import alliance_of, load
from csto_membership.errors import (
    BeyondRecordError,
    EmptyError,
    FileError,
    MembershipError,
    shown_path,
    writing,
)
from csto_membership.exchange.package.resources import (
    DERIVED,
    DESCRIPTOR,
    FORMAT,
    MARK,
    RECORD,
    Resource,
    states_of,
)
from csto_membership.exchange.tables.arguments import as_alliances
from csto_membership.exchange.tables.panel import state_years
from csto_membership.exchange.tables.runs import RowValues
from csto_membership.exchange.tables.spell_rows import spells
from csto_membership.exchange.tables.table import Table
from csto_membership.record import Record, Source
from csto_membership.text_files import replaced
from csto_membership.versions import __version__, facts_version


def write_package(
    alliances: str | Alliance | Iterable[str | Alliance],
    directory: str | PathLike[str],
) -> dict[str, int]:
    """Write a data package: the whole record of some alliances, with spells and panel.

    The same record gives the same bytes on any machine and on any day. An alliance that
    you narrowed is written whole: spells and panel follow its default definition.

    Args:
        alliances: Names of alliances of the package, or alliances.
        directory: The directory to write, which must be new or empty. No file is ever
            overwritten.

    Returns:
        The name of each file, with the number of its rows.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.
        EmptyError: No alliance is named.
        MembershipError: Two alliances have the same id.
        FileError: The directory is not empty, or cannot be written.
        WrongTypeError: The value is not a path.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as directory:
        ...     written = write_package("guam", directory)
        >>> written["instruments.csv"], written["alliances.csv"]
        (3, 1)
    """
    whole = whole_records(alliances)
    with writing(directory, "a folder") as path:
        folder = Path(path)
        _refuse_full(folder)
        tables = tables_of(whole)
        files = {
            f"{name}.csv": [f"{line}\n" for line in table.csv_lines()]
            for name, table in tables.items()
        }
        written = {name: len(lines) - 1 for name, lines in files.items()}
        text = json.dumps(descriptor(whole, tables), ensure_ascii=False, indent=2)
        _write(folder, {**files, DESCRIPTOR: [f"{text}\n"]})
    return written


def _refuse_full(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        msg = f"{shown_path(str(folder))} is a file; name a new folder"
        raise FileError(msg, str(folder), ENOTDIR)
    if folder.exists() and any(folder.iterdir()):
        msg = (
            f"{shown_path(str(folder))} is not empty, and nothing in it is overwritten; "
            "name a new folder, or empty it first"
        )
        raise FileError(msg, str(folder), ENOTEMPTY)


def _write(folder: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write all files or none: where one fails, those before it are taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for name, lines in files.items():
            with replaced(folder / name, new=True) as file:
                file.writelines(lines)
            written.append(folder / name)
    except BaseException:  # also where somebody interrupts it
        for path in written:
            path.unlink(missing_ok=True)
        raise


# -- tables ----------------------------------------------------------------------


def whole_records(
    alliances: str | Alliance | Iterable[str | Alliance],
) -> list[Alliance]:
    """Some alliances as their whole records are asked by default.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        WrongTypeError: One is neither a name nor an alliance.
        EmptyError: There is none.
        MembershipError: Two of them have the same id.
    """
    if isinstance(alliances, str | Alliance) or not isinstance(alliances, Iterable):
        alliances = [alliances]
    if not (named := [*alliances]):
        msg = "at least one alliance is needed; name it, such as 'csto'"
        raise EmptyError(msg)
    whole = [alliance_of(each.record) for each in as_alliances(named)]
    ids = [each.record.id for each in whole]
    if twins := [name for name in ids if ids.count(name) > 1]:
        msg = f"two alliances have the id {twins[0]!r}; export each by itself"
        raise MembershipError(msg)
    return whole


def tables_of(alliances: list[Alliance]) -> dict[str, Table]:
    """The tables of a package, by name; those that others refer to come first."""

    def rows(resource: Resource) -> Iterator[RowValues]:
        fields = resource.fields[1:]  # the first is the alliance
        for record in (alliance.record for alliance in alliances):
            for thing, beside in resource.rows(record):
                row = {f.name: f.of(thing) for f in fields if f.name not in beside}
                yield {**row, "alliance": record.id, **beside}

    tables = {
        each.name: Table(tuple(f.column for f in each.fields), partial(rows, each))
        for each in RECORD
    }
    return {**tables, "spells": spells(*alliances), "panel": _panel(alliances)}


def _panel(alliances: list[Alliance]) -> Table:
    """Each alliance in its own years: what one covers is not cut short by another."""
    parts: list[Table] = []
    for alliance in alliances:
        try:
            parts.append(state_years(alliance))
        except BeyondRecordError:  # it covers no whole year
            continue
    columns = parts[0].columns if parts else state_years(load("csto")).columns
    return Table(columns, lambda: (row for part in parts for row in part.rows()))


# -- the descriptor --------------------------------------------------------------

_RESOURCES = {resource.name: resource for resource in (*RECORD, *DERIVED)}
_TITLE = "Membership of alliances: acts, claims and sources"
_LICENCE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "Creative Commons Zero 1.0 Universal",
}
_TYPES = {bool: "boolean", date: "date", float: "number", int: "integer", str: "string"}
_ABOUT = (
    "Who was a member of an alliance, by which definition and according to whom: acts "
    "of states, each as claimed by named sources, and what follows from them. "
    "An empty cell says nothing. Several values in a cell are parted by a semicolon and "
    "a space; a semicolon or backslash inside a value has a backslash before it. A "
    "date is a string in EDTF (ISO 8601-2), as exact as its source, with the first and "
    "the last day that it may be beside it. Days are inclusive. Each row has its "
    "own primary key, which begins with the alliance. The tables spells and panel follow "
    "from the others, and are not read back."
)


def descriptor(
    alliances: Sequence[Alliance], tables: Mapping[str, Table]
) -> dict[str, Any]:
    """The descriptor of the package of some alliances and of its tables, by name."""
    cited = [alliance.cite() for alliance in alliances]
    # The licence of our facts is given only where all facts are ours.
    ours = all(each.issued for each in cited)
    issued = max(str(each.issued) for each in cited)
    licences = {"licenses": [_LICENCE]} if ours else {}
    facts = facts_version if ours else "own"
    whose = f"{cited[0].author}. {_TITLE}" if ours else _TITLE
    origin = f"{MARK} {__version__}, facts {facts}{f', {issued}' if ours else ''}"
    return {
        "profile": "data-package",
        "name": f"csto-membership-facts-{facts}",
        "title": _TITLE,
        "description": _ABOUT,
        **({"version": facts, "created": f"{issued}T00:00:00Z"} if ours else {}),
        **licences,
        "contributors": [{"title": cited[0].author, "role": "author"}] if ours else [],
        "keywords": ["alliances", "international organizations", "membership"],
        "citation": [str(each) for each in cited],
        MARK: {
            "format": FORMAT,
            "version": __version__,
            "facts": facts,
            "fingerprints": {a.record.id: a.record.fingerprint for a in alliances},
        },
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "title": name.capitalize(),
                "description": f"One row for {_RESOURCES[name].meaning}.",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                **licences,
                **_sources(name, alliances),
                "citation": f"{whose}: {name}.csv. {origin}.",
                "schema": _schema(name, table),
            }
            for name, table in tables.items()
        ],
    }


# -- schema ---------------------------------------------------------------------------


def _schema(name: str, table: Table) -> dict[str, Any]:
    resource = _RESOURCES[name]
    known = {field.name: field for field in resource.fields}
    key = ("alliance", *resource.key)
    above: dict[str, tuple[str, ...]] = {}
    if name != "alliances":
        above["alliances"] = ("alliance",)
    if resource.of:
        above[resource.of] = ("alliance", *_RESOURCES[resource.of].key)
    fields: list[dict[str, Any]] = []
    for column in table.columns:
        field = known.get(column.name)
        needs: dict[str, Any] = {}
        if field.required if field else column.name in key:
            needs["required"] = True
        if field and field.choices:
            needs["enum"] = [each.value for each in field.choices]
        fields.append(
            {
                "name": column.name,
                "type": _TYPES[column.type],
                "description": column.meaning,
                **({"constraints": needs} if needs else {}),
            }
        )
    return {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(key),
        "foreignKeys": [
            {
                "fields": list(columns),
                "reference": {"resource": other, "fields": list(columns)},
            }
            for other, columns in above.items()
        ],
    }


# -- sources ------------------------------------------------------------------------------


_CITING: Mapping[str, Callable[[Record], Iterable[Iterable[str]]]] = {
    "names": lambda record: (each.sources.ids for each in record.names),
    "states": lambda record: (each.sources for each in states_of(record)),
    "numbers": lambda record: (each.sources for each in states_of(record)),
    "claims": lambda record: (each.sources.ids for each in record.claims),
    "rosters": lambda record: (each.sources.ids for each in record.rosters),
    "sources": lambda _: (),
}
"""The ids of sources in the rows of a file; the other files rest on the claims."""


def _sources(name: str, alliances: Iterable[Alliance]) -> dict[str, Any]:
    """The works that a file cites, as the descriptor has them."""
    if name not in _CITING:
        return {"sources": [{"title": "The claims", "path": "claims.csv"}]}
    found: dict[str, Source] = {}
    for record in (alliance.record for alliance in alliances):
        known = record.known_sources
        ids = {key for each in _CITING[name](record) for key in each}
        found |= {key: known[key] for key in ids if key in known}
    works: list[dict[str, str]] = []
    for _, source in sorted(found.items()):
        path = {"path": source.address} if "://" in source.address else {}
        works.append({"title": str(source), **path})
    return {"sources": works} if works else {}
