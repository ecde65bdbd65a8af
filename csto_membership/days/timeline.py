"""A value for every day, which changes on finitely many days.

A `DaySet` has yes or no for each day, and a `Timeline` any value. It stores the days on
which the value changes, and the values. There is one value more than there are days,
since the first value is that of all days before the first change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from itertools import chain, count, pairwise, repeat
from operator import sub
from typing import Any, Generic, TypeVar

import attrs

from csto_membership.days.dayset import DaySet
from csto_membership.days.parsing import as_day, as_days
from csto_membership.days.span import Span
from csto_membership.errors import InvalidSpanError, check_type

__all__ = ["Segment", "Timeline"]

V = TypeVar("V")
W = TypeVar("W")
X = TypeVar("X")


@attrs.frozen
class Segment(Generic[V]):
    """A span of days with one value, as long as possible.

    Attributes:
        span: The days.
        value: The value on each of them.

    Examples:
        >>> import csto_membership as cm
        >>> segments = cm.load("csto").timeline().segments()
        >>> for segment in segments:
        ...     print(segment.span, len(segment.value))
        until 1992-05-14 0
        1992-05-15 to 1993-09-23 6
        1993-09-24 to 1993-12-08 7
        1993-12-09 to 1993-12-30 8
        1993-12-31 to 1999-04-20 9
        1999-04-21 to 2006-08-15 6
        2006-08-16 to 2012-12-18 7
        since 2012-12-19 6
    """

    span: Span
    value: V


def _same(one: object, other: object) -> bool:
    # Unlike in Python, 1 and True differ here, and nan equals itself.
    return one is other or (type(one) is type(other) and one == other)


def _only_one(day: date) -> Callable[[V, V], V]:
    def merge(one: V, other: V) -> V:
        if _same(one, other):
            return one
        msg = f"{day} has both {one!r} and {other!r}; pass `merge` to combine them"
        raise InvalidSpanError(msg)

    return merge


def _with_types(values: tuple[object, ...]) -> tuple[tuple[type, object], ...]:
    return tuple((type(value), value) for value in values)


@attrs.frozen(repr=False)
class Timeline(Generic[V]):
    """A value for every day, which changes on finitely many days.

    Args:
        days: The days on which the value changes, ascending.
        values: The value before the first of these days, then the value from each of
            them on. Equal neighbours become one; 1 and True are not equal here.

    Raises:
        InvalidSpanError: The days do not ascend, or are not one fewer than the values.

    Examples:
        >>> law = Timeline(["1994-04-20"], ["signed", "in force"])
        >>> law["1994-04-19"], law["1994-04-20"]
        ('signed', 'in force')
        >>> law.where(lambda value: value == "in force")
        DaySet.parse('1994-04-20/..')
    """

    days: tuple[date, ...] = attrs.field(converter=as_days)
    values: tuple[V, ...] = attrs.field(converter=tuple, eq=_with_types)

    def __attrs_post_init__(self) -> None:
        if len(self.values) != len(self.days) + 1:
            msg = (
                f"{len(self.days)} changes need {len(self.days) + 1} values, "
                f"not {len(self.values)}"
            )
            raise InvalidSpanError(msg)
        for earlier, later in pairwise((date.min, *self.days)):
            if earlier >= later:
                msg = f"changes must ascend, but {earlier} is followed by {later}"
                raise InvalidSpanError(msg)
        _store(self, self.days, self.values)

    @classmethod
    def of(cls, days: DaySet) -> Timeline[bool]:
        """A timeline that is True on the days of a set and False on all others.

        Examples:
            >>> Timeline.of(DaySet.span("1999-01-01", None))["1999-01-01"]
            True
        """
        check_type(days, DaySet)
        first = days.toggles[:1] == (date.min,)
        changes = days.toggles[first:]
        values = [first ^ bool(n % 2) for n in range(len(changes) + 1)]
        return Timeline[bool](changes, values)

    def __getitem__(self, day: date | str) -> V:
        if type(day) is not date:
            day = as_day(day)
        return self.values[bisect_right(self.days, day)]

    # Days have no end to iterate to, and `in` could mean a day or a value.
    __iter__ = None
    __contains__ = None

    def segments(self) -> Iterator[Segment[V]]:
        """The spans with one value each, which cover all days, in order.

        Examples:
            >>> for segment in Timeline(["1994-04-20"], [0, 9]).segments():
            ...     print(segment.span, segment.value)
            until 1994-04-19 0
            since 1994-04-20 9
        """
        bounds = pairwise((None, *self.days, None))
        for (start, end), value in zip(bounds, self.values, strict=True):
            yield Segment(Span(start, end), value)

    def map(self, function: Callable[[V], W]) -> Timeline[W]:
        """The timeline of `function(value)` for every day.

        Examples:
            >>> Timeline(["1994-04-20"], [0, 9]).map(bool)["1994-04-20"]
            True
        """
        return _trusted(self.days, map(function, self.values))

    def combine(self, other: Timeline[W], function: Callable[[V, W], X]) -> Timeline[X]:
        """The timeline of `function(mine, theirs)` for every day.

        Examples:
            >>> one = Timeline(["1994-04-20"], [0, 9])
            >>> one.combine(one, lambda mine, theirs: mine + theirs)["1994-04-20"]
            18
        """
        check_type(other, Timeline)
        (mine, *my_later), (theirs, *their_later) = self.values, other.values
        my_next = dict(zip(self.days, my_later, strict=True)).get
        their_next = dict(zip(other.days, their_later, strict=True)).get
        days = dict.fromkeys(sorted(self.days + other.days))
        values = [function(mine, theirs)]
        for day in days:
            mine, theirs = my_next(day, mine), their_next(day, theirs)
            values.append(function(mine, theirs))
        return _trusted(days, values)

    @staticmethod
    def combined(
        timelines: Iterable[Timeline[Any]], function: Callable[..., X]
    ) -> Timeline[X]:
        """The timeline of `function(first, second, ...)` over any number of timelines.

        Examples:
            >>> one = Timeline(["1994-04-20"], [0, 9])
            >>> Timeline.combined([one, one, one], lambda *all: sum(all))["1994-04-20"]
            27
        """
        timelines = list(timelines)
        for each in timelines:
            check_type(each, Timeline)
        # Sorting sorted runs is linear, and all loops but that of `_store` run in C.
        days = sorted(chain.from_iterable(each.days for each in timelines))
        places = dict(zip(dict.fromkeys(days), count(1), strict=False))
        columns = [_column(each, places) for each in timelines]
        return _trusted(places, map(function, *columns) if columns else [function()])

    @classmethod
    def from_spells(
        cls,
        spells: Iterable[tuple[Span | tuple[date | str | None, date | str | None], V]],
        default: V,
        merge: Callable[[V, V], V] | None = None,
    ) -> Timeline[V]:
        """The timeline of spells with a value each, and a default on all other days.

        Args:
            spells: Pairs of a `Span`, or a half-open pair of days, and a value.
            default: The value on days without a spell.
            merge: Combines the values of two spells that overlap, in the order given.

        Raises:
            InvalidSpanError: Two spells with different values overlap, and there is no
                `merge`.

        Examples:
            >>> spells = [(("1992-05-15", None), 1), (("1993-09-24", "1999-04-21"), 1)]
            >>> number = Timeline.from_spells(spells, 0, lambda one, other: one + other)
            >>> [segment.value for segment in number.segments()]
            [0, 1, 2, 1]
        """
        begin: dict[date, list[int]] = {}
        end: dict[date, list[int]] = {}
        values = []
        for number, (pair, value) in enumerate(spells):
            values.append(value)
            for span in DaySet.from_spans([pair]).spans():
                begin.setdefault(span.start or date.min, []).append(number)
                if span.end:
                    end.setdefault(span.end, []).append(number)
        running: set[int] = set()
        found = {date.min: default}
        for day in sorted({*begin, *end}):
            running = running.difference(end.get(day, ())).union(begin.get(day, ()))
            current = [values[number] for number in sorted(running)]
            found[day] = (
                reduce(merge or _only_one(day), current) if current else default
            )
        return cls(sorted(found)[1:], [found[day] for day in sorted(found)])

    def changes(self) -> Iterator[tuple[date, V, V]]:
        """The days on which the value changes, with the old and the new value.

        Examples:
            >>> list(Timeline(["1994-04-20"], [0, 9]).changes())
            [(datetime.date(1994, 4, 20), 0, 9)]
        """
        yield from zip(self.days, self.values, self.values[1:], strict=False)

    def where(self, accept: Callable[[V], object]) -> DaySet:
        """The days with a value for which `accept` is true.

        Examples:
            >>> Timeline(["1994-04-20"], [0, 9]).where(lambda n: n > 6)
            DaySet.parse('1994-04-20/..')
        """
        return DaySet.from_spans(
            segment.span for segment in self.segments() if accept(segment.value)
        )

    def __repr__(self) -> str:
        segments = (f"{each.span}: {each.value!r}" for each in self.segments())
        return f"<Timeline {', '.join(segments)}>"


def _trusted(days: Iterable[date], values: Iterable[V]) -> Timeline[V]:
    made: Timeline[V] = object.__new__(Timeline)
    _store(made, days, values)
    return made


def _store(timeline: Timeline[V], days: Iterable[date], values: Iterable[V]) -> None:
    """Store the days on which the value changes, and the values."""
    values = iter(values)
    last = next(values)
    kept_days, kept = [], [last]
    for day, value in zip(days, values, strict=True):
        # `_same`, written out to avoid a call for each day.
        if value is last or (value == last and type(value) is type(last)):
            continue
        kept_days.append(day)
        kept.append(value)
        last = value
    object.__setattr__(timeline, "days", tuple(kept_days))
    object.__setattr__(timeline, "values", tuple(kept))


def _column(timeline: Timeline[V], places: Mapping[date, int]) -> Iterator[V]:
    """The value before some days and on each of them; they are numbered from 1."""
    starts = [0, *map(places.__getitem__, timeline.days)]
    ends = [*starts[1:], len(places) + 1]
    return chain.from_iterable(map(repeat, timeline.values, map(sub, ends, starts)))
