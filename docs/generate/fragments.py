"""Pieces of the answer on the home page, as HTML.

The page shows the same pieces before its script has run and after, and the script only
looks them up. Days are written in words; states and sources are links.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from html import escape

import attrs
from page import dated, in_address

import csto_membership as cm

__all__ = ["Linker", "heading", "member", "page_of", "periods"]


@attrs.frozen(slots=False)
class Linker:
    """Makes links to the pages of states and to the register of sources.

    Attributes:
        states: The states that may be named.
        sources: What each source is called, by its id.
    """

    states: Mapping[str, str]
    sources: Mapping[str, str]

    @classmethod
    def of(cls, alliance: cm.Alliance) -> "Linker":
        """Return the links of one alliance."""
        return cls(
            {state.name: page_of(state) for state in alliance.record.parties},
            {key: called(source) for key, source in alliance.sources.items()},
        )

    @cached_property
    def _word(self) -> re.Pattern[str]:
        names = sorted(map(re.escape, self.states), key=len, reverse=True)
        return re.compile("|".join([*names, r"[\w.-]*\w"]))

    def html(self, text: str) -> str:
        """Return a text as HTML, with its links."""
        parts, done = list[str](), 0
        shown = dated(text)
        for found in self._word.finditer(shown):
            word = found[0]
            parts.append(escape(shown[done : found.start()], quote=False))
            parts.append(self._linked(word))
            done = found.end()
        return "".join(parts) + escape(shown[done:], quote=False)

    def _linked(self, word: str) -> str:
        if word in self.states:
            return f'<a href="{self.states[word]}">{escape(word)}</a>'
        if word in self.sources:
            name = escape(self.sources[word], quote=False)
            return f'<a href="sources/#{word}">{name}</a>'
        return escape(word, quote=False)


def called(source: cm.Source) -> str:
    """Return what a source is called in a sentence: who published it, and in which year."""
    name = source.publisher or source.title
    first = source.published and source.published.earliest
    return f"{name} ({first.year})" if first else name


def page_of(state: cm.State) -> str:
    """Return the address of the page of a state, from the home page."""
    return f"states/{in_address(state.name)}/"


def heading(title: str, day: str, count: str) -> str:
    """Return the answer in a line: the body, the day, how many, and by which definition."""
    short = re.search(r"\(([^()]+)\)$", title)
    number, members, rest = count.partition("members")
    if not members:
        number, members, rest = count.partition("member")
    return (
        f"{escape(short[1] if short else title)} on {day}: "
        f"<b>{number}{members}</b><small>{escape(dated(rest), quote=False)}</small>"
    )


def name(state: cm.State) -> str:
    """Return a state as a link to its page."""
    return f'<a href="{page_of(state)}">{escape(state.name)}</a>'


def member(state: cm.State, since: str, more: Iterable[str] = ()) -> str:
    """Return a state in the list of members: its name, since when, and what else."""
    lines = (f"<small>{escape(dated(text), quote=False)}</small>" for text in more)
    return f"{name(state)} <span>{escape(dated(since), quote=False)}</span>{''.join(lines)}"


def periods(
    stretches: Iterable[tuple[str, str, Sequence[str], Sequence[str]]], caption: str
) -> str:
    """Return all periods as a table: both days, and who was in between them.

    Args:
        stretches: The first and the last day of each, with the members, and the states
            of which it is uncertain.
        caption: What the table shows.
    """
    rows = "".join(
        f"<tr><td>{'any earlier day' if first == str(date.min) else first}</td><td>{last}</td><td>{len(names)}</td>"
        f"<td>{escape(', '.join(names)) or 'none'}"
        f"{escape('; uncertain: ' + ', '.join(unsure)) if unsure else ''}</td></tr>"
        for first, last, names, unsure in stretches
    )
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr><th>First day</th>'
        "<th>Last day</th><th>Members</th><th>Who</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
