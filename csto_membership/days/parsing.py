"""Reading text as a day, or as the days of a period.

Accepted are `1992-05-15`, `15 May 1992`, `May 15, 1992`, `15 mei 1992` and
`15 мая 1992`. A day in words may begin with the weekday, which must be right.

The grammar is our own and never guesses. A parser that fills in missing parts from
today, or reads 03/04 in one of its two ways, gives wrong answers that look right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from csto_membership.days.day_types import day_of
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    NotADayError,
)

__all__ = ["as_bounds", "as_day", "as_days", "day_after", "extent", "refuse_unbounded"]

_MONTH_NAMES = (
    "january jan januari январь января янв",
    "february feb februari февраль февраля фев февр",
    "march mar maart mrt март марта мар",
    "april apr апрель апреля апр",
    "may mei май мая",
    "june jun juni июнь июня июн",
    "july jul juli июль июля июл",
    "august aug augustus август августа авг",
    "september sep sept сентябрь сентября сен сент",
    "october oct oktober okt октябрь октября окт",
    "november nov ноябрь ноября ноя нояб",
    "december dec декабрь декабря дек",
)
_WEEKDAY_NAMES = (
    "monday mon maandag ma понедельник пн",
    "tuesday tue tues dinsdag di вторник вт",
    "wednesday wed woensdag wo среда ср",
    "thursday thu thur thurs donderdag do четверг чт",
    "friday fri vrijdag vr пятница пт",
    "saturday sat zaterdag za суббота сб",
    "sunday sun zondag zo воскресенье вс",
)


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        name: number
        for number, spellings in enumerate(names, first)
        for name in spellings.split()
    }


_MONTHS = _numbered(_MONTH_NAMES, 1)
_WEEKDAYS = _numbered(_WEEKDAY_NAMES, 0)

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_YEAR_OR_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
# These are rarely needed, and so compiled at first use.
_DAY_NUMBER = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR_NUMBER = r"[0-9]{4}"
_ALL_NUMBERS = r"([0-9]{1,4})[-./\s]+([0-9]{1,2})[-./\s]+([0-9]{1,4})"
_RUN_TOGETHER = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_DURATION = r"P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,7})D)?"
_YEAR_WORDS = {"г", "года"}
_HOW_TO_WRITE = "write it as 1992-05-15 or 15 May 1992"

_MARKS = frozenset("~?%XYET")
"""Each form that is refused has one of these, except seasons. Most text has none."""
_REFUSED = (
    (r"~", "is approximate (~), which has no bounds"),
    (r"\?", "is uncertain (?), which has no bounds"),
    (r"%", "is uncertain and approximate (%), which has no bounds"),
    (r"\bX|[0-9]X", "has unspecified digits (X)"),
    (r"\b[0-9]{4}-(2[1-9]|3[0-9]|4[01])\b(?!-)", "is a season or a part of a year"),
    (r"\bY-?[0-9]|[0-9]E[0-9]", "is a year of more than four digits"),
    (r"[0-9]T[0-9]", "has a time of day"),
)
"""EDTF that is refused, since it has no bounds or does not name days, and why."""


def as_day(value: date | str, *, instead: str = "") -> date:
    """The one day that a date or a text names.

    Args:
        value: A `datetime.date`, or text such as `1992-05-15`, `15 May 1992`,
            `May 15, 1992`, `15 mei 1992` or `15 мая 1992`. Days are civil days of the
            proleptic Gregorian calendar, without a time zone. A `numpy.datetime64` of a
            day and a `pandas.Timestamp` at midnight are days too.
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
            advice = getattr(
                value,
                "_not_a_day",
                "pass a datetime.date or a text such as '1992-05-15'",
            )
            msg = f"{value!r} is of type {type(value).__name__}, not a day; {advice}"
            raise NotADayError(msg)
        return day
    if len(value) == 10 and value[4] == value[7] == "-":  # noqa: PLR2004
        with suppress(ValueError):
            return date.fromisoformat(value)
    text = value.strip()
    if iso := _ISO_DAY.fullmatch(text):
        return _civil_day(value, *map(int, iso.groups()))
    if _is_period(value):
        advice = instead.format(repr(text)) if instead else "name one day"
        msg = f"{value!r} is a period, not one day; {advice}"
        raise InvalidDayError(msg)
    return _day_in_words(value, text)


def as_days(values: Iterable[date | str]) -> tuple[date, ...]:
    """The days that some dates or texts name."""
    return tuple(map(as_day, values))


def _is_period(text: str) -> bool:
    if text.count("/") != 1:
        return _year_or_month(text) is not None
    try:
        as_bounds(text)
    except (InvalidPeriodError, InvalidSpanError):
        return False
    return True


def _civil_day(value: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        if year == 0:
            why = "years run from 0001 to 9999"
        elif not 1 <= month <= 12:  # noqa: PLR2004
            why = f"there is no month {month}"
        else:
            why = f"{year:04}-{month:02} has {_last_of_month(year, month)} days"
        msg = f"{value!r} is not a day of the calendar: {why}"
        raise InvalidDayError(msg) from error


def _day_in_words(value: str, text: str) -> date:
    words = _words(text)
    weekday = _WEEKDAYS.get(words[0]) if len(words) == 4 else None  # noqa: PLR2004
    if weekday is not None:
        words = words[1:]
    match words:
        case [number, month, year] if month in _MONTHS:
            pass
        case [month, number, year] if month in _MONTHS:
            pass
        case _:
            raise InvalidDayError(_why_not_a_day(value, text))
    numbered = re.fullmatch(_DAY_NUMBER, number)
    if not numbered or not re.fullmatch(_YEAR_NUMBER, year):
        raise InvalidDayError(_why_not_a_day(value, text))
    day = _civil_day(value, int(year), _MONTHS[month], int(numbered[1]))
    if weekday is not None and day.weekday() != weekday:
        right = _WEEKDAY_NAMES[day.weekday()].split()[0].capitalize()
        msg = f"{value!r} does not exist: {day} was a {right}; check the date"
        raise InvalidDayError(msg)
    return day


def _words(text: str) -> list[str]:
    # NFC, since some keyboards and files write й as two characters.
    composed = unicodedata.normalize("NFC", text).casefold()
    words = re.sub(r"[,.]", " ", composed).split()
    return words[:-1] if words and words[-1] in _YEAR_WORDS else words


def refuse_unbounded(text: str) -> None:
    """Raise an error for EDTF text that has no bounds.

    Raises:
        InvalidDayError: The text is approximate or uncertain, or has unspecified
            digits, a year of more than four digits, or a time of day.
    """
    if not _MARKS.isdisjoint(text) and (why := _why_refused(text)):
        msg = (
            f"{text!r} {why}; write the days it may be, such as "
            "[1999-04-01..1999-04-30]"
        )
        raise InvalidDayError(msg)


def _why_refused(text: str) -> str | None:
    """Why a text of EDTF is refused; None for any other text.

    Examples:
        >>> _why_refused("1999~"), _why_refused("1999")
        ('is approximate (~), which has no bounds', None)
    """
    found = (why for pattern, why in _REFUSED if re.search(pattern, text))
    return next(found, None)


def _why_not_a_day(value: str, text: str) -> str:
    if not text:
        return f"no day given; {_HOW_TO_WRITE}"
    if why := _why_refused(text):
        return f"{value!r} {why}; {_HOW_TO_WRITE}"
    if numbers := re.fullmatch(_RUN_TOGETHER, text) or re.fullmatch(_ALL_NUMBERS, text):
        days = _possible_days(*numbers.groups())
        if len(days) > 1:
            return (
                f"{value!r} is ambiguous: write {' or '.join(map(str, days))}, "
                "whichever is meant"
            )
        if days:
            return f"{value!r} is in a form that is not accepted; write {days[0]}"
    return f"{value!r} is not a day; {_HOW_TO_WRITE}"


def _possible_days(first: str, second: str, third: str) -> list[date]:
    a, b, c = int(first), int(second), int(third)
    match len(first), len(third):
        case 4, _:
            orders = [(a, b, c)]
        case _, 4:
            orders = [(c, b, a), (c, a, b)]
        case _:
            orders = []  # the century of 3/4/99 is unknown
    days = []
    for year, month, day in orders:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return sorted(set(days))


def extent(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day, given as text.

    Examples:
        >>> extent("1999-04")
        (datetime.date(1999, 4, 1), datetime.date(1999, 4, 30))
    """
    if period := _year_or_month(text):
        return period
    day = as_day(text)
    return day, day


def _year_or_month(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year or a month; None for other text."""
    if numbers := _ISO_YEAR_OR_MONTH.fullmatch(text.strip()):
        year, month = numbers.groups()
        months = [int(month)] if month else [1, 12]
    else:
        match _words(text):
            case [name, year] if name in _MONTHS and re.fullmatch(_YEAR_NUMBER, year):
                months = [_MONTHS[name]]
            case _:
                return None
    if months[0] > 12 and (why := _why_refused(text)):  # noqa: PLR2004
        msg = f"{text!r} {why}; {_HOW_TO_WRITE}"
        raise InvalidDayError(msg)
    first = _civil_day(text, int(year), months[0], 1)
    last = months[-1]
    return first, date(first.year, last, _last_of_month(first.year, last))


def _last_of_month(year: int, month: int) -> int:
    if month == 12:  # noqa: PLR2004
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def day_after(last: date) -> date | None:
    """The day after the last day of a period; None at the end of the calendar.

    Examples:
        >>> day_after(date(1999, 4, 20))
        datetime.date(1999, 4, 21)
    """
    return None if last == date.max else last + timedelta(days=1)


def as_bounds(text: str) -> tuple[date | None, date | None]:
    """The first day in and the first day out of a period, given as text.

    The text includes both its ends, as in EDTF: `1999-01-01/1999-06-30`. An open end,
    `..`, gives None. A duration counts from the other end: `1994-04-20/P5Y` is five
    years, so its last day is 1999-04-19.

    Raises:
        InvalidPeriodError: The text is not a period, or has an unknown end.
        InvalidSpanError: The period ends before it starts.

    Examples:
        >>> as_bounds("1999")
        (datetime.date(1999, 1, 1), datetime.date(2000, 1, 1))
    """
    if text.strip() == "..":
        msg = f"{text!r} has no ends; write ../.. for all days"
        raise InvalidPeriodError(msg)
    ends = [part.strip() for part in text.split("/")]
    if len(ends) != 2:  # noqa: PLR2004
        # One name is both ends. For 03/04/1999 the error then says why it is not a day.
        ends = [text, text]
    elif not all(ends):
        msg = f"{text!r} has an unknown end; write .. for an open end"
        raise InvalidPeriodError(msg)
    if any(end.startswith("P") for end in ends):
        return _with_duration(text, *ends)
    try:
        first, last = (None if end == ".." else extent(end) for end in ends)
    except InvalidDayError as error:
        msg = (
            f"{text!r} is not a period ({error}); write 1999, 1999-04 or "
            "1999-01-01/1999-06-30"
        )
        raise InvalidPeriodError(msg) from error
    if first and last and last[1] < first[0]:
        msg = f"{text!r} ends before it starts"
        raise InvalidSpanError(msg)
    return first and first[0], last and day_after(last[1])


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
            end = known + timedelta(days=1)
            bounds = (end - length, end)
    except (InvalidDayError, OverflowError, ValueError) as error:
        msg = f"{text!r} is not a period: {error}"
        raise InvalidPeriodError(msg) from error
    return bounds
