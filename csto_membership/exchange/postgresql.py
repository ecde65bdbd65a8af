"""Convert sets of days to and from the text of PostgreSQL's `datemultirange`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from csto_membership.days import DaySet, Span
from csto_membership.errors import InvalidPeriodError, check_type, shown

_DAY = r"\d{4}-\d\d-\d\d"
_RANGE = rf'(?:empty|[\[(]\s*"?(?:{_DAY}|-infinity)?"?\s*,\s*"?(?:{_DAY}|infinity)?"?\s*[\])])'
_TEXT = re.compile(
    rf"\s*(?:{_RANGE}|\{{\s*(?:{_RANGE}(?:\s*,\s*{_RANGE})*\s*)?\}})\s*",
    re.ASCII | re.IGNORECASE,
)
_PARTS = re.compile(r'([\[(])[\s"]*([^\s",]*)[\s"]*,[\s"]*([^\s",\])]*)[\s"]*([\])])')


def to_datemultirange(days: DaySet) -> str:
    """Return a set of days as PostgreSQL writes a `datemultirange`.

    The ranges are half-open. A range without a bound on one side is open on that side.

    Examples:
        >>> to_datemultirange(DaySet.parse("{1992-05-15..1999-04-20,2006-08-16..}"))
        '{[1992-05-15,1999-04-21),[2006-08-16,)}'
        >>> to_datemultirange(~DaySet())
        '{(,)}'
    """
    check_type(days, DaySet)
    return "{" + ",".join(map(_range, days.spans())) + "}"


def _range(span: Span) -> str:
    opens = "(" if span.start is None else f"[{span.start}"
    return f"{opens},{span.end or ''})"


def from_datemultirange(text: str) -> DaySet:
    """Read a set of days from the text of a `datemultirange`, or of one `daterange`.

    Brackets say whether a bound is included. A missing bound, or `infinity`, leaves that
    side open.

    Raises:
        InvalidPeriodError: The text is of another form, a range ends before it begins,
            or a day is not in Python's calendar.
        WrongTypeError: The value is not text.

    Examples:
        >>> print(from_datemultirange("{[1992-05-15,1999-04-20],[2006-08-16,)}"))
        1992-05-15 to 1999-04-20, since 2006-08-16
    """
    check_type(text, str)
    if not _TEXT.fullmatch(text):
        raise _error(text)
    try:
        return DaySet.from_spans(
            span for parts in _PARTS.findall(text) for span in _spans(*parts)
        )
    except ValueError:
        raise _error(text) from None


def _spans(opens: str, lower: str, upper: str, closes: str) -> Iterator[Span]:
    """The span of a range, if it has a day.

    Raises:
        ValueError: A day is not in the calendar, or the range ends before it begins.
    """
    start, end = _bound(lower), _bound(upper)
    if start is not None and end is not None and start > end:
        raise ValueError
    # The day after the last one of the calendar cannot be written, and is no bound here.
    if start is not None and opens == "(":
        if start == date.max:
            return
        start += timedelta(1)
    if end is not None and closes == "]":
        end = None if end == date.max else end + timedelta(1)
    if start is None or end is None or start < end:
        yield Span(start, end)


def _bound(text: str) -> date | None:
    return date.fromisoformat(text) if text[:1].isdigit() else None


def _error(text: str) -> InvalidPeriodError:
    return InvalidPeriodError(
        f"{shown(text)} is no datemultirange; expected text such as "
        "'{[1992-05-15,1999-04-21),[2006-08-16,)}', with days from 0001-01-01 to 9999-12-31"
    )
