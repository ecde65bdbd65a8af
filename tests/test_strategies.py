"""The strategies that users test with: what they draw, and that they draw all of it."""

from datetime import date

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from csto_membership import DaySet, FuzzyDate, FuzzyDaySet, Span, Timeline
from csto_membership import strategies as csto

FIRST, LAST = date(2007, 1, 1), date(2007, 1, 5)
WINDOW = DaySet.span(FIRST, date(2007, 1, 6))


@given(csto.days(FIRST, LAST), csto.spans(FIRST, LAST, endless=False))
def test_days_and_spans_stay_in_their_window(day, span):
    assert day in WINDOW
    assert isinstance(span, Span)
    assert DaySet.from_spans([span]) <= WINDOW


@given(csto.day_sets(FIRST, LAST, endless=False))
def test_bounded_sets_stay_in_their_window(days):
    assert days <= WINDOW
    assert days.is_bounded


@given(csto.timelines(st.integers(0, 2), FIRST, LAST, max_changes=3))
def test_timelines_change_in_their_window_and_no_oftener_than_told(timeline):
    assert isinstance(timeline, Timeline)
    assert all(day in WINDOW for day in timeline.days)
    assert len(timeline.days) <= 3
    assert set(timeline.values) <= {0, 1, 2}


@given(csto.fuzzy_dates(FIRST, LAST, endless=False))
def test_fuzzy_dates_may_be_some_day_of_the_window(when):
    assert isinstance(when, FuzzyDate)
    assert when.days <= WINDOW


@given(csto.fuzzy_day_sets())
def test_fuzzy_day_sets_are_sound(days):
    assert isinstance(days, FuzzyDaySet)
    assert days.surely <= days.possibly


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (csto.day_sets(), lambda days: not days),
        (csto.day_sets(), lambda days: days == ~DaySet()),
        (csto.day_sets(), lambda days: len(list(days.spans())) >= 3),
        (csto.day_sets(), lambda days: days and days.first_day is None is not days.last_day),
        (csto.day_sets(), lambda days: days and days.last_day is None is not days.first_day),
        (csto.spans(), lambda span: span == Span()),
        (csto.spans(), lambda span: span.end and span.start and span.count() == 1),
        (csto.fuzzy_dates(), lambda when: when.latest is None),
        (csto.fuzzy_dates(), lambda when: when.is_exact),
        (csto.fuzzy_day_sets(), lambda days: days.surely and days.uncertain),
        (csto.timelines(st.booleans()), lambda timeline: len(timeline.days) >= 3),
        (csto.day_sets(date.min, date.max), lambda days: not days.is_bounded),
    ],
)  # fmt: skip
def test_what_matters_is_drawn(strategy, wanted):
    assert wanted(find(strategy, wanted, settings=settings(max_examples=2000)))
