"""Which state a number in a data set means on which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.errors import UnknownStateError
from csto_membership.exchange.datasets.data_file import FileRow
from csto_membership.membership.shipped import states
from csto_membership.record import State
from csto_membership.record.number import ListNumber, numbers_of_list

StateTables = Mapping[str, Mapping[str, Any]]
"""States that the package does not have, as a data file defines them."""


def numbers_of(state: State) -> frozenset[int]:
    """The numbers that a state has or had in the Correlates of War state system.

    Examples:
        >>> sorted(numbers_of(states().find("Germany")))
        [255, 260]
    """
    return frozenset(each.number for each in state.numbers if each.list == "cow")


@cache
def numbers() -> Mapping[int, ListNumber]:
    """The numbers of the Correlates of War state system, each with its states.

    Examples:
        >>> print(*bearers(365), sep=", ")
        Soviet Union, Russia
    """
    return numbers_of_list(states(), "cow")


def bearers(number: int) -> Sequence[State]:
    """The states that have or had a number, the earlier first.

    Examples:
        >>> bearers(998)
        ()
    """
    found = numbers().get(number)
    return () if found is None else tuple(holder.state for holder in found.holders)


def holders(number: int, days: FuzzyDaySet) -> Iterator[tuple[State, DaySet]]:
    """The states that had a number on some of these days, each with its days of them.

    A number goes on where one state continues another: 365 is the Soviet Union, and
    then Russia from the first day on which that surely is a state. A day on which no
    state had it goes to the one nearest to it.

    Examples:
        >>> for state, part in holders(365, FuzzyDaySet(DaySet.parse("1955-05-14/1999"))):
        ...     print(state, part)
        Soviet Union 1955-05-14 to 1991-12-25
        Russia 1991-12-26 to 1999-12-31
        >>> for state, part in holders(255, FuzzyDaySet(DaySet.parse("1939-05-22/1943"))):
        ...     print(state, part)
        German Reich 1939-05-22 to 1943-12-31
    """
    reach = days.possibly
    if days.surely and reach.first_day is None:  # since some day that is not known
        reach = reach.clip((days.surely.first_day, None))
    holding = [s for s in bearers(number) if not _existence(s).isdisjoint(reach)]
    starts = [None, *(_first_day(number, state) for state in holding[1:])]
    ends = [*starts[1:], None]
    for state, start, end in zip(holding, starts, ends, strict=False):
        if part := days.possibly & DaySet.span(start, end):
            yield state, part


_LISTS_BEGIN = date(1816, 1, 1)


def _existence(state: State) -> DaySet:
    """The days on which it may have been a state; the lists say nothing before 1816."""
    days = ~DaySet() if state.existence is None else state.existence.possibly
    return days | DaySet.span(None, _LISTS_BEGIN) if _LISTS_BEGIN in days else days


def _first_day(number: int, state: State) -> date:
    """The first day on which it has the number, and surely is a state."""
    surely = DaySet() if state.existence is None else state.existence.surely
    given = [
        n.first_day for n in state.numbers if (n.list, n.number) == ("cow", number)
    ]
    days = [
        surely.first_day if surely else None,
        min(given, key=_or_first, default=None),
    ]
    return max(map(_or_first, days))


def _or_first(day: date | None) -> date:
    return day or date.min


def names_of(numbers: Mapping[int, tuple[int | None, str]]) -> tuple[str, ...]:
    """The names of the states that have or had some numbers, from a first year on."""
    names: list[str] = []
    for number, (year, name) in sorted(numbers.items()):
        had = (str(s) for s in bearers(number) if not _ended_before(s, year))
        names.append("/".join(had) or name or f"COW {number}")
    return tuple(dict.fromkeys(names))


def _ended_before(state: State, year: int | None) -> bool:
    last = state.last_day and state.last_day.latest
    return bool(last and year and last.year < year)


@attrs.frozen
class FileStates:
    """The states that the rows of a file mean, also those that the package lacks.

    Attributes:
        defined: Tables of states that the user gives, by code.
        made: Tables of the states that are made from the file, by code.
    """

    defined: StateTables
    made: dict[str, Mapping[str, Any]] = attrs.field(
        factory=dict[str, Mapping[str, Any]]
    )

    @property
    def tables(self) -> StateTables:
        """The tables of the states that the package lacks."""
        return {**self.made, **self.defined}

    def of(
        self, number: int, days: FuzzyDaySet, row: FileRow, column: str, name: str = ""
    ) -> list[tuple[str, DaySet]]:
        """The codes of the states that had a number on some days, each with its days.

        Args:
            number: The number.
            days: The days.
            row: A row that names it.
            column: The column of the number.
            name: The name that the file gives with it; empty if it gives none.
        """
        for code, table in self.defined.items():
            if isinstance(table, Mapping) and table.get("cow") == number:
                return [(code, days.possibly)]
        if not days.possibly:
            return []
        if name and (state := _named(name)) and number not in numbers_of(state):
            expected = f"is not the number of {state}, which the row names"
            row.fault(column, number, expected)
            return []
        found = list(holders(number, days))
        for state, part in found:
            if unused := (days.surely & part) - _existence(state):
                text = f"{number} was not in use {unused}; counted for {state}"
                row.doubt(column, text)
        if found:
            return [(state.short_code, part) for state, part in found]
        return [(self._made(number, days.possibly, row, column, name), days.possibly)]

    def _made(
        self, number: int, days: DaySet, row: FileRow, column: str, name: str
    ) -> str:
        """The code of a state that is made from the file."""
        code = f"COW{number}"
        if code not in self.made:
            others = bearers(number)  # on other days
            own = name or (str(others[-1]) if others else f"COW {number}")
            if _named(own):
                own = f"{own} (COW {number})"
            self.made[code] = {
                "alpha_3": code,
                "name": own,
                **({} if others else {"cow": number}),
                "note": f"Made from {row.data_file.at.file}: the package has no state of "
                "this number on the days in question.",
            }
            text = f"no state of the package has the number {number}"
            if in_use := numbers().get(number):
                text = f"{number} was not in use {days}, but {in_use.days}"
            row.doubt(
                column,
                f"{text}; the state {own} is made from the file, with the code {code}, "
                "unless you pass another in `states`",
            )
        return code


@cache
def _named(name: str) -> State | None:
    """The state of this name; None if the package knows none, or several."""
    try:
        return states().find(name)
    except UnknownStateError:
        return None
