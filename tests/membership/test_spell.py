"""Spells: periods without a gap, with the acts at their ends."""

from datetime import date

LINES = """
    in: signature AM; gazette 1992-05-15
    renewed: signature AM; gazette 1993-01-01
    paused: suspension AM; gazette 1994-01-01
    on: resumption AM; gazette 1995-01-01
"""


def spells_of(alliance, state="AM"):
    return alliance.spells_of(alliance.record.states.find(state))


def ids(acts):
    return [act.event.id for act in acts]


def test_a_spell_has_the_acts_at_its_ends_and_none_between(pact):
    first, second = spells_of(pact(LINES))
    assert (ids(first.opened_by), ids(first.closed_by)) == (["in"], ["paused"])
    assert (ids(second.opened_by), ids(second.closed_by)) == (["on"], [])


def test_a_spell_ends_on_the_day_before_it_is_closed(pact):
    first, second = spells_of(pact(LINES))
    assert (first.first_day, first.last_day) == (date(1992, 5, 15), date(1993, 12, 31))
    assert first.length == "1 year, 7 months, 17 days"
    assert (second.first_day, second.last_day) == (date(1995, 1, 1), None)
    assert second.length == ""


def test_a_spell_runs_over_its_uncertain_days(pact):
    (spell,) = spells_of(
        pact(
            """
            in: signature AM; gazette [1992-05-15..1992-05-20]
            out: withdrawal AM; gazette [1993-01-01..1993-01-03]
            """
        )
    )
    assert str(spell.span) == "1992-05-15 to 1993-01-02"
    assert str(spell.surely) == "1992-05-20 to 1992-12-31"
    assert str(spell.uncertain) == "1992-05-15 to 1992-05-19, 1993-01-01 to 1993-01-02"
    assert (ids(spell.opened_by), ids(spell.closed_by)) == (["in"], ["out"])


def test_a_spell_without_a_beginning_has_no_length(pact):
    (spell,) = spells_of(
        pact(
            """
            in: signature AM; gazette [..1992-05-15]
            out: withdrawal AM; gazette 1993-01-01
            """
        )
    )
    assert (spell.first_day, spell.last_day) == (None, date(1992, 12, 31))
    assert spell.length == ""
    assert ids(spell.opened_by) == ["in"]


def test_a_spell_as_plain_values(pact):
    (_, second) = spells_of(pact(LINES))
    values = second.as_dict()
    assert values["length"] is None
    assert values["uncertain"] == []
    assert [act["event"] for act in values["opened_by"]] == ["on"]
    assert values["closed_by"] == []


def test_a_state_that_was_never_a_member_has_no_spells(pact):
    assert spells_of(pact(LINES), "BY") == ()


def test_each_spell_has_its_own_acts_and_its_own_certain_days(pact):
    first, second = spells_of(
        pact(
            """
            in: signature AM; gazette 1992-05-15
            out: withdrawal AM; gazette 1993-01-01
            again: accession AM; gazette [1994-01-01..1994-01-03]
            over: expulsion AM; gazette 1995-01-01
            """
        )
    )
    assert [(ids(s.opened_by), ids(s.closed_by)) for s in (first, second)] == [
        (["in"], ["out"]),
        (["again"], ["over"]),
    ]
    assert [str(s.surely) for s in (first, second)] == [
        "1992-05-15 to 1992-12-31",
        "1994-01-03 to 1994-12-31",
    ]
    assert first.as_dict()["length"] == first.length == "7 months, 17 days"


def test_an_act_of_the_day_that_does_the_other_thing_is_not_at_the_end(pact):
    (spell,) = spells_of(
        pact(
            """
            old: withdrawal AM; gazette 1992-05-15
            in: signature AM; gazette 1992-05-15
            paused: suspension AM; gazette 1993-01-01
            again: signature AM; gazette 1993-01-01
            """
        )
    )
    assert (ids(spell.opened_by), ids(spell.closed_by)) == (["in"], ["paused"])


def test_a_spell_that_may_go_on_was_closed_by_nothing(pact):
    lines = LINES + "out: withdrawal AM; gazette [1996-01-01..]"
    *_, last = spells_of(pact(lines))
    assert last.last_day is None
    assert last.closed_by == ()
