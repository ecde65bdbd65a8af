"""The JSON Schema for editors, made from what the package reads."""

import json
from datetime import date
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.catalogue import schema, starter
from csto_membership.files.loading import document
from csto_membership.record import Grade, Kind, SourceKind
from csto_membership.record.instrument import Expiry, Obligation, Role

SCHEMA = json.loads(schema())
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.FormatChecker()
)
DATA = files("csto_membership") / "data"


def as_json(text):
    """A data file as an editor hands it to the validator: days as text."""
    return json.loads(json.dumps(document(text).table, default=str))


def faults(table):
    return ["/".join(map(str, e.absolute_path)) for e in VALIDATOR.iter_errors(table)]


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name, table in SCHEMA["$defs"].items():
        for key, value in table.get("properties", {}).items():
            assert value["description"], (name, key)


def test_an_editor_strikes_out_the_earlier_names_of_keys():
    struck = [
        key
        for table in (SCHEMA, *SCHEMA["$defs"].values())
        for key, value in table.get("properties", {}).items()
        if value.get("deprecated")
    ]
    assert struck == ["default_reading", "default_reading_why"]


@pytest.mark.parametrize("name", cm.available())
def test_every_shipped_record_follows_it(name):
    text = (DATA / f"{name}.toml").read_text(encoding="utf-8")
    assert faults(as_json(text)) == []


def test_the_context_events_follow_it():
    text = (DATA / "csto-context.toml").read_text(encoding="utf-8")
    table = as_json((DATA / "eaeu.toml").read_text(encoding="utf-8"))
    assert faults({**table, "event": as_json(text)["event"]}) == []


def test_the_starter_follows_it():
    assert faults(as_json(starter())) == []


@pytest.mark.parametrize(
    ("place", "choices"),
    [
        (("event", "properties", "kind"), Kind),
        (("event.claim", "properties", "kind"), Kind),
        (("event.claim.rule", "properties", "expires"), Expiry),
        (("instrument.term", "properties", "expires"), Expiry),
        (("source", "properties", "kind"), SourceKind),
        (("source", "properties", "grade"), Grade),
        (("instrument", "properties", "obligation"), Obligation),
        (("instrument", "properties", "roles", "items"), Role),
    ],
)
def test_it_offers_the_choices_that_there_are(place, choices):
    node = SCHEMA["$defs"]
    for key in place:
        node = node[key]
    assert node["enum"] == [choice.value for choice in choices]


def test_it_offers_the_definitions_that_there_are():
    alliance = SCHEMA["$defs"]["alliance"]["properties"]
    assert alliance["default_definition"]["$ref"] == "#/$defs/definition"
    definitions = [definition.name for definition in cm.load("csto").definitions()]
    assert SCHEMA["$defs"]["definition"]["enum"] == definitions


def _at(table, path):
    *above, last = path
    for key in above:
        table = table[key]
    return table, last


def changed(path, value):
    """The starter with another value at a place; None takes it away."""
    table = as_json(starter())
    table["event"].append(
        {
            "id": "ends",
            "kind": "expiry",
            "claim": [{"sources": ["gazette"], "on": "1990"}],
        }
    )
    inside, last = _at(table, path)
    if value is None:
        del inside[last]
    elif isinstance(last, int) and last == len(inside):
        inside.append(value)
    else:
        inside[last] = value
    return table


CLAIM = ("event", -1, "claim", 0)
RULE = {"after": "signed", "years": 5, "expires": "on the anniversary"}
CITED = {"sources": ["gazette"]}
NUMBER = {"list": "cow", "number": 7}
# Each kind of fault that JSON Schema can express: where, what is at fault, what is not.
FAULTS = [
    (("alliance",), [], None),
    (("alliance", "zzz"), 1, None),
    (("alliance", "states"), "more.toml", None),
    (("alliance", "around"), "more.toml", None),
    (("alliance", "id"), None, "pact"),
    (("alliance", "id"), " ", "x"),
    (("alliance", "id"), 5, "x"),
    (("alliance", "complete_until"), "1999-02-30", "1999-02-28"),
    (("alliance", "complete_until"), "1999-02", "1999-02-28"),
    (("alliance", "default_definition"), "joint", "party"),
    (("alliance", "default_reading"), "party", None),
    (("alliance", "name", 0, "short"), None, "EP"),
    (("event",), None, []),
    (("event",), {}, []),
    (("event", -1, "kind"), "sign", "signature"),
    (("event", -1, "states"), "AM", ["AM"]),
    (("event", -1, "states"), ["AM", "AM"], ["AM", "XA"]),
    (("event", -1, "states"), [1], ["XA"]),
    (("event", -1, "undecided"), False, True),
    (("event", -1, "after"), 1, "signed"),
    (("event", -1, "after"), [""], ["signed"]),
    (("event", -1, "claim"), [], [{**CITED, "on": "1990"}]),
    ((*CLAIM, "sources"), [], ["gazette"]),
    ((*CLAIM, "sources"), None, ["herald"]),
    ((*CLAIM, "never"), "yes", False),
    ((*CLAIM, "public"), False, True),
    ((*CLAIM, "public"), "1990", "1990-05-05"),
    ((*CLAIM, "set_aside"), 1, True),
    (CLAIM, {**CITED, "on": "1990", "never": True}, {**CITED, "never": True}),
    (CLAIM, {**CITED, "since": "1990", "never": True}, {**CITED, "since": "1990"}),
    (CLAIM, {**CITED, "rule": RULE, "never": True}, {**CITED, "rule": RULE}),
    (CLAIM, {**CITED, "rule": RULE, "on": "1990"}, {**CITED, "rule": RULE}),
    (CLAIM, {**CITED, "rule": RULE, "last_day": "1990"}, {**CITED, "last_day": "1990"}),
    (CLAIM, {**CITED, "since": "1990", "last_day": "1990"}, {**CITED, "since": "1990"}),
    (
        CLAIM,
        {**CITED, "on": "1990", "only": True},
        {**CITED, "on": "1990", "only": True, "states": ["XA"]},
    ),
    (
        CLAIM,
        {**CITED, "on": "1990", "only": True, "states": []},
        {**CITED, "on": "1990", "only": False, "states": []},
    ),
    ((*CLAIM, "rule"), {**RULE, "years": 0}, None),
    ((*CLAIM, "rule"), {**RULE, "expires": "soon"}, None),
    ((*CLAIM, "rule"), {**RULE, "renewed": "so"}, None),
    (("roster", 0, "count"), 2, None),
    (("roster", 0, "states"), None, []),
    (("source", "gazette", "published"), None, "1990"),
    (("source", "gazette", "grade"), "best", "press"),
    (("instrument", "pact", "roles"), ["pact"], []),
    (("instrument", "pact", "roles"), None, ["treaty"]),
    (("instrument", "pact", "term"), {"years": 5}, {"years": 5, "expires": "on the anniversary"}),
    (("instrument", "pact", "obligation"), "some", "none"),
    (("state", "XA", "alpha_3"), None, "XAA"),
    (("state", "XA", "cow"), "7", 7),
    (("state", "XA", "cow"), True, 7),
    (("state", "XA", "nl"), "Atlantis", ["Atlantis"]),
    (("state", "XA", "numbers"), [{**NUMBER, "list": "cwo"}], [NUMBER]),
    (("state", "XA", "numbers"), [NUMBER, NUMBER], [NUMBER]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "fault", "_"), FAULTS, ids=str)
def test_a_fault_is_found_by_the_schema_and_the_loader(path, fault, _):
    table = changed(path, fault)
    assert faults(table)
    places = [problem.place for problem in cm.check(table)]
    assert any(place.startswith(_place(path)) for place in places)


@pytest.mark.parametrize(
    ("path", "sound"),
    [(p, sound) for p, _, sound in FAULTS if sound is not None],
    ids=str,
)
def test_what_is_no_fault_is_found_by_neither(path, sound):
    table = changed(path, sound)
    assert faults(table) == []
    found = [problem for problem in cm.check(table) if "order" not in problem.expected]
    assert not [problem for problem in found if problem.place.startswith(_place(path))]


def _place(path):
    """A place as the loader writes it; -1 is the last event that `changed` adds."""
    parts = (
        f"[{3 if p == -1 else p}]" if isinstance(p, int) else f".{p}" for p in path
    )
    return "".join(parts).removeprefix(".")


PLACES = [
    (),
    ("alliance",),
    ("alliance", "name", 0),
    ("state", "XA"),
    ("source", "gazette"),
    ("instrument", "pact"),
    ("event", 0),
    ("event", 0, "claim", 0),
    ("roster", 0),
]


@pytest.mark.parametrize("path", PLACES, ids=lambda p: "/".join(map(str, p)) or "file")
def test_an_unknown_key_is_refused_with_the_known_ones(path):
    table = as_json(starter())
    inside = table
    for key in path:
        inside = inside[key]
    inside["zzz"] = 1
    (told,) = [p for p in cm.check(table) if p.place.endswith("zzz")]
    known = told.expected.split("one of ")[1].split(", ")
    names = [
        key
        for key in path
        if isinstance(key, str) and key not in {"XA", "gazette", "pact"}
    ]
    node = SCHEMA["$defs"][".".join(names)] if names else SCHEMA
    assert known == [*node["properties"]]
    assert faults(table)


def _leaves(value, path=()):
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from _leaves(value[key], (*path, key))


VALUES = st.one_of(
    st.sampled_from([0, -1, 1, 1.5, True, False, "", " ", [], {}, ["AM"], [["AM"]]]),
    st.sampled_from(["signature", "joined", "treaty", "law", "primary", "1999~"]),
    st.dates().map(date.isoformat),
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(path=st.sampled_from(list(_leaves(as_json(starter())))), value=VALUES)
def test_what_the_schema_refuses_the_loader_refuses_too(path, value):
    table = as_json(starter())
    inside, last = _at(table, path)
    inside[last] = value
    if faults(table):
        assert cm.check(table)
