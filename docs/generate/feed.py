"""The feed of changed facts: what the changelog says of the newest version, in Atom."""

import re
import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from changelog import CHANGELOG

import csto_membership as cm
from csto_membership.versions import facts_released

__all__ = ["PLACE", "entries", "feed", "make"]

PLACE = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
OURS = uuid.uuid5(uuid.NAMESPACE_URL, "csto_membership/facts")
"""From this and its text the id of an entry is made, so it is the same in each build."""
LONGEST = 120
"""Letters of a title."""


def make() -> Iterator[tuple[str, str]]:
    """Make the feed of the version that the package has."""
    yield PLACE, feed(CHANGELOG.read_text("utf-8"), cm.facts_version, facts_released)


def feed(changelog: str, version: str, day: str) -> str:
    """Return the feed of the facts that changed with one version.

    Args:
        changelog: The changelog, which has a section for the facts of each version.
        version: The version of the facts.
        day: The day of that version.
    """
    when = f"{day}T00:00:00Z"
    page = f"changelog/#facts-{version.replace('.', '')}"  # as Markdown makes anchors
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "title", "csto_membership: changed facts")
    _add(root, "id", OURS.urn)
    _add(root, "updated", when)
    _add(_add(root, "author"), "name", "The csto_membership authors")
    _add(root, "link", rel="self", href=PLACE)
    _add(root, "link", rel="alternate", href=page)
    for title, text in entries(changelog, version):
        entry = _add(root, "entry")
        _add(entry, "title", title)
        _add(entry, "id", uuid.uuid5(OURS, f"{version} {text}").urn)
        _add(entry, "updated", when)
        _add(entry, "link", rel="alternate", href=page)
        _add(entry, "category", term=version)
        _add(entry, "content", text)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'


def entries(changelog: str, version: str) -> Iterator[tuple[str, str]]:
    """Yield each changed fact of a version, as a title and the whole text.

    It is an item of a list, with what stands indented below it, or a row of a table.
    """
    for section in re.split(r"^##+ ", changelog, flags=re.MULTILINE):
        heading, _, body = section.partition("\n")
        if heading != f"Facts: {version}":
            continue
        for block in BLOCKS.findall(_plain(body)):
            if block.startswith("- "):
                item = block.removeprefix("- ")
                yield _cut(item.partition("\n")[0]), item
            else:
                yield from _rows(block)


BLOCKS = re.compile(r"^(?:- .*(?:\n {2,}.*)*|(?:\|.*\n?)+)", re.MULTILINE)
"""An item of a list, or a table."""


def _rows(table: str) -> Iterator[tuple[str, str]]:
    heads, _, *rows = (
        [cell.strip() for cell in line.strip()[1:-1].split("|")]
        for line in table.strip().splitlines()
    )
    for row in rows:
        told = (f"{h}: {cell}" for h, cell in zip(heads, row, strict=True) if cell)
        yield _cut(f"{row[0]}: {row[2]}"), "\n".join(told)  # what it says now


def _plain(markdown: str) -> str:
    """Text without marks of code, and without links, which lead to places of the site."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("`", "")


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def _add(above: ET.Element, name: str, text: str = "", **given: str) -> ET.Element:
    element = ET.SubElement(above, name, given)
    element.text = text or None
    return element
