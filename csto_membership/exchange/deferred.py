"""Frames that are computed later, as those of DuckDB, PySpark and lazy Polars are.

A new column is a choice by bisection: among the states, then among the days on which
something becomes another for that state. The backend evaluates it for each row where
the row is: nothing is shuffled, and no row is added or lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from csto_membership.days import Timeline
from csto_membership.errors import NotADayError, NotAStateError
from csto_membership.exchange.lookup import NewColumn, Row
from csto_membership.exchange.series import refuse_clocks_and_counts
from csto_membership.record.state import States, folded

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["DeferredColumns"]

Item = TypeVar("Item")

# Columns on the way to the new ones.
_NAME, _STATE, _ROW = "__name", "__number_of_state", "__number_of_row"


@attrs.frozen(slots=False)
class DeferredColumns:
    """The two columns of a frame that are asked about.

    Attributes:
        frame: The frame.
        state: The name of the column of states.
        on: The name of the column of days.
        unseen: The states that may be named, where the columns are not to be looked at;
            None where they may, which computes these two columns once.
    """

    frame: nw.LazyFrame[Any]
    state: str
    on: str
    unseen: States | None = None

    def __attrs_post_init__(self) -> None:
        import narwhals as nw  # noqa: PLC0415

        schema = self.frame.collect_schema()
        states, days = schema[self.state], schema[self.on]
        if states not in {nw.String, nw.Categorical, nw.Enum}:
            msg = (
                f"column {self.state!r} holds {states}, not states; make it names or "
                "ISO 3166-1 codes such as 'UZB'"
            )
            raise NotAStateError(msg)
        refuse_clocks_and_counts(days, self.on)
        if days != nw.Date:
            msg = (
                f"column {self.on!r} holds {days}, which may be days or not; this frame "
                "is computed later, so make it a column of dates first"
            )
            raise NotADayError(msg)

    @property
    def names(self) -> Sequence[Any]:
        """The different names in the column of states, or all that it may hold."""
        if self.unseen is None:
            return [name for name in self._seen["state"].to_list() if name is not None]
        every = (name for state in self.unseen for name in state.names)
        return list(dict.fromkeys(f for n in every for f in (_plain(n), folded(n))))

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days; None if there is none or none is seen."""
        return self._seen["day"].max() if self.unseen is None else None

    def answered(
        self, rows: Mapping[Any, Timeline[Row]], columns: Sequence[NewColumn]
    ) -> nw.LazyFrame[Any]:
        """The frame with the new columns; null where a name has no rows."""
        alike: dict[Timeline[Row], list[str]] = {}
        for name, timeline in rows.items():
            alike.setdefault(timeline, []).append(name)
        # Sorted, so that rows with the same value in a column stand side by side.
        different = sorted({row for each in alike for row in each.values}, key=str)
        different = different or [(None,) * len(columns)]
        # One after another, so that nothing is computed twice.
        named = self.frame.with_columns(self._name.alias(_NAME))
        of_state = named.with_columns(_state(list(alike.values())).alias(_STATE))
        of_row = of_state.with_columns(self._row(list(alike), different).alias(_ROW))
        answered = of_row.with_columns(
            _value([row[place] for row in different], column)
            for place, column in enumerate(columns)
        )
        return answered.drop(_NAME, _STATE, _ROW)

    def _row(self, timelines: Sequence[Timeline[Row]], rows: Sequence[Row]) -> nw.Expr:
        """The number of what holds of the state on the day; null without either."""
        import narwhals as nw  # noqa: PLC0415

        state, day = nw.col(_STATE), nw.col(self.on)
        numbers = {row: number for number, row in enumerate(rows)}

        def on_the_day(timeline: Timeline[Row]) -> nw.Expr:
            return _bisected(
                list(timeline.segments()),
                lambda _, later: day < nw.lit(later[0].span.start, nw.Date),
                lambda segment: nw.lit(numbers[segment.value], nw.Int32),
            )

        row = _bisected(
            list(enumerate(timelines)),
            lambda _, others: state < others[0][0],
            lambda numbered: on_the_day(numbered[1]),
        )
        return nw.when(~state.is_null() & ~day.is_null()).then(row)

    @property
    def _name(self) -> nw.Expr:
        """The name as it is compared: as it stands, or plain where it was not seen."""
        import narwhals as nw  # noqa: PLC0415

        name = nw.col(self.state).cast(nw.String)
        if self.unseen is None:
            return name
        bare = name.str.strip_chars().str.to_lowercase()
        return bare.str.replace_all("-", " ", literal=True)

    @cached_property
    def _seen(self) -> nw.DataFrame[Any]:
        """The different names, each with its last day."""
        import narwhals as nw  # noqa: PLC0415

        both = self.frame.select(self._name.alias("state"), day=nw.col(self.on))
        return both.group_by("state").agg(nw.col("day").max()).collect()


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def _state(groups: Sequence[Sequence[str]]) -> nw.Expr:
    """The number of the group in which the name is; null if it is in none."""
    import narwhals as nw  # noqa: PLC0415

    def names(groups: Iterable[tuple[int, Sequence[str]]]) -> list[str]:
        return [name for _, group in groups for name in group]

    numbered = list(enumerate(groups))
    number = _bisected(
        numbered,
        lambda these, _: nw.col(_NAME).is_in(names(these)),
        lambda group: nw.lit(group[0], nw.Int32),
    )
    return nw.when(nw.col(_NAME).is_in(names(numbered))).then(number)


def _value(values: Sequence[Any], column: NewColumn) -> nw.Expr:
    """The value that stands at the number of the row; null without a number."""
    import narwhals as nw  # noqa: PLC0415

    dtype = nw.Date if column.holds_days else nw.String
    runs = groupby(enumerate(values), key=itemgetter(1))
    value = _bisected(
        [next(run) for _, run in runs],
        lambda _, later: nw.col(_ROW) < later[0][0],
        lambda numbered: nw.lit(numbered[1], dtype),
    )
    return nw.when(~nw.col(_ROW).is_null()).then(value).alias(column.name)


def _bisected(
    items: Sequence[Item],
    is_first: Callable[[Sequence[Item], Sequence[Item]], nw.Expr],
    leaf: Callable[[Item], nw.Expr],
) -> nw.Expr:
    """A choice of one of some items, by asking in which half it is."""
    import narwhals as nw  # noqa: PLC0415

    if not items:
        return nw.lit(None, nw.Int32)
    if len(items) == 1:
        return leaf(items[0])
    half = len(items) // 2
    first, second = items[:half], items[half:]
    return (
        nw.when(is_first(first, second))
        .then(_bisected(first, is_first, leaf))
        .otherwise(_bisected(second, is_first, leaf))
    )
