"""Loading a data file: what a good one means, and how each fault of a bad one is told.

The files are small ledgers, written as text. `@` in a piece of one stands for its
number among the events, or among the rosters, of the file that it becomes part of.
"""

import re
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import errors
from csto_membership.files import place
from csto_membership.files.loading import SHIPPED, read_sources, read_states
from csto_membership.record import States

HEAD = """
[alliance]
id = "pact"
complete_until = 2020-12-31
default_definition = "joined"

[[alliance.name]]
since = 1990-01-01
name = "The Pact"
short = "TP"
sources = ["gazette"]

[state.XA]
alpha_3 = "XAA"
name = "Atlantis"

[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01

[instrument.pact]
title = "The pact"
roles = ["treaty"]
"""

SIGNED = """
[[event]]
id = "signed"
kind = "signature"
of = "pact"
states = ["XA", "AM"]
claim = [{ sources = ["gazette"], on = 1990-01-01 }]
"""


def ledger(*pieces, head=HEAD):
    """One file of several pieces, each `@` replaced by the number of the piece."""
    numbers = Counter()
    text = head
    for piece in pieces:
        for header in ("[[event]]", "[[roster]]"):
            if header in piece:
                text += piece.replace("@", str(numbers[header]))
                numbers[header] += piece.count(header)
                break
        else:
            text += piece
    return text if "[[event]]" in text else f"event = []\n{text}"


@pytest.fixture
def read(written):
    def read_text(*pieces, head=HEAD):
        path = written(ledger(*pieces, head=head))
        return cm.read(path)

    return read_text


@pytest.fixture
def faults(read):
    def faults_of(*pieces, head=HEAD):
        with pytest.raises(cm.DataError) as caught:
            read(*pieces, head=head)
        return caught.value.problems

    return faults_of


def event(keys="", *, claim='{ sources = ["gazette"], on = 1990-01-01 }'):
    return f'\n[[event]]\nid = "e@"\nkind = "signature"\n{keys}\n' + (
        f"claim = [{claim}]\n" if claim else ""
    )


def claim(keys):
    return event('states = ["AM"]', claim=f'{{ sources = ["gazette"], {keys} }}')


def ruled(rule, more=""):
    """An event and another one, whose date is computed from it."""
    second = claim(f'rule = {{ after = "e@", {rule} }}{more}')
    return event() + second.replace("e@", "f@", 1)


def roster(keys):
    return f'\n[[roster]]\nsources = ["gazette"]\n{keys}\n'


def source(key, keys):
    return f'\n[source.{key}]\ntitle = "S"\nkind = "web"\ngrade = "press"\n{keys}\n'


def state(code, keys):
    return f'\n[state.{code}]\nalpha_3 = "{code}Q"\nname = "Land {code}"\n{keys}\n'


def instrument(key, keys):
    return f"\n[instrument.{key}]\n{keys}\n"


ON = "[{ sources = ['gazette'], on = 1990-01-01 }]"
TWINS = f"""
[[event]]
id = "twin"
kind = "signature"
claim = {ON}

[[event]]
id = "twin"
kind = "halt"
claim = {ON}
"""

# Each fault: the piece of a file, its place, what stands there, what was expected.
FAULTS = [
    # -- states
    ('\n[state.XC]\nname = "C"\n', "state.XC.alpha_3", "missing", "is required"),
    ('\n[state.XD]\nalpha_3 = "XDD"\n', "state.XD.name", "missing", "is required"),
    (state("XE", "cow = 0"), "state.XE.cow", "0", "whole number above 0"),
    (state("XF", "cow = true"), "state.XF.cow", "True", "whole number above 0"),
    (state("XG", "cow = 1.5"), "state.XG.cow", "1.5", "whole number above 0"),
    (state("XH", 'nl = "H"'), "state.XH.nl", "'H'", "expected a list"),
    (state("XI", 'ru = ["И", 1]'), "state.XI.ru[1]", "1", "expected a text"),
    (state("XJ", 'variants = [" "]'), "state.XJ.variants[0]", "' '", "expected a text"),
    (state("XK", 'nl = ["K", "K"]'), "state.XK.nl[1]", "'K'", "listed twice"),
    (state("XL", 'varaints = ["L"]'), "state.XL.varaints", "['L']", "mean variants?"),
    (
        state("XM", 'variants = ["turkmenië"]'),
        "state.XM",
        "'turkmenië'",
        "is a name of Turkmenistan too",
    ),
    (
        state("XN", 'nl = ["Groß Land"]') + state("XO", 'ru = ["GROSS-LAND"]'),
        "state.XO",
        "'GROSS-LAND'",
        "is a name of Land XN too",
    ),
    # -- sources
    (source("s1", ""), "source.s1.published", "missing", "needs the day it was `seen`"),
    (
        source("s2", 'published = "1999~"'),
        "source.s2.published",
        "'1999~'",
        "no bounds; one of several days is written like",
    ),
    (
        source("s3", "seen = 1999-01-01T12:00:00"),
        "source.s3.seen",
        "datetime.datetime(1999, 1, 1, 12, 0)",
        "expected a day",
    ),
    (source("s4", 'seen = "1999-01"'), "source.s4.seen", "'1999-01'", "expected a day"),
    (
        source("s4b", 'seen = "1999-02-29"'),
        "source.s4b.seen",
        "'1999",
        "expected a day",
    ),
    (
        source("s4c", 'seen = "1999-W01-1"'),
        "source.s4c.seen",
        "'1999",
        "expected a day",
    ),
    (
        source("s5", 'seen = 1999-01-01\nderived_from = "gazete"'),
        "source.s5.derived_from",
        "'gazete'",
        "no source of this id; did you mean gazette?",
    ),
    (
        source("s6", "seen = 1999-01-01\nlanguage = 3"),
        "source.s6.language",
        "3",
        "text",
    ),
    (source("s7", 'seen = 1999-01-01\nurl = ""'), "source.s7.url", "''", "unknown key"),
    (
        '\n[source.s8]\ntitle = "S"\nkind = "webb"\ngrade = "press"\nseen = 1999-01-01\n',
        "source.s8.kind",
        "'webb'",
        "did you mean web?",
    ),
    (
        '\n[source.s9]\ntitle = "S"\nkind = "web"\ngrade = 1\nseen = 1999-01-01\n',
        "source.s9.grade",
        "1",
        "expected one of primary, official",
    ),
    (
        '\n[source.s10]\nkind = "web"\ngrade = "press"\nseen = 1999-01-01\n',
        "source.s10.title",
        "missing",
        "is required",
    ),
    (
        source("seed-001", "seen = 1999-01-01"),
        "source.seed-001",
        "'seed-001'",
        "a source of the package has this id",
    ),
    # -- instruments
    (instrument("i1", 'title = "I"'), "instrument.i1.roles", "missing", "is required"),
    (instrument("i2", 'roles = "treaty"'), "instrument.i2.roles", "'treaty'", "a list"),
    (
        instrument("i3", 'roles = ["treaty", "chater"]'),
        "instrument.i3.roles[1]",
        "'chater'",
        "did you mean charter?",
    ),
    (
        instrument("i4", 'roles = []\nobligation = "defense"'),
        "instrument.i4.obligation",
        "'defense'",
        "did you mean defence?",
    ),
    (
        instrument("i5", 'roles = []\nterm = { expires = "on the anniversary" }'),
        "instrument.i5.term.years",
        "missing",
        "is required",
    ),
    (
        instrument("i6", 'roles = []\nterm = { years = 5, expires = "never" }'),
        "instrument.i6.term.expires",
        "'never'",
        "expected one of on the anniversary, on the eve",
    ),
    ("\n[instrument]\ni7 = 3\n", "instrument.i7", "3", "expected a table"),
    # -- events
    (
        '\n[[event]]\nkind = "signature"\nclaim = [{ sources = ["gazette"], on = 1990-01-01 }]\n',
        "event[@].id",
        "missing",
        "is required",
    ),
    (
        '\n[[event]]\nid = "e@"\nclaim = [{ sources = ["gazette"], on = 1990-01-01 }]\n',
        "event[@].kind",
        "missing",
        "is required",
    ),
    (
        '\n[[event]]\nid = "e@"\nkind = "singature"\nclaim = [{ sources = ["gazette"], on = 1990-01-01 }]\n',
        "event[@].kind",
        "'singature'",
        "did you mean signature?",
    ),
    (event('of = "packt"'), "event[@].of", "'packt'", "did you mean pact?"),
    (event("of = 3"), "event[@].of", "3", "no instrument of this id"),
    (event('states = "AM"'), "event[@].states", "'AM'", "expected a list"),
    (
        event('states = ["AM", "Uzbekstan"]'),
        "event[@].states[1]",
        "'Uzbekstan'",
        "did you mean Uzbekistan (UZB)?",
    ),
    (event("states = [31]"), "event[@].states[0]", "31", "ISO 3166-1 code"),
    (event('states = ["AM", "ARM"]'), "event[@].states[1]", "'ARM'", "listed twice"),
    (event("title = 1999-01-01"), "event[@].title", "datetime.date(1999", "a text"),
    (event('place = ""'), "event[@].place", "''", "expected a text"),
    (event("note = []"), "event[@].note", "[]", "expected a text"),
    (event("undecided = false"), "event[@].undecided", "False", "expected a list"),
    (
        event('states = ["AM"]\nundecided = ["UZ"]'),
        "event[@].undecided",
        "['UZ']",
        "no such state",
    ),
    (event('after = "sgined"'), "event[@].after", "'sgined'", "no event of this id"),
    (event('after = ["none"]'), "event[@].after[0]", "'none'", "no event of this id"),
    (event("after = 1999-01-01"), "event[@].after", "datetime.date", "a list"),
    (event("sates = []"), "event[@].sates", "[]", "did you mean states?"),
    (event(claim=""), "event[@].claim", "missing", "is required"),
    (event("claim = []", claim=""), "event[@].claim", "[]", "at least one claim"),
    (event('claim = "1999"', claim=""), "event[@].claim", "'1999'", "expected a list"),
    (event(claim="1999-01-01"), "event[@].claim[0]", "datetime.date", "a table"),
    (event('after = "e@"'), "event[@].after", "'e@'", "comes after itself"),
    (
        claim('rule = { after = "e@", years = 5, expires = "on the anniversary" }'),
        "event[@].after",
        "'e@'",
        "comes after itself",
    ),
    (
        TWINS,
        "event[@+1].id",
        "'twin'",
        "is the id of event[@] too",
    ),
    # -- claims
    (
        event('states = ["AM"]', claim="{ on = 1990-01-01 }"),
        "event[@].claim[0].sources",
        "missing",
        "is required",
    ),
    (
        event('states = ["AM"]', claim="{ sources = [], on = 1990-01-01 }"),
        "event[@].claim[0].sources",
        "[]",
        "at least one source",
    ),
    (
        event('states = ["AM"]', claim='{ sources = ["gazett"], on = 1990-01-01 }'),
        "event[@].claim[0].sources[0]",
        "'gazett'",
        "did you mean gazette?",
    ),
    (
        event(claim='{ sources = ["gazette", "gazette"], on = 1990-01-01 }'),
        "event[@].claim[0].sources[1]",
        "'gazette'",
        "listed twice",
    ),
    (
        event(claim='{ sources = "gazette", on = 1990-01-01 }'),
        "event[@].claim[0].sources",
        "'gazette'",
        "expected a list",
    ),
    (claim("on = 1999"), "event[@].claim[0].on", "1999", "expected a day such as"),
    (claim("on = true"), "event[@].claim[0].on", "True", "expected a day such as"),
    (
        claim("on = 1990-01-01T00:00:00Z"),
        "event[@].claim[0].on",
        "datetime.datetime(1990",
        "expected a day such as",
    ),
    (claim("on = 12:00:00"), "event[@].claim[0].on", "datetime.time(12", "a day such"),
    (claim('on = ""'), "event[@].claim[0].on", "''", "no day given"),
    (claim('on = "1999-13"'), "event[@].claim[0].on", "'1999-13'", "no month 13"),
    (claim('on = "1999-02-29"'), "event[@].claim[0].on", "'1999", "has 28 days"),
    (claim('on = "03/04/1999"'), "event[@].claim[0].on", "'03/04/1999'", "ambiguous"),
    (claim('on = "1999/2000"'), "event[@].claim[0].on", "'1999/2000'", "[1999..2000]"),
    (claim('on = "1999-04~"'), "event[@].claim[0].on", "'1999-04~'", "approximate"),
    (claim('on = "1999?"'), "event[@].claim[0].on", "'1999?'", "uncertain"),
    (
        claim('on = "[1999..1998]"'),
        "event[@].claim[0].on",
        "'[1999",
        "before it starts",
    ),
    (
        claim('on = "[]"'),
        "event[@].claim[0].on",
        "'[]'",
        "is neither a day nor a range",
    ),
    (claim('on = "{1999,2000}"'), "event[@].claim[0].on", "'{1999", "[a,b]"),
    (claim('since = "soon"'), "event[@].claim[0].since", "'soon'", "is not a day"),
    (claim("last_day = 0"), "event[@].claim[0].last_day", "0", "expected a day"),
    (claim("never = 1"), "event[@].claim[0].never", "1", "expected true or false"),
    (
        claim("never = true, on = 1990-01-01"),
        "event[@].claim[0].never",
        "True",
        "what never was has no `on`",
    ),
    (
        claim("never = true, last_day = 1990-01-01"),
        "event[@].claim[0].never",
        "True",
        "what never was has no `last_day`",
    ),
    (
        claim("since = 1990-01-02, last_day = 1990-01-01"),
        "event[@].claim[0].last_day",
        "datetime.date(1990",
        "give `since` or `last_day`",
    ),
    (
        claim("on = 1990-01-01, only = true"),
        "event[@].claim[0].only",
        "True",
        "needs its `states`",
    ),
    (
        claim("on = 1990-01-01, only = true, states = []"),
        "event[@].claim[0].only",
        "True",
        "needs its `states`",
    ),
    (claim('on = 1990-01-01, kind = "x"'), "event[@].claim[0].kind", "'x'", "one of"),
    (claim('on = 1990-01-01, of = "x"'), "event[@].claim[0].of", "'x'", "instrument"),
    (
        claim('on = 1990-01-01, states = ["ZZ"]'),
        "event[@].claim[0].states[0]",
        "'ZZ'",
        "no state 'ZZ'",
    ),
    (claim("on = 1990-01-01, place = 1"), "event[@].claim[0].place", "1", "a text"),
    (claim("on = 1990-01-01, wording = 1"), "event[@].claim[0].wording", "1", "text"),
    (claim('on = 1990-01-01, basis = ""'), "event[@].claim[0].basis", "''", "a text"),
    (claim('on = 1990-01-01, why = ""'), "event[@].claim[0].why", "''", "a text"),
    (
        claim('on = 1990-01-01, set_aside = "no"'),
        "event[@].claim[0].set_aside",
        "'no'",
        "true or false",
    ),
    (
        claim("on = 1990-01-01, publc = true"),
        "event[@].claim[0].publc",
        "True",
        "did you mean public?",
    ),
    (claim('on = 1990-01-01, public = ""'), "event[@].claim[0].public", "''", "a day"),
    (
        claim("never = true, public = true"),
        "event[@].claim[0].public",
        "True",
        "no last",
    ),
    (
        claim('on = "[1990-01-01..]", public = true'),
        "event[@].claim[0].public",
        "True",
        "write the day itself",
    ),
    (claim('why = "x"'), "event[@].claim[0].on", "missing", "no claim says when"),
    (claim('rule = "5 years"'), "event[@].claim[0].rule", "'5 years'", "a table"),
    (
        claim('rule = { after = "x", years = 5, expires = "on the anniversary" }'),
        "event[@].claim[0].rule.after",
        "'x'",
        "no event of this id",
    ),
    (
        claim('rule = { years = 5, expires = "on the anniversary" }'),
        "event[@].claim[0].rule.after",
        "missing",
        "is required",
    ),
    (
        ruled('years = -1, expires = "on the anniversary"'),
        "event[@+1].claim[0].rule.years",
        "-1",
        "whole number above 0",
    ),
    (
        ruled('years = 1, expires = "on the eve"'),
        "event[@+1].claim[0].rule.expires",
        "'on the eve'",
        "expected one of on the anniversary, on the eve of the anniversary",
    ),
    (
        ruled('years = 1, expires = "on the anniversary"', ", on = 1991-01-01"),
        "event[@+1].claim[0].rule",
        "{'after'",
        "a computed day needs no `on`",
    ),
    # -- rosters
    (roster('states = ["AM"]'), "roster[@].on", "missing", "is required"),
    (roster('on = "1999%"\ncount = 3'), "roster[@].on", "'1999%'", "no bounds"),
    (roster("on = 1999-01-01"), "roster[@].states", "missing", "give the `states`"),
    (
        roster('on = 1999-01-01\nstates = ["AM"]\ncount = 1'),
        "roster[@].count",
        "1",
        "not both",
    ),
    (roster("on = 1999-01-01\ncount = 0"), "roster[@].count", "0", "above 0"),
    (
        roster('on = 1999-01-01\ncount = 3\nsuspended = ["Oezbekstan"]'),
        "roster[@].suspended[0]",
        "'Oezbekstan'",
        "did you mean Uzbekistan (UZB)?",
    ),
    (
        '\n[[roster]]\non = 1999-01-01\ncount = 3\nsources = ["x"]\n',
        "roster[@].sources[0]",
        "'x'",
        "no source of this id",
    ),
    (
        "\n[[roster]]\non = 1999-01-01\ncount = 3\n",
        "roster[@].sources",
        "missing",
        "is required",
    ),
    # -- the file itself
    ("\n[[events]]\n", "events", "[{}]", "unknown key; did you mean event?"),
    ("\n[[rosters]]\n", "rosters", "[{}]", "unknown key; did you mean roster?"),
]

# Faults of the first table: what is replaced in the head, and by what.
HEAD_FAULTS = [
    ('id = "pact"', "", "alliance.id", "missing", "is required"),
    ('id = "pact"', "id = 3", "alliance.id", "3", "expected a text"),
    ("complete_until = 2020-12-31", "", "alliance.complete_until", "missing", "required"),
    ("2020-12-31", '"2020-12"', "alliance.complete_until", "'2020-12'", "a day"),
    ("2020-12-31", "2020-12-31\nchecked = 2021", "alliance.checked", "2021", "a day"),
    ("2020-12-31", "2020-12-31\nchecked = 2020-12-30", "alliance.checked", "'2020-12-30'", "is before 2020-12-31"),
    ('"joined"', '"jonied"', "alliance.default_definition", "'jonied'", "mean joined?"),
    ('"joined"', '"JOINED"', "alliance.default_definition", "'JOINED'", "no definition"),
    ('"joined"', "1", "alliance.default_definition", "1", "no definition"),
    ('"joined"', '"joined"\ncomplete = 1', "alliance.complete", "1", "mean complete_until?"),
    ('"joined"', '"joined"\ndefault_definition_why = ""', "alliance.default_definition_why", "''", "text"),
    ("since = 1990-01-01", 'since = "1990"', "alliance.name[0].since", "'1990'", "a day"),
    ('short = "TP"', "", "alliance.name[0].short", "missing", "is required"),
    ('sources = ["gazette"]', 'sources = ["x"]', "alliance.name[0].sources[0]", "'x'", "no source"),
    ('sources = ["gazette"]', "sources = []", "alliance.name[0].sources", "[]", "at least one source"),
]  # fmt: skip


def at(place, n):
    """The place of a fault in the piece of this number."""
    return re.sub(r"@\+1", str(n + 1), place).replace("@", str(n))


def is_told(fault, n, problem):
    _, place, value, expected = fault
    start = f"pact.toml: {at(place, n)}: {at(value, n)}"
    return str(problem).startswith(start) and at(expected, n) in problem.expected


# -- single faults ---------------------------------------------------------------


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1]}-{fault[3]}")
def test_each_fault_is_told_with_its_place_value_and_what_was_expected(fault, faults):
    (problem,) = faults(fault[0])
    assert problem.file == "pact.toml"
    assert problem.place == at(fault[1], 0)
    assert is_told(fault, 0, problem), str(problem)


@pytest.mark.parametrize(
    "fault", HEAD_FAULTS, ids=lambda fault: f"{fault[2]}-{fault[4]}"
)
def test_each_fault_of_the_alliance_table_is_told(fault, faults):
    old, new, place, value, expected = fault
    (problem,) = faults(SIGNED, head=HEAD.replace(old, new, 1))
    assert problem.place == place
    assert str(problem).startswith(f"pact.toml: {place}: {value}")
    assert expected in problem.expected


@pytest.mark.parametrize("missing", ["alliance", "event"])
def test_a_table_that_must_be_there_is_missed(missing, tmp_path):
    path = tmp_path / "pact.toml"
    text = HEAD[HEAD.index("[state") :] if missing == "alliance" else HEAD
    path.write_text(text + (SIGNED if missing == "alliance" else ""))
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    (problem,) = caught.value.problems
    assert str(problem) == f"pact.toml: {missing}: missing: this key is required"


@pytest.mark.parametrize(
    "key", ["alliance", "instrument", "source", "state", "event", "roster"]
)
def test_a_value_where_tables_are_expected_is_told_and_stops_nothing_else(key, written):
    path = written(f"{key} = 3\nnonsense = 4\n")
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    told = {problem.place: problem for problem in caught.value.problems}
    assert told[key].value == 3
    assert "expected" in told[key].expected
    assert "unknown key" in told["nonsense"].expected


def test_a_ring_of_events_that_wait_for_each_other_is_told_at_each_and_nowhere_else(
    faults,
):
    """A term waits for its event, so a rule may close the ring."""
    told = faults(
        event('after = "e1"'),
        event('after = ["e2"]'),
        claim('rule = { after = "e0", years = 1, expires = "on the anniversary" }'),
        event('after = "e0"'),
    )
    assert [(p.place, p.value) for p in told] == [
        ("event[0].after", "e0"),
        ("event[1].after", "e1"),
        ("event[2].after", "e2"),
    ]


# -- all faults at once ------------------------------------------------------------


def test_a_file_with_every_fault_at_once_lists_each_of_them_and_nothing_more(
    faults, monkeypatch
):
    for module in (errors, place):
        monkeypatch.setattr(module, "MOST_PROBLEMS", 2 * len(FAULTS))
    told = faults(*(fault[0] for fault in FAULTS))
    assert len(FAULTS) > 100
    unseen = missed(range(len(FAULTS)), told)
    assert unseen == []
    assert len(told) == len(FAULTS)


@settings(max_examples=25, deadline=None)
@given(chosen=st.sets(st.integers(0, len(FAULTS) - 1), min_size=2, max_size=12))
def test_no_fault_hides_another(chosen, tmp_path_factory):
    path = tmp_path_factory.mktemp("some") / "pact.toml"
    path.write_text(ledger(*(FAULTS[n][0] for n in chosen)), encoding="utf-8")
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    assert missed(chosen, caught.value.problems) == []
    assert len(caught.value.problems) == len(chosen)


def missed(chosen, told):
    """The faults of a file of these pieces that are not among those told."""
    numbers = Counter()
    unseen = []
    for n in chosen:
        piece = FAULTS[n][0]
        header = next((h for h in ("[[event]]", "[[roster]]") if h in piece), "")
        if not any(is_told(FAULTS[n], numbers[header], problem) for problem in told):
            unseen.append(FAULTS[n])
        numbers[header] += piece.count(header or piece)
    return unseen


MANY_IN_ONE = """
[alliance]
id = "pact"
complete_until = "2020"
default_definition = "membership"

[source.paper]
title = "Paper"
kind = "newspaper"
grade = "press"

[instrument.pact]
role = ["treaty"]

[[event]]
id = "signed"
kind = "signing"
of = "pakt"
states = ["AM", "Uzbekstan"]
claim = [{ sources = [], on = 1992-05-15T12:00:00, only = true, why = "" }]

[[event]]
id = "signed"
kind = "signature"
after = "founded"
claim = [
    { sources = ["herald"], on = "1992~", never = true },
    { sources = ["herald"], since = "1992~" },
]

[[roster]]
on = "1992-13"
sources = ["herald"]
"""


def test_one_event_may_have_many_faults_and_each_is_told(faults):
    assert [problem.place for problem in faults(head=MANY_IN_ONE)] == [
        "source.paper.kind",
        "source.paper.published",
        "instrument.pact.role",
        "instrument.pact.roles",
        "event[1].id",
        "alliance.complete_until",
        "alliance.default_definition",
        "event[0].kind",
        "event[0].of",
        "event[0].states[1]",
        "event[0].claim[0].sources",
        "event[0].claim[0].on",
        "event[0].claim[0].why",
        "event[0].claim[0].only",
        "event[1].after",
        "event[1].claim[0].sources[0]",
        "event[1].claim[0].on",
        "event[1].claim[0].never",
        "event[1].claim[1].sources[0]",
        "event[1].claim[1].since",
        "roster[0].on",
        "roster[0].sources[0]",
        "roster[0].states",
    ]


def test_the_error_counts_and_prints_every_fault_on_a_line(read):
    with pytest.raises(cm.DataError) as caught:
        read(event('of = "packt"'), claim("on = 1999"))
    first, *lines = str(caught.value).splitlines()
    assert first == "2 faults:"
    assert lines == [f"  {problem}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    "pieces",
    [
        [source("bad", ""), event(claim='{ sources = ["bad"], on = 1990-01-01 }')],
        [source("bad", ""), source("copy", 'seen = 1999-01-01\nderived_from = "bad"')],
        [instrument("bad", ""), event('of = "bad"')],
        [event("title = 1"), event('after = "e0"')],
        [event("title = 1"), claim('rule = { after = "e0", years = 1, expires = "on the anniversary" }')],
    ],
    ids=["source", "parent", "instrument", "event", "rule"],
)  # fmt: skip
def test_what_is_at_fault_itself_is_not_told_again_where_it_is_named(pieces, faults):
    assert len(faults(*pieces)) == 1


def test_fuzzy_dates_whose_order_matters_are_refused_until_the_file_says_after(
    read, faults
):
    left = SIGNED.replace('"signed"', '"left"').replace('"signature"', '"withdrawal"')
    left = left.replace("on = 1990-01-01", 'on = "1990"')
    told = faults(SIGNED, left, head=HEAD.replace('"pact"', '"other"', 1))
    assert {problem.file for problem in told} == {"pact.toml"}
    assert all('say `after = "' in problem.expected for problem in told)
    assert len(told) == 2, "one for each state, however many definitions count the acts"
    read(SIGNED, left.replace('of = "pact"', 'of = "pact"\nafter = "signed"'))


def test_after_cannot_turn_the_days_round(faults):
    """Each act takes days away from or adds days to what came before it."""
    left = SIGNED.replace('"signed"', '"left"').replace('"signature"', '"withdrawal"')
    left = left.replace("on = 1990-01-01", "on = 1989-12-31")
    told = faults(SIGNED, left.replace('of = "pact"', 'of = "pact"\nafter = "signed"'))
    assert {(problem.place, problem.value) for problem in told} == {
        ("event 'left'", "1989-12-31")
    }


# -- files that are no such thing ----------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ledger(SIGNED).encode("utf-16"), "cannot be read: it is not UTF-8 text"),
        (ledger(SIGNED).encode("utf-16-le"), "is not TOML"),
        (ledger(SIGNED, "# Türkiye\n").encode("latin-1"), "cannot be read: it is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read: it is not UTF-8 text"),
        (b"id,kind\nsigned,signature\n", "is not TOML"),
        (b'{"alliance": {"id": "pact"}}', "is not TOML"),
        (ledger(SIGNED).encode() + b'\ntitle = "b"\ntitle = "c"\n', "is not TOML"),
        (ledger(SIGNED, "\n[alliance]\n").encode(), "is not TOML"),
        (ledger(SIGNED).replace("2020-12-31", "2020-02-30").encode(), "is not TOML"),
        (ledger(SIGNED).encode() + b"\0", "is not TOML"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "is not TOML"),
        (b"a = " + b"1" * 5000, "is not TOML"),
    ],
    ids=[
        "UTF-16", "UTF-16 without its mark", "latin-1", "a picture", "CSV", "JSON",
        "a key twice", "a table twice", "30 February", "a NUL", "nested too deep",
        "a number too long",
    ],
)  # fmt: skip
def test_what_is_not_toml_in_utf_8_is_refused_in_one_line(content, expected, tmp_path):
    path = tmp_path / "pact.toml"
    path.write_bytes(content)
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.place) == ("pact.toml", "")
    assert problem.expected.startswith(expected)
    assert "\n" not in str(problem)


def test_a_toml_fault_names_the_line(written):
    path = written('[alliance]\nid = "pact\n')
    with pytest.raises(cm.DataError, match=r"line 2"):
        cm.read(path)


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_misses_its_tables(content, written):
    path = written(content)
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    assert [p.place for p in caught.value.problems] == ["alliance", "event"]


def test_a_missing_file_and_a_directory_are_told_by_name(tmp_path):
    with pytest.raises(
        cm.DataError, match=r"none\.toml: .*cannot be read: No such file"
    ):
        cm.read(tmp_path / "none.toml")
    with pytest.raises(cm.DataError, match=r"\*\.toml: missing: expected the record"):
        cm.read(tmp_path)
    with pytest.raises(cm.DataError, match=r"cannot be read"):
        cm.read("")


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_the_path_is_a_text_or_a_path(kind, written):
    path = written(ledger(SIGNED))
    assert len(cm.read(kind(path)).record.events) == 1


# -- nothing is half-loaded ------------------------------------------------------------


def test_nothing_of_a_faulty_file_is_loaded_and_a_mended_one_is(read):
    before = cm.load("csto")
    with pytest.raises(cm.DataError):
        read(SIGNED, claim("on = 1999"))
    assert cm.load("csto") is before
    with pytest.raises(cm.UnknownStateError):
        before.was_member("Atlantis", "1990-01-01")
    assert "gazette" not in before.record.known_sources
    mended = read(SIGNED, claim("on = 1999-01-01"))
    assert mended.was_member("atlantis", "1990-01-01") is cm.Answer.YES
    with pytest.raises(cm.UnknownStateError):
        before.was_member("Atlantis", "1990-01-01")


@pytest.mark.parametrize(
    ("reader", "text"),
    [(read_states, '[XA]\nname = "A"\n'), (read_sources, '[a]\ntitle = "A"\n')],
)
def test_states_and_sources_are_read_whole_or_not_at_all(reader, text, written):
    path = written(text, "some.toml")
    with pytest.raises(cm.DataError) as caught:
        reader(path)
    assert {p.file for p in caught.value.problems} == {"some.toml"}
    assert all(
        p.place.startswith(text[1:].split("]")[0]) for p in caught.value.problems
    )


VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "AM", "XA", "1999", "[..]", "gazette", "signed", "~", "a/b"]),
    st.dates(),
    st.just(datetime(1999, 1, 1)),  # noqa: DTZ001 - as TOML writes it
    st.just(time(12)),
    st.just([]),
    st.just({}),
    st.just([["AM"]]),
)


def as_toml(value):
    match value:
        case bool():
            return str(value).lower()
        case date() | time():
            return value.isoformat()
        case dict():
            return f"{{ {', '.join(f'{k} = {as_toml(v)}' for k, v in value.items())} }}"
        case list():
            return f"[{', '.join(map(as_toml, value))}]"
        case str():
            return f'"{value}"'
        case _:
            return repr(value)


def a_pact():
    return {
        "alliance": {"id": "pact", "complete_until": date(2020, 1, 1)},
        "state": {"XA": {"alpha_3": "XAA", "name": "Atlantis", "nl": ["Atlantis"]}},
        "source": {"gazette": {"title": "G", "kind": "web", "grade": "press", "seen": date(1999, 1, 1)}},
        "instrument": {"pact": {"roles": ["treaty"]}},
        "event": [
            {
                "id": "signed", "kind": "signature", "of": "pact", "states": ["AM", "XA"], "undecided": ["AM"],
                "claim": [{"sources": ["gazette"], "on": "1990", "public": True}, {"sources": ["gazette"], "states": ["AM"], "never": True}],
            },
            {
                "id": "ended", "kind": "expiry", "of": "pact", "states": ["AM", "XA"], "after": "signed",
                "claim": [{"sources": ["gazette"], "rule": {"after": "signed", "years": 5, "expires": "on the anniversary"}}],
            },
        ],
        "roster": [{"on": date(1991, 1, 1), "sources": ["gazette"], "count": 2}],
    }  # fmt: skip


def places(value, path=()):
    """Every place below a value."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from places(value[key], (*path, key))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(list(places(a_pact()))), value=VALUES)
def test_whatever_stands_anywhere_a_file_loads_or_tells_its_faults(
    place, value, tmp_path_factory
):
    table = a_pact()
    *above, last = place
    inside = table
    for key in above:
        inside = inside[key]
    inside[last] = value
    path = tmp_path_factory.mktemp("any") / "pact.toml"
    path.write_text("".join(f"{k} = {as_toml(v)}\n" for k, v in table.items()))
    with suppress(cm.DataError):
        alliance = cm.read(path)
        for definition in alliance.definitions():
            alliance.under(definition).members_on("1992-01-01", beyond="ignore")


def test_the_table_that_is_varied_loads_as_it_is(written):
    path = written("".join(f"{k} = {as_toml(v)}\n" for k, v in a_pact().items()))
    assert cm.read(path).was_member("XA", "1992-01-01") is cm.Answer.YES


# -- what a good file means --------------------------------------------------------------


def test_a_good_file_gives_the_record_that_it_describes(read):
    record = read(SIGNED, roster('on = "1990"\nstates = ["XA", "AM"]')).record
    (signed,) = record.events
    assert (record.id, record.complete_until) == ("pact", date(2020, 12, 31))
    assert (signed.id, signed.kind, signed.instrument.title) == (
        "signed",
        "signature",
        "The pact",
    )
    assert [state.name for state in signed.states] == ["Atlantis", "Armenia"]
    assert signed.claims[0].sources[0].title == "Gazette"
    assert [len(r.states) for r in record.rosters] == [2]


def test_a_file_may_cite_the_sources_and_states_of_the_package(read):
    alliance = read(
        event(
            'states = ["Oezbekistan"]',
            claim='{ sources = ["seed-001"], on = 1990-01-01 }',
        )
    )
    assert alliance.was_member("UZ", "1990-01-01") is cm.Answer.YES
    assert list(alliance.sources) == ["gazette", "seed-001"]


def test_a_source_of_its_own_may_derive_from_one_of_the_package(read):
    copied = source("copy", 'seen = 1999-01-01\nderived_from = "seed-001"')
    alliance = read(SIGNED, copied, claim("on = 1990-01-01").replace("gazette", "copy"))
    assert alliance.sources["copy"].derived_from == "seed-001"


def test_the_default_definition_is_joined_where_none_is_named(read):
    assert (
        read(
            SIGNED, head=HEAD.replace('default_definition = "joined"', "")
        ).definition.name
        == "joined"
    )
    assert (
        read(SIGNED, head=HEAD.replace('"joined"', '"party"')).definition.name
        == "party"
    )


def test_names_count_from_their_days_in_whatever_order_they_stand(read):
    older = '\n[[alliance.name]]\nsince = 1980-01-01\nname = "Old Pact"\nshort = "OP"\nsources = ["gazette"]\n'
    pact = read(SIGNED, older)
    assert pact.name_on("1979-12-31") is None
    assert pact.name_on("1989-12-31") == "Old Pact (OP)"
    assert pact.name_on("1990-01-01") == "The Pact (TP)"


@pytest.mark.parametrize(
    "text",
    [f"\ufeff{ledger(SIGNED)}", ledger(SIGNED).replace("\n", "\r\n")],
    ids=["mark", "CRLF"],
)
def test_files_of_windows_editors_load(text, tmp_path):
    path = tmp_path / "pact.toml"
    path.write_bytes(text.encode("utf-8"))
    assert cm.read(path).was_member("XA", "1990-01-01") is cm.Answer.YES


@pytest.mark.parametrize(
    ("keys", "since", "on"),
    [
        ("on = 1990-01-01", "1990-01-01", "1990-01-01"),
        ('on = "1990-02"', "1990-02", "1990-02"),
        ("since = 1990-01-01", "1990-01-01", "None"),
        ("on = 1990-01-01, since = 1990-02-01", "1990-02-01", "1990-01-01"),
        ("last_day = 1990-12-31", "1991-01-01", "None"),
        ('last_day = "1990"', "[1990-01-02..1991-01-01]", "None"),
        ('last_day = "[1990-04-19,1990-04-21]"', "[1990-04-20,1990-04-22]", "None"),
        ('last_day = "[..1990-04-20]"', "[..1990-04-21]", "None"),
        ('last_day = "[1990-04-20..]"', "[1990-04-21..]", "None"),
        ("last_day = 9999-12-30", "[9999-12-31..]", "None"),
        ('on = "[1990,1991-03]"', "[1990,1991-03]", "[1990,1991-03]"),
    ],
)  # fmt: skip
def test_a_new_status_counts_from_since_or_the_day_after_last_day_or_the_act(
    keys, since, on, read
):
    (only,) = read(claim(keys)).record.claims
    assert (str(only.effective), str(only.on)) == (since, on)


@pytest.mark.parametrize(
    ("keys", "public"),
    [
        ("on = 1992-01-01", date(1990, 1, 1)),
        ("on = 1992-01-01, public = true", date(1992, 1, 1)),
        ('on = "1992", public = true', date(1992, 12, 31)),
        ("on = 1992-01-01, since = 1993-01-01, public = true", date(1992, 1, 1)),
        ("since = 1993-01-01, public = true", date(1993, 1, 1)),
        ("on = 1992-01-01, public = 1994-01-01", date(1994, 1, 1)),
        ("never = true, public = 1994-01-01", date(1994, 1, 1)),
    ],
)  # fmt: skip
def test_public_is_a_day_or_the_act_itself_or_else_the_first_publication(
    keys, public, read
):
    (only,) = read(claim(keys)).record.claims
    assert only.public_from == public


def test_an_undated_source_counts_from_the_day_it_was_seen(read):
    seen = source("late", "seen = 2015-01-01")
    pact = read(seen, claim("on = 1990-01-01").replace("gazette", "late"))
    assert pact.record.claims[0].public_from == date(2015, 1, 1)


def test_a_claim_without_states_speaks_of_those_that_the_event_itself_lists(read):
    claims = '{ sources = ["gazette"], on = 1990-01-01 }, { sources = ["gazette"], states = ["UZ"], on = 1991-01-01 }'
    (joint,) = read(event('states = ["AM", "KZ"]', claim=claims)).record.events
    assert [s.alpha_2 for s in joint.states] == ["AM", "KZ", "UZ"]
    assert [[s.alpha_2 for s in c.states] for c in joint.claims] == [
        ["AM", "KZ"],
        ["UZ"],
    ]


def test_an_event_that_lists_no_states_is_of_those_that_its_claims_name(read):
    claims = '{ sources = ["gazette"], states = ["KZ"], on = 1990-01-01 }, { sources = ["gazette"], on = "1990" }'
    (joint,) = read(event(claim=claims)).record.events
    assert [s.alpha_2 for s in joint.states] == ["KZ"]
    assert [[s.alpha_2 for s in c.states] for c in joint.claims] == [["KZ"], ["KZ"]]


def test_an_act_of_the_body_itself_is_of_no_state(read):
    (body,) = read(event()).record.events
    assert body.states == ()
    assert body.claims[0].names(None)


def test_undecided_is_true_for_all_states_or_a_list_of_some(read):
    (all_of_them,) = read(
        event('states = ["AM", "KZ"]\nundecided = true')
    ).record.events
    (one,) = read(event('states = ["AM", "KZ"]\nundecided = ["KAZ"]')).record.events
    assert all_of_them.undecided == frozenset(all_of_them.states)
    assert [s.alpha_2 for s in one.undecided] == ["KZ"]


@pytest.mark.parametrize(
    ("after", "ids"), [('"e0"', ("e0",)), ('["e0", "e1"]', ("e0", "e1"))]
)
def test_after_is_one_id_or_several(after, ids, read):
    *_, last = read(event(), event(), event(f"after = {after}")).record.events
    assert last.after == ids


def test_after_may_name_an_event_further_down(read):
    first, _ = read(event('after = "e1"'), event()).record.events
    assert first.after == ("e1",)


def test_a_claim_may_leave_the_day_to_the_others(read):
    claims = '{ sources = ["gazette"], place = "Minsk" }, { sources = ["gazette"], on = 1990-01-01 }'
    pact = read(event('states = ["AM"]', claim=claims))
    assert pact.was_member("AM", "1990-01-01") is cm.Answer.YES


def test_a_claim_that_leaves_the_day_to_nobody_for_one_of_its_states_is_at_fault(
    faults,
):
    claims = '{ sources = ["gazette"], place = "Minsk" }, { sources = ["gazette"], states = ["AM"], on = 1990-01-01 }'
    (problem,) = faults(event('states = ["AM", "KZ"]', claim=claims))
    assert problem.place == "event[0].claim[0].on"


def test_an_event_that_all_sources_deny_is_a_record_of_that(read):
    pact = read(claim("never = true"))
    assert pact.acts() == ()


def test_the_order_of_events_in_the_file_does_not_matter(read):
    left = (
        claim("on = 1995-01-01")
        .replace("signature", "withdrawal")
        .replace("e@", "left")
    )
    one, other = read(claim("on = 1990-01-01"), left), None
    days = one.days_of("AM")
    other = read(left, claim("on = 1990-01-01"))
    assert other.days_of("AM") == days
    assert str(days) == "1990-01-01 to 1994-12-31"


# -- the shipped files ------------------------------------------------------------------


def test_the_shipped_files_load_and_are_loaded_once():
    assert cm.load("csto") is cm.load("CST")
    data = files("csto_membership") / "data"
    found = {p.name[:-5] for p in data.iterdir() if p.name.endswith(".toml")}
    assert cm.available() == tuple(sorted(found - {"csto-context"}))
    assert cm.load("Rio Treaty") is cm.load("TIAR") is cm.load("rio")
    assert cm.load("ОДКБ") is cm.load("CST") is cm.load("csto")
    with pytest.raises(cm.UnknownAllianceError, match="did you mean csto"):
        cm.load("ctso")


@pytest.mark.parametrize("name", [None, 5, b"csto", ["csto"]])
def test_a_name_of_an_alliance_is_a_text(name):
    with pytest.raises(cm.WrongTypeError, match="pass a name such as 'csto'"):
        cm.load(name)


@pytest.mark.parametrize("name", ["", "nothing", "\0", "\ud800", "x" * 10_000])
def test_what_names_no_shipped_alliance_is_told_which_are(name):
    with pytest.raises(
        cm.UnknownAllianceError, match=f"shipped are {', '.join(cm.available())}"
    ):
        cm.load(name)


def test_the_shipped_record_reads_as_a_users_own(tmp_path):
    for name in ("csto", "csto-context"):
        shipped = (files("csto_membership") / "data" / f"{name}.toml").read_bytes()
        (tmp_path / f"{name}.toml").write_bytes(shipped)
    mine, ours = cm.read(tmp_path), cm.load("csto")
    assert mine.timeline().days == ours.timeline().days
    assert [e.id for e in mine.record.all_events] == [
        e.id for e in ours.record.all_events
    ]


def test_objects_of_the_record_do_not_change(read):
    record = read(SIGNED).record
    for thing in (
        record,
        record.events[0],
        record.claims[0],
        record.claims[0].sources[0],
        record.events[0].instrument,
    ):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            thing.id = "other"
    assert isinstance(record.states, States)


def test_the_last_day_of_the_calendar_has_no_day_after_it(written):
    path = written(
        '[alliance]\nid = "union"\ncomplete_until = 2020-01-01\n'
        '[[event]]\nid = "ends"\nkind = "expiry"\nstates = ["AM"]\n'
        'claim = [{ sources = ["mfa-by"], last_day = 9999-12-31 }]\n',
        "union.toml",
    )
    with pytest.raises(cm.DataError, match=r"claim\[0\]\.last_day: .* no day comes"):
        cm.read(path)


def test_a_file_of_context_events_is_checked_with_its_folder():
    path = Path(SHIPPED) / "csto-context.toml"
    with pytest.raises(cm.DataError) as caught:
        cm.read(path)
    (problem,) = caught.value.problems
    assert "context events of csto.toml" in problem.expected
    assert cm.check(SHIPPED) == ()
