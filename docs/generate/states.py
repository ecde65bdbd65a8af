"""A page for each state: its memberships, its acts, and how its memberships relate."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations

import attrs
import pictures
import registers
from acts import counts, day_of, first_day
from page import (
    FULL_WIDTH,
    Page,
    blocks,
    buttons,
    clipped,
    counted,
    fold,
    in_address,
    in_words,
    listed,
    place_of,
    plain,
    shipped,
    short,
    table,
)

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.membership.status import BETWEEN

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
    return sorted(
        {state for each in alliances for state in each.record.parties},
        key=lambda state: in_address(state.name),
    )


def index(states: Sequence[cm.State], alliances: Sequence[cm.Alliance]) -> str:
    """The list of states, with the bodies of each."""
    page = Page("states/index.md", registers.homes(alliances))
    rows: list[tuple[str, str, str, str, str]] = []
    for state in states:
        bodies = _bodies(state, _naming(alliances, state))
        beside = dict.fromkeys(bodies.perhaps, "uncertain") | bodies.beside
        rows.append(
            (
                page.state(state),
                ", ".join(page.body(each, state) for each in bodies.now),
                ", ".join(page.body(each, state) for each in bodies.before),
                ", ".join(
                    f"{page.body(each, state)} ({how})" for each, how in beside.items()
                ),
                state.code,
            )
        )
    heads = ("State", "Member now", "Member before", "Otherwise", "Code")
    return f"""{FULL_WIDTH}
# States

*For everyone who starts from a state: what it was a member of, and when.*

{len(states)} states that some record names. The page of a state has its days in each body, a picture, and every act with its sources.

{_names_by_letter(states, page)}
{fold("What each state is, and was, a member of", _KNOWN + blocks(heads, rows), anchor="table", level=2)}
"""


_KNOWN = "By each body's own usual definition. “Now” is the last day for which the record of a body is complete.\n\n"


def _names_by_letter(states: Sequence[cm.State], page: Page) -> str:
    """The names of states in columns, by their first letters."""
    letters: dict[str, list[str]] = {}
    for state in states:
        letter = in_address(state.name)[0].upper()
        letters.setdefault(letter, []).append(f"- {page.state(state)}")
    shown = (f"- **{each}**\n" + "\n".join(names) for each, names in letters.items())
    return '<div class="names" markdown="1">\n\n' + "\n".join(shown) + "\n\n</div>\n"


def page_of(state: cm.State, alliances: Sequence[cm.Alliance]) -> str:
    """The page of one state."""
    page = Page(place_of(state), registers.homes(alliances))
    naming = sorted(_naming(alliances, state), key=lambda each: _first(each, state))
    sections = (
        FULL_WIDTH,
        f"# {plain(state.name)}\n",
        f"{sentence(state, naming, page)}\n{{: .lead }}\n",
        *_status_notes(state, naming),
        pictures.of_state(state, naming, page),
        "## In each body { #bodies }\n",
        _overview(state, naming, page),
        buttons(page, _files(state)),
        "## What would change the answer { #answer }\n",
        *_cards(state, naming, page),
        *_notes(state, naming, page),
        "## How it came in and out { #acts }\n",
        _moves(state, naming, page)
        or "No act brought it in or out of any of these bodies.\n",
        "## All acts, by body { #all }\n",
        *(_membership(state, each, page) for each in naming),
        fold(
            "How its memberships overlap",
            "\n".join(relations(state, naming)),
            anchor="relations",
        ),
        fold("Names and codes", "\n".join(_names(state)), anchor="names"),
    )
    return "\n".join(sections)


def _first(alliance: cm.Alliance, state: cm.State) -> tuple[str, str]:
    """In what order bodies are listed: by first membership, those without one last."""
    days = alliance.days_of(state, absent="ignore").possibly
    return str(days.toggles[0] if days else "9999"), alliance.record.id


@attrs.frozen
class Bodies:
    """The bodies of which a state is, may be and was a member, and its other statuses."""

    now: list[cm.Alliance] = attrs.field(factory=list[cm.Alliance])
    perhaps: list[cm.Alliance] = attrs.field(factory=list[cm.Alliance])
    before: list[cm.Alliance] = attrs.field(factory=list[cm.Alliance])
    beside: dict[cm.Alliance, str] = attrs.field(factory=dict[cm.Alliance, str])


def _bodies(state: cm.State, alliances: Sequence[cm.Alliance]) -> Bodies:
    """What a state is to each body on the last day of its record."""
    found = Bodies()
    for each in alliances:
        (told,) = cm.memberships_of(state, each.horizon, each)
        if told.answer.surely:
            found.now.append(each)
        elif told.answer.possibly:
            found.perhaps.append(each)
        elif each.days_of(state, absent="ignore").possibly:
            found.before.append(each)
        if told.in_words not in _PLAIN:
            found.beside[each] = told.in_words.rpartition("; ")[2]
    return found


_PLAIN = {
    "member",
    "former member",
    "never a member",
    "not yet a member",
    cm.Status.UNCERTAIN,
    cm.Status.NO_BODY,
    cm.Status.NO_STATE,
}
"""What a state is where there is nothing to add to its days."""


def sentence(state: cm.State, alliances: Sequence[cm.Alliance], page: Page) -> str:
    """What it is a member of, was a member of, and is besides, with the days."""
    bodies = _bodies(state, alliances)
    article = wording.capital(wording.article(state))
    name, said = f"{article}**{plain(state.name)}**", list[str]()
    for some, begin in (
        (bodies.now, "{} is a member of"),
        (bodies.perhaps, "{} may be a member of"),
        (bodies.before, "{} was a member of"),
    ):
        if some:
            told = listed(_membership_in_words(state, each, page) for each in some)
            said.append(f"{begin.format('It' if said else name)} {told}.")
    if not said:
        told = listed(_called(state, each, page) for each in alliances)
        said.append(f"{name} was never a member of {told}.")
    stands = (_standing(state, a, page, how) for a, how in bodies.beside.items())
    said += filter(None, stands)
    ends = sorted({each.horizon for each in (*bodies.now, *bodies.perhaps)})
    if ends:
        first, last = in_words(ends[0]), in_words(ends[-1])
        known = f"As last known on {first}"
        if first != last:
            known = f"The records end between {first} and {last}"
        said.append(f"<small>{known}. Each body by its own usual definition.</small>")
    return " ".join(said)


_STANDING = {
    "observer": "It is an observer of {0}.",
    "partner": "It is a partner of {0}.",
    "associate": "It is an associate of {0}.",
    "founding state only": "It founded {0}, and is not a member under its charter.",
    "uncertain": "Whether it is a member of {0} is uncertain.",
    "leaving": "It has given notice that it leaves {0}.",
    "outside the military command": "In {0} it is outside the military command.",
}


def _standing(state: cm.State, alliance: cm.Alliance, page: Page, status: str) -> str:
    """What it is besides; a status that has a note is told with that, for both sides."""
    if _status_note(state, alliance):
        return ""
    called = _called(state, alliance, page)
    return _STANDING.get(status, "Its status in {0}: {1}.").format(called, status)


def _status_notes(state: cm.State, alliances: Sequence[cm.Alliance]) -> Iterator[str]:
    """A paragraph for each status that is contested, as the record tells it."""
    notes = (_status_note(state, each) for each in alliances)
    yield from (f"{plain(note)}\n" for note in dict.fromkeys(notes) if note)


def _status_note(state: cm.State, alliance: cm.Alliance) -> str:
    """The note on the act that began its status, such as a suspension."""
    kind = BETWEEN.get(alliance.status(state, alliance.horizon))
    acts = alliance.acts(state=state, absent="ignore")
    notes = [act.event.note for act in acts if kind and act.kind is kind]
    return notes[-1] if notes else ""


_WITHOUT_ARTICLE = {
    "ANZUS",
    "CENTO",
    "ECOWAS",
    "EurAsEC",
    "GUAM",
    "GUUAM",
    "NATO",
    "SEATO",
}


def _called(state: cm.State, alliance: cm.Alliance, page: Page) -> str:
    """A body by the short names that the state knew, with article and link."""
    link = page.body(alliance, state)
    name = re.split(r"[],]", link.removeprefix("["), maxsplit=1)[0]
    return link if name in _WITHOUT_ARTICLE else f"the {link}"


def _membership_in_words(state: cm.State, alliance: cm.Alliance, page: Page) -> str:
    """A body with the years of a membership; the table below has the days."""
    days = alliance.days_of(state, absent="ignore")
    unsure = days.uncertain if clipped(days.uncertain, alliance.horizon) else None
    told = [_years(days.surely, alliance)] if days.surely else []
    if unsure and not (days.surely and _is_short(clipped(unsure, alliance.horizon))):
        told.append(f"possibly {_years(unsure, alliance)}")
    return f"{_called(state, alliance, page)} ({', '.join(told)})"


def _is_short(days: cm.DaySet) -> bool:
    """Whether some days are too few to be seen in years."""
    return days.count() < MONTHS


MONTHS = 92
"""Fewer uncertain days than this are in the table, and not in the sentence."""


def _years(days: cm.DaySet, alliance: cm.Alliance) -> str:
    """Spans of days as a sentence has them, by their years."""
    return listed(_span(span, alliance.horizon) for span in days.spans())


def _span(span: cm.Span, horizon: date) -> str:
    first, last = span.first_day or date.min, span.last_day
    if last is None or last > horizon:
        return f"since {first.year}"
    return f"{first.year} to {last.year}" if first.year < last.year else f"{first.year}"


def _files(state: cm.State) -> Iterator[tuple[str, str]]:
    """The files of a state, each with what its button says."""
    folder = f"api/v1/states/{state.code}"
    yield "Periods (CSV)", f"{folder}/spells.csv"
    yield "Acts (JSON)", f"{folder}/events.json"
    yield "Picture (SVG)", f"{folder}/chart.svg"
    yield "How to cite", "how-to/cite.md"


def _overview(state: cm.State, alliances: Sequence[cm.Alliance], page: Page) -> str:
    """A row for each body, in the order of the picture."""
    rows = (
        (
            page.body(each, state),
            _days(each, state),
            _status(each, state),
            each.horizon,
            wording.conditions(each).strip("()"),
        )
        for each in alliances
    )
    heads = ("Body", "Member", "Last known", "On { .day }", "Who counts as a member")
    return blocks(heads, rows)


def _cards(
    state: cm.State, alliances: Sequence[cm.Alliance], page: Page
) -> Iterator[str]:
    """On which days another definition or another source changes the answer."""
    differ = _by_body(state, alliances, "opposed_by_rival")
    matter = _by_body(state, alliances, "opposed_by_definition")
    told: list[str] = []
    for each, days in differ.items():
        place = f"disagreements/{each.record.id}.md"
        told.append(
            f"- {page.body(each, state)}: {days} ({page.link('who says what', place)})"
        )
    definitions = "reference/coding-rules.md"
    yield '<div class="pair" markdown="1">\n'
    yield from _card(
        "Another definition",
        [f"- {page.body(each, state)}: {days}" for each, days in matter.items()],
        "Under every definition the answer is the same, on every day.",
        "On these days the answer depends on the definition:",
        page.link("The definitions", definitions),
    )
    yield from _card(
        "Another source",
        told,
        "No source that we read changes the answer, on any day.",
        "On these days some source gives another answer:",
        "",
    )
    yield "</div>\n"


def _card(
    name: str, found: Sequence[str], none: str, some: str, more: str
) -> Iterator[str]:
    yield f'<div markdown="1">\n**{name}**\n'
    yield f"{some}\n\n" + "\n".join(found) if found else none
    yield f"\n{more}\n\n</div>\n"


def _by_body(
    state: cm.State, alliances: Sequence[cm.Alliance], question: str
) -> dict[cm.Alliance, cm.DaySet]:
    """The days on which the answer for a state is another one, for each body."""
    found: dict[cm.Alliance, cm.DaySet] = {}
    for each in alliances:
        days = _opposed(each, question).get(state)
        if days:
            found[each] = days
    return found


@cache
def _opposed(alliance: cm.Alliance, question: str) -> Mapping[cm.State, cm.DaySet]:
    covered = clipped(cm.DaySet.span(None, None), alliance.horizon)
    opposed: Mapping[cm.State, cm.DaySet] = getattr(alliance, question)(covered)
    return opposed


def _notes(
    state: cm.State, alliances: Sequence[cm.Alliance], page: Page
) -> Iterator[str]:
    """What readers must know of its acts, each sentence once."""
    notes = (
        (act.event.note, page.body(each, state))
        for each in alliances
        for act in each.acts(state=state, absent="ignore")
        if act.event.note and counts(each, act)
    )
    above = {_status_note(state, each) for each in alliances}
    for note, name in dict(notes).items():
        if note not in above:
            yield f"*{name}*: {plain(note)}\n"


def _moves(state: cm.State, alliances: Sequence[cm.Alliance], page: Page) -> str:
    """The acts by which it came in and out, in order of time, with their best source."""
    rows = [
        (first_day(act.event, [act]), each, act, effect)
        for each in alliances
        for spell in each.history(state, absent="ignore").spells
        for effect, done in (("in", spell.opened_by), ("out", spell.closed_by))
        for act in done
    ]
    rows.sort(key=lambda row: (row[0], row[1].record.id, row[3]))
    return blocks(
        ("Day { .day }", "Body", "What happened", "Effect", "Best source"),
        (
            (
                day_of(act) + (", possibly never" if act.may_not_have_happened else ""),
                page.body(each, state),
                page.act(each, act.event),
                effect,
                _best(act, page),
            )
            for _, each, act, effect in rows
        ),
    )


def _best(act: cm.Act, page: Page) -> str:
    """The best source of an act, and how many more there are."""
    sources = list(dict.fromkeys(s for claim in act.claims for s in claim.sources))
    if not sources:
        return ""
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return f"{page.source(sources[0])}{more}"


def _naming(alliances: Sequence[cm.Alliance], state: cm.State) -> list[cm.Alliance]:
    return [each for each in alliances if state in each.record.parties]


def _days(alliance: cm.Alliance, state: cm.State) -> str:
    days = alliance.days_of(state, absent="ignore")
    return str(days) if days.possibly else "never"


def _status(alliance: cm.Alliance, state: cm.State) -> str:
    """What it is to an alliance on the record's last day, and whether it is a member."""
    (told,) = cm.memberships_of(state, alliance.horizon, alliance)
    return told.in_words


def _names(state: cm.State) -> Iterator[str]:
    """Its codes, and the names under which it is found."""
    told = (
        ("ISO 3166-1", ", ".join(filter(None, (state.alpha_2, state.alpha_3)))),
        ("Correlates of War", "" if state.cow is None else str(state.cow)),
        ("Also in English", ", ".join(state.variants)),
        ("Dutch", ", ".join(state.nl)),
        ("Russian", ", ".join(state.ru)),
        ("Existed", "" if state.existence is None else str(state.existence)),
    )
    yield from (f"- {what}: {plain(names)}" for what, names in told if names)


def _membership(state: cm.State, alliance: cm.Alliance, page: Page) -> str:
    """Its spells under each definition, its acts, and what sources differ on; folded."""
    key = alliance.record.id
    # An undecided event may be an act of one kind or of another, on the same day.
    acts = {
        (act.event.id, day_of(act)): act
        for act in alliance.acts(state=state, absent="ignore")
    }.values()
    found = alliance.disagreements()
    differ = sum(each.concerns(state) for each in found)
    lines = (
        "**By definition**\n",
        *_spells(state, alliance, page),
        *(("**Acts**\n", _acts(acts, page, alliance)) if acts else ()),
        *_disputes(state, alliance, page),
    )
    note = counted(len(acts), "act") if acts else "no act of its own"
    if differ:
        note += f"; sources differ on {differ}"
    return fold(wording.names(alliance), "\n".join(lines), anchor=key, note=note)


def _acts(acts: Iterable[cm.Act], page: Page, alliance: cm.Alliance) -> str:
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
    yield "**Where sources differ**\n"
    for each in found:
        stakes: dict[cm.DaySet, list[str]] = {}
        for name, stake in each.stakes.items():
            if state in stake:
                stakes.setdefault(stake[state], []).append(f"`{name}`")
        told = [
            f"{counted(days.count(), 'day')} at stake under {', '.join(names)} ({days})"
            for days, names in stakes.items()
        ]
        link = page.dispute(alliance, each.event, plain(str(each.event)))
        yield f"- {link}: {'; '.join(told) or 'this disagreement changes no date'}."
    yield ""


def relations(state: cm.State, alliances: Sequence[cm.Alliance]) -> Iterator[str]:
    """How its stretches of membership in different alliances lie to one another."""
    rows = [
        row
        for one, other in combinations(alliances, 2)
        for row in _pairs(state, one, other)
    ]
    if rows:
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
