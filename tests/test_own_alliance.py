"""A user's own alliance: in every form in which it may be handed over, and checked."""

import json
import tomllib
from collections import ChainMap
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import pytest

import csto_membership as cm
from csto_membership.catalogue import starter

MINIMAL = """\
[alliance]
id = "pact"
complete_until = 2020-12-31
[source]
gazette = { title = "Gazette", kind = "law", grade = "primary", published = 1990-01-01 }
[[event]]
id = "signed"
kind = "signature"
states = ["AM", "Belarus"]
claim = [{ sources = ["gazette"], on = 1990-01-01 }]
"""
SOURCES = """\
[herald]
title = "Herald"
kind = "news"
grade = "press"
published = 1990-01-01
"""
STATES = """\
[XA]
alpha_3 = "XAA"
name = "Atlantis"
"""


def as_json(value):
    """The value as it comes back from JSON, where days are text."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize(
    "form",
    [
        lambda _: MINIMAL,
        lambda _: tomllib.loads(MINIMAL),
        lambda _: as_json(tomllib.loads(MINIMAL)),
        lambda folder: folder,
        str,
        lambda folder: folder / "pact.toml",
        lambda folder: str(folder / "pact.toml"),
    ],
    ids=["text", "table", "json", "folder", "folder as text", "path", "path as text"],
)
def test_every_form_of_one_file_gives_the_same_record(form, tmp_path):
    (tmp_path / "pact.toml").write_text(MINIMAL)
    what = form(tmp_path)
    pact = cm.read(what)
    assert pact.members_on("1990-01-01").alpha_2 == ("AM", "BY")
    assert pact.record.fingerprint == cm.read(MINIMAL).record.fingerprint
    assert cm.check(what) == ()


def test_the_states_and_sources_of_a_folder_stand_in_place_of_the_packages(tmp_path):
    text = MINIMAL.replace('["AM", "Belarus"]', '["Atlantis"]')
    (tmp_path / "pact.toml").write_text(text.replace('["gazette"]', '["herald"]'))
    (tmp_path / "states.toml").write_text(STATES)
    (tmp_path / "sources.toml").write_text(SOURCES)
    pact = cm.read(tmp_path)
    assert pact.members_on("1990-01-01").names == ("Atlantis",)
    assert list(pact.sources) == ["herald"]
    with pytest.raises(cm.UnknownStateError):
        pact.was_member("AM", "1990-01-01")
    (problem,) = cm.check(tmp_path)  # nothing cites the gazette now
    assert (problem.place, problem.expected) == (
        "source.gazette",
        "no claim cites this source",
    )


@pytest.mark.parametrize(
    ("what", "text"),
    [("states", STATES), ("sources", SOURCES)],
    ids=["states", "sources"],
)
def test_a_folder_has_one_table_of_states_and_one_of_sources(tmp_path, what, text):
    (tmp_path / "pact.toml").write_text(MINIMAL)
    (tmp_path / f"{what}.toml").write_text(text)
    (tmp_path / f"{what}.csv").write_text("")
    (problem,) = cm.check(tmp_path)
    assert (problem.file, problem.place, problem.value, problem.expected) == (
        f"{what}.toml",
        "",
        f"{what}.toml",
        f"{what}.csv is there too; keep one of the two",
    )


@pytest.mark.parametrize("key", ["state", "source", "instrument", "event"])
@pytest.mark.parametrize("value", [5, "text", [5], None])
def test_what_is_no_table_of_its_kind_is_a_fault_and_no_failure(key, value):
    problems = cm.check(tomllib.loads(MINIMAL) | {key: value})
    assert any(problem.place.startswith(key) for problem in problems)


def test_the_earlier_names_of_two_keys_are_read_too():
    earlier = 'default_reading = "party"\ndefault_reading_why = "So."\n[source]'
    pact = cm.read(MINIMAL.replace("[source]", earlier))
    assert (pact.definition.name, pact.record.default_definition_why) == (
        "party",
        "So.",
    )
    both = earlier.replace("[source]", "").replace("reading", "definition") + earlier
    problems = cm.check(MINIMAL.replace("[source]", both))
    assert [problem.place for problem in problems] == [
        "alliance.default_reading", "alliance.default_reading_why",
    ]  # fmt: skip
    for problem, name in zip(
        problems, ("default_definition", "default_definition_why"), strict=True
    ):
        assert f"is the earlier name of `{name}`, which is there too" in str(problem)


def test_a_folder_with_several_alliances_is_refused_by_their_names(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(MINIMAL.replace('"pact"', f'"{name}"'))
    with pytest.raises(cm.DataError, match=r"'one\.toml', 'two\.toml'.*of its own"):
        cm.read(tmp_path)


def test_several_alliances_of_a_folder_are_checked_together(tmp_path):
    for name, cited in (("one", "herald"), ("two", "gazette")):
        text = MINIMAL.replace('"pact"', f'"{name}"').replace("gazette =", "g =")
        text = text.replace('["gazette"]', f'["{cited}"]')
        (tmp_path / f"{name}.toml").write_text(text.replace('"gazette"', '"herald2"'))
    sources = SOURCES + SOURCES.replace("herald", "herald2")
    (tmp_path / "sources.toml").write_text(sources)
    assert {problem.value for problem in cm.check(tmp_path)} == {"g"}


def test_the_faults_of_all_files_of_a_folder_are_told_at_once(tmp_path):
    (tmp_path / "one.toml").write_text(MINIMAL.replace('"signature"', '"sign"'))
    (tmp_path / "two.toml").write_text("[alliance\n")
    assert {problem.file for problem in cm.check(tmp_path)} == {"one.toml", "two.toml"}


def test_context_events_may_be_in_a_file_of_their_own_in_the_folder(tmp_path):
    (tmp_path / "pact.toml").write_text(MINIMAL)
    more = MINIMAL.partition("[[event]]")[2].replace('"signed"', '"chair"')
    more = more.replace("signature", "chairmanship")
    path = tmp_path / "pact-context.toml"
    path.write_text("[[event]]" + more)
    record = cm.read(tmp_path).record
    assert [event.id for event in record.events] == ["signed"]
    assert [event.id for event in record.context_events] == ["chair"]
    for old, new, expected in (
        ("chairmanship", "chair", "expected one of"),
        ('"chair"', '"signed"', "of an event of the record too"),
    ):
        path.write_text("[[event]]" + more.replace(old, new))
        (problem,) = cm.check(tmp_path)
        assert problem.file == "pact-context.toml"
        assert expected in problem.expected
    assert cm.read(tmp_path / "pact.toml").record.context_events == ()


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        ("states", "define the states in this file, as [state.XA]"),
        ("around", "put the events of that file into this one"),
    ],
)
def test_a_file_that_names_another_file_is_refused_with_what_to_do_instead(
    key, instead, tmp_path
):
    line = f'id = "pact"\n{key} = "../other.toml"\n'
    path = tmp_path / "pact.toml"
    path.write_text(MINIMAL.replace('id = "pact"\n', line))
    (problem,) = cm.check(path)
    assert problem.place == f"alliance.{key}"
    assert problem.expected == f"this key is no longer read: {instead}"


@pytest.mark.parametrize("what", [3, None, b"pact.toml", ["pact.toml"], 1.5])
def test_what_is_no_data_file_is_refused_by_its_type(what):
    for ask in (cm.read, cm.check):
        with pytest.raises(cm.WrongTypeError, match=rf"{type(what).__name__}, not a"):
            ask(what)


def test_a_mapping_that_holds_itself_is_refused():
    table = {}
    table["event"] = table
    assert "contains itself" in str(cm.check(table)[0])


def test_tuples_and_other_mappings_serve_as_lists_and_tables():
    table = tomllib.loads(MINIMAL)
    for event in table["event"]:
        event["claim"] = [MappingProxyType(claim) for claim in event["claim"]]
    table["event"] = tuple(MappingProxyType(event) for event in table["event"])
    assert cm.check(ChainMap(table)) == ()


# -- what check finds in a file that loads ---------------------------------------------

CHANGES = [
    ('kind = "signature"', 'kind = "withdrawal"', "to be a member before it"),
    ("published = 1990-01-01", "published = 1989-01-01", "was published by 1989-01-01"),
    ("[[event]]", '[source.b]\ntitle = "B"\nkind = "web"\ngrade = "press"\nseen = 1990-01-01\n[[event]]', "no claim cites this source"),
    ("[[event]]", '[[roster]]\non = 1990-01-01\nsources = ["gazette"]\nstates = ["AM"]\n[[event]]', "differs from the answer"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_a_file_that_loads_is_checked_for_what_does_not_fit(old, new, expected):
    problems = cm.check(MINIMAL.replace(old, new))
    assert problems
    assert any(expected in problem.expected for problem in problems)
    assert {problem.file for problem in problems} <= {"text", "sources.toml"}
    cm.read(MINIMAL.replace(old, new))


def test_the_starter_is_a_sound_file_with_a_comment_on_each_table():
    assert cm.check(starter()) == ()
    tables = {"alliance", "alliance.name", "state.XA", "source.gazette", "roster"}
    assert all(f"[{table}]" in starter() for table in tables)
    assert cm.read(starter()).under("party").members_on("1990-03-15").uncertain


def test_the_shipped_records_have_no_problem():
    data = Path(str(files("csto_membership") / "data"))
    for name in cm.available():
        assert cm.check(data / f"{name}.toml") == ()


# -- absurd files ------------------------------------------------------------------------


def events(count, states="['AM']", more="", kind="signature"):
    head = MINIMAL.partition("[[event]]")[0]
    for n in range(count):
        head += (
            f"[[event]]\nid = 'e{n}'\nkind = '{kind}'\nstates = {states}\n"
            f"{more}claim = [{{ sources = ['gazette'], on = '1990' }}]\n"
        )
    return head


ABSURD = {
    "no end": (Path("/dev/zero"), "cannot be read: it is not a regular file"),
    "too large": ("#" * 1_000_001 + "\n", "at most 200,000"),
    "too deep": ("x = " + "[" * 9000 + "\n" + "]" * 9000, "is not TOML"),
    "many faults": (events(1500, kind="signing"), "and more; correct these first"),
    "many acts": (events(201), "acts of Armenia: a file may have at most 200 of them"),
    "many names": (
        events(1, str([f"Q{n}" for n in range(3000)])),
        "and more; correct these first",
    ),
    "a long number": (
        MINIMAL.replace('"pact"', f"0x{'F' * 9000}"),
        "int that cannot be shown: expected a text",
    ),
}


@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_file_is_refused_by_what_is_absurd(name):
    what, expected = ABSURD[name]
    if isinstance(what, Path) and not what.exists():
        pytest.skip("no endless file here")
    told = "\n".join(map(str, cm.check(what)))
    assert expected in told


@pytest.mark.slow
def test_as_many_acts_as_are_allowed_load():
    assert len(cm.read(events(200, more="undecided = true\n")).record.events) == 200


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1990-02-28", "The treaty was not in force before 1990-03-01."),
        ("1990-03-15", "It is uncertain whether the treaty was in force."),
        ("1990-04-01", "in force (since some day between 1990-03-01 and 1990-03-31)."),
    ],
)
def test_a_treaty_in_force_since_some_day_is_told_as_such(day, told):
    assert told in str(cm.read(starter()).members_on(day))


def test_a_record_that_is_complete_to_the_end_of_the_calendar_has_every_answer():
    pact = cm.read(MINIMAL.replace("2020-12-31", "9999-12-31"))
    for ask in (pact.history("AM"), pact.changes(), pact.disagreements(), pact.chart()):
        assert str(ask)
    assert str(pact.members_on("9999-12-31"))
    assert str(pact.explain("AM", "9999-12-31"))
