"""Whatever somebody passes as a path, only documented errors come out.

The functions are found by their signatures, so a new one must be added to the table.
"""

import errno
import inspect
import io
import os
import pickle
import pkgutil
import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from os import PathLike
from pathlib import Path
from types import FunctionType

import pytest

import csto_membership as cm
from csto_membership import exchange
from csto_membership.errors import FileError, UnreadableError, WrongTypeError
from csto_membership.exchange import datasets
from csto_membership.text_files import escaped

CSTO = cm.load("csto")
CHART = CSTO.chart()
TABLE = exchange.state_years("csto", during="1999", states=["UZB"])
WRITE = {
    "Chart.save": CHART.save,
    "Table.to_csv": TABLE.to_csv,
    "write_package": lambda path: exchange.write_package("guam", path),
    "write_sqlite": lambda path: exchange.write_sqlite("guam", path),
}
READ = {
    "read": cm.read,
    "check": cm.check,
    "read_package": exchange.read_package,
    "read_cow": lambda path: datasets.read_cow(path, 1),
    "read_atop": lambda path: datasets.read_atop(path, 1),
    "read_igo": lambda path: datasets.read_igo(path, "pact"),
    "cow_alliances": datasets.cow_alliances,
    "atop_alliances": datasets.atop_alliances,
    "igo_organizations": datasets.igo_organizations,
}


def public_functions():
    """The public functions, and the methods of all classes, by name."""
    for module in (cm, exchange, datasets, cm.evidence):
        for name in module.__all__:
            if isinstance(value := getattr(module, name), FunctionType):
                yield name, value
    for found in pkgutil.walk_packages(cm.__path__, "csto_membership."):
        try:
            module = import_module(found.name)
        except ModuleNotFoundError:  # what it needs comes with an extra
            assert found.name.startswith("csto_membership.exchange.frames.")
            continue
        for name, kind in inspect.getmembers(module, inspect.isclass):
            for key, method in vars(kind).items():
                if isinstance(method, FunctionType) and "_" not in {name[0], key[0]}:
                    yield f"{name}.{key}", method


def takes_a_path(function):
    return any(
        "PathLike" in str(each.annotation) or str(each.annotation) == "File"
        for each in inspect.signature(function).parameters.values()
    )


def test_the_table_has_every_function_that_takes_a_path():
    found = {name for name, each in public_functions() if takes_a_path(each)}
    assert found == {*WRITE, *READ}


class Odd(PathLike[str]):
    def __init__(self, value):
        self.value = value

    def __fspath__(self):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


WRONG_TYPES = {
    "None": None,
    "a number": 5,
    "a float": 1.5,
    "bytes": b"x.svg",
    "a list": ["x.svg"],
    "a type": str,
    "a path of an int": Odd(3),
    "a path that raises": Odd(RuntimeError("no")),
}
BAD_NAMES = {
    "empty": "",
    "blank": " ",
    "null": "a\0.svg",
    "too long": "x" * 300 + ".svg",
    "below a file": "file.svg/x.svg",
    "in a missing folder, to read": Path("none/x.svg"),
}
if sys.platform != "win32":  # there a name may have one
    BAD_NAMES["a lone surrogate"] = "a\ud800.svg"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.svg").write_text("here")
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "folder.svg" / "x").write_text("here")
    return tmp_path


def contents(folder):
    return sorted(str(each) for each in folder.rglob("*"))


@pytest.mark.parametrize("value", WRONG_TYPES.values(), ids=WRONG_TYPES)
@pytest.mark.parametrize("ask", [*WRITE, *READ])
def test_what_is_no_path_is_a_type_error(ask, value, folder):
    if (ask, value) == ("Table.to_csv", None):  # it returns the text
        return
    before = contents(folder)
    with pytest.raises(WrongTypeError, match=r"not .*(path|file)|no path") as caught:
        (WRITE | READ)[ask](value)
    assert isinstance(caught.value, TypeError)
    assert contents(folder) == before


def raised(ask, path):
    """The error of a call, as somebody would catch it who knows only Python."""
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the tests below look at it
        ask(path)
    assert isinstance(caught.value, FileError)
    assert escaped(str(caught.value)) == str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES)
@pytest.mark.parametrize("ask", [*WRITE, *READ])
def test_a_path_that_leads_nowhere_is_an_os_error(ask, name, folder):
    if ask == "write_package" and name == Path("none/x.svg"):  # it makes folders
        return
    before = contents(folder)
    if ask == "check":
        (problem,) = cm.check(name)
        assert problem.unreadable
    elif ask in READ:
        error = raised(READ[ask], name)
        assert isinstance(error, UnreadableError)
        assert isinstance(error, ValueError)
    else:
        raised(WRITE[ask], name)
    assert contents(folder) == before


@pytest.mark.parametrize("ending", ["gz", "ZIP", "bz2", "xz", "zst"])
@pytest.mark.parametrize("ask", sorted({*WRITE} - {"Chart.save"}))  # SVG alone
def test_nothing_plain_gets_the_name_of_a_packed_file(ask, ending, folder):
    before = contents(folder)
    told = str(raised(WRITE[ask], f"members.csv.{ending}"))
    assert f".{ending}" in told
    assert contents(folder) == before


THERE = {
    ("Chart.save", "folder.svg"): "cannot write folder.svg: it is a folder; name a file",
    ("Table.to_csv", "folder.svg"): "cannot write folder.svg: it is a folder; name a file",
    ("write_sqlite", "folder.svg"): "cannot write folder.svg: it exists already; name a new file",
    ("write_sqlite", "file.svg"): "cannot write file.svg: it exists already; name a new file",
    ("write_package", "file.svg"): "file.svg is a file; name a new folder",
    ("write_package", "folder.svg"): "folder.svg is not empty, and nothing in it is "
    "overwritten; name a new folder, or empty it first",
    ("Chart.save", "none/x.svg"): "cannot write none/x.svg: there is no folder none; make it first",
    ("Table.to_csv", "none/x.svg"): "cannot write none/x.svg: there is no folder none; make it first",
    ("write_sqlite", "none/x.svg"): "cannot write none/x.svg: there is no folder none; make it first",
}  # fmt: skip


@pytest.mark.parametrize(("ask", "name"), THERE)
def test_the_message_says_why_and_what_to_do(ask, name, folder):
    before = contents(folder)
    error = raised(WRITE[ask], name)
    assert str(error) == THERE[ask, name]
    assert error.filename == name
    assert contents(folder) == before


def failing(number):
    def fails(*_, **__):
        raise OSError(number, os.strerror(number))

    return fails


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("ask", WRITE)
def test_what_the_system_refuses_is_told_with_its_reason(
    ask, number, folder, monkeypatch
):
    before = contents(folder)
    monkeypatch.setattr(os, "replace", failing(number))
    error = raised(WRITE[ask], "new.svg")
    assert str(error) == f"cannot write new.svg: {os.strerror(number)}"
    assert error.errno == number
    assert [each for each in contents(folder) if not each.endswith("new.svg")] == before


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
@pytest.mark.parametrize("ask", READ)
def test_a_file_that_the_system_refuses_to_read(ask, number, monkeypatch):
    monkeypatch.setattr(os, "open", failing(number))
    why = f"cannot be read: {os.strerror(number)}"
    if ask == "check":
        assert cm.check("file.svg")[0].expected == why
    elif ask != "read_package":  # that wants a folder
        error = raised(READ[ask], "file.svg")
        assert (error.errno, error.filename) == (number, "file.svg")
        assert error.problems[0].expected == why


def test_an_error_of_a_file_keeps_its_path_and_number_when_it_is_pickled():
    for ask, name in ((CHART.save, "none/x.svg"), (cm.read, "none.toml")):
        error = raised(ask, name)
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)
        assert (again.filename, again.errno) == (name, errno.ENOENT)


def test_a_path_as_bytes_from_the_system_is_one(folder):
    with os.scandir(os.fsencode(folder)) as entries:
        entry = next(each for each in entries if each.name == b"file.svg")
    CHART.save(entry)
    assert (folder / "file.svg").read_text("utf-8").startswith("<svg")


def test_a_database_that_becomes_too_large_is_removed(folder):
    """As on a full disk, SQLite itself reports it."""
    resource = pytest.importorskip("resource")
    before = contents(folder)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, old[1]))
    try:
        error = raised(WRITE["write_sqlite"], "facts.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert str(error).startswith("cannot write facts.sqlite: ")
    assert contents(folder) == before


def test_the_file_beside_a_database_is_left_alone(folder):
    other = folder / "facts.sqlite.part"
    other.write_text("mine")
    exchange.write_sqlite("guam", "facts.sqlite")
    assert other.read_text() == "mine"
    with pytest.raises(OSError, match="exists already"):
        exchange.write_sqlite("guam", "facts.sqlite")
    assert other.read_text() == "mine"
    with closing(sqlite3.connect("facts.sqlite")) as database:
        assert database.execute("SELECT alliance FROM alliances").fetchall() == [
            ("guam",)
        ]


def test_an_open_file_is_no_path_to_write():
    with pytest.raises(TypeError, match="not the path of a file"):
        TABLE.to_csv(io.StringIO())


@pytest.mark.parametrize(
    ("alliances", "kind", "message"),
    [
        (None, TypeError, "None is no alliance; pass a name"),
        (5, TypeError, "5 is no alliance; pass a name"),
        (["csto", b"cis"], TypeError, "b'cis' is no alliance; pass a name"),
        ("", LookupError, "no alliance ''"),
        ([], cm.EmptyError, "at least one alliance is needed; name it, such as 'csto'"),
        (["cst", "csto"], cm.MembershipError, "two alliances have the id 'csto'"),
    ],
)
@pytest.mark.parametrize("write", [exchange.write_package, exchange.write_sqlite])
def test_what_is_no_alliance_is_not_written(write, alliances, kind, message, folder):
    before = contents(folder)
    with pytest.raises(kind, match=message) as caught:
        write(alliances, "new")
    assert isinstance(caught.value, cm.MembershipError)
    assert contents(folder) == before
