"""Which states have a number in the Correlates of War state system, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from csto_membership.days import DaySet
from csto_membership.membership.shipped import states
from csto_membership.record import State

__all__ = ["bearers", "holders", "numbers_of"]


def numbers_of(state: State) -> frozenset[int]:
    """The numbers that a state has or had.

    Examples:
        >>> sorted(numbers_of(states().find("Germany")))
        [255, 260]
    """
    return frozenset(each.number for each in state.numbers if each.list == "cow")


@cache
def bearers() -> Mapping[int, Sequence[State]]:
    """The states that have or had each number, the earlier first.

    Examples:
        >>> print(*bearers()[365], sep=", ")
        Soviet Union, Russia
    """
    found: dict[int, list[State]] = {}
    for state in sorted(states(), key=_first_day):
        for number in numbers_of(state):
            found.setdefault(number, []).append(state)
    return found


def holders(number: int, days: DaySet) -> Iterator[tuple[State, DaySet]]:
    """The states that had a number on some of these days, each with its days of them.

    A number goes on where one state continues another: 365 is the Soviet Union, and
    then Russia from the first day on which that surely is a state. A day on which no
    state had it goes to the one nearest to it.

    Examples:
        >>> for state, part in holders(365, DaySet.parse("1955-05-14/1999-12-31")):
        ...     print(state, part)
        Soviet Union 1955-05-14 to 1991-12-25
        Russia 1991-12-26 to 1999-12-31
        >>> for state, part in holders(365, DaySet.parse("1992/..")):
        ...     print(state, part)
        Russia since 1992-01-01
    """
    held = [
        state
        for state in bearers().get(number, ())
        if state.existence is None or state.existence.possibly & days
    ]
    starts = [None, *map(_first_day, held[1:])]
    ends = [*starts[1:], None]
    for state, start, end in zip(held, starts, ends, strict=False):
        if part := days & DaySet.span(start, end):
            yield state, part


def _first_day(state: State) -> date:
    """The first day on which it is surely a state."""
    surely = state.existence.surely if state.existence else DaySet()
    return (surely.first_day if surely else None) or date.min
