"""Data packages: the record of alliances as CSV files that tell what stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from csto_membership.errors import BeyondRecordError, MembershipError
from csto_membership.exchange.asked import as_alliances
from csto_membership.exchange.columns import Record as Row
from csto_membership.exchange.descriptor import descriptor
from csto_membership.exchange.fields import row_of
from csto_membership.exchange.panel import state_years
from csto_membership.exchange.progress import watched
from csto_membership.exchange.read_back import read_package
from csto_membership.exchange.resources import RECORD, Resource
from csto_membership.exchange.rows import DESCRIPTOR
from csto_membership.exchange.spell_rows import spells
from csto_membership.exchange.table import Table
from csto_membership.history.alliance import Alliance
from csto_membership.history.catalogue import alliance_of, load

__all__ = ["read_package", "write_package"]


def write_package(
    alliances: str | Alliance | Iterable[str | Alliance],
    directory: str | PathLike[str],
) -> dict[str, int]:
    """Write a data package: the whole record of alliances, and what follows from it.

    The same record gives the same bytes, whenever and wherever it is written. Narrowings
    are no part of a record: spells and panel are those of the default reading.

    Args:
        alliances: Names of shipped alliances, or alliances.
        directory: Where to write; it is made, or is empty. What stands in another is
            never touched.

    Returns:
        The names of the files that were written, with the number of their rows.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        EmptyError: There is none.
        MembershipError: Two of them have the same id; or the directory is not empty, or
            cannot be written.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as directory:
        ...     written = write_package("guam", directory)
        >>> written["instruments.csv"], written["alliances.csv"]
        (3, 1)
    """
    one = isinstance(alliances, str | Alliance)
    asked = as_alliances([alliances] if one else alliances)  # type: ignore[list-item, arg-type]
    whole = [alliance_of(each.record) for each in asked]
    _refuse_twins(whole)
    tables = _tables(whole)
    written: dict[str, int] = {}
    try:
        folder = _empty(Path(directory))
        for name, table in tables.items():
            count = _write(folder, f"{name}.csv", watched(table).csv_lines())
            written[f"{name}.csv"] = count - 1
        told = json.dumps(descriptor(whole, tables), ensure_ascii=False, indent=2)
        _write(folder, DESCRIPTOR, [told])
    except OSError as error:
        msg = f"cannot write {directory}: {error.strerror}"
        raise MembershipError(msg) from error
    return written


def _refuse_twins(alliances: Iterable[Alliance]) -> None:
    ids = [each.record.id for each in alliances]
    for name in ids:
        if ids.count(name) > 1:
            msg = f"two alliances have the id {name!r}; export each into its own directory"
            raise MembershipError(msg)


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        msg = (
            f"{folder} is not empty, and nothing in it is overwritten; name a new "
            "directory, or empty it first"
        )
        raise MembershipError(msg)
    return folder


def _write(folder: Path, name: str, lines: Iterable[str]) -> int:
    """Write a file, and give back how many lines it has."""
    ended = [f"{line}\n" for line in lines]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        file.writelines(ended)
    return len(ended)


# -- tables ----------------------------------------------------------------------


def _tables(alliances: list[Alliance]) -> dict[str, Table]:
    tables = {each.name: _table(each, alliances) for each in RECORD}
    return {**tables, "spells": spells(*alliances), "panel": _panel(alliances)}


def _table(resource: Resource, alliances: list[Alliance]) -> Table:
    def rows() -> Iterator[Row]:
        for alliance in alliances:
            of = {"alliance": alliance.record.id}
            for thing, said in resource.rows(alliance.record):
                yield row_of(resource.fields, thing, {**of, **said})

    return Table(tuple(field.column for field in resource.fields), rows)


def _panel(alliances: list[Alliance]) -> Table:
    """Each alliance in its own years: what one covers is not cut short by another."""
    parts = []
    for alliance in alliances:
        try:
            parts.append(state_years(alliance))
        except BeyondRecordError:  # it covers no whole year
            continue
    columns = parts[0].columns if parts else state_years(load("csto")).columns
    count = sum(part.count or 0 for part in parts)
    return Table(columns, lambda: (row for part in parts for row in part), count)
