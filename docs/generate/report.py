"""What stands under every page: how to report a wrong fact, and with what evidence."""

from page import Page

__all__ = ["under"]


def under(place: str) -> str:
    """The last lines of the page at a place.

    Search leaves them out, since they are the same everywhere.
    """
    how = Page(place).link("How to correct a fact", "how-to/correct-a-fact.md")
    return f"""

---

**Found a wrong fact?** Say which statement, what it should be, and which source says so: its date, its address or page, and its words in the original language. {how} tells the rest. Write to whoever gave you this copy, or open an issue where you found it.
{{: .report data-search-exclude="" }}
"""
