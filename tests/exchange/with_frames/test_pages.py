"""The pages that show data frames show what happens; other pages run elsewhere."""

import re
from pathlib import Path
from shutil import copy

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

PROJECT = Path(__file__).parents[3]
FILES = PROJECT / "docs" / "how-to" / "files"
NEEDS = re.compile(
    r"^>>> import (pandas|polars|pyarrow|duckdb|pyspark|networkx|pydantic)",
    re.MULTILINE,
)
PAGES = [
    page
    for page in sorted((PROJECT / "docs").rglob("*.md"))
    if NEEDS.search(page.read_text(encoding="utf-8"))
]


def _page(page):
    marks = [pytest.mark.spark] if "spark." in page.read_text(encoding="utf-8") else []
    return pytest.param(page, id=page.stem, marks=marks)


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
@pytest.mark.parametrize("page", [_page(page) for page in PAGES])
def test_every_python_block_runs(page, request, tmp_path, monkeypatch):
    document = Sybil(parsers=[PythonCodeBlockParser()]).parse(page)
    if request.node.get_closest_marker("spark"):
        document.namespace["spark"] = request.getfixturevalue("spark")
    # A reader has the files of a page beside him, and so do its examples.
    for file in FILES.iterdir():
        copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    examples = list(document.examples())
    assert len(examples) >= page.read_text(encoding="utf-8").count("```python\n")
    for example in examples:
        example.evaluate()


def test_the_page_on_data_frames_is_among_them():
    assert "data-frames" in [page.stem for page in PAGES]


def test_each_file_is_linked_from_a_page_that_reads_it():
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    for file in FILES.iterdir():
        name = re.escape(file.name)
        assert any(
            re.search(rf"\]\(files/{name}\)", text) and f'"{file.name}"' in text
            for text in texts
        ), file.name
