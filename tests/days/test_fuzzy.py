"""Examples and errors of `Answer`, `FuzzyDate` and `FuzzyDaySet`."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import reduce
from operator import and_, or_, sub, xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_membership import strategies
from csto_membership.days import Answer, DaySet, FuzzyDate, FuzzyDaySet, Span
from csto_membership.errors import (
    EmptyError,
    InvalidDayError,
    InvalidSpanError,
    MembershipError,
    NotADayError,
    UncertainError,
    WrongTypeError,
)
from csto_membership.strategies import day_sets

YES, NO, UNCERTAIN = Answer.YES, Answer.NO, Answer.UNCERTAIN
ALL = ~DaySet()
NOON = datetime(1999, 4, 20, 12, tzinfo=UTC)


class Holiday(date):
    """A date of another library."""


# -- answers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, UNCERTAIN, UNCERTAIN, YES),
        (YES, NO, NO, YES),
        (UNCERTAIN, YES, UNCERTAIN, YES),
        (UNCERTAIN, UNCERTAIN, UNCERTAIN, UNCERTAIN),
        (UNCERTAIN, NO, NO, UNCERTAIN),
        (NO, YES, NO, YES),
        (NO, UNCERTAIN, NO, UNCERTAIN),
        (NO, NO, NO, NO),
    ],
)
def test_and_and_or_are_those_of_kleene(one, other, both, either):
    assert one & other is both
    assert one | other is either


@pytest.mark.parametrize(
    ("answer", "denied"), [(YES, NO), (UNCERTAIN, UNCERTAIN), (NO, YES)]
)
def test_not_is_that_of_kleene(answer, denied):
    assert ~answer is denied


@pytest.mark.parametrize(
    ("answer", "surely", "possibly"),
    [(YES, True, True), (UNCERTAIN, False, True), (NO, False, False)],
)
def test_an_answer_is_what_is_sure_and_what_is_possible(answer, surely, possibly):
    assert answer.surely is surely
    assert answer.possibly is possibly
    assert Answer.of(surely=surely, possibly=possibly) is answer


def test_yes_is_true_and_no_is_false():
    assert bool(YES) is True
    assert bool(NO) is False


def test_uncertain_is_neither_true_nor_false_and_says_what_to_ask():
    with pytest.raises(UncertainError, match=r"answer\.surely.*answer\.possibly") as no:
        bool(UNCERTAIN)
    assert isinstance(no.value, ValueError)
    assert isinstance(no.value, MembershipError)


@pytest.mark.parametrize("stranger", [True, False, None, 1, "yes", ALL], ids=repr)
def test_an_answer_combines_with_answers_only(stranger):
    assert YES.__and__(stranger) is NotImplemented
    assert YES.__or__(stranger) is NotImplemented
    with pytest.raises(TypeError):
        _ = YES & stranger
    with pytest.raises(TypeError):
        _ = stranger | YES


def test_an_answer_is_shown_by_its_word():
    assert [str(answer) for answer in Answer] == ["yes", "no", "uncertain"]


# -- fuzzy dates -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("1999-04", "1999-04-01", "1999-04-30"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-04-20", "1999-04-20", "1999-04-20"),
        ("[1993-09-09,1993-12-09]", "1993-09-09", "1993-12-09"),
        ("[1999-04-20..1999-04-22]", "1999-04-20", "1999-04-22"),
        ("[1993, 1995-02]", "1993-01-01", "1995-02-28"),
        ("[1993..1995-02]", "1993-01-01", "1995-02-28"),
        (" [ 1993-09-09 , 1993-12-09 ] ", "1993-09-09", "1993-12-09"),
        ("[1999]", "1999-01-01", "1999-12-31"),
    ],
)
def test_a_text_names_the_days_from_earliest_to_latest(text, earliest, latest):
    said = FuzzyDate(text)
    assert (str(said.earliest), str(said.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("[..1994-04-20]", DaySet.span(None, "1994-04-21")),
        ("[2008-03-28..]", DaySet.span("2008-03-28", None)),
        ("[..]", ALL),
        ("[..1994,1999..]", ALL - DaySet.span("1995-01-01", "1999-01-01")),
        ("[2008..]", DaySet.span("2008-01-01", None)),
        ("9999-12-31", DaySet.span(date.max, None)),
    ],
)
def test_an_open_end_is_endless(text, days):
    assert FuzzyDate(text).days == days


def test_one_of_several_is_none_of_the_days_between():
    said = FuzzyDate("[1993-09-09,1993-12-09]")
    assert said.days.count() == 2
    assert date(1993, 10, 1) not in said.days


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1999", "1999"),
        ("1999-04", "1999-04"),
        ("1999-04-20", "1999-04-20"),
        ("20 April 1999", "1999-04-20"),
        ("[1999-01-01..1999-12-31]", "1999"),
        ("[1999-04-01..1999-04-30]", "1999-04"),
        ("[1999-04-20..1999-04-21]", "[1999-04-20..1999-04-21]"),
        ("[1993-12-09,1993-09-09]", "[1993-09-09,1993-12-09]"),
        ("[1993,1995]", "[1993,1995]"),
        ("[1993-02,1995-01-01..1995-01-03]", "[1993-02,1995-01-01..1995-01-03]"),
        ("[..1994-04-20]", "[..1994-04-20]"),
        ("[2008-03-28..]", "[2008-03-28..]"),
        ("[..1994-04-20,2008-03-28..]", "[..1994-04-20,2008-03-28..]"),
        ("0001", "[..0001-12-31]"),
        ("0002", "0002"),
    ],
)
def test_a_date_is_written_as_edtf(text, edtf):
    assert FuzzyDate(text).edtf == str(FuzzyDate(text)) == edtf
    assert repr(FuzzyDate(text)) == f"FuzzyDate({edtf!r})"


def test_a_day_of_which_nothing_is_known_is_shown_shorter_than_in_edtf():
    unknown = FuzzyDate("[..]")
    assert str(unknown) == "[..]"
    assert unknown.edtf == "[0001-01-01..]"
    assert FuzzyDate(str(unknown)) == FuzzyDate(unknown.edtf) == eval(repr(unknown))  # noqa: S307


@pytest.mark.parametrize(
    "text", ["1999{}", "1999-04{}", "{}1999-04", "[1999{},2000]", "[..1999{}]"]
)
@pytest.mark.parametrize(
    ("mark", "meaning"),
    [("~", "approximate"), ("?", "uncertain"), ("%", "approximate")],
)
def test_a_qualifier_has_no_bounds_and_is_refused_by_name(text, mark, meaning):
    qualified = text.format(mark)
    with pytest.raises(InvalidDayError) as refused:
        FuzzyDate(qualified)
    assert repr(qualified) in str(refused.value)
    assert f"{meaning} ({mark})" in str(refused.value)
    assert "[1999-04-01..1999-04-30]" in str(refused.value)


@pytest.mark.parametrize("text", ["1999/2000", "[1999/2000]", "1999/.."])
def test_an_interval_is_not_a_date(text):
    with pytest.raises(InvalidDayError, match=r"write \[") as refused:
        FuzzyDate(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[,]",
        "[1999,]",
        "[1999",
        "1999]",
        "[1999}",
        "{1999]",
        "{1999,2000}",
        "[1999..2000..2001]",
        "[1999...2000]",
        "[2000..1999]",
        "[1999-04-31]",
        "[then]",
        "199X",
        "1999-XX",
        "1999-21",
        "1999-04-31",
        "0000",
        "Y19990",
        "-0044",
        "19990420",
    ],
)
def test_a_text_that_names_no_days_is_refused(text):
    with pytest.raises(InvalidDayError) as refused:
        FuzzyDate(text)
    assert isinstance(refused.value, ValueError)
    assert text in str(refused.value)


def test_a_faulty_part_of_one_of_several_is_named():
    with pytest.raises(InvalidDayError, match=r"'1999-04-31'.*has 30 days"):
        FuzzyDate("[1999-04-20,1999-04-31]")
    with pytest.raises(InvalidDayError, match=r"'2000\.\.1999'.*before it starts"):
        FuzzyDate("[1998,2000..1999]")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[]", ""),
        ("[1999,]", ""),
        ("[1999, ,2000]", " "),
        ("[1999,2000..2001..2002]", "2000..2001..2002"),
    ],
)
def test_a_part_of_one_of_several_that_names_no_day_is_named(text, part):
    with pytest.raises(InvalidDayError) as refused:
        FuzzyDate(text)
    assert (
        str(refused.value)
        == f"{text!r} has the part {part!r}, which is neither a day nor a range"
    )


def test_a_date_is_possible_on_some_day():
    with pytest.raises(
        EmptyError, match=r"^a date needs at least one possible day$"
    ) as refused:
        FuzzyDate(DaySet())
    assert isinstance(refused.value, ValueError)


def test_a_date_may_be_given_as_a_day_or_as_a_set_of_days():
    assert FuzzyDate(date(1999, 4, 20)) == FuzzyDate("1999-04-20")
    assert FuzzyDate(Holiday(1999, 4, 20)) == FuzzyDate("1999-04-20")
    assert FuzzyDate(DaySet.span("1999-01-01", "2000-01-01")) == FuzzyDate("1999")


def test_a_datetime_is_refused():
    with pytest.raises(NotADayError, match=r"datetime\.datetime\(1999.*\.date\(\)"):
        FuzzyDate(NOON)


@pytest.mark.parametrize("value", [1999, None, b"1999", Span(), [], ("1999", "2000")])
def test_what_is_no_date_raises_type_error(value):
    with pytest.raises(TypeError, match=re.escape(repr(value))) as refused:
        FuzzyDate(value)
    assert isinstance(refused.value, InvalidDayError)


def test_coarser_agrees_and_contrary_does_not():
    december = FuzzyDate("1993-12")
    assert december.agrees_with(FuzzyDate("1993-12-09"))
    assert december.agrees_with(FuzzyDate("1993"))
    assert december.agrees_with(FuzzyDate("[1993-09-09,1993-12-09]"))
    assert not december.agrees_with(FuzzyDate("1994"))
    assert not december.agrees_with(FuzzyDate("[1993-09-09,1994-12-09]"))


def test_a_date_that_agrees_with_two_may_be_between_them():
    between = FuzzyDate("[1993-09-09,1993-12-09]")
    assert not between.agrees_with(FuzzyDate("1993-10"))


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("1999-04-20", True),
        ("[1999-04-20]", True),
        ("1999-04", False),
        ("[1993-09-09,1993-12-09]", False),
        ("[..1999-04-20]", False),
        ("[1999-04-20..]", False),
        ("[..]", False),
    ],
)
def test_a_date_is_exact_when_it_can_be_one_day_only(text, exact):
    assert FuzzyDate(text).is_exact is exact


def test_a_fuzzy_date_cannot_be_changed():
    with pytest.raises(AttributeError):
        FuzzyDate("1999").days = ALL
    with pytest.raises(AttributeError):
        FuzzyDate("1999").note = "mine"


def test_equal_dates_are_one_key():
    assert {FuzzyDate("1999"): 1}[FuzzyDate("[1999-01-01..1999-12-31]")] == 1
    assert FuzzyDate("1999") != "1999"


# -- fuzzy sets of days ------------------------------------------------------

DAYS = FuzzyDaySet(
    DaySet.span("1994-01-01", "1999-01-01"), DaySet.span("1993-01-01", "2000-01-01")
)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("1992-12-31", NO),
        ("1993-01-01", UNCERTAIN),
        ("1993-12-31", UNCERTAIN),
        ("1994-01-01", YES),
        ("1998-12-31", YES),
        ("1999-01-01", UNCERTAIN),
        ("2000-01-01", NO),
    ],
)
def test_answer_is_yes_where_sure_and_uncertain_where_only_possible(day, answer):
    assert DAYS.answer(day) is answer


def test_in_answers_where_it_can_and_raises_where_it_cannot():
    assert "1994-01-01" in DAYS
    assert "1992-12-31" not in DAYS
    with pytest.raises(UncertainError):
        _ = "1993-01-01" in DAYS


def test_a_datetime_is_refused_in_questions():
    with pytest.raises(NotADayError, match="time of day"):
        DAYS.answer(NOON)
    with pytest.raises(NotADayError, match="time of day"):
        _ = NOON in DAYS


def test_a_set_is_true_when_it_surely_holds_a_day():
    assert DAYS
    assert not FuzzyDaySet()
    with pytest.raises(UncertainError):
        bool(FuzzyDaySet(DaySet(), ALL))


def test_uncertain_days_are_possible_and_not_sure():
    assert DAYS.uncertain == DaySet.from_spans(
        [("1993-01-01", "1994-01-01"), ("1999-01-01", "2000-01-01")]
    )


def test_what_is_sure_is_all_that_is_possible_unless_said():
    assert FuzzyDaySet(DAYS.surely).possibly == DAYS.surely
    assert FuzzyDaySet() == FuzzyDaySet(DaySet(), DaySet())


def test_a_sure_day_that_is_not_possible_is_refused():
    with pytest.raises(InvalidSpanError, match="1994-01-01 to 1998-12-31") as refused:
        FuzzyDaySet(DAYS.surely, DaySet())
    assert isinstance(refused.value, ValueError)


def test_a_set_minus_itself_keeps_its_doubt():
    assert (DAYS - DAYS).surely == DaySet()
    assert (DAYS - DAYS).possibly == DAYS.uncertain


STRANGERS = [{date(1999, 4, 20)}, None, 0.5, "1999", YES]


@pytest.mark.parametrize("name", ["or", "and", "xor", "sub", "eq"])
def test_operators_leave_other_classes_to_them(name):
    assert getattr(DAYS, f"__{name}__")(Fraction(1, 2)) is NotImplemented


@pytest.mark.parametrize("stranger", STRANGERS, ids=repr)
def test_operators_with_other_types_raise_type_error(stranger):
    with pytest.raises(WrongTypeError, match=r"DaySet\.parse|operator"):
        _ = DAYS | stranger
    with pytest.raises(WrongTypeError, match=r"DaySet\.parse|operator"):
        _ = stranger - DAYS


def test_a_fuzzy_set_cannot_be_changed():
    with pytest.raises(AttributeError):
        DAYS.surely = ALL
    with pytest.raises(AttributeError):
        DAYS.note = "mine"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (FuzzyDaySet(), "no day"),
        (FuzzyDaySet(ALL), "always"),
        (FuzzyDaySet(DaySet(), ALL), "uncertain: always"),
        (
            FuzzyDaySet(
                DaySet.span("1994-01-01", None), DaySet.span("1993-01-01", None)
            ),
            "since 1994-01-01; uncertain: 1993-01-01 to 1993-12-31",
        ),
    ],
)
def test_a_fuzzy_set_is_shown_with_what_is_uncertain_apart(days, said):
    assert str(days) == said
    assert repr(days) == f"<FuzzyDaySet {said}>"


@pytest.mark.parametrize("bound", [{date(1999, 4, 20)}, None, "1999"])
def test_the_bounds_of_a_fuzzy_set_are_day_sets(bound):
    with pytest.raises(TypeError, match="not a DaySet"):
        FuzzyDaySet(DaySet(), bound)


@given(strategies.fuzzy_dates(date(2001, 1, 1), date(2001, 1, 9), endless=False))
def test_the_days_from_a_date_on_are_bounded_by_those_from_each_day_it_may_be(when):
    each = [DaySet.span(day, None) for day in when.days]
    assert when.onwards == FuzzyDaySet(reduce(and_, each), reduce(or_, each))


def test_no_day_comes_surely_after_a_date_that_may_never_come():
    later = DaySet.span("2008-01-01", None)
    assert FuzzyDate("[2008..]").onwards == FuzzyDaySet(DaySet(), later)
    assert FuzzyDate("[..]").onwards == FuzzyDaySet(DaySet(), ~DaySet())


@pytest.mark.parametrize("bound", [{date(1999, 4, 20)}, None, "1999"], ids=repr)
def test_the_sure_days_of_a_fuzzy_set_are_a_day_set(bound):
    with pytest.raises(WrongTypeError, match="not a DaySet"):
        FuzzyDaySet(bound, ~DaySet())


# -- sets of which at least one day is certain ---------------------------------------------


@st.composite
def true_sets(draw):
    """A set of days, and a fuzzy one that says true things of it."""
    true = draw(
        day_sets(date(2000, 1, 1), date(2000, 2, 1), max_spans=3, endless=False)
    )
    near = day_sets(date(2000, 1, 1), date(2000, 2, 1), max_spans=2, endless=False)
    surely, possibly = true & draw(near), true | draw(near)
    each = (possibly & one for one in draw(st.lists(near, max_size=3)))
    some_of = tuple(one for one in each if not one.isdisjoint(true))
    return true, FuzzyDaySet(surely, possibly, some_of)


@given(true_sets(), true_sets(), st.sampled_from([or_, and_, sub, xor]))
def test_an_operator_keeps_only_what_still_holds(one, other, operation):
    true, days = (operation(a, b) for a, b in zip(one, other, strict=True))
    assert days.surely <= true <= days.possibly
    for each in days.some_of:
        assert each <= days.possibly
        assert each.isdisjoint(days.surely)
        assert not each.isdisjoint(true)


def test_what_is_certain_of_one_day_is_kept_where_it_holds():
    year = DaySet.parse("2002")
    days = FuzzyDaySet(DaySet(), year, (year,))
    assert str(days) == (
        "uncertain: 2002-01-01 to 2002-12-31; at least one day of 2002-01-01 to 2002-12-31"
    )
    for kept in (
        days | DaySet.parse("2004"),
        days & DaySet.parse("2001/2003"),
        days.clip("2002"),
    ):
        assert kept.some_of == (year,)
    for lost in (
        days - DaySet.parse("2002-06"),
        days & DaySet.parse("2002-06"),
        ~days,
        days | year,
    ):
        assert lost.some_of == ()


@pytest.mark.parametrize("some", [DaySet(), DaySet.parse("2001")])
def test_one_day_must_be_possible(some):
    with pytest.raises(InvalidSpanError, match="at least one day must be possible"):
        FuzzyDaySet(DaySet(), DaySet.parse("2002"), (some,))


def test_days_are_listed_and_counted_if_none_is_uncertain():
    sure = FuzzyDaySet(DaySet.parse("1999-04-19/1999-04-20"))
    assert sure.count() == 2
    assert list(sure) == [date(1999, 4, 19), date(1999, 4, 20)]
    unsure = FuzzyDaySet(DaySet.parse("1999"), DaySet.parse("1999/2000"))
    with pytest.raises(UncertainError, match=r"2000-12-31; ask for count\(\) of the"):
        unsure.count()
    with pytest.raises(UncertainError, match=r"ask for the days of the bounds"):
        list(unsure)
