"""The feed of changed facts: well-formed, and what the changelog says."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import csto_membership as cm
from csto_membership.versions import facts_released

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import feed  # noqa: E402

sys.path.pop(0)


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 - our own


NAMES = {"a": "http://www.w3.org/2005/Atom"}
CHANGELOG = """\
# Changelog

## 2.0

### Facts: 2027.1

Two changes.

- `csto joined UZ 2001-01-01..2001-01-02: no -> yes`
- guam, a [day](a.md#b) moves:
    - from one
    - to another

| event | it said | it says | source |
| --- | --- | --- | --- |
| `ge-signs` | 1993-12-09 | 1993-12-08 | `paper` |
| `az-signs` | nothing | something | |

### Code

- Something else.

## 1.0

### Facts: 2026.9

- An older change.
"""


def test_each_change_of_the_version_is_an_entry_and_nothing_else():
    text = feed.feed(CHANGELOG, "2027.1", "2027-02-03")
    entries = parsed(text).findall("a:entry", NAMES)
    assert [each.findtext("a:title", "", NAMES) for each in entries] == [
        "csto joined UZ 2001-01-01..2001-01-02: no -> yes",
        "guam, a day moves:",
        "ge-signs: 1993-12-08",
        "az-signs: something",
    ]
    contents = [each.findtext("a:content", "", NAMES) for each in entries]
    assert "from one" in contents[1]
    assert "to another" in contents[1]
    assert "a.md" not in contents[1]  # a link would lead nowhere from a feed
    assert contents[2].splitlines() == [
        "event: ge-signs",
        "it said: 1993-12-09",
        "it says: 1993-12-08",
        "source: paper",
    ]
    assert "source" not in contents[3]


def test_an_entry_keeps_its_id_for_as_long_as_it_says_the_same():
    def ids(changelog):
        root = parsed(feed.feed(changelog, "2027.1", "2027-02-03"))
        return [each.findtext("a:id", "", NAMES) for each in root.iter(ENTRY)]

    more = CHANGELOG.replace("- guam", "- `new: absent -> present`\n- guam")
    old, new = ids(CHANGELOG), ids(more)
    assert len(set(new)) == len(new)
    assert [each for each in new if each in old] == old
    assert len(new) == len(old) + 1


ENTRY = f"{{{NAMES['a']}}}entry"


def test_the_feed_of_the_site_has_all_that_atom_asks_for():
    ((place, text),) = feed.make()
    assert place == "feed.xml"
    root = parsed(text)
    for each in (root, *root.iter(ENTRY)):
        told = each.findtext("a:id", "", NAMES)
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told)
        assert each.findtext("a:title", "", NAMES)
        updated = each.findtext("a:updated", "", NAMES)
        assert updated == f"{facts_released}T00:00:00Z"
        links = {it.get("rel"): it.get("href") for it in each.findall("a:link", NAMES)}
        version = cm.facts_version.replace(".", "")
        assert links["alternate"] == f"changelog/#facts-{version}"
    assert root.findtext("a:author/a:name", "", NAMES)


def test_each_changed_answer_of_the_newest_facts_is_an_entry():
    changelog = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    section = changelog.partition(f"### Facts: {cm.facts_version}\n")[2]
    section = section.partition("\n### ")[0]
    answers = re.findall(r"^- `(.+ -> .+)`", section, re.MULTILINE)
    assert answers
    root = parsed(next(feed.make())[1])
    titles = {each.findtext("a:title", "", NAMES) for each in root.iter(ENTRY)}
    assert titles >= set(answers)
    assert len(titles) > len(answers)
