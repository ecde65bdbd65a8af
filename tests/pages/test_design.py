"""The design page names the modules of each room, and its picture shows every room."""

import importlib.util
import re
from pathlib import Path

import pytest

import csto_membership as cm

PROJECT = Path(__file__).parents[2]
PACKAGE = Path(cm.__file__).parent
PAGE = (PROJECT / "docs/explanation/design.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| [^|]* \| ([^|]*) \|$", PAGE, re.MULTILINE))
FOLDERS = ["answers", "charts", "cli", "days", "files", "membership", "record"]


def _modules(folder):
    return {path.stem for path in folder.rglob("*.py") if path.stem != "__init__"}


@pytest.mark.parametrize("room", FOLDERS)
def test_each_module_of_a_room_is_named(room):
    named = set(re.findall(r"`(\w+)`", ROWS[room]))
    folders = {path.parent.name for path in (PACKAGE / room).rglob("*/__init__.py")}
    assert named == _modules(PACKAGE / room) | folders - {room}


def test_each_room_has_a_row():
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py"}
    rooms |= {
        path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()
    }
    rows = set(re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", PAGE, re.MULTILINE))
    named = {name for row in rows for name in row}
    assert rooms - named == {"__init__", "__main__"}


@pytest.fixture(scope="module")
def pictured():
    path = PROJECT / "docs/generate/rooms.py"
    spec = importlib.util.spec_from_file_location("rooms_picture", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_picture_has_an_arrow_for_each_import(pictured):
    names = [name for name, _ in pictured.ROOMS]
    picture = pictured.picture()
    assert re.findall(r'class="name">(\w+)<', picture) == names
    arrows = picture.count('class="tip"')
    assert arrows == sum(
        len(pictured._imported_by(name) & {*names} - {name}) for name in names
    )
    assert arrows > len(names)


@pytest.mark.slow
def test_an_import_upwards_is_refused(pictured, monkeypatch):
    monkeypatch.setattr(pictured, "ROOMS", pictured.ROOMS[::-1])
    with pytest.raises(ValueError, match="above"):
        pictured.picture()
