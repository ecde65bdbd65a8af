"""Text that is refused, with the reason and what to write; and durations."""

import re
from datetime import UTC, date, datetime
from itertools import product

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from csto_membership.days import (
    Answer,
    DaySet,
    FuzzyDate,
    FuzzySpan,
    Relation,
    Relations,
    Span,
    as_day,
    as_period,
)
from csto_membership.days.parsing import as_bounds
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    UnboundedError,
    UncertainError,
    UnknownNameError,
)

NOON = datetime(1999, 4, 20, 12, tzinfo=UTC)
DIGITS = "0123456789"
ARABIC = str.maketrans(DIGITS, "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans(DIGITS, "０１２３４５６７８９")


def refusal(read, text, error=InvalidDayError):
    with pytest.raises(error) as refused:
        read(text)
    return str(refused.value)


# -- digits, and how many -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["1992-05-16", "1992-05", "1992", "16 May 1992", "May 16th, 1992", "May 1992",
     "19920516", "16/05/1992", "1992.5.16"],
)  # fmt: skip
@pytest.mark.parametrize("script", [ARABIC, FULL_WIDTH], ids=["Arabic", "full width"])
def test_one_digit_of_another_script_makes_a_text_no_day(text, script):
    """`int` and `\\d` would take it; and no day is guessed from such a text."""
    for place, mark in enumerate(text):
        if mark in DIGITS:
            mixed = text[:place] + mark.translate(script) + text[place + 1 :]
            for read, error in (
                (as_day, InvalidDayError),
                (as_period, InvalidPeriodError),
            ):
                said = refusal(read, mixed, error)
                assert re.search(r"has U\+[0-9A-F]{4} [A-Z-]+ DIGIT [A-Z]+, not", said)
                assert ("is written like" in said) is (script is ARABIC)


@pytest.mark.parametrize("unit", "YMWD")
def test_one_digit_of_another_script_makes_a_text_no_duration(unit):
    assert as_period(f"1999-01-01/P12{unit}")
    for number in ("1٢", "١2", "１２"):
        with pytest.raises(InvalidPeriodError, match="write a duration as"):
            as_period(f"1999-01-01/P{number}{unit}")


@given(day=st.dates())
def test_a_day_is_read_with_space_around_it(day):
    assert as_day(f" {day}") == as_day(f"{day}\n") == day


@given(day=st.dates(), mark=st.sampled_from(["/", ".", " ", " / "]))
def test_year_month_and_day_in_numbers_are_refused_with_that_day(day, mark):
    year = f"{day.year:04}"
    for text in (
        f"{year}{day.month:02}{day.day:02}",
        mark.join([year, str(day.month), str(day.day)]),
    ):
        said = f"{text!r} is in a form that is not accepted; write {day}"
        assert refusal(as_day, text) == said


@given(day=st.dates(), mark=st.sampled_from(["/", ".", "-", " "]))
def test_day_month_and_year_in_numbers_without_zeros_are_refused_with_that_day(
    day, mark
):
    text = mark.join([str(day.day), str(day.month), f"{day.year:04}"])
    assert str(day) in refusal(as_day, text)


@pytest.mark.parametrize(
    "text",
    ["/12/1999", "12/05/", "12//1999", "1999.. 5", "st May 1992", "May th, 1992",
     "12/123/1999", "12345/05/06"],
)  # fmt: skip
def test_a_number_that_is_missing_or_too_long_is_refused(text):
    said = refusal(as_day, text)
    assert said.endswith("; a day is written like 1992-05-15 or 15 May 1992")


# -- a slash, or a month and something else -------------------------------------------


@pytest.mark.parametrize(
    "text", ["and/or", "1999/1998", "15/05", "1999/", "May 92", "May 19999", "May day"]
)
def test_what_is_neither_a_day_nor_a_period_is_not_called_a_period(text):
    said = refusal(as_day, text)
    assert "period" not in said
    assert said.endswith("; a day is written like 1992-05-15 or 15 May 1992")


@pytest.mark.parametrize("text", ["May 92", "May", "15 May", "15/05/92", "mei th"])
def test_a_month_needs_a_year_of_four_digits(text):
    why = f"{text!r} has no year of four digits"
    assert why in refusal(as_day, text)
    assert why in refusal(as_period, text, InvalidPeriodError)


# -- durations ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "name"), [("Y", "years"), ("M", "months"), ("W", "weeks"), ("D", "days")]
)
def test_a_duration_leads_from_either_end_to_the_other(unit, name):
    first, last, end = date(1999, 1, 31), date(1999, 2, 28), date(1999, 3, 1)
    for number in range(1, 200):
        length = relativedelta(**{name: number})
        duration = f"P{number}{unit}"
        assert as_bounds(f"{first}/{duration}") == (first, first + length)
        assert as_bounds(f"{duration}/{last}") == (end - length, end)


@pytest.mark.parametrize(
    ("duration", "end"),
    [
        ("P9998Y", date(9999, 1, 1)),
        ("P99999M", date(8334, 4, 1)),
        ("P521000W", date(9986, 2, 24)),
        ("P3652000D", date(9999, 11, 3)),
    ],
)
def test_a_duration_may_be_as_long_as_the_calendar(duration, end):
    assert as_bounds(f"0001-01-01/{duration}") == (date.min, end)


@pytest.mark.parametrize(
    "text", ["1994-04-20/P9999999D", "P9999999D/1994-04-20", "1994-04-20/P9999Y"]
)
def test_a_duration_that_leaves_the_calendar_is_refused(text):
    said = refusal(as_period, text, InvalidPeriodError)
    assert said.startswith(f"{text!r} is not a period: ")


@pytest.mark.parametrize(
    "text",
    ["1999-01-01/P", "P/1999-01-01", "1999-01-01/PY", "1999-01-01/P5YM",
     "1999-01-01/P5YW", "1999-01-01/P5YD", "1999-01-01/P1D2M", "PT5H/1999-01-01",
     "P5Y/P6M", "P5Y/PT5H"],
)  # fmt: skip
def test_what_is_no_duration_is_refused_with_the_way_to_write_one(text):
    said = refusal(as_period, text, InvalidPeriodError)
    assert said.startswith(f"{text!r} is not a period; write a duration as P5Y")


def test_the_other_end_of_a_duration_may_be_written_in_words():
    """Also where the words sort after the P of the duration."""
    assert as_bounds("Sept 30, 1999/P5Y") == (date(1999, 9, 30), date(2004, 9, 30))
    assert as_bounds("P5Y/Sept 30, 1999") == (date(1994, 10, 1), date(1999, 10, 1))
    assert as_bounds("Apr 30, 1999/P5Y") == (date(1999, 4, 30), date(2004, 4, 30))
    assert as_bounds("P5Y/Apr 30, 1999") == (date(1994, 5, 1), date(1999, 5, 1))


# -- what EDTF can say and has no bounds, by its name ---------------------------------


@pytest.mark.parametrize("year", ["1992", "2001"])
def test_from_21_to_41_a_number_in_the_place_of_a_month_is_a_season(year):
    for number in range(13, 100):
        said = refusal(as_day, f"{year}-{number}")
        season, month = "is a season or a part of a year", f"is no month {number}"
        assert (season if 21 <= number <= 41 else month) in said


@pytest.mark.parametrize("text", ["12345-21", "1992-21a", "1992-21st"])
def test_a_longer_number_or_word_is_no_season(text):
    assert "is not a day" in refusal(as_day, text)


def test_a_season_has_no_days_of_the_month():
    for read, text in product([as_day, FuzzyDate], ["1992-21-05", "1992-41-31"]):
        assert f"there is no month {text[5:7]}" in refusal(read, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Y{}200{}", "is a year of more than four digits"),
        ("Y-{}200{}", "is a year of more than four digits"),
        ("2{}E{}", "is a year of more than four digits"),
        ("1992-05-1{}T{}0:00", "has a time of day"),
        ("199{}X", "has unspecified digits (X)"),
        ("XX{}{}", "has unspecified digits (X)"),
    ],
)
def test_what_has_no_days_is_named_whatever_its_digits(text, name):
    for digits in product(DIGITS, DIGITS):
        written = text.format(*digits)
        assert f"{written!r} {name}" in refusal(as_day, written)


@pytest.mark.parametrize("text", ["1999~", "1999?", "1999%", "Y19990", "1E9"])
def test_a_date_that_has_no_bounds_is_refused_with_the_way_to_give_it_some(text):
    said = refusal(FuzzyDate, text)
    assert said.endswith(
        "; one of several days is written like [1999-04-01..1999-04-30]"
    )


def test_a_month_in_capitals_is_no_year_beyond_four_digits():
    assert as_day("15MAY1992") == date(1992, 5, 15)


# -- a refusal says what to write, and that is accepted -------------------------------


def _filled_in(read):
    return lambda text: read(text.replace("a", "1999").replace("b", "2001"))


ADVICE = {
    "no day": (lambda: as_day("then"), r"is written like (\S+) or (.+)$", as_day),
    "nothing": (lambda: as_day(""), r"is written like (\S+) or (.+)$", as_day),
    "two days": (
        lambda: as_day("03/04/1999"),
        r"write (\S+) or (\S+), whichever is meant$",
        as_day,
    ),
    "no date": (
        lambda: as_day(5),
        r"pass a datetime\.date or a text such as '(\S+)'$",
        as_day,
    ),
    "a time": (
        lambda: as_day(NOON),
        r"pass its \.(\w+)\(\)$",
        lambda name: as_day(getattr(NOON, name)()),
    ),
    "no period": (
        lambda: as_period("then"),
        r"; a period is written like (\S+), (\S+) or (\S+)$",
        as_period,
    ),
    "no ends": (lambda: as_period(" .. "), r"write (\S+) for all days$", as_period),
    "no value": (lambda: as_period(5.0), r"write '(\S+)' or '(\S+)'$", as_period),
    "no duration": (
        lambda: as_period("1999-01-01/P"),
        r"write a duration as (\S+), (\S+), (\S+) or (\S+)$",
        lambda duration: as_period(f"1999-01-01/{duration}"),
    ),
    "no bounds": (lambda: FuzzyDate("1999~"), r"is written like (\S+)$", FuzzyDate),
    "a slash": (
        lambda: FuzzyDate("1999/2000"),
        r"write (\S+) for one of its days$",
        FuzzyDate,
    ),
    "one of these": (
        lambda: FuzzyDate("{1999}"),
        r": 'one of these' is written (\S+) or (\S+)$",
        _filled_in(FuzzyDate),
    ),
    "all of these": (
        lambda: DaySet.parse("{1999"),
        r": 'all of these' is written (\S+) or (\S+)$",
        _filled_in(DaySet.parse),
    ),
    "no interval": (
        lambda: FuzzySpan.parse("1999"),
        r"is ambiguous: write (\S+) or (\S+), whichever is meant$",
        FuzzySpan.parse,
    ),
    "uncertain": (
        lambda: bool(Answer.UNCERTAIN),
        r"; ask answer\.(\w+) or answer\.(\w+), or compare it with Answer\.(\w+)$",
        lambda name: hasattr(Answer, name),
    ),
    "an endless span": (
        lambda: Span("1999-01-01").count(),
        r"clip it first, with `DaySet\.clip`, at most to '(\S+)'$",
        lambda period: (~DaySet()).clip(period).count(),
    ),
    "no relation": (
        lambda: Relations(["inside out"]),
        r"; the thirteen are (.+)$",
        lambda names: Relations(names.split(", ")) == Relations(Relation),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("refused", "advice", "take"), ADVICE.values(), ids=ADVICE)
def test_what_a_refusal_advises_is_accepted(refused, advice, take):
    errors = InvalidDayError, InvalidPeriodError, UncertainError, UnboundedError
    with pytest.raises((*errors, UnknownNameError)) as caught:
        refused()
    advised = re.search(advice, str(caught.value))
    assert advised, str(caught.value)
    assert all(take(each) for each in advised.groups())
