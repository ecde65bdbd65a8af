"""Rows of a data package, as its files say them, before anything is made of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from csto_membership.errors import MISSING
from csto_membership.exchange.package.resources import Resource
from csto_membership.files.readers import Place
from csto_membership.record import Problem

__all__ = ["DESCRIPTOR", "FORMAT", "MARK", "Row", "look_at_descriptor", "rows_of"]

DESCRIPTOR = "datapackage.json"
MARK = "csto_membership"
"""The key of the descriptor that tells what wrote the package."""
FORMAT = 1
"""Which fields a package of ours has."""


class Row(NamedTuple):
    """A row of a file: its number, as in a spreadsheet, and its cells by column."""

    resource: Resource
    number: int
    cells: Mapping[str, str]

    def said(self) -> dict[str, Any]:
        """What a data file would say."""
        table: dict[str, Any] = {}
        for field in self.resource.fields:
            field.put(self.cells.get(field.name, ""), table)
        return table

    def fault(self, column: str, expected: str, problems: list[Problem]) -> None:
        """Note a fault of one cell."""
        value = self.cells.get(column, "") or MISSING
        problems.append(
            Problem(self.resource.file, self.place(column), value, expected)
        )

    def place(self, column: str) -> str:
        """Where a cell stands, or the row itself."""
        return f"row {self.number}, column {column}" if column else f"row {self.number}"


def look_at_descriptor(folder: Path, problems: list[Problem]) -> None:
    """Note whether a directory holds no package that can be read here."""
    expected = f"expected the descriptor of a data package of format {FORMAT}"
    at = Place(DESCRIPTOR, problems)
    try:
        text = (folder / DESCRIPTOR).read_text("utf-8-sig")
        found = json.loads(text)[MARK]["format"]
    except OSError as error:
        at.fault(str(folder), f"cannot be read: {error.strerror}; {expected}")
    except (ValueError, LookupError, TypeError, RecursionError):
        at.key(MARK).fault(MISSING, f"{expected}, as `write_package` writes it")
    else:
        if found != FORMAT:
            at.key(MARK).key("format").fault(found, expected)


def rows_of(folder: Path, resource: Resource, problems: list[Problem]) -> list[Row]:
    """The rows of a file; those that are none, or all, are noted as faults."""
    at = Place(resource.file, problems)
    try:
        path = folder / resource.file
        with path.open(encoding="utf-8-sig", newline="") as file:
            names, *lines = [*csv.reader(file, strict=True)] or [[]]
    except OSError as error:
        at.fault(MISSING, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        at.fault(error.object[error.start : error.end], "is not UTF-8 text")
    except csv.Error as error:
        at.fault(MISSING, f"is not CSV: {error}")
    else:
        if _are_columns(names, resource, problems):
            return [*_checked(names, lines, resource, problems)]
    return []


def _are_columns(names: list[str], resource: Resource, problems: list[Problem]) -> bool:
    known = [field.name for field in resource.fields]
    before = len(problems)
    for name in known:
        if names.count(name) != 1:
            times = "stands twice" if name in names else "is missing"
            expected = f"this column {times}"
            problems.append(Problem(resource.file, "row 1", name, expected))
    for name in names:
        if name not in known:
            expected = f"unknown column; one of {', '.join(known)}"
            problems.append(Problem(resource.file, "row 1", name, expected))
    return len(problems) == before


def _checked(
    names: list[str],
    lines: list[list[str]],
    resource: Resource,
    problems: list[Problem],
) -> Iterator[Row]:
    for number, cells in enumerate(lines, start=2):
        if len(cells) == len(names):
            yield Row(resource, number, dict(zip(names, cells, strict=True)))
        elif cells:
            expected = f"cells; the first row has {len(names)}"
            place = f"row {number}"
            problems.append(Problem(resource.file, place, len(cells), expected))
