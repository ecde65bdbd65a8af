"""The pages of the site that come out of the record: complete, true to it, and linked."""

import re
import sys
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

import csto_membership as cm
from csto_membership.charts.figure import Look
from csto_membership.charts.svg import WIDE, as_svg
from csto_membership.membership.shipped import sources as shipped_sources

# Each test reads the whole site, or all the data of the date picker.
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import acts  # noqa: E402
import alliances  # noqa: E402
import bodies as bodies_of_state  # noqa: E402
import disagreements  # noqa: E402
import explorer  # noqa: E402
import glossary  # noqa: E402
import leaving  # noqa: E402
import registers  # noqa: E402
import report  # noqa: E402
import sources  # noqa: E402
import states  # noqa: E402
import steps  # noqa: E402
import upkeep  # noqa: E402
from page import (  # noqa: E402
    Page,
    acts_apart,
    dated,
    fold,
    in_address,
    place_of,
    place_of_act,
    plain,
    quoted,
    table,
    when,
)

sys.path.pop(0)

CSTO = cm.load("csto")
MAKERS = (
    alliances.pages,
    states.pages,
    disagreements.pages,
    leaving.pages,
    sources.pages,
)
ANCHOR = re.compile(r"(?:\{ #|\bid=\")([\w.-]+)(?: \}|\")")
LINK = re.compile(r"\]\((?:<[^>]*>|([^)\s]*))\)")
PACT = """
[alliance]
id = "pact"
complete_until = 2020-12-31
default_definition = "party"

[[alliance.name]]
since = 1990-01-01
name = "A [small] pact"
short = "PACT"
sources = ["gazette"]

[source.gazette]
title = "The *Gazette* | <1990>"
kind = "official"
grade = "primary"
published = 1990-01-01
address = "https://example.org/gazette(1)"

[source.paper]
title = "Paper"
kind = "news"
grade = "press"
seen = 2016-01-01
derived_from = "agency"

[source.agency]
title = "Agency"
kind = "news"
grade = "press"
published = "2001"

[instrument.pact]
roles = ["treaty"]

[[event]]
id = "in-force"
kind = "entry_into_force"
of = "pact"
states = ["GE", "UZ"]
[[event.claim]]
sources = ["gazette"]
on = 1994-04-20
public = true

[[event]]
id = "left"
kind = "withdrawal"
of = "pact"
states = ["UZ"]
[[event.claim]]
sources = ["gazette"]
on = 2010-01-01
[[event.claim]]
sources = ["paper"]
on = 2009-01-01
set_aside = true
why = "A year early."
"""


@pytest.fixture(scope="module")
def pact(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "pact.toml"
    path.write_text(PACT, encoding="utf-8")
    return cm.read(path)


@pytest.fixture(scope="module", params=["shipped", "with another"])
def told(request, pact):
    """The alliances, and every page that is made of them."""
    more = [pact] if request.param == "with another" else []
    asked = [*map(cm.load, cm.available()), *more]
    made = dict(page for maker in MAKERS for page in maker(asked))
    return asked, made | dict(glossary.pages())


@pytest.fixture(scope="module")
def shipped():
    return dict(page for maker in (*MAKERS, glossary.pages) for page in maker())


def acts_of(made, alliance):
    """The text of all pages that have acts of an alliance."""
    places = [f"alliances/{alliance.record.id}.md", *acts_apart(alliance)]
    return "\n".join(made[place] for place in places)


def block_of(made, alliance, event):
    """The lines of an act, from its day to the next one."""
    text = made[place_of_act(alliance, event)].partition(f"{{ #{event.id} }}")[2]
    return re.split(r"\n\*\*\[|\n</details>", text)[0]


def disputes_of(made, alliance):
    """The page of the disagreements about an alliance."""
    return made.get(f"disagreements/{alliance.record.id}.md", "")


def side_of(made, alliance, event):
    """What the page of disagreements says of an act."""
    key = f'id="{alliance.record.id}-{event.id}"'
    return disputes_of(made, alliance).partition(key)[2].partition("</details>")[0]


def entry_of(made, asked, key):
    """The line of a source in the register."""
    text = made[registers.homes(asked)[key]]
    return text.partition(f"{{ #{key} }}")[2].partition("\n")[0]


# -- complete ------------------------------------------------------------------------


def test_every_state_ever_in_a_record_has_a_page_and_a_line_in_the_list(told):
    asked, made = told
    named = {s for each in asked for c in each.record.claims for s in c.states}
    assert named >= {s for each in asked for s in each.record.parties}
    for state in named:
        assert f"\n# {state}\n" in made[place_of(state)]
        link = f"[{state}]({place_of(state).removeprefix('states/')})"
        assert link in made["states/index.md"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Uzbekistan", "uzbekistan"),
        ("Türkiye", "turkiye"),
        ("Czech and Slovak Federal Republic", "czech-and-slovak-federal-republic"),
        ("Lao P.D.R.", "lao-pdr"),
        ("Egypt, Arab Republic of", "egypt-arab-republic-of"),
    ],
)
def test_a_state_is_found_under_its_name(name, address):
    assert in_address(name) == address


def test_no_two_states_have_one_address_and_each_code_leads_to_its_state(shipped):
    named = {s for n in cm.available() for s in cm.load(n).record.parties}
    assert len({place_of(state) for state in named}) == len(named)
    other = [*states.other_addresses()]
    moved = dict(other)
    assert len(moved) == len(other)
    assert not {place.replace("/index.html", ".md") for place in moved} & set(shipped)
    for state in named:
        there = f'href="../{in_address(state.name)}/"'
        for code in (state.alpha_2, state.alpha_3):
            assert there in moved[f"states/{code.lower()}/index.html"]
    assert 'href="../kyrgyzstan/"' in moved["states/kyrgyz-republic/index.html"]
    assert 'href="../united-states/"' in moved["states/usa/index.html"]


def test_every_act_stands_on_the_page_of_its_alliance_once(told):
    asked, made = told
    for each in asked:
        anchors = ANCHOR.findall(acts_of(made, each))
        for event in each.record.all_events:
            assert anchors.count(event.id) == 1, event
            assert event.id in ANCHOR.findall(made[place_of_act(each, event)])


def test_acts_stand_in_order_of_time(told):
    asked, made = told
    for each in asked:
        text = made[f"alliances/{each.record.id}.md"].partition("{ #acts }")[2]
        years = re.findall(r'id="acts-(\d+)"', text)
        assert years
        assert years == sorted(set(years))
        days = re.findall(r"^\*\*\[(\d{4}-\d\d-\d\d)\]", text, re.MULTILINE)
        assert days
        assert days == sorted(days)


def test_an_act_of_which_no_day_is_known_is_told_last(tmp_path):
    path = tmp_path / "pact.toml"
    never = '[[event]]\nid = "never"\nkind = "refusal"\nstates = ["GE"]\n'
    never += '[[event.claim]]\nsources = ["gazette"]\nnever = true\n'
    path.write_text(PACT + never, encoding="utf-8")
    text = dict(alliances.pages([cm.read(path)]))["alliances/pact.md"]
    assert re.findall(r"^<summary>(.*?) <small>", text, re.MULTILINE)[-1] == (
        "Without a date"
    )
    assert "[not taken to have happened](#never)" in text


def test_every_claim_of_an_act_names_its_sources(told):
    asked, made = told
    for each in asked:
        for event in each.record.all_events:
            block = block_of(made, each, event)
            lines = [line for line in block.splitlines() if "according to" in line]
            assert len(lines) == len(event.claims)
            for line, claim in zip(lines, event.claims, strict=True):
                cited = re.findall(r"sources/[\w-]+\.md#([\w.-]+)", line)
                assert cited == list(claim.sources.ids)


def test_every_cited_source_has_one_entry_that_says_what_it_is_cited_for(told):
    asked, made = told
    found = [
        a
        for p, t in made.items()
        if p.startswith("sources/")
        for a in ANCHOR.findall(t)
    ]
    keys = ANCHOR.findall(made["sources.md"])
    for each in asked:
        for key in each.sources:
            assert found.count(key) == keys.count(key) == 1
        for event in each.record.all_events:
            for claim in event.claims:
                for key in claim.sources.ids:
                    assert f"#{event.id})" in entry_of(made, asked, key)


def test_a_source_stands_under_its_grade_and_one_that_was_copied_stands_too(told):
    asked, made = told
    assert set(sources.GRADES) == {s.grade for e in asked for s in e.sources.values()}
    for key, source in asked[-1].sources.items():
        text = made[registers.homes(asked)[key]]
        mark = rf'(?:id="{source.grade}"|\{{ #{source.grade} \}})'
        part = re.split(mark, text)[1].split("<details")[0].split("\n## ")[0]
        assert f"{{ #{key} }}" in part
        copied = source.derived_from
        if copied in asked[-1].record.known_sources:
            assert f"[`{copied}`](" in entry_of(made, asked, key)


def test_no_page_of_the_register_holds_too_many_sources():
    parts = registers.parts([*map(cm.load, cm.available())])
    assert len(parts) > len(cm.available())
    assert max(len(found) for _, _, found in parts) <= registers.FEW
    assert sum(len(found) for _, _, found in parts) == len(sources.registered())


def test_every_language_of_a_source_has_a_name(shipped):
    used = {each.language for each in shipped_sources().values()} - {""}
    assert used <= set(sources.LANGUAGES)
    for text in shipped.values():
        assert not re.search(r"[,;] in [a-z]{2}\b[.:,)]", text)


def test_an_address_is_shown_with_the_date_of_the_source(told):
    asked, made = told
    for each in asked:
        for key, source in each.sources.items():
            entry = entry_of(made, asked, key)
            if source.published:
                assert f"(published {when(source.published)}" in entry
            if source.seen:
                assert f"seen {source.seen})" in entry
            if "://" in source.address:
                assert f"](<{source.address}>) (" in entry


# -- linked --------------------------------------------------------------------------


@pytest.mark.slow
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(told):
    _, made = told
    anchors = {place: {*ANCHOR.findall(text)} for place, text in made.items()}
    for place, text in made.items():
        for link in filter(None, LINK.findall(text)):
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(place), path)) if path else place
            written = PROJECT / "docs" / target
            assert target in made or written.is_file(), (place, link)
            if anchor and target not in anchors:
                page = written.read_text("utf-8")
                heads = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
                anchors[target] = {*map(in_address, heads)}
            assert not anchor or anchor in anchors[target], (place, link)


def test_no_page_has_an_anchor_twice(told):
    for place, text in told[1].items():
        anchors = ANCHOR.findall(text)
        assert len(anchors) == len(set(anchors)), place


def test_the_text_of_the_record_is_no_markup(pact):
    assert plain("a *b* [c] | <d> `e`") == r"a \*b\* \[c\] \| &lt;d> \`e\`"
    page = dict(sources.pages([pact]))["sources/pact.md"]
    assert r"*The \*Gazette\* \| &lt;1990>*" in page
    assert "[example.org](<https://example.org/gazette(1)>)" in page


@pytest.mark.parametrize("place", ["index.md", "states/uzbekistan.md", "a/b/c.md"])
def test_every_page_says_how_to_report_a_wrong_fact(place):
    told = report.under(place, {})
    (link,) = LINK.findall(told)
    assert normpath(join(dirname(place), link)) == "how-to/correct-a-fact.md"
    for evidence in ("statement", "source", "date", "address", "original language"):
        assert evidence in told


# -- true to the record --------------------------------------------------------------


def test_the_days_at_stake_are_those_of_the_disagreements(told):
    asked, made = told
    for each in asked:
        for found in each.disagreements():
            part = side_of(made, each, found.event)
            assert part
            printed = {
                name: int(count.replace(",", ""))
                for names, count in re.findall(
                    r"^\| (`[^|]*) \| ([\d,]+) \|", part, re.MULTILINE
                )
                for name in re.findall(r"`(\w+)`", names)
            }
            assert printed == found.member_days
            assert bool(printed) != ("changes no date" in part)


def test_disagreements_stand_with_most_days_at_stake_first(told):
    asked, made = told
    for each in asked:
        keys = re.findall(r'id="([\w-]+)"', disputes_of(made, each))
        found = each.disagreements()
        assert keys == [f"{each.record.id}-{one.event.id}" for one in found]
        assert [one.most for one in found] == sorted(
            (one.most for one in found), reverse=True
        )


def test_each_side_of_a_disagreement_is_told_with_its_sources(told):
    asked, made = told
    for each in asked:
        for found in each.disagreements():
            part = side_of(made, each, found.event)
            lines = re.findall(r"^\d+\. (.*)$", part, re.MULTILINE)
            for line, version in zip(lines, found.versions, strict=True):
                cited = re.findall(r"sources/[\w-]+\.md#([\w.-]+)", line)
                assert set(cited) == set(version.sources)
                follows = "The record follows this" in line
                assert follows == (version is found.followed)


@pytest.mark.parametrize(
    "row",
    [
        "| 1992 | – | 6 | 6 | 0 | 0 | 6 |",
        "| 1993 | 6 | 9 | 9 | 0 | 0 | 9 |",
        "| 1994 to 1998 | 9 | 9 | 9 | 8 or 9 | 0 | 9 |",  # did Azerbaijan deposit?
        "| 1999 | 9 | 9 | 6 | 6 | 0 | 6 |",
        "| 2006 | 6 | 7 | 7 | 6 | 7 | 7 |",
        "| 2012 | 7 | 7 | 6 | 6 or 7 | 6 | 6 |",
        "| 2013 to 2023 | 6 | 6 | 6 | 6 or 7 | 6 | 6 |",
        "| 2024 to 2025 | 6 | 6 | 6 | 6 or 7 | 6 | 5 |",
    ],
)
def test_the_members_by_year_are_counted(shipped, row):
    assert row in shipped["alliances/csto.md"]


def bare(text):
    """A page without its links."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text))


def test_who_came_and_went_is_told_on_its_day_with_the_number_from_then(shipped):
    page = bare(shipped["alliances/csto.md"].partition("{ #changes }")[2])
    rows = [
        [re.sub(r" \{ data-head=.*", "", cell) for cell in row.strip("| ").split(" | ")]
        for row in re.findall(
            r"^\| \d{4}-.*\|$", page.partition("\n## ")[0], re.MULTILINE
        )
    ]
    assert [row[:3] for row in rows] == [
        [
            "1992-05-15",
            "6",
            "in: Armenia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan",
        ],
        ["1993-09-24", "7", "in: Azerbaijan"],
        ["1993-12-09", "8", "in: Georgia"],
        ["1993-12-31", "9", "in: Belarus"],
        ["1999-04-21", "6", "out: Azerbaijan, Georgia, Uzbekistan"],
        ["2006-08-16", "7", "in: Uzbekistan"],
        ["2012-12-19", "6", "out: Uzbekistan"],
    ]


@pytest.mark.parametrize("name", cm.available())
def test_the_steps_are_the_numbers_of_members_on_every_day(name):
    alliance = cm.load(name)
    found = steps.steps(alliance)
    assert found[-1].last == alliance.horizon
    for one, after in pairwise(found):
        assert (after.first - one.last).days == 1
        assert (one.fewest, one.most) != (after.fewest, after.most)
    for each in found:
        for day in (each.first, each.last):
            members = alliance.members_on(day)
            assert (each.fewest, each.most) == (len(members), len(members.possibly))


def test_the_questions_page_shows_the_numbers_that_it_lists():
    page = (PROJECT / "docs" / "faq.md").read_text(encoding="utf-8")
    assert page.count(steps.PLACE) == 1
    drawn = steps.placed(page)
    listed = (
        "6 from 1992-05-15; 7 from 1993-09-24; 8 from 1993-12-09; 9 from 1993-12-31"
    )
    assert drawn.count("<svg ") == 2
    assert (
        f"{listed}; 6 from 1999-04-21; 7 from 2006-08-16; 6 from 2012-12-19." in drawn
    )
    for number, first in re.findall(r"(\d) from ([\d-]{10})", drawn):
        assert f"\n{number} {first} to " in page or f"\n{number} since {first}" in page


def test_the_page_of_an_alliance_opens_with_the_answer_of_the_package(told):
    asked, made = told
    for each in asked:
        text = made[f"alliances/{each.record.id}.md"].partition('id="list"')[0]
        shown = bare(text.partition("<figure")[0])
        members = each.members()
        lead, *lines = filter(None, str(members).splitlines())
        assert dated(lead.partition(" on ")[2]) in shown
        for state in (*members, *members.uncertain):
            assert f"[{state}](" in text
        for line in lines[len(members.possibly) : -3]:
            assert dated(line) in shown
        matters, differ, _ = lines[-3:]
        assert matters.partition("? ")[2] in shown
        assert differ.partition("? ")[2][:4].strip() in shown


def test_members_are_listed_in_the_order_of_the_picture(shipped):
    """Where they are listed one by one; else those of one day are in one line."""
    for name in cm.available():
        page = shipped[f"alliances/{name}.md"]
        if '<div class="members"' not in page:
            continue
        part = page.partition('<div class="members"')[2].partition("</div>")[0]
        listed = re.findall(r"^- \[([^]]+)\]", part, re.MULTILINE)
        rows = [
            row.label for group in cm.load(name).chart().groups for row in group.rows
        ]
        assert listed == [label for label in rows if label in listed]
        assert listed


def test_a_picture_leads_to_every_state_and_stands_beside_its_values(shipped):
    for name in cm.available():
        page, alliance = shipped[f"alliances/{name}.md"], cm.load(name)
        picture, _, after = page.partition("<figure")[2].partition("</figure>")
        values = after.partition("</details>")[0]
        rows = [row for group in alliance.chart().groups for row in group.rows]
        wide, narrow = picture.split('<div class="narrow">')
        for drawn in (wide, narrow):
            links = re.findall(r'<a href="\.\./\.\./(states/[\w-]+)/"', drawn)
            assert links == [
                place_of(alliance.record.states.find(r.label))[:-3] for r in rows
            ]
        spells = sum(
            len(row["spells"])
            for group in alliance.chart().as_dict()["groups"]
            for row in group["rows"]
        )
        assert values.count("\n| ") == spells + 2


def test_no_page_is_heavy_before_it_is_built(shipped):
    """The built page is at most about as heavy again by its frame."""
    for place, text in shipped.items():
        assert len(text.encode()) < 145_000, place


def test_what_is_folded_has_a_heading_for_search_and_text_that_is_escaped():
    made = fold("A & B", "text", anchor="a-b", note="1 < 2")
    assert '<h3 class="folded" id="a-b">A &amp; B</h3>' in made
    assert '<h2 class="folded" id="b"' in fold("B", "text", anchor="b", level=2)
    assert "<summary>A &amp; B <small>1 &lt; 2</small></summary>" in made
    assert fold("Empty", " \n", anchor="x") == ""


def test_no_heading_is_more_than_one_level_below_the_one_before(shipped):
    for place, text in shipped.items():
        if place.endswith(".md"):
            heads = re.findall(r"^(#{1,6}) |^<h([1-6])\b", text, re.MULTILINE)
            levels = [len(signs) or int(number) for signs, number in heads]
            assert levels[0] == 1, place
            for one, after in pairwise(levels):
                assert after <= one + 1, place


def test_an_act_is_on_the_page_of_its_kind():
    apart = acts_apart(CSTO)
    assert [*apart] == ["alliances/csto-steps.md", "alliances/csto-other-acts.md"]
    others = apart["alliances/csto-other-acts.md"]
    steps = apart["alliances/csto-steps.md"]
    assert not others & steps
    assert others | steps >= {*CSTO.record.context_events}
    kinds = {event.id: event in steps for event in others | steps}
    are_steps = [kinds[each] for each in ("kz-ratifies", "am-stops-paying")]
    are_others = [kinds[each] for each in ("ksor-signed", "kz-asks-2022")]
    assert (are_steps, are_others) == ([True, True], [False, False])
    counting = {act.event for act in CSTO.counted_acts("UZ")}
    assert counting
    assert not any(counting & events for events in apart.values())
    assert acts_apart(cm.load("guam")) == {}


def test_entries_are_apart_where_they_would_make_a_page_heavy():
    league = cm.load("arab_league")
    admitted = {act.event for act in league.acts(kind="admission")}
    assert admitted <= acts_apart(league)["alliances/arab_league-entries.md"]
    assert "alliances/csto-entries.md" not in acts_apart(CSTO)


def test_of_many_changes_the_latest_are_not_folded(shipped):
    rio = cm.load("rio")
    page = shipped["alliances/rio.md"].partition("{ #changes }")[2]
    folded, latest = page.partition("\n## ")[0].split("</details>")
    days = re.findall(r"^\| (\d{4}-\d\d-\d\d) ", folded + latest, re.MULTILINE)
    changes = [str(each.day) for each in rio.changes(beyond="ignore")]
    assert days == [day for day in changes if day <= str(rio.horizon)]
    assert len(re.findall(r"^\| \d{4}", latest, re.MULTILINE)) == 5


def test_what_is_not_known_is_told(shipped):
    page = bare(shipped["alliances/csto.md"].partition('id="unknown"')[2])
    page = page.partition("</details>")[0]
    for said in (
        "Under `party` it is uncertain whether Azerbaijan was a member: 1994-04-20 to 1999-04-20",
        "No version is followed for Azerbaijan: the treaty enters into force",
        "the exact day is not known",
    ):
        assert said in page


def test_a_state_has_its_spells_under_every_definition_with_their_acts(told):
    asked, made = told
    for each in (each for one in asked for each in (one, *one.other_definitions)):
        for state in each.record.parties:
            page = made[place_of(state)]
            part = page.split(f'id="{each.record.id}"')[1].split("</details>")[0]
            lines = [line for line in part.splitlines() if line.startswith("- **")]
            mine = [line for line in lines if f"`{each.definition.name}`" in line]
            spells = each.history(state, absent="ignore").spells
            assert len(mine) == max(len(spells), 1)
            assert bool(spells) != mine[0].startswith("- **Never**")
            for line, spell in zip(mine, spells, strict=False):
                assert line.lower().startswith(f"- **{spell.span}** under ")
                for act in (*spell.opened_by, *spell.closed_by):
                    assert f"#{act.event.id})" in line


def test_a_state_has_its_acts_and_the_disagreements_that_concern_it(told):
    asked, made = told
    for each in asked:
        for state in each.record.parties:
            page = made[place_of(state)]
            for act in each.acts(state=state, absent="ignore"):
                assert f"{place_of_act(each, act.event)}#{act.event.id})" in page
            for found in each.disagreements():
                link = f"disagreements/{each.record.id}.md#{each.record.id}-{found.event.id})"
                assert (link in page) == found.concerns(state)


def test_no_table_of_a_state_has_a_row_twice_running(shipped):
    for place, text in shipped.items():
        if place.startswith("states/"):
            rows = [line for line in text.splitlines() if line.startswith("| ")]
            twice = [a for a, b in pairwise(rows) if a == b and "---" not in a]
            assert twice == [], place


def test_one_of_a_thing_is_not_told_as_many(shipped):
    many = re.compile(
        r"(?<![\d,.–-])1 (days|acts|members|states|sources|claims|lists)\b"
    )
    assert {
        place: many.search(text) for place, text in shipped.items() if many.search(text)
    } == {}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("states/united-kingdom.md", "The **United Kingdom** is a member of"),
        ("states/philippines.md", "The **Philippines** was a member of"),
        ("states/new-zealand.md", "\n**New Zealand** is a member of"),
        ("alliances/seato.md", "whether the [Philippines]"),
    ],
)
def test_a_state_has_its_article_in_a_sentence(shipped, place, said):
    assert said in shipped[place]


def test_a_halted_member_is_never_called_just_halted(shipped):
    assert "(says it takes no part)" in shipped["states/index.md"]
    assert "| member; says it takes no part {" in shipped["states/armenia.md"]
    assert "ministry calls it a full member" in shipped["states/armenia.md"]


# -- relations between memberships ---------------------------------------------------

UZBEKISTAN = CSTO.record.states.find("UZ")


def test_memberships_in_two_alliances_are_told_by_allens_relations(pact):
    """Georgia: 1993-12-09 to 1999-04-20, and since 1994-04-20 in the pact."""
    georgia = CSTO.record.states.find("GE")
    told = "\n".join(states.relations(georgia, [CSTO, pact]))
    assert (
        "| CST, later CSTO, 1993-12-09 to 1999-04-20 | began before and ended during "
        "(*overlaps*) | PACT, since 1994-04-20 | 1994-04-20 to 1999-04-20 |" in told
    )


def test_every_pair_of_stretches_has_a_row_and_what_is_shared_is_told(pact):
    """Uzbekistan: twice in the one, and 1994-04-20 to 2009-12-31 in the other."""
    rows = "\n".join(states.relations(UZBEKISTAN, [CSTO, pact])).splitlines()
    told = [row.split(" | ")[1:] for row in rows if "PACT, 1994" in row]
    assert told == [
        [
            "began before and ended during (*overlaps*)",
            "PACT, 1994-04-20 to 2009-12-31",
            "1994-04-20 to 1999-04-20 |",
        ],
        [
            "began during and lasted longer than (*overlapped by*)",
            "PACT, 1994-04-20 to 2009-12-31",
            "2006-08-16 to 2009-12-31 |",
        ],
    ]


def test_a_state_in_one_alliance_has_no_relations(shipped):
    assert "".join(states.relations(UZBEKISTAN, [CSTO])) == ""
    assert "Allen" not in shipped["states/finland.md"]  # in NATO alone


def test_each_of_allens_relations_has_words_of_its_own():
    assert set(states.IN_WORDS) == set(cm.Relation)
    assert len(set(states.IN_WORDS.values())) == len(cm.Relation)


# -- dates and tables ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1993-12-09", "1993-12-09"),
        ("1993-12", "1993-12"),
        ("1993", "1993"),
        ("[1999-04-20..1999-04-21]", "1999-04-20 or 1999-04-21"),
        ("[1993-09-09,1993-12-09]", "1993-09-09 or 1993-12-09"),
        ("[1993-09-20..1999-02-05]", "some day from 1993-09-20 to 1999-02-05"),
        ("[2008-03-28..]", "2008-03-28 or later, if at all"),
        ("[..1999-10-02]", "1999-10-02 or earlier"),
    ],
)
def test_a_date_is_told_in_words_where_edtf_is_not_plain(date, said):
    assert when(cm.FuzzyDate(date)) == said


def test_the_end_of_a_term_is_told_by_its_last_day():
    (expiry,) = CSTO.acts(kind="expiry")
    assert acts.day_of(expiry) == "1999-04-20 (last day)"


def test_a_state_without_codes_is_told_by_its_key(tmp_path):
    """The Republic of Vietnam has no ISO code."""
    path = tmp_path / "pact.toml"
    parties = 'states = ["GE", "Republic of Vietnam"]'
    path.write_text(PACT.replace('states = ["GE", "UZ"]', parties), encoding="utf-8")
    pact = cm.read(path)
    made = {**dict(alliances.pages([pact])), **dict(states.pages([pact]))}
    assert not [place for place, text in made.items() if "None" in text]
    page, place = (
        made["alliances/pact.md"],
        states.place_of(pact.record.states.find("RVN")),
    )
    assert f"[Republic of Vietnam](../{place})" in page
    assert f'href="../../{place[:-3]}/"' in page
    assert '| RVN { data-head="Code" } |' in made["states/index.md"]
    found = explorer.answers(pact)
    assert found["states"]["RVN"][0] == "Republic of Vietnam"
    assert {row[0] for row in found["rows"]} == {"GE", "RVN"}


def test_a_table_without_rows_is_not_there():
    assert table(("a", "b"), []) == ""
    assert table(("a", "b"), [(1, 2)]).splitlines()[2] == "| 1 | 2 |"


def test_a_link_within_a_page_has_no_path():
    assert Page("a/b.md").link("x", "a/b.md", "y") == "[x](#y)"
    assert Page("a/b.md").link("x", "c.md") == "[x](../c.md)"


# -- glossary ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything(shipped):
    """All text of the site but the glossary's own."""
    written = [p.read_text(encoding="utf-8") for p in (PROJECT / "docs").rglob("*.md")]
    package = PROJECT / "csto_membership"
    docstrings = [p.read_text(encoding="utf-8") for p in package.rglob("*.py")]
    generated = [text for place, text in shipped.items() if place != glossary.PLACE]
    return "\n".join([*written, *docstrings, *generated]).replace("_", " ")


@pytest.mark.parametrize("term", glossary.terms(), ids=lambda term: term.id)
def test_a_term_is_explained_once_and_used(term, shipped, everything):
    text = shipped[glossary.PLACE]
    assert ANCHOR.findall(text).count(term.id) == 1
    assert re.search(rf"\{{ #{term.id} \}}\*\*: [A-Z].+\.$", text, re.MULTILINE)
    words = "|".join(map(re.escape, term.words))
    assert re.search(rf"\b({words})\b", everything, re.IGNORECASE)


def test_no_word_belongs_to_two_terms():
    words = [word.casefold() for term in glossary.terms() for word in term.words]
    assert len(words) == len(set(words))


def test_only_the_first_use_of_a_term_is_linked():
    html = "<p>Signature and ratification; a second signature, one ratified.</p>"
    assert glossary.linked(html, "../glossary/") == (
        '<p><a class="term" href="../glossary/#signature">Signature</a> and '
        '<a class="term" href="../glossary/#ratification">ratification</a>; a second '
        "signature, one ratified.</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<code>deposit</code>",
        "<pre><span>x</span> <code>deposit</code> deposit</pre>",
        '<a href="#"><b>deposit</b></a>',
        '<autoref identifier="deposit">deposit</autoref>',
        "<h2>About a <b>deposit</b></h2><p>It names the deposit.</p>",
        "<p>It says “a deposit was made”.</p>",
        '<p>Reports call it a "deposit".</p>',
        "<em>The deposit</em>",
        '<p title="deposit">depository</p>',
        "<!-- deposit --><script>if (a < 1) deposit</script>",
        "<table><tr><th>deposit</th></tr></table>",
        '<p class="report">A deposit.</p>',
        "<p>redeposited</p>",
        "<p>The Republican Party and the Collective Security Treaty</p>",
    ],
)
def test_code_links_headings_titles_and_quotations_are_left_alone(html):
    assert glossary.linked(html, "g/") == html


def test_the_first_use_in_running_text_is_linked_after_one_that_is_not():
    html = "<p><code>deposit</code> deposit <b>deposits</b></p>"
    assert glossary.linked(html, "g/") == (
        '<p><code>deposit</code> <a class="term" href="g/#deposit">deposit</a> '
        "<b>deposits</b></p>"
    )


def test_a_capital_at_the_start_of_a_sentence_makes_no_name():
    html = "<p>The Party of today. Parties sign.</p><p>Treaties: an EDTF date.</p>"
    linked = re.findall(r'#(\w+)">', glossary.linked(html, "g/"))
    assert linked == ["party", "treaty", "edtf"]


def test_the_longest_term_wins_also_over_a_line_break():
    html = "<p>a notice\nof withdrawal</p>"
    assert glossary.linked(html, "g/") == (
        '<p>a <a class="term" href="g/#notice">notice\nof withdrawal</a></p>'
    )


def test_a_word_that_is_everywhere_is_not_linked():
    html = "<p>a member, a source and a view of the record</p>"
    assert glossary.linked(html, "g/") == html


# -- what the best source says, and who disagrees ------------------------------------


def told_of(made, alliance, event):
    """The lines of an act, one for each claim."""
    found = {each.id: each for each in alliance.record.all_events}[event]
    block = block_of(made, alliance, found)
    return [line for line in block.split("\n\n")[1].splitlines() if line]


def test_the_best_source_of_every_act_is_graded_and_quoted_or_said_to_be_unread(told):
    asked, made = told
    for each in asked:
        for event in each.record.all_events:
            best = event.claims[0]
            line = told_of(made, each, event.id)[0]
            assert f") ({best.sources[0].grade.value}" in line, event
            if best.words:
                assert quoted(best.words, best.sources[0].language) in line
            quotes = bool(best.words or best.wording)
            assert ("; its words were not read again)" in line) != quotes, event


def test_words_are_marked_with_their_language(shipped):
    line = told_of(shipped, CSTO, "cst-in-force")[0]
    assert '(primary; in its words, in Russian: <span lang="ru">“вступившего' in line


def test_every_act_says_who_disagrees(told):
    asked, made = told
    for each in asked:
        disputed = {found.event for found in each.disagreements()}
        for event in each.record.all_events:
            *lines, last = told_of(made, each, event.id)
            says = "Sources differ" if event in disputed else "No source that we read"
            assert says in last, event
            against = any(line.startswith("- Against this: ") for line in lines)
            assert event in disputed or not against


def test_a_claim_of_another_version_stands_against_the_first(pact):
    made = dict(alliances.pages([pact]))
    first, second, _ = told_of(made, pact, "left")
    assert first.startswith("- 2010-01-01")
    assert second.startswith("- Against this: 2009-01-01")


# -- links to sources -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        (
            "<code>jt-26</code>",
            '<a href="s/sources/csto-press-1/#jt-26"><code>jt-26</code></a>',
        ),
        ("<code>joined</code>", "<code>joined</code>"),
        ("<code>jt-26 x</code>", "<code>jt-26 x</code>"),
        ('<a href="x"><code>jt-26</code></a>', '<a href="x"><code>jt-26</code></a>'),
        ("<pre><code>jt-26</code></pre>", "<pre><code>jt-26</code></pre>"),
    ],
)
def test_a_code_span_is_linked_if_it_is_the_id_of_a_source(html, linked):
    assert sources.linked(html, "s/") == linked


def test_a_source_with_a_name_of_its_own_is_linked_by_its_id():
    text = "[a report](source:jt-79), [b](faq.md)"
    assert re.fullmatch(
        r"\[a report\]\(\.\./sources/[\w/-]+\.md#jt-79\), \[b\]\(faq\.md\)",
        sources.named(text, "how-to/cite.md"),
    )


def test_a_named_source_that_is_unknown_is_an_error():
    with pytest.raises(KeyError, match="jt-7999"):
        sources.named("[a report](source:jt-7999)", "faq.md")


def test_no_source_has_an_id_that_is_also_a_name_of_the_package():
    """A code span with that name would lead to the source."""
    columns = {"day", "date", "state", "states", "status", "sources", "definition"}
    assert sources.registered().isdisjoint({*cm.__all__, *columns})


# -- upkeep -----------------------------------------------------------------------------


def test_every_record_has_its_last_days_on_its_page_and_in_the_table(shipped):
    table_of_all = upkeep.placed(upkeep.PLACE, "explanation/upkeep.md")
    for name in cm.available():
        record = cm.load(name).record
        row = (
            f"](../alliances/{name}.md) | {record.complete_until} | {record.checked} |"
        )
        assert row in table_of_all
    assert (
        "\nThe record is complete until 15 February 2026, last checked 30 November 2026."
        in shipped["alliances/csto.md"]
    )
    assert upkeep.placed(upkeep.PLACE, "index.md") == upkeep.PLACE


def test_the_line_of_an_old_page_counts_from_the_record_that_waits_longest():
    waits = min(cm.load(name).checked for name in cm.available())
    page = '<body><article class="md-content__inner md-typeset">\n<h1>'
    assert f'hidden data-checked="{waits}" data-days="90"' in upkeep.old(page, "u/")


def test_each_departure_has_an_address_and_a_sentence_to_copy(shipped):
    text, found = shipped[leaving.PLACE], cm.departures()
    assert found
    for row in found:
        assert len(re.findall(rf"^### .* {{ #{row.key} }}$", text, re.MULTILINE)) == 1
        assert f"```text\n{row.sentence}\n```" in text
        assert f"(#{row.key})" in text
    csv = shipped[leaving.CSV]
    assert [line.partition(",")[0] for line in csv.splitlines()[1:]] == re.findall(
        r"^### .* { #([\w-]+) }$", text, re.MULTILINE
    )


# -- one state in all bodies ------------------------------------------------------------


def test_the_picture_of_a_state_has_a_row_for_each_body_in_its_own_days():
    state = CSTO.record.states.find("UZ")
    bodies = [cm.load(name) for name in ("csto", "guam", "sco", "eaeu")]
    chart = bodies_of_state.chart_of_memberships(state, bodies)
    (group,) = chart.groups
    assert [row.key for row in group.rows] == ["csto", "guam", "sco", "eaeu"]
    assert [row.label for row in group.rows] == [
        "CST, later CSTO",
        "GUUAM",
        "SCO",
        "EAEU",
    ]
    for row, body in zip(group.rows, bodies, strict=True):
        shown = cm.FuzzyDaySet(cm.DaySet())
        for bars in row.bars:
            if bars.meaning.startswith("member"):
                shown |= bars.days
        assert shown == body.days_of("UZ")
        assert row.last_day == body.horizon
    observer = [bars for bars in group.rows[-1].bars if bars.meaning == "observer"]
    assert [bars.look for bars in observer] == [Look.THIN]
    assert observer[0].days.possibly
    drawn = as_svg(chart, WIDE)
    assert '<text class="word"' in drawn
    assert ">observer</text>" in drawn
