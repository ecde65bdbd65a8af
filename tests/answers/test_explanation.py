"""Explanations: the acts that decide, what was known when, and who says otherwise."""

import json
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest

import csto_membership as cm
from csto_membership.answers.explanation.step import Effect
from csto_membership.membership.replay import member_days

CSTO = cm.load("csto")
PARTY = CSTO.under("party")
DEFINITIONS = [definition.name for definition in CSTO.definitions()]
DAYS = [
    "1990-01-01",
    "1992-06-01",
    "1993-10-01",
    "1996-01-01",
    "1999-04-20",
    "1999-04-21",
    "2001-01-01",
    "2003-09-18",
    "2007-01-01",
    "2009-01-01",
    "2012-09-01",
    "2013-01-01",
    "2025-01-01",
]
VIEWS = {
    **{name: CSTO.under(name) for name in DEFINITIONS},
    "one source": CSTO.according_to("gibler"),
    "one source, silence is no": PARTY.according_to("gibler", silence="no"),
    "known": PARTY.as_known_on("2000-01-01"),
    "preferring": CSTO.preferring("lat-1992", "seed-000"),
}
LAST = "a member until 1999-04-20: the first term of the treaty ends"


def told(why):
    return [
        (step.effect.value, str(step.effective), step.event.id) for step in why.steps
    ]


def cited(rivals):
    return {source.id for rival in rivals for source in rival.claim.sources}


def flat(text):
    return " ".join(str(text).split())


class TestUzbekistan:
    def test_it_joined_did_not_renew_and_came_back(self):
        why = CSTO.explain("UZB", "2012-09-01")
        assert why.answer is cm.Answer.YES
        assert told(why) == [
            ("in", "1992-05-15", "cst-signed"),
            ("out", "1999-04-21", "first-term-expires"),
            ("in", "2006-08-16", "uz-readmitted"),
        ]
        assert [str(step.effective) for step in why.later] == ["2012-12-19"]

    def test_a_document_that_says_it_left_in_june_answers_otherwise(self):
        why = CSTO.explain("UZB", "2012-09-01")
        assert {"rt-2012", "fox"} <= cited(why.rivals)
        answers = {rival.answer for rival in why.rivals if "rt-2012" in cited([rival])}
        assert answers == {cm.Answer.NO}

    def test_its_last_day_of_the_first_term_is_still_in(self):
        assert CSTO.explain("UZB", "1999-04-20").answer is cm.Answer.YES
        why = CSTO.explain("UZB", "1999-04-21")
        assert why.answer is cm.Answer.NO
        assert LAST in str(why)
        assert (
            "last day was 1999-04-20, and it was a member again from 2006-08-16."
            in flat(why)
        )

    @pytest.mark.parametrize("state", ["AZE", "GEO", "UZB"])
    def test_nobody_is_said_in_our_own_words_to_have_withdrawn(self, state):
        text = flat(CSTO.explain(state, "2000-01-01"))
        ours = text.replace("“withdrew at the renewal of the treaty in 1997”", "")
        assert "withdr" not in ours

    def test_the_strict_rival_of_its_return_stands_beside_it(self):
        why = CSTO.under("organization").explain("UZB", "2007-01-01")
        assert why.answer is cm.Answer.YES
        assert cited([why.strictest]) == {"narod"}
        assert why.strictest.claim.effective == cm.FuzzyDate("2008-03-28")
        assert "The latest date of joining in a claim is 2008-03-28 (narod)." in flat(
            why
        )
        assert {r.answer for r in why.rivals if "narod" in cited([r])} == {cm.Answer.NO}

    def test_as_a_party_it_was_out_and_each_other_definition_says_so(self):
        why = PARTY.explain("UZB", "2007-01-01")
        assert why.answer is cm.Answer.NO
        others = {o.definition.name: o.answer for o in why.other_definitions}
        assert others == dict.fromkeys(
            ["joined", "organization", "active"], cm.Answer.YES
        )
        events = {o.step.event.id for o in why.other_definitions}
        assert events == {"uz-readmitted", "uz-counted-again"}
        assert PARTY.explain("UZB", "2009-01-01").answer is cm.Answer.UNCERTAIN

    def test_suspended_it_is_told_with_the_decision(self):
        why = CSTO.explain("UZB", "2013-01-01")
        assert why.status is cm.Status.SUSPENDED
        assert why.steps[-1].event.id == "uz-suspended"
        assert why.notes[0].startswith("Uzbekistan asked for suspension in June 2012")
        assert why.notes[0] in flat(why)

    @pytest.mark.parametrize(
        ("definition", "effect"),
        [("joined", Effect.PAUSED), ("party", Effect.NONE), ("active", Effect.PAUSED)],
    )
    def test_the_decision_is_told_under_every_definition(self, definition, effect):
        why = CSTO.under(definition).explain("UZB", "2013-01-01")
        assert (why.steps[-1].event.id, why.steps[-1].effect) == (
            "uz-suspended",
            effect,
        )


class TestArmenia:
    @pytest.mark.parametrize("definition", DEFINITIONS)
    def test_both_sentences_are_always_told(self, definition):
        text = flat(CSTO.under(definition).explain("ARM", "2025-01-01"))
        assert "says it has frozen its participation (since 22 February 2024)." in text
        assert "Russia's foreign ministry calls it a full member." in text

    def test_the_freeze_has_an_effect_under_active_only(self):
        effects = {
            name: CSTO.under(name).explain("ARM", "2025-01-01").steps[-1].effect
            for name in DEFINITIONS
        }
        assert effects.pop("active") is Effect.PAUSED
        assert set(effects.values()) == {Effect.NONE}

    def test_before_it_nothing_is_told_of_it(self):
        why = CSTO.explain("ARM", "2024-02-21")
        assert why.notes == ()
        assert "frozen" not in str(why)


class TestTwoTimes:
    def test_an_act_of_2000_decides_a_day_of_1999(self):
        why = PARTY.explain("KAZ", "1999-06-01")
        step = why.steps[-1]
        assert why.answer is cm.Answer.YES
        assert step.event.id == "extension-in-force"
        assert step.done == cm.FuzzyDate("2000-03-22")
        assert step.effective == cm.FuzzyDate("1999-04-21")
        assert step.known == date(2000, 3, 22)
        assert "done after 1999-06-01" in flat(why)

    def test_nobody_could_know_it_before_it_was_done(self):
        why = PARTY.as_known_on("2000-01-01").explain("KAZ", "1999-06-01")
        assert why.answer is cm.Answer.NO
        assert why.whole_record is cm.Answer.YES
        assert "extension-in-force" not in {step.event.id for step in why.steps}
        assert "This is the answer as known on 2000-01-01." in flat(why)

    def test_the_signature_of_april_counts_from_the_end_of_the_term(self):
        step = CSTO.explain("KAZ", "1999-06-01").steps[-1]
        assert (str(step.done), str(step.effective)) == ("1999-04-02", "1999-04-21")

    def test_the_end_of_a_term_is_done_by_nobody_and_known_beforehand(self):
        step = CSTO.explain("GEO", "2000-01-01").steps[-1]
        assert step.done is None
        assert step.known < date(1999, 4, 20)

    @pytest.mark.parametrize("state", ["AZE", "GEO", "KAZ", "UZB"])
    @pytest.mark.parametrize("definition", DEFINITIONS)
    def test_the_day_of_knowledge_is_the_first_on_which_it_is(self, definition, state):
        why = CSTO.under(definition).explain(state, "2025-01-01")
        for step in why.steps:
            before = why.alliance.as_known_on(step.known - timedelta(1)).view
            then = why.alliance.as_known_on(step.known).view
            claims = set(step.act.claims)
            assert claims & set(then.visible(step.event, why.state))
            assert not claims & set(before.visible(step.event, why.state))

    def test_with_one_source_asked_an_act_is_known_when_that_is_published(self):
        step = CSTO.according_to("gibler").explain("GEO", "1995-01-01").steps[0]
        assert step.known == CSTO.sources["gibler"].public_from


class TestEmptyAnswers:
    def test_before_all_acts_the_first_and_the_own_first_are_named(self):
        why = CSTO.explain("GEO", "1992-01-01")
        assert why.first.event.id == "cst-signed"
        assert "the first act that counts is from 1992-05-15" in flat(why)
        assert "the first of Georgia from 1993-12-09" in flat(why)
        assert CSTO.explain("RUS", "1990-01-01").later[0].act is why.first

    def test_before_the_organisation_existed_its_first_act_is_named(self):
        why = CSTO.under("organization").explain("RUS", "1995-01-01")
        assert why.status is cm.Status.NO_BODY
        assert "the first act that counts is from 2003-09-18" in flat(why)

    def test_a_later_member_is_told_when_it_came_in(self):
        why = CSTO.explain("BLR", "1992-06-01")
        assert why.steps == ()
        assert "was not yet a member" in flat(why)
        assert "it was one from 1993-12-31" in flat(why)
        assert [denial.event.id for denial in why.denied] == ["cst-signed"]
        assert cited(why.rivals) >= {"mpepil", "viwiki"}

    @pytest.mark.parametrize("day", ["1992-06-01", "2020-01-01"])
    def test_who_lists_a_state_that_never_was_a_member_is_told_on_any_day(self, day):
        why = CSTO.explain("TKM", day)
        assert why.status is cm.Status.NEVER
        assert cited((*why.rivals, *why.elsewhere)) == {
            "lat-1992",
            "csm-1992",
            "universalis",
            "gibler",
        }
        assert bool(why.rivals) is (day == "1992-06-01")
        assert "or on any other day; 4 sources disagree." in flat(why)
        assert "International Military Alliances" in flat(why)

    def test_ukraine_is_in_one_book(self):
        assert cited(CSTO.explain("UKR", "1995-01-01").rivals) == {"gibler"}


class TestEvidence:
    def test_what_is_undecided_shows_both_versions_as_deciding(self):
        why = PARTY.explain("AZE", "1996-01-01")
        (step,) = why.steps
        assert why.answer is cm.Answer.UNCERTAIN
        assert step.act.may_not_have_happened
        assert [claim.denies(why.state) for claim in step.deciding] == [
            False,
            False,
            True,
        ]
        assert {rival.answer for rival in why.rivals} == {cm.Answer.YES, cm.Answer.NO}
        assert "Undecided: either" in flat(why)

    def test_coarser_claims_agree_and_contrary_ones_are_not_followed(self):
        step = CSTO.explain("GEO", "1995-01-01").steps[0]
        agreeing = {s.id for claim in step.agreeing for s in claim.sources}
        apart = {s.id for claim in step.not_followed for s in claim.sources}
        assert {"ria-2025", "seed-001"} <= agreeing
        assert {"blogen-ru", "turan"} <= apart

    def test_what_is_presumed_or_derived_is_named(self):
        why = PARTY.explain("KAZ", "2010-01-01")
        bases = [step.bases[0].partition(":")[0] for step in why.presumed]
        assert bases == ["presumed", "derived", "presumed"]

    def test_where_the_sources_asked_are_silent_the_act_is_unsourced(self):
        why = PARTY.according_to("gibler").explain("KAZ", "1996-01-01")
        assert why.answer is cm.Answer.UNCERTAIN
        (step,) = why.presumed
        assert step.deciding == ()
        assert step.known is None
        assert "Unsourced" in str(why)

    def test_only_the_sources_asked_are_named(self):
        why = CSTO.according_to("gibler").explain("UZB", "2000-01-01")
        assert "enwiki" not in str(why)
        assert "By gibler" in str(why)

    def test_a_misprint_decides_only_where_preferred_and_says_so(self):
        why = CSTO.preferring("vor-2012").explain("UZB", "2001-01-01")
        assert why.steps[-1].bases[0].startswith("misprint")
        assert why.whole_record is cm.Answer.NO

    def test_a_day_beyond_the_record_warns_and_says_so(self):
        with pytest.warns(cm.BeyondRecordWarning):
            why = CSTO.explain("ARM", "2030-01-01")
        assert "Later acts are not in the answer." in flat(why)
        assert why.as_dict()["beyond_record"] is True


@pytest.fixture(params=VIEWS.values(), ids=VIEWS, scope="class")
def explained(request):
    return [
        request.param.explain(state, day, beyond="ignore")
        for state in CSTO.record.parties
        for day in DAYS
    ]


@pytest.mark.slow
def test_the_laws_have_each_part_of_an_explanation_to_hold_for():
    explained = [
        view.explain(state, day, beyond="ignore")
        for view in VIEWS.values()
        for state in CSTO.record.parties
        for day in DAYS
    ]
    for part in ("steps", "later", "rivals", "elsewhere", "other_definitions"):
        assert any(getattr(why, part) for why in explained), part
    assert any(why.strictest is not None for why in explained)


class TestLaws:
    def test_the_answer_is_the_answer(self, explained):
        for why in explained:
            asked = why.alliance.was_member(why.state, why.day, beyond="ignore")
            assert why.answer is asked

    def test_the_steps_alone_give_the_same_answer(self, explained):
        for why in explained:
            acts = [step.act for step in why.steps]
            assert (
                member_days(acts, why.alliance.definition).answer(why.day) is why.answer
            )

    def test_steps_are_in_order_of_effect_and_each_has_begun(self, explained):
        for why in explained:
            days = [step.effective.earliest or date.min for step in why.steps]
            assert all(one <= other for one, other in pairwise(days))
            assert all(day <= why.day for day in days)
            assert all(step.effective.earliest > why.day for step in why.later)

    def test_each_rival_answers_otherwise_and_the_rest_do_not(self, explained):
        for why in explained:
            assert all(rival.answer is not why.answer for rival in why.rivals)
            assert all(rival.answer is why.answer for rival in why.elsewhere)
            for rival in (*why.rivals, *why.elsewhere):
                assert rival.answer is rival.days.answer(why.day)
                assert rival.days != why.days

    def test_each_other_definition_named_answers_otherwise(self, explained):
        for why in explained:
            for other in why.other_definitions:
                asked = why.alliance.under(other.definition)
                assert other.answer is asked.was_member(
                    why.state, why.day, beyond="ignore"
                )
                assert other.answer is not why.answer

    def test_every_claim_about_an_act_has_one_place(self, explained):
        for why in explained:
            for step in why.steps:
                placed = [*step.deciding, *step.agreeing, *step.not_followed]
                assert len(set(placed)) == len(placed)
                assert set(placed) == set(
                    why.alliance.view.visible(step.event, why.state)
                )

    def test_the_strictest_version_is_later(self, explained):
        for why in explained:
            if why.strictest is not None:
                opening = [step for step in why.steps if step.effect is Effect.IN][-1]
                assert (
                    why.strictest.claim.effective.earliest > opening.effective.earliest
                )

    def test_the_most_important_line_comes_first_and_no_line_is_long(self, explained):
        for why in explained:
            first, *others = str(why).splitlines()
            assert first.startswith(f'{why.answer.value.capitalize()}, under "')
            assert why.state.name in first
            assert len(others) < 50
            assert all(len(line) <= 88 for line in others)

    def test_it_is_neutral(self, explained):
        for why in explained:
            text = flat(why)
            assert not {"wrong", "rejected", "withdrew,"} & set(text.lower().split())

    def test_it_goes_through_json(self, explained):
        for why in explained:
            values = why.as_dict()
            assert json.loads(json.dumps(values)) == values
            assert values["answer"] == why.answer.value
            assert len(values["steps"]) == len(why.steps)
            named = {key for step in values["steps"] for key in step["sources"]}
            assert named <= set(values["sources"])

    def test_its_html_is_well_formed_and_says_the_same_first(self, explained):
        for why in explained:
            article = ET.fromstring(why._repr_html_())  # noqa: S314 - our own
            assert article.attrib == {"class": "csto-explanation"}
            assert flat(article.find("p/strong").text) in flat(why)
            assert not [each for each in article.iter() if each.get("style")]


def test_html_is_escaped():
    why = CSTO.explain("UZB", "2012-09-01")
    odd = attrs.evolve(why, state=attrs.evolve(why.state, name="<b>&"))
    html = odd._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;&amp;" in html


def test_it_is_immutable_and_short_to_show():
    why = CSTO.explain("Oezbekistan", "1 September 2012")
    assert repr(why) == "<Explanation Uzbekistan on 2012-09-01: yes>"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        why.answer = cm.Answer.NO


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_ordinary_answers_take_a_minute_to_read(definition):
    for state in ("BLR", "KAZ", "RUS", "TJK"):
        text = str(CSTO.under(definition).explain(state, "2010-01-01"))
        assert len(text.splitlines()) <= 35


def test_an_unknown_name_or_day_is_an_error():
    with pytest.raises(cm.UnknownStateError):
        CSTO.explain("Uzbekstan", "2012-09-01")
    with pytest.raises(cm.InvalidDayError):
        CSTO.explain("UZB", "2012")
