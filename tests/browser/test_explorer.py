"""The date picker on the home page answers like the library, to all who ask it."""

import os
import random
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import csto_membership as cm

PROJECT = Path(__file__).parents[2]
AXE = os.environ.get("AXE", PROJECT / "docs/live/node_modules/axe-core/axe.min.js")
LAST = str(cm.load("csto").complete_until)
DEFINITIONS = ["joined", "party", "organization", "active"]
ALLIANCES = cm.available()

COUNT = "[data-part=count]"
FIELD = "[name=on]"
SLIDER = "[name=slider]"
ALERT = "#explorer [role=alert]"

SHOWN = """() => {
  const text = (part) => document.querySelector(`[data-part=${part}]`).textContent;
  const names = (part) =>
    [...document.querySelectorAll(`[data-part=${part}] b`)].map((b) => b.textContent);
  const since = (part) =>
    [...document.querySelectorAll(`[data-part=${part}] li > span`)]
      .map((span) => span.firstChild.textContent);
  return {
    count: text("count"), title: text("title"), definition: text("definition"),
    members: names("members"), uncertain: names("uncertain"),
    since: [...since("members"), ...since("uncertain")],
    matters: text("matters"), differ: text("differ"), complete: text("complete"),
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


def said(members):
    """What the library says, by the parts of the page that should show it."""
    first, *lines = str(members).splitlines()
    title, count = first.split(f" on {members.day}: ")
    listed = [*members, *members.uncertain]
    place = next(n for n, line in enumerate(lines) if line.startswith(DEFINED))
    definition, *existence, matters, differ, complete = lines[place:]
    day = members.day
    return {
        "count": f"On {day.day} {day:%B} {day.year}: {count}",
        "title": title,
        "definition": definition,
        "members": list(members.names),
        "uncertain": list(members.uncertain.names),
        "since": [
            line.strip().removeprefix(state.name).strip()
            for state, line in zip(listed, lines[1:], strict=False)
        ],
        "matters": matters.partition("? ")[2],
        "differ": differ.partition("? ")[2],
        "complete": complete,
        "existence": "".join(existence),
        "citation": str(members.cite()),
    }


def notes_of(members):
    """What must be told with the answer: notes of the record, and who is suspended."""
    lines, _, _ = str(members).partition(DEFINED)
    yield from lines.splitlines()[len(members) + len(members.uncertain) + 2 :]
    if members.suspended:
        yield f"Suspended: {members.suspended}."


@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("name", ALLIANCES)
def test_the_page_answers_what_the_library_answers(new_page, name, definition):
    page = new_page(f"?alliance={name}")
    alliance = cm.load(name).under(definition)
    days = asked_of(alliance)
    assert len(set(days)) > 25
    for day, shown in zip(
        days, page.evaluate(ANSWERS, [definition, days]), strict=True
    ):
        members = alliance.members_on(day, beyond="ignore")
        for part, expected in said(members).items():
            found = shown[part]
            if isinstance(found, str):
                found = found.strip()
            else:
                found = [each.strip() for each in found]
            assert found == expected, (day, part)
        for note in notes_of(members):
            assert note in shown["notes"], day


def test_it_opens_on_the_last_day_of_the_record(page):
    assert page.locator(FIELD).input_value() == LAST
    assert page.locator(COUNT).inner_text() == said(cm.load("csto").members())["count"]
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
        page.wait_for_url(f"**alliance={name}")
        own = cm.load(name).definition.name
        assert page.locator(f"[name=definition][value={own}]").is_checked()
        members = cm.load(name).members_on(LAST, beyond="ignore")
        assert page.locator("[data-part=members] b").all_inner_texts() == list(
            members.names
        )


def test_the_date_can_be_typed(page):
    page.locator(FIELD).fill("2007-01-01")
    assert page.locator(COUNT).inner_text().startswith("On 1 January 2007: 7 members (")
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
    for _ in range(40):  # links stand between them
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
        if reached[-1] == "cite":
            break
    order = [name for name in dict.fromkeys(reached) if name and name != "on"]
    assert order == ["definition", "earlier", "slider", "later", "cite"]


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
    assert page.locator(COUNT).inner_text().startswith("On 1 January 2007: 6 members (")
    assert page.locator("[name=definition]:checked").input_value() == "party"
    page.check("[value=active]")
    page.locator(FIELD).fill("2012-07-01")
    page.wait_for_url("**/?on=2012-07-01&definition=active&alliance=csto")
    assert parse_qs(urlsplit(page.url).query)["on"] == ["2012-07-01"]
    again = new_page(page.url)
    assert again.evaluate(SHOWN) == page.evaluate(SHOWN)


@pytest.mark.parametrize("name", ["on", "date", "day"])
def test_the_day_of_the_address_has_the_names_that_people_try(new_page, name):
    page = new_page(f"?{name}=2007-01-01")
    assert page.locator(COUNT).inner_text().startswith("On 1 January 2007: 7 members (")


def test_every_state_that_an_answer_names_leads_to_its_page(new_page, site):
    page = new_page("?on=2025-01-01")
    for part in ("members", "notes", "matters"):
        links = page.locator(f"[data-part={part}] a[href*='states/']")
        assert links.count()
    suspended = page.locator("[data-part=notes] li", has_text="Suspended: Uzbekistan")
    suspended.locator("a").click()
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


def test_the_answer_can_be_cited(page):
    page.locator(FIELD).fill("2007-01-01")
    button, footnote = page.locator("[name=cite]"), page.locator("#explorer pre")
    assert not footnote.is_visible()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert footnote.inner_text() == str(cm.members_on("2007-01-01").cite())
    status = page.locator("#explorer [role=status]")
    page.wait_for_function(
        "document.querySelector('#explorer [role=status]').textContent"
    )
    assert status.inner_text() in {"Copied.", "Select the text to copy it."}
    button.click()
    assert not footnote.is_visible()


def test_the_citation_is_copied(new_page):
    page = new_page("?on=2007-01-01", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[name=cite]").click()
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == str(cm.members_on("2007-01-01").cite())


# -- the picture ------------------------------------------------------------------------

CURSOR = """() => {
  const box = document.querySelector("#explorer .cursor").getBoundingClientRect();
  return box.x + box.width / 2;
}"""


def test_the_cursor_stands_on_the_day(page):
    page.locator(FIELD).fill("1999-04-20")
    svg = page.locator("#explorer svg")
    data = {name: svg.get_attribute(f"data-{name}") for name in ("left", "right")}
    first = date.fromisoformat(svg.get_attribute("data-first-day"))
    end = date.fromisoformat(svg.get_attribute("data-last-day")) + timedelta(1)
    share = (date(1999, 4, 20) - first + timedelta(0.5)) / (end - first)
    left, right = float(data["left"]), float(data["right"])
    cursor = page.locator("#explorer .cursor")
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
    box = page.locator("#explorer svg").bounding_box()
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


LINKS = "[...document.querySelectorAll('#explorer a')].map((link) => link.href)"


def test_it_works_from_a_file(new_page, folder):
    page = new_page(
        f"{(folder / 'index.html').as_uri()}?on=2007-01-01&definition=party"
    )
    assert page.locator(COUNT).inner_text().startswith("On 1 January 2007: 6 members (")
    page.locator(FIELD).fill("2010-01-01")
    page.wait_for_url("**?on=2010-01-01&definition=party&alliance=csto")
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
                file = folder / parts.path.lstrip("/") / "index.html"
                text = ids.setdefault(file, file.read_text("utf-8"))
                assert not parts.fragment or f'id="{parts.fragment}"' in text, address


def test_without_javascript_the_answer_for_the_last_day_is_there(new_page):
    page = new_page(java_script_enabled=False)
    shown = page.locator("#explorer pre").first.inner_text()
    assert shown.strip() == str(cm.load("csto").members())
    for part in ("form", ".answer"):
        assert not page.locator(f"#explorer {part}").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_to_object_to(new_page, scheme, width):
    page = new_page(
        "?on=1996-01-01&definition=party",
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    page.locator("[name=cite]").click()
    page.add_script_tag(content=Path(AXE).read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    assert [
        (each["id"], [node["target"] for node in each["nodes"]])
        for each in found["violations"]
    ] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1366])
def test_nothing_is_wider_than_the_screen(new_page, width):
    page = new_page(
        "?on=1996-01-01&definition=party", viewport={"width": width, "height": 844}
    )
    page.locator("[name=cite]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_laptop_the_names_are_seen_without_scrolling(new_page):
    page = new_page("?on=2007-01-01", viewport={"width": 1366, "height": 768})
    for shown in (FIELD, COUNT, "[data-part=members]", "[data-part=differ]"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] <= 768, shown


def test_the_answer_is_told_to_screen_readers_and_only_what_changed(page):
    page.locator(FIELD).fill("2007-01-01")
    assert page.locator(COUNT).evaluate("e => e.closest('[aria-live=polite]') !== null")
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
    assert page.evaluate("[...new Set(changed)]") == ["count"]


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
    page.wait_for_url(f"**/?on={day}&*")
    assert page.evaluate("written") == 1
