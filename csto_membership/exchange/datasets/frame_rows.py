"""The rows of data frames, with cells as files have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from csto_membership.errors import MissingExtraError, WrongTypeError

Cells = tuple[str, list[str]]
"""The place of a row, and its cells."""


def lines_of_frame(frame: Any) -> Iterator[Cells]:
    """The names of the columns of a data frame, and its rows, from 1 on.

    Raises:
        MissingExtraError: Narwhals is not installed.
        WrongTypeError: It is no data frame that is loaded.
    """
    try:
        import narwhals as nw  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError(error.name or "narwhals", "frames") from error
    try:
        table = nw.from_native(frame, eager_only=True)
    except TypeError:
        msg = (
            f"a {type(frame).__name__} is no data frame that is read here; pass one of "
            "pandas, Polars or PyArrow, with collect() if it is lazy"
        )
        raise WrongTypeError(msg) from None
    yield "columns", [str(name) for name in table.columns]
    for n, row in enumerate(table.iter_rows(), 1):
        yield f"row {n}", [_text(value) for value in row]


def _text(value: object) -> str:
    """A cell of a data frame as a file has it."""
    if type(value) is int or type(value) is str:
        return str(value)
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
