"""What the new columns of a frame say of each state, day by day.

All that is asked of a state is a step function of the day, so one `Timeline` holds its
answers to everything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import Timeline
from csto_membership.exchange.series import TableView
from csto_membership.record import State

NewValues = tuple[Any, ...]
"""What holds of a state on a day: a value for each new column."""


@attrs.frozen
class NewColumn:
    """A new column.

    Attributes:
        name: Its name.
        type: The type of its values: `str`, `int` or `date`. A date is written as the
            frame writes its days.
    """

    name: str
    type: type


@attrs.frozen
class Lookup:
    """What is asked of each row.

    Attributes:
        alliances: The alliances, each with what is added to the names of its columns.
        numbers: Whether `member` is 1 or 0.
        status: Whether `status` is asked.
        since: Whether `since` is asked.
        carry: Whether days that are not covered are answered as last known.
        continuity: Whether a state is asked as the one that it continues, on days on
            which it was not a state.
    """

    alliances: tuple[tuple[str, Alliance], ...]
    numbers: bool = False
    status: bool = False
    since: bool = False
    carry: bool = False
    continuity: bool = False

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        """The new columns, in order."""
        types: dict[str, type] = {"member": int if self.numbers else str}
        types["member_why"] = str
        if self.status:
            types["status"] = str
        if self.since:
            types["since"] = date
        return tuple(
            NewColumn(f"{name}{suffix}", its)
            for suffix, _ in self.alliances
            for name, its in types.items()
        )

    @property
    def views(self) -> list[TableView]:
        """Each of the alliances, as a table asks it."""
        each = (alliance for _, alliance in self.alliances)
        return [TableView(alliance, self.continuity, self.carry) for alliance in each]


@lru_cache(maxsize=2**12)
def rows_of(state: State, lookup: Lookup) -> Timeline[NewValues]:
    """What all columns say of a state, day by day; kept, since frames come in parts."""
    parts = [_answers(view, state, lookup) for view in lookup.views]
    changes = frozenset().union(*(each for each, _ in parts)) - {date.min}
    days = sorted(changes)
    rows = [
        tuple(value for _, of_day in parts for value in of_day(day))
        for day in (date.min, *days)
    ]
    return Timeline(days, rows)


@lru_cache(maxsize=2**12)
def may_mislead(state: State, lookup: Lookup) -> bool:
    """Whether another state may be meant on days on which a state was not one."""
    return any(view.instead_of([state]) for view in lookup.views)


def _answers(
    view: TableView, state: State, lookup: Lookup
) -> tuple[frozenset[date], Callable[[date], list[Any]]]:
    """The days on which the columns of one alliance may change, and what they say."""
    series, statuses = view.series(state), view.statuses(state)
    spans = list(series.days.possibly.spans())
    write = _NUMBERS if lookup.numbers else _TEXTS

    def of_day(day: date) -> list[Any]:
        answer, why = series.on(day)
        cells: list[Any] = [write.get(str(answer)), why and str(why)]
        if lookup.status:
            cells.append(statuses[day])
        if lookup.since:
            inside = (span.first_day for span in spans if day in span)
            cells.append(next(inside, None) if day in view.covered else None)
        return cells

    return series.changes.union(statuses.days), of_day


_TEXTS = {answer: answer for answer in ("yes", "no", "uncertain")}
_NUMBERS = {"yes": 1, "no": 0}
