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

from csto_membership.days.grammar import (
    A_MISSING_VALUE,
    Named,
    as_range,
    completed,
    last_day,
    named,
)
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    NotADayError,
    check_type,
    shown,
)

_DURATION = re.compile(
    r"P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?", re.IGNORECASE
)
_PRINTED = "(.+?) to (.+)|since (.+)|until (.+)|always"
_PRINTED_SPAN = r"(?:since |until )?[0-9-]{10}(?: to [0-9-]{10})?"
_MOST_OFFERED = 10
"""The most periods of a list that an error offers."""
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
            msg = (
                f"{shown(value)} is of type {type(value).__name__}, not a day; {advice}"
            )
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


def unit_bounds(text: str) -> Bounds | None:
    """The bounds of a year, a month or a day, given as text; None for other text."""
    return _bounds_of(named(text))


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
    if "/" not in text and (bounds := unit_bounds(text)):
        return bounds
    return bounds_between(text, *as_ends(text))


def as_ends(text: str) -> tuple[str, str]:
    """The two ends of a period, given as text: what each names, or `..`.

    Raises:
        InvalidPeriodError: The text is not a period, or has an unknown end.

    Examples:
        >>> as_ends("1999 to 2004"), as_ends("since 2006-08-16")
        (('1999', '2004'), ('2006-08-16', '..'))
        >>> as_ends("1992-05-15/16"), as_ends("1994-04-20/P5Y")
        (('1992-05-15', '1992-05-16'), ('1994-04-20', '1999-04-19'))
    """
    ends = [end.strip() for end in text.split("/")]
    if len(ends) != 2:  # noqa: PLR2004
        if unit_bounds(text):
            return text, text
        if text.strip() == "..":
            msg = f"{shown(text)} has no ends; write ../.. for all days"
            raise InvalidPeriodError(msg)
        if printed := _as_printed(text):
            return printed
        raise InvalidPeriodError(_not_a_period(text, text))
    first, last = ends
    if not first or not last:
        msg = f"{shown(text)} has an unknown end; write .. for an open end"
        raise InvalidPeriodError(msg)
    if "P" in {first[0].upper(), last[0].upper()}:
        return _with_duration(text, first, last)
    return first, completed(first, last)


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
        is_short = not text.replace(" ", "").endswith(last.replace(" ", ""))
        meant = f"is read as {first}/{last}, which " if is_short else ""
        msg = f"{shown(text)} {meant}ends before it starts"
        raise InvalidSpanError(msg)
    return start[0], end[1]


def _not_a_period(text: str, end: str) -> str:
    from csto_membership.days.refusal import not_a_period  # noqa: PLC0415

    return not_a_period(text, end, several=_several(text))


def _several(text: str) -> str:
    """The list in braces of several periods, given with commas; empty for other text."""
    parts = [part.strip() for part in re.split("[,;]", text)]
    try:
        is_list = 1 < len(parts) <= _MOST_OFFERED
        if not is_list or not all(map(as_bounds, parts)):
            return ""
    except (InvalidPeriodError, InvalidSpanError):
        return ""
    return f"{{{','.join(as_range(*as_ends(part)) for part in parts)}}}"


def _as_printed(text: str) -> tuple[str, str] | None:
    """The ends of a period as this package prints it; None for other text."""
    found = re.fullmatch(_PRINTED, " ".join(text.split()), re.IGNORECASE)
    if found is None:
        return None
    first, last, since, until = found.groups()
    if first:
        return first, last
    for day, ends in ((since, (since, "..")), (until, ("..", until))):
        # A month or a year would be ambiguous: is it in, or does it come after?
        if day and (found_day := named(day)) and found_day[2] is not None:
            return ends
    return None if since or until else ("..", "..")


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


def _with_duration(text: str, first: str, last: str) -> tuple[str, str]:
    """The ends of `day/duration` or `duration/day`."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - slow to import

    duration = _DURATION.fullmatch(last) or _DURATION.fullmatch(first)
    day = first if duration and duration.string == last else last
    if duration is None or day[0] in "Pp":
        msg = (
            f"{shown(text)} is not a period; write a duration as P5Y, P6M, P2W or P10D"
        )
        raise InvalidPeriodError(msg)
    try:
        known = as_day(day)
    except InvalidDayError as error:
        msg = f"{shown(text)} is not a period: {error}"
        raise InvalidPeriodError(msg) from error
    try:
        years, months, weeks, days = (int(number or 0) for number in duration.groups())
        length = relativedelta(years=years, months=months, weeks=weeks, days=days)
        if day == last:
            start, end = known + _ONE_DAY - length, known
        else:
            start, end = known, known + (length - relativedelta(days=1))
    except (OverflowError, ValueError) as error:
        msg = (
            f"{shown(text)} is not a period: the calendar runs from {date.min} to "
            f"{date.max}; write .. for an open end"
        )
        raise InvalidPeriodError(msg) from error
    if end < start:
        msg = f"{shown(text)} has no days"
        raise InvalidSpanError(msg)
    return str(start), str(end)


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
    # The text of an int of many digits takes long, and Python refuses to make it.
    return not isinstance(value, str | int) and str(value) in _MISSING


def day_of(value: Any) -> date | None:
    """The day that a value other than text is; None for a value of another type.

    Raises:
        NotADayError: The value is missing, or has a time of day or a time zone.
        InvalidDayError: The value is a period, or not in the years 0001 to 9999.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    if is_missing(value):
        msg = f"{shown(value)} is {A_MISSING_VALUE}"
        raise NotADayError(msg)
    if isinstance(value, datetime):
        # Only a Timestamp has nanoseconds. A datetime is refused at midnight too.
        nanosecond = getattr(value, "nanosecond", None)
        clock = value.hour, value.minute, value.second, value.microsecond, nanosecond
        has_time = value.tzinfo is not None or clock != (0, 0, 0, 0, 0)
        alone = "its .date()"
        day = f"{value.year:04}-{value.month:02}-{value.day:02}"
    elif getattr(getattr(value, "dtype", None), "kind", "") == "M" and not value.shape:
        day, _, clock_text = str(value).partition("T")
        has_time = bool(clock_text.strip("0:."))
        alone = "the day alone, such as its .astype('datetime64[D]')"
        if value.dtype.str[4:-1] not in _UNITS:
            msg = f"{shown(value)} is a period, not one day; name one day, or pass text"
            raise InvalidDayError(msg)
    else:
        return None
    if has_time:
        msg = (
            f"{shown(value)} has a time of day; decide which time zone counts, and pass "
            f"{alone}"
        )
        raise NotADayError(msg)
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        msg = (
            f"{shown(value)} is not a day of the calendar: years run from 0001 to 9999"
        )
        raise InvalidDayError(msg) from error
