"""Drafts: the tables of a data file, made of the rows of a data package.

They are read as any data file is, and what is wrong with one is told of the row and the
column from which it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import attrs

from csto_membership.errors import DataError, Problem
from csto_membership.exchange.package.fields import FLAG, NUMBER, Field
from csto_membership.exchange.package.rows import Row
from csto_membership.files.loading import read_around, read_record
from csto_membership.membership.shipped import DEFINITION_NAMES, every_state
from csto_membership.record import Record, States

__all__ = ["Draft", "drafts"]


@attrs.frozen
class Draft:
    """The tables of an alliance, and from which row each of them comes.

    Attributes:
        row: The row of the alliance itself.
        table: What its data file would say.
        around: The acts around membership, which stand in a file of their own.
        origins: The rows by their places in the table; of those acts, see `apart`.
        apart: The rows of those acts, by their places there.
        events: The rows of its events, with what a data file would say of each.
    """

    row: Row
    table: dict[str, Any]
    around: list[dict[str, Any]] = attrs.field(factory=list)
    origins: dict[str, Row] = attrs.field(factory=dict)
    apart: dict[str, Row] = attrs.field(factory=dict)
    events: dict[str, _Event] = attrs.field(factory=dict)

    @classmethod
    def of(cls, row: Row) -> Draft:
        """The draft of an alliance, of which nothing but its own row is known."""
        named = ("state", "source", "instrument")
        lists = ("event", "roster")
        table: dict[str, Any] = {"alliance": {**row.said(), "name": []}}
        table |= {key: {} for key in named} | {key: [] for key in lists}
        return cls(row, table, origins={"alliance": row})

    def record(self, problems: list[Problem]) -> Record | None:
        """The record; None where it has faults, which are noted."""
        try:
            record = read_record(self.table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            found = [self.told(each) for each in error.problems]
            found += self._faults_apart()
            problems += _each_once(found)
            return None
        known = record.states, record.known_sources, record.instruments
        ids = [event.id for event in record.events]
        try:
            around = read_around({"event": self.around}, *known, ids)
        except DataError as error:
            problems += (self.told_apart(each) for each in error.problems)
            return None
        return attrs.evolve(
            record,
            states=States(record.states, every_state),
            file=self.row.cells["file"],
            further=(lambda: around) if around else None,
        )

    def _faults_apart(self) -> list[Problem]:
        """The faults of the acts around membership, if the rest has faults too."""
        alliance = {**self.table["alliance"], "name": []}
        table = {**self.table, "alliance": alliance, "event": self.around, "roster": []}
        try:
            read_record(table, States([]), {}, DEFINITION_NAMES)
        except DataError as error:
            return [self.told_apart(each) for each in error.problems]
        return []

    def told(self, problem: Problem) -> Problem:
        """A fault of the table, told of the row from which it comes."""
        return _told(problem, self.origins)

    def told_apart(self, problem: Problem) -> Problem:
        """The same for the acts around membership."""
        return _told(problem, self.origins | self.apart)


class _Event(NamedTuple):
    """An event: its row, its table, and the rows by place among which it stands."""

    row: Row
    place: str
    table: dict[str, Any]
    origins: dict[str, Row]


_LISTS = {"names": ("alliance", "name"), "rosters": ("roster",)}
"""Where the rows of a resource stand in a data file, one after another."""
_TABLES = {
    "states": ("state", "alpha_2"),
    "sources": ("source", "source"),
    "instruments": ("instrument", "instrument"),
}
"""Where they stand, and the column of the key under which each stands."""


def drafts(rows: Mapping[str, list[Row]], problems: list[Problem]) -> dict[str, Draft]:
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


def _rank(row: Row) -> int:
    """The rank of a claim; of all others 0, so that they keep their order."""
    rank = NUMBER.read(row.cells.get("claim", ""))
    return rank if isinstance(rank, int) else 0


def _append(draft: Draft, row: Row, _: list[Problem]) -> None:
    keys = _LISTS[row.resource.name]
    said = row.said()
    if "count" in said and not said["states"]:
        del said["states"]  # a list that only counts its members names none
    table: Any = draft.table
    for key in keys:
        table = table[key]
    draft.origins[f"{'.'.join(keys)}[{len(table)}]"] = row
    table.append(said)


def _set(draft: Draft, row: Row, problems: list[Problem]) -> None:
    key, column = _TABLES[row.resource.name]
    name = row.cells[column]
    if not name.strip():
        row.fault(column, "expected a text", problems)
    elif name in draft.table[key]:
        row.fault(column, "stands in an earlier row too", problems)
    else:
        draft.origins[f"{key}.{name}"] = row
        draft.table[key][name] = row.said()


def _add_event(draft: Draft, row: Row, problems: list[Problem]) -> None:
    name, apart = row.cells["event"], FLAG.read(row.cells["around"])
    if not isinstance(apart, bool):
        row.fault("around", "expected true or false", problems)
    elif name in draft.events:
        row.fault("event", "stands in an earlier row too", problems)
    else:
        events = draft.around if apart else draft.table["event"]
        origins = draft.apart if apart else draft.origins
        place = f"event[{len(events)}]"
        said = {**row.said(), "claim": []}
        origins[place] = origins[f"event {name!r}"] = row
        draft.events[name] = _Event(row, place, said, origins)
        events.append(said)


def _add_claim(draft: Draft, row: Row, problems: list[Problem]) -> None:
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
        claims.append(row.said())


_ADD = {
    "names": _append,
    "states": _set,
    "sources": _set,
    "instruments": _set,
    "events": _add_event,
    "claims": _add_claim,
    "rosters": _append,
}
"""How the rows of each file go into the draft of their alliance."""


# -- faults --------------------------------------------------------------------------


def _told(problem: Problem, origins: Mapping[str, Row]) -> Problem:
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
