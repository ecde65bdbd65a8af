"""The tables of states, their numbers and sources, read from CSV.

Most questions need a dozen of two hundred states and no source. So a row of the package's
tables becomes an object, and a cell a list or a date, when somebody first uses it. The
tables of a user's folder may have faults, so they are read and checked as a whole. So are
those of the package, if somebody has changed them and one of them cannot be read.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from datetime import date
from functools import cached_property, partial
from itertools import islice
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.errors import (
    MISSING,
    UNREADABLE,
    WHOLE,
    DataError,
    Problem,
)
from csto_membership.files.consistency import must_have_names_of_their_own
from csto_membership.files.defined import NUMBER_OF_STATE, STATE, made_state, source
from csto_membership.files.place import Known, Place, text_of
from csto_membership.files.readers import (
    TEXT,
    Key,
    TableFormat,
    needed,
    read_object,
    read_table,
)
from csto_membership.record.source import Grade, Source, SourceKind
from csto_membership.record.state import State, StateNumber, States, in_order_of_list
from csto_membership.text_files import read_bytes

Numbers = Mapping[str, tuple[StateNumber, ...]]

_STATES = (
    "key", "alpha_2", "alpha_3", "alpha_4", "name", "nl", "ru", "variants",
    "first_day", "last_day", "continues", "continues_from", "succeeds", "acceded_to",
    "sources", "note",
)  # fmt: skip
"""The columns of states.csv."""
_NUMBERS = ("list", "number", "letters", "state", "first_day", "last_day")
"""The columns of numbers.csv."""
_SOURCES = (
    "id", "title", "kind", "grade", "publisher", "published", "language", "address",
    "derived_from", "seen",
)  # fmt: skip
"""The columns of sources.csv."""
_BETWEEN = "; "
"""What separates the items of a list in a cell."""


def read_states(folder: str) -> States:
    """The states of `states.csv`, with their numbers from `numbers.csv`.

    Examples:
        >>> from csto_membership.files.loading import SHIPPED
        >>> states = read_states(SHIPPED)
        >>> len(states), states.find("Wit-Rusland"), states.find("DEU").cow
        (221, <State BY Belarus>, 255)
    """
    tables = _Tables(folder)
    try:
        rows = csv.reader(map(bytes.decode, _lines(folder, "states.csv", _STATES)))
        return States(_state(row, tables) for row in rows)
    except _UNREAD:
        return checked_states(folder)


def read_numbers(folder: str) -> Numbers:
    """The numbers of `numbers.csv` by the key of their state, the earlier first.

    Examples:
        >>> from csto_membership.files.loading import SHIPPED
        >>> for each in read_numbers(SHIPPED)["YEM"]:
        ...     print(each.list, each.number, each.first_day, each.last_day)
        cow 678 None 1990-05-21
        cow 679 1990-05-22 None
        gw 678 None None
    """
    numbers: dict[str, list[StateNumber]] = {}
    rows = csv.reader(map(bytes.decode, _lines(folder, "numbers.csv", _NUMBERS)))
    for name, number, letters, key, first, last in rows:
        made = StateNumber(name, int(number), letters, _day(first), _day(last))
        numbers.setdefault(key, []).append(made)
    return {key: in_order_of_list(those) for key, those in numbers.items()}


def read_sources(folder: str) -> Mapping[str, Source]:
    """The sources of `sources.csv`, by id.

    Examples:
        >>> from csto_membership.files.loading import SHIPPED
        >>> sources = read_sources(SHIPPED)
        >>> sources["enwiki-2006"].grade.value
        'derivative'
    """
    try:
        return SourceTable(_lines(folder, "sources.csv", _SOURCES), folder)
    except _UNREAD:
        return checked_sources(folder)


def _lines(folder: str, name: str, columns: tuple[str, ...]) -> list[bytes]:
    """The rows of a table below its head, each of which is a line.

    Raises:
        OSError: The table cannot be read.
        ValueError: It has other columns, quotes around a key, or a cell of two lines.
    """
    table = read_bytes(os.path.join(folder, name)).removesuffix(b"\n")
    head, *lines = table.split(b"\n")
    if head.decode() != ",".join(columns):
        raise ValueError(head)
    if any(line[:1] in _NO_KEY or line.count(b'"') % 2 for line in lines):
        raise ValueError(name)
    return lines


_NO_KEY = {b'"', b"", b"\r"}
_UNREAD = (ValueError, LookupError, TypeError, csv.Error, OSError)
"""The errors with which reading ends if a table is not as it was shipped."""


class _Tables:
    """The tables of states and numbers in a folder, whose rows are read one by one."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @cached_property
    def numbers(self) -> Numbers:
        return read_numbers(self.folder)


def _faulty(folder: str, name: str, why: object) -> DataError:
    """The error about a table in which something cannot be read, with all its faults."""
    try:
        (checked_sources if name == "sources.csv" else checked_states)(folder)
    except DataError as error:
        return error
    if isinstance(why, OSError) and why.filename:
        name, why = os.path.basename(why.filename), why.strerror or why
    return DataError([Problem(name, "", WHOLE, f"{UNREADABLE}: {why}")])


# -- states -------------------------------------------------------------------


class _TableState(State):
    """A state that reads a cell of its row when somebody first uses it."""

    _cells: dict[str, str]
    _tables: _Tables

    def __getattr__(self, name: str) -> Any:
        # Python calls this only for an attribute that is not set yet.
        read = _LATER.get(name)
        if read is None:
            msg = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(msg)
        try:
            value = vars(self)[name] = read(self)
        except _UNREAD as error:
            raise _faulty(self._tables.folder, "states.csv", error) from error
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        # The files may not be there where the state is unpickled.
        fields = attrs.fields(State)
        return partial(State, **{f.name: getattr(self, f.name) for f in fields}), ()


def _state(row: list[str], tables: _Tables) -> State:
    cells = dict(zip(_STATES, row, strict=True))
    made = object.__new__(_TableState)
    vars(made).update((name, cells[name]) for name in _AT_ONCE)
    vars(made).update(alpha_4=cells["alpha_4"] or None, _cells=cells, _tables=tables)
    return made


def _last_number(state: State, name: str) -> int | None:
    numbers = [each.number for each in state.numbers if each.list == name]
    return numbers[-1] if numbers else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _cell(column: str, read: Callable[[str], Any], empty: Any) -> Callable[[Any], Any]:
    def read_it(state: _TableState) -> Any:
        cell = state._cells[column]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - of this module
        return read(cell) if cell else empty

    return read_it


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(_BETWEEN))


_AT_ONCE = ("key", "alpha_2", "alpha_3", "name", "note")
_LISTS = ("nl", "ru", "variants", "continues", "succeeds", "acceded_to", "sources")
_LATER: dict[str, Callable[[Any], Any]] = {
    **{column: _cell(column, _texts, ()) for column in _LISTS},
    **{column: _cell(column, FuzzyDate, None) for column in ("first_day", "last_day")},
    "continues_from": _cell("continues_from", date.fromisoformat, None),
    "numbers": lambda state: state._tables.numbers.get(state.key, ()),  # noqa: SLF001
    "cow": partial(_last_number, name="cow"),
    "gw": partial(_last_number, name="gw"),
}
"""The functions that read an attribute of a state from its row."""


# -- sources ------------------------------------------------------------------


class SourceTable(Mapping[str, Source]):
    """Sources by id. Each is read when it is first looked up."""

    def __init__(self, lines: Iterable[bytes], folder: str) -> None:
        self._folder = folder
        # An id has no comma and no quotes in it.
        self._lines = {line.partition(b",")[0].decode(): line for line in lines}
        self._read: dict[str, Source] = {}

    def __getitem__(self, key: str) -> Source:
        if key not in self._read:
            line = self._lines[key]
            try:
                self._read[key] = _source(next(csv.reader([line.decode()])))
            except _UNREAD as error:
                raise _faulty(self._folder, "sources.csv", error) from error
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _source(row: list[str]) -> Source:
    cells = {name: cell for name, cell in zip(_SOURCES, row, strict=True) if cell}
    return Source(**{name: _READ.get(name, str)(cells[name]) for name in cells})


_READ: dict[str, Callable[[str], Any]] = {
    "kind": SourceKind,
    "grade": Grade,
    "published": FuzzyDate,
    "seen": date.fromisoformat,
}


# -- the tables of a user's folder ----------------------------------------------


def checked_states(folder: str, sources: Collection[str] | None = None) -> States:
    """The states of `states.csv`, with their numbers from `numbers.csv`, if it is there.

    Args:
        folder: The folder.
        sources: The ids that the states may cite; any by default.

    Raises:
        DataError: The tables have faults.
    """
    at = Place("states.csv", [])
    rows = [*_rows(folder, at, _STATES)]
    keys = {row["key"] for _, row in rows if "key" in row}
    numbers = _checked_numbers(folder, Place("numbers.csv", at.problems), keys)
    made: list[Any] = []
    for here, row in rows:
        _must_name_what_is_there(row, here, keys, sources)
        found = read_table(row, here, _STATE_ROW)
        if found is not MISSING:
            of_state = in_order_of_list(numbers.get(found["key"], ()))
            codes = {"alpha_2": "", "alpha_3": ""}
            made.append(made_state({**codes, **found, "numbers": of_state}, here))
    if not at.problems:
        must_have_names_of_their_own(made, at)
        by_code = {row.get("alpha_2", row["key"]): (here, row) for here, row in rows}
        at.problems[:] = [
            _in_its_cell(each, *by_code[each.place]) for each in at.problems
        ]
    if at.problems:
        raise DataError(at.problems)
    return States(made)


def _in_its_cell(problem: Problem, here: Place, row: Mapping[str, Any]) -> Problem:
    """A fault in a name of a state, with the cell that has the name."""
    columns = (c for c, cell in row.items() if problem.value in _items(cell))
    return attrs.evolve(problem, place=here.key(next(columns, "key")).path)


def _items(cell: int | str | list[str]) -> Sequence[int | str]:
    return cell if isinstance(cell, list) else [cell]


def _must_name_what_is_there(
    row: Mapping[str, Any],
    here: Place,
    keys: Collection[str],
    sources: Collection[str] | None,
) -> None:
    """The states and sources that a state names have rows of their own."""
    for column in ("continues", "succeeds", "acceded_to"):
        for key in row.get(column, ()):
            if key not in keys or key == row.get("key"):
                expected = "no other row of states.csv has this key"
                here.key(column).fault(key, expected)
    for key in row.get("sources", ()):
        if sources is not None and key not in sources:
            here.key("sources").fault(key, "no source has this id")


def _checked_numbers(
    folder: str, at: Place, states: Collection[str]
) -> dict[str, dict[StateNumber, None]]:
    numbers: dict[str, dict[StateNumber, None]] = {}
    if not os.path.exists(os.path.join(folder, at.file)):
        return numbers
    for here, row in _rows(folder, at, _NUMBERS):
        key = row.pop("state", MISSING)
        if key not in states:
            here.key("state").fault(key, "no row of states.csv has this key")
        found = read_object(row, here, NUMBER_OF_STATE)
        if found in numbers.setdefault(key, {}):
            here.fault(found.number, "this row is the same as an earlier one")
        elif found is not MISSING:
            numbers[key][found] = None
    return numbers


def checked_sources(folder: str) -> dict[str, Source]:
    """The sources of `sources.csv`, by id.

    Raises:
        DataError: The table has faults.
    """
    at = Place("sources.csv", [])
    rows = [*_rows(folder, at, _SOURCES)]
    known = Known(sources={row["id"]: MISSING for _, row in rows if "id" in row})
    found: dict[str, Source] = {}
    for place, row in rows:
        here = place._replace(known=known)
        key = TEXT.read(row.pop("id", ""), here.key("id"))
        if key in found:
            here.key("id").fault(key, "is the id of an earlier row too")
        elif key is not MISSING:
            found[key] = source(key, row, here)
    if at.problems:
        raise DataError(at.problems)
    return found


_STATE_ROW = TableFormat(
    "",
    "A row of states.csv, where ISO codes may be empty.",
    {
        **{column: STATE.keys[column] for column in _STATES if column in STATE.keys},
        "key": needed(TEXT, "The letters by which records name it."),
        "alpha_2": Key(TEXT, "ISO 3166-1 alpha-2 code."),
        "alpha_3": Key(TEXT, "ISO 3166-1 alpha-3 code."),
    },
)


MOST_ROWS = 15_000
"""The most rows of a table, and of all tables of a package."""


def csv_rows(path: str, at: Place) -> list[list[str]]:
    """The rows of a CSV file in a folder, the first of which is its head.

    Raises:
        DataError: It cannot be read, is not CSV, or has too many rows.
    """
    content = io.StringIO(text_of(path, at, links=False), newline="")
    reader = csv.reader(content, strict=True)
    try:
        rows = [*islice(reader, MOST_ROWS + 1)]
    except csv.Error as error:
        at.fault(WHOLE, f"is not CSV: {error}, in line {reader.line_num}")
        raise DataError(at.problems) from None
    if len(rows) > MOST_ROWS:
        at.fault(MISSING, f"has too many rows: at most {MOST_ROWS:,} are read")
        raise DataError(at.problems)
    return rows or [[]]


def _rows(
    folder: str, at: Place, columns: tuple[str, ...]
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The rows of a table that have all cells, as a data file would write them.

    Each comes with its place, which has the number that a spreadsheet shows.
    """
    head, *rows = csv_rows(os.path.join(folder, at.file), at)
    if tuple(head) != columns:
        expected = f"expected the columns {', '.join(columns)}, in this order"
        at.key("row 1").fault(", ".join(head), expected)
        return
    for number, cells in enumerate(rows, start=2):
        here = at.key(f"row {number}")
        if len(cells) == len(columns):
            row = {c: cell for c, cell in zip(columns, cells, strict=True) if cell}
            yield here, {column: _as_written(column, row[column]) for column in row}
        elif cells:
            here.fault(len(cells), f"cells; the first row has {len(columns)}")


def _as_written(column: str, cell: str) -> Any:
    if column in _LISTS:
        return cell.split(_BETWEEN)
    whole = column == "number" and cell.isascii() and cell.isdecimal()
    return int(cell) if whole and len(cell) < _LONG else cell


_LONG = 10
"""More digits than any number has; Python refuses to read thousands of them."""
