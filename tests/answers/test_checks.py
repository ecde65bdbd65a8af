"""The checks of a record: a ledger that passes them, and one change that each catches."""

import inspect
import re

import pytest

import csto_membership as cm
from csto_membership.alliance import Alliance
from csto_membership.answers import checks as of_answers
from csto_membership.files import checks as of_record
from csto_membership.files.loading import read_record
from csto_membership.membership import shipped
from csto_membership.membership.definition import as_definition
from csto_membership.membership.view import View

STATES = shipped.states()

CSTO = cm.load("csto")

SOUND = """
[alliance]
id = "pact"
complete_until = 2020-12-31

[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01

[source.paper]
title = "Paper"
kind = "news"
grade = "press"
published = "2016"
derived_from = "agency"

[source.agency]
title = "Agency"
kind = "news"
grade = "press"
seen = 2016-01-01

[instrument.treaty]
roles = ["treaty"]

[[event]]
id = "signed"
kind = "signature"
of = "treaty"
states = ["AM", "KZ", "UZ"]
[[event.claim]]
sources = ["paper"]
on = 1990-01-01
public = 1990-01-02
[[event.claim]]
sources = ["paper"]
states = ["UZ"]
on = "1991"
set_aside = true
why = "A slip in the year."

[[event]]
id = "in-force"
kind = "entry_into_force"
of = "treaty"
states = ["AM", "KZ", "UZ"]
[[event.claim]]
sources = ["paper"]
on = 1990-03-01
public = true

[[event]]
id = "expired"
kind = "expiry"
of = "treaty"
states = ["UZ"]
[[event.claim]]
sources = ["gazette"]
rule = { after = "in-force", years = 5, expires = "on the anniversary" }
basis = "derived: five years"
[[event.claim]]
sources = ["paper"]
last_day = 1995-03-01
[[event.claim]]
sources = ["paper"]
on = "1995"
[[event.claim]]
sources = ["paper"]
on = 1996-03-01
set_aside = true
why = "A year off."

[[event]]
id = "returned"
kind = "readmission"
of = "treaty"
states = ["UZ"]
[[event.claim]]
sources = ["paper"]
on = "2000"
public = true

[[event]]
id = "suspended"
kind = "suspension"
states = ["UZ"]
[[event.claim]]
sources = ["paper"]
on = "[2001..2002]"

[[event]]
id = "left"
kind = "withdrawal"
states = ["UZ"]
[[event.claim]]
sources = ["paper"]
on = 2005-01-01

[[roster]]
on = 1992-01-01
sources = ["paper"]
states = ["AM", "KZ", "UZ"]

[[roster]]
on = "[1994..1996]"
sources = ["paper"]
count = 2

[[roster]]
on = 2003-01-01
sources = ["paper"]
states = ["AM", "KZ", "UZ"]
suspended = ["UZ"]

[[roster]]
on = 2010-01-01
sources = ["paper"]
states = ["AM", "UZ"]
why = "It was printed from an older list."
"""


@pytest.fixture
def alliance_of(written):
    def read(*changes):
        text = SOUND
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1) if old else text + new
        path = written(text)
        record = read_record(path, STATES, {}, shipped.DEFINITION_NAMES)
        return Alliance(View(record), as_definition(record.default_definition))

    return read


def told(check, alliance):
    return [
        (problem.file, problem.place, str(problem.value)) for problem in check(alliance)
    ]


def of_the_record(check):
    return lambda alliance: check(alliance.record)


CHECKS = {
    **{check.__name__: of_the_record(check) for check in of_record.CHECKS},
    **{check.__name__: check for check in of_answers.CHECKS},
}

LEFT = """states = ["UZ"]
[[event.claim]]
sources = ["paper"]
on = 2005-01-01"""
SUSPENDED = """states = ["UZ"]
[[event.claim]]
sources = ["paper"]
on = "[2001..2002]"
"""
IN_TWICE = """
[[event]]
id = "again"
kind = "readmission"
states = ["KZ"]
claim = [{ sources = ["paper"], on = 1993-01-01 }]
"""
BEFORE_ITS_AFTER = """
[[event]]
id = "expelled"
kind = "expulsion"
states = ["MD"]
after = "admitted"
claim = [{ sources = ["paper"], on = 1991-01-01 }]

[[event]]
id = "admitted"
kind = "admission"
states = ["MD"]
claim = [{ sources = ["paper"], on = 1992-01-01 }]
"""

UNTIL = "complete_until = 2020-12-31"
BY_PARTY = f'{UNTIL}\ndefault_definition = "party"'
BY_CHARTER = f'{UNTIL}\ndefault_definition = "organization"'
ACCEDED = """
[[event]]
id = "acceded"
kind = "accession"
of = "treaty"
states = ["BY", "MD"]
claim = [{ sources = ["paper"], on = 1992-01-01 }]
"""
GONE = """
[[event]]
id = "gone"
kind = "withdrawal"
of = "treaty"
states = ["MD"]
claim = [{ sources = ["paper"], on = 1993-01-01 }]
"""
BOUND = ACCEDED.replace("acceded", "bound").replace("accession", "entry_into_force")
ONLY_FOUNDED = ACCEDED.replace("acceded", "apart").replace(
    "accession", "founding_status"
)
RATIFIED = ACCEDED.replace("acceded", "agreed").replace("accession", "ratification")
SUCCEEDED = RATIFIED.replace("ratification", "succession")
SOVIET = ACCEDED.replace('"BY", "MD"', '"SUN"').replace("1992", "1990")
LASTING = SOVIET.replace("acceded", "ended").replace("accession", "end_of_state")
ENDED = LASTING.replace('of = "treaty"\n', "").replace("1990-01-01", "1991-12-26")
UNSURE = (
    ACCEDED.replace('"BY", "MD"', '"XU"')
    + """
[state.XU]
alpha_3 = "XUU"
name = "Utopia"
first_day = "[1900..]"
"""
)

# What is changed in the sound ledger, or added: the check that catches it, and what it says.
CAUGHT = [
    pytest.param(
        "nothing_is_known_before_the_act",
        ("public = 1990-01-02", "public = 1989-12-31"),
        [("event 'signed' claim[0].public", "1989-12-31")],
        id="known before it was done",
    ),
    pytest.param(
        "nothing_is_known_before_the_act",
        ("last_day = 1995-03-01", "last_day = 1995-03-01\npublic = 1995-03-01"),
        [("event 'expired' claim[1].public", "1995-03-01")],
        id="known before the day after the last",
    ),
    pytest.param(
        "publications_follow_the_act",
        ('published = "2016"', 'published = "2001"'),
        [("event 'left' claim[0].sources", "paper")],
        id="published before it was done",
    ),
    pytest.param(
        "publications_follow_the_act",
        ('sources = ["paper"]\non = 2005-01-01', 'sources = ["agency"]\non = 2016-01-02'),
        [("event 'left' claim[0].sources", "agency")],
        id="seen before it was done",
    ),
    pytest.param(
        "ranks_have_reasons",
        ('why = "A slip in the year."', ""),
        [("event 'signed' claim[1]", "paper")],
        id="set aside without a reason",
    ),
    pytest.param(
        "sources_are_used",
        ('derived_from = "agency"', ""),
        [("source.agency", "agency")],
        id="a source that nobody cites",
    ),
    pytest.param(
        "order_is_known",
        ("on = 2005-01-01", "on = 2000-06-01"),
        [("event 'left'", "2000-06-01")],
        id="two days that may fall either way round",
    ),
    pytest.param(
        "order_is_known",
        ('on = "[2001..2002]"', 'on = "[2000-12-31..2002]"'),
        [("event 'suspended'", "[2000-12-31..2002-12-31]")],
        id="a pause that may come before the return",
    ),
    pytest.param(
        "order_is_known",
        ("", BEFORE_ITS_AFTER),
        [("event 'expelled'", "1991-01-01")],
        id="after what came later",
    ),
    pytest.param(
        "acts_are_legal",
        ("", IN_TWICE),
        [("event 'again'", "1993-01-01")],
        id="a readmission of a state that is in",
    ),
    pytest.param(
        "acts_are_legal",
        (LEFT, LEFT.replace("UZ", "MD")),
        [("event 'left'", "2005-01-01")],
        id="a withdrawal of a state that was never in",
    ),
    pytest.param(
        "acts_are_legal",
        ("on = 2005-01-01", "on = 1997-01-01"),
        [("event 'left'", "1997-01-01")],
        id="a withdrawal of a state that had left",
    ),
    pytest.param(
        "the_default_counts_those_who_joined",
        (UNTIL, BY_PARTY + ACCEDED),
        [("alliance.default_definition", "party")],
        id="states that only another definition counts",
    ),
    pytest.param(
        "the_default_counts_those_who_joined",
        ("", BOUND),
        [("alliance.default_definition", "joined")],
        id="states that the default of most files does not count",
    ),
    pytest.param(
        "the_default_counts_those_who_joined",
        (UNTIL, BY_CHARTER),
        [("alliance.default_definition", "organization")],
        id="a default by which nobody can be a member",
    ),
    pytest.param(
        "exits_follow_entries",
        (UNTIL, BY_PARTY + ACCEDED + GONE),
        [("event 'gone'", "1993-01-01")],
        id="a withdrawal of a state that the default never counted",
    ),
    pytest.param(
        "those_who_agree_are_counted",
        ("", RATIFIED),
        [("event 'agreed'", "ratification")],
        id="a ratification by which nobody is bound",
    ),
    pytest.param(
        "those_who_agree_are_counted",
        ("", SUCCEEDED),
        [("event 'agreed'", "succession")],
        id="a succession that makes no member",
    ),
    pytest.param(
        "states_that_ended_are_not_counted",
        ("", SOVIET),
        [("event 'acceded'", "1990-01-01")],
        id="a state that goes on after its end",
    ),
    pytest.param(
        "computed_terms_agree",
        ("years = 5", "years = 4"),
        [("event 'expired'", "1995-03-02"), ("event 'expired'", "1995")],
        id="a term a year off",
    ),
    pytest.param(
        "computed_terms_agree",
        ("on the anniversary", "on the eve of the anniversary"),
        [("event 'expired'", "1995-03-02")],
        id="a term a day off",
    ),
    pytest.param(
        "computed_terms_agree",
        ("last_day = 1995-03-01", "last_day = 1995-02-28"),
        [("event 'expired'", "1995-03-01")],
        id="a source a day off",
    ),
    pytest.param(
        "computed_terms_agree",
        ("on = 1996-03-01\nset_aside = true", "on = 1996-03-01"),
        [("event 'expired'", "1996-03-01")],
        id="a source a year off that is not set aside",
    ),
    pytest.param(
        "rosters_agree",
        ('states = ["AM", "KZ", "UZ"]\n\n[[roster]]', 'states = ["AM", "UZ"]\n\n[[roster]]'),
        [("roster[0]", "['AM', 'UZ']")],
        id="a list without a member",
    ),
    pytest.param(
        "rosters_agree",
        ("on = 1992-01-01\n", "on = 1989-12-31\n"),
        [("roster[0]", "['AM', 'KZ', 'UZ']")],
        id="a list of a day before",
    ),
    pytest.param(
        "rosters_agree",
        ("count = 2", "count = 4"),
        [("roster[1]", "4")],
        id="another number",
    ),
    pytest.param(
        "rosters_agree",
        ("[1994..1996]", "1994"),
        [("roster[1]", "2")],
        id="a number of other days",
    ),
    pytest.param(
        "rosters_agree",
        ('suspended = ["UZ"]', ""),
        [("roster[2]", "['AM', 'KZ', 'UZ']")],
        id="a suspended state told as a member",
    ),
    pytest.param(
        "rosters_agree",
        ('why = "It was printed from an older list."', ""),
        [("roster[3]", "['AM', 'UZ']")],
        id="a list that differs and does not say why",
    ),
    pytest.param(
        "rosters_agree",
        ('states = ["AM", "UZ"]\nwhy', 'states = ["AM", "KZ"]\nwhy'),
        [("roster[3].why", "It was printed from an older list.")],
        id="a reason for a list that agrees",
    ),
]  # fmt: skip

# What is changed, and no check minds.
LET_PASS = [
    pytest.param("nothing_is_known_before_the_act", ("public = 1990-01-02", "public = 1990-01-01"), id="known on the day"),
    pytest.param("nothing_is_known_before_the_act", ('on = "1991"', 'on = "1991"\npublic = 1991-01-01'), id="known on the first possible day"),
    pytest.param("nothing_is_known_before_the_act", ('on = "1995"', 'on = "1995"\npublic = 1990-01-01\nbasis = "derived: foreseen"'), id="foreseen"),
    pytest.param("publications_follow_the_act", ("on = 2005-01-01", "on = 2016-12-31"), id="published in the year of the act"),
    pytest.param("publications_follow_the_act", ("on = 2005-01-01", 'on = 2017-01-01\nbasis = "misprint: for 2007"'), id="a misprint"),
    pytest.param("sources_are_used", ('sources = ["paper"]\non = 2005-01-01', 'sources = ["agency"]\non = 2005-01-01'), id="a parent that is cited too"),
    pytest.param("order_is_known", ('on = "[2001..2002]"', "on = 2005-01-01"), id="exact days of one date"),
    pytest.param("order_is_known", ("", IN_TWICE.replace("1993-01-01", '"1990"')), id="two acts that take a state in"),
    pytest.param("acts_are_legal", ('kind = "withdrawal"', 'kind = "expulsion"'), id="an expulsion of a suspended state"),
    pytest.param("acts_are_legal", (SUSPENDED, f'after = "returned"\n{SUSPENDED.replace("2001..2002", "2000-06-01")}'), id="a suspension of a state that may be in"),
    pytest.param("acts_are_legal", ("on = 2005-01-01", "on = 2001-01-01"), id="a withdrawal the day a pause may begin"),
    pytest.param("the_default_counts_those_who_joined", (UNTIL, BY_PARTY + ACCEDED + BOUND), id="states that the default counts too"),
    pytest.param("the_default_counts_those_who_joined", (UNTIL, BY_PARTY + ACCEDED + ONLY_FOUNDED), id="founding states apart"),
    pytest.param("exits_follow_entries", (UNTIL, BY_PARTY + ACCEDED + BOUND + GONE), id="a withdrawal of a state that was in"),
    pytest.param("exits_follow_entries", ("", GONE), id="a withdrawal of a state that nobody counted, as another check says"),
    pytest.param("those_who_agree_are_counted", ("", RATIFIED + ACCEDED), id="a ratification of states that accede"),
    pytest.param("states_that_ended_are_not_counted", ("", SOVIET + ENDED), id="a state that ends"),
    pytest.param("states_that_ended_are_not_counted", ("", UNSURE), id="a state that may never have been one"),
    pytest.param("computed_terms_agree", ("last_day = 1995-03-01", 'last_day = "1995"'), id="a coarser source"),
    pytest.param("computed_terms_agree", ("last_day = 1995-03-01", "never = true"), id="a source that denies it"),
    pytest.param("rosters_agree", ('"[1994..1996]"', "1996-01-01"), id="the number on one of the days"),
]  # fmt: skip


# -- the checks ---------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_ledger_passes(check, alliance_of):
    assert told(CHECKS[check], alliance_of()) == []


@pytest.mark.parametrize(("check", "change", "expected"), CAUGHT)
def test_one_change_is_caught_and_told_with_its_place(
    check, change, expected, alliance_of
):
    found = told(CHECKS[check], alliance_of(change))
    assert found == [("pact.toml", place, value) for place, value in expected]


@pytest.mark.parametrize(("check", "change"), LET_PASS)
def test_what_is_no_fault_passes(check, change, alliance_of):
    assert told(CHECKS[check], alliance_of(change)) == []


def test_every_check_has_a_ledger_that_it_catches():
    caught = {param.values[0] for param in CAUGHT}
    # Context events are in a file of their own: tests/files/test_hostile.py.
    assert caught | {"context_moves_nobody"} == set(CHECKS)


@pytest.mark.parametrize("room", [of_record, of_answers])
def test_every_check_that_a_room_has_is_in_its_list(room):
    checks = {
        name
        for name, value in vars(room).items()
        if inspect.isfunction(value)
        and value.__module__ == room.__name__
        and not name.startswith("_")
    }
    assert {check.__name__ for check in room.CHECKS} == checks != set()


# -- the order of fuzzy dates ---------------------------------------------------------


def test_after_settles_what_fuzzy_dates_leave_open(alliance_of):
    change = ("on = 2005-01-01", "on = 2000-06-01")
    after = (
        'id = "left"\nkind = "withdrawal"',
        'id = "left"\nafter = "returned"\nkind = "withdrawal"',
    )
    later = ('on = "[2001..2002]"', "on = 2019-01-01")
    assert told(of_answers.order_is_known, alliance_of(change, after, later)) == []


def test_an_open_order_is_one_problem_for_each_state(alliance_of):
    """Several definitions count the same acts."""
    left = """
[[event]]
id = "two-left"
kind = "withdrawal"
states = ["AM", "KZ"]
claim = [{ sources = ["paper"], on = "1990" }]
"""
    problems = list(of_answers.order_is_known(alliance_of(("", left))))
    signed = [p.expected for p in problems if "signed" in p.place + p.expected]
    assert sorted(re.findall("of (Armenia|Kazakhstan)", str(signed))) == [
        "Armenia",
        "Kazakhstan",
    ]


def test_after_cannot_turn_the_days_round_by_way_of_a_third_event(alliance_of):
    added = """
[[event]]
id = "admitted"
kind = "admission"
states = ["MD"]
claim = [{ sources = ["paper"], on = 2000-01-01 }]

[[event]]
id = "again"
kind = "readmission"
states = ["MD"]
after = "admitted"
claim = [{ sources = ["paper"], on = "[1999..2001]" }]

[[event]]
id = "gone"
kind = "expulsion"
states = ["MD"]
after = "again"
claim = [{ sources = ["paper"], on = 1999-06-01 }]
"""
    (problem,) = of_answers.order_is_known(alliance_of(("", added)))
    assert problem.place == "event 'gone'"
    assert "which was not before 2000-01-01" in problem.expected


def test_acts_that_take_days_away_alike_may_come_in_any_order(alliance_of):
    change = ('on = "[2001..2002]"', 'on = "[2001..2010]"')
    assert told(of_answers.order_is_known, alliance_of(change)) == []


def test_the_order_is_checked_under_the_definition_that_is_asked(alliance_of):
    """A definition of one's own may count what the standard ones do not."""
    fuzzy = ("on = 2005-01-01", 'on = "2000"')
    halted = ('kind = "withdrawal"', 'kind = "refusal"')
    later = ('on = "[2001..2002]"', "on = 2019-01-01")
    alliance = alliance_of(halted, fuzzy, later)
    assert told(of_answers.order_is_known, alliance) == []
    strict = alliance.under(
        cm.Definition("strict", opens=["readmission"], closes=["refusal"])
    )
    assert len(told(of_answers.order_is_known, strict)) == 1


# -- rosters --------------------------------------------------------------------------


def test_a_roster_agrees_where_the_answer_leaves_it_open(alliance_of):
    """In 2000 Uzbekistan came back, and the day is not known."""
    day = "on = 2010-01-01"
    drop = ('why = "It was printed from an older list."', "")
    listed = 'states = ["AM", "UZ"]\n'
    for states in ('["AM", "KZ"]', '["AM", "KZ", "UZ"]'):
        alliance = alliance_of(
            (day, "on = 2000-06-01"), drop, (listed, f"states = {states}\n")
        )
        assert told(of_answers.rosters_agree, alliance) == []
    for count, problems in ((1, 1), (2, 0), (3, 0), (4, 1)):
        alliance = alliance_of(
            (day, "on = 2000-06-01"), drop, (listed, f"count = {count}\n")
        )
        assert len(told(of_answers.rosters_agree, alliance)) == problems


def test_a_roster_of_an_open_time_agrees_on_any_day_of_it(alliance_of):
    day = ("on = 2010-01-01", 'on = "[..1994]"')
    drop = ('why = "It was printed from an older list."', "")
    three = ('states = ["AM", "UZ"]\n', 'states = ["AM", "KZ", "UZ"]\n')
    nobody = ('states = ["AM", "UZ"]\n', "states = []\n")
    assert told(of_answers.rosters_agree, alliance_of(day, drop, three)) == []
    assert told(of_answers.rosters_agree, alliance_of(day, drop, nobody)) == []
    assert len(told(of_answers.rosters_agree, alliance_of(day, drop))) == 1


# -- the shipped record ---------------------------------------------------------------


SHIPPED = [cm.load(name) for name in cm.available()]


@pytest.mark.parametrize("alliance", SHIPPED, ids=lambda each: each.record.id)
@pytest.mark.parametrize("check", CHECKS)
def test_the_shipped_records_pass(check, alliance):
    assert list(CHECKS[check](alliance)) == []


def test_every_source_of_the_shipped_records_is_used_and_defined():
    defined = shipped.sources()
    cited = {key for each in SHIPPED for key in each.sources}
    cited |= {key for each in SHIPPED for s in each.record.states for key in s.sources}
    parents = {defined[key].derived_from for key in cited} - {None}
    assert cited | parents == {*defined}


def test_every_claim_of_the_shipped_record_that_is_set_aside_says_why():
    aside = [claim for claim in CSTO.record.claims if claim.set_aside]
    assert len(aside) > 30
    assert all(claim.why for claim in aside)
