"""The strategies that users test with: what they draw, and that they draw all of it."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from csto_membership import DaySet, FuzzyDate, FuzzyDaySet, FuzzySpan, Span, Timeline
from csto_membership import strategies as csto
from csto_membership.errors import InvalidDayError

FIRST, LAST = date(2007, 1, 1), date(2007, 1, 5)
WINDOW = DaySet.span(FIRST, date(2007, 1, 6))
# Any example will do, so that none is made smaller.
ANY = settings(max_examples=2000, phases=[Phase.generate])


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


@given(csto.fuzzy_spans(FIRST, LAST, endless=False))
def test_bounded_fuzzy_spans_stay_in_their_window(span):
    assert isinstance(span, FuzzySpan)
    assert span.days.possibly <= WINDOW


# Each kind of value with an end that is open, or may be: what `endless=False` leaves out.
MAY_BE_ENDLESS = {
    csto.spans: lambda span: None in (span.start, span.end),
    csto.day_sets: lambda days: not days.is_bounded,
    csto.fuzzy_dates: lambda when: None in (when.earliest, when.latest),
    csto.fuzzy_day_sets: lambda days: not days.possibly.is_bounded,
    csto.fuzzy_spans: lambda span: not span.days.possibly.is_bounded,
}
ONE_WEEK = timedelta(6)
WINDOWS = [
    (date.min, date.min + ONE_WEEK),
    (date.max - ONE_WEEK, date.max),
    (date.min, date.max),
]


def test_every_strategy_with_the_choice_is_tried():
    made = (getattr(csto, name) for name in csto.__all__)
    assert set(MAY_BE_ENDLESS) == {
        each for each in made if "endless" in (each.__kwdefaults__ or {})
    }


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize(
    ("strategy", "endless"), MAY_BE_ENDLESS.items(), ids=lambda each: each.__name__
)
@given(data=st.data())
def test_what_is_endless_is_drawn_only_where_asked_for(strategy, endless, window, data):
    assert not endless(data.draw(strategy(*window, endless=False)))


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize(
    ("strategy", "endless"), MAY_BE_ENDLESS.items(), ids=lambda each: each.__name__
)
def test_what_is_endless_is_drawn_where_asked_for(strategy, endless, window):
    assert endless(find(strategy(*window), endless, settings=ANY))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_window_without_a_bounded_day_has_the_empty_set_and_no_span(day):
    bounded = csto.day_sets(day, day, endless=False)
    assert not find(bounded, lambda _: True, settings=ANY)
    for none in (bounded.filter(bool), csto.spans(day, day, endless=False)):
        with pytest.raises((NoSuchExample, Unsatisfiable)):
            find(none, lambda _: True, settings=ANY)


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
        (csto.fuzzy_spans(), lambda span: span.start is None is not span.end),
        (csto.fuzzy_spans(), lambda span: span.end is None is not span.start),
        (csto.fuzzy_spans(), lambda span: span.edtf.endswith("/")),
        (csto.fuzzy_spans(), lambda span: span.edtf.startswith("/")),
        (csto.fuzzy_spans(), lambda span: span.end and "[.." in str(span.end)),
        (csto.fuzzy_spans(), lambda span: span.start and "..]" in str(span.start)),
        (csto.fuzzy_spans(), lambda span: span.start and "," in str(span.start)),
        (csto.fuzzy_spans(), lambda span: span.start and span.end and span.end.latest
         and span.start.latest and span.end.earliest
         and span.end.earliest < span.start.latest < span.end.latest),
        (csto.fuzzy_spans(), lambda span: not span.days.uncertain and span.start),
        (csto.timelines(st.booleans()), lambda timeline: len(timeline.days) >= 3),
        (csto.day_sets(date.min, date.max), lambda days: not days.is_bounded),
    ],
)  # fmt: skip
def test_what_matters_is_drawn(strategy, wanted):
    assert wanted(find(strategy, wanted, settings=ANY))


EACH = [csto.days, csto.spans, csto.day_sets, csto.fuzzy_dates,
        csto.fuzzy_day_sets, csto.fuzzy_spans]  # fmt: skip


@pytest.mark.parametrize("make", EACH)
@pytest.mark.parametrize("endless", [True, False])
def test_the_window_is_given_as_days_are_everywhere(make, endless):
    options = {} if make is csto.days else {"endless": endless}
    for window in (("1999-04-20", "20 May 1999"), (date(1999, 4, 20), "1999-05-20")):
        find(make(*window, **options), lambda _: True)
    with pytest.raises(InvalidDayError, match="name one day"):
        make("1999", "2000", **options)
    with pytest.raises(InvalidDayError, match="not a day"):
        make(5, None, **options)
