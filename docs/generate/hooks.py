"""What MkDocs and its successor ask of the site while they build it.

The pages and files come from `write.py`, which also writes them to disk for any builder.
"""

from pathlib import Path
from posixpath import dirname

import glossary
import picker
import rooms
import search
import sources
import theme
import upkeep
import write
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

# MkDocs looks for modules in this folder only while it loads this one: import here.


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every maker makes."""
    for place, content in write.made():
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
    """Add the tables made of code and record, how to report an error, and a head."""
    del files
    place, address = page.file.src_uri, config.site_url or ""
    told = write.front(place, markdown, config.site_name, address)
    page.meta.update({**told, **page.meta})
    return write.filled(markdown, place, config.extra, address)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link sources and the first use of each term, and place picker and picture."""
    del config
    if rooms.PLACE in html:
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
    way = get_relative_url(upkeep.PAGE, page.url)
    html = upkeep.old(theme.repaired(output), way)
    html = theme.styled(html, Path(config.site_dir), inside=page.is_homepage)
    return theme.guarded(theme.hastened(html))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the page that says that there is none its policy, too."""
    del config
    is_page = template_name.endswith(".html")
    return theme.guarded(theme.repaired(output)) if is_page else output


@event_priority(-100)  # after the index is written
def on_post_build(config: MkDocsConfig) -> None:
    """Put the search index where it is fetched when somebody searches."""
    search.finish(Path(config.site_dir))
