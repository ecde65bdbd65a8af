"""What people and programs write for days and periods, in tables, and their laws.

Each text is read as a day or a period, or it is refused. A refusal offers everything
that the text may mean, or nothing.
"""

import re
import sys
import unicodedata
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csto_membership import DaySet, FuzzyDate, FuzzySpan, Span
from csto_membership.days import as_day, as_period
from csto_membership.errors import InvalidDayError, InvalidPeriodError, MembershipError

DAY, MONTH, YEAR = "1992-05-15", "1992-05", "1992"

READ = {
    # ISO 8601
    "1992-05-15": DAY,
    "1992-05": MONTH,
    "1992": YEAR,
    "1992-05-15/1992-06-16": "1992-05-15/1992-06-16",
    "1992-05-15/06-16": "1992-05-15/1992-06-16",
    "1992-05-15/16": "1992-05-15/1992-05-16",
    "1992-05-15 / 16": "1992-05-15/1992-05-16",
    "2018-01-15/02-20": "2018-01-15/2018-02-20",
    "1992-05/06": "1992-05/1992-06",
    "1992-05/1993": "1992-05/1993",
    "1992/1999-05-15": "1992/1999-05-15",
    "1992-05-15/..": "1992-05-15/..",
    "../1992": "../1992",
    "1992-05-15/P5Y": "1992-05-15/1997-05-14",
    "P1M/1992-05-15": "1992-04-16/1992-05-15",
    "1992-05-15/p5y": "1992-05-15/1997-05-14",
    "9999-12-31/P1D": "9999-12-31/..",
    # English
    "15 May 1992": DAY,
    "15 may 1992": DAY,
    "15May1992": DAY,
    "15MAY1992": DAY,
    "15-May-1992": DAY,
    "15. May 1992": DAY,
    "15th May 1992": DAY,
    "15th of May 1992": DAY,
    "15th of May, 1992": DAY,
    "the 15th of May 1992": DAY,
    "on 15 May 1992": DAY,
    "on the 15th of May 1992": DAY,
    "Friday the 15th of May 1992": DAY,
    "Fri 15 May 1992": DAY,
    "May 15, 1992": DAY,
    "May the 15th, 1992": DAY,
    "May 15 1992": DAY,
    "May 15th, 1992": DAY,
    "Friday, May 15, 1992": DAY,
    "1992 May 15": DAY,
    "1992-May-15": DAY,
    "May 1992": MONTH,
    "May, 1992": MONTH,
    "May of 1992": MONTH,
    "May-1992": MONTH,
    "in May 1992": MONTH,
    "1992 May": MONTH,
    "in 1992": YEAR,
    # Dutch
    "15 mei 1992": DAY,
    "15e mei 1992": DAY,
    "op 15 mei 1992": DAY,
    "vr 15 mei 1992": DAY,
    "15-mei-1992": DAY,
    "in mei 1992": MONTH,
    "mei 1992": MONTH,
    # Russian
    "15 мая 1992": DAY,
    "15 мая 1992 г.": DAY,
    "15 мая 1992г.": DAY,
    "15 мая 1992 года": DAY,
    "15-го мая 1992 года": DAY,
    "15-е мая 1992 г.": DAY,
    "пятница, 15 мая 1992 г.": DAY,
    "15.05.1992 г.": DAY,
    "15.05.1992г.": DAY,
    "15.5.1992 года": DAY,
    "май 1992": MONTH,
    "май 1992 г.": MONTH,
    "в мае 1992": MONTH,
    "в мае 1992 г.": MONTH,
    "В мае 1992 года": MONTH,
    "1992 г.": YEAR,
    "1992г.": YEAR,
    "1992 г": YEAR,
    "1992 год": YEAR,
    "1992 года": YEAR,
    "в 1992 году": YEAR,
    # what this package prints
    "1992-05-15 to 1999-04-20": "1992-05-15/1999-04-20",
    "since 2006-08-16": "2006-08-16/..",
    "until 1999-04-20": "../1999-04-20",
    "always": "../..",
    "15 May 1992 to 20 April 1999": "1992-05-15/1999-04-20",
    "Since 15 May 1992": "1992-05-15/..",
    "1992 to 1999": "1992/1999",
    # space of any kind
    " 1992-05-15\n": DAY,
    "\u00a01992-05-15\u202f": DAY,
    "15\u00a0мая\u202f1992\u2009г.": DAY,
    "15\u3000May\u30001992": DAY,
    "1992-05-15\u00a0/\u20091992-06-16": "1992-05-15/1992-06-16",
    "15\u2028May\u20291992": DAY,
}

OFFERED = {
    # numbers in another order, or with other signs between them
    "15/05/1992": [DAY],
    "15.05.1992": [DAY],
    "15-05-1992": [DAY],
    "15. 5. 1992": [DAY],
    "05/15/1992": [DAY],
    "1992/05/15": [DAY],
    "1992.05.15": [DAY],
    "1992.05.15.": [DAY],
    "1992-5-15": [DAY],
    "1992 - 05 - 15": [DAY],
    "19920515": [DAY],
    "03/04/1999": ["1999-03-04", "1999-04-03"],
    "3.4.1999": ["1999-03-04", "1999-04-03"],
    "Fri 15/05/1992": [DAY],
    "пт, 15/05/1992": [DAY],
    "Fri, 05/06/1992": ["1992-06-05"],  # 6 May was a Wednesday
    "15/05/1992 г.": [DAY],
    "03/04/1999 г.": ["1999-04-03"],
    "15-05-1992 года": [DAY],
    "1992/05": [MONTH],
    "05.1992 г.": [MONTH],
    "1992.05": [MONTH],
    "1992 05": [MONTH],
    "1992-5": [MONTH],
    "05/1992": [MONTH],
    "05.1992": [MONTH],
    "5-1992": [MONTH],
    # years with two digits
    "1992/93": ["1992/1993"],
    "1992-93": ["1992/1993"],
    "1914-18": ["1914/1918"],
    "1914/25": ["1914/1925"],
    "1999-00": ["1999", "1999/2000"],
    "1899/00": ["1899", "1899/1900"],
    "1901/05": ["1901-05", "1901/1905"],
    # from one to the other
    "1992-1999": ["1992/1999"],
    "1992 - 1999": ["1992/1999"],
    "1992--1999": ["1992/1999"],
    "1992..1999": ["1992/1999"],
    "1992..": ["1992/.."],
    "..1992": ["../1992"],
    "from 1992 to 1999": ["1992/1999"],
    "1992 through 1999": ["1992/1999"],
    "van 1992 t/m 1999": ["1992/1999"],
    "с 1992 по 1999 год": ["1992/1999"],
    "1992-1999 гг.": ["1992/1999"],
    "с 15 мая 1992 г. по 20 апреля 1999 г.": ["1992-05-15/1999-04-20"],
    "с мая 1992 по июнь 1993": ["1992-05/1993-06"],
    "1 t/m 15 mei 1992": ["1992-05-01/1992-05-15"],
    "mei/juni 1992": ["1992-05/1992-06"],
    "31.12.1999-01.01.2000": ["1999-12-31/2000-01-01"],
    "01/1992-06/1993": ["1992-01/1993-06"],
    "2001/02": ["2001-02", "2001/2002"],
    "1992-05-15 - 1999-04-20": ["1992-05-15/1999-04-20"],
    "1992-05-1993-06": ["1992-05/1993-06"],
    "15-16 May 1992": ["1992-05-15/1992-05-16"],
    "15/16 May 1992": ["1992-05-15/1992-05-16"],
    "15 - 16 мая 1992 г.": ["1992-05-15/1992-05-16"],
    "15th-16th May 1992": ["1992-05-15/1992-05-16"],
    "May 15-16, 1992": ["1992-05-15/1992-05-16"],
    "15-16.05.1992": ["1992-05-15/1992-05-16"],
    "May-June 1992": ["1992-05/1992-06"],
    "15 May - 16 June 1992": ["1992-05-15/1992-06-16"],
    "May 15 - June 16, 1992": ["1992-05-15/1992-06-16"],
    "15.05.1992-16.06.1992": ["1992-05-15/1992-06-16"],
    "15.05.1992/16.06.1992": ["1992-05-15/1992-06-16"],
    "19920515/19920616": ["1992-05-15/1992-06-16"],
    "15.05.1992/..": ["1992-05-15/.."],
    "since 1999": ["1999/.."],
    "since May 1992": ["1992-05/.."],
    "..05.1992": ["../1992-05"],
    "until 1999": ["../1998-12-31", "../1999"],
    "until 15.05.1992": ["../1992-05-15"],
    "till 1999": ["../1998-12-31", "../1999"],
    "до 15 мая 1992": ["../1992-05-14", "../1992-05-15"],
    "before 1999": ["../1998-12-31"],
    "from 1999": ["1999/.."],
    "с 1992 г.": ["1992/.."],
    "since 1999-W20": ["1999-05-17/.."],
    "1999-W20/1999-W25": ["1999-05-17/1999-06-27"],
    "from 1992 until 1999": ["1992/1998-12-31", "1992/1999"],
    "1992-05-15 until 1999-04-20": ["1992-05-15/1999-04-20"],
    "1992to1999": ["1992/1999"],
    "1992-05-15:1999-04-20": ["1992-05-15/1999-04-20"],
    "15.05-16.05.1992": ["1992-05-15/1992-05-16"],
    # digits that are not known
    "199X": ["1990/1999"],
    "19XX": ["1900/1999"],
    "1999-XX": ["1999"],
    "1999-05-XX": ["1999-05"],
    # nought, where the day or the month is not known
    "1992-05-00": [MONTH],
    "1992-00-00": [YEAR],
    "1992-00": [YEAR],
    "1992-00-15": [YEAR],
    "00.05.1992": [MONTH],
    "00/00/1992": [YEAR],
    "0 May 1992": [MONTH],
    "19920500": [MONTH],
    "19920000": [YEAR],
    # spreadsheets and other programs
    "1992-05-15 00:00:00": [DAY],
    "1992-05-15T00:00:00": [DAY],
    "1992-05-15T00:00:00.000000000": [DAY],
    "1992-05-15 12:30": [DAY],
    "5/15/1992 12:00:00 AM": [DAY],
    "15/May/1992": [DAY],
    "1992-W20-5": [DAY],
    "1992W205": [DAY],
    "1992-W20": ["1992-05-11/1992-05-17"],
    "1992-136": [DAY],
    "1992136": [DAY],
    "date(1992, 5, 15)": [DAY],
    "datetime.date(1992, 5, 15)": [DAY],
    '"1992-05-15"': [DAY],
    "(15 May 1992)": [DAY],
    "1992-05-15.": [DAY],
    "«1992»": [YEAR],
    "«15» мая 1992 г.": [DAY],
    # signs that look like those of the keyboard, and signs that cannot be seen
    "1992\u201005\u201015": [DAY],
    "1992\u221205\u221215": [DAY],
    "1992\u20131999": ["1992/1999"],
    "1992 \u2014 1999": ["1992/1999"],
    "1992\u20141999 гг.": ["1992/1999"],
    "15\u201316 May 1992": ["1992-05-15/1992-05-16"],
    "1992-05-15\u20131999-04-20": ["1992-05-15/1999-04-20"],
    "1992-05\u201306": ["1992-05-06", "1992-05/1992-06"],
    "1905\u201306": ["1905-06", "1905/1906"],
    "1914\u201325": ["1914/1925"],
    "15\u204405\u20441992": [DAY],
    "１９９２-０５-１５": [DAY],
    "１９９２／０５／１５": [DAY],
    "\ufeff1992-05-15": [DAY],
    "1992-05-15\u200b": [DAY],
    "\u200e15 May 1992": [DAY],
    "15\u200bMay\u20601992": [DAY],
}

TOLD = {
    "": "no day given",
    "today": "is not a day",
    "1990s": "is not a day",
    # not in the calendar
    "1992-13": "there is no month 13",
    "31 April 1999": "1999-04 has 30 days",
    "1999-02-29": "1999-02 has 28 days",
    "0000": "years run from 0001 to 9999",
    "0000-00-00": "years run from 0001 to 9999",
    "Sat 15 May 1992": "was a Friday",
    "сб, 15.05.1992 г.": "was a Friday",
    "31.04.1999 г.": "1999-04 has 30 days",
    "05.15.1992 г.": "there is no month 15",
    # no year, or half of one
    "15 May": "has no year of four digits",
    "May": "has no year of four digits",
    "15-May-92": "has no year of four digits",
    "May '92": "has no year of four digits",
    "3/4/99": "has no year of four digits",
    "15.05.92 г.": "has no year of four digits",
    # wrong endings
    "11st May 1992": "has '11st', which is not an ordinal number",
    "22th May 1992": "has '22th', which is not an ordinal number",
    "May 3th, 1992": "has '3th', which is not an ordinal number",
    "12nd of May 1992": "has '12nd', which is not an ordinal number",
    "2ste mei 1992": "has '2ste', which is not an ordinal number",
    # other languages
    "44 BC": "has 'BC', which is not read here",
    "ca. 1992": "has 'ca', which is not read here",
    "c. 1992": "has 'c', which is not read here",
    "15 or 16 May 1992": "has 'or', which is not read here",
    "1992-05-15 (old style)": "has 'old', which is not read here",
    "15-ого мая 1992": "has 'ого', which is not read here",
    "after 1999": "has 'after', which is not read here",
    "no day, 1999-01-01": "has 'no', which is not read here",
    "15.V.1992": "has 'V', which is not read; months are read in English, Dutch",
    "15 Mai 1992": "has 'Mai', which is not read; months are read in English, Dutch",
    "15 mai 1992": "months are read in English, Dutch and Russian",
    "15. März 1992": "has 'März', which is not read",
    "1er juillet 1992": "has 'er', which is not read",
    "15 de mayo de 1992": "has 'mayo', which is not read",
    "circa 1992": "has 'circa', which is not read",
    # clocks whose zone decides the day
    "1992-05-15T00:00:00Z": "has a time of day; decide which time zone counts",
    "1992-05-15 00:00:00+00:00": "has a time of day; decide which time zone counts",
    "Fri, 15 May 1992 00:00:00 GMT": "has a time of day; decide which time zone counts",
    "1992-05-15 24:00": "has a time of day",
    "1992-05-15Z": "has a time zone; decide",
    "1992-05-15+03:00": "has a time zone; decide",
    # EDTF without bounds
    "1992~": "is approximate",
    "1992?": "is uncertain",
    "XXXX": "has unspecified digits",
    # years without four digits
    "10000-01-01": "has a year that is not written with four digits",
    "992-05-15": "has a year that is not written with four digits",
    "-0044-03-15": "has a year that is not written with four digits",
    "+1992-05-15": "has a year that is not written with four digits",
    "1992-21": "is a season",
    "1914-25": "is a season",
    "Y17000": "is a year of more than four digits",
    # numbers that are a day in no order
    "31.04.1992": "is not a day of the calendar, in either order of day and month",
    "4/31/1992": "is not a day of the calendar, in either order",
    "13-13-1992": "is not a day of the calendar, in either order",
    "15 15 1992": "is not a day of the calendar, in either order",
    "00/00/0000": "is not a day of the calendar, in either order",
    # missing
    "NaT": "is a missing value; pass None for no end of a span, or name a day",
    "nan": "is a missing value",
    "None": "is a missing value",
    "N/A": "is a missing value",
    # signs
    "١٩٩٢-٠٥-١٥": "has U+0661 ARABIC-INDIC DIGIT ONE, not a digit from 0 to 9",
    "๒๕๓๕": "has U+0E52 THAI DIGIT TWO, not a digit from 0 to 9",
    "²5 May 1992": "has U+00B2 SUPERSCRIPT TWO, which is not read",
    "15 ма\u0301я 1992": "has U+0301 COMBINING ACUTE ACCENT, a mark on the character",
    "\u202e51-50-2991": "has U+202E RIGHT-TO-LEFT OVERRIDE, which cannot be seen",
    "1992-05-15\x00": "has U+0000 control character, which cannot be seen",
    "15 мaя 1992": "has 'мaя', a word of Latin and Cyrillic letters",
    # more than one reading of which not all can be written
    "1992-05/06/07": "is not a day",
    "1992/05-06": "is not a day",
    "1992-05-1993": "is not a day",
    "date(99999, 1, 1)": "has 'date', which is not read",
    "03-04.05.1992": "is not a day",
    "1992-05-15-16": "is not a day",
    "16-15 May 1992": "is not a day",
    "1999-1992": "is not a day",
}


def told(read, text):
    """The words with which a text is refused."""
    with pytest.raises((InvalidDayError, InvalidPeriodError)) as refused:
        read(text)
    return str(refused.value)


def offers(said):
    """What a refusal offers to write, in order."""
    found = re.search(
        r"(?<!\()(?:write|may mean) ((?:\.\./)?[0-9].*?)(?:, whichever is meant|;|$)",
        said,
    )
    return found[1].split(" or ") if found else []


READERS = (as_day, as_period, DaySet.parse, FuzzyDate, FuzzySpan.parse)


def written(said):
    """The text that a refusal says to write, without what it says of one end alone."""
    found = re.search(
        r"[:;] (?:write|DaySet\.parse reads) ((?:\[|\{|\.\./)?[0-9.].*?)"
        r"(?:, whichever is meant| for one of its days| for all days|$)",
        said,
    )
    of_an_end = "an end that" in said or "for an open end" in said
    return found[1].split(" or ") if found and not of_an_end else []


def days_of(value):
    """All days that a value may have."""
    if isinstance(value, date | Span):
        return DaySet.from_spans([as_period(value)])
    days = getattr(value, "days", value)
    return getattr(days, "possibly", days)


# -- the tables ---------------------------------------------------------------


@pytest.mark.parametrize(("text", "meant"), READ.items(), ids=map(repr, READ))
def test_what_is_read(text, meant):
    assert as_period(text) == as_period(meant)
    assert DaySet.parse(text) == DaySet.parse(meant)
    if len(meant) == len(DAY) and "/" not in meant:
        assert str(as_day(text)) == meant
    else:
        assert told(as_day, text) == f"{text!r} is a period, not one day; name one day"
    if len(meant) <= len(DAY) and "/" not in meant:
        assert FuzzyDate(text) == FuzzyDate(meant)


@pytest.mark.parametrize(("text", "meant"), OFFERED.items(), ids=map(repr, OFFERED))
def test_what_is_offered(text, meant):
    said = told(as_period, text)
    assert offers(said) == meant
    assert said.startswith(repr(text))
    assert ("whichever is meant" in said) is (len(meant) > 1)
    said = told(as_day, text)
    assert offers(said) == meant
    all_days = all(re.fullmatch(r"\d{4}-\d\d-\d\d", each) for each in meant)
    assert ("; name one day" in said) is not all_days
    days = {DaySet.parse(each) for each in meant}
    for read in READERS:
        offered = written(told(read, text))
        assert {days_of(read(each)) for each in offered} == days or (
            read is as_day and not offered
        )


@pytest.mark.parametrize(("text", "why"), TOLD.items(), ids=map(repr, TOLD))
def test_what_is_only_told(text, why):
    said = told(as_day, text)
    assert why in said
    assert offers(said) == []
    assert offers(told(as_period, text)) == []
    assert "missing" not in why or why in told(as_period, text)
    assert repr(text) in said or not text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03.04.1999/05.06.1999", "'03.04.1999' is ambiguous (write 1999-03-04 or 1999-04-03)"),
        ("1999/2001-13", "'2001-13' is not a day of the calendar: there is no month 13"),
        ("1992-1993/1994", "'1992-1993' is in a form that is not accepted; a period"),
        ("1999/then", "'then' is not a day"),
        ("1999 to 03/04/2000", "'03/04/2000' is ambiguous (write 2000-03-04 or"),
    ],
)  # fmt: skip
def test_an_end_that_is_not_read_is_told(text, said):
    assert f"{text!r} is not a period: {said}" in told(as_period, text)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("{1992-1999}", "{1992..1999}"),
        ("{1992,1994\u20131999}", "{1992,1994..1999}"),
        ("[1999/2000]", "[1999..2000]"),
        ("[199X]", "[1990..1999]"),
        ("{05/1993,03/04/1999}", ""),
        ("[15-16 May 1992]", "[1992-05-15..1992-05-16]"),
        ("{since 1999}", "{1999..}"),
        ("[1992,05/1993]", "[1992,1993-05]"),
        ("{15.05.1992}", "{1992-05-15}"),
    ],
)
def test_in_a_list_a_range_is_offered_as_lists_have_it(text, offer):
    read = DaySet.parse if text.startswith("{") else FuzzyDate
    with pytest.raises(InvalidDayError) as refused:
        read(text)
    assert written(str(refused.value)) == ([offer] if offer else [])
    assert not offer or read(offer)


def test_a_period_is_offered_with_what_to_ask():
    with pytest.raises(
        InvalidDayError, match=r"mean 1992-05; ask during\('1992-05'\)$"
    ):
        as_day("1992/05", instead="ask during({})")
    with pytest.raises(InvalidDayError, match=r"ask during\('1999/00'\)$"):
        as_day("1999/00", instead="ask during({})")


# -- ordinal numbers ----------------------------------------------------------


def test_an_ordinal_number_is_read_with_its_own_ending_only():
    english = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    dutch = {1: "ste", 8: "ste"} | dict.fromkeys(range(20, 32), "ste")
    for day in range(1, 32):
        right = {english.get(day, "th"), dutch.get(day, "de"), "e", "го", "е"}
        for ending in ("st", "nd", "rd", "th", "ste", "de", "e", "го", "е"):
            text = f"{day}{ending} January 1992"
            if ending in right:
                assert as_day(text) == date(1992, 1, day)
            else:
                assert f"has '{day}{ending}', which" in told(as_day, text)


# -- ends that are left out ---------------------------------------------------

any_days = st.dates(date(1000, 1, 1))


@given(any_days, any_days)
def test_an_end_leaves_out_what_it_shares_with_the_start(one, other):
    first, last = map(str, sorted((one, other)))
    whole = as_period(f"{first}/{last}")
    for shared in (5, 8):  # the year; the year and the month
        if first[:shared] == last[:shared]:
            assert as_period(f"{first}/{last[shared:]}") == whole
            assert FuzzySpan.parse(f"{first}/{last[shared:]}") == FuzzySpan.parse(
                f"{first}/{last}"
            )
    if first[:5] == last[:5]:
        months = f"{first[:7]}/{last[:7]}"
        assert as_period(f"{first[:7]}/{last[5:7]}") == as_period(months)


@pytest.mark.parametrize(
    "text",
    ["1992/93", "1992-05/06-20", "1992-05-15/6", "15 May 1992/16", "../16",
     "1992-05-15/5-16", "P1Y/16", "1992-05-15/1", "[1992-05-15..16]"],
)  # fmt: skip
def test_nothing_else_is_left_out(text):
    with pytest.raises(MembershipError):
        as_period(text)
    with pytest.raises(MembershipError):
        FuzzyDate(text)


def test_an_end_that_is_left_out_in_part_may_come_too_early():
    said = "'1992-05-15/06' is read as 1992-05-15/1992-05-06, which ends before it"
    with pytest.raises(MembershipError, match=said):
        as_period("1992-05-15/06")


# -- no offer means anything else ---------------------------------------------

MONTH_NAMES = {"May": 5, "мая": 5, "okt": 10}
parts = st.one_of(
    st.sampled_from(["1992", "1993", "1905", "1914", "2001"]),
    st.integers(0, 32).map(str),
    st.integers(0, 32).map("{:02}".format),
    st.sampled_from(sorted(MONTH_NAMES)),
)
BETWEEN = [
    "-",
    "/",
    ".",
    " ",
    " - ",
    "\u2013",
    " \u2014 ",
    "..",
    " to ",
    " / ",
    "\u2212",
]


def units(tokens):
    """Every day, month or year that has each of some tokens once."""
    for order in permutations(tokens):
        year, *rest = order
        if len(year) != 4 or not year.isdigit() or len(rest) > 2:
            continue
        numbers = [MONTH_NAMES.get(each, each) for each in rest]
        if any(len(str(each)) > 2 for each in numbers):
            continue
        if len(rest) == 2 and rest[1] in MONTH_NAMES:
            continue
        numbers = [int(each) for each in numbers]
        if 0 in numbers:  # not known
            numbers = numbers[: numbers.index(0)]
        try:
            date(int(year), *[*numbers, 1, 1][:2])
        except ValueError:
            continue
        yield "-".join([f"{int(year):04}", *(f"{each:02}" for each in numbers)])


def could_mean(tokens, between):
    """All that some tokens could mean to somebody, with the signs between them."""
    kinds = {sign.strip() for sign in between} - {""}
    kinds = {"-" if sign in {"\u2013", "\u2014", "\u2212"} else sign for sign in kinds}
    if len(kinds) <= 1 or any(token in MONTH_NAMES for token in tokens):
        yield from units(tokens)
    for place in range(1, len(tokens)):
        first, last = tokens[:place], tokens[place:]
        for lent in ([], first[:1], first[:2], first[-1:]):
            for borrowed in ([], last[-1:], last[-2:], last[:1], last[:2]):
                for one, other in product(units(first + borrowed), units(lent + last)):
                    yield f"{one}/{other}"
        if last == last[:1] and len(first) == 1 and len(first[0]) == 4:
            for century in (first[0][:2], f"{int(first[0][:2]) + 1}"):
                yield f"{first[0]}/{century}{last[0]}"


@given(st.lists(parts, min_size=1, max_size=6), st.data())
@example(["1992", "05", "06"], ["-", "/"])
@example(["1", "13", "1", "2", "1992", "0"], ["-", "-", "..", " ", "-"])
@example(["1", "2", "1992", "0"], [".", " ", "-"])
def test_what_is_offered_is_what_the_text_could_mean(tokens, data):
    if isinstance(data, list):
        between = data
    else:
        signs = st.lists(
            st.sampled_from(BETWEEN),
            min_size=len(tokens) - 1,
            max_size=len(tokens) - 1,
        )
        between = data.draw(signs)
    text = "".join(map("".join, zip(tokens, [*between, ""], strict=True)))
    try:
        as_period(text)
    except MembershipError as error:
        for offer in offers(str(error)):
            assert as_period(offer)
            assert offer in set(could_mean(tokens, between)), (text, offer)
    try:
        as_day(text)
    except MembershipError as error:
        for offer in offers(str(error)):
            assert as_period(offer)
            assert offer in set(could_mean(tokens, between)), (text, offer)


def test_the_law_of_offers_would_catch_a_wrong_one():
    """Numbers with different signs between them are not one day."""
    assert "1992-05-06" not in set(could_mean(["1992", "05", "06"], ["-", "/"]))
    assert "1992-05-06" in set(could_mean(["1992", "05", "06"], ["/", "/"]))


@given(
    st.integers(0, 31),
    st.integers(0, 31),
    st.integers(1000, 9999),
    st.sampled_from(["/", "-", ".", " ", "\u2010", ". "]),
)
def test_which_number_comes_first_does_not_matter_to_what_is_offered(a, b, year, mark):
    one = told(as_period, f"{a}{mark}{b}{mark}{year}")
    other = told(as_period, f"{b}{mark}{a}{mark}{year}")
    assert offers(one) == offers(other)


# -- signs --------------------------------------------------------------------

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
TEXTS = ("1992-05-15", "15 May 1992", "1992-05/06", "1992", "2006-08-16/..", "мая 1992")
SIGNS = [
    sign
    for sign in map(chr, range(128, sys.maxunicode + 1))
    if unicodedata.category(sign)
    in {"Nd", "Nl", "No", "Pd", "Zs", "Zl", "Zp", "Cf", "Cc"}
]


@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_is_named_and_what_it_may_mean_is_offered(dash):
    name = f"has U+{ord(dash):04X} {unicodedata.name(dash)}, not the hyphen"
    for text in ("1992-05-15", "1992-05", "1992-1999", "15-16 May 1992", "15-05-1992"):
        said = told(as_period, text.replace("-", dash))
        assert name in said
        plain = [text] if text in {"1992-05-15", "1992-05"} else None
        assert offers(said) == (plain or offers(told(as_period, text)))


def test_a_sign_of_another_script_is_space_or_is_named():
    assert len(SIGNS) > 1000
    for sign in SIGNS:
        for text in ("1992-05-15", "15 May 1992"):
            for written in (f"{sign}{text}", f"{text}{sign}"):
                if sign.isspace():
                    assert as_day(written) == date(1992, 5, 15)
                else:
                    assert f"has U+{ord(sign):04X} " in told(as_day, written)


@pytest.mark.parametrize("text", TEXTS)
@given(sign=st.characters(min_codepoint=128), place=st.integers(0, 12))
def test_no_sign_of_another_script_changes_what_is_read(text, sign, place):
    place = min(place, len(text))
    written = text[:place] + sign + text[place:]
    try:
        period = as_period(written)
    except MembershipError as error:
        for offer in offers(str(error)):
            as_period(offer)
    else:
        composed = unicodedata.normalize("NFC", written)
        assert sign.isspace() or sign.isalpha() or composed != written
        assert period == as_period(text)


ends = st.sampled_from([*READ, *OFFERED, *TOLD, ".."])
FORMS = ("{}", "{}/{}", "{} to {}", "since {}", "until {}", "{}..{}", "{}-{}", "{}, {}",
         "[{}]", "[{}..]", "[{},{}]", "{{{}}}", "{{{}..{}}}", "[{}]/{}", "{}/[{}..]",
         "{}/")  # fmt: skip
texts = st.builds(str.format, st.sampled_from(FORMS), ends, ends)


@pytest.mark.parametrize("read", READERS)
@given(text=texts | st.text(max_size=120))
def test_any_text_is_read_or_refused_with_offers_that_are_read(read, text):
    """By the same function."""
    try:
        read(text)
    except MembershipError as error:
        said = str(error)
        for offer in written(said):
            (DaySet.parse if "DaySet.parse reads" in said else read)(offer)
        for offer in offers(said):
            as_period(offer)


@pytest.mark.parametrize("read", READERS)
@given(number=st.integers(101, 10_000), letter=st.characters())
def test_long_text_is_shortened_in_errors(read, number, letter):
    assert len(told(read, letter * number)) < 400


# -- what is printed ----------------------------------------------------------

edges = st.one_of(
    st.dates(),
    st.sampled_from(
        [date.min, date.min + timedelta(1), date.max, date.max - timedelta(1)]
    ),
)
sets = st.lists(edges, max_size=6, unique=True).map(sorted).map(DaySet)


@given(sets)
@example(DaySet())
@example(~DaySet())
def test_a_printed_set_is_read_back(days):
    assert DaySet.parse(str(days)) == days
    for span in days.spans():
        assert as_period(str(span)) == span
        assert DaySet.parse(str(span)) == DaySet.from_spans([span])


@given(st.tuples(edges, edges).map(sorted), st.booleans(), st.booleans())
def test_a_printed_span_is_read_back(ends, no_start, no_end):
    first, last = ends
    if first == last:
        return
    span = Span(
        None if no_start or first == date.min else first, None if no_end else last
    )
    assert as_period(str(span)) == span
    assert as_period(f"  {span} ") == span


def test_a_printed_set_of_several_periods_is_not_one_period():
    printed = "1992-05-15 to 1999-04-20, since 2006-08-16"
    with pytest.raises(
        InvalidPeriodError,
        match=r"periods; DaySet\.parse reads \{1992-05-15\.\.1999-04-20,2006-08-16\.\.\}",
    ):
        as_period(printed)
    with pytest.raises(InvalidDayError, match="is a period, not one day"):
        as_day(printed)
    for text in ("1992, 1993", "1992; 1993"):
        with pytest.raises(InvalidPeriodError, match=r"parse reads \{1992,1993\}"):
            DaySet.parse(text)


# -- a year as a number -------------------------------------------------------


class Numeral:
    """A whole number of another library."""

    def __index__(self):
        return 1999


def test_a_year_may_be_a_number():
    assert as_period(1999) == as_period("1999") == as_period(Numeral())
    assert as_period(9999) == as_period("9999")
    assert as_period(1000).first_day == date(1000, 1, 1)


@pytest.mark.parametrize("number", [0, -1, 92, 999, 10_000, 19990420, 10**30])
def test_a_number_that_is_no_year_of_four_digits_is_refused(number):
    with pytest.raises(
        InvalidPeriodError, match=f"{number} is not a year of four digits"
    ):
        as_period(number)
