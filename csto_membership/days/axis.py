"""Where the names of days stand along a line of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

__all__ = ["marks"]

_GAP = 2
"""Letters left free between two names."""
_YEAR = 12


def marks(first: date, last: date, room: float) -> list[tuple[date, str]]:
    """Days to be marked, with their names, as close as they fit.

    Args:
        first: The first day of the line.
        last: The last day of the line (inclusive).
        room: How many letters fit along the whole line.

    Examples:
        >>> [name for _, name in marks(date(1992, 5, 15), date(2026, 2, 2), 50)]
        ['1995', '2000', '2005', '2010', '2015', '2020', '2025']
        >>> [name for _, name in marks(date(1999, 4, 1), date(1999, 12, 31), 50)]
        ['1999-04', '1999-07', '1999-10']
    """
    days = last.toordinal() - first.toordinal() + 1
    for length, step, begun in _steps(first):
        if days / length * (len(begun) + _GAP) <= room:
            break
    return [(day, str(day)[: len(begun)]) for day in _days(first, last, step)]


def _steps(first: date) -> Iterator[tuple[float, timedelta | int, str]]:
    """Every step: its length in days, as days or months, and a name of its size."""
    for days in (1, 2, 5, 10):
        yield days, timedelta(days), str(first)
    for months in (1, 3, 6):
        yield months * 30.44, months, str(first)[:7]
    for power in range(4):
        for years in (1, 2, 5):
            many = years * 10**power
            yield many * 365.25, many * _YEAR, str(first)[:4]


def _days(first: date, last: date, step: timedelta | int) -> Iterator[date]:
    if isinstance(step, timedelta):
        for day in range(first.toordinal(), last.toordinal() + 1, step.days):
            yield date.fromordinal(day)
        return
    # Months are numbered from the year 0, so that years come out as multiples.
    number = -(-(first.year * _YEAR + first.month - 1 + (first.day > 1)) // step) * step
    for month in range(number, last.year * _YEAR + last.month, step):
        yield date(month // _YEAR, month % _YEAR + 1, 1)
