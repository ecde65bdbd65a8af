"""The pages of the site that come out of the record: complete, true to it, and linked."""

import re
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

import csto_membership as cm
from csto_membership.membership.shipped import sources as shipped_sources

# Each test reads the whole site, or all the data of the date picker.
pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import acts  # noqa: E402
import alliances  # noqa: E402
import disagreements  # noqa: E402
import glossary  # noqa: E402
import leaving  # noqa: E402
import report  # noqa: E402
import sources  # noqa: E402
import states  # noqa: E402
import upkeep  # noqa: E402
from page import Page, in_address, place_of, plain, quoted, table, when  # noqa: E402

sys.path.pop(0)

CSTO = cm.load("csto")
MAKERS = (
    alliances.pages,
    states.pages,
    disagreements.pages,
    leaving.pages,
    sources.pages,
)
ANCHOR = re.compile(r"\{ #([\w-]+) \}")
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


# -- complete ------------------------------------------------------------------------


def test_every_state_ever_in_a_record_has_a_page_and_a_line_in_the_list(told):
    asked, made = told
    named = {s for each in asked for c in each.record.claims for s in c.states}
    assert named >= {s for each in asked for s in each.record.parties}
    for state in named:
        assert made[place_of(state)].startswith(f"# {state}\n")
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
        anchors = ANCHOR.findall(made[f"alliances/{each.record.id}.md"])
        for event in each.record.all_events:
            assert anchors.count(event.id) == 1, event


def test_acts_stand_in_order_of_time(told):
    asked, made = told
    for each in asked:
        text = made[f"alliances/{each.record.id}.md"].partition("{ #acts }")[2]
        years = re.findall(r"^### (\d+)$", text, re.MULTILINE)
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
    assert re.findall(r"^### (.*)$", text, re.MULTILINE)[-1] == "Without a date"
    assert "[not taken to have happened](#never)" in text


def test_every_claim_of_an_act_names_its_sources(told):
    asked, made = told
    for each in asked:
        page = made[f"alliances/{each.record.id}.md"]
        for event in each.record.all_events:
            block = page.partition(f"{{ #{event.id} }}")[2].partition("\n**[")[0]
            lines = [line for line in block.splitlines() if "according to" in line]
            assert len(lines) == len(event.claims)
            for line, claim in zip(lines, event.claims, strict=True):
                cited = re.findall(r"sources\.md#([\w-]+)", line)
                assert cited == list(claim.sources.ids)


def test_every_cited_source_has_one_entry_that_says_what_it_is_cited_for(told):
    asked, made = told
    anchors = ANCHOR.findall(made["sources.md"])
    for each in asked:
        for key in each.sources:
            assert anchors.count(key) == 1
        for event in each.record.all_events:
            for claim in event.claims:
                for key in claim.sources.ids:
                    assert f"#{event.id})" in _entry(made["sources.md"], key)


def test_a_source_stands_under_its_grade_and_one_that_was_copied_stands_too(told):
    asked, made = told
    text = made["sources.md"]
    assert set(sources.GRADES) == {s.grade for e in asked for s in e.sources.values()}
    for key, source in asked[-1].sources.items():
        part = text.partition(f"{{ #{source.grade} }}")[2].partition("\n## ")[0]
        assert f"{{ #{key} }}" in part
        if source.derived_from in asked[-1].record.known_sources:
            assert f"[`{source.derived_from}`](#{source.derived_from})" in _entry(
                text, key
            )


def test_every_language_of_a_source_has_a_name(shipped):
    used = {each.language for each in shipped_sources().values()} - {""}
    assert used <= set(sources.LANGUAGES)
    assert not re.search(r", in [a-z]{2}\b", shipped["sources.md"])


def test_an_address_is_shown_with_the_date_of_the_source(told):
    asked, made = told
    for each in asked:
        for key, source in each.sources.items():
            entry = _entry(made["sources.md"], key)
            if source.published:
                assert f"(published {when(source.published)}" in entry
            if source.seen:
                assert f"seen {source.seen})" in entry
            if "://" in source.address:
                assert f"](<{source.address}>) (" in entry


def _entry(text, key):
    return text.partition(f"{{ #{key} }}")[2].partition("\n")[0]


# -- linked --------------------------------------------------------------------------


@pytest.mark.slow
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(told):
    _, made = told
    for place, text in made.items():
        for link in filter(None, LINK.findall(text)):
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(place), path)) if path else place
            written = PROJECT / "docs" / target
            assert target in made or written.is_file(), (place, link)
            if anchor and target in made:
                assert anchor in ANCHOR.findall(made[target]), (place, link)
            elif anchor:
                heads = re.findall(
                    r"^#+ (.*)$", written.read_text("utf-8"), re.MULTILINE
                )
                assert anchor in map(in_address, heads), (place, link)


def test_no_page_has_an_anchor_twice(told):
    for place, text in told[1].items():
        anchors = ANCHOR.findall(text)
        assert len(anchors) == len(set(anchors)), place


def test_the_text_of_the_record_is_no_markup(pact):
    assert plain("a *b* [c] | <d> `e`") == r"a \*b\* \[c\] \| &lt;d> \`e\`"
    page = dict(sources.pages([pact]))["sources.md"]
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
            key = f"{each.record.id}-{found.event.id}"
            part = made["disagreements.md"].split(f"{{ #{key} }}")[1].split("\n###")[0]
            printed = {
                name: int(count.replace(",", ""))
                for names, count in re.findall(
                    r"^\| (`[^|]*) \| ([\d,]+) \|", part, re.MULTILINE
                )
                for name in re.findall(r"`(\w+)`", names)
            }
            assert printed == found.member_days
            assert bool(printed) != ("No day of membership is at stake" in part)


def test_disagreements_stand_with_most_days_at_stake_first(told):
    asked, made = told
    for each in asked:
        keys = ANCHOR.findall(made["disagreements.md"])
        start = keys.index(each.record.id) + 1
        found = each.disagreements()
        assert keys[start : start + len(found)] == [
            f"{each.record.id}-{one.event.id}" for one in found
        ]
        assert [one.most for one in found] == sorted(
            (one.most for one in found), reverse=True
        )


def test_each_side_of_a_disagreement_is_told_with_its_sources(told):
    asked, made = told
    for each in asked:
        for found in each.disagreements():
            key = f"{{ #{each.record.id}-{found.event.id} }}"
            part = made["disagreements.md"].split(key)[1].split("\n###")[0]
            lines = re.findall(r"^\d+\. (.*)$", part, re.MULTILINE)
            for line, version in zip(lines, found.versions, strict=True):
                cited = re.findall(r"sources\.md#([\w-]+)", line)
                assert set(cited) == set(version.sources)
                follows = "The record follows this" in line
                assert follows == (version is found.followed)


@pytest.mark.parametrize(
    "row",
    [
        "| 1992 | – | 6 | 6 | 0 | 0 | 6 |",
        "| 1993 | 6 | 9 | 9 | 0 | 0 | 9 |",
        "| 1998 | 9 | 9 | 9 | 8 or 9 | 0 | 9 |",  # did Azerbaijan ever deposit?
        "| 1999 | 9 | 9 | 6 | 6 | 0 | 6 |",
        "| 2006 | 6 | 7 | 7 | 6 | 7 | 7 |",
        "| 2012 | 7 | 7 | 6 | 6 or 7 | 6 | 6 |",
        "| 2024 | 6 | 6 | 6 | 6 or 7 | 6 | 5 |",
    ],
)
def test_the_members_by_year_are_counted(shipped, row):
    assert row in shipped["alliances/csto.md"]


def test_who_came_and_went_is_told_in_its_year_and_in_no_other(shipped):
    page = shipped["alliances/csto.md"].partition("{ #years }")[2].partition("\n## ")[0]
    moved = dict(re.findall(r"^\| (\d{4}) \|.*\| ([^|]*) \|$", page, re.MULTILINE))
    assert {
        year: re.sub(r"\[(\w\w)\]\([^)]*\)", r"\1", told)
        for year, told in moved.items()
        if told
    } == {
        "1992": "in: AM, KZ, KG, RU, TJ, UZ",
        "1993": "in: AZ, BY, GE",
        "1999": "out: AZ, GE, UZ",
        "2006": "in: UZ",
        "2012": "out: UZ",
    }
    years = range(1992, CSTO.complete_until.year + 1)
    assert list(moved) == [str(year) for year in years]


def test_a_stretch_has_first_and_last_day_and_all_names(shipped):
    page = re.sub(r"\[(\w+)\]\([^)]*\)", r"\1", shipped["alliances/csto.md"])
    assert (
        "| 1999-04-21 | 2006-08-15 | 6 | Armenia, Belarus, Kazakhstan, Kyrgyzstan, "
        "Russia, Tajikistan |" in page
    )


def test_the_page_of_an_alliance_opens_with_the_answer_of_the_package(told):
    asked, made = told
    for each in asked:
        text = made[f"alliances/{each.record.id}.md"].partition("\n## ")[0]
        shown = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
        shown = re.sub(r"\\(.)", r"\1", shown)
        for line in filter(None, str(each.members()).splitlines()):
            said = re.split(r"\s{2,}(?:since )?", line.strip())
            assert all(part in shown for part in said), line


def test_what_is_not_known_is_told(shipped):
    page = shipped["alliances/csto.md"].partition("{ #unknown }")[2]
    page = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", page.partition("\n## ")[0])
    for said in (
        "Under `party` it is uncertain whether Azerbaijan was a member: 1994-04-20 to 1999-04-20",
        "No version is followed for Azerbaijan: the treaty enters into force",
        "2008-03-28 or later, if at all: the extended treaty enters into force for Uzbekistan",
    ):
        assert said in page


def test_a_state_has_its_spells_under_every_definition_with_their_acts(told):
    asked, made = told
    for each in (each for one in asked for each in (one, *one.other_definitions)):
        for state in each.record.parties:
            page = made[place_of(state)]
            part = page.split(f"{{ #{each.record.id} }}")[1].split("\n### ")[0]
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
                assert f"alliances/{each.record.id}.md#{act.event.id})" in page
            for found in each.disagreements():
                link = f"disagreements.md#{each.record.id}-{found.event.id})"
                assert (link in page) == found.concerns(state)


def test_a_halted_member_is_never_called_just_halted(shipped):
    assert "| member; says it takes no part |" in shipped["states/index.md"]
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


def told_of(made, record, event):
    """The lines of an act on the page of its alliance, one for each claim."""
    text = made[f"alliances/{record}.md"].partition(f"{{ #{event} }}")[2]
    return [line for line in text.split("\n\n")[1].splitlines() if line]


def test_the_best_source_of_every_act_is_graded_and_quoted_or_said_to_be_unread(told):
    asked, made = told
    for each in asked:
        for event in each.record.all_events:
            best = event.claims[0]
            line = told_of(made, each.record.id, event.id)[0]
            assert f") ({best.sources[0].grade.value}" in line, event
            if best.words:
                assert quoted(best.words, best.sources[0].language) in line
            quotes = bool(best.words or best.wording)
            assert ("; its words were not read again)" in line) != quotes, event


def test_words_are_marked_with_their_language(shipped):
    line = told_of(shipped, "csto", "cst-in-force")[0]
    assert '(primary; in its words, in Russian: <span lang="ru">“вступившего' in line


def test_every_act_says_who_disagrees(told):
    asked, made = told
    for each in asked:
        disputed = {found.event for found in each.disagreements()}
        for event in each.record.all_events:
            *lines, last = told_of(made, each.record.id, event.id)
            says = "Sources differ" if event in disputed else "No source that we read"
            assert says in last, event
            against = any(line.startswith("- Against this: ") for line in lines)
            assert event in disputed or not against


def test_a_claim_of_another_version_stands_against_the_first(pact):
    made = dict(alliances.pages([pact]))
    first, second, _ = told_of(made, "pact", "left")
    assert first.startswith("- 2010-01-01")
    assert second.startswith("- Against this: 2009-01-01")


# -- links to sources -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<code>jt-26</code>", '<a href="s/#jt-26"><code>jt-26</code></a>'),
        ("<code>joined</code>", "<code>joined</code>"),
        ("<code>jt-26 x</code>", "<code>jt-26 x</code>"),
        ('<a href="x"><code>jt-26</code></a>', '<a href="x"><code>jt-26</code></a>'),
        ("<pre><code>jt-26</code></pre>", "<pre><code>jt-26</code></pre>"),
    ],
)
def test_a_code_span_is_linked_if_it_is_the_id_of_a_source(html, linked):
    assert sources.linked(html, "s/") == linked


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
    lines = shipped["alliances/csto.md"].splitlines()
    assert lines[2].startswith(
        "*The record is complete until 15 February 2026, last checked 30 November 2026."
    )
    home = upkeep.placed(upkeep.HOME, "index.md")
    assert "last checked 30 November 2026. [Upkeep](explanation/upkeep.md)" in home


def test_the_line_of_an_old_page_counts_from_the_record_that_waits_longest():
    waits = min(cm.load(name).checked for name in cm.available())
    page = '<body><article class="md-content__inner md-typeset">\n<h1>'
    assert f'hidden data-checked="{waits}" data-days="90"' in upkeep.old(page, "u/")


def test_each_departure_has_an_address_and_a_sentence_to_copy(shipped):
    text, found = shipped[leaving.PLACE], cm.departures()
    assert found
    for row in found:
        assert text.count(f"{{ #{row.key} }}") == 1
        assert f"```text\n{row.sentence}\n```" in text
        assert f"(#{row.key})" in text
    heads = re.findall(r'\{ data-head="([^"]+)" \}', text)
    first = next(line for line in text.splitlines() if line.startswith("| State"))
    assert set(heads) == set(first.strip("| ").split(" | "))
    csv = shipped[leaving.CSV]
    assert [line.partition(",")[0] for line in csv.splitlines()[1:]] == re.findall(
        r"^### .*\{ #([\w-]+) \}$", text, re.MULTILINE
    )
