"""What search engines, messengers and people who guess an address find."""

import json
import os
import re
from collections import Counter
from html import unescape

import pytest

import csto_membership as cm

ADDRESS = os.environ.get("SITE_URL", "")
"""Where the site will be, as it was built."""
MOVED = 'http-equiv="refresh"'


@pytest.fixture(scope="module")
def pages(folder):
    """Each page of the site, without those that lead to another, by its address."""
    texts = {
        str(path.parent.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("index.html")
    }
    return {place: text for place, text in texts.items() if MOVED not in text}


def content(text, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)
    return unescape(found[1]) if found else ""


def title_of(text):
    return unescape(re.search(r"<title>(.*?)</title>", text)[1])


def test_every_page_has_a_title_and_a_description_of_its_own(pages):
    assert len(pages) > 100
    for told in (title_of, lambda text: content(text, "description")):
        counts = Counter(map(told, pages.values()))
        assert [text for text, count in counts.items() if count > 1] == []
        assert not [text for text in counts if not 20 <= len(text) <= 300]
    for text in pages.values():
        assert content(text, "og:title") == title_of(text)
        assert content(text, "og:description") == content(text, "description")
        assert not re.search(r"[*`_]{2}|\]\(|\{", content(text, "description"))


def test_the_title_of_the_home_page_is_the_question_that_people_ask(pages):
    assert title_of(pages["."]) == "Who was a member of the CSTO on any date?"
    csto = content(pages["alliances/csto"], "description")
    assert csto.startswith(cm.load("csto").members().lead)
    assert "is a member of the CST, later CSTO" in content(
        pages["states/armenia"], "description"
    )


def test_a_page_says_where_it_is_only_where_that_is_known(pages, folder):
    sitemap = (folder / "sitemap.xml").read_text("utf-8")
    for place, text in pages.items():
        own = f"{ADDRESS}{place}/".replace("/./", "/")
        known = bool(ADDRESS)
        assert (f'<link rel="canonical" href="{own}">' in text) == known
        assert (f'<meta property="og:url" content="{own}">' in text) == known
        assert (f'content="{ADDRESS}assets/card.png">' in text) == known
        assert (f"<loc>{own}</loc>" in sitemap) == known
    assert (folder / "assets/card.png").read_bytes().startswith(b"\x89PNG")


def test_the_home_page_tells_of_the_data_set(pages):
    (found,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', pages["."]
    )
    told = json.loads(found)
    assert told["@type"] == "Dataset"
    assert told["license"].startswith("https://creativecommons.org/publicdomain/zero")
    assert told["citation"] == str(cm.load("csto").cite())
    assert told["version"] == cm.facts_version
    assert 50 <= len(told["description"]) <= 5000
    assert ("url" in told) == bool(ADDRESS)


@pytest.mark.parametrize(
    ("guessed", "page"),
    [
        ("states/uz/", "states/uzbekistan/"),
        ("states/uzb/#acts", "states/uzbekistan/#acts"),
        ("states/kyrgyz-republic/", "states/kyrgyzstan/"),
        ("states/usa/", "states/united-states/"),
    ],
)
def test_an_address_that_people_guess_leads_to_the_page(new_page, site, guessed, page):
    opened = new_page(guessed)
    opened.wait_for_url(site + page)


def test_no_page_tells_people_to_install_what_cannot_be_installed(pages):
    """Once installed from a copy, pip finds an extra by the name of the package."""
    without_name = {
        place: re.findall(r"pip install[^.\n&<]*csto", re.sub(r"<[^>]+>", "", text))
        for place, text in pages.items()
        if place not in {"reference/errors", "changelog"}
    }
    assert {place for place, found in without_name.items() if found} == set()
    assert "pip install ." in re.sub(
        r"<[^>]+>", "", pages["how-to/install-and-contact"]
    )
