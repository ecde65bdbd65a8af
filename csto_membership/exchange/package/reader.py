"""From a data package back to the record, through the reader of data files.

The rows of the files become drafts: tables as data files have them. These are read as
any data file is, and each fault is reported with the row and the column from which it
comes.
"""

from __future__ import annotations

import json
import os
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from errno import ENOTDIR
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from csto_membership.alliance import Alliance
from csto_membership.answers.checks import MUST_HOLD
from csto_membership.catalogue import alliance_of
from csto_membership.errors import (
    MISSING,
    UNREADABLE,
    WHOLE,
    DataError,
    Problem,
    UnreadableError,
    text_of_path,
)
from csto_membership.exchange.package.resources import (
    DESCRIPTOR,
    FLAG,
    FORMAT,
    MARK,
    NUMBER,
    RECORD,
    Resource,
)
from csto_membership.files.loading import read_context, read_record
from csto_membership.files.place import Place
from csto_membership.files.state_tables import MOST_ROWS, csv_rows
from csto_membership.membership.shipped import DEFINITION_NAMES, states
from csto_membership.record import Record, States
from csto_membership.text_files import read_text


def read_package(directory: str | PathLike[str]) -> tuple[Alliance, ...]:
    """Return the alliances of a data package, each under its default definition.

    `spells.csv` and `panel.csv` are not read, because they follow from the other files.
    The package itself must hold every state and source that it names.

    Args:
        directory: The directory that holds `datapackage.json`.

    Raises:
        DataError: The package has faults. The error lists all of them.
        UnreadableError: There is no such folder.
        WrongTypeError: The value is not a path.

    Examples:
        >>> import tempfile
        >>> import csto_membership as cm
        >>> from csto_membership.exchange import write_package
        >>> with tempfile.TemporaryDirectory() as directory:
        ...     _ = write_package("guam", directory)
        ...     (guam,) = read_package(directory)
        >>> guam.record.fingerprint == cm.load("guam").record.fingerprint
        True
    """
    name = text_of_path(directory, "a folder")
    if not os.path.isdir(name):  # noqa: PTH112 - it raises no error
        problem = f"{UNREADABLE}: expected a folder that holds {DESCRIPTOR}"
        raise UnreadableError([Problem(name, "", WHOLE, problem)], name, ENOTDIR)
    folder = Path(name)
    problems: list[Problem] = []
    _check_descriptor(folder, problems)
    rows = {r.name: rows_of(folder, r, problems) for r in RECORD}
    if (count := sum(map(len, rows.values()))) > MOST_ROWS:
        expected = f"rows in all files of the record: at most {MOST_ROWS:,} are read"
        problems.append(Problem(DESCRIPTOR, "", count, expected))
    if problems:
        raise DataError(problems)
    made = drafts(rows)
    records = [(draft.file, draft.record(problems)) for draft in made]
    found = [(file, alliance_of(record)) for file, record in records if record]
    for file, alliance in found:
        for holds in MUST_HOLD:
            problems += map(file.located, holds(alliance))
    if not made and not problems:
        problems.append(Problem("alliances.csv", "", MISSING, "expected an alliance"))
    if problems:
        raise DataError(problems)
    return tuple(alliance for _, alliance in found)


def _check_descriptor(folder: Path, problems: list[Problem]) -> None:
    """Note whether a directory holds no package that can be read here."""
    expected = f"expected the descriptor of a data package of format {FORMAT}"
    at = Place(DESCRIPTOR, problems)
    try:
        found = json.loads(read_text(folder / DESCRIPTOR, links=False))[MARK]["format"]
    except OSError as error:
        at.fault(str(folder), f"{UNREADABLE}: {error.strerror}; {expected}")
    except (ValueError, LookupError, TypeError, RecursionError):
        at.key(MARK).fault(MISSING, f"{expected}, as `write_package` writes it")
    else:
        if found != FORMAT:
            at.key(MARK).key("format").fault(found, expected)


# -- rows ----------------------------------------------------------------------------


class PackageRow(NamedTuple):
    """A row of a file: its number, as in a spreadsheet, and its cells by column."""

    resource: Resource
    number: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def fault(self, column: str, expected: str) -> None:
        """Note a fault of one cell."""
        value, place = self.cells[column] or MISSING, self.place(column)
        self.problems.append(Problem(self.resource.file, place, value, expected))

    def place(self, column: str) -> str:
        """Where a cell stands, or the row itself."""
        return f"row {self.number}, column {column}" if column else f"row {self.number}"


def rows_of(
    folder: Path, resource: Resource, problems: list[Problem]
) -> list[PackageRow]:
    """The rows of a file; those that are none, or all, are noted as faults."""
    at = Place(resource.file, [])
    try:
        names, *lines = csv_rows(str(folder / resource.file), at)
    except DataError as error:
        problems += error.problems
        return []
    if faults := [*_faults_of_columns(names, resource)]:
        problems += faults
        return []
    rows: list[PackageRow] = []
    for n, cells in enumerate(lines, start=2):
        if len(cells) == len(names):
            row = dict(zip(names, cells, strict=True))
            rows.append(PackageRow(resource, n, row, problems))
        elif cells:
            expected = f"cells; the first row has {len(names)}"
            problems.append(Problem(resource.file, f"row {n}", len(cells), expected))
    return rows


def _faults_of_columns(names: list[str], resource: Resource) -> Iterator[Problem]:
    known = [field.name for field in resource.fields]
    for name in (*known, *(name for name in names if name not in known)):
        if name not in known:
            expected = f"unknown column; one of {', '.join(known)}"
        elif name not in names:
            expected = "this column is missing"
        elif names.count(name) > 1:
            expected = "this column stands twice"
        else:
            continue
        yield Problem(resource.file, "row 1", name, expected)


# -- drafts --------------------------------------------------------------------------


@attrs.frozen
class Part:
    """A table of a data file.

    Attributes:
        table: What it says.
        rows: The rows of the package from which the file comes, by their places in it.
        place: Its own place there.
    """

    table: dict[str, Any]
    rows: MutableMapping[str, PackageRow]
    place: str = ""

    def put(self, name: str, row: PackageRow) -> Part:
        """The table that a row makes, under a name in this one."""
        place = f"{self.place}.{name}" if self.place else name
        self.rows[place] = row
        part = Part({}, self.rows, place)
        for field in row.resource.fields:
            field.put(row.cells[field.name], part.table)
        return part

    def append(self, name: str, row: PackageRow) -> Part:
        """The table that a row makes, at the end of a list in this one."""
        entries = self.table.setdefault(name, [])
        part = self.put(f"{name}[{len(entries)}]", row)
        entries.append(part.table)
        return part

    def located(self, problem: Problem) -> Problem:
        """A fault of the file, reported with the row from which it comes."""
        way = _way(self.rows, problem.place)
        if not way:
            return problem
        row, rest = self.rows[way], problem.place[len(way) :].removeprefix(".")
        columns = {field.key: field.name for field in row.resource.fields if field.key}
        place = row.place(columns.get(_way(columns, rest), ""))
        expected = problem.expected
        if rest == "claim":
            expected = "no row of claims.csv is of this event"
        return Problem(row.resource.file, place, problem.value, expected)


@attrs.frozen
class Draft:
    """The tables of an alliance.

    Attributes:
        alliance: What is said of the alliance itself.
        file: Its data file.
        context: The file of its context events.
        states: Its states by alpha-3 code.
        events: Its events by id.
    """

    alliance: Part
    file: Part
    context: Part
    states: dict[str, Part] = attrs.field(factory=dict[str, Part])
    events: dict[str, Part] = attrs.field(factory=dict[str, Part])

    @classmethod
    def of(cls, row: PackageRow) -> Draft:
        """The draft of an alliance, of which nothing but its own row is known."""
        named = ("alliance", "state", "source", "instrument")
        file = Part({**{name: {} for name in named}, "event": []}, {})
        alliance = file.put("alliance", row)
        file.table["alliance"] = alliance.table
        return cls(alliance, file, Part({"event": []}, ChainMap({}, file.rows)))

    def record(self, problems: list[Problem]) -> Record | None:
        """The record; None where it has faults, which are noted."""
        try:
            record = read_record(self.file.table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            found = [
                *map(self.file.located, error.problems),
                *self._faults_of_context(),
            ]
            problems += {str(problem): problem for problem in found}.values()
            return None
        try:
            context = read_context(self.context.table, record)
        except DataError as error:
            problems += map(self.context.located, error.problems)
            return None
        return attrs.evolve(
            record,
            states=States([*record.states, *states()]),
            file=self.file.rows["alliance"].cells["file"],
            read_context=partial(tuple, context),
        )

    def _faults_of_context(self) -> Iterator[Problem]:
        """The faults of the context events, if the rest has faults too."""
        alliance: dict[str, Any] = {**self.alliance.table, "name": []}
        without: dict[str, Any] = {"alliance": alliance, "roster": []}
        table = {**self.file.table, **without, **self.context.table}
        try:
            read_record(table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            yield from map(self.context.located, error.problems)


def drafts(rows: Mapping[str, list[PackageRow]]) -> list[Draft]:
    """The drafts of all alliances of a package."""
    found: dict[str, Draft] = {}
    for row in rows["alliances"]:
        made = Draft.of(row)
        if found.setdefault(row.cells["alliance"], made) is not made:
            row.fault("alliance", "stands in an earlier row too")
    for name, add in _ADD.items():
        for row in sorted(rows[name], key=_rank):
            if draft := found.get(row.cells["alliance"]):
                add(draft, row)
            else:
                row.fault("alliance", "no row of alliances.csv has this id")
    return [*found.values()]


def _rank(row: PackageRow) -> int:
    """The rank of a claim; of all others 0, so that they keep their order."""
    rank = NUMBER.read(row.cells.get("claim", ""))
    return rank if isinstance(rank, int) else 0


def _add_roster(draft: Draft, row: PackageRow) -> None:
    roster = draft.file.append("roster", row).table
    if "count" in roster and not roster["states"]:
        del roster["states"]  # a list that only counts its members names none


def _add_named(draft: Draft, row: PackageRow, key: str, column: str) -> None:
    name, named = row.cells[column], draft.file.table[key]
    if not name.strip():
        row.fault(column, "expected a text")
    elif name in named:
        row.fault(column, "stands in an earlier row too")
    else:
        part = draft.file.put(f"{key}.{name}", row)
        named[name] = part.table
        if key == "state":
            draft.states.setdefault(row.cells["alpha_3"], part)


def _add_number(draft: Draft, row: PackageRow) -> None:
    code = row.cells["alpha_3"]
    if code and code in draft.states:
        draft.states[code].append("numbers", row)
    else:
        row.fault("alpha_3", "no row of states.csv has this code")


def _add_event(draft: Draft, row: PackageRow) -> None:
    name, apart = row.cells["event"], FLAG.read(row.cells["context"])
    if not isinstance(apart, bool):
        row.fault("context", "expected true or false")
    elif name in draft.events:
        row.fault("event", "stands in an earlier row too")
    else:
        event = (draft.context if apart else draft.file).append("event", row)
        event.table["claim"] = []
        event.rows[f"event {name!r}"] = row
        draft.events[name] = event


def _add_claim(draft: Draft, row: PackageRow) -> None:
    event = draft.events.get(row.cells["event"])
    if not _rank(row):
        row.fault("claim", "expected a whole number above 0")
    elif event is None:
        row.fault("event", "no row of events.csv has this id")
    else:
        better = event.rows.get(f"{event.place}.claim[{len(event.table['claim']) - 1}]")
        if better and _rank(better) == _rank(row):
            row.fault("claim", "another claim of the event has this rank")
        event.append("claim", row)


_ADD: Mapping[str, Callable[[Draft, PackageRow], object]] = {
    "names": lambda draft, row: draft.alliance.append("name", row),
    "states": partial(_add_named, key="state", column="alpha_2"),
    "numbers": _add_number,
    "sources": partial(_add_named, key="source", column="source"),
    "instruments": partial(_add_named, key="instrument", column="instrument"),
    "events": _add_event,
    "claims": _add_claim,
    "rosters": _add_roster,
}
"""How the rows of each file go into the draft of their alliance."""


# -- faults --------------------------------------------------------------------------


def _way(places: Iterable[str], place: str) -> str:
    """The longest of some places that leads to a place; empty for none."""
    above = (p for p in places if p == place or place.startswith((f"{p}.", f"{p}[")))
    return max(above, key=len, default="")
