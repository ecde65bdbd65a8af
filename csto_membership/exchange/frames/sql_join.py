"""What engines of SQL do better by a join with one small table.

DuckDB and Spark find a text among many by a join only, and Spark compiles an expression
only as long as it is short. The table goes to where the rows are: none of them is
shuffled, added or lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from csto_membership.days import Timeline
from csto_membership.exchange.frames.lookup import NewColumn, NewValues

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["ON_THE_WAY", "answered_in_spark", "numbered_in_duckdb"]

ON_THE_WAY = "__annotate_"
"""How the names of columns begin that are made and left out again."""
_NAME, _DAY, _OF, _FIRST, _LAST = _MADE = tuple(
    f"{ON_THE_WAY}{name}" for name in ("name", "day", "of", "first_day", "last_day")
)
_END = "\x01"  # stands in no name; a line's end does in one with spaces around it


def numbered_in_duckdb(
    frame: nw.LazyFrame[Any], name: nw.Expr, numbers: Mapping[str, int], column: str
) -> nw.LazyFrame[Any]:
    """The frame with a column for the number of each name; null where it has none."""
    import narwhals as nw  # noqa: PLC0415

    duckdb = nw.get_native_namespace(frame)

    def lines(items: Iterable[Any]) -> Any:
        # One text, since to read a list of constants takes longer than to use it.
        text = duckdb.ConstantExpression(_END.join(map(str, items)))
        end = duckdb.ConstantExpression(_END)
        split = duckdb.FunctionExpression("string_split", text, end)
        return duckdb.FunctionExpression("unnest", split)

    # One row of the user's own connection, which alone can be joined with the frame.
    one = frame.head(0).select(nw.len()).to_native()
    parts = lines(numbers).alias(_NAME), lines(numbers.values()).alias(column)
    table = nw.from_native(one.select(*parts))
    table = table.with_columns(nw.col(column).cast(nw.Int32))
    named = frame.with_columns(name.alias(_NAME))
    return named.join(table, on=_NAME, how="left").drop(_NAME)


def answered_in_spark(
    frame: nw.LazyFrame[Any],
    key: tuple[nw.Expr, nw.Expr],
    rows: Mapping[str, Timeline[NewValues]],
    columns: Sequence[NewColumn],
) -> nw.LazyFrame[Any]:
    """The frame with the new columns; null where a name has no rows.

    Args:
        frame: The frame.
        key: The name and the day of each row.
        rows: What holds of the state of each name, day by day.
        columns: The new columns.
    """
    import narwhals as nw  # noqa: PLC0415

    name, day = key
    made = [f"{ON_THE_WAY}{place}" for place in range(len(columns))]
    types = ["date" if column.holds_days else "string" for column in columns]
    each = zip([*_MADE[2:], *made], ["string", "date", "date", *types], strict=True)
    left = frame.with_columns(name.alias(_NAME), day.alias(_DAY)).to_native()
    right = left.sparkSession.createDataFrame(
        list(_stretches(rows)), ", ".join(map(" ".join, each))
    ).hint("broadcast")
    is_then = left[_DAY].between(right[_FIRST], right[_LAST])
    joined = left.join(right, (left[_NAME] == right[_OF]) & is_then, "left")
    answered: nw.LazyFrame[Any] = nw.from_native(joined)
    names = zip(made, columns, strict=True)
    new = (nw.col(its).alias(column.name) for its, column in names)
    return answered.with_columns(new).drop(*_MADE, *made)


def _stretches(rows: Mapping[str, Timeline[NewValues]]) -> Iterator[tuple[Any, ...]]:
    """A name, the first and the last day of a stretch, and what holds in it."""
    for name, timeline in rows.items():
        for each in timeline.segments():
            first, last = each.span.first_day, each.span.last_day
            yield name, first or date.min, last or date.max, *each.value
