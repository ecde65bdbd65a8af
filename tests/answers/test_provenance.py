"""Provenance: the fingerprint of a record, and what an answer says of its origin."""

import json
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.catalogue import schema, starter
from csto_membership.days import FuzzyDate
from csto_membership.record import Kind, Name, Roster
from csto_membership.record import fingerprint as fingerprints

DATA = Path(cm.__file__).parent / "data"
CSTO = cm.load("csto")

PACT = """
[alliance]
id = "pact"
complete_until = 2020-12-31
default_definition = "joined"
default_definition_why = "It is usual."

[[alliance.name]]
since = 1990-01-01
name = "The Pact"
short = "TP"
sources = ["gazette"]

[state.XA]
alpha_3 = "XAA"
name = "Atlantis"
nl = ["Het Atlantis"]
cow = 999

[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01

[source.copy]
title = "Copy"
kind = "web"
grade = "derivative"
published = "1991"
derived_from = "original"

[source.original]
title = "Original"
kind = "book"
grade = "scholarly"
published = "1991-02"

[source.unread]
title = "Not cited"
kind = "book"
grade = "scholarly"
published = "1991-02"

[instrument.pact]
title = "The pact"
roles = ["treaty", "charter"]
obligation = "defence"
term = { years = 5, expires = "on the anniversary" }

[[event]]
id = "signed"
kind = "signature"
of = "pact"
states = ["XA", "AM"]
place = "Paris"
note = "Nota bene."

[[event.claim]]
sources = ["gazette", "copy"]
on = 1990-01-01
public = true

[[event.claim]]
sources = ["copy"]
on = "1990-02"
set_aside = true
why = "A copy."

[[event]]
id = "left"
kind = "withdrawal"
of = "pact"
states = ["AM"]
claim = [{ sources = ["gazette"], on = 2001-05-05 }]

[[roster]]
on = 1995-01-01
sources = ["copy"]
states = ["XA", "AM"]

[[roster]]
on = 1996-01-01
sources = ["copy"]
count = 2
"""

CONTEXT = """
[[event]]
id = "asks"
kind = "help_request"
states = ["AM"]
claim = [{ sources = ["gazette"], on = 1999-01-01 }]
"""


@pytest.fixture
def read(tmp_path):
    def read_text(text=PACT, context=CONTEXT):
        folder = tmp_path / "pact"
        folder.mkdir(exist_ok=True)
        (folder / "pact.toml").write_bytes(text.encode())
        (folder / "pact-context.toml").write_text(context, encoding="utf-8")
        return cm.read(folder)

    return read_text


def changed(old, new, text=PACT):
    assert text.count(old) == 1, old
    return text.replace(old, new)


class TestTheSame:
    def test_it_is_twelve_hexadecimal_digits(self, read):
        assert len(read().record.fingerprint) == 12
        assert int(read().record.fingerprint, 16) >= 0

    @pytest.mark.parametrize(
        "text",
        [
            f"# A comment.\n\n{PACT}# Another.\n",
            PACT.replace("\n", "\r\n"),
            f"\ufeff{PACT}",
            changed('kind = "signature"\nof = "pact"', 'of = "pact"\nkind="signature"'),
            changed('roles = ["treaty", "charter"]', 'roles = ["charter", "treaty"]'),
            changed(
                'title = "Original"\nkind = "book"', 'kind="book"\ntitle="Original"'
            ),
            changed('on = "1990-02"', 'on = "[1990-02-01..1990-02-28]"'),
            changed("public = true", "public = 1990-01-01"),
            changed("set_aside = true", "set_aside = true\nonly = false"),
            changed('nl = ["Het Atlantis"]', 'nl = ["Atlantida"]'),
            changed("Not cited", "Still not cited"),
        ],
    )
    def test_layout_does_not_change_it(self, read, text):
        assert text != PACT
        assert read(text).record.fingerprint == read().record.fingerprint

    def test_tables_may_stand_in_any_order(self, read):
        first, second = PACT.split("[[roster]]")[1:]
        rosters = PACT.replace(first, "@").replace(second, first).replace("@", second)
        head, signed, left = PACT.split("[[event]]")
        left, lists = left.split("[[roster]]", 1)
        events = f"{head}[[event]]{left}[[event]]{signed}[[roster]]{lists}"
        top, source = PACT.split("[source.gazette]")
        source, end = source.split("[source.copy]")
        sources = f"{top}[source.copy]{end}[source.gazette]{source}"
        for text in (rosters, events, sources):
            assert text != PACT
            assert read(text).record.fingerprint == read().record.fingerprint

    def test_where_the_file_stands_does_not_matter(self, tmp_path):
        for name in ("csto.toml", "csto-context.toml"):
            (tmp_path / name).write_bytes((DATA / name).read_bytes())
        assert cm.read(tmp_path).record.fingerprint == CSTO.record.fingerprint

    @pytest.mark.slow
    def test_another_process_finds_the_same(self):
        code = "import csto_membership as c; print(c.load('csto').record.fingerprint)"
        for seed in ("1", "2"):
            told = subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-c", code],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            )
            assert told.stdout.strip() == CSTO.record.fingerprint

    def test_it_survives_pickling(self, read):
        record = read().record
        assert pickle.loads(pickle.dumps(record)).fingerprint == record.fingerprint


class TestAnother:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('id = "pact"\n', 'id = "pakt"\n'),
            ("complete_until = 2020-12-31", "complete_until = 2020-12-30"),
            (
                "complete_until = 2020-12-31",
                "complete_until = 2020-12-31\nchecked = 2021-03-31",
            ),
            ('default_definition = "joined"', 'default_definition = "party"'),
            ("It is usual.", "It is not."),
            ('name = "The Pact"', 'name = "A Pact"'),
            ('short = "TP"', 'short = "AP"'),
            ("since = 1990-01-01", "since = 1990-01-02"),
            ('alpha_3 = "XAA"', 'alpha_3 = "XAB"'),
            ('name = "Atlantis"', 'name = "Atlantia"'),
            ("cow = 999", "cow = 998"),
            ("cow = 999", "cow = 999\nfirst_day = 1950-01-01"),
            ("cow = 999", "cow = 999\ncontinues = ['ARM']"),
            (
                "cow = 999",
                "numbers = [{ list = 'cow', number = 999, letters = 'ATL' }]",
            ),
            ('title = "Gazette"', 'title = "Journal"'),
            ('kind = "official"', 'kind = "law"'),
            ('grade = "primary"', 'grade = "press"'),
            ("published = 1990-01-01", "published = 1990-01-02"),
            ('published = "1991"\n', 'published = "1992"\n'),
            ('title = "Original"', 'title = "Of another"'),
            ('title = "The pact"', 'title = "A pact"'),
            ('roles = ["treaty", "charter"]', 'roles = ["treaty"]'),
            ('obligation = "defence"', 'obligation = "none"'),
            ("years = 5", "years = 6"),
            ("on the anniversary", "on the eve of the anniversary"),
            ('id = "left"', 'id = "gone"'),
            ('kind = "withdrawal"', 'kind = "expulsion"'),
            ('states = ["XA", "AM"]\nplace', 'states = ["XA", "KZ"]\nplace'),
            ('place = "Paris"', 'place = "Rome"'),
            ("Nota bene.", "Nota male."),
            ('place = "Paris"', 'undecided = true\nplace = "Paris"'),
            ("on = 1990-01-01\npublic", "on = 1990-01-03\npublic"),
            ("on = 1990-01-01\npublic", "since = 1990-01-01\npublic"),
            ('on = "1990-02"', 'on = "1990-03"'),
            ('on = "1990-02"', "never = true"),
            ("public = true", "public = 1990-01-02"),
            ("public = true\n", ""),
            ("set_aside = true\n", ""),
            ("set_aside = true", 'set_aside = true\nstates = ["XA"]'),
            ("set_aside = true", 'set_aside = true\nstates = ["XA"]\nonly = true'),
            ("set_aside = true", 'set_aside = true\nkind = "accession"'),
            ("set_aside = true", 'set_aside = true\nwording = "signed"'),
            ("set_aside = true", 'set_aside = true\nbasis = "presumed: so"'),
            ("A copy.", "Copied."),
            ('sources = ["gazette", "copy"]', 'sources = ["gazette"]'),
            ('sources = ["gazette", "copy"]', 'sources = ["copy", "gazette"]'),
            ("on = 1995-01-01", "on = 1995-01-02"),
            ('states = ["XA", "AM"]\n\n[[roster]]', 'states = ["XA"]\n\n[[roster]]'),
            ("count = 2", "count = 3"),
        ],
    )
    def test_content_changes_it(self, read, old, new):
        assert read(changed(old, new)).record.fingerprint != read().record.fingerprint

    def test_the_order_of_claims_is_their_rank(self, read):
        record = read().record
        signed = next(event for event in record.events if event.id == "signed")
        others = tuple(event for event in record.events if event is not signed)
        ranked = attrs.evolve(signed, claims=signed.claims[::-1])
        moved = attrs.evolve(record, events=(ranked, *others))
        assert moved.fingerprint != record.fingerprint

    def test_the_context_events_count(self, read):
        otherwise = CONTEXT.replace("1999-01-01", "1999-01-02")
        assert read().record.fingerprint != read(context=otherwise).record.fingerprint
        inside = attrs.evolve(
            read().record, read_context=tuple, events=read().record.all_events
        )
        assert inside.fingerprint != read().record.fingerprint

    @pytest.mark.slow
    def test_every_field_of_a_claim_counts(self):
        """Whatever field a claim, an event or a roster gets later counts too."""
        record, (event, *others) = CSTO.record, CSTO.record.events
        claim = event.claims[0]
        values = {
            "sources": claim.sources[:1],
            "on": FuzzyDate("1800"),
            "since": FuzzyDate("1800"),
            "never": True,
            "states": claim.states[:1],
            "only": not claim.only,
            "kind": Kind.EXPULSION,
            "instrument": record.instruments["charter"],
            "place": "elsewhere",
            "wording": "otherwise",
            "words": "otherwise",
            "basis": "derived: so",
            "rule": next(c.rule for c in record.claims if c.rule),
            "public_on": date(1800, 1, 1),
            "set_aside": not claim.set_aside,
            "why": "otherwise",
        }
        assert set(values) == {field.name for field in attrs.fields(cm.Claim)}
        found = {record.fingerprint}
        for name, value in values.items():
            claims = (attrs.evolve(claim, **{name: value}), *event.claims[1:])
            moved = attrs.evolve(event, claims=claims)
            found.add(attrs.evolve(record, events=(moved, *others)).fingerprint)
        assert len(found) == len(values) + 1

    @pytest.mark.parametrize(
        ("kind", "table", "besides"),
        [
            (cm.Claim, "event.claim", {"last_day"}),  # it is the day before `since`
            (cm.Event, "event", set()),
            (cm.Source, "source", {"id"}),
            (cm.Instrument, "instrument", {"id"}),
            (Roster, "roster", set()),
            (Name, "alliance.name", set()),
            (cm.State, "state", {"alpha_2", "key"}),
        ],
    )
    def test_its_keys_are_those_of_a_data_file(self, kind, table, besides):
        """So no new name in the code changes a fingerprint."""
        known = json.loads(schema())["$defs"][table]["properties"].keys()
        keys = fingerprints._KEYS.get(kind, {})
        found = {keys.get(field.name, field.name) for field in attrs.fields(kind)}
        assert found ^ known == besides

    def test_all_that_is_known_of_a_state_counts(self):
        """Except the names that only find it."""
        state = CSTO.record.states.find("Germany")
        values = {
            "alpha_2": "A", "alpha_3": "A", "alpha_4": "A", "name": "A", "cow": 1, "gw": 1,
            "first_day": "1800", "last_day": "3000", "continues": ("A",), "note": "A",
            "continues_from": date(1900, 1, 1),
            "succeeds": ("A",), "acceded_to": ("A",), "sources": ("A",), "numbers": (),
            "key": "A",
        }  # fmt: skip
        names = ("nl", "ru", "variants")
        assert {*values, *names} == {field.name for field in attrs.fields(cm.State)}
        tables = [fingerprints.plain_table(state)]
        for name, value in values.items():
            table = fingerprints.plain_table(attrs.evolve(state, **{name: value}))
            assert table not in tables
            tables.append(table)
        renamed = attrs.evolve(state, **dict.fromkeys(names, ("A",)))
        assert fingerprints.plain_table(renamed) == tables[0]

    @given(st.dates(), st.dates())
    def test_two_days_of_a_roster_are_told_apart(self, one, other):
        first = CSTO.record.rosters[0]
        marks = [
            attrs.evolve(
                CSTO.record,
                events=(),
                read_context=tuple,
                rosters=(Roster(FuzzyDate(day), first.sources),),
            ).fingerprint
            for day in (one, other)
        ]
        assert (marks[0] == marks[1]) is (one == other)


class TestProvenance:
    def test_it_names_code_facts_and_record(self):
        told = CSTO.provenance()
        assert told.version == cm.__version__
        assert told.facts_version == cm.facts_version
        assert told.fingerprint == CSTO.record.fingerprint
        assert (told.alliance, told.definition) == ("csto", CSTO.definition)
        assert told.complete_until == told.horizon == CSTO.complete_until

    def test_it_names_every_narrowing(self):
        asked = CSTO.as_known_on("2013-01-01").preferring("caci")
        told = asked.according_to("lat-1992", "caci", silence="no").provenance()
        assert told.known == date(2013, 1, 1)
        assert told.sources == ("caci", "lat-1992")
        assert told.silence == "no"
        assert told.preferred == ("caci",)
        assert told.horizon < told.complete_until
        for word in ("2013-01-01", "caci and lat-1992 without", "preferring caci"):
            assert word in str(told)
        assert f"this view until {told.horizon}" in str(told)

    def test_the_day_of_the_last_check_is_told_wherever_the_last_day_is(self):
        unchecked = cm.read(starter().replace("checked = 2021-03-31", ""))
        checked = cm.read(starter())
        for answer in ("provenance", "members"):
            told = str(getattr(checked, answer)())
            assert "complete until 2020-12-31, last checked on 2021-03-31" in told
            assert "checked" not in str(getattr(unchecked, answer)())
        assert checked.provenance().as_dict()["checked"] == "2021-03-31"
        assert unchecked.provenance().as_dict()["checked"] is unchecked.checked is None

    def test_it_is_plain_for_json(self):
        asked = CSTO.under("party").as_known_on("2013-01-01")
        plain = asked.provenance().as_dict()
        assert json.loads(json.dumps(plain)) == plain
        assert plain["definition"] == "party"
        assert plain["known"] == "2013-01-01"
        assert plain["rules"] is plain["sources"] is plain["silence"] is None
        assert CSTO.according_to("caci").provenance().as_dict()["silence"] == "perhaps"

    def test_a_definition_of_ones_own_is_defined(self):
        blind = CSTO.under(CSTO.definition.without("suspension")).provenance()
        plain = blind.as_dict()
        assert plain["rules"]["pauses"] == []
        assert "signature" in plain["rules"]["opens"]
        assert "opens accession, admission" in str(blind)
        same_name = CSTO.under(attrs.evolve(CSTO.definition, closes=["expulsion"]))
        assert same_name.provenance().as_dict()["rules"]["closes"] == ["expulsion"]

    @pytest.mark.slow
    def test_facts_of_ones_own_have_no_version_of_ours(self, read, tmp_path):
        assert read().provenance().facts_version is None
        assert "own facts" in str(read().provenance())
        text = (DATA / "csto.toml").read_text(encoding="utf-8")
        (tmp_path / "csto-context.toml").write_bytes(
            (DATA / "csto-context.toml").read_bytes()
        )
        path = tmp_path / "csto.toml"
        for otherwise, version in ((text, cm.facts_version), (_later(text), None)):
            path.write_text(otherwise, encoding="utf-8")
            assert cm.read(tmp_path).provenance().facts_version == version
            # Without its context events it is another record.
            assert cm.read(path).provenance().facts_version is None

    def test_equal_questions_have_equal_provenance(self):
        one = CSTO.as_known_on("2013-01-01").preferring("caci")
        other = CSTO.preferring("caci").as_known_on("2013-01-01")
        assert one.provenance() == other.provenance()
        assert hash(one.provenance()) == hash(other.provenance())
        assert one.provenance() != CSTO.provenance()

    def test_it_cannot_be_changed(self):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            CSTO.provenance().version = "2"


def _later(text):
    return changed("complete_until = 2026-02-15", "complete_until = 2026-02-16", text)
