"""Traps that other libraries for dates and intervals fall into, and this one must not.

Each was reproduced in a peer. What PostgreSQL, `ivs`, `portion` and CQL get right is
in `test_conformance_*`; what happens to unsure dates, in `test_conformance_uncertain`.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest

from csto_membership import (
    DaySet,
    EmptyError,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    NotADayError,
    Span,
    Timeline,
)

FIRST = date(2001, 1, 1)
JANUARY, FEBRUARY = DaySet.parse("2001-01"), DaySet.parse("2001-02")
NAN, INF = float("nan"), float("inf")
NOON = datetime(2001, 1, 1, 12)  # noqa: DTZ001 - a naive one is meant
EVENING = datetime(2001, 1, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))


def day(number):
    return FIRST + timedelta(number)


def days(*pairs):
    return DaySet.from_spans(tuple(map(day, pair)) for pair in pairs)


# -- wrong sets --------------------------------------------------------------


def test_the_difference_is_right_for_all_small_sets_and_so_is_all_else():
    """PyMEOS errs in every third difference; here all pairs of 64 sets are tried.

    The six bits are four days and all the days before and after them, so that sets
    are endless on neither, one or both sides.
    """
    before, after = DaySet.span(None, day(0)), DaySet.span(day(4), None)
    parts = [before, *(days((n, n + 1)) for n in range(4)), after]
    made = [
        DaySet().union(*(part for n, part in enumerate(parts) if bits >> n & 1))
        for bits in range(64)
    ]
    assert len(set(made)) == 64
    for (a, one), (b, other) in product(enumerate(made), repeat=2):
        assert one - other == made[a & ~b]
        assert one | other == made[a | b]
        assert one & other == made[a & b]
        assert one ^ other == made[a ^ b]
        assert (one <= other) is (a & ~b == 0)
        assert one.isdisjoint(other) is (a & b == 0)
    assert [~each for each in made] == made[::-1]


def test_an_empty_result_is_a_set_and_every_result_is_of_one_type():
    """Not None, not an atomic interval without the operations of a set."""
    for found in (days((2, 3), (4, 5)) - days((1, 8)), JANUARY & FEBRUARY, DaySet().hull,
                  JANUARY.gaps, JANUARY.clip("1999"), JANUARY | JANUARY,
                  JANUARY | FEBRUARY, ~JANUARY, ~~JANUARY):  # fmt: skip
        assert type(found) is DaySet
        assert ~~found == found


def test_intersection_is_of_days_and_not_of_stored_intervals():
    """intervaltree finds nothing in common between [1, 5) and [3, 8)."""
    assert days((1, 5)) & days((3, 8)) == days((3, 5))


def test_closed_months_that_follow_one_another_are_one_and_have_no_gap():
    """Two pieces and a gap between 31 January and 1 February elsewhere."""
    both = JANUARY | FEBRUARY
    assert both == DaySet.parse("2001-01-01/2001-02-28")
    assert len(list(both.spans())) == 1
    assert not both.gaps
    assert hash(both) == hash(days((0, 59)))


def test_a_union_of_what_lies_apart_is_a_set_and_no_error():
    """It raises where a union has to be a single range."""
    assert (JANUARY | DaySet.parse("2001-03")).count() == 62


def test_an_empty_span_leaves_no_piece_behind():
    """`Range(1, 1)` stays a piece, overlaps others, or raises elsewhere."""
    assert list(days((1, 1), (3, 4)).spans()) == [Span(day(3), day(4))]
    assert days((1, 1)).isdisjoint(days((0, 5)))
    assert list(days((1, 1), (7, 7)).spans()) == []


def test_the_complement_keeps_what_lies_outside():
    """piso drops it, unless told the domain."""
    assert day(-(10**5)) in ~JANUARY
    assert date.max in ~JANUARY


# -- the first day, the last day, no day -------------------------------------


def test_the_first_day_is_in_and_the_end_of_a_pair_is_out():
    """`closed="right"` drops the day of accession; BETWEEN keeps the day after leaving."""
    spell = DaySet.span("1992-05-15", "1999-04-21")
    asked = ("1992-05-14", "1992-05-15", "1999-04-20", "1999-04-21")
    assert [day in spell for day in asked] == [False, True, True, False]
    assert Timeline.of(spell)["1999-04-21"] is False


def test_both_days_of_a_text_are_in_and_counted():
    """`in_days()` of pendulum's closed interval counts the nights: 730, not 731."""
    years = DaySet.parse("2000-01-01/2001-12-31")
    assert years.count() == len(list(years)) == 731
    assert years == DaySet.parse("2000/2001")


def test_a_spell_without_an_end_is_kept_and_endless():
    """NULL or NaT as an end drops the row, or is refused."""
    spells = [("1992-05-15", "1999-04-21"), ("2006-08-16", None)]
    assert "2050-01-01" in DaySet.from_spans(spells)
    assert len(list(DaySet.from_spans(spells).spans())) == 2
    assert Timeline.from_spells([(spells[1], 1)], 0)["2050-01-01"] == 1


def test_the_end_of_the_calendar_overflows_nowhere():
    """9999-12-31 as a last day has no day after it in Python, and needs none."""
    last = DaySet.parse("2001-01-01/9999-12-31")
    assert last == DaySet.span(FIRST, None)
    assert ~last == DaySet.span(None, FIRST)
    assert DaySet.of(date.max) - last == DaySet()
    assert last.shift(1).first_day == day(1)
    assert (last.last_day, DaySet.parse(last.edtf)) == (None, last)


def test_no_day_and_no_end_are_told_apart():
    """`lower('empty')` and `lower('(,)')` are both NULL."""
    assert (~DaySet()).first_day is None
    with pytest.raises(EmptyError):
        _ = DaySet().first_day


# -- what is no day ----------------------------------------------------------

NO_DAYS = [NOON, NOON.replace(tzinfo=UTC), EVENING, NAN, INF, -INF, None, 2001, 1.0]
PLACES = {
    "in": lambda value: value in JANUARY,
    "in the empty set": lambda value: value in DaySet(),
    "in a span": lambda value: value in Span(FIRST),
    "day of a timeline": lambda value: Timeline.of(JANUARY)[value],
    "toggle": lambda value: DaySet([value]),
    "one of": DaySet.of,
    "fuzzy date": FuzzyDate,
    "fuzzy day": lambda value: value in FuzzyDaySet(JANUARY),
    "fuzzy span": lambda value: FuzzySpan.parse("2001/").answer(value),
    "nearest": JANUARY.nearest_in,
}


@pytest.mark.parametrize("value", NO_DAYS, ids=repr)
@pytest.mark.parametrize("ask", PLACES.values(), ids=PLACES)
def test_what_is_no_day_is_refused_and_never_simply_not_in(ask, value):
    """A clock, a missing value, infinity or a number is a mistake, not a "no"."""
    with pytest.raises(NotADayError):
        ask(value)


@pytest.mark.parametrize("value", [NOON, EVENING, NAN, INF, 1], ids=repr)
def test_what_is_no_day_is_no_end_either(value):
    """Two clock times of one day do not merge, and infinity has no second spelling."""
    for pair in ((FIRST, value), (value, None), (None, value)):
        with pytest.raises(NotADayError):
            DaySet.from_spans([pair])
        with pytest.raises(NotADayError):
            Span(*pair)


def test_a_date_in_a_set_is_found():
    """`date in tree` asks elsewhere for a stored interval, and is always False."""
    assert date(2001, 1, 31) in JANUARY


@pytest.mark.parametrize("text", ["20010203", "2001-W05-6", "2001-034", "2001-2-3"])
def test_text_that_python_or_others_may_read_as_a_day_is_refused(text):
    """`fromisoformat` takes some of these from 3.11 on."""
    with pytest.raises(InvalidDayError):
        _ = text in JANUARY


@pytest.mark.parametrize(
    "text", ["[2001-01-01, )", "[2001-01-01,", "", "/", "2001-01-01/P", "{", "\0", "("]
)
def test_a_malformed_text_raises_and_ends_nothing_else(text):
    """One peer stops the interpreter."""
    with pytest.raises((InvalidPeriodError, InvalidDayError)):
        DaySet.parse(text)


def test_an_inverted_span_is_refused_however_it_is_given():
    """It is empty, or is turned round, elsewhere."""
    for make in (lambda: days((2, 1)), lambda: Span(day(2), day(1)),
                 lambda: JANUARY.clip((day(2), day(1))), lambda: DaySet([day(2), day(1)]),
                 lambda: Timeline.from_spells([((day(2), day(1)), 1)], 0)):  # fmt: skip
        with pytest.raises(InvalidSpanError):
            make()
