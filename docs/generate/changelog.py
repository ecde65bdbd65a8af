"""The changelog of the repository as a page of the site."""

from collections.abc import Iterator
from pathlib import Path

__all__ = ["CHANGELOG", "pages"]

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page, whose links begin in the folder of the pages."""
    yield "changelog.md", CHANGELOG.read_text("utf-8").replace("](docs/", "](")
