"""The static API says what the library says, on every day."""

import csv
import io
import json
import re
import sqlite3
import sys
import textwrap
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import api  # noqa: E402

sys.path.pop(0)

PAGE = (PROJECT / "docs/reference/api.md").read_text("utf-8")
DEFINITIONS = ["joined", "party", "organization", "active"]
ONE_DAY = timedelta(days=1)
NAMES = cm.available()
STATES = sorted({s for n in NAMES for s in cm.load(n).record.parties}, key=str)


class Files(dict[str, str]):
    """The files of the API; too much to be shown when a test fails."""

    def __repr__(self):
        return f"<{len(self)} files>"

    def json(self, place):
        return json.loads(self[f"api/v1/{place}"])

    def rows(self, place):
        return list(csv.DictReader(io.StringIO(self[f"api/v1/{place}"], newline="")))


@pytest.fixture(scope="module")
def files():
    made = list(api.make())
    found = Files(made)
    assert len(found) == len(made)  # no two files have one address
    return found


@pytest.fixture(scope="module")
def periods(files):
    """The periods of each alliance and definition."""
    return {
        (name, definition): [
            each
            for each in files.json(f"alliances/{name}/members.json")["periods"]
            if each["definition"] == definition
        ]
        for name in NAMES
        for definition in DEFINITIONS
    }


def on(rows, day):
    """The rows for a day, found as the examples in the page find them."""
    return [row for row in rows if row["first_day"] <= str(day) <= row["last_day"]]


def codes(states):
    return [state.code for state in states]


def check(periods, alliance, day):
    (told,) = on(periods[alliance.record.id, alliance.definition.name], day)
    members = alliance.members_on(day)
    statuses = alliance.statuses_on(day).items()
    assert told["name"] == alliance.name_on(day)
    assert told["members"] == codes(members)
    assert told["uncertain"] == codes(members.uncertain)
    assert told["suspended"] == codes(members.suspended)
    assert told["halted"] == [s.code for s, it in statuses if it is cm.Status.HALTED]
    assert bool(told["depends_on_definition"]) == members.depends_on_definition
    assert bool(told["disputed"]) == members.disputed


def days_around(periods):
    """The first and last day of each period, as far as the record goes."""
    return {date.fromisoformat(each[key]) for each in periods for key in ENDS}


ENDS = ("first_day", "last_day")
FEW = ("UZB", "ARM", "DEU", "PSE")
"""The states that are always looked at."""


# -- alliances -------------------------------------------------------------------------


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("name", NAMES)
def test_the_members_are_those_of_the_library_at_both_ends_of_each_period(
    periods, name, definition
):
    alliance = cm.load(name).under(definition)
    for day in days_around(periods[name, definition]):
        check(periods, alliance, day)


@given(
    day=st.dates(date(1945, 1, 1), date(2026, 2, 1))
    | st.dates(max_value=date(2026, 2, 1)),
    name=st.sampled_from(NAMES),
    definition=st.sampled_from(DEFINITIONS),
)
def test_the_members_are_those_of_the_library_on_any_day(
    periods, day, name, definition
):
    alliance = cm.load(name).under(definition)
    check(periods, alliance, min(day, alliance.complete_until))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_states_that_differ_are_those_that_differ_in_the_library(periods, name):
    for definition in DEFINITIONS:
        alliance = cm.load(name).under(definition)
        for told in periods[name, definition]:
            days = cm.DaySet.parse("/".join(told[key] for key in ENDS))
            for key, opposed in (
                ("depends_on_definition", alliance.opposed_by_definition(days)),
                ("disputed", alliance.opposed_by_rival(days)),
            ):
                found = {s.code for s, those in opposed.items() if those == days}
                assert set(told[key]) == found
                assert found == {
                    state.code for state, those in opposed.items() if those
                }


@pytest.mark.parametrize("name", NAMES)
def test_periods_cover_all_days_to_the_end_of_the_record_without_gaps(periods, name):
    last = str(cm.load(name).complete_until)
    for definition in DEFINITIONS:
        check_periods(periods[name, definition], last)


def check_periods(told, last):
    assert told[0]["first_day"] == "0001-01-01"
    assert [each["ongoing"] for each in told] == [0] * (len(told) - 1) + [1]
    assert told[-1]["last_day"] == last
    without = [
        {k: v for k, v in each.items() if k not in {*ENDS, "ongoing"}} for each in told
    ]
    for (one, other), (before, after) in zip(
        pairwise(told), pairwise(without), strict=True
    ):
        assert date.fromisoformat(one["last_day"]) + ONE_DAY == date.fromisoformat(
            other["first_day"]
        )
        assert before != after


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_members_says_what_the_json_says(files, periods, name):
    rows = files.rows(f"alliances/{name}/members.csv")
    told = [each for d in DEFINITIONS for each in periods[name, d]]
    found = groupby(rows, key=lambda row: (row["definition"], row["first_day"]))
    for (begins, rows_of_it), period in zip(found, told, strict=True):
        group = list(rows_of_it)
        assert begins == (period["definition"], period["first_day"])
        answers = {row["alpha_3"]: row["answer"] for row in group}
        assert answers == (
            dict.fromkeys(period["members"], "yes")
            | dict.fromkeys(period["uncertain"], "uncertain")
            or {"": "none"}
        )
        for row in group:
            assert row["last_day"] == period["last_day"]
            assert row["ongoing"] == str(period["ongoing"])
            assert row["name"] == (period["name"] or "")
            if row["alpha_3"]:
                found_state = cm.load(name).record.states.find(row["alpha_3"])
                assert row["state"] == found_state.name
                for key in ("depends_on_definition", "disputed"):
                    assert row[key] == str(int(row["alpha_3"] in period[key]))
            else:
                assert row["state"] == "none"


def test_no_row_means_that_the_day_is_not_covered(files):
    rows = files.rows("alliances/csto/members.csv")
    asked = [row for row in rows if row["definition"] == "joined"]
    assert [row["state"] for row in on(asked, "1950-01-01")] == ["none"]
    assert [row["state"] for row in on(asked, "1999-04-21")] == [
        "Armenia",
        "Belarus",
        "Kazakhstan",
        "Kyrgyzstan",
        "Russia",
        "Tajikistan",
    ]
    assert on(asked, cm.load("csto").complete_until + ONE_DAY) == []


# -- states ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(s, id=s.code, marks=() if s.code in FEW else pytest.mark.slow)
        for s in STATES
    ],
)
def test_the_memberships_of_a_state_are_those_of_the_library(files, state):
    told = files.json(f"states/{state.code}/memberships.json")
    naming = [n for n in NAMES if state in cm.load(n).record.parties]
    assert sorted(told["alliances"]) == sorted(naming)
    for name in naming:
        for definition in DEFINITIONS:
            alliance = cm.load(name).under(definition)
            own = [
                each
                for each in told["periods"]
                if (each["alliance"], each["definition"]) == (name, definition)
            ]
            check_periods(own, str(alliance.complete_until))
            for day in days_around(own):
                (each,) = on(own, day)
                answer = alliance.was_member(state, day, absent="ignore")
                assert each["answer"] == str(answer)
                assert each["status"] == alliance.status(state, day).value
                days = cm.DaySet.of(day)
                opposed = alliance.opposed_by_definition(days)
                assert each["depends_on_definition"] == (state in opposed)
                assert each["disputed"] == (state in alliance.opposed_by_rival(days))
    rows = files.rows(f"states/{state.code}/memberships.csv")
    plain = [{key: str(value) for key, value in p.items()} for p in told["periods"]]
    head = {"state": state.name, "alpha_3": state.code}
    assert rows == [{**head, **each} for each in plain]


def test_no_two_states_have_one_address():
    assert len(set(codes(STATES))) == len(STATES)


# -- events and sources ----------------------------------------------------------------


def test_events_and_sources_are_those_of_the_record(files):
    for name in NAMES:
        record = cm.load(name).record
        told = files.json(f"alliances/{name}/events.json")["events"]
        assert told == [{"alliance": name, **e.as_dict()} for e in record.all_events]
        cited = files.json(f"alliances/{name}/sources.json")["sources"]
        assert cited == {key: it.as_dict() for key, it in record.sources.items()}


def test_a_state_has_each_event_that_names_it_with_its_sources(files):
    for state in STATES:
        told = files.json(f"states/{state.code}/events.json")["events"]
        events = [(n, e) for n in NAMES for e in cm.load(n).record.all_events]
        named = {(n, e.id) for n, e in events if state in e.states}
        assert {(each["alliance"], each["id"]) for each in told} == named
        cited = {key for e in told for c in e["claims"] for key in c["sources"]}
        assert set(files.json(f"states/{state.code}/sources.json")["sources"]) == cited


def test_spells_and_pictures_are_those_of_the_library(files):
    assert files["api/v1/alliances/csto/chart.svg"] == cm.load("csto").chart().svg
    rows = files.rows("states/UZB/spells.csv")
    told = [
        (row["first_day"], row["last_day"])
        for row in rows
        if (row["alliance"], row["definition"]) == ("csto", "joined")
    ]
    assert told == [
        (str(spell.first_day), str(spell.last_day))
        for spell in cm.load("csto").history("UZ").spells
    ]
    for code in codes(STATES):
        assert files[f"api/v1/states/{code}/chart.svg"].startswith("<svg")


# -- the whole -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "those",
    [
        pytest.param("index|csto/|/UZB/", id="a few"),
        pytest.param("", id="all", marks=pytest.mark.slow),
    ],
)
def test_each_json_file_is_what_its_schema_says(files, those):
    schemas = {
        place: json.loads(content)
        for place, content in files.items()
        if place.startswith("api/v1/schemas/")
    }
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    used = set()
    for place, content in files.items():
        if place.endswith(".json") and place not in schemas and re.search(those, place):
            value = json.loads(content)
            up = value["$schema"].count("../")
            assert up == place.count("/") - 2  # counted from the file
            own = f"api/v1/{value['$schema'].removeprefix('../' * up)}"
            jsonschema.Draft202012Validator(schemas[own]).validate(value)
            used.add(own)
    assert used == set(schemas)


def test_a_schema_refuses_a_key_too_many_and_one_too_few(files):
    schema = files.json("schemas/members.schema.json")
    validator = jsonschema.Draft202012Validator(schema)
    told = files.json("alliances/guam/members.json")
    assert validator.is_valid(told)
    assert not validator.is_valid({**told, "more": 1})
    told["periods"][0].pop("last_day")
    assert not validator.is_valid(told)


def test_the_index_names_every_file(files):
    index = files.json("index.json")
    told = [*index["tables"], *index["schemas"].values(), "index.json"]
    for group in ("alliances", "states"):
        for each in index[group].values():
            told += each["files"]
    places = {f"api/v1/{each}" for each in told if not each.startswith("tables/")}
    assert places == set(files)
    assert sorted(index["alliances"]) == sorted(NAMES)
    assert sorted(index["states"]) == sorted(codes(STATES))


def test_the_page_names_every_file_and_key(files):
    for place in ("alliances/csto", "states/UZB"):
        kinds = {each.rpartition("/")[2] for each in files if place in each}
        assert kinds
        assert all(f"`{kind}`" in PAGE for kind in kinds)
    told = files.json("alliances/csto/members.json")
    for key in {*told, *told["periods"][0]} - {"$schema"}:
        assert f"`{key}`" in PAGE, key


def test_the_page_has_the_columns_of_the_tables_and_the_address_of_the_site():
    shown = api.placed(PAGE, "https://example.com/here/")
    assert "example.org" not in shown
    assert 'read.csv("https://example.com/here/api/v1/alliances/csto' in shown
    assert "example.org" in api.placed(PAGE, "")
    for columns in api.COLUMNS.values():
        for each in columns:
            assert f"| `{each.name}` |" in shown
    assert "<!--" not in shown


def test_the_sql_of_the_page_answers_as_it_is_shown(files):
    """As SQLite's shell imports a file: every column is text."""
    (question,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    rows = [*csv.reader(files["api/v1/alliances/csto/members.csv"].splitlines())]
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE members ({', '.join(rows[0])})")
    marks = "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    database.executemany(marks, rows[1:])
    found = database.execute(textwrap.dedent(question)).fetchall()
    names = cm.members_on("2007-01-01").names
    assert sorted(found) == [(name, "yes") for name in sorted(names)]
    database.close()


def test_the_letters_in_the_spreadsheet_are_those_of_the_columns():
    names = [each.name for each in api.COLUMNS["members.csv"]]
    letters = re.findall(r"members!([A-Z]):\1", PAGE)
    used = [names[ord(letter) - ord("A")] for letter in letters]
    assert used == ["state", "definition", "first_day", "last_day"]
    assert names[ord("I") - ord("A")] == "answer"
