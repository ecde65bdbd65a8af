"""From a data package back to the record, through the reader of data files."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from csto_membership.alliance import Alliance
from csto_membership.answers.checks import order_is_known
from csto_membership.catalogue import alliance_of
from csto_membership.errors import MISSING, DataError
from csto_membership.exchange.package.draft import drafts
from csto_membership.exchange.package.resources import RECORD
from csto_membership.exchange.package.rows import (
    DESCRIPTOR,
    look_at_descriptor,
    rows_of,
)
from csto_membership.record import Problem

__all__ = ["read_package"]


def read_package(directory: str | PathLike[str]) -> tuple[Alliance, ...]:
    """The alliances of a data package, each under its default definition.

    The files of the record are read; `spells.csv` and `panel.csv` follow from them, and
    are not. What a package names stands in it, down to states and sources.

    Args:
        directory: Where `datapackage.json` stands.

    Raises:
        DataError: The package has faults; all of them are listed and nothing is loaded.

    Examples:
        >>> import tempfile
        >>> import csto_membership as cm
        >>> from csto_membership.exchange import write_package
        >>> with tempfile.TemporaryDirectory() as directory:
        ...     _ = write_package("guam", directory)
        ...     (guam,) = read_package(directory)
        >>> guam.record.fingerprint == cm.load("guam").record.fingerprint
        True
    """
    folder = Path(directory)
    if not folder.is_dir():
        expected = f"expected a directory that holds {DESCRIPTOR}"
        raise DataError([Problem(str(directory), "", MISSING, expected)])
    problems: list[Problem] = []
    look_at_descriptor(folder, problems)
    rows = {r.name: rows_of(folder, r, problems) for r in RECORD}
    if problems:
        raise DataError(problems)
    made = drafts(rows, problems)
    records = [draft.record(problems) for draft in made.values()]
    alliances = [alliance_of(each) for each in records if each]
    for draft, record in zip(made.values(), records, strict=True):
        if record:
            unknown = order_is_known(alliance_of(record))
            problems += map(draft.told, unknown)
    if not made and not problems:
        problems.append(Problem("alliances.csv", "", MISSING, "expected an alliance"))
    if problems:
        raise DataError(problems)
    return tuple(alliances)
