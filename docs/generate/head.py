"""The head of each page: its title, its description, and the data set behind it."""

import re
from html import unescape
from itertools import dropwhile, takewhile
from typing import Any

import csto_membership as cm

__all__ = ["cited", "dataset", "description", "of_alliance", "title"]

LONGEST = 300
"""Letters of a description; search engines show about half of them."""

TITLES = {
    "index.md": "Who was a member of the CSTO on any date?",
    "alliances/index.md": "Alliances and their members on any date",
    "states/index.md": "States and their alliances on any date",
}
OF_ALLIANCE = "Who was a member on any date? {}"
OF_STATE = "{}: a member of which alliances, and when?"
OTHERS = "{} – {}"

MARKUP = (
    (r"^\s*--8<--.*$|<[^>]+>|\{[^}]*\}|\*\*|(?<![\w\\])\*|(?<!\\)\*(?!\w)|`", ""),
    (r"\[([^\]]*)\](\[[^\]]*\]|\([^)]*\))", r"\1"),
    (r"\\(.)", r"\1"),
    (r"\s+", " "),
)
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


def title(place: str, markdown: str, site: str) -> str:
    """Return the title of a page, as search engines show it."""
    if place in TITLES:
        return TITLES[place]
    if place.removeprefix("alliances/").removesuffix(".md") in cm.available():
        return OF_ALLIANCE.format(heading(markdown))
    if place.startswith("states/"):
        return OF_STATE.format(heading(markdown))
    return OTHERS.format(heading(markdown), site)


def description(place: str, markdown: str) -> str:
    """Return what a page is about: who is a member now, or its heading and first lines."""
    name = place.removeprefix("alliances/").removesuffix(".md")
    if name in cm.available():
        return of_alliance(cm.load(name))
    first = _first_lines(markdown)
    lead = re.fullmatch(r"\*(?:For [^:]*: )?(.*)\*", first)
    said = _bare(lead[1] if lead else first)
    name = heading(markdown)
    text = f"{name}{' ' if name.endswith('?') else ': '}{said}"
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return _cut(text)


def of_alliance(alliance: cm.Alliance) -> str:
    """Return what the page of an alliance is about: its members now, and the rest."""
    members = alliance.members()
    names = f": {', '.join(members.names)}" if members else ""
    return _cut(f"{members.lead}{names}. Members by year, and every act with sources.")


def heading(markdown: str) -> str:
    """Return the heading of a page, without markup."""
    found = re.search(r"^# (.+)$", markdown, re.MULTILINE)
    return _bare(found[1]) if found else ""


def _first_lines(markdown: str) -> str:
    """Return the first paragraph or list under the heading."""
    blocks = map(str.strip, re.split(r"\n\s*\n", markdown.replace("\n- ", "\n\n- ")))
    under = [*dropwhile(lambda each: not each or each.startswith(("#", "<")), blocks)]
    listed = [*takewhile(lambda each: each.startswith("- "), under)]
    return " ".join(each.removeprefix("- ") for each in listed or under[:1])


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def _bare(text: str) -> str:
    for pattern, instead in MARKUP:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return unescape(text).strip()


def dataset(address: str) -> dict[str, Any]:
    """Return the facts as a data set that search engines know (schema.org).

    Args:
        address: Where the site is; empty if that is not known.
    """
    alliances = [cm.load(name) for name in cm.available()]
    first = min(days for each in alliances if (days := each.existence.first_day))
    about = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "csto_membership: who was a member of the CSTO, and of the bodies around it, on any date",
        "description": (
            "Dated acts of the Collective Security Treaty, the CSTO and the bodies "
            f"around it ({len(alliances)} alliances), each as claimed by named sources: "
            "who was a member on any date, by which definition, and who says otherwise."
        ),
        "version": cm.facts_version,
        "license": CC0,
        "isAccessibleForFree": True,
        "creator": {
            "@type": "Organization",
            "name": "The csto_membership authors",
        },
        "citation": str(cm.load("csto").cite()),
        "temporalCoverage": f"{first}/{max(each.complete_until for each in alliances)}",
        "dateModified": str(max(filter(None, (each.checked for each in alliances)))),
        "keywords": [str(alliance) for alliance in alliances],
    }
    return {**about, "url": address} if address else about


BIBTEX = "<!-- BibTeX of the data -->"
"""Where a page wants the whole data as an entry of BibTeX."""


def cited(text: str, address: str) -> str:
    """Return a page with the entry of BibTeX where it wants it.

    Args:
        text: The page.
        address: Where the site is; empty if that is not known.
    """
    if BIBTEX not in text:
        return text
    about = dataset(address)
    values = {
        "author": f"{{{about['creator']['name']}}}",
        "title": f"{{{about['name']}}}",
        "year": str(cm.load("csto").cite().issued)[:4],
        "edition": cm.facts_version,
        "howpublished": "Data set",
        "url": address,
    }
    lines = [
        f"  {key} = {{{value if key == 'url' else value.replace('_', chr(92) + '_')}}},"
        for key, value in values.items()
        if value
    ]
    entry = "\n".join((f"@misc{{csto_membership-{cm.facts_version},", *lines, "}"))
    return text.replace(BIBTEX, f"```bibtex\n{entry}\n```")
