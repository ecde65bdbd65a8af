"""The bare limits: the least that Python has to do for each piece of work.

None of them checks its input, knows an endless set or makes an object. Sets of days are
tuples of first day in, first day out, first day in, ...; no loop over days is Python's
own, except in `combined`, where a function must be called for every day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain, compress
from operator import and_, lt, ne
from typing import Any

Days = Sequence[date]


def looked_up(days: Days, values: Sequence[Any], asked: Days) -> list[Any]:
    """One bisection and one tuple index for each day asked, without a call."""
    return [values[bisect_right(days, day)] for day in asked]


def union(one: tuple[date, ...], other: tuple[date, ...]) -> tuple[date, ...]:
    """Sort all starts and all ends; a gap is where an end is before the next start."""
    return _joined(sorted(one[::2] + other[::2]), sorted(one[1::2] + other[1::2]))


def intersection(one: tuple[date, ...], other: tuple[date, ...]) -> tuple[date, ...]:
    """The same two sorts; both hold from the next start to an end, if it is later."""
    starts = sorted(one[::2] + other[::2])[1:]
    ends = sorted(one[1::2] + other[1::2])
    held = list(map(lt, starts, ends))
    return _woven(list(compress(starts, held)), list(compress(ends, held)))


def difference(one: tuple[date, ...], other: tuple[date, ...]) -> tuple[date, ...]:
    """The intersection with what the other leaves out."""
    return intersection(one, (date.min, *other, date.max))


def symmetric_difference(
    one: tuple[date, ...], other: tuple[date, ...]
) -> tuple[date, ...]:
    """One sort of all days; a day that stands in both sets is no flip."""
    merged = sorted(one + other)
    differs = list(map(ne, merged, merged[1:]))
    alone = map(and_, [True, *differs], [*differs, True])
    return tuple(compress(merged, alone))


def two_sorts(count: int, sets: Iterable[tuple[date, ...]]) -> tuple[Days, Days]:
    """All starts but the first few, and all ends, each sorted: no more than that."""
    starts = sorted(chain.from_iterable(days[::2] for days in sets))[count - 1 :]
    return starts, sorted(chain.from_iterable(days[1::2] for days in sets))


def at_least(count: int, sets: Iterable[tuple[date, ...]]) -> tuple[date, ...]:
    """The two sorts, then what is empty dropped, and what touches joined."""
    starts, ends = two_sorts(count, sets)
    held = list(map(lt, starts, ends))
    return _joined(list(compress(starts, held)), list(compress(ends, held)))


def canonical(pairs: Sequence[tuple[date, date]]) -> tuple[date, ...]:
    """The spans that unsorted, overlapping pairs cover: two sorts, and joined."""
    starts, ends = zip(*pairs, strict=True)
    return _joined(sorted(starts), sorted(ends))


def combined(
    one: tuple[Days, Sequence[Any]],
    other: tuple[Days, Sequence[Any]],
    function: Callable[[Any, Any], Any],
) -> tuple[Days, Sequence[Any]]:
    """One Python loop over the sorted days of two step functions."""
    (days_one, (mine, *later_one)), (days_other, (theirs, *later_other)) = one, other
    get_mine = dict(zip(days_one, later_one, strict=True)).get
    get_theirs = dict(zip(days_other, later_other, strict=True)).get
    last = function(mine, theirs)
    days, values = [], [last]
    for day in sorted([*days_one, *days_other]):
        mine, theirs = get_mine(day, mine), get_theirs(day, theirs)
        value = function(mine, theirs)
        if value != last:
            days.append(day)
            values.append(value)
            last = value
    return tuple(days), tuple(values)


def _joined(starts: list[date], ends: list[date]) -> tuple[date, ...]:
    later = starts[1:]
    apart = list(map(lt, ends, later))
    return _woven(
        [*starts[:1], *compress(later, apart)], [*compress(ends, apart), *ends[-1:]]
    )


def _woven(starts: list[date], ends: list[date]) -> tuple[date, ...]:
    days = starts + ends
    days[::2], days[1::2] = starts, ends
    return tuple(days)
