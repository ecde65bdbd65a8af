"""Data packages: the whole record goes out and comes back, and faults are told by cell."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import strategies as days
from csto_membership.cli.main import main
from csto_membership.errors import EmptyError
from csto_membership.exchange import read_package, write_package
from csto_membership.record import States
from csto_membership.record.instrument import Expiry, Obligation
from csto_membership.record.source import Citations

FILES = {
    "alliances.csv", "names.csv", "states.csv", "numbers.csv", "sources.csv",
    "instruments.csv", "events.csv", "claims.csv", "rosters.csv", "spells.csv",
    "panel.csv",
}  # fmt: skip
FOLLOWS = {"spells.csv", "panel.csv"}


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    directory = tmp_path_factory.mktemp("shipped") / "package"
    write_package(cm.available(), directory)
    return directory


def contents(directory):
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def rows_of(directory, file):
    with (directory / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def described(directory):
    text = (directory / "datapackage.json").read_text("utf-8")
    return json.loads(text)


# -- nothing is lost ---------------------------------------------------------------------


def everything(value):
    """All that an object says, whether or not it counts when two are compared."""
    match value:
        case Citations():
            return list(value.ids), [everything(each) for each in value]
        case Mapping():
            return [(key, everything(inside)) for key, inside in value.items()]
        case tuple() | list():
            return [everything(each) for each in value]
        case frozenset():
            return sorted(map(repr, map(everything, value)))
        case _:
            if not attrs.has(type(value)):
                return value
            names = [field.name for field in attrs.fields(type(value))]
            return {name: everything(getattr(value, name)) for name in names}


def all_of(record):
    fields = [field.name for field in attrs.fields(type(record))]
    elsewhere = {"states", "known_sources", "read_context"}
    said = {name: getattr(record, name) for name in fields if name not in elsewhere}
    said |= {"context": record.context_events, "states": list(record.states)}
    said |= {"sources": record.sources}
    return {name: everything(value) for name, value in said.items()}


@pytest.mark.parametrize("name", cm.available())
def test_every_shipped_record_comes_back_whole(shipped, name):
    (found,) = (a for a in read_package(shipped) if a.record.id == name)
    record = cm.load(name).record
    assert found.record.fingerprint == record.fingerprint
    assert all_of(found.record) == all_of(record)


@pytest.mark.slow
def test_a_whole_record_tells_of_a_change_of_anything_in_it():
    record = cm.load("csto").record
    first, *others = record.states
    changed = States([attrs.evolve(first, nl=("Elders",)), *others])
    assert all_of(attrs.evolve(record, states=changed)) != all_of(record)
    later = attrs.evolve(record, read_context=lambda: record.context_events[1:])
    assert all_of(later) != all_of(record)


@pytest.mark.slow
def test_alliances_come_back_in_order_under_their_default_definitions(shipped):
    found = read_package(shipped)
    assert [each.record.id for each in found] == list(cm.available())
    assert [a.definition.name for a in found] == [
        cm.load(name).definition.name for name in cm.available()
    ]


@pytest.mark.slow
def test_what_came_back_answers_as_what_went_out(shipped):
    for found in read_package(shipped):
        alliance = cm.load(found.record.id)
        assert found.days_by_state == alliance.days_by_state
        assert len(found.disagreements()) == len(alliance.disagreements())
        assert found.provenance() == alliance.provenance()


@pytest.mark.slow
def test_states_that_no_package_names_can_be_asked_about_as_before(shipped):
    rows = rows_of(shipped, "states.csv")
    assert "PL" not in {row["alpha_2"] for row in rows if row["alliance"] == "csto"}
    csto = read_package(shipped)[1]
    assert csto.was_member("Poland", "2000-01-01") is cm.Answer.NO
    assert csto.record.states.find("Germany").cow_on(date(1960, 1, 1)) == 260


def test_a_package_has_the_states_that_the_record_names(shipped):
    rows = rows_of(shipped, "states.csv")
    for name in cm.available():
        found = {row["alpha_3"] for row in rows if row["alliance"] == name}
        named = {state.alpha_3 for state in cm.load(name).record.states_named}
        assert found == named


@pytest.mark.slow
def test_what_came_back_goes_out_with_the_same_bytes(shipped, tmp_path):
    write_package(read_package(shipped), tmp_path / "again")
    assert contents(tmp_path / "again") == contents(shipped)


def test_narrowings_are_no_part_of_a_record(tmp_path):
    csto = cm.load("csto")
    write_package(csto, tmp_path / "whole")
    write_package(csto.under("party").as_known_on("1999-03-01"), tmp_path / "narrowed")
    assert contents(tmp_path / "whole") == contents(tmp_path / "narrowed")


# -- small records, generated -----------------------------------------------------------------

TEXTS = st.text("ab;\\,\"'\n\r =+-é", min_size=1, max_size=8).filter(str.strip)
LISTS = st.lists(TEXTS, max_size=3, unique=True)
DAYS = days.days().map(str)
DATES = days.fuzzy_dates().map(lambda day: day.edtf)
CODES = ("AM", "XA", "BY", "UA", "KZ")
GAZETTE = "gaz;ette\\"


def some(**keys):
    """A table with some of its keys."""
    return st.fixed_dictionaries({}, optional=keys)


def with_all(table, **keys):
    return st.builds(
        lambda some, needed: some | needed, table, st.fixed_dictionaries(keys)
    )


def claims(states):
    cited = st.lists(st.sampled_from([GAZETTE, "paper"]), min_size=1, unique=True)
    listed = st.lists(st.sampled_from(states), unique=True) if states else st.just([])
    beside = {
        "states": listed, "place": TEXTS, "wording": TEXTS, "words": TEXTS, "why": TEXTS,
        "kind": st.sampled_from([kind.value for kind in cm.Kind]),
        "of": st.sampled_from(["pact", "other"]), "public": DAYS,
        "basis": st.sampled_from(["stated", "presumed: so;", "misprint"]),
        "set_aside": st.booleans(),
    }  # fmt: skip
    plain = with_all(some(**beside, since=DATES), sources=cited, on=DATES)
    never = with_all(some(**beside), sources=cited, never=st.just(value=True))
    rule = st.fixed_dictionaries(
        {
            "after": st.just("first"),
            "years": st.integers(1, 9),
            "expires": st.sampled_from([each.value for each in Expiry]),
        }
    )
    ruled = with_all(some(**beside), sources=cited, rule=rule)
    only = st.builds(
        lambda claim: claim | {"only": True} if claim.get("states") else claim, plain
    )
    return plain, st.one_of(plain, never, only, ruled)


@st.composite
def events(draw, name, states, ids):
    first, further = claims(states)
    table = some(
        of=st.sampled_from(["pact", "other"]), title=TEXTS, place=TEXTS, note=TEXTS,
        states=st.just(list(states)), answers=st.sampled_from(ids),
        to=st.lists(st.sampled_from(CODES), unique=True),
        undecided=st.just(value=True),
    )  # fmt: skip
    kinds = st.sampled_from([kind.value for kind in cm.Kind])
    told = [draw(first), *draw(st.lists(further, max_size=2))]
    unlike = [c for n, c in enumerate(told) if c not in told[:n]]
    return {**draw(table), "id": name, "kind": draw(kinds), "claim": unlike}


@st.composite
def pacts(draw):
    ids = ["first", "second; of it", "third"]
    source = {"title": draw(TEXTS), "kind": "web", "grade": "press"}
    term = {"years": 5, "expires": "on the anniversary"}
    return {
        "alliance": {
            "id": "pact", "complete_until": draw(DAYS),
            **draw(some(
                default_definition=st.just("party"), default_definition_why=TEXTS,
                founded=DAYS, checked=st.just("9999-12-31"),
                name=st.builds(
                    lambda day, name, short: [
                        {"since": day, "name": name, "short": short, "sources": ["paper"]}
                    ], DAYS, TEXTS, TEXTS),
            )),
        },
        "state": {"XA": {
            "alpha_3": "XAA", "name": "Atlantis",
            **draw(some(
                alpha_4=st.just("XAAA"), cow=st.integers(1, 999), gw=st.integers(1, 999),
                numbers=st.lists(with_all(
                    some(letters=TEXTS, first_day=DAYS, last_day=DAYS),
                    list=st.sampled_from(["cow", "gw"]), number=st.integers(1, 999),
                ), max_size=3, unique_by=str),
                note=TEXTS, continues=LISTS, succeeds=LISTS, acceded_to=LISTS,
                sources=st.just([GAZETTE]), first_day=DATES, last_day=DATES,
                variants=LISTS,
            )),
        }},
        "source": {
            GAZETTE: {**source, "seen": draw(DAYS), "derived_from": "agency"},
            "paper": {**source, "published": draw(DATES), **draw(some(
                publisher=TEXTS, language=TEXTS, address=TEXTS, seen=DAYS))},
            "agency": {**source, "seen": draw(DAYS)},
            "not cited": {**source, "seen": draw(DAYS)},
        },
        "instrument": {
            "pact": {"roles": ["treaty"], **draw(some(
                title=TEXTS, depositary=TEXTS, address=TEXTS,
                obligation=st.sampled_from([o.value for o in Obligation]),
                term=st.just(term) | TEXTS.map(lambda text: {**term, "renewed": text})))},
            "other": {"roles": []},
        },
        # Of one state there is one act, so that their order never lies open.
        "event": [
            draw(events(name, states, ids))
            for name, states in zip(ids, [("AM", "XA"), (), ("BY", "UA")], strict=True)
        ],
        "roster": draw(st.lists(with_all(
            some(suspended=st.just(["KZ"]), why=TEXTS),
            on=DATES, sources=st.just(["paper"]), states=st.just([]) | st.just(["XA", "AM"]),
        ) | with_all(some(), on=DATES, sources=st.just(["paper"]), count=st.integers(1, 9)),
            max_size=2, unique_by=str)),
    }  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(table=pacts())
def test_any_record_comes_back_whole(table, tmp_path_factory):
    try:
        pact = cm.read(table)
    except cm.DataError:
        reject()  # its last day lies before its first, or the like
    directory = tmp_path_factory.mktemp("any")
    write_package(pact, directory)
    (found,) = read_package(directory)
    assert found.record.fingerprint == pact.record.fingerprint
    assert all_of(found.record) == all_of(pact.record)
    of_states = {key for s in pact.record.states_named for key in s.sources}
    assert set(found.record.known_sources) == {*table["source"], *of_states}


def a_pact(**more):
    return {
        "alliance": {"id": "pact", "complete_until": "2020-01-01"},
        "source": {"g": {"title": "G", "kind": "web", "grade": "press", "seen": "1999-01-01"}},
        "event": [{"id": "e", "kind": "signature", "claim": [
            {"sources": ["g"], "on": "1990", "states": ["AM"]},
            {"sources": ["g"], "on": "1991"},
        ]}],
        **more,
    }  # fmt: skip


def round_trip(table, tmp_path):
    pact = cm.read(table)
    write_package(pact, tmp_path / "pact")
    (found,) = read_package(tmp_path / "pact")
    return pact.record, found.record


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [
        ("1990", None), (None, "1990"), ("1990-01-01", "1990-01-01"),
        ("[..1990-01-01]", None), ("1990", "1990"), ("[1990-01-01..]", None),
        ("[1990-01-01,1990-01-02]", "[..1990-01-01]"), ("[..]", None), (None, "[..]"),
        ("1990", "[1990-06-01..]"), ("0001-01-01", "9999-12-30"),
    ],
)  # fmt: skip
def test_the_days_of_a_state_come_back_however_unsure(first_day, last_day, tmp_path):
    said = {"first_day": first_day, "last_day": last_day}
    state = {"alpha_3": "XAA", "name": "Atlantis"}
    state |= {name: day for name, day in said.items() if day}
    before, after = round_trip(a_pact(state={"XA": state}), tmp_path)
    known = before.states.find("XA").existence
    assert known is not None
    assert after.states.find("XA").existence == known


def test_a_claim_of_no_state_beside_one_of_a_state_comes_back(tmp_path):
    event = a_pact()["event"][0]
    by_body = {**event, "states": []}
    before, after = round_trip(a_pact(event=[by_body]), tmp_path)
    assert [claim.states for claim in before.events[0].claims][1] == ()
    assert all_of(after) == all_of(before)


def test_states_of_the_package_that_are_only_found_are_written_too(tmp_path):
    signed = {"id": "e", "kind": "signature", "states": ["US"], "claim": [{"sources": ["g"], "on": "1990"}]}  # fmt: skip
    before, after = round_trip(a_pact(event=[signed]), tmp_path)
    assert [row["alpha_2"] for row in rows_of(tmp_path / "pact", "states.csv")] == [
        "US"
    ]
    assert after.fingerprint == before.fingerprint


def test_states_of_ones_own_are_written_even_where_nothing_names_them(tmp_path):
    own = {"alpha_3": "XAA", "name": "Atlantis"}
    again = {"alpha_3": "BRA", "name": "Brazil", "cow": 140}
    before, after = round_trip(a_pact(state={"XA": own, "BR": again}), tmp_path)
    rows = rows_of(tmp_path / "pact", "states.csv")
    assert [row["alpha_2"] for row in rows] == ["AM", "XA", "BR"]
    assert all_of(after) == all_of(before)


# -- the same bytes ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "4711"])
def test_every_process_writes_the_same_bytes(shipped, tmp_path, seed):
    words = [sys.executable, "-P", "-m", "csto_membership", "export", "package"]
    where = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    environment = {**os.environ, **where, "PYTHONUTF8": "0"}
    options = {"cwd": tmp_path, "env": environment, "capture_output": True}
    subprocess.run(words, check=True, **options)  # noqa: S603 - our own words
    assert contents(tmp_path / "package") == contents(shipped)


def test_lines_end_alike_on_every_platform(shipped):
    for name, content in contents(shipped).items():
        assert b"\r" not in content, name
        assert content.endswith(b"\n"), name
        assert content.decode("utf-8")


# -- what the descriptor says -------------------------------------------------------------------


def test_every_file_is_described_and_every_column_told(shipped):
    told = described(shipped)
    assert {each["path"] for each in told["resources"]} == FILES
    assert FILES | {"datapackage.json"} == set(contents(shipped))
    for resource in told["resources"]:
        fields = resource["schema"]["fields"]
        with (shipped / resource["path"]).open(encoding="utf-8") as lines:
            assert lines.readline().strip().split(",") == [f["name"] for f in fields]
        assert all(field["description"] for field in fields)
        assert resource["licenses"][0]["name"] == "CC0-1.0"
        assert "facts 2026.2" in resource["citation"]
        # The works in sources.csv are what it is about, not what it rests on.
        assert bool(resource.get("sources")) == (resource["name"] != "sources")


def test_the_descriptor_tells_versions_fingerprints_and_the_day_of_the_facts(shipped):
    told = described(shipped)
    assert told["version"] == cm.facts_version
    assert told["created"] == f"{cm.load('csto').cite().issued}T00:00:00Z"
    assert told["csto_membership"]["version"] == cm.__version__
    assert told["csto_membership"]["fingerprints"] == {
        name: cm.load(name).record.fingerprint for name in cm.available()
    }
    assert told["citation"] == [str(cm.load(name).cite()) for name in cm.available()]


def test_claims_name_the_works_they_cite(shipped):
    (claims,) = (r for r in described(shipped)["resources"] if r["name"] == "claims")
    source = cm.load("csto").sources["24kg-2021"]
    assert {"title": str(source), "path": source.address} in claims["sources"]


def test_no_licence_and_no_author_is_given_to_facts_of_others(tmp_path):
    write_package([cm.read(a_pact()), "guam"], tmp_path / "own")
    told = described(tmp_path / "own")
    assert "licenses" not in told
    assert not told["contributors"]
    assert "created" not in told
    assert "licenses" not in told["resources"][0]
    assert "authors" not in told["resources"][0]["citation"]


def test_keys_are_keys_and_lead_to_rows(shipped):
    found = {r["name"]: r for r in described(shipped)["resources"]}
    rows = {name: rows_of(shipped, r["path"]) for name, r in found.items()}

    def values(name, columns):
        return [tuple(row[column] for column in columns) for row in rows[name]]

    for name, resource in found.items():
        keys = values(name, resource["schema"]["primaryKey"])
        assert len(set(keys)) == len(keys) > 0
        for way in resource["schema"]["foreignKeys"]:
            to = way["reference"]
            there = set(values(to["resource"], to["fields"]))
            assert set(values(name, way["fields"])) <= there
    # These may be empty, so the schema cannot say it.
    known = set(values("instruments", ("alliance", "instrument")))
    for name in ("events", "claims"):
        assert {v for v in values(name, ("alliance", "instrument")) if v[1]} <= known
    known = set(values("sources", ("alliance", "source")))
    for name in ("claims", "names", "rosters", "states"):
        for alliance, cited in values(name, ("alliance", "sources")):
            assert {(alliance, key) for key in cited.split("; ") if key} <= known


def test_states_in_lists_go_by_their_alpha_3_codes(shipped):
    known = {row["alpha_3"] for row in rows_of(shipped, "states.csv")}
    for file in ("events.csv", "claims.csv", "rosters.csv"):
        codes = [
            code for row in rows_of(shipped, file) for code in row["states"].split("; ")
        ]
        assert codes
        assert set(codes) <= known | {""}


def test_what_parts_a_list_may_stand_inside_its_values(tmp_path):
    names = ["a; b", "c\\", ";", " d", "e\\;"]
    state = {"alpha_3": "XAA", "name": "Atlantis", "nl": names}
    _, after = round_trip(a_pact(state={"XA": state}), tmp_path)
    assert list(after.states.find("XA").nl) == names
    told = {
        row["alpha_3"]: row["nl"] for row in rows_of(tmp_path / "pact", "states.csv")
    }
    assert told["XAA"] == r"a\; b; c\\; \;;  d; e\\\;"


def test_dates_have_their_first_and_last_days_beside_them(shipped):
    for row in rows_of(shipped, "claims.csv"):
        for name in ("on", "since"):
            if row[name]:
                day = cm.FuzzyDate(row[name])
                assert row[f"{name}_earliest"] == str(day.earliest or "")
                assert row[f"{name}_latest"] == str(day.latest or "")


def test_spells_and_panel_are_those_of_the_default_definition(shipped):
    uzbek = [
        (row["first_day"], row["last_day"])
        for row in rows_of(shipped, "spells.csv")
        if (row["alliance"], row["alpha_3"]) == ("csto", "UZB")
    ]
    assert uzbek == [("1992-05-15", "1999-04-20"), ("2006-08-16", "2012-12-18")]
    years = {
        row["year"]: row["member"]
        for row in rows_of(shipped, "panel.csv")
        if (row["alliance"], row["alpha_3"]) == ("csto", "UZB")
    }
    assert (years["1999"], years["2000"], years["2012"], years["2013"]) == tuple("1010")


def test_each_alliance_has_its_own_years_in_the_panel(shipped):
    ends = {row["alliance"]: row["year"] for row in rows_of(shipped, "panel.csv")}
    assert ends["nato"] == "2025"
    assert ends["guam"] == "2023"


def test_an_alliance_that_covers_no_whole_year_has_no_panel(tmp_path):
    short = {"id": "pact", "complete_until": "1990-06-30"}
    event = {"id": "e", "kind": "founding", "claim": [{"sources": ["g"], "on": "1990-02-01"}]}  # fmt: skip
    written = write_package(
        cm.read(a_pact(alliance=short, event=[event])), tmp_path / "p"
    )
    assert written["panel.csv"] == 0
    assert rows_of(tmp_path / "p", "events.csv")


# -- what is refused ---------------------------------------------------------------------


def test_what_stands_in_a_directory_is_never_touched(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(cm.MembershipError, match=r"is not empty, .* name a new folder"):
        write_package("guam", tmp_path)
    assert contents(tmp_path) == {"letter.txt": b"dear"}


def test_a_package_is_not_written_over_another(tmp_path):
    write_package("guam", tmp_path / "p")
    before = contents(tmp_path / "p")
    with pytest.raises(cm.MembershipError, match="not empty"):
        write_package("csto", tmp_path / "p")
    assert contents(tmp_path / "p") == before


def test_a_directory_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(cm.MembershipError, match="cannot write"):
        write_package("guam", tmp_path / "file" / "p")


def test_a_file_where_the_directory_should_be_is_told_and_kept(tmp_path):
    (tmp_path / "file").write_text("dear")
    with pytest.raises(cm.MembershipError, match="is a file; name a new folder"):
        write_package("guam", tmp_path / "file")
    assert contents(tmp_path) == {"file": b"dear"}


@pytest.mark.parametrize("file", ["alliances.csv", "claims.csv", "datapackage.json"])
@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_what_cannot_be_finished_leaves_no_half_of_a_package(
    tmp_path, monkeypatch, file, error
):
    def replace(half, path):
        if Path(path).name == file:
            raise error
        replace_(half, path)

    replace_ = os.replace
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        expected = cm.MembershipError if isinstance(error, OSError) else type(error)
        with pytest.raises(expected):
            write_package("guam", tmp_path / "p")
    assert not contents(tmp_path / "p")
    assert write_package("guam", tmp_path / "p")


def test_two_alliances_of_one_id_and_none_at_all_are_refused(tmp_path):
    with pytest.raises(cm.MembershipError, match="two alliances have the id 'csto'"):
        write_package(["cst", "csto"], tmp_path / "p")
    with pytest.raises(EmptyError):
        write_package([], tmp_path / "p")
    with pytest.raises(cm.UnknownAllianceError):
        write_package("natoo", tmp_path / "p")
    assert not (tmp_path / "p").exists()


# -- faults of a changed package --------------------------------------------------------------


@pytest.fixture
def package(tmp_path):
    directory = tmp_path / "package"
    write_package(["guam", "csto"], directory)
    return directory


def change(directory, file, number, column, value):
    """Set one cell, in the row of this number as a spreadsheet counts."""
    path = directory / file
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[number - 1][rows[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def number_of(directory, file, **cells):
    """The number of the first row with these cells."""
    for number, row in enumerate(rows_of(directory, file), start=2):
        if all(row[name] == value for name, value in cells.items()):
            return number
    raise LookupError(cells)


def faults(directory):
    with pytest.raises(cm.DataError) as caught:
        read_package(directory)
    return [(p.file, p.place, p.expected) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "column", "value", "expected"),
    [
        ("alliances.csv", "complete_until", "soon", "expected a day"),
        ("alliances.csv", "complete_until", "", "this key is required"),
        ("alliances.csv", "default_definition", "joint", "did you mean joined?"),
        ("names.csv", "since", "1990", "expected a day"),
        ("names.csv", "sources", "nobody", "no source of this id"),
        ("states.csv", "cow", "many", "expected a whole number"),
        ("states.csv", "note", " ", "expected a text"),
        ("numbers.csv", "number", "seven", "expected a whole number"),
        ("numbers.csv", "list", "cwo", "did you mean cow?"),
        ("numbers.csv", "first_day", "1990", "expected a day"),
        ("numbers.csv", "alpha_3", "ZZZ", "no row of states.csv has this code"),
        ("states.csv", "last_day", "when?", "expected a day or EDTF text"),
        ("states.csv", "alpha_2", "", "expected a text"),
        ("sources.csv", "grade", "pres", "did you mean press?"),
        ("sources.csv", "seen", "1999-02-30", "expected a day"),
        ("sources.csv", "derived_from", "nobody", "no source of this id"),
        ("sources.csv", "title", "", "this key is required"),
        ("instruments.csv", "roles", "treaty; pact", "expected one of treaty, charter"),
        ("instruments.csv", "term_years", "five", "expected a whole number"),
        ("events.csv", "kind", "signatur", "did you mean signature?"),
        ("events.csv", "instrument", "none", "no instrument of this id"),
        ("events.csv", "states", "ARM; ZZZ", "no state 'ZZZ'"),
        ("events.csv", "context", "maybe", "expected true or false"),
        ("events.csv", "after", "never", "no event of this id"),
        ("claims.csv", "on", "1999-13", "expected a day or EDTF text"),
        ("claims.csv", "never", "perhaps", "expected true or false"),
        ("claims.csv", "claim", "best", "expected a whole number above 0"),
        ("claims.csv", "event", "nothing", "no row of events.csv has this id"),
        ("claims.csv", "rule_after", "nothing", "no event of this id"),
        ("rosters.csv", "count", "0", "expected a whole number"),
        ("rosters.csv", "on", "", "this key is required"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_row_and_column(
    package, file, column, value, expected
):
    change(package, file, 2, column, value)
    told = [
        text
        for *place, text in faults(package)
        if place == [file, f"row 2, column {column}"]
    ]
    assert any(expected in text for text in told)


def test_all_faults_of_all_files_and_alliances_are_told_at_once(package):
    in_csto = {"alliance": "csto", "context": "false"}
    apart = {"alliance": "csto", "context": "true"}
    places = [
        ("events.csv", 2, "kind"),
        ("events.csv", number_of(package, "events.csv", **in_csto), "kind"),
        ("events.csv", number_of(package, "events.csv", **apart), "kind"),
        ("sources.csv", 3, "grade"),
        ("states.csv", 4, "gw"),
        ("claims.csv", 5, "on"),
    ]
    for place in places:
        change(package, *place, "?")
    told = [fault[:2] for fault in faults(package)]
    assert {(file, f"row {n}, column {name}") for file, n, name in places} <= set(told)
    assert len(set(told)) == len(told)


def test_a_fault_of_a_context_event_is_told_where_the_rest_is_sound(package):
    number = number_of(package, "events.csv", alliance="csto", context="true")
    change(package, "events.csv", number, "kind", "?")
    assert [f[:2] for f in faults(package)] == [
        ("events.csv", f"row {number}, column kind")
    ]


@pytest.mark.parametrize("file", sorted(FILES - FOLLOWS))
def test_a_file_that_is_missing_is_told(package, file):
    (package / file).unlink()
    assert [f[0] for f in faults(package)] == [file]


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(FOLLOWS))
def test_what_follows_from_the_record_is_not_read_back(package, file):
    (package / file).unlink()
    assert len(read_package(package)) == 2


@pytest.mark.parametrize(
    "descriptor", ["", "[]", "{}", '{"csto_membership": {"format": 2}}', "[" * 5000]
)
def test_a_directory_without_such_a_descriptor_is_no_package(package, descriptor):
    (package / "datapackage.json").write_text(descriptor)
    ((file, _, expected),) = faults(package)
    assert file == "datapackage.json"
    assert "of format 1" in expected


def test_a_directory_without_anything_is_told_in_one_list(tmp_path):
    assert {f[0] for f in faults(tmp_path)} == FILES - FOLLOWS | {"datapackage.json"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"alliance,\xff", "is not UTF-8 text"),
        (b'alliance,"', "is not CSV"),
        (b"", "this column is missing"),
    ],
)
def test_a_file_that_is_no_csv_is_told(package, content, expected):
    (package / "names.csv").write_bytes(content)
    told = faults(package)
    assert {f[0] for f in told} == {"names.csv"}
    assert expected in told[0][2]


def test_columns_that_are_unknown_missing_or_double_are_told(package):
    path = package / "names.csv"
    text = path.read_text("utf-8").replace("since,name,short", "sinse,name,name", 1)
    path.write_text(text, encoding="utf-8", newline="")
    told = {expected.partition(";")[0] for *_, expected in faults(package)}
    assert told == {
        "this column is missing",
        "unknown column",
        "this column stands twice",
    }


def test_columns_may_stand_in_another_order(package):
    for file in FILES - FOLLOWS:
        rows = rows_of(package, file)
        text = io.StringIO()
        names = list(reversed(rows[0]))
        writer = csv.DictWriter(text, names, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        (package / file).write_text(
            f"\ufeff{text.getvalue()}", encoding="utf-8", newline=""
        )
    found = {a.record.id: a.record.fingerprint for a in read_package(package)}
    assert found == {n: cm.load(n).record.fingerprint for n in ("guam", "csto")}


def test_a_row_with_too_few_cells_is_told(package):
    path = package / "names.csv"
    path.write_text(path.read_text("utf-8") + "guam,3\n", encoding="utf-8", newline="")
    number = len(rows_of(package, "names.csv")) + 1
    assert ("names.csv", f"row {number}", "cells; the first row has 6") in faults(
        package
    )


@pytest.mark.parametrize("file", sorted(FILES - FOLLOWS - {"names.csv", "rosters.csv"}))
def test_a_row_that_stands_twice_is_told(package, file):
    path = package / file
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="")
    number = len(rows_of(package, file)) + 1
    places = {(f[0], f[1].partition(",")[0]) for f in faults(package)}
    assert (file, f"row {number}") in places


def test_a_row_of_no_alliance_is_told(package):
    change(package, "instruments.csv", 2, "alliance", "gwam")
    told = (
        "instruments.csv",
        "row 2, column alliance",
        "no row of alliances.csv has this id",
    )
    assert told in faults(package)


def test_an_event_without_a_claim_is_told(package):
    (first, *_) = rows_of(package, "events.csv")
    path = package / "claims.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    left = [line for line in lines if f",{first['event']}," not in line]
    path.write_text("".join(left), encoding="utf-8", newline="")
    told = ("events.csv", "row 2", "no row of claims.csv is of this event")
    assert told in faults(package)


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(FILES - FOLLOWS))
def test_rows_may_stand_in_another_order(package, file):
    path = package / file
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *reversed(rows)])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    found = {a.record.id: a for a in read_package(package)}
    for name in ("guam", "csto"):
        alliance = cm.load(name)
        assert found[name].record.fingerprint == alliance.record.fingerprint
        assert found[name].days_by_state == alliance.days_by_state
        assert found[name].name_on("2010-01-01") == alliance.name_on("2010-01-01")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("yes", "no"), [("TRUE", "FALSE"), ("True", "False"), ("1", "0")]
)
def test_yes_and_no_may_be_written_as_spreadsheets_and_table_schema_do(
    package, yes, no
):
    for file in ("events.csv", "claims.csv"):
        rows = rows_of(package, file)
        spelt = {"true": yes, "false": no}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: spelt.get(v, v) for k, v in r.items()} for r in rows)
        (package / file).write_text(text.getvalue(), encoding="utf-8", newline="")
    found = {a.record.id: a.record for a in read_package(package)}
    assert all_of(found["csto"]) == all_of(cm.load("csto").record)


@pytest.mark.parametrize("name", ["datapackage.json", "nowhere"])
def test_what_is_no_directory_is_told_once(package, name):
    ((file, _, expected),) = faults(package / name)
    assert file == str(package / name)
    assert expected == "cannot be read: expected a folder that holds datapackage.json"


def test_acts_whose_order_lies_open_are_told_with_their_row(tmp_path):
    def act(name, kind, day):
        return {
            "id": name, "kind": kind, "of": "t", "states": ["AM"],
            "claim": [{"sources": ["g"], "on": day}],
        }  # fmt: skip

    acts = [act("in", "signature", "1990-05-01"), act("out", "withdrawal", "1991")]
    instruments = {"t": {"roles": ["treaty"]}}
    pact = cm.read(a_pact(event=acts, instrument=instruments))
    write_package(pact, tmp_path / "p")
    change(tmp_path / "p", "claims.csv", 2, "on", "1991")
    ((file, place, expected),) = faults(tmp_path / "p")
    assert (file, place) in {("events.csv", "row 2"), ("events.csv", "row 3")}
    assert "say `after" in expected


def test_a_package_of_no_alliance_is_told(package):
    for file in FILES - FOLLOWS:
        head, *_ = (package / file).read_text("utf-8").splitlines(keepends=True)
        (package / file).write_text(head, encoding="utf-8")
    assert faults(package) == [("alliances.csv", "", "expected an alliance")]


def test_a_changed_date_comes_back_changed(package):
    number = number_of(package, "claims.csv", alliance="guam")
    change(package, "claims.csv", number, "wording", "=SUM(1; 2)")
    guam = read_package(package)[0]
    assert guam.record.events[0].claims[0].wording == "=SUM(1; 2)"
    assert guam.provenance().facts_version is None


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data())
def test_whatever_stands_in_a_cell_a_package_loads_or_tells_its_faults(
    data, tmp_path_factory
):
    directory = tmp_path_factory.mktemp("any")
    write_package("guam", directory)
    file = data.draw(st.sampled_from(sorted(FILES - FOLLOWS)))
    rows = rows_of(directory, file)
    number = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(list(rows[0])))
    others = sorted({row[column] for row in rows})
    odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    value = data.draw(st.sampled_from([*others, "", "\\", ";", "0", "9" * 5000]) | odd)
    change(directory, file, number + 2, column, value)
    try:
        read_package(directory)
    except cm.DataError as error:
        told = error.problems
        assert {problem.file for problem in told} <= FILES
        assert all(str(problem) for problem in told)


# -- command line ----------------------------------------------------------------------------


def test_the_command_writes_what_it_says(tmp_path, capsys):
    directory = tmp_path / "new" / "package"
    status = main(
        ["export", str(directory), "--alliance", "guam", "--alliance", "nato"]
    )
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert out.startswith(f"wrote {directory}\n  alliances.csv: 2 rows\n")
    assert [a.record.id for a in read_package(directory)] == ["guam", "nato"]


def test_the_command_takes_data_files_too(tmp_path, capsys):
    file = tmp_path / "own.toml"
    main(["new", str(file)])
    status = main(["export", str(tmp_path / "p"), "--alliance", str(file)])
    assert (status, capsys.readouterr().err) == (0, "")
    assert read_package(tmp_path / "p")[0].record.file == "own.toml"


def test_the_command_tells_what_it_refuses(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("dear")
    assert main(["export", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
