"""Every error says when it occurs and how to fix it, and stands on the page."""

import inspect
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership import errors

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "errors.md"
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, (cm.MembershipError, Warning))
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_when_it_occurs_and_how_to_fix_it(kind):
    when, _, fix = inspect.cleandoc(vars(kind)["__doc__"]).partition("How to fix it: ")
    assert when.strip()
    assert fix.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_stands_on_the_page(kind):
    assert f"\n::: csto_membership.{kind.__name__}\n" in PAGE.read_text(
        encoding="utf-8"
    )
