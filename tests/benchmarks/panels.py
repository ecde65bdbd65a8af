"""Panels of the whole world: ours, and what a user would write by hand.

The peers start from ready rows for each state and year, which they only have to join,
copy or write. An invented body has 199 states with two spells each, so that hardly any
pair has nothing to say.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from peers import Spans

import csto_membership as cm
from csto_membership.exchange import Table, dyad_years, state_years

YEARS = range(1946, 2026)
DURING = "1946/2025"
HOW: dict[str, Any] = {"during": DURING, "absent": "ignore", "beyond": "ignore"}
_KEYS = ["alpha_3", "year"]
WEAKER = ("neutrality", "nonaggression", "consultation", "offence")


def invented_spells() -> dict[str, Spans]:
    """Two spells for each of 199 states; none begins in the year in which one ends."""
    chance = random.Random(7)
    spells = {}
    for n in range(199):
        years = sorted(chance.sample(YEARS[1:-1], 4))
        days = [date(y, chance.randint(1, 12), chance.randint(1, 28)) for y in years]
        spells[f"X{chr(65 + n // 26)}{chr(65 + n % 26)}"] = [
            (days[0], days[1]),
            (days[2], days[3]),
        ]
    return spells


def states_of(alliance: cm.Alliance) -> list[cm.State]:
    """The states that a list numbers; all of an invented body."""
    if alliance.record.id == "invented":
        return list(alliance.record.states)
    return [state for state in cm.states() if state.cow is not None]


def dyads(*alliances: cm.Alliance) -> Table:
    """The table of pairs."""
    return dyad_years(*alliances, states=states_of(alliances[0]), **HOW)


def years(*alliances: cm.Alliance) -> Table:
    """The table of states."""
    return state_years(*alliances, states=states_of(alliances[0]), **HOW)


# -- by hand --------------------------------------------------------------


@cache
def _inputs(alliance: cm.Alliance) -> tuple[Any, Any]:
    """The states, and what holds of each of them in each year, as frames of Polars."""

    of_state = ["state", "alpha_3", "cow", "gw"]
    of_year = [*_KEYS, "state_exists", "member", "first_day", "last_day"]
    table = years(alliance)
    states = table.select(*of_state).to_frame("polars").unique(maintain_order=True)
    if alliance.record.id != "invented":
        states = states.unique("alpha_3", keep="last").sort("cow")
    known = table.select(*of_year).to_frame("polars")
    return states, known.rename({"state_exists": "exists"})


def frame_by_hand(alliance: cm.Alliance) -> Callable[[], Any]:
    """Polars: all pairs in all years, joined with what holds of either state."""
    import polars as pl  # noqa: PLC0415

    states, known = _inputs(alliance)
    states = states.with_row_index("place")
    spans = pl.DataFrame({"year": list(YEARS)})
    one, other = (
        (
            states.rename(lambda name, n=n: f"{name}_{n}"),
            known.rename(lambda name, n=n: name if name == "year" else f"{name}_{n}"),
        )
        for n in (1, 2)
    )
    col, lit = pl.col, pl.lit
    exist = col("exists_1") * col("exists_2")
    first = pl.max_horizontal("first_day_1", "first_day_2")
    last = pl.min_horizontal("last_day_1", "last_day_2")
    both = (col("member_1") * col("member_2") == 1) & (first <= last)
    together = pl.when(exist != 0).then(both.cast(pl.Int64))

    unowed = pl.when(together == 0).then(0)

    def make() -> Any:
        pairs = one[0].join(other[0], how="cross")
        rows = pairs.filter(col("place_1") < col("place_2")).join(spans, how="cross")
        for n, (_, known) in enumerate((one, other), start=1):
            rows = rows.join(known, on=[f"alpha_3_{n}", "year"], how="left")
        return rows.select(
            lit(alliance.record.id).alias("alliance"),
            lit(alliance.definition.name).alias("definition"),
            lit("any_day").alias("rule"),
            *("state_1", "alpha_3_1", "cow_1", "gw_1"),
            *("state_2", "alpha_3_2", "cow_2", "gw_2"),
            "year",
            exist.alias("states_exist"),
            pl.when(together == 1).then(lit("defence")).alias("obligation"),
            together.alias("defence"),
            *(unowed.alias(each) for each in WEAKER),
            together.alias("together"),
            together.alias("together_min"),
            together.alias("together_max"),
            pl.when(exist == 0).then(lit("not_a_state")).alias("together_why"),
            pl.when(together == 1).then(first).alias("first_day"),
            pl.when(together == 1).then(last).alias("last_day"),
        )

    return make


def _rows(table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """As many rows as a table has, in parts that are there; they are the same rows."""
    some = [tuple(row.values()) for row in islice(table, 1000)]
    whole, rest = divmod(table.count, len(some))
    return chain(repeat(some, whole), [some[:rest]])


def dicts_by_hand(table: Table) -> Callable[[], int]:
    """A bare loop: as many dicts of as many keys, of cells that are there."""
    # The dict is written out, since no other way to make one is faster.
    lines = f"""def make(parts):
        count = 0
        for rows in parts:
            for {", ".join(table.names)} in rows:
                row = {{{", ".join(f"{name!r}: {name}" for name in table.names)}}}
                count += 1
        return count
    """
    scope: dict[str, Any] = {}
    exec(lines, scope)  # noqa: S102 - it is ours
    return lambda: scope["make"](_rows(table))


def csv_by_hand(table: Table, path: Path) -> Callable[[], int]:
    """`csv.writer` on rows that are there."""

    def write() -> int:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(table.names)
            for rows in _rows(table):
                writer.writerows(rows)
        return table.count

    return write


# -- what does the work ---------------------------------------------------


def frames(alliance: cm.Alliance) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Who makes a data frame; the first is what the others are held against."""
    yield "Polars, a cross join and two joins", frame_by_hand(alliance)
    for backend in ("polars", "pandas", "pyarrow"):
        yield f"  dyad_years, {backend}", partial(_frame, backend, alliance)


def _frame(backend: str, *alliances: cm.Alliance) -> Any:
    return dyads(*alliances).to_frame(backend)


def rows(
    make: Callable[[], Table], name: str
) -> Iterator[tuple[str, Callable[[], int]]]:
    """Who goes through the rows, and keeps none."""
    yield "bare dicts", dicts_by_hand(make())
    yield f"  {name}", lambda: sum(1 for _ in make())


def files(alliance: cm.Alliance) -> Iterator[tuple[str, Callable[[], int]]]:
    """Who writes the rows to a file."""
    path = Path(tempfile.mkdtemp()) / "table.csv"

    def ours() -> int:
        table = dyads(alliance)
        table.to_csv(path)
        return table.count

    yield "csv.writer, ready rows", csv_by_hand(dyads(alliance), path)
    yield "  dyad_years, to_csv", ours


def together(frame: Any) -> Any:
    """What a frame says of pairs that were members together; its columns; its size."""
    names = ("alpha_3_1", "alpha_3_2", "year", "first_day", "last_day", "together")
    lists = (
        column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
        for column in map(frame.__getitem__, names)
    )
    both = [row[:5] for row in zip(*lists, strict=True) if row[5] == 1]
    found = {(*row[:3], *(str(day)[:10] for day in row[3:])) for row in both}
    columns = getattr(frame, "column_names", frame.columns)
    return list(columns), frame.shape, found
