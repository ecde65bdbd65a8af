"""The register of sources: every document that some record cites."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from posixpath import dirname, relpath

import registers
from page import Page, counted, fold, plain, shipped, short, table, when
from registers import PLACE

import csto_membership as cm
from csto_membership.record.source import Grade

__all__ = ["PLACE", "linked", "page_of", "pages", "registered"]

_CODE = re.compile(
    r"(?P<apart><(?P<tag>a|pre)\b.*?</(?P=tag)>)|<code>(?P<id>[\w.-]+)</code>",
    re.DOTALL,
)
"""A code span of one word, or a link or block in which none is looked for."""

_NAMED = re.compile(r"\]\(source:(?P<id>[\w.-]+)\)")
"""A link that a page writes as `[name](source:id)`, wherever the register stands."""

GRADES = {
    Grade.PRIMARY: "The text itself, or the acting body's own record",
    Grade.OFFICIAL: "A state or the organisation speaking",
    Grade.SCHOLARLY: "Books, reference works and data sets",
    Grade.PRESS: "Agencies and papers",
    Grade.DERIVATIVE: "Copies, aggregators and blogs",
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
    "sl": "Slovenian",
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
    """The register: a page for each body, and a list of them with every key."""
    alliances = alliances or shipped()
    homes = registers.homes(alliances)
    parts = registers.parts(alliances)
    yield PLACE, index(Page(PLACE, homes), parts)
    known = registers.register(alliances)
    for place, name, found in parts:
        yield place, page_of(Page(place, homes), name, found, alliances, known)


def linked(html: str, address: str) -> str:
    """The content of a page, with the id of each source linked to its entry.

    Args:
        html: The content.
        address: The way from the page to the root of the site, with a slash at its end.
    """
    homes = registers.homes(shipped())

    def link(match: re.Match[str]) -> str:
        if match["id"] not in homes:
            return match[0]
        place = homes[match["id"]].removesuffix(".md")
        return f'<a href="{address}{place}/#{match["id"]}">{match[0]}</a>'

    return _CODE.sub(link, html)


def named(markdown: str, place: str) -> str:
    """The Markdown of a page, with links to the sources that it names in its own words.

    Such a page writes `[words](source:id)`.

    Args:
        markdown: The page.
        place: Where it stands in the site.

    Raises:
        KeyError: A page names a source that is not in the register.
    """
    homes = registers.homes(shipped())

    def link(match: re.Match[str]) -> str:
        path = relpath(homes[match["id"]], dirname(place) or ".")
        return f"]({path}#{match['id']})"

    return _NAMED.sub(link, markdown)


@cache
def registered() -> frozenset[str]:
    """The ids of the sources in the register."""
    return frozenset(registers.homes(shipped()))


_GO_ON = """\
<script>
const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (entry?.matches(".keys a")) location.replace(entry.href);
</script>
"""
"""An address such as `sources/#key` leads on to the entry."""


def index(page: Page, parts: Sequence[registers.Part]) -> str:
    """The list of bodies with the number of their sources, and every key."""
    rows = (
        (
            page.link(plain(name), place),
            len(found),
            *(sum(each.grade == grade for each in found) or "" for grade in GRADES),
        )
        for place, name, found in parts
    )
    every = sorted(
        ((source.id, place) for place, _, found in parts for source in found),
        key=lambda each: each[0].lower(),
    )
    keys = " ".join(
        f'<a id="{key}" href="{page.address(place)}#{key}">{key}</a>'
        for key, place in every
    )
    grades = "\n".join(f"- *{grade}*: {GRADES[grade]}." for grade in GRADES)
    heads = ("Cited for", "Sources", *(grade.capitalize() for grade in GRADES))
    return f"""# Sources

*For everyone who checks: every document that a record cites, and what it is cited for.*

{len(every):,} documents, by the body that they are cited for. A document that is cited for several bodies is with the first of them. Each was read in part, for the statements that are cited. {page.link("Upkeep", "explanation/upkeep.md")} says until when each record is complete, and when it was last checked.

{table(heads, rows)}
The grade says how near a source is to what it reports:

{grades}

{fold("Every key", f'<p class="keys">{keys}</p>', anchor="keys", level=2, note="The key of a source is what `according_to` and `claims_of` take, and its address.".replace("`", ""))}
{_GO_ON}"""


def page_of(
    page: Page,
    name: str,
    found: Sequence[cm.Source],
    alliances: Sequence[cm.Alliance],
    known: Mapping[str, cm.Source],
) -> str:
    """Some sources by grade, each in order of publication."""
    speaks = _speaks(alliances, page)
    parts = [
        f"""# Sources: {plain(name)}

{counted(len(found), "document")}, nearest first, and in order of publication. An address is shown with the date of what was found there: when it was published or, where it shows no date, when it was seen. Titles in parentheses are our own descriptions. {page.link("All sources", PLACE)}
"""
    ]
    for grade, meaning in GRADES.items():
        group = [source for source in found if source.grade == grade]
        lines = "\n".join(_entry(each, speaks, known, page) for each in group)
        note = counted(len(group), "document")
        if len(found) > SHORT:
            parts += [fold(meaning, lines, anchor=grade.value, note=note, level=2)]
        elif group:
            parts += [f"## {meaning} {{ #{grade} }}\n\n{lines}\n"]
    return "\n".join(parts)


SHORT = 30
"""Sources of a page that is short enough to be read as a whole."""


def _entry(
    source: cm.Source,
    speaks: Mapping[str, Sequence[str]],
    register: Mapping[str, cm.Source],
    page: Page,
) -> str:
    published = f"published {when(source.published)}" if source.published else "no date"
    dates = f"{published}, seen {source.seen}" if source.seen else published
    language = LANGUAGES.get(source.language, source.language)
    copied = source.derived_from or ""
    if copied in register:
        copied = page.link(f"`{copied}`", page.homes[copied], copied)
    said = (
        plain(source.publisher),
        f"*{plain(source.title)}*",
        f"{source.kind.capitalize()}{f', in {language}' if language else ''}",
        f"{_address(source.address)} ({dates})",
        f"Copied from {copied}" if copied else "",
        f"On {'; '.join(speaks[source.id])}" if source.id in speaks else "Not cited",
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
