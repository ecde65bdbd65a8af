"""What the package ships: records by name, and whether a record is one of them."""

from pathlib import Path

import attrs
import pytest

import csto_membership as cm
from csto_membership.membership.shipped import (
    available,
    is_shipped,
    shipped_record,
    state,
)

CSTO = shipped_record("csto")


@pytest.mark.parametrize(
    "name", ["warsaw_pact", "Warsaw Pact", "WARSAW-PACT", Path("warsaw_pact")]
)
def test_a_record_is_found_by_its_name_however_it_is_written(name):
    record = shipped_record(name)
    assert record.id == "warsaw_pact"
    assert record is shipped_record("warsaw_pact")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("atlantis", "shipped are aes, anzus, "),
        ("own.toml", "read a file of your own with read('own.toml')"),
        ("folder/csto", "read a file of your own with read('folder/csto')"),
        (Path("folder") / "own", "read a file of your own with read("),
    ],
)
def test_another_name_is_refused_with_what_to_do(name, said):
    with pytest.raises(cm.UnknownAllianceError) as error:
        shipped_record(name)
    assert said in str(error.value)


def test_what_is_no_name_is_refused():
    with pytest.raises(cm.WrongTypeError, match="pass a name such as 'csto'"):
        shipped_record(1)


def test_a_record_is_shipped_if_it_says_the_same():
    assert is_shipped(CSTO)
    assert is_shipped(attrs.evolve(CSTO))
    assert not is_shipped(attrs.evolve(CSTO, id="own"))
    assert not is_shipped(attrs.evolve(CSTO, events=CSTO.events[1:]))
    assert "own" not in available()


def test_a_state_of_the_package_is_found_by_any_of_its_names():
    assert state("Oezbekistan") is state("UZB") is state(state("UZ"))
    assert state("UZ").cow == 704
