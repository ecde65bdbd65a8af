"""Frames that are computed later, as those of DuckDB, PySpark and lazy Polars are.

Polars numbers the names itself, and lets Python look up each part of the rows when it
computes them, in the same small table as for a frame that holds its values. DuckDB and
Spark join a table to the rows, with a line for each name and each period in which its
values stay the same.

If these periods are many, time is divided into equal parts too, so that a row is
compared with the few periods of its name in its own part of time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from importlib import import_module
from typing import Any

import attrs
import narwhals as nw

from csto_membership.days import DaySet, Timeline
from csto_membership.errors import (
    ColumnError,
    MembershipError,
    NotADayError,
    NotAStateError,
)
from csto_membership.exchange.frames.eager import (
    looked_at_in,
    not_a_year,
    refuse_clocks_and_counts,
)
from csto_membership.exchange.frames.lookup import NUMBERS_HINT, NewValues
from csto_membership.exchange.frames.lookup_table import NO_DAY, LookupTable, Names
from csto_membership.membership.year_rule import YearRule
from csto_membership.record.spelling import folded

_EARLY = date(1000, 1, 1)  # the first that PySpark writes with four digits
_MADE = "__annotate_"
"""How the names of columns begin that are made and left out again."""
_DAY, _ODD, _PART = (f"{_MADE}{name}" for name in ("day", "odd", "part"))
_OF, _FIRST, _LAST, _PART_OF, _LINES, _LINES_OF = (
    f"{_MADE}{name}" for name in ("of", "first", "last", "part_of", "lines", "lines_of")
)
_END = "\x01"  # is in no name
_FEW_STRETCHES = 8
"""Up to this many for each name, on average, all of them are compared with a row."""
_MOST_LINES = 200_000
"""The most lines of the small table, so that it needs little memory."""
_SHORT = 3  # as many letters as the longest codes have
_TYPES = {date: "date", int: "bigint", str: "string"}


@attrs.frozen(slots=False)
class LazyColumns:
    """The columns of a frame that are asked about.

    Attributes:
        frame: The frame.
        states: The name of the column of states, or of the two.
        on: The name of the column of days, or years.
        rule: When the days of a year make a member, if that column holds years.
        unseen: The names that may be in the one column, where the columns are not to be
            looked at; None where they may, which computes these columns once.
        numbers: Whether the columns of states may hold numbers of a list of states.
    """

    frame: nw.LazyFrame[Any]
    states: Sequence[str]
    on: str
    rule: YearRule | None = None
    unseen: Sequence[str] | None = None
    numbers: bool = False

    def __attrs_post_init__(self) -> None:
        schema = self.frame.collect_schema()
        for name in schema.names():
            if name.casefold().startswith(_MADE):
                msg = f"column {name!r} has a name that is made on the way; rename it"
                raise ColumnError(msg)
        for name in self.states:
            its = schema[name]
            named = isinstance(its, (nw.String, nw.Categorical, nw.Enum))
            if not named and not (self.numbers and its.is_numeric()):
                kind = "numbers" if self.numbers else "names or ISO codes such as 'UZB'"
                msg = f"column {name!r} holds {its}, not states; make it {kind}"
                raise NotAStateError(msg if self.numbers else f"{msg}; {NUMBERS_HINT}")
        days = schema[self.on]
        if self.rule is not None:
            if not days.is_numeric():
                msg = f"column {self.on!r} holds {days}, not years; make it numbers such as 1999"
                raise NotADayError(msg)
            return
        refuse_clocks_and_counts(days, self.on)
        if days != nw.Date:
            msg = (
                f"column {self.on!r} holds {days}, which may be days or not; this frame "
                "is computed later, so make it a column of dates first"
            )
            raise NotADayError(msg)

    # -- what is asked ----------------------------------------------------

    @property
    def names(self) -> Sequence[Sequence[Any]]:
        """For each column of states its different names, or all that it may hold."""
        each = zip(*self.groups, strict=True)
        return [list(dict.fromkeys(names)) for names in each] or [()] * len(self.states)

    @cached_property
    def groups(self) -> Sequence[Names]:
        """What the rows are about: the different names, or two of them."""
        if self.unseen is not None:
            return [(name,) for name in self.unseen]
        names = (row[: len(self.states)] for row in self._seen)
        return [each for each in names if None not in each]

    @property
    def last_day(self) -> date | None:
        """The last day in the column of days or years; None if none is seen."""
        if self.unseen is not None:
            return None
        days = (row[len(self.states)] for row in self._seen)
        last = max((day for day in days if day is not None), default=None)
        return last if last is None or self.rule is None else date(int(last), 12, 31)

    def days_of(self, names: Collection[Any]) -> dict[Any, DaySet]:
        """The days of all rows with one of some names, by name."""
        days: dict[Any, set[date]] = {}
        for its in self._names if names and self.unseen is None else ():
            both = self._asked.select(its, _DAY).filter(nw.col(its).is_in(list(names)))
            rows = both.filter(~nw.col(_DAY).is_null()).unique().collect()
            for name, day in rows.iter_rows():
                first = day if self.rule is None else date(int(day), 1, 1)
                days.setdefault(name, set()).add(first)
        return {name: looked_at_in(self.rule, its) for name, its in days.items()}

    @cached_property
    def _seen(self) -> Sequence[tuple[Any, ...]]:
        """The different names, each with its last day or year.

        Raises:
            NotADayError: A number is no year.
        """
        names = (_DAY,) if self.rule is None else (_DAY, _ODD)
        columns = [nw.col(name).max() for name in names]
        found = self._asked.group_by(self._names).agg(columns).collect().rows()
        odd = (row[-1] for row in found if self.rule is not None)
        for value in (each for each in odd if each is not None):
            raise NotADayError(not_a_year(value, self.on))
        return found

    @property
    def _asked(self) -> nw.LazyFrame[Any]:
        """The names of each row, its day or year, and what is no year."""
        if self.rule is None:
            day = nw.col(self.on)
            # An engine may have days that Python has not. Early ones are in no record.
            known = nw.when(~day.is_null()).then(day.clip(_EARLY, date.max))
            return self.frame.select(*self._named, known.alias(_DAY))
        is_year, value = self._is_year
        odd = nw.when(~is_year).then(value).alias(_ODD)
        return self.frame.select(*self._named, self._year, odd)

    @property
    def _is_year(self) -> tuple[nw.Expr, nw.Expr]:
        """Whether a row has a year, and what it has."""
        value = nw.col(self.on)
        is_float = self.frame.collect_schema()[self.on].is_float()
        if is_float:
            value = nw.when(~value.is_nan()).then(value)
        is_year = (value >= date.min.year) & (value <= date.max.year)
        return is_year & (value == value.round()), value

    @property
    def _year(self) -> nw.Expr:
        is_year, value = self._is_year
        return nw.when(is_year).then(value).alias(_DAY)

    @property
    def _names(self) -> list[str]:
        return [f"{_MADE}name{place}" for place in range(len(self.states))]

    @property
    def _written(self) -> Sequence[nw.Expr]:
        """The names as they are written."""
        schema = self.frame.collect_schema()
        each: list[nw.Expr] = []
        for made, column in zip(self._names, self.states, strict=True):
            name = nw.col(column).cast(nw.String)
            if schema[column].is_float():
                name = nw.when(~nw.col(column).is_nan()).then(name)
            if schema[column].is_numeric() and not schema[column].is_integer():
                name = name.str.replace_all(r"\.0+$", "")
            each.append(name.alias(made))
        return each

    @property
    def _named(self) -> Sequence[nw.Expr]:
        """The names as they are compared: as they are written, or plain where not seen."""
        if self.unseen is None:
            return self._written
        (name,) = self._written
        # In most names there is nothing to make even, and to look costs less.
        uneven = name.str.contains(r"^\s|\s$|-|_")
        bare = name.str.strip_chars().str.replace_all("-|_", " ")
        even = nw.when(uneven).then(bare).otherwise(name)
        short = name.str.len_chars() <= _SHORT
        plain = nw.when(short).then(name).otherwise(even).str.to_lowercase()
        return [plain.alias(*self._names)]

    # -- the answers ------------------------------------------------------

    def answered(self, table: LookupTable) -> nw.LazyFrame[Any]:
        """The frame with the columns of a table; null where names have no line."""
        if self.frame.implementation.is_polars():
            return self._answered_in_parts(table)
        made = [f"{_MADE}{place}" for place in range(len(table.columns))]
        types = {_LINES: "bigint"}
        types |= dict.fromkeys(
            (_FIRST, _LAST), "date" if self.rule is None else "bigint"
        )
        names = [(*name, line) for name, line in table.lines.items()]
        lines, parts = self._lines(table.timelines)
        if parts.number:
            types[_PART_OF] = "bigint"
        new = dict(zip(made, table.columns, strict=True))
        types |= {name: _TYPES[column.type] for name, column in new.items()}
        joined = self._joined(names, lines, types, parts)
        named = (nw.col(name).alias(column.name) for name, column in new.items())
        ours = [*self._names, *self._of, *types, _LINES_OF, _DAY, _PART]
        return joined.with_columns(*named).drop(ours, strict=False)

    def _lines(
        self, timelines: Sequence[Timeline[NewValues]]
    ) -> tuple[Sequence[Sequence[Any]], _Parts]:
        """The lines of the small table, and into what parts they divide time.

        A line begins with the place of its timeline.

        Raises:
            MembershipError: There would be too many lines.
        """
        parts = _Parts.of(
            [day for each in timelines for day in each.days], len(timelines)
        )
        count = sum(1 + (1 + (parts.number > 0)) * len(each.days) for each in timelines)
        if count > _MOST_LINES:
            msg = (
                f"the answers take about {count:,} lines, and more than {_MOST_LINES:,} "
                "are not joined; compute the frame first, as one of pandas, Polars or "
                "PyArrow"
            )
            raise MembershipError(msg)
        stretches = [
            (place, each.span.first_day, each.span.last_day, each.value)
            for place, timeline in enumerate(timelines)
            for each in timeline.segments()
        ]
        lines = [
            (
                place,
                *self._ends(first, last),
                *([part] if parts.number else []),
                *values,
            )
            for place, first, last, values in stretches
            for part in parts.between(first, last)
        ]
        return lines, parts

    def _ends(self, first: date | None, last: date | None) -> tuple[Any, Any]:
        """The first and the last day or year of a stretch, as an engine compares them."""
        if self.rule is not None:
            return (first or date.min).year, (last or date.max).year
        if self.frame.implementation.is_duckdb():  # it has days that Python has not
            return first or "-infinity", last or "infinity"
        return first or date.min, last or date.max

    def _answered_in_parts(self, table: LookupTable) -> nw.LazyFrame[Any]:
        """The frame with the new columns, by a call for each part that Polars computes."""
        pl = nw.get_native_namespace(self.frame)
        type_of = {date: pl.Date, int: pl.Int64, str: pl.String}
        types = {column.name: type_of[column.type] for column in table.columns}
        columns = zip(zip(*table.rows, strict=True), types.items(), strict=True)
        values = [pl.Series(name, its, dtype) for its, (name, dtype) in columns]
        names, lines = table.numbered
        places = {name: place for place, name in enumerate(names)}
        others = len(names)

        def numbered(part: Any) -> Any:
            different = part.unique()
            spelt = (None if n is None else folded(n) for n in different.to_list())
            found = [places.get(name, others) for name in spelt]
            # An empty part would stay one of text.
            return part.replace_strict(different, found).cast(pl.Int64)

        def answered(part: Any) -> Any:
            *of, days = (column.to_numpy() for column in part.struct.unnest())
            place = reduce(lambda one, other: one * (others + 1) + other, of)
            rows = pl.Series(table.rows_at(lines[place], days))
            return pl.DataFrame([each.gather(rows) for each in values]).to_struct()

        named = map(pl.col, self._names)
        if self.unseen is None:
            known = pl.Series(names, dtype=pl.String), pl.Series(range(others))
            of = [name.replace_strict(*known, default=others) for name in named]
        else:
            how: dict[str, Any] = {"return_dtype": pl.Int64, "is_elementwise": True}
            of = [name.map_batches(numbered, **how) for name in named]
        day = pl.col(_DAY)
        if self.rule:
            day = pl.date(day.cast(pl.Int32), 1, 1)
        day = day.to_physical().cast(pl.Int64).fill_null(NO_DAY)
        given = self._year if self.rule else nw.col(self.on).alias(_DAY)
        native = self.frame.with_columns(*self._written, given).to_native()
        new = pl.struct(*of, day).map_batches(
            answered, return_dtype=pl.Struct(types), is_elementwise=True
        )
        made = native.with_columns(new.alias(_DAY)).drop(self._names).unnest(_DAY)
        return nw.from_native(made)  # type: ignore[no-any-return]

    @property
    def _of(self) -> list[str]:
        return [f"{_OF}{place}" for place in range(len(self.states))]

    def _joined(
        self,
        names: Sequence[Sequence[Any]],
        lines: Sequence[Sequence[Any]],
        types: Mapping[str, str],
        parts: _Parts,
    ) -> nw.LazyFrame[Any]:
        """The frame joined with a small table of these names and lines."""
        years = [self._year] if self.rule else []
        left = self.frame.with_columns(*self._named, *years).to_native()
        in_duckdb = self.frame.implementation.is_duckdb()
        quote = '"' if in_duckdb else "`"
        day = f"{quote}{self.on.replace(quote, 2 * quote)}{quote}"
        when = _DAY if self.rule else day
        same = zip(self._names, self._of, strict=True)
        holds = [f"{name} = {of}" for name, of in same]
        holds.append(f"{when} between {_FIRST} and {_LAST}")
        if parts.number:
            holds.append(f"{_PART} = {_PART_OF}")
            part = f"{parts.in_sql(when, self.rule)} as {_PART}"
            if in_duckdb:
                left = left.project(f"*, {part}")
            else:
                left = left.selectExpr("*", part)
        of = dict.fromkeys(self._of, "string")
        if in_duckdb:
            # A row on the user's own connection, which alone can be joined with the frame.
            row = left.limit(0).aggregate("count(*)")
            named = self._table_in_duckdb(row, names, of | {_LINES_OF: "bigint"})
            right = named.set_alias("names").join(
                self._table_in_duckdb(row, lines, types), f"{_LINES_OF} = {_LINES}"
            )
            joined = left.join(right, " and ".join(holds), how="left")
        else:
            expr = import_module("pyspark.sql.functions").expr
            schema = ", ".join(map(" ".join, {**of, **types}.items()))
            of_place: dict[int, list[Sequence[Any]]] = {}
            for line in lines:
                of_place.setdefault(line[0], []).append(line)
            every = [
                (*name, *line) for *name, place in names for line in of_place[place]
            ]
            right = left.sparkSession.createDataFrame(every, schema)
            joined = left.join(
                right.hint("broadcast"), expr(" and ".join(holds)), "left"
            )
        return nw.from_native(joined)  # type: ignore[no-any-return]

    def _table_in_duckdb(
        self, row: Any, lines: Sequence[Sequence[Any]], schema: Mapping[str, str]
    ) -> Any:
        """A table with these lines, made out of one row."""
        duckdb = nw.get_native_namespace(self.frame)
        text, call = duckdb.ConstantExpression, duckdb.FunctionExpression

        def cells(place: int, name: str, its: str) -> Any:
            # One text, since to read a list of constants takes longer than to use it.
            values = text(_END.join(_text(line[place]) for line in lines))
            each = call("unnest", call("string_split", values, text(_END)))
            return call("nullif", each, text("")).cast(its).alias(name)

        return row.select(*(cells(n, *each) for n, each in enumerate(schema.items())))


@attrs.frozen
class _Parts:
    """Equal parts of time, so that a row is compared with the stretches of one part.

    Attributes:
        first: The first month of the first part; those before are a part of their own.
        width: How many months each part has.
        number: How many there are; 0 if time is not divided.
    """

    first: int = 0
    width: int = 1
    number: int = 0

    @classmethod
    def of(cls, changes: Sequence[date], names: int) -> _Parts:
        """As many as a name has stretches, on average; none if these are few."""
        number = len(changes) // max(names, 1)
        if number < _FEW_STRETCHES:
            return cls()
        first, last = _month(min(changes)), _month(max(changes))
        return cls(first, (last - first) // number + 1, number)

    def between(self, first: date | None, last: date | None) -> range:
        """The parts in which a stretch is."""
        return range(self._of(first or date.min), self._of(last or date.max) + 1)

    def _of(self, day: date) -> int:
        part = (_month(day) - self.first) // self.width
        return max(-1, min(part, self.number)) if self.number else 0

    def in_sql(self, when: str, rule: YearRule | None) -> str:
        """The part of a day, or of the first day of a year, in DuckDB and in Spark."""
        month = f"{when} * 12 + 1" if rule else f"year({when}) * 12 + month({when})"
        part = f"floor(({month} - {self.first}) / {self.width}e0)"
        return f"cast(greatest(-1, least({self.number}, {part})) as bigint)"


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _text(value: Any) -> str:
    """A value in a text; nothing for None."""
    return "" if value is None else str(value)
