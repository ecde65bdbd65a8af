"""A million rows of states and days: ours, and what a user would write by hand.

Each library comes in when its contender is prepared, so who is not installed is told
where its time would stand. Rows come in no order of states or days.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import csto_membership as cm
from csto_membership.exchange import annotate

if TYPE_CHECKING:
    import polars as pl

ROWS = 1_000_000
ASK = {"state": "state", "on": "day", "beyond": "ignore"}
UNSEEN = {**ASK, "unknown": "null"}
MORE = {"status": True, "since": True}


@cache
def rows(alliance: cm.Alliance) -> pl.DataFrame:
    """States by alpha-3 code and days, from two years before the first turn on."""
    import numpy as np  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    chance = np.random.default_rng(random.Random(4).randrange(2**32))
    codes = np.array([state.alpha_3 for state in alliance.record.parties])
    first = min(day for _, day, its in turns(alliance) if day != date.min and its)
    last = min(alliance.horizon, date(2026, 1, 1))
    span = np.datetime64(first) - 730, np.datetime64(last)
    days = chance.integers(*(day.astype(int) for day in span), ROWS)
    return pl.DataFrame(
        {
            "n": np.arange(ROWS),
            "state": codes[chance.integers(0, len(codes), ROWS)],
            "day": days.astype("datetime64[D]"),
        }
    )


def turns(alliance: cm.Alliance) -> Iterable[tuple[str, date, str | None]]:
    """What holds of each state from which day on; None where it was not a state."""
    for state in alliance.record.parties:
        days = alliance.days_of(state, absent="ignore")
        for day in {date.min, *alliance.change_days_of(state)}:
            there = (
                alliance.status(state, day, beyond="ignore") is not cm.Status.NO_STATE
            )
            yield state.alpha_3, day, days.answer(day).value if there else None


def table(alliance: cm.Alliance) -> pl.DataFrame:
    """The same as a frame, sorted by day."""
    import polars as pl  # noqa: PLC0415

    schema = ["state", "day", "member"]
    return pl.DataFrame(list(turns(alliance)), schema, orient="row").sort("day")


# -- by hand --------------------------------------------------------------


def polars_by_hand(alliance: cm.Alliance) -> Callable[[], Any]:
    """Polars: join_asof wants the days sorted, so the order is restored after it."""
    frame, known = rows(alliance), table(alliance)
    return lambda: (
        frame.with_row_index("row")
        .sort("day")
        .join_asof(known, on="day", by="state", check_sortedness=False)
        .sort("row")
        .drop("row")
    )


def pandas_by_hand(alliance: cm.Alliance) -> Callable[[], Any]:
    """Pandas: the same with merge_asof."""
    import pandas as pd  # noqa: PLC0415

    frame, known = _pandas(rows(alliance)), _pandas(table(alliance))
    return lambda: pd.merge_asof(
        frame.sort_values("day"), known, on="day", by="state"
    ).sort_values("n", ignore_index=True)


def duckdb_by_hand(alliance: cm.Alliance) -> Callable[[], Any]:
    """DuckDB: the same with ASOF JOIN."""
    import duckdb  # noqa: PLC0415

    connection = duckdb.connect()
    connection.register("asked", rows(alliance).to_arrow())
    connection.register("known", table(alliance).to_arrow())
    query = """select asked.*, member from asked asof join known
        on asked.state = known.state and asked.day >= known.day order by n"""
    return lambda: connection.sql(query).to_arrow_table()


# -- ours -----------------------------------------------------------------


def _polars(frame: pl.DataFrame) -> Any:
    return frame


def _pandas(frame: pl.DataFrame) -> Any:
    taken = frame.to_pandas()
    taken["day"] = taken["day"].astype("datetime64[us]")
    return taken


def _arrow(frame: pl.DataFrame) -> Any:
    return frame.to_arrow()


def _lazy(frame: pl.DataFrame) -> Any:
    return frame.lazy()


def _relation(frame: pl.DataFrame) -> Any:
    import duckdb  # noqa: PLC0415

    connection = duckdb.connect()
    connection.register("asked", frame.to_arrow())
    return connection.table("asked")


def ours(
    alliance: cm.Alliance,
    make: Callable[[pl.DataFrame], Any],
    finish: Callable[[Any], Any],
    **ask: Any,
) -> Callable[[], Any]:
    """Our call, up to the values."""
    frame = make(rows(alliance))
    annotate(
        frame, alliance=alliance, **UNSEEN
    )  # the first question replays the record
    return lambda: finish(annotate(frame, alliance=alliance, **ask))


def plain(frame: Any) -> int:
    """The answers in the order of the rows: DuckDB gives them in any, pandas NaN for None."""
    columns = (frame[name] for name in ("n", "member"))
    rows, found = (
        c.to_pylist() if hasattr(c, "to_pylist") else c.to_list() for c in columns
    )
    known = (each if isinstance(each, str) else None for each in found)
    return hash(tuple(sorted(zip(rows, known, strict=True), key=itemgetter(0))))


def ways(alliance: cm.Alliance) -> Iterable[tuple[str, Callable[[], Any]]]:
    """Who annotates the rows; the first is what the others are held against."""
    our = partial(ours, alliance)
    yield "Polars join_asof, by hand", partial(polars_by_hand, alliance)
    yield "  annotate, Polars", partial(our, _polars, _polars, **ASK)
    yield "  annotate, PyArrow", partial(our, _arrow, _polars, **ASK)
    yield "  annotate, pandas", partial(our, _pandas, _polars, **ASK)
    yield "  annotate, lazy Polars", partial(our, _lazy, lambda f: f.collect(), **ASK)
    yield (
        "    lazy Polars, not looked at",
        partial(our, _lazy, lambda f: f.collect(), **UNSEEN),
    )
    yield (
        "    lazy Polars, with status and since",
        partial(our, _lazy, lambda f: f.collect(), **ASK, **MORE),
    )
    yield (
        "  annotate, DuckDB",
        partial(our, _relation, lambda f: f.to_arrow_table(), **ASK),
    )
    yield (
        "    DuckDB, not looked at",
        partial(our, _relation, lambda f: f.to_arrow_table(), **UNSEEN),
    )
    yield (
        "    DuckDB, with status and since",
        partial(our, _relation, lambda f: f.to_arrow_table(), **ASK, **MORE),
    )
    yield (
        "    DuckDB, not looked at, with status and since",
        partial(our, _relation, lambda f: f.to_arrow_table(), **UNSEEN, **MORE),
    )
    yield "pandas merge_asof, by hand", partial(pandas_by_hand, alliance)
    yield "DuckDB ASOF JOIN, by hand", partial(duckdb_by_hand, alliance)
