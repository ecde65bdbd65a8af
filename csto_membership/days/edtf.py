"""Reading and writing EDTF (ISO 8601-2), as far as it has bounds, without loss.

    1999  1999-04  1999-04-20         all days of a year or a month, or one day
    1999-01-01/1999-06-30             a period; both ends are included
    2006-08-16/..                     a period without an end
    2006-08-16/                       a period with an unknown end
    [1993-09-09,1993-12-09]           one of these days
    [0001-01-01..]                    any day, or never
    {1992..1998,2006-08-16..}         all of these days

Other EDTF is refused, with the reason. Beyond EDTF, which has no such forms, are read
and written: `{}` for no day, and a list as an end of an interval. `[..]` is read, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from csto_membership.days.parsing import (
    Bounds,
    bounds_between,
    unit_bounds,
)
from csto_membership.days.span import Span
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    shown,
)


def read_ranges(text: str, brackets: str) -> list[Bounds]:
    """The half-open ranges of a list in brackets: `[a,b..c]` or `{a,b..c}`.

    Raises:
        InvalidDayError: The text is not such a list.

    Examples:
        >>> read_ranges("[1999]", "[]")
        [(datetime.date(1999, 1, 1), datetime.date(2000, 1, 1))]
    """
    if not (text.startswith(brackets[0]) and text.endswith(brackets[1])):
        meaning = {"[]": "one of these", "{}": "all of these"}[brackets]
        msg = (
            f"{shown(text)} is not a list of days: {meaning!r} is written "
            f"{brackets[0]}a,b{brackets[1]} or {brackets[0]}a..b{brackets[1]}"
        )
        raise InvalidDayError(msg)
    ranges = {part: _read_range(text, part) for part in text[1:-1].split(",")}
    if faults := [part for part, bounds in ranges.items() if bounds is None]:
        from csto_membership.days.refusal import not_in_list  # noqa: PLC0415

        raise InvalidDayError(not_in_list(text, list(ranges), faults))
    return [bounds for bounds in ranges.values() if bounds]


def _read_range(text: str, part: str) -> Bounds | None:
    ends = [end.strip() for end in part.split("..")]
    if ends == [""] or len(ends) > 2:  # noqa: PLR2004
        msg = f"{shown(text)} has the part {shown(part)}, which is neither a day nor a range"
        raise InvalidDayError(msg)
    first, last = ends[0] or "..", ends[-1] or ".."
    try:
        return bounds_between(part, first, last)
    except InvalidSpanError as error:
        msg = f"{shown(text)} has the part {shown(part)}, which ends before it starts"
        raise InvalidDayError(msg) from error
    except InvalidPeriodError:
        return None


def write_ranges(spans: Iterable[Span], brackets: str) -> str:
    """Some spans as a list in brackets, such as `{1999,2006-08-16..}`."""
    parts = [write_unit(s) or f"{s.start or ''}..{s.last_day or ''}" for s in spans]
    if parts == [".."]:
        parts = [f"{date.min}.."]  # EDTF does not allow `[..]`
    return f"{brackets[0]}{','.join(parts)}{brackets[1]}"


@lru_cache(maxsize=4096)  # answers write the dates of the same claims again and again
def write_date(spans: tuple[Span, ...]) -> str:
    """The possible days of a date, such as `1993-12` or `[2008-03-28..]`."""
    name = write_unit(spans[0]) if len(spans) == 1 else None
    return name or write_ranges(spans, "[]")


def write_period(span: Span) -> str:
    """A span as a period that includes both its ends, such as `2006-08-16/..`."""
    return write_unit(span) or f"{span.first_day or '..'}/{span.last_day or '..'}"


def write_unit(span: Span) -> str | None:
    """The span as one day, month or year, if it is exactly that; else None."""
    if span.start is None or span.end is None:
        return None
    day, bounds = str(span.start), (span.start, span.end)
    names = (day, day[:7], day[:4]) if day.endswith("-01") else (day,)
    return next((name for name in names if unit_bounds(name) == bounds), None)
