"""States: how a text finds one, and sets of them."""

import pickle
import unicodedata
from contextlib import suppress

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.membership.shipped import states
from csto_membership.record import States
from csto_membership.record.spelling import folded, words_of
from csto_membership.record.state import by_name

STATES = states()
ALL = tuple(STATES)
TWELVE = cm.load("csto").record.parties
SPELLINGS = [(name, state) for state in ALL for name in state.names if name != "CS"]
LONG = [(name, state) for name, state in SPELLINGS if len(name) > 4]


def bare(text):
    """A name without its accents, as many people type it."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


# -- names ------------------------------------------------------------------------


def test_every_spelling_finds_its_state():
    for name, state in SPELLINGS:
        for form in (name, name.upper(), name.lower(), bare(name), f"  {name}\n"):
            assert STATES.find(form) is state, form


@given(
    spelling=st.sampled_from(SPELLINGS),
    upper=st.lists(st.booleans(), min_size=60, max_size=60),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    stripped=st.booleans(),
    spaces=st.sampled_from(["", " ", "  ", "\t", "\u00a0"]),
)
def test_case_accents_and_outer_spaces_are_forgiven(
    spelling, upper, form, stripped, spaces
):
    name, state = spelling
    typed = unicodedata.normalize(form, bare(name) if stripped else name)
    typed = "".join(
        c.upper() if up else c.lower() for c, up in zip(typed, upper, strict=False)
    )
    assert STATES.find(f"{spaces}{typed}{spaces}") is state


@given(spelling=st.sampled_from([s for s in SPELLINGS if " " in s[0] or "-" in s[0]]))
def test_a_hyphen_is_a_space_and_two_spaces_are_one(spelling):
    name, state = spelling
    assert STATES.find(name.replace("-", " ")) is state
    assert STATES.find(name.replace(" ", "-")) is state
    assert STATES.find(name.replace(" ", "  ")) is state


@given(spelling=st.sampled_from(LONG), data=st.data())
@example(("Uzbekistan", STATES.find("UZ")), None)
@example(("Lao PDR", STATES.find("LA")), None)
def test_a_letter_left_out_or_doubled_is_an_error_that_suggests_the_state(
    spelling, data
):
    name, state = spelling
    place = 3 if data is None else data.draw(st.integers(0, len(name) - 1))
    doubled = data is not None and data.draw(st.booleans())
    typed = name[:place] + name[place] * 2 * doubled + name[place + 1 :]
    assume(
        frozenset(words_of(typed)) not in {frozenset(words_of(n)) for n, _ in SPELLINGS}
    )
    with pytest.raises(cm.UnknownStateError) as caught:
        STATES.find(typed)
    assert f"{state.name} ({state.code})" in caught.value.suggestions
    assert caught.value.name == typed
    assert f"no state {typed!r}; did you mean " in str(caught.value)


@pytest.mark.parametrize(
    "name", ["", " ", "-", "X", "UX", "Atlantis", "🇺🇿", "Uz bekistan!"]
)
def test_what_names_no_state_is_an_error(name):
    with pytest.raises(cm.UnknownStateError, match="no state"):
        STATES.find(name)


def test_where_nothing_is_near_the_error_says_what_may_be_given():
    with pytest.raises(
        cm.UnknownStateError, match="takes ISO 3166-1 codes, and names in En"
    ):
        STATES.find("Atlantis")


@given(st.text(max_size=20) | st.sampled_from(SPELLINGS).map(lambda each: each[0]))
def test_any_text_is_a_state_or_an_error_of_ours(text):
    with suppress(cm.UnknownStateError):
        found = STATES.find(text)
        assert set(words_of(text)) in [set(words_of(name)) for name in found.names]


@pytest.mark.parametrize("value", [None, 860, ["UZ"], b"UZ", {"UZ"}])
def test_what_is_no_text_is_refused_by_its_type(value):
    with pytest.raises(cm.NotAStateError, match=type(value).__name__) as caught:
        STATES.find(value)
    assert isinstance(caught.value, TypeError)


def test_a_state_finds_itself():
    assert all(STATES.find(state) is state for state in ALL)


# -- the states of the file ---------------------------------------------------------


def test_no_two_states_share_a_name():
    owners = {}
    for name, state in SPELLINGS:
        for key in (bare(name).casefold(), folded(name)):
            assert owners.setdefault(key, state) is state


def test_states_come_in_order_of_their_names():
    assert list(ALL) == sorted(ALL, key=lambda state: folded(state.name))
    assert len(STATES) == len(ALL) == 221


def test_codes_are_those_of_iso_3166():
    assert {s.alpha_2: s.alpha_3 for s in TWELVE} == {
        "AM": "ARM", "AZ": "AZE", "BY": "BLR", "GE": "GEO", "KZ": "KAZ", "KG": "KGZ",
        "MD": "MDA", "RU": "RUS", "TJ": "TJK", "TM": "TKM", "UA": "UKR", "UZ": "UZB",
    }  # fmt: skip


def test_numbers_are_those_of_the_correlates_of_war_project():
    assert {s.alpha_2: s.cow for s in TWELVE} == {
        "AM": 371, "AZ": 373, "BY": 370, "GE": 372, "KZ": 705, "KG": 703,
        "MD": 359, "RU": 365, "TJ": 702, "TM": 701, "UA": 369, "UZ": 704,
    }  # fmt: skip


def test_the_names_that_come_out_are_the_states_own_short_english_ones():
    assert [state.name for state in TWELVE] == [
        "Armenia", "Azerbaijan", "Belarus", "Georgia", "Kazakhstan", "Kyrgyzstan",
        "Moldova", "Russia", "Tajikistan", "Turkmenistan", "Ukraine", "Uzbekistan",
    ]  # fmt: skip


def test_every_state_has_names_in_dutch_and_russian():
    assert all(state.nl and state.ru for state in ALL)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Wit-Rusland", "BY"), ("wit rusland", "BY"), ("Белоруссия", "BY"),
        ("Kirgizië", "KG"), ("KIRGIZIE", "KG"), ("Киргизия", "KG"),
        ("Moldavie", "MD"), ("Oezbekistan", "UZ"), ("Azerbeidzjan", "AZ"),
        ("Азербаиджан", "AZ"), ("russian federation", "RU"), ("рф", "RU"),
        ("Tadzjikistan", "TJ"), ("the ukraine", "UA"), ("Oekraine", "UA"),
    ],
)  # fmt: skip
def test_usual_names_in_three_languages(name, code):
    assert STATES.find(name).alpha_2 == code


def test_a_state_prints_as_its_name_and_does_not_change():
    uzbekistan = STATES.find("UZ")
    assert (str(uzbekistan), repr(uzbekistan)) == (
        "Uzbekistan",
        "<State UZ Uzbekistan>",
    )
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        uzbekistan.name = "other"
    assert pickle.loads(pickle.dumps(uzbekistan)) == uzbekistan


def test_a_state_is_the_same_whatever_else_it_is_called():
    renamed = attrs.evolve(STATES.find("UZ"), variants=())
    assert renamed == STATES.find("UZ")
    assert hash(renamed) == hash(STATES.find("UZ"))


def test_no_states_at_all_can_be_asked():
    with pytest.raises(cm.UnknownStateError):
        States([]).find("UZ")


# -- sets of states -------------------------------------------------------------------


def a_set(states):
    return cm.StateSet(tuple(s for s in ALL if s in states), STATES)


SETS = st.frozensets(st.sampled_from(ALL))


@given(one=SETS, other=SETS)
def test_operators_are_those_of_frozensets_and_give_sets_of_states(one, other):
    mine, theirs, keys = a_set(one), a_set(other), dict.fromkeys(other).keys()
    for left, right in ((mine, theirs), (mine, other), (one, theirs), (mine, keys)):
        for result, expected in (
            (left & right, one & other),
            (left | right, one | other),
            (left ^ right, one ^ other),
            (left - right, one - other),
        ):
            assert type(result) is cm.StateSet
            assert list(result) == sorted(result)
            assert result == expected


def spellings(states):
    """The same states by a name or a code each, as people type them."""
    clear = ([name for name in s.names if name != "CS"] for s in states)  # two had CS
    return {names[len(names[0]) % len(names)] for names in clear}


@given(one=SETS, other=SETS)
def test_operators_take_names_and_codes_on_either_side(one, other):
    mine, typed = a_set(one), spellings(other)
    assert (mine & typed, typed & mine) == (one & other, one & other)
    assert (mine | typed, typed | mine) == (one | other, one | other)
    assert (mine ^ typed, typed ^ mine) == (one ^ other, one ^ other)
    assert (mine - typed, typed - mine) == (one - other, other - one)
    assert (mine <= typed, typed <= mine) == (one <= other, other <= one)
    assert (mine < typed, mine == typed) == (one < other, one == other)
    assert mine.isdisjoint(typed) == one.isdisjoint(other)


@pytest.mark.parametrize("operator", ["&", "|", "^", "-", "<=", "<", ">=", ">"])
def test_an_operator_refuses_a_name_that_no_state_has(operator):
    names = {"mine": a_set(ALL[:3]), "typed": {"Frnace"}}
    with pytest.raises(cm.UnknownStateError, match=r"France \(FRA\)"):
        eval(f"mine {operator} typed", names)  # noqa: S307 - our own text
    with pytest.raises(cm.UnknownStateError, match=r"France \(FRA\)"):
        eval(f"typed {operator} mine", names)  # noqa: S307 - our own text
    with pytest.raises(TypeError):
        eval(f"mine {operator} 'France'", names)  # noqa: S307 - text is no set


def test_no_set_of_states_is_equal_to_one_with_something_else():
    assert a_set(ALL[:3]) != {"Frnace"}
    assert a_set(ALL[:3]) != {1}
    assert a_set([]) != {""}


@given(one=SETS, other=SETS)
def test_comparisons_are_those_of_frozensets(one, other):
    mine, theirs = a_set(one), a_set(other)
    for left, right in ((mine, theirs), (mine, other), (one, theirs)):
        assert (left <= right) == (one <= other)
        assert (left < right) == (one < other)
        assert (left >= right) == (one >= other)
        assert (left > right) == (one > other)
        assert (left == right) == (one == other)
        assert (left != right) == (one != other)
        assert left.isdisjoint(right) == one.isdisjoint(other)


@given(one=SETS)
def test_equal_sets_hash_alike_and_find_each_other(one):
    assert hash(a_set(one)) == hash(a_set(one)) == hash(one)
    assert {one: "found"}[a_set(one)] == "found"
    assert len({a_set(one), a_set(one), one}) == 1


@given(one=SETS)
def test_a_set_is_ordered_and_tells_its_codes_in_that_order(one):
    mine = a_set(one)
    assert list(mine) == sorted(one, key=by_name)
    assert len(mine) == len(one)
    assert bool(mine) == bool(one)
    assert mine.names == tuple(state.name for state in mine)
    assert mine.alpha_2 == tuple(state.alpha_2 for state in mine)
    assert mine.alpha_3 == tuple(state.alpha_3 for state in mine)
    assert str(mine) == (", ".join(mine.names) or "none")
    assert repr(mine) == f"<StateSet {mine}>"


@given(one=SETS, spelling=st.sampled_from(SPELLINGS))
def test_any_name_of_a_state_can_be_asked_for(one, spelling):
    name, state = spelling
    assert (name in a_set(one)) == (state in a_set(one)) == (state in one)


def test_an_unknown_name_raises_and_is_never_a_no():
    with pytest.raises(cm.UnknownStateError, match="did you mean Uzbekistan"):
        "Uzbekstan" in a_set(ALL)  # noqa: B015
    with pytest.raises(cm.NotAStateError):
        860 in a_set(ALL)  # noqa: B015


def test_a_set_of_states_is_compared_and_combined_with_sets_only():
    some = a_set(ALL[:2])
    assert some != list(ALL[:2])
    assert some != "AM"
    with pytest.raises(TypeError):
        some & list(ALL)
    with pytest.raises(TypeError):
        some <= list(ALL)  # noqa: B015
