"""Data packages: the record of alliances as CSV files that tell what stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path

from csto_membership.alliance import Alliance
from csto_membership.catalogue import alliance_of, load
from csto_membership.errors import BeyondRecordError, MembershipError
from csto_membership.exchange.package.descriptor import DESCRIPTOR, descriptor
from csto_membership.exchange.package.resources import RECORD, Resource
from csto_membership.exchange.tables.arguments import as_alliances
from csto_membership.exchange.tables.panel import state_years
from csto_membership.exchange.tables.spell_rows import spells
from csto_membership.exchange.tables.table import RowValues, Table
from csto_membership.text_files import replaced


def write_package(
    alliances: str | Alliance | Iterable[str | Alliance],
    directory: str | PathLike[str],
) -> dict[str, int]:
    """Write a data package: the whole record of alliances, and what follows from it.

    The same record gives the same bytes, whenever and wherever it is written. Narrowings
    are no part of a record: spells and panel are those of the default definition.

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
    chosen = as_alliances([alliances] if one else alliances)  # type: ignore[list-item, arg-type]
    whole = [alliance_of(each.record) for each in chosen]
    ids = [each.record.id for each in whole]
    if twins := [name for name in ids if ids.count(name) > 1]:
        msg = f"two alliances have the id {twins[0]!r}; export each into its own directory"
        raise MembershipError(msg)
    folder = Path(directory)
    try:
        _refuse_full(folder)
        tables = _tables(whole)
        files = {
            f"{name}.csv": [f"{line}\n" for line in table.csv_lines()]
            for name, table in tables.items()
        }
        written = {name: len(lines) - 1 for name, lines in files.items()}
        text = json.dumps(descriptor(whole, tables), ensure_ascii=False, indent=2)
        _write(folder, {**files, DESCRIPTOR: [f"{text}\n"]})
    except OSError as error:
        msg = f"cannot write {directory}: {error.strerror}"
        raise MembershipError(msg) from error
    return written


def _refuse_full(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        msg = f"{folder} is a file; name a new directory"
        raise MembershipError(msg)
    if folder.exists() and any(folder.iterdir()):
        msg = (
            f"{folder} is not empty, and nothing in it is overwritten; name a new "
            "directory, or empty it first"
        )
        raise MembershipError(msg)


def _write(folder: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write all files or none: where one fails, those before it are taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for name, lines in files.items():
            with replaced(folder / name, new=True) as file:
                file.writelines(lines)
            written.append(folder / name)
    except BaseException:  # also where somebody interrupts it
        for path in written:
            path.unlink(missing_ok=True)
        raise


# -- tables ----------------------------------------------------------------------


def _tables(alliances: list[Alliance]) -> dict[str, Table]:
    def rows(resource: Resource) -> Iterator[RowValues]:
        fields = resource.fields[1:]  # the first is the alliance
        for record in (alliance.record for alliance in alliances):
            for thing, beside in resource.rows(record):
                row = {f.name: f.of(thing) for f in fields if f.name not in beside}
                yield {**row, "alliance": record.id, **beside}

    tables = {
        each.name: Table(tuple(f.column for f in each.fields), partial(rows, each))
        for each in RECORD
    }
    return {**tables, "spells": spells(*alliances), "panel": _panel(alliances)}


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
