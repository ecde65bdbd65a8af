"""How Spark's time grows with the rows, bare and annotated: `python spark.py [ROWS ...]`.

Every row is computed and none is kept (Spark's `noop` format), on the two cores of one
machine. What annotating costs is the difference.
"""

from __future__ import annotations

import statistics
import sys
from time import perf_counter
from typing import Any

from pyspark.sql import SparkSession

from csto_membership.exchange import annotate

ROUNDS = 3
STATES = "'UZB', 'RUS', 'KAZ', 'GEO', 'ARM', 'Belarus', 'UA', 'TJ'"


def session() -> Any:
    """A Spark of its own, on two cores."""
    return (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )


def seconds(frame: Any) -> float:
    """The median of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = perf_counter()
        frame.write.format("noop").mode("overwrite").save()
        found.append(perf_counter() - start)
    return statistics.median(found)


def main(sizes: list[int]) -> None:
    """Print one line for each number of rows."""
    spark = session()
    spark.sparkContext.setLogLevel("ERROR")
    sys.stdout.write(f"{'rows':>13}{'bare':>10}{'annotated':>11}{'with all':>10}\n")
    for size in sizes:
        bare = spark.range(size).selectExpr(
            f"element_at(array({STATES}), cast(id % 8 + 1 as int)) as state",
            "date_add(date'1991-01-01', cast(id % 12000 as int)) as day",
        )
        ask: dict[str, Any] = {"state": "state", "on": "day"}
        ask |= {"unknown": "null", "beyond": "ignore"}
        frames = [
            bare,
            annotate(bare, **ask),
            annotate(
                bare, definition=["joined", "party"], status=True, since=True, **ask
            ),
        ]
        told = [f"{seconds(frame):.2f} s" for frame in frames]
        sys.stdout.write(f"{size:>13,}{told[0]:>10}{told[1]:>11}{told[2]:>10}\n")
    spark.stop()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000_000, 10_000_000, 100_000_000])
