"""Frames that are computed later, as those of DuckDB, PySpark and lazy Polars are.

The name tells the state; a choice by bisection, among the days on which something
becomes another for that state, tells what holds of it on the day. The backend evaluates
it for each row where the row is: nothing is shuffled, and no row is added or lost.

DuckDB and Spark get a small table to join instead. Both find a text among many only by
a join, and Spark compiles only short expressions. The table goes to where the rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

import attrs
import narwhals as nw

from csto_membership.days import Timeline
from csto_membership.errors import ColumnError, NotADayError, NotAStateError
from csto_membership.exchange.frames.eager import refuse_clocks_and_counts
from csto_membership.exchange.frames.lookup import NewColumn, NewValues
from csto_membership.record.spelling import folded
from csto_membership.record.state import States

Item = TypeVar("Item")

_EARLY = date(1000, 1, 1)  # the first that PySpark writes with four digits
_ON_THE_WAY = "__annotate_"
"""How the names of columns begin that are made and left out again."""
_STATE, _ROW = f"{_ON_THE_WAY}state", f"{_ON_THE_WAY}row"
_NAME, _DAY, _OF, _FIRST, _LAST = _MADE = tuple(
    f"{_ON_THE_WAY}{name}" for name in ("name", "day", "of", "first_day", "last_day")
)
_END = "\x01"  # stands in no name; a line's end does in one with spaces around it


@attrs.frozen(slots=False)
class LazyColumns:
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
        schema = self.frame.collect_schema()
        for name in schema.names():
            if name.casefold().startswith(_ON_THE_WAY):
                msg = f"column {name!r} has a name that is made on the way; rename it"
                raise ColumnError(msg)
        states, days = schema[self.state], schema[self.on]
        if not isinstance(states, (nw.String, nw.Categorical, nw.Enum)):
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
        return _spellings(self.unseen)

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days; None if there is none or none is seen."""
        if self.unseen is not None:
            return None
        return date.max if self._seen["late"].any() else self._seen["day"].max()

    def answered(
        self, rows: Mapping[Any, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> nw.LazyFrame[Any]:
        """The frame with the new columns; null where a name has no rows."""
        engine = self.frame.implementation
        if engine.is_pyspark() or engine.is_pyspark_connect():
            return self._answered_in_spark(rows, columns)
        states = _numbered(rows.values())
        # Sorted, so that rows with the same value in a column stand side by side.
        values = {row for each in states for row in each.values}
        different = _numbered(sorted(values or {(None,) * len(columns)}, key=str))
        of_name = {name: states[timeline] for name, timeline in rows.items()}
        # One after another, so that nothing is computed twice.
        of_state = self._with_numbers(of_name)
        of_row = of_state.with_columns(self._row(states, different).alias(_ROW))
        answered = of_row.with_columns(
            _value([row[place] for row in different], column)
            for place, column in enumerate(columns)
        )
        return answered.drop(_STATE, _ROW)

    def _with_numbers(self, numbers: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """The frame with the number of the state of each name; null where none has it."""
        if not numbers:
            return self.frame.with_columns(nw.lit(None, nw.Int32).alias(_STATE))
        if self.frame.implementation.is_duckdb():
            return self._numbered_in_duckdb(numbers)
        number = self._name.replace_strict(
            list(numbers), list(numbers.values()), default=None, return_dtype=nw.Int32
        )
        return self.frame.with_columns(number.alias(_STATE))

    def _numbered_in_duckdb(self, numbers: Mapping[str, int]) -> nw.LazyFrame[Any]:
        duckdb = nw.get_native_namespace(self.frame)

        def lines(items: Iterable[Any]) -> Any:
            # One text, since to read a list of constants takes longer than to use it.
            text = duckdb.ConstantExpression(_END.join(map(str, items)))
            end = duckdb.ConstantExpression(_END)
            split = duckdb.FunctionExpression("string_split", text, end)
            return duckdb.FunctionExpression("unnest", split)

        # One row of the user's own connection, which alone can be joined with the frame.
        one = self.frame.head(0).select(nw.len()).to_native()
        parts = lines(numbers).alias(_NAME), lines(numbers.values()).alias(_STATE)
        table = nw.from_native(one.select(*parts))
        table = table.with_columns(nw.col(_STATE).cast(nw.Int32))
        named = self.frame.with_columns(self._name.alias(_NAME))
        return named.join(table, on=_NAME, how="left").drop(_NAME)

    def _row(
        self, states: Mapping[Timeline[NewValues], int], rows: Mapping[NewValues, int]
    ) -> nw.Expr:
        """The number of what holds of the state on the day; null without either."""
        state, day = nw.col(_STATE), nw.col(self.on)

        def on_the_day(timeline: Timeline[NewValues]) -> nw.Expr:
            return _bisected(
                list(timeline.segments()),
                lambda segment: day < nw.lit(segment.span.start, nw.Date),
                lambda segment: nw.lit(rows[segment.value], nw.Int32),
            )

        row = _bisected([*states], lambda each: state < states[each], on_the_day)
        return nw.when(~state.is_null() & ~day.is_null()).then(row)

    def _answered_in_spark(
        self, rows: Mapping[str, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> nw.LazyFrame[Any]:
        """The same, by a join with a table of stretches of days."""
        made = [f"{_ON_THE_WAY}{place}" for place in range(len(columns))]
        types = ["date" if column.holds_days else "string" for column in columns]
        each = zip([*_MADE[2:], *made], ["string", "date", "date", *types], strict=True)
        key = self._name.alias(_NAME), nw.col(self.on).alias(_DAY)
        left = self.frame.with_columns(key).to_native()
        right = left.sparkSession.createDataFrame(
            list(_stretches(rows)), ", ".join(map(" ".join, each))
        ).hint("broadcast")
        is_then = left[_DAY].between(right[_FIRST], right[_LAST])
        joined = left.join(right, (left[_NAME] == right[_OF]) & is_then, "left")
        answered: nw.LazyFrame[Any] = nw.from_native(joined)
        names = zip(made, columns, strict=True)
        new = (nw.col(its).alias(column.name) for its, column in names)
        return answered.with_columns(new).drop(*_MADE, *made)

    @property
    def _name(self) -> nw.Expr:
        """The name as it is compared: as it stands, or plain where it was not seen."""
        name = nw.col(self.state).cast(nw.String)
        if self.unseen is None:
            return name
        # In most names there is nothing to make even, and to look costs less.
        uneven = name.str.contains(r"^\s|\s$|-|_")
        bare = name.str.strip_chars().str.replace_all("-|_", " ")
        return nw.when(uneven).then(bare).otherwise(name).str.to_lowercase()

    @cached_property
    def _seen(self) -> nw.DataFrame[Any]:
        """The different names, each with its last day, and whether one is later still.

        An engine may have days that Python has not. What is early is never the last.
        """
        first, last = (nw.lit(day, nw.Date) for day in (_EARLY, date.max))
        day = nw.col(self.on)
        known = nw.when(day.is_between(first, last)).then(day)
        both = self.frame.select(self._name.alias("state"), day=known, late=day > last)
        return both.group_by("state").agg(nw.col("day", "late").max()).collect()


@lru_cache(maxsize=8)
def _spellings(states: States) -> Sequence[str]:
    """All that may name one of some states, made even as `_name` does it."""
    every = [name for state in states for name in state.names]
    plain = [" ".join(name.lower().replace("-", " ").split()) for name in every]
    return list(dict.fromkeys([*plain, *map(folded, every)]))


def _numbered(items: Iterable[Item]) -> dict[Item, int]:
    """The different ones, each with its number."""
    return {item: number for number, item in enumerate(dict.fromkeys(items))}


def _value(values: Sequence[Any], column: NewColumn) -> nw.Expr:
    """The value that stands at the number of the row; null without a number."""
    dtype = nw.Date if column.holds_days else nw.String
    runs = [next(run) for _, run in groupby(enumerate(values), key=itemgetter(1))]
    value = _bisected(
        runs,
        lambda numbered: nw.col(_ROW) < numbered[0],
        lambda numbered: nw.lit(numbered[1], dtype),
    )
    return nw.when(~nw.col(_ROW).is_null()).then(value).alias(column.name)


def _bisected(
    items: Sequence[Item],
    is_before: Callable[[Item], nw.Expr],
    leaf: Callable[[Item], nw.Expr],
) -> nw.Expr:
    """A choice of one of some items in order, by asking in which half it is."""
    if not items:
        return nw.lit(None, nw.Int32)
    if len(items) == 1:
        return leaf(items[0])
    half = len(items) // 2
    first, second = items[:half], items[half:]
    return (
        nw.when(is_before(second[0]))
        .then(_bisected(first, is_before, leaf))
        .otherwise(_bisected(second, is_before, leaf))
    )


def _stretches(rows: Mapping[str, Timeline[NewValues]]) -> Iterator[tuple[Any, ...]]:
    """A name, the first and the last day of a stretch, and what holds in it."""
    for name, timeline in rows.items():
        for each in timeline.segments():
            first, last = each.span.first_day, each.span.last_day
            yield name, first or date.min, last or date.max, *each.value
