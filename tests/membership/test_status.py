"""Statuses: when each begins and ends, and which one comes first."""

import pytest

from csto_membership.membership.status import BESIDE, BETWEEN, Status, status_days

IN = "in: signature AM; gazette 1992-05-15"


def days_with(alliance, status, state="AM"):
    state = alliance.record.states.find(state)
    return str(status_days(alliance.view.acts_of(state), status))


@pytest.mark.parametrize("status", BETWEEN)
def test_a_status_lasts_from_its_act_until_the_state_joins(pact, status):
    lines = f"""
        begins: {BETWEEN[status]} AM; gazette 1992-05-15
        in: admission AM; gazette 1993-01-01
    """
    alliance = pact(lines)
    assert days_with(alliance, status) == "1992-05-15 to 1992-12-31"
    before = alliance.status("AM", "1992-05-14")
    assert before is Status.NO_BODY
    assert alliance.status("AM", "1992-05-15") is status
    assert alliance.status("AM", "1992-12-31") is status
    assert alliance.status("AM", "1993-01-01") is Status.MEMBER


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        ("readmission", True),
        ("accession", True),
        ("resumption", True),
        ("withdrawal", True),
        ("signature", False),
        ("entry_into_force", False),
        ("notice_revoked", False),
        ("statement", False),
    ],
)
def test_a_suspension_ends_when_the_state_comes_back_or_leaves(pact, act, ends):
    alliance = pact(
        f"""
        {IN}
        paused: suspension AM; gazette 1993-01-01
        then: {act} AM; gazette 1994-01-01
        """
    )
    expected = "1993-01-01 to 1993-12-31" if ends else "since 1993-01-01"
    assert days_with(alliance, Status.SUSPENDED) == expected


def test_a_notice_of_withdrawal_ends_when_it_is_revoked(pact):
    alliance = pact(
        f"""
        {IN}
        notice: withdrawal_notice AM; gazette 1993-01-01
        stays: notice_revoked AM; gazette 1993-03-01
        """
    )
    assert days_with(alliance, Status.LEAVING) == "1993-01-01 to 1993-02-28"
    assert alliance.status("AM", "1993-03-01") is Status.MEMBER


def test_a_non_member_has_one_status_at_a_time(pact):
    alliance = pact(
        """
        one: observer_status AM; gazette 1992-05-15
        two: partner_status AM; gazette 1993-01-01
        """
    )
    assert days_with(alliance, Status.OBSERVER) == "1992-05-15 to 1992-12-31"
    assert days_with(alliance, Status.PARTNER) == "since 1993-01-01"


def test_of_two_statuses_the_first_of_the_table_is_given(pact):
    alliance = pact(
        f"""
        {IN}
        halted: halt AM; gazette 1993-01-01
        paused: suspension AM; gazette 1994-01-01
        """
    )
    assert alliance.status("AM", "1993-12-31") is Status.HALTED
    assert alliance.status("AM", "1994-01-01") is Status.SUSPENDED


def test_an_act_without_a_certain_day_gives_a_status_on_its_certain_days(pact):
    alliance = pact(
        "one: observer_status AM; gazette [1992-05-15..1992-05-20]",
    )
    said = "since 1992-05-20; uncertain: 1992-05-15 to 1992-05-19"
    assert days_with(alliance, Status.OBSERVER) == said


def test_a_barred_member_is_told_apart_from_a_suspended_one(pact):
    lines = f"""
        {IN}
        barred: barring AM; gazette 1993-01-01
        back: resumption AM; gazette 1994-01-01
    """
    alliance = pact(lines)
    assert alliance.status("AM", "1993-06-01") is Status.BARRED
    assert alliance.was_member("AM", "1993-06-01").value == "yes"
    assert alliance.under("active").was_member("AM", "1993-06-01").value == "no"
    told = " ".join(str(alliance.under("active").explain("AM", "1993-06-01")).split())
    assert "the organisation had barred it from its organs" in told
    assert alliance.status("AM", "1994-01-01") is Status.MEMBER


@pytest.mark.parametrize("status", BESIDE)
@pytest.mark.parametrize("end", ["1994-01-01", "[1993-12-01..1994-01-01]"])
def test_nobody_has_a_status_in_a_body_that_is_gone(pact, status, end):
    alliance = pact(
        f"""
        {IN}
        beside: {BETWEEN[status]} BY; gazette 1993-01-01
        ends: dissolution AM; gazette {end}
        """
    )
    for each in (alliance, alliance.under("party")):
        assert str(each.days_with_status("BY", status)) == "1993-01-01 to 1993-12-31"
        assert each.status("BY", "1995-01-01") is Status.NEVER


def test_the_statuses_that_a_state_may_have_had_come_with_their_days(pact):
    alliance = pact(
        """
        in: signature AM BY; gazette 1992-05-15
        stops: suspension AM; gazette 1993-01-01
        again: resumption AM; gazette 1994-01-01
        looks: observer_status KZ; gazette [1995-01-01..1995-01-03]
        """
    )
    said = {
        code: {each: str(days) for each, days in alliance.days_by_status(code).items()}
        for code in ("AM", "BY", "KZ")
    }
    assert said == {
        "AM": {Status.SUSPENDED: "1993-01-01 to 1993-12-31"},
        "BY": {},
        "KZ": {
            Status.OBSERVER: "since 1995-01-03; uncertain: 1995-01-01 to 1995-01-02"
        },
    }


def test_an_organisation_can_end_before_its_treaty(pact):
    alliance = pact(
        """
        bound: entry_into_force AM of=treaty; gazette 1992-05-15
        founded: entry_into_force AM of=charter; gazette 1993-01-01
        watches: observer_status BY; gazette 1993-01-01
        ends: dissolution AM of=charter; gazette 1994-01-01
        """
    )
    assert (
        str(alliance.days_with_status("BY", "observer")) == "1993-01-01 to 1993-12-31"
    )
    assert alliance.under("party").was_member("AM", "1995-01-01").value == "yes"


def test_a_status_as_plain_values_is_its_text():
    assert Status.FORMER.as_dict() == {"status": "no longer"}
    assert Status.FORMER == "no longer"


def test_only_a_status_of_non_members_makes_that_of_a_non_member_uncertain(pact):
    alliance = pact(
        """
        in: signature AM BY KZ; gazette 1992-05-15
        out: withdrawal AM BY; gazette 1993-01-01
        stops: halt AM; gazette [1994-01-01..1994-01-03]
        looks: observer_status BY; gazette [1994-01-01..1994-01-03]
        """
    )
    assert alliance.status("AM", "1994-01-02") is Status.FORMER
    assert alliance.status("BY", "1994-01-02") is Status.UNCERTAIN
