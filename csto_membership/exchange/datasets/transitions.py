"""From days of membership back to acts: when a state may have come in, and gone out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet

__all__ = ["Transition", "turns"]

_DAY = timedelta(days=1)


class Transition(NamedTuple):
    """A day from which on a state is in, or is out."""

    comes_in: bool
    since: FuzzyDate


def turns(days: FuzzyDaySet) -> Iterator[Transition]:
    """The turns, in order, from which exactly these days follow.

    Examples:
        >>> sure, possible = DaySet.parse("2002-12-31/2011"), DaySet.parse("2002/2012-06-30")
        >>> for turn in turns(FuzzyDaySet(sure, possible)):
        ...     print("in " if turn.comes_in else "out", turn.since.edtf)
        in  2002
        out [2012-01-01..2012-07-01]
    """
    for span in days.possibly.spans():
        sure = list((days.surely & DaySet.from_spans([span])).spans())
        if not sure:
            yield Transition(
                True, FuzzyDate(DaySet.span(span.start, None))
            )  # perhaps never
            if span.end:
                yield Transition(False, FuzzyDate(span.end))
        for n, part in enumerate(sure, 1):
            first = part.start or date.min
            earliest = span.start if n == 1 else first
            yield Transition(True, FuzzyDate(DaySet.span(earliest, first + _DAY)))
            if part.end:
                # Between two sure parts it perhaps never went out.
                latest = span.end + _DAY if span.end and n == len(sure) else None
                yield Transition(False, FuzzyDate(DaySet.span(part.end, latest)))
