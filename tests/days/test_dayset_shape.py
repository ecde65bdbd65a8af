"""The shape of day sets, and operations on many of them, against sets of days."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet, strategies

FIRST = date(2000, 1, 1)
WINDOW = [FIRST + timedelta(n) for n in range(-3, 25)]
ALL, NONE = ~DaySet(), DaySet()

numbers = st.integers(0, 20)
bounded = st.sets(numbers).map(
    lambda days: DaySet.from_spans(
        (FIRST + timedelta(n), FIRST + timedelta(n + 1)) for n in days
    )
)
day_sets = st.builds(
    lambda days, inverted: ~days if inverted else days, bounded, st.booleans()
)
halves = st.builds(
    lambda days, n, early: days
    | (DaySet.span(None, FIRST + timedelta(n)) if early else DaySet.span(FIRST + timedelta(n), None)),
    bounded, numbers, st.booleans(),
)  # fmt: skip
any_sets = st.one_of(bounded, day_sets, halves)


def model(days):
    return {day for day in WINDOW if day in days}


@given(st.lists(any_sets, max_size=5), st.integers(-1, 6))
def test_at_least_counts_the_sets_that_hold_a_day(sets, count):
    held = Counter(day for days in sets for day in model(days))
    expected = {day for day in WINDOW if held[day] >= count}
    assert model(DaySet.at_least(count, sets)) == expected


@given(any_sets, st.lists(any_sets, max_size=4))
def test_union_and_intersection_of_many_are_those_of_pairs(first, others):
    union = intersection = first
    for other in others:
        union, intersection = union | other, intersection & other
    assert first.union(*others) == union
    assert first.intersection(*others) == intersection


@given(any_sets)
def test_the_hull_is_the_smallest_span_that_holds_the_set(days):
    assert days <= days.hull
    assert len(list(days.hull.spans())) == bool(days)
    if days:
        assert (days.hull.first_day, days.hull.last_day) == (
            days.first_day,
            days.last_day,
        )


@given(any_sets)
def test_the_gaps_fill_the_set_up_to_its_hull(days):
    assert days | days.gaps == days.hull
    assert days.isdisjoint(days.gaps)
    assert days.gaps.is_bounded


@given(any_sets, numbers, st.integers(1, 5))
def test_clip_keeps_the_days_of_a_period(days, start, length):
    first, end = FIRST + timedelta(start), FIRST + timedelta(start + length)
    clipped = days.clip((first, end))
    assert model(clipped) == {day for day in model(days) if first <= day < end}
    assert clipped == days.clip(f"{first}/{end - timedelta(1)}")


@given(any_sets, st.integers(-3, 3))
def test_shift_moves_each_day(days, by):
    moved = days.shift(by)
    inner = WINDOW[3:-3]
    assert [day in moved for day in inner] == [
        day - timedelta(by) in days for day in inner
    ]
    assert moved.shift(-by) == days


@given(st.integers(0, 40), st.integers(1, 10), st.integers(-60, 60))
@example(0, 1, 1)
@example(0, 1, -1)
def test_what_is_moved_off_the_calendar_is_lost(after_the_first, length, by):
    """Near the first day, and mirrored near the last."""
    for first, sign in ((date.min, 1), (date.max, -1)):
        days = range(after_the_first, after_the_first + length)
        real = DaySet.from_spans(
            _one_day(first.toordinal() + sign * n) for n in days if n
        )
        moved = real.shift(sign * by)
        for n in range(120):
            day = date.fromordinal(first.toordinal() + sign * n)
            expected = n - by in days and n - by != 0
            # A set that holds an end of the calendar is endless there.
            assert (day in moved) == expected, (first, n)


def _one_day(number):
    day = date.fromordinal(number)
    return day, None if day == date.max else day + timedelta(1)


def test_what_is_endless_stays_endless_when_moved():
    assert ALL.shift(5) == ALL == ALL.shift(-5)
    assert NONE.shift(5) == NONE
    assert DaySet.span(None, FIRST).shift(1) == DaySet.span(None, FIRST + timedelta(1))
    assert DaySet.span(FIRST, None).shift(-1) == DaySet.span(FIRST - timedelta(1), None)
    assert DaySet.span(FIRST, None).shift(-(10**7)) == ALL
    assert DaySet.span(None, FIRST).shift(10**7) == ALL
    assert DaySet.span(FIRST, None).shift(10**7) == NONE
    assert DaySet.span(None, FIRST).shift(-(10**7)) == NONE


@given(bounded)
def test_iteration_gives_each_day_once_in_order(days):
    listed = list(days)
    assert listed == sorted(model(days))
    assert len(listed) == days.count()


@pytest.mark.parametrize(
    "days", [ALL, DaySet.span(FIRST, None), DaySet.span(None, FIRST)], ids=str
)
def test_an_endless_set_cannot_be_gone_through(days):
    with pytest.raises(cm.UnboundedError, match="clip it first"):
        iter(days)
    with pytest.raises(cm.UnboundedError):
        days.length  # noqa: B018


@given(any_sets, st.integers(-3, 24))
def test_the_nearest_day_in_is_none_further_than_any_other(days, n):
    asked = FIRST + timedelta(n)
    if not days:
        with pytest.raises(cm.EmptyError):
            days.nearest_in(asked)
        return
    near = days.nearest_in(asked)
    assert near in days
    distance = abs(near - asked)
    closer = {day for day in model(days) if abs(day - asked) < distance}
    as_close = {day for day in model(days) if abs(day - asked) == distance}
    assert not closer
    assert not as_close or near == min(as_close)


@given(any_sets, st.integers(-3, 24))
@example(ALL, 0)
def test_the_nearest_day_out_is_the_nearest_of_the_complement(days, n):
    asked = FIRST + timedelta(n)
    if days == ALL:
        with pytest.raises(cm.EmptyError):
            days.nearest_out(asked)
    else:
        assert days.nearest_out(asked) == (~days).nearest_in(asked)


class TestLength:
    def test_it_counts_from_the_first_day_to_the_last_both_in(self):
        spell = DaySet.span("1992-05-15", "1999-04-21")
        assert spell.length == relativedelta(years=6, months=11, days=6)
        assert spell.length_in_words == "6 years, 11 months, 6 days"
        assert DaySet.span("1999-01-01", "1999-01-02").length_in_words == "1 day"
        assert DaySet.span("1999-01-01", "2000-01-01").length_in_words == "1 year"
        assert NONE.length_in_words == "0 days"

    def test_the_lengths_of_spans_add_up(self):
        days = cm.load("csto").days_of("UZ").surely
        assert days.length_in_words == "13 years, 3 months, 9 days"


@pytest.mark.parametrize(
    "operate",
    [
        lambda: ALL.union({FIRST}),
        lambda: ALL.intersection(3),
        lambda: DaySet.at_least(1, [ALL, None]),
    ],
)
def test_only_day_sets_are_combined(operate):
    with pytest.raises(TypeError, match="not a DaySet"):
        operate()


@given(
    strategies.day_sets(date.min, date.min + timedelta(9))
    | strategies.day_sets(date.max - timedelta(9), date.max)
)
@example(~DaySet())
@example(DaySet.parse("9999"))
@example(DaySet.parse("9999-12-31"))
@example(DaySet.parse("0001-01-01"))
def test_what_an_endless_set_is_told_can_be_done(days):
    """Also where it touches an end of the calendar."""
    for ask in (DaySet.count, list, lambda asked: asked.length):
        try:
            ask(days)
        except cm.UnboundedError as error:
            (period,) = re.findall(r"`DaySet\.clip`, at most to '(\S+)'$", str(error))
            cut = days.clip(period)
            assert cut.is_bounded
            assert cut <= days
            assert cut.count() in range(4_000_000)
        else:
            assert days.is_bounded


@pytest.mark.parametrize(
    ("one", "other"), [(2, 3), (3, 2), (2, 97)], ids=["long", "other", "few"]
)
def test_long_sets_give_the_days_that_python_sets_give(one, other):
    """Long sets are counted and not spliced; every so many days of 200 is long."""
    numbers = [set(range(0, 200, step)) for step in (one, other)]
    days = [DaySet.of(*(FIRST + timedelta(n) for n in each)) for each in numbers]
    for name in ("__or__", "__and__", "__sub__", "__xor__"):
        expected = sorted(getattr(numbers[0], name)(numbers[1]))
        got = [
            day.toordinal() - FIRST.toordinal()
            for day in getattr(days[0], name)(days[1])
        ]
        assert got == expected, name


def test_a_set_is_moved_by_a_length_of_numpy():
    np = pytest.importorskip("numpy")
    for length in (np.timedelta64(2, "D"), np.timedelta64(48, "h")):
        assert DaySet.of(FIRST).shift(length) == DaySet.of(FIRST + timedelta(2))
    with pytest.raises(cm.WrongTypeError, match="whole number of days"):
        DaySet.of(FIRST).shift(np.timedelta64(36, "h"))
