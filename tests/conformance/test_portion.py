"""What `portion` answers over a discrete domain, restated for sets of days.

Days are numbers here, counted from 2001-01-01. The right column holds half-open pairs:
(2, 5) are the days 2, 3 and 4, and None is an end that never comes.
"""

from datetime import date, timedelta

import pytest

from csto_membership import (
    DaySet,
    InvalidSpanError,
    Relations,
    UnboundedError,
    relation,
)

FIRST = date(2001, 1, 1)
EVER = [(None, None)]


def day(number):
    return None if number is None else FIRST + timedelta(number)


def days(pairs):
    return DaySet.from_spans([(day(start), day(end)) for start, end in pairs])


def pairs(days):
    ends = [(span.start, span.end) for span in days.spans()]
    return [tuple(end and (end - FIRST).days for end in pair) for pair in ends]


def interval(kind, lower, upper):
    """An interval with open or closed ends, of half-lines as text and complements."""
    lower, upper = day(lower) or "..", day(upper) or ".."
    left = f"{lower}/.." if kind[0] == "[" else f"../{lower}"
    right = f"../{upper}" if kind[1] == "]" else f"{upper}/.."
    return (DaySet.parse(left) if kind[0] == "[" else ~DaySet.parse(left)) & (
        DaySet.parse(right) if kind[1] == "]" else ~DaySet.parse(right)
    )


# -- bounds ------------------------------------------------------------------

BOUNDS = [
    ("[]", 2, 5, [(2, 6)]),
    ("[)", 2, 5, [(2, 5)]),
    ("(]", 2, 5, [(3, 6)]),
    ("()", 2, 5, [(3, 5)]),
    ("[]", 3, 3, [(3, 4)]),
    ("[)", 3, 3, []),
    ("(]", 3, 3, []),
    ("()", 3, 3, []),
    ("[]", 3, 4, [(3, 5)]),
    ("[)", 3, 4, [(3, 4)]),
    ("(]", 3, 4, [(4, 5)]),
    ("()", 3, 4, []),
    ("()", 3, 5, [(4, 5)]),
]


@pytest.mark.parametrize(("kind", "lower", "upper", "kept"), BOUNDS, ids=str)
def test_open_and_closed_ends_of_the_same_days_are_the_same_set(
    kind, lower, upper, kept
):
    """Ends are normalised: which kind they were is not kept, and equal days are equal."""
    found = interval(kind, lower, upper)
    assert pairs(found) == kept
    assert (found, hash(found)) == (days(kept), hash(days(kept)))


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (interval("[]", None, None), EVER),
        (interval("[]", None, 5), [(None, 6)]),
        (interval("[)", None, 5), [(None, 5)]),
        (interval("[]", 5, None), [(5, None)]),
        (interval("(]", 5, None), [(6, None)]),
        (DaySet.of(day(3)), [(3, 4)]),
        (DaySet(), []),
    ],
    ids=str,
)
def test_infinite_ends_singletons_and_the_empty_set_are_sets_as_any(found, kept):
    """An end that never comes has no closed and no open spelling."""
    assert pairs(found) == kept


def test_an_inverted_interval_is_refused_and_not_empty():
    """`closed(2, 1)` is empty there without a word; a mistake raises here."""
    for make in (
        lambda: DaySet.span("2001-01-03", "2001-01-02"),
        lambda: DaySet.parse("2001-01-03/2001-01-02"),
    ):
        with pytest.raises(InvalidSpanError):
            make()


# -- unions, neighbours, complements -----------------------------------------

UNIONS = [
    ([("[]", 2, 2), ("[]", 3, 3)], [(2, 4)]),
    ([("[]", 2, 2), ("[]", 4, 4)], [(2, 3), (4, 5)]),
    ([("[]", 1, 3), ("[]", 4, 6)], [(1, 7)]),
    ([("[]", 1, 3), ("(]", 4, 6)], [(1, 4), (5, 7)]),
    ([("[)", 1, 4), ("[]", 4, 6)], [(1, 7)]),
    ([("[)", 1, 4), ("(]", 4, 6)], [(1, 4), (5, 7)]),
    ([("(]", 1, 3), ("[)", 4, 6)], [(2, 6)]),
    ([("()", 1, 3), ("[]", 3, 3), ("()", 3, 5)], [(2, 5)]),
    ([("[]", None, 3), ("[]", 4, None)], EVER),
    ([("[)", None, 3), ("(]", 3, None)], [(None, 3), (4, None)]),
    ([("[]", 5, 6), ("[]", 1, 2), ("()", 2, 5)], [(1, 7)]),
]


@pytest.mark.parametrize(("given", "kept"), UNIONS, ids=str)
def test_days_that_follow_one_another_are_one_interval(given, kept):
    """The 31st of January and the 1st of February have nothing between them."""
    assert pairs(DaySet().union(*(interval(*each) for each in given))) == kept


@pytest.mark.parametrize(
    ("one", "other", "adjacent", "overlap"),
    [
        ([(1, 4)], [(4, 7)], True, False),
        ([(4, 7)], [(1, 4)], True, False),
        ([(1, 4)], [(5, 7)], False, False),
        ([(1, 4)], [(3, 7)], False, True),
        ([(1, 4), (6, 9)], [(4, 6)], True, False),
        ([(1, 4), (6, 9)], [(4, 5)], False, False),
        ([(1, 4), (6, 9)], [(9, 11)], False, False),
        ([(None, 4)], [(4, None)], True, False),
    ],
    ids=str,
)
def test_neighbours_share_no_day_and_together_are_one(one, other, adjacent, overlap):
    """`adjacent` there is disjoint and of one span in union, also for several pieces."""
    one, other = days(one), days(other)
    joined = len(pairs(one | other)) == 1
    assert (joined and one.isdisjoint(other)) is adjacent
    assert (not one.isdisjoint(other)) is overlap


@pytest.mark.parametrize(
    ("given", "rest", "enclosure"),
    [
        ([], EVER, []),
        (EVER, [], EVER),
        ([(2, 5)], [(None, 2), (5, None)], [(2, 5)]),
        ([(None, 5)], [(5, None)], [(None, 5)]),
        ([(2, None)], [(None, 2)], [(2, None)]),
        ([(1, 2), (4, 6)], [(None, 1), (2, 4), (6, None)], [(1, 6)]),
        ([(None, 1), (3, 4), (8, None)], [(1, 3), (4, 8)], EVER),
    ],
    ids=str,
)
def test_complement_and_enclosure(given, rest, enclosure):
    """`~` goes over all days, and `enclosure` is the hull; both undo nothing."""
    found = days(given)
    assert (pairs(~found), pairs(found.hull)) == (rest, enclosure)
    assert pairs(~days(rest)) == given


def test_the_complement_of_a_set_up_to_the_last_day_does_not_overflow():
    """The day after 9999-12-31 is never needed."""
    found = DaySet.parse("2001-01-01/9999-12-31")
    assert pairs(~found) == [(None, 0)]
    assert pairs(found - days([(3, 4)])) == [(0, 3), (4, None)]


@pytest.mark.parametrize(
    ("one", "other", "left", "inside"),
    [
        ([(1, 4)], [(6, 9)], True, False),
        ([(1, 4)], [(4, 9)], True, False),
        ([(1, 5)], [(4, 9)], False, False),
        ([(1, 2), (3, 4)], [(4, 9)], True, False),
        ([(1, 2), (6, 7)], [(4, 9)], False, False),
        ([(5, 6), (7, 9)], [(4, 9)], False, True),
        ([(4, 9)], [(4, 9)], False, True),
    ],
    ids=str,
)
def test_left_of_is_a_relation_and_less_is_a_subset(one, other, left, inside):
    """`<` there is left of; here it is asked of the hulls, and `<=` is `in` there."""
    one, other = days(one), days(other)
    (a,), (b,) = one.hull.spans(), other.hull.spans()
    assert (relation(a, b) in Relations(["before", "meets"])) is left
    assert (one <= other) is inside


# -- days, and back from text and data ---------------------------------------


def test_days_are_gone_through_in_order_in_steps_and_only_if_they_end():
    """`iterate`: over all pieces, with a step by slicing, never without an end."""
    found = days([(1, 4), (8, 11)])
    numbers = [(each - FIRST).days for each in found]
    assert numbers == [1, 2, 3, 8, 9, 10]
    assert [(each - FIRST).days for each in list(found)[::2]] == [1, 3, 9]
    assert pairs(found.shift(7)) == [(8, 11), (15, 18)]
    with pytest.raises(UnboundedError):
        list(days([(1, None)]))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ([], "{}"),
        ([(1, 2)], "2001-01-02"),
        ([(1, 4)], "2001-01-02/2001-01-04"),
        ([(1, 2), (4, 6)], "{2001-01-02,2001-01-05..2001-01-06}"),
        ([(None, 2), (4, None)], "{..2001-01-02,2001-01-05..}"),
        (EVER, "../.."),
    ],
    ids=str,
)
def test_text_and_data_lead_back_to_the_set(given, text):
    """`to_string` and `to_data`, with `from_string` and `from_data`."""
    found = days(given)
    assert found.edtf == text
    assert DaySet.parse(text) == found
    assert DaySet.from_spans((each.start, each.end) for each in found.spans()) == found
