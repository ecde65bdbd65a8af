"""The ready-made tables say what the library says, in each of their files."""

import json
import random
import re
import sys
from itertools import product
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.exchange import dyad_years, state_years

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import api  # noqa: E402
import ready_made  # noqa: E402

sys.path.pop(0)

PAGE = (PROJECT / "docs/reference/ready-made-tables.md").read_text("utf-8")
TABLES = [*product(("cow", "gw"), ("any_day", "last_day"))]
NAMES = cm.available()
MANY = 300
"""How many rows of a table are compared with the days of the states themselves."""


def days_of_number(alliance, key, number):
    """The days on which some state with a number was surely, and possibly, a member."""
    surely = possibly = cm.DaySet()
    for state in alliance.record.states:
        for each in state.numbers:
            if (each.list, each.number) == (key, number):
                first, last = each.first_day or "..", each.last_day or ".."
                within = cm.DaySet.parse(f"{first}/{last}")
                days = alliance.days_of(state, absent="ignore")
                surely |= days.surely & within
                possibly |= days.possibly & within
    return surely, possibly


def looked_at(rule, year):
    return cm.DaySet.parse(f"{year}" if rule == "any_day" else f"{year}-12-31")


def check(row, days, rule, column):
    surely, possibly = (
        not each.isdisjoint(looked_at(rule, row["year"])) for each in days
    )
    if row[column] is not None:
        assert row[column] == surely == possibly, row
    elif row[f"{column}_why"] == "uncertain":
        assert (surely, possibly) == (False, True), row


@pytest.mark.slow
@pytest.mark.parametrize(("key", "rule"), TABLES)
def test_a_state_year_says_whether_the_states_with_the_number_were_members(key, rule):
    rows = list(ready_made.table_of("state-years", key, rule))
    assert {row["alliance"] for row in rows} == set(NAMES)
    for row in random.Random(19).sample(rows, MANY):
        alliance = cm.load(row["alliance"])
        assert row["definition"] == alliance.definition.name
        assert row["rule"] == rule
        check(row, days_of_number(alliance, key, row[key]), rule, "member")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_state_without_a_row_is_no_member_up_to_the_last_year_of_the_body(name):
    """So 0 is the right value for the cells without a row of a wide table."""
    rows = {(row["cow"], row["year"]) for row in state_years(name, key="cow")}
    years = f"1945/{max(year for _, year in rows)}"
    every = [*state_years(name, key="cow", states="all", during=years)]
    others = [row for row in every if (row["cow"], row["year"]) not in rows]
    assert others
    assert {row["member"] for row in others} == {0}


@pytest.mark.slow
@pytest.mark.parametrize(("key", "rule"), TABLES)
def test_a_pair_is_there_if_both_ever_were_members_together(key, rule):
    rows = list(ready_made.table_of("pairs", key, rule))
    one, other = f"{key}_1", f"{key}_2"
    for row in random.Random(19).sample(rows, MANY):
        alliance = cm.load(row["alliance"])
        both = [days_of_number(alliance, key, row[each]) for each in (one, other)]
        together = [mine & theirs for mine, theirs in zip(*both, strict=True)]
        assert together[1]
        check(row, together, rule, "together")
    there = {(row["alliance"], row[one], row[other]) for row in rows}
    for name in NAMES:
        for row in dyad_years(name, key=key, rule="any_day"):
            if (name, row[one], row[other]) not in there:
                assert row["together"] == row["together_max"] == 0


def test_one_body_of_a_table_is_what_the_lines_in_the_page_give():
    table = ready_made.table_of("state-years", "cow", "any_day")
    own = [row for row in table if row["alliance"] == "csto"]
    assert own == list(state_years("csto", key="cow", rule="any_day"))
    assert own


@pytest.mark.slow
def test_files_have_the_names_that_the_index_gives():
    told = next(
        content for place, content in api.make() if place.endswith("index.json")
    )
    names = [f"tables/{name}" for name in ready_made.names()]
    assert json.loads(told)["tables"] == names
    assert len(set(names)) == 16
    assert [
        name for name in names if "pairs" in name and not name.endswith(".zip")
    ] == []


def test_the_codebook_has_each_column():
    shown = PAGE
    for kind, place in ready_made.COLUMNS.items():
        assert place in PAGE
        only = ready_made.placed(place)
        columns = ready_made.KINDS[kind]("guam", "cow", "any_day").columns
        assert re.findall(r"^\| `(\w+)` \| \S", only, re.MULTILINE) == [
            each.name for each in columns
        ]
        shown = shown.replace(place, only)
    assert shown.count("<!--") == 1  # the list of files
