"""The tables of states, their numbers and sources, read from CSV.

Most questions need a dozen of two hundred states and no source, so a row becomes an
object, and a cell a list or a date, when it is first asked for.
"""

# pathlib takes 5 ms to import.
# ruff: noqa: PTH118, PTH123
from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.record.source import Grade, Source, SourceKind
from csto_membership.record.state_draft import State, StateNumber, States

__all__ = ["SourceTable", "read_numbers", "read_sources", "read_states"]

Numbers = Mapping[str, tuple[StateNumber, ...]]

_STATE = (
    "key", "alpha_2", "alpha_3", "alpha_4", "name", "nl", "ru", "variants",
    "first_day", "last_day", "continues", "succeeds", "acceded_to", "sources", "note",
)  # fmt: skip
"""The columns of states.csv."""
_SOURCE = (
    "id", "title", "kind", "grade", "publisher", "published", "language", "address",
    "derived_from", "seen", "note",
)  # fmt: skip
"""The columns of sources.csv."""
_BETWEEN = "; "
"""What separates the items of a list in a cell."""


def read_states(folder: str) -> States:
    """The states of `states.csv`, with their numbers from `numbers.csv`.

    Examples:
        >>> from csto_membership.record.loading import SHIPPED
        >>> states = read_states(SHIPPED)
        >>> len(states), states.find("Wit-Rusland"), states.find("DEU").cow
        (199, <State BY Belarus>, 255)
    """
    numbers = cache(partial(read_numbers, folder))
    rows = csv.reader(map(bytes.decode, _lines(folder, "states.csv")))
    return States(_state(row, numbers) for row in rows)


def read_numbers(folder: str) -> Numbers:
    """The numbers of `numbers.csv` by the key of their state, the earlier first.

    Examples:
        >>> from csto_membership.record.loading import SHIPPED
        >>> for each in read_numbers(SHIPPED)["YEM"]:
        ...     print(each.list, each.number, each.first_day, each.last_day)
        cow 678 None 1990-05-21
        cow 679 1990-05-22 None
        gw 678 None None
    """
    numbers: dict[str, list[StateNumber]] = {}
    rows = csv.reader(map(bytes.decode, _lines(folder, "numbers.csv")))
    for name, number, key, first, last in rows:
        made = StateNumber(name, int(number), _day(first), _day(last))
        numbers.setdefault(key, []).append(made)
    return {
        key: tuple(sorted(those, key=lambda n: (n.list, n.first_day or date.min)))
        for key, those in numbers.items()
    }


def read_sources(folder: str) -> SourceTable:
    """The sources of `sources.csv`, by id.

    Examples:
        >>> from csto_membership.record.loading import SHIPPED
        >>> sources = read_sources(SHIPPED)
        >>> len(sources), sources["enwiki-2006"].grade.value
        (639, 'derivative')
    """
    return SourceTable(_lines(folder, "sources.csv"))


def _lines(folder: str, name: str) -> list[bytes]:
    """The rows of a table below its head; each is a line, as no cell has a line break."""
    with open(os.path.join(folder, name), "rb") as file:
        return file.read().removesuffix(b"\n").split(b"\n")[1:]


# -- states -------------------------------------------------------------------


class _TableState(State):
    """A state in a row of the table; it reads a cell when that is first asked for."""

    _row: list[str]
    _numbers: Callable[[], Numbers]

    def __getattr__(self, name: str) -> Any:
        # Only called for what is not yet there.
        read = _CELLS.get(name)
        if read is None:
            msg = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(msg)
        value = read(self)
        vars(self)[name] = value
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        # The files may not be there where the state is made again.
        fields = attrs.fields(State)
        return partial(State, **{f.name: getattr(self, f.name) for f in fields}), ()


def _state(row: list[str], numbers: Callable[[], Numbers]) -> State:
    key, alpha_2, alpha_3, alpha_4, name, *_ = row
    made = object.__new__(_TableState)
    vars(made).update(
        key=key,
        alpha_2=alpha_2,
        alpha_3=alpha_3,
        alpha_4=alpha_4 or None,
        name=name,
        _row=row,
        _numbers=numbers,
    )
    return made


def _reader(column: str, read: Callable[[str], Any]) -> Callable[[_TableState], Any]:
    place = _STATE.index(column)
    return lambda state: read(state._row[place])  # noqa: SLF001 - of this module


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(_BETWEEN)) if cell else ()


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _fuzzy_date(cell: str) -> FuzzyDate | None:
    return FuzzyDate(cell) if cell else None


def _numbers_of(state: _TableState) -> tuple[StateNumber, ...]:
    return state._numbers().get(state.key, ())  # noqa: SLF001 - of this module


def _last_number(name: str) -> Callable[[_TableState], int | None]:
    def read(state: _TableState) -> int | None:
        numbers = [each.number for each in state.numbers if each.list == name]
        return numbers[-1] if numbers else None

    return read


_LISTS = ("nl", "ru", "variants", "continues", "succeeds", "acceded_to", "sources")
_CELLS: dict[str, Callable[[_TableState], Any]] = {
    **{column: _reader(column, _texts) for column in _LISTS},
    **{column: _reader(column, _fuzzy_date) for column in ("first_day", "last_day")},
    "numbers": _numbers_of,
    "cow": _last_number("cow"),
    "gw": _last_number("gw"),
}
"""What reads an attribute of a state from its row."""


# -- sources ------------------------------------------------------------------


class SourceTable(Mapping[str, Source]):
    """Sources by id, each of which is read when it is looked up."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        # An id has no comma and no quotes in it.
        self._lines = {line.partition(b",")[0].decode(): line for line in lines}
        self._read: dict[str, Source] = {}

    def __getitem__(self, key: str) -> Source:
        if key not in self._read:
            self._read[key] = _source(next(csv.reader([self._lines[key].decode()])))
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _source(row: list[str]) -> Source:
    cell = dict(zip(_SOURCE, row, strict=True))
    return Source(
        cell["id"],
        cell["title"],
        SourceKind(cell["kind"]),
        Grade(cell["grade"]),
        cell["publisher"],
        _fuzzy_date(cell["published"]),
        cell["language"],
        cell["address"],
        cell["derived_from"] or None,
        _day(cell["seen"]),
    )
