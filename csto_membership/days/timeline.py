"""A value for every day, which changes on finitely many days.

A `DaySet` has yes or no for each day, and a `Timeline` any value. It stores the days on
which the value changes, and the values. There is one value more than there are days,
since the first value is that of all days before the first change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from datetime import date
from itertools import chain, count, pairwise, repeat
from operator import sub
from typing import Any, Generic, TypeVar, cast

import attrs

from csto_membership.days.dayset import DaySet, half_open
from csto_membership.days.parsing import as_day, as_days
from csto_membership.days.plain_values import WithPlainValues, as_plain, repr_of_fields
from csto_membership.days.span import Span, as_period
from csto_membership.errors import (
    InvalidSpanError,
    MembershipError,
    NotAPeriodError,
    WrongTypeError,
    check_type,
    shown,
)

V = TypeVar("V")
W = TypeVar("W")
X = TypeVar("X")


def _same(one: object, other: object) -> bool:
    """Whether two values are one: identical, or of one type and equal.

    So 1 and True differ, and nan equals itself. What cannot be compared stays apart:
    the `==` of some libraries raises an error, or gives an array.
    """
    if one is other or type(one) is not type(other):
        return one is other
    try:
        equal = one == other
    except Exception:  # noqa: BLE001 - a value may be of any library
        return False
    return type(equal).__name__ in {"bool", "bool_"} and bool(equal)


class _Value:
    """A value that is compared as `_same` does."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Value) and _same(self.value, other.value)

    def __hash__(self) -> int:
        return hash(self.value)


@attrs.frozen(repr=False)
class Segment(WithPlainValues, Generic[V]):
    """A span of days with one value, as long as possible.

    Attributes:
        span: The days.
        value: The value on each of them.

    Examples:
        >>> before, after = Timeline(["1994-04-20"], ["signed", "in force"]).segments()
        >>> print(after.span, after.value)
        since 1994-04-20 in force
    """

    span: Span = attrs.field(converter=as_period)
    value: V = attrs.field(eq=_Value)

    __repr__ = repr_of_fields

    def as_dict(self) -> dict[str, Any]:
        """The first and the last day, and the value.

        Examples:
            >>> next(Timeline([], ["peace"]).segments()).as_dict()
            {'first_day': None, 'last_day': None, 'value': 'peace'}
        """
        plain = getattr(self.value, "as_dict", lambda: as_plain(self.value))
        return {**self.span.as_dict(), "value": plain()}


def _copied(value: Any) -> Any:
    """A copy of a value that has no hash, and so may change; any other value itself."""
    try:
        hash(value)
    except TypeError:
        made = copy(value)
        if isinstance(value, dict):
            for key, inner in made.items():
                made[key] = _copied(inner)
        elif isinstance(value, list):
            made[:] = map(_copied, made)
        return made
    return value


def _unchanged(value: object, made: object) -> bool:
    """Whether a copy is still as the value, also where `==` gives no answer."""
    import pickle  # noqa: PLC0415 - for values that cannot be hashed only

    with suppress(Exception):  # a value may be of any library
        return _same(value, made) or pickle.dumps(value) == pickle.dumps(made)
    return False


def _on_copies(function: Callable[..., X]) -> Callable[..., X]:
    """A function called with copies, so that it cannot change the caller's values.

    If it returns a copy unchanged, the result is the value itself.
    """

    def call(*values: Any) -> X:
        copies = [_copied(value) for value in values]
        result = function(*copies)
        for value, made in zip(values, copies, strict=True):
            if result is made and _unchanged(value, made):
                return cast("X", value)
        return result

    return call


def _check_function(value: object) -> None:
    if not callable(value):
        msg = f"{shown(value)} is of type {type(value).__name__}, not a function"
        raise WrongTypeError(msg)


def _careful(function: Callable[..., X], *values: tuple[Any, ...]) -> Callable[..., X]:
    """A function that cannot change some values; an error if it is none."""
    _check_function(function)
    try:
        hash(values)
    except TypeError:
        return _on_copies(function)
    return function


def _only_one(day: date) -> Callable[[V, V], V]:
    def merge(one: V, other: V) -> V:
        if _same(one, other):
            return one
        msg = f"{day} has both {one!r} and {other!r}; pass `merge` to combine them"
        raise InvalidSpanError(msg)

    return merge


def _as_tuple(values: Iterable[V]) -> tuple[V, ...]:
    return tuple(values)  # attrs takes several milliseconds to look at `tuple` itself


@attrs.frozen(repr=False)
class Timeline(WithPlainValues, Generic[V]):
    """A value for every day, which changes on finitely many days.

    Args:
        days: The days on which the value changes, ascending.
        values: The value before the first of these days, then the value from each of
            them on. Neighbours become one if they are identical, or of one type and
            equal. So 1 and True stay apart, as does what cannot be compared.

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
    values: tuple[V, ...] = attrs.field(
        converter=_as_tuple, eq=lambda values: tuple(map(_Value, values))
    )

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

    def as_dict(self) -> dict[str, Any]:
        """The spans with their values, as plain values where a value has them.

        Examples:
            >>> Timeline.of(DaySet.parse("1999")).as_dict()["segments"][1]
            {'first_day': '1999-01-01', 'last_day': '1999-12-31', 'value': True}
        """
        return {"segments": [each.as_dict() for each in self.segments()]}

    def map(self, function: Callable[[V], W]) -> Timeline[W]:
        """The timeline of `function(value)` for every day.

        Examples:
            >>> Timeline(["1994-04-20"], [0, 9]).map(bool)["1994-04-20"]
            True
        """
        function = _careful(function, self.values)
        return _trusted(self.days, map(function, self.values))

    def combine(self, other: Timeline[W], function: Callable[[V, W], X]) -> Timeline[X]:
        """The timeline of `function(mine, theirs)` for every day.

        Examples:
            >>> one = Timeline(["1994-04-20"], [0, 9])
            >>> one.combine(one, lambda mine, theirs: mine + theirs)["1994-04-20"]
            18
        """
        check_type(other, Timeline)
        function = _careful(function, self.values, other.values)
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
        check_type(timelines, Iterable)
        timelines = list(timelines)
        for each in timelines:
            check_type(each, Timeline)
        function = _careful(function, *[each.values for each in timelines])
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
                Of three, it may combine the last two first: how they are grouped must
                not matter, as it does not for sums, maxima and unions.

        Raises:
            InvalidSpanError: Two spells with different values overlap, and there is no
                `merge`.
            NotAPeriodError: A spell is not a pair of a span and a value.

        Examples:
            >>> spells = [(("1992-05-15", None), 1), (("1993-09-24", "1999-04-21"), 1)]
            >>> number = Timeline.from_spells(spells, 0, lambda one, other: one + other)
            >>> [segment.value for segment in number.segments()]
            [0, 1, 2, 1]
        """
        check_type(spells, Iterable)
        if merge is not None:
            _check_function(merge)
        begin: dict[date, list[int]] = {}
        end: dict[date, list[int]] = {}
        values: list[Any] = []
        for number, spell in enumerate(spells):
            pair, value = _as_spell(spell)
            values.append(value)
            first, out = half_open(pair)
            if first != out:
                begin.setdefault(first, []).append(number)
                if out:
                    end.setdefault(out, []).append(number)
        merged = _Merged(len(values))
        found = {date.min: default}
        for day in sorted({*begin, *end}):
            join = _on_copies(merge) if merge else _only_one(day)
            for number in end.get(day, ()):
                merged.set(number, _NOTHING, join)
            for number in begin.get(day, ()):
                merged.set(number, values[number], join)
            found[day] = default if merged.all is _NOTHING else merged.all
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

        Raises:
            WrongTypeError: `accept` gives what is neither true nor false.

        Examples:
            >>> Timeline(["1994-04-20"], [0, 9]).where(lambda n: n > 6)
            DaySet.parse('1994-04-20/..')
        """
        _check_function(accept)
        spans: list[Span] = []
        for segment in self.segments():
            answer = accept(segment.value)
            try:
                if answer:
                    spans.append(segment.span)
            except MembershipError:
                raise
            except Exception as error:  # a missing value of pandas, or an array
                msg = (
                    f"for {segment.value!r} `accept` gives {answer!r}, which is neither "
                    "true nor false"
                )
                raise WrongTypeError(msg) from error
        return DaySet.from_spans(spans)

    def __repr__(self) -> str:
        segments = (f"{each.span}: {each.value!r}" for each in self.segments())
        return f"<Timeline {', '.join(segments)}>"


def _as_spell(spell: Any) -> tuple[Any, Any]:
    try:
        pair, value = spell
    except (TypeError, ValueError):
        msg = f"{shown(spell)} is no spell; write a pair of a span and its value"
        raise NotAPeriodError(msg) from None
    return pair, value


_NOTHING: Any = object()


class _Merged:
    """Some values merged in order, of which one at a time is set.

    They are the leaves of a binary tree, and each node holds what is below it, merged.
    So setting one value merges anew only on the way up from it.
    """

    def __init__(self, count: int) -> None:
        self.leaves = 1 << max(count - 1, 0).bit_length()
        self.nodes = [_NOTHING] * (2 * self.leaves)

    @property
    def all(self) -> Any:
        return self.nodes[1]

    def set(self, number: int, value: Any, merge: Callable[[Any, Any], Any]) -> None:
        nodes, place = self.nodes, self.leaves + number
        nodes[place] = value
        while place > 1:
            place //= 2
            one, other = nodes[2 * place], nodes[2 * place + 1]
            if one is _NOTHING:
                nodes[place] = other
            else:
                nodes[place] = one if other is _NOTHING else merge(one, other)


def _trusted(days: Iterable[date], values: Iterable[V]) -> Timeline[V]:
    kind: type[Timeline[V]] = Timeline
    made = object.__new__(kind)
    _store(made, days, values)
    return made


def _store(timeline: Timeline[V], days: Iterable[date], values: Iterable[V]) -> None:
    """Store the days on which the value changes, and the values."""
    values = iter(values)
    last = next(values)
    kept_days, kept = list[date](), [last]
    for day, value in zip(days, values, strict=True):
        try:
            # Try `==` first: it is faster than a call for each day.
            if value is last or (value == last and _same(value, last)):
                continue
        except Exception:  # noqa: BLE001, S110 - as in `_same`
            pass
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
