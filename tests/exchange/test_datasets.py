"""Other people's data sets: read as coded, refused with every fault, audited by hand."""

import csv
import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.evidence import YearRule
from csto_membership.exchange import state_years
from csto_membership.exchange.datasets import (
    atop_alliances,
    cow_alliances,
    igo_organizations,
    read_atop,
    read_cow,
    read_igo,
)
from csto_membership.exchange.datasets.coded import ExitDay, transitions
from csto_membership.strategies import day_sets, fuzzy_day_sets

FILES = Path(__file__).parents[1] / "data" / "datasets"
ATOP, COW, IGO = (FILES / f"{name}.csv" for name in ("atop", "cow", "igo"))
CSTO = cm.load("csto")
DAY = timedelta(days=1)
ATOP_HEAD = (
    "atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode"
)
COW_HEAD = (
    "version4id,ccode,mem_st_day,mem_st_month,mem_st_year,"
    "mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor"
)


def table(head, *rows):
    return io.StringIO("\n".join([head, *rows, ""]))


def said(alliance, state):
    """The days of a state, as text; the uncertain ones after a semicolon."""
    return str(alliance.days_of(state, absent="ignore"))


class TestAtop:
    @pytest.mark.parametrize(
        ("state", "days"),
        [
            ("US", "since 1949-04-04"),  # two phases, the one ends as the other begins
            ("DE", "since 1954-10-23"),  # two numbers
            ("SU", "1955-05-14 to 1991-12-25"),  # one number, two states
            ("RU", "1991-12-26 to 2001-06-30"),
            ("FR", "1949-04-30 to 1965-12-31; uncertain: 1949-04-01 to 1949-04-29, 1966-01-01 to 1966-12-30"),
            ("NL", "1949-12-31 to 1960-02-01; uncertain: 1949-01-01 to 1949-12-30, 1960-02-02 to 1960-02-29"),
            # Told to have ended, and not when.
            ("BE", "1949-04-04; uncertain: 1949-04-05 to 2018-12-30"),
        ],
    )  # fmt: skip
    def test_each_row_is_as_exact_as_it_is_coded(self, state, days):
        assert said(read_atop(ATOP, 9001), state) == days

    def test_a_day_of_exit_counts_as_the_day_of_such_an_act_does_in_the_record(self):
        mini = read_atop(ATOP, 9002)
        assert mini.days_of("AZ").surely.last_day == date(1999, 4, 20)  # a term
        assert mini.days_of("UZ").surely.last_day == date(2012, 6, 27)  # an act
        assert mini.history("AZ").spells[0].closed_by[0].kind == "expiry"

    @pytest.mark.parametrize(
        ("exit_day", "last_days"),
        [("in", ("1999-04-20", "2012-06-28")), ("out", ("1999-04-19", "2012-06-27"))],
    )
    def test_the_day_of_exit_can_be_taken_otherwise(self, exit_day, last_days):
        spans = read_atop(ATOP, 9002, exit_day=exit_day).days_of("UZ").surely.spans()
        assert tuple(str(span.last_day) for span in spans) == last_days

    def test_the_day_of_exit_can_be_left_open(self):
        days = read_atop(ATOP, 9002, exit_day="either").days_of("AZ")
        assert list(days.uncertain) == [date(1999, 4, 20)]

    def test_a_state_that_another_continues_ends(self):
        (spell,) = read_atop(ATOP, 9001).history("SU", absent="ignore").spells
        assert spell.closed_by[0].kind == "end_of_state"

    @pytest.mark.parametrize(
        ("second", "days"),
        [
            # The same month in both: it goes on. Another: it was out for some days.
            ("1994,4,0", "since 1992-05-15"),
            ("1994,5,0", "1992-05-15 to 1994-03-31, since 1994-05-31; uncertain: 1994-04-01 to 1994-04-29, 1994-05-01 to 1994-05-30"),
        ],
    )  # fmt: skip
    def test_a_phase_that_begins_in_the_month_in_which_one_ends_goes_on(
        self, second, days
    ):
        rows = ["9001,1,371,1992,5,15,1994,4,0,0,2", f"9001,2,371,{second},0,0,0,1,0"]
        assert said(read_atop(table(ATOP_HEAD, *rows), 9001), "AM") == days

    def test_entry_is_a_signature_so_other_definitions_find_nothing(self):
        mini = read_atop(ATOP, 9002)
        assert {act.kind for act in mini.acts(state="AM")} == {"signature"}
        assert not mini.under("party").members_on("2000-01-01").possibly

    def test_the_audit_finds_the_days_counted_by_hand(self):
        found = CSTO.compare(read_atop(ATOP, 9002))
        differ = {row.state.alpha_2: row for row in found.by_state if row.days}
        assert str(found.period) == "1992-05-15 to 2018-12-31"
        # Belarus: 31 December to 2 January. Uzbekistan: 16 August 2006, and of 2012
        # 3 days of June, 31 + 31 + 30 + 31 + 30 to November, 18 of December.
        assert {state: row.only_here for state, row in differ.items()} == {
            "BY": 3,
            "UZ": 1 + 3 + 31 + 31 + 30 + 31 + 30 + 18,
        }
        assert found.only_there == 0

    def test_what_a_definition_of_the_record_shares_is_no_difference(self):
        found = CSTO.under("active").compare(read_atop(ATOP, 9002), "2007/2018")
        assert found.distance == 0


class TestCow:
    @pytest.mark.parametrize(
        ("state", "days"),
        [
            ("US", "since 1816-01-01; uncertain: until 1815-12-31"),
            ("DE", "since 1954-10-23"),
            ("FR", "1949-04-30 to 1966-01-01; uncertain: 1949-04-01 to 1949-04-29, 1966-01-02 to 1966-12-31"),
            ("BE", "1949-04-04; uncertain: 1949-04-05 to 2012-12-30"),
        ],
    )  # fmt: skip
    def test_each_row_is_as_exact_as_it_is_coded(self, state, days):
        assert said(read_cow(COW, 9001), state) == days

    def test_the_audit_finds_the_days_counted_by_hand(self):
        found = CSTO.compare(read_cow(COW, "9002"))
        differ = {row.state.alpha_2: row for row in found.by_state if row.days}
        assert str(found.period) == "1992-05-15 to 2012-12-31"
        after_1999 = 13 * 365 + 4 + 255  # to 20 April 2012, then to the end of the year
        before_1993_09_24 = 365 + 17 + 30 + 31 + 31 + 23
        assert {state: row.only_there for state, row in differ.items()} == {
            "AZ": before_1993_09_24 + after_1999,
            "GE": before_1993_09_24 + 7 + 31 + 30 + 8 + after_1999,
            "BY": before_1993_09_24 + 7 + 31 + 30 + 30,
            # 1999-04-21 to 2006-08-15, and 19 to 31 December 2012
            "UZ": 7 * 365 + 2 + 10 + 31 + 30 + 31 + 15 + 13,
        }
        assert found.only_here == 0

    def test_two_data_sets_can_be_compared_with_each_other(self):
        found = read_atop(ATOP, 9002).compare(read_cow(COW, 9002))
        assert str(found.period) == "1992-05-15 to 2012-12-31"
        assert found.only_here == 0
        # What the record has and ATOP has not: 3 and 175 days, less 13 after 2012-12-18
        # that are in neither.
        assert found.only_there == CSTO.compare(read_cow(COW, 9002)).distance + 178


class TestIgo:
    def test_a_year_is_no_day(self):
        mini = read_igo(IGO, "MINI")
        assert said(mini, "UZ") == (
            "2002-12-31 to 2011-01-01; uncertain: 2002-01-01 to 2002-12-30, "
            "2011-01-02 to 2011-12-31"
        )
        assert mini.complete_until == date(2014, 12, 31)

    @pytest.mark.parametrize("code", ["0", "-1", "2"])
    def test_a_membership_of_one_year_is_one_under_the_rule_of_the_reader(self, code):
        codes = [code, "1", code, code]
        rows = [f"371,{year},{each}" for year, each in enumerate(codes, 2001)]
        pact = read_igo(table("ccode,year,pact", *rows), "pact")
        days = pact.days_of("Armenia")
        assert not days.surely
        assert days.some_of == (DaySet.parse("2002"),)
        found = {rule: rule.answer(days, 2002) for rule in YearRule}
        assert found.pop(YearRule.ANY_DAY) is cm.Answer.YES
        assert set(found.values()) == {cm.Answer.UNCERTAIN}
        assert YearRule.ANY_DAY.answer(days, 2001) is cm.Answer.NO
        assert pact.was_member("Armenia", "2002-06-30") is cm.Answer.UNCERTAIN

    @pytest.mark.parametrize(
        ("rule", "cell"), [("any_day", (1, 1, 1)), ("last_day", (None, 0, 1))]
    )
    def test_tables_have_a_membership_of_one_year(self, rule, cell):
        rows = ["371,2001,0", "371,2002,1", "371,2003,0"]
        pact = read_igo(table("ccode,year,pact", *rows), "pact")
        how = {"during": "2002", "rule": rule, "states": ["ARM"]}
        (row,) = state_years(pact, **how)
        assert (row["member"], row["member_min"], row["member_max"]) == cell

    def test_another_rule_places_the_turns_elsewhere(self):
        days = read_igo(IGO, "mini", rule="last_day").days_of("UZ")
        assert str(days) == (
            "2002-12-31 to 2011-12-31; uncertain: 2002-01-01 to 2002-12-30, "
            "2012-01-01 to 2012-12-30"
        )

    def test_by_the_year_a_file_can_agree_where_days_are_uncertain(self):
        found = CSTO.compare(read_igo(IGO, "mini", rule="last_day"), "2007/2014")
        # Only that the last day of 2012 may have been any: of 353 days half.
        assert {r.state.alpha_2: r.distance for r in found.by_state if r.days} == {
            "UZ": (353 + 12) / 2
        }

    def test_observers_are_no_members(self):
        mini = read_igo(IGO, "mini")
        assert not mini.days_of("AFG").possibly
        assert mini.status("AFG", "2014-12-31") is cm.Status.OBSERVER
        assert mini.status("AFG", "2012-12-31") is not cm.Status.OBSERVER

    def test_a_missing_year_is_uncertain_and_so_is_what_lies_before_the_file(self):
        assert said(read_igo(IGO, "pact"), "GE") == (
            "2001-12-31 to 2002-01-01; uncertain: until 2001-12-30, "
            "2002-01-02 to 2005-12-31, 2009-01-01 to 2009-12-31; at least one day of "
            "2005-01-01 to 2005-12-31"
        )

    def test_a_missing_last_year_does_not_end_a_membership(self):
        days = read_igo(IGO, "pact").days_of("AFG")
        assert date(2014, 12, 31) in days.uncertain

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2006-12-31", "associate"),
            ("2007-12-31", "observer"),
            ("2008-12-31", "no longer"),
        ],
    )
    def test_each_code_is_a_standing(self, day, status):
        assert read_igo(IGO, "pact", rule="last_day").status("GE", day) == status

    def test_a_state_that_changes_its_number_goes_on(self):
        # 260 until 1989 and 255 from 1990, both with a row in 1990
        west = [f"260,{year},{int(year < 1990)}" for year in range(1987, 1991)]
        one = [f"255,{year},1" for year in range(1990, 1993)]
        pact = read_igo(table("ccode,year,pact", *west, *one), "pact")
        assert str(pact.days_of("DE")) == (
            "since 1987-12-31; uncertain: until 1987-12-30"
        )

    def test_a_row_that_is_there_twice_says_nothing_more(self):
        rows = ["371,2001,0", "371,2002,1", "371,2002,1", "371,2003,1"]
        pact = read_igo(table("ccode,year,pact", *rows), "pact")
        assert pact.days_of("AM").surely.first_day == date(2002, 12, 31)

    @pytest.mark.parametrize("codes", [(0, 0), (-1, -1), (2, 3)])
    @pytest.mark.parametrize(
        ("columns", "advice"),
        [("pact,pacts", "did you mean pacts?"), ("pact,club", "see igo_organizations")],
    )
    def test_an_organization_without_a_member_is_doubtful(self, codes, columns, advice):
        rows = [f"{n},2001,{code},1" for n, code in zip((371, 372), codes, strict=True)]
        with pytest.warns(cm.DataWarning) as caught:
            pact = read_igo(table(f"ccode,year,{columns}", *rows), "PACT")
        (message,) = (str(each.message) for each in caught)
        assert message == (
            f"file has no full member of 'PACT' (code 1) in any year; {advice}"
        )
        assert not pact.members_on("2001-06-01")

    @pytest.mark.parametrize("code", ["1", "-9", ""])
    def test_a_member_or_a_code_that_is_missing_is_no_doubt(self, code):
        rows = ["371,2001,0", f"372,2001,{code}"]
        pact = read_igo(table("ccode,year,pact", *rows), "pact")
        assert pact.days_of("GE").possibly

    @pytest.mark.parametrize("name", ["ccode", "Year", "state"])
    def test_what_tells_the_state_and_the_year_is_no_organization(self, name):
        with pytest.raises(cm.UnknownAllianceError, match=r"igo\.csv has no column"):
            read_igo(IGO, name)


class TestLists:
    def test_an_alliance_is_found_by_its_members(self):
        (found,) = atop_alliances(ATOP, "Uzbekistan", "ARM")
        assert found.id == "9002"
        assert found.first_year == 1992
        assert str(found).startswith("9002, from 1992: Russia, Belarus, Armenia, ")

    def test_a_state_that_ended_before_is_not_named(self):
        (found,) = atop_alliances(ATOP, "US")
        assert "Soviet Union/Russia" in found.members
        assert not any("Reich" in each for each in found.members)

    def test_a_state_of_two_numbers_is_named_once(self):
        (found,) = atop_alliances(ATOP, "US")
        assert found.members.count("Germany") == 1

    def test_what_a_data_set_says_of_the_kind_is_told(self):
        assert [(each.id, each.about) for each in cow_alliances(COW)] == [
            ("9001", "Type X: Made Up"),
            ("9002", "Type I: Made Up"),
        ]

    def test_organizations_are_columns(self):
        assert igo_organizations(IGO) == ("mini", "pact")
        assert igo_organizations(IGO, "UZ", "RU") == ("mini",)

    def test_members_are_seen_however_numbers_are_saved(self):
        saved = table("ccode,year,pact,club", "371,2001,1.0,0.0")
        assert igo_organizations(saved, "Armenia") == ("pact",)

    def test_a_misspelt_state_is_no_empty_answer(self):
        with pytest.raises(cm.UnknownStateError, match="Uzbekistan"):
            cow_alliances(COW, "Uzbekstan")


class TestWhatIsSaidOfTheDataSet:
    @pytest.mark.parametrize(
        ("alliance", "id_", "convention"),
        [
            (read_atop(ATOP, 9002), "atop-9002", "signature"),
            (read_cow(COW, 9002), "cow-9002", "the last day in"),
            (read_igo(IGO, "mini"), "cow-igo-mini", "`any_day`"),
        ],
    )
    def test_it_is_a_source_and_states_its_convention(self, alliance, id_, convention):
        assert alliance.record.id == id_
        assert convention in alliance.record.default_definition_why
        (source,) = alliance.sources.values()
        assert source.kind == "dataset"
        assert source.publisher

    def test_the_source_was_seen_when_the_file_was_saved(self, tmp_path):
        copy = tmp_path / "atop.csv"
        copy.write_bytes(ATOP.read_bytes())
        (source,) = read_atop(copy, 9002).sources.values()
        assert abs(source.seen - date.today()) <= DAY  # noqa: DTZ011

    def test_every_act_tells_the_columns_that_code_it(self):
        acts = read_atop(ATOP, 9002).acts(state="UZ")
        assert [act.claims[0].wording for act in acts] == 2 * [
            "yrent, moent, dayent",
            "yrexit, moexit, dayexit",
        ]

    @pytest.mark.parametrize(
        "alliance",
        [read_atop(ATOP, 9001), read_cow(COW, 9001), read_igo(IGO, "mini")],
    )
    def test_all_questions_can_be_asked(self, alliance):
        state = alliance.record.parties[0]
        assert str(alliance.history(state, absent="ignore"))
        assert str(alliance.explain(state, "1999-01-01"))
        assert str(alliance.members_on("2005-01-01"))
        assert alliance.disagreements() == ()
        assert str(alliance.provenance())


ROW = "9001,1,998,1990,1,1,0,0,0,1,0"
TABLES = {"XR": {"alpha_3": "XRU", "name": "Ruritania", "cow": 998}}


class TestStatesThatThePackageDoesNotHave:
    def test_they_are_made_from_the_file_with_one_warning(self):
        other = ROW.replace("998", "997").replace("1990", "1991")
        with pytest.warns(cm.DataWarning, match=r"line 2\.member: .* 998;") as caught:
            pact = read_atop(table(ATOP_HEAD, ROW, other), 9001)
        assert len(caught) == 1
        assert "`states`" in str(caught[0].message)
        assert said(pact, "COW 998") == "since 1990-01-01"
        (state,) = (s for s in pact.record.states if s.cow == 997)
        assert state.key == "COW997"
        assert state.note.startswith("Made from file")

    def test_they_have_the_name_of_the_file(self):
        head = COW_HEAD.replace("ccode,", "ccode,state_name,")
        row = "9001,998,Ruritania,1,1,1990,,,,0,1"
        with pytest.warns(cm.DataWarning, match="the state Ruritania is made"):
            pact = read_cow(table(head, row), 9001)
        assert said(pact, "Ruritania") == "since 1990-01-01"

    def test_given_they_are_read(self):
        pact = read_atop(table(ATOP_HEAD, ROW), 9001, states=TABLES)
        assert said(pact, "Ruritania") == "since 1990-01-01"

    @pytest.mark.parametrize(
        ("number", "years", "state"),
        [
            (255, ("1939,5,22", "1943,1,1"), "German Reich"),
            (300, ("1914,8,1", "1918,1,1"), "Austria-Hungary"),
            (366, ("1939,6,7", "1940,1,1"), "Estonia"),
            (240, ("1815,6,8", "1820,1,1"), "Hanover"),  # the lists begin in 1816
        ],
    )
    def test_states_before_1946_are_known(self, number, years, state):
        row = f"9001,1,{number},{years[0]},{years[1]},0,3"
        pact = read_atop(table(ATOP_HEAD, row), 9001)
        assert [str(each) for each in pact.record.parties] == [state]

    def test_a_number_outside_its_days_is_told(self):
        row = "9001,1,371,1980,5,15,1985,1,1,0,3"
        with pytest.warns(
            cm.DataWarning, match="371 was not in use 1980-05-15"
        ) as told:
            pact = read_atop(table(ATOP_HEAD, row), 9001)
        assert "but since 1991-12-26" in str(told[0].message)
        assert not pact.days_of("Armenia").possibly
        assert said(pact, "Armenia (COW 371)") == "1980-05-15 to 1984-12-31"

    def test_a_number_partly_outside_its_days_is_told(self):
        row = "9001,1,371,1990,5,15,0,0,0,1,0"
        with pytest.warns(cm.DataWarning, match=r"1990-05-15 to 1991-12-20; counted"):
            pact = read_atop(table(ATOP_HEAD, row), 9001)
        assert said(pact, "AM") == "since 1990-05-15"

    def test_the_days_of_a_state_of_the_same_name_are_not_mixed_with_another(self):
        head = COW_HEAD.replace("ccode,", "ccode,state_name,")
        row = "9001,371,Armenia,1,1,1980,1,1,1985,0,0"
        with pytest.warns(cm.DataWarning, match=r"Armenia \(COW 371\)"):
            pact = read_cow(table(head, row), 9001)
        assert not pact.days_of("Armenia").possibly
        assert pact.days_of("Armenia (COW 371)").surely


FAULTS = [
    # the row, the column at fault, what is said
    ("9001,1,371,1990,2,30,0,0,0,1,0", "dayent", "'1990-02-30': expected a date"),
    ("9001,1,371,1990,13,1,0,0,0,1,0", "moent", "'1990-13': expected a date"),
    ("9001,1,371,1990,13,,0,0,0,1,0", "moent", "'1990-13': expected a date"),
    ("9001,1,371,99999,1,1,0,0,0,1,0", "yrent", "'99999': expected a date"),
    ("9001,1,371,1,1,1,0,0,0,1,0", "yrent", "'0001': expected a date"),
    ("9001,1,371,9999,12,31,0,0,0,1,0", "yrent", "is after 2018-12-31"),
    ("9001,1,371,-5,1,1,0,0,0,1,0", "yrent", "'-005': expected a date"),
    ("9001,1,371,May,1,1,0,0,0,1,0", "yrent", "'May': expected a whole number"),
    ("9001,1,371,١٩٩٠,1,1,0,0,0,1,0", "yrent", "'١٩٩٠': expected a whole number"),
    ("9001,1,371,1990,1.5,1,0,0,0,1,0", "moent", "'1.5': expected a whole number"),
    ("9001,1,371,,,,0,0,0,1,0", "yrent", "missing: expected a year of entry"),
    ("9001,1,,1990,1,1,0,0,0,1,0", "member", "missing: expected a state's number"),
    ("9001,1,Armenia,1990,1,1,0,0,0,1,0", "member", "expected a whole number"),
    (
        "9001,1,371,1990,1,1,1989,12,31,0,3",
        "yrexit",
        "'1989-12-31': is before the entry",
    ),
    ("9001,1,371,1990,1,1,1999,4,31,0,3", "dayexit", "'1999-04-31': expected a date"),
    ("9001,1,371,1990,1,1,1999,4,1,0,99", "termmode", "'99': expected 0, 1, 2,"),
    ("9001,1,371,1990,1,1,1999,4,1,7,3", "ineffect", "'7': expected 0 or 1"),
    ("9001,1,371,1990,1,1,1999,4,1,1,3", "ineffect", "1: says that it lasts, and"),
]


def told(read, file, alliance=9001):
    """The one fault that is told of a file."""
    with pytest.raises(cm.DataError) as caught:
        read(file, alliance)
    (problem,) = caught.value.problems
    return str(problem)


class TestFaults:
    @pytest.mark.parametrize(("row", "column", "expected"), FAULTS)
    def test_each_is_told_with_line_column_value_and_what_was_expected(
        self, row, column, expected
    ):
        with pytest.raises(cm.DataError) as caught:
            read_atop(table(ATOP_HEAD, "9002,1,372,1990,1,1,0,0,0,1,0", row), 9001)
        (problem,) = caught.value.problems
        assert problem.file == "file"
        assert problem.place == f"line 3.{column}"
        assert expected in str(problem)

    def test_all_are_told_at_once(self):
        rows = [row for row, *_ in FAULTS]
        with pytest.raises(cm.DataError) as caught:
            read_atop(table(ATOP_HEAD, *rows), 9001)
        places = {problem.place for problem in caught.value.problems}
        assert places == {f"line {n}.{c}" for n, (_, c, _) in enumerate(FAULTS, 2)}

    def test_rows_of_other_alliances_are_not_judged(self):
        rows = ["9001,1,371,1992,1,1,0,0,0,1,0", "9002,1,x,y,z,,,,,,"]
        assert (
            said(read_atop(table(ATOP_HEAD, *rows), 9001), "AM") == "since 1992-01-01"
        )

    def test_a_row_of_another_length_is_cut_off(self):
        with pytest.raises(cm.DataError, match=r"line 2: 3: expected 11 values"):
            read_atop(table(ATOP_HEAD, "9001,1,371"), 9001)

    def test_every_missing_column_is_named(self):
        head = ATOP_HEAD.replace(",yrent", "").replace(",dayexit", "")
        with pytest.raises(cm.DataError) as caught:
            read_atop(table(head, "9001"), 9001)
        assert [p.place for p in caught.value.problems] == [
            "line 1.yrent",
            "line 1.dayexit",
        ]
        assert "atop5_1m.csv" in str(caught.value)

    @pytest.mark.parametrize("read", [read_atop, read_cow, read_igo])
    @pytest.mark.parametrize("other", [ATOP, COW, IGO])
    def test_the_file_of_another_data_set_is_refused(self, read, other):
        own = {read_atop: ATOP, read_cow: COW, read_igo: IGO}[read]
        if other is not own:
            with pytest.raises(
                cm.DataError, match=r"line 1.*: is .*\.csv; read it with read_"
            ):
                read(other, "9001")

    @pytest.mark.parametrize("text", ["", "\n", "\n\n", f"{ATOP_HEAD}\n"])
    def test_an_empty_file_is_refused(self, text, tmp_path):
        file = tmp_path / "mine.csv"
        file.write_text(text)
        assert told(read_atop, file) == (
            "mine.csv: holds no row; expected atop5_1m.csv"
        )

    @pytest.mark.parametrize("name", ["nowhere.csv", ".", "a\0b", "pipe", "endless"])
    def test_a_file_that_cannot_be_opened_is_told(self, name, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "endless").symlink_to("/dev/zero")
        with pytest.raises(cm.DataError, match="cannot be read"):
            read_cow(str(tmp_path / name), 9001)

    @pytest.mark.parametrize(
        ("begins", "it_is"),
        [
            (b"PK\x03\x04\x14\x00\xff\xfe\n\x00", "a zip archive or a spreadsheet"),
            (b"<!DOCTYPE html>\n<html>", "a web page"),
            ("atopid,member\n9001,371\n".encode("utf-16"), "no text"),
        ],
    )
    def test_another_kind_of_file_is_told_with_what_to_do(
        self, begins, it_is, tmp_path
    ):
        file = tmp_path / "atop"
        file.write_bytes(begins)
        found = told(read_atop, file)
        assert found.startswith(f"atop: 'atop': is {it_is}; ")
        assert "atop5_1m.csv" in found

    def test_a_table_without_any_of_the_columns_is_told_once(self, tmp_path):
        file = tmp_path / "mine.csv"
        file.write_text("country,from,to\nArmenia,1992,\n")
        found = told(read_cow, file)
        assert found.startswith("mine.csv: line 1: 'country,from,to': ")
        assert "has none of the columns of alliance_v4.1_by_member.csv: " in found
        assert "version4id, ccode" in found

    def test_a_column_that_is_there_twice_is_no_guess(self):
        head, row = f"{ATOP_HEAD},yrexit", "9001,1,371,1990,1,1,0,0,0,1,0,1995"
        found = told(read_atop, table(head, row))
        assert found == "file: line 1.yrexit: 2: expected one column of this name"

    @pytest.mark.parametrize(
        ("head", "row", "place"),
        [
            (ATOP_HEAD, "9001,1,371,May,1,1,0,0,0,1,0", "line 4.yrent"),
            (ATOP_HEAD.replace("dayent", "day"), "", "line 3.dayent"),
            ("a,b", "", "line 3"),
        ],
    )
    def test_empty_lines_are_counted(self, head, row, place):
        assert told(read_atop, table("", "", head, row)).startswith(f"file: {place}: ")

    def test_another_column_may_be_there_twice(self):
        head, row = f"{ATOP_HEAD},note,note", "9001,1,371,1992,1,1,0,0,0,1,0,,"
        assert said(read_atop(table(head, row), 9001), "AM") == "since 1992-01-01"

    @pytest.mark.parametrize("kind", ["bytes", "closed", "encoding"])
    def test_an_open_file_that_cannot_be_read_is_told(self, kind, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_bytes(ATOP.read_bytes().replace(b"phase", b"ph\xe9se"))
        with (
            path.open("rb") if kind == "bytes" else path.open(encoding="utf-8") as file
        ):
            if kind == "closed":
                file.close()
            found = told(read_atop, file)
        assert "mine.csv: 'mine.csv': cannot be read as atop5_1m.csv: " in found
        assert found.endswith("; pass its path")

    def test_the_text_of_a_table_is_no_path(self):
        with pytest.raises(cm.WrongTypeError, match=r"io\.StringIO"):
            read_atop(ATOP.read_text(), 9002)

    @pytest.mark.parametrize(
        ("row", "column", "value"),
        [
            ("9001,1,371,1990,1,1,9999,12,31,1,0", "yrexit", "[9999-12-31..]"),
            ("9001,1,371,1990,1,1,2019,1,1,0,3", "yrexit", "2019-01-01"),
            ("9001,1,371,2019,0,0,0,0,0,1,0", "yrent", "2019"),
        ],
    )
    def test_a_day_after_what_is_covered_is_told(self, row, column, value):
        found = told(read_atop, table(ATOP_HEAD, row))
        assert found == (
            f"file: line 2.{column}: '{value}': is after 2018-12-31, the last day "
            "covered; for a later version pass `complete_until`"
        )

    def test_a_version_may_cover_the_last_day_of_the_calendar(self):
        row = "9001,1,371,1992,1,1,0,0,0,1,0"
        pact = read_atop(table(ATOP_HEAD, row), 9001, complete_until="9999-12-31")
        assert said(pact, "AM") == "since 1992-01-01"

    def test_a_later_version_is_read_to_its_own_last_day(self):
        row = "9001,1,371,1992,1,1,2019,1,1,0,3"
        pact = read_atop(table(ATOP_HEAD, row), 9001, complete_until="2020-12-31")
        assert said(pact, "AM") == "1992-01-01 to 2018-12-31"

    def test_a_cell_without_end_is_told(self):
        rows = ["9001,1,371,1990,1,1,0,0,0,1,0", '9001,"' + "x" * 200_000]
        with pytest.raises(cm.DataError, match=r"cannot be read as atop5_1m\.csv"):
            read_atop(table(ATOP_HEAD, *rows), 9001)

    @pytest.mark.parametrize("what", [None, 5, ["a"], b"cow.csv"])
    def test_what_is_no_file_is_told(self, what):
        with pytest.raises(cm.WrongTypeError, match="not the path of a file"):
            read_cow(what, 9001)

    @pytest.mark.parametrize(
        ("read", "file", "asked", "meant"),
        [(read_atop, ATOP, 9003, "9002"), (read_cow, COW, "902", "9002"),
         (read_igo, IGO, "MINNI", "mini")],
    )  # fmt: skip
    def test_an_alliance_that_is_not_there_is_told_with_those_that_are(
        self, read, file, asked, meant
    ):
        with pytest.raises(cm.UnknownAllianceError) as caught:
            read(file, asked)
        assert meant in caught.value.suggestions

    @pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
    @pytest.mark.parametrize(
        ("read", "file"),
        [
            (lambda file: read_atop(file, 1), ATOP),
            (lambda file: read_cow(file, 1), COW),
            (lambda file: read_igo(file, "mini"), IGO),
            (lambda file: read_igo(file, "no such"), IGO),
            (atop_alliances, ATOP),
            (cow_alliances, COW),
            (igo_organizations, IGO),
        ],
    )
    def test_a_file_with_its_header_only_is_refused(self, read, file, end):
        header = file.read_text("utf-8").partition("\n")[0]
        with pytest.raises(cm.DataError, match="holds no row; expected"):
            read(io.StringIO(header + end))

    def test_where_none_is_near_it_is_told_how_to_list_them(self):
        with pytest.raises(
            cm.UnknownAllianceError, match=r"atop\.csv .* atop_alliances"
        ):
            read_atop(ATOP, 123)

    @pytest.mark.parametrize("states", ["XR", ["XR"], {"XR": 998}, {"XR": None}])
    @pytest.mark.filterwarnings("ignore::csto_membership.DataWarning")
    def test_tables_of_states_that_are_none_are_told(self, states):
        with pytest.raises(
            (cm.WrongTypeError, cm.DataError), match=r"Mapping|state\.XR"
        ):
            read_atop(table(ATOP_HEAD, ROW), 9001, states=states)

    @pytest.mark.parametrize("name", [None, 1125, b"CSTO"])
    def test_an_organization_is_named_by_its_column(self, name):
        with pytest.raises(cm.WrongTypeError, match="not a str"):
            read_igo(IGO, name)

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["371,2001,4"], "line 2.pact: '4': expected 0, 1, 2, 3, -1 or -9"),
            (["371,2001,yes"], "line 2.pact: 'yes': expected a whole number"),
            (["371,2001,1", "371,2001,0"], "line 3.pact: 0: the state 371 has"),
            (["371,0,1"], "line 2.year: 0: expected a year of the calendar"),
            (["371,,1"], "line 2.year: '': expected a state's number and a year"),
        ],
    )
    def test_each_fault_of_a_state_year_is_told(self, rows, expected):
        found = told(read_igo, table("ccode,year,pact", *rows), "pact")
        assert expected in found

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: read_atop(ATOP, 9002, exit_day="inside"),
            lambda: read_igo(IGO, "mini", rule="some_day"),
            lambda: read_cow(COW, 9002, complete_until="2012"),
        ],
    )
    def test_a_choice_that_there_is_not_is_refused(self, ask):
        with pytest.raises(ValueError, match=r"inside|some_day|2012"):
            ask()


class TestHowFilesAreSaved:
    def test_columns_may_stand_in_any_order_and_in_capitals(self):
        with ATOP.open(encoding="utf-8", newline="") as file:
            rows = [dict(reversed(row.items())) for row in csv.DictReader(file)]
        text = io.StringIO()
        writer = csv.DictWriter(text, [name.upper() for name in rows[0]])
        writer.writeheader()
        writer.writerows({k.upper(): v for k, v in row.items()} for row in rows)
        text.seek(0)
        again = read_atop(text, 9002)
        assert again.days_by_state == read_atop(ATOP, 9002).days_by_state

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_other_separators_are_seen(self, separator, tmp_path):
        file = tmp_path / "atop.csv"
        text = ATOP.read_text().replace(",", separator).replace("15.0", "15,0")
        file.write_text(text, newline="\r\n")
        again = read_atop(file, 9002)
        assert again.days_by_state == read_atop(ATOP, 9002).days_by_state

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_lines_may_end_in_any_way_and_cells_be_quoted(
        self, newline, encoding, tmp_path
    ):
        with ATOP.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        text = "".join(",".join(f'"{cell}"' for cell in row) + newline for row in rows)
        path = tmp_path / "atop.csv"
        path.write_bytes(text.encode(encoding))
        expected = read_atop(ATOP, 9002).days_by_state
        assert read_atop(path, 9002).days_by_state == expected
        with path.open(encoding="utf-8") as opened:
            assert read_atop(opened, 9002).days_by_state == expected

    def test_whole_numbers_may_have_a_point(self):
        row = "9001.0,1,371.0,1992.0,1.0,1.0,0.0,0.0,.,1.0,NA"
        assert said(read_atop(table(ATOP_HEAD, row), 9001), "AM") == "since 1992-01-01"

    def test_names_may_be_in_any_encoding_and_a_mark_may_come_first(self, tmp_path):
        file = tmp_path / "cow.csv"
        text = COW.read_text(encoding="utf-8").replace("Russia", "Côte d'Ivoire")
        file.write_bytes(b"\xef\xbb\xbf" + text.encode("latin-1"))
        again = read_cow(file, 9002)
        assert again.days_by_state == read_cow(COW, 9002).days_by_state

    def test_a_large_file_is_read(self):
        others = "\r\n".join(f"{n},1,2,1949,4,4,0,0,0,1,0" for n in range(39_000))
        text = f"{ATOP_HEAD}\r\n{others}\r\n300001,1,371,1992,1,1,0,0,0,1,0\r\n"
        pact = read_atop(io.StringIO(text), 300_001)
        assert said(pact, "AM") == "since 1992-01-01"

    def test_too_many_rows_are_refused_and_doubled_ones_say_nothing_more(self):
        row = "1,1,371,1992,1,1,0,0,0,1,0"
        doubled = "\n".join([ATOP_HEAD, *[row] * 30_000])
        with pytest.warns(cm.DataWarning, match="line 2, counted once"):
            pact = read_atop(io.StringIO(doubled), 1)
        assert said(pact, "AM") == "since 1992-01-01"
        with pytest.raises(cm.DataError, match="one row too many: at most 40,000"):
            read_atop(io.StringIO("\n".join([ATOP_HEAD, *[row] * 40_001])), 1)


# -- laws ---------------------------------------------------------------------


def replayed(days):
    found = FuzzyDaySet()
    for comes_in, since in transitions(days):
        found = found | since.onwards if comes_in else found - since.onwards
    return found


@given(fuzzy_day_sets(endless=False) | fuzzy_day_sets())
def test_the_turns_of_some_days_give_those_days_back(days):
    if days.surely and days.surely.first_day is None:
        return  # no data set has such a state
    assert replayed(days) == days


def test_turns_are_as_exact_as_the_days():
    days = FuzzyDaySet(
        DaySet.parse("{2001,2003,2010}"), DaySet.parse("{2000..2004,2008,2010..}")
    )
    assert [(turn.comes_in, turn.since.edtf) for turn in transitions(days)] == [
        (True, "[2000-01-01..2001-01-01]"),
        (False, "[2002-01-01..]"),
        (True, "2003-01-01"),
        (False, "[2004-01-01..2005-01-01]"),
        (True, "[2008-01-01..]"),
        (False, "2009-01-01"),
        (True, "2010-01-01"),
        (False, "[2011-01-01..]"),
    ]


@pytest.mark.parametrize("rule", YearRule)
@pytest.mark.parametrize(
    "year", [2004, 2005, 2006]
)  # a leap year, the one after it, and another
@pytest.mark.parametrize("comes_in", [True, False])
def test_a_turn_is_on_exactly_the_days_from_which_the_codes_follow(
    rule, year, comes_in
):
    years = range(year - 2, year + 3)
    codes = [(each >= year) == comes_in for each in years]

    def follows(turn):
        from_then_on = DaySet.span(turn, None)
        days = FuzzyDaySet(from_then_on if comes_in else ~from_then_on)
        return [rule.answer(days, each).surely for each in years] == codes

    tried = (date(year - 1, 1, 1) + n * DAY for n in range(2 * 366))
    found = [day for day in tried if follows(day)]
    rows = [f"371,{y},{int(code)}" for y, code in zip(years, codes, strict=True)]
    days = read_igo(table("ccode,year,pact", *rows), "pact", rule=rule).days_of("AM")
    # Uncertain on each of them but the last, from which on it is sure that it came.
    uncertain = days.uncertain.clip((date(year - 1, 1, 1), None))
    assert list(uncertain) == found[:-1]


STATES = {"AM": 371, "AZ": 373, "GE": 372, "UZ": 704, "KZ": 705}
YEARS = (date(1993, 1, 1), date(2008, 12, 31))
SETS = day_sets(*YEARS, max_spans=3, endless=False)
HISTORIES = st.dictionaries(
    st.sampled_from(list(STATES)), SETS.filter(bool), min_size=1
)


def parts(day, order):
    return [getattr(day, part) if day else "" for part in order]


@given(HISTORIES, st.sampled_from(["in", "out"]), st.booleans())
def test_days_that_are_written_in_the_format_of_atop_come_back(days, exit_day, lasts):
    late = 0 if exit_day == "in" else 1
    order = ("year", "month", "day")
    rows = [
        ["9001", "1", STATES[state], *parts(span.start, order),
         *parts(span.last_day + late * DAY, order), 0, 3]
        for state, set_ in days.items() for span in set_.spans()
    ]  # fmt: skip
    if lasts:
        rows[-1][6:10] = ["0", "0", "0", "1"]
        last = next(iter(reversed(days)))
        days[last] |= DaySet.span(rows_start(rows[-1]), None)
    text = table(ATOP_HEAD, *(",".join(map(str, row)) for row in reversed(rows)))
    pact = read_atop(text, 9001, exit_day=exit_day)
    assert pact.days_by_state == {
        CSTO.record.states.find(state): FuzzyDaySet(set_)
        for state, set_ in days.items()
    }


def rows_start(row):
    return date(*map(int, row[3:6]))


@given(HISTORIES)
def test_days_that_are_written_in_the_format_of_cow_come_back(days):
    order = ("day", "month", "year")
    rows = [
        ["9001", STATES[state], *parts(span.start, order), *parts(span.last_day, order), 0, 0]
        for state, set_ in days.items() for span in set_.spans()
    ]  # fmt: skip
    text = table(COW_HEAD, *(",".join(map(str, row)) for row in rows))
    for state, set_ in days.items():
        text.seek(0)
        assert read_cow(text, 9001).days_of(state, absent="ignore") == FuzzyDaySet(set_)


COARSE = st.sampled_from([4, 7, 10])


@given(SETS.filter(bool).map(lambda s: next(s.spans())), COARSE, COARSE)
def test_the_true_days_lie_between_the_sure_and_the_possible_ones(span, entry, end):
    def cut(day, length):
        given_parts = str(day)[:length].split("-")
        return [*given_parts, *[""] * (3 - len(given_parts))]

    row = [
        "9001",
        "1",
        "371",
        *cut(span.start, entry),
        *cut(span.last_day, end),
        "0",
        "3",
    ]
    days = read_atop(table(ATOP_HEAD, ",".join(row)), 9001, exit_day="in").days_of("AM")
    true = DaySet.from_spans([span])
    assert days.surely <= true <= days.possibly
    if (entry, end) == (10, 10):
        assert days.surely == days.possibly


@given(
    SETS.filter(bool).map(lambda s: DaySet.from_spans([next(s.spans())])),
    st.sampled_from(list(YearRule)),
    st.sets(st.sampled_from(range(1993, 2009)), max_size=3),
)
def test_the_days_behind_the_codes_of_years_are_never_excluded(true, rule, skipped):
    rows = [
        f"371,{year},{int(bool(rule.answer(FuzzyDaySet(true), year)))}"
        for year in range(1992, 2011)
        if year not in skipped
    ]
    if not any(row.endswith(",1") for row in rows):
        return
    days = read_igo(table("ccode,year,pact", *rows), "pact", rule=rule).days_of("AM")
    assert days.surely <= true <= days.possibly
    for row in rows:
        _, year, code = map(int, row.split(","))
        answer = rule.answer(days, year)
        assert answer.possibly if code else not answer.surely
        if rule is YearRule.ANY_DAY and code:
            assert answer is cm.Answer.YES


def test_the_kinds_of_exit_days_are_told_in_words():
    assert all(each.meaning for each in ExitDay)
    assert ExitDay.EITHER.first_day_out(FuzzyDate("1999"), "withdrawal").latest == date(
        2000, 1, 1
    )
