"""The record as one SQLite file: the same rows as the data package, with its keys."""

import csv
import os
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.cli.main import main
from csto_membership.exchange import write_package, write_sqlite

CHOSEN = ("csto", "guam", "arab_league")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facts")
    write_package(CHOSEN, folder / "package")
    write_sqlite(CHOSEN, folder / "facts.sqlite")
    return folder


@pytest.fixture
def database(folder):
    with closing(sqlite3.connect(folder / "facts.sqlite")) as database:
        yield database


def as_in_csv(value):
    """A cell of the database as the package writes it, but for the words of yes and no."""
    return "" if value is None else str(value)


def test_every_table_has_the_rows_of_the_package(folder, database):
    flags = {"true": "1", "false": "0"}
    files = sorted((folder / "package").glob("*.csv"))
    assert len(files) > 10
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        columns = ", ".join(f'"{name}"' for name in names)
        found = database.execute(f"SELECT {columns} FROM {path.stem}")  # noqa: S608
        told = [[as_in_csv(cell) for cell in row] for row in found]
        assert told == [[flags.get(cell, cell) for cell in row] for row in rows]


def test_every_key_leads_to_a_row(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("PRAGMA foreign_key_list(claims)").fetchall()
    assert {key[2] for key in keys} == {"alliances", "events"}


def test_it_says_what_it_is(database):
    about = dict(database.execute("SELECT name, value FROM about"))
    assert about["facts"] == cm.facts_version
    assert about["licence"] == "CC0-1.0"
    csto = cm.load("csto")
    assert about["fingerprint csto"] == csto.record.fingerprint
    assert about["citation 1"] == str(csto.cite())


def test_a_question_in_sql_has_the_answer_of_the_library(database):
    day = "1999-04-20"
    asked = (
        "SELECT state FROM spells WHERE alliance = 'csto' AND first_day <= ? "
        "AND (last_day IS NULL OR last_day >= ?) ORDER BY state"
    )
    found = [name for (name,) in database.execute(asked, (day, day))]
    assert found == list(cm.load("csto").members_on(day).names)


@pytest.mark.parametrize("place", ["facts.sqlite", "package"])
def test_nothing_is_overwritten(folder, place):
    with pytest.raises(cm.MembershipError, match="exists already"):
        write_sqlite("guam", folder / place)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(cm.MembershipError, match="cannot write"):
        write_sqlite("guam", tmp_path / "none" / "facts.sqlite")


def test_what_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(KeyboardInterrupt):
        write_sqlite("guam", tmp_path / "facts.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_it(tmp_path, capsys):
    path = tmp_path / "facts.sqlite"
    assert main(["export", "--sqlite", str(path), "--alliance", "guam"]) == 0
    assert capsys.readouterr().out.startswith(f"wrote {path}\n")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT alliance FROM alliances").fetchall() == [
            ("guam",)
        ]


@pytest.mark.parametrize("words", [[], ["folder", "--sqlite", "file"]])
def test_the_command_wants_a_folder_or_a_file(words, capsys):
    assert main(["export", *words]) == 2
    assert "either a folder to write, or --sqlite" in capsys.readouterr().err


PAGE = Path(__file__).parents[2] / "docs/how-to/data-package.md"


@pytest.mark.parametrize("name", CHOSEN)
def test_the_page_asks_for_the_members_on_a_date_as_the_library_answers(name, database):
    queries = re.findall(r'"""(.*?)"""', PAGE.read_text("utf-8"), re.DOTALL)
    (query,) = (each.replace("... ", "") for each in queries if ":day" in each)
    alliance = cm.load(name)
    for year in range(1946, 2026, 3):
        day = date(year, 6, 15)
        rows = database.execute(query.replace("csto", name), {"day": str(day)})
        found = dict(rows.fetchall())
        days = {
            str(s): alliance.days_of(s, absent="ignore") for s in alliance.record.states
        }
        assert set(found) == {s for s in days if day in days[s].possibly}
        assert {s for s in found if found[s]} <= {
            s for s in days if day in days[s].surely
        }
