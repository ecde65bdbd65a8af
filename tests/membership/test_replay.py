"""From acts to days: what opens, closes, pauses and resumes, and in which order."""

from datetime import date

import pytest

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.replay import (
    applies,
    chair_days,
    existence,
    in_order,
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
