"""Rows in runs: consecutive rows that have most of their cells in common.

A panel has millions of rows and few different things to say. So it is made of runs, and
records, CSV and data frames are made from these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

RowValues = dict[str, Any]


class RowRun(NamedTuple):
    """Consecutive rows.

    Attributes:
        shared: The cells that all of the rows have, in parts. Other runs may share a
            part: then it is the same object there.
        own: The cells of each row; they come before the shared ones.
    """

    shared: Sequence[RowValues]
    own: Sequence[RowValues]

    def cells(self) -> RowValues:
        """The cells that all of the rows have."""
        return {name: cell for part in self.shared for name, cell in part.items()}


_NO_CELLS: RowValues = {}
_ONE_ROW = (_NO_CELLS,)


def as_run(row: RowValues | RowRun) -> RowRun:
    """A row as a run."""
    return row if isinstance(row, RowRun) else RowRun((row,), _ONE_ROW)


def records(runs: Iterable[RowRun], names: Sequence[str]) -> Iterator[RowValues]:
    """The rows of some runs one by one, with these cells in this order."""
    chosen: dict[int, tuple[object, list[RowValues]]] = {}
    empty, known = dict.fromkeys(names), frozenset(names)
    for shared, own in runs:
        cells = empty.copy()
        for part in shared:
            cells |= part
        if cells.keys() != known:
            cells = {name: cells[name] for name in names}
        if (kept := chosen.get(id(own))) is None:
            # The runs are kept too, so that no other gets the same id.
            rows = [{n: v for n, v in row.items() if n in known} for row in own]
            kept = chosen[id(own)] = own, rows
        for row in kept[1]:
            yield cells | row


def changed(
    runs: Iterable[RowRun], change: Callable[[RowValues], RowValues]
) -> Iterator[RowRun]:
    """Some runs with all cells changed; what they share is changed once."""
    done: dict[int, tuple[object, Any]] = {}

    def change_all(parts: Sequence[RowValues]) -> tuple[RowValues, ...]:
        return tuple(once(part, change) for part in parts)

    def once(what: Any, how: Callable[[Any], Any]) -> Any:
        if id(what) not in done:
            done[id(what)] = what, how(what)
        return done[id(what)][1]

    for shared, own in runs:
        yield RowRun(change_all(shared), once(own, change_all))


class ColumnValues(NamedTuple):
    """The values of a column: those that differ, and which of them each row has."""

    different: list[Any]
    places: np.ndarray


def column_values(
    runs: Iterable[RowRun], names: Iterable[str]
) -> Iterator[ColumnValues]:
    """The columns of some runs, by their names."""
    layers = _layers(list(runs))
    return (_of_layers(name, layers) for name in names)


_Layer = tuple[Sequence[RowValues], "np.ndarray"]
"""Groups of cells that differ, and which of them each row has."""


def _layers(runs: Sequence[RowRun]) -> list[_Layer]:
    """The parts of some runs: first those that are shared, then each row's own cells."""
    import numpy as np  # noqa: PLC0415 - only who makes a data frame needs it

    lengths = np.fromiter((len(run.own) for run in runs), np.intp, len(runs))
    layers: list[_Layer] = []
    for parts in zip_longest(*(run.shared for run in runs), fillvalue=_NO_CELLS):
        found, places = _numbered(parts)
        layers.append((found, np.repeat(places, lengths)))
    groups, of_run = _numbered([run.own for run in runs])
    found, places = _numbered([*chain.from_iterable(groups)])
    # Of each run: how far its place in the chain is from that of its first row.
    starts = np.cumsum([0, *map(len, groups)], dtype=np.intp)[of_run]
    ahead = np.repeat(starts + lengths - np.cumsum(lengths), lengths)
    layers.append((found, places[np.arange(len(ahead)) + ahead]))
    return layers


def _numbered(objects: Sequence[Any]) -> tuple[list[Any], np.ndarray]:
    """The objects that differ, and the place of each one among these."""
    import numpy as np  # noqa: PLC0415

    ids = np.fromiter(map(id, objects), np.intp, len(objects))
    _, first, places = np.unique(ids, return_index=True, return_inverse=True)
    return [objects[place] for place in first.tolist()], places.astype(np.int32)


def _of_layers(name: str, layers: Sequence[_Layer]) -> ColumnValues:
    """A column; its cells are those of the last layer that has them."""
    import numpy as np  # noqa: PLC0415

    values, places = [None], np.zeros(len(layers[-1][1]), np.int32)
    for found, of_row in layers:
        has = [name in cells for cells in found]
        if found and all(has):
            values, places = [cells[name] for cells in found], of_row
        elif any(has):
            places = np.where(np.array(has)[of_row], of_row + len(values), places)
            values += [cells.get(name) for cells in found]
    used = np.bincount(places, minlength=len(values)) > 0
    if not used.all():
        values, places = [*compress(values, used)], (np.cumsum(used) - 1)[places]
    return ColumnValues(values, places)
