"""The files of the ready-made tables, as pandas reads them."""

import csv
import io
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).parents[3]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import ready_made  # noqa: E402

sys.path.pop(0)


@pytest.fixture(scope="module")
def files():
    """Each file as the bytes of its form, and the table that it holds."""
    tables = {"-".join(asked): asked for asked in ready_made.tables()}
    return [
        (file.name, form, content, ready_made.table_of(*tables[file.of]), file.rows)
        for file in ready_made.files()
        for form, content in [unpacked(file)]
    ]


def unpacked(file):
    form, content = file.name.partition(".")[2], file.content
    if form.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            assert file.name == f"{name}.zip"
            content = archive.read(name)
    return form.removesuffix(".zip"), content


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.slow
def test_each_file_holds_the_table_that_the_library_gives(files):
    assert {form for _, form, *_ in files} == {"csv", "dta"}
    for name, form, content, table, rows in files:
        assert rows == table.count, name
        told = content.decode() if form == "csv" else as_csv(content)
        assert cells(told) == cells(table.to_csv()), name


def as_csv(content):
    read = pd.read_stata(io.BytesIO(content))
    return read.to_csv(index=False, float_format="%.0f", lineterminator="\r\n")


@pytest.mark.slow
def test_stata_is_told_what_each_column_says(files):
    for name, form, content, table, _ in files:
        if form == "dta":
            with pd.io.stata.StataReader(io.BytesIO(content)) as reader:
                labels = reader.variable_labels()
            assert list(labels) == list(table.names), name
            for column in table.columns:
                label = labels[column.name].removesuffix("...")
                assert label
                assert column.meaning.startswith(label), name


@pytest.mark.slow
def test_no_file_is_larger_than_a_few_megabytes():
    for file in ready_made.files():
        assert len(file.content) < 4e6, file.name
