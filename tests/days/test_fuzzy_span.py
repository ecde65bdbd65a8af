"""Spans whose ends are not sure, against every way in which they could turn out."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import (
    Answer,
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    NotADayError,
    Relations,
    Span,
    relation,
)

FIRST = date(2000, 1, 1)
DAYS = [FIRST + timedelta(n) for n in range(6)]
BEYOND = FIRST + timedelta(20)

some_days = st.sets(st.sampled_from(DAYS), min_size=1)


def _fuzzy(days, *, never=False):
    tail = [(BEYOND, None)] if never else []
    return FuzzyDate(
        DaySet.from_spans([*((day, day + timedelta(1)) for day in days), *tail])
    )


def _completions(span):
    """Every sure span that it may be; one day stands for all that are far beyond."""
    starts = [None] if span.start is None else [d for d in DAYS if d in span.start.days]
    if span.end is None:
        ends = [None]
    else:
        ends = [d for d in DAYS if d in span.end.days]
        if span.end.latest is None:
            ends += [BEYOND, BEYOND + timedelta(1), None]
    for start, end in product(starts, ends):
        if end is None or (start or date.min) < end:
            yield Span(start, end)


@st.composite
def fuzzy_spans(draw):
    start = draw(st.one_of(st.none(), some_days.map(_fuzzy)))
    end = draw(
        st.one_of(
            st.none(),
            st.builds(lambda d, n: _fuzzy(d, never=n), some_days, st.booleans()),
        )
    )
    try:
        return FuzzySpan(start, end)
    except cm.InvalidSpanError:
        return FuzzySpan(start, None)


@given(fuzzy_spans(), fuzzy_spans())
@settings(max_examples=2 * settings.default.max_examples)
def test_the_relations_are_exactly_those_of_its_completions(one, other):
    found = {relation(a, b) for a, b in product(_completions(one), _completions(other))}
    assert one.relations(other) == Relations(found)
    assert other.relations(one) == Relations(found).converse


@given(fuzzy_spans())
def test_every_completion_lies_between_what_is_sure_and_what_is_possible(span):
    for sure in _completions(span):
        days = DaySet.from_spans([sure])
        assert span.days.surely <= days <= span.days.possibly


@given(fuzzy_spans(), fuzzy_spans(), st.sets(st.sampled_from(list(cm.Relation))))
def test_a_predicate_is_yes_no_or_uncertain_as_its_completions_are(one, other, asked):
    answers = {
        relation(a, b) in asked
        for a, b in product(_completions(one), _completions(other))
    }
    expected = Answer.of(surely=answers == {True}, possibly=True in answers)
    assert one.stands(Relations(asked), other) is expected


@given(fuzzy_spans())
def test_its_text_reads_back(span):
    assert FuzzySpan.parse(span.edtf) == span
    assert eval(repr(span)) == span  # noqa: S307


@pytest.mark.parametrize(
    "text",
    ["1999/2004", "1999/..", "1999/", "/1999", "../1999", "1993-12/1999-04-20",
     "[1993-09-09,1993-12-09]/1999-04-20", "2008-03-28/", "1999-04-20/1999-04-20"],
)  # fmt: skip
def test_an_interval_is_written_as_it_was_read(text):
    assert FuzzySpan.parse(text).edtf == text


def test_an_unknown_end_and_an_open_end_stay_different_everywhere():
    unknown, still = FuzzySpan.parse("1999/"), FuzzySpan.parse("1999/..")
    assert unknown != still
    assert hash(unknown) != hash(still)
    assert unknown.edtf != still.edtf
    assert unknown.answer("2050-01-01") is Answer.UNCERTAIN
    assert still.answer("2050-01-01") is Answer.YES
    later = Span("2006-08-16")
    assert unknown.stands("before", later) is Answer.UNCERTAIN
    assert still.stands("before", later) is Answer.NO


def test_ends_are_inside_in_text_and_half_open_in_python():
    span = FuzzySpan.parse("1992-05-15/1999-04-20")
    assert span.end == FuzzyDate("1999-04-21")
    assert span.answer("1999-04-20") is Answer.YES
    assert span.answer("1999-04-21") is Answer.NO
    assert span.relations(Span("1999-04-21")) == Relations("meets")


def test_sure_spans_stand_in_the_relation_of_spans():
    one, other = Span("1992-05-15", "1999-04-21"), Span("1999-04-24", None)
    fuzzy = FuzzySpan(FuzzyDate("1992-05-15"), FuzzyDate("1999-04-21"))
    assert fuzzy.relations(other) == Relations([relation(one, other)])


@pytest.mark.parametrize("text", ["", "1999", "/", "../", "/..", "1999/2000/2001"])
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(cm.InvalidPeriodError, match=r"period|ambiguous|unknown end"):
        FuzzySpan.parse(text)


@pytest.mark.parametrize("text", ["2000/1999", "1999-04-20/1999-04-19"])
def test_an_interval_that_must_end_before_it_starts_raises(text):
    with pytest.raises(cm.InvalidSpanError, match=f"'{text}' ends before it"):
        FuzzySpan.parse(text)


@pytest.mark.parametrize("text", ["1999~/2000", "1999/2000?", "199X/2000"])
def test_ends_without_bounds_are_refused_by_name(text):
    with pytest.raises(
        cm.InvalidPeriodError, match=rf"{re.escape(text)}.*(bounds|digits)"
    ):
        FuzzySpan.parse(text)


def test_at_the_end_of_the_calendar_an_end_is_open():
    """No day is out after 9999-12-31, so what ends with it or later goes on for good."""
    assert FuzzySpan.parse("2001/9999-12-31") == FuzzySpan.parse("2001/..")
    assert FuzzySpan.parse("9999-12-31/") == FuzzySpan.parse("9999-12-31/..")


def test_at_the_beginning_of_the_calendar_a_start_is_open():
    assert FuzzySpan.parse("0001-01-01/..") == FuzzySpan.parse("../..")


def test_an_end_that_is_out_on_the_last_day_of_the_calendar_is_no_open_end():
    until_then = Span("2001-01-01", "9999-12-31")
    endless = FuzzySpan.parse("2001-01-01/..")
    assert endless.relations(until_then) == Relations("started by")


@pytest.mark.parametrize("start", ["2001-01-01", date(2001, 1, 1)])
def test_ends_are_taken_as_fuzzy_dates_are(start):
    assert FuzzySpan(start).start == FuzzyDate("2001-01-01")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: FuzzySpan.parse(5),
        lambda: FuzzySpan.parse("1999/..").relations("1999"),
        lambda: relation("1999", Span()),
        lambda: FuzzyDate("1999").agrees_with("1999"),
        lambda: DaySet.parse(5),
        lambda: DaySet().isdisjoint([]),
        lambda: cm.Timeline.of(None),
        lambda: cm.Timeline([], [1]).combine(DaySet(), max),
        lambda: cm.DaySet.from_spans([5]),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_type(wrong):
    with pytest.raises(cm.WrongTypeError, match=r"of type|neither"):
        wrong()


def test_no_day_lies_surely_in_a_span_that_may_never_begin():
    later = DaySet.span("2008-01-01", None)
    assert FuzzySpan.parse("[2008..]/..").days == FuzzyDaySet(DaySet(), later)


@pytest.mark.parametrize("text", [" 1999 / 2004 ", "1999/2004", "1999 /2004", "1999/ 2004"])  # fmt: skip
def test_space_around_the_ends_of_an_interval_does_not_matter(text):
    assert FuzzySpan.parse(text).edtf == "1999/2004"
    assert FuzzySpan.parse(" 1999 / ").edtf == "1999/"
    assert FuzzySpan.parse(" 1999 / .. ").edtf == "1999/.."


def test_each_end_of_an_unsure_span_may_be_given_in_any_way_or_left_out():
    assert FuzzySpan().days == FuzzyDaySet(~DaySet())
    year = FuzzySpan("1999-01-01", date(2000, 1, 1))
    assert year == FuzzySpan(date(1999, 1, 1), FuzzyDate("2000-01-01"))
    assert year == FuzzySpan(FuzzyDate("1999-01-01"), "2000-01-01")
    assert FuzzySpan(end="2000-01-01") == FuzzySpan.parse("../1999-12-31")
    assert FuzzySpan(start="1999-01-01") == FuzzySpan.parse("1999-01-01/..")
    with pytest.raises(NotADayError):
        FuzzySpan("1999-01-01", 2000)


def test_an_unknown_start_lies_before_the_last_day_out_and_an_unknown_end_after():
    assert FuzzySpan.parse("/1999-04-20").start == FuzzyDate("[..1999-04-20]")
    assert FuzzySpan.parse("1999-04-20/").end == FuzzyDate("[1999-04-21..]")


@pytest.mark.parametrize(
    ("one", "other"),
    [("1999/", "1999/[..]"), ("/1999", "[..]/1999"), ("1999-01/", "1999-01/[..]"),
     ("[..]/..", "[0001-01-01..]/..")],
)  # fmt: skip
def test_an_end_of_which_nothing_is_known_is_one_value(one, other):
    assert FuzzySpan.parse(one) == FuzzySpan.parse(other)
    assert str(FuzzySpan.parse(one)) == str(FuzzySpan.parse(other))


@pytest.mark.parametrize(
    ("text", "same"),
    [("1992 to 1999", "1992/1999"), ("since 2006-08-16", "2006-08-16/.."),
     ("always", "../.."), ("1994-04-20/P5Y", "1994-04-20/1999-04-19"),
     ("15 May 1992", "1992-05-15/1992-05-15")],
)  # fmt: skip
def test_a_span_is_read_as_periods_are(text, same):
    assert FuzzySpan.parse(text) == FuzzySpan.parse(same)


@pytest.mark.parametrize(
    "text", ["[1999-13]/2000", "1999/[2000-01-01..2000-02-30]", "{}/2000"]
)
def test_an_end_in_brackets_that_is_no_date_is_refused_with_the_reason(text):
    with pytest.raises(
        cm.InvalidDayError, match=rf"^'{re.escape(text)}' has an end that is not read: "
    ):
        FuzzySpan.parse(text)
