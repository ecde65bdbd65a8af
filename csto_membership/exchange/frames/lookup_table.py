"""What the new columns of a frame hold, as one small table of numbers.

A row of a frame has the number of its name or names, and the number of the stretch of
days on which nothing changes for any state. The two together are a place in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from csto_membership.days import Timeline
from csto_membership.exchange.frames.lookup import (
    Lookup,
    NewColumn,
    NewValues,
    NumberNames,
    rows_of,
    spellings,
)
from csto_membership.exchange.series import Subject
from csto_membership.record.state import States

NO_DAY = -(2**63)
"""The number of a day that is not there, as NumPy has it."""
EPOCH = date(1970, 1, 1).toordinal()
_MOST_CELLS = 5_000_000
"""The most cells of a grid. With more, each row is searched for among the stretches."""
_LINE, _FIRST = 2**32, -(2**30)
"""How far apart lines are there, and the place of the first stretch of each."""
Names = tuple[Any, ...]
"""What a row is about, as a frame names it: a name, or two."""


def day_numbers(days: Sequence[date]) -> NDArray[np.int64]:
    """Days since 1970-01-01."""
    return np.fromiter(map(date.toordinal, days), np.int64, len(days)) - EPOCH


@attrs.frozen(eq=False, slots=False)
class LookupTable:
    """What the new columns hold, by the number of a name and that of a stretch of days.

    Attributes:
        columns: The new columns.
        timelines: The different timelines of rows.
        lines: Which of them each name, or each two, has.
    """

    columns: Sequence[NewColumn]
    timelines: Sequence[Timeline[NewValues]]
    lines: Mapping[Names, int]

    @classmethod
    def of(
        cls, rows: Mapping[Names, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> LookupTable:
        """The table of what holds of each name, day by day."""
        # Names of one state have the same line.
        different = {id(each): each for each in rows.values()}
        places = {key: place for place, key in enumerate(different)}
        lines = {name: places[id(each)] for name, each in rows.items()}
        return cls(columns, list(different.values()), lines)

    @cached_property
    def rows(self) -> Mapping[NewValues, int]:
        """The different rows, each with its number; the first is null."""
        nothing = ((None,) * len(self.columns),)
        every = chain(nothing, *(each.values for each in self.timelines))
        return {row: number for number, row in enumerate(dict.fromkeys(every))}

    @cached_property
    def numbered(self) -> tuple[Sequence[Any], NDArray[np.int64]]:
        """The different names, and the line of each, or of each two in turn.

        One name more is all others, which have no line.
        """
        names = dict.fromkeys(chain.from_iterable(self.lines))
        places = {name: place for place, name in enumerate(names)}
        size = len(next(iter(self.lines), ("",)))
        lines = np.full((len(names) + 1,) * size, -1)
        for group, line in self.lines.items():
            lines[tuple(map(places.__getitem__, group))] = line
        return list(names), lines.ravel()

    def rows_at(
        self, lines: NDArray[Any], days: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """The number of the row for each line and day; -1 is no line."""
        rows: NDArray[np.int32]
        if not self._grid.size:
            begins, numbers = self._stretches_by_line
            sought = lines * _LINE + np.clip(days, _FIRST, -_FIRST)
            rows = numbers[np.searchsorted(begins, sought, side="right") - 1]
            rows[(lines < 0) | (days == NO_DAY)] = 0
            return rows
        starts = lines % len(self._grid) * self._grid.shape[1]
        rows = self._grid.ravel()[starts + self._stretches(days)]
        return rows

    @cached_property
    def _days(self) -> Sequence[date]:
        """The days on which a stretch begins."""
        return sorted({day for each in self.timelines for day in each.days})

    @cached_property
    def _changes(self) -> NDArray[np.int64]:
        return day_numbers(self._days)

    @cached_property
    def _grid(self) -> NDArray[np.int32]:
        """For each line and stretch the number of a row; empty if it would be too large.

        That of no name is the last line, and that of no day the last stretch.
        """
        size = len(self.timelines) + 1, len(self._days) + 2
        if (size[0] - 1) * (size[1] - 2) > _MOST_CELLS:
            return np.zeros((0, 0), np.int32)
        places = {day: place for place, day in enumerate(self._days, start=1)}
        grid = np.zeros(size, np.int32)
        for line, each in zip(grid, self.timelines, strict=False):
            begins = [0, *map(places.__getitem__, each.days)]
            ends = [*begins[1:], size[1] - 1]
            for begin, end, row in zip(begins, ends, each.values, strict=True):
                line[begin:end] = self.rows[row]
        return grid

    @cached_property
    def _stretches_by_line(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Where each stretch of each line begins, by line and then by day, and its row."""
        begins = [
            line * _LINE + np.append(_FIRST, day_numbers(each.days))
            for line, each in enumerate(self.timelines)
        ]
        rows = [self.rows[row] for each in self.timelines for row in each.values]
        return np.concatenate(begins), np.array(rows, np.int32)

    def _stretches(self, days: NDArray[np.int64]) -> NDArray[np.intp]:
        """The number of the stretch in which each day is; the last for no day."""
        no_day, changes = days == NO_DAY, self._changes
        if not changes.size:
            return np.asarray(no_day, np.intp)
        # The days from the first change to the last are few, so each is looked up once.
        first, last = changes[0] - 1, changes[-1]
        each = np.arange(first, last + 1, dtype=np.int64)
        of_day = np.searchsorted(changes, each, side="right")
        stretches: NDArray[np.intp] = of_day[np.clip(days, first, last) - first]
        stretches[no_day] = len(changes) + 1
        return stretches


def table_of(
    groups: Iterable[Names], subjects: Mapping[Any, Subject], lookup: Lookup
) -> LookupTable:
    """What holds of each group of names, where all of them are known."""
    # Many names may be of one state, and the order of two makes no difference.
    of_group = cache(lambda *group: rows_of(group, lookup))
    rows = {
        names: of_group(*sorted(map(subjects.__getitem__, names), key=id))
        for names in groups
        if all(name in subjects for name in names)
    }
    return LookupTable.of(rows, lookup.columns)


@lru_cache(maxsize=8)
def table_of_all(known: States | NumberNames, lookup: Lookup) -> LookupTable:
    """What holds of each name that a column may hold; kept for the next frame."""
    subjects = spellings(known)
    return table_of([(name,) for name in subjects], subjects, lookup)
