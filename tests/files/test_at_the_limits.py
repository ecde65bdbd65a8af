"""What is exactly as large as it may be is read, and what has one more of it is refused."""

import pytest

import csto_membership as cm
from csto_membership.files import consistency, loading, readers, state_tables
from csto_membership.files.place import Place

HEAD = """
[alliance]
id = "pact"
complete_until = 1999-12-31
[source]
gazette = { title = "Gazette", kind = "law", grade = "primary", published = 1990-01-01 }
[instrument.pact]
roles = ["treaty"]
"""
# Three events of five acts. The second may be on the last day of the first.
RECORD = f"""{HEAD}
[[event]]
id = "in"
kind = "signature"
of = "pact"
states = ["AM", "BY"]
claim = [
    {{ sources = ["gazette"], on = 1990-01-01 }},
    {{ sources = ["gazette"], on = 1990-02-01, set_aside = true, why = "Late." }},
]
[[event]]
id = "out"
kind = "withdrawal"
states = ["AM"]
after = "in"
claim = [{{ sources = ["gazette"], on = "[1990-02-01..1991-01-01]" }}]
[[event]]
id = "ends"
kind = "expiry"
of = "pact"
states = ["AM", "BY"]
[[event.claim]]
sources = ["gazette"]
rule = {{ after = "in", years = 5, expires = "on the anniversary" }}
"""


@pytest.mark.parametrize(
    ("limit", "count", "what"),
    [
        ("MOST_ACTS", 3, "acts of Armenia"),
        ("MOST_ACTS_OF_ALL", 5, "acts, counted for each state"),
        ("MOST_EVENTS", 3, "events"),
        ("MOST_CLAIMS", 2, "claims; an event has"),
        ("MOST_RIVALS", 1, "claims beside the first of their events"),
        ("MOST_PRODUCTS", 5, "products of a state's acts and such claims"),
        ("MOST_RULES", 1, "events with a rule"),
        ("MOST_WAITS", 1, "events named by `after`, counted for each state"),
        ("MOST_OVERLAPS", 1, "pairs of acts of a state that may be of one day"),
    ],
)
def test_a_record_has_at_most_so_many(monkeypatch, limit, count, what):
    monkeypatch.setattr(consistency, limit, count)
    assert len(cm.read(RECORD).record.events) == 3
    monkeypatch.setattr(consistency, limit, count - 1)
    with pytest.raises(cm.DataError) as refused:
        cm.read(RECORD)
    (problem,) = refused.value.problems
    assert f"{problem.value}".strip("'") == str(count)
    assert problem.expected.startswith(what)
    assert f"at most {count - 1}" in problem.expected


def test_acts_of_different_days_are_no_pair(monkeypatch):
    monkeypatch.setattr(consistency, "MOST_OVERLAPS", 0)
    cm.read(RECORD.replace("[1990-02-01..", "[1990-02-02.."))


@pytest.mark.parametrize(
    ("limit", "size", "what"),
    [
        ("LARGEST", len(RECORD), "is too large"),
        ("MOST_MARKS", sum(map(RECORD.count, "\n=,.[{#\\\"'")), "are too many"),
    ],
)
def test_a_text_has_at_most_so_many_characters(monkeypatch, limit, size, what):
    monkeypatch.setattr(loading, limit, size)
    cm.read(RECORD)
    monkeypatch.setattr(loading, limit, size - 1)
    with pytest.raises(cm.DataError, match=what) as refused:
        cm.read(RECORD)
    (problem,) = refused.value.problems
    assert problem.value == {"LARGEST": f"{RECORD[:20]}...", "MOST_MARKS": size}[limit]


@pytest.mark.parametrize(
    ("kind", "text"),
    [(readers.TEXT, "A text"), (readers.ID, "id"), (readers.DATE, "1999-04")],
)
def test_a_value_has_at_most_so_many_characters(monkeypatch, kind, text):
    at = Place("pact.toml", [])
    monkeypatch.setattr(readers, "LONGEST_TEXT", len(text))
    kind.read(text, at)
    assert at.problems == []
    monkeypatch.setattr(readers, "LONGEST_TEXT", len(text) - 1)
    kind.read(text, at)
    (problem,) = at.problems
    assert problem.expected.startswith("is too long")


def test_a_key_has_at_most_so_many_dots():
    said = "is a key with too many dots; at most 5"
    for dots in (5, 6):
        with pytest.raises(cm.DataError) as error:
            cm.read(f"{HEAD}\n[a{dots * '.a'}]\n")
        found = [problem.expected for problem in error.value.problems]
        assert (found == [said]) is (dots == 6)


@pytest.mark.parametrize("limit", ["MOST_FILES", "LARGEST"])
def test_a_folder_has_at_most_so_many_files_and_bytes(monkeypatch, tmp_path, limit):
    (tmp_path / "one.toml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "two.toml").write_text("# nothing\n", encoding="utf-8")
    most = {"MOST_FILES": 2, "LARGEST": len(RECORD) + len("# nothing\n")}[limit]
    states = cm.load("csto").record.states

    def read():
        return loading.read_folder(tmp_path, states, {}, ["joined"])

    monkeypatch.setattr(loading, limit, most)
    assert [record.id for record in read()] == ["pact"]
    monkeypatch.setattr(loading, limit, most - 1)
    with pytest.raises(cm.DataError) as refused:
        read()
    (problem,) = refused.value.problems
    assert (problem.file, problem.place, problem.value) == ("*.toml", "", 2)
    assert f"at most {most - 1:,}" in problem.expected


def test_a_table_has_at_most_so_many_rows(monkeypatch, tmp_path):
    path = tmp_path / "states.csv"
    path.write_text("key,name\nARM,Armenia\n", encoding="utf-8")

    def rows():
        return state_tables.csv_rows(str(path), Place("states.csv", []))

    monkeypatch.setattr(state_tables, "MOST_ROWS", 2)
    assert rows() == [["key", "name"], ["ARM", "Armenia"]]
    monkeypatch.setattr(state_tables, "MOST_ROWS", 1)
    with pytest.raises(cm.DataError, match=r"has too many rows: at most 1 are read"):
        rows()
