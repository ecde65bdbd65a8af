"""A downloaded table, row by row, with a place for every fault in it."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from itertools import chain, takewhile
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, Protocol, TextIO, cast

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.errors import (
    MISSING,
    WHOLE,
    DataError,
    InvalidDayError,
    MissingExtraError,
    WrongTypeError,
    as_path,
    first_few,
    report_doubtful,
    shown,
    text_of_path,
)
from csto_membership.exchange.datasets.published import (
    Published,
    published_as,
    refusal,
)
from csto_membership.files.place import Place, unreadable
from csto_membership.text_files import LARGEST_DATA_SET, open_regular


class Frame(Protocol):
    """A data frame of pandas, Polars or PyArrow."""

    @property
    def columns(self) -> Any:
        """Its columns."""


File = str | PathLike[str] | TextIO | Frame
"""The path of a file, a file that is open as text, or a data frame."""
Cells = tuple[str, list[str]]
"""The place of a row, and its cells."""
Mark = tuple[str, int]
"""A column, and the number that it holds where something is so."""
_LONGEST_HEADER = 100_000
_MOST_DOUBTS = 5
_BLANK = {"", ".", "na", "n/a", "#n/a", "nan", "null", "none", "-9", "-99", "-999"}
"""How these data sets, and the tools that save them, write that a value is missing."""
_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(\.0*|,0)?")
"""A whole number, which some tools save as 15.0, or as 15,0."""
_SEPARATORS = ",;\t"
MOST_ROWS = 40_000
"""The most rows of a data set; the largest that is read has less than half of them."""
_OTHER = {
    "PK\x03\x04": "is a zip archive or a spreadsheet; unpack {0} from it, or save it as "
    "{0}",
    "\x1f\udc8b": "is an archive of gzip; pass its path",
    "<stata_dta>": "is a file of Stata; pass its path",
    "<!doctype": "is a web page; download {} anew",
    "<html": "is a web page; download {} anew",
    "\0": "is no text; expected {}, as text with commas",
}
"""What the first line of a file of another kind holds, and what to do about it."""
_STATA = (b"<stata_dta>", b"\x71\x01", b"\x71\x02", b"\x72\x01", b"\x72\x02",
          b"\x73\x01", b"\x73\x02")  # fmt: skip
"""How the files of Stata begin, in all versions since Stata 8."""

# -- rows ----------------------------------------------------------------------------


@attrs.frozen
class FileRow:
    """One row.

    Attributes:
        values: Its cells, in order.
        columns: Where each column stands, by its name in lower case.
        place: Where it stands in the file.
        data_file: The file.
    """

    values: list[str]
    columns: Mapping[str, int]
    place: str
    data_file: DataFile

    def text(self, column: str) -> str:
        """The text of a cell; empty where the column is not there."""
        place = self.columns.get(column)
        return "" if place is None else self.values[place].strip()

    def fault(self, column: str, value: object, expected: str) -> Any:
        """Note a fault in a cell."""
        return self.data_file.at.key(self.place).key(column).fault(value, expected)

    def doubt(self, column: str, text: str) -> None:
        """Note that a cell is doubtful."""
        self.data_file.doubts.append((self.place, column, text))

    def id(self, column: str) -> str:
        """An id or a code, which some tools save as 350.0, or as 350,0."""
        return self.text(column).removesuffix(".0").removesuffix(",0")

    def number(self, column: str) -> Any:
        """A whole number; None where the cell is blank or the column is not there."""
        text = self.text(column)
        if text.casefold() in _BLANK:
            return None
        if found := _WHOLE.fullmatch(text):
            return int(found[1])
        return self.fault(column, text, "expected a whole number")

    def code(self, column: str, codes: Collection[int]) -> Any:
        """A number that must be one of some codes; None where it is blank."""
        number = self.number(column)
        if number is None or number is MISSING or number in codes:
            return number
        *others, last = map(str, codes)
        expected = f"expected {', '.join(others)} or {last}"
        return self.fault(column, self.text(column), expected)

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
            date = _date(text)
            if date is None:
                return self.fault(column, text, "expected a date of the calendar")
        return date


@lru_cache(10_000)
def _date(text: str) -> FuzzyDate | None:
    """The date that a text means; None if the calendar has none."""
    try:
        date = FuzzyDate(text)
    except InvalidDayError:
        return None
    return date if date.earliest else None


@attrs.frozen
class DataFile:
    """A table of a data set: a file, or a data frame that was made from it.

    Attributes:
        file: Where it is.
        columns: The columns that it must have.
        meant: The file that is expected, for the message about another one.
        reader: The function that reads it.
        at: Its place, which collects what is at fault in it.
        doubts: What is doubtful in it, by place and column.
    """

    file: File
    columns: Collection[str]
    meant: str
    reader: str
    at: Place
    doubts: list[tuple[str, str, str]]

    @classmethod
    def of(
        cls, file: File, columns: Collection[str], meant: str, reader: str
    ) -> DataFile:
        """The table in a file, which is not opened yet.

        Raises:
            WrongTypeError: It is neither a path nor an open file nor a data frame.
        """
        if isinstance(file, str) and "\n" in file:
            msg = "the text of a table is no path; pass io.StringIO(text)"
            raise WrongTypeError(msg)
        if isinstance(file, str | PathLike):
            file = text_of_path(file)
            name = Path(file).name or file
        elif hasattr(file, "read"):
            name = Path(str(getattr(file, "name", "file"))).name
        elif hasattr(type(file), "columns"):
            name = "data frame"
        else:
            msg = (
                f"{shown(file)} is of type {type(file).__name__}, not the path of a file, "
                "an open file or a data frame"
            )
            raise WrongTypeError(msg)
        return cls(file, columns, meant, reader, Place(name, []), [])

    @property
    def seen(self) -> date:
        """The day on which the file was saved here; today where that is not known."""
        saved = datetime.now(UTC)
        if isinstance(self.file, str):
            with suppress(OSError, ValueError):
                saved = datetime.fromtimestamp(Path(self.file).stat().st_mtime, UTC)
        return saved.date()

    def rows(self, *optional: str) -> Iterator[FileRow]:
        """The rows, in order; one of another length than the header is a fault.

        Raises:
            DataError: The file cannot be opened, or is no such table. What is at fault
                in its rows is noted, and `sound` refuses it.
            MissingExtraError: The library that reads it is not installed.
        """
        empty, header, columns = True, list[str](), dict[str, int]()
        try:
            with closing(self._lines()) as lines:
                for number, (place, cells) in enumerate(lines):
                    if number > MOST_ROWS:
                        expected = "one row too many: at most {:,} are read"
                        self.at.key(place).fault(WHOLE, expected.format(MOST_ROWS))
                        self.sound()
                    elif not columns:
                        header = self._header(place, cells, optional)
                        columns = {name: n for n, name in enumerate(header)}
                    elif len(cells) == len(header):
                        empty = False
                        yield FileRow(cells, columns, place, self)
                    else:
                        expected = (
                            f"expected {len(header)} values, as in the first line"
                        )
                        self.at.key(place).fault(len(cells), expected)
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

    def warn(self) -> None:
        """Warn once if anything in it is doubtful."""
        if not self.doubts:
            return
        doubts = [f"{place}.{column}: {text}" for place, column, text in self.doubts]
        listed = "; ".join(first_few(doubts, _MOST_DOUBTS))
        report_doubtful(f"{self.at.file} has doubtful rows: {listed}")

    # -- lines, from whatever holds them ----------------------------------------------

    def _lines(self) -> Generator[Cells]:
        """The header and the rows that are not blank, each with its place.

        Raises:
            DataError: It cannot be opened.
        """
        if isinstance(self.file, str):
            with self._opened(self.file) as file:
                yield from self._lines_of(self._unpacked(file))
        elif hasattr(self.file, "read"):
            text = cast("TextIO", self.file)
            try:
                why: object = "it is open for bytes, not for text"
                is_text = isinstance(text.read(0), str)
            except (OSError, ValueError) as error:
                why, is_text = error, False
            if not is_text:
                self._refuse(f"{why}; pass its path")
            yield from self._lines_of_text(text)
        else:
            yield from _lines_of_frame(self.file)

    def _opened(self, path: str) -> BinaryIO:
        try:
            # `_unpacked` refuses a large file by its name.
            return open_regular(as_path(path), 1 << 40)
        except OSError as error:
            raise unreadable(path, self.at, error) from error

    def _unpacked(self, file: BinaryIO) -> BinaryIO:
        """The file, or what is packed in it by gzip, if that is not too large."""
        packed = _begins_with(file, (b"\x1f\x8b",))
        if packed:
            try:
                file = BytesIO(gzip.GzipFile(fileobj=file).read(LARGEST_DATA_SET + 1))
            except (OSError, EOFError, zlib.error) as error:
                self.at.fault(self.at.file, f"is a broken archive of gzip: {error}")
                self.sound()
        size = file.seek(0, 2)
        file.seek(0)
        if size <= LARGEST_DATA_SET:
            return file
        header = file.readline(_LONGEST_HEADER).decode("utf-8-sig", "replace")
        cells = re.split(f"[{_SEPARATORS}]", header.replace('"', "").casefold().strip())
        if found := published_as(cells):
            self._check_published(found, "line 1", cells)
        some = f"more than {LARGEST_DATA_SET:,}" if packed else f"{size:,}"
        self.at.fault(
            self.at.file, f"has {some} bytes, and at most {LARGEST_DATA_SET:,} are read"
        )
        raise DataError(self.at.problems)

    def _lines_of(self, file: BinaryIO) -> Iterator[Cells]:
        if not _begins_with(file, _STATA):
            # Names in it may be in any encoding; what is read here is ASCII.
            with TextIOWrapper(file, "utf-8-sig", "surrogateescape", "") as text:
                yield from self._lines_of_text(text)
            return
        try:
            import pandas as pd  # type: ignore[import-untyped] # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError(error.name or "pandas", "stata") from error
        try:
            frame = pd.read_stata(file, convert_categoricals=False)
        except Exception as error:  # noqa: BLE001 - pandas raises many kinds
            self._refuse(" ".join(str(error).split()) or type(error).__name__)
        yield from _lines_of_frame(frame)

    def _lines_of_text(self, file: Iterable[str]) -> Iterator[Cells]:
        numbered = ((n, line) for n, line in enumerate(file) if line.strip())
        before, first = next(numbered, (0, ""))
        first = first.removeprefix("\ufeff")
        given = first.strip().removeprefix("sep=")  # as Excel writes it
        if len(given) == 1 and given != first.strip():
            before, first = next(numbered, (0, ""))
        for begin, is_ in _OTHER.items():
            if begin in first or begin in first.lower():
                self.at.fault(self.at.file, is_.format(self.meant))
                self.sound()
        separator = max(_SEPARATORS, key=first.count)
        reader = csv.reader(chain([first], file), delimiter=separator)
        for cells in reader:
            if any(map(str.strip, cells)):
                yield f"line {before + reader.line_num}", cells

    def _refuse(self, why: object) -> NoReturn:
        self._unreadable(why)
        raise DataError(self.at.problems)

    def _unreadable(self, why: object) -> None:
        self.at.fault(self.at.file, f"cannot be read as {self.meant}: {why}")

    def _header(
        self, place: str, cells: Iterable[str], optional: Iterable[str]
    ) -> list[str]:
        """The names of the columns, in lower case.

        Raises:
            DataError: They are not those of the table that is meant.
        """
        header = [cell.strip().casefold() for cell in cells]
        if found := published_as(header):
            self._check_published(found, place, header)
        at = self.at.key(place)
        counted = {column: header.count(column) for column in self.columns}
        if not any(counted.values()):
            expected = (
                f"has none of the columns of {self.meant}: {', '.join(self.columns)}"
            )
            at.fault(",".join(header), expected)
        for column, count in counted.items() if not self.at.problems else ():
            here = at.key(column)
            if not count:
                here.fault(MISSING, f"no such column; expected {self.meant}")
        for column in (*self.columns, *optional):
            if (count := header.count(column)) > 1:
                at.key(column).fault(count, "expected one column of this name")
        self.sound()
        return header

    def _check_published(
        self, found: Published, place: str, header: Iterable[str]
    ) -> None:
        if why := refusal(found, self.reader, self.meant):
            self.at.key(place).fault(",".join(header), why)
            self.sound()


def _begins_with(file: BinaryIO, starts: Iterable[bytes]) -> bool:
    begin = file.read(16)
    file.seek(0)
    return begin.startswith(tuple(starts))


def _lines_of_frame(frame: Any) -> Iterator[Cells]:
    """The names of the columns of a data frame, and its rows, from 1 on.

    Raises:
        MissingExtraError: Narwhals is not installed.
        WrongTypeError: It is no data frame that is loaded.
    """
    try:
        import narwhals as nw  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError(error.name or "narwhals", "frames") from error
    try:
        table = nw.from_native(frame, eager_only=True)
    except TypeError:
        msg = (
            f"a {type(frame).__name__} is no data frame that is read here; pass one of "
            "pandas, Polars or PyArrow, with collect() if it is lazy"
        )
        raise WrongTypeError(msg) from None
    yield "columns", [str(name) for name in table.columns]
    for n, row in enumerate(table.iter_rows(), 1):
        yield f"row {n}", [_cell_of(value) for value in row]


def _cell_of(value: object) -> str:
    """A cell of a data frame as a file has it."""
    if type(value) is int or type(value) is str:
        return str(value)
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
