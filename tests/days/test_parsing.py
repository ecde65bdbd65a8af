"""What a person may write for a day, and how the rest is refused."""

import re
import unicodedata
from datetime import UTC, date, datetime

import pytest

from csto_membership.days import as_day
from csto_membership.days.parsing import as_bounds, day_after, unit_bounds
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    MembershipError,
    NotADayError,
)

SIGNED = date(1992, 5, 15)  # a Friday
NOON = datetime(1992, 5, 15, 12, tzinfo=UTC)

# Written out again, apart from the code, so that a slip in one shows against the other.
MONTHS = {
    1: "January Jan januari январь января янв",
    2: "February Feb februari февраль февраля фев февр",
    3: "March Mar maart mrt март марта мар",
    4: "April Apr апрель апреля апр",
    5: "May mei май мая",
    6: "June Jun juni июнь июня июн",
    7: "July Jul juli июль июля июл",
    8: "August Aug augustus август августа авг",
    9: "September Sep Sept сентябрь сентября сен сент",
    10: "October Oct oktober okt октябрь октября окт",
    11: "November Nov ноябрь ноября ноя нояб",
    12: "December Dec декабрь декабря дек",
}
# The days of the week that began on Monday 11 May 1992.
WEEKDAYS = {
    11: "Monday Mon maandag ma понедельник пн",
    12: "Tuesday Tue Tues dinsdag di вторник вт",
    13: "Wednesday Wed woensdag wo среда ср",
    14: "Thursday Thu Thur Thurs donderdag do четверг чт",
    15: "Friday Fri vrijdag vr пятница пт",
    16: "Saturday Sat zaterdag za суббота сб",
    17: "Sunday Sun zondag zo воскресенье вс",
}
MONTH_NAMES = [(name, n) for n, names in MONTHS.items() for name in names.split()]
WEEKDAY_NAMES = [(name, n) for n, names in WEEKDAYS.items() for name in names.split()]


class Holiday(date):
    """A date of another library."""


# -- accepted ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1992-05-15",
        "15 May 1992",
        "May 15, 1992",
        "May 15 1992",
        "15 mei 1992",
        "15 мая 1992",
        "15 мая 1992 г.",
        "15 мая 1992 г",
        "15 мая 1992 года",
        "15th May 1992",
        "May 15th, 1992",
        "15. May 1992",
        "15 MAY 1992",
        "15 mAy 1992",
        "15 МАЯ 1992",
        "Fri 15 May 1992",
        "Fri, 15 May 1992",
        "Fri. 15 May 1992",
        "Friday, May 15, 1992",
        "vr 15 mei 1992",
        "пятница, 15 мая 1992 г.",
    ],
)
def test_every_accepted_way_names_the_day(text):
    assert as_day(text) == SIGNED


@pytest.mark.parametrize(("name", "month"), MONTH_NAMES)
def test_every_month_has_its_names_in_three_languages(name, month):
    assert as_day(f"7 {name} 1999") == date(1999, month, 7)
    assert as_day(f"{name}. 7, 1999") == date(1999, month, 7)
    assert as_day(f"7 {name.upper()} 1999") == date(1999, month, 7)


@pytest.mark.parametrize(("name", "number"), WEEKDAY_NAMES)
def test_every_weekday_has_its_names_and_is_accepted_on_its_day_only(name, number):
    for day in range(11, 18):
        text = f"{name} {day} May 1992"
        if day == number:
            assert as_day(text) == date(1992, 5, day)
        else:
            with pytest.raises(InvalidDayError, match=f"1992-05-{day} was a"):
                as_day(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 May 1992", date(1992, 5, 1)),
        ("01 May 1992", date(1992, 5, 1)),
        ("1st May 1992", date(1992, 5, 1)),
        ("2nd May 1992", date(1992, 5, 2)),
        ("May 3rd, 1992", date(1992, 5, 3)),
        ("29 Feb 2000", date(2000, 2, 29)),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
        ("1 January 0001", date.min),
    ],
)
def test_days_of_one_and_two_digits_and_of_all_years(text, day):
    assert as_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "  1992-05-15 ",
        "\t1992-05-15\n",
        "15\u00a0May\u00a01992",
        "15  May\n1992",
        "15 May 1992 ",
    ],
)
def test_space_around_and_between_does_not_matter(text):
    assert as_day(text) == SIGNED


def test_a_date_is_itself():
    assert as_day(SIGNED) is SIGNED


def test_other_subclasses_of_date_become_plain_dates():
    day = as_day(Holiday(1992, 5, 15))
    assert day == SIGNED
    assert type(day) is date


# -- refused: more than one day, or none -------------------------------------


def refusal(text):
    with pytest.raises(InvalidDayError) as refused:
        as_day(text)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, MembershipError)
    assert not isinstance(refused.value, TypeError)
    return str(refused.value)


@pytest.mark.parametrize("mark", ["/", "-", ".", " ", " / "])
def test_numbers_that_could_be_two_days_are_ambiguous_and_both_are_named(mark):
    text = mark.join(["03", "04", "1999"])
    said = refusal(text)
    assert said.startswith(f"{text!r} is ambiguous: ")
    assert "1999-03-04 or 1999-04-03" in said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15/05/1992", "1992-05-15"),
        ("05/15/1992", "1992-05-15"),
        ("15.05.1992", "1992-05-15"),
        ("15-5-1992", "1992-05-15"),
        ("15 5 1992", "1992-05-15"),
        ("04/04/1999", "1999-04-04"),
        ("12/31/1999", "1999-12-31"),
        ("1992/05/15", "1992-05-15"),
        ("1992.05.15", "1992-05-15"),
        ("1992-5-15", "1992-05-15"),
        ("1992-05-5", "1992-05-05"),
        ("19920515", "1992-05-15"),
    ],
)
def test_numbers_that_can_be_one_day_are_refused_with_that_day(text, meant):
    said = refusal(text)
    assert said == f"{text!r} is in a form that is not accepted; write {meant}"


@pytest.mark.parametrize(
    "text",
    [
        "1992-15-5",
        "99999999",
        "19993104",
        "1992/1999/05",
        "1992-05-1999",
    ],
)
def test_no_day_is_suggested_where_none_is_meant(text):
    assert (
        refusal(text)
        == f"{text!r} is not a day; a day is written like 1992-05-15 or 15 May 1992"
    )


@pytest.mark.parametrize(
    "text",
    ["1999", "1999-04", "May 1992", "mei 1992", "май 1992 г.", "May, 1992", " 1999 "],
)
def test_a_year_or_a_month_is_a_period_and_not_a_day(text):
    assert refusal(text) == f"{text!r} is a period, not one day; name one day"


def test_a_period_is_refused_with_what_to_ask_instead():
    with pytest.raises(InvalidDayError, match=r"ask members_during\('1999'\)$"):
        as_day(" 1999 ", instead="ask members_during({})")
    with pytest.raises(InvalidDayError, match=r"ask history$"):
        as_day("May 1992", instead="ask history")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 April 1999", "1999-04 has 30 days"),
        ("1999-04-31", "1999-04 has 30 days"),
        ("April 31, 1999", "1999-04 has 30 days"),
        ("31 апреля 1999", "1999-04 has 30 days"),
        ("30 februari 2000", "2000-02 has 29 days"),
        ("1900-02-29", "1900-02 has 28 days"),
        ("29 Feb 1999", "1999-02 has 28 days"),
        ("32 May 1992", "1992-05 has 31 days"),
        ("0099-02-29", "0099-02 has 28 days"),
        ("1999-01-32", "1999-01 has 31 days"),
        ("1999-12-32", "1999-12 has 31 days"),
        ("0001-02-29", "0001-02 has 28 days"),
        ("9999-02-29", "9999-02 has 28 days"),
        ("1999-13-01", "there is no month 13"),
        ("1999-13", "there is no month 13"),
        ("0000-01-01", "years run from 0001 to 9999"),
        ("15 May 0000", "years run from 0001 to 9999"),
        ("0000", "years run from 0001 to 9999"),
        ("May 0000", "years run from 0001 to 9999"),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_refused_with_the_reason(text, why):
    assert refusal(text) == f"{text!r} is not a day of the calendar: {why}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Sat 15 May 1992", "Friday"),
        ("Saturday, May 15, 1992", "Friday"),
        ("za 15 mei 1992", "Friday"),
        ("суббота, 15 мая 1992 г.", "Friday"),
        ("Tue 20 April 1998", "Monday"),
    ],
)
def test_a_wrong_weekday_is_refused_and_the_right_one_named(text, right):
    said = refusal(text)
    assert said.startswith(repr(text))
    assert f"was a {right}" in said


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"], ids=repr)
def test_empty_text_is_no_day(text):
    assert refusal(text).startswith("no day given")


@pytest.mark.parametrize(
    "text",
    [
        "today",
        "yesterday",
        "Friday",
        "111 May 1992",
        "15 May 19920",
        "15 May 1992 Friday",
        "May 15 mei 1992",
        "15th th May 1992",
        "15of May 1992",
        "..",
        "г.",
    ],
)
def test_all_else_is_refused_with_the_way_to_write_it(text):
    assert (
        refusal(text)
        == f"{text!r} is not a day; a day is written like 1992-05-15 or 15 May 1992"
    )


@pytest.mark.parametrize(
    "text",
    [
        "1" + " " * 50_000 + "x",
        "1 " * 50_000,
        "1" * 50_000,
        "May " * 50_000,
        "/" * 50_000,
    ],
    ids=["gap", "ones", "digits", "months", "slashes"],
)
def test_a_very_long_text_is_refused(text):
    """In time in proportion to its length: else this test would not end."""
    with pytest.raises(InvalidDayError):
        as_day(text)
    with pytest.raises(InvalidPeriodError):
        as_bounds(text)


# -- refused: no date --------------------------------------------------------


def test_a_datetime_has_a_time_and_is_refused_as_both_errors():
    with pytest.raises(NotADayError, match=re.escape(repr(NOON))) as refused:
        as_day(NOON)
    assert ".date()" in str(refused.value)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, TypeError)
    assert isinstance(refused.value, InvalidDayError)
    assert as_day(NOON.date()) == SIGNED


@pytest.mark.parametrize(
    "value",
    [None, 19920515, 1992.0, True, b"1992-05-15", (1992, 5, 15), ["1992-05-15"]],
    ids=repr,
)
def test_what_is_no_date_and_no_text_is_refused_as_both_errors(value):
    with pytest.raises(NotADayError, match=re.escape(repr(value))) as refused:
        as_day(value)
    assert f"of type {type(value).__name__}" in str(refused.value)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, TypeError)


# -- what a text extends over ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1999", date(1999, 1, 1), date(1999, 12, 31)),
        (" 1999-04 ", date(1999, 4, 1), date(1999, 4, 30)),
        ("February 2000", date(2000, 2, 1), date(2000, 2, 29)),
        ("1999-04-20", date(1999, 4, 20), date(1999, 4, 20)),
        ("20 April 1999", date(1999, 4, 20), date(1999, 4, 20)),
        ("0001", date.min, date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date.max),
    ],
)
def test_a_unit_has_its_first_day_and_the_day_after_its_last(text, first, last):
    assert unit_bounds(text) == (first, day_after(last))


def test_bounds_of_a_period_are_the_first_day_in_and_the_first_day_out():
    assert as_bounds("1999-04") == (date(1999, 4, 1), date(1999, 5, 1))
    assert as_bounds("../1999") == (None, date(2000, 1, 1))
    assert as_bounds("9999/..") == (date(9999, 1, 1), None)
    assert as_bounds("9999") == (date(9999, 1, 1), None)


def test_nothing_comes_after_the_last_day_of_the_calendar():
    assert day_after(date.max) is None
    assert day_after(date(9999, 12, 30)) == date.max


def test_an_interval_is_a_period_and_not_a_day():
    with pytest.raises(InvalidDayError, match="is a period, not one day"):
        as_day("1999-01-01/1999-06-30")


def test_letters_written_as_two_characters_are_read():
    decomposed = unicodedata.normalize("NFD", "15 май 1992")
    assert decomposed != "15 май 1992"
    assert as_day(decomposed) == date(1992, 5, 15)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1992-05-15T00:00:00", "has a time of day"),
        ("1992-05-15~", "is approximate"),
        ("1992-05-15?", "is uncertain"),
        ("1992%", "is uncertain and approximate"),
        ("199X", "has unspecified digits"),
        ("1992-XX-15", "has unspecified digits"),
        ("1992-21", "is a season"),
        ("Y20010", "is a year of more than four digits"),
    ],
)
def test_what_edtf_can_say_and_has_no_bounds_is_refused_by_its_name(text, name):
    assert f"{text!r} {name}" in refusal(text)


@pytest.mark.parametrize("text", ["31 DECEMBEER 1992", "the 15th of May", "EXIT 1999"])
def test_words_are_not_taken_for_edtf(text):
    assert refusal(text).startswith(f"{text!r} has ")
    assert "digits (X)" not in refusal(text)
