"""What the README and the pages show is what happens."""

import re
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import csto_membership as cm
from csto_membership.cli.main import main

PROJECT = Path(__file__).parents[2]
WRITTEN = sorted((PROJECT / "docs").rglob("*.md"))
PAGES = [
    PROJECT / "README.md",
    *(page for page in WRITTEN if "node_modules" not in page.parts),  # of others
]
# tests/exchange/with_frames runs the blocks of these pages, with what they need.
WITH_FRAMES = re.compile(
    r"^>>> import (pandas|polars|pyarrow|duckdb|pyspark|networkx|pydantic)",
    re.MULTILINE,
)
PLAIN = [p for p in PAGES if not WITH_FRAMES.search(p.read_text(encoding="utf-8"))]
SYBIL = Sybil(parsers=[PythonCodeBlockParser()])
CONSOLE = re.compile(
    r"^```(?:console|text)\n\$ csto-membership ([^\n]*)\n(.*?)^```",
    re.MULTILINE | re.DOTALL,
)
CALL = re.compile(r"`(csto\.[a-z_.]+\([^`]*\))`")


def _name(path):
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("page", PLAIN, ids=_name)
def test_every_python_block_runs(page):
    document = SYBIL.parse(page)
    blocks = len(
        re.findall(r"^```python$", page.read_text(encoding="utf-8"), re.MULTILINE)
    )
    examples = list(document.examples())
    assert len(examples) >= blocks
    for example in examples:
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_python_block_is_left_out(page):
    """Blocks in `pycon` or `py` fences would not run, so there are none."""
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"^```(pycon|py)\b", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_shown_prints_what_is_shown(page, capsys):
    text = page.read_text(encoding="utf-8")
    shown = CONSOLE.findall(text)
    assert len(shown) == text.count("$ csto-membership ")
    for words, printed in shown:
        main(_split(words))
        out, err = capsys.readouterr()
        assert (out + err).strip() == printed.strip()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_call_in_a_table_answers(page):
    rows = re.findall(r"^\|.*\|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    calls = [call for row in rows for call in CALL.findall(row)]
    for call in calls:
        answer = eval(call, {"csto": cm.load("csto")})  # noqa: S307 - our own pages
        assert answer is not None, call


def _split(words):
    return [a or b for a, b in re.findall(r"'([^']*)'|(\S+)", words)]


def test_there_is_something_of_each_kind_to_try():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    rows = re.findall(r"^\|.*\|$", text, re.MULTILINE)
    assert CONSOLE.search(text)
    assert any(CALL.search(row) for row in rows)
    assert re.search(
        r"^```toml\n(?:(?!```).)*?\[alliance\]", text, re.MULTILINE | re.DOTALL
    )


def test_the_readme_shows_the_answer_of_its_first_command():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert str(cm.members_on("2007-01-01")) in text


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_data_file_shown_has_no_problem(page):
    blocks = re.findall(
        r"^```toml\n(.*?)^```",
        page.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    for block in blocks:
        if "[alliance]" in block:
            assert cm.check(block) == ()


def test_the_readme_shows_the_picture_of_the_record():
    picture = PROJECT / "docs" / "assets" / "readme.svg"
    drawn = cm.load("csto").chart().svg
    assert picture.read_text(encoding="utf-8") == f"{drawn}\n", "csto-membership chart"


def test_the_chairs_of_the_faq_are_those_of_the_record():
    faq = (PROJECT / "docs" / "faq.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}) \| (.*) \| (.*) \|$", faq, re.MULTILINE)
    assert len(rows) > 20
    csto = cm.load("csto")
    for year, *shown in rows:
        days = (f"{year}-01-01", f"{year}-12-31")
        chairs = [" or ".join(sorted(map(str, csto.chair_on(day)))) for day in days]
        assert chairs == shown, year
