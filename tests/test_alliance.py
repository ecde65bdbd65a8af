"""The questions, as programmers ask them."""

import warnings
from datetime import date, datetime

import pytest

import csto_membership as cm
from csto_membership import Answer, DaySet, Kind, Status

CSTO = cm.load("csto")
SIX = ("AM", "BY", "KZ", "KG", "RU", "TJ")


class TestLoad:
    def test_treaty_and_organisation_are_one_record(self):
        assert cm.load("cst") == cm.load("CSTO") == CSTO

    def test_available_names_can_be_loaded(self):
        ids = [cm.load(name).record.id for name in cm.available()]
        assert ids == list(cm.available())

    def test_an_unknown_alliance_is_refused_with_a_suggestion(self):
        with pytest.raises(cm.UnknownAllianceError, match="did you mean csto"):
            cm.load("ctso")
        with pytest.raises(
            LookupError, match=f"shipped are {', '.join(cm.available())}"
        ):
            cm.load("nothing like it")

    def test_module_functions_ask_the_csto(self):
        assert cm.members_on("2007-01-01") == CSTO.members_on("2007-01-01")
        party = cm.members_on("2007-01-01", definition="party")
        assert party == CSTO.under("party").members_on("2007-01-01")
        assert cm.was_member("UZ", "2007-01-01", definition="party") is Answer.NO
        assert cm.was_member("UZ", "2007-01-01", "cst") is Answer.YES


class TestInput:
    @pytest.mark.parametrize(
        "state", ["UZ", "uzb", "Uzbekistan", "oezbekistan", "Узбекистан", "UZBEKISTAN"]
    )
    @pytest.mark.parametrize(
        "day", [date(1999, 4, 20), "1999-04-20", "20 April 1999", "20 апреля 1999"]
    )
    def test_states_and_days_go_in_as_people_write_them(self, state, day):
        assert CSTO.was_member(state, day) is Answer.YES

    def test_a_misspelt_state_is_an_error_and_never_a_no(self):
        with pytest.raises(cm.UnknownStateError, match=r"Uzbekistan \(UZB\)") as caught:
            CSTO.was_member("Uzbekstan", "1999-04-20")
        assert caught.value.suggestions == ("Uzbekistan (UZB)",)

    def test_a_state_of_another_type_is_refused(self):
        with pytest.raises(TypeError, match="704"):
            CSTO.was_member(704, "1999-04-20")

    @pytest.mark.parametrize("error", [TypeError, ValueError, cm.MembershipError])
    def test_a_datetime_is_refused_with_advice(self, error):
        with pytest.raises(error, match=r"\.date\(\)"):
            CSTO.members_on(datetime(1999, 4, 20, 12))  # noqa: DTZ001

    def test_a_year_is_refused_with_the_line_to_type(self):
        with pytest.raises(cm.InvalidDayError, match=r"members_during\('1999'\)"):
            CSTO.members_on("1999")
        with pytest.raises(cm.InvalidDayError, match=r"history\('UZB'\)"):
            CSTO.was_member("UZ", "1999")

    @pytest.mark.parametrize("text", ["03/04/1999", "Sat 15 May 1992", "today", ""])
    def test_what_is_ambiguous_or_no_day_is_refused(self, text):
        with pytest.raises(ValueError, match=r"ambiguous|Friday|not a day|no day"):
            CSTO.members_on(text)


class TestBeyondTheRecord:
    def test_a_later_day_is_answered_with_a_warning(self):
        with pytest.warns(cm.BeyondRecordWarning, match="csto record covers") as caught:
            members = CSTO.members_on("2026-02-16")
        assert members.alpha_2 == SIX
        assert caught[0].filename == __file__

    def test_the_last_day_is_answered_without(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert CSTO.members() == CSTO.members_on(CSTO.complete_until)

    def test_it_can_be_an_error_or_ignored(self):
        with pytest.raises(cm.BeyondRecordError, match="2026-02-16"):
            CSTO.members_on("2026-02-16", beyond="raise")
        assert len(CSTO.members_on("9999-12-31", beyond="ignore")) == 6

    def test_every_question_about_a_day_or_period_warns(self):
        for ask in (
            lambda: CSTO.was_member("RU", "2030-01-01"),
            lambda: CSTO.members_during("2030"),
            lambda: CSTO.members_during("2020/.."),
            lambda: CSTO.status("RU", "2030-01-01"),
            lambda: CSTO.statuses_on("2030-01-01"),
            lambda: CSTO.former_on("2030-01-01"),
        ):
            with pytest.warns(cm.BeyondRecordWarning) as caught:
                ask()
            assert len(caught) == 1

    def test_the_horizon_of_a_view_is_its_earliest_end(self):
        assert CSTO.as_known_on("1999-03-01").horizon == date(1999, 3, 1)
        assert CSTO.according_to("seed-001").horizon == date(2022, 1, 31)
        both = CSTO.according_to("seed-001").as_known_on("1999-03-01")
        assert both.horizon == date(1999, 3, 1)
        assert CSTO.as_known_on("2030-01-01").horizon == CSTO.complete_until


class TestNarrowing:
    def test_a_definition_is_asked_for_by_name_or_made(self):
        blind = CSTO.definition.without("suspension")
        assert "UZ" in CSTO.under(blind).members_on("2020-01-01")
        signed = cm.Definition(
            "signed", opens=["signature"], closes=[], roles="charter"
        )
        assert CSTO.under(signed).members_on("2002-10-07").alpha_2 == SIX
        assert "signed" in str(CSTO.under(signed).members_on("2002-10-07"))

    def test_unknown_definitions_kinds_and_sources_are_refused_with_suggestions(self):
        with pytest.raises(cm.UnknownDefinitionError, match="did you mean party"):
            CSTO.under("partie")
        with pytest.raises(cm.UnknownNameError, match="did you mean signature"):
            cm.Definition("mine", opens=["signatur"], closes=[])
        with pytest.raises(cm.UnknownSourceError, match="did you mean gibler"):
            CSTO.according_to("giblr")
        with pytest.raises(ValueError, match="maybe"):
            CSTO.according_to("gibler", silence="maybe")

    def test_a_source_can_be_named_by_itself(self):
        source = CSTO.sources["gibler"]
        assert CSTO.preferring(source) == CSTO.preferring("gibler")

    def test_a_retroactive_act_is_unknown_before_it_was_done(self):
        """The extension entered into force in 2000 with effect from April 1999."""
        party = CSTO.under("party")
        assert not party.as_known_on("2000-01-01").members_on(
            "1999-05-01", beyond="ignore"
        )
        assert party.members_on("1999-05-01").alpha_2 == SIX


class TestWhen:
    def test_days_are_the_algebra_of_days(self):
        assert CSTO.days_of("AZ").surely == DaySet.span("1993-09-24", "1999-04-21")
        both = CSTO.together("AZE", "GEO")
        assert both == CSTO.days_of("AZE") & CSTO.days_of("GEO")
        assert str(both) == "1993-12-09 to 1999-04-20"
        assert CSTO.together().surely == ~DaySet()

    def test_a_history_tells_each_spell_and_the_acts_at_its_ends(self):
        first, second = CSTO.history("Uzbekistan").spells
        assert (first.first_day, first.last_day) == (
            date(1992, 5, 15),
            date(1999, 4, 20),
        )
        assert first.length == "6 years, 11 months, 6 days"
        assert [act.event.id for act in first.opened_by] == ["cst-signed"]
        assert [act.event.id for act in first.closed_by] == ["first-term-expires"]
        assert [act.event.id for act in second.opened_by] == ["uz-readmitted"]
        assert [act.event.id for act in second.closed_by] == ["uz-suspended"]
        assert not first.uncertain

    def test_a_history_of_none_says_never(self):
        history = CSTO.history("Ukraine")
        assert history.spells == ()
        assert "never a member" in str(history)

    def test_an_open_spell_has_no_last_day_and_no_length(self):
        (spell,) = CSTO.history("Russia").spells
        assert spell.last_day is None
        assert spell.length == ""
        assert spell.closed_by == ()

    def test_an_uncertain_spell_says_so(self):
        spell = CSTO.under("party").history("UZ").spells[-1]
        assert spell.uncertain == DaySet.span("2008-03-28", None)

    def test_members_during_a_period(self):
        year = CSTO.members_during("1999")
        assert year.throughout.alpha_2 == SIX
        assert year.sometime.alpha_2 == (
            "AM", "AZ", "BY", "GE", "KZ", "KG", "RU", "TJ", "UZ",
        )  # fmt: skip
        assert year.sometime - year.throughout == {
            state for state in CSTO.record.states if state.alpha_2 in {"AZ", "GE", "UZ"}
        }

    def test_the_boundary_of_a_period_counts_both_days_as_text(self):
        assert "UZ" in CSTO.members_during("1999-04-01/1999-04-20").throughout
        assert "UZ" not in CSTO.members_during("1999-04-01/1999-04-21").throughout
        half_open = (date(1999, 4, 1), date(1999, 4, 21))
        assert "UZ" in CSTO.members_during(half_open).throughout
        assert CSTO.members_during(date(1999, 4, 20)).throughout == CSTO.members_on(
            "1999-04-20"
        )

    def test_what_is_uncertain_during_a_period_stays_uncertain(self):
        year = CSTO.under("party").members_during("1996")
        assert year.throughout.uncertain.alpha_2 == ("AZ",)
        assert year.sometime.uncertain.alpha_2 == ("AZ",)

    def test_changes_are_the_days_on_which_the_answer_became_another(self):
        days = [change.day.isoformat() for change in CSTO.changes()]
        assert days == [
            "1992-05-15",
            "1993-09-24",
            "1993-12-09",
            "1993-12-31",
            "1999-04-21",
            "2006-08-16",
            "2012-12-19",
        ]

    def test_a_change_names_who_and_by_which_acts(self):
        (change,) = CSTO.changes("1999")
        assert change.left.alpha_2 == ("AZ", "GE", "UZ")
        assert not change.joined
        assert [act.event.id for act in change.acts] == ["first-term-expires"]

    def test_a_change_to_uncertain_is_a_change(self):
        (change,) = CSTO.under("party").changes("2008")
        assert change.unsure.alpha_2 == ("UZ",)
        assert not change.left

    def test_a_period_without_changes_has_none(self):
        assert CSTO.changes("2001") == ()

    def test_the_timeline_agrees_with_the_questions(self):
        segments = list(CSTO.timeline().segments())
        assert len(segments) > 5
        for segment in segments:
            for day in (segment.span.first_day, segment.span.last_day):
                if day is not None:
                    assert CSTO.members_on(day, beyond="ignore") == segment.value


class TestActs:
    def test_acts_are_found_by_state_kind_and_time(self):
        acts = CSTO.acts(state="AM", kind="halt")
        assert [act.event.id for act in acts] == ["am-halts"]
        in_1999 = {act.event.id for act in CSTO.acts(during="1999")}
        assert "extension-signed" in in_1999
        assert "extension-in-force" not in in_1999
        signatures = CSTO.acts(kind=Kind.SIGNATURE)
        assert {act.kind for act in signatures} == {Kind.SIGNATURE}

    def test_an_act_keeps_when_it_was_done_and_from_when_it_counts(self):
        (act,) = CSTO.acts(kind="entry_into_force", during="2000")
        assert (str(act.on), str(act.since)) == ("2000-03-22", "1999-04-21")

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(cm.UnknownNameError, match="signature"):
            CSTO.acts(kind="signatre")

    @pytest.mark.parametrize(
        "event", ["ksor-in-force", "charter-amendment-in-force", "uz-senate-approves"]
    )
    def test_some_acts_make_nobody_a_member(self, event):
        for definition in CSTO.definitions():
            (act,) = (a for a in CSTO.view.acts if a.event.id == event)
            assert definition.order_on_day(act) is None


class TestStanding:
    @pytest.mark.parametrize(
        ("state", "day", "status"),
        [
            ("RU", "2010-01-01", Status.MEMBER),
            ("UZ", "2013-01-01", Status.SUSPENDED),
            ("UZ", "2012-12-18", Status.MEMBER),
            ("AM", "2024-02-21", Status.MEMBER),
            ("AM", "2024-02-22", Status.HALTED),
            ("GE", "2000-01-01", Status.FORMER),
            ("GE", "1993-01-01", Status.NOT_YET),
            ("UA", "2000-01-01", Status.NEVER),
            ("RU", "1992-05-14", Status.NO_BODY),
        ],
    )
    def test_a_status_says_more_than_yes_and_no(self, state, day, status):
        assert CSTO.status(state, day) is status

    def test_a_status_depends_on_the_definition(self):
        assert CSTO.under("party").status("AZ", "1996-01-01") is Status.UNCERTAIN
        assert CSTO.under("party").status("RU", "1993-01-01") is Status.NOT_YET
        assert CSTO.under("organization").status("RU", "2003-01-01") is Status.NO_BODY

    def test_former_members_are_those_that_are_no_longer(self):
        assert CSTO.former_on("2000-01-01").alpha_2 == ("AZ", "GE", "UZ")
        assert CSTO.former_on("2007-01-01").alpha_2 == ("AZ", "GE")
        assert not CSTO.former_on("1999-04-20")

    def test_the_statuses_cover_every_state_that_the_record_names(self):
        statuses = CSTO.statuses_on("2013-01-01")
        assert {state.alpha_2 for state in statuses} == {
            *SIX, "AZ", "GE", "MD", "TM", "UA", "UZ",
        }  # fmt: skip

    def test_it_is_never_called_csto_before_its_charter_was_signed(self):
        assert CSTO.name_on("2002-10-06") == "Collective Security Treaty (CST)"
        assert "CSTO" in CSTO.name_on("2002-10-07")
        assert CSTO.name_on("1992-05-14") is None
        assert "CSTO" not in str(CSTO.members_on("1998-01-01"))
        assert "CSTO" not in str(CSTO.members_on("1990-01-01"))


def test_every_day_of_the_calendar_has_an_answer():
    assert not CSTO.members_on(date.min)
    assert len(CSTO.members_on(date.max, beyond="ignore")) == 6


def test_who_may_have_been_a_member_and_surely_is_none_now_is_no_longer_one():
    """Whether Azerbaijan was ever bound is open; since the term ended it surely is not."""
    assert CSTO.under("party").status("AZ", "2000-01-01") is cm.Status.FORMER
