"""What MkDocs adds to the site: the pages and files that come out of the record.

Each maker is a function that yields the place of a file in the site and its content;
a page is Markdown, and is built like one that somebody wrote.
"""

from collections.abc import Callable, Iterator

import pictures
import runtime
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

MAKERS: tuple[Callable[[], Iterator[tuple[str, str | bytes]]], ...] = (
    pictures.make,
    runtime.make,
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every maker makes."""
    for maker in MAKERS:
        for place, content in maker():
            files.append(File.generated(config, place, content=content))
    return files
