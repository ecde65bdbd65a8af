"""Examples and errors of `DaySet`; its laws are in `test_days_laws.py`."""

import operator
import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from csto_membership.days import DaySet, Span
from csto_membership.errors import (
    EmptyError,
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    MembershipError,
    NotADayError,
    UnboundedError,
    WrongTypeError,
)

FIRST = DaySet.span("1992-05-15", "1999-04-21")
SECOND = DaySet.span("2006-08-16", "2012-12-19")
ALL = ~DaySet()
NOON = datetime(1999, 4, 20, 12, tzinfo=UTC)


class Holiday(date):
    """A date of another library."""


# -- making one --------------------------------------------------------------


def test_the_empty_set_holds_no_day():
    assert date(1999, 4, 20) not in DaySet()
    assert not DaySet()
    assert DaySet().count() == 0
    assert list(DaySet().spans()) == []


def test_the_complement_of_the_empty_set_holds_both_ends_of_the_calendar():
    assert date.min in ALL
    assert date.max in ALL


def test_a_span_holds_its_first_day_and_not_its_end():
    assert "1999-04-20" in FIRST
    assert "1999-04-21" not in FIRST
    assert "1992-05-15" in FIRST
    assert "1992-05-14" not in FIRST


def test_a_span_that_ends_on_its_first_day_is_empty():
    assert DaySet.span("1999-01-01", "1999-01-01") == DaySet()
    assert DaySet.span(date.min, date.min) == DaySet()
    assert DaySet.span(date.max, date.max) == DaySet()


def test_spans_that_touch_are_one():
    january = DaySet.span("1999-01-01", "1999-02-01")
    february = DaySet.span("1999-02-01", "1999-03-01")
    assert january | february == DaySet.span("1999-01-01", "1999-03-01")
    assert len(list((january | february).spans())) == 1


def test_spans_one_day_apart_are_two():
    apart = DaySet.from_spans(
        [("1999-01-01", "1999-01-31"), ("1999-02-01", "1999-03-01")]
    )
    assert len(list(apart.spans())) == 2
    assert "1999-01-31" not in apart


def test_from_spans_mixes_spans_and_pairs():
    mixed = DaySet.from_spans([Span("2000-01-01"), ("1999-01-01", date(2000, 1, 1))])
    assert mixed == DaySet.span("1999-01-01", None)


def test_no_spans_make_the_empty_set():
    assert DaySet.from_spans([]) == DaySet()
    assert DaySet.from_spans(iter(())) == DaySet()


def test_since_ever_is_the_first_day_of_the_calendar():
    assert DaySet.span(None, "1999-01-01") == DaySet.span(date.min, "1999-01-01")


def test_one_day_at_the_end_of_the_calendar_is_endless():
    last = DaySet.span(date.max, None)
    assert date.max in last
    assert date.max - timedelta(1) not in last
    assert last.first_day == date.max
    assert last.last_day is None


def test_the_last_day_of_the_calendar_as_an_end_is_outside():
    almost = DaySet.span("1999-01-01", date.max)
    assert date.max not in almost
    assert almost.last_day == date(9999, 12, 30)


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(InvalidSpanError, match=r"1999-01-01.*1999-01-02") as refused:
        DaySet.span("1999-01-02", "1999-01-01")
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, MembershipError)


@pytest.mark.parametrize(
    "toggles",
    [["1999-01-02", "1999-01-01"], ["1999-01-01", "1999-01-01"]],
    ids=["descend", "repeat"],
)
def test_toggles_that_do_not_ascend_are_refused(toggles):
    with pytest.raises(InvalidSpanError, match="1999-01-01"):
        DaySet(toggles)


@pytest.mark.parametrize(
    "value",
    [date(1999, 1, 1), "1999-01-01", ("1999-01-01",), 5, None, DaySet()],
    ids=repr,
)
def test_what_is_neither_a_span_nor_a_pair_is_refused_by_name(value):
    with pytest.raises(InvalidPeriodError, match=re.escape(repr(value))):
        DaySet.from_spans([value])


# -- what a day is -----------------------------------------------------------

WAYS_IN = {
    "toggles": lambda day: DaySet([day]),
    "start": lambda day: DaySet.span(day, None),
    "end": lambda day: DaySet.span(None, day),
    "pair": lambda day: DaySet.from_spans([(day, None)]),
    "in": lambda day: day in ALL,
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
def test_a_number_is_no_day(put):
    with pytest.raises(TypeError, match="19990420 is of type int"):
        put(19990420)


@ways_in
def test_a_text_that_names_no_day_is_refused(put):
    with pytest.raises(InvalidDayError, match="'03/04/1999' is ambiguous"):
        put("03/04/1999")


def test_other_subclasses_of_date_are_days_and_become_plain_ones():
    holiday = Holiday(1999, 4, 20)
    assert holiday in FIRST
    made = DaySet.from_spans([(holiday, Holiday(1999, 4, 21))])
    assert made == DaySet([holiday, "1999-04-21"])
    assert {type(day) for day in made.toggles} == {date}
    assert {type(day) for day in DaySet([holiday]).toggles} == {date}


def test_a_day_may_be_written():
    assert "20 April 1999" in FIRST
    assert DaySet.span("15 mei 1992", "21 апреля 1999") == FIRST


# -- asking ------------------------------------------------------------------


def test_spans_come_in_order_as_spans():
    assert list((SECOND | FIRST).spans()) == [
        Span("1992-05-15", "1999-04-21"),
        Span("2006-08-16", "2012-12-19"),
    ]


def test_spans_are_endless_where_the_set_is():
    assert list(ALL.spans()) == [Span(None, None)]
    assert list((~FIRST).spans()) == [
        Span(None, "1992-05-15"),
        Span("1999-04-21", None),
    ]


def test_count_counts_days():
    assert FIRST.count() == (date(1999, 4, 21) - date(1992, 5, 15)).days
    assert DaySet.span("2000-02-28", "2000-03-01").count() == 2


@pytest.mark.parametrize(
    "endless",
    [ALL, DaySet.span(None, "1999-01-01"), DaySet.span("1999-01-01", None)],
    ids=str,
)
def test_an_endless_set_cannot_be_counted(endless):
    assert not endless.is_bounded
    with pytest.raises(UnboundedError, match="endless") as refused:
        endless.count()
    assert isinstance(refused.value, ValueError)


def test_first_and_last_day_are_inside():
    assert (FIRST | SECOND).first_day == date(1992, 5, 15)
    assert (FIRST | SECOND).last_day == date(2012, 12, 18)


def test_an_endless_side_has_no_first_or_last_day():
    assert ALL.first_day is None
    assert ALL.last_day is None


@pytest.mark.parametrize("name", ["first_day", "last_day"])
def test_the_empty_set_has_no_first_or_last_day_to_ask_for(name):
    with pytest.raises(
        EmptyError, match=r"^the empty set of days has no first and no last day$"
    ) as refused:
        getattr(DaySet(), name)
    assert isinstance(refused.value, ValueError)


def test_the_empty_set_is_bounded():
    assert DaySet().is_bounded


# -- with other types --------------------------------------------------------

STRANGERS = [{date(1999, 4, 20)}, [], None, 0.5, frozenset(), "1999", 1999, {}]


@pytest.mark.parametrize(
    "name", ["or", "and", "xor", "sub", "le", "lt", "ge", "gt", "eq", "ne"]
)
def test_operators_leave_other_classes_to_them(name):
    assert getattr(FIRST, f"__{name}__")(Fraction(1, 2)) is NotImplemented


@pytest.mark.parametrize("stranger", STRANGERS, ids=repr)
@pytest.mark.parametrize("name", ["or_", "and_", "xor", "sub", "le", "lt", "ge", "gt"])
def test_operators_with_other_types_say_how_to_make_a_set(name, stranger):
    operate = getattr(operator, name)
    for pair in ((FIRST, stranger), (stranger, FIRST)):
        with pytest.raises(WrongTypeError, match=r"write DaySet\.parse\(text\)"):
            operate(*pair)
    with pytest.raises(WrongTypeError, match=r"write DaySet\.parse\(text\)"):
        FIRST.isdisjoint(stranger)


@pytest.mark.parametrize("stranger", STRANGERS, ids=repr)
def test_a_set_equals_no_other_type(stranger):
    assert DaySet() != stranger


# -- a value -----------------------------------------------------------------


def test_a_set_cannot_be_changed():
    with pytest.raises(AttributeError):
        FIRST.toggles = ()
    with pytest.raises(AttributeError):
        del FIRST.toggles
    with pytest.raises(AttributeError):
        FIRST.note = "mine"


def test_a_result_cannot_be_changed():
    with pytest.raises(AttributeError):
        (FIRST | SECOND).toggles = ()


def test_equal_sets_are_one_key():
    assert {FIRST: "in"}[DaySet(["1992-05-15", "1999-04-21"])] == "in"


def test_in_place_operators_make_a_new_set():
    days = before = FIRST
    days |= SECOND
    assert before == DaySet.span("1992-05-15", "1999-04-21")
    assert days == FIRST | SECOND


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (DaySet(), "no day"),
        (ALL, "always"),
        (FIRST | SECOND, "1992-05-15 to 1999-04-20, 2006-08-16 to 2012-12-18"),
        (~FIRST, "until 1992-05-14, since 1999-04-21"),
        (DaySet.span("1999-04-20", "1999-04-21"), "1999-04-20"),
    ],
)
def test_a_set_is_shown_with_its_last_days_inside(days, said):
    assert str(days) == said
    assert eval(repr(days)) == days  # noqa: S307 - a repr can be pasted back


def test_a_set_of_single_days_is_made_by_name():
    made = DaySet.of("1999-04-21", date(1999, 4, 20), "2006-08-16")
    assert list(made) == [date(1999, 4, 20), date(1999, 4, 21), date(2006, 8, 16)]
    assert DaySet.of() == DaySet()
    assert DaySet.of(date.max) == DaySet.span(date.max, None)
    with pytest.raises(ValueError, match="period"):
        DaySet.of("1999")


def test_the_nearest_day_is_the_last_before_a_gap_or_the_first_after_it():
    days = DaySet.of("2001-01-01", "2001-01-11", "2001-01-21", "2001-01-31")
    for asked, nearest in [(14, 11), (16, 11), (17, 21), (20, 21), (26, 21), (27, 31)]:
        assert days.nearest_in(f"2001-01-{asked}") == date(2001, 1, nearest)
    assert days.nearest_out("2001-01-11") == date(2001, 1, 10)


def test_a_set_may_be_moved_up_to_the_last_day_before_an_end_of_the_calendar():
    early, late = DaySet.of("0001-01-03"), DaySet.of("9999-12-29")
    assert early.shift(-1) == DaySet.of("0001-01-02")
    assert late.shift(1) == DaySet.of("9999-12-30")
    assert DaySet.of("0001-01-02").shift(0) == DaySet.of("0001-01-02")


def test_sets_may_come_from_a_generator():
    some = [DaySet.parse("1999/2000"), DaySet.parse("2000/2001")]
    assert DaySet.at_least(2, iter(some)) == DaySet.parse("2000")


@pytest.mark.parametrize("text", ["{}", "{ }", " {\t} "])
def test_braces_around_nothing_are_the_empty_set(text):
    assert DaySet.parse(text) == DaySet()


@pytest.mark.parametrize("text", ["[}", "x}", "}", "{~}", "{я}", "{}}"])
def test_other_brackets_and_what_names_no_day_are_not_the_empty_set(text):
    with pytest.raises((InvalidDayError, InvalidPeriodError)):
        DaySet.parse(text)
