"""A page for each state: its memberships, its acts, and how its memberships relate."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from acts import counts, day_of, first_day
from page import (
    Page,
    clipped,
    in_address,
    place_of,
    plain,
    shipped,
    short,
    table,
)

import csto_membership as cm

__all__ = ["IN_WORDS", "index", "other_addresses", "page_of", "pages", "relations"]

IN_WORDS = {
    cm.Relation.BEFORE: "ended before",
    cm.Relation.MEETS: "ended on the eve of",
    cm.Relation.OVERLAPS: "began before and ended during",
    cm.Relation.FINISHED_BY: "began before and has the same end as",
    cm.Relation.CONTAINS: "began before and lasted longer than",
    cm.Relation.STARTS: "began with and ended during",
    cm.Relation.EQUALS: "has the same days as",
    cm.Relation.STARTED_BY: "began with and lasted longer than",
    cm.Relation.DURING: "lies inside",
    cm.Relation.FINISHES: "began during and has the same end as",
    cm.Relation.OVERLAPPED_BY: "began during and lasted longer than",
    cm.Relation.MET_BY: "began on the day after",
    cm.Relation.AFTER: "began after",
}
"""Allen's relations, between two stretches of membership."""

MOVED = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{1}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{0}">
<meta http-equiv="refresh" content="1; url={0}">
<script>location.replace("{0}" + location.search + location.hash)</script>
<p>The page is at <a href="{0}">{1}</a>.</p>
</html>
"""
"""What is at an address that leads to another."""


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page of each state that some record names, and a list of them."""
    alliances = alliances or shipped()
    states = _all(alliances)
    yield "states/index.md", index(states, alliances)
    for state in states:
        yield place_of(state), page_of(state, alliances)


def other_addresses(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """A file for each other address that people may try, which leads to the page.

    These are the codes of a state and its other English names.
    """
    states = _all(alliances or shipped())
    taken = {in_address(state.name) for state in states}
    for state in states:
        names = (*state.codes, *state.variants)
        for name in dict.fromkeys(map(in_address, names)):
            if name not in taken:
                taken.add(name)
                there = f"../{in_address(state.name)}/"
                yield (
                    f"states/{name}/index.html",
                    MOVED.format(there, plain(state.name)),
                )


def _all(alliances: Sequence[cm.Alliance]) -> list[cm.State]:
    return sorted({s for each in alliances for s in each.record.parties}, key=str)


def index(states: Sequence[cm.State], alliances: Sequence[cm.Alliance]) -> str:
    """The list of states, with the memberships of each."""
    page = Page("states/index.md")
    rows = (
        (
            page.state(state),
            page.alliance(each),
            _days(each, state),
            _status(each, state),
            state.short_code,
        )
        for state in states
        for each in _naming(alliances, state)
    )
    return f"""# States

*For everyone who starts from a state: what it was a member of, and when.*

Each state that some record names, with its membership under the alliance's own default definition, and what it is to the alliance on the last day for which that record is complete. First and last day are both inside.

{table(("State", "Alliance", "Member { .wide }", "On the last day", "Code"), rows)}
"""


def page_of(state: cm.State, alliances: Sequence[cm.Alliance]) -> str:
    """The page of one state."""
    page = Page(place_of(state))
    naming = _naming(alliances, state)
    sections = (
        f"# {plain(state.name)}\n",
        *_answers(state, naming, page),
        *(part for each in naming for part in _membership(state, each, page)),
        *relations(state, naming),
        *_names(state),
    )
    return "\n".join(sections)


def _naming(alliances: Sequence[cm.Alliance], state: cm.State) -> list[cm.Alliance]:
    return [each for each in alliances if state in each.record.parties]


def _days(alliance: cm.Alliance, state: cm.State) -> str:
    days = alliance.days_of(state, absent="ignore")
    return str(days) if days.possibly else "never"


def _status(alliance: cm.Alliance, state: cm.State) -> str:
    """What it is to an alliance on the record's last day, and whether it is a member."""
    (told,) = cm.memberships_of(state, alliance.horizon, alliance)
    return told.in_words


def _answers(
    state: cm.State, alliances: Sequence[cm.Alliance], page: Page
) -> Iterator[str]:
    """For each alliance one line: when, and what it is to it now."""
    for each in alliances:
        days = _days(each, state)
        membership = "never a member" if days == "never" else f"member {days}"
        yield f"- **{page.alliance(each)}**: {membership}. Status on {each.horizon}: {_status(each, state)}."
    yield ""


def _names(state: cm.State) -> Iterator[str]:
    """Its codes, and the names under which it is found."""
    yield "## Names and codes { #names }\n"
    told = (
        ("ISO 3166-1", ", ".join(filter(None, (state.alpha_2, state.alpha_3)))),
        ("Correlates of War", "" if state.cow is None else str(state.cow)),
        ("Also in English", ", ".join(state.variants)),
        ("Dutch", ", ".join(state.nl)),
        ("Russian", ", ".join(state.ru)),
        ("Existed", "" if state.existence is None else str(state.existence)),
    )
    yield from (f"- {what}: {plain(names)}" for what, names in told if names)


def _membership(state: cm.State, alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """Its spells under each definition, its acts, and what sources differ on."""
    key = alliance.record.id
    yield f"## {short(alliance)} {{ #{key} }}\n"
    *_, notes = str(alliance.history(state, absent="ignore")).split("\n\n")
    yield "\n".join(f"- {note}" for note in notes.splitlines()) + "\n"
    for act in alliance.acts(state=state, absent="ignore"):
        if act.event.note and counts(alliance, act):
            yield f"{plain(act.event.note)}\n"
    yield from _spells(state, alliance, page)
    if acts := alliance.acts(state=state, absent="ignore"):
        yield f"### Acts {{ #{key}-acts }}\n"
        yield _acts(acts, page, alliance)
    yield from _disputes(state, alliance, page)


def _acts(acts: Sequence[cm.Act], page: Page, alliance: cm.Alliance) -> str:
    """Acts in order of time."""
    return table(
        ("Day { .day }", "Act"),
        (
            (
                day_of(act) + (", possibly never" if act.may_not_have_happened else ""),
                page.act(alliance, act.event),
            )
            for act in sorted(acts, key=lambda act: first_day(act.event, [act]))
        ),
    )


def _spells(state: cm.State, alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """Its spells in order of time, each with the definitions under which it is one."""
    told: dict[tuple[date, str, str], list[str]] = {}
    for each in (alliance, *alliance.other_definitions):
        spells = [
            (s.span.start or date.min, *_spell(each, s, page))
            for s in each.history(state, absent="ignore").spells
        ]
        for spell in spells or [(date.max, "Never", "")]:
            told.setdefault(spell, []).append(f"`{each.definition.name}`")
    for (_, days, how), names in sorted(told.items(), key=lambda item: item[0][0]):
        yield f"- **{days}** under {', '.join(names)}.{how}"
    yield ""


def _spell(alliance: cm.Alliance, spell: cm.Spell, page: Page) -> tuple[str, str]:
    """Its days; and how long it was, what is unsure of it, and what began and ended it."""
    days = clipped(cm.DaySet.from_spans([spell.span]), alliance.horizon)
    how = f" {spell.length or f'{days.length_in_words}, and still a member when the record ends'}."
    if unsure := clipped(spell.uncertain, alliance.horizon):
        how += (
            " Uncertain on all these days."
            if unsure == days
            else f" Uncertain: {unsure}."
        )
    for said, acts in (("In", spell.opened_by), ("Out", spell.closed_by)):
        if acts:
            links = ", ".join(page.act(alliance, act.event) for act in acts)
            how += f" {said}: {links}."
    return str(spell.span).capitalize(), how


def _disputes(state: cm.State, alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """The disagreements that concern the state, with its own days at stake."""
    found = [each for each in alliance.disagreements() if each.concerns(state)]
    if not found:
        return
    yield f"### Where sources differ {{ #{alliance.record.id}-disagreements }}\n"
    for each in found:
        stakes: dict[cm.DaySet, list[str]] = {}
        for name, stake in each.stakes.items():
            if state in stake:
                stakes.setdefault(stake[state], []).append(f"`{name}`")
        told = [
            f"{days.count():,} days at stake under {', '.join(names)} ({days})"
            for days, names in stakes.items()
        ]
        link = page.dispute(alliance, each.event, plain(str(each.event)))
        yield f"- {link}: {'; '.join(told) or 'no day of its own at stake'}."
    yield ""


def relations(state: cm.State, alliances: Sequence[cm.Alliance]) -> Iterator[str]:
    """How its stretches of membership in different alliances lie to one another."""
    rows = [
        row
        for one, other in combinations(alliances, 2)
        for row in _pairs(state, one, other)
    ]
    if rows:
        yield "## Relations between its memberships { #relations }\n"
        yield "Each stretch of days on which it was at least possibly a member, under the default definitions, beside each stretch in another alliance. The name in brackets is Allen's relation.\n"
        yield table(
            (
                "Membership { .wide }",
                "Relation",
                "Membership { .wide }",
                "Days in both",
            ),
            rows,
        )


def _pairs(
    state: cm.State, one: cm.Alliance, other: cm.Alliance
) -> Iterator[tuple[str, ...]]:
    for mine in one.history(state, absent="ignore").spells:
        for theirs in other.history(state, absent="ignore").spells:
            allen = cm.relation(mine.span, theirs.span)
            both = cm.FuzzyDaySet(mine.surely, cm.DaySet.from_spans([mine.span]))
            both &= cm.FuzzyDaySet(theirs.surely, cm.DaySet.from_spans([theirs.span]))
            yield (
                f"{short(one)}, {mine.span}",
                f"{IN_WORDS[allen]} (*{allen}*)",
                f"{short(other)}, {theirs.span}",
                str(both) if both.possibly else "none",
            )
