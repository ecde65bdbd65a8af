"""The fingerprint of a record: the same for the same content, however it is written.

The content is all that can change an answer or a statement. What is ordered keeps its
order, above all the claims of an event, whose order is their rank; what is not is
sorted. What says nothing is left out, so that a key that comes later changes the
fingerprint of no record without it. Of the states and sources, those count that the
record names; the further names by which a text finds a state are no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDate
from csto_membership.record.event import Event
from csto_membership.record.instrument import Instrument
from csto_membership.record.record import Record
from csto_membership.record.source import Citations, Source
from csto_membership.record.state import State

__all__ = ["fingerprint", "states_named"]

_DIGITS = 12
_FINDING = {"nl", "ru", "variants"}
"""The names of a state that serve to find it, and that no answer shows."""


def fingerprint(record: Record) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of a record's content.

    Examples:
        >>> import csto_membership as cm
        >>> record = cm.load("csto").record
        >>> fingerprint(record) == fingerprint(attrs.evolve(record))
        True
        >>> fingerprint(record) == fingerprint(attrs.evolve(record, events=()))
        False
    """
    text = _canonical(_content(record))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_DIGITS]


def _canonical(content: object) -> str:
    """Plain values as one text, the same on every platform."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def _content(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "names": _plain(record.names),
        "default_definition": record.default_definition,
        "default_definition_why": record.default_definition_why,
        **({"founded": str(record.founded)} if record.founded else {}),
        "complete_until": _plain(record.complete_until),
        "events": _by_id(record.events),
        "around": _by_id(record.context_events),
        "instruments": _by_id(record.instruments.values()),
        "rosters": sorted(map(_fields, record.rosters), key=_canonical),
        "states": {
            state.alpha_2: _fields(state, _FINDING) for state in states_named(record)
        },
        "sources": _by_id(_cited(record).values()),
    }


def _by_id(things: Iterable[Event | Instrument | Source]) -> list[dict[str, Any]]:
    return sorted(map(_fields, things), key=lambda fields: str(fields["id"]))


def states_named(record: Record) -> set[State]:
    """The states that the record speaks of."""
    return {
        state
        for states in (
            *(event.states for event in record.all_events),
            *(event.to for event in record.all_events),
            *(claim.states for claim in record.claims),
            *(roster.states for roster in record.rosters),
            *(roster.suspended for roster in record.rosters),
        )
        for state in states
    }


def _cited(record: Record) -> Mapping[str, Source]:
    """The sources that the record cites, and those that they were copied from."""
    found: dict[str, Source] = {}
    waiting = list(record.sources.values())
    while waiting:
        source = waiting.pop()
        if found.setdefault(source.id, source) is source and source.derived_from:
            original = record.known_sources.get(source.derived_from)
            if original and original.id not in found:
                waiting.append(original)
    return found


def _fields(thing: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    """What an object says, by the names of its fields; without what says nothing."""
    names = [each.name for each in attrs.fields(type(thing))]
    said = {name: _plain(getattr(thing, name)) for name in names if name not in without}
    return {
        name: value
        for name, value in said.items()
        if value is not False and value not in (None, "", [], {})
    }


def _plain(value: Any) -> Any:
    """A value as JSON knows it; what stands elsewhere under an id, by its id."""
    for kind, plain in _PLAIN:
        if isinstance(value, kind):
            return plain(value)
    return _fields(value) if attrs.has(type(value)) else value


_PLAIN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (State, attrgetter("alpha_2")),
    (Instrument, attrgetter("id")),
    (Citations, lambda citations: list(citations.ids)),
    (FuzzyDate, attrgetter("edtf")),
    (DaySet, attrgetter("edtf")),
    (date, date.isoformat),
    (frozenset, lambda values: sorted(map(_plain, values))),
    (tuple, lambda values: [_plain(value) for value in values]),
)
