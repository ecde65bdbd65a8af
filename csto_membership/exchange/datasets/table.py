"""A downloaded table, row by row, with a place for every fault in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, date, datetime
from itertools import takewhile
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.errors import DataError, InvalidDayError, WrongTypeError
from csto_membership.record.fields import Place
from csto_membership.record.problem import MISSING

__all__ = ["File", "Mark", "Row", "Table"]

File = str | PathLike[str] | TextIO
"""The path of a file, or a file that is open as text."""
Mark = tuple[str, int]
"""A column, and the number that it holds where something is so."""
_BLANK = {"", ".", "na", "nan", "-9"}
"""How these data sets, and the tools that save them, write that a value is missing."""
_WHOLE = re.compile(r"([+-]?\d{1,9})(\.0*)?")
"""A whole number, which some tools save as 15.0."""


@attrs.frozen
class Row:
    """One row: its cells by the names of the columns in lower case, and its place."""

    cells: Mapping[str, str]
    line: int
    table: Table

    def fault(self, column: str, value: object, expected: str) -> Any:
        """Note a fault in a cell."""
        here = self.table.at.key(f"line {self.line}").key(column)
        return here.fault(value, expected)

    def id(self, column: str) -> str:
        """The id of an alliance, which some tools save as 350.0."""
        return self.cells[column].strip().removesuffix(".0")

    def number(self, column: str) -> Any:
        """A whole number; None where the cell is blank or the column is not there."""
        text = self.cells.get(column, "").strip()
        if text.casefold() in _BLANK:
            return None
        if found := _WHOLE.fullmatch(text):
            return int(found[1])
        return self.fault(column, text, "expected a whole number")

    def has(self, mark: Mark | None) -> bool:
        """Whether it has a mark, if there is one."""
        return mark is not None and self.number(mark[0]) == mark[1]

    def date(self, year: str, month: str, day: str) -> Any:
        """A date as coarse as the row gives it; None where it gives no year.

        Neither 0 nor a blank is a month or a day, so both mean that it is not known.
        """
        given = [self.number(column) for column in (year, month, day)]
        if MISSING in given:
            return MISSING
        known = list(takewhile(bool, given))
        if not known:
            return None
        text, date = f"{known[0]:04}", None
        for column, part in zip((year, month, day), ["", *known[1:]], strict=False):
            text += f"-{part:02}" if part else ""
            try:
                date = FuzzyDate(text)
            except InvalidDayError:
                return self.fault(column, text, "expected a date of the calendar")
        return date


@attrs.frozen
class Table:
    """A table in a file of values separated by commas.

    Attributes:
        file: Where it is.
        columns: The columns that it must have.
        meant: The file that is expected, for the message about another one.
        at: Its place, which collects what is at fault in it.
    """

    file: File
    columns: Collection[str]
    meant: str
    at: Place

    @classmethod
    def of(cls, file: File, columns: Collection[str], meant: str) -> Table:
        """The table in a file, which is not opened yet.

        Raises:
            WrongTypeError: It is neither a path nor an open file.
        """
        if isinstance(file, str | PathLike):
            name = Path(file).name or str(file)
        elif hasattr(file, "read"):
            name = Path(str(getattr(file, "name", "file"))).name
        else:
            msg = f"{file!r} is of type {type(file).__name__}, not the path of a file"
            raise WrongTypeError(msg)
        return cls(file, columns, meant, Place(name, []))

    @property
    def seen(self) -> date:
        """The day on which the file was saved here; today where that is not known."""
        saved = datetime.now(UTC)
        if isinstance(self.file, str | PathLike):
            with suppress(OSError, ValueError):
                saved = datetime.fromtimestamp(Path(self.file).stat().st_mtime, UTC)
        return saved.date()

    def rows(self) -> Iterator[Row]:
        """The rows, in order; one of another length than the header is a fault.

        Raises:
            DataError: The file cannot be opened, or is no such table. What is at fault
                in its rows is noted, and `sound` refuses it.
        """
        empty = True
        try:
            with self._open() as file:
                reader = csv.reader(file)
                header = self._header(next(reader, []))
                for cells in reader:
                    empty = False
                    if len(cells) == len(header):
                        yield Row(
                            dict(zip(header, cells, strict=True)), reader.line_num, self
                        )
                    elif cells:
                        here = self.at.key(f"line {reader.line_num}")
                        expected = (
                            f"expected {len(header)} values, as in the first line"
                        )
                        here.fault(len(cells), expected)
        except csv.Error as error:
            self.at.fault(self.at.file, f"cannot be read as {self.meant}: {error}")
        if empty:
            self.at.fault(MISSING, f"holds no row; expected {self.meant}")

    def sound(self) -> None:
        """Refuse the file if anything in it was at fault.

        Raises:
            DataError: It was.
        """
        if self.at.problems:
            raise DataError(self.at.problems)

    def _open(self) -> AbstractContextManager[TextIO]:
        if not isinstance(self.file, str | PathLike):
            return nullcontext(self.file)
        try:
            # Names in it may be in any encoding; what is read here is ASCII.
            return Path(self.file).open(
                encoding="utf-8-sig", errors="surrogateescape", newline=""
            )
        except (OSError, ValueError) as error:  # a ValueError: a null in the name
            why = getattr(error, "strerror", None) or error
            self.at.fault(str(self.file), f"cannot be read: {why}")
            raise DataError(self.at.problems) from None

    def _header(self, cells: list[str]) -> list[str]:
        header = [cell.strip().casefold() for cell in cells]
        if header and header[0].startswith("pk\x03\x04"):
            self.at.fault(
                self.at.file, f"is a zip archive; unpack {self.meant} from it"
            )
        else:
            for column in self.columns:
                if column not in header:
                    expected = f"no such column; expected {self.meant}, with commas"
                    self.at.key("line 1").key(column).fault(MISSING, expected)
        self.sound()
        return header
