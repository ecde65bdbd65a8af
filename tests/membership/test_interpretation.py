"""Interpretations: the days and statuses of states under one definition and view."""

import pickle
import warnings
from datetime import date

import pytest

import csto_membership as cm
from csto_membership.membership.status import Status

LINES = """
    in: signature AM BY; gazette 1992-05-15
    out: withdrawal AM; gazette 1994-01-01
    force: entry_into_force AM of=treaty; gazette 1993-01-01
"""


def state(alliance, name):
    return alliance.record.states.find(name)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("1992-05-14", Status.NO_BODY),
        ("1992-05-15", Status.MEMBER),
        ("1993-12-31", Status.MEMBER),
        ("1994-01-01", Status.FORMER),
    ],
    ids=["the day before", "the day of signature", "the last day in", "the day out"],
)
def test_the_status_of_a_member_that_leaves(pact, day, status):
    assert pact(LINES).status("AM", day) is status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("1992-05-31", Status.NO_BODY),
        ("1992-06-01", Status.NOT_YET),
        ("1992-06-30", Status.NOT_YET),
        ("1992-07-01", Status.MEMBER),
    ],
    ids=["the day before it", "the day itself", "before it joins", "it joins"],
)
def test_the_body_exists_from_the_day_on_which_it_was_founded(pact, day, status):
    alliance = pact("in: signature AM; gazette 1992-07-01", founded="1992-06-01")
    assert alliance.status("AM", day) is status


def test_a_body_without_a_founding_day_exists_from_its_first_signature(pact):
    alliance = pact(LINES + "late: signature KZ; gazette 1995-01-01")
    for name, day, expected in [
        ("KZ", "1992-05-14", Status.NO_BODY),
        ("KZ", "1992-05-15", Status.NOT_YET),
        ("KZ", "1995-01-01", Status.MEMBER),
        ("RU", "1992-05-15", Status.NEVER),
        ("RU", "1980-01-01", Status.NO_STATE),
    ]:
        assert alliance.status(name, day) is expected, (name, day)


def test_by_the_charter_the_body_exists_from_its_first_member_by_the_charter(pact):
    lines = LINES + "chartered: entry_into_force BY of=charter; gazette 1995-01-01"
    alliance = pact(lines, under="organization")
    assert alliance.status("AM", "1994-12-31") is Status.NO_BODY
    assert alliance.status("AM", "1995-01-01") is Status.NEVER
    assert alliance.status("BY", "1995-01-01") is Status.MEMBER


def test_an_uncertain_member_has_an_uncertain_status(pact):
    alliance = pact("in: signature AM; gazette [1992-05-15..1992-05-17]")
    found = [
        alliance.status("AM", f"1992-05-{day}").name for day in (14, 15, 16, 17)
    ]  # fmt: skip
    assert found == ["NO_BODY", "UNCERTAIN", "UNCERTAIN", "MEMBER"]


@pytest.mark.parametrize(
    ("day", "warned"), [("1999-12-31", False), ("2000-01-01", True)]
)
def test_only_a_day_after_the_horizon_is_reported(pact, day, warned):
    alliance = pact(LINES)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        alliance.was_member("BY", day)
    assert [each.category for each in caught] == [cm.BeyondRecordWarning] * warned
    if warned:
        with pytest.raises(cm.BeyondRecordError, match="1999-12-31"):
            alliance.was_member("BY", day, beyond="raise")


def test_a_choice_made_twice_replaces_the_first_and_the_order_does_not_matter(pact):
    alliance = pact(LINES)
    one = alliance.under("party").as_known_on("1995-01-01")
    other = alliance.as_known_on("1991-01-01").as_known_on("1995-01-01").under("party")
    assert one is other
    assert one.definition.name == "party"
    assert one.horizon == date(1995, 1, 1)
    assert alliance.horizon == date(1999, 12, 31)


def test_days_together_are_those_on_which_all_are_members(pact):
    alliance = pact(LINES)
    assert str(alliance.together("AM", "BY")) == "1992-05-15 to 1993-12-31"
    assert str(alliance.together("AM", "RU")) == "no day"


def test_the_first_change_is_the_first_day_on_which_an_answer_changes(pact):
    alliance = pact(LINES)
    assert alliance.first_change == date(1992, 5, 15)
    assert alliance.under("party").first_change == date(1993, 1, 1)
    assert pact("says: statement AM; gazette 1992-05-15").first_change == date.max


def test_between_change_days_the_answer_and_the_status_stay_the_same(pact):
    alliance = pact(LINES + "paused: suspension BY; gazette 1996-01-01")
    changes = alliance.change_days_of("BY")
    assert {date(1992, 5, 15), date(1996, 1, 1)} <= changes
    assert date(1994, 1, 1) not in changes  # only Armenia's changes
    with_founding = pact(LINES, founded="1992-01-01").change_days_of("BY")
    assert date(1992, 1, 1) in with_founding


def test_other_definitions_are_those_by_which_somebody_could_be_a_member(pact):
    names = [each.definition.name for each in pact(LINES).other_definitions]
    assert names == ["party", "active"]
    signed = pact("in: signature AM of=treaty; gazette 1992-05-15")
    assert [each.definition.name for each in signed.other_definitions] == ["active"]


def test_another_definition_is_opposed_on_the_days_between(pact):
    opposed = pact(LINES).opposed_by_definition(cm.DaySet.parse("1992/1993"))
    assert {s.alpha_2: str(days) for s, days in opposed.items()} == {
        "AM": "1992-05-15 to 1992-12-31",
        "BY": "1992-05-15 to 1993-12-31",
    }


def test_a_rival_claim_is_opposed_on_the_days_between(pact):
    lines = "in: signature AM; gazette 1992-05-15; herald 1992-06-01 set_aside"
    opposed = pact(lines).opposed_by_rival(cm.DaySet.parse("1992-05-20/1999"))
    assert {s.alpha_2: str(days) for s, days in opposed.items()} == {
        "AM": "1992-05-20 to 1992-05-31"
    }


def test_acts_that_count_and_that_no_chosen_source_mentions_are_silent(pact):
    lines = LINES + "says: statement AM; gazette 1993-01-01\nx: signature KZ; herald 1995-01-01"  # fmt: skip
    by_herald = pact(lines).according_to("herald")
    assert [event.id for event in by_herald.silent_on] == ["in", "out"]


def test_wrong_choices_are_refused(pact):
    alliance = pact(LINES)
    with pytest.raises(cm.UnknownSourceError, match="times"):
        alliance.according_to("times")
    with pytest.raises(cm.UnknownNameError, match="silence"):
        alliance.according_to("gazette", silence="maybe")
    with pytest.raises(cm.UnknownDefinitionError, match="friend"):
        alliance.under("friend")


def test_states_are_listed_by_name(pact):
    alliance = pact(LINES)
    chosen = [state(alliance, "BY"), state(alliance, "AM"), state(alliance, "RU")]
    assert alliance.listed(chosen).alpha_2 == ("AM", "BY")


def test_an_interpretation_is_pickled_without_what_it_computed(pact):
    alliance = pact(LINES)
    days = alliance.days_by_state
    copy = pickle.loads(pickle.dumps(alliance))
    assert "days_by_state" not in vars(copy)
    assert copy.days_by_state == days


def test_who_may_be_an_observer_has_an_uncertain_status(pact):
    alliance = pact(
        """
        in: signature AM; gazette 1992-05-15
        one: observer_status BY; gazette [1993-01-01..1993-01-03]
        """
    )
    days = ("1992-12-31", "1993-01-01", "1993-01-02", "1993-01-03")
    found = [alliance.status("BY", day) for day in days]
    assert found == [
        Status.NEVER,
        Status.UNCERTAIN,
        Status.UNCERTAIN,
        Status.OBSERVER,
    ]
    changes = {date.fromisoformat(day) for day in days[1::2]}
    assert changes <= alliance.change_days_of("BY")


def test_the_definitions_of_an_alliance_are_the_standard_ones(pact):
    names = [each.name for each in pact(LINES).definitions()]
    assert names == ["joined", "party", "organization", "active"]


def test_a_state_without_days_of_its_own_changes_on_those_of_its_acts(pact_of):
    more = '[state.XA]\nalpha_3 = "XAA"\nname = "Atlantis"\n'
    alliance = pact_of(
        ("signature", "XA", "1995-01-01"), definition="joined", more=more
    )
    assert state(alliance, "XA").existence is None
    assert alliance.change_days_of("XA") - {date.min} == {date(1995, 1, 1)}
