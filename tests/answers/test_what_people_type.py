"""What people type at a first try: it does what one expects, or says what to type."""

import copy
import json
import pickle
import threading
import time
from datetime import date
from functools import cache
from typing import Literal, get_args, get_origin

import attrs
import pytest

import csto_membership as cm
from csto_membership import catalogue
from csto_membership.across import ObligationName
from csto_membership.errors import BEYOND
from csto_membership.exchange import state_years
from csto_membership.membership.absence import Absent
from csto_membership.membership.interpretation import Beyond, SilenceName
from csto_membership.membership.view import Silence
from csto_membership.membership.year_rule import RuleName, YearRule
from csto_membership.record import Obligation

CSTO, CIS, NATO = map(cm.load, ("csto", "cis", "nato"))
PARTY = CSTO.under("party")
COMPARED = CSTO.compare(PARTY, "2007/2008")
WHY = CSTO.explain("UZ", "2013-01-01")

ANSWERS = {
    "was_member": CSTO.was_member("UZ", "2007-01-01"),
    "days_of": PARTY.days_of("UZ"),
    "certain days": CSTO.days_of("UZ").surely,
    "timeline": CSTO.timeline(),
    "differences": COMPARED.timeline().map(bool),
    "members_on": CSTO.members_on("2007-01-01"),
    "members_during": CSTO.members_during("2007"),
    "former_on": CSTO.former_on("2007-01-01"),
    "chair_on": CSTO.chair_on("2022-01-10"),
    "history": CSTO.history("UZ"),
    "spell": CSTO.history("UZ").spells[0],
    "changes": CSTO.changes("1999/2006"),
    "change": CSTO.changes("1999/2006")[0],
    "act": CSTO.acts()[0],
    "explain": WHY,
    "who_says": CSTO.who_says("2007-01-01"),
    "testimony": CSTO.who_says("2007-01-01")[0],
    "disagreements": CSTO.disagreements(),
    "disagreement": CSTO.disagreements()[0],
    "compare": COMPARED,
    "claims_of": CSTO.claims_of("gibler"),
    "source": CSTO.sources["gibler"],
    "provenance": CSTO.provenance(),
    "cite": CSTO.cite(),
    "chart": CSTO.chart(),
    "departures": cm.departures("csto", "rio"),
    "departure": cm.departures("rio")[-1],
    "memberships_of": cm.memberships_of("UZ", "2007-01-01"),
    "membership": cm.memberships_of("UZ", "2007-01-01")[0],
    "shared_memberships": cm.shared_memberships("UZ", "AM"),
    "shared membership": cm.shared_memberships("UZ", "AM")[0],
}
OTHERS = {
    "alliance": CSTO,
    "definition": CSTO.definition,
    "state": CSTO.record.states.find("UZ"),
    "source": CSTO.sources["gibler"],
    "sources": CSTO.sources,
    "status": CSTO.status("UZ", "2013-01-01"),
    "statuses": CSTO.statuses_on("2013-01-01"),
    "step": WHY.steps[0],
    "day difference": COMPARED.timeline()["2007-01-01"],
    "state tally": COMPARED.by_state[0],
    "problem": cm.check({})[0],
    "name": CSTO.record.names[0],
}


def public_classes():
    """The classes of the package that are no errors, with an object of each."""
    every = [*ANSWERS.values(), *OTHERS.values(), CSTO.acts()[0].event, CSTO.record]
    every += [CSTO.acts()[0].claims[0], CSTO.record.instruments, cm.Span(None, None)]
    every += [
        cm.FuzzyDate("1999"),
        cm.FuzzySpan("1999", "2000"),
        cm.Relations("before"),
    ]
    every += [
        next(iter(CSTO.timeline().segments())),
        CSTO.disagreements()[0].versions[0],
    ]
    every += [COMPARED.by_year("any_day")[0], WHY.other_definitions[0], CSTO.view]
    return {type(each).__name__: each for each in every}


# Those that questions are asked of, and texts.
NO_ANSWERS = {"Alliance", "States", "Record", "View", "_Cited", "dict", "mappingproxy",
              "frozendict", "tuple", "_TableState"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(public_classes().keys() - NO_ANSWERS))
def test_every_public_object_has_plain_values_and_html(name):
    each = public_classes()[name]
    values = each.as_dict()
    assert json.loads(json.dumps(values)) == values
    assert values
    if name != "Problem":
        assert json.loads(each.to_json()) == values
        assert each._repr_html_().startswith("<")
        assert "<script>" not in each._repr_html_()


def test_no_public_class_is_left_out():
    asked = public_classes().keys() | NO_ANSWERS | {"Kind", "Relation", "_TableState"}
    classes = {
        name
        for name in cm.__all__
        if isinstance(found := getattr(cm, name), type)
        and not issubclass(found, Exception)
    }
    assert classes - asked <= {"Instrument", "State", "Departure", "Departures"}


def test_html_escapes_what_a_file_says():
    state = cm.State("XX", "XXX", "<b>Atlantis</b>")
    assert state._repr_html_() == "<pre>&lt;b&gt;Atlantis&lt;/b&gt;</pre>"
    assert state.as_dict()["name"] == "<b>Atlantis</b>"


IN_NOTEBOOKS = (
    "members_on", "members_during", "history", "changes", "explain", "who_says",
    "testimony", "disagreements", "disagreement", "compare", "claims_of",
    "memberships_of", "membership", "shared_memberships", "shared membership",
)  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_has_plain_values_and_json(name):
    answer = ANSWERS[name]
    assert json.loads(answer.to_json()) == answer.as_dict()


@pytest.mark.parametrize("name", [*ANSWERS, *OTHERS])
def test_every_object_pickles_and_copies(name):
    each = {**ANSWERS, **OTHERS}[name]
    for again in (
        pickle.loads(pickle.dumps(each)),
        copy.copy(each),
        copy.deepcopy(each),
    ):
        assert isinstance(each, type(again))
        assert str(again) == str(each)


BY_VALUE = {
    "act": CSTO.acts()[0],
    "event": CSTO.acts()[0].event,
    "claim": CSTO.acts()[0].claims[0],
    "citations": CSTO.acts()[0].claims[0].sources,
    "instrument": next(iter(CSTO.record.instruments.values())),
    "roster": CSTO.record.rosters[0],
    "change": CSTO.changes()[0],
    **{name: OTHERS[name] for name in OTHERS.keys() - {"alliance", "step"}},
}
BY_RECORD = {"alliance": CSTO, "history": CSTO.history("UZ"), "explanation": WHY}


@pytest.mark.parametrize("name", sorted(BY_VALUE))
def test_copies_are_equal_and_found_in_sets(name):
    each = BY_VALUE[name]
    for again in (pickle.loads(pickle.dumps(each)), copy.deepcopy(each)):
        assert again == each
        if not isinstance(each, dict):
            assert len({again, each}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_RECORD)
def test_copies_with_a_record_of_their_own_are_others_of_the_same_content(name):
    each = BY_RECORD[name]
    again = pickle.loads(pickle.dumps(each))
    assert again != each
    records = [getattr(it, "alliance", it).record for it in (each, again)]
    assert records[0].fingerprint == records[1].fingerprint


def test_claims_of_one_source_are_told_apart_by_their_hashes():
    by_date = {(c.sources.ids, c.on, c.since): c for c in CSTO.record.claims}
    assert len(set(map(hash, by_date.values()))) == len(by_date)


@pytest.mark.parametrize("kind", ["event", "claim", "source", "instrument"])
def test_one_other_field_makes_another_object(kind):
    each = BY_VALUE[kind]
    for field in attrs.fields(type(each)):
        if field.name not in ("sources", "states", "claims"):
            assert attrs.evolve(each, **{field.name: "other"}) != each


@pytest.mark.parametrize("name", IN_NOTEBOOKS)
def test_notebooks_show_it_as_html_with_its_lead(name):
    answer = ANSWERS[name]
    shown = answer._repr_html_()
    assert shown.count("<article") == shown.count("</article>") >= 1
    if hasattr(answer, "lead"):
        assert answer.as_dict()["lead"] == answer.lead
        assert shown.startswith("<article")
        assert str(answer).startswith(answer.lead.split("\n")[0][:60])


# -- the lead can be quoted alone ---------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "lead"),
    [
        (
            CIS.members_on("1992-06-01"),
            (
                "Commonwealth of Independent States (CIS) on 1992-06-01: 0 members (counted by "
                "the organisation), as its charter was not in force yet; 11 states had joined"
            ),
        ),
        (
            NATO.members_on("1949-05-01"),
            (
                "North Atlantic Treaty Organization (NATO) on 1949-05-01: 0 members (bound by "
                "the treaty), as the treaty was not in force yet; 12 states had joined"
            ),
        ),
        (
            CSTO.under("organization").members_on("1995-01-01"),
            (
                "Collective Security Treaty (CST) on 1995-01-01: 0 members (counted by the "
                "organisation), as the organisation did not exist yet; 9 states had joined"
            ),
        ),
        (
            NATO.members_on("1949-03-01"),
            (
                "North Atlantic Treaty Organization (NATO) on 1949-03-01: 0 members (bound by "
                "the treaty); it was not signed yet"
            ),
        ),
        (
            CSTO.members_on("2026-11-30", beyond="ignore"),
            (
                "Collective Security Treaty Organization (CSTO) on 2026-11-30: 6 members (joined, "
                "not left, not suspended), as last known on 2026-02-15"
            ),
        ),
        (
            PARTY.members_on("2010-01-01"),
            (
                "Collective Security Treaty Organization (CSTO) on 2010-01-01: 6 members (bound "
                "by the treaty); for 1 more it is uncertain"
            ),
        ),
        (
            PARTY.members_during("2007/2012"),
            (
                "Collective Security Treaty Organization (CSTO), 2007-01-01 to 2012-12-31: 6 "
                "members on every day (bound by the treaty); for 1 more it is uncertain"
            ),
        ),
        (
            CIS.members_during("1992"),
            (
                "Commonwealth of Independent States (CIS), 1992-01-01 to 1992-12-31: 0 members "
                "(counted by the organisation), as its charter was not in force yet; 11 states "
                "had joined"
            ),
        ),
        (
            cm.load("warsaw_pact").members_on("1995-01-01"),
            (
                "Warsaw Treaty of Friendship, Cooperation and Mutual Assistance (Warsaw Pact) on "
                "1995-01-01: 0 members (bound by the treaty); the last members were in until "
                "1991-06-30"
            ),
        ),
    ],
)
def test_a_lead_names_body_day_and_definition_and_what_limits_it(members, lead):
    assert members.lead == lead
    assert str(members).split("\n")[0] == lead


def test_a_day_of_a_timeline_is_labelled_with_itself():
    for day in ("2007-01-01", "1980-05-05", date(2010, 2, 3)):
        members = CSTO.timeline()[day]
        assert str(members.day) == str(day)
        assert str(members) == str(CSTO.members_on(day))


# -- answers are texts --------------------------------------------------------------------


def test_an_answer_is_equal_to_its_text():
    assert [str(a) for a in cm.Answer] == ["yes", "no", "uncertain"]
    found = {s.name: CSTO.was_member(s, "2007-01-01") for s in CSTO.record.parties}
    assert sum(answer == "yes" for answer in found.values()) == 7
    assert json.loads(json.dumps(found))["Uzbekistan"] == "yes"
    with pytest.raises(cm.UncertainError):
        bool(cm.Answer.UNCERTAIN)
    assert cm.Answer.UNCERTAIN == "uncertain"


def test_a_member_asked_of_the_members_warns_as_was_member_does():
    members = cm.load("warsaw_pact").members_on("1980-01-01")
    with pytest.warns(cm.AbsentStateWarning, match="ask for Soviet Union") as caught:
        assert "Russia" not in members
    assert caught[0].filename == __file__
    with pytest.warns(cm.AbsentStateWarning, match="ask for Soviet Union"):
        assert members & {"Russia"} == set()
    with pytest.warns(cm.AbsentStateWarning, match="ask for Soviet Union"):
        assert members.isdisjoint(["Russia", "MD"])
    # States that another answer gave were not typed.
    assert len(members - cm.members_on("2007-01-01")) == len(members)
    assert "Soviet Union" in members


# -- claims and notes ---------------------------------------------------------------------


def test_a_claim_that_names_no_states_speaks_of_the_parties():
    law = CSTO.claims_of("adilet-ext")
    (claim,) = [
        c for c in law.as_dict()["claims"] if c["event"] == "first-term-expires"
    ]
    assert claim["states"] is None
    assert "Moldova" not in str(law)
    assert "the first term of the treaty ends\n        the parties" in str(law)
    # A list that a source gives stays, and so does an act of one state.
    assert "only Azerbaijan, Georgia, Uzbekistan" in str(CSTO.disagreements())
    assert "1999-12-30; Kazakhstan" in str(law)


@pytest.mark.parametrize(
    ("alliance", "state", "before", "since", "note"),
    [
        (
            "cis",
            "Moldova",
            "2026-04-01",
            "2026-04-02",
            "voted on 2 April 2026 to leave",
        ),
        (
            "warsaw_pact",
            "Hungary",
            "1956-10-31",
            "1956-11-01",
            "declared on 1 November",
        ),
    ],
)
def test_a_note_on_a_step_that_moves_nobody_is_shown(
    alliance, state, before, since, note
):
    asked = cm.load(alliance)
    assert note in str(asked.members_on(since))
    assert note in str(asked.explain(state, since))
    assert note not in str(asked.members_on(before))
    assert note not in str(asked.explain(state, before))
    other = "Belarus" if alliance == "cis" else "Poland"
    assert note not in str(asked.explain(other, since))


@pytest.mark.parametrize(
    ("members", "note"),
    [
        (CSTO.members_on("2025-01-01"), "has frozen its participation"),
        (CIS.members_on("2010-01-01"), "Ukraine is a founding state"),
        (NATO.members_on("1970-01-01"), "France had no part"),
        (cm.load("eaeu").members_on("2016-01-01"), "Commission announced"),
    ],
)
def test_a_note_on_an_act_that_has_an_effect_is_shown_with_its_status_only(
    members, note
):
    assert str(members).count(note) == (members.alliance.record.id != "eaeu")


def test_russia_is_told_of_the_soviet_union_wherever_it_is_asked():
    (text,) = [
        line
        for line in str(
            cm.history("Russia", "warsaw_pact", absent="ignore")
        ).splitlines()
        if line.startswith(
            "When Russia was not a state, the Soviet Union was or may have"
        )
    ]
    assert text.endswith("a member of Warsaw Pact: 1955-06-04 to 1991-06-30.")
    asked = cm.memberships_of("Russia", "1980-01-01", "warsaw_pact", "nato")
    assert "Soviet Union was or may have been a member of Warsaw Pact" in str(asked)
    assert "Soviet Union" not in str(cm.memberships_of("Kenya", "1955-06-10"))
    ends = "; on days when it was not a state, the Soviet Union may be meant"
    assert asked.lead.endswith(ends)
    assert cm.history("Russia", "warsaw_pact", absent="ignore").lead.endswith(ends)
    assert "meant" not in cm.history("Russia", "csto").lead
    asked = cm.memberships_of("Russia", "1980-01-01", "warsaw_pact", continuity=True)
    assert asked.lead == "Russia on 1980-01-01: a member of Warsaw Pact"


def test_a_note_ends_with_the_next_act_of_the_state():
    assert "Hungary" not in str(cm.load("warsaw_pact").members_on("1992-01-01"))


# -- names and arguments --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["warsaw-pact", "Warsaw_Pact", "warsaw pact", "WARSAW TREATY", "warsaw-treaty"],
)
def test_an_alliance_is_found_however_its_words_are_joined(name):
    assert cm.load(name) is cm.load("warsaw_pact")


@pytest.mark.parametrize("name", ["eu.toml", "./eu", "C:\\eu", "folder/eu.toml"])
def test_a_path_is_pointed_to_read(name):
    with pytest.raises(cm.UnknownAllianceError) as caught:
        cm.load(name)
    assert f"read({name!r})" in str(caught.value)


def test_the_questions_of_the_package_take_an_alliance():
    assert cm.members_on("2007-01-01", PARTY) == PARTY.members_on("2007-01-01")
    assert cm.was_member("UZ", "2007-01-01", PARTY) is cm.Answer.NO
    assert cm.history("UZ", PARTY).spells == PARTY.history("UZ").spells
    assert cm.history("UZ", definition="party").spells == PARTY.history("UZ").spells
    with pytest.raises(cm.WrongTypeError):
        cm.was_member("UZ", "2007-01-01", 5)


def test_rooms_that_are_imported_when_asked_for():
    assert cm.exchange.state_years is state_years
    assert cm.evidence.Comparison is type(COMPARED)
    with pytest.raises(AttributeError, match="no attribute 'exchanges'"):
        _ = cm.exchanges


def test_several_kinds_of_acts():
    kinds = ["suspension", "halt"]
    both = {act.event.id for kind in kinds for act in CSTO.acts(kind=kind)}
    assert {act.event.id for act in CSTO.acts(kind=kinds)} == both
    assert CSTO.acts(kind=[]) == ()
    with pytest.raises(cm.UnknownNameError, match="withdrawal"):
        CSTO.acts(kind=["halt", "withdrawl"])


def test_all_definitions_at_once():
    names = [each.name for each in CSTO.definitions()]
    all_of_them = state_years("csto", during="1999", definitions="all")
    in_a_list = state_years("csto", during="1999", definitions=["all"])
    assert (
        list(all_of_them)
        == list(in_a_list)
        == list(state_years("csto", during="1999", definitions=names))
    )


def test_a_source_that_is_not_cited_is_told_with_suggestions():
    with pytest.raises(cm.UnknownSourceError, match="did you mean gibler"):
        CSTO.sources["giblr"]
    with pytest.raises(LookupError):
        CSTO.sources[5]
    assert CSTO.sources.get("giblr") is None
    assert "giblr" not in CSTO.sources
    for sources in (["gibler"], 5, None):
        with pytest.raises(cm.WrongTypeError, match="pass an id"):
            CSTO.according_to(sources)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        (SilenceName, Silence),
        (RuleName, YearRule),
        (ObligationName, Obligation),
        (Beyond, BEYOND),
        (Absent, BEYOND),
    ],
)
def test_a_type_checker_knows_each_choice(name, choices):
    literals = [part for part in (name, *get_args(name)) if get_origin(part) is Literal]
    assert set(get_args(literals[0])) == {str(choice) for choice in choices}


def test_many_threads_get_one_object(monkeypatch):
    def slow(record):
        time.sleep(0.01)
        return catalogue.alliance_of(record)

    for _ in range(3):
        # As in a process that has loaded nothing yet.
        monkeypatch.setattr(catalogue, "_shipped", cache(slow))
        start, found = threading.Barrier(16), []

        def ask(start=start, found=found):
            start.wait()
            found.append(cm.load("guam"))

        threads = [threading.Thread(target=ask) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({id(each) for each in found}) == 1


def test_answers_are_kept_by_day_and_not_by_what_was_typed():
    guam = cm.load("guam")
    first = guam.members_on("2007-01-01")
    for text in (
        " 2007-01-01",
        "1 January 2007",
        date(2007, 1, 1),
        " " * 999 + "1/1/2007",
    ):
        try:
            assert guam.members_on(text) is first
        except cm.InvalidDayError:
            assert not isinstance(text, date)
