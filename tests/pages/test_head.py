"""Titles, descriptions and contact, for pages that are made or written."""

import sys
from pathlib import Path

import pytest

import csto_membership as cm

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import contact  # noqa: E402
import head  # noqa: E402

sys.path.pop(0)

INSTALL = PROJECT / "docs/how-to/install-and-contact.md"


@pytest.mark.parametrize(
    ("markdown", "described"),
    [
        ("# Cite\n\n*For those who write: what to put.*\n", "Cite: what to put."),
        ("# Cite\n\n*For those who write.*\n\nMore.\n", "Cite: For those who write."),
        ("# Who left?\n\nThree [states](a.md).\n", "Who left? Three states."),
        ("# A\n\n- **[B](b.md)**: `c`.\n- D.\n\n## E\n\n- F\n", "A: B: c. D."),
        ('# A\n\n*For us: "so" and so.*\n', "A: “so” and so."),
        (f"# A\n\n{'word ' * 99}", f"A: {'word ' * 59}…"),
        ("# A\n\n<div></div>\n\nB \\* c\n", "A: B * c"),
    ],
)
def test_a_page_is_described_by_its_heading_and_its_first_lines(markdown, described):
    assert head.description("a.md", markdown) == described


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("index.md", "Who was a member of the CSTO on any date?"),
        ("states/uzbekistan.md", "A: a member of which alliances, and when?"),
        ("alliances/csto.md", "Who was a member on any date? A"),
        ("how-to/cite.md", "A – the site"),
    ],
)
def test_a_title_is_the_question_that_the_page_answers(place, title):
    assert head.title(place, "# A\n", "the site") == title


def test_the_data_set_names_its_address_only_where_that_is_known():
    assert "url" not in head.dataset("")
    told = head.dataset("https://example.org/")
    assert told["url"] == "https://example.org/"
    assert len(told["keywords"]) == len(cm.available())


def test_the_whole_data_is_an_entry_of_bibtex():
    there = "https://example.com/a_b/"
    entry = head.cited(head.BIBTEX, there)
    assert f"edition = {{{cm.facts_version}}}" in entry
    assert f"url = {{{there}}}" in entry
    assert "csto\\_membership authors" in entry
    assert "url" not in head.cited(head.BIBTEX, "")
    assert entry.count("{") == entry.count("}")


def test_contact_claims_nothing_that_is_not_set():
    text = contact.filled(INSTALL.read_text("utf-8"), {"code": "", "package": ""})
    assert not any(place in text for place in contact.PLACES)
    assert "pip install ." in text
    assert "http" not in text
    assert "has no public address yet" in text


def test_contact_follows_the_settings():
    settings = {"code": "https://example.org/code/", "package": "a-name"}
    text = contact.filled(INSTALL.read_text("utf-8"), settings)
    assert "pip install a-name\n" in text
    assert "<https://example.org/code>" in text
    assert "<https://example.org/code/issues>" in text
    assert "not in a public index" not in text
    assert "example.org/code/issues" in contact.where_to_report(settings)
