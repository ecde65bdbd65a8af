"""From TOML to the record, reporting every fault of a file at once.

Nothing half-loaded comes out: either the whole record, or a `DataError` that lists
each fault with its file, its place, what stands there and what was expected.
"""

from __future__ import annotations

import os
import tomllib
from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from operator import attrgetter
from os import PathLike
from typing import Any, NamedTuple

from csto_membership.errors import DataError
from csto_membership.record.event import Event
from csto_membership.record.fields import (
    Key,
    Place,
    day,
    list_of,
    one_id,
    read_table,
    text,
)
from csto_membership.record.forms import Forms, by_id, instrument, source, state
from csto_membership.record.instrument import Instrument
from csto_membership.record.problem import MISSING
from csto_membership.record.record import Name, Record
from csto_membership.record.register import Register
from csto_membership.record.source import Source
from csto_membership.record.state import State, States, folded

__all__ = ["SHIPPED", "read_record", "read_sources", "read_states", "shipped_sources"]

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")
"""Where the files of the package stand."""


def read_states(path: str | PathLike[str]) -> States:
    """The states of a file.

    Raises:
        DataError: The file has faults.
    """
    at = _place(path)
    states = _states(_toml(path, at), at)
    _raise(at)
    return States(states)


def read_sources(path: str | PathLike[str]) -> dict[str, Source]:
    """The sources of a file, by id.

    Raises:
        DataError: The file has faults.
    """
    at = _place(path)
    sources = _sources(_toml(path, at), at, {})
    _raise(at)
    return dict(sources)


def shipped_sources() -> Register:
    """The register of the package, of which each source is read when looked at."""
    with open(os.path.join(SHIPPED, "sources.toml"), encoding="utf-8") as file:
        return Register(file.read(), "sources.toml")


def read_record(
    path: str | PathLike[str],
    states: States,
    sources: Mapping[str, Source],
    readings: Collection[str],
) -> Record:
    """The record of one alliance.

    Args:
        path: The file.
        states: The states it may name, besides those of its own.
        sources: The sources it may cite, besides those of its own.
        readings: The names of the readings, one of which may be its default.

    Raises:
        DataError: The file has faults; nothing is loaded.
    """
    at = _place(path)
    folder = os.path.dirname(os.fsdecode(path))
    elsewhere = _Elsewhere(folder, states, sources, readings)
    record = _record(_toml(path, at), at, elsewhere)
    if record is None or at.problems:
        raise DataError(at.problems)
    return record


def _place(path: str | PathLike[str]) -> Place:
    name = os.fsdecode(path)
    return Place(os.path.basename(name) or name, [])


def _toml(path: str | PathLike[str], at: Place) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8-sig") as file:  # Windows puts a mark first
            return tomllib.loads(file.read())
    except OSError as error:
        at.fault(os.fsdecode(path), f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        at.fault(error.object[error.start : error.end], "is not UTF-8 text")
    except (ValueError, RecursionError) as error:
        # Not TOMLDecodeError alone: the parser lets some errors of Python's through.
        at.fault(MISSING, f"is not TOML: {error}")
    raise DataError(at.problems)


def _raise(at: Place) -> None:
    if at.problems:
        raise DataError(at.problems)


def _states(table: object, at: Place, others: Iterable[State] = ()) -> list[State]:
    made = [s for s in by_id(table, at, state).values() if s is not MISSING]
    by_name = {folded(name): s for s in others for name in s.names} if made else {}
    for each in made:
        for key, name in {folded(name): name for name in each.names}.items():
            other = by_name.setdefault(key, each)
            if other is not each:
                at.key(each.alpha_2).fault(name, f"is a name of {other} too")
    return made


def _sources(
    table: object, at: Place, others: Mapping[str, Source]
) -> Mapping[str, Source]:
    known = {*others, *table} if isinstance(table, dict) else others
    made = by_id(table, at, partial(source, known=known))
    for key in made:
        if key in others:
            at.key(key).fault(key, "this id is taken by a source of the package")
    # Nothing is ever written to it.
    return ChainMap(made, others) if made else others  # type: ignore[arg-type]


class _Elsewhere(NamedTuple):
    """What a file may name that does not stand in it."""

    folder: str
    states: States
    sources: Mapping[str, Source]
    readings: Collection[str]


def _record(table: dict[str, Any], at: Place, known: _Elsewhere) -> Record | None:
    states = _states(table.get("state", {}), at.key("state"), known.states)
    forms = Forms(
        States([*known.states, *states]),
        _sources(table.get("source", {}), at.key("source"), known.sources),
        by_id(table.get("instrument", {}), at.key("instrument"), instrument),
        _numbered(table.get("event"), at.key("event")),
    )
    alliance = {
        "id": Key(text, required=True),
        "name": Key(list_of(forms.name, _oldest_first), field="names"),
        "complete_until": Key(day, required=True),
        "default_reading": Key(one_id("reading", known.readings)),
        "default_reading_why": Key(text),
        "around": Key(text, field="further"),
    }
    keys = {
        "alliance": Key(partial(read_table, keys=alliance), required=True),
        "instrument": Key(_read_before),
        "source": Key(_read_before),
        "state": Key(_read_before),
        "event": Key(partial(_events, forms), required=True),
        "roster": Key(list_of(forms.roster, tuple)),
    }
    said = read_table(table, at, keys)
    if said is MISSING:
        return None
    if file := said["alliance"].get("further"):
        path = os.path.join(known.folder, file)
        told = forms.states, forms.sources, forms.instruments, tuple(forms.events)
        said["alliance"]["further"] = partial(_around, path, *told)
    return Record(
        **{"names": (), "default_reading": "joined", **said["alliance"]},
        events=said["event"],
        rosters=said.get("roster", ()),
        instruments=forms.instruments,
        states=forms.states,
        known_sources=forms.sources,
    )


def _around(
    path: str,
    states: States,
    sources: Mapping[str, Source],
    instruments: Mapping[str, Instrument],
    events: Collection[str],
) -> tuple[Event, ...]:
    """The acts around membership, which stand in a file of their own."""
    at = _place(path)
    table = _toml(path, at)
    numbered = _numbered(table.get("event"), at.key("event"))
    for key in numbered.keys() & set(events):
        here = at.key("event").item(numbered[key]).key("id")
        here.fault(key, "is the id of an event of the record too")
    forms = Forms(states, sources, instruments, numbered)
    keys = {"event": Key(partial(_events, forms), required=True)}
    said = read_table(table, at, keys)
    _raise(at)
    return said["event"]  # type: ignore[no-any-return]


def _read_before(value: object, _: Place) -> object:
    return value


def _oldest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=attrgetter("since")))


def _numbered(events: object, at: Place) -> dict[str, int]:
    """The ids of the events, with their places in the list; every id stands once."""
    numbered: dict[str, int] = {}
    for n, event in enumerate(events if isinstance(events, list) else ()):
        key = event.get("id") if isinstance(event, dict) else None
        if isinstance(key, str) and numbered.setdefault(key, n) != n:
            here = at.item(n).key("id")
            here.fault(key, f"is the id of event[{numbered[key]}] too")
    return numbered


def _events(forms: Forms, value: object, at: Place) -> Any:
    """The events, none of which waits for itself."""
    waits_for: dict[str, set[str]] = {}

    def read(value: object, at: Place) -> Any:
        event = forms.event(value, at)
        if event is not MISSING:
            rules = {claim.rule.after for claim in event.claims if claim.rule}
            waits_for[event.id] = {*event.after, *rules}
        return event

    events = list_of(read, tuple)(value, at)
    for key in waits_for:
        if key in _all_before(key, waits_for):
            at.item(forms.events[key]).key("after").fault(key, "comes after itself")
    return events


def _all_before(event: str, waits_for: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    reached = waits_for[event]
    while reached:
        found |= reached
        reached = {b for a in reached for b in waits_for.get(a, ())} - found
    return found
