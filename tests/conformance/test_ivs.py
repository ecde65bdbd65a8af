"""The sets, splits and counts of R's `ivs`, restated for days.

Days are numbers here, counted from 2001-01-01; (2, 5) holds the days 2, 3 and 4. A
vector of intervals keeps each of them there, a `DaySet` keeps the days: where `ivs`
keeps pieces apart, a `Timeline` of spells does here.
"""

from datetime import date, timedelta
from operator import add

import pytest

from csto_membership import (
    DaySet,
    InvalidPeriodError,
    InvalidSpanError,
    Span,
    Timeline,
    relation,
)

FIRST = date(2001, 1, 1)


def day(number):
    return FIRST + timedelta(number)


def span(pair):
    return Span(*map(day, pair))


def days(pairs):
    return DaySet.from_spans(tuple(map(day, pair)) for pair in pairs)


def pair(span):
    return (span.start - FIRST).days, (span.end - FIRST).days


def pairs(days):
    return [pair(each) for each in days.spans()]


# -- groups, hull, complement ------------------------------------------------


@pytest.mark.parametrize(
    ("given", "groups"),
    [
        pytest.param([], [], id="none"),
        pytest.param([(2, 5)], [(2, 5)], id="one"),
        pytest.param([(2, 5), (5, 9)], [(2, 9)], id="abutting"),
        pytest.param([(2, 5), (6, 9)], [(2, 5), (6, 9)], id="a gap"),
        pytest.param([(2, 7), (12, 15), (7, 8), (10, 13)], [(2, 8), (10, 15)], id="two"),
        pytest.param([(1, 9), (2, 4), (3, 5)], [(1, 9)], id="nested"),
        pytest.param([(4, 6), (4, 6)], [(4, 6)], id="twice"),
    ],
)  # fmt: skip
def test_groups_join_what_overlaps_or_abuts_and_each_interval_lies_in_one(
    given, groups
):
    """`iv_groups` is the set of all; `iv_identify_group` the one span around each."""
    found = days(given)
    assert pairs(found) == groups
    for each in map(span, given):
        (around,) = [group for group in found.spans() if each.start in group]
        assert relation(each, around) in {"starts", "during", "finishes", "equals"}


def test_intervals_that_abut_stay_apart_only_with_values():
    """`abutting = FALSE` keeps the border there; here two values keep it."""
    spells = [((day(2), day(5)), "first term"), ((day(5), day(9)), "second term")]
    terms = Timeline.from_spells(spells, None)
    held = [pair(each.span) for each in terms.segments() if each.value]
    assert held == [(2, 5), (5, 9)]
    assert pairs(terms.where(bool)) == [(2, 9)]


@pytest.mark.parametrize(
    ("given", "hull", "gaps", "outside"),
    [
        ([(2, 5)], [(2, 5)], [], [(0, 2), (5, 20)]),
        ([(2, 5), (5, 9)], [(2, 9)], [], [(0, 2), (9, 20)]),
        ([(12, 15), (0, 5), (3, 6)], [(0, 15)], [(6, 12)], [(6, 12), (15, 20)]),
        ([(1, 2), (4, 5), (8, 9)], [(1, 9)], [(2, 4), (5, 8)], [(0, 1), (2, 4), (5, 8), (9, 20)]),
        ([], [], [], [(0, 20)]),
        ([(0, 20)], [(0, 20)], [], []),
    ],
    ids=str,
)  # fmt: skip
def test_the_complement_is_taken_within_the_hull_or_within_bounds(
    given, hull, gaps, outside
):
    """`iv_span`, `iv_set_complement`, and the same with `lower` and `upper` given."""
    found = days(given)
    assert pairs(found.hull) == hull
    assert pairs(found.gaps) == gaps
    assert pairs((~found).clip((day(0), day(20)))) == outside


# -- sets --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y", "results"),
    [
        pytest.param([], [], ([], [], [], []), id="both empty"),
        pytest.param([], [(2, 4)], ([(2, 4)], [], [], [(2, 4)]), id="one empty"),
        pytest.param([(2, 4), (4, 7)], [], ([(2, 7)], [], [(2, 7)], [(2, 7)]),
                     id="abutting within one"),
        pytest.param([(2, 4), (4, 7)], [(2, 4), (4, 7)], ([(2, 7)], [(2, 7)], [], []),
                     id="abutting within both"),
        pytest.param([(2, 4)], [(4, 7)], ([(2, 7)], [], [(2, 4)], [(2, 7)]),
                     id="abutting"),
        pytest.param([(2, 4)], [(5, 7)],
                     ([(2, 4), (5, 7)], [], [(2, 4)], [(2, 4), (5, 7)]), id="a gap"),
        pytest.param([(2, 6), (8, 11)], [(3, 4)],
                     ([(2, 6), (8, 11)], [(3, 4)], [(2, 3), (4, 6), (8, 11)],
                      [(2, 3), (4, 6), (8, 11)]), id="one inside"),
        pytest.param([(2, 6), (8, 11)], [(4, 9)],
                     ([(2, 11)], [(4, 6), (8, 9)], [(2, 4), (9, 11)],
                      [(2, 4), (6, 8), (9, 11)]), id="across"),
        pytest.param([(5, 11), (1, 4), (9, 14)], [(3, 7), (12, 17)],
                     ([(1, 17)], [(3, 4), (5, 7), (12, 14)], [(1, 3), (7, 12)],
                      [(1, 3), (4, 5), (7, 12), (14, 17)]), id="in disorder"),
    ],
)  # fmt: skip
def test_set_operations_give_intervals_that_neither_overlap_nor_abut(x, y, results):
    """Union, intersection, difference and symmetric difference, minimal as there."""
    one, other = days(x), days(y)
    found = (one | other, one & other, one - other, one ^ other)
    assert tuple(map(pairs, found)) == results


# -- splits, counts, containers ----------------------------------------------


def named(given):
    """A timeline of the numbers of the intervals that hold each day."""
    spells = [(span(pair), (number,)) for number, pair in enumerate(given)]
    return Timeline.from_spells(spells, (), add)


def split(timeline):
    return [(pair(each.span), each.value) for each in timeline.segments() if each.value]


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ([], []),
        ([(2, 4)], [((2, 4), (0,))]),
        ([(2, 5), (5, 6)], [((2, 5), (0,)), ((5, 6), (1,))]),
        ([(2, 4), (2, 4)], [((2, 4), (0, 1))]),
        ([(2, 6), (4, 9)], [((2, 4), (0,)), ((4, 6), (0, 1)), ((6, 9), (1,))]),
        (
            [(3, 9), (0, 1), (4, 5), (8, 12), (15, 16)],
            [((0, 1), (1,)), ((3, 4), (0,)), ((4, 5), (0, 2)), ((5, 8), (0,)),
             ((8, 9), (0, 3)), ((9, 12), (3,)), ((15, 16), (4,))],
        ),
    ],
    ids=str,
)  # fmt: skip
def test_splits_are_the_segments_between_all_ends_with_who_is_there(given, parts):
    """`iv_splits` and `iv_locate_splits`: each part, and the intervals that hold it."""
    assert split(named(given)) == parts


@pytest.mark.parametrize(
    ("on", "parts"),
    [([4], [(2, 4), (4, 8)]), ([4, 6], [(2, 4), (4, 6), (6, 8)]), ([1, 8], [(2, 8)])],
    ids=str,
)
def test_splits_on_further_days_cut_there_and_nowhere_outside(on, parts):
    """`on` cuts what it falls in: a second timeline that changes on these days."""
    cuts = Timeline(map(day, on), range(len(on) + 1))
    cut = named([(2, 8)]).combine(cuts, lambda held, number: held and (held, number))
    assert [where for where, _ in split(cut)] == parts


@pytest.mark.parametrize(
    ("needle", "hits"),
    [((0, 2), 0), ((0, 3), 1), ((3, 4), 2), ((5, 9), 2), ((6, 9), 1), ((4, 5), 3),
     ((9, 10), 0), ((0, 20), 3)],
    ids=str,
)  # fmt: skip
def test_overlaps_are_counted_where_a_day_is_shared(needle, hits):
    """`iv_count_overlaps` in [2, 5), [3, 9), [4, 6): what only abuts shares no day."""
    haystack = [(2, 5), (3, 9), (4, 6)]
    assert sum(bool(days([needle]) & days([each])) for each in haystack) == hits
    assert len({who for where, held in split(named(haystack)) for who in held
                if not days([where]).isdisjoint(days([needle]))}) == hits  # fmt: skip


@pytest.mark.parametrize(
    ("number", "hits"), [(1, 0), (2, 1), (4, 3), (5, 2), (6, 1), (8, 1), (9, 0)]
)
def test_a_day_is_between_from_the_start_on_and_not_on_the_end(number, hits):
    """`iv_count_between` in [2, 5), [3, 9), [4, 6)."""
    assert len(named([(2, 5), (3, 9), (4, 6)])[day(number)]) == hits


@pytest.mark.parametrize(
    ("given", "containers"),
    [
        ([(2, 6), (4, 6), (5, 7)], [(2, 6), (5, 7)]),
        ([(5, 7), (2, 6), (1, 6), (6, 9)], [(1, 6), (5, 7), (6, 9)]),
        ([(2, 4), (2, 4)], [(2, 4)]),
        ([(2, 9), (1, 7), (2, 7)], [(1, 7), (2, 9)]),
        ([(1, 9), (2, 4), (3, 4)], [(1, 9)]),
    ],
    ids=str,
)
def test_containers_are_the_intervals_that_lie_inside_no_other(given, containers):
    """`iv_containers`: what starts, is during or finishes another is dropped."""
    inside = {"starts", "during", "finishes"}
    every = {span(each) for each in given}
    kept = [a for a in every if not any(relation(a, b) in inside for b in every)]
    assert sorted(map(pair, kept)) == containers


# -- what is refused ---------------------------------------------------------


@pytest.mark.parametrize("start", [3, 4])
def test_an_interval_holds_a_day_at_least(start):
    """There as here an interval that ends where it starts, or before, is refused."""
    with pytest.raises(InvalidSpanError):
        span((start, 3))


def test_a_missing_interval_is_refused_and_never_all_days():
    """A missing interval is kept apart there; here it has to be left out by hand."""
    for missing in (None, float("nan"), (None,)):
        with pytest.raises(InvalidPeriodError):
            DaySet.from_spans([(day(1), day(2)), missing])
