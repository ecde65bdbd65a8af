"""The ends of the calendar: what has 9999-12-31 goes on for good, by every method.

The same holds of 0001-01-01 and a set without a beginning.
"""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import (
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    Segment,
    Span,
    Timeline,
    UnboundedError,
)
from csto_membership import strategies as csto
from csto_membership.days import as_period

ONE = timedelta(1)
LAST, FIRST = date.max, date.min
SINCE, UNTIL = DaySet.span("9999-01-01", None), DaySet.span(None, "0002-01-01")

# Each way to make the last year of the calendar, and the first, is a way to make it
# endless.
LAST_YEARS = {
    "a year": lambda: DaySet.parse("9999"),
    "two months": lambda: DaySet.parse("9999-01/9999-12"),
    "two days": lambda: DaySet.parse("9999-01-01/9999-12-31"),
    "an open end": lambda: DaySet.parse("9999-01-01/.."),
    "a list": lambda: DaySet.parse("{9999-01..9999-11,9999-12}"),
    "span": lambda: DaySet.span("9999-01-01", None),
    "toggles": lambda: DaySet(["9999-01-01"]),
    "spans": lambda: DaySet.from_spans([("9999-01-01", LAST), (LAST, None)]),
    "days": lambda: DaySet.of(*(LAST - timedelta(n) for n in range(365))),
    "clip of all": lambda: (~DaySet()).clip("9999"),
    "clip by number": lambda: (~DaySet()).clip(9999),
    "open clip": lambda: (~DaySet()).clip("9999-01-01/.."),
    "union": lambda: DaySet.parse("9999-01-01/9999-12-30") | DaySet.of(LAST),
    "complement": lambda: ~DaySet.parse("../9998"),
    "shift": lambda: DaySet.parse("9998").shift(365) | DaySet.of(LAST),
    "period": lambda: DaySet.from_spans([as_period("9999")]),
    "timeline": lambda: Timeline(["9999-01-01"], [0, 1]).where(bool),
    "spells": lambda: Timeline.from_spells([(as_period(9999), 1)], 0).where(bool),
    "fuzzy date": lambda: FuzzyDate("9999").days,
    "fuzzy set": lambda: FuzzyDaySet(~DaySet()).clip("9999").surely,
    "fuzzy span": lambda: FuzzySpan.parse("9999-01-01/9999-12-31").days.surely,
    "open fuzzy span": lambda: FuzzySpan.parse("9999-01-01/..").days.surely,
}
FIRST_YEARS = {
    "a year": lambda: DaySet.parse("0001"),
    "two days": lambda: DaySet.parse("0001-01-01/0001-12-31"),
    "an open start": lambda: DaySet.parse("../0001-12-31"),
    "span": lambda: DaySet.span(None, "0002-01-01"),
    "span from": lambda: DaySet.span(FIRST, "0002-01-01"),
    "toggles": lambda: DaySet([FIRST, "0002-01-01"]),
    "days": lambda: DaySet.of(*(FIRST + timedelta(n) for n in range(365))),
    "clip of all": lambda: (~DaySet()).clip("0001"),
    "complement": lambda: ~DaySet.parse("0002/.."),
    "timeline": lambda: Timeline(["0002-01-01"], [1, 0]).where(bool),
    "fuzzy date": lambda: FuzzyDate("0001").days,
    "fuzzy span": lambda: FuzzySpan.parse("0001-01-01/0001-12-31").days.surely,
    "open fuzzy span": lambda: FuzzySpan.parse("../0001-12-31").days.surely,
}


@pytest.mark.parametrize("make", LAST_YEARS.values(), ids=LAST_YEARS)
def test_what_has_the_last_day_goes_on_for_good(make):
    days = make()
    assert days == SINCE
    assert (days.first_day, days.last_day, days.is_bounded) == (
        date(9999, 1, 1),
        None,
        False,
    )
    assert (str(days), days.edtf) == ("since 9999-01-01", "9999-01-01/..")
    assert list(days.spans()) == [Span("9999-01-01")] == [as_period("9999")]


@pytest.mark.parametrize("make", FIRST_YEARS.values(), ids=FIRST_YEARS)
def test_what_has_the_first_day_has_no_beginning(make):
    days = make()
    assert days == UNTIL
    assert (days.first_day, days.last_day, days.is_bounded) == (
        None,
        date(1, 12, 31),
        False,
    )
    assert (str(days), days.edtf) == ("until 0001-12-31", "../0001-12-31")
    assert list(days.spans()) == [Span(None, "0002-01-01")] == [as_period("0001")]


REFUSED = {
    "count": lambda days: days.count(),
    "length": lambda days: days.length,
    "in words": lambda days: days.length_in_words,
    "days": iter,
    "count of a span": lambda days: next(days.spans()).count(),
    "length of a span": lambda days: next(days.spans()).length,
    "fuzzy": lambda days: FuzzyDaySet(days).count(),
    "days of a fuzzy set": lambda days: iter(FuzzyDaySet(days)),
}


@pytest.mark.parametrize(
    "days", [SINCE, UNTIL, ~DaySet(), DaySet.of(LAST), DaySet.of(FIRST)]
)
@pytest.mark.parametrize("ask", REFUSED.values(), ids=REFUSED)
def test_endless_days_are_not_counted_and_the_advice_works_in_every_year(ask, days):
    with pytest.raises(UnboundedError, match=r"with `(DaySet\.)?clip`") as refused:
        ask(days)
    first, last = re.findall(r"\d{4}-\d\d-\d\d(?= or|;)", str(refused.value))[-2:]
    assert (first, last) == (str(FIRST), str(LAST))
    between = Span(FIRST + ONE, LAST)
    assert days.clip(between).count() == len(list(days.clip(between)))
    assert days.clip((FIRST + ONE, LAST)).is_bounded


def test_the_last_year_is_counted_up_to_the_day_before_its_last():
    assert (~DaySet()).clip("9999-01-01/9999-12-30").count() == 364
    assert (~DaySet()).clip("0001-01-02/0001-12-31").count() == 364


def test_a_span_may_be_out_on_the_last_day():
    until = Span("9999-01-01", LAST)
    assert (until.last_day, until.count()) == (LAST - ONE, 364)
    assert LAST not in until
    assert DaySet.from_spans([until]).is_bounded
    assert cm.relation(until, Span(LAST)) == "meets"
    assert str(until) == "9999-01-01 to 9999-12-30"


def test_a_date_that_may_be_the_last_day_possibly_never_comes():
    assert FuzzyDate(LAST) == FuzzyDate("9999-12-31") == FuzzyDate("[9999-12-31..]")
    for text in ("9999-12-31", "9999", "[1999,9999-12-31]", "[9999-12-30..9999-12-31]"):
        when = FuzzyDate(text)
        assert when.latest is None
        assert not when.is_exact
        assert not when.onwards.surely
    assert FuzzyDate("9999-12-30").is_exact


def test_a_date_that_may_be_the_first_day_has_no_earliest():
    for text in ("0001-01-01", "0001", "[0001-01-01,1999]"):
        assert FuzzyDate(text).earliest is None
        assert not FuzzyDate(text).is_exact
    assert FuzzyDate("0001-01-01").onwards == FuzzyDaySet(~DaySet())


def test_a_fuzzy_span_that_may_be_out_on_the_last_day_possibly_never_ends():
    span = FuzzySpan("9999-01-01", LAST)
    assert span == FuzzySpan.parse("9999-01-01/9999-12-30")
    assert span.end.latest is None
    assert span.days == FuzzyDaySet(DaySet.span("9999-01-01", LAST), SINCE)


def test_segments_reach_both_ends():
    assert list(Timeline([LAST], [0, 1]).segments()) == [
        Segment(Span(None, LAST), 0),
        Segment(Span(LAST), 1),
    ]


window = [
    *(FIRST + timedelta(n) for n in range(9)),
    *(LAST - timedelta(n) for n in range(9)),
]


@given(
    csto.day_sets(FIRST, FIRST + 7 * ONE) | csto.day_sets(LAST - 7 * ONE, LAST),
    st.integers(-12, 12),
)
def test_days_beyond_the_calendar_are_as_its_last_days_are(days, by):
    moved = days.shift(by)
    for day in window:
        before = min(max(day.toordinal() - by, 1), LAST.toordinal())
        assert (day in moved) is (date.fromordinal(before) in days)


@given(csto.day_sets(LAST - 7 * ONE, LAST) | csto.day_sets(FIRST, FIRST + 7 * ONE))
def test_the_nearest_days_are_found_at_both_ends(days):
    for day in window:
        if days:
            near = days.nearest_in(day)
            assert near in days
            assert (near == day) is (day in days)
        if days != ~DaySet():
            assert days.nearest_out(day) not in days
