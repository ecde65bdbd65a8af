"""Frames that are computed later, as those of DuckDB, PySpark and lazy Polars are.

Polars lets Python answer each part of the rows when it computes them, so a part is
answered like any frame that holds its values. DuckDB and Spark join a small table to the
rows, with a line for each state and each period in which its values stay the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Any

import attrs
import narwhals as nw

from csto_membership.days import DaySet, Timeline
from csto_membership.errors import ColumnError, NotADayError, NotAStateError
from csto_membership.exchange.frames.eager import (
    EagerColumns,
    LookupTable,
    refuse_clocks_and_counts,
)
from csto_membership.exchange.frames.lookup import NUMBERS_HINT, NewColumn, NewValues
from csto_membership.record.spelling import folded

_EARLY = date(1000, 1, 1)  # the first that PySpark writes with four digits
_ON_THE_WAY = "__annotate_"
"""How the names of columns begin that are made and left out again."""
_NAME, _DAY, _OF, _FIRST, _LAST = _MADE = tuple(
    f"{_ON_THE_WAY}{name}" for name in ("name", "day", "of", "first_day", "last_day")
)
_HOLDS = f"{_NAME} = {_OF} and {_DAY} <= {_LAST} and ({_FIRST} is null or {_DAY} >= {_FIRST})"
"""Which line of the small table a row is joined with."""
_END = "\x01"  # is in no name
_SQL = {date: "date", int: "bigint", str: "string"}


@attrs.frozen(slots=False)
class LazyColumns:
    """The two columns of a frame that are asked about.

    Attributes:
        frame: The frame.
        state: The name of the column of states.
        on: The name of the column of days.
        unseen: The names that may be in the column, where the columns are not to be
            looked at; None where they may, which computes these two columns once.
        numbers: Whether the column may hold numbers of a list of states.
    """

    frame: nw.LazyFrame[Any]
    state: str
    on: str
    unseen: Sequence[str] | None = None
    numbers: bool = False

    def __attrs_post_init__(self) -> None:
        schema = self.frame.collect_schema()
        for name in schema.names():
            if name.casefold().startswith(_ON_THE_WAY):
                msg = f"column {name!r} has a name that is made on the way; rename it"
                raise ColumnError(msg)
        states, days = schema[self.state], schema[self.on]
        named = isinstance(states, (nw.String, nw.Categorical, nw.Enum))
        if not named and not (self.numbers and states.is_integer()):
            kind = (
                "whole numbers" if self.numbers else "names or ISO codes such as 'UZB'"
            )
            msg = f"column {self.state!r} holds {states}, not states; make it {kind}"
            raise NotAStateError(msg if self.numbers else f"{msg}; {NUMBERS_HINT}")
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
            return self._seen[_NAME].drop_nulls().to_list()
        return self.unseen

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days; None if there is none or none is seen."""
        return self._seen[_DAY].max() if self.unseen is None else None

    def days_of(self, names: Collection[Any]) -> dict[Any, DaySet]:
        """The days of all rows with one of some names, by name."""
        if not names or self.unseen is not None:
            return {}
        # What is early is in no record.
        known = nw.col(_DAY).clip(_EARLY)
        both = self.frame.select(*self._key).filter(nw.col(_NAME).is_in(list(names)))
        rows = (
            both.filter(~nw.col(_DAY).is_null()).with_columns(known).unique().collect()
        )
        days: dict[Any, list[date]] = {}
        for name, day in rows.select(_NAME, _DAY).iter_rows():
            days.setdefault(name, []).append(day)
        return {name: DaySet.of(*those) for name, those in days.items()}

    def answered(
        self, rows: Mapping[Any, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> nw.LazyFrame[Any]:
        """The frame with the new columns; null where a name has no rows."""
        if self.frame.implementation.is_polars():
            return self._answered_in_parts(rows, columns)
        made = [f"{_ON_THE_WAY}{place}" for place in range(len(columns))]
        types = [_SQL[column.type] for column in columns]
        schema = zip(
            [*_MADE[2:], *made], ["string", "date", "date", *types], strict=True
        )
        joined = self._joined(list(_stretches(rows)), dict(schema))
        names = zip(made, columns, strict=True)
        new = (nw.col(its).alias(column.name) for its, column in names)
        return joined.with_columns(new).drop(*_MADE, *made)

    def _answered_in_parts(
        self, rows: Mapping[str, Timeline[NewValues]], columns: Sequence[NewColumn]
    ) -> nw.LazyFrame[Any]:
        """The frame with the new columns, by a call for each part that Polars computes."""
        pl = nw.get_native_namespace(self.frame)
        names = [column.name for column in columns]
        known = {date: pl.Date, int: pl.Int64, str: pl.String}
        types = [known[column.type] for column in columns]

        table = LookupTable.of(rows, columns)
        if self.unseen is not None:
            table = attrs.evolve(table, spelt=folded)

        def answered(part: Any) -> Any:
            both = EagerColumns(nw.from_native(part.struct.unnest()), _NAME, _DAY)
            return both.looked_up(table).select(names).to_native().to_struct()

        key = [_NAME, _DAY]
        raw = nw.col(self.state).cast(nw.String).alias(_NAME)
        day = nw.col(self.on).alias(_DAY)
        native = self.frame.with_columns(raw, day).to_native()
        new = pl.struct(key).map_batches(
            answered,
            return_dtype=pl.Struct(dict(zip(names, types, strict=True))),
            is_elementwise=True,
        )
        made = native.with_columns(new.struct.unnest())
        return nw.from_native(made.drop(key))  # type: ignore[no-any-return]

    def _joined(
        self, lines: Sequence[Sequence[Any]], schema: Mapping[str, str]
    ) -> nw.LazyFrame[Any]:
        """The frame joined with a small table of these lines."""
        left = self.frame.with_columns(*self._key).to_native()
        if self.frame.implementation.is_duckdb():
            right = self._table_in_duckdb(lines, schema)
            joined = left.set_alias("rows").join(right, _HOLDS, how="left")
        else:
            expr = import_module("pyspark.sql.functions").expr
            types = ", ".join(map(" ".join, schema.items()))
            right = left.sparkSession.createDataFrame(lines, types)
            joined = left.join(right.hint("broadcast"), expr(_HOLDS), "left")
        return nw.from_native(joined)  # type: ignore[no-any-return]

    def _table_in_duckdb(
        self, lines: Sequence[Sequence[Any]], schema: Mapping[str, str]
    ) -> Any:
        """A table on the user's own connection, which alone can be joined with the frame."""
        duckdb = nw.get_native_namespace(self.frame)

        def cells(place: int) -> Any:
            # One text, since to read a list of constants takes longer than to use it.
            text = _END.join(_text(line[place]) for line in lines)
            given = map(duckdb.ConstantExpression, (text, _END))
            return duckdb.FunctionExpression(
                "unnest", duckdb.FunctionExpression("string_split", *given)
            )

        one = self.frame.head(0).select(nw.len()).to_native()
        texts = one.select(*(cells(n).alias(name) for n, name in enumerate(schema)))
        typed = (f"nullif({name}, '')::{its} as {name}" for name, its in schema.items())
        return texts.project(", ".join(typed)).set_alias("stretches")

    @property
    def _key(self) -> tuple[nw.Expr, nw.Expr]:
        """The name and the day of each row, as they are compared."""
        day = nw.col(self.on)
        # An engine may have days that Python has not.
        known = nw.when(~day.is_null()).then(day.clip(None, date.max))
        return self._name.alias(_NAME), known.alias(_DAY)

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
        """The different names, each with its last day."""
        # What is early is never the last.
        late = nw.col(_DAY).clip(_EARLY)
        both = self.frame.select(*self._key).with_columns(late)
        return both.group_by(_NAME).agg(nw.col(_DAY).max()).collect()


def _text(value: Any) -> str:
    """A value in a text; nothing for None."""
    return "" if value is None else str(value)


def _stretches(rows: Mapping[str, Timeline[NewValues]]) -> Iterator[tuple[Any, ...]]:
    """A name, the first and the last day of a stretch, and what holds in it."""
    for name, timeline in rows.items():
        for each in timeline.segments():
            first, last = each.span.first_day, each.span.last_day
            yield name, first, last or date.max, *each.value
