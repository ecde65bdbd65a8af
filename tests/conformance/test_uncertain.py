"""What is unknown, open or coarse: three answers, where other libraries give one.

HL7's CQL is the only peer whose interval operators answer yes, no or unknown: an end
that is closed and null never comes there, one that is open and null is unknown. EDTF
writes the first `2001/..` and the second `2001/`; `undate` and `edtf` lose the
difference, or guess.
"""

import pickle
from operator import ge, gt, le, lt

import pytest

from csto_membership import (
    Answer,
    DaySet,
    FuzzyDate,
    FuzzySpan,
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    Relations,
)

YES, NO, UNCERTAIN = Answer.YES, Answer.NO, Answer.UNCERTAIN
SAME_OR_INSIDE = ["starts", "during", "finishes", "equals"]

# What CQL means by its words, in Allen's.
WORDS = {
    "before": Relations(["before", "meets"]),
    "after": Relations(["after", "met by"]),
    "meets": Relations(["meets", "met by"]),
    "overlaps": ~Relations(["before", "meets", "after", "met by"]),
    "during": Relations(SAME_OR_INSIDE),
    "includes": Relations(SAME_OR_INSIDE).converse,
    "starts": Relations(["starts", "equals"]),
    "ends": Relations(["finishes", "equals"]),
    "equals": Relations("equals"),
}

ASKED = [
    # both known
    ("2001-01-11/2001-01-20", "after", "2001-01-01/2001-01-10", YES),
    ("2001-01-11/2001-01-20", "meets", "2001-01-01/2001-01-10", YES),
    ("2001-01-11/2001-01-20", "before", "2001-01-01/2001-01-10", NO),
    ("2001-01-04/2001-01-10", "ends", "2001-01-01/2001-01-10", YES),
    # the known end decides
    ("2001-01-11/", "after", "2001-01-01/2001-01-10", YES),
    ("2001-01-11/", "overlaps", "2001-01-01/2001-01-10", NO),
    ("2001-01-11/", "overlaps", "2001-01-05/2001-01-12", YES),
    ("2001-01-11/", "includes", "2001-01-05/2001-01-12", NO),
    ("2001-01-11/", "during", "2001-01-12/..", NO),
    ("2001-01-11/", "during", "2001-01-01/..", YES),
    ("2001-01-11/", "starts", "2001-01-11/..", YES),
    ("/2001-01-10", "before", "2001-01-11/..", YES),
    ("/2001-01-10", "overlaps", "2001-01-11/..", NO),
    # the unknown end decides
    ("2001-01-11/", "before", "2001-02-01/2001-02-10", UNCERTAIN),
    ("2001-01-11/", "meets", "2001-02-01/..", UNCERTAIN),
    ("2001-01-11/", "overlaps", "2001-01-15/2001-01-18", UNCERTAIN),
    ("2001-01-11/", "during", "2001-01-01/2001-01-31", UNCERTAIN),
    ("2001-01-11/", "includes", "2001-01-15/2001-01-18", UNCERTAIN),
    ("2001-01-11/", "starts", "2001-01-11/2001-01-20", UNCERTAIN),
    ("/2001-01-10", "ends", "2001-01-05/2001-01-10", UNCERTAIN),
    ("2001-01-11/", "equals", "2001-01-11/", UNCERTAIN),
    ("2001-01-11/", "equals", "2001-01-11/..", UNCERTAIN),
    ("2001-01-11/", "ends", "2001-01-01/..", UNCERTAIN),
    # an end that never comes is known
    ("2001-01-11/..", "before", "2001-02-01/2001-02-10", NO),
    ("2001-01-11/..", "meets", "2001-02-01/..", NO),
    ("2001-01-11/..", "overlaps", "2001-01-15/2001-01-18", YES),
    ("2001-01-11/..", "during", "2001-01-01/2001-01-31", NO),
    ("2001-01-11/..", "includes", "2001-01-15/2001-01-18", YES),
    ("../2001-01-10", "ends", "2001-01-05/2001-01-10", NO),
    ("2001-01-05/2001-01-10", "ends", "../2001-01-10", YES),
    ("2001-01-11/..", "equals", "2001-01-11/..", YES),
    # coarse dates
    ("2001-01/2001-03", "before", "2001-04/..", YES),
    ("2001-01/2001-03", "before", "2001-03/..", UNCERTAIN),
    ("2001-01/2001-03", "before", "2000-12/2000-12", NO),
    ("2001-01/2001-03", "overlaps", "2001-02/2001-02", YES),
    ("2001-02/2001-02", "during", "2001-01/2001-03", YES),
    ("2001-01/2001-03", "equals", "2001-01/2001-03", UNCERTAIN),
]


@pytest.mark.parametrize(("one", "word", "other", "answer"), ASKED, ids=str)
def test_an_answer_is_uncertain_exactly_where_the_unknown_decides(
    one, word, other, answer
):
    """Null is neither skipped nor taken as endless: what is known answers if it can."""
    one, other = FuzzySpan.parse(one), FuzzySpan.parse(other)
    assert one.stands(WORDS[word], other) is answer
    assert other.stands(WORDS[word].converse, one) is answer


@pytest.mark.parametrize(
    ("text", "day", "answer"),
    [
        ("2001-01-11/", "2001-01-10", NO),
        ("2001-01-11/", "2001-01-11", YES),
        ("2001-01-11/", "2001-01-12", UNCERTAIN),
        ("2001-01-11/", "2011-01-12", UNCERTAIN),
        ("2001-01-11/", "2050-01-01", UNCERTAIN),
        ("2001-01-11/..", "2050-01-01", YES),
        ("/2001-01-10", "1801-01-01", UNCERTAIN),
        ("../2001-01-10", "1801-01-01", YES),
        ("/2001-01-10", "2001-01-11", NO),
        ("2001/2003", "2001-01-01", UNCERTAIN),
        ("2001/2003", "2002-06-01", YES),
        ("2001/2003", "2003-12-31", UNCERTAIN),
        ("2001/2003", "2004-01-01", NO),
    ],
    ids=str,
)
def test_a_day_is_in_surely_or_perhaps_or_not(text, day, answer):
    """An unknown end is neither ten years on nor never, and coarse ends have a margin."""
    assert FuzzySpan.parse(text).answer(day) is answer


@pytest.mark.parametrize(
    "text",
    ["2001/", "2001/..", "/2001", "../2001", "2001/2003", "2001-04/2003-05-06",
     "[2001,2003]/2005", "[..2001-12-31]/2003"],
)  # fmt: skip
def test_a_span_prints_as_it_was_read_and_is_a_key(text):
    """Nothing is lost in reading: what prints the same is the same, and the rest is not."""
    span = FuzzySpan.parse(text)
    assert str(span) == text
    assert {span: text}[FuzzySpan.parse(text)] == text
    assert pickle.loads(pickle.dumps(span)) == span


def test_spans_with_different_ends_are_different():
    """Unknown and open on each side are four spans, not one."""
    texts = ["2001/", "2001/..", "2001/2002", "/2002", "../2002"]
    assert len({FuzzySpan.parse(text) for text in texts}) == len(texts)


def test_what_is_known_of_two_dates_may_be_equal_while_the_dates_are_not():
    """Equality is of what is known; whether the spans are equal is another question."""
    spell = FuzzySpan.parse("1999/2004")
    assert spell == FuzzySpan.parse("1999/2004")
    assert spell.stands("equals", spell) is UNCERTAIN
    assert FuzzyDate("1999").agrees_with(FuzzyDate("1999-05"))
    assert not FuzzyDate("1999").agrees_with(FuzzyDate("2000-05"))


@pytest.mark.parametrize("compare", [lt, gt, le, ge])
def test_dates_that_are_not_sure_have_no_order(compare):
    """`200X > 2005` is True in one peer; here nothing is claimed."""
    with pytest.raises(TypeError, match="not supported"):
        compare(FuzzyDate("[2000..2009]"), FuzzyDate("2005"))


def test_how_long_an_unsure_span_lasts_lies_between_two_counts():
    """From the last possible beginning to the first possible end, and the reverse."""
    days = FuzzySpan.parse("2001-01/2001-03").days
    assert days.surely.count() == 30
    assert days.possibly.count() == 90


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("200X", "digits"),
        ("2001-1X", "digits"),
        ("2001-XX", "digits"),
        ("2001?", r"uncertain \(\?\)"),
        ("2001-04~", "approximate"),
        ("2001%", "uncertain and approximate"),
        ("Y20010", "four digits|not a day"),
        ("2001-01-01T12:00", "time of day"),
        ("2001-21", "season|no month"),
        ("20010101", r"write \[?(1990\.\.)?2001-01-01"),
        ("-0044", "not a (day|period)"),
    ],
)
@pytest.mark.parametrize("pattern", ["{}", "[{},2005]", "[1990..{}]"])
def test_what_is_not_read_is_refused_shortly_and_never_read_as_something_else(
    text, why, pattern
):
    """A qualifier is not dropped, a digit not guessed, and eight digits are no year."""
    with pytest.raises(InvalidDayError, match=why) as refused:
        FuzzyDate(pattern.format(text))
    assert text in str(refused.value)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("text", ["2001/", "/2001", "2001-01-11/"])
def test_a_set_is_not_made_of_a_span_with_an_unknown_end(text):
    """A set says yes or no of each day, so that the unknown end is refused, not opened."""
    with pytest.raises(InvalidPeriodError, match="unknown end"):
        DaySet.parse(text)


@pytest.mark.parametrize(
    "text", ["2005/2001", "2001-05/2001-04", "2001-01-02/2001-01-01"]
)
@pytest.mark.parametrize(
    "parse", [DaySet.parse, FuzzySpan.parse], ids=["sure", "fuzzy"]
)
def test_an_interval_that_must_end_before_it_begins_is_refused(parse, text):
    """It is accepted, or empty, elsewhere."""
    with pytest.raises(InvalidSpanError):
        parse(text)
