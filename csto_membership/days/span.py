"""A span of days, half-open: its first day, and the first day after it.

So the end of one span is the start of the next if they touch, and no day is lost in
between. Text for people shows the last day instead.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from operator import index
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

from csto_membership.days.parsing import as_bounds, as_day, day_after, day_of
from csto_membership.days.plain_values import WithPlainValues, repr_of_fields
from csto_membership.errors import (
    InvalidDayError,
    InvalidSpanError,
    MembershipError,
    NotAPeriodError,
    NotASetError,
    UnboundedError,
    shown,
)

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)
WHY_ENDLESS = (
    f"as is all that has {date.min} or {date.max}; clip it first, with `DaySet.clip`, "
    "at most to '0001-01-02/9999-12-30'"
)


_SET_OPERATORS = {
    **dict.fromkeys(("or", "ror"), "|"),
    **dict.fromkeys(("and", "rand"), "&"),
    **dict.fromkeys(("sub", "rsub"), "-"),
    **dict.fromkeys(("xor", "rxor"), "^"),
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "contains": "in",
}
_SET_METHODS = (
    "spans count is_bounded first_day last_day nearest_in nearest_out hull gaps clip "
    "shift length length_in_words union intersection isdisjoint edtf"
)
_T = TypeVar("_T")


def no_set(kind: type[_T]) -> type[_T]:
    """Make what only sets have raise an error that says what to write.

    Values of the class have days, but are no set of them. What the class has stays.
    """
    refused: dict[str, Any] = {name: _Lacking(name) for name in _SET_METHODS.split()}
    refused |= {f"__{name}__": _refuse(sign) for name, sign in _SET_OPERATORS.items()}
    for name in refused.keys() - vars(kind).keys():
        setattr(kind, name, refused[name])
    return kind


def _refuse(sign: str) -> Callable[[Any, object], NoReturn]:
    def refuse(value: Any, _other: object) -> NoReturn:
        msg = f"`{sign}` is not supported for {shown(value)}; {value._not_a_day}"  # noqa: SLF001
        raise NotASetError(msg)

    return refuse


class _Lacking:
    """An attribute of sets that a class lacks."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, value: object, kind: Any) -> NoReturn:
        asked = kind.__name__ if value is None else shown(value)
        msg = f"{asked} has no {self.name!r}; {kind._not_a_day}"  # noqa: SLF001
        raise NotASetError(msg)


def _day_or_none(value: date | str | None) -> date | None:
    return None if value is None else as_day(value)


def _start(value: date | str | None) -> date | None:
    day = _day_or_none(value)
    return None if day == date.min else day


@no_set
@attrs.frozen(repr=False)
class Span(WithPlainValues):
    """A span of at least one day.

    Args:
        start: The first day in; None for no beginning. 0001-01-01, the first day of the
            calendar, means the same.
        end: The first day out (half-open); None for no end.

    Raises:
        InvalidSpanError: `end` is not after `start`.

    Examples:
        >>> first = Span("1992-05-15", "1999-04-21")
        >>> first.last_day
        datetime.date(1999, 4, 20)
        >>> print(first)
        1992-05-15 to 1999-04-20
    """

    _not_a_day = (
        "make a DaySet of it, DaySet.from_spans([span]); `one <= other` tests for a "
        "subset"
    )
    _how_to_make = "write Span(first_day_in, first_day_out) or as_period(text)"

    start: date | None = attrs.field(default=None, converter=_start)
    end: date | None = attrs.field(default=None, converter=_day_or_none)

    __repr__ = repr_of_fields

    def __attrs_post_init__(self) -> None:
        if self.end is not None and self.end <= (self.start or date.min):
            msg = (
                f"a span has at least one day, but the first day out, {self.end}, "
                f"is not after the first day in, {self.start or date.min}"
            )
            raise InvalidSpanError(msg)

    def __contains__(self, day: date | str) -> bool:
        when = as_day(day)
        return (self.start is None or self.start <= when) and (
            self.end is None or when < self.end
        )

    @property
    def first_day(self) -> date | None:
        """The first day in; None if the span has no beginning."""
        return self.start

    @property
    def last_day(self) -> date | None:
        """The last day in (inclusive, for people); None if the span has no end."""
        return None if self.end is None else self.end - ONE_DAY

    def count(self) -> int:
        """The number of days in the span.

        Raises:
            UnboundedError: The span is endless.

        Examples:
            >>> Span("1999-04-20", "1999-04-22").count()
            2
        """
        start, end = self._bounds()
        return (end - start).days

    @property
    def length(self) -> relativedelta:
        """Years, months and days from the first day in to the first day out.

        Raises:
            UnboundedError: The span is endless.

        Examples:
            >>> Span("1994-04-20", "1999-04-21").length
            relativedelta(years=+5, days=+1)
        """
        # Imported here, since it is slow to import and few programs need it.
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415

        start, end = self._bounds()
        return relativedelta(end, start)

    @property
    def length_in_words(self) -> str:
        """The length in words, with the first and the last day both counted.

        Examples:
            >>> Span("1992-05-15", "1999-04-21").length_in_words
            '6 years, 11 months, 6 days'
        """
        return length_in_words(self.length)

    def as_dict(self) -> dict[str, str | None]:
        """The first and the last day as text, both included; None for an open end.

        Examples:
            >>> Span("1992-05-15", "1999-04-21").as_dict()
            {'first_day': '1992-05-15', 'last_day': '1999-04-20'}
        """
        days = {"first_day": self.first_day, "last_day": self.last_day}
        return {name: None if day is None else str(day) for name, day in days.items()}

    def _bounds(self) -> tuple[date, date]:
        if self.start is None or self.end is None:
            msg = f"the span {self} is endless, {WHY_ENDLESS}"
            raise UnboundedError(msg)
        return self.start, self.end

    def __str__(self) -> str:
        if self.end is None:
            return "always" if self.start is None else f"since {self.start}"
        if self.start is None:
            return f"until {self.last_day}"
        if self.end - self.start == ONE_DAY:
            return f"{self.start}"
        return f"{self.start} to {self.last_day}"


def length_in_words(length: relativedelta) -> str:
    """A length in words, such as `6 years, 11 months, 6 days`."""
    parts = ((length.years, "year"), (length.months, "month"), (length.days, "day"))
    words = [f"{n} {unit}{'s' * (n != 1)}" for n, unit in parts if n]
    return ", ".join(words) or "0 days"


Period = Span | date | str | int | tuple[date | str | None, date | str | None]
"""What `as_period` accepts."""

_YEARS_OF_FOUR_DIGITS = range(1000, 10_000)


def as_period(value: Period) -> Span:
    """The span that a text, a year, a day or a pair names.

    Args:
        value: A `Span`, one day, a year from 1000 on as an int, or text that includes
            both its ends (`1999`, `1999-04`, `1999-01-01/1999-06-30`,
            `2006-08-16/..`). Or a pair of days, which is half-open, like all pairs of
            days in this package.

    Raises:
        InvalidPeriodError: The text does not name a period.
        NotAPeriodError: The value is none of these.
        InvalidSpanError: The period ends before it starts, or has no days.

    Examples:
        >>> print(as_period("1999-04"))
        1999-04-01 to 1999-04-30
        >>> as_period(1999) == as_period("1999") == as_period(("1999-01-01", "2000-01-01"))
        True
    """
    match value:
        case Span():
            return value
        case str():
            return Span(*as_bounds(value))
        case (start, end):
            try:
                return Span(start, end)
            except InvalidDayError as error:
                if instead := _as_text(start, end):
                    msg = f"{error}, or write {instead!r}"
                    raise type(error)(msg) from None
                raise
        case _:
            pass
    if (day := day_of(value)) is not None:
        return Span(day, day_after(day))
    if (year := _as_int(value)) in _YEARS_OF_FOUR_DIGITS:
        return Span(*as_bounds(str(year)))
    # 99 has no century.
    what = "a period" if year is None else "a year of four digits"
    how = "write '1999' or '1999-01-01/1999-06-30'"
    msg = f"{shown(value)} is not {what}; {getattr(value, '_not_a_period', how)}"
    raise NotAPeriodError(msg)


def _as_text(start: object, end: object) -> str:
    """A period with the two ends inside, as text; empty if it is none."""
    text = f"{start}/{end}"
    if not all(isinstance(each, str | int | date) for each in (start, end)):
        return ""
    with suppress(MembershipError):
        return text if as_bounds(text) else ""
    return ""


def _as_int(value: Any) -> int | None:
    """A whole number, also of another library; None for other values."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)
    except TypeError:
        return None
