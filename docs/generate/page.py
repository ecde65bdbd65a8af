"""A page that is being written: its place in the site, and its links to the others."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from posixpath import dirname, relpath

import attrs
import registers
from bodies import names_during

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.membership.interpretation import Interpretation

__all__ = [
    "Page",
    "acts_apart",
    "blocks",
    "buttons",
    "clipped",
    "counted",
    "dated",
    "fold",
    "in_address",
    "in_words",
    "listed",
    "place_of",
    "place_of_act",
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
        homes: The place of each source, by its id.
    """

    place: str
    homes: Mapping[str, str] = attrs.field(
        factory=lambda: registers.homes(shipped()), repr=False
    )

    def address(self, place: str) -> str:
        """The way from this page, as it is built, to a file or a page of the site."""
        folder = self.place.removesuffix("index.md").removesuffix(".md")
        target = place.removesuffix("index.md").removesuffix(".md")
        ends = "/" if place.endswith(".md") else ""
        return relpath(target or ".", folder or ".") + ends

    def link(self, text: str, place: str, anchor: str = "") -> str:
        """A link to a place of another page, or of this one."""
        path = relpath(place, dirname(self.place) or ".")
        target = "" if place == self.place else path
        return f"[{text}]({target}{f'#{anchor}' if anchor else ''})"

    def alliance(self, alliance: Interpretation) -> str:
        """A link to the page of an alliance, by all its short names."""
        return self.link(short(alliance), f"alliances/{alliance.record.id}.md")

    def body(self, alliance: cm.Alliance, state: cm.State) -> str:
        """A link to the page of an alliance, by the names that a state knew it by."""
        days = alliance.days_of(state, absent="ignore").possibly
        text = names_during(alliance, clipped(days, alliance.horizon))
        return self.link(plain(text), f"alliances/{alliance.record.id}.md")

    def state(self, state: cm.State, by: str = "name") -> str:
        """A link to the page of a state, by its name or another of its attributes."""
        return self.link(getattr(state, by), place_of(state))

    def states(self, states: Iterable[cm.State], by: str = "name") -> str:
        """Links to the pages of some states, in order of name."""
        return ", ".join(self.state(state, by) for state in sorted(states, key=str))

    def act(self, alliance: Interpretation, event: cm.Event) -> str:
        """A link to an act, where its claims and sources stand."""
        return self.link(plain(str(event)), place_of_act(alliance, event), event.id)

    def source(self, source: cm.Source) -> str:
        """A link to a source in the register, with its date."""
        return self.link(self.called(source), self.homes[source.id], source.id)

    def called(self, source: cm.Source) -> str:
        """What a source is called for short: who published it, and when."""
        seen = f"seen {source.seen}" if source.seen else "no date"
        published = when(source.published) if source.published else seen
        return plain(f"{source.publisher or source.title}, {published}")

    def sources(self, sources: Iterable[cm.Source]) -> str:
        """Links to some sources; semicolons between, since names have commas."""
        return "; ".join(map(self.source, sources))

    def dispute(self, alliance: Interpretation, event: cm.Event, text: str) -> str:
        """A link to the disagreement about an act."""
        place = f"disagreements/{alliance.record.id}.md"
        return self.link(text, place, f"{alliance.record.id}-{event.id}")

    def named(self, text: str, alliance: cm.Alliance) -> str:
        """A sentence of an answer, with its sources linked by name and not by id."""
        text = plain(text)
        return _CITED.sub(
            lambda found: _ID.sub(
                lambda one: (
                    self.source(alliance.sources[one[0]])
                    if one[0] in alliance.sources
                    else one[0]
                ),
                found[0],
            ),
            text,
        )


_CITED = re.compile(r"ccording to .*?(?=; according|$)")
_ID = re.compile(r"[\w.-]*\w")


def place_of_act(alliance: Interpretation, event: cm.Event) -> str:
    """Return the page of an act: where they are many, some kinds have their own."""
    for place, events in acts_apart(alliance).items():
        if event in events:
            return place
    return f"alliances/{alliance.record.id}.md"


FULL_WIDTH = "---\nhide: [navigation]\n---\n"
"""The front matter of a page that takes the room of the list of pages too."""

LARGE = 45
"""Acts that the page of an alliance can hold; with more, those that count stay."""

MOST = 28
"""Acts that count which it can hold beside; with more, entries are apart too."""

ENTRIES = {
    cm.Kind.SIGNATURE,
    cm.Kind.ACCESSION,
    cm.Kind.ADMISSION,
    cm.Kind.ENTRY_INTO_FORCE,
}


OTHERS = {
    cm.Kind.HELP_REQUEST,
    cm.Kind.CONSULTATION,
    cm.Kind.DEPLOYMENT,
    cm.Kind.END_OF_DEPLOYMENT,
    cm.Kind.CHAIRMANSHIP,
    cm.Kind.DECISION,
}
"""Kinds of acts that are no steps to a membership, in a record that has context events."""


def _is_other(event: cm.Event) -> bool:
    makes_no_member = event.instrument is not None and not event.instrument.roles
    return makes_no_member or event.kind in OTHERS


@cache
def acts_apart(alliance: cm.Alliance) -> Mapping[str, frozenset[cm.Event]]:
    """The acts of an alliance that are on pages of their own, by place."""
    record, name = alliance.record, alliance.record.id
    definitions = alliance.definitions()
    counting = {
        act.event
        for act in alliance.acts()
        if any(each.order_on_day(act) is not None for each in definitions)
    }
    large = len(record.all_events) > LARGE
    others = {*filter(_is_other, record.context_events)}
    steps = {*record.all_events} - counting - others if large else set[cm.Event]()
    entries = {each for each in counting if each.kind in ENTRIES}
    found = {
        f"alliances/{name}-entries.md": frozenset(
            entries if large and len(counting) > MOST else ()
        ),
        f"alliances/{name}-steps.md": frozenset(steps),
        f"alliances/{name}-other-acts.md": frozenset(others),
    }
    return {place: events for place, events in found.items() if events}


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


def in_words(day: date) -> str:
    """A day as people write it, such as 30 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def dated(text: str) -> str:
    """A sentence with its days in words."""
    return _DAY.sub(lambda day: in_words(date.fromisoformat(day[0])), text)


_DAY = re.compile(r"\b(?!0000)\d{4}-\d\d-\d\d\b")


def fold(
    title: str,
    content: str,
    *,
    anchor: str = "",
    note: str = "",
    level: int = 3,
) -> str:
    """A part of a page that opens when it is asked for; nothing where it is empty.

    A link to anything in it opens it, and so do printing and the search of browsers.
    Its heading, of some level, is for search, which leads to it; people read the summary.
    """
    if not content.strip():
        return ""
    head = (
        f'<h{level} class="folded" id="{anchor}">{escape(title)}</h{level}>'
        if anchor
        else ""
    )
    more = f" <small>{escape(note)}</small>" if note else ""
    return f"""
<details class="fold" markdown="1">
<summary>{escape(title)}{more}</summary>
{head}

{content}

</details>
"""


def buttons(page: Page, files: Iterable[tuple[str, str]]) -> str:
    """Links to files of the site, as buttons."""
    links: list[str] = []
    for text, file in files:
        place, _, query = file.partition("?")
        address = page.address(place) + (f"?{query}" if query else "")
        links.append(f'<a class="button" href="{address}">{escape(text)}</a>')
    return f'<p class="buttons">{" ".join(links)}</p>\n'


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as 1 act and 2 acts."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def listed(texts: Iterable[str]) -> str:
    """Texts as a sentence lists them."""
    *first, last = [*texts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


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


def blocks(
    heads: Sequence[str], rows: Iterable[Iterable[object]], *, dense: bool = False
) -> str:
    """A table whose rows are blocks on a narrow screen, with the heads before cells.

    The cells of a dense one share lines there; else each has a line of its own.
    """
    labels = [head.partition(" {")[0] for head in heads]
    labelled = (
        [
            f'{cell} {{ data-head="{label}" }}' if str(cell) else ""
            for label, cell in zip(labels, row, strict=True)
        ]
        for row in rows
    )
    shown = table(heads, labelled)
    kind = "blocks dense" if dense else "blocks"
    return f'<div class="{kind}" markdown="1">\n\n{shown}\n</div>\n' if shown else ""


def clipped(days: cm.DaySet, last: date) -> cm.DaySet:
    """The days up to a last one, which is inside."""
    return days & cm.DaySet.parse(f"../{last}")
