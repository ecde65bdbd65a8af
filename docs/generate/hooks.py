"""What MkDocs adds to the site: the pages and files that come out of the record.

Each maker is a function that yields the place of a file in the site and its content;
a page is Markdown, and is built like one that somebody wrote.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname

import alliances
import api
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
import search
import sources
import states
import theme
import upkeep
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

# MkDocs looks for modules in this folder only while it loads this one: import here.
MAKERS: tuple[Callable[[], Iterator[tuple[str, str | bytes]]], ...] = (
    alliances.pages,
    states.pages,
    states.other_addresses,
    disagreements.pages,
    leaving.pages,
    sources.pages,
    glossary.pages,
    names.pages,
    pictures.make,
    runtime.make,
    explorer.scripts,
    api.make,
    ready_made.make,
    feed.make,
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every maker makes."""
    for maker in MAKERS:
        for place, content in maker():
            files.append(File.generated(config, place, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Let a page that is not in the navigation stand in the section of its list."""
    del config
    for file in files.documentation_pages():
        folder = dirname(file.src_uri)
        index = files.get_file_from_path(
            f"{folder}/index.md"
        ) or files.get_file_from_path(f"{folder}.md")
        if file.page and file.page.parent is None and index and index.page:
            file.page.parent = index.page.parent
    return nav


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Add the tables made of code and record, how to report an error, and a head.

    An empty line of an answer is written as doctest needs it, and shown as it is.
    """
    del files
    place = page.file.src_uri
    page.meta["headline"] = head.title(place, markdown, config.site_name)
    page.meta.setdefault("description", head.description(place, markdown))
    if page.is_homepage:
        page.meta["dataset"] = head.dataset(config.site_url or "")
    shown = contact.filled(markdown, config.extra)
    shown = re.sub(r"^\s*<BLANKLINE>$", "", shown, flags=re.MULTILINE)
    if data_format.PLACE in shown:
        shown = shown.replace(data_format.PLACE, data_format.keys_of_all_tables())
    shown = ready_made.placed(api.placed(shown, config.site_url or ""))
    return upkeep.placed(shown, place) + report.under(place, config.extra)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link sources and the first use of each term, and place picker and picture."""
    del config
    html = html.replace(rooms.PLACE, rooms.picture())
    html = sources.linked(html, get_relative_url("./", page.url))
    place = files.get_file_from_path(glossary.PLACE)
    if place is not None and page.file is not place:
        html = glossary.linked(html, place.url_relative_to(page.file))
    if picker.PLACE not in html:
        return html
    pages = (file.url for file in files.documentation_pages())
    return html.replace(picker.PLACE, picker.form(pages, (file.url for file in files)))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Repair what the theme leaves out, and add the line of an old page and a policy."""
    del config
    way = get_relative_url(upkeep.PAGE, page.url)
    return theme.guarded(upkeep.old(theme.repaired(output), way))


@event_priority(-100)  # after the index is written
def on_post_build(config: MkDocsConfig) -> None:
    """Put the search index where it is fetched when somebody searches."""
    search.finish(Path(config.site_dir))
