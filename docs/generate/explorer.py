"""The date picker of the home page: what the library answers, on every day.

Between two days on which something changes, an answer differs only in the day it names.
So the answers of all days are few, and a page can hold them without Python. There is a
script for each alliance, which hands them to `explorer.js`; being a script and not JSON,
it can also be read from a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from typing import Any

import attrs
import editions
import fragments
from page import dated

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.answers.notes import status_of_several
from csto_membership.charts.figure import Group
from csto_membership.charts.svg import NARROW, WIDE, as_svg
from csto_membership.days.span import ONE_DAY
from csto_membership.record.spelling import folded

DAY = "{day}"
"""Stands in a text for the day asked."""

TEXTS = ("heading", "statuses", "existence", "matters", "differ", "complete")
"""The parts of an answer that are one text each."""

TOLD = [
    status
    for status in cm.Status
    if status
    not in {
        cm.Status.MEMBER,
        cm.Status.UNCERTAIN,
        cm.Status.NOT_YET,
        cm.Status.NEVER,
        cm.Status.NO_BODY,
        cm.Status.NO_STATE,
    }
]
"""The statuses that are told beside the members."""

MEANS_NO = {
    "matters": " All four definitions count the same states.",
    "differ": " We found no source that gives other members for this day.",
}
"""What a no means in each of the two cards."""

MORE = "more on its standing below"
"""What the row of a member says of which the notes say more."""


def scripts() -> Iterator[tuple[str, str]]:
    """Yield the answers of each alliance, as a script."""
    for name in cm.available():
        values = json.dumps(of(name), ensure_ascii=False, indent=0)
        script = (
            f"window.explorer = {{ ...window.explorer, {json.dumps(name)}: {values} }};"
        )
        yield f"assets/explorer/{name}.js", f"{script}\n"


@cache
def of(name: str) -> dict[str, Any]:
    """Return the answers of a shipped alliance, which the home page shows and sends."""
    return answers(cm.load(name))


def answers(alliance: cm.Alliance) -> dict[str, Any]:
    """Return what an alliance answers on every day, under every definition."""
    shared = Shared(fragments.Linker.of(alliance))
    under_each = [alliance.under(definition) for definition in alliance.definitions()]
    definitions: dict[str, dict[str, Any]] = {
        asked.definition.name: {
            "meaning": wording.definition(asked),
            "in_short": in_short(asked),
            "key": asked.members().cite().id.rpartition("-")[2],
            **drawn(asked),
            "answers": list(answers_under(asked, shared)),
        }
        for asked in under_each
    }
    for name, each in definitions.items():
        caption = f"{wording.names(alliance)}: {each['in_short']}"
        each["periods"] = fragments.periods(
            stretches(alliance, each["answers"], shared.rows.values), caption
        )
        each["name"] = name
    titles = {each["title"] for d in definitions.values() for each in d["answers"]}
    first_days = [d.possibly.toggles[0] for d in days_under_all(alliance) if d.possibly]
    named = {key for keys in shared.sources.values for key in keys}
    return {
        "default": alliance.definition.name,
        "facts": cm.facts_version,
        "released": str(alliance.members().cite().issued),
        "author": alliance.members().cite().author,
        "first_day": f"{min(first_days).year}-01-01",
        "complete_until": str(alliance.complete_until),
        "states": {
            s.short_code: [s.name, fragments.page_of(s)]
            for s in alliance.record.parties
        },
        "titles": {title: linked_title(alliance, title) for title in sorted(titles)},
        "definitions": definitions,
        "rows": shared.rows.values,
        "texts": shared.texts.values,
        "sources": shared.sources.values,
        "citations": {key: str(alliance.sources[key].cite()) for key in sorted(named)},
        **_editions(alliance, shared.linker),
    }


def _editions(alliance: cm.Alliance, linker: fragments.Linker) -> dict[str, Any]:
    """Return the editions of the facts and what each changed, with links in the reasons."""
    found = editions.of(alliance.record.id)
    changed = [{**each, "why": linker.html(each["why"])} for each in found["changed"]]
    return {**found, "changed": changed}


def linked_title(alliance: cm.Alliance, title: str) -> str:
    """Return a name of an alliance as a link to its page."""
    return f'<a href="alliances/{alliance.record.id}/">{escape(title)}</a>'


def in_short(alliance: cm.Alliance) -> str:
    """Return a definition in the few words that every answer has in parentheses."""
    return wording.conditions(alliance).strip("()")


def drawn(alliance: cm.Alliance) -> dict[str, str]:
    """Return the picture for a wide and for a narrow page, and what it shows in words."""
    chart = alliance.chart()
    links = {
        row.key: fragments.page_of(alliance.record.states.find(row.label))
        for group in chart.groups
        for row in group.rows
        if row.key
    }
    bare = attrs.evolve(chart, groups=tuple(map(_without_notes, chart.groups)))
    return {
        "wide": as_svg(bare, WIDE, links),
        "narrow": as_svg(bare, NARROW, links),
        "description": dated(f"{chart.title}. {chart.description}"),
    }


def _without_notes(group: Group) -> Group:
    """Leave out what the page says beside it; rows are in the order of the list there."""
    rows = (
        attrs.evolve(r, ticks=tuple(attrs.evolve(t, note="") for t in r.ticks))
        for r in sorted(group.rows, key=lambda each: folded(each.label))
    )
    return attrs.evolve(group, heading="", rows=tuple(rows))


def stretches(
    alliance: cm.Alliance, told: Iterable[dict[str, Any]], rows: list[list[str]]
) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield the periods in which the same states are members, up to the last day."""
    names = {state.short_code: state.name for state in alliance.record.parties}

    def who(answer: dict[str, Any]) -> tuple[list[str], list[str]]:
        members, uncertain = (
            [names[rows[place][0]] for place in answer[group]]
            for group in ("members", "uncertain")
        )
        return members, uncertain

    until = alliance.complete_until
    known = [each for each in told if each["from"] <= str(until)]
    found = [(who_, next(same)["from"]) for who_, same in groupby(known, key=who)]
    lasts = [date.fromisoformat(day) - ONE_DAY for _, day in found[1:]]
    for (in_it, first), last in zip(found, [*lasts, until], strict=True):
        yield first, str(last), *in_it


class Values:
    """Values that many answers hold, each kept once and named by its place."""

    def __init__(self) -> None:
        """Start with none."""
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        """Return where a value stands; it is added if it is new."""
        key = json.dumps(value)
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]


class Shared:
    """What the answers of an alliance have in common.

    Attributes:
        linker: Makes the links in them.
        rows: The members, each with its code, its HTML, and since when.
        texts: The other pieces of HTML.
        sources: The lists of ids of sources.
    """

    def __init__(self, linker: fragments.Linker) -> None:
        """Start with none."""
        self.linker = linker
        self.rows, self.texts, self.sources = Values(), Values(), Values()

    def html(self, text: str) -> int:
        """Return where a text is, as HTML with links."""
        return self.texts.place(self.linker.html(text))


def answers_under(alliance: cm.Alliance, shared: Shared) -> Iterator[dict[str, Any]]:
    """Yield each answer under one definition that is another than the one before."""
    last: dict[str, Any] = {}
    for day in days_of_change(alliance):
        told = answer(alliance, day, shared)
        if told != {**last, "from": told["from"]}:
            yield told
            last = told


def days_of_change(alliance: cm.Alliance) -> list[date]:
    """Return every day on which the answer may be another than on the day before."""
    sets = days_under_all(alliance)
    sets += [d for rival in alliance.rivals for d in rival.days.values()]
    days = {day for each in sets for part in parts(each) for day in part.toggles}
    acts = alliance.view.moves
    days |= {d for act in acts for d in (act.since.earliest, act.since.latest) if d}
    days |= {name.since for name in alliance.record.names}
    days = days.union(*map(alliance.change_days_of, alliance.record.parties))
    return sorted({date.min, *days, alliance.horizon + ONE_DAY})


def days_under_all(alliance: cm.Alliance) -> list[cm.FuzzyDaySet]:
    """Return the days of each state under each definition."""
    asked = (alliance, *alliance.other_definitions)
    return [days for each in asked for days in each.days_by_state.values()]


def parts(days: cm.FuzzyDaySet) -> tuple[cm.DaySet, cm.DaySet]:
    """Return the sure and the possible days."""
    return days.surely, days.possibly


def answer(alliance: cm.Alliance, day: date, shared: Shared) -> dict[str, Any]:
    """Return the ten-second answer in parts, with the sources behind it."""
    members = alliance.members_on(day, beyond="ignore")
    first, *lines = str(members).splitlines()
    title, count = first.split(f" on {day}: ")
    listed = [*members, *members.uncertain]
    after = 1 + len(listed) + bool(listed)  # an empty line before them, and behind
    after_notes = lines.index(wording.definition(alliance))
    *existence, matters, differ, complete = lines[after_notes + 1 :]
    notes = lines[after:after_notes]
    others = other_statuses(alliance, day)
    flagged = {state for states in others.values() for state in states}
    told = [
        shared.rows.place(row(alliance, state, line, day, flagged=state in flagged))
        for state, line in zip(listed, lines[1:after], strict=False)
    ]
    cited = members.cite()
    own = str(cited).splitlines()[0].replace(f" on {day}", f" on {DAY}")
    return {
        "from": str(day),
        "title": title,
        "count": count,
        "members": told[: len(members)],
        "uncertain": told[len(members) :],
        "heading": shared.texts.place(fragments.heading(title, DAY, count)),
        "statuses": shared.html(statuses(others, notes)),
        "notes": [shared.html(line) for line in notes],
        "existence": shared.html("".join(existence)),
        **{
            part: shared.html(f"{said}{MEANS_NO[part]}" if said == "No." else said)
            for part, said in (
                ("matters", matters.partition("? ")[2]),
                ("differ", differ.partition("? ")[2]),
            )
        },
        "complete": shared.html(complete),
        "cite": own,
        "sources": shared.sources.place([cite.id for cite in cited.sources]),
    }


def row(
    alliance: cm.Alliance, state: cm.State, line: str, day: date, *, flagged: bool
) -> list[str]:
    """Return a state, since when it is in, by which acts, and what they rest on."""
    spells = alliance.history(state, absent="ignore").spells
    spell = [s for s in spells if s.first_day is None or s.first_day <= day][-1]
    since = line.strip().removeprefix(state.name).strip()
    acts = "; ".join(dict.fromkeys(str(act.event) for act in spell.opened_by))
    more = [acts] if acts else []
    if day not in spell.surely:
        deciding = alliance.explain(state, day, beyond="ignore").steps[-1].deciding
        more.append(basis([*deciding]))
    if flagged:
        more.append(MORE)
    return [state.short_code, fragments.member(state, since, more), since]


def basis(claims: list[cm.Claim]) -> str:
    """Return what is presumed or derived, and where it is undecided what each says."""
    said = [
        f"{c.basis[0].upper()}{c.basis[1:]}." for c in claims if c.basis != "stated"
    ]
    if len(claims) > 1:
        said += [claim.why for claim in claims]
    return " ".join(dict.fromkeys(filter(None, said)))


def other_statuses(alliance: cm.Alliance, day: date) -> dict[cm.Status, list[cm.State]]:
    """Return the states that are something else than members, or also something else."""
    found: dict[cm.Status, list[cm.State]] = {status: [] for status in TOLD}
    for state, status in alliance.statuses_on(day, beyond="ignore").items():
        if status in found:
            found[status].append(state)
    return {status: states for status, states in found.items() if states}


def statuses(
    others: Mapping[cm.Status, Iterable[cm.State]], notes: Sequence[str]
) -> str:
    """Return what the other states are, unless the notes say it with both sides."""
    told = {
        status: [
            state.name
            for state in states
            if status is not cm.Status.HALTED
            or not any(state.name in note for note in notes)
        ]
        for status, states in others.items()
    }
    return " ".join(
        f"{status_of_several(status, names)}: {', '.join(names)}."
        for status, names in told.items()
        if names
    )
