"""The date picker on the home page answers like the library, to all who ask it."""

import csv
import gzip
import random
import re
import sys
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

import csto_membership as cm

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "generate"))
from page import dated

sys.path.pop(0)
LAST = str(cm.load("csto").complete_until)
DEFINITIONS = ["joined", "party", "organization", "active"]
ALLIANCES = cm.available()

COUNT = "[data-part=heading]"
FIELD = "[name=on]"
SLIDER = "[name=slider]"
ALERT = "#explorer [role=alert]"

SHOWN = """() => {
  const text = (part) => document.querySelector(`[data-part=${part}]`).textContent;
  const list = (part, kind) =>
    [...document.querySelectorAll(`[data-part=${part}] > li > ${kind}`)]
      .map((each) => each.textContent);
  const grouped = document.querySelector("[data-part=members]").matches(".grouped");
  const names = grouped
    ? [...document.querySelectorAll("[data-part=members] span a, [data-part=members] span")]
        .filter((each) => each.localName === "span")
        .flatMap((span) => span.textContent.split(", "))
    : list("members", "a");
  return {
    heading: text("heading"), under: text("under"),
    members: names.sort(), uncertain: list("uncertain", "a"),
    since: grouped ? [] : [...list("members", "span"), ...list("uncertain", "span")],
    matters: text("matters"), differ: text("differ"),
    notes: text("notes"), existence: text("existence"),
    citation: document.querySelector("#explorer pre[tabindex]").textContent,
  };
}"""


def asked_of(alliance):
    """The days around every change, some far away, and some by chance."""
    changes = {c.day for r in DEFINITIONS for c in alliance.under(r).changes()}
    chance = random.Random(5)
    first = min(changes).toordinal() - 400
    last = alliance.complete_until.toordinal()
    days = [date.fromordinal(chance.randint(first, last + 400)) for _ in range(8)]
    days += [*changes, *(day - timedelta(1) for day in changes)]
    days += [date.fromordinal(first), alliance.complete_until, date(2026, 2, 16)]
    texts = [
        "0001-01-01",
        "1970-01-01",
        "1991-12-31",
        "1999-04-02",
        "1999-04-03",
        "2000-03-22",
    ]
    texts += ["2002-10-06", "2002-10-07", "2003-09-17", "2007-01-01", "2008-03-27"]
    return [*map(str, sorted(days)), *texts, "2040-02-29", "9999-12-31"]


ANSWERS = f"""([definition, days]) => {{
  const shown = {SHOWN};
  const field = document.querySelector("[name=on]");
  document.querySelector(`[value=${{definition}}]`).click();
  return days.map((day) => {{
    field.value = day;
    field.dispatchEvent(new Event("input", {{ bubbles: true }}));
    return shown();
  }});
}}"""


DEFINED = 'A member under "'
NO = "No."
MANY = 12


def said(members):
    """What the library says, by the parts of the page that should show it."""
    first, *lines = dated(str(members)).splitlines()
    when = f" on {dated(str(members.day))}: "
    title, count = first.split(when)
    listed = [*members, *members.uncertain]
    place = next(n for n, line in enumerate(lines) if line.startswith(DEFINED))
    _, *existence, matters, differ, complete = lines[place:]
    short = re.search(r"\(([^()]+)\)$", title)
    answer = differ.partition("? ")[2]
    return {
        "heading": f"{short[1] if short else title}{when}{count}",
        "under": f"{title}. {complete}",
        "members": sorted(members.names),
        "uncertain": list(members.uncertain.names),
        "since": []
        if len(members) > MANY
        else [
            line.strip().removeprefix(state.name).strip()
            for state, line in zip(listed, lines[1:], strict=False)
        ],
        "matters": matters.partition("? ")[2],
        "differ": answer if answer == NO else answer.partition(" ")[0],
        "existence": "".join(existence),
        "citation": str(members.cite()),
    }


FIRST = {"csto", "rio"}
"""The alliances for which the browser is always asked; the others take minutes."""


def notes_of(members):
    """The notes of the record that must be told with the answer."""
    lines, _, _ = dated(str(members)).partition(DEFINED)
    return lines.splitlines()[len(members) + len(members.uncertain) + 2 :]


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in FIRST else [pytest.mark.slow])
        for name in ALLIANCES
    ],
)
def test_the_page_answers_what_the_library_answers(new_page, name, definition):
    page = new_page(f"?alliance={name}")
    page.locator("[data-take=cite]").click()
    alliance = cm.load(name).under(definition)
    days = asked_of(alliance)
    assert len(set(days)) > 25
    address = page.url.partition("?")[0]
    for day, shown in zip(
        days, page.evaluate(ANSWERS, [definition, days]), strict=True
    ):
        members = alliance.members_on(day, beyond="ignore")
        pinned = (
            f" {address}?alliance={name}&on={day}&definition={definition}"
            f"&facts={cm.facts_version}"
        )
        assert shown["citation"].count(pinned) == 1
        shown["citation"] = shown["citation"].replace(pinned, "")
        for part, expected in said(members).items():
            if part in {"matters", "differ"} and expected == NO:
                assert shown[part].startswith(NO), (day, part)
            elif part == "differ":
                assert shown[part].startswith(expected), (day, part)
            else:
                assert shown[part] == expected, (day, part)
        for note in notes_of(members):
            assert note in shown["notes"], day


def test_it_opens_on_the_last_day_of_the_record(page):
    assert page.locator(FIELD).input_value() == LAST
    assert (
        page.locator(COUNT).text_content() == said(cm.load("csto").members())["heading"]
    )
    assert not urlsplit(page.url).query


def test_the_alliance_can_be_chosen_where_there_are_several(page):
    choice = page.locator("[name=alliance]")
    assert choice.is_visible() == (len(ALLIANCES) > 1)
    for name in ALLIANCES[::-1]:
        choice.evaluate(
            """(choice, name) => {
              choice.value = name;
              choice.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            name,
        )
        page.wait_for_url(f"**alliance={name}&**")
        own = cm.load(name).definition.name
        assert page.locator(f"[name=definition][value={own}]").is_checked()
        members = cm.load(name).members_on(LAST, beyond="ignore")
        assert page.evaluate(SHOWN)["members"] == sorted(members.names)


def test_the_date_can_be_typed(page):
    page.locator(FIELD).fill("2007-01-01")
    assert (
        page.locator(COUNT)
        .text_content()
        .startswith("CSTO on 1 January 2007: 7 members (")
    )
    assert page.locator(SLIDER).get_attribute("aria-valuetext") == "1 January 2007"


def test_keys_move_the_slider_by_days_months_and_to_its_ends(page):
    slider, field = page.locator(SLIDER), page.locator(FIELD)
    field.fill("1999-03-31")
    slider.focus()
    for key, day in (
        ("ArrowRight", "1999-04-01"),
        ("ArrowLeft", "1999-03-31"),
        ("PageUp", "1999-04-30"),
        ("PageDown", "1999-03-30"),
        ("PageDown", "1999-02-28"),
    ):
        slider.press(key)
        assert field.input_value() == day, key
    for end, key in (("End", "PageUp"), ("Home", "PageDown")):
        slider.press(end)
        day = field.input_value()
        slider.press(key)
        assert field.input_value() == day
    assert day <= "1992-05-15"


def test_every_control_is_reached_by_the_tab_key(page):
    page.locator(FIELD).focus()
    reached = []
    for _ in range(30):  # links are between them
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    order = [name for name in dict.fromkeys(reached) if name and name != "on"]
    assert order == ["definition", "earlier", "later", "slider"]


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_the_buttons_visit_every_change_in_both_directions(page, definition):
    changes = [str(c.day) for c in cm.load("csto").under(definition).changes()]
    field = page.locator(FIELD)
    page.check(f"[value={definition}]")
    field.fill("1990-01-01")
    visited = walk(page, "later")
    assert set(changes) <= set(visited)
    assert visited == sorted(visited)
    field.fill(LAST)
    assert walk(page, "earlier") == [day for day in visited[::-1] if day < LAST]


def walk(page, name):
    button, visited = page.locator(f"[name={name}]"), []
    while button.get_attribute("aria-disabled") == "false":
        button.click()
        visited.append(page.locator(FIELD).input_value())
        assert len(visited) < 50
    button.click(force=True)  # has nothing left to do
    return visited


def test_the_address_can_be_shared(new_page):
    page = new_page("?on=2007-01-01&definition=party&alliance=csto")
    assert (
        page.locator(COUNT)
        .text_content()
        .startswith("CSTO on 1 January 2007: 6 members (")
    )
    assert page.locator("[name=definition]:checked").input_value() == "party"
    page.check("[value=active]")
    page.locator(FIELD).fill("2012-07-01")
    page.wait_for_url("**/?alliance=csto&on=2012-07-01&definition=active")
    assert parse_qs(urlsplit(page.url).query)["on"] == ["2012-07-01"]
    again = new_page(page.url)
    assert again.evaluate(SHOWN) == page.evaluate(SHOWN)


@pytest.mark.parametrize("name", ["on", "date", "day"])
def test_the_day_of_the_address_has_the_names_that_people_try(new_page, name):
    page = new_page(f"?{name}=2007-01-01")
    assert (
        page.locator(COUNT)
        .text_content()
        .startswith("CSTO on 1 January 2007: 7 members (")
    )


def test_every_state_that_an_answer_names_leads_to_its_page(new_page, site):
    page = new_page("?on=2025-01-01")
    for part in ("members", "notes", "matters", "statuses"):
        links = page.locator(f"[data-part={part}] a[href*='states/']")
        assert links.count()
    page.locator("[data-part=statuses] a", has_text="Uzbekistan").click()
    page.wait_for_url(f"{site}states/uzbekistan/")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_loads(browser, site, width):
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.add_init_script("""
        window.moved = 0;
        new PerformanceObserver((list) => {
          for (const each of list.getEntries()) moved += each.value;
        }).observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(site, wait_until="networkidle")
    page.wait_for_selector(COUNT)
    page.wait_for_timeout(300)
    moved = page.evaluate("moved")
    page.close()
    assert moved < 0.05


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("?on=2007-02-29", "2007-02-29"),
        ("?on=1999", "1999"),
        ("?on=", "day"),
        ("?definition=nato", "nato"),
        ("?definition=toString", "toString"),
        ("?alliance=comecon", "comecon"),
    ],
)
def test_what_the_address_asks_wrongly_is_told(new_page, address, complaint):
    page = new_page(address)
    page.wait_for_selector(COUNT)
    assert complaint in page.locator(ALERT).inner_text()
    assert "shown is" in page.locator(ALERT).inner_text()
    assert page.locator(FIELD).input_value() == LAST
    assert page.locator("[name=definition]:checked").input_value() == "joined"
    page.locator(FIELD).fill("2007-01-01")
    assert not page.locator(ALERT).is_visible()


def test_an_unfinished_date_is_told_and_the_answer_stays(page):
    page.locator(FIELD).fill("2007-01-01")
    before = page.evaluate(SHOWN)
    page.locator(FIELD).fill("")
    assert "no full date" in page.locator(ALERT).inner_text()
    assert "1 January 2007" in page.locator(ALERT).inner_text()
    assert page.evaluate(SHOWN) == before
    page.locator(FIELD).fill("2007-01-02")
    assert not page.locator(ALERT).is_visible()


TAKEN = "#explorer .taken"
STATUS = f"{TAKEN} [role=status]"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def take(page, what, form=None):
    """Press a button, and return what it put on the clipboard."""
    page.locator(f"[data-take={what}]").click()
    if form:
        page.locator(f"{TAKEN} label", has_text=form).click()
    page.locator(STATUS, has_text="Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == page.locator("#explorer pre").text_content()
    page.locator(f"[data-take={what}]").click()
    assert not page.locator(TAKEN).is_visible()
    return copied


def pinned(site, on, definition="joined", more=""):
    facts = cm.facts_version
    return f"{site}?alliance=csto&on={on}&definition={definition}&facts={facts}{more}"


def test_what_cannot_be_copied_is_shown(page):
    page.evaluate("delete Navigator.prototype.clipboard")
    page.locator("[data-take=link]").click()
    page.locator(STATUS, has_text="Select the text to copy it.").wait_for()
    assert "facts=" in page.locator("#explorer pre").inner_text()


def test_a_link_pins_the_day_and_the_edition(new_page, site):
    page = new_page("?on=latest", permissions=CLIPBOARD)
    assert page.locator(FIELD).input_value() == LAST
    assert take(page, "link") == pinned(site, LAST)
    page.locator(FIELD).fill("2007-01-01")
    page.check("[value=party]")
    assert take(page, "link") == pinned(site, "2007-01-01", "party")


def test_a_sentence_can_be_read_alone(new_page, site):
    page = new_page("?on=2006-07-01&definition=organization", permissions=CLIPBOARD)
    sentence = take(page, "sentence")
    assert sentence == (
        "Collective Security Treaty Organization (CSTO) on 1 July 2006: 6 members "
        "(counted by the organisation); for 1 more it is uncertain: Armenia, Belarus, "
        "Kazakhstan, Kyrgyzstan, Russia, Tajikistan. Uncertain: Uzbekistan. Source: "
        f"csto_membership, facts {cm.facts_version}, "
        f"{pinned(site, '2006-07-01', 'organization')}"
    )


def test_a_sentence_has_both_sides_of_a_disputed_standing(new_page):
    page = new_page("?on=2025-01-01", permissions=CLIPBOARD)
    sentence = take(page, "sentence")
    assert "Armenia's government says it has frozen its participation" in sentence
    assert "full member" in sentence
    assert "Uzbekistan" not in sentence  # it is named neither as a member nor beside


def test_a_description_has_what_the_picture_shows(new_page):
    page = new_page(permissions=CLIPBOARD)
    description = take(page, "description")
    chart = cm.load("csto").chart()
    assert description == dated(f"{chart.title}. {chart.description}")


@pytest.mark.parametrize("form", ["Footnote", "BibTeX", "RIS", "APA", "Chicago"])
def test_a_citation_has_the_pinned_address(new_page, site, form):
    page = new_page("?on=2007-01-01", permissions=CLIPBOARD)
    cited = take(page, "cite", form)
    members = cm.members_on("2007-01-01")
    assert pinned(site, "2007-01-01") in cited
    assert cm.facts_version in cited
    assert "csto_membership authors" in cited.replace("\\_", "_")
    title = members.cite().title
    assert title in cited or dated(title) in cited
    if form == "BibTeX":
        assert cited.startswith(f"@misc{{{members.cite().id},\n")
        assert cited.count("{") == cited.count("}")
    if form == "RIS":
        tags = re.findall(r"^([A-Z][A-Z0-9])  - ", cited, re.MULTILINE)
        assert (tags[0], tags[-1]) == ("TY", "ER")
        assert cited.splitlines()[0] == "TY  - DATA"


def saved(page, kind):
    with page.expect_download() as download:
        page.locator(f"[data-save={kind}]").click()
    path = Path(download.value.path())
    return download.value.suggested_filename, path.read_bytes()


def test_the_answer_can_be_saved_as_a_table(new_page):
    page = new_page("?on=2006-07-01&definition=organization")
    name, content = saved(page, "csv")
    assert name == "csto-organization-2006-07-01.csv"
    rows = list(csv.DictReader(content.decode().splitlines()))
    members = cm.load("csto").under("organization").members_on("2006-07-01")
    assert {row["state"] for row in rows if row["answer"] == "yes"} == set(
        members.names
    )
    assert [r["alpha_2"] for r in rows if r["answer"] == "uncertain"] == ["UZ"]
    page.locator(FIELD).fill("1980-01-01")
    (row,) = csv.DictReader(saved(page, "csv")[1].decode().splitlines())
    assert (row["state"], row["answer"]) == ("none", "none")


@pytest.mark.parametrize("name", ["csto", "nato"])
def test_all_periods_of_the_body_are_files_of_the_site(new_page, folder, name):
    page = new_page(f"?alliance={name}")
    links = page.locator("[data-file]")
    assert links.count() == 2
    for link in links.all():
        address = link.get_attribute("href")
        assert f"/{name}/members." in address
        assert (folder / address).is_file()


def test_the_picture_can_be_saved(new_page):
    page = new_page("?definition=party")
    name, content = saved(page, "svg")
    assert name == "csto-party.svg"
    svg = ET.fromstring(content)  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert svg.find(f"{space}desc").text.startswith("Members of the CST")
    assert not svg.findall(f".//{space}a")
    name, content = saved(page, "png")
    assert name == "csto-party.png"
    assert content.startswith(b"\x89PNG")


# -- between two days, and the editions of the facts -----------------------------------------


def test_what_changed_between_two_days(new_page):
    page = new_page("?on=2007-01-01")
    page.locator(".between summary").click()
    page.locator("[name=since]").fill("1999-04-20")
    table = page.locator("[data-part=between]")
    assert table.locator("p").inner_text() == (
        "20 April 1999: 9 members. 1 January 2007: 7 members."
    )
    rows = [row.inner_text().split("\t") for row in table.locator("tbody tr").all()]
    assert rows == [
        ["1999-04-21", "–", "Azerbaijan, Georgia, Uzbekistan", "–"],
        ["2006-08-16", "Uzbekistan", "–", "–"],
    ]
    page.locator("[name=since]").fill("2008-01-01")
    assert "No state came in or went out" in table.inner_text()


def test_the_four_definitions_are_compared(new_page):
    page = new_page("?on=2026-02-15")
    page.locator("summary", has_text="Compare the four definitions").click()
    rows = page.locator("[data-part=compare] tbody tr")
    rows.first.wait_for()  # it is filled once it is open
    told = {row.locator("th").inner_text().splitlines()[0]: row for row in rows.all()}
    assert list(told) == DEFINITIONS
    for name, row in told.items():
        members = cm.load("csto").under(name).members_on("2026-02-15")
        assert row.locator("td").first.inner_text().startswith(str(len(members)))
    assert "Armenia: not counted" in told["active"].inner_text()
    assert "Uzbekistan: uncertain" in told["party"].inner_text()


EDITION = "#explorer .edition"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("?facts=2026.1&on=2007-01-01", "Unchanged since facts 2026.1."),
        (
            "?facts=2026.1&on=2006-07-01&definition=organization",
            "Changed since facts 2026.1: was 6, now 6 and 1 uncertain. Uzbekistan was",
        ),
        (
            "?facts=2026.1&alliance=anzus",
            "The facts 2026.1 had no record of this body.",
        ),
        (
            "?facts=2026.1&alliance=guam&on=1999-04-24",
            "The members are unchanged since facts 2026.1; whether sources differ is not.",
        ),
        ("?facts=1066.1", "The address asks for facts 1066.1, which this copy"),
    ],
)
def test_a_pinned_edition_is_compared_with_that_of_the_site(new_page, address, told):
    page = new_page(address)
    page.locator(EDITION).wait_for()
    assert page.locator(EDITION).inner_text().startswith(told)


def test_an_answer_of_a_newer_edition_says_what_it_was_and_why(new_page):
    """As it will be once an edition changes an answer on members."""
    page = new_page("?facts=2026.2&on=2007-01-01")
    assert not page.locator(EDITION).is_visible()
    page.evaluate(
        """() => {
          const csto = window.explorer.csto;
          csto.facts = "2027.1";
          csto.editions.unshift("2027.1");
          csto.changed.unshift({
            facts: "2027.1", page: "changelog/", alliance: "csto", definition: "joined",
            state: "AZ", first: "1993-01-01", last: "", old: "yes", new: "no",
            why: "A text was found.",
          });
        }"""
    )
    page.locator(FIELD).fill("2007-01-02")
    assert page.locator(EDITION).inner_text() == (
        "Changed since facts 2026.2: was 8, now 7. Azerbaijan was “yes”, now “no”. "
        "A text was found. Changes of the facts 2027.1"
    )
    page.locator(FIELD).fill("1990-01-01")
    assert (
        page.locator(EDITION).inner_text().startswith("Unchanged since facts 2026.2.")
    )


# -- in a frame ------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["1", "picture"])
def test_an_embedded_page_has_all_that_an_answer_needs(new_page, site, kind, scheme):
    address = f"{site}?on=2007-01-01&embed={kind}"
    size = {"width": 700, "height": 900}
    page = new_page("assets/live.json", color_scheme=scheme, viewport=size)
    page.set_content(f'<iframe src="{address}" width="640" height="800"></iframe>')
    frame = page.frame_locator("iframe")
    frame.locator(COUNT).wait_for()
    text = frame.locator("body").inner_text()
    for told in (
        "Who was a member on that day?",
        "Collective Security Treaty Organization (CSTO)",
        "CSTO on 1 January 2007: 7 members",
        "(joined, not left, not suspended)",
        f"Source: csto_membership, facts {cm.facts_version}",
    ):
        assert told in text, told
    for hidden in (".md-header", ".md-search", ".md-footer", ".doors", "[data-take]"):
        assert not frame.locator(hidden).first.is_visible()
    assert frame.locator("form.days, form").last.is_visible() == (kind == "1")
    assert frame.locator("figure svg:visible").count() == 1
    dark = frame.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", dark)[:3])) < 300) == (scheme == "dark")
    assert frame.locator(".source a").get_attribute("target") == "_blank"
    assert not frame.locator("html").evaluate("e => e.scrollWidth > e.clientWidth")


def test_the_snippets_to_embed_lead_to_the_pinned_answer(new_page, site, folder):
    page = new_page("?on=2007-01-01", permissions=CLIPBOARD)
    for form, kind in (("Picker", "1"), ("One picture", "picture")):
        snippet = unescape(take(page, "embed", form))
        assert f'src="{pinned(site, "2007-01-01", more=f"&embed={kind}")}"' in snippet
        assert (
            'title="Collective Security Treaty Organization (CSTO): members' in snippet
        )
    image = unescape(take(page, "embed", "Image with its text"))
    picture = re.match(rf'<img src="{site}([^"]+)" ', image)[1]
    assert (folder / picture).is_file()
    assert 'alt="Members of the CST' in image


# -- the picture ------------------------------------------------------------------------

CURSOR = """() => {
  const box = document.querySelector("#explorer .wide .cursor").getBoundingClientRect();
  return box.x + box.width / 2;
}"""


def test_the_cursor_stands_on_the_day(page):
    page.locator(FIELD).fill("1999-04-20")
    svg = page.locator("#explorer .wide svg")
    data = {name: svg.get_attribute(f"data-{name}") for name in ("left", "right")}
    first = date.fromisoformat(svg.get_attribute("data-first-day"))
    end = date.fromisoformat(svg.get_attribute("data-last-day")) + timedelta(1)
    share = (date(1999, 4, 20) - first + timedelta(0.5)) / (end - first)
    left, right = float(data["left"]), float(data["right"])
    cursor = page.locator("#explorer .wide .cursor")
    assert float(cursor.get_attribute("x1")) == pytest.approx(
        left + share * (right - left)
    )
    page.locator(FIELD).fill("1980-01-01")
    assert float(cursor.get_attribute("x1")) == left
    page.locator(FIELD).fill("2080-01-01")
    assert float(cursor.get_attribute("x2")) == right


def test_a_click_on_the_picture_picks_the_day_under_it(page):
    page.locator(FIELD).fill("1996-07-01")
    there = page.evaluate(CURSOR)
    page.locator(FIELD).fill("2020-01-01")
    page.locator("#explorer figcaption").scroll_into_view_if_needed()
    box = page.locator("#explorer .wide svg").bounding_box()
    page.mouse.click(there, box["y"] + box["height"] / 2)
    picked = date.fromisoformat(page.locator(FIELD).input_value())
    days_in_a_pixel = 40
    assert abs(picked - date(1996, 7, 1)) < timedelta(days_in_a_pixel)
    page.mouse.down()
    page.mouse.move(there + 100, box["y"] + 5)
    page.mouse.up()
    dragged = date.fromisoformat(page.locator(FIELD).input_value())
    assert dragged > picked
    assert page.evaluate(CURSOR) == pytest.approx(there + 100, abs=2)
    page.mouse.move(there, box["y"] + 5)
    assert date.fromisoformat(page.locator(FIELD).input_value()) == dragged


# -- for all ----------------------------------------------------------------------------


def test_a_saved_folder_is_walked_through_like_the_site(new_page, folder):
    page = new_page((folder / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="FAQ").first.click()
    page.wait_for_url("file://**/faq/index.html")
    page.locator("article a[href*='states/azerbaijan/']").first.click()
    page.wait_for_url("file://**/states/azerbaijan/index.html")
    page.locator("figure.picture svg:visible a").first.click()  # a link in a picture
    page.wait_for_url("file://**/alliances/csto/index.html")


LINKS = """[...document.querySelectorAll("#explorer a")].map(
  (link) => new URL(link.getAttribute("href"), document.baseURI).href)"""


def test_it_works_from_a_file(new_page, folder):
    page = new_page(
        f"{(folder / 'index.html').as_uri()}?on=2007-01-01&definition=party"
    )
    assert (
        page.locator(COUNT)
        .text_content()
        .startswith("CSTO on 1 January 2007: 6 members (")
    )
    page.locator(FIELD).fill("2010-01-01")
    page.wait_for_url("**?alliance=csto&on=2010-01-01&definition=party")
    for address in map(urlsplit, page.evaluate(LINKS)):
        assert address.scheme == "file"
        assert Path(address.path).is_file()


def test_every_link_of_the_picker_leads_to_a_page_of_the_site(page, folder, site):
    ids = {}
    for definition in DEFINITIONS:
        page.check(f"[value={definition}]")
        for day in ("1996-01-01", "2007-01-01", LAST):
            page.locator(FIELD).fill(day)
            links = page.evaluate(LINKS)
            assert bool(links) == (folder / "states").is_dir()
            for address in links:
                assert address.startswith(site)
                parts = urlsplit(address)
                file = folder / parts.path.lstrip("/")
                if parts.path.endswith("/"):
                    file /= "index.html"
                text = ids.setdefault(file, file.read_text("utf-8"))
                assert not parts.fragment or f'id="{parts.fragment}"' in text, address


@pytest.mark.parametrize("address", ["", "?on=2007-01-01&definition=party"])
def test_without_javascript_there_are_all_periods_and_no_answer(new_page, address):
    page = new_page(address, java_script_enabled=False)
    for part in ("form", ".answer", ".pair", ".buttons", ".between"):
        assert not page.locator(f"#explorer {part}").first.is_visible()
    tables = page.locator("#explorer noscript table")
    assert tables.count() == len(DEFINITIONS)
    assert "1999-04-21\t2006-08-15\t6" in tables.first.inner_text()
    assert page.locator("#explorer figure svg").first.is_visible()
    assert "15 February" not in page.locator("#explorer").inner_text()


@pytest.mark.parametrize("width", [320, 390, 768, 1366])
@pytest.mark.parametrize("name", ["csto", "nato"])
def test_nothing_is_wider_than_the_screen(new_page, name, width):
    page = new_page(
        f"?alliance={name}&on=1996-01-01&definition=party",
        viewport={"width": width, "height": 844},
    )
    page.locator("[data-take=cite]").click()
    for summary in page.locator("#explorer summary:visible").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_laptop_the_names_are_seen_without_scrolling(new_page):
    page = new_page("?on=2007-01-01", viewport={"width": 1366, "height": 768})
    for shown in (FIELD, COUNT, "[data-part=members]"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] <= 768, shown


def test_on_a_phone_the_answer_is_above_the_fold(new_page):
    page = new_page(viewport={"width": 390, "height": 844})
    for shown in (FIELD, COUNT, "[data-part=members]"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] <= 844, shown


def test_what_is_pressed_is_large_enough(new_page):
    page = new_page(viewport={"width": 390, "height": 844})
    for shown in page.locator(
        "#explorer :is(button, select, summary, [type=date]):visible"
    ).all():
        assert shown.bounding_box()["height"] >= 40, shown.inner_text()


def test_the_answer_is_spoken_once_after_a_change(page):
    spoken = page.locator("[data-part=spoken]")
    assert spoken.get_attribute("role") == "status"
    assert spoken.text_content() == ""  # the page itself is read at first
    page.locator(FIELD).fill("2007-01-01")
    expect(spoken).not_to_be_empty()
    assert spoken.text_content() == (
        "Collective Security Treaty Organization (CSTO) on 1 January 2007: 7 members "
        "(joined, not left, not suspended): "
        f"{', '.join(cm.members_on('2007-01-01').names)}."
    )


def test_what_stays_the_same_is_left_alone(page):
    page.locator(FIELD).fill("2007-01-01")
    page.evaluate(
        """() => {
          window.changed = [];
          const parts = document.querySelectorAll("[data-part]");
          const seen = (all) => all.forEach((one) =>
            changed.push(one.target.closest("[data-part]").dataset.part));
          for (const part of parts)
            new MutationObserver(seen).observe(part, { childList: true, subtree: true });
        }"""
    )
    page.locator(FIELD).fill("2007-01-02")
    assert page.evaluate("[...new Set(changed)]") == ["heading"]


def test_the_whole_task_is_done_by_keyboard_alone(new_page):
    """Another body, day and definition; compared, cited, copied: without a mouse."""
    page = new_page(permissions=CLIPBOARD)

    def tab_to(selector):
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                box = page.evaluate(
                    """() => {
                      const style = getComputedStyle(document.activeElement);
                      return style.outlineStyle;
                    }"""
                )
                assert box != "none", selector
                return
        pytest.fail(f"no way to {selector}")

    tab_to("[name=alliance]")
    page.keyboard.type("North")  # a list is chosen by its letters
    expect(page.locator(COUNT)).to_contain_text("NATO on")
    page.wait_for_timeout(1200)  # or the letters go on with the same name
    page.keyboard.type("Collective")
    expect(page.locator(COUNT)).to_contain_text("CSTO on")
    tab_to(FIELD)
    page.keyboard.type("01012007")
    tab_to("[name=definition]")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**definition=party*")
    assert page.locator(COUNT).text_content().endswith("(bound by the treaty)")
    tab_to("[name=earlier]")
    page.keyboard.press("Enter")
    changed = date.fromisoformat(page.locator(FIELD).input_value())
    assert changed < date(2007, 1, 1)
    tab_to("[name=slider]")
    page.keyboard.press("ArrowRight")
    day = page.locator(FIELD).input_value()
    assert day == str(changed + timedelta(1))
    tab_to("figure a[href]")
    tab_to(".pair summary")
    page.keyboard.press("Enter")
    page.locator("[data-part=compare] table").wait_for()
    tab_to("[data-take=cite]")
    page.keyboard.press("Enter")
    tab_to("[name=form]")
    page.keyboard.press("ArrowRight")
    page.locator(STATUS, has_text="Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        f"@misc{{csto-{day}-"
    )
    tab_to(".between summary")
    page.keyboard.press("Enter")
    tab_to("[name=since]")


def test_in_forced_colours_and_without_motion_the_choice_is_seen(new_page):
    page = new_page(forced_colors="active", reduced_motion="reduce")
    borders = page.evaluate(
        """() => [...document.querySelectorAll("#explorer form fieldset label")]
          .map((label) => getComputedStyle(label).borderTopWidth)"""
    )
    assert len(set(borders)) == 2
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((each) => {
          const { animationName, transitionDuration } = getComputedStyle(each);
          return animationName !== "none" || parseFloat(transitionDuration) > 0;
        }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?alliance=csto&on=1996-01-01&definition=party",
        *(f"?alliance={name}&on=latest" for name in cm.available()),
    ],
)
def test_the_answer_is_printed_on_one_page(new_page, sheets, address):
    page = new_page(address)
    assert sheets(page) == 1
    page.emulate_media(media="print")
    text = page.locator("#explorer").inner_text()
    assert f"facts={cm.facts_version}" in text
    assert not page.locator("#explorer form").is_visible()


def test_the_home_page_is_light(browser, site):
    """What comes over the wire before a search is typed, compressed as hosts do."""
    page = browser.new_page()
    found = {}
    page.on("response", lambda got: found.setdefault(got.url, got))
    page.goto(site, wait_until="networkidle")
    sizes = {url: len(gzip.compress(got.body())) for url, got in found.items()}
    page.close()
    assert len(sizes) > 5
    assert sum(sizes.values()) < 250_000, sizes


def test_a_quick_slider_does_not_wear_out_the_address(page):
    page.locator(SLIDER).evaluate(
        """slider => {
          window.written = 0;
          const write = history.replaceState.bind(history);
          history.replaceState = (...given) => { written += 1; write(...given); };
          for (let n = 0; n < 400; n++) {
            slider.value -= 1;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }"""
    )
    day = date.fromisoformat(LAST) - timedelta(400)
    assert page.locator(FIELD).input_value() == str(day)
    page.wait_for_url(f"**/?alliance=csto&on={day}&*")
    assert page.evaluate("written") == 1
