"""What the package answers, byte for byte as it was when the files were written."""

import os
import runpy
from itertools import zip_longest
from pathlib import Path

import pytest

import csto_membership as cm

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ANSWERS = runpy.run_path(str(HERE / "answers.py"))
MOST_SHOWN = 12


@pytest.fixture(scope="module")
def found():
    if os.environ.get("WRITE_GOLDEN"):
        ANSWERS["write"](HERE)
    return ANSWERS["files"]()


def kept():
    """The golden files by name."""
    return {
        path.relative_to(HERE).as_posix(): path.read_bytes().decode()
        for path in sorted(HERE.rglob("*.txt"))
    }


def difference(expected, actual):
    """The first lines that differ, each under the question that it answers."""
    said, question = [], ""
    pairs = zip_longest(expected.split("\n"), actual.split("\n"))
    for number, (old, new) in enumerate(pairs, start=1):
        if old == new:
            question = old if old.startswith("=== ") else question
            continue
        said += [f"line {number}, {question}", f"  - {old}", f"  + {new}"]
        if len(said) >= MOST_SHOWN:
            break
    return said


def test_every_answer_is_as_it_was(found):
    expected = kept()
    said = [f"no such file any more: {n}" for n in expected.keys() - found.keys()]
    said += [f"a new file: {name}" for name in found.keys() - expected.keys()]
    for name in sorted(expected.keys() & found.keys()):
        if lines := difference(expected[name], found[name]):
            said += [f"tests/golden/{name}", *(f"  {line}" for line in lines)]
    assert not said, "\n".join(said)


def test_a_difference_is_found_and_shown():
    said = difference("=== one\n1\n2\n3", "=== one\n1\n2 \n3")
    assert said == ["line 3, === one", "  - 2", "  + 2 "]
    assert difference("1\n", "1")


def test_every_alliance_is_asked():
    assert sorted([*ANSWERS["DAYS"], *ANSWERS["HARD"]]) == sorted(cm.available())
