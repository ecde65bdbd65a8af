"""From TOML to the record, reporting every fault of a file at once.

The result is either the whole record or a `DataError`, which lists each fault with its
file, its place, the value there and what was expected.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from os import PathLike
from typing import Any, NamedTuple

import attrs

from csto_membership.errors import (
    MISSING,
    WHOLE,
    DataError,
    Problem,
    WrongTypeError,
    shown,
    text_of_path,
)
from csto_membership.files.consistency import MOST_FILES, must_have_names_of_their_own
from csto_membership.files.defined import instrument, source, state
from csto_membership.files.place import Known, Place, text_of, unreadable
from csto_membership.files.readers import (
    TableFormat,
    by_id,
    is_list,
    is_table,
    read_table,
)
from csto_membership.files.schema import EVENTS, FILE
from csto_membership.files.state_tables import checked_sources, checked_states
from csto_membership.record.event import Event
from csto_membership.record.record import Record
from csto_membership.record.source import Source
from csto_membership.record.state import State, States
from csto_membership.text_files import LARGEST

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")
"""The folder of the data files of the package."""


# -- one file -------------------------------------------------------------------


class Document(NamedTuple):
    """The table of a data file, and its place."""

    table: dict[str, Any]
    at: Place


def document(
    what: str | PathLike[str] | Mapping[str, Any], *, links: bool = True
) -> Document:
    """Read a data file.

    Args:
        what: Its path; or its text, which has several lines; or a mapping such as
            `tomllib` makes, where days may be ISO text.
        links: Whether the path may be a link.

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
            f"{shown(what)} is of type {type(what).__name__}, not a data file; pass its path, its "
            "text or the mapping that it makes"
        )
        raise WrongTypeError(msg)
    name = text_of_path(what, "a data file")
    at = Place(os.path.basename(name) or name, [])
    return Document(parsed(text_of(name, at, links=links), at), at)


MOST_MARKS = 200_000
"""The most characters of a text by which a reader of TOML goes on to something else."""
_MARKS = "\n=,.[{#\\\"'"
MOST_DOTS = 6
"""So many dots in a key are refused: a reader of TOML loses its time with many."""
_DEEP_KEY = (
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"]*+"|'[^']*+')[ \t]*+\.[ \t]*+){{{MOST_DOTS}}}"""
)
_QUOTED = r""""(?:\\.|[^"\\])*+"?|'[^']*+'?"""


def _has_many_dots(line: str) -> bool:
    return line.count(".") >= MOST_DOTS


def parsed(text: str, at: Place) -> dict[str, Any]:
    """The table that a text makes.

    Raises:
        DataError: It is not TOML, is too large, or has too long a key.
    """
    if len(text) > LARGEST:
        shown = f"{text[:20]}..."
        at.fault(shown, f"is too large: a record has at most {LARGEST:,} characters")
        raise DataError(at.problems)
    if (marks := sum(map(text.count, _MARKS))) > MOST_MARKS:
        expected = (
            f"lines, values and parts of keys are too many; at most {MOST_MARKS:,}"
        )
        at.fault(marks, expected)
        raise DataError(at.problems)
    in_one_line = not re.search("\"{3}|'{3}", text)  # else a line may begin in a text
    for line in filter(_has_many_dots, text.split("\n")):
        bare = re.sub(_QUOTED, '""', line) if in_one_line else line
        if deep := re.search(_DEEP_KEY, bare):
            at.fault(deep[0], f"is a key with too many dots; at most {MOST_DOTS - 1}")
            raise DataError(at.problems)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not TOMLDecodeError alone: the parser also raises errors of Python itself.
        at.fault(WHOLE, f"is not TOML: {error}")
        raise DataError(at.problems) from None


def _plain_table(what: Mapping[str, Any], at: Place) -> dict[str, Any]:
    try:
        return _plain(what)  # type: ignore[no-any-return]
    except RecursionError:
        at.fault(WHOLE, "is nested too deeply, or contains itself")
        raise DataError(at.problems) from None


def _plain(value: Any) -> Any:
    """The value, with dictionaries for mappings and lists for tuples."""
    holder = value  # keeps its type, for pyright
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in holder.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in holder]
    return value


# -- the records and tables of files ---------------------------------------------


def read_states(path: str | PathLike[str]) -> States:
    """The states of a TOML file, which may not be a link.

    Raises:
        DataError: The file has faults.
    """
    table, at = document(path, links=False)
    states = _states(table, at)
    _raise(at)
    return States(states)


def read_sources(path: str | PathLike[str]) -> dict[str, Source]:
    """The sources of a TOML file, by id; it may not be a link.

    Raises:
        DataError: The file has faults.
    """
    table, at = document(path, links=False)
    sources = _sources(table, at, {})
    _raise(at)
    return dict(sources)


def read_record(
    what: str | PathLike[str] | Mapping[str, Any],
    states: States,
    sources: Mapping[str, Source],
    definitions: Collection[str],
) -> Record:
    """The record of one alliance.

    Args:
        what: The file: its path, its text, or the table that it makes.
        states: The states it may name, besides those of its own.
        sources: The sources it may cite, besides those of its own.
        definitions: The names of the definitions; its default is one of them.

    Raises:
        DataError: The file has faults; nothing is loaded.
    """
    return _record_of(document(what), states, sources, definitions)


def read_folder(
    folder: str | PathLike[str],
    states: States,
    sources: Mapping[str, Source],
    definitions: Collection[str],
) -> tuple[Record, ...]:
    """The records in a folder, in order of their files' names.

    Args:
        folder: The folder.
        states: The states that the records may name, if the folder has no `states.csv`
            or `states.toml`.
        sources: The sources that they may cite, if it has no `sources.csv` or
            `sources.toml`.
        definitions: The names of the definitions.

    Raises:
        DataError: A file has faults; nothing is loaded.
    """
    folder = text_of_path(folder, "a folder")
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise unreadable(folder, Place(folder, []), error) from error
    _must_be_small(folder, [name for name in names if name.endswith(".toml")])
    states, sources = _tables(folder, states, sources)
    records: list[Record] = []
    problems: list[Problem] = []
    for name in names:
        try:
            if name.endswith(".toml"):
                file = document(os.path.join(folder, name), links=False)
                if "alliance" in file.table:
                    record = _record_of(file, states, sources, definitions)
                    _must_be_new(record, records)
                    records.append(_with_context(record, folder, names))
        except DataError as error:
            problems += error.problems
    if not records and not problems:
        expected = "expected the record of an alliance, such as csto.toml"
        problems.append(Problem("*.toml", "", MISSING, expected))
    if problems:
        raise DataError(problems)
    return tuple(records)


CONTEXT = "-context.toml"
"""The end of the name of a file of context events, after the name of the record's file."""


def _must_be_small(folder: str | PathLike[str], names: Collection[str]) -> None:
    """Raise an error if the TOML files of a folder are more than anybody waits for."""
    paths = [os.path.join(folder, name) for name in names]
    found = {
        f"TOML files: a folder has at most {MOST_FILES}": len(paths) > MOST_FILES,
        f"TOML files: they have at most {LARGEST:,} bytes together": sum(
            os.path.getsize(path) for path in paths[:MOST_FILES] if os.path.isfile(path)
        )
        > LARGEST,
    }
    problems = [
        Problem("*.toml", "", len(paths), expected)
        for expected, is_too_much in found.items()
        if is_too_much
    ]
    if problems:
        raise DataError(problems)


def _must_be_new(record: Record, others: Iterable[Record]) -> None:
    for other in others:
        if other.id == record.id:
            expected = f"is the id of {other.file} too; choose another"
            raise DataError([Problem(record.file, "alliance.id", record.id, expected)])


def _states_in(folder: str, _sources: Collection[str] | None = None) -> States:
    return read_states(os.path.join(folder, "states.toml"))


def _sources_in(folder: str) -> Mapping[str, Source]:
    return read_sources(os.path.join(folder, "sources.toml"))


_READERS: dict[str, Callable[..., Any]] = {
    "states.csv": checked_states,
    "states.toml": _states_in,
    "sources.csv": checked_sources,
    "sources.toml": _sources_in,
}
"""What reads a file of a folder that is no record, but what records name."""


def _with_context(
    record: Record, folder: str | PathLike[str], names: Collection[str]
) -> Record:
    """The record with the context events of `csto-context.toml` beside `csto.toml`."""
    name = f"{record.file.removesuffix('.toml')}{CONTEXT}"
    if name not in names:
        return record
    events = read_context(os.path.join(folder, name), record, links=False)
    return attrs.evolve(record, read_context=partial(tuple, events))


def _tables(
    folder: str, states: States, sources: Mapping[str, Source]
) -> tuple[States, Mapping[str, Source]]:
    """The states and sources of a folder, whose faults are reported together."""
    problems: list[Problem] = []
    try:
        sources = _shared(folder, "sources", sources)
    except DataError as error:
        problems += error.problems
    try:
        states = _shared(folder, "states", states, None if problems else sources)
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(problems)
    return states, sources


def _shared(folder: str, what: str, usual: Any, *known: Any) -> Any:
    """The states or the sources of a folder; the usual ones if it has no table of them.

    What is `known` besides, they may name.
    """
    files = (f"{what}.csv", f"{what}.toml")
    found = [name for name in files if os.path.exists(os.path.join(folder, name))]
    if len(found) > 1:
        expected = f"{files[0]} is there too; keep one of the two"
        raise DataError([Problem(files[1], "", files[1], expected)])
    return _READERS[found[0]](folder, *known) if found else usual


def _raise(at: Place) -> None:
    if at.problems:
        raise DataError(at.problems)


def _states(table: object, at: Place, others: Iterable[State] = ()) -> list[State]:
    made = [s for s in by_id(table, at, state).values() if s is not MISSING]
    if made:
        must_have_names_of_their_own(made, at, others)
    return made


def _sources(
    table: object, at: Place, others: Mapping[str, Source]
) -> Mapping[str, Source]:
    own = table if is_table(table) else {}
    known = Known(sources=ChainMap(own, others))  # type: ignore[arg-type]
    made = by_id(table, at._replace(known=known), source)
    for key in made.keys() & others.keys():
        at.key(key).fault(key, "a source of the package has this id; choose another")
    # Nothing is ever written to it.
    return ChainMap(made, others) if made else others  # type: ignore[arg-type]


def _record_of(
    file: Document,
    states: States,
    sources: Mapping[str, Source],
    definitions: Collection[str],
) -> Record:
    table, at = file.table, file.at
    if "alliance" not in table and at.file.endswith(CONTEXT):
        whole = f"{at.file.removesuffix(CONTEXT)}.toml"
        expected = f"these are context events of {whole}; check their folder instead"
        at.key("alliance").fault(MISSING, expected)
        raise DataError(at.problems)
    own = _states(table.get("state", {}), at.key("state"), states)
    known = Known(
        States([*own, *states]) if own else states,
        _sources(table.get("source", {}), at.key("source"), sources),
        by_id(table.get("instrument", {}), at.key("instrument"), instrument),
        _numbered(table.get("event"), at.key("event")),
        definitions,
    )
    found = read_table(table, at._replace(known=known), FILE)
    if found is MISSING or at.problems:
        raise DataError(at.problems)
    about: dict[str, Any] = {
        "names": (),
        "default_definition": "joined",
        **found["alliance"],
    }
    return Record(
        **about,
        events=found["event"],
        rosters=found.get("roster", ()),
        instruments=known.instruments,
        states=known.states,
        known_sources=known.sources,
        file=at.file,
    )


def read_context(
    what: str | PathLike[str] | Mapping[str, Any],
    record: Record,
    *,
    links: bool = True,
) -> tuple[Event, ...]:
    """The context events of a record, which are in a file of their own.

    Args:
        what: The file: its path, its text, or the table that it makes.
        record: The record, whose states, sources and instruments they may name.
        links: Whether the path may be a link.

    Raises:
        DataError: The file has faults.
    """
    table, at = document(what, links=links)
    numbered = _numbered(table.get("event"), at.key("event"))
    for key in numbered.keys() & {event.id for event in record.events}:
        here = at.key("event").key(numbered[key]).key("id")
        here.fault(key, "is the id of an event of the record too; choose another")
    known = Known(record.states, record.known_sources, record.instruments, numbered)
    found = read_table(table, at._replace(known=known), _CONTEXT)
    _raise(at)
    return found["event"]  # type: ignore[no-any-return]


_CONTEXT = TableFormat("", "Context events.", {"event": EVENTS})


def _numbered(events: object, at: Place) -> dict[str, int]:
    """The ids of the events with their places in the list; a fault for a second use."""
    numbered: dict[str, int] = {}
    for n, event in enumerate(events if is_list(events) else ()):
        key = event.get("id") if is_table(event) else None
        if isinstance(key, str) and numbered.setdefault(key, n) != n:
            here = at.key(n).key("id")
            here.fault(key, f"is the id of event[{numbered[key]}] too; choose another")
    return numbered
