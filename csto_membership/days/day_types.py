"""Which values, other than text, are days.

A day is a `datetime.date`. A `numpy.datetime64` of a day and a `pandas.Timestamp` at
midnight are days too, as in data frames. They are known by what they have, so neither
library is imported.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from csto_membership.errors import InvalidDayError, NotADayError

__all__ = ["day_of", "is_missing"]

_MISSING = frozenset({"NaT", "nan", "NaN", "<NA>", "--"})
"""How NumPy, pandas, floats and decimals write a missing value."""
_UNITS = frozenset({"D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"})
"""The units of NumPy in which a value can be one day; all others are longer."""


def is_missing(value: object) -> bool:
    """Whether a value is a missing one of NumPy or pandas, or a nan.

    Examples:
        >>> is_missing(float("nan")), is_missing("nan"), is_missing(0.0)
        (True, False, False)
    """
    return not isinstance(value, str) and str(value) in _MISSING


def day_of(value: Any) -> date | None:
    """The day that a value other than text is; None for a value of another type.

    Raises:
        NotADayError: The value is missing, or has a time of day or a time zone.
        InvalidDayError: The value is a period, or not in the years 0001 to 9999.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    if is_missing(value):
        msg = f"{value!r} is a missing value; pass None for no end, or name a day"
        raise NotADayError(msg)
    if isinstance(value, datetime):
        # Only a Timestamp has nanoseconds. A datetime is refused at midnight too.
        nanosecond = getattr(value, "nanosecond", None)
        clock = value.hour, value.minute, value.second, value.microsecond, nanosecond
        if value.tzinfo is not None or clock != (0, 0, 0, 0, 0):
            raise _has_a_time(value)
        return _in_the_calendar(
            value, f"{value.year:04}-{value.month:02}-{value.day:02}"
        )
    if getattr(getattr(value, "dtype", None), "kind", "") == "M" and value.shape == ():
        day, _, clock_text = str(value).partition("T")
        if value.dtype.str[4:-1] not in _UNITS:
            msg = (
                f"{value!r} is a period, not one day; name one day, or write the period "
                "as text"
            )
            raise InvalidDayError(msg)
        if clock_text.strip("0:."):
            raise _has_a_time(value)
        return _in_the_calendar(value, day)
    return None


def _has_a_time(value: object) -> NotADayError:
    msg = (
        f"{value!r} has a time of day; decide which time zone counts, and pass "
        "its .date()"
    )
    return NotADayError(msg)


def _in_the_calendar(value: object, day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        msg = f"{value!r} is not a day of the calendar: years run from 0001 to 9999"
        raise InvalidDayError(msg) from error
