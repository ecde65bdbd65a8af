"""Sources: the documents that the record cites, and citations of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, overload

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.days.plain_values import WithPlainValues

if TYPE_CHECKING:
    from csto_membership.record.citation import Citation


class SourceKind(StrEnum):
    """What sort of document a source is."""

    TREATY = "treaty"
    LAW = "law"
    OFFICIAL = "official"
    NEWS = "news"
    ANALYSIS = "analysis"
    BOOK = "book"
    ENCYCLOPAEDIA = "encyclopaedia"
    DATASET = "dataset"
    WEB = "web"


class Grade(StrEnum):
    """How direct a source is about the act that it reports, the most direct first."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    SCHOLARLY = "scholarly"
    PRESS = "press"
    DERIVATIVE = "derivative"


@attrs.frozen(repr=False)
class Source(WithPlainValues):
    """A document that the record cites. We read the statements that it cites.

    Attributes:
        id: The key under which claims cite it.
        title: Its title; in parentheses, if it is our own description.
        kind: What sort of document it is.
        grade: How near it is to what it reports.
        publisher: Who published it.
        published: When it was published, as exactly as known; None if it shows no date.
        language: ISO 639-1 code of the text that was read.
        address: Where it was found.
        derived_from: Id of the source that it copies. Copies of one text count as one
            witness.
        seen: The day on which we entered it, if it shows no date of its own.

    Examples:
        >>> import csto_membership as cm
        >>> source = cm.load("csto").sources["enwiki-2006"]
        >>> print(source)
        CSTO, Wikipedia revision of 28 May 2006 (Wikipedia (mirror amansaja.com), 2006-05-28)
        >>> source.grade.value, source.derived_from, source.public_from
        ('derivative', 'enwiki', datetime.date(2006, 5, 28))
    """

    id: str
    title: str
    kind: SourceKind
    grade: Grade
    publisher: str = ""
    published: FuzzyDate | None = None
    language: str = ""
    address: str = ""
    derived_from: str | None = None
    seen: date | None = None

    @property
    def public_from(self) -> date:
        """The first day on which it was certainly public."""
        published = self.published and self.published.latest
        return published or self.seen or date.max

    def as_dict(self) -> dict[str, Any]:
        """The source as plain values, for JSON.

        Examples:
            >>> import csto_membership as cm
            >>> source = cm.load("csto").sources["gibler"].as_dict()
            >>> source["publisher"], source["grade"]
            ('CQ Press via issuhub', 'scholarly')
        """
        return {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "published": str(self.published) if self.published else None,
            "kind": self.kind.value,
            "grade": self.grade.value,
            "language": self.language,
            "address": self.address,
            "derived_from": self.derived_from,
            "seen": str(self.seen) if self.seen else None,
        }

    def cite(self) -> Citation:
        """The source as a citation.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").sources["24kg-2021"].cite().csl()["issued"]
            {'date-parts': [[2021, 8, 23]]}
        """
        from csto_membership.record.citation import Citation  # noqa: PLC0415 - seldom

        scholarly = (self.kind, self.grade) == (SourceKind.ANALYSIS, Grade.SCHOLARLY)
        return Citation(
            id=self.id,
            type="article-journal" if scholarly else _CSL_TYPES[self.kind],
            title=self.title,
            publisher=self.publisher,
            issued=self.published,
            accessed=self.seen,
            address=self.address,
            language=self.language,
            note=f"Derived from {self.derived_from}." if self.derived_from else "",
        )

    def __str__(self) -> str:
        when = self.published or "no date"
        publisher = f"{self.publisher}, " if self.publisher else ""
        return f"{self.title} ({publisher}{when})"

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Source {self.id}>"


_CSL_TYPES = {
    SourceKind.TREATY: "treaty",
    SourceKind.LAW: "legislation",
    SourceKind.OFFICIAL: "webpage",
    SourceKind.NEWS: "article-newspaper",
    SourceKind.ANALYSIS: "report",
    SourceKind.BOOK: "book",
    SourceKind.ENCYCLOPAEDIA: "entry-encyclopedia",
    SourceKind.DATASET: "dataset",
    SourceKind.WEB: "webpage",
}
"""The type of a citation in CSL, by the kind of its source."""


@attrs.frozen(eq=False, repr=False)
class Citations(WithPlainValues, Sequence[Source]):
    """The sources that a claim cites. Each is looked up when it is first used.

    Attributes:
        ids: Their ids, in the order in which they are cited.
        register: The sources by id.
    """

    ids: tuple[str, ...]
    register: Mapping[str, Source]

    def _plain(self) -> list[str]:
        return list(self.ids)

    @overload
    def __getitem__(self, place: int) -> Source: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Source, ...]: ...
    def __getitem__(self, place: int | slice) -> Source | tuple[Source, ...]:
        if isinstance(place, slice):
            return tuple(self.register[key] for key in self.ids[place])
        return self.register[self.ids[place]]

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Citations) and self.ids != other.ids:
            return False  # without looking any of them up
        return isinstance(other, Sequence) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return f"<Citations {', '.join(self.ids)}>"


def cited(sources: Iterable[Source]) -> Citations:
    """Citations of some sources."""
    if isinstance(sources, Citations):
        return sources
    by_id = {source.id: source for source in sources}
    return Citations(tuple(by_id), by_id)
