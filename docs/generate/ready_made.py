"""The ready-made tables: state-years, and pairs of states that ever share a body.

They are of all bodies, under the default definition of each, by the numbers of two lists
and under two rules for years. Pairs are many rows, so their files are zipped.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import Any

import attrs
from page import table

import csto_membership as cm
from csto_membership.exchange import Column, Table, dyad_years, state_years
from csto_membership.exchange.tables.runs import RowRun, as_run
from csto_membership.versions import facts_released

__all__ = ["File", "files", "files_of", "make", "names", "placed", "table_of", "tables"]

ROOT = "api/v1/tables"
LISTS = {"cow": "Correlates of War", "gw": "Gleditsch and Ward"}
RULES = ("any_day", "last_day")
LABEL = 80
"""The longest label that Stata takes."""


@attrs.frozen
class File:
    """A file of a ready-made table.

    Attributes:
        name: Its name.
        content: What it holds.
        of: The name of the table.
        rows: How many rows it has.
    """

    name: str
    content: bytes = attrs.field(repr=False)
    of: str
    rows: int


def make() -> Iterator[tuple[str, bytes]]:
    """Make the files of all tables."""
    for file in files():
        yield f"{ROOT}/{file.name}", file.content


@cache  # a writer builds the pages again and again, and the record stays the same
def files() -> tuple[File, ...]:
    """The files of all tables, in the order of the page."""
    return tuple(file for each in tables() for file in files_of(*each))


def names() -> Iterator[str]:
    """The names of these files."""
    for each in tables():
        yield from (_name(each, form) for form in FORMS)


def tables() -> Iterator[tuple[str, str, str]]:
    """What is asked of `table_of` for each table."""
    return product(KINDS, LISTS, RULES)


def _name(table: tuple[str, ...], form: str) -> str:
    return f"{'-'.join(table)}.{form}{'.zip' * (table[0] in ZIPPED)}"


def table_of(kind: str, key: str, rule: str) -> Table:
    """A table of all bodies, each in the years that its record covers as a whole.

    Args:
        kind: `state-years` or `pairs`.
        key: The list whose numbers stand for states: `cow` or `gw`.
        rule: When the days of a year make a member.
    """
    parts = [KINDS[kind](name, key, rule) for name in cm.available()]
    runs = [run for part in parts for run in part.rows()]
    return Table(parts[0].columns, lambda: runs)


def _state_years(name: str, key: Any, rule: Any) -> Table:
    return state_years(name, key=key, rule=rule)


def _pairs(name: str, key: Any, rule: Any) -> Table:
    """The pairs that were, at least possibly, members together on some day."""
    ever = _ever_together(name, key)
    whole = dyad_years(name, key=key, rule=rule)
    runs = [run for run in map(as_run, whole.rows()) if _pair(key, run) in ever]
    return Table(whole.columns, lambda: runs)


@cache  # both rules have the same pairs
def _ever_together(name: str, key: Any) -> frozenset[tuple[int, int]]:
    years = dyad_years(name, key=key, rule="any_day")
    return frozenset(
        _pair(key, run)
        for run in map(as_run, years.rows())
        if any({**run.cells(), **row}["together_max"] for row in run.own)
    )


def _pair(key: str, run: RowRun) -> tuple[int, int]:
    cells = run.cells()
    return cells[f"{key}_1"], cells[f"{key}_2"]


KINDS: dict[str, Callable[[str, str, str], Table]] = {
    "state-years": _state_years,
    "pairs": _pairs,
}
ZIPPED = {"pairs"}


def files_of(*asked: str) -> Iterator[File]:
    """The files of a table that `table_of` gives."""
    made, name = table_of(*asked), "-".join(asked)
    for form, written in FORMS.items():
        whole = written(made)
        if asked[0] in ZIPPED:
            whole = _zipped(f"{name}.{form}", whole)
        yield File(_name(asked, form), whole, name, made.count)


def _as_csv(made: Table) -> bytes:
    return str(made.to_csv()).encode()


def _for_stata(made: Table) -> bytes:
    """A table as a .dta file of Stata 14 and later, which says what each column is."""
    frame = made.to_frame("pandas")
    buffer = io.BytesIO()
    frame.to_stata(
        buffer,
        write_index=False,
        version=118,  # the first whose text is UTF-8
        convert_dates={each.name: "td" for each in made.columns if each.type is date},
        time_stamp=datetime.fromisoformat(facts_released),
        data_label=f"csto_membership, facts {cm.facts_version}",
        variable_labels={each.name: _label(each) for each in made.columns},
    )
    return buffer.getvalue()


FORMS: dict[str, Callable[[Table], bytes]] = {"csv": _as_csv, "dta": _for_stata}


def _label(column: Column) -> str:
    meaning = column.meaning
    return meaning if len(meaning) <= LABEL else f"{meaning[: LABEL - 3]}..."


def _zipped(name: str, content: bytes) -> bytes:
    """A zip of one file; the same file makes the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# -- the page that describes them ------------------------------------------------------

FILES = "<!-- the ready-made tables -->"
COLUMNS = {kind: f"<!-- the columns of {kind} -->" for kind in KINDS}


def placed(markdown: str) -> str:
    """Return a page with the list of files, and the meaning of each column."""
    if FILES in markdown:
        markdown = markdown.replace(FILES, _list_of_files(files()))
    for kind, place in COLUMNS.items():
        if place in markdown:
            columns = KINDS[kind](cm.available()[0], "cow", RULES[0]).columns
            rows = ((f"`{each.name}`", _in_page(each.meaning)) for each in columns)
            codebook = table(("Column", "What it says"), rows)
            markdown = markdown.replace(place, codebook)
    return markdown


def _list_of_files(those: Iterable[File]) -> str:
    tables: dict[str, list[File]] = {}
    for file in those:
        tables.setdefault(file.of, []).append(file)
    rows = (
        (
            f"`{name}`",
            f"{found[0].rows:,}",
            " ".join(
                f"[{_form(each.name)}, {_size(each.content)}](../{ROOT}/{each.name})"
                for each in found
            ),
        )
        for name, found in tables.items()
    )
    return table(("Table", "Rows", "Files"), rows)


def _form(name: str) -> str:
    return name.partition(".")[2]


def _size(content: bytes) -> str:
    return f"{len(content) / 1e6:.1f} MB"


def _in_page(meaning: str) -> str:
    return meaning.replace("|", "\\|")
