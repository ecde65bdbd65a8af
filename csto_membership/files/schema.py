"""What each table of a data file may hold, and the object that it makes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.errors import MISSING, UnknownStateError
from csto_membership.files.consistency import (
    is_whole,
    must_be_consistent,
    must_be_dated,
    must_be_listed_or_counted,
)
from csto_membership.files.readers import (
    Key,
    Place,
    day,
    flag,
    fuzzy_date,
    list_of,
    number,
    one_id,
    one_of,
    read_table,
    text,
)
from csto_membership.record.event import Claim, Event, Kind, Rule
from csto_membership.record.instrument import (
    Expiry,
    Instrument,
    Obligation,
    Role,
    Term,
)
from csto_membership.record.record import Name, Roster
from csto_membership.record.source import Citations, Grade, Source, SourceKind
from csto_membership.record.state import State, StateNumber, States, in_order_of_list

__all__ = [
    "NUMBER",
    "STATE",
    "Forms",
    "by_id",
    "instrument",
    "made_state",
    "source",
    "state",
]

_TEXTS = list_of(text, tuple)


def _made(
    what: Callable[..., Any],
    keys: Mapping[str, Key],
    value: object,
    at: Place,
    rules: Callable[[Mapping[str, object], Place], None] | None = None,
) -> Any:
    said = read_table(value, at, keys, rules)
    return MISSING if said is MISSING else what(**said)


def by_id(
    value: object, at: Place, read: Callable[[str, object, Place], Any]
) -> dict[str, Any]:
    """Tables under their ids; MISSING for those at fault."""
    if not isinstance(value, dict):
        at.fault(value, "expected tables, one for each id")
        return {}
    return {key: read(key, table, at.key(key)) for key, table in value.items()}


# -- what stands under its own id ---------------------------------------------


NUMBER = {
    "list": Key(one_id("list of states", ("cow", "gw")), required=True),
    "number": Key(number, required=True),
    "letters": Key(text),
    "first_day": Key(day),
    "last_day": Key(day),
}
STATE = {
    "alpha_3": Key(text, required=True),
    "alpha_4": Key(text),
    "name": Key(text, required=True),
    "nl": Key(_TEXTS),
    "ru": Key(_TEXTS),
    "variants": Key(_TEXTS),
    "cow": Key(number),
    "gw": Key(number),
    "numbers": Key(list_of(partial(_made, StateNumber, NUMBER), in_order_of_list)),
    "first_day": Key(fuzzy_date),
    "last_day": Key(fuzzy_date),
    "continues": Key(_TEXTS),
    "succeeds": Key(_TEXTS),
    "acceded_to": Key(_TEXTS),
    "sources": Key(_TEXTS),
    "note": Key(text),
}


def state(alpha_2: str, value: object, at: Place) -> Any:
    """A state, under its ISO 3166-1 alpha-2 code."""
    said = read_table(value, at, STATE)
    return MISSING if said is MISSING else made_state({"alpha_2": alpha_2, **said}, at)


def made_state(said: Mapping[str, Any], at: Place) -> Any:
    """The state of which a table says this; MISSING if it ends before it begins."""
    # The last number of a list is the present one.
    last = {each.list: each.number for each in said.get("numbers", ())}
    made = State(**{**last, **said})
    if made.existence is not None and not made.existence.possibly:
        here = at.key("last_day")
        return here.fault(said["last_day"].edtf, "is before its first day")
    return made


_SOURCE = {
    "title": Key(text, required=True),
    "publisher": Key(text),
    "kind": Key(one_of(SourceKind), required=True),
    "grade": Key(one_of(Grade), required=True),
    "published": Key(fuzzy_date),
    "language": Key(text),
    "address": Key(text),
    "derived_from": Key(text),
    "seen": Key(day),
}


def source(key: str, value: object, at: Place, known: Collection[str]) -> Any:
    """A source, under its id; the known ids are those that it may derive from."""
    keys = {**_SOURCE, "derived_from": Key(one_id("source", known))}
    return _made(partial(Source, key), keys, value, at, must_be_dated)


_TERM = {
    "years": Key(number, required=True),
    "expires": Key(one_of(Expiry), required=True),
    "renewed": Key(text),
}
_INSTRUMENT = {
    "title": Key(text),
    "roles": Key(list_of(one_of(Role), frozenset), required=True),
    "obligation": Key(one_of(Obligation)),
    "depositary": Key(text),
    "address": Key(text),
    "term": Key(partial(_made, Term, _TERM)),
}


def instrument(key: str, value: object, at: Place) -> Any:
    """An instrument, under its id."""
    return _made(partial(Instrument, key), _INSTRUMENT, value, at)


# -- what refers to those -----------------------------------------------------


@attrs.frozen(slots=False, eq=False, repr=False)
class Forms:
    """The tables that name states, sources, instruments and events, by their ids."""

    states: States
    sources: Mapping[str, Source]
    instruments: Mapping[str, Instrument]
    events: Mapping[str, int]

    def name(self, value: object, at: Place) -> Any:
        """One of the alliance's names."""
        keys = {
            "since": Key(day, required=True),
            "name": Key(text, required=True),
            "short": Key(text, required=True),
            "sources": Key(self._cited, required=True),
        }
        return _made(Name, keys, value, at)

    def roster(self, value: object, at: Place) -> Any:
        """A dated list of members."""
        keys = {
            "on": Key(fuzzy_date, required=True),
            "sources": Key(self._cited, required=True),
            "states": Key(list_of(self._state, frozenset)),
            "count": Key(number),
            "suspended": Key(list_of(self._state, frozenset)),
            "why": Key(text),
        }
        return _made(Roster, keys, value, at, must_be_listed_or_counted)

    @cached_property
    def _event_keys(self) -> dict[str, Key]:
        return {
            "id": Key(text, required=True),
            "kind": Key(one_of(Kind), required=True),
            "of": Key(self._instrument, field="instrument"),
            "states": Key(self._states),
            "title": Key(text),
            "place": Key(text),
            "note": Key(text),
            "undecided": Key(self._all_or_some),
            "after": Key(self._one_or_more),
            "to": Key(self._states),
            "answers": Key(one_id("event", self.events)),
            "claim": Key(
                list_of(self._claim, tuple, at_least_one="claim"),
                required=True,
                field="claims",
            ),
        }

    def event(self, value: object, at: Place) -> Any:
        """An event, with what is claimed of it."""
        said = read_table(value, at, self._event_keys)
        if said is MISSING:
            return MISSING
        claims = said["claims"]
        named = dict.fromkeys(s for c in claims for s in c.keywords.get("states", ()))
        said.setdefault("states", tuple(named))
        outside = [s for s in named if s not in said["states"]]
        said["states"] = (*said["states"], *outside)
        undecided = said.get("undecided", ())
        said["undecided"] = frozenset(
            said["states"] if undecided is True else undecided
        )
        # A claim without a list of states speaks of those that the event itself lists.
        listed = tuple(s for s in said["states"] if s not in outside)
        said["claims"] = tuple(
            claim() if "states" in claim.keywords else claim(states=listed)
            for claim in claims
        )
        event = Event(**said)
        return event if is_whole(event, at) else MISSING

    @cached_property
    def _claim_keys(self) -> dict[str, Key]:
        rule = {
            "after": Key(one_id("event", self.events), required=True),
            "years": Key(number, required=True),
            "expires": Key(one_of(Expiry), required=True),
        }
        return {
            "sources": Key(self._cited, required=True),
            "on": Key(fuzzy_date),
            "since": Key(fuzzy_date),
            "last_day": Key(fuzzy_date),
            "never": Key(flag),
            "states": Key(self._states),
            "only": Key(flag),
            "kind": Key(one_of(Kind)),
            "of": Key(self._instrument, field="instrument"),
            "place": Key(text),
            "wording": Key(text),
            "basis": Key(text),
            "rule": Key(partial(_made, _rule, rule)),
            "public": Key(_true_or_day, field="public_on"),
            "set_aside": Key(flag),
            "why": Key(text),
        }

    def _claim(self, value: object, at: Place) -> Any:
        """What makes a claim, once its event tells which states it lists."""
        said = read_table(value, at, self._claim_keys, must_be_consistent)
        if said is MISSING:
            return MISSING
        if "last_day" in said:
            day_out = said.pop("last_day").days.shift(1)
            if not day_out:
                here = at.key("last_day")
                return here.fault(date.max, "no day comes after it; leave it out")
            said["since"] = FuzzyDate(day_out)
        if said.get("public_on") is True:
            said["public_on"] = _day_of(said, at)
        return MISSING if said.get("public_on") is MISSING else partial(Claim, **said)

    def _instrument(self, value: object, at: Place) -> Any:
        return _defined("instrument", self.instruments, value, at)

    def _cited(self, value: object, at: Place) -> Any:
        read = one_id("source", self.sources)
        ids = list_of(read, tuple, at_least_one="source")(value, at)
        return MISSING if ids is MISSING else Citations(ids, self.sources)

    def _states(self, value: object, at: Place) -> Any:
        return list_of(self._state, tuple)(value, at)

    def _all_or_some(self, value: object, at: Place) -> Any:
        return value if value is True else self._states(value, at)

    def _one_or_more(self, value: object, at: Place) -> Any:
        read = one_id("event", self.events)
        if isinstance(value, str):
            value = read(value, at)
            return MISSING if value is MISSING else (value,)
        return list_of(read, tuple)(value, at)

    def _state(self, value: object, at: Place) -> Any:
        if not isinstance(value, str):
            return at.fault(value, "expected a state's ISO 3166-1 code")
        try:
            return self.states.find(value)
        except UnknownStateError as error:
            return at.fault(value, str(error))


def _defined(what: str, things: Mapping[str, Any], value: object, at: Place) -> Any:
    # A thing that is itself at fault is MISSING: one fault need not be told twice.
    key = one_id(what, things)(value, at)
    return MISSING if key is MISSING else things[key]


def _true_or_day(value: object, at: Place) -> Any:
    return value if value is True else day(value, at)


def _rule(after: str, years: int, expires: Expiry) -> Rule:
    return Rule(after, Term(years, expires))


def _day_of(said: Mapping[str, Any], at: Place) -> Any:
    done = said.get("on") or said.get("since")
    if done is None or done.latest is None:
        return at.key("public").fault(
            said["public_on"], "the act has no last possible day; write the day itself"
        )
    return done.latest
