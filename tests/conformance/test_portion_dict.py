"""What `portion` answers of an `IntervalDict` over a discrete domain, for `Timeline`.

Days are numbers here, counted from 2001-01-01; (2, 5, "a") says "a" on the days 2, 3
and 4, and None is an end that never comes. A timeline has a value on every day: where
the dict has none, it is None.
"""

from datetime import date, timedelta

import pytest

from csto_membership import DaySet, Timeline

FIRST = date(2001, 1, 1)


def day(number):
    return None if number is None else FIRST + timedelta(number)


def pairs(days):
    ends = [(span.start, span.end) for span in days.spans()]
    return [tuple(end and (end - FIRST).days for end in pair) for pair in ends]


def values(*spells):
    """A timeline as an interval dict is filled: what is set later replaces."""
    given = [((day(start), day(end)), value) for start, end, value in spells]
    return Timeline.from_spells(given, None, lambda _, later: later)


def shown(timeline):
    held = [each for each in timeline.segments() if each.value is not None]
    return [(*pairs(DaySet.from_spans([s.span]))[0], s.value) for s in held]


def test_a_value_is_found_by_its_day_and_days_by_their_value():
    """`d[day]`, `d.get(day)`, `d.find(value)` and `d.domain()`."""
    found = values((0, 3, "a"), (3, 6, "a"), (7, 10, "b"), (20, None, "a"))
    assert shown(found) == [(0, 6, "a"), (7, 10, "b"), (20, None, "a")]
    assert [found[day(number)] for number in (-1, 5, 6, 9)] == [None, "a", None, "b"]
    assert pairs(found.where(lambda value: value == "a")) == [(0, 6), (20, None)]
    assert pairs(found.where(bool)) == [(0, 6), (7, 10), (20, None)]


@pytest.mark.parametrize(
    ("spells", "kept"),
    [
        ([(0, 3, 0), (1, 4, 1)], [(0, 1, 0), (1, 4, 1)]),
        ([(0, 9, 0), (3, 5, 1)], [(0, 3, 0), (3, 5, 1), (5, 9, 0)]),
        ([(3, 5, 1), (0, 9, 0)], [(0, 9, 0)]),
        ([(0, 3, 0), (3, 4, 0)], [(0, 4, 0)]),
        ([(5, 6, 2), (0, 1, 2)], [(0, 1, 2), (5, 6, 2)]),
        ([(0, 3, 0), (0, 3, None)], []),
        ([(None, 3, 0), (1, None, 1)], [(None, 1, 0), (1, None, 1)]),
    ],
    ids=str,
)
def test_a_later_value_replaces_and_equal_neighbours_join(spells, kept):
    """Assignment, deletion (by None) and the order by days of what is kept."""
    assert shown(values(*spells)) == kept


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ([], [], []),
        ([(0, 4, 1)], [], [(0, 4, 1)]),
        ([(1, 4, 1), (6, 9, 1)], [(2, 5, 2), (7, 10, 2)],
         [(1, 2, 1), (2, 4, 3), (4, 5, 2), (6, 7, 1), (7, 9, 3), (9, 10, 2)]),
        ([(0, 2, 2), (4, 6, 2)], [(1, 5, 3)],
         [(0, 1, 2), (1, 2, 5), (2, 4, 3), (4, 5, 5), (5, 6, 2)]),
        ([(0, 2, 2), (2, 4, 1)], [(0, 2, 1), (2, 4, 2)], [(0, 4, 3)]),
        ([(None, 3, 1)], [(2, None, 1)], [(None, 2, 1), (2, 3, 2), (3, None, 1)]),
    ],
    ids=str,
)  # fmt: skip
def test_combine_adds_where_both_have_a_value_and_keeps_the_only_one(one, other, kept):
    """`combine(how)`; with `missing`, the function here is given None and decides."""

    def total(*both):
        held = [value for value in both if value is not None]
        return sum(held) if held else None

    assert shown(values(*one).combine(values(*other), total)) == kept
    assert shown(values(*other).combine(values(*one), total)) == kept
