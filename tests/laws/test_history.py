"""Laws of views and replay, on the shipped record and on random acts."""

import copy
import pickle
import random
from datetime import date, timedelta
from functools import reduce
from itertools import permutations, product

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.days import DaySet, FuzzyDate
from csto_membership.membership.act import Act
from csto_membership.membership.replay import in_order, member_days
from csto_membership.membership.view import View
from csto_membership.record import Event, Kind

CSTO = cm.load("csto")
RECORD = CSTO.record
DEFINITIONS = [definition.name for definition in CSTO.definitions()]

NARROWINGS = [
    lambda alliance: alliance.under("party"),
    lambda alliance: alliance.as_known_on("2000-01-01"),
    lambda alliance: alliance.according_to("gibler", "jt-79", "pavlodar-ext"),
    lambda alliance: alliance.preferring("jt-79"),
]


@pytest.mark.parametrize("order", list(permutations(range(len(NARROWINGS)))), ids=str)
def test_any_order_of_narrowings_gives_the_same_view(order):
    one = reduce(lambda alliance, n: NARROWINGS[n](alliance), order, CSTO)
    other = reduce(lambda alliance, narrow: narrow(alliance), NARROWINGS, CSTO)
    assert one == other
    assert one.days_by_state == other.days_by_state


def test_narrowing_changes_nothing_of_what_it_narrows():
    before = CSTO.days_by_state
    CSTO.under("party").as_known_on("1999-03-01").according_to("gibler").members()
    assert CSTO.view == cm.load("csto").view
    assert CSTO.days_by_state is before


@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.2, 0.5, 0.8]))
@settings(max_examples=60, deadline=None)
def test_replay_never_raises_on_any_subset_of_the_claims(seed, share):
    chance = random.Random(seed)
    events = tuple(
        attrs.evolve(event, claims=kept)
        for event in RECORD.events
        if (kept := tuple(c for c in event.claims if chance.random() < share))
    )
    alliance = attrs.evolve(CSTO, view=View(attrs.evolve(RECORD, events=events)))
    for definition in DEFINITIONS:
        for days in alliance.under(definition).days_by_state.values():
            assert days.surely <= days.possibly


@pytest.mark.slow
@given(seed=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_order_of_events_in_the_file_does_not_matter(seed):
    events = random.Random(seed).sample(RECORD.events, len(RECORD.events))
    shuffled = View(attrs.evolve(RECORD, events=tuple(events)))
    for definition in DEFINITIONS:
        for preferred in (frozenset(), frozenset({"lat-1992", "oboz"})):
            mine = attrs.evolve(CSTO, view=attrs.evolve(CSTO.view, preferred=preferred))
            other = attrs.evolve(CSTO, view=attrs.evolve(shuffled, preferred=preferred))
            assert (
                mine.under(definition).days_by_state
                == other.under(definition).days_by_state
            )


def _views():
    yield "as we know", CSTO
    for day in ("1992-12-31", "1999-03-01", "2000-01-01", "2012-07-01"):
        yield f"known on {day}", CSTO.as_known_on(day)
    for source in CSTO.sources:
        yield f"according to {source}", CSTO.according_to(source)
        yield f"preferring {source}", CSTO.preferring(source)


COMPLETIONS = 12


@pytest.mark.slow
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_completion_in_the_stated_order_lies_between_the_bounds(definition):
    """For every view: choose a day (or never) for each act, and replay with those."""
    chance = random.Random(2026)
    counted = 0
    for name, narrowed in _views():
        alliance = narrowed.under(definition)
        for state, days in alliance.days_by_state.items():
            acts = in_order(alliance.view.acts_of(state), alliance.definition)
            if all(
                act.since.is_exact and not act.may_not_have_happened for act in acts
            ):
                continue
            for _ in range(COMPLETIONS):
                crisp = _completed(acts, chance)
                if crisp is None:
                    continue
                counted += 1
                replayed = _replayed_day_by_day(crisp, alliance.definition)
                for day, member in replayed.items():
                    assert member or day not in days.surely, (name, state, day)
                    assert not member or day in days.possibly, (name, state, day)
    assert counted > 100


HORIZON = date(2030, 1, 1)


def _completed(acts, chance):
    """Days that ascend in the stated order, for the acts that happen; None if none do."""
    crisp, last = [], date.min
    for act in acts:
        never = act.may_not_have_happened or act.since.latest is None
        if never and chance.random() < 0.3:
            continue
        first = max(last, act.since.earliest or date(1990, 1, 1))
        end = act.since.latest or HORIZON
        if first > end:
            if not never:
                return None
            continue
        choices = [first, end, first + (end - first) * chance.random()]
        possible = [day for day in choices if day in act.since.days]
        if not possible:
            return None
        last = chance.choice(possible)
        crisp.append((last, act.kind))
    return crisp


def _replayed_day_by_day(crisp, definition):
    """The slow obvious model: the state of affairs after each act, day by day."""
    member = paused = False
    answers = {date(1980, 1, 1): False}
    for day, kind in crisp:
        if kind in definition.closes:
            member = False
        elif kind in definition.opens:
            member, paused = True, False
        elif kind in definition.pauses:
            paused = True
        elif kind in definition.resumes:
            paused = False
        answers[day] = member and not paused
    return (
        answers | {day + timedelta(1): said for day, said in answers.items()} | answers
    )


# -- replay of random acts, against the same model ------------------------------------

FIRST = date(2000, 1, 1)
KINDS = [Kind.SIGNATURE, Kind.EXPIRY, Kind.SUSPENSION, Kind.RESUMPTION]


def _act(number, kind, since, *, perhaps):
    event = Event(f"act-{number:02}", kind, ())
    return Act(event, kind, None, (), since, None, perhaps, ())


@st.composite
def acts_in_order(draw):
    """Acts whose days overlap little enough for the order to be as stated."""
    acts, day = [], 0
    for number in range(draw(st.integers(0, 5))):
        day += draw(st.integers(0, 3))
        width = draw(st.integers(0, 4))
        since = FuzzyDate(
            DaySet.span(FIRST + timedelta(day), FIRST + timedelta(day + width + 1))
        )
        kind = draw(st.sampled_from(KINDS))
        acts.append(_act(number, kind, since, perhaps=draw(st.booleans())))
    return acts


@given(acts_in_order(), st.sampled_from(CSTO.definitions()))
@settings(max_examples=150, deadline=None)
def test_bounds_hold_every_completion_of_random_acts(acts, definition):
    days = member_days(acts, definition)
    ordered = in_order(acts, definition)
    window = [FIRST + timedelta(n) for n in range(-2, 24)]
    choices = [
        [d for d in window if d in act.since.days] + [None] * act.may_not_have_happened
        for act in ordered
    ]
    for chosen in list(product(*choices))[:400]:
        dated = [(d, act.kind) for d, act in zip(chosen, ordered, strict=True) if d]
        if dated != sorted(dated, key=lambda pair: pair[0]):
            continue
        changes = _replayed_day_by_day(dated, definition)
        for day in window:
            known = [d for d in changes if d <= day]
            member = changes[max(known)] if known else False
            assert member or day not in days.surely
            assert not member or day in days.possibly


@given(acts_in_order())
@settings(max_examples=50, deadline=None)
def test_an_opening_when_open_and_a_closing_when_closed_do_nothing(acts):
    joined = cm.load("csto").definition
    doubled = []
    for act in acts:
        again = attrs.evolve(act, event=attrs.evolve(act.event, id=f"{act.event.id}b"))
        doubled += [act, again]
    if all(not act.may_not_have_happened for act in acts):
        assert member_days(doubled, joined) == member_days(acts, joined)


def test_a_term_that_ends_and_its_extension_meet_on_one_day():
    """No special rule: ends come before beginnings, and spells that touch are one."""
    assert CSTO.days_of("RUS").surely == DaySet.span("1992-05-15", None)
    party = CSTO.under("party")
    assert party.days_of("RUS").surely == DaySet.span("1994-04-20", None)
    (spell,) = party.history("RUS").spells
    assert spell.opened_by[0].event.id == "cst-in-force"


@pytest.mark.parametrize(
    "alliance", [CSTO, CSTO.under("party").as_known_on("1999-03-01")]
)
def test_an_alliance_survives_pickling_and_copying(alliance):
    alliance.members_on("1998-01-01", beyond="ignore").disputed  # noqa: B018
    for again in (pickle.loads(pickle.dumps(alliance)), copy.deepcopy(alliance)):
        assert again.days_by_state == alliance.days_by_state
        assert again.members_on("1998-01-01", beyond="ignore") == alliance.members_on(
            "1998-01-01", beyond="ignore"
        )


def test_a_term_may_run_from_an_act_of_the_body_itself():
    """An event without states has a day all the same."""
    union = cm.read("""
        [alliance]
        id = "union"
        complete_until = 2020-01-01
        [instrument.pact]
        roles = ["treaty"]
        [[event]]
        id = "signed"
        kind = "signature"
        of = "pact"
        states = ["AM"]
        claim = [{ sources = ["mfa-by"], on = 2000-01-01 }]
        [[event]]
        id = "in-force"
        kind = "entry_into_force"
        of = "pact"
        claim = [{ sources = ["mfa-by"], on = 2001-01-01 }]
        [[event]]
        id = "ends"
        kind = "expiry"
        of = "pact"
        states = ["AM"]
        [[event.claim]]
        sources = ["mfa-by"]
        rule = { after = "in-force", years = 5, expires = "on the eve of the anniversary" }
    """)
    assert str(union.days_of("AM")) == "2000-01-01 to 2005-12-31"
