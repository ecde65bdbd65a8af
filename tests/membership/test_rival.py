"""Rival answers: which claims change an answer, how, and where two answers are opposed."""

import pytest

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.membership.definition import Definition
from csto_membership.membership.rival import Difference, opposed_days

ALWAYS = ~DaySet()


def rivals_of(alliance):
    """The days by each rival: source, state and days."""
    return {
        rival.claim.sources.ids[0]: {
            state.alpha_2: str(days) for state, days in rival.days.items()
        }
        for rival in alliance.rivals
    }


def test_each_rival_gives_the_days_by_its_own_claim(pact):
    alliance = pact(
        "in: signature AM; gazette 1992-05-15; "
        "herald 1992-06-01 set_aside; courier 1992-05-01 set_aside"
    )
    assert rivals_of(alliance) == {
        "herald": {"AM": "since 1992-06-01"},
        "courier": {"AM": "since 1992-05-01"},
    }


@pytest.mark.parametrize(
    "line",
    [
        "in: signature AM; gazette 1992-05-15; herald 1992-05-15 place=Minsk set_aside",
        "in: signature AM; gazette 1992-05-15; herald 1993-05-15 set_aside basis=misprint",
        "in: signature AM; gazette 1992-05-15; herald 1993-05-15",
        "in: statement AM; gazette 1992-05-15; herald 1993-05-15 set_aside",
    ],
    ids=["the same day", "a misprint", "not set aside", "an act that does not count"],
)
def test_a_claim_that_would_change_no_answer_is_no_rival(pact, line):
    assert pact(line).rivals == ()


def test_a_rival_has_only_the_states_whose_days_it_changes(pact):
    lines = """
        in: signature AM BY; gazette 1992-05-15; herald 1992-06-01 set_aside states=AM,BY
        earlier: admission BY; gazette 1992-01-01
    """
    assert rivals_of(pact(lines)) == {"herald": {"AM": "since 1992-06-01"}}


def test_a_claim_of_another_kind_is_a_rival(pact):
    lines = """
        in: signature AM; gazette 1992-05-15
        out: suspension_request AM; gazette 1993-01-01; herald 1993-01-01 \
kind=withdrawal set_aside
    """
    assert rivals_of(pact(lines)) == {"herald": {"AM": "1992-05-15 to 1992-12-31"}}


def test_an_undecided_claim_is_a_rival_that_makes_the_answer_certain(pact):
    lines = "in: signature AM undecided=AM; gazette 1992-05-15; herald 1992-06-01"
    alliance = pact(lines)
    assert str(alliance.days_of("AM").uncertain) == "1992-05-15 to 1992-05-31"
    assert rivals_of(alliance) == {
        "gazette": {"AM": "since 1992-05-15"},
        "herald": {"AM": "since 1992-06-01"},
    }


def test_a_rival_may_change_on_which_days_the_definition_applies(pact):
    lines = (
        "in: admission AM; gazette 1992-05-15 since=1992-05-15; "
        "herald 1992-05-01 set_aside"
    )
    (rival,) = pact(lines, under="organization").rivals
    assert str(rival.applies) == "since 1992-05-01"
    (rival,) = pact(lines).rivals
    assert rival.applies == ALWAYS


# -- where answers differ --------------------------------------------------------------


def days(text, possibly=None):
    surely = DaySet.parse(text)
    return FuzzyDaySet(surely, surely | DaySet.parse(possibly or text))


def opposed(mine, theirs, valid="always"):
    found = opposed_days(
        ({"A": days(*mine)}, ALWAYS), [({"A": days(*theirs)}, DaySet.parse(valid))]
    )
    return {state: str(each) for state, each in found.items()}


def test_answers_are_opposed_where_one_is_a_certain_yes_and_one_a_certain_no():
    assert opposed(["1992/1994"], ["1993/1995"]) == {
        "A": "1992-01-01 to 1992-12-31, 1995-01-01 to 1995-12-31"
    }


def test_an_uncertain_answer_contradicts_neither():
    assert opposed(["1992"], ["no day", "1992"]) == {}


def test_answers_are_compared_only_where_they_apply():
    assert opposed(["1992/1994"], ["no day"], "1994/1999") == {
        "A": "1994-01-01 to 1994-12-31"
    }


def test_my_own_answer_counts_only_where_it_applies():
    own = {"A": days("1992/1994")}, DaySet.parse("1993")
    other = {"A": days("no day")}, ALWAYS
    assert opposed_days(own, [other]) == {"A": DaySet.parse("1993")}


def test_an_answer_that_leaves_out_a_state_agrees():
    assert opposed_days(({"A": days("1992")}, ALWAYS), [({}, ALWAYS)]) == {}


def test_of_several_answers_two_may_be_opposed_while_mine_is_uncertain():
    own = {"A": days("no day", "1992")}, ALWAYS
    others = [({"A": days("1992")}, ALWAYS), ({"A": days("no day")}, ALWAYS)]
    assert opposed_days(own, others) == {"A": DaySet.parse("1992")}


def test_a_difference_lists_the_states_by_their_other_answer():
    mine = {"A": Answer.NO, "B": Answer.YES, "C": Answer.YES, "D": Answer.UNCERTAIN}
    theirs = {"A": Answer.YES, "B": Answer.NO, "C": Answer.UNCERTAIN, "D": Answer.UNCERTAIN}  # fmt: skip
    difference = Difference.between(mine, theirs)
    assert difference.by_answer == (
        (Answer.YES, {"A"}),
        (Answer.NO, {"B"}),
        (Answer.UNCERTAIN, {"C"}),
    )
    assert difference
    assert not Difference.between(mine, mine)


@pytest.mark.parametrize("field", ["adds", "leaves_out", "doubts"])
def test_any_state_of_which_answers_differ_makes_a_difference(field):
    assert Difference(**{field: frozenset({"A"})})
    assert not Difference()


def test_a_rival_may_change_only_what_follows_from_its_event(pact):
    """The signature itself counts for nobody here, and binds to the term."""
    lines = """
        in: signature AM of=treaty; gazette 1991-12-01; herald never set_aside
        force: entry_into_force AM of=treaty; gazette 1992-01-01
        other: entry_into_force BY of=treaty; gazette 1992-01-01
        named: statement AM of=treaty; gazette 1992-01-01
        ends: expiry AM BY of=treaty; gazette years=5+named
    """
    treaty_only = Definition(
        "own", opens=["founding"], closes=["expiry"], roles=["treaty"]
    )
    lines = lines.replace("entry_into_force AM", "founding AM")
    alliance = pact(lines).under(treaty_only)
    assert str(alliance.days_of("AM")) == "1992-01-01 to 1997-01-01"
    assert rivals_of(alliance) == {"herald": {"AM": "since 1992-01-01"}}
