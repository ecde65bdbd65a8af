"""Citations: one work, as plain text and as CSL-JSON.

Reference managers read CSL-JSON. Unknown values are left out, and the note has what the
fields of CSL-JSON cannot say.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.days.plain_values import WithPlainValues

_PERIODICAL = {"article-journal", "article-newspaper", "entry-encyclopedia"}
"""Types of works that are part of another; its name is in `publisher`."""


@attrs.frozen(repr=False)
class Citation(WithPlainValues):
    """A citation of one work, which prints as plain text.

    Attributes:
        id: A key that no other work has.
        type: What sort of work it is, as CSL names it.
        title: Its title.
        author: Who made it; empty if unknown.
        publisher: Who published it, or the paper, journal or encyclopaedia it is in.
        version: Its version.
        issued: When it was published.
        accessed: When it was seen, if it shows no date.
        address: Where it can be found.
        language: ISO 639-1 code of its language.
        note: What else a reader must know.
        sources: The works behind it.

    Examples:
        >>> import csto_membership as cm
        >>> citation = cm.load("csto").sources["howling"].cite()
        >>> citation.issued, citation.accessed, citation.note
        (None, datetime.date(2026, 11, 21), 'Derived from enwiki.')
        >>> print(citation)
        CSTO (Wikipedia copy). howlingpixel.com, no date, seen 2026-11-21. https://howlingpixel.com/i-en/Collective_Security_Treaty_Organization Derived from enwiki.
    """

    id: str
    type: str
    title: str
    author: str = ""
    publisher: str = ""
    version: str = ""
    issued: FuzzyDate | None = None
    accessed: date | None = None
    address: str = ""
    language: str = ""
    note: str = ""
    sources: tuple[Citation, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The citation as plain values: CSL-JSON.

        Examples:
            >>> import csto_membership as cm
            >>> cm.members_on("2003-01-01").cite().as_dict()["type"]
            'dataset'
        """
        return self.csl()

    def csl(self) -> dict[str, Any]:
        """The work as an item of CSL-JSON, without unknown values.

        The works behind it are separate items, in `sources`.

        Examples:
            >>> import csto_membership as cm
            >>> item = cm.members_on("2003-01-01").cite().csl()
            >>> item["title"]
            'Members of the Collective Security Treaty Organization (CSTO) on 2003-01-01'
        """
        within = self.type in _PERIODICAL
        item = {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            "author": [{"literal": self.author}] if self.author else [],
            "container-title": self.publisher if within else "",
            "publisher": "" if within else self.publisher,
            "version": self.version,
            "issued": self.issued and _csl_date(self.issued),
            "accessed": self.accessed and _csl_date(FuzzyDate(self.accessed)),
            "URL": self.address if "://" in self.address else "",
            "language": self.language,
            "note": self.note,
        }
        return {name: value for name, value in item.items() if value}

    def __str__(self) -> str:
        when = str(self.issued) if self.issued else "no date"
        if self.accessed:
            when += f", seen {self.accessed}"
        version = f" (version {self.version})" if self.version else ""
        parts = (
            _sentence(self.author),
            _sentence(f"{self.title}{version}"),
            _sentence(f"{self.publisher}, {when}" if self.publisher else when),
            self.address,
            _sentence(self.note),
        )
        lines = [" ".join(filter(None, parts))]
        lines += [f"- {source}" for source in self.sources]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Citation {self.id}>"


def _sentence(part: str) -> str:
    return f"{part}." if part and not part.endswith((".", "?", "!", "…")) else part


def _csl_date(when: FuzzyDate) -> dict[str, Any]:
    """A date of CSL-JSON: year, month and day as far as known, or a range."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return {"literal": str(when)}
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        known = 1
    else:
        known = 2 if first.day == 1 and (last + timedelta(1)).day == 1 else 3
    ends = [[day.year, day.month, day.day][:known] for day in (first, last)]
    return {"date-parts": ends[:1] if ends[0] == ends[1] else ends}
