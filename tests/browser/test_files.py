"""What programs find on the site, and how heavy the pages of the reference are."""

import json
import re
from pathlib import Path

import pytest

import csto_membership as cm

PAGE = Path(__file__).parents[2] / "docs/reference/api.md"
HEAVIEST = 150_000
"""Bytes of a page, before it is compressed."""


@pytest.mark.parametrize("part", ["reference", "alliances", "states", "disagreements"])
def test_no_page_of_what_people_look_up_is_too_heavy(folder, part):
    pages = list((folder / part).rglob("index.html"))
    assert len(pages) > 10
    sizes = {str(p.relative_to(folder)): p.stat().st_size for p in pages}
    assert {place: it for place, it in sizes.items() if it > HEAVIEST} == {}


def test_no_file_waits_for_another_to_run(folder):
    """Each that does costs half a second on a slow line, before anything answers."""
    pages = [
        p for p in folder.rglob("index.html") if "md-header" in p.read_text("utf-8")
    ]
    assert len(pages) > 100
    for path in pages:
        html = path.read_text("utf-8")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        assert len(sheets) == (path.parent != folder), path  # home holds its own
        scripts = re.findall(r"<script[^>]* src=[^>]*>", html)
        assert scripts
        assert all(" defer " in each for each in scripts), path
    joined = (folder / "assets/styles.css").read_text("utf-8")
    assert re.findall(r"url\((?![\"']?data:).{9}", joined) == []  # they would be lost


def test_every_file_that_the_index_names_is_there(folder):
    root = folder / "api/v1"
    index = json.loads((root / "index.json").read_text("utf-8"))
    named = [*index["tables"], *index["schemas"].values()]
    for group in ("alliances", "states"):
        for each in index[group].values():
            named += each["files"]
            assert (folder / each["page"] / "index.html").is_file()
    assert len(named) > 900
    assert [name for name in named if not (root / name).is_file()] == []
    files = {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}
    assert files == {*named, "index.json"}


def test_the_javascript_of_the_page_answers_as_it_is_shown(new_page, site):
    (code,) = re.findall(r"```js\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(code.strip().splitlines()) == 5
    told = []
    page = new_page("reference/api/")
    page.on("console", lambda said: told.append(said.text))
    for day, definition in (("2007-01-01", "joined"), ("2013-01-01", "active")):
        asked = code.replace("https://example.org/", site).replace("2007-01-01", day)
        asked = asked.replace('"joined"', f'"{definition}"')
        page.evaluate(f"(async () => {{ {asked} }})()")
        members = cm.load("csto").under(definition).members_on(day)
        assert told.pop() == ", ".join(members.names)
    page.evaluate(f"(async () => {{ {asked.replace(day, '2099-01-01')} }})()")
    assert told == ["not covered"]


def test_every_page_leads_to_the_feed_of_changed_facts(folder):
    feed = (folder / "feed.xml").resolve()
    assert feed.read_text("utf-8").startswith("<?xml")
    for place in ("", "reference/api", "states/uzbekistan"):
        text = (folder / place / "index.html").read_text("utf-8")
        (link,) = re.findall(r'type="application/atom\+xml"[^>]* href="([^"]+)"', text)
        assert (folder / place / link).resolve() == feed
