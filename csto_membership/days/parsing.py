"""Reading text as a day, or as the days of a period.

`grammar` has the forms of single days, months and years, and `refusal` says why other
text is not read. Here are the calendar, intervals, and the errors.

The grammar is our own and never guesses. A parser that fills in missing parts from
today, or reads 03/04 in one of its two ways, gives wrong answers that look right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from csto_membership.days.grammar import Named, completed, last_day, named
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    NotADayError,
    check_type,
)

_DURATION = r"P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,7})D)?"
_PRINTED = "(.+?) to (.+)|since (.+)|until (.+)|always"
_PRINTED_SPAN = r"(?:since |until )?[0-9-]{10}(?: to [0-9-]{10})?"
_MARKS = frozenset("~?%XYE")
"""EDTF that has no bounds has one of these. Most text has none."""

_ONE_DAY = timedelta(days=1)
Bounds = tuple[date | None, date | None]
"""The first day in and the first day out; None at an open end."""


def as_day(value: date | str, *, instead: str = "") -> date:
    """The one day that a date or a text names.

    Args:
        value: A `datetime.date`, or text such as `1992-05-15`, `15 May 1992`,
            `May 15, 1992`, `15 mei 1992`, `15 мая 1992` or `15.05.1992 г.`. Days are
            civil days of the proleptic Gregorian calendar, without a time zone. A
            `numpy.datetime64` of a day and a `pandas.Timestamp` at midnight are days.
        instead: What to suggest if the text is a period; `{}` is replaced by the text.

    Raises:
        InvalidDayError: The text names no day, several days, or a day that does
            not exist, or its weekday is wrong.
        NotADayError: The value is not a date, is missing, or is a `datetime`.

    Examples:
        >>> as_day("Fri 15 May 1992")
        datetime.date(1992, 5, 15)
    """
    if type(value) is date:
        return value
    if not isinstance(value, str):
        day = day_of(value)
        if day is None:
            advice = "pass a datetime.date or a text such as '1992-05-15'"
            advice = getattr(value, "_not_a_day", advice)
            msg = f"{value!r} is of type {type(value).__name__}, not a day; {advice}"
            raise NotADayError(msg)
        return day
    if len(value) == 10 and value[4] == value[7] == "-":  # noqa: PLR2004
        with suppress(ValueError):
            return date.fromisoformat(value)
    found = named(value)
    if found and found[2] is not None and (bounds := _bounds_of(found)):
        return bounds[0]
    raise InvalidDayError(_not_a_day(value, instead or "name one day"))


def _not_a_day(text: str, instead: str) -> str:
    """Why a text is not a day; few programs need it, and it is slow to import."""
    from csto_membership.days.refusal import not_a_day  # noqa: PLC0415

    try:
        is_period = bool(as_printed_list(text) or as_bounds(text))
    except (InvalidPeriodError, InvalidSpanError):
        is_period = False
    return not_a_day(text, instead, is_period=is_period)


def as_days(values: Iterable[date | str]) -> tuple[date, ...]:
    """The days that some dates or texts name."""
    check_type(values, Iterable)
    return tuple(map(as_day, values))


def refuse_unbounded(text: str) -> None:
    """Raise an error for EDTF text that has no bounds.

    Raises:
        InvalidDayError: The text is approximate or uncertain, or has unspecified
            digits or a year of more than four digits.
    """
    if _MARKS.isdisjoint(text):
        return
    from csto_membership.days.refusal import unbounded  # noqa: PLC0415

    if why := unbounded(text):
        msg = (
            f"{text!r} {why}; one of several days is written like "
            "[1999-04-01..1999-04-30]"
        )
        raise InvalidDayError(msg)


def unit_bounds(text: str) -> Bounds:
    """The bounds of a year, a month or a day, given as text."""
    if bounds := _bounds_of(named(text)):
        return bounds
    raise InvalidDayError(_not_a_day(text, "name a year, a month or a day"))


def _bounds_of(found: Named | None) -> tuple[date, date | None] | None:
    """The bounds of what is named; None if the calendar lacks it."""
    if found is None:
        return None
    year, month, day, weekday = found
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last = last_day(year, month or 12) if day is None else first
    except ValueError:
        return None
    right = weekday is None or weekday == first.weekday()
    return (first, day_after(last)) if right else None


def day_after(last: date) -> date | None:
    """The day after the last day of a period; None at the end of the calendar."""
    return None if last == date.max else last + _ONE_DAY


def as_bounds(text: str) -> Bounds:
    """The first day in and the first day out of a period, given as text.

    The text includes both its ends, as in EDTF: `1999-01-01/1999-06-30`. The last one
    may leave out what it shares with the first, as in ISO 8601: `1999-01-01/06-30`. An
    open end, `..`, gives None. A duration counts from the other end: `1994-04-20/P5Y`
    is five years, so its last day is 1999-04-19. What `str` of a span prints is read.

    Raises:
        InvalidPeriodError: The text is not a period, or has an unknown end.
        InvalidSpanError: The period ends before it starts.

    Examples:
        >>> as_bounds("1999")
        (datetime.date(1999, 1, 1), datetime.date(2000, 1, 1))
    """
    ends = [end.strip() for end in text.split("/")]
    if len(ends) != 2:  # noqa: PLR2004
        if bounds := _bounds_of(named(text)):
            return bounds
        if text.strip() == "..":
            msg = f"{text!r} has no ends; write ../.. for all days"
            raise InvalidPeriodError(msg)
        if printed := _as_printed(text):
            return printed
        raise InvalidPeriodError(_not_a_period(text, text))
    first, last = ends
    if not first or not last:
        msg = f"{text!r} has an unknown end; write .. for an open end"
        raise InvalidPeriodError(msg)
    if first.startswith("P") or last.startswith("P"):
        return _with_duration(text, first, last)
    return bounds_between(text, first, completed(first, last))


def bounds_between(text: str, first: str, last: str) -> Bounds:
    """The first day in and the first day out between two ends, given as text.

    Args:
        text: What errors name.
        first: A year, a month or a day, or `..` for no beginning.
        last: The same, or `..` for no end.

    Raises:
        InvalidPeriodError: An end is none of these.
        InvalidSpanError: The period ends before it starts.
    """
    open_end = (None, None)
    start = open_end if first == ".." else _bounds_of(named(first))
    end = open_end if last == ".." else _bounds_of(named(last))
    if not (start and end):
        raise InvalidPeriodError(_not_a_period(text, last if start else first))
    if start[0] and end[1] and end[1] <= start[0]:
        msg = f"{text!r} ends before it starts"
        raise InvalidSpanError(msg)
    return start[0], end[1]


def _not_a_period(text: str, end: str) -> str:
    from csto_membership.days.refusal import not_a_period  # noqa: PLC0415

    return not_a_period(text, end, are_several=bool(as_printed_list(text)))


def _as_printed(text: str) -> Bounds | None:
    """The bounds of a period as this package prints it; None for other text."""
    found = re.fullmatch(_PRINTED, " ".join(text.split()), re.IGNORECASE)
    if found is None:
        return None
    first, last, since, until = found.groups()
    if first:
        return bounds_between(text, first, last)
    for day, ends in ((since, (since, "..")), (until, ("..", until))):
        # A month or a year would be ambiguous: is it in, or does it come after?
        if day and (found_day := named(day)) and found_day[2] is not None:
            return bounds_between(text, *ends)
    return None if since or until else (None, None)


def as_printed_list(text: str) -> list[Bounds] | None:
    """The bounds of the periods of a set as `str` writes it; None for other text.

    Examples:
        >>> as_printed_list("1992-05-15 to 1999-04-20, since 2006-08-16")
        [(datetime.date(1992, 5, 15), datetime.date(1999, 4, 21)), (datetime.date(2006, 8, 16), None)]
        >>> as_printed_list("no day")
        []
    """
    if text == "no day":
        return []
    if "," not in text:
        return None
    spans = [each.strip() for each in text.split(",")]
    if all(re.fullmatch(_PRINTED_SPAN, each) for each in spans):
        return [as_bounds(each) for each in spans]
    return None


def _with_duration(text: str, first: str, last: str) -> tuple[date, date]:
    """The bounds of `day/duration` or `duration/day`."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - slow to import

    duration = re.fullmatch(_DURATION, last) or re.fullmatch(_DURATION, first)
    day = first if duration and duration.string == last else last
    if duration is None or day.startswith("P"):
        msg = f"{text!r} is not a period; write a duration as P5Y, P6M, P2W or P10D"
        raise InvalidPeriodError(msg)
    years, months, weeks, days = (int(number or 0) for number in duration.groups())
    length = relativedelta(years=years, months=months, weeks=weeks, days=days)
    try:
        known = as_day(day)
        bounds = (known, known + length)
        if day == last:
            end = known + _ONE_DAY
            bounds = (end - length, end)
    except (InvalidDayError, OverflowError, ValueError) as error:
        msg = f"{text!r} is not a period: {error}"
        raise InvalidPeriodError(msg) from error
    return bounds


# -- values other than text -----------------------------------------------------


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
        has_time = value.tzinfo is not None or clock != (0, 0, 0, 0, 0)
        day = f"{value.year:04}-{value.month:02}-{value.day:02}"
    elif getattr(getattr(value, "dtype", None), "kind", "") == "M" and not value.shape:
        day, _, clock_text = str(value).partition("T")
        has_time = bool(clock_text.strip("0:."))
        if value.dtype.str[4:-1] not in _UNITS:
            msg = f"{value!r} is a period, not one day; name one day, or pass text"
            raise InvalidDayError(msg)
    else:
        return None
    if has_time:
        msg = f"{value!r} has a time of day; decide which time zone counts, and pass its .date()"
        raise NotADayError(msg)
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        msg = f"{value!r} is not a day of the calendar: years run from 0001 to 9999"
        raise InvalidDayError(msg) from error
