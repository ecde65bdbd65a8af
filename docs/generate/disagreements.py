"""The page of disagreements: what each side says, and the days at stake."""

from collections.abc import Iterator, Sequence

import registers
from acts import said
from bodies import names_during
from page import (
    Page,
    blocks,
    counted,
    fold,
    listed,
    place_of_act,
    plain,
    shipped,
    short,
    table,
)

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.evidence import Disagreement, Version
from csto_membership.membership.interpretation import Interpretation

__all__ = ["page_of", "pages"]


PLACE = "disagreements.md"


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The list of bodies, and a page of disagreements for each that has some."""
    alliances = alliances or shipped()
    homes = registers.homes(alliances)
    alliances = [each for each in alliances if each.disagreements()]
    yield PLACE, index(alliances, Page(PLACE, homes))
    for alliance in alliances:
        page = Page(f"disagreements/{alliance.record.id}.md", homes)
        yield page.place, page_of(alliance, page)


WHAT = """Two claims about one act conflict when no day satisfies both, when they differ in kind, states or place, or when one says that it never happened. A vaguer date is not a contradiction: “1993” agrees with 1993-12-09. At stake are the days on which a state is in according to one version, and out according to another. They are counted in member-days: one for each state and day. The record follows one side, says why, and keeps the others."""


def index(alliances: Sequence[cm.Alliance], page: Page) -> str:
    """The bodies with their disagreements, and the largest of all."""
    rows: list[tuple[str, int, int, int]] = []
    for alliance in alliances:
        found = alliance.disagreements()
        place = f"disagreements/{alliance.record.id}.md"
        moving = sum(bool(each.stakes) for each in found)
        rows.append(
            (page.link(short(alliance), place), len(found), moving, len(found) - moving)
        )
    every = [each for alliance in alliances for each in alliance.disagreements()]
    largest = sorted(every, key=lambda each: -each.most)[:TOP]
    heads = ("Body", "Disagreements", "Change an answer", "Change no date")
    return f"""# Disagreements

*For everyone who finds two dates in two books: what each source says, and on how many days it matters.*

Sources differ on {len(every):,} acts. {WHAT}

{table(heads, rows)}
## The {len(largest)} largest {{ #largest }}

{_overview(largest, page)}
"""


TOP = 15


def page_of(alliance: cm.Alliance, page: Page) -> str:
    """The disagreements about one body, most days at stake first."""
    found = alliance.disagreements()
    body = page.link(_last_name(alliance), f"alliances/{alliance.record.id}.md")
    moving = [each for each in found if each.stakes]
    others = [each for each in found if not each.stakes]
    parts = [
        f"# Where sources differ: {_last_name(alliance)}\n",
        f"Sources differ on {counted(len(found), 'act')} of {body}. {page.link('What counts as a disagreement', PLACE)}\n{{: .lead }}\n",
    ]
    for title, anchor, some in (
        ("These change an answer", "answers", moving),
        ("These change no date", "no-dates", others),
    ):
        if some:
            parts += [f"## {title} {{ #{anchor} }}\n"]
            parts += [_folded(each, page) for each in some]
    return "\n".join(parts)


def _last_name(alliance: Interpretation) -> str:
    return plain(names_during(alliance, cm.DaySet()))


def _folded(asked: Disagreement, page: Page) -> str:
    key = f"{asked.alliance.record.id}-{asked.event.id}"
    note = f"on {listed(sorted(asked.about))}"
    if asked.stakes:
        note += f"; up to {counted(asked.most, 'member-day')} at stake"
    title = wording.capital(str(asked.event))
    return fold(title, "\n".join(_told(asked, page)), anchor=key, note=note)


def _overview(found: Sequence[Disagreement], page: Page) -> str:
    rows = (
        (
            page.dispute(each.alliance, each.event, plain(str(each.event))),
            _last_name(each.alliance),
            ", ".join(sorted(each.about)),
            f"{each.most:,}",
        )
        for each in found
    )
    heads = ("Act", "Body", "Sources differ on", "Member-days at stake, at most")
    return blocks(heads, rows)


def _told(asked: Disagreement, page: Page) -> Iterator[str]:
    """One disagreement: the sides, which is followed and why, and what is at stake."""
    about = ", ".join(sorted(asked.about))
    place = place_of_act(asked.alliance, asked.event)
    link = page.link("the act with all claims", place, asked.event.id)
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
        f"{wording.capital(words) if first else words}, according to {page.sources(sources)}"
        for first, (words, sources) in zip(
            (True, *(False,) * len(sayings)), sayings.items(), strict=False
        )
    )


def _stakes(asked: Disagreement, page: Page) -> Iterator[str]:
    if not asked.stakes:
        yield "This disagreement changes no date under any definition.\n"
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
