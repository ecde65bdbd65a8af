"""What MkDocs adds to the site: the pages and files that come out of the record.

Each maker is a function that yields the place of a file in the site and its content;
a page is Markdown, and is built like one that somebody wrote.
"""

from collections.abc import Callable, Iterator

import explorer
import picker
import theme
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

MAKERS: tuple[Callable[[], Iterator[tuple[str, str | bytes]]], ...] = (
    explorer.scripts,
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every maker makes."""
    for maker in MAKERS:
        for place, content in maker():
            files.append(File.generated(config, place, content=content))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the date picker into the page that has a place for it."""
    del page, config  # MkDocs hands them over
    if picker.PLACE not in html:
        return html
    pages = (file.url for file in files.documentation_pages())
    return html.replace(picker.PLACE, picker.form(pages))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name what the theme leaves without a name."""
    del page, config
    return theme.named(output)
