"""The page on the data format has every key of every table, and its example works."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership import errors, text_files
from csto_membership.catalogue import starter
from csto_membership.files import (
    consistency,
    defined,
    loading,
    readers,
    schema,
    state_tables,
)
from csto_membership.files.json_schema import tables
from csto_membership.record import Grade, SourceKind
from csto_membership.record.instrument import Expiry, Obligation, Role

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "reference" / "data-format.md").read_text(encoding="utf-8")
TABLES = {table.name: table for table in tables()}
SECTION = re.compile(
    r"^##+ (?:`([a-z.]+)`|The file)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| `([a-z_0-9]+)` \|(.*)\|$", re.MULTILINE)


@pytest.fixture(scope="module")
def generated():
    """The generator of the page, which MkDocs imports from a folder of its own."""
    sys.path.insert(0, str(DOCS / "generate"))
    yield import_module("data_format")
    sys.path.pop(0)


def test_the_page_has_a_place_for_the_keys(generated):
    assert TEXT.count(f"\n{generated.PLACE}\n") == 1


def test_the_page_has_each_limit():
    section = TEXT.partition("## Limits")[2].partition("\n\n**")[0]
    shown = re.findall(r" \| ([0-9,]+) \|$", section, re.MULTILINE)
    limits = [v for name, v in vars(consistency).items() if name.startswith("MOST_")]
    limits += [loading.MOST_MARKS, loading.MOST_DOTS, readers.LONGEST_TEXT]
    limits += [state_tables.MOST_ROWS, text_files.LARGEST, errors.MOST_PROBLEMS]
    assert sorted(int(each.replace(",", "")) for each in shown) == sorted(limits)


def test_the_page_has_every_key_and_says_which_are_required(generated):
    shown = {
        table: {key: "**required**" in rest for key, rest in ROW.findall(section)}
        for table, section in SECTION.findall(generated.keys_of_all_tables())
    }
    assert shown == {
        name: {key: k.required for key, k in table.keys.items() if not k.instead}
        for name, table in TABLES.items()
    }


@pytest.mark.parametrize("choices", [Role, Obligation, Expiry, Grade, SourceKind])
def test_the_page_has_every_value_that_may_be_chosen(generated, choices):
    page = generated.keys_of_all_tables()
    assert [each.value for each in choices if f"`{each.value}`" not in page] == []


def test_every_table_and_key_has_a_sentence():
    for table in TABLES.values():
        keys = [key for key in table.keys.values() if not key.instead]
        for meaning in (table.meaning, *(key.meaning for key in keys)):
            assert re.fullmatch(r"[A-Z`].*\.", meaning), (table.name, meaning)


def test_the_described_tables_are_those_that_are_read(monkeypatch):
    met = {}
    read_table = readers.read_table

    def noting(value, at, table):
        met[table.name] = [*table.keys]
        return read_table(value, at, table)

    for module in (defined, loading, readers, schema, state_tables):
        monkeypatch.setattr(module, "read_table", noting)
    cm.read(starter() + WHAT_THE_STARTER_LACKS)
    cm.read(Path(loading.SHIPPED) / "csto.toml")
    assert met == {name: [*table.keys] for name, table in TABLES.items()}


WHAT_THE_STARTER_LACKS = """
[state.XC]
alpha_3 = "XCC"
name = "Cockaigne"
numbers = [{ list = "cow", number = 999 }]
"""


def test_the_minimal_example_loads_and_answers_as_shown(tmp_path):
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    file = tmp_path / "tashkent.toml"
    file.write_text(example, encoding="utf-8")
    shown = re.search(r"```text\n(.*?)\n```", TEXT, re.DOTALL)[1]
    assert str(cm.read(file).members_on("1992-12-31")) == shown


def test_the_minimal_example_needs_each_of_its_lines(tmp_path):
    """Nothing can be left out of it but what makes an empty answer."""
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    lines = example.splitlines(keepends=True)
    file = tmp_path / "tashkent.toml"
    for n, line in enumerate(lines):
        if not line.strip() or line.startswith("states"):
            continue
        file.write_text("".join(lines[:n] + lines[n + 1 :]), encoding="utf-8")
        with pytest.raises(cm.DataError):
            cm.read(file)
