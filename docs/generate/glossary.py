"""The glossary, and links to it from the first use of each of its terms."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import attrs

__all__ = ["PLACE", "Term", "linked", "pages", "terms"]

PLACE = "glossary.md"

GROUPS = {
    "law": "The law of treaties and of organisations",
    "record": "What happened, and who says so",
    "answers": "Questions and answers",
    "days": "Days",
}

# Text that is no running prose of ours: what is quoted or a title, linked, code, or a
# heading.
_APART = r"""
    <(a|autoref|button|code|em|figure|h[1-6]|label|pre|script|select|style|summary
      |svg|textarea|th)\b.*?</\1>
  | <p\ class="report".*?</p>
  | <!--.*?-->
  | “[^”<]*” | "[^"<]*"
  | <[^>]+>
"""
_HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)


@attrs.frozen
class Term:
    """A word of the site, and what it means.

    Attributes:
        id: Its anchor in the glossary.
        group: The part of the glossary in which it stands.
        text: What it means, as Markdown.
        name: The word itself.
        forms: Other words that are linked to it.
        link: Whether uses are linked; not for words that are everywhere.
    """

    id: str
    group: str
    text: str
    name: str = attrs.Factory(lambda it: it.id, takes_self=True)
    forms: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    link: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which a text uses it."""
        return (self.name, *self.forms)


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the file."""
    path = Path(__file__).with_name("glossary.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Term(id=key, **table) for key, table in tables.items())


def pages() -> Iterator[tuple[str, str]]:
    """The glossary."""
    parts = [
        """# Glossary

*For everyone who meets a word: what it means in law, and what it means here.*

Articles are those of the Vienna Convention on the Law of Treaties of 1969. On the other pages the first use of a term leads here.
"""
    ]
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += (
            f"**[{term.name}](#{term.id}){{ #{term.id} }}**: {term.text}\n"
            for term in terms()
            if term.group == group
        )
    yield PLACE, "\n".join(parts)


def linked(html: str, path: str) -> str:
    """The content of a page, with the first use of each term linked to the glossary.

    Left alone are code, links, headings, titles, quotations and proper names, and a
    term that stands in a heading of the page: there it is the page's own subject.

    Args:
        html: The content.
        path: The way from the page to the glossary.
    """
    headings = " ".join(match[0] for match in _HEADING.finditer(html))
    own = re.sub(r"<[^>]+>", " ", headings).casefold()
    seen = {term.id for term in _by_word().values() if _stands_in(term, own)}

    def link(match: re.Match[str]) -> str:
        word = match["word"]
        term = _by_word()[" ".join(word.split()).casefold()] if word else None
        if term is None or term.id in seen or _is_part_of_a_name(match, term):
            return match[0]
        seen.add(term.id)
        return f'<a class="term" href="{escape(path)}#{term.id}">{word}</a>'

    return _uses().sub(link, html)


def _is_part_of_a_name(match: re.Match[str], term: Term) -> bool:
    """Whether a word has a capital of its own in the middle of a sentence."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    capital = match["word"][0].isupper() and not term.name[0].isupper()
    return capital and re.fullmatch(r"[\w,]\s", before) is not None


def _stands_in(term: Term, text: str) -> bool:
    words = "|".join(map(re.escape, term.words))
    return bool(re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


@cache
def _by_word() -> dict[str, Term]:
    linked = [term for term in terms() if term.link]
    return {word.casefold(): term for term in linked for word in term.words}


@cache
def _uses() -> re.Pattern[str]:
    """A use of any term, or text in which none is looked for."""
    longest_first = sorted(_by_word(), key=len, reverse=True)
    words = "|".join(re.sub(r"\\\ ", r"\\s+", re.escape(w)) for w in longest_first)
    return re.compile(
        rf"{_APART} | \b(?P<word>{words})\b", re.VERBOSE | re.DOTALL | re.IGNORECASE
    )
