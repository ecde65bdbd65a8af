"""When a state that is a member on some days counts as one for a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import strategies
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.errors import InvalidPeriodError, UnboundedError
from csto_membership.membership.year_rule import YearRule, share_of

YES, NO, UNCERTAIN = Answer.YES, Answer.NO, Answer.UNCERTAIN

# Two years, of which the second is longer, and some days around them.
AROUND = {"min_value": date(1998, 12, 20), "max_value": date(2001, 1, 10)}
years = st.sampled_from([1998, 1999, 2000, 2001])
rules = st.sampled_from(YearRule)
fuzzy_sets = strategies.fuzzy_day_sets(**AROUND)


def share_of_year(days, year):
    whole = DaySet.parse(f"{year:04d}")
    return share_of(days.surely, whole), share_of(days.possibly, whole)


def days_of_year(year):
    """The slow obvious model: every day of the year."""
    first = date(year, 1, 1)
    every = [first + timedelta(n) for n in range(366)]
    return [day for day in every if day.year == year]


def holds(rule, days, year):
    whole = days_of_year(year)
    inside = [day for day in whole if day in days]
    return {
        "any_day": len(inside) > 0,
        "first_day": whole[0] in inside,
        "last_day": whole[-1] in inside,
        "most_days": len(inside) > len(whole) - len(inside),
    }[rule]


@given(rule=rules, days=fuzzy_sets, year=years)
def test_an_answer_agrees_with_the_model(rule, days, year):
    answer = rule.answer(days, year)
    assert answer.surely is holds(rule, days.surely, year)
    assert answer.possibly is holds(rule, days.possibly, year)


@given(rule=rules, days=fuzzy_sets, of=strategies.day_sets(**AROUND), year=years)
def test_a_sure_answer_holds_whatever_the_unknown_turns_out_to_be(rule, days, of, year):
    turned_out = days.surely | (days.uncertain & of)
    answer = rule.answer(days, year)
    if answer is not UNCERTAIN:
        assert holds(rule, turned_out, year) is bool(answer)


@given(days=fuzzy_sets, year=years)
def test_a_share_agrees_with_the_model(days, year):
    whole = days_of_year(year)
    assert share_of_year(days, year) == tuple(
        sum(day in bound for day in whole) / len(whole)
        for bound in (days.surely, days.possibly)
    )


@given(days=fuzzy_sets, year=years)
def test_rules_and_shares_fit_together(days, year):
    surely, possibly = share_of_year(days, year)
    assert YearRule.ANY_DAY.answer(days, year) is Answer.of(
        surely=surely > 0, possibly=possibly > 0
    )
    assert YearRule.MOST_DAYS.answer(days, year) is Answer.of(
        surely=surely > 1 / 2, possibly=possibly > 1 / 2
    )


# -- worked out by hand -------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "last", "answer"),
    [
        (1999, "1999-07-01", NO),  # 31+28+31+30+31+30+1 = 182 of 365
        (1999, "1999-07-02", YES),  # 183
        (2000, "2000-07-01", NO),  # 183 of 366: half is not most
        (2000, "2000-07-02", YES),  # 184
    ],
)
def test_most_days_are_more_than_half(year, last, answer):
    days = FuzzyDaySet(DaySet.parse(f"1990-01-01/{last}"))
    assert YearRule.MOST_DAYS.answer(days, year) is answer


def uzbekistan(year, rule):
    return YearRule(rule).answer(cm.load("csto").days_of("UZ"), year)


@pytest.mark.parametrize(
    ("rule", "years_in"),
    [  # in from 1992-05-15 to 1999-04-20 and from 2006-08-16 to 2012-12-18
        ("any_day", {*range(1992, 2000), *range(2006, 2013)}),
        ("first_day", {*range(1993, 2000), *range(2007, 2013)}),
        ("last_day", {*range(1992, 1999), *range(2006, 2012)}),
        # 231 days of 1992, 110 of 1999, 138 of 2006, 353 of 2012
        ("most_days", {*range(1992, 1999), *range(2007, 2013)}),
    ],
)
def test_the_years_of_uzbekistan(rule, years_in):
    asked = range(1985, 2020)
    assert {year for year in asked if uzbekistan(year, rule)} == years_in


def test_the_share_of_uzbekistan():
    days = cm.load("csto").days_of("UZ")
    assert share_of_year(days, 2012) == (353 / 366, 353 / 366)
    assert share_of_year(days, 2000) == (0.0, 0.0)


def test_what_is_uncertain_under_each_rule():
    """Bound perhaps, and not before 2008-03-28: surely in no year."""
    days = cm.load("csto").under("party").days_of("UZ")
    told = {
        year: [YearRule(rule).answer(days, year) for rule in YearRule]
        for year in (2007, 2008, 2009)
    }
    assert told == {
        2007: [NO, NO, NO, NO],
        # 31+29+27 = 87 days of 2008 are surely out
        2008: [UNCERTAIN, NO, UNCERTAIN, UNCERTAIN],
        2009: [UNCERTAIN, UNCERTAIN, UNCERTAIN, UNCERTAIN],
    }


def test_an_admission_on_an_unknown_day_of_a_year():
    days = cm.FuzzyDate("1994").onwards
    assert [rule.answer(days, 1994) for rule in YearRule] == [
        YES,
        UNCERTAIN,
        YES,
        UNCERTAIN,
    ]
    assert share_of_year(days, 1994) == (1 / 365, 1.0)


# -- the edges -----------------------------------------------------------------------


@pytest.mark.parametrize("rule", YearRule)
def test_of_no_days_and_of_all_days(rule):
    assert rule.answer(FuzzyDaySet(), 1999) is NO
    assert rule.answer(~FuzzyDaySet(), 1999) is YES


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("rule", ["any_day", "first_day", "last_day"])
def test_the_first_and_the_last_year_of_the_calendar(rule, year):
    assert YearRule(rule).answer(~FuzzyDaySet(), year) is YES
    assert YearRule(rule).answer(FuzzyDaySet(), year) is NO


@pytest.mark.parametrize("year", [1, 9999])
def test_days_at_the_ends_of_the_calendar_are_without_number(year):
    assert YearRule.MOST_DAYS.answer(FuzzyDaySet(), year) is NO
    with pytest.raises(UnboundedError):
        YearRule.MOST_DAYS.answer(~FuzzyDaySet(), year)
    with pytest.raises(UnboundedError):
        share_of_year(FuzzyDaySet(), year)


@pytest.mark.parametrize("year", [0, 10_000, -1])
def test_a_year_outside_the_calendar_is_refused(year):
    with pytest.raises(InvalidPeriodError):
        YearRule.ANY_DAY.answer(FuzzyDaySet(), year)
