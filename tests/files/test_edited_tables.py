"""Somebody edits the tables of the package in a clone, and makes mistakes.

In each column several rows get an odd value at once. Whoever asks gets an answer or all
faults with their file, row and column, and `check --shipped` always reports them.
"""

import csv
import errno
import io
import os
import shutil
import sys
from functools import lru_cache
from itertools import product
from pathlib import Path

import attrs
import pytest

import csto_membership as cm
from csto_membership.cli.main import main
from csto_membership.files import loading
from csto_membership.files.state_tables import (
    checked_sources,
    checked_states,
    read_numbers,
    read_sources,
    read_states,
)
from csto_membership.record import Source, State

DATA = Path(loading.SHIPPED)
TABLES = ("states.csv", "numbers.csv", "sources.csv")
COLUMNS = {
    name: (DATA / name).read_text("utf-8").partition("\n")[0].split(",")
    for name in TABLES
}
CELLS = [(name, column) for name in TABLES for column in COLUMNS[name]]
ODD = ["?", "", "0", "two", "99999999999999999999", "1991-13-40", "1999~", "SUX", "; ",
       "a;b", "\n", '"', '""', "\u202e", "UZB", "Uzbekistan", "gw", "x" * 3000]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name in TABLES:
        shutil.copyfile(DATA / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A copy of the whole folder, which the package takes for its own."""
    copy = shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setattr(loading, "SHIPPED", str(copy))
    _as_in_a_new_process(monkeypatch)
    return copy


def _as_in_a_new_process(monkeypatch):
    """Nothing was read yet. What other tests have read is kept for them."""
    fresh = {}
    for package, module in [*sys.modules.items()]:
        if package.startswith("csto_membership"):
            for name, value in [*vars(module).items()]:
                if hasattr(value, "cache_parameters"):
                    empty = lru_cache(**value.cache_parameters())(value.__wrapped__)
                    monkeypatch.setattr(module, name, fresh.setdefault(value, empty))


def edit(path, values, start=1):
    """Put values into cells of a column, one row after another."""
    rows = [*csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))]
    for (column, value), row in zip(values, rows[start:], strict=False):
        row[rows[0].index(column)] = value
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    path.write_bytes(written.getvalue().encode())


def faults(folder):
    """Every fault of the tables that checking them as a whole finds."""
    found = []
    for read in (checked_sources, checked_states):
        try:
            read(str(folder))
        except cm.DataError as error:
            found += error.problems
    return found


def asked(folder):
    """Every attribute of every state and source, as questions read them."""
    states, sources = read_states(str(folder)), read_sources(str(folder))
    for kind, those in ((State, states), (Source, sources.values())):
        for each in those:
            for field in attrs.fields(kind):
                getattr(each, field.name)


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_odd_cells_are_answered_or_all_faults_are_reported(folder, name, column):
    edit(folder / name, [(column, value) for value in ODD], start=3)
    found = faults(folder)
    assert all(each.file in TABLES and each.expected for each in found)
    try:
        asked(folder)
    except cm.DataError as error:
        told = error.problems
        assert told
        assert {*map(str, told)} <= {*map(str, found)}


WRONG = [
    ("states.csv", "key", "", "row 6.key"),
    # Of two rows with one name, the second is at fault.
    ("states.csv", "alpha_2", "UZ", "row 213.alpha_2"),
    ("states.csv", "alpha_4", "UZ", "row 213.alpha_2"),
    ("states.csv", "nl", "Oezbekistan", "row 213.nl"),
    ("states.csv", "name", "", "row 6.name"),
    ("states.csv", "first_day", "1991-13-40", "row 6.first_day"),
    ("states.csv", "last_day", "1000", "row 6.last_day"),
    ("states.csv", "continues", "SUX", "row 6.continues"),
    ("states.csv", "continues_from", "1999", "row 6.continues_from"),
    ("states.csv", "succeeds", "Soviet Union", "row 6.succeeds"),
    ("states.csv", "acceded_to", "?", "row 6.acceded_to"),
    ("states.csv", "sources", "no-such", "row 6.sources"),
    ("numbers.csv", "list", "cwo", "row 6.list"),
    ("numbers.csv", "number", "two", "row 6.number"),
    ("numbers.csv", "number", "-1", "row 6.number"),
    ("numbers.csv", "state", "SUX", "row 6.state"),
    ("numbers.csv", "first_day", "1991", "row 6.first_day"),
    ("numbers.csv", "last_day", "1000-01-01", "row 6.last_day"),
    ("sources.csv", "title", "", "row 6.title"),
    ("sources.csv", "kind", "leaflet", "row 6.kind"),
    ("sources.csv", "grade", "best", "row 6.grade"),
    ("sources.csv", "published", "1999-02-30", "row 6.published"),
    ("sources.csv", "seen", "yesterday", "row 6.seen"),
    ("sources.csv", "derived_from", "no-such", "row 6.derived_from"),
    ("sources.csv", "address", "javascript:alert(1)", "row 6.address"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=" ".join)
def test_a_wrong_cell_is_reported_with_its_file_row_and_column(shipped, wrong, capsys):
    name, column, value, place = wrong
    if column == "last_day":
        edit(shipped / name, [("first_day", "1999-01-01")], start=5)
    edit(shipped / name, [(column, value)], start=5)
    assert main(["check", "--shipped"]) == 1
    out = capsys.readouterr().out
    assert f"changed or missing: {name}" in out
    assert f"{name}: {place}: " in out


def test_all_faults_of_all_tables_are_reported_at_once(shipped, capsys):
    edit(shipped / "states.csv", [("first_day", "1991-13-40")] * 2)
    edit(shipped / "numbers.csv", [("number", "two")] * 2)
    edit(shipped / "sources.csv", [("kind", "leaflet"), ("grade", "best")])
    assert main(["check", "--shipped"]) == 1
    out = capsys.readouterr().out
    for place in (
        *product(["states.csv"], ["row 2.first_day", "row 3.first_day"]),
        *product(["numbers.csv"], ["row 2.number", "row 3.number"]),
        ("sources.csv", "row 2.kind"),
        ("sources.csv", "row 3.grade"),
    ):
        assert f"{': '.join(place)}: " in out


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("sources.csv", [("kind", "leaflet")] * 2000, "explain Uzbekistan 2007-01-01"),
        ("sources.csv", [("grade", "best")] * 2000, "sources"),
        ("sources.csv", [("grade", "")] * 2000, "sources"),
        ("states.csv", [("first_day", "yesterday")] * 300, "memberships Russia 1980-01-01"),
        ("states.csv", [("continues_from", "1991")] * 300, "overlap Russia cis csto --continuity"),
        ("numbers.csv", [("number", "two")] * 999, "panel state-years 1999"),
        ("numbers.csv", [("first_day", "1991")] * 999, "states"),
    ],
)  # fmt: skip
def test_a_question_that_needs_a_wrong_cell_is_refused_with_its_place(
    shipped, name, values, words, capsys
):
    edit(shipped / name, values)
    assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{name}: row 2.{values[0][0]}: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("states.csv", None, "states.csv: "),
        ("sources.csv", None, "sources.csv: "),
        ("numbers.csv", None, f"numbers.csv: cannot be read: {os.strerror(errno.ENOENT)}"),
        ("states.csv", b"\xff", "states.csv: b'\\xff': cannot be read: it is not UTF-8 text, in line 1"),
        ("sources.csv", b"id,title\n", "sources.csv: row 1: 'id, title': expected the columns"),
        ("numbers.csv", b"", "numbers.csv: row 1: "),
        ("csto.toml", None, "csto.toml: "),
        ("csto.toml", b"[", "csto.toml: is not TOML"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_named(shipped, name, content, expected, capsys):
    if content is None:
        (shipped / name).unlink()
    else:
        (shipped / name).write_bytes(content)
    assert main(["panel", "state-years", "1999"]) == 2
    assert expected in capsys.readouterr().err
    assert main(["check", "--shipped"]) == 1


@pytest.mark.parametrize("content", [None, b"", b"no digest\n", b"\xff\0  \0\n"])
def test_a_list_of_digests_that_is_none_is_reported(shipped, content, capsys):
    path = shipped / "SHA256SUMS"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert main(["check", "--shipped"]) == 1
    assert "changed or missing: SHA256SUMS, aes.toml, " in capsys.readouterr().out


def test_what_a_spreadsheet_writes_is_read(folder):
    """Quotes around all cells, a mark at the start, and line ends of Windows."""
    for name in TABLES:
        path = folder / name
        rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        written = io.StringIO(newline="")
        csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
        path.write_bytes(written.getvalue().encode("utf-8-sig"))
    assert len(read_states(str(folder))) == len(cm.states())
    assert (
        read_sources(str(folder)).keys() == cm.load("csto").record.known_sources.keys()
    )


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_of_windows_change_nothing(folder, end):
    for name in TABLES:
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", end))
    states = read_states(str(folder))
    assert states.find("UZB").cow == 704
    assert [s.note for s in states] == [s.note for s in cm.states()]
    assert read_numbers(str(DATA)).keys() == {
        state.key for state in states if state.numbers
    }
