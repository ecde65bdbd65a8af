"""The register of sources: every document that some record cites."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from page import Page, plain, shipped, short, when

import csto_membership as cm
from csto_membership.membership.shipped import sources as known

__all__ = ["PLACE", "linked", "page_of", "pages", "registered"]

PLACE = "sources.md"
_CODE = re.compile(
    r"(?P<apart><(?P<tag>a|pre)\b.*?</(?P=tag)>)|<code>(?P<id>[\w.-]+)</code>",
    re.DOTALL,
)
"""A code span of one word, or a link or block in which none is looked for."""

GRADES = {
    "primary": "The text itself, or the acting body's own record",
    "official": "A state or the organisation speaking",
    "scholarly": "Books, reference works and data sets",
    "press": "Agencies and papers",
    "derivative": "Copies, aggregators and blogs",
}
"""How near a source stands to what it reports, nearest first."""

LANGUAGES = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "kk": "Kazakh",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sw": "Swahili",
    "tg": "Tajik",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The register."""
    yield PLACE, page_of(alliances or shipped())


def linked(html: str, path: str) -> str:
    """The content of a page, with the id of each source linked to the register.

    Args:
        html: The content.
        path: The way from the page to the register.
    """

    def link(match: re.Match[str]) -> str:
        if match["id"] not in registered():
            return match[0]
        return f'<a href="{path}#{match["id"]}">{match[0]}</a>'

    return _CODE.sub(link, html)


@cache
def registered() -> frozenset[str]:
    """The ids of the sources in the register."""
    return frozenset(_register(shipped()))


def page_of(alliances: Sequence[cm.Alliance]) -> str:
    """The sources of some alliances by grade, each in order of publication."""
    page = Page(PLACE)
    register = _register(alliances)
    speaks = _speaks(alliances, page)
    parts = [
        f"""# Sources

*For everyone who checks: every document that a record cites, and what it is cited for.*

{len(register)} documents, grouped by how near they stand to what they report, and in order of publication. Each was read in part, for the statements that are cited. An address is shown with the date of what was found there: when it was published or, where it shows no date, when it was seen. A title in parentheses describes, and is no headline. The key in front is what `according_to` and `claims_of` take, and is the address of the entry. What is not cited itself stands here as the text that others copied. {page.link("Upkeep", "explanation/upkeep.md")} says until when each record is complete, and when it was last checked.
"""
    ]
    for grade, meaning in GRADES.items():
        group = [source for source in register.values() if source.grade == grade]
        if group:
            parts += [f"## {meaning} {{ #{grade} }}\n"]
            parts += [
                _entry(each, speaks, register) for each in sorted(group, key=_date)
            ]
            parts += [""]
    return "\n".join(parts)


def _register(alliances: Sequence[cm.Alliance]) -> dict[str, cm.Source]:
    """The sources that are cited, and those of which they are copies."""
    every = known()
    found = {key: every[key] for state in cm.states() for key in state.sources}
    for alliance in alliances:
        theirs = alliance.record.known_sources
        found |= alliance.sources
        copied = (each.derived_from for each in alliance.sources.values())
        found |= {key: theirs[key] for key in copied if key and key in theirs}
    return found


def _date(source: cm.Source) -> tuple[date, str]:
    earliest = source.published.earliest if source.published else None
    return earliest or date.max, source.id


def _entry(
    source: cm.Source,
    speaks: Mapping[str, Sequence[str]],
    register: Mapping[str, cm.Source],
) -> str:
    published = f"published {when(source.published)}" if source.published else "no date"
    dates = f"{published}, seen {source.seen}" if source.seen else published
    language = LANGUAGES.get(source.language, source.language)
    copied = source.derived_from or ""
    if copied in register:
        copied = f"[`{copied}`](#{copied})"
    said = (
        plain(source.publisher),
        f"*{plain(source.title)}*",
        f"{source.kind.capitalize()}{f', in {language}' if language else ''}",
        f"{_address(source.address)} ({dates})",
        f"Copied from {copied}" if copied else "",
        f"On {', '.join(speaks[source.id])}" if source.id in speaks else "Not cited",
    )
    told = ". ".join(filter(None, said))
    return f"- [`{source.id}`](#{source.id}){{ #{source.id} }} {told}."


def _address(address: str) -> str:
    """A link by the name of the host; what is no link as it stands."""
    if "://" not in address:
        return plain(address) or "No address"
    host = address.split("://")[1].split("/", maxsplit=1)[0].removeprefix("www.")
    return f"[{host}](<{address}>)"


def _speaks(alliances: Sequence[cm.Alliance], page: Page) -> dict[str, list[str]]:
    """What each source is cited for, as links."""
    days = page.link("the days of states", "reference/state-tables.md")
    keys = {key for state in cm.states() for key in state.sources}
    speaks: dict[str, list[str]] = {key: [days] for key in keys}
    for alliance in alliances:
        record = alliance.record
        place = f"alliances/{record.id}.md"
        lists = page.link(f"the members of the {short(alliance)}", place, "lists")
        names = page.link(f"the name of the {short(alliance)}", place, "what")
        cited = (
            *(
                (page.act(alliance, e), c.sources)
                for e in record.all_events
                for c in e.claims
            ),
            *((lists, roster.sources) for roster in record.rosters),
            *((names, name.sources) for name in record.names),
        )
        for what, sources in cited:
            for key in sources.ids:
                told = speaks.setdefault(key, [])
                if what not in told:
                    told.append(what)
    return speaks
