"""From acts to days: what opens, closes, pauses and resumes, and in which order."""

from datetime import date

import pytest

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.definition import Definition
from csto_membership.membership.replay import (
    applies,
    chair_days,
    existence,
    in_order,
    suspended_obligations,
    with_continued,
)
from csto_membership.record import State, States

A = State("XA", "XAA", "Atlantis")
B = State("XB", "XBB", "Borduria")


def since(day):
    return FuzzyDaySet(DaySet.parse(f"since {day}"))


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("in: signature AM; gazette 1992-05-15", "since 1992-05-15"),
        (
            """
            in: signature AM; gazette 1992-05-15
            out: withdrawal AM; gazette 1993-01-01
            """,
            "1992-05-15 to 1992-12-31",
        ),
        (
            """
            in: signature AM; gazette 1992-05-15
            paused: suspension AM; gazette 1993-01-01
            on: resumption AM; gazette 1994-01-01
            """,
            "1992-05-15 to 1992-12-31, since 1994-01-01",
        ),
        (
            """
            in: signature AM; gazette 1992-05-15
            paused: suspension AM; gazette 1993-01-01
            again: readmission AM; gazette 1995-01-01
            """,
            "1992-05-15 to 1992-12-31, since 1995-01-01",
        ),
        (
            """
            out: withdrawal AM; gazette 1991-01-01
            in: signature AM; gazette 1992-05-15
            """,
            "since 1992-05-15",
        ),
        (
            """
            in: signature AM; gazette 1992-05-15
            over: expiry AM; gazette 1993-01-01
            extended: signature AM; gazette 1993-01-01
            """,
            "since 1992-05-15",
        ),
        (
            """
            paused: suspension AM; gazette 1993-01-01
            in: signature AM; gazette 1993-01-01
            """,
            "no day",
        ),
    ],
    ids=[
        "open",
        "closed",
        "resumed",
        "opened again",
        "closed before it opened",
        "extended on the day of its end",
        "paused on the day of its beginning",
    ],
)
def test_acts_give_days(pact, lines, days):
    assert str(pact(lines).days_of("AM")) == days


def test_an_uncertain_end_leaves_uncertain_days(pact):
    days = pact(
        """
        in: signature AM; gazette 1992-05-15
        out: withdrawal AM; gazette [1993-01-01..1993-01-03]
        """
    ).days_of("AM")
    assert str(days.surely) == "1992-05-15 to 1992-12-31"
    assert str(days.uncertain) == "1993-01-01 to 1993-01-02"


FIRST, MARCH = "[1992-01-01..1992-12-01]", "[1992-03-01..1992-12-01]"


@pytest.mark.parametrize(
    ("joined", "left", "some"),
    [
        (FIRST, MARCH, ["1992-02-29 to 1992-11-30"]),
        (FIRST, FIRST, ["1992-01-01 to 1992-11-30"]),
        ("[1992-04-01..1992-12-01]", FIRST, ["1992-04-01 to 1992-11-30"]),
        ("[1992-01-01..1992-03-01]", "1992-03-01", ["1992-02-29"]),
        ("[1992-01-01..1992-03-01]", "[1992-03-01..]", ["1992-02-29 to 1992-03-01"]),
        ("[..1992-12-01]", MARCH, ["1992-02-29 to 1992-11-30"]),
        ("[1992-01-01..1992-03-01]", "1992-03-02", []),
        ("[1992-01-01..1992-03-01]", "1992-03-03", []),
        ("[1992-01-01..1992-03-01]", "1992-06-01", []),
        ("1992-01-01", "1992-01-01", []),
        ("[1992-01-01..]", MARCH, []),
        ("[1992-01-01..1992-06-01]", "[..1992-07-01]", []),
    ],
    ids=[
        "on the same days",
        "on all the same days",
        "earlier than it joined",
        "at the latest on the day on which it left",
        "without a last day",
        "without a first day",
        "certainly on the eve",
        "certainly before",
        "long before",
        "exact dates",
        "perhaps never joined",
        "left on any day until",
    ],
)  # fmt: skip
def test_a_state_that_left_after_it_joined_was_in_on_some_day(pact, joined, left, some):
    days = pact(
        f"""
        in: signature AM; gazette {joined}
        out: withdrawal AM after=in; gazette {left}
        """
    ).days_of("AM")
    assert list(map(str, days.some_of)) == some


def test_the_day_in_between_is_not_one_of_an_earlier_membership(pact):
    """Though it may have left it no later than the second time."""
    days = pact(
        f"""
        old: signature AM; gazette 1991-01-01
        over: withdrawal AM; gazette [1991-06-01..1992-02-01]
        in: signature AM after=over; gazette [1992-04-01..1992-12-01]
        out: withdrawal AM after=in; gazette {FIRST}
        """
    ).days_of("AM")
    assert str(days.possibly) == "1991-01-01 to 1992-01-31, 1992-04-01 to 1992-11-30"
    assert list(map(str, days.some_of)) == ["1992-04-01 to 1992-11-30"]


@pytest.mark.parametrize(
    "lines",
    [
        f"""
        in: signature AM undecided=AM; gazette {FIRST}; herald never
        out: withdrawal AM after=in; gazette {MARCH}
        """,
        f"""
        in: signature AM; gazette 1990-01-01
        out: withdrawal AM; gazette {FIRST}
        again: expulsion AM after=out; gazette {MARCH}
        """,
        f"""
        out: withdrawal AM; gazette {FIRST}
        in: signature AM after=out; gazette {MARCH}
        """,
    ],
    ids=["it may not have joined", "it left twice", "it joined after it left"],
)
def test_there_is_no_such_day_if_it_may_not_have_been_in(pact, lines):
    assert pact(lines).days_of("AM").some_of == ()


def test_there_is_no_such_day_if_no_act_is_said_to_be_after_the_other(pact):
    """The record must say it for the claims that it follows, and not for others."""
    lines = f"""
        in: signature AM; gazette 1992-01-01; herald {FIRST} set_aside
        out: withdrawal AM; gazette 1993-01-01; herald {MARCH} set_aside
    """
    days = pact(lines).preferring("herald").days_of("AM")
    assert str(days.possibly) == "1992-01-01 to 1992-11-30"
    assert days.some_of == ()


def test_a_kind_that_opens_and_closes_closes(pact):
    """A definition of one's own may say so; the days must not fail."""
    odd = Definition("odd", opens=["signature"], closes=["signature"])
    alliance = pact("in: signature AM; gazette 1992-05-15").under(odd)
    assert str(alliance.days_of("AM")) == "no day"


@pytest.mark.parametrize(
    ("first", "then", "days"),
    [
        ("", " after=in", "1992-01-01 to 1992-11-30"),
        (" after=out", "", "since 1992-01-01"),
    ],
    ids=["left after it joined", "joined again after it left"],
)
def test_after_orders_acts_whose_dates_are_not_enough(pact, first, then, days):
    alliance = pact(
        f"""
        in: signature AM{first}; gazette [1992-01-01..1992-12-01]
        out: withdrawal AM{then}; gazette [1992-03-01..1992-12-01]
        """
    )
    acts = in_order(alliance.acts(), alliance.definition)
    by_date = ["in", "out"]
    order = [act.event.id for act in acts]
    assert order == (by_date[::-1] if first else by_date)
    assert str(alliance.days_of("AM").possibly) == days


def test_the_order_of_acts_does_not_depend_on_that_in_which_they_are_given(pact):
    """Not of those of one day, of one event, or of those that are said to be earlier."""
    alliance = pact(
        """
        z: withdrawal AM after=y,x; gazette [1992-01-01..1992-12-01]
        x: signature AM; gazette [1992-02-01..1992-12-01]
        y: signature AM; gazette [1992-03-01..1992-12-01]
        b: suspension AM undecided=AM; gazette 1993-01-01; herald 1993-01-01 kind=halt
        a: suspension AM; gazette 1993-01-01
        """,
        under="active",
    )
    for acts in (alliance.acts(), alliance.acts()[::-1]):
        ordered = in_order(acts, alliance.definition)
        assert [act.event.id for act in ordered] == ["x", "y", "z", "a", "b", "b"]
    assert in_order([], alliance.definition) == []


def test_acts_are_as_many_as_were_given_and_in_a_list(pact):
    alliance = pact(
        """
        in: signature AM; gazette 1992-01-01
        out: withdrawal AM after=in; gazette 1993-01-01
        """
    )
    first, last = alliance.acts()
    assert in_order([last, first], alliance.definition) == [first, last]


def test_existence_begins_with_the_first_possible_member_and_never_ends():
    possible = FuzzyDaySet(DaySet(), DaySet.parse("1992-05-15/1992-05-20"))
    assert str(existence({A: since("1993-01-01"), B: possible})) == "since 1992-05-15"
    assert existence({A: FuzzyDaySet()}) == DaySet()


def test_a_definition_by_the_charter_applies_once_the_body_exists(pact):
    alliance = pact("in: signature AM; gazette 1992-05-15")
    days = {A: since("1993-01-01")}
    by_charter = alliance.under("organization").definition
    assert str(applies(by_charter, days)) == "since 1993-01-01"
    assert str(applies(alliance.definition, days)) == "always"


def test_a_state_has_the_days_of_the_one_it_continues_until_it_is_a_state():
    new = State(
        "XN",
        "XNN",
        "New",
        first_day="1995-01-01",
        continues=("XA",),
        continues_from=date(1990, 1, 1),
    )
    days = {A: since("1992-05-15")}
    got = with_continued(new, days, States([A, new]))
    assert str(got) == "1992-05-15 to 1994-12-31"


def test_days_of_its_own_stay_beside_those_of_the_states_it_continues():
    """However long the chain is, and even if it is a circle."""
    chain = [
        State(f"X{n}", f"XX{n}", f"State {n}", first_day=f"{2000 - n}-01-01",
              continues=(f"X{(n + 1) % 3}",), continues_from=date(1990, 1, 1))
        for n in range(3)
    ]  # fmt: skip
    days = {chain[0]: since("2001-01-01"), chain[2]: since("1992-01-01")}
    got = with_continued(chain[0], days, States(chain))
    assert str(got) == "1992-01-01 to 1998-12-31, since 2001-01-01"


def test_a_state_has_the_chair_until_another_takes_it(pact):
    acts = pact(
        """
        first: chairmanship AM; gazette 1992-05-15
        other: signature BY; gazette 1992-06-01
        next: chairmanship BY; gazette 1993-01-01
        """
    ).acts()
    chairs = {state.code: str(days) for state, days in chair_days(acts).items()}
    assert sorted(chairs.values()) == ["1992-05-15 to 1992-12-31", "since 1993-01-01"]


def test_what_two_states_owe_each_other_is_suspended_from_act_to_act(pact):
    """Either may have begun it, and an act under no text is about all of them."""
    acts = pact(
        """
        in: signature AM BY; gazette 1992-05-15
        said: statement AM to=RU; gazette 1992-06-01
        one: obligation_suspension AM to=BY,KZ of=treaty; gazette 1993-01-01
        two: obligation_suspension AM to=BY; gazette 1994-01-01
        end: obligation_resumption BY to=AM of=treaty; gazette 1995-01-01
        """
    ).acts()
    found = {
        " ".join(sorted(state.alpha_2 for state in two)): {
            instrument and instrument.id: str(days) for instrument, days in its.items()
        }
        for two, its in suspended_obligations(acts).items()
    }
    assert found == {
        "AM BY": {"treaty": "1993-01-01 to 1994-12-31", None: "since 1994-01-01"},
        "AM KZ": {"treaty": "since 1993-01-01"},
    }
