"""What answers say of states: their names in sentences, their doubts, their statuses."""

import re
import warnings

import pytest

import csto_membership as cm
from csto_membership.answers.wording import in_prose

warnings.filterwarnings("ignore", category=cm.AbsentStateWarning)

EACH = pytest.mark.parametrize("name", cm.available())
SLIP = re.compile(
    r"\b([Tt]he the|of of|in in|[Aa] (AES|ECOWAS|EurAsEC|EAEU|ANZUS|Arab|Inter)"
    r"|the (AES|ANZUS|CENTO|ECOWAS|NATO|SEATO) (was|is|on)|1 (days|members|periods|states))\b"
)
"""Slips of grammar that a template makes if a name is put into it unseen."""


def texts_of(name):
    """What people read first about a body: answers for its last day and for each state."""
    alliance = cm.load(name)
    day = alliance.horizon
    yield str(alliance.members())
    yield str(alliance.changes())
    yield str(alliance.chair_on(day))
    for state in alliance.record.parties:
        yield str(alliance.explain(state, day))
        yield str(alliance.history(state, absent="ignore"))
        yield str(cm.memberships_of(state, day, name))
    yield from (row.sentence for row in cm.departures(name))


@EACH
def test_no_answer_has_a_slip_of_grammar(name):
    found = {
        text[:80]: m.group() for text in texts_of(name) if (m := SLIP.search(text))
    }
    assert found == {}


@EACH
def test_a_state_has_its_article_where_a_sentence_begins_with_it(name):
    alliance = cm.load(name)
    for state in alliance.record.parties:
        lead = str(alliance.explain(state, alliance.horizon)).partition(": ")[2]
        assert " ".join(lead.split()).startswith(f"{in_prose(state)} "), state


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("GB", "the United Kingdom"),
        ("AE", "the United Arab Emirates"),
        ("KM", "the Comoros"),
        ("DO", "the Dominican Republic"),
        ("SU", "the Soviet Union"),
        ("CZ", "Czechia"),
        ("UZ", "Uzbekistan"),
        ("TT", "Trinidad and Tobago"),
        ("GW", "Guinea-Bissau"),
    ],
)
def test_some_names_have_an_article(code, said):
    assert in_prose(cm.state(code)) == said


@pytest.mark.parametrize(
    ("name", "day", "line"),
    [
        # Notes that stand for a state must name it, and a list names every state.
        ("weu", "1996-06-01", "Associates: Iceland, Norway and Türkiye."),
        (
            "weu",
            "2000-01-01",
            "Associates: Czechia, Hungary, Iceland, Norway, Poland and Türkiye.",
        ),
        ("eaeu", "2026-06-25", "Observers: Cuba, Iran, Moldova and Uzbekistan."),
        ("cento", "1979-06-01", "Observer: United States."),
    ],
)
def test_who_has_a_status_is_listed_in_full(name, day, line):
    assert line in str(cm.load(name).members_on(day)).splitlines()


@EACH
def test_whoever_has_a_status_is_named_in_the_answer(name):
    alliance = cm.load(name)
    days = {
        date
        for state in alliance.record.parties
        for date in alliance.change_days_of(state)
    }
    for day in sorted(days)[1::7]:
        if day <= alliance.horizon:
            said = str(alliance.members_on(day))
            for status, states in _special(alliance, day).items():
                assert [s.name for s in states if s.name not in said] == [], (
                    day,
                    status,
                )


def _special(alliance, day):
    found = {}
    for state in alliance.record.parties:
        for status, days in alliance.days_by_status(state).items():
            if day in days.surely:
                found.setdefault(status, []).append(state)
    return found


def test_nobody_is_an_observer_of_a_body_that_is_gone():
    assert "Observer" not in str(cm.load("cento").members())
    assert cm.load("cento").status("US", "1980-01-01") is cm.Status.NEVER


@pytest.mark.parametrize(
    ("name", "state", "line"),
    [
        ("anzus", "New Zealand", "suspended: uncertain: since 1986-08-11"),
        (
            "weu",
            "Norway",
            "associate: 1995-12-31 to 2011-06-29; uncertain: 1992-11-20 to 1995-12-30",
        ),
    ],
)
def test_a_history_has_the_days_on_which_a_status_is_uncertain(name, state, line):
    assert line in [
        each.strip() for each in str(cm.load(name).history(state)).splitlines()
    ]


@pytest.mark.parametrize(
    ("state", "day", "bodies", "said"),
    [
        ("Venezuela", "2020-01-01", ["rio"], "possibly a member of Rio Treaty"),
        (
            "Palestine",
            "1990-01-01",
            ["arab_league", "arab_joint_defence"],
            "a member of Arab League, possibly a member of Arab Joint Defence Treaty",
        ),
        ("Iran", "1979-06-01", ["cento"], "not a member of these alliances"),
    ],
)
def test_an_uncertain_membership_is_not_called_none(state, day, bodies, said):
    found = str(cm.memberships_of(state, day, *bodies))
    assert found.splitlines()[0] == f"{state} on {day}: {said}"
    assert ("Last column" in found) == ("possibly" in said)


def test_an_uncertain_member_can_have_a_status_too():
    (cuba,) = cm.memberships_of("Cuba", "1990-01-01", "rio")
    assert cuba.in_words == "uncertain; barred from the organs"


def test_an_earlier_membership_says_that_its_days_are_unsure():
    said = str(cm.load("rio").members_on("2020-01-01"))
    assert "(earlier: 1948-12-03 to 2015-05-14, partly uncertain)" in said
