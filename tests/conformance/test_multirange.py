"""How PostgreSQL's date multiranges are made and combined, restated for `DaySet`.

Days are numbers here, counted from 2001-01-01; (2, 5) holds the days 2, 3 and 4, and
None is an end that never comes, as an end left out is there.
"""

from datetime import date, timedelta

import pytest

from csto_membership import DaySet
from csto_membership.errors import InvalidDayError, InvalidPeriodError, InvalidSpanError

FIRST = date(2001, 1, 1)
EVER = [(None, None)]


def day(number):
    return None if number is None else FIRST + timedelta(number)


def days(pairs):
    return DaySet.from_spans([(day(start), day(end)) for start, end in pairs])


def pairs(days):
    ends = [(span.start, span.end) for span in days.spans()]
    return [tuple(end and (end - FIRST).days for end in pair) for pair in ends]


def cases(names, table):
    rows = [pytest.param(*values, id=name) for name, *values in table]
    return pytest.mark.parametrize(names, rows)


# -- one form for one set (constructors, casts, range_agg, unnest) -----------

GATHERED = [
    ("nothing", [], []),
    ("empty range", [(3, 3)], []),
    ("empty ranges", [(3, 3), (8, 8)], []),
    ("one", [(1, 2)], [(1, 2)]),
    ("in disorder", [(5, 6), (1, 2)], [(1, 2), (5, 6)]),
    ("twice the same", [(1, 4), (1, 4)], [(1, 4)]),
    ("touching", [(1, 4), (4, 6)], [(1, 6)]),
    ("touching, in disorder", [(4, 6), (1, 4)], [(1, 6)]),
    ("a day between", [(1, 4), (5, 6)], [(1, 4), (5, 6)]),
    ("overlapping", [(1, 7), (5, 10)], [(1, 10)]),
    ("one inside", [(1, 9), (3, 4)], [(1, 9)]),
    ("same beginning", [(1, 3), (1, 8)], [(1, 8)]),
    ("same end", [(6, 8), (1, 8)], [(1, 8)]),
    ("empty within", [(1, 3), (2, 2), (6, 8)], [(1, 3), (6, 8)]),
    ("empty outside", [(1, 3), (5, 5)], [(1, 3)]),
    ("one fills a hole", [(1, 3), (5, 8), (3, 5)], [(1, 8)]),
    ("one covers many", [(1, 2), (4, 5), (7, 8), (0, 9)], [(0, 9)]),
    ("a chain", [(3, 6), (1, 4), (9, 11), (6, 9), (13, 14)], [(1, 11), (13, 14)]),
    ("no end", [(3, None), (8, 12)], [(3, None)]),
    ("no beginning", [(None, 5), (1, 3)], [(None, 5)]),
    ("two halves apart", [(None, 2), (6, None)], [(None, 2), (6, None)]),
    ("two halves that touch", [(None, 2), (2, None)], EVER),
    ("all days and some", [(None, None), (3, None)], EVER),
]


@cases(("given", "kept"), GATHERED)
def test_ranges_are_kept_sorted_and_apart_and_never_empty(given, kept):
    """Ranges in any order make one canonical list, which `spans` gives back (`unnest`)."""
    assert pairs(days(given)) == kept


@cases(("given", "kept"), GATHERED)
def test_union_of_many_is_what_range_agg_makes(given, kept):
    """Sets gathered one by one make the same list, and the same value."""
    each = [days([pair]) for pair in given]
    assert pairs(DaySet().union(*each)) == kept
    assert DaySet().union(*each) == days(given)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{2001-01-02..2001-01-03,2001-01-04..2001-01-05}", [(1, 5)]),
        ("{2001-01-02,2001-01-03}", [(1, 3)]),
        ("{2001-01-02,2001-01-04}", [(1, 2), (3, 4)]),
        ("2001-01-11/2001-01-21", [(10, 21)]),
        ("2001-01-11/2001-01-11", [(10, 11)]),
        ("../2001-01-21", [(None, 21)]),
        ("2001-01-11/..", [(10, None)]),
        ("  {}  ", []),
        ("{..}", EVER),
        ("{ 2001-01-02 , 2001-01-02..2001-01-05 }", [(1, 5)]),
    ],
)
def test_a_closed_end_is_the_same_as_the_day_after_it_open(text, kept):
    """Text holds both its ends, pairs only the first, and equal days are equal sets."""
    assert DaySet.parse(text) == days(kept)
    assert pairs(DaySet.parse(text)) == kept
    assert hash(DaySet.parse(text)) == hash(days(kept))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InvalidPeriodError), ("{,}", InvalidDayError), ("{2001}.", InvalidDayError),
        ("{2001,}", InvalidDayError), ("{,2001}", InvalidDayError),
        ("{-2001}", InvalidDayError), ("{2001 - }", InvalidDayError),
        ("{{2001}}", InvalidDayError), ("{2001..2001..2001}", InvalidDayError),
        ("{2002..2001}", InvalidDayError), ("{2001-04-31}", InvalidDayError),
        ("[2001-01-01,2001-02-01)", InvalidPeriodError), ("empty", InvalidPeriodError),
        ("{[2001-01-01,2001-02-01)}", InvalidDayError), ("{empty}", InvalidDayError),
    ],
)  # fmt: skip
def test_text_that_is_no_set_is_refused(text, error):
    """Malformed text raises; range brackets and "empty" are not our way to write a set."""
    with pytest.raises(error):
        DaySet.parse(text)


def test_an_end_before_the_beginning_is_refused():
    """An inverted range is a mistake, and no way to write the empty one."""
    with pytest.raises(InvalidSpanError):
        days([(2, 1)])


def test_a_range_that_is_null_is_no_range():
    """Aggregates skip NULL there; nothing is skipped here, so that no spell is lost."""
    with pytest.raises(InvalidPeriodError):
        DaySet.from_spans([None, (day(1), day(2))])
    with pytest.raises(TypeError):
        DaySet().union(None)


# -- union +, intersection *, difference - -----------------------------------

COMBINED = [
    # a, b: a + b, a * b, a - b, b - a
    ("both empty", [], [], [], [], [], []),
    ("one empty", [(1, 4)], [], [(1, 4)], [], [(1, 4)], []),
    ("many and empty", [(1, 2), (3, 4)], [], [(1, 2), (3, 4)], [], [(1, 2), (3, 4)], []),
    ("equal", [(1, 4)], [(1, 4)], [(1, 4)], [(1, 4)], [], []),
    ("touching", [(1, 4)], [(4, 6)], [(1, 6)], [], [(1, 4)], [(4, 6)]),
    ("apart", [(1, 2)], [(3, 4)], [(1, 2), (3, 4)], [], [(1, 2)], [(3, 4)]),
    ("overlapping", [(1, 6)], [(4, 9)], [(1, 9)], [(4, 6)], [(1, 4)], [(6, 9)]),
    ("cut at the front", [(1, 9)], [(1, 4)], [(1, 9)], [(1, 4)], [(4, 9)], []),
    ("cut at the back", [(1, 9)], [(6, 9)], [(1, 9)], [(6, 9)], [(1, 6)], []),
    ("cut in two", [(1, 9)], [(4, 6)], [(1, 9)], [(4, 6)], [(1, 4), (6, 9)], []),
    ("cut before it", [(3, 7)], [(0, 5)], [(0, 7)], [(3, 5)], [(5, 7)], [(0, 3)]),
    ("hole filled", [(1, 3), (6, 8)], [(3, 6)], [(1, 8)], [], [(1, 3), (6, 8)], [(3, 6)]),
    ("hole half filled", [(1, 3), (6, 8)], [(4, 6)],
     [(1, 3), (4, 8)], [], [(1, 3), (6, 8)], [(4, 6)]),
    ("reaching into both", [(1, 4), (6, 9)], [(3, 7)],
     [(1, 9)], [(3, 4), (6, 7)], [(1, 3), (7, 9)], [(4, 6)]),
    ("last one gone", [(1, 3), (6, 8)], [(5, 8)],
     [(1, 3), (5, 8)], [(6, 8)], [(1, 3)], [(5, 6)]),
    ("all inside", [(1, 3), (6, 8)], [(0, 9)],
     [(0, 9)], [(1, 3), (6, 8)], [], [(0, 1), (3, 6), (8, 9)]),
    ("around, not in", [(3, 4), (6, 7)], [(0, 1), (9, 10)],
     [(0, 1), (3, 4), (6, 7), (9, 10)], [], [(3, 4), (6, 7)], [(0, 1), (9, 10)]),
    ("many and many", [(2, 6), (10, 15)], [(0, 3), (5, 12), (14, 20)],
     [(0, 20)], [(2, 3), (5, 6), (10, 12), (14, 15)],
     [(3, 5), (12, 14)], [(0, 2), (6, 10), (15, 20)]),
    ("one day each", [(1, 2), (3, 4), (5, 6)], [(2, 3), (4, 5)],
     [(1, 6)], [], [(1, 2), (3, 4), (5, 6)], [(2, 3), (4, 5)]),
    ("no end cut off", [(1, 9)], [(2, 3), (5, None)],
     [(1, None)], [(2, 3), (5, 9)], [(1, 2), (3, 5)], [(9, None)]),
    ("two halves that overlap", [(None, 6)], [(4, None)],
     EVER, [(4, 6)], [(None, 4)], [(6, None)]),
    ("two halves apart", [(None, 3)], [(5, None)],
     [(None, 3), (5, None)], [], [(None, 3)], [(5, None)]),
    ("all days and some", EVER, [(2, 3), (5, 8)],
     EVER, [(2, 3), (5, 8)], [(None, 2), (3, 5), (8, None)], []),
]  # fmt: skip


@cases(("a", "b", "results"), [(name, a, b, rest) for name, a, b, *rest in COMBINED])
def test_union_intersection_and_difference_are_those_of_multiranges(a, b, results):
    """`+`, `*` and `-` there are `|`, `&` and `-` here, from whichever side."""
    one, other = days(a), days(b)
    either, both, only_a, only_b = results
    assert pairs(one | other) == pairs(other | one) == either
    assert pairs(one & other) == pairs(other & one) == both
    assert (pairs(one - other), pairs(other - one)) == (only_a, only_b)
    assert one ^ other == days([*only_a, *only_b])


@cases(
    ("sets", "shared"),
    [
        ("one", [[(1, 2), (4, 7)]], [(1, 2), (4, 7)]),
        ("apart", [[(1, 4)], [(6, 13)]], []),
        ("two", [[(2, 7)], [(4, 13)]], [(4, 7)]),
        ("three", [[(2, 7)], [(4, 13)], [(None, 6)]], [(4, 6)]),
        ("touching", [[(2, 7)], [(7, 9)]], []),
        ("one empty", [[(2, 7)], []], []),
        ("holes", [[(1, 9)], [(2, 4), (5, 8)], [(3, 6)]], [(3, 4), (5, 6)]),
    ],
)
def test_intersection_of_many_is_what_range_intersect_agg_makes(sets, shared):
    """What lies in every row; there no rows give NULL, here no sets give all days."""
    every = [days(each) for each in sets]
    assert pairs(every[0].intersection(*every[1:])) == shared
    assert pairs(DaySet.at_least(len(every), every)) == shared
    assert pairs(DaySet.at_least(0, [])) == EVER


@cases(
    ("given", "merged"),
    [
        ("empty", [], []),
        ("one", [(1, 2)], [(1, 2)]),
        ("two", [(1, 2), (7, 8)], [(1, 8)]),
        ("no end", [(1, 2), (7, None)], [(1, None)]),
        ("neither end", [(None, 2), (7, None)], EVER),
    ],
)
def test_the_hull_is_what_range_merge_makes(given, merged):
    """The smallest single range that holds the set; of the empty set, the empty set."""
    assert pairs(days(given).hull) == merged
