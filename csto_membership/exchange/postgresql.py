"""Convert sets of days to and from the text of PostgreSQL's `datemultirange`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from csto_membership.days import DaySet, Span
from csto_membership.errors import InvalidPeriodError, check_type, shown

# A bound ends at a comma or bracket, unless these are quoted or have a backslash.
_BOUND = r'((?:[^,)\]"\\]|\\.|"(?:[^"\\]|\\.)*+")*+)'
_RANGE = re.compile(
    rf"\s*+(?:empty|([\[(]){_BOUND},{_BOUND}([\])]))\s*+",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_BLANKS = " \t\n\r\f\v"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AFTER_THE_LAST = "10000-01-01"
"""The day after the last one of the calendar, which the server writes as a bound."""


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

    Brackets say whether a bound is included. A missing bound, or `-infinity` as the first
    and `infinity` as the last, leaves that side open. Days are in the server's style
    `ISO`.

    Raises:
        InvalidPeriodError: The server would refuse the text, or a bound is not a day of
            Python's calendar.
        WrongTypeError: The value is not text.

    Examples:
        >>> print(from_datemultirange("{[1992-05-15,1999-04-20],[2006-08-16,)}"))
        1992-05-15 to 1999-04-20, since 2006-08-16
    """
    check_type(text, str, "ask the server for text: SELECT days::text")
    return DaySet.from_spans(
        span for found in _ranges(text) for span in _spans(found, text)
    )


def _ranges(text: str) -> Iterator[re.Match[str]]:
    """The ranges in a text.

    Raises:
        InvalidPeriodError: It has another form.
    """
    inside = text.strip(_BLANKS)
    if not inside.startswith("{"):
        if not (found := _RANGE.fullmatch(inside)):
            raise _malformed(text)
        yield found
        return
    if not inside.strip("{}" + _BLANKS) and inside.count("{") == inside.count("}") == 1:
        return
    place, last = 0, len(inside) - 1
    while place != last:
        found = _RANGE.match(inside, place + 1)
        if not found or inside[found.end() :][:1] not in {",", "}"}:
            raise _malformed(text)
        yield found
        place = found.end()
        if inside[place] == "}" and place != last:
            raise _malformed(text)
    if inside[-1] != "}":
        raise _malformed(text)


def _spans(found: re.Match[str], text: str) -> Iterator[Span]:
    """The span of a range, if it has a day.

    Raises:
        InvalidPeriodError: A bound is not a day, or the range ends before it begins.
    """
    opens, lower, upper, closes = found.groups()
    if opens is None:  # empty
        return
    after_the_last = closes == ")" and upper == _AFTER_THE_LAST
    start = _bound(lower, "-infinity", text)
    end = None if after_the_last else _bound(upper, "infinity", text)
    if start is not None and end is not None and start > end:
        msg = (
            f"{shown(text)} has a range that ends before it begins, {found[0].strip()}"
        )
        raise InvalidPeriodError(msg)
    # The day after the last one of the calendar cannot be written, and is no bound here.
    if start is not None and opens == "(":
        if start == date.max and end is None:
            raise _no_day(_AFTER_THE_LAST, text)
        if start == date.max:  # so is its end
            return
        start += timedelta(1)
    if end is not None and closes == "]":
        end = None if end == date.max else end + timedelta(1)
    if start is None or end is None or start < end:
        yield Span(start, end)


def _bound(written: str, none: str, text: str) -> date | None:
    """The day of a bound; None if it is no bound.

    Raises:
        InvalidPeriodError: It is no day.
    """
    if not written:
        return None
    bound = re.sub(r'\\(.)|"', r"\1", written, flags=re.DOTALL).strip(_BLANKS)
    if bound.casefold() == none:
        return None
    if _DAY.fullmatch(bound) and '""' not in written:
        try:
            return date.fromisoformat(bound)
        except ValueError:  # there is no such day
            pass
    raise _no_day(bound, text)


def _no_day(bound: str, text: str) -> InvalidPeriodError:
    return InvalidPeriodError(
        f"{shown(text)} has the bound {shown(bound)}, which is no day from 0001-01-01 to "
        "9999-12-31; write days as 1999-04-20 (SET datestyle TO ISO), and leave a bound "
        "out for no bound"
    )


def _malformed(text: str) -> InvalidPeriodError:
    return InvalidPeriodError(
        f"{shown(text)} is no datemultirange; expected text such as "
        "'{[1992-05-15,1999-04-21),[2006-08-16,)}'"
    )
