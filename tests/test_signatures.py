"""The check that names broken signatures finds them, and nothing else."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "check_signatures.py"
OLD = """
__all__ = ["members_on", "was_member"]

def members_on(day, alliance="csto"):
    return ()

def was_member(state, day):
    return False

def helper(day):
    return day
"""
CHANGES = [
    ("def was_member(state, day):", "def was_member(state, day, definition=None):", []),
    ("def helper(day):", "def helper():", []),
    ("def was_member(state, day):", "def was_member(state):", ["was_member"]),
    ("def was_member", "def is_member", ["was_member"]),
    ('alliance="csto"', 'alliance="nato"', ["members_on"]),
    ("(state, day):", "(state, day, definition):", ["was_member"]),
]


@pytest.fixture(scope="module")
def check():
    pytest.importorskip("griffe")
    spec = importlib.util.spec_from_file_location("check_signatures", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def package(root, text):
    (root / "csto_membership").mkdir(parents=True)
    (root / "csto_membership" / "__init__.py").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("before", "after", "names"), CHANGES)
def test_what_breaks_a_caller_is_named(check, tmp_path, before, after, names):
    old = package(tmp_path / "old", OLD)
    new = package(tmp_path / "new", OLD.replace(before, after))
    assert [name.partition("(")[0] for name, _ in check.broken(old, new)] == names


@pytest.mark.parametrize(
    ("changelog", "missing"),
    [
        ("# C\n\n## 0.2\n\n- `was_member` takes no day.\n\n## 0.1\n", 0),
        ("# C\n\n## 0.2\n\n- Nothing.\n\n## 0.1\n\n- `was_member`.\n", 1),
    ],
)
def test_the_newest_section_must_say_it(check, tmp_path, changelog, missing):
    old = package(tmp_path / "old", OLD)
    new = package(
        tmp_path / "new", OLD.replace("was_member(state, day)", "was_member()")
    )
    found = check.unsaid(old, new, changelog)
    assert bool(found) == bool(missing)
    assert all("was_member" in each for each in found)
