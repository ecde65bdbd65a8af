"""The JSON Schema for editors says what the loader reads."""

import json
from datetime import date
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.catalogue import schema, starter
from csto_membership.files.document import document
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
    assert all(
        "description" in property_ or "$ref" in property_
        for property_ in SCHEMA["$defs"]["claim"]["properties"].values()
    )


@pytest.mark.parametrize("name", cm.available())
def test_every_shipped_record_follows_it(name):
    text = (DATA / f"{name}.toml").read_text(encoding="utf-8")
    assert faults(as_json(text)) == []


def test_the_starter_follows_it():
    assert faults(as_json(starter())) == []


@pytest.mark.parametrize(
    ("place", "choices"),
    [
        (("kind",), Kind),
        (("expiry",), Expiry),
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
    alliance = SCHEMA["properties"]["alliance"]["properties"]
    definitions = [definition.name for definition in cm.load("csto").definitions()]
    assert alliance["default_definition"]["enum"] == definitions


def _at(table, path):
    *above, last = path
    for key in above:
        table = table[key]
    return table, last


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
def test_a_table_has_the_keys_that_the_loader_reads(path):
    """An unknown key is told by both, and the loader's advice lists the known ones."""
    table = as_json(starter())
    inside = table
    for key in path:
        inside = inside[key]
    inside["zzz"] = 1
    (told,) = [p for p in cm.check(table) if p.place.endswith("zzz")]
    known = told.expected.split("one of ")[1].split(", ")
    node = SCHEMA
    for key in path:
        while "$ref" in node:
            node = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]]
        if isinstance(key, int):
            node = node["items"]
        else:
            node = node.get("properties", {}).get(key) or node["additionalProperties"]
    while "$ref" in node:
        node = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]]
    assert set(node["properties"]) == set(known)
    assert faults(table)
    for required in node.get("required", ()):
        short = as_json(starter())
        holder = short
        for key in path:
            holder = holder[key]
        del holder[required]
        assert cm.check(short)


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


@settings(max_examples=300, deadline=None)
@given(path=st.sampled_from(list(_leaves(as_json(starter())))), value=VALUES)
def test_what_the_schema_refuses_the_loader_refuses_too(path, value):
    table = as_json(starter())
    inside, last = _at(table, path)
    inside[last] = value
    if faults(table):
        assert cm.check(table)
