"""How intervals of R's `ivs` lie to one another, restated for spans of days.

Days are numbers here, counted from 2001-01-01; (2, 5) holds the days 2, 3 and 4.
"""

from datetime import date, timedelta

import pytest

from csto_membership import DaySet, Relation, Relations, Span, relation

FIRST = date(2001, 1, 1)


def span(pair):
    return Span(*(FIRST + timedelta(number) for number in pair))


# Against [3, 8): Allen's name, and the looser predicates of `iv_overlaps` and
# `iv_precedes`/`iv_follows` that hold. `ends` is the type's name for a shared end.
LIES = [
    ((0, 2), "before", "precedes"),
    ((1, 3), "meets", "precedes"),
    ((1, 5), "overlaps", "any"),
    ((1, 8), "finished by", "any contains ends"),
    ((1, 9), "contains", "any contains"),
    ((3, 5), "starts", "any within starts"),
    ((3, 8), "equals", "any contains within starts ends equals"),
    ((3, 9), "started by", "any contains starts"),
    ((4, 6), "during", "any within"),
    ((6, 8), "finishes", "any within ends"),
    ((5, 9), "overlapped by", "any"),
    ((8, 9), "met by", "follows"),
    ((9, 12), "after", "follows"),
]
LOOSER = {
    "precedes": ["before", "meets"],
    "follows": ["met by", "after"],
    "contains": ["contains", "finished by", "started by", "equals"],
    "within": ["during", "starts", "finishes", "equals"],
    "starts": ["starts", "started by", "equals"],
    "ends": ["finishes", "finished by", "equals"],
    "equals": ["equals"],
}
APART = Relations(LOOSER["precedes"] + LOOSER["follows"])


def test_the_table_names_each_relation_once():
    """Thirteen relations, of which each shows in one row."""
    assert sorted(name for _, name, _ in LIES) == sorted(Relation)


@pytest.mark.parametrize(("needle", "name", "looser"), LIES, ids=str)
def test_an_interval_stands_in_one_relation_of_allen_and_in_the_looser_ones(
    needle, name, looser
):
    """`iv_relates` is strict: before is not meets; `iv_precedes` takes both."""
    found = relation(span(needle), span((3, 8)))
    assert found == name
    holds = {type_ for type_, names in LOOSER.items() if found in Relations(names)}
    holds |= {"any"} if found in ~APART else set()
    assert holds == set(looser.split())


def test_relations_are_located_and_counted_in_a_list():
    """`iv_locate_relates`; and of those that come later the nearest (`closest = TRUE`)."""
    needle = span((3, 8))
    haystack = [(5, 9), (0, 2), (9, 10), (9, 14), (11, 12), (8, 9)]
    found = [relation(needle, span(each)).value for each in haystack]
    assert found == ["overlaps", "after", "before", "before", "before", "meets"]
    later = {each for each in haystack if relation(needle, span(each)) == "before"}
    nearest = DaySet.from_spans(map(span, later)).nearest_in(needle.end)
    assert sorted(each for each in later if nearest in span(each)) == [(9, 10), (9, 14)]
