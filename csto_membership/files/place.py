"""Where a value stands in a data file, and the faults found there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from csto_membership.errors import (
    MISSING,
    MOST_PROBLEMS,
    UNREADABLE,
    DataError,
    Problem,
    UnreadableError,
    as_path,
)
from csto_membership.record.instrument import Instrument
from csto_membership.record.source import Source
from csto_membership.record.state import States
from csto_membership.text_files import read_text


class Known(NamedTuple):
    """What the tables of a data file may name."""

    states: States = States(())
    sources: Mapping[str, Source] = {}
    instruments: Mapping[str, Instrument] = {}
    """The instruments by id; MISSING for one at fault."""
    events: Mapping[str, int] = {}
    """The places of the events in the file, by id."""
    definitions: Collection[str] = ()
    """The names of the definitions of membership."""


_NOTHING = Known()


class Place(NamedTuple):
    """A place in a data file, which collects the faults found there and below."""

    file: str
    problems: list[Problem]
    within: Place | None = None
    name: str | int = ""
    """The key in a table, or the number in a list."""
    known: Known = _NOTHING

    def key(self, name: str | int) -> Place:
        """The place of a key of this table, or of an item of this list, from 0."""
        return Place(self.file, self.problems, self, name, self.known)

    @property
    def path(self) -> str:
        """The keys that lead to it from the top; only faults need it."""
        if self.within is None:
            return ""
        path = self.within.path
        if isinstance(self.name, int):
            return f"{path}[{self.name}]"
        return f"{path}.{self.name}" if path else self.name

    def fault(self, value: object, expected: str) -> Any:
        """Note a fault here, and return `MISSING`.

        Raises:
            DataError: There are more than anybody reads.
        """
        self.problems.append(Problem(self.file, self.path, value, expected))
        if len(self.problems) > MOST_PROBLEMS:
            raise DataError(self.problems)
        return MISSING


def text_of(path: str, at: Place, *, links: bool = True) -> str:
    """The text of a file, whose fault is noted at its place.

    Args:
        path: The file.
        at: Its place.
        links: Whether it may be a link. In a folder none is read, since it may lead to
            any file of the reader, and faults would print what is in that.

    Raises:
        UnreadableError: It cannot be read.
    """
    try:
        return read_text(as_path(path), links=links)
    except OSError as error:
        raise unreadable(path, at, error) from error
    except UnicodeDecodeError as error:
        odd = error.object[error.start : error.end]
        line = error.object.count(b"\n", 0, error.start) + 1
        at.fault(odd, f"{UNREADABLE}: it is not UTF-8 text, in line {line}")
        raise UnreadableError(at.problems, path) from error


def unreadable(path: str, at: Place, error: OSError) -> UnreadableError:
    """The error about a file that cannot be read, whose fault is noted at its place."""
    at.fault(path, f"{UNREADABLE}: {error.strerror or error}")
    return UnreadableError(at.problems, path, error.errno)
