"""Spells as rows: with their ends, how they came and went, and what is not over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import spells

UNCERTAIN_PARTY = ("AZE", "UZB")


@st.composite
def views(draw):
    alliance = cm.load(draw(st.sampled_from(cm.available())))
    alliance = alliance.under(draw(st.sampled_from(alliance.definitions())))
    known = draw(st.none() | st.dates(date(1992, 1, 1), date(2013, 1, 1)))
    return alliance if known is None else alliance.as_known_on(known)


@given(view=views())
def test_the_rows_hold_every_day_that_is_covered_and_no_other(view):
    covered = cm.DaySet.parse(f"../{view.horizon}")
    rows = {}
    for row in spells(view):
        rows.setdefault(row["alpha_3"], []).append(row)
    for state in view.record.parties:
        days = view.days_of(state, absent="ignore")
        mine = rows.get(state.alpha_3, [])
        parts = [
            f"{r['first_day_min']}/{r['last_day_max'] or view.horizon}" for r in mine
        ]
        every = cm.DaySet().union(*map(cm.DaySet.parse, parts))
        assert every == days.possibly & covered
        assert sum(r["days_max"] for r in mine) == every.count()
        assert sum(r["days_min"] for r in mine) == (days.surely & covered).count()
        assert [r["spell"] for r in mine] == list(range(1, len(mine) + 1))


@given(view=views())
def test_what_lasts_on_the_last_day_is_censored_and_nothing_else(view):
    members = view.members_on(view.horizon)
    lasting = {
        row["alpha_3"]: row for row in spells(view) if row["right_censored"] != 0
    }
    assert set(lasting) == {state.alpha_3 for state in members.possibly}
    for row in spells(view):
        assert row["complete_until"] == view.horizon
        assert row["left_censored"] == 0
        if row["right_censored"] == 1:
            assert row["alpha_3"] in members.alpha_3
        if row["right_censored"] != 0:
            assert row["exit"] is row["last_day"] is row["last_day_max"] is None
        else:
            assert row["exit"]


@given(view=views())
def test_a_day_stands_where_it_is_sure(view):
    for row in spells(view):
        for day in ("first_day", "last_day"):
            low, high = row[f"{day}_min"], row[f"{day}_max"]
            assert row[day] == (low if low == high else None)
            assert low is None or high is None or low <= high


def test_the_spells_of_uzbekistan():
    first, second = spells("csto", states=["UZ"])
    assert (first["first_day"], first["last_day"]) == (
        date(1992, 5, 15), date(1999, 4, 20),
    )  # fmt: skip
    assert (first["entry"], first["exit"]) == ("signature", "expiry")
    assert (second["first_day"], second["last_day"]) == (
        date(2006, 8, 16), date(2012, 12, 18),
    )  # fmt: skip
    assert (second["entry"], second["exit"]) == ("readmission", "suspension")
    assert (first["days_min"], second["days_max"]) == (2532, 2317)


def test_a_spell_that_two_acts_may_have_ended_names_both_and_bounds_its_last_day():
    """The GDR signed its way out on 1990-09-24, and ended on 1990-10-03."""
    (row,) = spells("warsaw_pact", states=["DDR"])
    assert row["exit"] == "withdrawal; end_of_state"
    assert row["exit_event"] == "dd-leaves; dd-ends"
    days = [row[name] for name in ("last_day", "last_day_min", "last_day_max")]
    assert days == [None, date(1990, 9, 23), date(1990, 10, 2)]
    assert row["cow"] == 265


def test_a_spell_that_is_perhaps_bounds_its_ends():
    """Bound not before 2008-03-28, if at all, and no end is known."""
    _, row = spells("csto", definitions=["party"], states=["UZ"])
    told = {name: row[name] for name in row if "day" in name or "censor" in name}
    assert told == {
        "first_day": None, "first_day_min": date(2008, 3, 28), "first_day_max": None,
        "last_day": None, "last_day_min": None, "last_day_max": None,
        "left_censored": 0, "right_censored": None, "days_min": 0, "days_max": 6534,
    }  # fmt: skip


def test_a_spell_that_ends_after_the_last_day_is_censored():
    """On 1999-03-01 the end of the first term was known, and not yet come."""
    view = cm.load("csto").as_known_on("1999-03-01")
    (row,) = spells(view, states=["AZ"])
    assert (row["right_censored"], row["last_day"], row["exit"]) == (1, None, None)
    assert row["complete_until"] == date(1999, 3, 1)


def test_the_number_of_a_state_is_that_of_the_end_of_the_spell(pact_of):
    """Germany has 260 in the Correlates of War until 1990-10-02, and then 255."""
    pact = pact_of(
        ("entry_into_force", "DE", "1960-01-01"),
        ("withdrawal", "DE", "1980-01-01"),
        ("entry_into_force", "DE", "1985-01-01"),
    )
    rows = spells(pact).select("spell", "cow", "gw")
    assert [tuple(row.values()) for row in rows] == [(1, 260, 260), (2, 255, 260)]


def test_a_spell_that_begins_after_the_last_day_is_no_row(pact_of):
    """What is agreed for later has not begun; what begins on the last day has."""
    pact = pact_of(
        ("entry_into_force", "GE", "2000-01-01"),
        ("entry_into_force", "AM", "1999-12-31"),
        ("entry_into_force", "AZ", "[1999-12-31..2000-01-02]"),
    )
    rows = spells(pact).select("alpha_3", "first_day", "days_min", "right_censored")
    assert [tuple(row.values()) for row in rows] == [
        ("ARM", date(1999, 12, 31), 1, 1),
        ("AZE", None, 0, None),
    ]


def test_definitions_stand_below_one_another():
    rows = spells("csto", "nato", definitions=["joined", "active"], states=["AM", "FR"])
    assert [
        (r["alliance"], r["definition"], r["alpha_3"], r["exit"]) for r in rows
    ] == [
        ("csto", "joined", "ARM", None),
        ("csto", "active", "ARM", "halt"),
        ("nato", "joined", "FRA", None),
        ("nato", "active", "FRA", None),
    ]


@pytest.fixture
def in_force_and_left(pact_of):
    """Makes a pact of one state, in force on some day and left with the end of 1995."""

    def made(on):
        return pact_of(
            ("entry_into_force", "GE", on), ("withdrawal", "GE", "1996-01-01")
        )

    return made


def test_a_spell_without_a_beginning_is_censored_on_the_left(in_force_and_left):
    (row,) = spells(in_force_and_left("[..1990-01-01]"))
    assert (row["left_censored"], row["first_day_min"]) == (1, None)
    assert row["last_day_max"] == date(1995, 12, 31)
    assert row["days_max"] is None


# -- in the style of others -----------------------------------------------------------


def test_in_the_style_of_cow_an_end_that_has_not_come_is_empty():
    armenia, azerbaijan = spells("csto", states=["AM", "AZ"]).in_style("cow")
    assert [armenia[n] for n in ("ccode", "styear", "stmonth", "stday")] == [
        371, 1992, 5, 15,
    ]  # fmt: skip
    assert [armenia[n] for n in ("endyear", "endmonth", "endday")] == [None] * 3
    assert (armenia["left_censor"], armenia["right_censor"]) == (0, 1)
    assert [azerbaijan[n] for n in ("endyear", "endmonth", "endday")] == [1999, 4, 20]
    assert "first_day" not in armenia
    assert azerbaijan["last_day_max"] == date(1999, 4, 20)


def test_in_the_style_of_atop_an_end_that_has_not_come_is_zero():
    armenia, azerbaijan = spells("csto", states=["AM", "AZ"]).in_style("atop")
    assert [armenia[n] for n in ("yrexit", "moexit", "dayexit")] == [0, 0, 0]
    assert [azerbaijan[n] for n in ("yrent", "moent", "dayent")] == [1993, 9, 24]
    assert [azerbaijan[n] for n in ("yrexit", "moexit", "dayexit")] == [1999, 4, 20]


@pytest.mark.parametrize("style", ["cow", "atop"])
def test_columns_may_be_chosen_before_or_after_the_style(pact_of, style):
    """An end is told by more columns than its own."""
    pact = pact_of(
        ("entry_into_force", "GE", "[..1990-01-01]"), ("withdrawal", "GE", "1996-03")
    )
    for alliance in ("csto", pact):
        first = spells(alliance).select("cow", "last_day").in_style(style)
        then = spells(alliance).in_style(style).select(*first.names)
        assert list(first) == list(then)
        assert first.columns == then.columns


@pytest.mark.parametrize(
    ("on", "parts"),
    [
        ("1994-04-20", [1994, 4, 20]),
        ("1994-04", [1994, 4, None]),
        ("1994", [1994, None, None]),
        ("[1993-12-31..1994-01-01]", [None, None, None]),
    ],
)
def test_the_parts_of_a_day_stand_as_far_as_they_are_sure(in_force_and_left, on, parts):
    (row,) = spells(in_force_and_left(on)).in_style("cow")
    assert [row[name] for name in ("styear", "stmonth", "stday")] == parts


@pytest.mark.parametrize(
    ("style", "parts"),
    [
        ("cow", ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")),
        ("atop", ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")),
    ],
)
def test_a_day_that_may_never_come_has_no_parts(style, parts):
    """Uzbekistan is bound again not before 2008-03-28, and perhaps never."""
    _, row = spells("csto", definitions=["party"], states=["UZ"]).in_style(style)
    assert [row[name] for name in parts] == [None] * 6
    assert row["first_day_min"] == date(2008, 3, 28)


def test_an_unknown_style_is_told_with_those_that_there_are():
    with pytest.raises(cm.MembershipError, match="known are cow, atop"):
        spells("csto").in_style("gleditsch")


def test_spells_say_where_another_state_may_be_meant():
    with pytest.warns(cm.AbsentStateWarning, match=r"ask for Soviet Union \(SUN\)"):
        assert list(spells("warsaw_pact", states=["Russia"])) == []
    with pytest.raises(cm.AbsentStateError):
        spells("warsaw_pact", states=["Russia"], absent="raise")
    assert list(spells("warsaw_pact", states=["Russia"], absent="ignore")) == []
    assert list(spells("warsaw_pact", states=["SUN"]))  # and no warning
    assert list(spells("csto", states=["Russia"]))
