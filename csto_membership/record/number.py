"""Numbers of the two lists of states: which state has a number, and on which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

import attrs

from csto_membership.days import DaySet
from csto_membership.days.parsing import day_after
from csto_membership.record.state import State, StateNumber

LISTS = ("cow", "gw")
"""The lists: the Correlates of War project, and Gleditsch and Ward."""


@attrs.frozen
class Holder:
    """A state that has a number, and when.

    Attributes:
        state: The state.
        days: The days on which the state has the number.
        letters: The letters that the list gives with the number.
    """

    state: State
    days: DaySet
    letters: str


@attrs.frozen(slots=False, eq=False)
class ListNumber:
    """A number of a list, with the states that have or had it.

    Attributes:
        list: The list: `cow` or `gw`.
        number: The number.
        holders: The states, the earliest first. The Soviet Union and Russia share a
            number, and both may have it in December 1991.
    """

    list: str
    number: int
    holders: tuple[Holder, ...]

    @cached_property
    def days(self) -> DaySet:
        """The days on which the list has the number."""
        return DaySet().union(*(holder.days for holder in self.holders))

    def is_of(self, state: State) -> bool:
        """Whether a state has or had the number."""
        return any(holder.state == state for holder in self.holders)

    def holders_in(self, days: DaySet) -> tuple[Holder, ...]:
        """The holders on some days, the earliest first."""
        return tuple(h for h in self.holders if not h.days.isdisjoint(days))


def numbers_of_list(states: Iterable[State], name: str) -> Mapping[int, ListNumber]:
    """All numbers of a list, the lowest first.

    Args:
        states: The states that may have a number.
        name: The list: `cow` or `gw`.

    Examples:
        >>> import csto_membership as cm
        >>> cow = numbers_of_list(cm.states(), "cow")
        >>> for holder in cow[345].holders:
        ...     print(holder.state, holder.days, sep=": ")
        Yugoslavia: until 2006-06-03
        Serbia: since 2006-06-03
        >>> print(cow[255].days, cow[260].days, sep="; ")
        until 1945-05-08, since 1990-10-03; 1955-05-05 to 1990-10-02
    """
    holders: dict[int, list[Holder]] = {}
    for state in states:
        rows: dict[int, list[StateNumber]] = {}
        for row in _rows(state, name):
            rows.setdefault(row.number, []).append(row)
        for number, those in rows.items():
            holders.setdefault(number, []).append(_holder(state, those))
    return {
        number: ListNumber(name, number, tuple(sorted(holders[number], key=_first_day)))
        for number in sorted(holders)
    }


def hint_of_other_list(states: Iterable[State], name: str, number: int) -> str:
    """What to add to an error about a number that one list lacks and the other has.

    Examples:
        >>> import csto_membership as cm
        >>> hint_of_other_list(cm.states(), "gw", 679)
        '; it is a number of the list cow (Yemen)'
    """
    (other,) = (each for each in LISTS if each != name)
    found = numbers_of_list(states, other).get(number)
    if found is None:
        return ""
    named = " or ".join(str(holder.state) for holder in found.holders)
    return f"; it is a number of the list {other} ({named})"


def _holder(state: State, rows: Sequence[StateNumber]) -> Holder:
    days = DaySet.from_spans(
        (row.first_day, row.last_day and day_after(row.last_day)) for row in rows
    )
    if state.existence is not None:
        days &= state.existence.possibly
    return Holder(state, days, rows[-1].letters)


def _rows(state: State, name: str) -> Iterable[StateNumber]:
    """The numbers of a state in a list; one without days if only that is recorded."""
    if found := [each for each in state.numbers if each.list == name]:
        return found
    only = {"cow": state.cow, "gw": state.gw}[name]
    return [] if only is None else [StateNumber(name, only)]


def _first_day(holder: Holder) -> tuple[date, str]:
    return next(iter(holder.days.toggles), date.max), holder.state.key
