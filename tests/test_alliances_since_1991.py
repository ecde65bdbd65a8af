"""CIS, GUAM, SCO and EAEU: golden answers, transcribed from the sources.

Each entry of `data/answers-since-1991.toml` names the source that decides it.
"""

import tomllib
from pathlib import Path

import pytest

import csto_membership as cm

ANSWERS = tomllib.loads(
    (Path(__file__).parent / "data" / "answers-since-1991.toml").read_text(
        encoding="utf-8"
    )
)
CIS, GUAM, SCO = cm.load("cis"), cm.load("guam"), cm.load("sco")

pytestmark = pytest.mark.filterwarnings("ignore::csto_membership.BeyondRecordWarning")


def _name(golden):
    told = (f"{key}={value}" for key, value in golden.items() if key != "source")
    return " ".join(told)


@pytest.mark.parametrize("golden", ANSWERS["members"], ids=_name)
def test_members_are_those_of_the_sources(golden):
    alliance = cm.load(golden["alliance"]).under(golden["reading"])
    members = alliance.members_on(golden["on"])
    assert sorted(members.alpha_2) == golden["states"], golden["source"]
    assert sorted(members.uncertain.alpha_2) == golden["uncertain"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["status"], ids=_name)
def test_a_status_tells_more_than_yes_and_no(golden):
    told = cm.load(golden["alliance"]).status(golden["state"], golden["on"])
    assert told.value == golden["status"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["view"], ids=_name)
def test_a_narrowed_view_answers_as_its_sources_do(golden):
    alliance = cm.load(golden["alliance"]).under(golden["reading"])
    if "known" in golden:
        alliance = alliance.as_known_on(golden["known"])
    if "preferring" in golden:
        alliance = alliance.preferring(*golden["preferring"])
    answer = alliance.was_member(golden["state"], golden["on"])
    assert answer.value == golden["answer"], golden["source"]


# -- two memberships at once ------------------------------------------------------------


def test_uzbekistan_joined_guam_four_days_after_its_last_day_under_the_treaty():
    csto = cm.load("csto").days_of("UZ").surely
    guam = GUAM.days_of("UZ").surely
    assert (guam.first_day - next(csto.spans()).last_day).days == 4
    assert not cm.overlap("Uzbekistan", "csto", "guuam").possibly


@pytest.mark.parametrize("state", ["Azerbaijan", "Georgia"])
def test_those_who_did_not_renew_were_in_guam_before(state):
    days = cm.overlap(state, "csto", "guam")
    assert str(days) == "1997-10-10 to 1999-04-20"


# -- how they are asked for -------------------------------------------------------------


def test_guuam_is_the_same_record_under_the_name_of_its_time():
    assert cm.load("GUUAM") is GUAM
    assert "GUUAM" in GUAM.name_on("2001-01-01")
    assert "Democracy" in GUAM.name_on("2010-01-01")
