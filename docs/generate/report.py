"""What stands under every page: how to report a wrong fact, and with what evidence."""

from collections.abc import Mapping
from typing import Any

from contact import where_to_report
from page import Page

__all__ = ["under"]


def under(place: str, settings: Mapping[str, Any]) -> str:
    """The last lines of the page at a place.

    Search leaves them out, since they are the same everywhere.
    """
    how = Page(place).link("How to correct a fact", "how-to/correct-a-fact.md")
    return f"""

---

**Found a wrong fact?** Say which statement, what it should be, and which source says so: its date, its address or page, and its words in the original language. {how} tells the rest. {where_to_report(settings)}
{{: .report data-search-exclude="" }}
"""
