"""The table "The instrument, not the word" says what the definitions and records do."""

import re
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.record import Kind

PAGE = Path(__file__).parents[2] / "docs/reference/coding-rules.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## The instrument, not the word")
TABLE = SECTION[2].split("\n\n**")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if "](../" in line]
NAMES = {each.name for each in DEFINITIONS}
CODE = re.compile(r"`(\w+)`")
EXAMPLE = re.compile(r"\(\.\./alliances/(\w+)(?:-[\w-]+)?\.md#([\w-]+)\)")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: CODE.search(row[1])[1])
class TestEachRow:
    def test_the_definitions_are_those_that_the_first_kind_pauses(self, row):
        kind = Kind(CODE.search(row[1])[1])
        named = set(CODE.findall(row[2].partition(";")[0])) & NAMES
        assert named == {each.name for each in DEFINITIONS if kind in each.pauses}

    def test_each_example_is_an_act_of_one_of_the_kinds(self, row):
        kinds = {*CODE.findall(row[1])}
        found = EXAMPLE.findall(row[3])
        assert found
        for key, act in found:
            events = {each.id: each for each in cm.load(key).record.all_events}
            assert events[act].kind.value in kinds

    def test_the_words_are_those_of_a_claim_that_decides(self, row):
        words = re.findall("“([^”]+)”", row[0])
        said = {
            claim.wording
            for key, act in EXAMPLE.findall(row[3])
            for event in cm.load(key).record.all_events
            if event.id == act
            for claim in event.claims
            if not claim.set_aside
        }
        assert set(words) <= said


def test_every_kind_that_pauses_a_definition_has_a_row():
    first = {Kind(CODE.search(row[1])[1]) for row in ROWS}
    assert first >= {kind for each in DEFINITIONS for kind in each.pauses}
