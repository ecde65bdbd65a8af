"""Each operation on values with days works, or says what to write instead."""

import operator
import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given

import csto_membership as cm
from csto_membership import (
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    InvalidDayError,
    MembershipError,
    NotADayError,
    NotASetError,
    Relation,
    Relations,
    Span,
    Timeline,
    UnboundedError,
    UncertainError,
    WrongTypeError,
)
from csto_membership import strategies as csto
from csto_membership.days import as_period

MARCH = DaySet.parse("1999-03")
MAYBE = FuzzyDaySet(MARCH, DaySet.parse("1999"))
CERTAIN = FuzzyDaySet(MARCH)
VALUES = [
    MARCH,
    MAYBE,
    Span("1999-03-05", "1999-04-05"),
    FuzzyDate("1999-03"),
    FuzzySpan.parse("1999-03/1999"),
]
SETS = (DaySet, FuzzyDaySet)
SET_OPERATORS = [operator.or_, operator.and_, operator.sub, operator.xor]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge]
# What each message must offer.
ADVICE = {
    DaySet: "`<=` asks",
    FuzzyDaySet: ".surely and .possibly",
    Span: "DaySet.from_spans([span])",
    FuzzyDate: ".days",
    FuzzySpan: ".days",
}
pairs = pytest.mark.parametrize(
    ("one", "other"), list(product(VALUES, VALUES)), ids=lambda v: type(v).__name__
)


def _as_fuzzy(days):
    return days if isinstance(days, FuzzyDaySet) else FuzzyDaySet(days)


def assert_refused(operation, one, other):
    """The operation is not supported, and the error says what to write instead."""
    with pytest.raises(WrongTypeError, match="not supported") as refused:
        operation(one, other)
    advice = {ADVICE[type(value)] for value in (one, other)} - {ADVICE[DaySet]}
    assert any(each in str(refused.value) for each in advice)


@pairs
@pytest.mark.parametrize("operation", SET_OPERATORS, ids=lambda op: op.__name__)
def test_sets_combine_and_other_values_say_how_to_make_one(operation, one, other):
    if isinstance(one, SETS) and isinstance(other, SETS):
        found = operation(one, other)
        assert type(found) is (
            DaySet if type(one) is type(other) is DaySet else FuzzyDaySet
        )
        assert _as_fuzzy(found) == operation(_as_fuzzy(one), _as_fuzzy(other))
        return
    assert_refused(operation, one, other)


@pairs
@pytest.mark.parametrize("operation", ORDER, ids=lambda op: op.__name__)
def test_only_sure_sets_have_an_order_and_others_say_what_has(operation, one, other):
    if type(one) is type(other) is DaySet:
        assert operation(one, other) in (True, False)
        return
    assert_refused(operation, one, other)


@pairs
def test_no_value_with_days_is_a_day_in_another(one, other):
    with pytest.raises(WrongTypeError) as refused:
        _ = one in other
    assert ADVICE[type(one)] in str(refused.value) or ADVICE[type(other)] in str(
        refused.value
    )


@pairs
def test_values_of_two_types_are_not_equal(one, other):
    assert (one == other) is (one is other)
    assert (one != other) is (one is not other)


@given(csto.fuzzy_day_sets(), csto.day_sets())
def test_a_sure_set_beside_one_that_is_not_is_taken_as_certain(fuzzy, days):
    for operation in SET_OPERATORS:
        assert operation(fuzzy, days) == operation(fuzzy, FuzzyDaySet(days))
        assert operation(days, fuzzy) == operation(FuzzyDaySet(days), fuzzy)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    "stranger", [None, 5, {1}, "1999", object()], ids=lambda it: type(it).__name__
)
def test_operators_with_other_types_raise_type_error(value, stranger):
    for operation in (*SET_OPERATORS, *ORDER):
        with pytest.raises(TypeError, match=r"not supported|unsupported"):
            operation(value, stranger)
        with pytest.raises(TypeError, match=r"not supported|unsupported"):
            operation(stranger, value)


@pytest.mark.parametrize("days", [MARCH, MAYBE], ids=lambda it: type(it).__name__)
@pytest.mark.parametrize(
    "named",
    ["1999", "", date(1999, 1, 1), 1999, ("1999-01-01", None)],
    ids=lambda it: type(it).__name__,
)
def test_operators_say_how_to_make_a_set_of_what_names_days(days, named):
    order = ORDER[:2] if type(days) is DaySet else []
    for operation in (*SET_OPERATORS, *order):
        with pytest.raises(WrongTypeError, match=r"DaySet\.parse\(text\)") as refused:
            operation(days, named)
        assert repr(named) in str(refused.value)


OF_A_SET = [
    name
    for name, what in vars(DaySet).items()
    if not name.startswith("_") and not isinstance(what, (classmethod, staticmethod))
]


@pytest.mark.parametrize("value", VALUES[1:], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("name", [name for name in OF_A_SET if name != "toggles"])
def test_values_have_what_a_set_has_or_say_what_to_write(value, name):
    if hasattr(value, name):
        assert any(name in vars(kind) for kind in type(value).__mro__)
        return
    with pytest.raises(NotASetError, match=f"has no '{name}'") as refused:
        getattr(value, name)
    assert ADVICE[type(value)] in str(refused.value)
    assert isinstance(refused.value, (AttributeError, WrongTypeError))


def test_an_attribute_that_no_set_has_is_missing_as_python_says():
    for value in VALUES:
        with pytest.raises(AttributeError, match="no attribute") as refused:
            _ = value.colour
        assert not isinstance(refused.value, cm.MembershipError)


def test_a_day_is_asked_of_an_unsure_span_as_of_an_unsure_set():
    span = FuzzySpan.parse("1999-03/1999-05")
    assert "1999-04-10" in span
    assert "1999-06-01" not in span
    with pytest.raises(UncertainError):
        _ = "1999-03-10" in span


# -- sets that are not sure, used as sets ------------------------------------------------


@given(csto.fuzzy_day_sets())
def test_both_bounds_are_clipped_and_shifted(days):
    for change in (
        lambda d: d.clip("1999-04"),
        lambda d: d.shift(3),
        lambda d: d.shift(-3),
    ):
        assert change(days) == FuzzyDaySet(change(days.surely), change(days.possibly))


@given(csto.fuzzy_day_sets(endless=False))
def test_days_are_counted_and_gone_through_if_all_are_certain(days):
    for ask in (lambda d: d.count(), list):
        if days.uncertain:
            with pytest.raises(UncertainError, match=r"\.surely and \.possibly"):
                ask(days)
        else:
            assert ask(days) == ask(days.surely)


def test_endless_days_are_not_counted_although_certain():
    with pytest.raises(UnboundedError):
        FuzzyDaySet(~DaySet()).count()
    with pytest.raises(UnboundedError):
        iter(FuzzyDaySet(~DaySet()))


# -- shifting ----------------------------------------------------------------------------


@pytest.mark.parametrize("number", [-400, -1, 0, 1, 31, 10**7, -(10**7)])
def test_a_set_is_shifted_by_a_number_or_a_timedelta(number):
    assert MARCH.shift(timedelta(number)) == MARCH.shift(number)
    assert MAYBE.shift(timedelta(number)) == MAYBE.shift(number)
    assert MARCH.shift(timedelta(hours=24 * number)) == MARCH.shift(number)


@pytest.mark.parametrize(
    "wrong",
    [timedelta(hours=5), timedelta(1, 1), 1.5, 1.0, "1", None, float("nan")],
    ids=repr,
)
def test_what_is_no_whole_number_of_days_shifts_nothing(wrong):
    for days in (MARCH, MAYBE):
        with pytest.raises(WrongTypeError, match=r"not a whole number of days"):
            days.shift(wrong)


def test_whole_numbers_of_numpy_are_taken():
    np = pytest.importorskip("numpy")
    assert MARCH.shift(np.int64(1)) == MARCH.shift(1)
    assert DaySet.at_least(np.int8(1), [MARCH]) == MARCH


@pytest.mark.parametrize("wrong", [1.5, "1", None], ids=repr)
def test_at_least_takes_a_whole_number(wrong):
    with pytest.raises(WrongTypeError, match="not a whole number of sets"):
        DaySet.at_least(wrong, [MARCH])


@pytest.mark.parametrize("one", [MARCH, "1999", 5, None], ids=repr)
def test_one_value_is_not_several_sets_or_timelines(one):
    for ask in (
        lambda: DaySet.at_least(1, one),
        lambda: Timeline.combined(one, max),
        lambda: Timeline(one, [1, 2]),
    ):
        with pytest.raises(cm.MembershipError):
            ask()


# -- making sets -------------------------------------------------------------------------

ONE_VALUE = ["1999", date(1999, 1, 1), 5, None, *VALUES]


@pytest.mark.parametrize("value", ONE_VALUE, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    "make", [DaySet, DaySet.from_spans], ids=["DaySet", "from_spans"]
)
def test_one_value_is_no_list_of_toggles_or_spans(make, value):
    with pytest.raises(WrongTypeError) as refused:
        make(value)
    assert "DaySet.parse(text), DaySet.of(day) or DaySet.from_spans([span])" in str(
        refused.value
    )


def test_spans_are_no_toggles():
    with pytest.raises(NotADayError, match=re.escape("DaySet.from_spans([span])")):
        DaySet([Span("1999-01-01")])


# -- relations ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["meets", Relation.MEETS, ["meets"], ("meets",)], ids=repr
)
def test_relations_are_composed_with_names(name):
    assert Relations("before").then(name) == Relations("before").then(
        Relations("meets")
    )


def test_relations_are_combined_with_names_from_both_sides():
    before, both = Relations("before"), Relations(["before", "meets"])
    assert before | "meets" == "meets" | before == Relation.MEETS | before == both
    assert both & "meets" == "meets" & both == Relations("meets")
    assert before <= Relations("before")
    assert before <= "before"


@pytest.mark.parametrize("wrong", ["beside", 5, None, [5], Span()], ids=repr)
def test_what_names_no_relation_is_refused_by_name(wrong):
    for ask in (Relations, Relations("before").then):
        with pytest.raises(MembershipError, match=r"no relation|is of type"):
            ask(wrong)


# -- states ------------------------------------------------------------------------------


def test_members_sort_in_the_order_in_which_they_are_listed():
    members = cm.members_on("2007-01-01")
    assert sorted(members) == sorted(set(members)) == list(members)
    assert (min(members), max(members)) == (next(iter(members)), [*members][-1])
    for alliance in map(cm.load, cm.available()):
        assert sorted(alliance.members().possibly) == sorted(
            alliance.members().possibly, key=lambda state: state.name.casefold()
        )


def test_states_are_compared_with_states_only():
    state = min(cm.members_on("2007-01-01"))
    for stranger in ("UZ", None, 5):
        with pytest.raises(TypeError, match="not supported"):
            _ = state < stranger


# -- text where a day is asked for, and a period where one is -----------------------------


@pytest.mark.parametrize("ask", [Span, DaySet.of, FuzzySpan.parse("1999/").answer])
def test_a_period_where_a_day_is_asked_for_is_named(ask):
    with pytest.raises(InvalidDayError, match="'1999' is a period"):
        ask("1999")


@pytest.mark.parametrize("ends", [("1992", "1999"), (1992, 1999), ("1992-05", "1999")])
def test_a_pair_of_longer_ends_is_offered_as_text(ends):
    with pytest.raises(MembershipError) as refused:
        as_period(ends)
    (offer,) = re.findall("write '(.+)'$", str(refused.value))
    assert as_period(offer).first_day.year == 1992
