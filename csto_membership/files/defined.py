"""What a data file defines under an id: states, sources and instruments.

For each of them: what its table may hold, the object that it makes, and the values of other
tables that name it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from csto_membership.errors import MISSING, UnknownStateError
from csto_membership.files.consistency import HAS_A_DATE
from csto_membership.files.readers import (
    DATE,
    DAY,
    NUMBER,
    TEXT,
    Key,
    Place,
    TableFormat,
    Value,
    list_of,
    one_id,
    one_name,
    one_of,
    read_table,
    table_value,
)
from csto_membership.record.instrument import (
    Expiry,
    Instrument,
    Obligation,
    Role,
    Term,
)
from csto_membership.record.source import Citations, Grade, Source, SourceKind
from csto_membership.record.state import State, StateNumber, States, in_order_of_list

_TEXTS = list_of(TEXT)

# -- states ---------------------------------------------------------------------

NUMBER_OF_STATE = TableFormat(
    "state.numbers",
    "A number that a list of states gives to a state.",
    {
        "list": Key(
            one_name("list of states", ("cow", "gw")),
            "The list: `cow` is the Correlates of War project, `gw` Gleditsch and Ward.",
            required=True,
        ),
        "number": Key(NUMBER, "The number.", required=True),
        "letters": Key(TEXT, "The letters that the list gives with it."),
        "first_day": Key(DAY, "The first day on which the state has the number."),
        "last_day": Key(DAY, "The last day on which the state has the number."),
    },
    StateNumber,
)
STATE = TableFormat(
    "state",
    "A state. One with the codes of a state of the package replaces that one.",
    {
        "alpha_3": Key(TEXT, "ISO 3166-1 alpha-3 code.", required=True),
        "name": Key(TEXT, "The state's own short English name.", required=True),
        "nl": Key(_TEXTS, "Dutch names, the usual one first."),
        "ru": Key(_TEXTS, "Russian names, the usual one first."),
        "variants": Key(_TEXTS, "Other English names."),
        "alpha_4": Key(TEXT, "ISO 3166-3 code of a former state."),
        "cow": Key(
            NUMBER,
            "Number in the Correlates of War state system, the last if it had several.",
        ),
        "gw": Key(NUMBER, "Number in the list of Gleditsch and Ward."),
        "numbers": Key(
            list_of(table_value(NUMBER_OF_STATE), in_order_of_list),
            "Its numbers with their days, if it had several of one list.",
        ),
        "first_day": Key(DATE, "The first day on which it was a state."),
        "last_day": Key(DATE, "The last day on which it was a state."),
        "continues": Key(
            _TEXTS, "Codes of the states as which it goes on: the same state, in law."
        ),
        "succeeds": Key(_TEXTS, "Codes of the states that it came after or out of."),
        "acceded_to": Key(_TEXTS, "Codes of the states of which it became part."),
        "sources": Key(_TEXTS, "Who says so: ids of sources."),
        "note": Key(TEXT, "What readers should know about it."),
    },
)


def state(alpha_2: str, value: object, at: Place) -> Any:
    """A state, under its ISO 3166-1 alpha-2 code."""
    found = read_table(value, at, STATE)
    return (
        MISSING if found is MISSING else made_state({"alpha_2": alpha_2, **found}, at)
    )


def made_state(found: Mapping[str, Any], at: Place) -> Any:
    """The state with these values; MISSING if it ends before it begins."""
    # The last number of a list is the present one.
    last = {each.list: each.number for each in found.get("numbers", ())}
    made = State(**{**last, **found})
    if made.existence is not None and not made.existence.possibly:
        here = at.key("last_day")
        return here.fault(found["last_day"].edtf, "is before its first day")
    return made


# -- sources and instruments ------------------------------------------------------


def source_table(known: Collection[str]) -> TableFormat:
    """The table of a source, which may be a copy of one of the known ids."""
    return TableFormat(
        "source",
        "A document that says something about an event.",
        {
            "title": Key(
                TEXT,
                "Its title; in parentheses, if it is your own description.",
                required=True,
            ),
            "publisher": Key(TEXT, "Who published it."),
            "kind": Key(
                one_of(SourceKind), "What sort of document it is.", required=True
            ),
            "grade": Key(
                one_of(Grade),
                "How near it is to what it reports, nearest first.",
                required=True,
            ),
            "published": Key(
                DATE, "When it was published. A source needs this key or `seen`."
            ),
            "language": Key(
                TEXT, "ISO 639-1 code of the language in which you read it."
            ),
            "address": Key(TEXT, "Where you found it."),
            "derived_from": Key(
                one_id("source", known),
                "The source that it copies. Copies of one text count as one witness.",
            ),
            "seen": Key(DAY, "The day on which you saw it, if it shows no date."),
        },
        condition=HAS_A_DATE,
    )


def source(key: str, value: object, at: Place, known: Collection[str]) -> Any:
    """A source, under its id; the known ids are those that it may be a copy of."""
    found = read_table(value, at, source_table(known))
    return MISSING if found is MISSING else Source(key, **found)


EXPIRES = Key(
    one_of(Expiry),
    "Which day is its last: the anniversary itself, or the day before it.",
    required=True,
)
_TERM = TableFormat(
    "instrument.term",
    "A term of years, after which an instrument ends unless it is extended.",
    {
        "years": Key(NUMBER, "Its length in years.", required=True),
        "expires": EXPIRES,
        "renewed": Key(TEXT, "How it goes on after that, as the instrument says it."),
    },
    Term,
)
INSTRUMENT = TableFormat(
    "instrument",
    "A treaty, charter, protocol or agreement.",
    {
        "title": Key(TEXT, "Its title."),
        "roles": Key(
            list_of(one_of(Role), frozenset),
            "What it constitutes: the treaty, the charter, both or, with `[]`, neither. "
            "Nobody becomes a member by an instrument without a role.",
            required=True,
        ),
        "obligation": Key(one_of(Obligation), "What its parties owe one another."),
        "depositary": Key(
            TEXT, "Who keeps the original and receives the ratifications."
        ),
        "address": Key(
            TEXT, "Where its text can be found, such as a number in a treaty series."
        ),
        "term": Key(table_value(_TERM), "How long it runs, if not without end."),
    },
)


def instrument(key: str, value: object, at: Place) -> Any:
    """An instrument, under its id."""
    found = read_table(value, at, INSTRUMENT)
    return MISSING if found is MISSING else Instrument(key, **found)


# -- what other tables name ----------------------------------------------------------


class References:
    """What the tables of a data file may name.

    Attributes:
        states: The states.
        sources: The sources by id.
        instruments: The instruments by id.
        events: The places of the events in the file, by id.
        definitions: The names of the definitions of membership.
    """

    def __init__(
        self,
        states: States,
        sources: Mapping[str, Source],
        instruments: Mapping[str, Instrument],
        events: Mapping[str, int],
        definitions: Collection[str],
    ) -> None:
        self.states = states
        self.sources = sources
        self.instruments = instruments
        self.events = events
        self.definitions = definitions

    @cached_property
    def state(self) -> Value:
        """A state, by any of its names and codes."""
        return Value(self._read_state, "state", {"$ref": "#/$defs/code"})

    def _read_state(self, value: object, at: Place) -> Any:
        if not isinstance(value, str):
            return at.fault(value, "expected a state's ISO 3166-1 code")
        try:
            return self.states.with_code(value) or self.states.find(value)
        except UnknownStateError as error:
            return at.fault(value, str(error))

    @cached_property
    def citations(self) -> Value:
        """A list of sources."""

        def cited(ids: list[str]) -> Citations:
            return Citations(tuple(ids), self.sources)

        return list_of(one_id("source", self.sources), cited, at_least_one="source")

    @cached_property
    def instrument(self) -> Value:
        """An instrument. One that has a fault itself is MISSING here, without another."""
        return one_id("instrument", self.instruments, self.instruments.__getitem__)

    @cached_property
    def event_id(self) -> Value:
        """The id of an event."""
        return one_id("event", self.events)

    @cached_property
    def one_event(self) -> Value:
        """The id of an event, read as a list of this one."""
        return one_id("event", self.events, lambda key: (key,))
