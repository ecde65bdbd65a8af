"""Members: an ordered, printable set of states, and the two lines under it."""

import json
import pickle

import pytest

import csto_membership as cm

CSTO = cm.load("csto")
IN_2007 = CSTO.members_on("2007-01-01")
PARTY_1996 = CSTO.under("party").members_on("1996-01-01")


TEN_SECOND_ANSWER = """\
Collective Security Treaty Organization (CSTO) on 2007-01-01: 7 members \
(joined, not left, not suspended)

  Armenia     since 1992-05-15
  Belarus     since 1993-12-31
  Kazakhstan  since 1992-05-15
  Kyrgyzstan  since 1992-05-15
  Russia      since 1992-05-15
  Tajikistan  since 1992-05-15
  Uzbekistan  since 2006-08-16 (earlier: 1992-05-15 to 1999-04-20)

A member under "joined" has signed, acceded or been admitted, has not left, \
and is not suspended by the organisation.
The treaty was in force (since 1994-04-20); the organisation existed \
(since 2003-09-18).
Does the definition matter on this day? Yes. Under "party" Uzbekistan is not counted.
Do sources differ? Yes. According to narod and histdict, Uzbekistan is not counted.
The record is complete until 2026-02-15, last checked on 2026-11-30."""


class TestSet:
    def test_it_is_ordered_by_name(self):
        assert IN_2007.names == tuple(sorted(IN_2007.names))
        assert [state.alpha_2 for state in IN_2007] == list(IN_2007.alpha_2)
        assert IN_2007.alpha_3[-1] == "UZB"
        assert len(IN_2007) == 7

    @pytest.mark.parametrize("name", ["UZ", "uzb", "Oezbekistan", "Узбекистан"])
    def test_any_name_of_a_state_is_in(self, name):
        assert name in IN_2007
        assert name not in CSTO.members_on("2000-01-01")

    def test_an_unknown_name_is_an_error_and_never_a_no(self):
        with pytest.raises(cm.UnknownStateError, match="Uzbekistan"):
            "Uzbekstan" in IN_2007  # noqa: B015

    def test_an_uncertain_state_is_neither_in_nor_out(self):
        assert PARTY_1996.uncertain.alpha_2 == ("AZ",)
        with pytest.raises(cm.UncertainError, match=r"members\.uncertain"):
            "AZ" in PARTY_1996  # noqa: B015
        assert PARTY_1996.answer("AZ") is cm.Answer.UNCERTAIN
        assert PARTY_1996.answer("GE") is cm.Answer.YES
        assert "AZ" in PARTY_1996.uncertain
        assert "AZ" not in {state.alpha_2 for state in PARTY_1996}

    def test_set_operations_are_over_the_sure_ones_and_give_sets_of_states(self):
        before, after = CSTO.members_on("1999-04-20"), CSTO.members_on("1999-04-21")
        gone = before - after
        assert isinstance(gone, cm.StateSet)
        assert {state.alpha_2 for state in gone} == {"AZ", "GE", "UZ"}
        assert before & after == frozenset(after)
        assert before | after == frozenset(before)
        assert before ^ after == gone
        assert after < before
        assert before >= after
        assert not after.isdisjoint(before)
        assert len(PARTY_1996 & before) == 8
        assert frozenset(before) - after == gone
        assert (before & {"Russia"}).names == ("Russia",)
        assert "Russia" not in before - {"RU"}

    def test_equal_answers_are_equal_and_hash_alike(self):
        other = CSTO.members_on("2008-01-01")
        assert other == IN_2007
        assert hash(other) == hash(IN_2007)
        assert frozenset(IN_2007) == IN_2007
        assert set(IN_2007) == IN_2007

    def test_an_uncertain_member_makes_another_answer(self):
        sure = CSTO.under("party").members_on("2007-01-01")
        unsure = CSTO.under("party").members_on("2009-01-01")
        assert frozenset(sure) == frozenset(unsure)
        assert sure != unsure

    def test_the_suspended_are_shown_and_not_counted(self):
        members = CSTO.members_on("2013-01-01")
        assert members.suspended.alpha_2 == ("UZ",)
        assert "UZ" not in members

    def test_nobody_is_nobody(self):
        nobody = CSTO.members_on("1992-05-14")
        assert not nobody
        assert list(nobody) == []


class TestPrinted:
    def test_the_ten_second_answer_is_complete(self):
        assert str(IN_2007) == TEN_SECOND_ANSWER

    @pytest.mark.parametrize("day", ["2000-01-01", "2005-01-01"])
    def test_on_most_days_both_lines_say_no(self, day):
        text = str(CSTO.members_on(day))
        assert "Does the definition matter on this day? No.\n" in text
        assert "Do sources differ? No.\n" in text

    def test_most_days_of_the_record_are_undisputed_and_need_no_definition(self):
        days = undisputed = 0
        for year in range(1993, 2026):
            for month in range(1, 13):
                members = CSTO.members_on(f"{year}-{month:02}-15")
                days += 1
                undisputed += not (members.depends_on_definition or members.disputed)
        assert undisputed > days / 2

    def test_armenia_is_told_in_two_sentences(self):
        text = str(CSTO.members_on("2025-01-01"))
        assert "says it has frozen its participation" in text
        assert "Russia's foreign ministry calls it a full member." in text
        assert "frozen" not in str(CSTO.members_on("2024-02-21"))

    def test_a_day_beyond_the_record_says_so(self):
        text = str(CSTO.members_on("2030-01-01", beyond="ignore"))
        assert "as last known on 2026-02-15" in text.splitlines()[0]
        assert "Later acts are not in the answer." in text

    def test_an_uncertain_member_is_told_as_such(self):
        text = str(CSTO.under("party").members_on("2015-01-01"))
        assert "uncertain; since some day on or after 2008-03-28, if ever" in text

    def test_a_repr_names_the_day_and_the_members(self):
        nine = CSTO.members_on("1999-04-20")
        assert repr(nine).startswith("<Members on 1999-04-20: Armenia, Azerbaijan")
        assert repr(CSTO.members_on("1990-01-01")) == "<Members on 1990-01-01: none>"

    @pytest.mark.parametrize("day", ["1990-01-01", "1993-06-01", "1996-01-01"])
    @pytest.mark.parametrize("definition", [r.name for r in CSTO.definitions()])
    def test_every_answer_prints_and_can_be_written_as_json(self, day, definition):
        members = CSTO.under(definition).members_on(day)
        assert day in str(members)
        assert json.loads(json.dumps(members.as_dict()))["day"] == day


class TestTwoLines:
    def test_a_definition_of_the_organisation_is_left_out_before_it_exists(self):
        assert "organization" not in dict(CSTO.members_on("2000-01-01").by_definition)
        assert not CSTO.members_on("2000-01-01").depends_on_definition

    def test_each_definition_that_answers_otherwise_says_how(self):
        (name, how), *_ = IN_2007.by_definition
        assert name == "party"
        assert {state.alpha_2 for state in how.leaves_out} == {"UZ"}

    def test_a_rival_claim_is_named_with_what_it_would_change(self):
        rivals = {
            source.id: how
            for claim, how in CSTO.members_on("1992-06-01").by_rival
            for source in claim.sources
        }
        assert {state.alpha_2 for state in rivals["lat-1992"].adds} == {"TM"}
        assert {state.alpha_2 for state in rivals["lat-1992"].leaves_out} == {"KG"}

    def test_coarser_is_not_contrary(self):
        """A source that says "1993" does not dispute the 9th of December."""
        cited = {
            source.id
            for claim, _ in CSTO.members_on("2000-01-01").by_rival
            for source in claim.sources
        }
        assert "seed-001" not in cited

    def test_a_plain_misprint_is_no_dispute(self):
        assert not CSTO.members_on("2001-01-01").disputed
        assert "UZ" in CSTO.preferring("vor-2012").members_on("2001-01-01")

    def test_a_definition_asked_for_before_its_body_exists_differs_from_the_others(
        self,
    ):
        members = CSTO.under("organization").members_on("1995-01-01")
        assert not members
        assert members.depends_on_definition


@pytest.mark.parametrize("members", [PARTY_1996, cm.members_on("2007-01-01")])
def test_a_copy_by_pickle_is_the_same_answer(members):
    copied = pickle.loads(pickle.dumps(members))
    assert copied == members
    assert (copied.day, str(copied)) == (members.day, str(members))
    assert copied.uncertain == members.uncertain


@pytest.mark.parametrize(
    ("period", "throughout", "sometime"),
    [
        ("1992-05-15/1993-12-31", ("AM",), ("AM",)),
        ("1992-05-14/1993-12-31", (), ("AM",)),
        ("1992-05-15/1994-01-01", (), ("AM",)),
        ("1993-12-31/1994-01-01", (), ("AM",)),
        ("1994-01-01/1994-12-31", (), ()),
    ],
    ids=[
        "the spell itself",
        "from the day before",
        "to the day after",
        "its last day and the next",
        "after it",
    ],
)
def test_a_member_throughout_is_one_on_the_first_and_the_last_day(
    pact_of, period, throughout, sometime
):
    pact = pact_of(
        ("entry_into_force", "AM", "1992-05-15"), ("withdrawal", "AM", "1994-01-01")
    )
    during = pact.members_during(period)
    assert during.throughout.alpha_2 == throughout
    assert during.sometime.alpha_2 == sometime
