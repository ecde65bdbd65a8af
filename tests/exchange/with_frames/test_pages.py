"""The pages that show data frames show what happens; other pages run elsewhere."""

import re
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

PROJECT = Path(__file__).parents[3]
NEEDS = re.compile(r"^>>> import (pandas|polars|pyarrow|duckdb|pyspark)", re.MULTILINE)
PAGES = [
    page
    for page in sorted((PROJECT / "docs").rglob("*.md"))
    if NEEDS.search(page.read_text(encoding="utf-8"))
]


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_python_block_runs(page, spark):
    document = Sybil(parsers=[PythonCodeBlockParser()]).parse(page)
    document.namespace["spark"] = spark
    examples = list(document.examples())
    assert len(examples) >= page.read_text(encoding="utf-8").count("```python\n")
    for example in examples:
        example.evaluate()


def test_the_page_on_data_frames_is_among_them():
    assert "data-frames" in [page.stem for page in PAGES]
