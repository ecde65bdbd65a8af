"""The data of the date picker answers like the library, on every day."""

import bisect
import json
import re
import runpy
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.answers.wording import status_in_words

# Each test reads the whole site, or all the data of the date picker.
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
GENERATE = PROJECT / "docs" / "generate"
sys.path.insert(0, str(GENERATE))
EXPLORER = runpy.run_path(str(GENERATE / "explorer.py"))
PICKER = runpy.run_path(str(GENERATE / "picker.py"))
sys.path.pop(0)
DEFINITIONS = ["joined", "party", "organization", "active"]
ONE_DAY = timedelta(days=1)


class Data(dict):
    """What a browser is handed, by alliance; too much to be shown when a test fails."""

    def __repr__(self):
        return f"<data of {len(self)} alliances>"


@pytest.fixture(scope="module")
def data():
    found = Data()
    for place, script in EXPLORER["scripts"]():
        name = Path(place).stem
        start = f'window.explorer = {{ ...window.explorer, "{name}": '
        assert script.startswith(start)
        found[name] = json.loads(script.removeprefix(start).removesuffix(" };\n"))
    return found


class Reader:
    """Answers from the data alone, in the words of the library."""

    def __init__(self, data, definition):
        self.data, self.definition = data, data["definitions"][definition]
        self.from_days = [each["from"] for each in self.definition["answers"]]

    def on(self, day):
        place = bisect.bisect_right(self.from_days, str(day)) - 1
        return self.definition["answers"][place]

    def text(self, day):
        told = self.on(day)
        rows = [self.data["rows"][n] for n in told["members"] + told["uncertain"]]
        names = [self.data["states"][row[0]][0] for row in rows]
        width = max(map(len, names), default=0)
        lines = [f"{told['title']} on {day}: {told['count']}", ""]
        lines += [
            f"  {name:<{width}}  {row[1]}"
            for name, row in zip(names, rows, strict=True)
        ]
        lines += [""] * bool(rows)
        lines += [*told["notes"], self.definition["meaning"]]
        lines += [told["existence"]] * bool(told["existence"])
        lines.append(f"Does the definition matter on this day? {told['matters']}")
        lines += [f"Do sources differ? {told['differ']}", told["complete"]]
        return "\n".join(lines)

    def citation(self, day):
        told = self.on(day)
        behind = (f"- {self.data['citations'][k]}" for k in self.sources(day))
        return "\n".join([told["cite"].replace("{day}", str(day)), *behind])

    def sources(self, day):
        return self.data["sources"][self.on(day)["sources"]]


def check(data, alliance, day):
    reader = Reader(data[alliance.record.id], alliance.definition.name)
    members = alliance.members_on(day, beyond="ignore")
    assert reader.text(day) == str(members)
    assert reader.citation(day) == str(members.cite())
    told = {
        state.name: status_in_words(status)
        for state, status in alliance.statuses_on(day, beyond="ignore").items()
    }
    for status, who in reader.on(day)["statuses"].items():
        assert {told.pop(name) for name in who.split(", ")} == {status}
    assert not set(told.values()) & set(map(status_in_words, EXPLORER["TOLD"]))


DAYS = st.dates(date(1991, 1, 1), date(2028, 1, 1)) | st.dates()


@pytest.mark.slow
@given(
    day=DAYS,
    name=st.sampled_from(cm.available()),
    definition=st.sampled_from(DEFINITIONS),
)
def test_on_any_day_the_data_answers_in_the_words_of_the_library(
    data, day, name, definition
):
    check(data, cm.load(name).under(definition), day)


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("name", cm.available())
def test_no_answer_lasts_longer_or_shorter_than_the_data_says(data, name, definition):
    alliance = cm.load(name).under(definition)
    told = data[name]["definitions"][definition]["answers"]
    for before, after in pairwise(told):
        assert {**before, "from": ""} != {**after, "from": ""}
        check(data, alliance, date.fromisoformat(after["from"]) - ONE_DAY)
        check(data, alliance, date.fromisoformat(after["from"]))


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_what_moves_no_member_is_a_change_too(pact_of, definition):
    """Such as a name, an observer, a rival claim, and the end of the record."""
    pact = pact_of(
        ("signature", "AM BY", "1990-01-01"),
        ("observer_status", "GE", "1993-03"),
        more="""
            [[alliance.name]]
            since = 1995-05-05
            name = "A newer pact"
            short = "NP"
            sources = ["gazette"]
            [[event]]
            id = "admitted"
            kind = "admission"
            states = ["MD"]
            claim = [
                { sources = ["gazette"], on = 1994-01-01 },
                { sources = ["gazette"], on = 1997-01-01, set_aside = true },
            ]
        """,
    ).under(definition)
    data = {"pact": EXPLORER["answers"](pact)}
    for year in range(1989, 2001):
        for month in range(1, 13):
            for day in (1, 5, 28):
                check(data, pact, date(year, month, day))


def test_those_that_are_no_members_are_told_by_what_they_are(data):
    assert Reader(data["csto"], "joined").on("2025-01-01")["statuses"] == {
        "suspended": "Uzbekistan",
        "says it takes no part": "Armenia",
        "former member": "Azerbaijan, Georgia",
    }
    assert Reader(data["csto"], "joined").on("1995-01-01")["statuses"] == {}


def test_uncertain_members_come_with_the_reason(data):
    party = Reader(data["csto"], "party")
    rows = data["csto"]["rows"]
    (azerbaijan,) = (rows[n] for n in party.on("1996-01-01")["uncertain"])
    assert "no deposit being known" in azerbaijan[3]
    assert "never deposited" in azerbaijan[3]
    (uzbekistan,) = (rows[n] for n in party.on("2010-01-01")["uncertain"])
    assert "no day of deposit is known" in uzbekistan[3]


def test_each_member_comes_with_the_act_by_which_it_is_in(data):
    rows = data["csto"]["rows"]
    told = {
        rows[n][0]: rows[n][2]
        for n in Reader(data["csto"], "joined").on("2007-01-01")["members"]
    }
    assert told["AM"] == "signature of the treaty"
    assert told["UZ"].startswith("signature of the protocol on restoring")
    assert all(told.values())


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_source_that_an_answer_names_is_cited(data, definition):
    csto = data["csto"]
    for told in csto["definitions"][definition]["answers"]:
        named = re.findall(r"ccording to ([^;.]+?), [A-Z]", told["differ"])
        ids = re.split(r", | and ", re.sub(r" and \d+ others?", "", ", ".join(named)))
        assert set(filter(None, ids)) <= set(csto["citations"])
        assert set(csto["sources"][told["sources"]]) <= set(csto["citations"])


def test_the_form_links_only_to_pages_that_the_site_has():
    pages = {"states/uzbekistan/", "sources/", "how-to/", ""}
    form = PICKER["form"](pages)
    assert 'data-pages="sources/ states/uzbekistan/"' in form
    assert "alliances/csto/" not in form
    assert 'href="alliances/csto/"' in PICKER["form"]({*pages, "alliances/csto/"})


def test_without_javascript_the_answer_for_the_last_day_is_there():
    assert str(cm.load("csto").members()).splitlines()[0] in PICKER["form"]([])


def test_bodies_of_two_states_stand_at_the_end_of_the_list():
    options = PICKER["options"](cm.available())
    assert options.startswith('<option value="csto">')
    main, group = options.split('<optgroup label="Of two states">')
    assert 'value="union_state"' in group
    assert 'value="rio"' in main
    assert sorted(re.findall('value="(.+?)"', options)) == sorted(cm.available())
