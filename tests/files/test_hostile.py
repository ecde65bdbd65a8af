"""Files that lie, that reach for other files, that steer a terminal, or are nonsense."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.catalogue import starter
from csto_membership.cli.main import main
from csto_membership.text_files import escaped

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")
FILE = """
[alliance]
id = "pact"
complete_until = 2020-12-31
{head}
[source]
gazette = {{ title = "Gazette", kind = "law", grade = "primary", published = 1990-01-01 }}
{tables}
[[event]]
id = "signed"
kind = "signature"
states = ["AM", "{state}"]
claim = [{{ sources = ["gazette"], on = 1990-01-01 }}]
"""


def written(*, head="", tables="", state="BY"):
    return FILE.format(head=head, tables=tables, state=state)


# -- names that are taken ------------------------------------------------------------

IS_TAKEN = "is a name of France too"
DISGUISED = "characters and others that do not show"
KEEPS = "'{}' is a name of this state in the package; add it"
# The table of a state, the code by which it is named: what is said of it.
LIES = {
    "a name of another state": ("XF", "XFF", "France", [IS_TAKEN]),
    "a name in another case": ("XF", "XFF", "FRANCE", [IS_TAKEN]),
    "a name in Dutch": ("XF", "XFF", "Frankrijk", [IS_TAKEN]),
    "a name with a space of no width": ("XF", "XFF", "Fran\u200bce", [DISGUISED]),
    "a name with a line end": ("XF", "XFF", "Fran\\nce", [DISGUISED]),
    "a name that steers a terminal": ("XF", "XFF", "\\u001b[2KFrance", [DISGUISED]),
    "a name with a word for the past": ("XF", "XFF", "Former France", [IS_TAKEN]),
    "a name that looks like another": (
        "XF", "XFF", "Fr\u0430nce", ["has letters of two alphabets in one word"],
    ),
    "a code as a name": ("XF", "XFF", "fra", [IS_TAKEN]),
    "a code of another state": ("FR", "XFF", "Gaul", [IS_TAKEN]),
    "codes of two states": ("DE", "FRA", "France", ["Germany too", KEEPS.format("FR")]),
    "another name for a state": ("FR", "FRA", "Gaul", [KEEPS.format("France")]),
    "another short code for a state": ("XF", "FRA", "France", [KEEPS.format("FR")]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "alpha_3", "name", "said"), LIES.values(), ids=LIES)
def test_a_state_under_names_of_another_is_a_fault(code, alpha_3, name, said):
    table = f'[state.{code}]\nalpha_3 = "{alpha_3}"\nname = "{name}"\n'
    problems = cm.check(written(tables=table, state=code))
    places = {problem.place.removesuffix(".name") for problem in problems}
    assert places - {"event[0].states[1]"} == {f"state.{code}"}
    told = "\n".join(map(str, problems))
    assert all(each in told for each in said)


@pytest.mark.parametrize(
    ("name", "more", "place", "said"),
    [
        ("Korea", "", "state.XX", "may mean Democratic People's Republic of Korea or"),
        ("Congo", "", "state.XX", "may mean Democratic Republic of the Congo or"),
        ("Utopia", "gw = 2", "state.XX.gw", "is a number of United States too, always"),
        (
            "Utopia",
            "cow = 365",
            "state.XX.cow",
            "is a number of Russia too, since 1991",
        ),
        ("Utopia", "cow = 371\nlast_day = 1900-01-01", None, ""),
        ("Utopia", "cow = 999", None, ""),
    ],
)
def test_a_name_of_two_states_and_a_number_that_is_taken_are_faults(
    name, more, place, said
):
    table = f'[state.XX]\nalpha_3 = "XXX"\nname = "{name}"\n{more}\n'
    problems = cm.check(written(tables=table, state="XX"))
    # The state ends before the event, which the check of answers says.
    places = {problem.place for problem in problems} - {"event 'signed'"}
    assert places == {place} - {None}
    assert all(said in str(problem) for problem in problems[:1])


@pytest.mark.parametrize("name", ["France", "france", "FRANCE"])
def test_a_state_of_the_package_may_be_defined_anew_under_its_names(name):
    table = f'[state.FR]\nalpha_3 = "FRA"\nname = "Gaul"\nvariants = ["{name}"]\n'
    pact = cm.read(written(tables=table, state="FR"))
    assert {
        pact.was_member(n, "1991-01-01") for n in ("France", "FR", "FRA", "Gaul")
    } == {cm.Answer.YES}


# -- context events that would move a member -------------------------------------------


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        ("withdrawal", True),
        ("signature", True),
        ("observer_status", True),
        ("halt", True),
        ("chairmanship", False),
        ("statement", False),
    ],
)
def test_a_context_event_that_would_move_a_member_is_a_fault(kind, moves, tmp_path):
    (tmp_path / "pact.toml").write_text(written())
    context = written().partition("[[event]]")[2].replace("signed", "aside")
    path = tmp_path / "pact-context.toml"
    path.write_text("[[event]]" + context.replace("signature", kind))
    expected = [f"event 'aside': '{kind}': is a context event, which moves nobody"]
    told = [str(problem) for problem in cm.check(tmp_path)]
    assert [
        each.partition(": ")[2].partition(";")[0] for each in told
    ] == expected * moves
    if moves:
        with pytest.raises(cm.DataError, match="moves nobody"):
            cm.read(tmp_path)


# -- files elsewhere --------------------------------------------------------------------


@UNIX
@pytest.mark.parametrize("name", ["pact.toml", "states.csv", "sources.csv"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_only_regular_files_of_a_folder_are_read(name, kind, tmp_path):
    (tmp_path / "pact.toml").write_text(written())
    path = tmp_path / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    (problem,) = cm.check(tmp_path)
    assert problem.file == name
    link = "it is a link; put the file itself there"
    expected = "it is not a regular file" if kind == "pipe" else link
    assert problem.expected == f"cannot be read: {expected}"


@UNIX
@pytest.mark.parametrize(
    "name",
    [
        "pact.toml", "pact-context.toml", "states.csv", "states.toml", "sources.csv",
        "sources.toml", "numbers.csv",
    ],
)  # fmt: skip
def test_no_link_in_a_folder_is_read(name, tmp_path):
    (tmp_path / "secret").write_text('password = "hunter2"\n')
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pact.toml").write_text(written())
    if name == "numbers.csv":
        data = Path(cm.__file__).parent / "data"
        (folder / "states.csv").write_bytes((data / "states.csv").read_bytes())
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "secret")
    told = "\n".join(map(str, cm.check(folder)))
    assert "it is a link; put the file itself there" in told
    assert "hunter2" not in told


@UNIX
def test_a_link_that_is_given_as_the_path_of_a_file_is_read(tmp_path):
    (tmp_path / "there.toml").write_text(written())
    link = tmp_path / "pact.toml"
    link.symlink_to(tmp_path / "there.toml")
    assert cm.check(link) == ()
    assert cm.read(link).was_member("BY", "1991-01-01") is cm.Answer.YES


@UNIX
def test_a_link_to_nothing_is_a_fault_like_any_other(tmp_path):
    (tmp_path / "pact.toml").symlink_to(tmp_path / "nowhere")
    (problem,) = cm.check(tmp_path)
    assert (problem.file, problem.expected) == (
        "pact.toml",
        "cannot be read: it is a link; put the file itself there",
    )


def test_a_path_that_ends_in_a_stroke_is_named_as_it_is_given():
    (problem,) = cm.check("nowhere/")
    assert problem.file == "nowhere/"


def _make(kind, path):
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "ring":
            path.symlink_to(path)
        case "folder":
            path.mkdir()
        case "missing":
            pass
        case _:
            path.write_bytes(_CONTENTS[kind])


_CONTENTS = {
    "not UTF-8": b"\xff\xfe",
    "too large": b"#" * 3_000_001,
    "null": b"a\0b",
    "empty": b"",
    "nested": b"x = " + b"[" * 5000,
    "no TOML": b"?",
}


@UNIX
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("missing", 2), ("pipe", 2), ("device", 2), ("ring", 2), ("not UTF-8", 2),
        ("too large", 2), ("folder", 1), ("null", 1), ("empty", 1), ("nested", 1),
        ("no TOML", 1),
    ],
)  # fmt: skip
def test_status_2_means_that_a_file_cannot_be_read_and_1_a_problem_in_it(
    kind, status, tmp_path, capsys
):
    path = tmp_path / "pact.toml"
    _make(kind, path)
    assert main(["check", str(path)]) == status
    for words in (
        ["on", "1991-01-01", "--alliance", str(path)],
        ["panel", "state-years", "--alliance", str(path)],
        ["export", str(tmp_path / "out"), "--alliance", str(path)],
        ["verify", str(path)],
    ):
        assert main(words) == 2
    out, err = capsys.readouterr()
    assert escaped(out + err) == out + err
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_read_is_a_fault(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", refuse)
    (problem,) = cm.check(tmp_path)
    assert problem.expected == "cannot be read: Permission denied"
    assert main(["on", "1991-01-01", "--alliance", str(tmp_path)]) == 2


@UNIX
def test_a_file_whose_name_is_no_text_is_read_and_its_faults_can_be_printed(tmp_path):
    path = tmp_path / os.fsdecode(b"pact\xff.toml")
    path.write_text(written())
    assert cm.check(tmp_path) == ()
    path.write_text(written(state="Nowhere"))
    (problem,) = cm.check(tmp_path)
    assert str(problem).startswith("pact\\udcff.toml: event[0].states[1]: 'Nowhere'")
    str(problem).encode()


def test_two_files_of_a_folder_have_different_ids(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(written())
    (problem,) = cm.check(tmp_path)
    assert str(problem) == (
        "two.toml: alliance.id: 'pact': is the id of one.toml too; choose another"
    )


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://example.org/a", True),
        ("http://example.org/a", True),
        ("United Nations Treaty Series no. 32307", True),
        ("Annex: table 3", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("ftp://example.org", False),
    ],
)
def test_addresses_are_of_the_web_or_words(address, fits):
    tables = f'[instrument.pact]\nroles = []\naddress = "{address}"\n'
    problems = cm.check(written(tables=tables))
    assert [problem.place for problem in problems] == (
        [] if fits else ["instrument.pact.address"]
    )


# -- text that is more than text -----------------------------------------------------------

ODD = "\x1b[31mred\x07 \u202eback\u2066"
SHOWN = r"\u001b[31mred\u0007 \u202eback\u2066"
TOML = ODD.replace("\x1b", "\\u001b").replace("\x07", "\\u0007")


@pytest.fixture
def odd(tmp_path):
    """A file with such text wherever there may be text."""
    text = starter()
    for old in (
        "Example Pact: text", "Official Gazette", "Brobdingnag leaves", "The Herald",
        "signature of", "entry into force of", "Brobdingnag withdraws", "Example Pact",
        "We know of",
    ):  # fmt: skip
        assert f'"{old}' in text
        text = text.replace(f'"{old}', f'"{TOML} {old}')
    text = text.replace("last_day =", f'place = "{TOML}"\nnote = "{TOML}"\nlast_day =')
    text = text.replace(f'note = "{TOML}"\n', "").replace(
        'id = "xb-left"', f'id = "xb-left"\nnote = "{TOML}"'
    )
    path = tmp_path / "odd.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


COMMANDS = [
    "on 1992-01-01", "during 1992", "history XA", "changes 1990/2000", "explain XB 1996-01-01",
    "who-says 1990-06-01", "disagreements", "sources", "sources gazette", "cite", "cite gazette",
    "compare --with-definition party 1992-01-01", "timeline", "check", "on 1992-01-01 --csv",
    "sources --json", "panel state-years 1992",
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_prints_what_steers_a_terminal(words, odd, capsys):
    command, *more = words.split()
    option = [odd] if command == "check" else ["--alliance", odd]
    main([command, *more, *option])
    out, err = capsys.readouterr()
    assert out
    assert escaped(out + err) == out + err


def test_such_text_is_shown_as_escapes(odd):
    pact = cm.read(odd)
    assert pact.record.instruments["pact"].title == f"{SHOWN} Example Pact"
    html = pact.members_on("1992-01-01")._repr_html_()
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert SHOWN in html


@pytest.mark.parametrize("end", ["\n", "\r\n", "\t", " \n \n "])
def test_a_text_is_one_line(end):
    table = tomllib.loads(written())
    table["event"][0]["title"] = f"one{end}two"
    assert cm.read(table).record.events[0].title == "one two"


@pytest.mark.parametrize("place", ["source", "instrument", "event", "alliance"])
def test_an_id_has_no_such_characters(place):
    table = tomllib.loads(written(tables="[instrument.x]\nroles = []"))
    if place == "event":
        table["event"][0]["id"] = ODD
    elif place == "alliance":
        table["alliance"]["id"] = ODD
    else:
        table[place][ODD] = table[place].popitem()[1]
    told = [str(problem) for problem in cm.check(table)]
    assert any("expected a text without control" in each for each in told)
    assert escaped("".join(told)) == "".join(told)


@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_a_title_or_an_unknown_key_is_faults_and_answers_are_harmless(
    one, two
):
    table = tomllib.loads(written())
    table["event"][0] |= {"title": one, "place": two}
    table |= {two: one}
    told = "".join(map(str, cm.check(table)))
    del table[two]
    if two in ("alliance", "source", "event"):
        return
    if not one.isspace() and not two.isspace() and not cm.check(table):
        told += str(cm.read(table).changes())
    assert escaped(told) == told


# -- numbers of lists ------------------------------------------------------------------------


def numbered(code, days):
    number = f'numbers = [{{ list = "cow", number = 998, {days} }}]\n'
    return f'[state.{code}]\nalpha_3 = "{code}X"\nname = "Land {code}"\n{number}'


@pytest.mark.parametrize(
    ("days", "place"),
    [
        (["first_day = 1990-01-01, last_day = 1980-01-01"], "XX.numbers[0].last_day"),
        (['first_day = "1990-01-01", last_day = 1980-01-01'], "XX.numbers[0].last_day"),
        (['first_day = 1990-01-01, last_day = "1980-01-01"'], "XX.numbers[0].last_day"),
        (["first_day = 9, last_day = 1980-01-01"], "XX.numbers[0].first_day"),
        (["first_day = 1990-01-01, last_day = 0"], "XX.numbers[0].last_day"),
        (["last_day = 1980-01-01"], None),
        (["last_day = 1990-01-01", "first_day = 1990-01-01"], "XY.cow"),
        (["first_day = 1990-01-01", "last_day = 1990-01-01"], "XY.cow"),
        (["last_day = 1989-12-31", "first_day = 1990-01-01"], None),
        (["first_day = 1990-01-01, last_day = 1990-01-01"], None),
        (
            [
                "last_day = 1989-12-31",
                "first_day = 1990-01-01",
                "first_day = 1995-01-01",
            ],
            "XZ.cow",
        ),
    ],
)
def test_a_number_ends_after_it_begins_and_is_of_one_state_on_a_day(days, place):
    tables = map(numbered, ("XX", "XY", "XZ"), days)
    problems = cm.check(written(tables="".join(tables), state="BY"))
    assert [each.place for each in problems] == [f"state.{place}"] * (place is not None)


@pytest.mark.parametrize("name", ["states.csv", "numbers.csv", "sources.csv"])
def test_a_row_that_is_there_twice_is_a_fault(name, tmp_path):
    data = Path(cm.__file__).parent / "data"
    for each in ("states.csv", "numbers.csv", "sources.csv"):
        (tmp_path / each).write_bytes((data / each).read_bytes())
    (tmp_path / "pact.toml").write_bytes((data / "guam.toml").read_bytes())
    assert cm.check(tmp_path) == ()
    lines = (data / name).read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / name).write_text("".join([*lines, lines[7]]), encoding="utf-8")
    assert cm.check(tmp_path)


# -- many files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (101, 1, "101: TOML files: a folder has at most 100"),
        (2, 1_500_001, "2: TOML files: they have at most 3,000,000 bytes together"),
    ],
)
def test_a_folder_of_many_or_large_files_is_refused(count, size, expected, tmp_path):
    for number in range(count):
        (tmp_path / f"{number}.toml").write_text("#" * size)
    (problem,) = cm.check(tmp_path)
    assert expected in str(problem)


@pytest.mark.slow
@UNIX
def test_the_files_of_the_package_may_be_links_as_some_installers_make_them(tmp_path):
    package = Path(cm.__file__).parent
    for path in package.rglob("*.*"):
        if path.suffix in (".py", ".toml", ".csv", ".typed"):
            link = tmp_path / "csto_membership" / path.relative_to(package)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    code = (
        "import csto_membership as cm; from pathlib import Path\n"
        "folder = Path(cm.__file__).parent / 'data'\n"
        "assert (folder / 'csto.toml').is_symlink()\n"
        "assert cm.check(folder) == () and cm.load('csto').record.context_events\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(tmp_path)})  # fmt: skip  # noqa: S603
