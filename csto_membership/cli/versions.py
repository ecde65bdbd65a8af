"""Versions of the facts: a directory that holds the data files, or a revision of git."""

from __future__ import annotations

import shutil
import subprocess
from os import PathLike, fspath
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import alliance_of
from csto_membership.errors import MISSING, DataError, Problem, UnknownNameError
from csto_membership.files.loading import SHARED, SHIPPED, read_folder
from csto_membership.membership.shipped import DEFINITION_NAMES
from csto_membership.record import States

__all__ = ["read_version"]

_FOLDER = "csto_membership/data"
"""Where the data files stand in the repository."""


def read_version(version: str | PathLike[str] | None = None) -> dict[str, Alliance]:
    """The alliances of one version of the facts, by id, each under its own definition.

    Args:
        version: A directory that holds the data files, or else a revision of the git
            repository in which the program runs; the files of the package unless told.

    Raises:
        UnknownNameError: It is neither, or there is no git to ask.
        DataError: A file is missing, or has faults: a key or a kind of act that this
            code does not know is one.

    Examples:
        >>> sorted(read_version())
        ['cis', 'csto', 'eaeu', 'guam', 'nato', 'sco', 'warsaw_pact']
    """
    folder = Path(SHIPPED if version is None else version)
    if folder.is_dir():
        return _read(folder, "data" if version is None else fspath(folder))
    with TemporaryDirectory() as made:
        _check_out(fspath(folder), Path(made))
        return _read(Path(made), fspath(folder))


def _read(folder: Path, version: str) -> dict[str, Alliance]:
    try:
        _must_hold(folder)
        records = read_folder(folder, States(()), {}, DEFINITION_NAMES)
        for record in records:
            record.around  # noqa: B018 - read now, since the files may not stay
    except DataError as error:
        raise DataError(
            attrs.evolve(problem, file=f"{version}:{problem.file}")
            for problem in error.problems
        ) from error
    return {record.id: alliance_of(record) for record in records}


def _must_hold(folder: Path) -> None:
    """Refuse a directory without the files that every record needs."""
    absent = [name for name in SHARED if not (folder / name).is_file()]
    problems = [Problem(name, "", MISSING, "this file is required") for name in absent]
    if problems:
        raise DataError(problems)


def _check_out(revision: str, folder: Path) -> None:
    """Write the data files of a revision to a directory."""
    wanted = f"{revision}^{{commit}}"
    commit = _git(revision, "rev-parse", "--verify", "--quiet", wanted).decode().strip()
    inside = ("--full-tree", "--name-only", "-z", commit, f"{_FOLDER}/")
    for path in _git(revision, "ls-tree", *inside).decode().split("\0"):
        if path.endswith(".toml"):
            text = _git(revision, "show", f"{commit}:{path}")
            (folder / Path(path).name).write_bytes(text)


def _git(revision: str, *words: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        hint = "it is no directory, and there is no git to ask for a revision"
        raise _unknown(revision, hint)
    told = subprocess.run([program, *words], capture_output=True, check=False)  # noqa: S603
    if told.returncode:
        said = told.stderr.decode(errors="replace").strip()
        why = f"says: {said}" if said else "knows no such revision"
        raise _unknown(revision, f"it is no directory, and git {why}")
    return told.stdout


def _unknown(revision: str, hint: str) -> UnknownNameError:
    return UnknownNameError(revision, hint=hint, what="version of the facts")
