"""A downloaded table, row by row, with a place for every fault in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, date, datetime
from io import TextIOWrapper
from itertools import chain, takewhile
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.errors import (
    MISSING,
    WHOLE,
    DataError,
    InvalidDayError,
    WrongTypeError,
    shown,
)
from csto_membership.files.readers import Place
from csto_membership.text_files import LARGEST_TABLE, open_regular

File = str | PathLike[str] | TextIO
"""The path of a file, or a file that is open as text."""
Mark = tuple[str, int]
"""A column, and the number that it holds where something is so."""
_BLANK = {"", ".", "na", "nan", "-9"}
"""How these data sets, and the tools that save them, write that a value is missing."""
_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(\.0*|,0)?")
"""A whole number, which some tools save as 15.0, or as 15,0."""
_SEPARATORS = ",;\t"
_OTHER = {
    "PK\x03\x04": "is a zip archive or a spreadsheet; unpack {0} from it, or save it as "
    "{0}",
    "\x1f\udc8b": "is an archive of gzip; unpack {} from it",
    "<stata_dta>": "is a file of Stata; write {} with its `export delimited`",
    "<!DOCTYPE": "is a web page; download {} anew",
    "\0": "is no text; expected {}, as text with commas",
}
"""What the first line of a file of another kind holds, and what to do about it."""


@attrs.frozen
class FileRow:
    """One row: its cells by the names of the columns in lower case, and its place."""

    cells: Mapping[str, str]
    line: int
    data_file: DataFile

    def fault(self, column: str, value: object, expected: str) -> Any:
        """Note a fault in a cell."""
        here = self.data_file.at.key(f"line {self.line}").key(column)
        return here.fault(value, expected)

    def id(self, column: str) -> str:
        """An id or a code, which some tools save as 350.0, or as 350,0."""
        return self.cells[column].strip().removesuffix(".0").removesuffix(",0")

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
                date = None
            if date is None or date.earliest is None:
                return self.fault(column, text, "expected a date of the calendar")
        return date


@attrs.frozen
class DataFile:
    """A table in a file of values separated by commas, semicolons or tabs.

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
    def of(cls, file: File, columns: Collection[str], meant: str) -> DataFile:
        """The table in a file, which is not opened yet.

        Raises:
            WrongTypeError: It is neither a path nor an open file.
        """
        if isinstance(file, str) and "\n" in file:
            msg = "the text of a table is no path; pass io.StringIO(text)"
            raise WrongTypeError(msg)
        if isinstance(file, str | PathLike):
            name = Path(file).name or str(file)
        elif hasattr(file, "read"):
            name = Path(str(getattr(file, "name", "file"))).name
        else:
            msg = f"{shown(file)} is of type {type(file).__name__}, not the path of a file"
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

    def rows(self) -> Iterator[FileRow]:
        """The rows, in order; one of another length than the header is a fault.

        Raises:
            DataError: The file cannot be opened, or is no such table. What is at fault
                in its rows is noted, and `sound` refuses it.
        """
        empty = True
        try:
            with self._open() as file:
                numbered = ((n, line) for n, line in enumerate(file) if line.strip())
                before, first = next(numbered, (0, ""))
                first = first.removeprefix("\ufeff")
                separator = max(_SEPARATORS, key=first.count)
                reader = csv.reader(chain([first], file), delimiter=separator)
                header = self._header(first, next(reader), before + 1)
                for cells in reader:
                    empty, line = False, before + reader.line_num
                    if len(cells) == len(header):
                        yield FileRow(dict(zip(header, cells, strict=True)), line, self)
                    elif cells:
                        expected = (
                            f"expected {len(header)} values, as in the first line"
                        )
                        self.at.key(f"line {line}").fault(len(cells), expected)
        except csv.Error as error:
            self._unreadable(error)
        except UnicodeDecodeError as error:
            self._unreadable(f"{error}; pass its path")
        if empty and not self.at.problems:
            self.at.fault(WHOLE, f"holds no row; expected {self.meant}")

    def sound(self) -> None:
        """Refuse the file if anything in it was at fault.

        Raises:
            DataError: It was.
        """
        if self.at.problems:
            raise DataError(self.at.problems)

    def _open(self) -> AbstractContextManager[TextIO]:
        if not isinstance(self.file, str | PathLike):
            why: object = "it is open for bytes, not for text"
            try:
                if isinstance(self.file.read(0), str):
                    return nullcontext(self.file)
            except (OSError, ValueError) as error:
                why = error
            self._unreadable(f"{why}; pass its path")
            raise DataError(self.at.problems)
        try:
            file = open_regular(self.file, LARGEST_TABLE)
        except (OSError, ValueError) as error:  # a ValueError: a null in the name
            why = getattr(error, "strerror", None) or error
            self.at.fault(str(self.file), f"cannot be read: {why}")
            raise DataError(self.at.problems) from None
        # Names in it may be in any encoding; what is read here is ASCII.
        return TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")

    def _unreadable(self, why: object) -> None:
        self.at.fault(self.at.file, f"cannot be read as {self.meant}: {why}")

    def _header(self, first: str, cells: list[str], line: int) -> list[str]:
        """The names of the columns, in lower case.

        Raises:
            DataError: They are not those of the table that is meant.
        """
        header = [cell.strip().casefold() for cell in cells]
        at = self.at.key(f"line {line}")
        counted = {column: header.count(column) for column in self.columns}
        other = next((is_ for begin, is_ in _OTHER.items() if begin in first), None)
        if not first:
            self.at.fault(WHOLE, f"holds no row; expected {self.meant}")
        elif other:
            self.at.fault(self.at.file, other.format(self.meant))
        elif not any(counted.values()):
            expected = (
                f"is no first line of {self.meant}, with the columns "
                f"{', '.join(self.columns)}"
            )
            at.fault(first.strip(), expected)
        for column, count in counted.items() if not self.at.problems else ():
            here = at.key(column)
            if not count:
                here.fault(MISSING, f"no such column; expected {self.meant}")
            elif count > 1:
                here.fault(count, "expected one column of this name")
        self.sound()
        return header
