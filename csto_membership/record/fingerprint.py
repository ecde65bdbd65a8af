"""The fingerprint of a record: the same for the same content, however it is written.

The content is all that can change an answer or a statement, by the keys of a data file, so
that another name in the code changes no fingerprint. Lists keep their order, such as the
claims of an event, which are in order of rank; sets are sorted. Empty values are left out,
so that a new key changes the fingerprint of no record without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.record.event import Claim, Event, Rule
from csto_membership.record.instrument import Instrument
from csto_membership.record.source import Citations
from csto_membership.record.state import State

_DIGITS = 12
_KEYS: dict[type, dict[str, str]] = {
    Event: {"instrument": "of", "claims": "claim"},
    Claim: {"instrument": "of", "public_on": "public"},
}
"""The keys of a data file, where a field has another name."""
_FINDING = {"nl", "ru", "variants"}
"""The names of a state that only find it: no answer shows them."""


def fingerprint(content: Mapping[str, Any]) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of some content.

    Args:
        content: Tables by name: plain values, and objects of a record.

    Examples:
        >>> fingerprint({"alliance": {"id": "pact", "founded": date(1990, 1, 1)}})
        '0d7e65b7238e'
        >>> fingerprint({"alliance": {"founded": date(1990, 1, 1), "id": "pact"}})
        '0d7e65b7238e'
    """
    text = _canonical(_plain(content))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_DIGITS]


def _canonical(content: object) -> str:
    """Plain values as one text, the same on every platform."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def plain_table(thing: Any) -> dict[str, Any]:
    """The table of a data file that says what an object of a record does.

    Examples:
        >>> plain_table(State("XA", "XAA", "Atlantis", nl=("Het Atlantis",), cow=7))
        {'alpha_2': 'XA', 'alpha_3': 'XAA', 'name': 'Atlantis', 'cow': 7, 'key': 'XAA'}
    """
    if isinstance(thing, Rule):
        return {"after": thing.after, **plain_table(thing.term)}
    names: list[str] = [each.name for each in attrs.fields(thing.__class__)]
    if isinstance(thing, State):
        names = [name for name in names if name not in _FINDING]
    keys = _KEYS.get(thing.__class__, {})
    return _table({keys.get(name, name): getattr(thing, name) for name in names})


def _table(values: Mapping[str, object]) -> dict[str, Any]:
    """A table without empty values."""
    plain = {key: _plain(value) for key, value in values.items()}
    return {
        key: value
        for key, value in plain.items()
        if value is not False and value not in (None, "", [], {})
    }


def _plain(value: Any) -> Any:
    """A value as JSON knows it, with a state, instrument or source by its key."""
    for kind, plain in _PLAIN:
        if isinstance(value, kind):
            return plain(value)
    return plain_table(value) if attrs.has(value.__class__) else value


_PLAIN: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (State, attrgetter("key")),
    (Instrument, attrgetter("id")),
    (Citations, lambda citations: list(citations.ids)),
    (FuzzyDate, attrgetter("edtf")),
    (date, date.isoformat),
    (Mapping, _table),
    (frozenset, lambda values: sorted(map(_plain, values), key=_canonical)),
    (tuple, lambda values: [_plain(value) for value in values]),
)
