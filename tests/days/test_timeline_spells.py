"""Timelines made from spells, and combined many at once, against a dense model."""

from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet, Span, Timeline

FIRST = date(2000, 1, 1)
WINDOW = [FIRST + timedelta(n) for n in range(-3, 26)]

ends = st.one_of(st.none(), st.integers(0, 20).map(lambda n: FIRST + timedelta(n)))
spells = st.lists(
    st.tuples(
        st.tuples(ends, ends).map(
            lambda pair: pair if None in pair else tuple(sorted(pair))
        ),
        st.integers(1, 3),
    ),
    max_size=6,
)
timelines = st.builds(
    lambda first, changes: Timeline(
        [FIRST + timedelta(n) for n in sorted(changes)],
        [first, *(changes[n] for n in sorted(changes))],
    ),
    st.integers(0, 3),
    st.dictionaries(st.integers(0, 20), st.integers(0, 3), max_size=6),
)


def held(spells, day):
    return [value for pair, value in spells if day in DaySet.from_spans([pair])]


@given(spells)
def test_spells_that_overlap_are_merged_in_the_order_given(spells):
    made = Timeline.from_spells(spells, "", lambda one, other: f"{one}{other}")
    for day in WINDOW:
        values = held(spells, day)
        merged = reduce(lambda one, other: f"{one}{other}", values) if values else ""
        assert made[day] == merged


@given(spells)
def test_without_merge_spells_overlap_only_with_equal_values(spells):
    apart = all(len(set(held(spells, day))) <= 1 for day in WINDOW)
    if apart:
        made = Timeline.from_spells(spells, 0)
        assert [made[day] for day in WINDOW] == [
            (held(spells, day) or [0])[0] for day in WINDOW
        ]
    else:
        with pytest.raises(cm.InvalidSpanError, match="pass `merge`"):
            Timeline.from_spells(spells, 0)


def test_spells_may_be_given_as_spans():
    made = Timeline.from_spells([(Span("1999-01-01", "1999-02-01"), "in")], "out")
    assert made == Timeline(["1999-01-01", "1999-02-01"], ["out", "in", "out"])
    assert Timeline.from_spells([], "out") == Timeline([], ["out"])


@given(st.lists(timelines, max_size=4))
def test_many_are_combined_day_by_day(given_timelines):
    combined = Timeline.combined(given_timelines, lambda *values: sum(values))
    for day in WINDOW:
        assert combined[day] == sum(each[day] for each in given_timelines)


@given(timelines, timelines)
def test_two_are_combined_as_many_are(one, other):
    assert one.combine(other, max) == Timeline.combined([one, other], max)


@given(timelines)
def test_changes_lead_from_the_first_value_to_the_last(timeline):
    value = timeline.values[0]
    for day, old, new in timeline.changes():
        assert old == value == timeline[day - timedelta(1)]
        assert new == timeline[day] != old
        value = new
    assert value == timeline.values[-1]


def test_the_number_of_members_over_time_is_a_sum_of_timelines():
    csto = cm.load("csto")
    each = [Timeline.of(days.surely) for days in csto.days_by_state.values()]
    number = Timeline.combined(each, lambda *members: sum(members))
    assert [segment.value for segment in number.segments()] == [0, 6, 7, 8, 9, 6, 7, 6]
    assert number == csto.timeline().map(len)


def test_a_spell_without_a_day_changes_nothing():
    empty = ("1999-06-01", "1999-06-01")
    made = Timeline.from_spells(
        [(("1999-01-01", "2001-01-01"), "in"), (empty, "never")], "out"
    )
    assert made == Timeline.from_spells([(("1999-01-01", "2001-01-01"), "in")], "out")
