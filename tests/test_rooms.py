"""The rooms of the package: who may import whom, and what names and sizes are allowed."""

import runpy
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

import csto_membership as cm

SCRIPT = Path(__file__).with_name("rooms.py")
rooms = SimpleNamespace(**runpy.run_path(str(SCRIPT)))


@cache
def here():
    """The package; read when a test needs it, since that takes seconds."""
    return rooms.read_folder(Path(cm.__file__).parent)


PLACES = "Each module is in a room, and each room is there"
THERE = "What is imported is there"
UPWARD = "A room imports only rooms below it"
SIDEWAYS = "The rooms of exchange do not import one another"
ROOT = "Only the command line imports the root"
CIRCLE = "No circle of modules"
CLASSES = "One class, one name"
NAMES = "Modules of different rooms have different names"
SIZES = "Sizes"


@pytest.mark.parametrize("rule", rooms.RULES)
def test_the_package_keeps_to(rule):
    found = rooms.broken(here()).get(rule, [])
    assert not found, "\n".join([rule, *found])


class TestWhatIsSeen:
    """What the analysis sees of the package is what Python does."""

    @pytest.mark.parametrize(
        "name",
        [
            "__init__",
            "exchange.__init__",
            "exchange.datasets.__init__",
            "evidence",
            "__main__",
        ],
    )
    def test_an_import_loads_what_is_imported_at_once(self, name):
        graph = rooms.graph_of(i for i in here().imports if i.when == "at once")
        starts = {name, *_inits_around(name)}
        seen = starts.union(*(rooms.reached_from(graph, start) for start in starts))
        dotted = f"csto_membership.{name}".removesuffix(".__init__")
        code = (
            f"import sys, {dotted}; "
            "print(*[m for m in sys.modules if m.startswith('csto_membership')])"
        )
        command = [sys.executable, "-P", "-c", code]
        told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        assert set(told.stdout.split()) == {
            f"csto_membership.{module}".removesuffix(".__init__") for module in seen
        }

    def test_public_names_that_are_imported_late_are_seen(self):
        seen = set(rooms.reached_from(rooms.graph_of(here().imports), "__init__"))
        makers = {getattr(getattr(cm, name), "__module__", "") for name in cm.__all__}
        makers = {name.removeprefix("csto_membership.") for name in makers - {""}}
        assert len(makers) > 10
        assert makers <= seen


def _inits_around(name):
    """The `__init__` of each package that a module is in."""
    parts = name.split(".")[:-1]
    return [".".join([*parts[:end], "__init__"]) for end in range(len(parts) + 1)]


# A package in which all is well. It has one module for each room, or a few.
GOOD = {
    "text_files": "LARGEST = 1",
    "errors": "class Wrong(ValueError): ...",
    "versions": "MOST = 1\nname = 'csto_membership.versions'",
    "days.__init__": "from csto_membership.days.span import Span",
    "days.span": "from csto_membership.errors import Wrong\nclass Span: ...",
    "days.dayset": "from csto_membership.days import span\nfrom .span import Span",
    "strategies": "from csto_membership.days import Span",
    "charts.row": "MOST = 2\nimport csto_membership.days.span as days\nItem = TypeVar('Item')",
    "record.__init__": "from csto_membership.record.source import Source",
    "record.source": "class Source: ...",
    "record.citation": "def cite():\n    from csto_membership import errors",
    "files.checks": "from csto_membership.record import Source",
    "membership.act": "from ..record.source import Source",
    "answers.checks": "from typing import TYPE_CHECKING\n"
    "if TYPE_CHECKING:\n    from csto_membership.files import checks",
    "answers.citation": "from csto_membership.record import citation",
    "answers.explanation.__init__": "",
    "answers.explanation.step": "from csto_membership.answers import citation",
    "alliance": "def explain():\n"
    "    from csto_membership.answers.explanation import step",
    "catalogue": "from csto_membership.alliance import Alliance",
    "across": "from csto_membership.catalogue import load",
    "leaving": "from csto_membership.across import overlap",
    "exchange.__init__": "from csto_membership.exchange.package import out",
    "exchange.series": "",
    "exchange.counts": "",
    "exchange.obligations": "",
    "exchange.postgresql": "",
    "exchange.tables.panel": "from importlib import import_module\n"
    "Item = TypeVar('Item')\n"
    "frames = import_module('narwhals')\n"
    "part = import_module('.'.join(['narwhals', 'dtypes']))",
    "exchange.frames.lazy": "from csto_membership.across import overlap",
    "exchange.package.out": "from csto_membership.exchange.tables.panel import rows",
    "exchange.datasets.cow": "from csto_membership.alliance import Alliance",
    "evidence": "from csto_membership.answers.explanation.step import Step",
    "__init__": "import importlib\n"
    "LATER = {'across': ('overlap',)}\n"
    "def __getattr__(name):\n"
    "    for module, names in LATER.items():\n"
    "        return importlib.import_module(f'{__name__}.{module}')",
    "cli.main": "import csto_membership as cm\nfrom csto_membership import load",
    "__main__": "from csto_membership.cli.main import run",
}

# Brings the name `csto_membership`, and so the root.
WITH_ROOT = "import csto_membership.record.source"

# Each way to import something of `record` in a module of another room.
IMPORTS = [
    "from csto_membership.record.source import Source",
    "from csto_membership.record.source import *",
    "from csto_membership.record import source",
    "from csto_membership.record import Source",
    "from csto_membership import record",
    "import csto_membership.record.source as it",
    WITH_ROOT,
    "import json, csto_membership.record as it",
    "from ..record.source import Source",
    "from ..record import source",
    "from .. import record",
    "def late():\n    from csto_membership.record.source import Source",
    "async def late():\n    import csto_membership.record.source as it",
    "class Late:\n    def late(self):\n        from ..record import source",
    "class Late:\n    from csto_membership.record import source",
    "try:\n    from csto_membership import record\nexcept ImportError:\n    pass",
    "if TYPE_CHECKING:\n    from csto_membership.record import Source",
    "if typing.TYPE_CHECKING:\n    from csto_membership.record import source",
    "if not TYPE_CHECKING:\n    pass\nelse:\n    from .. import record",
    "importlib.import_module('csto_membership.record.source')",
    "importlib.import_module(name='csto_membership.record')",
    "importlib.import_module('..record.source', __package__)",
    "importlib.import_module(package=__package__, name='..record')",
    "def late():\n    return import_module('csto_membership.record')",
    "late = lambda: __import__('csto_membership.record.source')",
    "pkgutil.resolve_name('csto_membership.record.source:Source')",
    "sys.modules['csto_membership.record.source']",
    "NAMES = {'Source': 'csto_membership.record.source'}",
    "NAMES = ['record.source']\nimport_module(f'csto_membership.{NAMES[0]}')",
    "NAMES = ['source']\nimport_module(f'csto_membership.record.{NAMES[0]}')",
    "NAMES = ['record']\nimport_module('..' + NAMES[0], __package__)",
    "import_module(name := 'csto_membership.' + 'record')",
    "get = importlib.import_module\nget('..record', __package__)",
    "from importlib import import_module as get\nget('..record', __package__)",
]

# Each way to import the root, in the last line.
ROOT_IMPORTS = [
    "import csto_membership",
    "import csto_membership as cm",
    "import csto_membership.errors",
    "from csto_membership import load",
    "from csto_membership import *",
    "from csto_membership import errors, load",
    "from .. import load",
    "def late():\n    import csto_membership as cm",
    "def late():\n    from .. import load",
    "if TYPE_CHECKING:\n    from csto_membership import Span",
    "import_module('csto_membership')",
    "import_module('..', __package__)",
    "__import__('csto_membership')",
]


FRAMES_TABLES = "exchange.frames is beside exchange.tables"
SETS = "exchange.datasets is beside exchange.tables"
PACKAGE_FRAMES = "exchange.package is beside exchange.frames"
MADE = "__package__ + name"
STEP = "answers.explanation.step"

# Each breaks one rule, beside what it does to others: the modules, and what is said.
BROKEN = {
    "a module in no room": (PLACES, {"odd.one": ""}, ["odd.one is in no room"]),
    "a module beside the rooms of exchange": (
        PLACES,
        {"exchange.rows": ""},
        ["exchange.rows is in no room"],
    ),
    "an import of what is not there": (
        THERE,
        {"days.dayset": "def late():\n    from csto_membership.gone import Span"},
        ["days.dayset:2 imports gone (late), which is not there"],
    ),
    "an import by a name that is not there": (
        THERE,
        {"days.dayset": "import_module('.gone', __package__)"},
        ["days.dayset:1 imports gone, which is not there"],
    ),
    "an import by a name that cannot be read": (
        THERE,
        {"days.dayset": f"import_module({MADE})"},
        [f"days.dayset:1 imports {MADE}, made at run time (late), which is not there"],
    ),
    "an alliance that knows the catalogue": (
        UPWARD,
        {"alliance": "def late():\n    from csto_membership.catalogue import load"},
        ["alliance:2 imports catalogue (late): alliance is below catalogue"],
    ),
    "evidence that knows the command line": (
        UPWARD,
        {"evidence": "if TYPE_CHECKING:\n    from .cli import main"},
        ["evidence:2 imports cli.main (for types): evidence is below cli"],
    ),
    "frames that import tables": (
        SIDEWAYS,
        {"exchange.frames.lazy": "from ..tables import panel"},
        [f"exchange.frames.lazy:1 imports exchange.tables.panel: {FRAMES_TABLES}"],
    ),
    "data sets that import tables, late": (
        SIDEWAYS,
        {"exchange.datasets.cow": "def late():\n    from ..tables import panel"},
        [f"exchange.datasets.cow:2 imports exchange.tables.panel (late): {SETS}"],
    ),
    "a package that imports frames": (
        SIDEWAYS,
        {"exchange.package.out": "from csto_membership.exchange.frames import lazy"},
        [f"exchange.package.out:1 imports exchange.frames.lazy: {PACKAGE_FRAMES}"],
    ),
    "a circle of two, one of which is for types": (
        CIRCLE,
        {"days.span": "\nif TYPE_CHECKING:\n    from .dayset import DaySet"},
        ["days.dayset:1 -> days.span:3 -> days.dayset"],
    ),
    "a circle of three in one room": (
        CIRCLE,
        {
            "answers.checks": "from csto_membership.answers.citation import cite",
            "answers.citation": "\nfrom .explanation.step import Step",
            "answers.explanation.step": "def late():\n    from .. import checks",
        },
        [f"answers.checks:1 -> answers.citation:2 -> {STEP}:2 -> answers.checks"],
    ),
    "a circle over the package of what is imported": (
        CIRCLE,
        {
            "answers.citation": "from .explanation.step import Step",
            "answers.explanation.__init__": "from .. import citation",
            "answers.explanation.step": "",
        },
        ["answers.citation:1 -> answers.explanation.__init__:1 -> answers.citation"],
    ),
    "a module that imports its own package": (
        CIRCLE,
        {"days.span": "from csto_membership.days import Span"},
        ["days.__init__:1 -> days.span:1 -> days.__init__"],
    ),
    "a module that imports itself": (
        CIRCLE,
        {"versions": "from csto_membership import versions"},
        ["versions:1 -> versions"],
    ),
    "two circles": (
        CIRCLE,
        {
            "days.span": "from .dayset import DaySet",
            "record.source": "from .citation import cite",
            "record.citation": "from .source import Source",
        },
        [
            "days.dayset:1 -> days.span:1 -> days.dayset",
            "record.citation:1 -> record.source:1 -> record.citation",
        ],
    ),
    "a class defined twice": (
        CLASSES,
        {"cli.main": "def late():\n    class Span: ..."},
        ["Span is defined in days.span:2, cli.main:2"],
    ),
    "a type with the name of a class": (
        CLASSES,
        {"cli.main": "Span = tuple[date, date]"},
        ["Span is defined in days.span:2, cli.main:1"],
    ),
    "an annotated type with the name of a class": (
        CLASSES,
        {"cli.main": "Span: TypeAlias = tuple[date, date]"},
        ["Span is defined in days.span:2, cli.main:1"],
    ),
    "modules of two rooms with one name": (
        NAMES,
        {"charts.span": ""},
        ["span is the name of days.span, charts.span"],
    ),
    "a module with the name of another room": (
        NAMES,
        {"charts.record": ""},
        ["record is the name of record.__init__, charts.record"],
    ),
    "a shared name in one room more": (
        NAMES,
        {"cli.checks": ""},
        ["checks is the name of files.checks, answers.checks, cli.checks"],
    ),
    "a long module": (
        SIZES,
        {"cli.main": "\n" * 451, "days.dayset": "\n" * 451, "errors": "\n" * 451},
        ["cli.main has 451 lines, more than 450"],
    ),
    "many modules": (
        SIZES,
        {
            f"cli.task{number}": ""
            for number in range(rooms.MOST_MODULES - len(GOOD) + 1)
        },
        [f"{rooms.MOST_MODULES + 1} modules, more than {rooms.MOST_MODULES}"],
    ),
    "many lines": (
        SIZES,
        dict.fromkeys(GOOD, "") | {"errors": "\n" * (rooms.MOST_LINES + 1)},
        [f"{rooms.MOST_LINES + 1} lines, more than {rooms.MOST_LINES}"],
    ),
}


def broken(changed):
    """The rules that are broken where modules of the good package are changed."""
    return rooms.broken(rooms.read(GOOD | changed))


class TestRules:
    """Each rule finds what breaks it, and nothing in a package in which all is well."""

    def test_a_good_package(self):
        assert broken({}) == {}

    @pytest.mark.parametrize("lines", IMPORTS)
    def test_an_import_upward(self, lines):
        found = broken({"days.span": lines})
        assert found.keys() == ({UPWARD, ROOT} if lines == WITH_ROOT else {UPWARD})
        where = f"days.span:{_line(lines)} imports record."
        [first, *_] = [each for each in found[UPWARD] if each.startswith(where)]
        assert ("TYPE_CHECKING:\n    from" in lines) == ("(for types)" in first)
        assert "late" not in lines or "(late)" in first

    @pytest.mark.parametrize("lines", IMPORTS)
    def test_the_same_import_downward(self, lines):
        package = rooms.read(GOOD | {"files.checks": lines})
        assert any(
            str(found).startswith(f"files.checks:{_line(lines)} imports record.")
            for found in package.imports
        )
        allowed = {ROOT, UPWARD} if lines == WITH_ROOT else set()
        assert rooms.broken(package).keys() == allowed

    @pytest.mark.parametrize("lines", IMPORTS)
    def test_the_same_import_in_a_circle(self, lines):
        back = "import csto_membership.days.span as days"
        found = broken({"days.span": lines, "record.source": back})[CIRCLE]
        assert f"days.span:{_line(lines)} -> record." in "\n".join(found)

    @pytest.mark.parametrize("lines", ROOT_IMPORTS)
    def test_an_import_of_the_root(self, lines):
        [found] = broken({"days.dayset": lines})[ROOT]
        at = len(lines.splitlines())
        assert found.startswith(f"days.dayset:{at} imports __init__")

    @pytest.mark.parametrize("lines", ROOT_IMPORTS)
    def test_the_command_line_may_import_it(self, lines):
        assert broken({"cli.main": lines, "__main__": lines}) == {}

    @pytest.mark.parametrize(("rule", "changed", "said"), BROKEN.values(), ids=BROKEN)
    def test_what_breaks_it(self, rule, changed, said):
        assert broken(changed)[rule] == said

    @pytest.mark.parametrize("room", rooms.ROOMS)
    def test_a_room_that_is_missing(self, room):
        left = {name: GOOD[name] for name in GOOD if rooms.room_of(name) != room}
        assert left.keys() < GOOD.keys()
        assert rooms.broken(rooms.read(left))[PLACES] == [f"{room} has no module"]

    @pytest.mark.parametrize("name", rooms.SHARED_NAMES)
    def test_an_allowed_name_that_is_shared_no_more(self, name):
        left = {key: GOOD[key] for key in GOOD if key != f"answers.{name}"}
        [said] = rooms.broken(rooms.read(left))[NAMES]
        assert said.startswith(f"{name} is no longer shared by answers and ")

    @pytest.mark.slow
    def test_the_package_itself_with_one_import_more(self):
        changed = here().sources["errors"] + "\n\nimport csto_membership as cm\n"
        found = rooms.broken(rooms.read({**here().sources, "errors": changed}))
        at = len(changed.splitlines())
        assert f"errors:{at} imports __init__, the root" in found[ROOT]
        assert f"errors:{at} -> __init__" in "\n".join(found[CIRCLE])


def _line(lines):
    """The first line that names what is imported."""
    return next(n for n, line in enumerate(lines.splitlines(), 1) if "record" in line)


class TestReport:
    @pytest.mark.parametrize("changed", [{}, {"errors": "import csto_membership"}])
    def test_the_script_finds_the_same_in_a_folder(self, tmp_path, changed):
        package = GOOD | changed
        for name, text in package.items():
            path = tmp_path.joinpath(*name.split(".")).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = [sys.executable, str(SCRIPT), str(tmp_path)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert told.returncode == bool(changed)
        expected = list(rooms.report(rooms.read(package)))
        assert sorted(told.stdout.splitlines()) == sorted(expected)
        assert f"{len(GOOD)} modules" in told.stdout
        assert ("FAIL" in told.stdout) == bool(changed)
