"""The addresses of the project in its metadata, from the settings of the site.

`SITE_URL` and `CODE_URL` are the settings that mkdocs.yml reads. What is not set is
not claimed. With them, links of the README lead to the site or the repository, since
an index of packages shows the README without the files beside it.
"""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PAGES = {"Documentation": "", "Changelog": "changelog/"}


class Addresses(MetadataHookInterface):
    """Adds the addresses and the README."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `urls` and `readme`."""
        site, code = (
            os.environ.get(name, "").rstrip("/") for name in ("SITE_URL", "CODE_URL")
        )
        urls = {name: f"{site}/{place}" for name, place in PAGES.items() if site}
        if code:
            urls |= {"Source": code, "Issues": f"{code}/issues"}
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["urls"] = urls
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": linked(text, site, code),
        }


def linked(text: str, site: str, code: str) -> str:
    """The README with links that work wherever it is shown."""
    if site:
        text = re.sub(
            r"\]\(docs/([\w./-]+?)(?:/index)?\.md(#[\w-]*)?\)",
            rf"]({site}/\1/\2)",
            text,
        )
        text = re.sub(r"\]\(docs/(assets/[\w./-]+)\)", rf"]({site}/\1)", text)
    if code:
        text = re.sub(r"\]\((?!\w+:|#)([\w./-]+)\)", rf"]({code}/blob/main/\1)", text)
    return text
