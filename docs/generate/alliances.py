"""A page for each alliance: who, since when, by which acts, and what is not known."""

from collections.abc import Iterator, Sequence
from datetime import date

import acts
import pictures
import registers
import steps
import upkeep
from bodies import names_during
from page import (
    FULL_WIDTH,
    Page,
    acts_apart,
    blocks,
    buttons,
    clipped,
    counted,
    dated,
    fold,
    in_words,
    plain,
    shipped,
    short,
    table,
    when,
)

import csto_membership as cm
from csto_membership.answers import wording

__all__ = ["pages"]

ACTS = """The day of an act is its address, which can be quoted. The best claim comes first, with the grade of its best source and a few of that source's own words, in its own language. What follows agrees with it (*also*) or disagrees (*against this*). Claims that the record does not follow stay here with their sources."""


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page of each alliance, with its other acts where it has some, and a list."""
    alliances = alliances or shipped()
    homes = registers.homes(alliances)
    yield "alliances/index.md", index(alliances)
    for alliance in alliances:
        page = Page(f"alliances/{alliance.record.id}.md", homes)
        yield page.place, page_of(alliance, page)
        for place in acts_apart(alliance):
            yield place, other_acts(alliance, Page(place, homes))


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


def page_of(alliance: cm.Alliance, page: Page) -> str:
    """The page of one alliance."""
    key = alliance.record.id
    title, groups, notes, cards = answer(alliance, page)
    found = steps.steps(alliance)
    sections = (
        FULL_WIDTH,
        f"# {plain(str(alliance))}\n",
        f"{plain(title)}\n{{: .lead }}\n",
        "## Members { #members }\n",
        *groups,
        *(f"{note}\n" for note in notes),
        f'<div class="pair" markdown="1">\n{cards}\n</div>\n',
        f"The record is {upkeep.fresh(alliance, page)}\n{{: .quiet }}\n",
        buttons(page, files(alliance)),
        "## Who, and when { #timeline }\n",
        pictures.of_alliance(alliance, page),
        "## Members over time { #years }\n",
        number_of_members(found),
        steps.picture(found, key, f"Number of members of the {short(alliance)}"),
        fold("Members by year, under each definition", "\n".join(years(alliance))),
        "## Changes { #changes }\n",
        changes(alliance, page, found),
        "\n## What it is { #what }\n",
        *what(alliance, page),
        *lists(alliance, page),
        fold(
            "What is not known",
            "\n".join(unknown(alliance, page)) or "No gap is known.",
            anchor="unknown",
        ),
        "\n## Acts by year { #acts }\n",
        f"{ACTS}\n",
        *acts.by_year(alliance, page, _here(alliance)),
        _more(alliance, page),
    )
    return "\n".join(sections)


APART = {
    "entries": (
        "Entries",
        "Signatures, accessions and admissions, and what entered into force",
    ),
    "other-acts": (
        "Other acts",
        "Requests for help, deployments, agreements and the chair of the Council",
    ),
    "steps": (
        "Steps and statements",
        "Votes, deposits, notices, refusals, statements and announcements",
    ),
}
"""The pages of acts that the page of an alliance has no room for, and what they hold."""


def other_acts(alliance: cm.Alliance, page: Page) -> str:
    """A page of some of the acts, such as requests for help."""
    name = plain(names_during(alliance, cm.DaySet()))
    events = acts_apart(alliance)[page.place]
    kind = page.place.rpartition(f"{alliance.record.id}-")[2][:-3]
    title, holds = APART[kind]
    moves_no_member = " that begin or end no membership under any definition"
    rest = "" if kind == "entries" else moves_no_member
    back = page.link(f"The page of the {name}", f"alliances/{alliance.record.id}.md")
    return "\n".join(
        (
            FULL_WIDTH,
            f"# {title}: {name}\n",
            f"{holds}: {counted(len(events), 'act')}{rest}. {back} has the others.\n{{: .lead }}\n",
            f"{ACTS}\n",
            *acts.by_year(alliance, page, events, level=2),
        )
    )


def _more(alliance: cm.Alliance, page: Page) -> str:
    """Links to the acts on other pages, if there are some."""
    lines: list[str] = []
    for place, events in acts_apart(alliance).items():
        _, holds = APART[place.rpartition(f"{alliance.record.id}-")[2][:-3]]
        lines.append(f"- {page.link(f'{holds}: {len(events)}', place)}")
    return "\n" + "\n".join(lines) + "\n"


def _here(alliance: cm.Alliance) -> list[cm.Event]:
    """The acts on the page of an alliance itself."""
    apart = frozenset[cm.Event]().union(*acts_apart(alliance).values())
    return [event for event in alliance.record.all_events if event not in apart]


def files(alliance: cm.Alliance) -> Iterator[tuple[str, str]]:
    """The files of an alliance, each with what its button says."""
    folder = f"api/v1/alliances/{alliance.record.id}"
    yield "Pick a day", f"index.md?alliance={alliance.record.id}"
    yield "Members (CSV)", f"{folder}/members.csv"
    yield "Periods of each state (CSV)", f"{folder}/spells.csv"
    yield "Acts (JSON)", f"{folder}/events.json"
    yield "Picture (SVG)", f"{folder}/chart.svg"
    yield "How to cite", "how-to/cite.md"


def answer(alliance: cm.Alliance, page: Page) -> tuple[str, list[str], list[str], str]:
    """The answer for the last day of the record: title, members, notes, and two cards."""
    members = alliance.members()
    lines = str(members).splitlines()
    notes = lines[1 + len(members.possibly) + 2 * bool(members.possibly) :]
    told = lines[2 : 2 + len(members.possibly)]
    where = notes.index(wording.definition(alliance))
    *existence, matters, differ, _ = notes[where + 1 :]
    groups = [
        _group(alliance, page, told[: len(members)]),
        _group(alliance, page, told[len(members) :], "Uncertain"),
    ]
    about = [
        *map(plain, map(dated, notes[:where])),
        " ".join(map(plain, map(dated, (wording.definition(alliance), *existence)))),
    ]
    disagreements = f"disagreements/{alliance.record.id}.md"
    has_some = bool(alliance.disagreements())
    cards = "\n".join(
        (
            _card(page.named(matters, alliance), "[The definitions](#what)"),
            _card(
                page.named(differ, alliance),
                page.link("Where sources differ, on any day", disagreements)
                if has_some
                else "",
            ),
        )
    )
    full = wording.full_name(alliance, alliance.horizon)
    lead = members.lead.replace(full, alliance.record.names[-1].short, 1)
    return (
        f"{dated(lead)}, as last known.",
        groups,
        list(filter(str.strip, about)),
        cards,
    )


def _card(line: str, more: str) -> str:
    """A question with its answer and a way on."""
    question, _, said = line.partition("? ")
    return f'<div markdown="1">\n**{question}?**\n\n{said}\n\n{more}\n\n</div>\n'


FEW = 12
"""Members or changes that are listed one by one; more are grouped or folded."""


def _group(
    alliance: cm.Alliance, page: Page, lines: Sequence[str], name: str = ""
) -> str:
    """Some members with the day of their entry, in the order of the picture."""
    by_entry: dict[str, list[str]] = {}
    days: dict[str, date] = {}
    for line in lines:
        state, _, since = line.strip().partition("  ")
        found = alliance.record.states.find(state)
        since = since.strip()
        by_entry.setdefault(since, []).append(page.state(found))
        first = alliance.days_of(found, absent="ignore").possibly.toggles[0]
        days[since] = min(days.get(since, date.max), first)
    if not lines:
        return ""
    ordered = sorted(by_entry, key=lambda since: (days[since], by_entry[since][0]))
    if len(lines) > FEW:
        items = [
            f"- {', '.join(by_entry[since])} <small>{plain(since)}</small>"
            for since in ordered
        ]
        kind = "groups"
    else:
        items = [
            f"- {state} <small>{plain(since)}</small>"
            for since in ordered
            for state in by_entry[since]
        ]
        kind = "members"
    head = f"**{name}: {len(lines)}**\n\n" if name else ""
    shown = "\n".join(items)
    return f'{head}<div class="{kind}" markdown="1">\n\n{shown}\n\n</div>\n'


def number_of_members(found: Sequence[steps.Step]) -> str:
    """A sentence on the number of members: at first, at most, and at last."""
    first, last = found[0], found[-1]
    most = max(found, key=lambda each: (each.fewest, each.most))
    said = (
        f"{counted(first.fewest, 'member').capitalize()} from {in_words(first.first)}"
    )
    if first.fewest != first.most:
        said = f"{first.number} members from {in_words(first.first)}"
    if most not in {first, last}:
        said += (
            f", {most.number} at most ({in_words(most.first)} to {in_words(most.last)})"
        )
    if last is not first:
        said += f", {last.number} on {in_words(last.last)}"
    unsure = [each for each in found if each.most > each.fewest]
    if not unsure:
        return f"{said}.\n"
    most = max(unsure, key=lambda each: each.most - each.fewest)
    states = counted(most.most - most.fewest, "state")
    return (
        f"{said}. “{most.number}” means that the membership of {states} is uncertain.\n"
    )


def changes(alliance: cm.Alliance, page: Page, found: Sequence[steps.Step]) -> str:
    """Each day on which members came or went, with the number from that day."""
    rows: list[tuple[date, str, str, str]] = []
    for change in alliance.changes(beyond="ignore"):
        if change.day > alliance.horizon:
            continue
        number = next(s.number for s in found if s.first <= change.day <= s.last)
        moved = (
            ("in", change.joined),
            ("out", change.left),
            ("uncertain", change.unsure),
        )
        told = "; ".join(f"{how}: {page.states(who)}" for how, who in moved if who)
        events = dict.fromkeys(act.event for act in change.acts)
        by = "; ".join(page.act(alliance, event) for event in events)
        rows.append((change.day, number, told, by))
    heads = ("From { .day }", "Members", "Who came and went", "By which act")
    if len(rows) <= FEW:
        return blocks(heads, rows)
    earlier = fold(
        "Earlier changes", blocks(heads, rows[:-LATEST]), note=str(len(rows) - LATEST)
    )
    return f"{earlier}\nThe latest:\n\n{blocks(heads, rows[-LATEST:])}"


LATEST = 5
"""Changes that are not folded where they are more than a few."""


def what(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """Its names, what constitutes it, and which definition is its default, and why."""
    record = alliance.record
    for name in record.names:
        by = f" ({page.sources(name.sources)})" if name.sources else ""
        yield f"- {plain(str(name))}, since {in_words(name.since)}{by}"
    for instrument in record.instruments.values():
        if instrument.roles:
            yield f"- {'. '.join(_constitutes(instrument))}."
    if chair := alliance.chair_on(alliance.horizon):
        yield f"- In the chair on {in_words(alliance.horizon)}: {page.states(chair)}."
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


def years(alliance: cm.Alliance) -> Iterator[str]:
    """The number of members in each year, under every definition."""
    first, last = alliance.existence.first_day, alliance.horizon
    others = alliance.other_definitions
    yield (
        f"Counted under `{alliance.definition.name}`, and on 31 December under the other "
        "definitions too. A data set with one row for each state-year has to say which of "
        "these it counts.\n"
    )
    heads = ("Year", "1 Jan", "Any day", "31 Dec")
    rows = list[tuple[int, int, tuple[str, ...]]]()
    for year in range(first.year, last.year + 1) if first else ():
        on = [
            _on(each, day, since=first)
            for each, day in (
                (alliance, date(year, 1, 1)),
                *((each, date(year, 12, 31)) for each in (alliance, *others)),
            )
        ]
        during = alliance.members_during(str(year), beyond="ignore").sometime
        row = (on[0], count(during), *on[1:])
        if rows and rows[-1][2] == row:
            rows[-1] = (rows[-1][0], year, row)
        else:
            rows.append((year, year, row))
    names = (f"`{each.definition.name}`" for each in others)
    lines = (
        (first if first == last else f"{first} to {last}", *row)
        for first, last, row in rows
    )
    yield table((*heads, *names), lines)


def _on(alliance: cm.Alliance, day: date, *, since: date | None) -> str:
    """How many members there were on a day; a dash where the record does not reach."""
    if since is None or not since <= day <= alliance.horizon:
        return "–"
    return count(alliance.members_on(day))


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
                yield f"- Under `{each.definition.name}` it is uncertain whether {wording.article(state)}{page.state(state)} was a member: {unsure}."
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
        which = page.link("the acts", page.place, "acts")
        yield f"- Of {counted(len(coarse), 'act')} the exact day is not known; {which} say so."


def lists(alliance: cm.Alliance, page: Page) -> Iterator[str]:
    """The rosters: dated lists of members, which decide nothing and are checked."""
    if not alliance.record.rosters:
        return
    said = "Most sources say who the members were, and not how they became members. We only check our answers against these lists.\n\n"
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
    lines = table(
        (
            "On { .day }",
            "Members",
            "Who { .wide }",
            "According to { .wide }",
            "Why it differs { .wide }",
        ),
        rows,
    )
    yield fold(
        "Lists of members that others gave",
        said + lines,
        anchor="lists",
        note=counted(len(alliance.record.rosters), "list"),
    )
