"""Day sets and dates as text: EDTF and ISO 8601, in and out without loss."""

from datetime import date, timedelta

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet, FuzzyDate, FuzzySpan, Span, strategies

FIRST = date(1998, 12, 25)
numbers = st.integers(0, 420)
day_sets = st.builds(
    lambda flips, early: DaySet(
        (
            *((date.min,) if early else ()),
            *(FIRST + timedelta(n) for n in sorted(flips)),
        )
    ),
    st.sets(st.one_of(numbers, st.sampled_from([7, 38, 66, 372])), max_size=7),
    st.booleans(),
)


@given(day_sets)
def test_a_set_reads_back_from_its_text(days):
    assert DaySet.parse(days.edtf) == days
    assert DaySet.parse(f"  {days.edtf} ") == days


@given(day_sets)
def test_a_repr_can_be_pasted_back(days):
    assert eval(repr(days)) == days  # noqa: S307


@given(day_sets.filter(bool))
def test_a_fuzzy_date_reads_back_from_its_text(days):
    assert FuzzyDate(FuzzyDate(days).edtf) == FuzzyDate(days)


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("1999-02", "1999-02-01", "1999-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1992-05-15/1999-04-20", "1992-05-15", "1999-04-20"),
        ("1992/1999-04", "1992-01-01", "1999-04-30"),
        ("1994-04-20/P5Y", "1994-04-20", "1999-04-19"),
        ("P5Y/1999-04-19", "1994-04-20", "1999-04-19"),
        ("2000-02-29/P1Y", "2000-02-29", "2001-02-27"),
        ("1999-01-31/P1M", "1999-01-31", "1999-02-27"),
        ("1999-01-01/P1Y2M3D", "1999-01-01", "2000-03-03"),
        ("1999-01-01/P2W", "1999-01-01", "1999-01-14"),
        ("1999-01-01/P1D", "1999-01-01", "1999-01-01"),
    ],
)
def test_a_text_holds_both_its_ends(text, first_day, last_day):
    days = DaySet.parse(text)
    assert (str(days.first_day), str(days.last_day)) == (first_day, last_day)
    assert len(list(days.spans())) == 1


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("{}", DaySet()),
        ("../..", ~DaySet()),
        ("2006-08-16/..", DaySet.span("2006-08-16", None)),
        ("../1999-04-20", DaySet.span(None, "1999-04-21")),
        ("{..1999-04-20}", DaySet.span(None, "1999-04-21")),
        ("{1999,2001-01-01..}", DaySet.from_spans([("1999-01-01", "2000-01-01"), ("2001-01-01", None)])),
        ("9999-12-31", DaySet.span(date.max, None)),
    ],
    ids=str,
)  # fmt: skip
def test_open_ends_and_lists_are_read(text, days):
    assert DaySet.parse(text) == days


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (DaySet(), "{}"),
        (~DaySet(), "../.."),
        (DaySet.span("1999-01-01", "2000-01-01"), "1999"),
        (DaySet.span("1999-02-01", "1999-03-01"), "1999-02"),
        (DaySet.span("1999-02-01", "1999-02-02"), "1999-02-01"),
        (DaySet.span("1992-05-15", "1999-04-21"), "1992-05-15/1999-04-20"),
        (DaySet.span("2006-08-16", None), "2006-08-16/.."),
        (~DaySet.span("1999-01-01", "2000-01-01"), "{..1998-12-31,2000-01-01..}"),
    ],
    ids=str,
)
def test_a_set_is_written_in_its_shortest_form(days, text):
    assert days.edtf == text


@pytest.mark.parametrize("text", ["1999/", "/1999", "/"])
def test_an_end_that_is_not_known_is_no_open_end(text):
    with pytest.raises(cm.InvalidPeriodError, match=r"unknown end; write \.\."):
        DaySet.parse(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1999~", "approximate"),
        ("1999?", "uncertain"),
        ("1999-04%", "uncertain and approximate"),
        ("199X", "unspecified digits"),
        ("1999-XX", "unspecified digits"),
        ("1999-21", "season"),
        ("Y170000002", "more than four digits"),
        ("1999-04-20T12:00:00", "time of day"),
        ("[1999~,2000]", "approximate"),
        ("{1999}", "one of these"),
        ("[1999/2000]", "1999..2000"),
        ("[]", "is neither a day nor a range"),
        ("[1999,]", "is neither a day nor a range"),
        ("[1999", "not a list of days"),
        ("[2000..1999]", "ends before it starts"),
    ],
)
def test_what_is_outside_the_subset_is_refused_by_name(text, named):
    with pytest.raises(ValueError, match=named):
        FuzzyDate(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "P5Y", "P5Y/P6M", "1994-04-20/P", "1994-04-20/PT5H", "1994/P5Y",
        "../P5Y", "9999-01-01/P5Y", "1994-04-20/P99999D9", "{1999/2000}", "{1999",
        "{,}", "1999/2000/2001", "03/04/1999",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_and_named(text):
    with pytest.raises(ValueError, match=r"\w") as caught:
        DaySet.parse(text)
    assert isinstance(caught.value, cm.MembershipError)
    assert repr(text) in str(caught.value) or not text


def test_a_period_of_no_day_raises():
    with pytest.raises(cm.InvalidSpanError):
        DaySet.parse("1999-01-01/P0D")


@pytest.mark.parametrize("text", ["1999", "1992-05-15/1999-04-20", "2006-08-16/.."])
def test_a_period_is_the_same_wherever_it_is_asked_for(text):
    (span,) = DaySet.parse(text).spans()
    assert span == cm.days.as_period(text)
    assert isinstance(span, Span)


# -- what other programs read -------------------------------------------------


def is_edtf(text):
    """Whether a parser of others reads the text; it knows no month 13 and no 31 April."""
    try:
        parse_edtf(text)
    except (EDTFParseException, TypeError):  # a TypeError for some text after `../`
        return False
    return True


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("1999", True), ("1999-04-20", True), ("1999/..", True), ("/1999", True),
        ("[..1999]", True), ("{1999,2001-01-01..}", True),
        ("[..]", False), ("{}", False), ("1999/[2001,2003]", False), ("1999-13", False),
        ("1992-05-15/16", False), ("1994/P5Y", False), ("1999-04-31", False),
    ],
)  # fmt: skip
def test_the_parser_of_others_knows_edtf_from_other_text(text, valid):
    assert is_edtf(text) is valid


@given(day_sets | strategies.day_sets())
def test_every_set_but_the_empty_one_is_written_in_edtf(days):
    assert is_edtf(days.edtf) is bool(days)
    assert days or days.edtf == "{}"


@given((day_sets | strategies.day_sets()).filter(bool))
@example(~DaySet())
def test_every_date_is_written_in_edtf(days):
    date_text = FuzzyDate(days).edtf
    assert is_edtf(date_text)
    assert str(FuzzyDate(days)) == (date_text if days != ~DaySet() else "[..]")
    assert FuzzyDate(date_text).days == days


ends = st.one_of(
    st.none(),
    strategies.fuzzy_dates(),
    strategies.days().map(FuzzyDate),
    st.sampled_from([FuzzyDate("1999-04"), FuzzyDate("1999"), FuzzyDate("[..]")]),
)


@given(ends, ends)
def test_every_span_is_written_in_edtf_unless_an_end_is_a_list(start, end):
    try:
        span = FuzzySpan(start, end)
    except cm.InvalidSpanError:
        return
    assert FuzzySpan.parse(span.edtf) == span
    assert is_edtf(span.edtf) is ("[" not in span.edtf)


@pytest.mark.parametrize("text", ["[..]", " [ .. ] ", "[0001-01-01..]"])
def test_a_day_of_which_nothing_is_known_is_read(text):
    assert FuzzyDate(text).days == ~DaySet()


@pytest.mark.slow
def test_the_dates_of_the_record_are_written_in_edtf():
    claims = [
        claim
        for name in cm.available()
        for event in cm.load(name).record.all_events
        for claim in event.claims
    ]
    dates = {when.edtf for claim in claims for when in (claim.on, claim.since) if when}
    assert len(dates) > 100
    assert all(map(is_edtf, dates))
