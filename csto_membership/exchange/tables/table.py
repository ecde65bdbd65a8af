"""Tables: named columns, and records that are made anew for each iteration.

A style gives the columns the names that another data set uses, and splits days into year,
month and day.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from itertools import chain, islice
from os import PathLike
from typing import Any, Literal

import attrs

from csto_membership.answers.report import Answered, Report, ReportTable
from csto_membership.errors import MissingExtraError, check_choice, writing
from csto_membership.exchange.counts import (
    Counts,
    answer_columns,
    counted,
    says_absent,
)
from csto_membership.exchange.tables.runs import (
    RowRun,
    RowValues,
    as_run,
    changed,
    column_values,
    records,
)
from csto_membership.text_files import replaced

_MOST_ROWS_SHOWN = 60
"""The most rows that a notebook shows."""


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        type: The type of its values, which may also be None.
        meaning: What its values say.

    Examples:
        >>> from csto_membership.exchange import state_years
        >>> column = state_years("csto").columns[0]
        >>> column.name, column.type.__name__
        ('alliance', 'str')
    """

    name: str
    type: type
    meaning: str = ""


@attrs.frozen
class Style:
    """The column names of another data set.

    Days go into three columns, for year, month and day. If a day is uncertain, only the
    parts on which all possible days agree are given.

    Attributes:
        names: Its names for columns.
        days: Its three names for the parts of a column of days.
        lasting: The end of a spell that has not ended.
    """

    names: Mapping[str, str]
    days: Mapping[str, tuple[str, str, str]]
    lasting: int | None = None

    def columns(self, columns: Iterable[Column]) -> Iterator[Column]:
        """The columns in this style."""
        for column in columns:
            if column.name in self.days:
                for part in self.days[column.name]:
                    yield Column(part, int, column.meaning)
            else:
                name = self.names.get(column.name, column.name)
                yield attrs.evolve(column, name=name)

    def record(self, record: RowValues) -> RowValues:
        """A record in this style."""
        styled: RowValues = {}
        for name, value in record.items():
            if name not in self.days:
                styled[self.names.get(name, name)] = value
            elif name == "last_day" and record.get("right_censored") == 1:
                styled |= dict.fromkeys(self.days[name], self.lasting)
            else:
                bounds = (record.get(f"{name}_{end}", value) for end in ("min", "max"))
                styled |= zip(self.days[name], _agreed(*bounds), strict=True)
        return styled


def _agreed(low: date | None, high: date | None) -> Iterator[int | None]:
    """Year, month and day, as far as two days have them in common."""
    agree = low is not None and high is not None
    for part in ("year", "month", "day"):
        agree = agree and getattr(low, part) == getattr(high, part)
        yield getattr(low, part) if agree else None


_NUMBERS = {
    "cow": "ccode", "cow_1": "ccode1", "cow_2": "ccode2",
    "gw": "gwcode", "gw_1": "gwcode1", "gw_2": "gwcode2",
}  # fmt: skip

STYLES = {
    "cow": Style(
        {**_NUMBERS, "left_censored": "left_censor", "right_censored": "right_censor"},
        {
            "first_day": ("styear", "stmonth", "stday"),
            "last_day": ("endyear", "endmonth", "endday"),
        },
    ),
    "atop": Style(
        _NUMBERS,
        {
            "first_day": ("yrent", "moent", "dayent"),
            "last_day": ("yrexit", "moexit", "dayexit"),
        },
        lasting=0,
    ),
}
"""The styles by name: of the Correlates of War project, and of ATOP."""


def in_one_cell(names: Iterable[str]) -> str | None:
    """Several names as one text, each once; None for none."""
    return "; ".join(dict.fromkeys(names)) or None


@attrs.frozen(eq=False, repr=False, slots=False)
class Table(Answered):
    """A table: iterate over it to get one record for each row.

    A record is a dict from the name of a column to a `date`, `int`, `float`, `str`, or
    None if there is no value.

    Attributes:
        columns: The columns, in order, with the type and the meaning of their values.
        rows: A function that makes the records, or runs of them, in order. They may hold
            more than the columns.
        instead: A function that returns, for a state that was not one on some day, the
            names of the states that may be meant.

    Examples:
        >>> from csto_membership.exchange import state_years
        >>> table = state_years("csto", during="1999", states=["UZB"])
        >>> for record in table.select("alpha_3", "year", "member", "last_day"):
        ...     print(record)
        {'alpha_3': 'UZB', 'year': 1999, 'member': 1, 'last_day': datetime.date(1999, 4, 20)}
    """

    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[RowValues | RowRun]]
    instead: Callable[[], Mapping[str, Sequence[str]]] = dict

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def records(self) -> Iterator[RowValues]:
        """The records, made one by one.

        Examples:
            >>> from csto_membership.exchange import spells
            >>> next(spells("csto", states=["GEO"]).records())["exit"]
            'expiry'
        """
        return records(self._runs(), self.names)

    __iter__ = records

    @cached_property
    def count(self) -> int:
        """The number of records."""
        return sum(len(run.own) for run in self._runs())

    def _runs(self) -> Iterator[RowRun]:
        return map(as_run, self.rows())

    def select(self, *names: str) -> Table:
        """Return the table with only these columns, in this order.

        Raises:
            UnknownNameError: The table has no such column.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> table = state_years("csto", during="1999", states=["UZB", "KAZ"])
            >>> print(table.select("alpha_3", "year", "member"))
            alpha_3  year  member
            UZB      1999       1
            KAZ      1999       1
        """
        known = {column.name: column for column in self.columns}
        for name in names:
            check_choice(name, known, "column")
        return attrs.evolve(self, columns=tuple(known[name] for name in names))

    def in_style(self, name: Literal["cow", "atop"]) -> Table:
        """Return the table with the column names of another data set.

        In both styles the end is the last day of membership. If a day is uncertain, only
        its certain parts are given.

        Args:
            name: `cow` for the names of the Correlates of War project: `ccode`,
                `styear`, `stmonth`, `stday`, `endyear`, `endmonth`, `endday`,
                `left_censor`, `right_censor`. The end of a spell that has not ended is
                empty. `atop` for those of ATOP: `yrent`, `moent`, `dayent`, `yrexit`,
                `moexit`, `dayexit`. The end of a spell that has not ended is 0.

        Raises:
            UnknownNameError: There is no such style.

        Examples:
            >>> from csto_membership.exchange import spells
            >>> print(spells("csto").in_style("cow").select("ccode", "styear", "endyear"))
            ccode  styear  endyear
              371    1992        -
              373    1993     1999
              370    1993        -
              372    1993     1999
              705    1992        -
              703    1992        -
              365    1992        -
              702    1992        -
              704    1992     1999
              704    2006     2012
        """
        check_choice(name, STYLES, "style of columns")
        style = STYLES[name]
        return attrs.evolve(
            self,
            columns=tuple(style.columns(self.columns)),
            rows=lambda: changed(self._runs(), style.record),
        )

    def report(self) -> Counts:
        """Count the answers of all rows, and the reasons for cells without one.

        Raises:
            ColumnError: The table has no column of answers.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> print(state_years("csto", during="1999").report())
            12 rows: 9 yes, 3 no
        """
        rows = [(run.cells(), len(run.own)) for run in self._runs()]
        pairs = answer_columns(rows[0][0] if rows else self.names)
        absent = {
            row.get(column)
            for row, _ in rows
            if says_absent(row, pairs)
            for column in ("state", "state_1", "state_2")
        }
        instead = {name: it for name, it in self.instead().items() if name in absent}
        return counted(rows, pairs, instead)

    # -- going out --------------------------------------------------------

    def csv_lines(self) -> Iterator[str]:
        """Return the lines of the table as CSV, the names of the columns first.

        The lines have no line ends.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> table = state_years("csto", during="1999", states=["UZB"])
            >>> list(table.select("alpha_3", "year", "member").csv_lines())
            ['alpha_3,year,member', 'UZB,1999,1']
        """
        return (line.removesuffix("\r\n") for line in self._csv())

    def to_csv(self, path: str | PathLike[str] | None = None) -> str | None:
        r"""Write the table as CSV (RFC 4180) to a file in UTF-8, or return the text.

        Lines end with `\r\n`, days are written as 1999-04-20, and None is an empty
        field.

        Args:
            path: The file to write. Without it, the method returns the text.

        Raises:
            FileError: The file cannot be written.
            WrongTypeError: The path is not one.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> table = state_years("csto", during="1999", states=["UZB"])
            >>> table.select("alpha_3", "year", "member").to_csv()
            'alpha_3,year,member\r\nUZB,1999,1\r\n'
        """
        if path is None:
            return "".join(self._csv())
        with writing(path) as name, replaced(name) as file:
            rows = map(dict[str, Any].values, self)
            csv.writer(file, lineterminator="\r\n").writerows(chain([self.names], rows))
        return None

    def _csv(self) -> Iterator[str]:
        return _csv(self.names, map(dict[str, Any].values, self))

    def to_frame(
        self, backend: Literal["pandas", "polars", "pyarrow", "modin"] = "pandas"
    ) -> Any:
        """Return the table as a data frame of another library, made by Narwhals.

        Days are dates, and None is a missing value. In pandas days are timestamps, and a
        column of whole numbers with missing values is a column of floats.

        Args:
            backend: The library: `pandas`, `polars`, `pyarrow` or `modin`.

        Raises:
            MissingExtraError: Narwhals or the library is not installed.
            UnknownNameError: The library is none of these.

        Examples:
            >>> import csto_membership as cm
            >>> from csto_membership.exchange import state_years
            >>> try:
            ...     state_years("csto", during="1999").to_frame("excel")
            ... except cm.UnknownNameError as error:
            ...     print(error)
            no library of data frames 'excel'; known are pandas, polars, pyarrow, modin
        """
        check_choice(backend, _LIBRARIES, "library of data frames")
        try:
            nw: Any = import_module("narwhals")
            return _frame(nw, backend, self.columns, self._runs())
        except ImportError as error:
            needed = f"Narwhals and {backend}"
            raise MissingExtraError(needed, "frames") from error

    def as_dict(self) -> dict[str, Any]:
        """Return the table as plain values, for JSON, with days as text.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> table = state_years("csto", during="1999", states=["UZB"])
            >>> table.select("alpha_3", "last_day").as_dict()["records"]
            [{'alpha_3': 'UZB', 'last_day': '1999-04-20'}]
        """
        records = [
            {n: str(v) if isinstance(v, date) else v for n, v in record.items()}
            for record in self
        ]
        return {"columns": list(self.names), "records": records}

    def _report(self) -> Report:
        """What a notebook shows: the first rows."""
        first = [*islice(self, _MOST_ROWS_SHOWN + 1)]
        cells = tuple(tuple(map(_shown, row.values())) for row in first)
        numbers = [i for i, c in enumerate(self.columns) if c.type in (int, float)]
        rows = f"{self.count:,} row{'s' * (self.count != 1)}"
        lead = f"{rows} of {len(self.columns)} columns"
        more = len(first) > _MOST_ROWS_SHOWN
        return Report(
            (lead,),
            (ReportTable(cells[:_MOST_ROWS_SHOWN], self.names, numbers),),
            (f"Only the first {_MOST_ROWS_SHOWN} rows are shown.",) if more else (),
        )

    def __copy__(self) -> Table:
        return self

    def __deepcopy__(self, _: object) -> Table:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # What makes the rows cannot be pickled, so the rows are.
        return _table_of, (self.columns, [*self], dict(self.instead()))

    def __str__(self) -> str:
        rows = [self.names]
        rows += [tuple(_shown(record[name]) for name in self.names) for record in self]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        aligned = [
            f"{'>' if column.type in (int, float) else '<'}{width}"
            for column, width in zip(self.columns, widths, strict=True)
        ]
        return "\n".join("  ".join(map(format, row, aligned)).rstrip() for row in rows)

    def __repr__(self) -> str:
        return f"<Table: {self.count} rows of {', '.join(self.names)}>"


def _table_of(
    columns: tuple[Column, ...],
    records: list[RowValues],
    instead: Mapping[str, Sequence[str]],
) -> Table:
    """The table of records that are there already."""
    return Table(columns, lambda: records, lambda: instead)


def csv_lines(names: Sequence[str], rows: Iterable[RowValues]) -> Iterator[str]:
    """Some rows as lines of CSV, without their ends; the names come first."""
    lines = _csv(names, ([row.get(name) for name in names] for row in rows))
    return (line.removesuffix("\r\n") for line in lines)


def _csv(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    # A writer returns what its file does, which here is the line itself.
    return map(
        csv.writer(_Echo(), lineterminator="\r\n").writerow, chain([names], rows)
    )


class _Echo:
    """A file that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def _frame(
    nw: Any, backend: str, columns: Sequence[Column], runs: Iterable[RowRun]
) -> Any:
    """Some runs as a data frame: a small one of what differs, taken for each row."""
    names = [column.name for column in columns]
    taken: dict[int, tuple[Any, list[Any]]] = {}
    for column, values in zip(columns, column_values(runs, names), strict=True):
        few = _series(nw, backend, column, values.different).to_frame()
        taken.setdefault(id(values.places), (values.places, []))[1].append(few)
    # pandas labels the rows that it takes by where they were; they are numbered again.
    parts = [
        nw.maybe_reset_index(nw.concat(few, how="horizontal")[places])
        for places, few in taken.values()
    ]
    return nw.concat(parts, how="horizontal").select(names).to_native()


def _series(nw: Any, backend: str, column: Column, values: Sequence[Any]) -> Any:
    kind = getattr(nw, _TYPES[column.type])
    if nw.Implementation.from_backend(backend).is_pandas_like():
        if column.type is date:
            kind = nw.Datetime
        elif column.type is int and None in values:
            kind = nw.Float64
    return nw.new_series(column.name, values, kind, backend=backend)


_LIBRARIES = ("pandas", "polars", "pyarrow", "modin")
_TYPES = {int: "Int64", float: "Float64", str: "String", date: "Date"}


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
