"""The page on the data format says what the loader reads, key by key."""

import re
import tomllib
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.files import loading
from csto_membership.files import schema as forms
from csto_membership.membership.shipped import sources, states
from csto_membership.record import Grade, SourceKind
from csto_membership.record.instrument import Expiry, Obligation, Role

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "data-format.md"
TEXT = PAGE.read_text(encoding="utf-8")
DATA = Path(loading.SHIPPED)
SECTION = re.compile(
    r"^##+ (?:`([a-z.]+)`|The file)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| (`[a-z_0-9`, ]+`) \|(.*)\|$", re.MULTILINE)


def _told():
    """What the page tells of each table: its keys, and whether they are required."""
    return {
        table: {
            key: "**required**" in rest
            for keys, rest in ROW.findall(section)
            for key in keys.replace("`", "").split(", ")
        }
        for table, section in SECTION.findall(TEXT)
    }


@pytest.fixture
def known(monkeypatch):
    """The keys of each table that the loader meets when it reads the package's files."""
    seen = {}

    def noting(value, at, keys, rules=None):
        path = re.sub(r"\[\d+\]", "", at.path)
        first, _, rest = path.partition(".")
        if first in {"instrument", "source", "state"}:
            path = ".".join([first, *rest.split(".")[1:]])
        told = {name: key.required for name, key in keys.items() if not key.instead}
        assert seen.setdefault((at.file, path), told) == told
        return read_table(value, at, keys, rules)

    read_table = forms.read_table
    monkeypatch.setattr(forms, "read_table", noting)
    monkeypatch.setattr(loading, "read_table", noting)
    table = tomllib.loads((DATA / "csto.toml").read_text("utf-8"))
    source = {"title": "A", "kind": "web", "grade": "press", "seen": "2000-01-01"}
    number = {"list": "cow", "number": 1}
    state = {"alpha_3": "XAA", "name": "Atlantis", "numbers": [number]}
    table |= {"source": {"a": source}, "state": {"XA": state}}
    loading.read_record(table, states(), sources(), ["joined"])
    return {path: told for (_, path), told in seen.items()}


def test_the_page_has_every_key_that_the_loader_reads_and_no_other(known):
    assert {table: set(keys) for table, keys in _told().items()} == {
        table: set(keys) for table, keys in known.items()
    }


def test_the_page_says_which_keys_are_required(known):
    assert _told() == known


@pytest.mark.parametrize("choices", [Role, Obligation, Expiry, Grade, SourceKind])
def test_the_page_has_every_value_that_may_be_chosen(choices):
    assert [each.value for each in choices if f"`{each.value}`" not in TEXT] == []


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
