"""Whoever gets the package can see whether its data are as they were released."""

import shutil
from pathlib import Path

import pytest

from csto_membership.cli.main import main
from csto_membership.files import loading
from csto_membership.membership.shipped import DIGESTS, altered

DATA = Path(loading.SHIPPED)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    monkeypatch.setattr(loading, "SHIPPED", str(folder))
    return folder


def test_every_data_file_has_its_digest():
    """After a change: cd csto_membership/data && sha256sum *.csv *.toml > SHA256SUMS."""
    lines = (DATA / DIGESTS).read_text(encoding="utf-8").splitlines()
    named = [line.split("  ")[1] for line in lines]
    assert sorted(named) == sorted(
        each.name for each in DATA.iterdir() if each.name != DIGESTS
    )
    assert altered() == ()


def test_the_command_says_that_nothing_was_changed(capsys):
    assert main(["check", "--shipped"]) == 0
    assert capsys.readouterr().out.endswith("as released\n")


@pytest.mark.parametrize("name", ["csto.toml", "csto-context.toml", "states.csv"])
def test_one_other_byte_is_found(copy, name, capsys):
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content.replace(b"1", b"2", 1))
    assert altered() == (name,)
    assert main(["check", "--shipped"]) == 1
    assert capsys.readouterr().out.endswith(f"changed or missing: {name}\n")


def test_a_missing_file_is_found(copy):
    (copy / "rio.toml").unlink()
    assert altered() == ("rio.toml",)


def test_check_needs_a_file_or_the_option(capsys):
    assert main(["check"]) == 2
    assert "--shipped" in capsys.readouterr().err
