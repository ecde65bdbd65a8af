"""The descriptor of a data package: what stands in its files, for people and programs.

It follows the Data Package and Table Schema of Frictionless, version 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from csto_membership.alliance import Alliance
from csto_membership.errors import MISSING, Problem
from csto_membership.exchange.package.resources import DERIVED, RECORD, states_of
from csto_membership.exchange.tables.table import Table
from csto_membership.files.readers import Place
from csto_membership.record import Record, Source
from csto_membership.text_files import read_text
from csto_membership.versions import __version__, facts_version

DESCRIPTOR = "datapackage.json"
MARK = "csto_membership"
"""The key of the descriptor that tells what wrote the package."""
FORMAT = 1
"""Which fields a package of ours has."""
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
    "the last day that it may be beside it. Days are inclusive. A row is told from all "
    "others by its primary key, which begins with the alliance. spells.csv and panel.csv "
    "follow from the other files, and are not read back."
)


def descriptor(
    alliances: Sequence[Alliance], tables: Mapping[str, Table]
) -> dict[str, Any]:
    """The descriptor of the package of some alliances and of its tables, by name."""
    cited = [alliance.cite() for alliance in alliances]
    # What holds of our facts is told where all facts are ours.
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
    fields = []
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
    works = []
    for _, source in sorted(found.items()):
        path = {"path": source.address} if "://" in source.address else {}
        works.append({"title": str(source), **path})
    return {"sources": works} if works else {}


# -- reading ------------------------------------------------------------------------------


def check_descriptor(folder: Path, problems: list[Problem]) -> None:
    """Note whether a directory holds no package that can be read here."""
    expected = f"expected the descriptor of a data package of format {FORMAT}"
    at = Place(DESCRIPTOR, problems)
    try:
        found = json.loads(read_text(folder / DESCRIPTOR))[MARK]["format"]
    except OSError as error:
        at.fault(str(folder), f"cannot be read: {error.strerror}; {expected}")
    except (ValueError, LookupError, TypeError, RecursionError):
        at.key(MARK).fault(MISSING, f"{expected}, as `write_package` writes it")
    else:
        if found != FORMAT:
            at.key(MARK).key("format").fault(found, expected)
