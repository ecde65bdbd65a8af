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
    ],
    ids=[
        "the record's",
        "known on a day",
        "known on a later day",
        "one source's",
        "the latest of two sources'",
        "the earliest of all",
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
