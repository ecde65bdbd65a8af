"""Frames that hold their values, as those of pandas, Polars and PyArrow do.

A row has the number of its name, and the number of the stretch of days on which nothing
changes for any state. The two together are a place in one small table of answers, out
of which each new column is taken: nothing is sorted, and nothing joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs
import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from csto_membership.days import Timeline
from csto_membership.exchange.frames.lookup import NewColumn, NewValues
from csto_membership.exchange.frames.series import (
    NO_DAY,
    Days,
    day_numbers,
    days_in,
    numbered,
)

__all__ = ["EagerColumns"]


@attrs.frozen(slots=False)
class EagerColumns:
    """The two columns of a frame that are asked about.

    Attributes:
        frame: The frame.
        state: The name of the column of states.
        on: The name of the column of days.
    """

    frame: nw.DataFrame[Any]
    state: str
    on: str

    @property
    def names(self) -> Sequence[Any]:
        """The different values in the column of states."""
        return self._numbered[1]

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days; None if there is none."""
        return self._days.last

    def answered(
        self, rows: Mapping[Any, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> nw.DataFrame[Any]:
        """The frame with the new columns; null where a name has no rows."""
        changes = day_numbers(
            sorted({day for each in rows.values() for day in each.days})
        )
        numbers: dict[NewValues, int] = {(None,) * len(columns): 0}
        # A line for each name, the last for none; in it a place for each stretch, the
        # last for no day. What is not filled in is null.
        table = np.zeros((len(self.names) + 1, len(changes) + 2), np.int32)
        for line, name in zip(table, self.names, strict=False):
            if name in rows:
                own = [numbers.setdefault(r, len(numbers)) for r in rows[name].values]
                begin = np.searchsorted(changes, day_numbers(rows[name].days)) + 1
                lengths = np.diff(begin, prepend=0, append=len(changes) + 1)
                line[:-1] = np.repeat(own, lengths)
        starts = np.arange(0, table.size, len(changes) + 2)
        taken = table.ravel()[starts[self._numbered[0]] + self._stretches(changes)]
        return self._with(
            self._series(column, [row[place] for row in numbers])[taken]
            for place, column in enumerate(columns)
        )

    def _with(self, new: Iterable[nw.Series[Any]]) -> nw.DataFrame[Any]:
        """The frame with new columns behind."""
        if not self.frame.implementation.is_pandas():
            return self.frame.with_columns(new)
        # Through pandas itself, which keeps a class made from its own.
        values = {series.name: series.to_native().array for series in new}
        framed: nw.DataFrame[Any] = nw.from_native(
            self.frame.to_native().assign(**values)
        )
        return framed

    def _series(self, column: NewColumn, values: Sequence[Any]) -> nw.Series[Any]:
        dtype: Any = nw.String
        if column.holds_days:
            dtype, write = self._days.dtype, self._days.write
            values = [None if day is None else write(day) for day in values]
        backend = self.frame.implementation
        return nw.new_series(column.name, values, dtype, backend=backend)

    def _stretches(self, changes: NDArray[np.int64]) -> NDArray[np.intp]:
        """The number of the stretch in which each day lies; the last for no day."""
        days = self._days.numbers
        no_day = days == NO_DAY
        if not changes.size:
            return np.asarray(no_day, np.intp)
        # The days from the first change to the last are few, so each is looked up once.
        first, last = changes[0] - 1, changes[-1]
        of_day = np.searchsorted(changes, np.arange(first, last + 1), side="right")
        stretches: NDArray[np.intp] = of_day[np.clip(days, first, last) - first]
        stretches[no_day] = len(changes) + 1
        return stretches

    # -- what is read -----------------------------------------------------

    @cached_property
    def _numbered(self) -> tuple[NDArray[np.int64], Sequence[Any]]:
        return numbered(self.frame.get_column(self.state))

    @cached_property
    def _days(self) -> Days:
        return days_in(self.frame.get_column(self.on), self.on)
