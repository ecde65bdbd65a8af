"""Acts: when they were done, from which day they count, and whether they happened."""

from datetime import date

import pytest

from csto_membership.days import FuzzyDate
from csto_membership.membership.act import last_day_in
from csto_membership.record import Kind


def only_act(alliance):
    (act,) = alliance.acts()
    return act


def test_an_act_counts_from_the_day_since_and_was_done_on_another(pact):
    act = only_act(pact("left: withdrawal AM; gazette 1992-05-15 since=1992-11-15"))
    assert str(act.done) == "1992-05-15"
    assert str(act.happened) == "since 1992-11-15"
    assert str(act) == "1992-05-15, effective 1992-11-15: left"


def test_an_act_without_a_day_on_which_it_was_done_was_done_when_it_counts(pact):
    act = only_act(pact("left: withdrawal AM; gazette since=1992-11-15"))
    assert act.on is None
    assert str(act) == "1992-11-15: left"


def test_an_act_that_may_not_have_happened_has_no_certain_day(pact):
    lines = "left: withdrawal AM undecided=AM; gazette 1992-05-15; herald never"
    act = only_act(pact(lines))
    assert act.may_not_have_happened
    assert not act.happened.surely
    assert str(act.happened.possibly) == "since 1992-05-15"
    assert str(act) == "1992-05-15: left (possibly never)"
    assert act.as_dict()["perhaps_never"] is True


def test_an_act_between_two_days_is_certain_from_the_later_one(pact):
    act = only_act(pact("left: withdrawal AM; gazette [1992-05-15..1992-05-20]"))
    assert str(act.happened.possibly) == "since 1992-05-15"
    assert str(act.happened.surely) == "since 1992-05-20"


def test_an_act_as_plain_values_has_everything_by_id(pact):
    act = only_act(pact("left: withdrawal AM of=treaty; gazette since=1992-11-15"))
    assert act.as_dict() == {
        "event": "left",
        "title": "left",
        "kind": "withdrawal",
        "instrument": "treaty",
        "done": None,
        "effective_from": "1992-11-15",
        "perhaps_never": False,
        "sources": ["gazette"],
    }


@pytest.mark.parametrize(
    ("kind", "on", "since", "expected"),
    [
        (Kind.EXPIRY, None, "1999-04-21", date(1999, 4, 20)),
        (Kind.EXPIRY, "1999-04-20", "1999-04-21", None),
        (Kind.WITHDRAWAL, None, "1999-04-21", None),
        (Kind.EXPIRY, None, "1999", None),
    ],
    ids=["end of a term", "with a day of its own", "no term", "not exact"],
)
def test_only_the_end_of_a_term_is_known_by_its_last_day(kind, on, since, expected):
    on = on and FuzzyDate(on)
    assert last_day_in(kind, on, FuzzyDate(since)) == expected
