"""Which states have a number in the Correlates of War state system, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csto_membership.days import DaySet
from csto_membership.membership.shipped import states
from csto_membership.record import State

__all__ = ["holders", "names_by_number", "numbers_of", "present_numbers"]


def numbers_of(state: State) -> frozenset[int]:
    """The numbers that a state has or had.

    Examples:
        >>> sorted(numbers_of(states().find("Germany")))
        [255, 260]
    """
    numbers = {each.number for each in state.numbers if each.list == "cow"}
    return frozenset(numbers if state.cow is None else {*numbers, state.cow})


def present_numbers() -> dict[int, int]:
    """The number that a state has now, by each number that it had before.

    Examples:
        >>> present_numbers()[260]
        255
    """
    return {
        number: state.cow
        for state in states()
        if state.cow is not None
        for number in numbers_of(state) - {state.cow}
    }


def names_by_number() -> dict[int, str]:
    """The names of the states that had each number, the earlier first.

    Examples:
        >>> names_by_number()[365]
        'Soviet Union/Russia'
    """
    found: dict[int, list[State]] = {}
    for state in sorted(states(), key=_first_day):
        for number in numbers_of(state):
            found.setdefault(number, []).append(state)
    return {number: "/".join(map(str, those)) for number, those in found.items()}


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
        for state in sorted(states(), key=_first_day)
        if number in numbers_of(state)
        and (state.existence is None or state.existence.possibly & days)
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
