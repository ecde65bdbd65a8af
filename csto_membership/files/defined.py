"""What a data file defines under an id: states, sources and instruments.

For each of them: what its table may hold, and the object that it makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csto_membership.errors import MISSING
from csto_membership.files.consistency import ENDS_AFTER_IT_BEGINS, HAS_A_DATE
from csto_membership.files.place import Place
from csto_membership.files.readers import (
    ADDRESS,
    DATE,
    DAY,
    ID,
    NUMBER,
    TEXT,
    Key,
    TableFormat,
    list_of,
    needed,
    one_id,
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
from csto_membership.record.source import Grade, Source, SourceKind
from csto_membership.record.state import State, StateNumber, in_order_of_list

_TEXTS = list_of(TEXT)
_NAMES = list_of(ID)

# -- states ---------------------------------------------------------------------

NUMBER_OF_STATE = TableFormat(
    "state.numbers",
    "A number that a list of states gives to a state.",
    {
        "list": needed(
            one_of(("cow", "gw")),
            "The list: `cow` is the Correlates of War project, `gw` Gleditsch and Ward.",
        ),
        "number": needed(NUMBER, "The number."),
        "letters": Key(ID, "The letters that the list gives with it."),
        "first_day": Key(DAY, "The first day on which the state has the number."),
        "last_day": Key(DAY, "The last day on which the state has the number."),
    },
    StateNumber,
    ENDS_AFTER_IT_BEGINS,
)
STATE = TableFormat(
    "state",
    "A state. One with the codes of a state of the package replaces that one.",
    {
        "alpha_3": needed(ID, "ISO 3166-1 alpha-3 code."),
        "name": needed(ID, "The state's own short English name."),
        "nl": Key(_NAMES, "Dutch names, the usual one first."),
        "ru": Key(_NAMES, "Russian names, the usual one first."),
        "variants": Key(_NAMES, "Other English names."),
        "alpha_4": Key(ID, "ISO 3166-3 code of a former state."),
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
            _TEXTS, "Codes of the states that it continues: the same state, in law."
        ),
        "continues_from": Key(
            DAY,
            "The first of their days that counts as its own; by default all of them do.",
        ),
        "succeeds": Key(_TEXTS, "Codes of the states that it came after, or out of."),
        "acceded_to": Key(_TEXTS, "Codes of the states that it became part of."),
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


SOURCE = TableFormat(
    "source",
    "A document that says something about an event.",
    {
        "title": needed(
            TEXT, "Its title; in parentheses, if it is your own description."
        ),
        "publisher": Key(TEXT, "Who published it."),
        "kind": needed(one_of(SourceKind), "What sort of document it is."),
        "grade": needed(
            one_of(Grade), "How near it is to what it reports, nearest first."
        ),
        "published": Key(
            DATE, "When it was published. A source needs this key or `seen`."
        ),
        "language": Key(TEXT, "ISO 639-1 code of the language in which you read it."),
        "address": Key(ADDRESS, "Where you found it: a web address, or words."),
        "derived_from": Key(
            one_id("source"),
            "The source that it copies. Copies of one text count as one witness.",
        ),
        "seen": Key(DAY, "The day on which you saw it, if it shows no date."),
    },
    condition=HAS_A_DATE,
)


def source(key: str, value: object, at: Place) -> Any:
    """A source, under its id."""
    found = read_table(value, at, SOURCE)
    return MISSING if found is MISSING else Source(key, **found)


EXPIRES = needed(
    one_of(Expiry),
    "Which day is its last: the anniversary itself, or the day before it.",
)
_TERM = TableFormat(
    "instrument.term",
    "A term of years, after which an instrument ends unless it is extended.",
    {
        "years": needed(NUMBER, "Its length in years."),
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
        "roles": needed(
            list_of(one_of(Role), frozenset),
            "What it constitutes: the treaty, the charter, both or, with `[]`, neither. "
            "Nobody becomes a member by an instrument without a role.",
        ),
        "obligation": Key(
            one_of(Obligation), "The strongest of what its parties owe one another."
        ),
        "other_obligations": Key(
            list_of(one_of(Obligation), frozenset, at_least_one="obligation"),
            'What else they owe one another; `["none"]` if nothing. Left out if the '
            "text was not read for it.",
        ),
        "depositary": Key(
            TEXT, "Who keeps the original and receives the ratifications."
        ),
        "address": Key(
            ADDRESS, "Where its text can be found, such as a number in a treaty series."
        ),
        "term": Key(table_value(_TERM), "How long it runs, if not without end."),
    },
)


def instrument(key: str, value: object, at: Place) -> Any:
    """An instrument, under its id."""
    found = read_table(value, at, INSTRUMENT)
    return MISSING if found is MISSING else Instrument(key, **found)
