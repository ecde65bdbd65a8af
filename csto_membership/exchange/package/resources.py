"""The resources of a data package that hold the record: their fields and their rows.

A field is found in an object of the record by a path of attributes, and goes back into
a data file by a path of keys, so one table serves both ways.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

import attrs

from csto_membership.exchange.tables.table import Column
from csto_membership.membership.shipped import states as shipped_states
from csto_membership.record import Instrument, Kind, Record, Source, State
from csto_membership.record.instrument import Expiry, Obligation
from csto_membership.record.source import Citations, Grade, SourceKind

DESCRIPTOR = "datapackage.json"
MARK = "csto_membership"
"""The key of the descriptor that says what wrote the package."""
FORMAT = 1
"""Which fields a package of ours has."""

# -- cells and fields -----------------------------------------------------------------

Plain = date | int | str | None


@attrs.frozen
class Cell:
    """A kind of cell.

    Attributes:
        type: The type of what is written.
        read: Makes of the text of a cell what a data file would say; text that is
            nothing of the kind stays, and is a fault there.
        write: Makes plain what an object says.
        note: What readers must know of every cell of the kind.
    """

    type: type
    read: Callable[[str], Any]
    write: Callable[[Any], Plain] = lambda value: value
    note: str = ""


def _number(cell: str) -> int | str:
    # More digits Python refuses to read.
    return int(cell) if re.fullmatch("[0-9]{1,4000}", cell) else cell


# As Table Schema has them, and spreadsheets write them.
_FLAGS: dict[str, bool | str] = {
    **dict.fromkeys(("true", "True", "TRUE", "1"), True),
    **dict.fromkeys(("false", "False", "FALSE", "0"), False),
}


def _text(value: object) -> str:
    match value:
        case State():
            return value.code
        case Instrument():
            return value.id
        case _:
            return str(value)  # of an enumeration it is the value


def _list(values: Iterable[object]) -> str:
    if isinstance(values, Citations):
        values = values.ids
    texts = map(_text, values)
    items = sorted(texts) if isinstance(values, frozenset) else texts
    return "; ".join(re.sub(r"([\\;])", r"\\\1", item) for item in items)


def _items(cell: str) -> list[str]:
    # A backslash takes what follows it as it is.
    parts = re.findall(r"((?:[^\\;]|\\.|\\$)*)(?:; ?|$)", cell, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts if part]


TEXT = Cell(str, str, _text)
NUMBER = Cell(int, _number)
DAY = Cell(date, str)
EDTF = Cell(str, str, attrgetter("edtf"), "in EDTF")
FLAG = Cell(bool, lambda cell: _FLAGS.get(cell, cell), lambda value: str(value).lower())
LIST = Cell(str, _items, _list, "parted by semicolons")


@attrs.frozen
class Field:
    """A field of a resource.

    Attributes:
        name: Its name.
        cell: What kind of cell it has.
        meaning: What its values say.
        path: The attributes that lead to the value, parted by dots.
        key: The keys that lead to it in a data file; empty for what is not read back.
        choices: The values that it may have, where they are few.
        required: Whether every row has it.
        empty: Whether an empty cell is an empty list, and not left out.
    """

    name: str
    cell: Cell
    meaning: str
    path: str = attrs.field(default=attrs.Factory(lambda it: it.name, True))
    key: str = attrs.field(default=attrs.Factory(lambda it: it.path, True))
    choices: type[StrEnum] | None = None
    required: bool = False
    empty: bool = False

    @property
    def column(self) -> Column:
        """The column of a table."""
        note = f"; {self.cell.note}" if self.cell.note else ""
        return Column(self.name, self.cell.type, f"{self.meaning}{note}")

    def of(self, thing: object) -> Plain:
        """What an object says in this field; None for nothing."""
        value = thing
        for name in self.path.split("."):
            value = None if value is None else getattr(value, name)
        return None if value is None or value == "" else self.cell.write(value) or None

    def put(self, cell: str, table: dict[str, Any]) -> None:
        """Let a table of a data file say what the cell does."""
        if not self.key or (not cell and not self.empty):
            return
        *above, last = self.key.split(".")
        for name in above:
            table = table.setdefault(name, {})
        table[last] = self.cell.read(cell)


def _derived(name: str, cell: Cell, meaning: str, path: str = "", **more: Any) -> Field:
    """A field that repeats what others say, or where its row belongs."""
    return Field(name, cell, meaning, path or name, key="", **more)


def _dated(name: str, meaning: str, **more: Any) -> Iterator[Field]:
    """A date as EDTF text, and its first and last possible days beside it."""
    yield Field(name, EDTF, meaning, **more)
    for end in ("earliest", "latest"):
        which = "first" if end == "earliest" else "last"
        meaning = f"the {which} day that `{name}` may be; empty where there is none"
        yield _derived(f"{name}_{end}", DAY, meaning, f"{name}.{end}")


# -- files and rows -------------------------------------------------------------------

CellValues = Mapping[str, Any]


@attrs.frozen
class Resource:
    """A file of the record.

    Attributes:
        name: Its name; the file is called so, with `.csv`.
        meaning: What one row stands for.
        own: Its fields after the first, which is the alliance.
        rows: The objects of a record that have a row, each with what is said beside it.
        key: The fields, beside the alliance, that no two rows have in common.
        of: The resource in which its rows have a row above them, if not the alliances.
    """

    name: str
    meaning: str
    own: tuple[Field, ...] = ()
    rows: Callable[[Record], Iterable[tuple[object, CellValues]]] = lambda _: ()
    key: tuple[str, ...] = ()
    of: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All its fields."""
        key = "" if self.of or self.key else "id"
        return (Field("alliance", TEXT, _WHOSE, "id", key, required=True), *self.own)


_WHOSE = "id of the alliance"
_SOURCES = Field("sources", LIST, "ids of the sources that say so", required=True)
_WHY = "why it differs from the answers, where it does"


def _numbered(number: str, things: str) -> Callable[[Record], Any]:
    def rows(record: Record) -> Iterator[tuple[object, CellValues]]:
        for n, thing in enumerate(getattr(record, things), start=1):
            yield thing, {number: n}

    return rows


def states_of(record: Record) -> tuple[State, ...]:
    """The states that a record names, and those that it has of its own."""
    shipped = {each.key: _content(each) for each in shipped_states()}
    known = [
        each
        for each in record.states
        if each in record.states_named or _content(each) != shipped.get(each.key)
    ]
    others = (each for each in record.states_named if each not in known)
    return (*known, *others)


def _content(state: State) -> dict[str, Any]:
    return attrs.asdict(state, recurse=False)


def _numbers(record: Record) -> Iterator[tuple[object, CellValues]]:
    for state in states_of(record):
        for n, number in enumerate(state.numbers, start=1):
            yield number, {"alpha_3": state.code, "entry": n}


def _sources(record: Record) -> Iterator[tuple[object, CellValues]]:
    known = record.known_sources
    named = {key for each in states_of(record) for key in each.sources if key in known}
    # A file of one's own may define what nothing cites.
    own: Mapping[str, Source] = known.maps[0] if isinstance(known, ChainMap) else {}
    found = {*record.sources, *named, *own}
    while above := (known.keys() - found) & {known[key].derived_from for key in found}:
        found |= above
    return ((known[key], {}) for key in sorted(found))


def _events(record: Record) -> Iterator[tuple[object, CellValues]]:
    yield from ((each, {"context": "false"}) for each in record.events)
    yield from ((each, {"context": "true"}) for each in record.context_events)


def _claims(record: Record) -> Iterator[tuple[object, CellValues]]:
    for event in record.all_events:
        for n, claim in enumerate(event.claims, start=1):
            yield claim, {"event": event.id, "claim": n}


RECORD = (
    Resource(
        "alliances",
        "an alliance",
        (
            Field("default_definition", TEXT, "the definition of membership that its answers use"),
            Field("default_definition_why", TEXT, "why that one"),
            Field("founded", DAY, "the first day of the body, where its charter came into force later"),
            Field("complete_until", DAY, "the last day for which the record is complete", required=True),
            Field("checked", DAY, "the day on which later acts were last looked for"),
            _derived("file", TEXT, "the name of the file from which the record was read"),
            _derived("fingerprint", TEXT, "twelve hexadecimal digits, the same for the same content"),
        ),
        lambda record: [(record, {"fingerprint": record.fingerprint})],
    ),
    Resource(
        "names",
        "a name that an alliance had from a day on",
        (
            _derived("number", NUMBER, "the first name, the second, and so on", required=True),
            Field("since", DAY, "the first day of the name", required=True),
            Field("name", TEXT, "the full name", required=True),
            Field("short", TEXT, "the usual abbreviation", required=True),
            _SOURCES,
        ),
        _numbered("number", "names"),
        ("number",),
    ),
    Resource(
        "states",
        "a state as the record of an alliance knows it",
        (
            _derived("alpha_2", TEXT, "ISO 3166-1 alpha-2 code, or the last one of a former state; the key of a state without a code", "short_code", required=True),
            Field("alpha_3", TEXT, "ISO 3166-1 alpha-3 code, or the last one of a former state; the key of a state without a code", "code", "alpha_3", required=True),
            Field("alpha_4", TEXT, "ISO 3166-3 code of a former state"),
            Field("name", TEXT, "the state's own short English name", required=True),
            Field("nl", LIST, "Dutch names, the usual one first"),
            Field("ru", LIST, "Russian names, the usual one first"),
            Field("variants", LIST, "other English names"),
            Field("cow", NUMBER, "number in the Correlates of War state system, the last one if it had several"),
            Field("gw", NUMBER, "number in the list of Gleditsch and Ward"),
            *_dated("first_day", "the first day on which it was a state"),
            *_dated("last_day", "the last day on which it was a state"),
            Field("continues", LIST, "alpha-3 codes of the states that it continues"),
            Field("continues_from", DAY, "the first of their days that counts as its own; empty if all of them do"),
            Field("succeeds", LIST, "alpha-3 codes of the states that it came after, or out of"),
            Field("acceded_to", LIST, "alpha-3 codes of the states that it became part of"),
            Field("sources", LIST, "ids of the sources for its numbers and days"),
            Field("note", TEXT, "what readers should know about it"),
        ),
        lambda record: ((state, {}) for state in states_of(record)),
        ("alpha_3",),
    ),
    Resource(
        "numbers",
        "a number that a list of states gives to a state",
        (
            _derived("alpha_3", TEXT, "ISO 3166-1 alpha-3 code of the state", required=True),
            _derived("entry", NUMBER, "the first number of the state, the second, and so on", required=True),
            Field("list", TEXT, "cow, the Correlates of War project, or gw, Gleditsch and Ward", required=True),
            Field("number", NUMBER, "the number", required=True),
            Field("letters", TEXT, "the letters that the list gives with it"),
            Field("first_day", DAY, "the first day on which the state has it; empty where not recorded"),
            Field("last_day", DAY, "the last day; empty where not recorded, and where the state has it still"),
        ),
        _numbers,
        ("alpha_3", "entry"),
        "states",
    ),
    Resource(
        "sources",
        "a source that the record of an alliance cites, or that a cited one was copied from",
        (
            _derived("source", TEXT, "its id", "id", required=True),
            Field("title", TEXT, "its title", required=True),
            Field("publisher", TEXT, "who published it"),
            Field("kind", TEXT, "what sort of document it is", choices=SourceKind, required=True),
            Field("grade", TEXT, "how near it stands to what it reports", choices=Grade, required=True),
            *_dated("published", "when it was published"),
            Field("language", TEXT, "ISO 639-1 code of the text that was read"),
            Field("address", TEXT, "where it was found"),
            Field("derived_from", TEXT, "id of the source that it was copied from"),
            Field("seen", DAY, "the day it was taken over, where it shows no date of its own"),
        ),
        _sources,
        ("source",),
    ),
    Resource(
        "instruments",
        "a treaty, charter, protocol or agreement",
        (
            _derived("instrument", TEXT, "its id", "id", required=True),
            Field("title", TEXT, "its title"),
            Field("roles", LIST, "what it constitutes: treaty, charter, or neither", empty=True),
            Field("obligation", TEXT, "the strongest of what its parties owe one another", choices=Obligation),
            Field("other_obligations", LIST, "what else they owe one another; none if nothing"),
            Field("depositary", TEXT, "who keeps the instruments of ratification"),
            Field("address", TEXT, "where its text stands"),
            Field("term_years", NUMBER, "how many years it runs", "term.years"),
            Field("term_expires", TEXT, "which day is the last of the term", "term.expires", choices=Expiry),
            Field("term_renewed", TEXT, "how it goes on after that", "term.renewed"),
        ),
        lambda record: ((each, {}) for each in record.instruments.values()),
        ("instrument",),
    ),
    Resource(
        "events",
        "an act of one or several states, or of the body itself",
        (
            Field("event", TEXT, "its id", "id", required=True),
            _derived("context", FLAG, "whether it is a context event, which moves no state in or out", required=True),
            Field("kind", TEXT, "what kind of act it was, unless a claim says otherwise", choices=Kind, required=True),
            Field("instrument", TEXT, "id of the instrument under which it was done", "instrument", "of"),
            Field("states", LIST, "alpha-3 codes of the states that it is claimed of", empty=True),
            Field("title", TEXT, "what happened, in a few words"),
            Field("place", TEXT, "where, unless a claim says otherwise"),
            Field("note", TEXT, "what readers must know wherever its effect is shown"),
            Field("undecided", LIST, "alpha-3 codes of the states for which no claim wins"),
            Field("after", LIST, "ids of events that come before it, where dates leave that open"),
            Field("to", LIST, "alpha-3 codes of the states to which it is addressed"),
            Field("answers", TEXT, "id of the request that it answers"),
        ),
        _events,
        ("event",),
    ),
    Resource(
        "claims",
        "what one or several sources say of an event",
        (
            _derived("event", TEXT, "id of the event", required=True),
            _derived("claim", NUMBER, "its rank among the claims of the event, from 1", required=True),
            _SOURCES,
            *_dated("on", "when the act was done"),
            *_dated("since", "first day of the new status, where it is not the day of the act"),
            Field("never", FLAG, "whether the sources say that it never happened", required=True),
            Field("states", LIST, "alpha-3 codes of the states it speaks of; empty for an act of the body itself", empty=True),
            Field("only", FLAG, "whether it denies the act of all other states", required=True),
            Field("kind", TEXT, "what kind of act the sources take it for, where not the event's", choices=Kind),
            Field("instrument", TEXT, "id of the instrument they name, where not the event's", "instrument", "of"),
            Field("place", TEXT, "where they say it was done"),
            Field("wording", TEXT, "the source's own term"),
            Field("words", TEXT, "what the first source says of the act, in its own words and language"),
            Field("basis", TEXT, "stated; or presumed, derived or misprint, with the rule or the reason"),
            Field("rule_after", TEXT, "id of the event from which the date is computed", "rule.after"),
            Field("rule_years", NUMBER, "the years that are counted from there", "rule.term.years", "rule.years"),
            Field("rule_expires", TEXT, "which day is the last of them", "rule.term.expires", "rule.expires", choices=Expiry),
            Field("public", DAY, "the day on which it was publicly known, where that is not when its sources were published", "public_on", "public"),
            Field("set_aside", FLAG, "whether it counts only when its source is asked alone or preferred", required=True),
            Field("why", TEXT, "the reason for its rank"),
        ),
        _claims,
        ("event", "claim"),
        "events",
    ),
    Resource(
        "rosters",
        "a dated list of members that others gave, which is no act",
        (
            _derived("number", NUMBER, "the first list, the second, and so on", required=True),
            *_dated("on", "the day, or the days, for which the list is given", required=True),
            _SOURCES,
            Field("states", LIST, "alpha-3 codes of the members that it lists", empty=True),
            Field("count", NUMBER, "how many members it speaks of, where it does not list them"),
            Field("suspended", LIST, "alpha-3 codes of the states that it lists as suspended members"),
            Field("why", TEXT, _WHY),
        ),
        _numbered("number", "rosters"),
        ("number",),
    ),
)  # fmt: skip
"""Every resource from which a record is read back."""

DERIVED = (
    Resource(
        "spells",
        "a stretch of days on which a state was a member, under the default definition",
        key=("definition", "alpha_3", "spell"),
        of="states",
    ),
    Resource(
        "panel",
        "a state in a year, under the default definition",
        key=("definition", "alpha_3", "year"),
        of="states",
    ),
)
"""What follows from the record; its columns are those of other tables."""
