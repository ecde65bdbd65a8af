"""Progress: how far a long export is, told on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TextIO, TypeVar

import attrs

from csto_membership.exchange.tables.table import Table

__all__ = ["Progress", "watched"]

_Row = TypeVar("_Row")


@attrs.frozen
class Progress:
    """Tells how many rows are done, once the work has taken some time.

    Attributes:
        total: How many rows there are, where that is known.
        stream: Where it is told, if that is a terminal.
        clock: The time in seconds.
        patience: After how many seconds it is first told.
        often: How many seconds lie between two times at least.
    """

    total: int | None = None
    # To Python a closed stream is none.
    stream: TextIO = attrs.field(factory=lambda: sys.stderr or StringIO())
    clock: Callable[[], float] = time.monotonic
    patience: float = 2.0
    often: float = 0.2

    def follow(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """The rows, as they come; the line is wiped out in the end."""
        if not self.stream.isatty():
            yield from rows
            return
        due = self.clock() + self.patience
        width = 0
        try:
            for done, row in enumerate(rows, start=1):
                yield row
                now = self.clock()
                if now >= due:
                    line = self._line(done)
                    width = max(width, len(line))
                    self._tell(line.ljust(width))
                    due = now + self.often
        finally:
            if width:
                self._tell(" " * width + "\r")

    def _line(self, done: int) -> str:
        if not self.total:
            return f"{done:,} rows"
        return f"{done:,} of {self.total:,} rows ({done / self.total:.0%})"

    def _tell(self, line: str) -> None:
        self.stream.write(f"\r{line}")
        self.stream.flush()


def watched(table: Table) -> Table:
    """The same table, that tells how far it is while its rows are made."""
    progress = Progress(table.count)
    return attrs.evolve(table, rows=lambda: progress.follow(table))
