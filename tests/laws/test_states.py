"""A state is the same, whole one in whatever way it and its alliance came to hand."""

import copy
import pickle
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import read_package, state_years, write_package
from csto_membership.membership.shipped import states

ALL = tuple(states())
NAMES = cm.available()

# -- ways in which a state comes to hand: each gives it, or what finds it, to ask with ----

WAYS = {
    "the State": lambda state: state,
    "its name": lambda state: state.name,
    # ISO gave "CS" twice, so it is asked for as data files do.
    "alpha-2, or its key": lambda state: states().with_code(state.short_code),
    "alpha-3, or its key": lambda state: state.code,
    "alpha-3 in small letters": lambda state: state.code.lower(),
    "last name": lambda state: state.names[-1],
    "any name in capitals": lambda state: state.names[len(state.names) // 2].upper(),
    "Correlates of War number": lambda state: next(
        s
        for s in ALL
        if (s.cow, s.gw, s.continues) == (state.cow, state.gw, state.continues)
    ),
    "copy": copy.deepcopy,
    "pickle": lambda state: pickle.loads(pickle.dumps(state)),
    "made by hand": lambda state: cm.State(
        state.alpha_2, state.alpha_3, state.name, key=state.key
    ),
    "iterating the states of a record": lambda state: next(
        s for s in cm.load("guam").record.states if s.key == state.key
    ),
    "found in another alliance": lambda state: cm.load("eaeu").record.states.find(
        state.code
    ),
    "a user's file": lambda state: named_by_a_user(state.short_code).record.parties[0],
    "an act of a user's file": lambda state: (
        named_by_a_user(state.short_code).acts()[0].states[0]
    ),
    "a claim of a user's file": lambda state: (
        named_by_a_user(state.short_code).record.claims[0].states[0]
    ),
    "the members of a user's file": lambda state: next(
        iter(named_by_a_user(state.short_code).members_on("2005-01-01"))
    ),
    "a panel": lambda state: next(
        row["alpha_3"]
        for row in state_years(
            "sco", during="2010", states=[state.code], absent="ignore"
        )
    ),
}


@cache
def named_by_a_user(code):
    return cm.read(
        {
            "alliance": {"id": "own", "complete_until": "2020-12-31"},
            "event": [
                {
                    "id": "signed",
                    "kind": "signature",
                    "states": [code],
                    "claim": [{"sources": ["un-russia"], "on": "1930-01-01"}],
                }
            ],
        }
    )


# -- ways in which an alliance comes to hand ----------------------------------------------


@pytest.fixture(scope="module")
def alliances(tmp_path_factory):
    """Each alliance as loaded, and as it comes back from elsewhere."""
    folder = tmp_path_factory.mktemp("all") / "package"
    write_package(NAMES, folder)
    packaged = {each.record.id: each for each in read_package(folder)}
    return {
        name: (
            cm.load(name),
            pickle.loads(pickle.dumps(cm.load(name))),
            packaged[name],
        )
        for name in NAMES
    }


def answers(alliance, state, day):
    """What is said of a state, asked for in one of the ways."""
    (beside,) = cm.memberships_of(state, day, alliance, beyond="ignore")
    rows = state_years(
        alliance, states=[state], during=f"{day.year}", beyond="ignore", absent="ignore"
    ).select(
        *("state", "alpha_3", "cow", "gw", "year", "state_exists"),
        *("member", "member_why", "status"),
    )
    why = alliance.explain(state, day, beyond="ignore")
    return {
        "status": alliance.status(state, day, beyond="ignore"),
        "beside": (beside.status, beside.answer),
        "member": alliance.was_member(state, day, beyond="ignore", absent="ignore"),
        "days": alliance.days_of(state, absent="ignore"),
        "changes": alliance.change_days_of(state),
        "explanation": str(why),
        "plain explanation": why.as_dict(),
        "history": str(alliance.history(state, absent="ignore")),
        "memberships": str(cm.memberships_of(state, day, alliance, beyond="ignore")),
        "panel": list(rows),
    }


@cache
def expected(name, code, day):
    return answers(cm.load(name), code, day)


def days_of_all_sorts(state, name):
    """Days on which an answer may change, those beside them, and any other."""
    known = sorted(cm.load(name).change_days_of(state))
    edges = [d for d in known if date.min < d < date.max]
    beside = [date.fromordinal(d.toordinal() - 1) for d in edges]
    some = st.dates(date(1930, 1, 1), date(2035, 12, 31))
    return st.sampled_from([*edges, *beside]) | some if edges else some


@given(data=st.data())
def test_every_way_to_a_state_gives_the_same_answers(alliances, data):
    state, name = data.draw(st.sampled_from(ALL)), data.draw(st.sampled_from(NAMES))
    day = data.draw(days_of_all_sorts(state, name))
    way = data.draw(st.sampled_from(sorted(WAYS)))
    alliance = data.draw(st.sampled_from(alliances[name]))
    asked = WAYS[way](state)
    assert answers(alliance, asked, day) == expected(name, state.code, day)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_state_that_it_should(way):
    for state in ALL:
        assert states().find(WAYS[way](state)) is state


@given(data=st.data())
@settings(max_examples=2 * settings.default.max_examples)
def test_a_state_has_no_status_on_a_day_on_which_it_did_not_exist(data):
    state, name = data.draw(st.sampled_from(ALL)), data.draw(st.sampled_from(NAMES))
    day = data.draw(days_of_all_sorts(state, name))
    said = expected(name, state.code, day)
    assert (said["status"] is cm.Status.NO_STATE) is not state.existed_on(day)
    assert said["status"] == said["beside"][0]


def test_uzbekistan_was_no_state_in_1980():
    csto, day = cm.load("csto"), "1980-01-01"
    (beside,) = cm.memberships_of("UZ", day, "csto")
    (row,) = state_years("csto", during="1980", states=["UZ"])
    assert csto.status("UZ", day) is cm.Status.NO_STATE
    assert beside.status is cm.Status.NO_STATE
    assert (row["status"], row["state_exists"]) == (cm.Status.NO_STATE, 0)
