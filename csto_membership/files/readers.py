"""Reading the tables of a data file key by key, so that every fault is found at once.

A table is described once: its keys, and for each key what its value is, what it means and
how it is read. From the same description come the JSON Schema and the page of the docs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple, TypeGuard

from csto_membership.days import FuzzyDate
from csto_membership.errors import (
    MISSING,
    MembershipError,
    UnknownStateError,
)
from csto_membership.files.place import Known, Place
from csto_membership.text_files import escaped

LONGEST_TEXT = 2_000
"""The most characters of a text; many answers print it more than once."""
LARGEST_NUMBER = 999_999
"""No list of states or members has so many, and no term of years is so long."""


# -- the description of a table -------------------------------------------------

Reader = Callable[[Any, Place], Any]
"""Returns what a value means; or notes a fault at its place and returns `MISSING`."""


def _as_it_is(value: object, _: Place) -> object:
    return value


class Value(NamedTuple):
    """What a value may be, and how it is read."""

    read: Reader
    words: str
    """What it is, in the words of the docs: `text`, `list of ids`."""
    schema: Mapping[str, Any]
    """The same as JSON Schema, as far as that can say it."""
    table: TableFormat | None = None
    """The table, if it is one or holds such tables."""
    choices: tuple[str, ...] = ()
    """The texts that it may be, if they are few."""


class Key(NamedTuple):
    """One key of a table."""

    value: Value
    meaning: str
    """A sentence."""
    required: bool = False
    field: str = ""
    """The attribute that it fills, if that has another name."""
    deprecated: bool = False
    instead: str = ""
    """What to do instead, if the key is no longer read."""


def needed(value: Value, meaning: str, field: str = "") -> Key:
    """A key that its table must have."""
    return Key(value, meaning, required=True, field=field)


class Condition(NamedTuple):
    """What must hold between the keys of one table."""

    check: Callable[[Mapping[str, object], Place], None]
    """Notes which keys of a table do not go together."""
    schema: Mapping[str, Any]
    """The same as JSON Schema."""


class TableFormat(NamedTuple):
    """What a table may hold."""

    name: str
    """Where it is in a file, such as `event.claim`."""
    meaning: str
    """A sentence."""
    keys: Mapping[str, Key]
    make: Callable[..., Any] = dict
    """What makes an object of its values, by the names of attributes."""
    condition: Condition | None = None


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value of a file is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value of a file is a list."""
    return isinstance(value, list)


def read_table(value: object, at: Place, table: TableFormat) -> dict[str, Any]:
    """The values of a table by attribute; MISSING if anything in it is at fault."""
    if not is_table(value):
        return at.fault(value, "expected a table")  # type: ignore[no-any-return]
    before, keys = len(at.problems), table.keys
    found: dict[str, Any] = {}
    for name, inside in value.items():
        key = keys.get(name)
        if key is None or key.instead:
            at.key(name).fault(inside, _not_read(name, keys))
        else:
            found[key.field or name] = key.value.read(inside, at.key(name))
    for name, key in keys.items():
        if key.required and name not in value:
            at.key(name).fault(MISSING, "this key is required")
    if table.condition:
        table.condition.check(value, at)
    sound = len(at.problems) == before and MISSING not in found.values()
    return found if sound else MISSING


def _not_read(name: str, keys: Mapping[str, Key]) -> str:
    if name in keys:
        return f"this key is no longer read: {keys[name].instead}"
    known = [each for each, key in keys.items() if not key.instead]
    meant = _meant(name, known) or f"; one of {', '.join(known)}"
    return f"unknown key{meant}"


def read_object(value: object, at: Place, table: TableFormat) -> Any:
    """What a table makes; MISSING if anything in it is at fault."""
    found = read_table(value, at, table)
    return MISSING if found is MISSING else table.make(**found)


def by_id(
    value: object, at: Place, read: Callable[[str, object, Place], Any]
) -> dict[str, Any]:
    """Tables under their ids; MISSING for those at fault."""
    if not is_table(value):
        at.fault(value, "expected tables, one for each id")
        return {}
    for key in value:
        _id(key, at.key(key))
    return {key: read(key, table, at.key(key)) for key, table in value.items()}


def table_value(table: TableFormat, read: Reader | None = None) -> Value:
    """A table; by default it is read as the object that it makes."""

    def read_it(value: object, at: Place) -> Any:
        return read_object(value, at, table)

    return Value(read or read_it, "table", _defined(table.name), table)


def tables_by_id(table: TableFormat) -> Value:
    """Such tables, each under its id; what refers to them is read after them."""
    schema = {"type": "object", "additionalProperties": _defined(table.name)}
    return Value(_as_it_is, "tables by id", schema, table)


def _meant(value: object, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for faults only

    near = get_close_matches(value, known, n=1) if isinstance(value, str) else ()
    return f"; did you mean {near[0]}?" if near else ""


def _defined(name: str) -> dict[str, Any]:
    """A reference to a definition of the JSON Schema."""
    return {"$ref": f"#/$defs/{name}"}


# -- readers of single values ---------------------------------------------------


def _text(value: object, at: Place) -> Any:
    """The text on one line, with escapes for what must not be shown as it is."""
    if not isinstance(value, str) or not value.strip():
        return at.fault(value, "expected a text")
    if len(value) > LONGEST_TEXT:
        return at.fault(value, _TOO_LONG)
    return _in_one_line(value)


def _in_one_line(text: str) -> str:
    if text.isprintable():  # as nearly all are
        return text
    return escaped(re.sub(r"\s*[\n\t\r]\s*", " ", text))


_TOO_LONG = f"is too long: a text has at most {LONGEST_TEXT:,} characters"


def _id(value: object, at: Place) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return at.fault(value, _TOO_LONG)
    if isinstance(value, str) and value.strip() and _in_one_line(value) == value:
        return value
    return at.fault(
        value, "expected a text without control characters and others that do not show"
    )


def _address(value: object, at: Place) -> Any:
    text = _text(value, at)
    if text is MISSING or text.startswith(("https://", "http://")):
        return text
    scheme, _, rest = text.partition(":")
    if " " in scheme or rest[:1] in ("", " "):
        return text
    return at.fault(value, "expected an address with https:// or http://, or words")


def _flag(value: object, at: Place) -> Any:
    if isinstance(value, bool):
        return value
    return at.fault(value, "expected true or false")


def _number(value: object, at: Place) -> Any:
    if type(value) is int and 0 < value <= LARGEST_NUMBER:
        return value
    expected = f"expected a whole number above 0, up to {LARGEST_NUMBER:,}"
    return at.fault(value, expected)


def _day(value: object, at: Place) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and value[4:8:3] == "--":  # not the weeks of ISO 8601
        with suppress(ValueError):
            return date.fromisoformat(value)
    return at.fault(value, "expected a day, such as 1999-04-20")


def _date(value: object, at: Place) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return FuzzyDate(value)
    if not isinstance(value, str):
        return at.fault(
            value, 'expected a day such as 1999-04-20, or text such as "1999-04"'
        )
    if len(value) > LONGEST_TEXT:
        return at.fault(value, _TOO_LONG)
    try:
        return FuzzyDate(value)
    except MembershipError as error:
        return at.fault(value, f"expected a day or EDTF text; {error}")


TEXT = Value(_text, "text", _defined("text"))
"""A text that is not empty."""
ID = Value(_id, "text", _defined("text"))
"""A text under which something is found, so that what does not show would disguise it."""
ADDRESS = Value(_address, "text", _defined("text"))
"""A web address, or words that say where something is."""
FLAG = Value(_flag, "`true` or `false`", {"type": "boolean"})
NUMBER = Value(_number, "number", _defined("number"))
"""A whole number above 0."""
DAY = Value(_day, "day", _defined("day"))
"""One day, as TOML writes it, or the same as text."""
DATE = Value(_date, "date", _defined("date"))
"""A day as TOML writes it, or EDTF text for what is coarser."""
TRUE = Value(_as_it_is, "`true`", {"const": True})


def true_or(other: Value) -> Value:
    """`true`, or another kind of value."""
    return _either(lambda value: value is True, TRUE, other)


def text_or(one: Value, other: Value) -> Value:
    """One kind of value if it is a text, or else another."""
    return _either(lambda value: isinstance(value, str), one, other)


def _either(is_one: Callable[[object], bool], one: Value, other: Value) -> Value:
    def read(value: object, at: Place) -> Any:
        return (one if is_one(value) else other).read(value, at)

    schema = {"anyOf": [one.schema, other.schema]}
    return Value(read, f"{one.words}, or {other.words}", schema)


def one_of(choices: Iterable[str]) -> Value:
    """One of a few texts, or of the values of an enumeration."""
    known = {str(choice): choice for choice in choices}
    words = tuple(known)

    def read(value: object, at: Place) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        expected = f"expected one of {', '.join(words)}{_meant(value, words)}"
        return at.fault(value, expected)

    return Value(read, "one of", {"enum": list(words)}, choices=words)


def one_id(what: str, read_as: Callable[[str, Known], Any] | None = None) -> Value:
    """The id of something that is defined elsewhere.

    Args:
        what: What it is: `source`, `instrument`, `event` or `definition`.
        read_as: Returns what the id is read as; by default that is the id itself.
    """

    def read(value: object, at: Place) -> Any:
        ids = getattr(at.known, f"{what}s")
        if isinstance(value, str) and value in ids:
            return read_as(value, at.known) if read_as else value
        return at.fault(value, f"no {what} of this id{_meant(value, ids)}")

    return Value(read, "id", _defined("id"))


def _state(value: object, at: Place) -> Any:
    if not isinstance(value, str):
        return at.fault(value, "expected a state's ISO 3166-1 code")
    try:
        return at.known.states.with_code(value) or at.known.states.find(value)
    except UnknownStateError as error:
        return at.fault(value, str(error))


STATE_NAMED = Value(_state, "state", _defined("code"))
"""A state, by any of its names and codes."""


def list_of(
    value: Value,
    into: Callable[[list[Any]], Any] = tuple,
    *,
    at_least_one: str = "",
) -> Value:
    """A list of such values, without duplicates.

    Args:
        value: What its items are.
        into: What makes a collection of them.
        at_least_one: What there must be at least one of; if empty, the list may be empty.
    """
    read_one = value.read

    def read(value: object, at: Place) -> Any:
        if not is_list(value):
            return at.fault(value, "expected a list, in square brackets")
        if at_least_one and not value:
            return at.fault(value, f"expected at least one {at_least_one}")
        items = [read_one(each, at.key(n)) for n, each in enumerate(value)]
        if len(before := set(items)) < len(items):
            before.clear()
            for n, item in enumerate(items):
                if item in before and item is not MISSING:
                    items[n] = at.key(n).fault(value[n], "is listed twice")
                before.add(items[n])
        return MISSING if MISSING in before else into(items)

    words = "list" if value.choices else f"list of {value.words}s"
    least = {"minItems": 1} if at_least_one else {}
    schema = {"type": "array", "items": value.schema, "uniqueItems": True, **least}
    return Value(read, words, schema, value.table, value.choices)
