"""Columns that hold their values, as numbers.

What a library stores as days is taken as it stands. Everything else is read value by
value, each different one once: what calls itself text or objects may hold anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import attrs
import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from csto_membership.errors import InvalidDayError, NotADayError, WrongTypeError

__all__ = [
    "NO_DAY",
    "Days",
    "day_numbers",
    "days_in",
    "numbered",
    "refuse_clocks_and_counts",
]

NO_DAY = -(2**63)
"""The number of a day that is not there, as NumPy has it."""
_EPOCH = date(1970, 1, 1).toordinal()


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
    write: Callable[[date], Any]

    @property
    def last(self) -> date | None:
        """The last of them; None if there is none."""
        last = int(self.numbers.max(initial=NO_DAY))
        if last == NO_DAY:
            return None
        return date.fromordinal(min(last + _EPOCH, date.max.toordinal()))


def day_numbers(days: Sequence[date]) -> NDArray[np.int64]:
    """Days since 1970-01-01."""
    return np.fromiter(map(date.toordinal, days), np.int64, len(days)) - _EPOCH


def numbered(series: nw.Series[Any]) -> tuple[NDArray[np.int64], Sequence[Any]]:
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
    values = series.unique().drop_nulls().to_list()
    places = series.replace_strict(values, range(len(values)), return_dtype=nw.Int32)
    return places.fill_null(-1).to_numpy(), values


def _not_comparable(series: nw.Series[Any], what: object) -> WrongTypeError:
    msg = f"column {series.name!r} holds {what}; make it text or dates"
    return WrongTypeError(msg)


def days_in(series: nw.Series[Any], name: str) -> Days:
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
        return Days(_midnights(series.to_numpy(), name), dtype, _at_midnight)
    if dtype == nw.Date:
        # Arrow's days come out of pandas as objects, and its clocks do not.
        stored = series.cast(nw.Datetime("us")) if in_pandas else series
        return Days(_days(stored.to_numpy()), dtype, _as_it_is)
    places, values = numbered(series)
    if any(isinstance(value, str) for value in values):
        days = [_day_of_text(value, name) for value in values]
        return Days(_taken(days, places), nw.String, date.isoformat)
    days = [_day_of_object(value, name) for value in values]
    return Days(_taken(days, places), nw.Object if in_pandas else nw.Date, _as_it_is)


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
            "so decide on which day of it you ask"
        )
        raise NotADayError(msg)


def _as_it_is(day: date) -> date:
    return day


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _days(values: NDArray[Any]) -> NDArray[np.int64]:
    return values.astype("datetime64[D]", copy=False).view(np.int64)


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
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:  # 19990420 and 1999-W16-2 are ISO too
        msg = (
            f"column {name!r} holds {value!r}, which is no day written as 1999-04-20; "
            "a year or a month is a period, and anything else is to be read first"
        )
        raise InvalidDayError(msg)
    return day


def _day_of_object(value: Any, name: str) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        msg = f"column {name!r} holds {_described(value)}, not a day; "
        msg += (
            "decide whose day it is, and keep its .date()"
            if isinstance(value, datetime)
            else "make it a datetime.date"
        )
        raise NotADayError(msg)
    return value


def _described(value: Any) -> str:
    return f"{value!r}, which is of type {type(value).__name__}"


def _taken(days: Sequence[date], places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.append(day_numbers(days), NO_DAY)[places]
