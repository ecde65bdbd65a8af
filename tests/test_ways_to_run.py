"""The package gives the same answers wherever it is, and however Python was started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import csto_membership

PACKAGE = Path(csto_membership.__file__).parent
QUESTIONS = """
import csto_membership as cm
from csto_membership.exchange import state_years

print(cm.__file__)
print(cm.members_on("2007-01-01"))
print(cm.load("csto").explain("UZ", "2013-01-01"))
print(len(cm.load("csto").record.context_events), len(cm.load("nato").chart().svg))
print(*state_years("warsaw_pact", during="1990/1991"), sep="\\n")
print(cm.load("csto").members_on("1999-04-21").cite())
"""


def answers(*options, path=PACKAGE.parent, env=()):
    """What Python prints when it asks the questions in a process of its own."""
    # Attrs and dateutil stay where they are; only this package is taken from `path`.
    others = {str(Path(sys.modules[name].__file__).parents[1]) for name in ("attr",)}
    start = (
        f"import sys; sys.path[:0] = {[str(path)]!r}; sys.path += {sorted(others)!r}"
    )
    run = subprocess.run(  # noqa: S603 - our own questions
        [sys.executable, *options, "-X", "utf8", "-c", start + QUESTIONS],
        env={"SYSTEMROOT": os.environ.get("SYSTEMROOT", ""), **dict(env)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stderr == ""
    where, _, printed = run.stdout.partition("\n")
    assert where.startswith(str(path))
    return printed


@pytest.fixture(scope="module")
def usual():
    return answers()


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """The package in a zip file, as some programs are shipped."""
    folder = tmp_path_factory.mktemp("zipped")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "root" / "csto_membership", ignore=ignored)
    return shutil.make_archive(str(folder / "packages"), "zip", folder / "root")


def test_the_answers_are_there(usual):
    assert "7 members" in usual
    assert "German Democratic Republic" in usual


def test_it_runs_from_a_zip_file(usual, zipped):
    assert answers(path=zipped) == usual


def test_it_runs_from_a_folder_with_spaces_and_letters_of_any_script(usual, tmp_path):
    folder = tmp_path / "my packages, мои"
    shutil.copytree(PACKAGE, folder / "csto_membership")
    assert answers(path=folder) == usual


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links")
def test_it_runs_where_every_file_is_a_link(usual, tmp_path):
    linked = tmp_path / "csto_membership"
    shutil.copytree(PACKAGE, linked, copy_function=os.symlink)
    assert answers(path=tmp_path) == usual


@pytest.mark.parametrize(
    "options",
    [("-OO",), ("-W", "error"), ("-I",), ("-X", "dev"), ("-B",)],
    ids=" ".join,
)
def test_it_runs_with_an_option_of_python(usual, options):
    assert answers(*options) == usual


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C"}, {"HOME": "/nowhere"}, {"TZ": "Pacific/Kiritimati"}],
    ids=str,
)
def test_it_runs_in_any_environment(usual, env):
    """The usual one has no HOME and no PATH at all."""
    assert answers(env=env.items()) == usual
