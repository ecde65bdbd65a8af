"""Examples and errors of `Timeline`; its laws are in `test_days_laws.py`."""

import re
from datetime import UTC, date, datetime

import pytest

from csto_membership.days import Answer, DaySet, Segment, Span, Timeline
from csto_membership.errors import (
    InvalidDayError,
    InvalidSpanError,
    MembershipError,
    NotADayError,
    UncertainError,
    WrongTypeError,
)

LAW = Timeline(["1994-04-20", "1999-04-21"], ["signed", "in force", "extended"])
NOON = datetime(1999, 4, 20, 12, tzinfo=UTC)
NAN = float("nan")


class Holiday(date):
    """A date of another library."""


# -- making one --------------------------------------------------------------


def test_each_value_holds_from_its_day_on():
    assert LAW["1994-04-19"] == "signed"
    assert LAW["1994-04-20"] == "in force"
    assert LAW[date(1999, 4, 20)] == "in force"
    assert LAW[date(1999, 4, 21)] == "extended"


def test_the_first_and_the_last_value_are_endless():
    assert LAW[date.min] == "signed"
    assert LAW[date.max] == "extended"


def test_a_timeline_without_changes_has_one_value_for_all_days():
    always = Timeline([], ["member"])
    assert always[date.min] == always[date.max] == "member"
    assert list(always.segments()) == [Segment(Span(), "member")]


def test_days_and_values_may_come_from_any_iterable():
    made = Timeline(iter([date(1999, 1, 1)]), (n for n in (0, 9)))
    assert made == Timeline(["1999-01-01"], [0, 9])


def test_neighbours_that_are_equal_become_one():
    made = Timeline(["1999-01-01", "2000-01-01", "2001-01-01"], [0, 9, 9, 0])
    assert made == Timeline(["1999-01-01", "2001-01-01"], [0, 9, 0])
    assert made.days == (date(1999, 1, 1), date(2001, 1, 1))
    assert hash(made) == hash(Timeline(["1999-01-01", "2001-01-01"], [0, 9, 0]))


@pytest.mark.parametrize(
    ("days", "values"),
    [([], []), (["1999-01-01"], [1]), ([], [1, 2]), (["1999-01-01"], [1, 2, 3])],
)
def test_there_is_one_value_more_than_days(days, values):
    need = rf"{len(days)} changes need {len(days) + 1} values, not {len(values)}"
    with pytest.raises(InvalidSpanError, match=need) as refused:
        Timeline(days, values)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, MembershipError)


@pytest.mark.parametrize(
    "days",
    [["1999-01-02", "1999-01-01"], ["1999-01-01", "1999-01-01"]],
    ids=["descend", "repeat"],
)
def test_changes_that_do_not_ascend_are_refused(days):
    with pytest.raises(InvalidSpanError, match="1999-01-01"):
        Timeline(days, [0, 1, 2])


def test_nothing_comes_before_the_first_day_of_the_calendar():
    with pytest.raises(InvalidSpanError, match="0001-01-01"):
        Timeline([date.min], [0, 1])


def test_a_change_may_fall_on_the_last_day_of_the_calendar():
    last = Timeline([date.max], [0, 1])
    assert last[date(9999, 12, 30)] == 0
    assert last[date.max] == 1
    assert last.where(bool) == DaySet.span(date.max, None)


# -- one and True and nan ----------------------------------------------------


def test_one_and_true_are_not_the_same_value():
    made = Timeline(["1999-01-01"], [1, True])
    assert made["1998-12-31"] is not True
    assert made["1999-01-01"] is True
    assert len(list(made.segments())) == 2


def test_timelines_of_one_and_of_true_are_not_equal():
    assert Timeline([], [1]) != Timeline([], [True])
    assert Timeline(["1999-01-01"], [0, 1]) != Timeline(["1999-01-01"], [False, True])


def test_nan_is_itself():
    assert len(list(Timeline(["1999-01-01"], [NAN, NAN]).segments())) == 1
    assert Timeline([], [NAN]) == Timeline([], [NAN])


def test_two_nans_are_two_values():
    made = Timeline(["1999-01-01"], [NAN, float("nan")])
    assert len(list(made.segments())) == 2


# -- what a day is -----------------------------------------------------------

WAYS_IN = {
    "days": lambda day: Timeline([day], [0, 1]),
    "[]": lambda day: LAW[day],
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
    assert {type(day) for day in Timeline([Holiday(1999, 4, 20)], [0, 1]).days} == {
        date
    }


@ways_in
def test_a_year_is_no_day(put):
    with pytest.raises(InvalidDayError, match="'1999' is a period"):
        put("1999")


# -- asking ------------------------------------------------------------------


def test_segments_come_in_order_with_their_values():
    assert list(LAW.segments()) == [
        Segment(Span(None, "1994-04-20"), "signed"),
        Segment(Span("1994-04-20", "1999-04-21"), "in force"),
        Segment(Span("1999-04-21", None), "extended"),
    ]


def test_map_joins_what_becomes_equal():
    assert LAW.map(lambda value: value != "signed") == Timeline(
        ["1994-04-20"], [False, True]
    )


def test_map_asks_once_for_each_value():
    asked = []
    LAW.map(asked.append)
    assert asked == ["signed", "in force", "extended"]


def test_combine_changes_where_either_changes():
    one = Timeline(["1999-01-01"], [0, 1])
    other = Timeline(["2000-01-01"], [0, 2])
    assert one.combine(other, lambda mine, theirs: mine + theirs) == Timeline(
        ["1999-01-01", "2000-01-01"], [0, 1, 3]
    )


def test_where_gives_the_days_whose_value_is_accepted():
    assert LAW.where(lambda value: value == "in force") == DaySet.span(
        "1994-04-20", "1999-04-21"
    )
    assert LAW.where(lambda _: False) == DaySet()
    assert LAW.where(lambda _: True) == ~DaySet()


def test_where_does_not_guess():
    unsure = Timeline(["1999-01-01"], [Answer.YES, Answer.UNCERTAIN])
    with pytest.raises(UncertainError):
        unsure.where(lambda answer: answer)
    assert unsure.where(lambda answer: answer.surely) == DaySet.span(None, "1999-01-01")


@pytest.mark.parametrize(
    ("days", "timeline"),
    [
        (DaySet(), Timeline([], [False])),
        (~DaySet(), Timeline([], [True])),
        (DaySet.span("1999-01-01", None), Timeline(["1999-01-01"], [False, True])),
        (DaySet.span(None, "1999-01-01"), Timeline(["1999-01-01"], [True, False])),
        (DaySet.span(date.max, None), Timeline([date.max], [False, True])),
        (
            DaySet.span("1999-01-01", "2000-01-01"),
            Timeline(["1999-01-01", "2000-01-01"], [False, True, False]),
        ),
    ],
)
def test_of_a_set_is_true_on_its_days(days, timeline):
    assert Timeline.of(days) == timeline


# -- a value -----------------------------------------------------------------


def test_a_timeline_cannot_be_changed():
    with pytest.raises(AttributeError):
        LAW.values = ()
    with pytest.raises(AttributeError):
        LAW.note = "mine"
    with pytest.raises(TypeError):
        LAW["1999-01-01"] = "signed"


def test_a_timeline_keeps_its_own_values():
    values = [0, 1]
    made = Timeline(["1999-01-01"], values)
    values[0] = 9
    assert made["1998-12-31"] == 0


def test_a_segment_cannot_be_changed():
    with pytest.raises(AttributeError):
        Segment(Span(), 1).value = 2


def test_a_timeline_of_what_cannot_be_hashed_cannot_be_hashed():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Timeline([], [[]]))


def test_a_timeline_equals_no_other_type():
    assert Timeline([], [True]) != ~DaySet()
    assert Timeline(["1999-01-01"], [0, 1]) != ((date(1999, 1, 1),), (0, 1))


def test_a_timeline_is_shown_by_its_segments():
    shown = repr(Timeline(["1994-04-20"], ["signed", "in force"]))
    assert (
        shown == "<Timeline until 1994-04-19: 'signed', since 1994-04-20: 'in force'>"
    )


def test_a_timeline_is_not_gone_through_and_holds_nothing():
    with pytest.raises(TypeError, match="not iterable"):
        list(LAW)
    with pytest.raises(TypeError, match=r"not a container|not iterable"):
        "signed" in LAW  # noqa: B015


ONE = Timeline(["1999-01-01"], [0, 9])


def test_spells_with_equal_values_overlap_without_merge():
    """Equal is enough: they need not be one object; and nan is itself."""
    for one, other in ([1], [1]), ("a b", " ".join("ab")), (float("nan"),) * 2:
        spells = [(("1999-01-01", "2001-01-01"), one), (("2000-01-01", None), other)]
        made = Timeline.from_spells(spells, None)
        assert made.days == (date(1999, 1, 1),)


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, 2), (float("nan"), float("nan"))]
)
def test_spells_that_differ_are_refused_with_the_first_day_that_has_both(one, other):
    spells = [(("1999-01-01", "2001-01-01"), one), (("2000-01-01", None), other)]
    both = re.escape(f"2000-01-01 has both {one!r} and {other!r}")
    with pytest.raises(InvalidSpanError, match=both):
        Timeline.from_spells(spells, None)


def test_spells_are_merged_in_the_order_given_however_many_lie_between_them():
    years = [((f"{1900 + n}-01-01", f"{1901 + n}-01-01"), [n]) for n in range(32)]
    always = (("1900-01-01", None), [32])
    made = Timeline.from_spells([*years, always], [], lambda one, other: one + other)
    assert [made[f"{1900 + n}-06-01"] for n in range(32)] == [
        [n, 32] for n in range(32)
    ]


@pytest.mark.parametrize(
    "combine", [ONE.combine, lambda one, function: Timeline.combined([ONE, one], function)]
)  # fmt: skip
def test_changes_on_one_day_are_one_change(combine):
    """Also where the function never gives the same value twice."""
    assert combine(ONE, lambda *_: float("nan")).days == (date(1999, 1, 1),)


def test_timelines_to_combine_may_come_from_a_generator():
    assert Timeline.combined(iter([ONE, ONE]), max) == ONE


@pytest.mark.parametrize("stranger", [None, 9, DaySet(), [ONE]], ids=repr)
def test_only_timelines_are_combined(stranger):
    with pytest.raises(WrongTypeError, match="not a Timeline"):
        Timeline.combined([ONE, stranger], max)


def test_the_days_and_values_of_a_timeline_are_tuples_however_it_was_made():
    for made in (
        ONE,
        ONE.map(str),
        ONE.combine(ONE, max),
        Timeline.combined([ONE, ONE], max),
    ):
        assert type(made.days) is type(made.values) is tuple
