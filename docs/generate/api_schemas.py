"""What the files of the API hold, as JSON Schema."""

from typing import Any

import csto_membership as cm
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.record.instrument import Expiry, Obligation, Role
from csto_membership.record.number import LISTS
from csto_membership.record.source import Grade, SourceKind

__all__ = ["SCHEMAS"]

Schema = dict[str, Any]


def _as(kind: str, meaning: str, **more: Any) -> Schema:
    return {"type": kind, "description": meaning, **more}


def _text(meaning: str, **more: Any) -> Schema:
    return _as("string", meaning, **more)


def _one_of(meaning: str, values: Any) -> Schema:
    return {"description": meaning, "enum": [str(each) for each in values]}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _list(meaning: str, items: Schema) -> Schema:
    return _as("array", meaning, items=items)


def _map(meaning: str, values: Schema) -> Schema:
    return _as("object", meaning, additionalProperties=values)


def _object(meaning: str, **keys: Schema) -> Schema:
    """An object with these keys, all of them and no other."""
    return _as(
        "object",
        meaning,
        properties=keys,
        required=[*keys],
        additionalProperties=False,
    )


def _day(meaning: str) -> Schema:
    return _text(f"{meaning}, as 1999-04-20", format="date")


_FLAG = {"enum": [0, 1]}
_CODES = {"type": "string"}


def _edtf(meaning: str) -> Schema:
    return _or_null(_text(f"{meaning}, in EDTF; null if not known"))


_DEFINITION = _one_of("the definition of membership", (d.name for d in DEFINITIONS))
_STATUS = _one_of("what the state is to the alliance", cm.Status)
_PAGE = _text("the address of the page, counted from the root of the site")
_FACTS = _text("the version of the facts")
_SCHEMA = _text("the address of the schema of this file, counted from the file")
_HEAD = {"$schema": _SCHEMA, "facts": _FACTS}
_REACH = {
    "complete_until": _day("the last day for which the record is complete"),
    "checked": _or_null(_day("the day on which later acts were last looked for")),
    "default_definition": _DEFINITION,
}
_NUMBER = _object(
    "a number that a list of states gives",
    list=_one_of("the Correlates of War project, or Gleditsch and Ward", LISTS),
    number=_as("integer", "the number"),
    letters=_text("the letters that the list gives with it"),
    first_day=_or_null(_day("the first day on which the state has it")),
    last_day=_or_null(_day("the last such day; null if it has it still")),
)
_STATE = {
    "name": _text("the English name"),
    "alpha_2": _or_null(_text("the ISO 3166-1 alpha-2 code; null if it has none")),
    "numbers": _list("its numbers, and since when", _NUMBER),
    "page": _PAGE,
}
_DEFINITIONS = _map("each definition, and what it says", _text("a sentence"))
_PERIOD = {
    "definition": _DEFINITION,
    "first_day": _day("the first day, inside; the first period has 0001-01-01"),
    "last_day": _day("the last day, inside; complete_until for the last period"),
    "ongoing": {"description": "1 if last_day is complete_until", **_FLAG},
}
_ALLIANCES = _map("the records, by id", _object("a record", **_REACH))
_BODY = _object("an alliance", name=_text("its last name"), **_REACH, page=_PAGE)[
    "properties"
]
_FILES = {"files": _list("addresses, counted from this file", {"type": "string"})}

_MEMBERS = _object(
    "The members of an alliance on every day, under every definition.",
    **_HEAD,
    alliance=_text("the id of the alliance"),
    name=_text("its last name"),
    **_REACH,
    definitions=_DEFINITIONS,
    states=_map("the states, by alpha-3 code", _object("a state", **_STATE)),
    periods=_list(
        "for each definition the periods in order, without gaps",
        _object(
            "a period in which the answer stays the same",
            **_PERIOD,
            name=_or_null(_text("what the alliance was called; null before")),
            members=_list("who certainly is a member", _CODES),
            uncertain=_list("of whom it is uncertain", _CODES),
            suspended=_list("whom the organisation has suspended", _CODES),
            halted=_list("whose government says that it takes no part", _CODES),
            depends_on_definition=_list(
                "of whom another definition certainly says the opposite", _CODES
            ),
            disputed=_list(
                "of whom a claim that is not followed certainly says the opposite",
                _CODES,
            ),
        ),
    ),
)
_MEMBERSHIPS = _object(
    "The memberships of a state on every day, under every definition.",
    **_HEAD,
    state=_text("the alpha-3 code, or the key of a state without one"),
    **_STATE,
    alliances=_map("the alliances whose records name it", _object("", **_BODY)),
    definitions=_DEFINITIONS,
    periods=_list(
        "for each alliance and definition the periods in order, without gaps",
        _object(
            "a period in which the answer stays the same",
            alliance=_text("the id of the alliance"),
            **_PERIOD,
            answer=_one_of("whether it is a member", cm.Answer),
            status=_STATUS,
            depends_on_definition={
                "description": "1 if another definition certainly says the opposite",
                **_FLAG,
            },
            disputed={
                "description": "1 if a claim that is not followed certainly does",
                **_FLAG,
            },
        ),
    ),
)
_TERM = _object(
    "a term of years",
    years=_as("integer", "how many"),
    expires=_one_of("its last day", Expiry),
    renewed=_text("how it goes on"),
)
_INSTRUMENT = _object(
    "a treaty, charter, protocol or agreement",
    id=_text("its id"),
    title=_text("its title"),
    roles=_list("what it constitutes", _one_of("a role", Role)),
    obligation=_or_null(_one_of("the strongest that its parties owe", Obligation)),
    depositary=_text("who keeps the instruments of ratification"),
    address=_text("where its text stands"),
    term=_or_null(_TERM),
    other_obligations=_list("what else they owe", _one_of("", Obligation)),
)
_CLAIM = _object(
    "what one or several sources say of the event; the best claim comes first",
    sources=_list("ids of sources", {"type": "string"}),
    on=_edtf("when it was done"),
    since=_edtf("the first day of the new status, if it is another"),
    never=_as("boolean", "whether they say that it never happened"),
    states=_list("of which states they speak; empty for the body itself", _CODES),
    only=_as("boolean", "whether they deny it of all others"),
    kind=_or_null(_one_of("what they take it for, if not the event's", cm.Kind)),
    instrument=_or_null(_INSTRUMENT),
    place=_text("where"),
    wording=_text("the source's own term"),
    words=_text("the source's own words"),
    basis=_text("stated; or presumed, derived or misprint, with the reason"),
    rule=_or_null(
        _object("how its day is counted", after=_text("id of an event"), term=_TERM)
    ),
    public_on=_or_null(_day("when it was publicly known")),
    set_aside=_as("boolean", "whether the answers do not follow it"),
    why=_text("the reason for its rank"),
)
_EVENTS = _object(
    "What happened, each event with the claims of its sources.",
    **_HEAD,
    alliances=_ALLIANCES,
    events=_list(
        "the events, as the record has them",
        _object(
            "an event",
            alliance=_text("the id of the record; event ids are unique inside it"),
            id=_text("its id"),
            kind=_one_of("what kind of act it was", cm.Kind),
            claims=_list("what sources say of it", _CLAIM),
            states=_list("of whom it is claimed", _CODES),
            instrument=_or_null(_INSTRUMENT),
            title=_text("what happened, in a few words"),
            place=_text("where"),
            note=_text("what readers must know"),
            undecided=_list("the states for which no claim wins", _CODES),
            after=_list("ids of events that come before it", {"type": "string"}),
            to=_list("to whom it is addressed", _CODES),
            answers=_text("id of the request that it answers"),
        ),
    ),
)
_SOURCES = _object(
    "The sources that are cited.",
    **_HEAD,
    alliances=_ALLIANCES,
    sources=_map(
        "the sources, by id",
        _object(
            "a source",
            id=_text("its id"),
            title=_text("its title"),
            publisher=_text("who published it"),
            published=_edtf("when"),
            kind=_one_of("what sort of document it is", SourceKind),
            grade=_one_of("how near it stands to what it reports", Grade),
            language=_text("ISO 639-1 code of the text that was read"),
            address=_text("where it was found"),
            derived_from=_or_null(_text("id of the source that it copies")),
            seen=_or_null(_day("the day on which it was read, if it has no date")),
        ),
    ),
)
_INDEX = _object(
    "What there is.",
    **_HEAD,
    code=_text("the version of the code"),
    licence=_text("the licence of the facts"),
    citation=_text("how to cite them"),
    alliances=_map("by id", _object("an alliance", **_BODY, **_FILES)),
    states=_map("by alpha-3 code", _object("a state", **_STATE, **_FILES)),
    tables=_list("the ready-made tables", {"type": "string"}),
    schemas=_map("the schemas", {"type": "string"}),
)

SCHEMAS = {
    name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    for name, schema in {
        "index": _INDEX,
        "members": _MEMBERS,
        "memberships": _MEMBERSHIPS,
        "events": _EVENTS,
        "sources": _SOURCES,
    }.items()
}
"""The schemas by name; each key of a file is in its schema, and is always there."""
