"""Golden answers, transcribed from the sources and not from the code.

Each entry of `data/answers.toml` names the source that decides it.
"""

import tomllib
from pathlib import Path

import pytest

import csto_membership as cm

ANSWERS = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "answers.toml").read_text()
)
CSTO = cm.load("csto")

pytestmark = pytest.mark.filterwarnings("ignore::csto_membership.BeyondRecordWarning")


def _name(golden):
    told = (f"{key}={value}" for key, value in golden.items() if key != "source")
    return " ".join(told)


@pytest.mark.parametrize("golden", ANSWERS["members"], ids=_name)
def test_members_are_those_of_the_sources(golden):
    members = CSTO.under(golden["definition"]).members_on(golden["on"])
    assert sorted(members.alpha_2) == golden["states"], golden["source"]
    assert sorted(members.uncertain.alpha_2) == golden["uncertain"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["view"], ids=_name)
def test_a_narrowed_view_answers_as_its_sources_do(golden):
    alliance = CSTO.under(golden["definition"])
    if "known" in golden:
        alliance = alliance.as_known_on(golden["known"])
    if "according_to" in golden:
        silence = golden.get("silence", "perhaps")
        alliance = alliance.according_to(*golden["according_to"], silence=silence)
    if "preferring" in golden:
        alliance = alliance.preferring(*golden["preferring"])
    answer = alliance.was_member(golden["state"], golden["on"])
    assert answer.value == golden["answer"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["day"], ids=_name)
def test_the_two_lines_say_whether_definitions_and_sources_differ(golden):
    members = CSTO.under(golden["definition"]).members_on(golden["on"])
    assert members.depends_on_definition == golden["depends_on_definition"], golden[
        "source"
    ]
    assert members.disputed == golden["disputed"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["act"], ids=_name)
def test_an_act_has_the_day_that_its_source_gives(golden):
    days = [str(act.since) for act in CSTO.acts() if act.event.id == golden["event"]]
    assert days == [str(golden["on"])], golden["source"]


def test_there_are_enough_of_them():
    assert len(ANSWERS["members"]) >= 60
    assert len(ANSWERS["view"]) >= 30
