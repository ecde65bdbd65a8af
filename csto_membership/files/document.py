"""One data file as a table, from its path, its text or a mapping."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from os import PathLike
from typing import Any, NamedTuple

from csto_membership.errors import MISSING, DataError, WrongTypeError
from csto_membership.files.readers import Place

LARGEST = 1_000_000
"""The most characters of a file; the largest of the package has a tenth of that."""


class Document(NamedTuple):
    """The table of a data file, and its place."""

    table: dict[str, Any]
    at: Place


def document(what: str | PathLike[str] | Mapping[str, Any]) -> Document:
    """Read a data file.

    Args:
        what: Its path; or its text, which has several lines; or a mapping such as
            `tomllib` makes, where days may be ISO text.

    Raises:
        DataError: It cannot be read, is not TOML, or is too large.
        WrongTypeError: It is none of these.
    """
    if isinstance(what, Mapping):
        at = Place("mapping", [])
        return Document(_plain_table(what, at), at)
    if isinstance(what, str) and "\n" in what:
        at = Place("text", [])
        return Document(parsed(what, at), at)
    if not isinstance(what, str | PathLike):
        msg = (
            f"{what!r} is of type {type(what).__name__}, not a data file; pass its path, its "
            "text or the mapping that it makes"
        )
        raise WrongTypeError(msg)
    name = os.fsdecode(what)
    at = Place(os.path.basename(name) or name, [])
    return Document(parsed(text_of(name, at), at), at)


def text_of(name: str, at: Place) -> str:
    """The text of the file of this name.

    Raises:
        DataError: It cannot be read.
    """
    try:
        with open(
            name, encoding="utf-8-sig"
        ) as file:  # Windows may begin a file with a mark
            return file.read(LARGEST + 1)
    except OSError as error:
        at.fault(name, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        at.fault(error.object[error.start : error.end], "is not UTF-8 text")
    except ValueError as error:  # a null character, in the name
        at.fault(name, f"cannot be read: {error}")
    raise DataError(at.problems)


def parsed(text: str, at: Place) -> dict[str, Any]:
    """The table that a text makes.

    Raises:
        DataError: It is not TOML, or is too large.
    """
    if len(text) > LARGEST:
        shown = f"{text[:20]}..."
        at.fault(shown, f"is too large: a record has at most {LARGEST:,} characters")
        raise DataError(at.problems)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not TOMLDecodeError alone: the parser also raises errors of Python itself.
        at.fault(MISSING, f"is not TOML: {error}")
        raise DataError(at.problems) from None


def _plain_table(what: Mapping[str, Any], at: Place) -> dict[str, Any]:
    try:
        return _plain(what)  # type: ignore[no-any-return]
    except RecursionError:
        at.fault(MISSING, "is nested too deeply, or contains itself")
        raise DataError(at.problems) from None


def _plain(value: Any) -> Any:
    """The value, with dictionaries for mappings and lists for tuples."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return value
