"""Views: which claims count, and what happened according to them."""

import pickle
from datetime import date

import pytest

TWO = "in: signature AM; gazette 1992-05-15; herald 1992-06-01 set_aside"


def dates(alliance):
    return [str(act.since) for act in alliance.acts()]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (lambda pact: pact, ["1992-05-15"]),
        (lambda pact: pact.preferring("herald"), ["1992-06-01"]),
        (lambda pact: pact.according_to("herald"), ["1992-06-01"]),
        (lambda pact: pact.according_to("gazette", "herald"), ["1992-05-15"]),
        (lambda pact: pact.according_to("courier"), ["[1992-05-15..]"]),
        (lambda pact: pact.according_to("courier", silence="no"), []),
        (lambda pact: pact.preferring("courier"), ["1992-05-15"]),
    ],
    ids=[
        "all sources",
        "another first",
        "only another",
        "both, the best first",
        "only a silent one",
        "only a silent one, for which silence is a no",
        "a silent one first",
    ],
)
def test_the_choice_of_sources_decides_which_claim_counts(pact, view, expected):
    lines = TWO + "\nother: signature BY; courier never"
    chosen = view(pact(lines))
    assert [str(a.since) for a in chosen.acts() if a.event.id == "in"] == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [("1994-12-31", []), ("1995-01-01", ["1992-05-15"])],
    ids=["the day before it was published", "the day on which it was published"],
)
def test_a_claim_counts_from_the_day_on_which_it_was_public(pact, known, expected):
    alliance = pact("in: signature AM; herald 1992-05-15")
    assert dates(alliance.as_known_on(known)) == expected


def test_a_silent_source_knows_only_of_acts_that_were_public_then(pact):
    lines = """
        in: signature AM; herald 1992-05-15
        other: signature BY; gazette 1991-01-01
    """
    silent = pact(lines).according_to("gazette")
    assert dates(silent) == ["1991-01-01", "[1992-05-15..]"]
    assert dates(silent.as_known_on("1994-12-31")) == ["1991-01-01"]


def test_a_possible_act_is_not_before_the_earliest_day_of_any_true_claim(pact):
    lines = """
        in: signature AM; gazette 1992-05-15; herald 1992-01-01; herald 1991-01-01 \
basis=misprint
        other: signature BY; courier 1991-01-01
    """
    (act,) = pact(lines).according_to("courier").acts(state="AM")
    assert (str(act.since), act.may_not_have_happened, act.claims) == (
        "[1992-01-01..]",
        True,
        (),
    )


def test_undecided_claims_count_together(pact):
    lines = "in: signature AM BY undecided=AM; gazette 1992-05-15; herald 1992-06-01"
    armenia, belarus = sorted(pact(lines).acts(), key=lambda act: str(act.states))
    assert str(armenia.since) == "[1992-05-15,1992-06-01]"
    assert str(belarus.since) == "1992-05-15"


def test_undecided_claims_of_two_kinds_are_two_acts_that_may_have_happened(pact):
    lines = "out: suspension AM undecided=AM; gazette 1992-05-15; herald 1992-05-15 kind=withdrawal"
    acts = pact(lines).acts()
    assert sorted(act.kind for act in acts) == ["suspension", "withdrawal"]
    assert all(act.may_not_have_happened for act in acts)


def test_states_with_the_same_claims_share_an_act(pact):
    lines = "in: signature AM BY KZ; gazette 1992-05-15 states=AM,KZ; gazette 1992-06-01 states=BY"
    acts = pact(lines).acts()
    assert [[state.alpha_2 for state in act.states] for act in acts] == [
        ["AM", "KZ"],
        ["BY"],
    ]


@pytest.mark.parametrize(
    ("view", "horizon"),
    [
        (lambda pact: pact, date(1999, 12, 31)),
        (lambda pact: pact.as_known_on("1996-07-01"), date(1996, 7, 1)),
        (lambda pact: pact.as_known_on("2020-01-01"), date(1999, 12, 31)),
        (lambda pact: pact.according_to("gazette"), date(1990, 1, 1)),
        (lambda pact: pact.according_to("gazette", "herald"), date(1995, 1, 1)),
        (
            lambda pact: pact.according_to("herald").as_known_on("1992-01-01"),
            date(1992, 1, 1),
        ),
        (lambda pact: pact.according_to(), date.min),
    ],
    ids=[
        "the record's",
        "known on a day",
        "known on a later day",
        "one source's",
        "the latest of two sources'",
        "the earliest of all",
        "no source's",
    ],
)
def test_the_horizon_is_the_earliest_day_that_bounds_the_view(pact, view, horizon):
    assert view(pact(TWO)).horizon == horizon


def test_claims_that_are_not_followed_are_those_set_aside_or_undecided(pact):
    view = pact(
        """
        a: signature AM; gazette 1992-05-15; herald 1992-06-01 set_aside
        b: signature BY undecided=BY; gazette 1992-05-15; courier 1992-06-01
        c: signature KZ; gazette 1992-05-15; herald 1993-05-15 set_aside basis=misprint
        """
    ).view
    assert [(event.id, claim.sources.ids) for event, claim in view.not_followed] == [
        ("a", ("herald",)),
        ("b", ("gazette",)),
        ("b", ("courier",)),
    ]


def test_supposing_a_claim_gives_the_acts_replaced_and_those_instead(pact):
    alliance = pact(TWO + "\nother: signature BY; gazette 1993-01-01")
    ((event, claim),) = alliance.view.not_followed
    replaced, instead = alliance.view.supposing(event, claim)
    assert [str(act) for act in replaced] == ["1992-05-15: in"]
    assert [str(act) for act in instead] == ["1992-06-01: in"]
    assert dates(alliance) == ["1992-05-15", "1993-01-01"]


def test_a_view_is_pickled_without_what_it_computed(pact):
    view = pact(TWO).view
    assert view.acts
    copy = pickle.loads(pickle.dumps(view))
    assert "acts" not in vars(copy)
    assert list(map(str, copy.acts)) == list(map(str, view.acts))


# -- what each choice of a view decides by itself ------------------------------------------


def test_what_a_view_gives_cannot_be_changed(pact):
    view = pact(TWO).view
    ((event, claim),) = view.not_followed
    (state,) = event.states
    given = [view.acts, view.moves, view.acts_in(event), view.acts_of(state)]
    given += [view.not_followed, view.following_from(event)]
    assert {type(each) for each in (*given, *view.supposing(event, claim))} == {tuple}


def test_a_chosen_source_makes_a_claim_once_it_was_published_itself(pact):
    """The claim was public before, by the other source that makes it."""
    alliance = pact("in: signature AM; gazette,courier 1992-05-15")
    by_courier = alliance.according_to("courier", silence="no")
    assert dates(by_courier) == ["1992-05-15"]
    assert dates(by_courier.as_known_on("1997-01-01")) == ["1992-05-15"]
    assert dates(by_courier.as_known_on("1996-12-31")) == []
    assert dates(alliance.as_known_on("1996-12-31")) == ["1992-05-15"]


def test_an_instrument_of_a_claim_is_that_of_the_act(pact):
    lines = (
        "in: signature AM of=treaty; gazette 1992-05-15; "
        "herald 1992-05-15 of=charter set_aside"
    )
    acts = [view.acts()[0] for view in (pact(lines), pact(lines).preferring("herald"))]
    assert [act.instrument.id for act in acts] == ["treaty", "charter"]


@pytest.mark.parametrize(
    ("claims", "known", "expected"),
    [
        ("gazette never; herald 1992-05-15", "1994-12-31", []),
        ("gazette never; herald 1992-05-15", "1995-01-01", ["[1992-05-15..]"]),
        ("gazette [1992-03-01..1992-12-01]", None, ["[1992-03-01..]"]),
        ("gazette [..1992-12-01]; herald 1991-01-01", None, ["[..]"]),
        ("gazette 1992-05-15; herald 1991-01-01", None, ["[1991-01-01..]"]),
    ],
    ids=["denied", "known later", "vague", "without a first day", "the earliest"],
)
def test_a_silent_source_leaves_what_others_affirm_by_then(
    pact, claims, known, expected
):
    lines = f"in: signature AM; {claims}\nother: statement BY; courier 1991-01-01 public=1991-01-01"
    silent = pact(lines).according_to("courier")
    if known:
        silent = silent.as_known_on(known)
    assert [str(act.since) for act in silent.acts(state="AM")] == expected


def test_a_claim_about_the_place_takes_the_day_of_the_first_that_gives_the_states(pact):
    lines = (
        "in: signature AM BY; gazette place=Minsk states=AM,BY; "
        "herald 1992-05-15 states=AM; courier 1992-06-01 states=BY"
    )
    acts = pact(lines).acts()
    assert {str(act.since): [s.alpha_2 for s in act.states] for act in acts} == {
        "1992-05-15": ["AM"],
        "1992-06-01": ["BY"],
    }


TERM = """
    force: entry_into_force AM of=treaty; gazette 1992-01-01; herald 1993-01-01 set_aside
    in: signature AM of=treaty; gazette 1991-12-01; herald never set_aside
    other: signature BY of=charter; gazette 1991-12-01
    ends: expiry AM BY KZ of=treaty; gazette years=5+force
    next: statement AM of=treaty; gazette 1995-01-01
    more: expiry AM of=charter; gazette years=2+force; herald years=2+next set_aside
"""


def test_a_term_ends_for_the_states_that_its_text_binds(pact):
    """Not for one that signed another text, and not for one that signed none."""
    (ends,) = (act for act in pact(TERM).acts(kind="expiry") if act.event.id == "ends")
    assert (str(ends.since), [state.alpha_2 for state in ends.states]) == (
        "1997-01-02",
        ["AM"],
    )
    later = pact(TERM).preferring("herald").acts(kind="expiry")
    assert [(act.event.id, str(act.since)) for act in later] == [("ends", "1998-01-02")]


def test_what_follows_from_an_event_are_the_terms_that_it_begins_or_binds_to(pact):
    view = pact(TERM).view
    following = {
        event.id: [each.id for each in view.following_from(event)]
        for event in view.record.events
    }
    assert following == {
        "force": ["force", "ends", "more"],
        "in": ["in", "ends"],
        "other": ["other", "more"],
        "ends": ["ends"],
        "next": ["next", "ends", "more"],
        "more": ["more"],
    }


def test_a_source_is_silent_on_an_event_if_it_makes_none_of_its_claims(pact):
    alliance = pact(TWO + "\nother: statement BY; courier 1991-01-01")
    event = alliance.record.events[0]
    silent = {
        name: alliance.according_to(name).view.is_silent_on(event)
        for name in ("gazette", "herald", "courier")
    }
    assert silent == {"gazette": False, "herald": False, "courier": True}
