"""What MkDocs adds to the site: the pages and files that come out of the record.

Each maker is a function that yields the place of a file in the site and its content;
a page is Markdown, and is built like one that somebody wrote.
"""

from collections.abc import Callable, Iterator

import alliances
import disagreements
import glossary
import sources
import states
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

REPORT = """
---

**Found a wrong fact?** Say which statement, what it should be, and which source says so: its date, its address or page, and its words in the original language. [How to correct a fact]({path}) tells the rest. Write to whoever gave you this copy, or open an issue where you found it.
{{: .report data-search-exclude="" }}
"""
"""What stands under every page."""

# MkDocs looks for modules in this folder only while it loads this one: import here.
MAKERS: tuple[Callable[[], Iterator[tuple[str, str | bytes]]], ...] = (
    alliances.pages,
    states.pages,
    disagreements.pages,
    sources.pages,
    glossary.pages,
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every maker makes."""
    for maker in MAKERS:
        for place, content in maker():
            files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Tell on every page how to report what is not so."""
    del config, files
    up = "../" * page.file.src_uri.count("/")
    return markdown + REPORT.format(path=f"{up}how-to/correct-a-fact.md")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link the first use of each term to the glossary."""
    del config
    place = files.get_file_from_path(glossary.PLACE)
    if place is None or page.file is place:
        return html
    return glossary.linked(html, place.url_relative_to(page.file))
