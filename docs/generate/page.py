"""A page that is being written: its place in the site, and its links to the others."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from posixpath import dirname, relpath

import attrs

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.membership.interpretation import Interpretation

__all__ = [
    "Page",
    "clipped",
    "in_address",
    "place_of",
    "plain",
    "quoted",
    "shipped",
    "short",
    "table",
    "when",
]


@attrs.frozen
class Page:
    """A page, from which links start.

    Attributes:
        place: Where its Markdown stands, counted from the root of the site.
    """

    place: str

    def link(self, text: str, place: str, anchor: str = "") -> str:
        """A link to a place of another page, or of this one."""
        path = relpath(place, dirname(self.place) or ".")
        target = "" if place == self.place else path
        return f"[{text}]({target}{f'#{anchor}' if anchor else ''})"

    def alliance(self, alliance: Interpretation) -> str:
        """A link to the page of an alliance, by all its short names."""
        return self.link(short(alliance), f"alliances/{alliance.record.id}.md")

    def state(self, state: cm.State, by: str = "name") -> str:
        """A link to the page of a state, by its name or another of its attributes."""
        return self.link(getattr(state, by), place_of(state))

    def states(self, states: Iterable[cm.State], by: str = "name") -> str:
        """Links to the pages of some states, in order of name."""
        return ", ".join(self.state(state, by) for state in sorted(states, key=str))

    def act(self, alliance: Interpretation, event: cm.Event) -> str:
        """A link to an act, where its claims and sources stand."""
        place = f"alliances/{alliance.record.id}.md"
        return self.link(plain(str(event)), place, event.id)

    def source(self, source: cm.Source) -> str:
        """A link to a source in the register, with its date."""
        seen = f"seen {source.seen}" if source.seen else "no date"
        published = when(source.published) if source.published else seen
        text = plain(f"{source.publisher or source.title}, {published}")
        return self.link(text, "sources.md", source.id)

    def sources(self, sources: Iterable[cm.Source]) -> str:
        """Links to some sources; semicolons between, since names have commas."""
        return "; ".join(map(self.source, sources))

    def dispute(self, alliance: Interpretation, event: cm.Event, text: str) -> str:
        """A link to the disagreement about an act."""
        return self.link(text, "disagreements.md", f"{alliance.record.id}-{event.id}")


def place_of(state: cm.State) -> str:
    """Return where the page of a state is: under its English name."""
    return f"states/{in_address(state.name)}.md"


def in_address(name: str) -> str:
    """Return a name as an address has it: small letters without accents, and hyphens."""
    letters = unicodedata.normalize("NFKD", name.lower().replace(".", ""))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def shipped() -> list[cm.Alliance]:
    """The alliances that the site tells of."""
    names = sorted(cm.available(), key=lambda name: (name != "csto", name))
    return [cm.load(name) for name in names]


def short(alliance: Interpretation) -> str:
    """What an alliance is called for short: each of its names in turn."""
    return plain(wording.names(alliance))


def plain(text: str) -> str:
    """Text of the record, in which no sign means something to Markdown."""
    return re.sub(r"([\\`*_\[\]|{}])", r"\\\1", text).replace("<", "&lt;")


def quoted(words: str, language: str | None) -> str:
    """Words of a source as a quotation, in a language that screen readers are told."""
    return f'<span lang="{language or "en"}">“{plain(words)}”</span>'


def when(day: cm.FuzzyDate) -> str:
    """A date as people read it: EDTF where that is plain, and else in words."""
    if not day.edtf.startswith("["):
        return day.edtf
    return " or ".join(map(_between, day.days.spans()))


def _between(span: cm.Span) -> str:
    first, last = span.first_day, span.last_day
    if first is None and last is None:
        return "an unknown day, if at all"
    if first is None:
        return f"{last} or earlier"
    if last is None:
        return f"{first} or later, if at all"
    if (last - first).days > 1:
        return f"some day from {first} to {last}"
    return " or ".join(dict.fromkeys((str(first), str(last))))


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table; nothing where it has no rows."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    names = list(heads)
    if not lines:
        return ""
    rule = " | ".join("---" for _ in names)
    return "\n".join([f"| {' | '.join(names)} |", f"| {rule} |", *lines, ""])


def clipped(days: cm.DaySet, last: date) -> cm.DaySet:
    """The days up to a last one, which is inside."""
    return days & cm.DaySet.parse(f"../{last}")
