"""Frames that hold their values, as those of pandas, Polars and PyArrow do.

Each new column is taken out of a small table: nothing is sorted, and nothing joined.

What a library stores as days is taken as it stands. Everything else is read value by
value, each different one once: what calls itself text or objects may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import Any

import attrs
import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from csto_membership.days import DaySet, as_period
from csto_membership.errors import InvalidDayError, NotADayError, WrongTypeError
from csto_membership.exchange.frames.lookup import NewColumn
from csto_membership.exchange.frames.lookup_table import (
    EPOCH,
    NO_DAY,
    LookupTable,
    Names,
    day_numbers,
)
from csto_membership.membership.year_rule import YearRule

_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
_DTYPES = {str: nw.String, int: nw.Int64}


@attrs.frozen(slots=False)
class EagerColumns:
    """The columns of a frame that are asked about.

    Attributes:
        frame: The frame.
        states: The name of the column of states, or of the two.
        on: The name of the column of days.
        rule: When the days of a year make a member, if that column holds years.
    """

    frame: nw.DataFrame[Any]
    states: Sequence[str]
    on: str
    rule: YearRule | None = None

    @property
    def names(self) -> Sequence[Sequence[Any]]:
        """For each column of states its different values."""
        return [values for _, values in self._numbered]

    @property
    def groups(self) -> Sequence[Names]:
        """What the rows are about: the different names, or two of them."""
        return self._grouped[1]

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days or years; None if there is none."""
        last = self._days.last
        return last and (last.replace(month=12, day=31) if self.rule else last)

    def answered(self, table: LookupTable) -> nw.DataFrame[Any]:
        """The frame with the columns of a table; null where names have no line."""
        places, groups = self._grouped
        lines = np.array([*(table.lines.get(each, -1) for each in groups), -1])
        rows = table.rows_at(lines[places], self._days.numbers)
        new = [
            self._series(column, [row[place] for row in table.rows])[rows]
            for place, column in enumerate(table.columns)
        ]
        if not self.frame.implementation.is_pandas():
            return self.frame.with_columns(new)
        # Through pandas itself, which keeps a class made from its own.
        values = {series.name: series.to_native().array for series in new}
        framed: nw.DataFrame[Any] = nw.from_native(
            self.frame.to_native().assign(**values)
        )
        return framed

    def _series(self, column: NewColumn, values: Sequence[Any]) -> nw.Series[Any]:
        backend = self.frame.implementation
        dtype: Any = _DTYPES.get(column.type)
        if column.type is date:
            dtype, write = self._days.dtype, self._days.write
            values = [None if day is None else write(day) for day in values]
        elif column.type is int and backend.is_pandas_like():
            dtype = nw.Float64  # it has no missing whole numbers of its own
        return nw.new_series(column.name, values, dtype, backend=backend)

    def days_of(self, names: Collection[Any]) -> dict[Any, DaySet]:
        """The days of all rows with one of some names, by name."""
        found: dict[Any, DaySet] = {}
        for places, known in self._numbered:
            for place, name in enumerate(known):
                if name in names:
                    numbers = np.unique(self._days.numbers[places == place])
                    days = map(_as_day, numbers[numbers != NO_DAY])
                    found[name] = found.get(name, DaySet()) | looked_at_in(
                        self.rule, days
                    )
        return found

    # -- what is read -----------------------------------------------------

    @cached_property
    def _numbered(self) -> Sequence[tuple[NDArray[np.int64], Sequence[Any]]]:
        return [_numbered(self.frame.get_column(name)) for name in self.states]

    @cached_property
    def _grouped(self) -> tuple[NDArray[np.int64], Sequence[Names]]:
        """For each row the place of its names among the different ones; -1 for null."""
        (places, first), *others = self._numbered
        groups: Sequence[Names] = [(name,) for name in first]
        for more, second in others:
            two = np.where((places < 0) | (more < 0), -1, places * len(second) + more)
            found, places = np.unique(two, return_inverse=True)
            missing = int(found.size > 0 and found[0] < 0)
            each = (divmod(int(n), len(second)) for n in found[missing:])
            groups, places = [(first[a], second[b]) for a, b in each], places - missing
        return places, groups

    @cached_property
    def _days(self) -> Days:
        read = _days_in if self.rule is None else _years_in
        return read(self.frame.get_column(self.on), self.on)


def looked_at_in(rule: YearRule | None, days: Iterable[date]) -> DaySet:
    """Some days, or what a rule looks at in the years of which they are the first."""
    if rule is None:
        return DaySet.of(*days)
    years = (as_period(f"{day.year:04d}") for day in days)
    return DaySet.from_spans(map(rule.looks_at, years))


# -- columns as numbers ---------------------------------------------------------------


@attrs.frozen(eq=False)
class Days:
    """A column of days.

    Attributes:
        numbers: Days since 1970-01-01, one for each row.
        dtype: The type in which such a column holds a day.
        write: Makes of a day what the column holds.
    """

    numbers: NDArray[np.int64]
    dtype: Any
    write: Callable[[date], Any] = lambda day: day

    @property
    def last(self) -> date | None:
        """The last of them; None if there is none."""
        last = int(self.numbers.max(initial=NO_DAY))
        return None if last == NO_DAY else _as_day(last)


def _as_day(number: int) -> date:
    """The day of a number; one that Python does not have is its first or its last."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(max(first, min(int(number) + EPOCH, last)))


def _numbered(series: nw.Series[Any]) -> tuple[NDArray[np.int64], Sequence[Any]]:
    """For each row the place of its value among the different ones; -1 for null.

    Raises:
        WrongTypeError: It holds objects that its library cannot tell apart.
    """
    if series.implementation.is_pandas_like():
        try:
            places, values = series.to_native().factorize()
        except TypeError as fault:  # a list, say, has no hash
            raise _not_comparable(series, f"objects ({fault})") from None
        return places, values.tolist()
    if series.dtype == nw.Object:
        raise _not_comparable(series, "objects of Python")
    if series.dtype.is_float():
        series = series.fill_nan(None)
    if series.null_count() == len(series):
        return np.full(len(series), -1), []
    if series.dtype in {nw.String, nw.Categorical}:
        series = series.cast(nw.String)  # a category may stand in no row
    if series.implementation.is_pyarrow():
        chunk = series.to_native().combine_chunks()
        try:
            coded = chunk.dictionary_encode()
        except NotImplementedError:
            raise _not_comparable(series, chunk.type) from None
        return coded.indices.fill_null(-1).to_numpy(), coded.dictionary.to_pylist()
    values = [value for value in series.unique().to_list() if value is not None]
    # Each call that makes a series has a fixed cost, so null gets its place here too.
    old, new = [*values, None], [*range(len(values)), -1]
    places = series.replace_strict(old, new, return_dtype=nw.Int32)
    return places.to_numpy(), values


def _not_comparable(series: nw.Series[Any], what: object) -> WrongTypeError:
    msg = f"column {series.name!r} holds {what}; make it text or dates"
    return WrongTypeError(msg)


def _days_in(series: nw.Series[Any], name: str) -> Days:
    """The days in a column.

    Raises:
        NotADayError: It holds something else.
        InvalidDayError: A text in it is no day in ISO 8601.
    """
    dtype = series.dtype
    if series.null_count() < len(series):  # pandas calls what is empty numbers
        refuse_clocks_and_counts(dtype, name)
    in_pandas = series.implementation.is_pandas_like()
    if dtype == nw.Datetime:
        clocks = _midnights(series.to_numpy(), name)
        return Days(clocks, dtype, partial(datetime.combine, time=time()))
    if dtype == nw.Date:
        # Arrow's days come out of pandas as objects, and its clocks do not.
        stored = series.cast(nw.Datetime("us")) if in_pandas else series
        numbers = stored.to_numpy().astype("datetime64[D]", copy=False)
        return Days(numbers.view(np.int64), dtype)
    places, values = _numbered(series)
    is_text = any(isinstance(value, str) for value in values)
    read = _day_of_text if is_text else _day_of_object
    days = day_numbers([read(value, name) for value in values])
    of_rows = np.append(days, NO_DAY)[places]
    if is_text:
        return Days(of_rows, nw.String, date.isoformat)
    return Days(of_rows, nw.Object if in_pandas else nw.Date)


def _years_in(series: nw.Series[Any], name: str) -> Days:
    """The first days of the years in a column.

    Raises:
        NotADayError: It holds something else than years.
    """
    places, values = _numbered(series)
    days = day_numbers([_first_day_of_year(value, name) for value in values])
    return Days(np.append(days, NO_DAY)[places], nw.Date)


def _first_day_of_year(value: Any, name: str) -> date:
    text = isinstance(value, str) and _YEAR.fullmatch(value.strip())
    number = int(text[1]) if text else value
    if (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and date.min.year <= number <= date.max.year
        and number == int(number)
    ):
        return date(int(number), 1, 1)
    raise not_a_year(value, name)


def not_a_year(value: Any, name: str) -> NotADayError:
    """The error for what is no year in a column of years."""
    msg = (
        f"column {name!r} holds {_described(value)}, not a year; with `rule` it holds "
        "whole numbers such as 1999"
    )
    return NotADayError(msg)


def refuse_clocks_and_counts(dtype: nw.dtypes.DType, name: str) -> None:
    """Refuse a column of days by its type, where no value of that could be a day.

    Raises:
        NotADayError: It holds numbers, or moments in a time zone.
    """
    if zone := getattr(dtype, "time_zone", None):
        msg = (
            f"column {name!r} holds moments in the time zone {zone}; decide whose day "
            "it is, and keep the date only"
        )
        raise NotADayError(msg)
    if dtype.is_numeric():
        msg = (
            f"column {name!r} holds numbers ({dtype}), not days; a year is a period, "
            "so decide on which day of it you ask, or pass a rule such as "
            "rule='any_day'"
        )
        raise NotADayError(msg)


def _midnights(values: NDArray[Any], name: str) -> NDArray[np.int64]:
    """The days of clocks that all stand at midnight."""
    days = values.astype("datetime64[D]")
    off = np.flatnonzero((days != values) & ~np.isnat(values))
    if off.size:
        msg = (
            f"column {name!r} holds {values[off[0]]}, which has a clock, and a day has "
            "none; decide whose day it is, and keep the date only"
        )
        raise NotADayError(msg)
    return days.view(np.int64)


def _day_of_text(value: Any, name: str) -> date:
    if not isinstance(value, str):
        msg = f"column {name!r} holds texts and {_described(value)}; make them all days"
        raise NotADayError(msg)
    with suppress(ValueError):
        day = date.fromisoformat(value)
        if day.isoformat() == value:  # 19990420 and 1999-W16-2 are ISO too
            return day
    msg = (
        f"column {name!r} holds {value!r}, which is no day written as 1999-04-20; "
        "a year or a month is a period, and anything else is to be read first"
    )
    raise InvalidDayError(msg)


def _day_of_object(value: Any, name: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    mend = "make it a datetime.date"
    if isinstance(value, datetime):
        mend = "decide whose day it is, and keep its .date()"
    msg = f"column {name!r} holds {_described(value)}, not a day; {mend}"
    raise NotADayError(msg)


def _described(value: Any) -> str:
    return f"{value!r}, which is of type {type(value).__name__}"
