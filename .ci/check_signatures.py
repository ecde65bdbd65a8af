"""Name every public signature that breaks what the last release promised.

Usage: check_signatures.py OLD_ROOT NEW_ROOT CHANGELOG

Both folders hold the package `csto_membership`. Each broken name must stand, in
backticks, in the newest section of the changelog. The exit status is 1 if one does not.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

PACKAGE = "csto_membership"
PUBLIC = ("", "evidence", "exchange", "strategies")
"""The modules whose `__all__` is what the page on stability promises."""


def broken(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    """The name of each broken signature, and what is broken."""
    before, after = (
        griffe.load(
            PACKAGE,
            search_paths=[str(root)],
            try_relative_path=False,
            allow_inspection=False,
        )
        for root in (old, new)
    )
    promised = {
        str(name)
        for room in PUBLIC
        if not room or room in before.members
        for name in (before[room] if room else before).exports or ()
    }
    for each in griffe.find_breaking_changes(before, after):
        name = each.obj.path.removeprefix(f"{PACKAGE}.")
        if promised & set(re.findall(r"\w+", name)):
            yield name, each.explain(griffe.ExplanationStyle.ONE_LINE)


def unsaid(old: Path, new: Path, changelog: str) -> list[str]:
    """What is broken, and not named in the newest section of the changelog."""
    newest = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    said = set(re.findall(r"`([\w.]+)", newest))
    return [
        what
        for name, what in broken(old, new)
        if not any(name == each or name.endswith(f".{each}") for each in said)
    ]


if __name__ == "__main__":
    old, new, changelog = map(Path, sys.argv[1:])
    found = unsaid(old, new, changelog.read_text("utf-8"))
    print(*found, sep="\n")
    sys.exit(bool(found))
