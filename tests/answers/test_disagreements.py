"""On what the sources conflict, and the days at stake, as worked out by hand.

The days are those on which a state would surely be in by one version and surely out by
another, both ends inside, until the record's last day. They were worked out from the
sources and the coding rules, before the code.
"""

import json
from functools import cache

import pytest

import csto_membership as cm
from csto_membership import DaySet
from csto_membership.answers.disagreement import Conflict

CSTO = cm.load("csto")
ALL_TERM = "1992-05-15/1999-04-20"
SIGNED = {  # D1, J1 and J13: nine lists of who signed, two days
    **dict.fromkeys(("AM", "KZ", "RU"), "1992-03-15/1992-12-31"),
    **dict.fromkeys(("KG", "TJ", "UZ"), "1992-03-15/1999-04-20"),
    **dict.fromkeys(("MD", "TM", "UA"), ALL_TERM),
    "AZ": "1992-05-15/1993-09-23",
    "BY": "1992-05-15/1993-12-30",
    "GE": "1992-12-31/1993-12-08",
}
TERM = dict.fromkeys(("AZ", "GE", "UZ"), "1997-12-31/1999-04-20")
RETURN = {"UZ": "2006-06-23/2008-03-27"}
NOTE = {"UZ": "2012-06-28/2012-12-18"}
GEORGIA = {"GE": "1993-09-09/1993-12-08"}
GOLDEN = [
    ("D1, J1, J13", "cst-signed", {"joined": SIGNED, "active": SIGNED}, 17_686),
    ("D1b", "founding-year", {}, 0),
    ("D2", "ge-signs", {"joined": GEORGIA, "active": GEORGIA}, 91),
    (
        "D3",
        "first-term-expires",
        {
            "joined": TERM,
            "party": {"GE": TERM["GE"], "UZ": "1997-12-31/2008-03-27"},
            "active": TERM,
        },
        4_216,
    ),
    ("D4", "cst-in-force", {"party": {"AZ": "1994-04-20/1999-04-20"}}, 1_827),
    ("D6", "charter-signed", {}, 0),
    ("D7", "uz-readmitted", dict.fromkeys(("joined", "active"), RETURN), 644),
    ("D7b", "uz-counted-again", {"organization": RETURN}, 644),
    ("D8, D9", "uz-asks-for-suspension", dict.fromkeys(("joined", "organization"), NOTE), 174),
    ("D9", "uz-suspended", {}, 0),
    ("D10", "am-halts", {"active": {"AM": "2024-02-22/2026-02-15"}}, 725),
    ("D11", "am-point-of-no-return", {}, 0),
    ("D11b", "am-will-leave", {}, 0),
    ("D14", "am-asks-2020", {}, 0),
]  # fmt: skip


@cache
def found():
    return {each.event.id: each for each in CSTO.disagreements()}


@pytest.mark.parametrize(("name", "event", "stakes", "most"), GOLDEN)
def test_the_days_at_stake_are_those_worked_out_by_hand(name, event, stakes, most):
    """Each disputed question, under each definition that it touches."""
    disagreement = found()[event]
    told = {
        definition: {state.alpha_2: days for state, days in stake.items()}
        for definition, stake in disagreement.stakes.items()
    }
    assert told == {
        definition: {state: DaySet.parse(days) for state, days in stake.items()}
        for definition, stake in stakes.items()
    }
    assert disagreement.most == most, name


@pytest.mark.parametrize(
    ("event", "about"),
    [
        ("cst-signed", {Conflict.STATES, Conflict.WHETHER, Conflict.DATE}),
        ("ge-signs", {Conflict.DATE}),
        ("cst-in-force", {Conflict.WHETHER}),
        ("charter-signed", {Conflict.PLACE}),
        ("uz-suspended", {Conflict.KIND}),
        ("uz-readmitted", {Conflict.DATE}),
        ("am-point-of-no-return", {Conflict.DATE}),
        ("am-asks-2020", {Conflict.WHETHER}),
    ],
)
def test_it_is_said_in_what_the_versions_conflict(event, about):
    assert found()[event].about == about


@pytest.mark.parametrize(
    "event", ["extension-signed", "extension-in-force", "az-signs", "charter-in-force"]
)
def test_three_dates_of_three_acts_are_no_disagreement(event):
    """D5: signed, effective and in force are different days of different acts."""
    assert event in {each.id for each in CSTO.record.events}
    assert event not in found()


def test_coarser_is_not_contrary():
    """ "December 1993" agrees with the 9th, and stands in one version with it."""
    followed = found()["ge-signs"].followed
    assert {"gibler", "ria-2025", "seed-001"} <= set(followed.sources)


def test_a_misprint_is_no_version():
    sources = {key for v in found()["uz-readmitted"].versions for key in v.sources}
    assert "vor-2012" not in sources


def test_where_no_version_is_followed_it_says_so():
    disagreement = found()["cst-in-force"]
    assert disagreement.followed is None
    assert "The record leaves this open for Azerbaijan." in str(disagreement)


def test_the_largest_stake_stands_first():
    most = [each.most for each in CSTO.disagreements()]
    assert most == sorted(most, reverse=True)
    assert most[0] > 0 == most[-1]


def test_no_claim_stands_in_two_versions_and_none_is_left_out():
    for disagreement in CSTO.disagreements():
        told = [claim for version in disagreement.versions for claim in version.claims]
        said = [claim for claim in disagreement.event.claims if not claim.is_misprint]
        assert sorted(map(id, told)) == sorted(map(id, said))
        assert len(disagreement.versions) > 1


@pytest.mark.parametrize("name", ["joined", "party", "organization", "active"])
def test_what_is_at_stake_is_disputed(name):
    """On each edge of the days at stake the answer says that sources differ."""
    alliance = CSTO.under(name)
    stakes = [each.stakes.get(name, {}) for each in CSTO.disagreements()]
    at_stake = DaySet().union(*(days for stake in stakes for days in stake.values()))
    edges = {
        day for span in at_stake.spans() for day in (span.first_day, span.last_day)
    }
    assert edges
    assert all(alliance.members_on(day).disputed for day in edges)


@pytest.mark.parametrize(
    "day", ["1992-03-14", "1999-04-21", "2005-01-01", "2008-03-28", "2013-01-01"]
)
def test_where_nothing_is_at_stake_nothing_is_disputed(day):
    stakes = [each.stakes.get("joined", {}) for each in CSTO.disagreements()]
    assert not any(day in days for stake in stakes for days in stake.values())
    assert not CSTO.members_on(day).disputed


def test_plain_values_are_json():
    values = [each.as_dict() for each in CSTO.disagreements()]
    assert json.loads(json.dumps(values)) == values
    assert values[0]["stakes"]["joined"]["member_days"] == 17_686
