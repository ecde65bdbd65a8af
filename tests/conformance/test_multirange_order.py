"""How PostgreSQL's date multiranges compare, and what bounds they have, for `DaySet`.

Days are numbers here, counted from 2001-01-01; (2, 5) holds the days 2, 3 and 4, and
None is an end that never comes, as an end left out is there.
"""

from datetime import date, timedelta

import pytest

from csto_membership import DaySet, EmptyError, Relations, Span, relation
from csto_membership.errors import InvalidDayError

FIRST = date(2001, 1, 1)
EVER = [(None, None)]


def day(number):
    return None if number is None else FIRST + timedelta(number)


def days(pairs):
    return DaySet.from_spans([(day(start), day(end)) for start, end in pairs])


def cases(names, table):
    rows = [pytest.param(*values, id=name) for name, *values in table]
    return pytest.mark.parametrize(names, rows)


# -- @> <@ && << >> &< &> -|- ------------------------------------------------

LIES = {
    "<<": Relations(["before", "meets"]),
    ">>": Relations(["after", "met by"]),
    "-|-": Relations(["meets", "met by"]),
    "&<": Relations(["before", "meets", "overlaps", "finished by", "starts", "equals",
                     "during", "finishes"]),
    "&>": Relations(["after", "met by", "overlapped by", "started by", "finishes",
                     "equals", "during", "starts"]),
}  # fmt: skip

COMPARED = [
    # a, b: the operators that hold of a and b
    ("both empty", [], [], "@> <@"),
    ("empty and one", [], [(1, 2)], "<@"),
    ("one and empty", [(1, 2)], [], "@>"),
    ("equal", [(1, 4)], [(1, 4)], "@> <@ && &< &>"),
    ("before", [(1, 2)], [(3, 4)], "<< &<"),
    ("after", [(3, 4)], [(1, 2)], ">> &>"),
    ("meets", [(1, 3)], [(3, 4)], "<< -|- &<"),
    ("met by", [(3, 4)], [(1, 3)], ">> -|- &>"),
    ("overlaps", [(1, 5)], [(3, 7)], "&& &<"),
    ("starts", [(1, 3)], [(1, 7)], "<@ && &< &>"),
    ("during", [(3, 5)], [(1, 7)], "<@ && &< &>"),
    ("finishes", [(5, 7)], [(1, 7)], "<@ && &< &>"),
    ("contains", [(1, 7)], [(3, 5)], "@> &&"),
    ("contains one of two", [(1, 7)], [(3, 5), (9, 12)], "&& &<"),
    ("in the hole", [(3, 4)], [(1, 2), (7, 8)], "&< &>"),
    ("fills the hole", [(2, 7)], [(1, 2), (7, 8)], "&< &>"),
    ("around the hole", [(1, 2), (7, 8)], [(3, 4)], ""),
    ("across the hole", [(1, 5), (7, 9)], [(4, 8)], "&&"),
    ("in the second of two", [(6, 7)], [(1, 2), (5, 9)], "<@ && &< &>"),
    ("before all", [(0, 1)], [(3, 4), (7, 8)], "<< &<"),
    ("meets the first", [(0, 3)], [(3, 4), (7, 8)], "<< -|- &<"),
    ("meets the last", [(8, 9)], [(3, 4), (7, 8)], ">> -|- &>"),
    ("interleaved", [(1, 2), (4, 5)], [(3, 4), (7, 8)], "&<"),
    ("two after two", [(6, 7), (9, 10)], [(1, 2), (4, 5)], ">> &>"),
    ("in all days", [(2, None)], EVER, "<@ && &< &>"),
    ("half in half", [(8, None)], [(5, None)], "<@ && &< &>"),
    ("half holds half", [(None, 8)], [(None, 3)], "@> && &>"),
    ("half meets half", [(None, 3)], [(3, None)], "<< -|- &<"),
    ("halves overlap", [(None, 5)], [(3, None)], "&& &<"),
    ("no end, not contained", [(3, None)], [(5, 9)], "@> &&"),
]  # fmt: skip


@cases(("a", "b", "holds"), COMPARED)
def test_sets_lie_to_one_another_as_multiranges_do(a, b, holds):
    """Where sets lie is told of their hulls; the empty set has none and lies nowhere."""
    one, other = days(a), days(b)
    hulls = zip(one.hull.spans(), other.hull.spans(), strict=False)
    stands = {relation(*both) for both in hulls}
    found = {name for name, allowed in LIES.items() if stands & allowed.relations}
    found |= {"@>"} if one >= other else set()
    found |= {"<@"} if one <= other else set()
    found |= set() if one.isdisjoint(other) else {"&&"}
    assert found == set(holds.split())


@cases(
    ("given", "inside", "outside"),
    [
        ("empty", [], [], [0, 1]),
        ("one", [(1, 4)], [1, 2, 3], [0, 4, 5]),
        ("two", [(1, 2), (4, 6)], [1, 4, 5], [0, 2, 3, 6]),
        ("no end", [(4, None)], [4, 10**6], [3]),
        ("no beginning", [(None, 4)], [3, -(10**5)], [4]),
    ],
)
def test_a_day_is_in_from_the_first_on_and_not_on_the_end(given, inside, outside):
    """`@> date`: the beginning is inside, the end is not."""
    found = days(given)
    assert all(day(number) in found for number in inside)
    assert not any(day(number) in found for number in outside)


# -- lower, upper, isempty, lower_inf, upper_inf, infinity -------------------


@cases(
    ("given", "lower", "upper", "bounded"),
    [
        ("one", [(1, 4)], 1, 4, True),
        ("two", [(1, 2), (6, 9)], 1, 9, True),
        ("no end", [(1, 2), (6, None)], 1, None, False),
        ("no beginning", [(None, 2), (6, 9)], None, 9, False),
        ("neither", EVER, None, None, False),
    ],
)
def test_the_bounds_are_those_of_the_first_and_last_range(given, lower, upper, bounded):
    """`upper` is the day after `last_day`; an end that is none is None (`upper_inf`)."""
    found = days(given)
    assert (found.first_day, found.last_day) == (
        day(lower),
        None if upper is None else day(upper - 1),
    )
    assert (found.is_bounded, bool(found)) == (bounded, True)


def test_an_empty_set_and_an_endless_one_are_told_apart_by_their_bounds():
    """NULL is both there; here the empty set has no bound to ask for."""
    assert (~DaySet()).first_day is None
    with pytest.raises(EmptyError):
        _ = DaySet().first_day
    assert (DaySet().is_bounded, bool(DaySet())) == (True, False)


def test_never_has_one_spelling():
    """Without an end, with None and with the last day inside are three values there."""
    endless = Span(FIRST, None)
    assert DaySet.parse("2001-01-01/9999-12-31") == DaySet.from_spans([endless])
    assert DaySet.parse("2001-01-01/9999-12-31").last_day is None
    for never in ("infinity", "-infinity"):
        with pytest.raises(InvalidDayError):
            DaySet.span(FIRST, never)
