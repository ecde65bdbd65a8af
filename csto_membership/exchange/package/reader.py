"""From a data package back to the record, through the reader of data files.

The rows of the files become drafts: tables as data files have them. These are read as
any data file is, and what is wrong with one is told of the row and the column from which
it comes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from csto_membership.alliance import Alliance
from csto_membership.answers.checks import order_is_known
from csto_membership.catalogue import alliance_of
from csto_membership.errors import MISSING, DataError, Problem
from csto_membership.exchange.package.descriptor import DESCRIPTOR, check_descriptor
from csto_membership.exchange.package.fields import FLAG, NUMBER, Field
from csto_membership.exchange.package.resources import RECORD, Resource
from csto_membership.files.loading import read_context, read_record
from csto_membership.files.readers import Place
from csto_membership.membership.shipped import DEFINITION_NAMES, states
from csto_membership.record import Record, States

__all__ = ["read_package"]


def read_package(directory: str | PathLike[str]) -> tuple[Alliance, ...]:
    """The alliances of a data package, each under its default definition.

    The files of the record are read; `spells.csv` and `panel.csv` follow from them, and
    are not. What a package names stands in it, down to states and sources.

    Args:
        directory: Where `datapackage.json` stands.

    Raises:
        DataError: The package has faults; all of them are listed and nothing is loaded.

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
    folder = Path(directory)
    if not folder.is_dir():
        expected = f"expected a directory that holds {DESCRIPTOR}"
        raise DataError([Problem(str(directory), "", MISSING, expected)])
    problems: list[Problem] = []
    check_descriptor(folder, problems)
    rows = {r.name: rows_of(folder, r, problems) for r in RECORD}
    if problems:
        raise DataError(problems)
    made = drafts(rows, problems)
    records = [draft.record(problems) for draft in made.values()]
    alliances = [alliance_of(each) for each in records if each]
    for draft, record in zip(made.values(), records, strict=True):
        if record:
            unknown = order_is_known(alliance_of(record))
            problems += map(draft.located, unknown)
    if not made and not problems:
        problems.append(Problem("alliances.csv", "", MISSING, "expected an alliance"))
    if problems:
        raise DataError(problems)
    return tuple(alliances)


# -- rows ----------------------------------------------------------------------------


class PackageRow(NamedTuple):
    """A row of a file: its number, as in a spreadsheet, and its cells by column."""

    resource: Resource
    number: int
    cells: Mapping[str, str]

    def as_table(self) -> dict[str, Any]:
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


def rows_of(
    folder: Path, resource: Resource, problems: list[Problem]
) -> list[PackageRow]:
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
) -> Iterator[PackageRow]:
    for number, cells in enumerate(lines, start=2):
        if len(cells) == len(names):
            yield PackageRow(resource, number, dict(zip(names, cells, strict=True)))
        elif cells:
            expected = f"cells; the first row has {len(names)}"
            place = f"row {number}"
            problems.append(Problem(resource.file, place, len(cells), expected))


# -- drafts --------------------------------------------------------------------------


@attrs.frozen
class Draft:
    """The tables of an alliance, and from which row each of them comes.

    Attributes:
        row: The row of the alliance itself.
        table: What its data file would say.
        context: The context events, which a data file has apart.
        origins: The rows by their places in the table; of those acts, see `apart`.
        apart: The rows of those acts, by their places there.
        events: The rows of its events, with what a data file would say of each.
    """

    row: PackageRow
    table: dict[str, Any]
    context: list[dict[str, Any]] = attrs.field(factory=list)
    origins: dict[str, PackageRow] = attrs.field(factory=dict)
    apart: dict[str, PackageRow] = attrs.field(factory=dict)
    events: dict[str, _Event] = attrs.field(factory=dict)

    @classmethod
    def of(cls, row: PackageRow) -> Draft:
        """The draft of an alliance, of which nothing but its own row is known."""
        named = ("state", "source", "instrument")
        lists = ("event", "roster")
        table: dict[str, Any] = {"alliance": {**row.as_table(), "name": []}}
        table |= {key: {} for key in named} | {key: [] for key in lists}
        return cls(row, table, origins={"alliance": row})

    def record(self, problems: list[Problem]) -> Record | None:
        """The record; None where it has faults, which are noted."""
        try:
            record = read_record(self.table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            found = [self.located(each) for each in error.problems]
            found += self._faults_apart()
            problems += _each_once(found)
            return None
        try:
            context = read_context({"event": self.context}, record)
        except DataError as error:
            problems += (self.located_apart(each) for each in error.problems)
            return None
        return attrs.evolve(
            record,
            states=States([*record.states, *states()]),
            file=self.row.cells["file"],
            read_context=partial(tuple, context),
        )

    def _faults_apart(self) -> list[Problem]:
        """The faults of the context events, if the rest has faults too."""
        alliance = {**self.table["alliance"], "name": []}
        table = {
            **self.table,
            "alliance": alliance,
            "event": self.context,
            "roster": [],
        }
        try:
            read_record(table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            return [self.located_apart(each) for each in error.problems]
        return []

    def located(self, problem: Problem) -> Problem:
        """A fault of the table, told of the row from which it comes."""
        return _located(problem, self.origins)

    def located_apart(self, problem: Problem) -> Problem:
        """The same for the context events."""
        return _located(problem, self.origins | self.apart)


class _Event(NamedTuple):
    """An event: its row, its table, and the rows by place among which it stands."""

    row: PackageRow
    place: str
    table: dict[str, Any]
    origins: dict[str, PackageRow]


_LISTS = {"names": ("alliance", "name"), "rosters": ("roster",)}
"""Where the rows of a resource stand in a data file, one after another."""
_TABLES = {
    "states": ("state", "alpha_2"),
    "sources": ("source", "source"),
    "instruments": ("instrument", "instrument"),
}
"""Where they stand, and the column of the key under which each stands."""


def drafts(
    rows: Mapping[str, list[PackageRow]], problems: list[Problem]
) -> dict[str, Draft]:
    """The drafts of all alliances of a package, by id."""
    found: dict[str, Draft] = {}
    for row in rows["alliances"]:
        made = Draft.of(row)
        if found.setdefault(row.cells["alliance"], made) is not made:
            row.fault("alliance", "stands in an earlier row too", problems)
    for name, add in _ADD.items():
        for row in sorted(rows[name], key=_rank):
            if draft := found.get(row.cells["alliance"]):
                add(draft, row, problems)
            else:
                row.fault("alliance", "no row of alliances.csv has this id", problems)
    return found


def _rank(row: PackageRow) -> int:
    """The rank of a claim; of all others 0, so that they keep their order."""
    rank = NUMBER.read(row.cells.get("claim", ""))
    return rank if isinstance(rank, int) else 0


def _append(draft: Draft, row: PackageRow, _: list[Problem]) -> None:
    keys = _LISTS[row.resource.name]
    entry = row.as_table()
    if "count" in entry and not entry["states"]:
        del entry["states"]  # a list that only counts its members names none
    table: Any = draft.table
    for key in keys:
        table = table[key]
    draft.origins[f"{'.'.join(keys)}[{len(table)}]"] = row
    table.append(entry)


def _set(draft: Draft, row: PackageRow, problems: list[Problem]) -> None:
    key, column = _TABLES[row.resource.name]
    name = row.cells[column]
    if not name.strip():
        row.fault(column, "expected a text", problems)
    elif name in draft.table[key]:
        row.fault(column, "stands in an earlier row too", problems)
    else:
        draft.origins[f"{key}.{name}"] = row
        draft.table[key][name] = row.as_table()


def _add_number(draft: Draft, row: PackageRow, problems: list[Problem]) -> None:
    code = row.cells["alpha_3"]
    for key, state in draft.table["state"].items():
        if state.get("alpha_3") == code:
            numbers = state.setdefault("numbers", [])
            draft.origins[f"state.{key}.numbers[{len(numbers)}]"] = row
            numbers.append(row.as_table())
            return
    row.fault("alpha_3", "no row of states.csv has this code", problems)


def _add_event(draft: Draft, row: PackageRow, problems: list[Problem]) -> None:
    name, apart = row.cells["event"], FLAG.read(row.cells["context"])
    if not isinstance(apart, bool):
        row.fault("context", "expected true or false", problems)
    elif name in draft.events:
        row.fault("event", "stands in an earlier row too", problems)
    else:
        events = draft.context if apart else draft.table["event"]
        origins = draft.apart if apart else draft.origins
        place = f"event[{len(events)}]"
        entry = {**row.as_table(), "claim": []}
        origins[place] = origins[f"event {name!r}"] = row
        draft.events[name] = _Event(row, place, entry, origins)
        events.append(entry)


def _add_claim(draft: Draft, row: PackageRow, problems: list[Problem]) -> None:
    event = draft.events.get(row.cells["event"])
    if not _rank(row):
        row.fault("claim", "expected a whole number above 0", problems)
    elif event is None:
        row.fault("event", "no row of events.csv has this id", problems)
    else:
        claims = event.table["claim"]
        better = event.origins.get(f"{event.place}.claim[{len(claims) - 1}]")
        if better and _rank(better) == _rank(row):
            row.fault("claim", "another claim of the event has this rank", problems)
        event.origins[f"{event.place}.claim[{len(claims)}]"] = row
        claims.append(row.as_table())


_ADD = {
    "names": _append,
    "states": _set,
    "numbers": _add_number,
    "sources": _set,
    "instruments": _set,
    "events": _add_event,
    "claims": _add_claim,
    "rosters": _append,
}
"""How the rows of each file go into the draft of their alliance."""


# -- faults --------------------------------------------------------------------------


def _located(problem: Problem, origins: Mapping[str, PackageRow]) -> Problem:
    ways = [place for place in origins if _leads_to(place, problem.place)]
    if not ways:
        return problem
    way = max(ways, key=len)
    row, rest = origins[way], problem.place[len(way) :].removeprefix(".")
    column = _column(row.resource.fields, rest)
    place, expected = row.place(column), problem.expected
    if rest == "claim":
        expected = "no row of claims.csv is of this event"
    return attrs.evolve(problem, file=row.resource.file, place=place, expected=expected)


def _column(fields: tuple[Field, ...], rest: str) -> str:
    names = {f.key: f.name for f in fields if f.key and _leads_to(f.key, rest)}
    return names[max(names, key=len)] if names else ""


def _leads_to(above: str, place: str) -> bool:
    return place == above or place.startswith((f"{above}.", f"{above}["))


def _each_once(problems: list[Problem]) -> list[Problem]:
    return list({str(problem): problem for problem in problems}.values())
