"""The static API: what the library answers on every day, as files under /api/v1/.

Between two days on which something changes an answer stays the same, so all answers are
few. Both days of a period are inside, and the last one is never empty: a period that
lasts ends with the last day of the record, and says so in `ongoing`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

import api_schemas
import attrs
import ready_made
from bodies import chart_of_memberships
from page import in_address, shipped, table

import csto_membership as cm
from csto_membership.answers.wording import definition as sentence
from csto_membership.days.plain_values import as_plain
from csto_membership.days.span import ONE_DAY
from csto_membership.exchange import Column, Table, spells

__all__ = ["ROOT", "make", "placed"]

ROOT = "api/v1"
NONE = "none"
"""What the row of a period without members says, where another names a state."""
ALL_DAYS = ~cm.DaySet()
Value = TypeVar("Value")

_DIFFER = (
    Column(
        "depends_on_definition",
        int,
        "1 if another definition certainly gives the opposite answer",
    ),
    Column(
        "disputed",
        int,
        "1 if a claim that is not followed certainly gives the opposite answer",
    ),
)
_PERIOD = (
    Column("definition", str, "the definition of membership"),
    Column("first_day", date, "the first day of the period, inside"),
    Column("last_day", date, "its last day, inside; never empty"),
    Column("ongoing", int, "1 if the period lasts on the last day of the record"),
)
_STATE = (
    Column("state", str, "the English name of the state"),
    Column("alpha_3", str, "its ISO 3166-1 alpha-3 code, or its key if it has none"),
)
COLUMNS = {
    "members.csv": (
        Column("alliance", str, "the id of the alliance"),
        *_PERIOD,
        Column("name", str, "what the alliance was called; empty before it had a name"),
        Column("state", str, f"{_STATE[0].meaning}; `{NONE}` if there are no members"),
        Column("alpha_3", str, f"{_STATE[1].meaning}; empty if there are no members"),
        Column(
            "answer", str, f"`yes` or `uncertain`; `{NONE}` if there are no members"
        ),
        *_DIFFER,
    ),
    "memberships.csv": (
        *_STATE,
        Column("alliance", str, "the id of the alliance"),
        *_PERIOD,
        Column("answer", str, "`yes`, `no` or `uncertain`"),
        Column("status", str, "its status, such as `suspended` or `observer`"),
        *_DIFFER,
    ),
}
"""The columns of the tables that are made here."""


def make() -> Iterator[tuple[str, str]]:
    """Make every file of the API, with the schemas of those in JSON."""
    alliances = shipped()
    states = {state for each in alliances for state in each.record.parties}
    made: dict[str, dict[str, list[str]]] = {"alliances": {}, "states": {}}
    for group, key, files in (
        *(("alliances", a.record.id, of_alliance(a)) for a in alliances),
        *(("states", s.code, of_state(s, alliances)) for s in sorted(states, key=str)),
    ):
        made[group][key] = list(files)
        for name, content in files.items():
            yield f"{ROOT}/{group}/{key}/{name}", content
    for name, schema in api_schemas.SCHEMAS.items():
        yield f"{ROOT}/schemas/{name}.schema.json", _json(schema)
    yield f"{ROOT}/index.json", _json(index(alliances, sorted(states, key=str), made))


def index(
    alliances: Iterable[cm.Alliance],
    states: Iterable[cm.State],
    made: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, Any]:
    """Return what there is: each alliance and state with its files, and the tables."""
    return {
        **_head("index", up=""),
        "code": cm.__version__,
        "licence": "CC0-1.0",
        "citation": str(cm.load("csto").cite()),
        "alliances": {
            each.record.id: {
                "name": str(each),
                **_reach(each),
                "page": f"alliances/{each.record.id}/",
                "files": [
                    f"alliances/{each.record.id}/{name}"
                    for name in made["alliances"][each.record.id]
                ],
            }
            for each in alliances
        },
        "states": {
            each.code: {
                **_about(each),
                "files": [f"states/{each.code}/{n}" for n in made["states"][each.code]],
            }
            for each in states
        },
        "tables": [f"tables/{name}" for name in ready_made.names()],
        "schemas": {n: f"schemas/{n}.schema.json" for n in api_schemas.SCHEMAS},
    }


# -- an alliance -----------------------------------------------------------------------


def of_alliance(alliance: cm.Alliance) -> dict[str, str]:
    """Return the files of an alliance by their names."""
    key = alliance.record.id
    views = [alliance.under(each) for each in alliance.definitions()]
    periods = [period for view in views for period in member_periods(view)]
    members = {
        **_head("members"),
        "alliance": key,
        "name": str(alliance),
        **_reach(alliance),
        "definitions": _definitions(alliance),
        "states": {state.code: _about(state) for state in alliance.record.parties},
        "periods": periods,
    }
    record = {
        **_head("events"),
        "alliances": {key: _reach(alliance)},
        "events": [_event(alliance, each) for each in alliance.record.all_events],
    }
    sources = {
        **_head("sources"),
        "alliances": {key: _reach(alliance)},
        "sources": {n: each.as_dict() for n, each in sorted(alliance.sources.items())},
    }
    return {
        "members.json": _json(members),
        "members.csv": _csv("members.csv", _member_rows(alliance, periods)),
        "spells.csv": str(spells(*views).to_csv()),
        "events.json": _json(record),
        "sources.json": _json(sources),
        "chart.svg": alliance.chart().svg,
    }


def member_periods(alliance: cm.Alliance) -> Iterator[dict[str, Any]]:
    """Yield the periods in which the members, and what is said of them, stay the same."""
    opposed = Opposed.of(alliance)

    def members(day: date) -> dict[str, Any]:
        found = alliance.members_on(day, beyond="ignore")
        statuses = alliance.statuses_on(day, beyond="ignore")
        return {
            "name": alliance.name_on(day),
            "members": [state.code for state in found],
            "uncertain": [state.code for state in found.uncertain],
            "suspended": [state.code for state in found.suspended],
            "halted": [s.code for s, it in statuses.items() if it is cm.Status.HALTED],
            **opposed.on(day),
        }

    days = {name.since for name in alliance.record.names}.union(
        *map(alliance.change_days_of, alliance.record.parties), opposed.toggles
    )
    for first, last, value in stretches(days, alliance.horizon, members):
        yield {**_period(alliance, first, last), **value}


def _member_rows(
    alliance: cm.Alliance, periods: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each member of each period, or one that says there is none."""
    names = {state.code: state.name for state in alliance.record.parties}
    for period in periods:
        row = {**period, "alliance": alliance.record.id}
        in_it = [*period["members"], *period["uncertain"]]
        for code, state in names.items():
            if code in in_it:
                yield {
                    **row,
                    "state": state,
                    "alpha_3": code,
                    "answer": "yes" if code in period["members"] else "uncertain",
                    **{each.name: int(code in period[each.name]) for each in _DIFFER},
                }
        if not in_it:
            differ = {each.name: int(bool(period[each.name])) for each in _DIFFER}
            yield {**row, "state": NONE, "answer": NONE, **differ}


# -- a state ---------------------------------------------------------------------------


def of_state(state: cm.State, alliances: Iterable[cm.Alliance]) -> dict[str, str]:
    """Return the files of a state by their names, from all records that name it."""
    naming = [each for each in alliances if state in each.record.parties]
    views = [each.under(d) for each in naming for d in each.definitions()]
    periods = [period for view in views for period in state_periods(view, state)]
    head = {
        "state": state.code,
        **_about(state),
        "alliances": {
            each.record.id: {
                "name": str(each),
                **_reach(each),
                "page": f"alliances/{each.record.id}/",
            }
            for each in naming
        },
    }
    memberships = {
        **_head("memberships"),
        **head,
        "definitions": _definitions(naming[0]),
        "periods": periods,
    }
    reach = {each.record.id: _reach(each) for each in naming}
    acts = [
        (each, event)
        for each in naming
        for event in each.record.all_events
        if state in event.states
    ]
    events = {
        **_head("events"),
        "alliances": reach,
        "events": [_event(each, event) for each, event in acts],
    }
    cited = {
        key: each.sources[key].as_dict()
        for each, event in acts
        for claim in event.claims
        for key in claim.sources.ids
    }
    sources = {
        **_head("sources"),
        "alliances": reach,
        "sources": dict(sorted(cited.items())),
    }
    own = {"state": state.name, "alpha_3": state.code}
    return {
        "memberships.json": _json(memberships),
        "memberships.csv": _csv("memberships.csv", ({**p, **own} for p in periods)),
        "spells.csv": str(spells(*views, states=[state], absent="ignore").to_csv()),
        "events.json": _json(events),
        "sources.json": _json(sources),
        "chart.svg": chart_of_memberships(state, naming).svg,
    }


def state_periods(alliance: cm.Alliance, state: cm.State) -> Iterator[dict[str, Any]]:
    """Yield the periods in which a state's membership of an alliance stays the same."""
    opposed = Opposed.of(alliance)
    days = alliance.days_of(state, absent="ignore")

    def membership(day: date) -> dict[str, Any]:
        return {
            "answer": str(days.answer(day)),
            "status": alliance.status_on(state, day).value,
            **{key: int(state.code in its) for key, its in opposed.on(day).items()},
        }

    changes = alliance.change_days_of(state) | opposed.toggles
    for first, last, value in stretches(changes, alliance.horizon, membership):
        period = _period(alliance, first, last)
        yield {"alliance": alliance.record.id, **period, **value}


# -- both ------------------------------------------------------------------------------


@attrs.frozen
class Opposed:
    """The days on which a definition or a claim gives the opposite answer, by state.

    Attributes:
        days: What opposes, with the days of each state.
    """

    days: Mapping[str, Mapping[cm.State, cm.DaySet]]

    @classmethod
    def of(cls, alliance: cm.Alliance) -> "Opposed":
        """Return what opposes the answers of an alliance."""
        return cls(
            {
                "depends_on_definition": alliance.opposed_by_definition(ALL_DAYS),
                "disputed": alliance.opposed_by_rival(ALL_DAYS),
            }
        )

    @property
    def toggles(self) -> set[date]:
        """The days on which any of it begins, and those after it ends."""
        sets = (days for by_state in self.days.values() for days in by_state.values())
        return {day for each in sets for day in each.toggles}

    def on(self, day: date) -> dict[str, list[str]]:
        """Return the codes of the states of which it holds on a day."""
        return {
            key: [s.code for s in sorted(by_state, key=str) if day in by_state[s]]
            for key, by_state in self.days.items()
        }


def stretches(
    days: Iterable[date], last: date, value: Callable[[date], Value]
) -> Iterator[tuple[date, date, Value]]:
    """Yield the longest stretches with one value: first day, last day, and the value.

    Args:
        days: The days on which the value may change.
        last: The last day of the last stretch; the first one begins with the first day
            of all.
        value: Gives the value on a day.
    """
    found = [(day, value(day)) for day in sorted({date.min, *days}) if day <= last]
    first_of_each = [next(same) for _, same in groupby(found, key=itemgetter(1))]
    ends = [first - ONE_DAY for first, _ in first_of_each[1:]]
    for (first, it), end in zip(first_of_each, [*ends, last], strict=True):
        yield first, end, it


def _period(alliance: cm.Alliance, first: date, last: date) -> dict[str, Any]:
    return {
        "definition": alliance.definition.name,
        "first_day": str(first),
        "last_day": str(last),
        "ongoing": int(last == alliance.horizon),
    }


def _head(schema: str, up: str = "../../") -> dict[str, Any]:
    return {"$schema": f"{up}schemas/{schema}.schema.json", "facts": cm.facts_version}


def _reach(alliance: cm.Alliance) -> dict[str, Any]:
    return {
        "complete_until": str(alliance.complete_until),
        "checked": str(alliance.checked) if alliance.checked else None,
        "default_definition": alliance.definition.name,
    }


def _definitions(alliance: cm.Alliance) -> dict[str, str]:
    return {d.name: sentence(alliance.under(d)) for d in alliance.definitions()}


def _about(state: cm.State) -> dict[str, Any]:
    return {
        "name": state.name,
        "alpha_2": state.alpha_2 or None,
        "numbers": [as_plain(attrs.asdict(each)) for each in state.numbers],
        "page": f"states/{in_address(state.name)}/",
    }


def _event(alliance: cm.Alliance, event: cm.Event) -> dict[str, Any]:
    return {"alliance": alliance.record.id, **event.as_dict()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _csv(name: str, rows: Iterable[Mapping[str, Any]]) -> str:
    columns = COLUMNS[name]
    kept = [{each.name: row.get(each.name) for each in columns} for row in rows]
    return str(Table(columns, lambda: kept).to_csv())


# -- the page that describes it --------------------------------------------------------

PLACES = {name: f"<!-- the columns of {name} -->" for name in COLUMNS}
EXAMPLE = f"https://example.org/{ROOT}/"
"""What stands in the page for the address of the files."""


def placed(markdown: str, site_url: str) -> str:
    """Return a page with the columns of the tables, and the address of the files."""
    for name, place in PLACES.items():
        if place in markdown:
            rows = ((f"`{each.name}`", each.meaning) for each in COLUMNS[name])
            columns = table(("Column", "What it says"), rows)
            markdown = markdown.replace(place, columns)
    return markdown.replace(EXAMPLE, f"{site_url}{ROOT}/" if site_url else EXAMPLE)
