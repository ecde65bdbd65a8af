"""Allen's relations: laws, the composition table, and real memberships."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import Relation, Relations, Span, relation
from csto_membership.errors import WrongTypeError

FIRST = date(2000, 1, 1)
ALL = Relations(Relation)


def span(start, end):
    return Span(FIRST + timedelta(start), FIRST + timedelta(end))


DEFINITIONS = {
    "before": lambda a, b: a[1] < b[0],
    "meets": lambda a, b: a[1] == b[0],
    "overlaps": lambda a, b: a[0] < b[0] < a[1] < b[1],
    "finished by": lambda a, b: a[0] < b[0] and a[1] == b[1],
    "contains": lambda a, b: a[0] < b[0] and b[1] < a[1],
    "starts": lambda a, b: a[0] == b[0] and a[1] < b[1],
    "equals": lambda a, b: a == b,
    "started by": lambda a, b: a[0] == b[0] and b[1] < a[1],
    "during": lambda a, b: b[0] < a[0] and a[1] < b[1],
    "finishes": lambda a, b: b[0] < a[0] and a[1] == b[1],
    "overlapped by": lambda a, b: b[0] < a[0] < b[1] < a[1],
    "met by": lambda a, b: b[1] == a[0],
    "after": lambda a, b: b[1] < a[0],
}
PAIRS = list(combinations(range(7), 2))

spans = st.sampled_from(PAIRS).map(lambda pair: span(*pair))
ends = st.one_of(st.none(), st.integers(0, 9).map(lambda n: FIRST + timedelta(n)))
any_spans = st.builds(
    lambda start, length: Span(
        start, None if length is None else (start or FIRST) + timedelta(length)
    ),
    ends,
    st.one_of(st.none(), st.integers(1, 6)),
)
relations = st.sets(st.sampled_from(list(Relation))).map(Relations)


@pytest.mark.parametrize(("a", "b"), list(product(PAIRS, PAIRS)), ids=str)
def test_spans_stand_in_the_one_relation_that_its_definition_allows(a, b):
    allowed = [name for name, holds in DEFINITIONS.items() if holds(a, b)]
    assert [relation(span(*a), span(*b))] == allowed


def test_the_thirteen_are_named_in_words():
    assert list(DEFINITIONS) == [each.value for each in Relation]


@given(any_spans, any_spans)
def test_the_converse_is_the_relation_seen_from_the_other(a, b):
    assert list(Relations([relation(a, b)]).converse) == [relation(b, a)]


@given(any_spans, any_spans)
def test_equals_holds_for_equal_spans_only(a, b):
    assert (relation(a, b) is Relation.EQUALS) == (a == b)


@given(any_spans, any_spans, any_spans)
def test_composition_holds_for_any_three_spans(a, b, c):
    one, other = Relations([relation(a, b)]), Relations([relation(b, c)])
    assert relation(a, c) in one.then(other)


def test_the_composition_table_is_that_of_brute_force_over_small_spans():
    """Every result in it occurs for some three spans, and nothing else does."""
    found = {}
    small = list(combinations(range(8), 2))
    named = {
        (a, b): next(name for name, holds in DEFINITIONS.items() if holds(a, b))
        for a, b in product(small, small)
    }
    for a, b, c in product(small, small, small):
        found.setdefault((named[a, b], named[b, c]), set()).add(named[a, c])
    table = {
        (r.value, s.value): {t.value for t in Relations([r]).then(Relations([s]))}
        for r, s in product(Relation, Relation)
    }
    # Eight points are too few for some compositions, and never show a wrong one.
    assert all(table[pair] >= results for pair, results in found.items())
    assert sum(map(len, table.values())) == 409
    sizes = Counter(map(len, table.values()))
    assert sizes == {1: 97, 3: 42, 5: 24, 9: 3, 13: 3}


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("before", "before", ["before"]),
        ("during", "during", ["during"]),
        ("meets", "meets", ["before"]),
        ("overlaps", "overlaps", ["before", "meets", "overlaps"]),
        ("starts", "during", ["during"]),
        ("before", "after", list(DEFINITIONS)),
        ("meets", "met by", ["finished by", "equals", "finishes"]),
        ("overlaps", "during", ["overlaps", "starts", "during"]),
    ],
)
def test_compositions_are_those_of_the_literature(one, other, result):
    assert [t.value for t in Relations(one).then(Relations(other))] == result


class TestAlgebra:
    """A relation algebra (Tarski), with equals as its identity."""

    @given(relations)
    def test_equals_is_the_identity(self, a):
        assert a.then(Relations("equals")) == a == Relations("equals").then(a)

    @given(relations, relations, relations)
    def test_composition_is_associative(self, a, b, c):
        assert a.then(b).then(c) == a.then(b.then(c))

    @given(relations, relations, relations)
    def test_composition_distributes_over_union(self, a, b, c):
        assert (a | b).then(c) == a.then(c) | b.then(c)

    @given(relations, relations)
    def test_converse_turns_composition_round(self, a, b):
        assert a.then(b).converse == b.converse.then(a.converse)
        assert a.converse.converse == a
        assert (a | b).converse == a.converse | b.converse
        assert (~a).converse == ~a.converse

    @given(relations, relations)
    def test_tarski_s_law_holds(self, a, b):
        assert a.converse.then(~a.then(b)) <= ~b

    @given(relations, relations)
    def test_they_are_a_boolean_algebra(self, a, b):
        assert ~(a | b) == ~a & ~b
        assert a | ~a == ALL
        assert not a & ~a
        assert (a <= b) == (a | b == b)
        assert len(a) + len(~a) == 13

    def test_nothing_composes_to_nothing_and_anything_to_anything(self):
        assert Relations().then(ALL) == Relations()
        assert ALL.then(ALL) == ALL


class TestSpans:
    def test_one_day_spans_meet_or_lie_apart(self):
        assert relation(span(0, 1), span(1, 2)) is Relation.MEETS
        assert relation(span(0, 1), span(2, 3)) is Relation.BEFORE
        assert relation(span(0, 1), span(0, 1)) is Relation.EQUALS
        assert relation(span(0, 1), span(0, 2)) is Relation.STARTS

    def test_endless_spans_end_together(self):
        assert relation(Span(FIRST), Span(FIRST + timedelta(1))) == "finished by"
        assert relation(Span(), Span(FIRST)) == "finished by"
        assert relation(Span(None, FIRST), Span()) == "starts"
        assert relation(Span(), Span()) == "equals"

    def test_the_ends_of_the_calendar_are_no_beginning_and_no_end(self):
        last = Span(date.max, None)
        assert relation(last, Span(FIRST)) == "finishes"
        assert relation(Span(FIRST, date.max), last) == "meets"
        assert relation(Span(None, "0001-01-02"), Span("0001-01-02")) == "meets"

    def test_uzbekistan_joined_guam_after_its_first_spell_with_days_between(self):
        (first, *_) = cm.load("csto").days_of("UZ").surely.spans()
        assert relation(first, Span("1999-04-24", "2005-05-05")) == "before"
        assert relation(first, Span("1999-04-21", None)) == "meets"


class TestNames:
    def test_they_are_taken_and_found_by_name(self):
        some = Relations(["meets", "before"])
        assert "meets" in some
        assert Relation.AFTER not in some
        assert str(some) == "before, meets"
        assert repr(Relations()) == "<Relations none>"
        assert Relations("during") == Relations([Relation.DURING])

    def test_an_unknown_name_is_refused_with_a_suggestion(self):
        with pytest.raises(cm.UnknownNameError, match="did you mean before"):
            Relations(["befor"])
        with pytest.raises(LookupError, match="the thirteen are"):
            "inside out" in ALL  # noqa: B015

    def test_sets_of_them_do_not_mix_with_other_things(self):
        for operate in (
            lambda: ALL | {"before"},
            lambda: ALL & {"before"},
            lambda: ALL <= 3,
        ):
            with pytest.raises(TypeError):
                operate()


def test_names_of_relations_become_relations():
    assert {type(each) for each in Relations(["before", "meets"]).relations} == {
        Relation
    }


def test_equal_sets_of_relations_are_one_key():
    assert {Relations("before"): 1}[Relations([Relation.BEFORE])] == 1


@pytest.mark.parametrize("name", [5, None, ("before",)], ids=repr)
def test_what_is_no_name_names_no_relation(name):
    with pytest.raises(WrongTypeError, match=re.escape(f"{name!r} is of type")):
        Relations([name])
    with pytest.raises(WrongTypeError, match="is of type"):
        Relations(5)
