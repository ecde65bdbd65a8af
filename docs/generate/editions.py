"""Which answers each edition of the facts changed, as the changelog says.

Every answer that an edition changes has a line of a fixed form in the changelog, and
`csto-membership verify` holds it to that. So the home page can say of an answer that was
asked by an older edition whether it is the same today, and else why not.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from changelog import CHANGELOG

__all__ = ["of", "read"]

LONGEST = 320
"""Letters of a reason; the changelog has the rest."""

_EDITION = re.compile(r"^### Facts: (\S+)$", re.MULTILINE)
_LINE = re.compile(
    r"^[ ]*- `(?P<alliance>\w+)(?: (?P<definition>\w+) (?P<state>\w+) "
    r"(?P<first>[\d-]*)\.\.(?P<last>[\d-]*))?: (?P<old>\w+) -> (?P<new>\w+)`"
    r"(?:: (?P<why>.+))?$"
)


def of(alliance: str) -> dict[str, Any]:
    """Return the editions, newest first, and what each changed for an alliance."""
    names, changed = read(CHANGELOG.read_text("utf-8"))
    return {
        "editions": names,
        "changed": [each for each in changed if each["alliance"] == alliance],
    }


@cache
def read(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the editions that a changelog names, newest first, and each changed answer."""
    _, *parts = _EDITION.split(text)
    names = parts[::2]
    changed = [
        {"facts": name, "page": f"changelog/#facts-{name.replace('.', '')}", **each}
        for name, part in zip(names, parts[1::2], strict=True)
        for each in _lines(part.partition("\n### ")[0].partition("\n## ")[0])
    ]
    return names, changed


def _lines(section: str) -> Iterator[dict[str, str]]:
    """Yield each changed answer; its reason is beside it, or in the next paragraph."""
    for block in re.split(r"\n\s*\n", section):
        for line in block.splitlines():
            if found := _LINE.match(line):
                after = section.partition(line)[2].lstrip("\n")
                reason = found["why"] or _paragraph(after)
                values = found.groupdict(default="")
                yield {**values, "why": _plain(reason)}


def _paragraph(text: str) -> str:
    """Return the first paragraph that follows, if no other list or table comes first."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    while blocks and all(map(_LINE.match, blocks[0].splitlines())):
        del blocks[0]  # the other lines of the same list
    first = blocks[0] if blocks else ""
    return "" if first.startswith(("-", "|", "#")) else first


def _plain(markdown: str) -> str:
    """Return Markdown as plain text, cut after a sentence."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", " ".join(markdown.split()))
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return cut[: cut.rfind(". ") + 1] or f"{cut.rsplit(' ', 1)[0]} …"
