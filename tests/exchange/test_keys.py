"""Tables keyed by the number of a list: cases worked out by hand, and laws."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import dyad_years, state_months, state_years
from csto_membership.record.number import numbers_of_list

STATES = cm.states()
SINCE_1946 = [s for s in STATES if not s.last_day or s.last_day.latest.year >= 1946]
ONE = st.sampled_from(["cow", "gw"])


def years(key, number, during, *alliances, **how):
    how = {"states": [number], "beyond": "ignore"} | how
    table = state_years(*alliances or ["warsaw_pact"], during=during, key=key, **how)
    return list(table)


def numbers_in(key, states, during, alliance="warsaw_pact"):
    table = state_years(alliance, during=during, key=key, states=states)
    return {(row[key], row["alpha_3"], row["days"]) for row in table}


# -- which numbers have a row in a year ------------------------------------------------


@pytest.mark.parametrize(
    ("key", "states", "during", "expected"),
    [
        ("cow", ["DEU", "DDR"], "1990",
         {(260, "DEU", 275), (255, "DEU", 90), (265, "DDR", 275)}),
        ("gw", ["DEU", "DDR"], "1990", {(260, "DEU", 365), (265, "DDR", 275)}),
        ("cow", ["YEM", "YMD"], "1990",
         {(678, "YEM", 141), (679, "YEM", 224), (680, "YMD", 141)}),
        ("gw", ["YEM", "YMD"], "1990", {(678, "YEM", 365), (680, "YMD", 141)}),
        ("cow", ["DEU"], "1989", {(260, "DEU", 365)}),
        ("cow", ["DEU"], "1991", {(255, "DEU", 365)}),
        ("cow", ["SRB", "YUG"], "2006", {(345, "SRB", 365)}),
        ("gw", ["SRB", "YUG"], "2006", {(345, "YUG", 155), (340, "SRB", 210)}),
        ("cow", ["SYR"], "1959", set()),
        ("gw", ["SYR"], "1959", {(652, "SYR", 365)}),
        ("cow", ["SYR"], "1958", {(652, "SYR", 32)}),
        ("cow", ["SYR"], "1961", {(652, "SYR", 94)}),
        ("cow", ["SUN", "RUS"], "1980", {(365, "SUN", 366)}),
        ("cow", ["SUN", "RUS"], "1991", {(365, "RUS", 365)}),
        ("gw", ["RUS"], "1992", {(365, "RUS", 366)}),
    ],
)  # fmt: skip
def test_a_number_has_one_row_in_each_year_in_which_its_list_has_it(
    key, states, during, expected
):
    assert numbers_in(key, states, during) == expected


@pytest.mark.parametrize(
    ("key", "number", "year", "states"),
    [
        ("cow", 365, "1990", "SUN"),
        ("cow", 365, "1991", "SUN;RUS"),
        ("gw", 365, "1991", "SUN;RUS"),
        ("gw", 365, "1992", "RUS"),
        ("cow", 345, "2005", "YUG"),
        ("cow", 345, "2006", "YUG;SRB"),
        ("cow", 255, "1990", "DEU"),
    ],
)
def test_a_row_names_the_states_that_hold_the_number_in_order(
    key, number, year, states
):
    (row,) = years(key, number, year)
    assert row["states"] == states


def test_the_soviet_union_and_russia_are_one_number_and_one_row_in_1991():
    for key in ("cow", "gw"):
        (row,) = years(key, 365, "1991")
        cells = ("member", "member_why", "status", "alpha_3", "state_exists", "days")
        expected = (1, None, "member; no longer", "RUS", 1, 365)
        assert tuple(row[name] for name in cells) == expected
        assert (row["first_day"], row["last_day"]) == (
            date(1991, 1, 1),
            date(1991, 6, 30),
        )


def test_the_number_goes_on_as_what_it_was_under_its_earlier_state():
    assert [row["status"] for row in years("cow", 365, "1995")] == ["no longer"]
    assert [row["status"] for row in years("cow", 365, "1950", "cis")] == [
        "the body did not exist"
    ]


# -- rules, of the days on which the number or state existed -----------------------------


@pytest.mark.parametrize(
    ("key", "number", "rule", "member", "why"),
    [
        ("cow", 260, "any_day", 1, None),
        ("cow", 260, "first_day", 1, None),
        ("cow", 260, "last_day", None, "number_not_in_use"),
        ("cow", 260, "most_days", 1, None),
        ("cow", 260, "share", 1.0, None),
        ("cow", 255, "first_day", None, "number_not_in_use"),
        ("cow", 255, "last_day", 1, None),
        # 90 of 365 days, and all of its own.
        ("cow", 255, "most_days", 1, None),
        ("cow", 255, "share", 1.0, None),
        ("gw", 260, "last_day", 1, None),
    ],
)
def test_germany_in_nato_in_1990(key, number, rule, member, why):
    (row,) = years(key, number, "1990", "nato", rule=rule)
    assert (row["member"], row["member_why"]) == (member, why)
    status = "number not in use" if why else "member"
    assert (row["status"], row["state_exists"]) == (status, 0 if why else 1)


def test_a_share_is_of_the_days_of_the_state():
    """The Soviet Union surely existed on 359 days of 1991, and was in on 181."""
    (row,) = state_years("warsaw_pact", during="1991", rule="share", states=["SUN"])
    assert row["member"] == pytest.approx(181 / 359)
    (row,) = state_years("warsaw_pact", during="1991", rule="most_days", states="SUN")
    assert row["member"] == 1
    (row,) = years("cow", 365, "1991", rule="share")
    assert row["member"] == pytest.approx(181 / 365)


@pytest.mark.parametrize(
    ("rule", "state", "year", "expected"),
    [
        ("first_day", "RUS", "1991", (None, "not_a_state")),
        ("last_day", "SUN", "1991", (None, "not_a_state")),
        ("last_day", "SUN", "1990", (1, None)),
        ("first_day", "SUN", "1991", (1, None)),
    ],
)
def test_a_day_on_which_a_state_did_not_exist_is_empty(rule, state, year, expected):
    how = {"during": year, "rule": rule, "states": [state], "absent": "ignore"}
    (row,) = state_years("warsaw_pact", **how)
    assert (row["member"], row["member_why"]) == expected


def test_syria_by_state_follows_both_lists_where_they_differ():
    for year, exists in (("1957", 1), ("1958", 1), ("1959", None), ("1961", 1)):
        (row,) = state_years("nato", during=year, states=["SYR"])
        assert (row["state_exists"], row["member"]) == (exists, 0)


# -- states apart ----------------------------------------------------------------------


@pytest.mark.parametrize("key", ["state", "iso"])
def test_by_state_the_soviet_union_and_russia_both_have_a_row(key):
    how = {"during": "1991", "states": ["SUN", "RUS"], "absent": "ignore"}
    rows = list(state_years("warsaw_pact", key=key, **how))
    assert [row["alpha_3"] for row in rows] == ["SUN", "RUS"]
    assert rows == list(state_years("warsaw_pact", **how))


def test_with_continuity_one_row_tells_of_both():
    how = {"during": "1991", "states": ["RUS"], "key": "iso", "continuity": True}
    (row,) = state_years("warsaw_pact", **how)
    assert row["member"] == 1
    (row,) = state_years("warsaw_pact", **how, rule="share")
    assert row["member"] == 181 / 365


@pytest.mark.parametrize("make", [state_years, state_months, dyad_years])
def test_what_does_not_go_with_a_key_is_refused(make):
    with pytest.raises(cm.MembershipError, match="leave `continuity` out"):
        make("csto", during="1999", key="cow", continuity=True)
    with pytest.raises(cm.UnknownNameError, match="known are state, iso, cow, gw"):
        make("csto", during="1999", key="ccode")
    with pytest.raises(cm.MembershipError, match="pass key='cow' or key='gw'"):
        make("csto", during="1999", states=[365])
    with pytest.raises(cm.UnknownStateError, match="no state has the number 999"):
        make("csto", during="1999", states=[999], key="cow")


def test_the_columns_of_a_number():
    table = state_years("csto", during="1999", key="cow")
    assert table.names[:10] == (
        "alliance", "definition", "rule", "cow", "letters", "name", "alpha_3",
        "states", "year", "days",
    )  # fmt: skip
    assert "ccode" in table.in_style("cow").names
    assert "gwcode" in state_years("csto", key="gw").in_style("cow").names


# -- pairs -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "pair", "year", "days"),
    [
        ("cow", (255, 265), "1990", None),
        ("cow", (260, 265), "1990", 275),
        ("cow", (255, 260), "1990", None),
        ("gw", (260, 265), "1990", 275),
        ("cow", (678, 679), "1990", None),
        ("cow", (678, 680), "1990", 141),
        ("cow", (679, 680), "1990", None),
        ("gw", (340, 345), "2006", None),
        ("gw", (341, 345), "2006", 2),
        ("cow", (315, 316), "1993", None),
        ("cow", (652, 651), "1959", None),
        ("gw", (652, 651), "1959", 365),
        # South Vietnam ended in April 1975, and Suriname began in November.
        ("cow", (115, 817), "1975", None),
        ("gw", (115, 817), "1975", None),
        ("cow", (511, 551), "1964", None),
    ],
)
def test_two_numbers_are_a_pair_in_a_year_only_if_they_share_a_day(
    key, pair, year, days
):
    rows = list(dyad_years("nato", during=year, key=key, states=pair))
    assert [row["days"] for row in rows] == ([] if days is None else [days])
    for row in rows:
        assert (row[f"{key}_1"], row[f"{key}_2"]) == tuple(sorted(pair))
    both = list(dyad_years("nato", during=year, key=key, states=pair, directed=True))
    assert len(both) == 2 * len(rows)


# Pairs of numbers that are both in use in a year and share no day, from 1946 to 2016.
# Those of COW were worked out by hand from the first and last days of its published list:
# the number that ends in the year, and those that begin later in the same year. Those of
# Gleditsch and Ward were worked out from our own table of numbers.
FALSE_PAIRS = {
    "cow": {
        1958: {652: [438]},
        1964: {511: [338, 551, 553]},
        1975: {817: [115, 402, 403, 540, 541, 581, 910]},
        1990: {678: [223, 255, 679], 680: [223, 255, 679], 260: [255], 265: [255]},
    },
    "gw": {
        1964: {511: [338, 551, 553]},
        1975: {817: [115, 402, 403, 540, 541, 581, 910]},
        2006: {345: [340]},
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("key", ["cow", "gw"])
def test_of_all_numbers_in_a_year_those_are_pairs_that_share_a_day(key):
    """Other packages join by year, and take out the pairs that share no day."""
    for year in (1958, 1964, 1975, 1990, 2006):
        period = cm.DaySet.parse(str(year))
        numbers = numbers_of_list(STATES, key).items()
        used = {number: its.days & period for number, its in numbers}
        there = [number for number, days in used.items() if days]
        how = {"during": str(year), "key": key, "states": key}
        assert sorted(row[key] for row in state_years("nato", **how)) == there
        table = dyad_years("nato", **how)
        pairs = {(row[f"{key}_1"], row[f"{key}_2"]): row["days"] for row in table}
        joined = list(combinations(there, 2))
        shared = {
            (one, other): (used[one] & used[other]).count() for one, other in joined
        }
        assert pairs == {pair: days for pair, days in shared.items() if days}
        assert table.count == len(pairs)
        ended = FALSE_PAIRS[key].get(year, {}).items()
        false = {tuple(sorted((one, other))) for one, its in ended for other in its}
        assert set(joined) - set(pairs) == false


def test_a_pair_of_numbers_is_told_of_what_it_owes():
    (row,) = dyad_years("warsaw_pact", during="1991", key="cow", states=[365, 290])
    cells = ("together", "obligation", "states_1", "states_2", "states_exist")
    assert tuple(row[name] for name in cells) == (
        1,
        "defence",
        "POL",
        "SUN;RUS",
        1,
    ) or (tuple(row[name] for name in cells) == (1, "defence", "SUN;RUS", "POL", 1))


# -- laws ------------------------------------------------------------------------------


def holders(key, number, day):
    """Who holds a number on a day, by the rows of the table of numbers alone."""
    return [
        state
        for state in STATES
        for each in state.numbers
        if (each.list, each.number) == (key, number)
        and (each.first_day or date.min) <= day <= (each.last_day or date.max)
        and state.existed_on(day)
    ]


ALL_NUMBERS = sorted({(n.list, n.number) for s in STATES for n in s.numbers})


@given(
    of=st.sampled_from(ALL_NUMBERS),
    year=st.integers(1946, 2024),
    alliance=st.sampled_from(["csto", "nato", "warsaw_pact", "cis"]),
    rule=st.sampled_from(["any_day", "first_day", "last_day", "most_days", "share"]),
)
def test_a_row_of_a_number_is_what_its_days_make_of_it(of, year, alliance, rule):
    key, number = of
    asked = cm.load(alliance)
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    days = [day for day in days if day.year == year]
    held = {day: found for day in days if (found := holders(key, number, day))}
    rows = years(key, number, str(year), alliance, rule=rule)
    assert len(rows) == bool(held)
    for row in rows:
        ends = {"first_day": days[:1], "last_day": days[-1:]}
        looked_at = [day for day in ends.get(rule, days) if day in held]
        low, high = (
            [
                day
                for day in looked_at
                if any(
                    day in getattr(asked.days_of(s, absent="ignore"), how)
                    for s in held[day]
                )
            ]
            for how in ("surely", "possibly")
        )
        assert row["days"] == len(held)
        if not looked_at:
            assert (row["member"], row["member_why"]) == (None, "number_not_in_use")
        elif rule == "share":
            bounds = (len(low) / len(held), len(high) / len(held))
            assert (row["member_min"], row["member_max"]) == bounds
        else:
            half = len(held) / 2 if rule == "most_days" else 0
            bounds = (int(len(low) > half), int(len(high) > half))
            assert (row["member_min"], row["member_max"]) == bounds


@pytest.mark.slow
@given(key=ONE, year=st.integers(1946, 2024))
def test_no_number_has_two_rows_in_a_year(key, year):
    states = list(STATES)
    rows = list(state_years("csto", during=str(year), key=key, states=states))
    numbers = [row[key] for row in rows]
    assert len(set(numbers)) == len(numbers)


def test_numbers_of_numpy_are_numbers():
    np = pytest.importorskip("numpy")
    for states in (np.array([260, 255]), np.int64(260)):
        table = state_years("nato", during="1990", key="cow", states=states)
        assert next(iter(table))["cow"] == 260


# -- universes -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("universe", ["all", "cow", "gw"])
@pytest.mark.parametrize("key", ["state", "cow", "gw"])
def test_a_universe_has_all_states_or_all_numbers_of_a_list(universe, key):
    in_it = [
        state
        for state in SINCE_1946
        if universe == "all" or universe in {name for name, _ in state.all_numbers}
    ]
    how = {"during": "1946/2024", "key": key, "absent": "ignore"}
    found = state_years("csto", states=universe, **how)
    expected = state_years("csto", states=in_it, **how)
    column = "alpha_3" if key == "state" else key
    assert [row[column] for row in found] == [row[column] for row in expected]
    if key == "state":
        assert [row["alpha_3"] for row in found][::79] == [s.code for s in in_it]
    elif universe in {key, "all"}:
        numbers = {pair for state in SINCE_1946 for pair in state.all_numbers}
        assert {row[key] for row in found} == {n for of, n in numbers if of == key}
        assert numbers < set(ALL_NUMBERS)


def test_a_state_that_ended_before_1946_is_in_a_universe_of_its_own_time():
    how = {"states": "all", "absent": "ignore", "beyond": "ignore"}
    codes = {row["alpha_3"] for row in state_years("csto", during="1914", **how)}
    assert {"AUH", "FRA", "GMY"} <= codes
    assert not {"HAN", "BAV"} & codes


def test_states_of_a_universe_are_never_warned_of():
    how = {"during": "1980", "absent": "raise"}
    for universe in ("all", "cow", "gw"):
        assert list(state_years("warsaw_pact", states=universe, **how))


def test_the_lists_differ_in_their_states():
    how = {"during": "1950", "key": "state"}
    found = {
        universe: {
            row["alpha_3"] for row in state_years("nato", states=universe, **how)
        }
        for universe in ("all", "cow", "gw")
    }
    assert "TBT" in found["gw"] - found["cow"]
    assert found["all"] >= found["cow"] | found["gw"]


# -- pairs, against a slow model -------------------------------------------------------


@given(
    key=ONE,
    year=st.integers(1946, 2024),
    alliance=st.sampled_from(["nato", "warsaw_pact", "cis"]),
    data=st.data(),
)
def test_a_pair_of_numbers_is_what_their_common_days_make_of_it(
    key, year, alliance, data
):
    numbers = st.sampled_from([number for of, number in ALL_NUMBERS if of == key])
    pair = data.draw(st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted))
    asked = cm.load(alliance)
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    held = {
        day: both
        for day in days
        if day.year == year
        and all(both := [holders(key, number, day) for number in pair])
    }
    table = dyad_years(alliance, during=str(year), key=key, states=pair)
    rows = [(row["days"], row["together_min"], row["together_max"]) for row in table]
    low, high = (
        any(
            all(
                any(day in getattr(asked.days_of(s, absent="ignore"), how) for s in own)
                for own in both
            )
            for day, both in held.items()
        )
        for how in ("surely", "possibly")
    )
    assert rows == ([(len(held), int(low), int(high))] if held else [])
