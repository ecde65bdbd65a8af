"""The data of the date picker answers like the library, on every day."""

import bisect
import json
import re
import runpy
import sys
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.answers.wording import capital, status_in_words

# Each test reads the whole site, or all the data of the date picker.
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
GENERATE = PROJECT / "docs" / "generate"
sys.path.insert(0, str(GENERATE))
EXPLORER = runpy.run_path(str(GENERATE / "explorer.py"))
EDITIONS = runpy.run_path(str(GENERATE / "editions.py"))
PICKER = runpy.run_path(str(GENERATE / "picker.py"))
from page import dated  # noqa: E402

sys.path.pop(0)
DEFINITIONS = ["joined", "party", "organization", "active"]
ONE_DAY = timedelta(days=1)


class Data(dict[str, dict[str, object]]):
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


def plain(html):
    """HTML as people read it."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def named(text, alliance):
    """Sources by their names instead of their ids."""

    def name(found):
        source = alliance.sources.get(found[0])
        if source is None:
            return found[0]
        published = source.published and source.published.earliest
        year = f" ({published.year})" if published else ""
        return f"{source.publisher or source.title}{year}"

    return re.sub(r"[\w.-]*\w", name, text)


class Reader:
    """Answers from the data alone, in the words of the library and with days in words."""

    def __init__(self, data, definition):
        self.data, self.definition = data, data["definitions"][definition]
        self.from_days = [each["from"] for each in self.definition["answers"]]

    def on(self, day):
        place = bisect.bisect_right(self.from_days, str(day)) - 1
        return self.definition["answers"][place]

    def part(self, day, name):
        said = plain(self.data["texts"][self.on(day)[name]])
        means = EXPLORER["MEANS_NO"].get(name, "")
        return said.removesuffix(means) if said.startswith("No.") else said

    def rows(self, day):
        told = self.on(day)
        for place in told["members"] + told["uncertain"]:
            code, html, since = self.data["rows"][place]
            name, shown = re.match(
                r"<a [^>]*>(.*?)</a> <span>(.*?)</span>", html
            ).groups()
            assert unescape(name) == self.data["states"][code][0]
            assert unescape(shown) == dated(since)
            yield unescape(name), unescape(shown)

    def text(self, day):
        told = self.on(day)
        rows = list(self.rows(day))
        width = max((len(name) for name, _ in rows), default=0)
        lines = [
            f"{told['title']} on {dated(str(day))}: {dated(told['count'])}",
            "",
        ]
        lines += [f"  {name:<{width}}  {since}" for name, since in rows]
        lines += [""] * bool(rows)
        lines += [plain(self.data["texts"][note]) for note in told["notes"]]
        lines += [self.definition["meaning"]]
        lines += [self.part(day, "existence")] * bool(self.part(day, "existence"))
        lines.append(
            f"Does the definition matter on this day? {self.part(day, 'matters')}"
        )
        lines.append(f"Do sources differ? {self.part(day, 'differ')}")
        return "\n".join([*lines, self.part(day, "complete")])

    def statuses(self, day):
        said = self.part(day, "statuses")
        return dict(re.findall(r"(.+?): (.+?)\.(?: |$)", said))

    def citation(self, day):
        told = self.on(day)
        behind = (f"- {self.data['citations'][k]}" for k in self.sources(day))
        return "\n".join([told["cite"].replace("{day}", str(day)), *behind])

    def sources(self, day):
        return self.data["sources"][self.on(day)["sources"]]


SEVERAL = {
    "Associate": "Associates",
    "Former member": "Former members",
    "Founding state only": "Founding states only",
    "Observer": "Observers",
    "Partner": "Partners",
}
"""What stands before the names of several states, where that differs."""


def check(data, alliance, day):
    reader = Reader(data[alliance.record.id], alliance.definition.name)
    members = alliance.members_on(day, beyond="ignore")
    *lines, differ, complete = dated(str(members)).splitlines()
    assert reader.text(day) == "\n".join([*lines, named(differ, alliance), complete])
    assert reader.citation(day) == str(members.cite())
    short = re.search(r"\(([^()]+)\)$", reader.on(day)["title"])
    heading = plain(reader.data["texts"][reader.on(day)["heading"]])
    title = short[1] if short else reader.on(day)["title"]
    assert heading == f"{title} on {{day}}: {dated(reader.on(day)['count'])}"
    told = {
        state.name: capital(status_in_words(status))
        for state, status in alliance.statuses_on(day, beyond="ignore").items()
    }
    for status, who in reader.statuses(day).items():
        names = who.split(", ")
        (each,) = {told.pop(name) for name in names}
        assert status == (SEVERAL.get(each, each) if len(names) > 1 else each)
    left = set(map(capital, map(status_in_words, EXPLORER["TOLD"])))
    for name, status in told.items():  # the notes say both sides of it
        if status in left:
            assert status == "Says it takes no part"
            assert any(name in line for line in str(members).splitlines()[1:])


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
    reader = Reader(data["csto"], "joined")
    assert reader.statuses("2025-01-01") == {
        "Suspended": "Uzbekistan",
        "Former members": "Azerbaijan, Georgia",
    }
    assert reader.statuses("1995-01-01") == {}


def test_a_member_whose_standing_is_disputed_is_marked_and_both_sides_are_told(data):
    reader = Reader(data["csto"], "joined")
    rows = {
        row[0]: row[1]
        for row in (data["csto"]["rows"][n] for n in reader.on("2025-01-01")["members"])
    }
    assert EXPLORER["MORE"] in rows["AM"]
    assert EXPLORER["MORE"] not in rows["BY"]
    notes = [plain(data["csto"]["texts"][n]) for n in reader.on("2025-01-01")["notes"]]
    assert any("frozen" in note and "full member" in note for note in notes)


def test_uncertain_members_come_with_the_reason(data):
    party = Reader(data["csto"], "party")
    rows = data["csto"]["rows"]
    (azerbaijan,) = (rows[n] for n in party.on("1996-01-01")["uncertain"])
    assert "no deposit being known" in azerbaijan[1]
    assert "never deposited" in azerbaijan[1]
    (uzbekistan,) = (rows[n] for n in party.on("2010-01-01")["uncertain"])
    assert "no day of deposit is known" in uzbekistan[1]


def test_each_member_comes_with_the_act_by_which_it_is_in(data):
    rows = data["csto"]["rows"]
    told = {
        rows[n][0]: re.findall("<small>(.*?)</small>", rows[n][1])
        for n in Reader(data["csto"], "joined").on("2007-01-01")["members"]
    }
    assert told["AM"] == ["signature of the treaty"]
    assert told["UZ"][0].startswith("signature of the protocol on restoring")
    assert all(told.values())


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_source_that_an_answer_names_is_a_link_to_the_register(data, definition):
    csto, cited = data["csto"], set()
    for told in csto["definitions"][definition]["answers"]:
        differ = csto["texts"][told["differ"]]
        cited |= set(re.findall(r'href="sources/#([^"]+)"', differ))
        assert set(csto["sources"][told["sources"]]) <= set(csto["citations"])
    assert cited <= set(cm.load("csto").sources)
    assert cited


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("name", ["csto", "nato", "guam"])
def test_the_table_of_periods_covers_every_day_once(data, name, definition):
    alliance = cm.load(name).under(definition)
    told = data[name]["definitions"][definition]["periods"]
    rows = re.findall(
        r"<tr><td>(.*?)</td><td>(.*?)</td><td>(\d+)</td><td>(.*?)</td>", told
    )
    assert rows[0][0] == "any earlier day"
    days = [date.min, *(date.fromisoformat(row[0]) for row in rows[1:])]
    lasts = [date.fromisoformat(row[1]) for row in rows]
    assert [*lasts] == [*(day - ONE_DAY for day in days[1:]), alliance.complete_until]
    for (_, last, count, who), first in zip(rows, days, strict=True):
        for day in (first, date.fromisoformat(last)):
            members = alliance.members_on(day)
            assert int(count) == len(members)
            certain, _, unsure = unescape(who).partition("; uncertain: ")
            assert certain == (", ".join(members.names) or "none")
            assert unsure == ", ".join(members.uncertain.names)


def test_the_rows_of_the_picture_are_in_the_order_of_the_list(data):
    for size in ("wide", "narrow"):
        picture = data["csto"]["definitions"]["joined"][size]
        names = re.findall(r'class="label"[^>]*>([^<]+)<', picture)
        assert names == sorted(names)
        assert 'href="states/uzbekistan/"' in picture


def test_the_form_knows_the_pages_that_the_site_has():
    pages = {"states/uzbekistan/", "sources/", "how-to/", ""}
    form = PICKER["form"](pages)
    assert 'data-pages="sources/ states/uzbekistan/"' in form
    assert "page of the alliance" not in form
    assert 'data-files=""' in form
    files = ["api/v1/alliances/csto/chart.svg"]
    form = PICKER["form"]({*pages, "alliances/csto/"}, files)
    assert '<a href="alliances/csto/">page of the alliance</a>' in form
    assert 'data-files="api/v1/alliances/"' in form


def test_each_definition_has_its_line_in_the_words_of_the_code(data):
    form = PICKER["form"]([])
    for name, each in data["csto"]["definitions"].items():
        asked = cm.load("csto").under(name)
        assert f"({each['in_short']})" in asked.members().lead
        assert f"<b>{name}</b> <small>{each['in_short']}</small>" in form


def test_without_javascript_there_are_all_periods_and_no_answer_for_a_day(data):
    form = PICKER["form"]([])
    without = re.search("<noscript>(.*?)</noscript>", form, re.DOTALL)[1]
    for definition in data["csto"]["definitions"].values():
        assert definition["periods"] in without
    assert "15 February" not in without


def test_the_page_opens_with_the_answer_for_the_last_day():
    form = PICKER["form"]([])
    members = cm.load("csto").members()
    heading = re.search(r"<h2[^>]*>(.*?)</h2>", form)[1]
    assert plain(heading) == dated(members.lead).replace(
        "Collective Security Treaty Organization (CSTO)", "CSTO"
    )
    shown = re.search(r'<ul data-part="members"[^>]*>(.*?)</ul>', form)[1]
    assert re.findall(r"<a [^>]*>(.*?)</a>", shown) == list(members.names)


def test_bodies_of_two_states_stand_at_the_end_of_the_list():
    options = PICKER["options"](cm.available())
    assert options.startswith('<option value="csto">')
    main, group = options.split('<optgroup label="Of two states">')
    assert 'value="union_state"' in group
    assert 'value="rio"' in main
    assert sorted(re.findall('value="(.+?)"', options)) == sorted(cm.available())


# -- editions of the facts ----------------------------------------------------------------

CHANGELOG = """# Changelog

## 0.2.0

### Facts: 2027.1

Two answers change:

- `csto joined UZ 2006-08-16..2008-03-27: yes -> no`
- `csto party BY ..1994-04-19: no -> uncertain`

The reason is in [a new text](a.md) of `mfa-by`.

### Code

- `csto joined AM 1992-05-15..: yes -> no` is no line of the facts.

## 0.1.0

### Facts: 2026.2

- `nato: absent -> present`: the North Atlantic Treaty.
"""


def test_the_changelog_says_which_answers_an_edition_changed():
    names, changed = EDITIONS["read"](CHANGELOG)
    assert names == ["2027.1", "2026.2"]
    uz, by, nato = changed
    assert uz == {
        "facts": "2027.1",
        "page": "changelog/#facts-20271",
        "alliance": "csto",
        "definition": "joined",
        "state": "UZ",
        "first": "2006-08-16",
        "last": "2008-03-27",
        "old": "yes",
        "new": "no",
        "why": "The reason is in a new text of mfa-by.",
    }
    assert (by["first"], by["last"], by["why"]) == ("", "1994-04-19", uz["why"])
    assert (nato["old"], nato["new"], nato["definition"]) == ("absent", "present", "")
    assert nato["why"] == "the North Atlantic Treaty."


def test_the_newest_edition_of_the_changelog_is_that_of_the_facts(data):
    for name, told in data.items():
        assert told["editions"][0] == told["facts"] == cm.facts_version
        for each in told["changed"]:
            assert each["facts"] in told["editions"]
            assert each["alliance"] == name
