"""Frames that are computed later, as those of DuckDB, PySpark and lazy Polars are.

A state and a span of days make a condition, and a new column is a choice by conditions,
which the backend evaluates for each row where the row is. Nothing is joined, so no row
moves, and their order and number stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.days import Span, Timeline
from csto_membership.errors import NotADayError, NotAStateError
from csto_membership.exchange.lookup import Column, Row
from csto_membership.exchange.series import refuse_clocks_and_counts
from csto_membership.record.state import States, folded

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["DeferredColumns"]

_NAME = "__name_of_the_state"
_NUMBER = "__number_of_the_state"


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
        return None if self.unseen else self._seen["day"].max()

    def answered(
        self, rows: Mapping[Any, Timeline[Row]], columns: Sequence[Column]
    ) -> nw.LazyFrame[Any]:
        """The frame with the new columns; null where a name has no rows."""
        import narwhals as nw  # noqa: PLC0415

        alike: dict[Timeline[Row], list[str]] = {}
        for name, timeline in rows.items():
            alike.setdefault(timeline, []).append(name)
        number = nw.lit(None, nw.Int64)
        for place, names in enumerate(alike.values()):
            number = nw.when(nw.col(_NAME).is_in(names)).then(place).otherwise(number)
        new = (
            self._choice([t.map(itemgetter(place)) for t in alike], column)
            for place, column in enumerate(columns)
        )
        # One after another, so that nothing is computed twice.
        named = self.frame.with_columns(self._name.alias(_NAME))
        numbered = named.with_columns(number.alias(_NUMBER))
        return numbered.with_columns(*new).drop(_NAME, _NUMBER)

    def _choice(self, timelines: Sequence[Timeline[Any]], column: Column) -> nw.Expr:
        """What holds for the number of the state on the day; null without either."""
        import narwhals as nw  # noqa: PLC0415

        dtype = nw.Date if column.holds_days else nw.String
        spans: dict[Any, dict[Span, list[int]]] = {}
        for number, timeline in enumerate(timelines):
            for each in timeline.segments():
                of_value = spans.setdefault(each.value, {})
                of_value.setdefault(each.span, []).append(number)
        # What takes most conditions is what holds where none of the others does.
        *others, most = sorted(spans, key=lambda value: len(spans[value])) or [None]
        chosen = nw.lit(most, dtype)
        for value in others:
            holds = nw.any_horizontal(
                *(self._within(span, which) for span, which in spans[value].items()),
                ignore_nulls=True,
            )
            chosen = nw.when(holds).then(nw.lit(value, dtype)).otherwise(chosen)
        asked = ~nw.col(_NUMBER).is_null() & ~nw.col(self.on).is_null()
        return nw.when(asked).then(chosen).alias(column.name)

    def _within(self, span: Span, numbers: Sequence[int]) -> nw.Expr:
        import narwhals as nw  # noqa: PLC0415

        holds = nw.col(_NUMBER).is_in(numbers)
        if span.start is not None:
            holds &= nw.col(self.on) >= nw.lit(span.start, nw.Date)
        if span.end is not None:
            holds &= nw.col(self.on) < nw.lit(span.end, nw.Date)
        return holds

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
