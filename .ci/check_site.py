"""Fail if a built site loads anything from another host; plain links are fine.

Use: python .ci/check_site.py SITE
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
CSS_REMOTE = re.compile(
    r"""(?:@import\s+|url\()\s*["']?((?:https?:)?//[^"')\s;]+)""", re.IGNORECASE
)
# These name a page and load nothing.
HARMLESS_LINKS = {"alternate", "author", "canonical", "license", "next", "prev"}


class Page(HTMLParser):
    """Gathers the addresses that a browser fetches when it shows the page."""

    def __init__(self) -> None:
        """Start with no address found."""
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at every attribute that makes a browser fetch something."""
        self._in_style = tag == "style"
        given = {name: value or "" for name, value in attrs}
        candidates = [given.get(name, "") for name in ("src", "data", "poster")]
        candidates += given.get("srcset", "").split()
        loads = tag == "link" and not HARMLESS_LINKS & set(given.get("rel", "").split())
        if loads or tag in {"image", "use"}:
            candidates += [given.get("href", ""), given.get("xlink:href", "")]
        self.found += [address for address in candidates if REMOTE.match(address)]
        self.found += CSS_REMOTE.findall(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        """Look into style sheets that stand in the page."""
        if self._in_style:
            self.found += CSS_REMOTE.findall(data)


def remote_addresses(site: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of the site that loads from another host, with the address."""
    for path in sorted(site.rglob("*.html")):
        page = Page()
        page.feed(path.read_text("utf-8"))
        yield from ((path, address) for address in page.found)
    for path in sorted(site.rglob("*.css")):
        for address in CSS_REMOTE.findall(path.read_text("utf-8")):
            yield path, address


def main() -> int:
    """Check the site named on the command line."""
    site = Path(sys.argv[1])
    pages = sum(1 for _ in site.rglob("*.html"))
    found = list(remote_addresses(site))
    for path, address in found:
        print(f"{path.relative_to(site)}: loads {address}")
    print(f"{pages} pages, {len(found)} remote addresses")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
