"""Sets of days, stored as inversion lists.

An inversion list contains only the toggles: the days on which membership of the set
changes. They are in turn a first day in and a first day out:

    toggles                       the days in the set
    ()                            none
    (1999-01-01, 1999-02-01)      1999-01-01 to 1999-01-31
    (1999-01-01,)                 1999-01-01 without an end: an odd number of toggles
    (0001-01-01, 1999-02-01)      up to 1999-01-31, without a beginning
    (0001-01-01,)                 all days

A day is in the set if the number of toggles up to and including it is odd. Each set has
exactly one list: equal sets have equal toggles, and spans that touch are one span.
0001-01-01 and 9999-12-31 are the ends of the calendar, so a set that contains one of
them is endless on that side. Operators build their results directly; only values from
outside are validated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, compress, filterfalse, pairwise
from operator import index, lt
from typing import TYPE_CHECKING, Any, cast

import attrs

from csto_membership.days.edtf import read_ranges, write_period, write_ranges
from csto_membership.days.parsing import as_day, as_days, as_printed_list, is_missing
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.days.span import (
    ONE_DAY,
    WHY_ENDLESS,
    Period,
    Span,
    as_period,
    length_in_words,
)
from csto_membership.errors import (
    EmptyError,
    InvalidSpanError,
    NotAPeriodError,
    UnboundedError,
    WrongTypeError,
    check_type,
    shown,
)

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta


def _as_days(toggles: Iterable[date | str]) -> tuple[date, ...]:
    _check_several(toggles)
    return as_days(toggles)


_HOW_TO_MAKE_A_SET = (
    "write DaySet.parse(text), DaySet.of(day) or DaySet.from_spans([span])"
)


def _check_several(values: object) -> None:
    """Refuse what is one value, where several are asked for."""
    one = isinstance(values, str) or hasattr(values, "_not_a_day")
    if one or not isinstance(values, Iterable):
        kind = type(values).__name__
        msg = f"{shown(values)} is of type {kind}, not several values; {_HOW_TO_MAKE_A_SET}"
        raise WrongTypeError(msg)


def no_operand(value: object) -> Any:
    """Refuse a built-in value or a date; NotImplemented for a value of another class."""
    if type(value).__module__ == "builtins" or isinstance(value, str | date):
        msg = (
            f"set operators are not supported for {shown(value)}; {_HOW_TO_MAKE_A_SET}"
        )
        raise WrongTypeError(msg)
    return NotImplemented


def whole(value: Any, what: str) -> int:
    """A whole number, also of another library; an error for any other value."""
    try:
        return index(value)
    except TypeError:
        msg = f"{shown(value)} is of type {type(value).__name__}, not a whole number {what}"
        raise WrongTypeError(msg) from None


@attrs.frozen(repr=False)
class DaySet(WithPlainValues):
    """A set of days, closed under union, intersection and complement.

    `DaySet()` is empty and `~DaySet()` contains all days. Make other sets with
    `DaySet.parse`, `DaySet.span`, `DaySet.from_spans` or `DaySet.of`. `|`, `&`, `^`,
    `-` and `~` are the set operations, `<=` and `<` mean subset, and `day in days`
    tests one day. A set is immutable and hashable, and true if it contains a day.

    Args:
        toggles: Not the days of the set, but those on which it changes, ascending:
            first day in, first day out, and so on.

    Raises:
        InvalidSpanError: The toggles do not ascend.

    Examples:
        >>> first = DaySet.span("1992-05-15", "1999-04-21")
        >>> second = DaySet.span("2006-08-16", "2012-12-19")
        >>> first | second
        DaySet.parse('{1992-05-15..1999-04-20,2006-08-16..2012-12-18}')
        >>> "1999-04-20" in first, "1999-04-21" in first
        (True, False)
        >>> first <= ~second
        True
    """

    _not_a_day = "`<=` asks whether another set has all its days"
    _not_a_period = "`&` gives the days that two sets share"
    _how_to_make = _HOW_TO_MAKE_A_SET

    toggles: tuple[date, ...] = attrs.field(default=(), converter=_as_days)

    def __attrs_post_init__(self) -> None:
        for earlier, later in pairwise(self.toggles):
            if earlier >= later:
                msg = f"toggles must ascend, but {earlier} is followed by {later}"
                raise InvalidSpanError(msg)

    # -- making sets ------------------------------------------------------

    @classmethod
    def span(cls, start: date | str | None, end: date | str | None) -> DaySet:
        """All days from `start` up to, but not including, `end`.

        Args:
            start: First day in; None for no beginning.
            end: First day out; None for no end. The same day as `start` gives the empty
                set.

        Raises:
            InvalidSpanError: `end` is before `start`.

        Examples:
            >>> DaySet.span("1999-01-01", "1999-02-01").count()
            31
        """
        first, last = half_open((start, end))
        if last is None:
            return _trusted((first,))
        return _trusted((first, last) if first < last else ())

    @classmethod
    def from_spans(
        cls, spans: Iterable[Span | tuple[date | str | None, date | str | None]]
    ) -> DaySet:
        """All days of some spans, given in any order, overlapping or not.

        Args:
            spans: `Span`s, or half-open pairs of first day in and first day out, with
                None for an open end.

        Raises:
            NotAPeriodError: A value is neither a `Span` nor a pair.
            InvalidSpanError: A pair ends before it starts.

        Examples:
            >>> DaySet.from_spans([("1999-02-01", None), ("1999-01-01", "1999-02-01")])
            DaySet.parse('1999-01-01/..')
        """
        _check_several(spans)
        starts: list[date] = []
        ends: list[date] = []
        for first, last in map(half_open, spans):
            if first != last:
                starts.append(first)
                if last is not None:
                    ends.append(last)
        return _swept(starts, ends, 1, len(starts))

    @classmethod
    def of(cls, *days: date | str) -> DaySet:
        """The set of these days and no others.

        Examples:
            >>> DaySet.of("1999-04-21", "1999-04-20", "2006-08-16")
            DaySet.parse('{1999-04-20..1999-04-21,2006-08-16}')
        """
        return cls.from_spans([as_period(as_day(day)) for day in days])

    @classmethod
    def parse(cls, text: str) -> DaySet:
        """The set that a text names; its periods include both their ends.

        Args:
            text: A year, a month or a day (`1999`, `1999-04`, `1999-04-20`), or an ISO
                8601 interval (`1992-05-15/1999-04-20`, `2006-08-16/..`). An interval
                with a duration ends on the day before the anniversary
                (`1994-04-20/P5Y` ends on 1999-04-19). Several periods are written in
                braces, as in EDTF (`{1992-05-15..1999-04-20,2006-08-16..}`). What
                `str` prints is read as well.

        Raises:
            InvalidDayError: The text in braces is not a list of days.
            InvalidPeriodError: The text is not a period, or has an unknown end.

        Examples:
            >>> DaySet.parse("{1992-05-15..1999-04-20,2006-08-16..}").gaps
            DaySet.parse('1999-04-21/2006-08-15')
            >>> str(DaySet.parse("1994-04-20/P5Y"))
            '1994-04-20 to 1999-04-19'
        """
        check_type(text, str)
        text = text.strip()
        if text.startswith("{") and text[1:].strip() == "}":
            return cls()
        if text.startswith("{"):
            return cls.from_spans(read_ranges(text, "{}"))
        if (printed := as_printed_list(text)) is not None:
            return cls.from_spans(printed)
        return cls.from_spans([as_period(text)])

    @property
    def edtf(self) -> str:
        """The set as EDTF text, from which `parse` makes the same set.

        EDTF has no text for the empty set. It is written as `{}`, which other programs
        need not read.

        Examples:
            >>> DaySet.span("2006-08-16", None).edtf, DaySet().edtf
            ('2006-08-16/..', '{}')
        """
        match list(self.spans()):
            case [span]:
                return write_period(span)
            case spans:
                return write_ranges(spans, "{}")

    # -- looking at a set -------------------------------------------------

    def __contains__(self, day: date | str) -> bool:
        if type(day) is not date:
            day = as_day(day)
        return bisect_right(self.toggles, day) % 2 == 1

    def __bool__(self) -> bool:
        return bool(self.toggles)

    def spans(self) -> Iterator[Span]:
        """The spans of the set in order, each as long as possible.

        Examples:
            >>> [span.start.year for span in DaySet.span("1999-01-01", None).spans()]
            [1999]
        """
        ends = chain(self.toggles[1::2], [None])
        # The added None is the end of an endless set; other sets do not reach it.
        for start, end in zip(self.toggles[::2], ends, strict=False):
            yield Span(start, end)

    def as_dict(self) -> dict[str, Any]:
        """The spans as plain values, with both ends inside.

        Examples:
            >>> DaySet.parse("1999-04").as_dict()
            {'spans': [{'first_day': '1999-04-01', 'last_day': '1999-04-30'}]}
        """
        return {"spans": self._plain()}

    def _plain(self) -> list[dict[str, Any]]:
        return [span.as_dict() for span in self.spans()]

    def count(self) -> int:
        """The number of days in the set.

        Raises:
            UnboundedError: The set is endless.

        Examples:
            >>> DaySet.parse("1999/2000").count()
            731
        """
        return sum(span.count() for span in self.spans())

    @property
    def is_bounded(self) -> bool:
        """Whether the set has both a first and a last day, or is empty.

        Examples:
            >>> DaySet.parse("1999").is_bounded, DaySet.parse("1999/..").is_bounded
            (True, False)
        """
        return len(self.toggles) % 2 == 0 and date.min not in self.toggles[:1]

    @property
    def first_day(self) -> date | None:
        """The first day of the set; None if it has no beginning.

        Raises:
            EmptyError: The set is empty.
        """
        first = self._toggle(0)
        return None if first == date.min else first

    @property
    def last_day(self) -> date | None:
        """The last day of the set (inclusive); None if it has no end.

        Raises:
            EmptyError: The set is empty.
        """
        last = self._toggle(-1)
        return None if len(self.toggles) % 2 else last - ONE_DAY

    def _toggle(self, place: int) -> date:
        if not self.toggles:
            msg = "the empty set of days has no first and no last day"
            raise EmptyError(msg)
        return self.toggles[place]

    def __iter__(self) -> Iterator[date]:
        if not self.is_bounded:
            msg = f"the set of days {self} is endless, {WHY_ENDLESS}"
            raise UnboundedError(msg)
        return (
            date.fromordinal(number)
            for start, end in zip(self.toggles[::2], self.toggles[1::2], strict=True)
            for number in range(start.toordinal(), end.toordinal())
        )

    def nearest_in(self, day: date | str) -> date:
        """The day of the set nearest to a day; the earlier of two equally near.

        Raises:
            EmptyError: The set is empty.

        Examples:
            >>> DaySet.span("1992-05-15", "1999-04-21").nearest_in("2000-01-01")
            datetime.date(1999, 4, 20)
        """
        when = as_day(day)
        if when in self:
            return when
        place = bisect_right(self.toggles, when)
        before = [toggle - ONE_DAY for toggle in self.toggles[:place][-1:]]
        near = (*before, *self.toggles[place : place + 1], self._toggle(0))
        return min(near, key=lambda each: abs(each - when))

    def nearest_out(self, day: date | str) -> date:
        """The day outside the set nearest to a day; the earlier of two equally near.

        Raises:
            EmptyError: The set contains all days.

        Examples:
            >>> DaySet.span("1992-05-15", "1999-04-21").nearest_out("1998-12-31")
            datetime.date(1999, 4, 21)
        """
        return (~self).nearest_in(day)

    # -- shape ------------------------------------------------------------

    @property
    def hull(self) -> DaySet:
        """All days from the first day of the set to the last.

        Examples:
            >>> DaySet.from_spans([("1992-05-15", "1999-04-21"), ("2006-08-16", None)]).hull
            DaySet.parse('1992-05-15/..')
        """
        ends = self.toggles[-1:] if len(self.toggles) % 2 == 0 else ()
        return _trusted((*self.toggles[:1], *ends))

    @property
    def gaps(self) -> DaySet:
        """The days outside the set, between its first day and its last.

        Examples:
            >>> DaySet.from_spans([("1992-05-15", "1999-04-21"), ("2006-08-16", None)]).gaps
            DaySet.parse('1999-04-21/2006-08-15')
        """
        return self.hull - self

    def clip(self, period: Period) -> DaySet:
        """The days of the set that are in a period.

        Args:
            period: A `Span`, a half-open pair, or text that includes both its ends.

        Examples:
            >>> DaySet.span("1992-05-15", None).clip("1999")
            DaySet.parse('1999')
        """
        span = as_period(period)
        first = span.start or date.min
        return self & _trusted((first,) if span.end is None else (first, span.end))

    def shift(self, days: int | timedelta) -> DaySet:
        """The set with each day moved later by a number of days, which may be negative.

        Days moved off the calendar are lost. Days from before the calendar count as its
        first day, and days from after it as its last, so an endless set stays endless
        on a side from which it is moved away.

        Args:
            days: The number of days, as an int or a `timedelta` of whole days.

        Raises:
            WrongTypeError: It is not a whole number of days.

        Examples:
            >>> DaySet.span("1999-04-20", "1999-04-21").shift(1)
            DaySet.parse('1999-04-21')
        """
        if is_missing(days):
            msg = f"{shown(days)} is a missing value, not a whole number of days"
            raise WrongTypeError(msg)
        if getattr(getattr(days, "dtype", None), "kind", "") == "m":  # of NumPy
            days = cast("Any", days).astype("timedelta64[us]").item()
        if isinstance(days, timedelta) and days == timedelta(days.days):
            number = days.days
        else:
            number = whole(days, "of days")
        endless = self.toggles[:1] == (date.min,)
        moved = [toggle.toordinal() + number for toggle in self.toggles[endless:]]
        # An odd number of toggles before the calendar is one toggle on its first day.
        early = sum(number <= 1 for number in moved) + endless
        kept = [date.fromordinal(n) for n in moved if 1 < n <= date.max.toordinal()]
        return _trusted((*(date.min,) * (early % 2), *kept))

    @property
    def length(self) -> relativedelta:
        """Years, months and days, added over all spans.

        Raises:
            UnboundedError: The set is endless.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").days_of("Uzbekistan").surely.length
            relativedelta(years=+13, months=+3, days=+9)
        """
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415

        return sum((span.length for span in self.spans()), relativedelta())

    @property
    def length_in_words(self) -> str:
        """The length in words.

        Examples:
            >>> DaySet.span("1992-05-15", "1999-04-21").length_in_words
            '6 years, 11 months, 6 days'
        """
        return length_in_words(self.length)

    # -- set algebra ------------------------------------------------------

    def union(self, *others: DaySet) -> DaySet:
        """The days that are in any of the sets.

        Examples:
            >>> DaySet().union(DaySet.span("1999-01-01", "1999-02-01"), DaySet())
            DaySet.parse('1999-01')
        """
        return DaySet.at_least(1, (self, *others))

    def intersection(self, *others: DaySet) -> DaySet:
        """The days that are in each of the sets.

        Examples:
            >>> january = DaySet.span("1999-01-01", "1999-02-01")
            >>> january.intersection(january, DaySet.span("1999-01-31", None))
            DaySet.parse('1999-01-31')
        """
        return DaySet.at_least(1 + len(others), (self, *others))

    @staticmethod
    def at_least(count: int, sets: Iterable[DaySet]) -> DaySet:
        """The days that are in at least a number of the sets.

        Args:
            count: That number. 1 gives the union, and the number of sets the
                intersection.
            sets: The sets.

        Examples:
            >>> early, late = DaySet.span("1999-01-01", None), DaySet.span("2000-01-01", None)
            >>> DaySet.at_least(2, [early, late, DaySet()])
            DaySet.parse('2000-01-01/..')
        """
        _check_several(sets)
        count, sets = whole(count, "of sets"), tuple(sets)
        for each in sets:
            check_type(each, DaySet)
        return covered(count, sets) if count > 0 else ~DaySet()

    def __invert__(self) -> DaySet:
        toggles = self.toggles
        if toggles and toggles[0] == date.min:
            return _trusted(toggles[1:])
        return _trusted((date.min, *toggles))

    def __or__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return no_operand(other)
        few, many = self.toggles, other.toggles
        if len(few) > len(many):
            few, many = many, few
        if len(few) <= _FEW:
            return _trusted(_spliced(many, few, True, 1))
        return covered(1, (self, other))

    def __and__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return no_operand(other)
        few, many = self.toggles, other.toggles
        if len(few) > len(many):
            few, many = many, few
        if len(few) <= _FEW:
            return _trusted(_spliced(many, few, False, 0))
        return covered(2, (self, other))

    def __sub__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return no_operand(other)
        if len(other.toggles) <= _FEW:
            return _trusted(_spliced(self.toggles, other.toggles, True, 0))
        return self & ~other

    def __xor__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return no_operand(other)
        # A toggle of both sets is not a toggle of the result, so such pairs cancel.
        both = {*self.toggles}.intersection(other.toggles)
        merged = sorted(self.toggles + other.toggles)
        return _trusted(tuple(filterfalse(both.__contains__, merged)))

    def _with_other_at_left(self, other: object) -> Any:
        return no_operand(other)

    __ror__ = _with_other_at_left
    __rand__ = _with_other_at_left
    __rsub__ = _with_other_at_left
    __rxor__ = _with_other_at_left
    __ge__ = _with_other_at_left
    __gt__ = _with_other_at_left

    # Of two sets, Python derives `a >= b` and `a > b` from these.
    def __le__(self, other: DaySet) -> bool:
        if not isinstance(other, DaySet):
            return no_operand(other)
        return not self - other

    def __lt__(self, other: DaySet) -> bool:
        if not isinstance(other, DaySet):
            return no_operand(other)
        return self != other and self <= other

    def isdisjoint(self, other: DaySet) -> bool:
        """Whether the two sets share no day.

        Examples:
            >>> DaySet.span("1999-01-01", "1999-02-01").isdisjoint(
            ...     DaySet.span("1999-02-01", None))
            True
        """
        check_type(other, DaySet)
        return not self & other

    # -- showing ----------------------------------------------------------

    def __str__(self) -> str:
        return ", ".join(map(str, self.spans())) or "no day"

    def __repr__(self) -> str:
        return f"DaySet.parse({self.edtf!r})"


def covered(at_least: int, sets: Iterable[DaySet]) -> DaySet:
    """The days in at least `at_least` of the sets: in 1 the union, in all the intersection."""
    lists = [each.toggles for each in sets]
    return _swept(
        chain.from_iterable(toggles[::2] for toggles in lists),
        chain.from_iterable(toggles[1::2] for toggles in lists),
        at_least,
        len(lists),
    )


_FEW = 32
"""Up to so many toggles it is faster to look each one up than to sort all of them."""


def _spliced(
    many: tuple[date, ...], few: tuple[date, ...], copies: bool, parity: int
) -> tuple[date, ...]:
    """The toggles of a set after the days of another are put in, taken out or kept.

    Each toggle of the other is looked up by bisection. It becomes a toggle where the
    set changes there. The toggles before it are copied or dropped, in turn.

    Args:
        many: The toggles of the set.
        few: The toggles of the other.
        copies: Whether those of the set before the first one of the other are copied.
        parity: 0 if toggles of the other stay inside the set, 1 if outside it.
    """
    toggles: list[date] = []
    place = 0
    for toggle in few:
        before = place
        if copies:
            place = bisect_left(many, toggle, before)
            toggles += many[before:place]
        else:
            place = bisect_right(many, toggle, before)
        if place % 2 != parity:
            toggles.append(toggle)
        copies = not copies
    if copies:
        toggles += many[place:]
    return tuple(toggles)


def _swept(
    starts: Iterable[date], ends: Iterable[date], at_least: int, of: int
) -> DaySet:
    """The days that at least a number of sets cover, given the spans of the sets.

    Sort all starts and all ends separately. The days covered at least m times are then
    [start[i+m-1], end[i]) for every i. Empty spans are dropped, and spans that touch
    are joined. Sorting sorted runs takes linear time, and all loops here run in C.

    Args:
        starts: The first days in of all spans.
        ends: The first days out of all spans that have an end.
        at_least: How many sets must cover a day.
        of: The number of sets.
    """
    starts, ends = sorted(starts)[at_least - 1 :], sorted(ends)
    # Starts without an end to pair with are of endless spans; the first one counts.
    endless = starts[len(ends) :][:1]
    if at_least > 1:  # covered once, no span is empty
        kept = list(map(lt, starts, ends))
        starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
    starts = [*starts[: len(ends)], *endless]
    if at_least < of:  # spans covered by all sets never touch
        apart = [*map(lt, ends, starts[1:]), True]
        starts = [*starts[:1], *compress(starts[1:], apart)]
        ends = list(compress(ends, apart))
    toggles = [date.min] * (len(starts) + len(ends))
    toggles[::2] = starts
    toggles[1::2] = ends
    return _trusted(tuple(toggles))


def half_open(
    span: Span | tuple[date | str | None, date | str | None],
) -> tuple[date, date | None]:
    """The first day in and the first day out of a span; None if it has no end."""
    match span:
        case Span(start=start, end=end) | (start, end):
            pass
        case _:
            msg = f"{shown(span)} is neither a Span nor a pair of first day in and first day out"
            raise NotAPeriodError(msg)
    first = date.min if start is None else as_day(start)
    last = None if end is None else as_day(end)
    if last is not None and last < first:
        msg = f"the first day out, {last}, is before the first day in, {first}"
        raise InvalidSpanError(msg)
    return first, last


def _trusted(toggles: tuple[date, ...]) -> DaySet:
    made = object.__new__(DaySet)
    object.__setattr__(made, "toggles", toggles)
    return made
