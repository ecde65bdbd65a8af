"""The states of the other alliances, former ones among them, against other lists."""

import gettext
import tomllib
from datetime import date
from importlib.resources import as_file, files

import pycountry
import pytest

import csto_membership as cm
from csto_membership.files.loading import (
    read_more_states,
    read_states,
    shipped_sources,
)

DATA = files("csto_membership") / "data"
with as_file(DATA / "states.toml") as path:
    TWELVE = read_states(path)
with as_file(DATA / "states-around.toml") as path:
    STATES = read_more_states(path, TWELVE)
    TABLES = tomllib.loads(path.read_text(encoding="utf-8"))

ALL = tuple(STATES)
FORMER = [state for state in ALL if state.alpha_4]
OF_TODAY = [state for state in ALL if not state.alpha_4]
SPELLINGS = [(name, state) for state in ALL for name in state.names]


# -- names and codes ------------------------------------------------------------------


@pytest.mark.parametrize(("name", "state"), SPELLINGS)
def test_every_spelling_finds_its_state(name, state):
    for typed in (name, name.upper(), name.lower(), f"  {name} "):
        assert STATES.find(typed) is state


@pytest.mark.parametrize("state", OF_TODAY, ids=str)
def test_codes_and_english_names_are_those_of_iso_3166_1(state):
    listed = pycountry.countries.get(alpha_2=state.alpha_2)
    assert state.alpha_3 == listed.alpha_3
    for kind in ("name", "common_name", "official_name"):
        if said := getattr(listed, kind, None):
            assert STATES.find(said) is state, kind


@pytest.mark.parametrize("state", FORMER, ids=str)
def test_codes_and_names_of_former_states_are_those_of_iso_3166_3(state):
    listed = pycountry.historic_countries.get(alpha_4=state.alpha_4)
    assert (state.alpha_2, state.alpha_3) == (listed.alpha_2, listed.alpha_3)
    assert STATES.find(listed.name.split(",")[0]) is state
    assert STATES.find(state.alpha_4) is state


@pytest.mark.parametrize("language", ["nl", "ru"])
def test_names_in_dutch_and_russian_are_those_of_the_iso_codes_project(language):
    path = pycountry.LOCALES_DIR
    translated = gettext.translation("iso3166-1", path, [language]).gettext
    for state in OF_TODAY:
        listed = pycountry.countries.get(alpha_2=state.alpha_2)
        for kind in ("common_name", "name"):
            if said := getattr(listed, kind, None):
                # "Moldavië, Republiek" is Moldavië with its kind of state behind it; what
                # is not translated comes back in English, and must be found too.
                assert STATES.find(translated(said).split(",")[0]) is state


def test_former_states_are_those_that_the_alliances_need():
    assert {state.alpha_4 for state in FORMER} == {"CSHH", "DDDE", "SUHH", "YUCS"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Turkey", "TR"), ("Türkiye", "TR"), ("turkiye", "TR"), ("Турция", "TR"),
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Macedonia", "MK"),
        ("West Germany", "DE"), ("ФРГ", "DE"), ("East Germany", "DD"), ("ГДР", "DD"),
        ("Oost-Duitsland", "DD"), ("USSR", "SU"), ("Sovjet-Unie", "SU"), ("СССР", "SU"),
        ("Tsjechoslowakije", "CS"), ("UK", "GB"), ("Holland", "NL"), ("США", "US"),
        ("Serbia and Montenegro", "YU"), ("Burma", "MM"), ("UAE", "AE"),
    ],
)  # fmt: skip
def test_usual_names(name, code):
    assert STATES.find(name).alpha_2 == code


def test_states_stand_in_order_of_their_names_and_each_has_three_languages():
    names = [TABLES[code]["name"] for code in TABLES if "name" in TABLES[code]]
    assert names == [
        s.name for s in ALL if s.alpha_2 not in {t.alpha_2 for t in TWELVE}
    ]
    assert all(state.nl and state.ru for state in ALL)


def test_the_twelve_keep_their_names_and_codes():
    for state in TWELVE:
        assert STATES.find(state.alpha_2) == state
        assert STATES.find(state.alpha_2).names == state.names


# -- numbers --------------------------------------------------------------------------


def test_numbers_are_shared_only_by_states_that_a_list_takes_for_one():
    for number in ("cow", "gw"):
        owners = {}
        for state in ALL:
            owners.setdefault(getattr(state, number), []).append(state.alpha_2)
        shared = {tuple(codes) for codes in owners.values() if len(codes) > 1}
        # The Correlates of War project goes on with 345, Gleditsch and Ward do not.
        expected = {("RU", "SU")} | ({("RS", "YU")} if number == "cow" else set())
        assert shared == expected, number


def test_the_two_lists_differ_on_germany_and_serbia_alone():
    differ = {s.alpha_2: (s.cow, s.gw) for s in ALL if s.cow != s.gw}
    assert differ == {"DE": (255, 260), "RS": (345, 340)}  # as Beger (2019) tells


def test_germany_has_another_number_before_1990():
    germany = STATES.find("Germany")
    assert germany.cow_on(date(1990, 10, 2)) == 260
    assert germany.cow_on(date(1990, 10, 3)) == 255
    assert STATES.find("France").cow_on(date(1949, 4, 4)) == 220


@pytest.mark.parametrize(
    ("code", "cow"),
    [
        ("US", 2), ("CA", 20), ("CU", 40), ("GB", 200), ("FR", 220), ("DD", 265),
        ("PL", 290), ("CS", 315), ("CZ", 316), ("SK", 317), ("ME", 341), ("MK", 343),
        ("YU", 345), ("SU", 365), ("EE", 366), ("IS", 395), ("TR", 640), ("CN", 710),
        ("MN", 712), ("IN", 750), ("PK", 770), ("LK", 780), ("LA", 812), ("IR", 630),
    ],
)  # fmt: skip
def test_numbers_are_those_of_the_correlates_of_war_project(code, cow):
    assert STATES.find(code).cow == cow


# -- days and what came of what -----------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day", "answer"),
    [
        ("DD", "1949-10-04", "no"), ("DD", "1949-10-05", "uncertain"),
        ("DD", "1954-03-25", "yes"), ("DD", "1990-10-02", "yes"),
        ("DD", "1990-10-03", "no"), ("DE", "1949-09-20", "no"),
        ("DE", "1955-05-05", "yes"), ("DE", "2020-01-01", "yes"),
        ("CS", "1992-12-31", "yes"), ("CS", "1993-01-01", "no"),
        ("CZ", "1992-12-31", "no"), ("SK", "1993-01-01", "yes"),
        ("SU", "1991-12-25", "yes"), ("SU", "1991-12-26", "uncertain"),
        ("SU", "1991-12-27", "no"), ("RU", "1991-12-07", "no"),
        ("RU", "1991-12-21", "uncertain"), ("RU", "1991-12-26", "yes"),
        ("UZ", "1991-08-30", "no"), ("UZ", "1991-12-26", "yes"),
        ("HR", "1992-01-14", "no"), ("HR", "1992-04-27", "yes"),
        ("EE", "1991-09-05", "no"), ("EE", "1991-09-06", "yes"),
        ("IN", "1947-08-14", "no"), ("IN", "1947-08-15", "yes"),
    ],
)  # fmt: skip
def test_days_are_those_of_the_two_lists(code, day, answer):
    assert STATES.find(code).existence.answer(day).value == answer


def test_a_state_older_than_the_alliances_has_no_days():
    assert STATES.find("France").existence is None
    assert STATES.find("France").existed_on(date(1949, 4, 4))


def test_every_state_that_ended_says_when():
    for state in FORMER:
        assert state.existence.possibly.last_day, state.name


def test_continuing_succeeding_and_acceding_are_told_apart():
    continued = {s.alpha_2: s.continues for s in ALL if s.continues}
    assert continued == {"RU": ("SU",), "RS": ("YU",)}
    assert {s.alpha_2: s.acceded_to for s in ALL if s.acceded_to} == {"DD": ("DE",)}
    after = {}
    for state in ALL:
        for code in state.succeeds:
            after.setdefault(code, set()).add(state.alpha_2)
    assert after["CS"] == {"CZ", "SK"}
    assert after["YU"] == {"BA", "HR", "ME", "MK", "SI"}
    assert after["SU"] == {s.alpha_2 for s in TWELVE} - {"RU"}
    assert after.keys() == {"CS", "SU", "YU"}


def test_what_a_state_came_from_is_a_state_that_was_there_before_it():
    for state in ALL:
        for code in (*state.continues, *state.succeeds):
            before = STATES.find(code).existence.possibly
            assert before.last_day < date.max
            assert before - state.existence.surely, state.name


def test_every_number_and_day_has_a_source_of_the_register():
    register = shipped_sources()
    for state in ALL:
        assert {"cow-states", "gw-states"} <= set(state.sources), state.name
        assert all(key in register for key in state.sources), state.name
        if state.continues or state.succeeds or state.acceded_to:
            assert len(state.sources) > 2, state.name


# -- faults ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("[UZ]\ncow = -1\n", "UZ.cow", "whole number"),
        ("[UZ]\nnaam = 'Other'\n", "UZ.naam", "mean name"),
        ("[UZ]\nlast_day = 1990-01-01\nfirst_day = 1991-01-01\n", "UZ.last_day",
         "is before its first day"),
        ("[XA]\nalpha_3 = 'XAA'\nname = 'Georgia'\n", "XA", "is a name of Georgia too"),
        ("[DE]\nalpha_3 = 'DEU'\nname = 'G'\n[DE.cow_before]\nnumber = 260\n",
         "DE.cow_before.last_day", "required"),
    ],
)  # fmt: skip
def test_faults_of_a_further_file_are_told_with_their_place(
    tmp_path, text, place, told
):
    (tmp_path / "more.toml").write_text(text, encoding="utf-8")
    with pytest.raises(cm.DataError) as caught:
        read_more_states(tmp_path / "more.toml", TWELVE)
    (problem,) = caught.value.problems
    assert (problem.file, problem.place) == ("more.toml", place)
    assert told in problem.expected


def test_the_last_day_of_the_calendar_ends_no_state(tmp_path):
    text = "[UZ]\nlast_day = 9999-12-31\n"
    (tmp_path / "more.toml").write_text(text, encoding="utf-8")
    uzbekistan = read_more_states(tmp_path / "more.toml", TWELVE).find("UZ")
    assert uzbekistan.existence.surely == ~cm.DaySet()


# -- a user's own file ------------------------------------------------------------------

OWN = """
[alliance]
id = "entente"
complete_until = 2000-01-01

[instrument.pact]
roles = ["treaty"]

[[event]]
id = "signed"
kind = "signature"
of = "pact"
states = {states}
claim = [{{ sources = ["un-russia"], on = 1934-02-09 }}]
"""


def test_a_users_file_may_name_any_shipped_state_and_a_former_one(written):
    path = written(OWN.format(states='["GR", "RO", "TR", "YU"]'), "entente.toml")
    members = cm.read(path).members_on("1935-01-01")
    assert members.alpha_3 == ("GRC", "ROU", "TUR", "YUG")
    assert "Сербия и Черногория" in members


def test_a_users_file_may_bring_further_states_of_its_own(tmp_path, written):
    (tmp_path / "more.toml").write_text(
        '[XA]\nalpha_3 = "XAA"\nname = "Ruritania"\nlast_day = 1950-12-31\n'
        "[UZ]\nfirst_day = 1991-08-31\n",
        encoding="utf-8",
    )
    text = OWN.format(states='["XA", "UZ"]').replace(
        'id = "entente"', 'id = "entente"\nstates = "more.toml"'
    )
    path = written(text, "entente.toml")
    alliance = cm.read(path)
    assert "Ruritania" in alliance.members_on("1935-01-01")
    assert alliance.status("Ruritania", "1951-01-01") is cm.Status.NO_STATE
    assert alliance.status("UZ", "1950-01-01") is cm.Status.NO_STATE
    assert alliance.status("UZ", "1995-01-01") is cm.Status.MEMBER


def test_a_file_of_further_states_that_is_not_there_is_a_fault(tmp_path):
    path = tmp_path / "entente.toml"
    text = OWN.format(states='["UZ"]')
    path.write_text(
        text.replace('id = "entente"', 'id = "entente"\nstates = "no.toml"')
    )
    with pytest.raises(cm.DataError, match="cannot be read"):
        cm.read(path)


def test_a_state_that_no_file_has_is_told_with_suggestions(written):
    path = written(OWN.format(states='["Polnd"]'), "entente.toml")
    with pytest.raises(cm.DataError, match=r"did you mean Poland \(POL\)"):
        cm.read(path)


def test_the_csto_reads_no_more_states_than_it_needs():
    assert len(cm.load("csto").record.states) == 12
    assert cm.load("csto").record.states.find("UZ").existence is None
