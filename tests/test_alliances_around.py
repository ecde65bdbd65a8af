"""NATO and the Warsaw Pact: golden answers, transcribed from the sources.

Each entry of `data/answers-around.toml` names the source that decides it.
"""

import tomllib
from pathlib import Path

import pytest

import csto_membership as cm

ANSWERS = tomllib.loads(
    (Path(__file__).parent / "data" / "answers-around.toml").read_text(encoding="utf-8")
)
NATO, WARSAW_PACT = cm.load("nato"), cm.load("warsaw_pact")

THIRTY_TWO = (
    "Albania, Belgium, Bulgaria, Canada, Croatia, Czechia, Denmark, Estonia, Finland, "
    "France, Germany, Greece, Hungary, Iceland, Italy, Latvia, Lithuania, Luxembourg, "
    "Montenegro, Netherlands, North Macedonia, Norway, Poland, Portugal, Romania, "
    "Slovakia, Slovenia, Spain, Sweden, Türkiye, United Kingdom, United States"
)
"""As listed by kennwebb (March 2026) and, in order of accession, manorama-2025."""

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


def test_there_are_enough_of_them():
    assert len(ANSWERS["members"]) >= 80
    assert len(ANSWERS["status"]) >= 30
    assert len(ANSWERS["view"]) >= 20


def test_the_members_of_nato_today_are_the_thirty_two():
    assert ", ".join(NATO.members().names) == THIRTY_TWO


def test_the_warsaw_pact_has_no_member_today():
    assert not NATO.members().isdisjoint(WARSAW_PACT.former_on("2026-01-01"))
    assert len(WARSAW_PACT.members()) == 0


# -- how they are asked for -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "alliance"),
    [("NATO", NATO), ("Warsaw Pact", WARSAW_PACT), ("warsaw treaty", WARSAW_PACT)],
)
def test_usual_names_load_the_record(name, alliance):
    assert cm.load(name) is alliance


@pytest.mark.parametrize("alliance", [NATO, WARSAW_PACT], ids=str)
def test_each_has_its_own_default_and_says_why(alliance):
    assert alliance.reading.name == "party"
    assert alliance.record.default_reading_why.endswith(".")


@pytest.mark.parametrize("alliance", [NATO, WARSAW_PACT], ids=str)
def test_what_it_owes_and_where_it_is_kept_stands_in_the_record(alliance):
    (treaty,) = (i for i in alliance.record.instruments.values() if i.id.endswith("ty"))
    assert treaty.obligation == "defence"
    assert treaty.depositary


def test_a_state_of_two_alliances_is_one_state():
    poland = NATO.record.states.find("Poland")
    assert poland == WARSAW_PACT.record.states.find("PL")
    assert not cm.overlap("Poland", NATO, WARSAW_PACT).possibly
    assert cm.load("csto").record.states.find("RU") == NATO.record.states.find("RU")


# -- what must be told with it -------------------------------------------------------------


def test_a_state_outside_the_command_is_a_member_and_that_is_told_with_it():
    members = NATO.members_on("1975-01-01")
    assert "FR" in members
    assert "GR" in members
    for state in ("France", "Greece"):
        assert f"{state} had no part in the integrated military" in str(members)
        assert "remained a party" in str(NATO.explain(state, "1975-01-01"))


def test_dormant_is_neither_out_nor_suspended():
    members = WARSAW_PACT.members_on("1965-01-01")
    assert "AL" in members
    assert not members.suspended
    assert "Albania took no part in the bodies" in str(members)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("RU", "since 1991-12-26; uncertain: 1991-12-08 to 1991-12-25; it continues:"),
        ("RU", "it continues: Soviet Union (a member on that day)."),
        ("CZ", "since 1993-01-01; it succeeds: Czechoslovakia (a member on that day)"),
        ("HR", "it succeeds: Yugoslavia."),
        ("EE", "it is counted as a state since 1991-09-06."),
    ],
)
def test_a_state_that_was_none_is_told_where_it_came_from(state, told):
    said = " ".join(str(WARSAW_PACT.explain(state, "1980-01-01")).split())
    assert told in said


def test_what_a_state_that_ended_became_part_of_is_told():
    said = " ".join(str(WARSAW_PACT.explain("DDR", "1995-01-01")).split())
    assert "it acceded to: Germany" in said


def test_the_gaps_are_told():
    deposits = {act.event.id: act for act in NATO.acts(kind="deposit")}
    assert len(deposits["others-deposit"].states) == 10
    assert not deposits["others-deposit"].since.is_exact
    (end,) = WARSAW_PACT.acts(kind="dissolution")
    assert end.claims[0].basis.startswith("presumed")
    assert "was not found" in end.event.note
