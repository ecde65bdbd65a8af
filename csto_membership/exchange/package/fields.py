"""Fields of a data package: what a cell says, and how it is written and read back.

A field is found in an object of the record by a path of attributes, and goes back into
a data file by a path of keys, so one table serves both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

import attrs

from csto_membership.exchange.tables.table import Column
from csto_membership.record import Instrument, State
from csto_membership.record.source import Citations

__all__ = [
    "DAY",
    "EDTF",
    "FLAG",
    "LIST",
    "NUMBER",
    "TEXT",
    "Cell",
    "Field",
    "Plain",
    "dated",
    "derived",
    "row_of",
]

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


def _flag(cell: str) -> bool | str:
    return _FLAGS.get(cell, cell)


# As Table Schema has them, and spreadsheets write them.
_FLAGS = {
    **dict.fromkeys(("true", "True", "TRUE", "1"), True),
    **dict.fromkeys(("false", "False", "FALSE", "0"), False),
}


def _text(value: object) -> str:
    match value:
        case State():
            return value.code
        case Instrument():
            return value.id
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
FLAG = Cell(bool, _flag, lambda value: str(value).lower())
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


def derived(name: str, cell: Cell, meaning: str, path: str = "", **more: Any) -> Field:
    """A field that tells again what others do, or where its row belongs."""
    return Field(name, cell, meaning, path or name, key="", **more)


def dated(name: str, meaning: str, **more: Any) -> Iterator[Field]:
    """A date as EDTF text, and its first and last possible days beside it."""
    yield Field(name, EDTF, meaning, **more)
    for end in ("earliest", "latest"):
        which = "first" if end == "earliest" else "last"
        meaning = f"the {which} day that `{name}` may be; empty where there is none"
        yield derived(f"{name}_{end}", DAY, meaning, f"{name}.{end}")


def row_of(
    fields: Iterable[Field], thing: object, beside: Mapping[str, Plain]
) -> dict[str, Plain]:
    """The row of an object: what is said beside it, and what it says itself."""
    return {f.name: beside[f.name] if f.name in beside else f.of(thing) for f in fields}
