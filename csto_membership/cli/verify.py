"""Names every answer that differs between two versions of the facts.

A corrected fact changes answers, so each answer that changes must be reported to those who
upgrade: it has one line of a fixed form, and the line must stand in the changelog.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from os import PathLike, fspath
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import alliance_of
from csto_membership.days import DaySet, Span
from csto_membership.errors import MISSING, DataError, Problem, UnknownNameError
from csto_membership.files.loading import SHIPPED, read_folder
from csto_membership.files.place import Place, text_of
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.shipped import DEFINITION_NAMES
from csto_membership.record import Record, States

FactsVersion = str | PathLike[str]
"""A directory that holds the data files, or a revision of git."""
_EVER = ~DaySet()
_FOLDER = "csto_membership/data"
"""Where the data files stand in the repository."""


@attrs.frozen(repr=False)
class ChangedAnswer:
    """An answer that differs between two versions, which prints as one line.

    Attributes:
        alliance: The id of the alliance.
        about: What is asked of it: the definition and the state, or its default definition;
            empty where the alliance itself is new or gone.
        days: The days on which the answer differs; None where it is not about days.
        old: The answer of the old version.
        new: The answer of the new one.

    Examples:
        >>> span = Span("2006-06-23", "2006-08-16")
        >>> print(ChangedAnswer("csto", "joined UZ", span, "no", "yes"))
        csto joined UZ 2006-06-23..2006-08-15: no -> yes
    """

    alliance: str
    about: str
    days: Span | None
    old: str
    new: str

    def __str__(self) -> str:
        days = self.days
        when = f"{days.first_day or ''}..{days.last_day or ''}" if days else ""
        asked = " ".join(filter(None, (self.alliance, self.about, when)))
        return f"{asked}: {self.old} -> {self.new}"

    def __repr__(self) -> str:
        return f"<ChangedAnswer {self}>"


def verify(
    old: FactsVersion,
    new: FactsVersion | None = None,
    changelog: str | PathLike[str] | None = None,
) -> tuple[tuple[ChangedAnswer, ...], tuple[ChangedAnswer, ...]]:
    """Every answer that differs between two versions, and those the changelog lacks.

    Compared are, for every alliance, each standard definition and each state that a
    version names, the days of each answer (`yes`, `no`, `uncertain`), and the days on
    which sources differ on it (`disputed`, `undisputed`).

    Args:
        old: A directory that holds the data files, or a revision of git.
        new: The same; the files of the package by default.
        changelog: A file in whose newest section, under Facts, each line must stand as
            an item of a list; nothing is demanded by default.

    Raises:
        UnknownNameError: A version is neither a directory nor a revision.
        DataError: A file is missing, or has faults.
    """
    before, after = read_version(old), read_version(new)
    changed = tuple(
        change
        for key in sorted({*before, *after})
        for change in _compared(key, before.get(key), after.get(key))
    )
    listed = _listed_in(changelog) if changelog is not None else {*map(str, changed)}
    return changed, tuple(change for change in changed if str(change) not in listed)


def report(
    old: FactsVersion,
    new: FactsVersion | None = None,
    changelog: str | PathLike[str] | None = None,
) -> tuple[str, int]:
    """What `verify` finds, as text, with an exit status: 1 if the changelog lacks a line.

    It takes what `verify` takes, and raises the same errors.
    """
    changed, missing = verify(old, new, changelog)
    if not changed:
        return "No answer differs.", 0
    one = len(changed) == 1
    count = f"{len(changed)} answer{'' if one else 's'} differ{'s' if one else ''}"
    lines = [f"{count}:", *map(str, changed)]
    if missing and changelog is not None:
        where = f"the newest section of {fspath(changelog)}"
        lines += ["", f"To be added under Facts in {where}:"]
        lines += [f"- `{change}`" for change in missing]
    return "\n".join(lines), int(bool(missing))


# -- the versions --------------------------------------------------------------


def read_version(version: FactsVersion | None = None) -> dict[str, Alliance]:
    """The alliances of one version of the facts, by id, each under its own definition.

    Args:
        version: A directory that holds the data files, or else a revision of the git
            repository in which the program runs; the files of the package by default.

    Raises:
        UnknownNameError: It is neither, or there is no git to ask.
        DataError: A file is missing, or has faults: a key or a kind of act that this
            code does not know is one.

    Examples:
        >>> from csto_membership import available
        >>> sorted(read_version()) == sorted(available())
        True
    """
    folder = Path(SHIPPED if version is None else version)
    if folder.is_dir():
        return _alliances(folder, "data" if version is None else fspath(folder))
    with TemporaryDirectory() as made:
        _check_out(fspath(folder), Path(made))
        return _alliances(Path(made), fspath(folder))


def _alliances(folder: Path, version: str) -> dict[str, Alliance]:
    try:
        records = _records(folder)
    except DataError as error:
        raise DataError(
            attrs.evolve(problem, file=f"{version}:{problem.file}")
            for problem in error.problems
        ) from error
    return {record.id: alliance_of(record) for record in records}


def _records(folder: Path) -> tuple[Record, ...]:
    """The records in a folder, which must have tables of the states and sources."""
    absent = [
        name
        for name in ("states", "sources")
        if not any((folder / f"{name}.{kind}").is_file() for kind in ("csv", "toml"))
    ]
    if absent:
        expected = "this file is required"
        raise DataError(
            Problem(f"{name}.csv", "", MISSING, expected) for name in absent
        )
    return read_folder(folder, States(()), {}, DEFINITION_NAMES)


def _check_out(revision: str, folder: Path) -> None:
    """Write the data files of a revision to a directory."""
    wanted = f"{revision}^{{commit}}"
    commit = _git(revision, "rev-parse", "--verify", "--quiet", wanted).decode().strip()
    inside = ("--full-tree", "--name-only", "-z", commit, f"{_FOLDER}/")
    for path in _git(revision, "ls-tree", *inside).decode().split("\0"):
        if path.endswith((".csv", ".toml")):
            text = _git(revision, "show", f"{commit}:{path}")
            (folder / Path(path).name).write_bytes(text)


def _git(revision: str, *words: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        hint = "it is no directory, and there is no git to ask for a revision"
        raise _unknown(revision, hint)
    done = subprocess.run([program, *words], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        fault = done.stderr.decode(errors="replace").strip()
        why = f"says: {fault}" if fault else "knows no such revision"
        raise _unknown(revision, f"it is no directory, and git {why}")
    return done.stdout


def _unknown(revision: str, hint: str) -> UnknownNameError:
    return UnknownNameError(revision, hint=hint, what="version of the facts")


# -- what differs --------------------------------------------------------------


def _compared(
    key: str, old: Alliance | None, new: Alliance | None
) -> Iterator[ChangedAnswer]:
    """The answers of one alliance that differ."""
    if old is None or new is None:
        there = ["absent" if each is None else "present" for each in (old, new)]
        yield ChangedAnswer(key, "", None, *there)
        return
    before, after = old.definition.name, new.definition.name
    if before != after:
        yield ChangedAnswer(key, "default definition", None, before, after)
    states = sorted({s.short_code for each in (old, new) for s in each.record.parties})
    for definition, (ask, unnamed) in product(DEFINITIONS, _QUESTIONS):
        was, has = (ask(each.under(definition)) for each in (old, new))
        silent = {unnamed: _EVER}
        for state in states:
            about = f"{definition.name} {state}"
            for moved in _moved(was.get(state, silent), has.get(state, silent)):
                yield ChangedAnswer(key, about, *moved)


def _moved(old: _DaysOfAnswers, new: _DaysOfAnswers) -> Iterator[tuple[Span, str, str]]:
    """The spans on which one answer has become another, in order."""
    moved = [
        (span, was, has)
        for (was, before), (has, after) in product(old.items(), new.items())
        if was != has
        for span in (before & after).spans()
    ]
    yield from sorted(moved, key=lambda each: each[0].first_day or date.min)


_DaysOfAnswers = Mapping[str, DaySet]
"""The days of each answer to one question."""


def _answers(alliance: Alliance) -> dict[str, _DaysOfAnswers]:
    return {
        state.short_code: {
            "yes": days.surely,
            "uncertain": days.uncertain,
            "no": ~days.possibly,
        }
        for state, days in alliance.days_by_state.items()
    }


def _disputes(alliance: Alliance) -> dict[str, _DaysOfAnswers]:
    return {
        state.short_code: {"disputed": days, "undisputed": ~days}
        for state, days in alliance.opposed_by_rival(_EVER).items()
    }


_QUESTIONS: tuple[tuple[Callable[[Alliance], dict[str, _DaysOfAnswers]], str], ...] = (
    (_answers, "no"),
    (_disputes, "undisputed"),
)
"""What is asked of every state, and the answer for one that the record does not name."""


# -- the changelog ------------------------------------------------------------


def _listed_in(changelog: str | PathLike[str]) -> set[str]:
    """The items of the lists under Facts in the newest section."""
    path = fspath(changelog)
    text = text_of(path, Place(path, []))
    newest = re.split(r"^## ", text, flags=re.MULTILINE)[1:2]
    parts = re.split(r"^### ", "".join(newest), flags=re.MULTILINE)
    facts = "\n".join(part for part in parts if re.match(r"Facts\b", part))
    items = re.findall(r"^[ ]*[-*+] +(?:`([^`\n]+)`|(.*\S))", facts, re.MULTILINE)
    return {quoted or plain for quoted, plain in items}
