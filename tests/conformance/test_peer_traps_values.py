"""Traps of other libraries in what equals what, what sorts, and what is a key."""

import pickle
from datetime import date, timedelta
from itertools import product

import pytest
from dateutil.relativedelta import relativedelta

from csto_membership import (
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    InvalidSpanError,
    Span,
    Timeline,
    UnboundedError,
)

FIRST = date(2001, 1, 1)
JANUARY, FEBRUARY = DaySet.parse("2001-01"), DaySet.parse("2001-02")
NAN = float("nan")


def day(number):
    return FIRST + timedelta(number)


@pytest.mark.parametrize(
    "value",
    [JANUARY, Span(FIRST), FuzzyDate("2001"), FuzzyDaySet(JANUARY),
     FuzzySpan.parse("2001/"), Timeline.of(JANUARY)],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_every_value_is_a_key_cannot_change_and_comes_back_from_pickle(value):
    """Peers are mutable and hashed, or frozen and not hashed, or cannot be pickled."""
    kept = {value: "kept"}
    for name in ("toggles", "start", "days", "surely", "note"):
        with pytest.raises(AttributeError):
            setattr(value, name, None)
    assert kept[pickle.loads(pickle.dumps(value))] == "kept"


def test_values_of_different_types_are_not_equal():
    """Equal with different hashes elsewhere: a range and its set, or a timedelta."""
    (span,) = JANUARY.spans()
    values = [span, JANUARY, FuzzyDate(JANUARY), FuzzyDaySet(JANUARY), timedelta(31),
              relativedelta(months=1), Timeline.of(JANUARY)]  # fmt: skip
    assert all((a == b) is (a is b) for a, b in product(values, values))


def test_a_set_has_no_length_to_mistake_for_its_number_of_days():
    """`len()` is the number of pieces elsewhere; days are counted by name."""
    with pytest.raises(TypeError):
        len(JANUARY)
    assert JANUARY.count() == 31
    with pytest.raises(UnboundedError):
        (~JANUARY).count()


def test_spans_have_no_order_and_sets_that_of_subsets():
    """Sorting by an order that is not total puts anything anywhere."""
    with pytest.raises(TypeError):
        sorted([Span(day(1)), Span(day(0))])
    assert not JANUARY < FEBRUARY
    assert not FEBRUARY < JANUARY
    assert JANUARY < JANUARY | FEBRUARY
    same = DaySet.parse("2001-01")
    assert not same < JANUARY
    assert min(JANUARY, FEBRUARY, key=lambda each: each.toggles) == JANUARY


def test_values_that_are_only_equal_in_python_do_not_merge():
    """1 and True merge elsewhere, so that one is lost, and nan never does."""
    spells = [((day(0), day(1)), 1), ((day(1), day(2)), True), ((day(2), day(3)), 1.0),
              ((day(3), day(4)), NAN), ((day(4), day(5)), NAN)]  # fmt: skip
    found = [each.value for each in Timeline.from_spells(spells, None).segments()]
    assert list(map(repr, found)) == ["None", "1", "True", "1.0", "nan", "None"]
    assert Timeline([], [1]) != Timeline([], [True])


def test_spells_that_overlap_do_not_add_up_by_themselves():
    """Two spells of one state make it no double member: 2 is not True."""
    twice = [((day(0), day(5)), True), ((day(3), day(8)), True)]
    timeline = Timeline.from_spells(twice, default=False)
    assert timeline == Timeline.of(DaySet.span(day(0), day(8)))
    with pytest.raises(InvalidSpanError):
        Timeline.from_spells([*twice, ((day(4), day(6)), "halted")], default=False)


def test_values_need_be_neither_numbers_nor_hashable():
    """Step functions are numeric elsewhere, and range dicts want hashable values."""
    lists = Timeline.from_spells([((day(0), day(5)), ["AM"])], [])
    assert lists.combine(lists, lambda a, b: a + b)[day(2)] == ["AM", "AM"]
