"""The readers of the CSV tables, and the states and sources that they make."""

import copy
import csv
import io
import pickle
import shutil
from datetime import date
from importlib.resources import as_file, files

import attrs
import pytest

import csto_membership as cm
from csto_membership import exchange
from csto_membership.days import FuzzyDate
from csto_membership.files import state_tables as tables
from csto_membership.files.state_tables import (
    checked_sources,
    checked_states,
    read_numbers,
    read_sources,
    read_states,
)
from csto_membership.record.state import State, StateNumber, States

with as_file(files("csto_membership") / "data") as path:
    FOLDER = str(path)
    ROWS = {
        name: list(
            csv.DictReader((path / f"{name}.csv").read_text("utf-8").split("\n"))
        )
        for name in ("states", "numbers", "sources")
    }
STATES = read_states(FOLDER)
SOURCES = read_sources(FOLDER)
LISTS = ("nl", "ru", "variants", "continues", "succeeds", "acceded_to", "sources")


def day(cell):
    return date.fromisoformat(cell) if cell else None


def fuzzy(cell):
    return FuzzyDate(cell) if cell else None


# -- what is read -----------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS["states"], ids=lambda row: row["key"])
def test_every_cell_of_a_state_is_read(row):
    state = STATES.find(row["key"])
    for column in ("key", "alpha_2", "alpha_3", "name", "note"):
        assert getattr(state, column) == row[column]
    assert (state.alpha_4 or "") == row["alpha_4"]
    for column in LISTS:
        assert "; ".join(getattr(state, column)) == row[column]
    for column in ("first_day", "last_day"):
        assert getattr(state, column) == fuzzy(row[column])
    numbers = [each for each in ROWS["numbers"] if each["state"] == row["key"]]
    assert set(state.numbers) == {
        StateNumber(
            n["list"],
            int(n["number"]),
            n["letters"],
            day(n["first_day"]),
            day(n["last_day"]),
        )
        for n in numbers
    }
    for name in (state.name, *state.names):
        assert name == "CS" or STATES.find(name) is state


def test_every_cell_of_every_source_is_read():
    for row in ROWS["sources"]:
        source = SOURCES[row["id"]]
        for column in ("id", "title", "publisher", "language", "address"):
            assert getattr(source, column) == row[column]
        assert (source.kind.value, source.grade.value) == (row["kind"], row["grade"])
        assert (source.derived_from or "") == row["derived_from"]
        assert source.seen == day(row["seen"])
        assert source.published == fuzzy(row["published"])


def test_states_are_in_order_of_their_names_as_in_the_table():
    assert [state.key for state in STATES] == [row["key"] for row in ROWS["states"]]


def test_sources_are_a_mapping_by_id():
    assert list(SOURCES) == [row["id"] for row in ROWS["sources"]]
    assert len(SOURCES) == len(ROWS["sources"])
    assert "enwiki" in SOURCES
    assert "no such source" not in SOURCES
    with pytest.raises(KeyError):
        SOURCES["no such source"]


def test_namibia_is_a_state_and_no_missing_value():
    assert STATES.find("NA").name == "Namibia"


# -- when it is read ----------------------------------------------------------------------


def test_a_source_is_read_once_when_it_is_looked_up(monkeypatch):
    made = []
    read = tables._source
    monkeypatch.setattr(tables, "_source", lambda row: made.append(row) or read(row))
    sources = read_sources(FOLDER)
    assert "enwiki" in sources
    assert made == []
    assert sources["enwiki"] is sources["enwiki"]
    assert len(made) == 1


def test_numbers_are_read_once_when_one_is_asked_for(monkeypatch):
    read = []
    monkeypatch.setattr(
        tables,
        "read_numbers",
        lambda folder: read.append(folder) or read_numbers(folder),
    )
    states = read_states(FOLDER)
    assert states.find("Oezbekistan").first_day
    assert read == []
    assert (states.find("Germany").cow, states.find("Russia").gw) == (255, 365)
    assert read == [FOLDER]


def test_a_cell_is_read_when_it_is_asked_for():
    state = read_states(FOLDER).find("UZB")
    assert "first_day" not in vars(state)
    assert state.first_day is state.first_day
    assert "first_day" in vars(state)
    assert state.existence is state.existence


def test_what_a_state_has_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'alpha_5'"):
        STATES.find("UZB").alpha_5  # noqa: B018
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        STATES.find("UZB").name = "Other"


@pytest.mark.parametrize(
    "again",
    [
        lambda state: pickle.loads(pickle.dumps(state)),
        copy.copy,
        copy.deepcopy,
        attrs.evolve,
    ],
)
def test_a_copy_has_all_that_its_state_has(again):
    for key in ("DEU", "SYR", "SUN", "FRA"):
        state = read_states(FOLDER).find(key)
        made = again(state)
        assert made == state
        assert hash(made) == hash(state)
        for field in attrs.fields(State):
            assert getattr(made, field.name) == getattr(state, field.name)
        assert made.existence == state.existence


# -- a state ------------------------------------------------------------------------------


def test_states_with_one_key_are_equal_however_they_are_made():
    own = State("XX", "UZB", "Another name")
    assert own == STATES.find("UZB")
    assert hash(own) == hash(STATES.find("UZB"))
    assert own != STATES.find("TJK")
    assert own != "UZB"
    assert State("UZ", "UZB", "Uzbekistan", key="UZX") != STATES.find("UZB")


def test_a_state_without_iso_codes_has_a_key_and_is_found_by_it():
    ruritania = State("", "", "Ruritania", key="XRU")
    states = States([ruritania, *STATES])
    assert states.find("XRU") is states.find("ruritania") is ruritania
    assert ruritania.names == ("Ruritania", "XRU")
    assert State("", "", "Tibet").key == "Tibet"
    with pytest.raises(cm.UnknownStateError):
        states.find("")


def test_a_state_that_is_known_better_is_found_by_its_key():
    assert STATES.find(State("UZ", "UZB", "Uzbekistan")) is STATES.find("UZB")
    own = State("XA", "XAA", "Atlantis")
    assert STATES.find(own) is own


def test_the_first_state_of_a_key_counts():
    own = State("BR", "BRA", "Brasil")
    states = States([own, *STATES])
    assert states.find("BRA") is own
    assert len(states) == len(STATES)
    assert [s for s in States([*STATES, own]) if s == own] == [STATES.find("Brazil")]


@pytest.mark.parametrize(
    ("key", "asked", "number"),
    [
        ("DEU", "1950-01-01", 260), ("DEU", "1990-10-02", 260), ("DEU", "1990-10-03", 255),
        ("YEM", "1990-05-21", 678), ("YEM", "1990-05-22", 679), ("FRA", "1949-04-04", 220),
        ("SYR", "1950-01-01", 652), ("SYR", "1960-01-01", 652), ("SYR", "1970-01-01", 652),
        ("CZE", "1980-01-01", 316), ("CSK", "2000-01-01", 315),
    ],
)  # fmt: skip
def test_the_number_on_a_day(key, asked, number):
    assert STATES.find(key).cow_on(date.fromisoformat(asked)) == number


def test_the_number_of_a_state_of_ones_own_is_that_of_every_day():
    zanzibar = State("XZ", "XZZ", "Zanzibar", cow=511, gw=511)
    assert zanzibar.cow_on(date(1964, 1, 1)) == 511
    assert attrs.evolve(STATES.find("UZB"), cow=None).cow_on(date(2000, 1, 1)) is None


@pytest.mark.parametrize(
    ("first", "last", "surely", "possibly"),
    [
        (None, None, None, None),
        ("1963-12-19", "1964-04-26", "1963-12-19/1964-04-26", "1963-12-19/1964-04-26"),
        (None, "1964-04", "../1964-04-01", "../1964-04-30"),
        ("[1991-08-31,1991-12-26]", None, "1991-12-26/..", "1991-08-31/.."),
        (date(1991, 1, 1), "9999-12-31", "1991-01-01/..", "1991-01-01/.."),
    ],
)
def test_existence_follows_from_the_first_and_the_last_day(
    first, last, surely, possibly
):
    existence = State("X", "XX", "X", first_day=first, last_day=last).existence
    if surely is None:
        assert existence is None
    else:
        assert existence.surely == cm.DaySet.parse(surely)
        assert existence.possibly == cm.DaySet.parse(possibly)


def test_what_names_no_state_is_an_error_with_suggestions():
    with pytest.raises(cm.UnknownStateError, match=r"did you mean Poland \(POL\)"):
        STATES.find("Polnd")
    with pytest.raises(cm.UnknownStateError) as caught:
        STATES.find("Congo")
    assert {each[-4:-1] for each in caught.value.suggestions} == {"COD", "COG"}
    with pytest.raises(cm.NotAStateError):
        STATES.find(None)


# -- the tables of a user's folder ---------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    for name in ROWS:
        shutil.copyfile(f"{FOLDER}/{name}.csv", tmp_path / f"{name}.csv")
    return tmp_path


def changed(folder, name, old, new):
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def as_they_are(states):
    return [attrs.asdict(state, recurse=False) for state in states]


def test_a_folder_with_sound_tables_gives_the_same_states_and_sources(folder):
    assert as_they_are(checked_states(str(folder))) == as_they_are(STATES)
    found = checked_sources(str(folder))
    assert list(found) == list(SOURCES)
    for key, source in found.items():
        assert attrs.asdict(source) == attrs.asdict(SOURCES[key])


def test_a_spreadsheet_may_have_written_the_tables(folder):
    for name in ROWS:
        path = folder / f"{name}.csv"
        rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        written = io.StringIO(newline="")
        csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
        path.write_text(f"\ufeff{written.getvalue()}", "utf-8", newline="")
    assert as_they_are(checked_states(str(folder))) == as_they_are(STATES)
    assert list(checked_sources(str(folder))) == list(SOURCES)


def test_a_cell_of_two_lines_is_read_as_one_line(folder):
    changed(folder, "states.csv", "gw-states,\nALB", 'gw-states,"Two\nlines"\nALB')
    for read in (read_states, checked_states):
        assert read(str(folder)).find("AFG").note == "Two lines"


def test_states_of_a_folder_need_no_numbers(folder):
    (folder / "numbers.csv").unlink()
    states = checked_states(str(folder))
    assert len(states) == len(STATES)
    assert states.find("DEU").cow is None


def test_a_state_of_a_folder_needs_no_iso_code(folder):
    row = "XRU,,,,Ruritania,,,,2008-02-17,,,,,,gw-states,\nKIR,"
    changed(folder, "states.csv", "KIR,", row)
    ruritania = checked_states(str(folder)).find("Ruritania")
    assert (ruritania.key, ruritania.code, ruritania.alpha_2) == ("XRU", "XRU", "")


def test_a_state_without_iso_codes_can_be_asked_about_in_every_way(folder):
    row = "XRU,,,,Ruritania,,,,2008-02-17,,,,,,gw-states,\nKIR,"
    changed(folder, "states.csv", "KIR,", row)
    (folder / "pact.toml").write_text(PACT)
    pact, day = cm.read(folder), "2012-01-01"
    members = pact.members_on(day)
    assert (members.alpha_2, members.alpha_3) == (("AL", ""), ("ALB", ""))
    assert members.as_dict()["members"] == ["ALB", "XRU"]
    assert "XRU" in members
    assert pact.explain("XRU", day).as_dict()["state"] == "XRU"
    assert "Ruritania" in str(pact.history("XRU"))
    assert pact.chart().svg.count("Ruritania") == pact.chart().svg.count("Albania")
    assert pact.status("XRU", "2000-01-01") is cm.Status.NO_STATE
    rows = exchange.state_years(pact, during="2012").select("alpha_3", "member")
    assert [*rows] == [{"alpha_3": key, "member": 1} for key in ("ALB", "XRU")]
    assert cm.check(folder) == ()
    exchange.write_package(pact, folder / "package")
    (again,) = exchange.read_package(folder / "package")
    assert str(again.members_on(day)) == str(members)


PACT = """
[alliance]
id = "pact"
complete_until = 2020-12-31
[[event]]
id = "signed"
kind = "signature"
states = ["Ruritania", "ALB"]
claim = [{ sources = ["gw-states"], on = 2010-01-01 }]
"""


@pytest.mark.parametrize(
    ("name", "change", "place", "expected"),
    [
        ("states", (",first_day,", ",first,"), "row 1", "expected the columns key, alpha_2"),
        ("states", ("ALB,AL,ALB,", "ALB,AL,"), "row 4", "the first row has 16"),
        ("states", ("ALB,AL,", ",AL,"), "row 4.key", "required"),
        ("states", ("ALB,AL,", "ALB,AF,"), "row 4.alpha_2", "is a name of Afghanistan too"),
        ("states", (",SUN,,brill", ",SUX,,brill"), "row 10.succeeds", "no other row of states.csv"),
        ("states", (",Albanië,", ",Afghanistan,"), "row 4.nl", "is a name of Afghanistan too"),
        ("states", (",1962-07-05,", ",1962-07-32,"), "row 5.first_day", "EDTF"),
        ("states", (",1962-07-05,,", ",1962-07-05,1961,"), "row 5.last_day", "first day"),
        ("states", (",Albania,", ',"Albania,'), "", "is not CSV"),
        ("numbers", ("cow,2,USA,USA", "cow,two,USA,USA"), "row 2.number", "whole number"),
        ("numbers", ("cow,2,USA,USA", f"cow,{'2' * 9999},USA,USA"), "row 2.number", "whole"),
        ("numbers", ("cow,2,USA,USA", "cwo,2,USA,USA"), "row 2.list", "mean cow?"),
        ("numbers", ("cow,2,USA,USA", "cow,2,USA,USX"), "row 2.state", "no row of states.csv has"),
        ("sources", (",news,press,", ",nevs,press,"), "row 2.kind", "mean news?"),
        ("sources", (",2025-11-27,", ",,"), "row 2.published", "needs the day"),
        ("sources", ("\n1news-2009,", "\n1news-1127,"), "row 3.id", "earlier row"),
        ("sources", (",enwiki,", ",enviki,"), f"row {[*SOURCES].index('enwiki-2006') + 2}.derived_from", "mean enwiki?"),
    ],
)  # fmt: skip
def test_each_fault_of_a_folder_is_reported_with_its_place(
    folder, name, change, place, expected
):
    changed(folder, f"{name}.csv", *change)
    read = checked_sources if name == "sources" else checked_states
    with pytest.raises(cm.DataError) as caught:
        read(str(folder))
    told = [(p.file, p.place) for p in caught.value.problems]
    assert (f"{name}.csv", place) in told
    assert any(expected in problem.expected for problem in caught.value.problems)


def test_the_faults_of_states_and_numbers_are_reported_together(folder):
    changed(folder, "states.csv", ",1962-07-05,", ",1962-07-32,")
    changed(folder, "numbers.csv", "cow,2,USA,USA", "cow,two,USA,USA")
    with pytest.raises(cm.DataError) as caught:
        checked_states(str(folder))
    assert {p.file for p in caught.value.problems} == {"states.csv", "numbers.csv"}


def test_a_copy_of_the_shipped_folder_answers_the_same(folder):
    shutil.copyfile(f"{FOLDER}/nato.toml", folder / "nato.toml")
    nato = cm.read(folder)
    assert str(nato.members_on("1990-06-01")) == str(
        cm.load("nato").members_on("1990-06-01")
    )
    assert nato.record.fingerprint == cm.load("nato").record.fingerprint


def test_a_folder_has_its_states_once(folder):
    shutil.copyfile(f"{FOLDER}/nato.toml", folder / "nato.toml")
    (folder / "states.toml").write_text("")
    with pytest.raises(cm.DataError, match=r"states\.csv is there too"):
        cm.read(folder)
