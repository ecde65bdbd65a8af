"""Where the names of days stand along a line of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

__all__ = ["marks"]

_GAP = 2
"""Letters left free between two names."""
_YEAR = 12
_STEPS: list[tuple[float, timedelta | int, int]] = [
    *((days, timedelta(days), 10) for days in (1, 2, 5, 10)),
    *((months * 30.44, months, 7) for months in (1, 3, 6)),
    *(
        (years * 365.25, years * _YEAR, 4)
        for power in (1, 10, 100, 1000)
        for years in (1 * power, 2 * power, 5 * power)
    ),
]
"""Every step: its length in days, as days or months, and the letters of a name."""


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
    fitting = (
        (step, letters)
        for length, step, letters in _STEPS
        if days / length * (letters + _GAP) <= room
    )
    step, letters = next(fitting, _STEPS[-1][1:])
    return [(day, str(day)[:letters]) for day in _days(first, last, step)]


def _days(first: date, last: date, step: timedelta | int) -> Iterator[date]:
    if isinstance(step, timedelta):
        for day in range(first.toordinal(), last.toordinal() + 1, step.days):
            yield date.fromordinal(day)
        return
    # Months are numbered from the year 0, so that years come out as multiples.
    number = -(-(first.year * _YEAR + first.month - 1 + (first.day > 1)) // step) * step
    for month in range(number, last.year * _YEAR + last.month, step):
        yield date(month // _YEAR, month % _YEAR + 1, 1)
