"""A page for each alliance: who, since when, by which acts, and what is not known."""

from collections.abc import Iterator, Sequence
from datetime import date

import acts
import upkeep
from page import Page, clipped, plain, shipped, table, when

import csto_membership as cm

__all__ = ["pages"]

ACTS = """Everything that the record holds, in order of time. The day of an act is its address, which can be quoted. The best claim comes first, with the grade of its best source and a few of that source's own words, in its own language. What follows agrees with it (*also*) or disagrees (*against this*); what the record does not follow stays, and its sources give their own answer."""


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page of each shipped alliance, and a list of them."""
    alliances = alliances or shipped()
    yield "alliances/index.md", index(alliances)
    for alliance in alliances:
        yield f"alliances/{alliance.record.id}.md", page_of(alliance)


def index(alliances: Sequence[cm.Alliance]) -> str:
    """The list of alliances."""
    page = Page("alliances/index.md")
    rows = (
        (
            page.link(plain(str(each)), f"alliances/{each.record.id}.md"),
            count(each.members()),
            each.existence.first_day,
            each.complete_until,
            each.checked or "",
            f"`{each.definition.name}`",
            len(each.record.all_events),
            len(each.sources),
        )
        for each in alliances
    )
    heads = (
        "Alliance",
        "Members",
        "First member { .day }",
        "Complete until { .day }",
        "Last checked { .day }",
        "Definition",
        "Acts",
        "Sources",
    )
    return f"""# Alliances

*For everyone who wants to look up, check or quote: all that the record holds, with its sources.*

Each page answers who is a member, shows how that came about, and gives every act with what each source says of it. Members are counted on the last day for which the record is complete, under the alliance's own default definition.

{table(heads, rows)}
By state: [all states](../states/index.md). Where sources differ: [disagreements](../disagreements.md). Who says so: [sources](../sources.md).
"""


def page_of(alliance: cm.Alliance) -> str:
    """The page of one alliance."""
    page = Page(f"alliances/{alliance.record.id}.md")
    title, rows, notes = answer(alliance, page)
    sections = (
        f"# {plain(str(alliance))}\n",
        f"*The record is {upkeep.fresh(alliance, page)}*\n",
        f"**{plain(title)}**\n",
        rows,
        *(f"- {note}" for note in notes),
        "\n## What it is { #what }\n",
        *what(alliance, page),
        "\n## Timeline { #timeline }\n",
        picture(alliance),
        "Who was in, stretch by stretch. First and last day are both inside.\n",
        stretches(alliance, page),
        "## Members by year { #years }\n",
        *years(alliance, page),
        "## What is not known { #unknown }\n",
        *(list(unknown(alliance, page)) or ["Nothing that is known of."]),
        *lists(alliance, page),
        "\n## Acts { #acts }\n",
        f"{ACTS}\n",
        *acts.by_year(alliance, page),
    )
    return "\n".join(sections)


def answer(alliance: cm.Alliance, page: Page) -> tuple[str, str, list[str]]:
    """The ten-second answer for the last day of the record: title, members, notes."""
    members = alliance.members()
    title, *named, notes = str(members).split("\n\n")
    rows = []
    for line in "".join(named).splitlines():
        name, _, told = line.strip().partition("  ")
        since = told.strip().removeprefix("since ")
        rows.append((page.state(alliance.record.states.find(name)), since))
    return title, table(("Member", "Since"), rows), notes.splitlines()


def what(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """Its names, what constitutes it, and which definition is its default, and why."""
    record = alliance.record
    for name in record.names:
        by = f" ({page.sources(name.sources)})" if name.sources else ""
        yield f"- {plain(str(name))}, since {name.since}{by}"
    for instrument in record.instruments.values():
        if instrument.roles:
            yield f"- {'. '.join(_constitutes(instrument))}."
    if chair := alliance.chair_on(alliance.horizon):
        yield f"- In the chair on {alliance.horizon}: {page.states(chair)}."
    why = (
        f" {plain(record.default_definition_why)}"
        if record.default_definition_why
        else ""
    )
    yield f"\nWho counts as a member depends on the definition. Here it is `{alliance.definition.name}` by default.{why}\n"
    yield table(
        ("Definition", "A member is a state that"),
        ((f"`{each.name}`", f"{each.meaning}.") for each in alliance.definitions()),
    )


def _constitutes(instrument: cm.Instrument) -> Iterator[str]:
    yield f"{' and '.join(sorted(instrument.roles)).capitalize()}: {plain(str(instrument))}"
    if instrument.obligation:
        yield f"Obligation: {instrument.obligation}"
    if instrument.depositary:
        yield f"Depositary: {plain(instrument.depositary)}"
    if term := instrument.term:
        renewed = f", renewed {plain(term.renewed)}" if term.renewed else ""
        yield f"Term: {term.years} years, ending {term.expires}{renewed}"
    if instrument.address:
        yield plain(instrument.address)


def picture(alliance: cm.Alliance) -> str:
    """The timeline as a picture."""
    return f"<div>\n{alliance.chart().svg}\n</div>\n"


def stretches(alliance: cm.Alliance, page: Page) -> str:
    """The members by name, for each stretch of days on which they were the same."""
    rows = []
    for segment in alliance.timeline().segments():
        members, first = segment.value, segment.span.first_day
        if members.possibly and first and first <= alliance.horizon:
            days = clipped(cm.DaySet.from_spans([segment.span]), alliance.horizon)
            unsure = page.states(members.uncertain)
            named = page.states(members) + (f"; uncertain: {unsure}" if unsure else "")
            rows.append((first, days.last_day, count(members), named))
    return table(
        ("First day { .day }", "Last day { .day }", "Members", "Who { .wide }"), rows
    )


def years(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """The number of members in each year, and who came and went."""
    first, last = alliance.existence.first_day, alliance.horizon
    others = alliance.other_definitions
    yield (
        f"Counted under `{alliance.definition.name}`, and on 31 December under the other "
        "definitions too. “8 or 9” means that of one state it is not certain. A data set "
        "with one row for each state-year has to say which of these it counts.\n"
    )
    heads = ("Year", "1 Jan", "Any day", "31 Dec")
    rows = []
    for year in range(first.year, last.year + 1) if first else ():
        on = [
            _on(each, day, since=first)
            for each, day in (
                (alliance, date(year, 1, 1)),
                *((each, date(year, 12, 31)) for each in (alliance, *others)),
            )
        ]
        during = alliance.members_during(str(year), beyond="ignore").sometime
        changes = [
            each
            for each in alliance.changes(str(year), beyond="ignore")
            if each.day <= last
        ]
        moved = "; ".join(_moves(changes, page))
        rows.append((year, on[0], count(during), *on[1:], moved))
    names = (f"`{each.definition.name}`" for each in others)
    yield table((*heads, *names, "Came and went { .day }"), rows)


def _on(alliance: cm.Alliance, day: date, *, since: date | None) -> str:
    """How many members there were on a day; a dash where the record does not reach."""
    if since is None or not since <= day <= alliance.horizon:
        return "–"
    return count(alliance.members_on(day))


def _moves(changes: Sequence[cm.Change], page: Page) -> Iterator[str]:
    """Who came and went by these changes, by code."""
    for said, turn in (("in", "joined"), ("out", "left"), ("uncertain", "unsure")):
        if states := {s for change in changes for s in getattr(change, turn)}:
            yield f"{said}: {page.states(states, by='alpha_2')}"


def count(members: cm.Members) -> str:
    """How many members, from the fewest to the most that there may be."""
    fewest, most = len(members), len(members.possibly)
    if fewest == most:
        return str(fewest)
    return f"{fewest} {'or' if most == fewest + 1 else 'to'} {most}"


def unknown(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """What the record itself leaves open: days, versions, dates, and what it presumes."""
    for each in (alliance, *alliance.other_definitions):
        for state, days in each.days_by_state.items():
            if unsure := clipped(days.uncertain, alliance.horizon):
                yield f"- Under `{each.definition.name}` it is uncertain whether {page.state(state)} was a member: {unsure}."
    for event in alliance.record.all_events:
        if event.undecided:
            yield f"- No version is followed for {page.states(event.undecided)}: {page.act(alliance, event)}."
    presumed = (
        (act.event, claim.basis)
        for act in alliance.view.moves
        for claim in act.claims
        if claim.basis.startswith("presumed")
    )
    for event, basis in dict.fromkeys(presumed):
        yield f"- {page.act(alliance, event)}: {plain(basis)}."
    coarse = [act for act in alliance.acts() if not act.done.is_exact]
    if coarse:
        yield '\n??? note "Acts of which the exact day is not known"\n'
        for act in coarse:
            yield f"    - {when(act.done)}: {page.act(alliance, act.event)}"


def lists(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """The rosters: dated lists of members, which decide nothing and are checked."""
    if not alliance.record.rosters:
        return
    yield "\n## Lists that others gave { #lists }\n"
    yield "Most sources say who the members were, and not how they became it. Such rosters decide nothing; they are checked against the answers.\n"
    rows = (
        (
            when(roster.on),
            roster.count or len(roster.states),
            "; as suspended: ".join(
                page.states(some)
                for some in (roster.states - roster.suspended, roster.suspended)
                if some
            ),
            page.sources(roster.sources),
            plain(roster.why),
        )
        for roster in alliance.record.rosters
    )
    yield table(
        (
            "On { .day }",
            "Members",
            "Who { .wide }",
            "According to { .wide }",
            "Why it differs { .wide }",
        ),
        rows,
    )
