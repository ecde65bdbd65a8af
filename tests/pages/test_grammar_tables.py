"""The tables of the pages on days say what is read, and how the rest is refused."""

import re
from pathlib import Path

import pytest
from edtf import EDTFParseException, parse_edtf

from csto_membership import DaySet
from csto_membership.days import as_day, as_period
from csto_membership.errors import InvalidDayError, InvalidPeriodError, MembershipError

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def rows(page, head):
    """The cells of the table that begins with a head."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    (table,) = re.findall(
        rf"^{re.escape(head)}\n\|[ |-]+\n((?:\|.*\n)+)", text, re.MULTILINE
    )
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in table.splitlines()
    ]


def texts(cell):
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


READ = rows("days.md", "| you write | it means |")
OFFERED = rows("days.md", "| you write | the error offers |")
TOLD = rows("errors.md", "| the text | the error says |")
EDTF = rows("uncertain-days.md", "| value | its `edtf` | in EDTF |")


def test_the_tables_are_found():
    assert (len(READ), len(OFFERED), len(TOLD), len(EDTF)) == (14, 13, 20, 6)


@pytest.mark.parametrize(("written", "meant"), READ, ids=[cell for cell, _ in READ])
def test_what_the_page_says_is_read_is_read(written, meant):
    (meaning,) = texts(meant)
    assert texts(written)
    for text in texts(written):
        assert as_period(text) == as_period(meaning)
        assert DaySet.parse(text) == DaySet.parse(meaning)
        if len(meaning) == len("1992-05-15"):
            assert as_day(text) == as_day(meaning)


@pytest.mark.parametrize(
    ("written", "offered"), OFFERED, ids=[cell for cell, _ in OFFERED]
)
def test_what_the_page_says_is_offered_is_offered(written, offered):
    assert texts(written)
    for text in texts(written):
        with pytest.raises(InvalidPeriodError) as refused:
            as_period(text)
        said = str(refused.value)
        if meant := texts(offered):
            written_out = " or ".join(meant)
            assert re.search(
                rf"write {re.escape(written_out)}(, whichever is meant)?$", said
            )
        else:
            assert offered == "nothing"
            assert not re.search(r"write [0-9.]", said)


@pytest.mark.parametrize(("written", "said"), TOLD, ids=[cell for cell, _ in TOLD])
def test_what_the_page_says_of_a_refusal_is_said(written, said):
    (text,) = texts(written)
    with pytest.raises(InvalidDayError) as refused:
        as_day(text)
    assert str(refused.value) == f"{text!r} {said}"


@pytest.mark.parametrize("row", EDTF, ids=[row[0] for row in EDTF])
def test_what_the_page_says_of_edtf_is_so(row):
    _, written, valid = row
    for text in texts(written.partition(";")[0]):
        try:
            parse_edtf(text)
        except EDTFParseException:
            assert valid == "no"
        else:
            assert valid in {"yes", "always"}


def test_a_wrong_row_would_be_found():
    with pytest.raises(AssertionError):
        test_what_the_page_says_is_read_is_read("`1992-05/06`", "`1992-05-06`")
    with pytest.raises((AssertionError, MembershipError)):
        test_what_the_page_says_is_offered_is_offered("`1992/05`", "`1992-05-01`")
