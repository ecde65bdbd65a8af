"""What the pages of the built site show: nothing made for tests, links to sources, and age."""

import re
from datetime import UTC, datetime, timedelta

import pytest

import csto_membership as cm
from csto_membership.membership.shipped import sources

PAGES = ["", "faq/", "alliances/csto/", "states/am/", "reference/days/"]
CHECKED = min(cm.load(name).checked for name in cm.available())
APART = re.compile(r"<(a|pre|script)\b.*?</\1>", re.DOTALL)


def html_of(folder):
    """Every page of the site with its name; there are some."""
    pages = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*.html")
    }
    assert len(pages) > 100
    return pages


def test_an_empty_line_of_an_answer_is_shown_as_one(folder):
    assert [name for name, html in html_of(folder).items() if "BLANKLINE" in html] == []


@pytest.mark.parametrize("address", ["teaching/", "teaching/timeline/"])
def test_what_is_made_to_print_is_one_page(new_page, sheets, address):
    page = new_page(address)
    assert sheets(page) == 1


def test_the_worksheet_is_printed_without_what_is_for_the_teacher(new_page):
    page = new_page("teaching/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Worksheet").is_visible()
    assert not page.get_by_text("What students learn").first.is_visible()


def test_no_id_of_a_source_stands_without_a_link(folder):
    known, cited = set(sources()), 0
    for name, html in html_of(folder).items():
        cited += len(re.findall(r"/#[\w.-]+\"><code>", html))
        spans = re.findall(r"<code>([^<]*)</code>", APART.sub("", html))
        assert known.isdisjoint(spans), name
    assert cited > 100


def test_every_page_has_the_line_that_an_old_page_shows(folder):
    """Every page with content of its own: not those that only lead on."""
    shown = {n: h for n, h in html_of(folder).items() if "md-content__inner" in h}
    assert len(shown) > 100
    without = {name for name, html in shown.items() if "data-checked" not in html}
    assert without <= {"404.html"}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("days", "old"), [(0, False), (90, False), (91, True), (400, True)]
)
def test_a_page_says_that_the_last_check_is_old(new_page, address, days, old):
    day = datetime.combine(CHECKED + timedelta(days), datetime.min.time(), UTC)
    page = new_page(address)
    page.clock.set_fixed_time(day)
    page.reload()
    line = page.locator("[data-checked]")
    assert line.count() == 1
    assert line.is_visible() == old
    if old:
        text = line.inner_text()
        assert f"{days} days ago" in text
        assert str(CHECKED.year) in text
        with page.expect_navigation():
            line.get_by_role("link").click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Upkeep")
