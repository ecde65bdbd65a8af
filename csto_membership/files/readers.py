"""Reading tables of a data file key by key, so that every fault is found at once.

A reader is a function of a value and its place. It gives back what the value means, or
notes a fault at that place and gives back `MISSING`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from csto_membership.days import FuzzyDate
from csto_membership.errors import MISSING, DataError, MembershipError, Problem

__all__ = [
    "Key",
    "Place",
    "day",
    "flag",
    "fuzzy_date",
    "list_of",
    "number",
    "one_id",
    "one_of",
    "read_table",
    "text",
]


class Place(NamedTuple):
    """A place in a data file, which collects the faults found there and below."""

    file: str
    problems: list[Problem]
    within: Place | None = None
    name: str | int = ""
    """The key in a table, or the number in a list."""

    def key(self, name: str) -> Place:
        """The place of a key of this table."""
        return Place(self.file, self.problems, self, name)

    def item(self, number: int) -> Place:
        """The place of an item of this list, counted from 0."""
        return Place(self.file, self.problems, self, number)

    @property
    def path(self) -> str:
        """The way to it from the top; only faults need it."""
        if self.within is None:
            return ""
        path = self.within.path
        if isinstance(self.name, int):
            return f"{path}[{self.name}]"
        return f"{path}.{self.name}" if path else self.name

    def fault(self, value: object, expected: str) -> Any:
        """Note a fault here.

        Raises:
            DataError: There are more than anybody reads.
        """
        self.problems.append(Problem(self.file, self.path, value, expected))
        if len(self.problems) == MOST_FAULTS:
            more = "there may be more: reading stops after so many"
            raise DataError([*self.problems, Problem(self.file, "", MOST_FAULTS, more)])
        return MISSING


MOST_FAULTS = 1000
"""How many faults of one file are told."""

Reader = Callable[[Any, Place], Any]


class Key(NamedTuple):
    """One key of a table: how its value is read, and whether it must be there."""

    read: Reader
    required: bool = False
    field: str = ""
    """The attribute it fills, where that has another name."""
    instead: str = ""
    """What to do instead, if the key is no longer read."""


def read_table(
    value: object,
    at: Place,
    keys: Mapping[str, Key],
    rules: Callable[[Mapping[str, object], Place], None] | None = None,
) -> dict[str, Any]:
    """What a table says, key by key; MISSING where anything in it is at fault.

    Args:
        value: The table.
        at: Its place.
        keys: What it may hold.
        rules: Notes which of its keys do not go together.
    """
    if not isinstance(value, dict):
        return at.fault(value, "expected a table")  # type: ignore[no-any-return]
    before = len(at.problems)
    said = {}
    known = [name for name, key in keys.items() if not key.instead]
    for name, inside in value.items():
        if name not in keys:
            meant = _meant(name, known) or f"; one of {', '.join(known)}"
            at.key(name).fault(inside, f"unknown key{meant}")
            continue
        if instead := keys[name].instead:
            at.key(name).fault(inside, f"this key is no longer read: {instead}")
            continue
        said[keys[name].field or name] = keys[name].read(inside, at.key(name))
    for name, key in keys.items():
        if key.required and name not in value:
            at.key(name).fault(MISSING, "this key is required")
    if rules:
        rules(value, at)
    sound = len(at.problems) == before and MISSING not in said.values()
    return said if sound else MISSING


def _meant(value: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for faults only

    near = get_close_matches(value, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


# -- readers of single values ------------------------------------------------


def text(value: object, at: Place) -> Any:
    """A text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value
    return at.fault(value, "expected a text")


def flag(value: object, at: Place) -> Any:
    """True or false."""
    return (
        value if isinstance(value, bool) else at.fault(value, "expected true or false")
    )


def number(value: object, at: Place) -> Any:
    """A whole number above zero."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return at.fault(value, "expected a whole number above 0")


def day(value: object, at: Place) -> Any:
    """One day, as TOML writes it, or the same as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and value[4:8:3] == "--":  # not the weeks of ISO 8601
        with suppress(ValueError):
            return date.fromisoformat(value)
    return at.fault(value, "expected a day, such as 1999-04-20")


def fuzzy_date(value: object, at: Place) -> Any:
    """A day as TOML writes it, or EDTF text for what is coarser."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return FuzzyDate(value)
    if not isinstance(value, str):
        return at.fault(
            value, 'expected a day such as 1999-04-20, or text such as "1999-04"'
        )
    try:
        return FuzzyDate(value)
    except MembershipError as error:
        return at.fault(value, f"expected a day or EDTF text; {error}")


def one_of(choices: type[StrEnum]) -> Reader:
    """One of the values of an enumeration."""

    def read(value: object, at: Place) -> Any:
        try:
            return choices(str(value))
        except ValueError:
            known = [choice.value for choice in choices]
            meant = _meant(str(value), known)
            return at.fault(value, f"expected one of {', '.join(known)}{meant}")

    return read


def one_id(what: str, ids: Collection[str]) -> Reader:
    """The id of something that is defined elsewhere."""

    def read(value: object, at: Place) -> Any:
        if isinstance(value, str) and value in ids:
            return value
        return at.fault(value, f"no {what} of this id{_meant(str(value), ids)}")

    return read


def list_of(
    read: Reader, into: Callable[[list[Any]], Any], *, at_least_one: str = ""
) -> Reader:
    """A list, each item of which one reader reads, and none of which stands twice."""

    def read_all(value: object, at: Place) -> Any:
        if not isinstance(value, list):
            return at.fault(value, "expected a list, in square brackets")
        if at_least_one and not value:
            return at.fault(value, f"expected at least one {at_least_one}")
        items = [read(each, at.item(n)) for n, each in enumerate(value)]
        if len(before := set(items)) < len(items):
            before.clear()
            for n, item in enumerate(items):
                if item in before and item is not MISSING:
                    items[n] = at.item(n).fault(value[n], "is listed twice")
                before.add(items[n])
        return MISSING if MISSING in before else into(items)

    return read_all
