"""Data packages, held against the Frictionless framework, which knows the standard.

It needs the dependency group `package`, and runs where it is named.
"""

import csv
import io
import json
from datetime import date

import pytest
from frictionless import Package

import csto_membership as cm
from csto_membership.exchange import write_package


@pytest.fixture
def package(tmp_path):
    directory = tmp_path / "package"
    write_package(["csto", "nato"], directory)
    return directory


def found_in(directory):
    """Whether a package is valid, and what kinds of faults stand in which file."""
    report = Package(str(directory / "datapackage.json")).validate()
    kinds = {(t.name, e.type) for t in report.tasks for e in t.errors}
    return report.valid, kinds | {("", error.type) for error in report.errors}


def change(directory, file, column, value, number=0):
    path = directory / file
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[number][column] = value
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def test_a_package_of_all_that_is_shipped_is_valid(tmp_path):
    write_package(cm.available(), tmp_path / "package")
    assert found_in(tmp_path / "package") == (True, set())


def test_a_package_of_an_alliance_of_ones_own_is_valid(tmp_path):
    pact = cm.read(
        {
            "alliance": {"id": "pact", "complete_until": "2020-01-01"},
            "source": {
                "g": {"title": "=1\n;", "kind": "web", "grade": "press", "seen": "1999-01-01"},
            },
            "event": [
                {
                    "id": "e", "kind": "signature", "states": ["US", "AM"],
                    "claim": [{"sources": ["g"], "on": "[..1990-06]"}],
                },
            ],
        }
    )  # fmt: skip
    write_package(pact, tmp_path / "package")
    assert found_in(tmp_path / "package") == (True, set())


@pytest.mark.parametrize(
    ("file", "column", "value", "kind"),
    [
        ("claims.csv", "on_earliest", "1999-02-30", "type-error"),
        ("claims.csv", "never", "perhaps", "type-error"),
        ("states.csv", "cow", "many", "type-error"),
        ("events.csv", "kind", "signing", "constraint-error"),
        ("sources.csv", "title", "", "constraint-error"),
        ("instruments.csv", "alliance", "pact", "foreign-key"),
        ("claims.csv", "event", "nothing", "foreign-key"),
        ("spells.csv", "alpha_3", "XXX", "foreign-key"),
        ("panel.csv", "year", "1993", "primary-key"),
    ],
)
def test_what_is_changed_for_the_worse_is_found(package, file, column, value, kind):
    change(package, file, column, value)
    valid, kinds = found_in(package)
    assert not valid
    assert (file.removesuffix(".csv"), kind) in kinds


def test_values_are_read_as_their_types(package):
    spells = Package(str(package / "datapackage.json")).get_resource("spells")
    uzbek = [row for row in spells.read_rows() if row["alpha_3"] == "UZB"]
    ends = [(row["spell"], row["last_day"], row["right_censored"]) for row in uzbek]
    assert ends == [(1, date(1999, 4, 20), 0), (2, date(2012, 12, 18), 0)]


def test_the_descriptor_is_one_of_the_standard(package):
    told = json.loads((package / "datapackage.json").read_text("utf-8"))
    assert not list(Package.metadata_validate(told))
    told["resources"][0]["name"] = "All alliances"
    assert list(Package.metadata_validate(told))
