"""A small file with the ten hardest events of the record, and the answers it must give."""

import pytest

import csto_membership as cm
from csto_membership.answers.checks import CHECKS

HARDEST = """
[alliance]
id = "csto"
complete_until = 2026-02-02
default_definition = "joined"

[instrument]
cst         = { roles = ["treaty"], obligation = "defence" }
extension   = { roles = ["treaty"] }             # carries the same membership on
charter     = { roles = ["charter"] }
restoration = { roles = ["treaty", "charter"] }  # Sochi, 2006
ksor        = { roles = [] }                     # no definition looks at it

[[event]]                            # 1 who signed: rival lists; `only` denies the others
id = "cst-signed"
kind = "signature"
of = "cst"
claim = [
  { sources = ["mfa-by", "ria-2025", "seed-001"], states = ["AM","KZ","KG","RU","TJ","UZ"], only = true, on = 1992-05-15, public = true, why = "..." },
  { sources = ["lat-1992", "csm-1992"], states = ["AM","KZ","RU","TJ","TM","UZ"], only = true, on = 1992-05-15, set_aside = true, why = "..." },
  { sources = ["mpepil"], states = ["AM","BY","KZ","KG","RU","TJ"], only = true, on = 1992-05-15, set_aside = true, why = "..." },
  { sources = ["seed-000"], states = ["AM","AZ","BY","GE","KZ","KG","RU","TJ","UZ"], only = true, on = "1992", set_aside = true, why = "..." } ]

[[event]]                            # 2 coarser agrees ("1993-12"), September conflicts
id = "ge-signs"
kind = "signature"
of = "cst"
states = ["GE"]
claim = [
  { sources = ["gibler", "enwiki-2006"], on = 1993-12-09, public = true, why = "..." },
  { sources = ["ria-2025"], on = "1993-12" },
  { sources = ["blogen-ru", "azpolitika"], on = 1993-09-09, set_aside = true, why = "..." } ]

[[event]]                            # 3 bound, presumed; one state says it never was
id = "cst-in-force"
kind = "entry_into_force"
of = "cst"
undecided = ["AZ"]
states = ["AM","AZ","BY","GE","KZ","KG","RU","TJ","UZ"]
claim = [
  { sources = ["pavlodar-ext", "adilet-ext"], on = 1994-04-20, public = true, basis = "presumed: for each of the nine" },
  { sources = ["jt-26"], states = ["AZ"], never = true } ]

[[event]]                            # 4 the term ends for everyone bound
id = "first-term-expires"
kind = "expiry"
of = "cst"
states = ["AM","AZ","BY","GE","KZ","KG","RU","TJ","UZ"]
claim = [
  { sources = ["pavlodar-ext"], public = 1992-05-15, basis = "derived", rule = { after = "cst-in-force", years = 5, expires = "on the anniversary" } },
  { sources = ["jt-79"], states = ["AZ","GE","UZ"], last_day = 1999-04-20 },
  { sources = ["gibler"], states = ["AZ","GE","UZ"], only = true, since = "[1999-04-20,1999-04-21]", wording = "left on April 20" },
  { sources = ["onkz"], states = ["UZ"], on = 1999-04-02, set_aside = true, why = "..." },
  { sources = ["seed-000"], states = ["AZ","GE","UZ"], only = true, on = "1997", set_aside = true, why = "..." } ]

[[event]]                            # 5, 6 done on one day, effective from another
id = "extension-signed"
kind = "signature"
of = "extension"
states = ["AM","BY","KZ","KG","RU","TJ"]
claim = [ { sources = ["adilet-ext", "odkb-basic"], on = 1999-04-02, since = 1999-04-21, public = true } ]
[[event]]
id = "extension-in-force"
kind = "entry_into_force"
of = "extension"
states = ["AM","BY","KZ","KG","RU","TJ"]
claim = [ { sources = ["adilet-2018", "parus"], on = 2000-03-22, since = 1999-04-21, public = true } ]

[[event]]                            # 7 the return
id = "uz-readmitted"
kind = "readmission"
of = "restoration"
states = ["UZ"]
claim = [
  { sources = ["asiaplus-2006", "tass-678014"], on = 2006-08-16, public = true, why = "..." },
  { sources = ["tass-685227"], on = 2006-06-23, set_aside = true, why = "..." },
  { sources = ["narod"], on = 2008-03-28, set_aside = true, why = "..." } ]
[[event]]                            # 8 not before that day, perhaps never
id = "uz-in-force-again"
kind = "entry_into_force"
of = "extension"
states = ["UZ"]
claim = [ { sources = ["narod"], on = "[2008-03-28..]", public = 2008-03-28, basis = "derived: the Senate approved accession that day" } ]

[[event]]                            # 9 what kind of act was it: claims override the kind
id = "uz-suspended"
kind = "suspension"
states = ["UZ"]
claim = [
  { sources = ["tass-687141", "belta-2012"], on = 2012-12-19, public = true, why = "..." },
  { sources = ["rferl-2012"], kind = "withdrawal", on = 2012-12-19, set_aside = true, why = "..." },
  { sources = ["cswiki"], never = true, set_aside = true, why = "..." } ]

[[event]]                            # 10 words that stop taking part
id = "am-halts"
kind = "halt"
states = ["AM"]
claim = [
  { sources = ["oc-2024"], on = 2024-02-22, public = true, wording = "frozen", why = "..." },
  { sources = ["prensa"], on = 2024-02-23, set_aside = true, why = "..." },
  { sources = ["haqqin"], never = true, set_aside = true, why = "..." } ]

[[roster]]                           # most sources say this, and it is no act
on = 2022-01-10
sources = ["seed-001"]
states = ["AM","BY","KZ","KG","RU","TJ"]
"""

YES, NO, UNCERTAIN = cm.Answer.YES, cm.Answer.NO, cm.Answer.UNCERTAIN

# Belarus and Azerbaijan sign in the full record only.
SIX_OF_1992 = "AM KG KZ RU TJ UZ"
SEVEN = "AM GE KG KZ RU TJ UZ"
BOUND = "AM BY GE KG KZ RU TJ UZ"
SIX_NOW = "AM BY KG KZ RU TJ"


@pytest.fixture(scope="module")
def csto(tmp_path_factory):
    path = tmp_path_factory.mktemp("hardest") / "csto.toml"
    path.write_text(HARDEST, encoding="utf-8")
    return cm.read(path)


def codes(states):
    return " ".join(sorted(state.alpha_2 for state in states))


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("1992-05-14", ""),
        ("1992-05-15", SIX_OF_1992),
        ("1992-06-01", SIX_OF_1992),
        ("1993-12-08", SIX_OF_1992),
        ("1993-12-09", SEVEN),
        ("1994-04-20", SEVEN),
        ("1999-04-20", SEVEN),
        ("1999-04-21", SIX_NOW),
        ("2000-01-01", SIX_NOW),
        ("2006-08-15", SIX_NOW),
        ("2006-08-16", f"{SIX_NOW} UZ"),
        ("2012-06-28", f"{SIX_NOW} UZ"),
        ("2012-12-18", f"{SIX_NOW} UZ"),
        ("2012-12-19", SIX_NOW),
        ("2026-02-02", SIX_NOW),
    ],
)
def test_who_had_joined(day, members, csto):
    answer = csto.members_on(day)
    assert codes(answer) == members
    assert not answer.uncertain


@pytest.mark.parametrize(
    ("day", "surely", "perhaps"),
    [
        ("1992-06-01", "", ""),
        ("1994-04-19", "", ""),
        ("1994-04-20", BOUND, "AZ"),
        ("1996-01-01", BOUND, "AZ"),
        ("1999-04-20", BOUND, "AZ"),
        ("1999-04-21", SIX_NOW, ""),
        ("2000-01-01", SIX_NOW, ""),
        ("2006-08-16", SIX_NOW, ""),
        ("2008-03-27", SIX_NOW, ""),
        ("2008-03-28", SIX_NOW, "UZ"),
        ("2012-12-19", SIX_NOW, "UZ"),
        ("2026-02-02", SIX_NOW, "UZ"),
    ],
)
def test_who_was_bound_by_the_treaty(day, surely, perhaps, csto):
    answer = csto.under("party").members_on(day)
    assert (codes(answer), codes(answer.uncertain)) == (surely, perhaps)


@pytest.mark.parametrize(
    ("definition", "state", "day", "answer"),
    [
        ("organization", "RU", "1999-04-21", NO),  # no charter is in force here
        ("organization", "UZ", "2006-08-15", NO),
        ("organization", "UZ", "2006-08-16", YES),
        ("organization", "UZ", "2012-12-19", NO),
        (
            "active",
            "UZ",
            "2012-06-28",
            YES,
        ),  # the note of June stands in the full record
        ("active", "UZ", "2012-12-19", NO),
        ("active", "AM", "2024-02-21", YES),
        ("active", "AM", "2024-02-22", NO),
        ("joined", "AM", "2024-02-22", YES),
        ("party", "AM", "2024-02-22", YES),
    ],
)
def test_other_definitions(definition, state, day, answer, csto):
    assert csto.under(definition).was_member(state, day) is answer


@pytest.mark.parametrize(
    ("known", "definition", "day", "members"),
    [
        # The term was to be foreseen, and its extension was not signed yet.
        ("1999-03-01", "joined", "1999-03-01", SEVEN),
        ("1999-03-01", "joined", "1999-05-01", ""),
        ("1999-03-01", "party", "1999-05-01", ""),
        ("1999-04-02", "joined", "1999-05-01", SIX_NOW),
        ("1999-04-02", "party", "1999-05-01", ""),
        # Signed, and in force only from 22 March 2000.
        ("2000-01-01", "joined", "1999-05-01", SIX_NOW),
        ("2000-01-01", "party", "1999-05-01", ""),
        ("2000-01-01", "party", "2000-01-01", ""),
        ("2000-03-21", "party", "1999-05-01", ""),
        ("2000-03-22", "party", "1999-05-01", SIX_NOW),
    ],
)
def test_what_was_known_then(known, definition, day, members, csto):
    then = csto.as_known_on(known).under(definition)
    assert codes(then.members_on(day, beyond="ignore")) == members


def test_a_day_after_what_was_known_warns(csto):
    with pytest.warns(cm.BeyondRecordWarning, match="after the last day"):
        csto.as_known_on("1999-03-01").members_on("1999-05-01")


@pytest.mark.parametrize(
    ("source", "definition", "day", "members"),
    [
        ("lat-1992", "joined", "1992-06-01", "AM KZ RU TJ TM UZ"),
        ("mpepil", "joined", "1992-06-01", SIX_NOW),
        ("blogen-ru", "joined", "1993-09-09", SEVEN),
        ("onkz", "joined", "1999-04-01", SEVEN),
        ("onkz", "joined", "1999-04-02", "AM GE KG KZ RU TJ"),
        ("narod", "joined", "2008-03-27", SIX_NOW),
        ("narod", "joined", "2008-03-28", f"{SIX_NOW} UZ"),
        ("tass-685227", "joined", "2006-06-23", f"{SIX_NOW} UZ"),
        ("rferl-2012", "joined", "2012-12-18", f"{SIX_NOW} UZ"),
        ("rferl-2012", "joined", "2012-12-19", SIX_NOW),
        ("cswiki", "joined", "2012-12-19", f"{SIX_NOW} UZ"),
        ("cswiki", "joined", "2026-02-02", f"{SIX_NOW} UZ"),
        ("prensa", "active", "2024-02-22", SIX_NOW),
        ("prensa", "active", "2024-02-23", "BY KG KZ RU TJ"),
        ("haqqin", "active", "2024-02-23", SIX_NOW),
        ("haqqin", "joined", "2024-02-23", SIX_NOW),
    ],
)
def test_a_preferred_source_wins_where_it_speaks(
    source, definition, day, members, csto
):
    answer = csto.preferring(source).under(definition).members_on(day)
    assert codes(answer) == members


def test_a_source_that_denies_the_treaty_of_azerbaijan_decides_it_when_preferred(csto):
    assert csto.under("party").was_member("AZ", "1996-01-01") is UNCERTAIN
    assert csto.under("party").preferring("jt-26").was_member("AZ", "1996-01-01") is NO


@pytest.mark.parametrize(
    ("state", "day", "answer"),
    [
        ("GE", "1992-06-01", UNCERTAIN),  # others say so, and it is silent on May 1992
        ("GE", "1993-12-09", YES),
        ("GE", "1999-04-19", YES),
        ("GE", "1999-04-20", UNCERTAIN),  # the last day in, or the first one out
        ("GE", "1999-04-21", NO),
        ("UZ", "1999-04-20", UNCERTAIN),
        ("UZ", "1999-04-21", NO),
        ("UZ", "2006-06-22", NO),
        ("UZ", "2006-06-23", UNCERTAIN),  # the earliest day that anyone gives
        ("AM", "1992-05-14", UNCERTAIN),  # others say some day of 1992
        ("AM", "1991-12-31", NO),
        ("AM", "2000-01-01", UNCERTAIN),  # it denies that the term ended Armenia's part
    ],
)
def test_one_source_asked_alone(state, day, answer, csto):
    gibler = csto.according_to("gibler")
    assert gibler.was_member(state, day, beyond="ignore") is answer


def test_a_source_that_names_the_year_leaves_the_days_of_it_open(csto):
    one = csto.according_to("seed-000")
    days = ["1991-12-31", "1992-07-01", "1992-12-31", "1996-12-31", "1997-07-01"]
    answers = [one.was_member("GE", day, beyond="ignore") for day in days]
    assert answers == [NO, UNCERTAIN, YES, YES, UNCERTAIN]
    assert one.was_member("GE", "1998-01-01", beyond="ignore") is NO
    assert one.was_member("AM", "1998-01-01", beyond="ignore") is YES


def test_silence_may_mean_no(csto):
    gibler = csto.according_to("gibler", silence="no")
    assert codes(gibler.members_on("1999-04-19", beyond="ignore")) == "GE"


def test_a_suspended_state_is_told_from_one_that_left(csto):
    assert csto.status("UZ", "2013-01-01") is cm.Status.SUSPENDED
    assert csto.preferring("rferl-2012").status("UZ", "2013-01-01") is cm.Status.FORMER
    assert csto.preferring("cswiki").status("UZ", "2013-01-01") is cm.Status.MEMBER


def test_the_expiry_and_the_extension_meet_on_one_day(csto):
    for definition in ("joined", "party"):
        days = csto.under(definition).days_of("AM")
        assert days.surely == days.possibly
        assert len(list(days.surely.spans())) == 1


def test_signing_the_agreement_on_the_rapid_reaction_force_makes_nobody_a_member(
    tmp_path,
):
    path = tmp_path / "csto.toml"
    signed = """
[[event]]
id = "ksor-signed"
kind = "signature"
of = "ksor"
states = ["MD"]
claim = [{ sources = ["krem-2009"], on = 2009-06-14 }]
"""
    path.write_text(HARDEST + signed, encoding="utf-8")
    assert cm.read(path).was_member("MD", "2010-01-01") is NO
    joined = HARDEST + signed.replace('of = "ksor"', 'of = "cst"')
    path.write_text(joined, encoding="utf-8")
    assert cm.read(path).was_member("MD", "2010-01-01") is YES


def test_it_passes_every_check_of_its_answers(csto):
    assert [problem for check in CHECKS for problem in check(csto)] == []
