"""Questions about several alliances at once."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm

PACT = """
[alliance]
id = "pact"
complete_until = 2020-12-31
[state.XA]
alpha_3 = "XAA"
name = "Atlantis"
[source]
gazette = { title = "G", kind = "law", grade = "primary", published = 1980-01-01 }
[[event]]
id = "signed"
kind = "signature"
states = ["XA", "AM"]
claim = [{ sources = ["gazette"], on = "1990-01" }]
"""
DAYS = st.dates(date(1940, 1, 1), date(2026, 1, 1))
STATES = st.sampled_from(["AM", "AZ", "UZ", "FR", "DE", "SU", "DD", "TR", "AL", "RU"])


def short(memberships):
    return {each.alliance.record.id: each.status.value for each in memberships}


class TestMembershipsOf:
    def test_every_shipped_alliance_is_asked_unless_some_are_named(self):
        found = cm.memberships_of("UZB", "2007-01-01")
        assert [m.alliance.record.id for m in found] == list(cm.available())
        assert [
            m.answer.value for m in cm.memberships_of("UZ", "2007-01-01", "cst")
        ] == ["yes"]

    @given(state=STATES, day=DAYS)
    def test_each_says_what_its_alliance_says(self, state, day):
        for each in cm.memberships_of(state, day, beyond="ignore"):
            asked = cm.load(each.alliance.record.id)
            assert each.answer is asked.was_member(
                state, day, beyond="ignore", absent="ignore"
            )

    def test_a_state_that_was_none_on_the_day_is_told_as_such(self):
        assert set(short(cm.memberships_of("Russia", "1980-01-01")).values()) == {
            "not a state on that day"
        }
        german = short(cm.memberships_of("GDR", "1991-01-01"))
        assert german["warsaw_pact"] == "not a state on that day"

    def test_who_takes_no_part_is_told_with_whether_it_counts(self):
        assert "CSTO  member; says it takes no part  since 1992-05-15" in str(
            cm.memberships_of("AM", "2025-01-01", "csto")
        )
        assert "CSTO  suspended" in str(cm.memberships_of("UZ", "2013-01-01", "csto"))
        assert "member; outside the military command" in str(
            cm.memberships_of("France", "1970-01-01", "nato")
        )

    def test_alliances_may_stand_under_any_definition(self):
        party = cm.load("csto").under("party")
        found = cm.memberships_of("UZ", "2007-01-01", party, "csto")
        assert [m.answer.value for m in found] == ["no", "yes"]
        assert [m.alliance.definition.name for m in found] == ["party", "joined"]

    def test_a_misspelt_state_is_an_error_and_never_a_no(self):
        with pytest.raises(cm.UnknownStateError, match="did you mean France"):
            cm.memberships_of("Frnace", "2000-01-01")

    def test_a_day_after_the_record_warns_as_everywhere(self):
        with pytest.warns(cm.BeyondRecordWarning):
            cm.memberships_of("UZ", "2400-01-01", "csto")
        with pytest.raises(cm.BeyondRecordError):
            cm.memberships_of("UZ", "2400-01-01", "csto", beyond="raise")

    def test_its_plain_values_name_states_by_alpha_3(self):
        plain = cm.memberships_of("GE", "1995-01-01", "csto").as_dict()
        assert plain == {
            "lead": "Georgia on 1995-01-01: a member of CST",
            "day": "1995-01-01",
            "state": "GEO",
            "beyond_record": False,
            "memberships": [
                {
                    "lead": "CST, later CSTO (joined, not left, not suspended): "
                    "Georgia on 1995-01-01: member",
                    "complete_until": "2026-02-15",
                    "beyond_record": False,
                    "alliance": "csto",
                    "definition": "joined",
                    "answer": "yes",
                    "status": "member",
                    "obligation": "defence",
                }
            ],
        }


class TestSharedMemberships:
    def test_the_days_are_those_of_each_alliance_with_its_obligation(self):
        shared = cm.shared_memberships("France", "Germany")
        days = {s.alliance.record.id: str(s.days) for s in shared}
        assert days == {"nato": "since 1955-05-06", "weu": "1955-05-06 to 2011-06-29"}
        assert {s.obligation for s in shared} == {"defence"}
        assert "NATO since 1955-05-06 defence" in " ".join(str(shared).split())

    @given(one=STATES, other=STATES, day=DAYS)
    def test_a_day_is_in_it_just_if_all_were_members_that_day(self, one, other, day):
        shared = cm.shared_memberships(one, other, absent="ignore")
        found = {s.alliance.record.id: s.days for s in shared}
        for name in cm.available():
            days_of = partial(cm.load(name).days_of, absent="ignore")
            both = [days_of(s).answer(day) for s in (one, other)]
            days = found.get(name)
            assert all(a.surely for a in both) == bool(days and day in days.surely)
            assert all(a.possibly for a in both) == bool(days and day in days.possibly)
        assert shared.days.answer(day).surely == any(
            day in s.days.surely for s in shared
        )

    def test_those_that_owe_defence_can_be_taken_alone(self):
        shared = cm.shared_memberships("AM", "RU")
        assert [s.alliance.record.id for s in shared.owing("defence")] == ["csto"]
        assert "We found no day" in str(shared.owing("non-aggression"))
        with pytest.raises(cm.UnknownNameError, match="did you mean defence"):
            shared.owing("defense")

    def test_it_takes_two(self):
        with pytest.raises(cm.EmptyError, match="two states or more"):
            cm.shared_memberships("AM")

    def test_no_alliance_has_no_overlap(self):
        """It would be all days, for any state."""
        with pytest.raises(cm.EmptyError, match="two alliances or more: overlap"):
            cm.overlap("AM")


class TestOwnAlliances:
    def test_a_state_of_an_own_file_is_found_wherever_the_file_stands(self):
        pact = cm.read(PACT)
        assert cm.overlap("Atlantis", "csto", pact) == cm.FuzzyDaySet(cm.DaySet())
        assert [m.answer.value for m in cm.memberships_of("Atlantis", "1995-01-01", "csto", pact)] == ["no", "yes"]  # fmt: skip

    def test_uncertain_days_stay_uncertain(self):
        pact = cm.read(PACT)
        found = cm.memberships_of("Armenia", "1990-01-15", pact)
        assert found[0].answer is cm.Answer.UNCERTAIN
        (shared,) = cm.shared_memberships("Atlantis", "Armenia", among=[pact])
        assert str(shared.days.uncertain) == "1990-01-01 to 1990-01-30"

    def test_a_state_without_the_name_in_one_alliance_was_never_its_member(self):
        assert not cm.overlap("Germany", "csto", "nato").possibly
        assert not cm.overlap("Germany", "nato", "csto").possibly


def test_a_suspension_between_two_members_is_named_with_its_days():
    line = "What New Zealand and the United States owe each other in ANZUS was suspended: since 1986-08-11."
    two = cm.shared_memberships("NZ", "US", among=["anzus", "rio"])
    three = cm.shared_memberships("NZ", "US", "AU", among=["anzus"])
    assert line in str(two).splitlines()
    assert line in str(three).splitlines()
    assert "suspended" not in str(cm.shared_memberships("AU", "US", among=["anzus"]))
