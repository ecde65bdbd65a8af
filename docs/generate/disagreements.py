"""The page of disagreements: what each side says, and the days at stake."""

from collections.abc import Iterator, Sequence

from acts import said
from page import Page, plain, shipped, short, table

import csto_membership as cm
from csto_membership.evidence import Disagreement, Version

__all__ = ["page_of", "pages"]


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page of disagreements."""
    yield "disagreements.md", page_of(alliances or shipped())


def page_of(alliances: Sequence[cm.Alliance]) -> str:
    """The disagreements of some alliances; most days at stake first."""
    page = Page("disagreements.md")
    parts = [
        """# Disagreements

*For everyone who finds two dates in two books: what each source says, and on how many days it matters.*

Two claims about one act conflict when no day satisfies both, or when they differ in kind, states or place, or when one says that it never happened. Coarser is not contrary: “1993” agrees with 1993-12-09. At stake are the days on which a state would surely be in by one version and surely out by another; they are counted in member-days, one for each state and day. No side is called wrong: the record follows one, says why, and keeps the others.
"""
    ]
    for alliance in alliances:
        found = alliance.disagreements()
        if found:
            parts += [f"## {short(alliance)} {{ #{alliance.record.id} }}\n"]
            parts += [_overview(found, page)]
        parts += (part for each in found for part in _told(each, page))
    return "\n".join(parts)


def _overview(found: Sequence[Disagreement], page: Page) -> str:
    rows = (
        (
            page.dispute(each.alliance, each.event, plain(str(each.event))),
            ", ".join(sorted(each.about)),
            f"{each.most:,}",
        )
        for each in found
    )
    return table(("Act", "Sources differ on", "Member-days at stake, at most"), rows)


def _told(asked: Disagreement, page: Page) -> Iterator[str]:
    """One disagreement: the sides, which is followed and why, and what is at stake."""
    key = f"{asked.alliance.record.id}-{asked.event.id}"
    yield f"### {_capital(plain(str(asked.event)))} {{ #{key} }}\n"
    about = ", ".join(sorted(asked.about))
    link = page.link(
        "the act with all claims",
        f"alliances/{asked.alliance.record.id}.md",
        asked.event.id,
    )
    yield f"Sources differ on {about}. See {link}.\n"
    for number, version in enumerate(asked.versions, start=1):
        mark = " **The record follows this.**" if version is asked.followed else ""
        yield f"{number}. {_version(version, page)}.{mark}"
    if asked.followed is None:
        yield f"\nNo version is followed for {page.states(asked.event.undecided)}, so the answer is uncertain."
    if asked.followed and asked.why:
        yield f"\nWhy: {plain(asked.why)}"
    yield ""
    yield from _stakes(asked, page)


def _version(version: Version, page: Page) -> str:
    """What one side says, and who is on it; what is said alike is said once."""
    sayings: dict[str, list[cm.Source]] = {}
    for claim in version.claims:
        words = said(claim, version.event, version.event.states, version.since)
        sayings.setdefault(words, []).extend(claim.sources)
    return "; also ".join(
        f"{_capital(words) if first else words}, according to {page.sources(sources)}"
        for first, (words, sources) in zip(
            (True, *(False,) * len(sayings)), sayings.items(), strict=False
        )
    )


def _stakes(asked: Disagreement, page: Page) -> Iterator[str]:
    if not asked.stakes:
        yield "No day of membership is at stake under any definition.\n"
    rows: dict[tuple[str, str], list[str]] = {}
    for name, stake in asked.stakes.items():
        whose: dict[cm.DaySet, list[cm.State]] = {}
        for state, days in stake.items():
            whose.setdefault(days, []).append(state)
        told = "; ".join(f"{page.states(who)} {days}" for days, who in whose.items())
        row = (f"{asked.member_days[name]:,}", told)
        rows.setdefault(row, []).append(f"`{name}`")
    yield table(
        ("Definition", "Member-days at stake", "Whose, and which days { .wide }"),
        ((", ".join(names), *row) for row, names in rows.items()),
    )


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
