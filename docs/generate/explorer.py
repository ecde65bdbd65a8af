"""The date picker of the home page: what the library answers, on every day.

Between two days on which something changes, an answer differs only in the day it names.
So the answers of all days are few, and a page can hold them without Python. There is a
script for each alliance, which hands them to `explorer.js`; being a script and not JSON,
it can also be read from a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from page import in_address

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.days.span import ONE_DAY

DAY = "{day}"
"""Stands in a text for the day asked."""

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


def scripts() -> Iterator[tuple[str, str]]:
    """Yield the answers of each alliance, as a script."""
    for name in cm.available():
        values = json.dumps(answers(cm.load(name)), ensure_ascii=False, indent=0)
        script = (
            f"window.explorer = {{ ...window.explorer, {json.dumps(name)}: {values} }};"
        )
        yield f"assets/explorer/{name}.js", f"{script}\n"


def answers(alliance: cm.Alliance) -> dict[str, Any]:
    """Return what an alliance answers on every day, under every definition."""
    rows, sources = Shared(), Shared()
    under_each = [alliance.under(definition) for definition in alliance.definitions()]
    definitions = {
        asked.definition.name: {
            "meaning": wording.definition(asked),
            "chart": asked.chart().svg,
            "answers": list(answers_under(asked, rows, sources)),
        }
        for asked in under_each
    }
    first_days = [d.possibly.toggles[0] for d in days_under_all(alliance) if d.possibly]
    named = {key for keys in sources.values for key in keys}
    for asked in under_each:
        for rival in asked.rivals:
            named.update(rival.claim.sources.ids)
    return {
        "default": alliance.definition.name,
        "first_day": f"{min(first_days).year}-01-01",
        "complete_until": str(alliance.complete_until),
        "states": {
            s.short_code: [s.name, f"states/{in_address(s.name)}/"]
            for s in alliance.record.parties
        },
        "definitions": definitions,
        "rows": rows.values,
        "sources": sources.values,
        "citations": {key: str(alliance.sources[key].cite()) for key in sorted(named)},
    }


class Shared:
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


def answers_under(
    alliance: cm.Alliance, rows: Shared, sources: Shared
) -> Iterator[dict[str, Any]]:
    """Yield each answer under one definition that is another than the one before."""
    last: dict[str, Any] = {}
    for day in days_of_change(alliance):
        told = answer(alliance, day, rows, sources)
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


def answer(
    alliance: cm.Alliance, day: date, rows: Shared, sources: Shared
) -> dict[str, Any]:
    """Return the ten-second answer in parts, with the sources behind it."""
    members = alliance.members_on(day, beyond="ignore")
    first, *lines = str(members).splitlines()
    title, count = first.split(f" on {day}: ")
    listed = [*members, *members.uncertain]
    after = 1 + len(listed) + bool(listed)  # an empty line before them, and behind
    after_notes = lines.index(wording.definition(alliance))
    *existence, matters, differ, complete = lines[after_notes + 1 :]
    told = [
        rows.place(row(alliance, state, line, day))
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
        "statuses": statuses(alliance, day),
        "notes": lines[after:after_notes],
        "existence": "".join(existence),
        "matters": matters.partition("? ")[2],
        "differ": differ.partition("? ")[2],
        "complete": complete,
        "cite": own,
        "sources": sources.place([cite.id for cite in cited.sources]),
    }


def row(alliance: cm.Alliance, state: cm.State, line: str, day: date) -> list[str]:
    """Return a state, since when it is in, by which acts, and what they rest on."""
    spells = alliance.history(state, absent="ignore").spells
    spell = [s for s in spells if s.first_day is None or s.first_day <= day][-1]
    since = line.strip().removeprefix(state.name).strip()
    acts = dict.fromkeys(str(act.event) for act in spell.opened_by)
    claims = [claim for act in spell.opened_by for claim in act.claims]
    if day not in spell.surely:
        claims = [*alliance.explain(state, day, beyond="ignore").steps[-1].deciding]
    return [state.short_code, since, "; ".join(acts), basis(claims)]


def basis(claims: list[cm.Claim]) -> str:
    """Return what is presumed or derived, and where it is undecided what each says."""
    said = [
        f"{c.basis[0].upper()}{c.basis[1:]}." for c in claims if c.basis != "stated"
    ]
    if len(claims) > 1:
        said += [claim.why for claim in claims]
    return " ".join(dict.fromkeys(filter(None, said)))


def statuses(alliance: cm.Alliance, day: date) -> dict[str, str]:
    """Return the states that are something else than members, by what they are."""
    found: dict[cm.Status, list[str]] = {status: [] for status in TOLD}
    for state, status in alliance.statuses_on(day, beyond="ignore").items():
        if status in found:
            found[status].append(state.name)
    return {
        wording.status_in_words(status): ", ".join(names)
        for status, names in found.items()
        if names
    }
