"""Examples and errors of `Span`, its length in words, and `as_period`."""

import re
from datetime import UTC, date, datetime

import pytest
from dateutil.relativedelta import relativedelta

from csto_membership.days import DaySet, FuzzyDate, Span, as_period
from csto_membership.days.span import length_in_words
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    MembershipError,
    NotADayError,
    UnboundedError,
)

FIRST = Span("1992-05-15", "1999-04-21")
NOON = datetime(1999, 4, 20, 12, tzinfo=UTC)


class Holiday(date):
    """A date of another library."""


# -- spans -------------------------------------------------------------------


def test_the_end_is_the_first_day_out():
    assert FIRST.start == FIRST.first_day == date(1992, 5, 15)
    assert FIRST.end == date(1999, 4, 21)
    assert FIRST.last_day == date(1999, 4, 20)


def test_a_span_holds_its_first_and_its_last_day():
    assert "1992-05-15" in FIRST
    assert date(1999, 4, 20) in FIRST
    assert "1992-05-14" not in FIRST
    assert date(1999, 4, 21) not in FIRST


def test_a_span_without_ends_holds_every_day():
    assert date.min in Span()
    assert date.max in Span()
    assert Span().first_day is None
    assert Span().last_day is None


def test_the_first_day_of_the_calendar_is_since_ever():
    assert Span(date.min, "1999-01-01") == Span(None, "1999-01-01")
    assert Span("0001-01-01").start is None


def test_a_span_may_hold_the_first_day_of_the_calendar_only():
    only = Span(None, "0001-01-02")
    assert date.min in only
    assert date(1, 1, 2) not in only
    assert only.last_day == date.min


def test_a_span_may_hold_the_last_day_of_the_calendar_only():
    only = Span(date.max)
    assert date.max in only
    assert date(9999, 12, 30) not in only


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1999-01-02", "1999-01-01"),
        ("1999-01-01", "1999-01-01"),
        (None, "0001-01-01"),
        ("0001-01-01", "0001-01-01"),
        (date.max, date.max),
    ],
)
def test_a_span_without_a_day_is_refused_and_both_ends_are_named(start, end):
    with pytest.raises(InvalidSpanError) as refused:
        Span(start, end)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, MembershipError)
    assert str(start or date.min) in str(refused.value)
    assert str(end) in str(refused.value)


WAYS_IN = {
    "start": Span,
    "end": lambda day: Span(None, day),
    "in": lambda day: day in FIRST,
    "as_period": as_period,
    "pair from": lambda day: as_period((day, None)),
    "pair to": lambda day: as_period((None, day)),
}
ways_in = pytest.mark.parametrize("put", WAYS_IN.values(), ids=WAYS_IN)


@ways_in
def test_a_datetime_is_refused_everywhere(put):
    with pytest.raises(NotADayError, match=r"datetime\.datetime\(1999.*\.date\(\)"):
        put(NOON)
    with pytest.raises(ValueError, match="time of day"):
        put(NOON)
    with pytest.raises(TypeError, match="time of day"):
        put(NOON)


@ways_in
def test_other_subclasses_of_date_are_days(put):
    assert put(Holiday(1999, 4, 20)) == put(date(1999, 4, 20))


def test_subclasses_of_date_become_plain_dates():
    span = Span(Holiday(1999, 4, 20), Holiday(1999, 4, 21))
    assert type(span.start) is type(span.end) is date


@pytest.mark.parametrize("start", [5, b"1999-01-01", ["1999-01-01"]], ids=repr)
def test_a_span_of_what_is_no_day_raises_type_error(start):
    with pytest.raises(TypeError, match=re.escape(repr(start))):
        Span(start)


def test_count_counts_days():
    assert Span("1999-02-27", "1999-03-01").count() == 2
    assert Span("2000-02-27", "2000-03-01").count() == 3
    assert Span(date(9999, 12, 30), date.max).count() == 1


@pytest.mark.parametrize(
    "endless", [Span(), Span("1999-01-01"), Span(None, "1999-01-01")], ids=str
)
def test_an_endless_span_has_no_count_and_no_length(endless):
    with pytest.raises(UnboundedError, match=f"{endless} is endless") as refused:
        endless.count()
    assert isinstance(refused.value, ValueError)
    with pytest.raises(UnboundedError, match="endless"):
        _ = endless.length


def test_length_is_in_years_months_and_days():
    assert FIRST.length == relativedelta(years=6, months=11, days=6)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(), "always"),
        (Span("1999-04-21"), "since 1999-04-21"),
        (Span(None, "1999-04-21"), "until 1999-04-20"),
        (Span("1999-04-20", "1999-04-21"), "1999-04-20"),
        (Span("1999-04-20", "1999-04-22"), "1999-04-20 to 1999-04-21"),
        (Span(None, "0001-01-02"), "until 0001-01-01"),
    ],
)
def test_a_span_is_shown_with_its_last_day_inside(span, said):
    assert str(span) == said


def test_a_span_cannot_be_changed():
    with pytest.raises(AttributeError):
        FIRST.end = None
    with pytest.raises(AttributeError):
        FIRST.note = "mine"


def test_equal_spans_are_one_key():
    assert {FIRST: "first"}[Span(date(1992, 5, 15), date(1999, 4, 21))] == "first"
    assert Span("1992-05-15", "1999-04-22") != FIRST
    assert (FIRST.start, FIRST.end) != FIRST


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1992-05-15", "1999-04-21", "6 years, 11 months, 6 days"),
        ("1999-01-01", "2000-02-02", "1 year, 1 month, 1 day"),
        ("1999-01-01", "2001-01-01", "2 years"),
        ("1999-01-01", "1999-01-02", "1 day"),
        ("1999-01-01", "1999-03-01", "2 months"),
    ],
)
def test_a_length_is_said_as_people_say_it(start, end, said):
    assert length_in_words(Span(start, end).length) == said


def test_no_length_is_zero_days():
    assert length_in_words(relativedelta()) == "0 days"


# -- periods -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("1999-04", "1999-04-01", "1999-04-30"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-02", "1999-02-01", "1999-02-28"),
        ("1999-12", "1999-12-01", "1999-12-31"),
        ("1999-04-20", "1999-04-20", "1999-04-20"),
        ("1999-01-01/1999-06-30", "1999-01-01", "1999-06-30"),
        ("1999-04-20/1999-04-20", "1999-04-20", "1999-04-20"),
        ("1999/2001", "1999-01-01", "2001-12-31"),
        ("1999-02/2000-02", "1999-02-01", "2000-02-29"),
        ("1999-04-20/1999", "1999-04-20", "1999-12-31"),
        ("1999/1999-04-20", "1999-01-01", "1999-04-20"),
        (" 1999 / 2000 ", "1999-01-01", "2000-12-31"),
        ("May 1992", "1992-05-01", "1992-05-31"),
        ("mei 1992", "1992-05-01", "1992-05-31"),
        ("Май 1992", "1992-05-01", "1992-05-31"),
        ("май 1992 г.", "1992-05-01", "1992-05-31"),
        ("Sept. 1999", "1999-09-01", "1999-09-30"),
        ("15 May 1992 / 20 April 1999", "1992-05-15", "1999-04-20"),
    ],
)
def test_the_ends_of_a_period_in_text_are_inside(text, first, last):
    period = as_period(text)
    assert (str(period.first_day), str(period.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1999/..", Span("1999-01-01", None)),
        ("../1999", Span(None, "2000-01-01")),
        ("../..", Span()),
        ("2006-08-16/..", Span("2006-08-16", None)),
        ("9999", Span("9999-01-01", None)),
        ("9999-12-31", Span("9999-12-31", None)),
        ("0001", Span(None, "0002-01-01")),
        ("0001-01-01", Span(None, "0001-01-02")),
        ("0001/9999", Span()),
    ],
)
def test_two_dots_and_the_ends_of_the_calendar_are_open_ends(text, period):
    assert as_period(text) == period


@pytest.mark.parametrize("text", ["1999/", "/1999", "/", " / ", "1999/ "])
def test_an_unknown_end_is_no_open_end(text):
    with pytest.raises(InvalidPeriodError, match=r"unknown end; write \.\.") as refused:
        as_period(text)
    assert repr(text) in str(refused.value)
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    "text", ["1999/1998", "1999-04-20/1999-04-19", "1999-02/1999-01-31", "9999/0001"]
)
def test_an_inverted_period_is_refused(text):
    with pytest.raises(InvalidSpanError, match="ends before it starts") as refused:
        as_period(text)
    assert repr(text) in str(refused.value)
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        (" \t", "is empty"),
        ("..", r"write \.\./\.\."),
        ("then", "is not a period"),
        ("1999-13", "there is no month 13"),
        ("1999-00", "there is no month 0"),
        ("0000", "years run from 0001"),
        ("0000/1999", "years run from 0001"),
        ("1999-04-31", "1999-04 has 30 days"),
        ("1999?", "is uncertain"),
        ("1999/2000/2001", "is not a period"),
        ("03/04/1999", "ambiguous: write 1999-03-04 or 1999-04-03"),
        ("15/05/1992", "write 1992-05-15"),
        ("199904", "is not a period"),
        ("1999-1-1/1999-2-1", "write 1999-01-01"),
    ],
)
def test_a_text_that_names_no_period_is_refused_with_the_reason(text, why):
    with pytest.raises(InvalidPeriodError, match=why) as refused:
        as_period(text)
    assert repr(text) in str(refused.value)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, MembershipError)


def test_a_date_is_the_period_of_that_day():
    assert as_period(date(1999, 4, 20)) == Span("1999-04-20", "1999-04-21")
    assert as_period(date.max) == Span(date.max, None)
    assert as_period(date.min) == Span(None, "0001-01-02")


def test_a_span_is_itself():
    assert as_period(FIRST) is FIRST


def test_a_pair_is_half_open():
    assert as_period((date(1999, 1, 1), date(1999, 2, 1))) == as_period("1999-01")
    assert as_period(["1999-01-01", "1999-02-01"]) == as_period("1999-01")
    assert as_period((None, None)) == Span()
    assert as_period(("1999-01-01", None)) == Span("1999-01-01")


@pytest.mark.parametrize(
    "end", [date(1999, 1, 1), date(1998, 12, 31)], ids=["empty", "inverted"]
)
def test_a_pair_without_a_day_is_refused(end):
    with pytest.raises(InvalidSpanError, match=f"{end}"):
        as_period((date(1999, 1, 1), end))


def test_a_pair_holds_days_and_not_periods():
    with pytest.raises(InvalidDayError, match="'1999' is a period"):
        as_period(("1999", "2000"))


@pytest.mark.parametrize("year", [1000, 1999, 9999])
def test_a_whole_number_of_four_digits_is_a_year(year):
    assert as_period(year) == as_period(str(year))
    assert DaySet.span("0999-01-01", None).clip(year) == DaySet.parse(str(year))


@pytest.mark.parametrize(
    "value",
    [
        99,
        0,
        -1999,
        19990,
        True,
        1999.0,
        None,
        (),
        ("1999-01-01",),
        (1, 2, 3),
        b"1999",
        DaySet(),
        FuzzyDate("1999"),
    ],
    ids=repr,
)
def test_what_is_no_period_is_refused_by_name(value):
    with pytest.raises(InvalidPeriodError, match=re.escape(repr(value))) as refused:
        as_period(value)
    assert isinstance(refused.value, ValueError)


def test_a_span_says_how_long_it_lasts_as_its_set_does():
    span = Span("1992-05-15", "1999-04-21")
    assert span.length_in_words == "6 years, 11 months, 6 days"
    assert span.length_in_words == DaySet.from_spans([span]).length_in_words


def test_a_span_without_a_day_since_ever_names_the_first_day_of_the_calendar():
    with pytest.raises(InvalidSpanError) as refused:
        Span(None, date.min)
    assert str(refused.value).count("0001-01-01") == 2


def test_the_last_moment_of_the_calendar_has_a_time_too():
    with pytest.raises(NotADayError, match="time of day"):
        as_period(datetime.max.replace(tzinfo=UTC))


def test_a_pair_that_is_no_period_as_text_either_has_no_text_to_write():
    with pytest.raises(InvalidDayError) as caught:
        as_period(("1999-04-31", "1999-13"))
    assert "or write" not in str(caught.value)
