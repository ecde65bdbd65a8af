"""The files of the ready-made tables, as pandas reads them."""

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


TABLES = [("state-years", "gw", "last_day"), ("pairs", "cow", "any_day")]


def unpacked(file):
    form, content = file.name.partition(".")[2], file.content
    if form.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            assert file.name == f"{name}.zip"
            content = archive.read(name)
    return form.removesuffix(".zip"), content


def as_csv(content):
    read = pd.read_stata(io.BytesIO(content))
    return read.to_csv(index=False, float_format="%.0f", lineterminator="\r\n")


def check_labels(content, table):
    with pd.io.stata.StataReader(io.BytesIO(content)) as reader:
        labels = reader.variable_labels()
    assert list(labels) == list(table.names)
    for column in table.columns:
        label = labels[column.name].removesuffix("...")
        assert label
        assert column.meaning.startswith(label)


@pytest.mark.parametrize("asked", TABLES)
def test_each_file_holds_the_table_that_the_library_gives(asked):
    table, forms = ready_made.table_of(*asked), set()
    for file in ready_made.files_of(*asked):
        assert file.name in ready_made.names()
        assert file.rows == table.count
        assert len(file.content) < 4e6  # a few megabytes, or it is zipped
        form, content = unpacked(file)
        forms.add(form)
        if form == "dta":
            check_labels(content, table)
        # Lines, so that a difference of two of them is all that is shown.
        told = content.decode() if form == "csv" else as_csv(content)
        for mine, theirs in zip(
            told.splitlines(), str(table.to_csv()).splitlines(), strict=True
        ):
            assert mine == theirs
    assert forms == {"csv", "dta"}
