"""Live Python: what the pages show below a cell is what running the cell shows."""

import io
import json
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CELL = re.compile(
    r'<div class="live" markdown>\n\n```python\n(?P<source>.*?)```\n\n'
    r"(?:```text\n(?P<shown>.*?)```\n\n)?(?P<rest>.*?)</div>",
    re.DOTALL,
)
PAGES = [
    page
    for page in sorted((PROJECT / "docs").rglob("*.md"))
    if "node_modules" not in page.parts
    and '<div class="live"' in page.read_text(encoding="utf-8")
]
LIVE = runpy.run_path(str(PROJECT / "docs/live/cell.py"))
RUNTIME = runpy.run_path(str(PROJECT / "docs/generate/runtime.py"))


def run(source, names=None, name="cell 1"):
    return LIVE["run"](source, name, {} if names is None else names)


def text(parts):
    return "".join(content for kind, content in parts if kind == "text")


# -- pages ----------------------------------------------------------------


def test_there_is_a_page_of_cells():
    assert PROJECT / "docs/tutorial/index.md" in PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_cell_shows_what_it_shows_when_it_is_run(page):
    written = page.read_text(encoding="utf-8")
    cells = list(CELL.finditer(written))
    assert len(cells) == written.count('<div class="live"')
    names = {"__name__": "__main__"}
    for number, cell in enumerate(cells, start=1):
        if cell["source"].startswith(">>>"):
            continue  # a session holds its own answers, and is tested as one
        parts = run(cell["source"], names, f"cell {number}")
        kinds = [kind for kind, _ in parts]
        assert kinds == (["svg"] if cell["shown"] is None else ["text"])
        assert text(parts).rstrip() == (cell["shown"] or "").rstrip()
        assert ("![" in cell["rest"]) is (kinds == ["svg"])


# -- a cell ---------------------------------------------------------------


def test_a_cell_shows_what_is_printed_and_each_value_in_order():
    assert run("print(1)\n2\nNone\nfor each in 'ab': each\nx = 3") == [
        ("text", "1\n2\n'a'\n'b'\n")
    ]


def test_cells_share_their_variables():
    names = {}
    assert run("def twice(x):\n    return 2 * x", names) == []
    assert run("twice(4)", names) == [("text", "8\n")]


def test_a_value_that_can_be_drawn_is_drawn_in_its_place():
    source = (
        "class Drawn:\n    def _repr_svg_(self):\n        return '<svg/>'\n"
        "print('a')\nDrawn()\nDrawn\nprint('b')"
    )
    drawn = run(source)
    assert [kind for kind, _ in drawn] == ["text", "svg", "text"]
    assert drawn[1] == ("svg", "<svg/>")
    assert drawn[2][1].endswith("Drawn'>\nb\n")


def test_an_error_is_told_by_the_lines_of_the_cells_only():
    names = {}
    run("import csto_membership as cm", names)
    run(
        "def ask(state):\n    return cm.was_member(state, '2007-01-01')",
        names,
        "cell 2",
    )
    [(kind, told)] = run("print\nask('Uzbekstan')", names, "cell 3")[1:]
    assert kind == "error"
    places = re.findall(r'File "(.*)", line (\d+)', told)
    assert places == [("cell 3", "2"), ("cell 2", "2")]
    assert "    ask('Uzbekstan')\n  File" in told
    assert told.endswith("did you mean Uzbekistan (UZB)?\n")
    assert "During handling" not in told


def test_a_slip_of_writing_is_told_with_its_line():
    [(kind, told)] = run("x = 1\ny = (2\n")
    assert kind == "error"
    assert told.startswith('  File "cell 1", line 2\n    y = (2\n')


def test_what_leaves_python_leaves_the_cell_only():
    assert run("exit()") == [
        (
            "error",
            '  File "cell 1", line 1, in <module>\n    exit()\nSystemExit: None\n',
        )
    ]


def test_a_warning_is_one_line_each_time():
    source = (
        "import warnings\nfor _ in range(2): warnings.warn('Take care.', UserWarning)"
    )
    assert run(source) == [("text", "UserWarning: Take care.\n" * 2)]


def test_endless_printing_is_cut_off():
    (_, printed), (kind, note) = run("while True: print('spam')")
    assert len(printed) == LIVE["LIMIT"]
    assert printed.startswith("spam\n")
    assert (kind, note) == ("note", "Cut off here, after 100,000 characters.")


def test_what_fits_exactly_is_not_cut_off():
    source = f"import sys\nsys.stdout.write('x' * {LIVE['LIMIT']}) and None"
    assert [kind for kind, _ in run(source)] == ["text"]


def test_a_cell_leaves_python_as_it_was():
    before = sys.displayhook, sys.stdout, sys.stderr
    run("1 / 0")
    assert (sys.displayhook, sys.stdout, sys.stderr) == before


# -- the runtime ----------------------------------------------------------


def test_without_the_runtime_only_its_absence_is_noted(tmp_path):
    made = dict(RUNTIME["make"](tmp_path / "node_modules/pyodide"))
    assert made == {"assets/live.json": '{"megabytes": 0}'}


def test_with_the_runtime_its_files_and_the_packages_are_made(tmp_path):
    for name in RUNTIME["RUNTIME"]:
        (tmp_path / name).write_bytes(b"0" * 1_000_000)
    made = dict(RUNTIME["make"](tmp_path))
    assert made == dict(RUNTIME["make"](tmp_path))  # byte for byte
    told = json.loads(made.pop("assets/live.json"))["megabytes"]
    assert told == pytest.approx(sum(map(len, made.values())) / 1e6, abs=0.5)
    names = [*RUNTIME["RUNTIME"], "packages.zip"]
    assert list(made) == [f"assets/pyodide/{name}" for name in names]


def test_the_packages_need_nothing_but_the_standard_library(tmp_path):
    zipped = RUNTIME["_zipped"](dict(RUNTIME["_packages"]()))
    zipfile.ZipFile(io.BytesIO(zipped)).extractall(tmp_path)
    asked = (
        "import sys; sys.path.insert(0, '.'); from cell import run\n"
        "import csto_membership as cm\n"
        "source = 'cm.members_on(\"2007-01-01\").alpha_2'\n"
        "print(run(source, 'cell 1', {'cm': cm})[0][1], cm.__file__)"
    )
    answered = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-I", "-S", "-c", asked],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    alpha_2, file = answered.stdout.splitlines()
    assert alpha_2 == "('AM', 'BY', 'KZ', 'KG', 'RU', 'TJ', 'UZ')"
    assert Path(file.strip()) == tmp_path / "csto_membership/__init__.py"


def test_what_is_compiled_is_refused(tmp_path):
    compiled = tmp_path / "fast.so"
    compiled.write_bytes(b"")
    with pytest.raises(ValueError, match=r"fast\.so is compiled"):
        RUNTIME["_zipped"]({"fast.so": compiled})
