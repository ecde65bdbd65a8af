"""Write the site as plain pages, which any builder of Markdown can build.

    python docs/generate/write.py FOLDER

In the folder are then `docs`, with every page and file that comes out of the record, and
every place in a written page filled; and `mkdocs.yml` without hooks. Built from there, the
site has all pages and links. What hooks still add to a build from the repository: links
on terms and on keys of sources in running text, a search index with other words, and
repairs of the theme.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import alliances
import api
import changelog
import contact
import data_format
import disagreements
import explorer
import feed
import glossary
import head
import leaving
import names
import picker
import pictures
import ready_made
import report
import rooms
import runtime
import sources
import states
import steps
import upkeep

__all__ = ["MAKERS", "filled", "front", "made", "main", "write"]

DOCS = Path(__file__).parents[1]
NOT_PAGES = ("generate", "live", "theme", "griffe_attrs.py", "node_modules")

MAKERS: tuple[Callable[[], Iterator[tuple[str, str | bytes]]], ...] = (
    alliances.pages,
    states.pages,
    states.other_addresses,
    disagreements.pages,
    leaving.pages,
    sources.pages,
    glossary.pages,
    changelog.pages,
    names.pages,
    pictures.make,
    runtime.make,
    explorer.scripts,
    api.make,
    ready_made.make,
    feed.make,
)
"""Each yields the place of a file in the site and its content; a page is Markdown."""


def made() -> Iterator[tuple[str, str | bytes]]:
    """Yield what every maker makes."""
    for maker in MAKERS:
        yield from maker()


def front(place: str, markdown: str, site: str, address: str) -> dict[str, Any]:
    """Return what the head of a page says: its title, what it is about, and the data set.

    Args:
        place: Where the page is in the site.
        markdown: Its text.
        site: The name of the site.
        address: Where the site is; empty if that is not known.
    """
    told = {
        "headline": head.title(place, markdown, site),
        "description": head.description(place, markdown),
    }
    return told | ({"dataset": head.dataset(address)} if place == "index.md" else {})


def filled(markdown: str, place: str, settings: Mapping[str, Any], address: str) -> str:
    """Return a page with the tables made of code and record, and how to report an error.

    An empty line of an answer is written as doctest needs it, and shown as it is.
    """
    shown = sources.named(contact.filled(markdown, settings), place)
    shown = re.sub(r"^\s*<BLANKLINE>$", "", shown, flags=re.MULTILINE)
    if data_format.PLACE in shown:
        shown = shown.replace(data_format.PLACE, data_format.keys_of_all_tables())
    shown = ready_made.placed(steps.placed(api.placed(shown, address)))
    shown = head.cited(shown, address)
    return upkeep.placed(shown, place) + report.under(place, settings)


def write(folder: Path) -> None:
    """Write the pages and files of the site, and how to build them.

    Args:
        folder: A new folder.
    """
    leave = shutil.ignore_patterns(*NOT_PAGES)
    shutil.copytree(DOCS, folder / "docs", ignore=leave)
    for place, content in made():
        path = folder / "docs" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_bytes(content)
    pages = {_place(path, folder): path for path in (folder / "docs").rglob("*.md")}
    files = {_place(path, folder) for path in (folder / "docs").rglob("*.*")}
    form = picker.form(map(_address, pages), map(_address, files))
    form = re.sub(r"\n\s*\n", "\n", form)  # an empty line would end it in Markdown
    imports = rooms.picture()
    for place, path in pages.items():
        text = _whole(path.read_text(encoding="utf-8"), place)
        text = text.replace(picker.PLACE, form).replace(rooms.PLACE, imports)
        path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_settings(), encoding="utf-8")


def _place(path: Path, folder: Path) -> str:
    return path.relative_to(folder / "docs").as_posix()


def _address(place: str) -> str:
    """Where a page or a file is once it is built."""
    if not place.endswith(".md"):
        return place
    bare = place.removesuffix("index.md").removesuffix(".md")
    return bare if not bare or bare.endswith("/") else f"{bare}/"


def _whole(text: str, place: str) -> str:
    """A page with its front matter, and with what stands in its places."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    own, body = (found[1], text[found.end() :]) if found else ("", text)
    address = os.environ.get("SITE_URL", "")
    keys = (("code", "CODE_URL"), ("package", "PACKAGE_NAME"))
    settings = {key: os.environ.get(name, "") for key, name in keys}
    told = front(place, body, "csto_membership", address)
    lines = (f"{key}: {json.dumps(value)}" for key, value in told.items())
    new = [line for line in lines if not own.startswith(line.partition(":")[0] + ":")]
    head_lines = "\n".join(filter(None, [own, *new]))
    return f"---\n{head_lines}\n---\n{filled(body, place, settings, address)}"


def _settings() -> str:
    """The settings of the site without what is ours, with paths that hold anywhere."""
    text = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"^(hooks|watch): .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^exclude_docs: .*\n(  .*\n)+", "", text, flags=re.MULTILINE)
    for relative in ("docs/theme", "docs/griffe_attrs.py"):
        text = text.replace(relative, str(DOCS.parent / relative))
    return text.replace('["."]', json.dumps([str(DOCS.parent)]))


def main(arguments: list[str]) -> None:
    """Write the site to the folder that is named."""
    if len(arguments) != 1:
        sys.exit("usage: python docs/generate/write.py FOLDER")
    if Path(arguments[0]).exists():
        sys.exit(f"{arguments[0]} exists; name a new folder")
    write(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
