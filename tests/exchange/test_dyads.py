"""Panels of pairs: each pair once or in both orders, and what binds the two."""

from datetime import date, timedelta
from functools import reduce
from itertools import combinations
from operator import or_

import pytest

import csto_membership as cm
from csto_membership.exchange import dyad_years
from csto_membership.exchange.obligations import (
    OBLIGATION_COLUMNS,
    ViewObligations,
)
from csto_membership.exchange.series import TableView
from csto_membership.membership.replay import member_days
from csto_membership.record import Obligation

SHARED = ("year", "rule", "states_exist", "obligation", "together", "together_min",
          "together_max", "first_day", "last_day")  # fmt: skip


def by_pair(table):
    rows = list(table)
    found = {(r["alpha_3_1"], r["alpha_3_2"], r["year"]): r for r in rows}
    assert len(found) == len(rows) == table.count
    return found


@pytest.mark.parametrize("alliance", cm.available())
def test_undirected_has_each_pair_once_the_lower_number_first(alliance):
    states = len(cm.load(alliance).record.parties)
    found = by_pair(dyad_years(alliance, during="1985/1986"))
    assert len(found) == states * (states - 1) // 2 * 2
    # Those without a number come last.
    numbers = ((row["cow_1"], row["cow_2"]) for row in found.values())
    assert all(two is None or one < two for one, two in numbers)
    assert not any((two, one, year) in found for one, two, year in found)


@pytest.mark.parametrize("alliance", cm.available())
def test_directed_has_each_pair_in_both_orders_and_tells_the_same_of_both(alliance):
    found = by_pair(dyad_years(alliance, during="1990/1991", directed=True))
    for (one, two, year), row in found.items():
        back = found[two, one, year]
        assert [row[name] for name in SHARED] == [back[name] for name in SHARED]
        assert (row["cow_1"], row["gw_1"]) == (back["cow_2"], back["gw_2"])
    once = by_pair(dyad_years(alliance, during="1990/1991"))
    assert len(found) == 2 * len(once)
    assert all(found[key] == row for key, row in once.items())


def test_states_without_a_number_come_last_by_their_code():
    one, other = cm.State("XB", "XBB", "Anywhere"), cm.State("XA", "XAA", "Elsewhere")
    table = dyad_years("csto", during="1995", states=[one, other, "RU"])
    assert [key[:2] for key in by_pair(table)] == [
        ("RUS", "XAA"), ("RUS", "XBB"), ("XAA", "XBB"),
    ]  # fmt: skip


@pytest.mark.parametrize("states", [[], ["UZ"], ["UZ", "UZB", "Uzbekistan"]], ids=len)
def test_a_table_without_a_pair_has_the_columns_of_pairs(states):
    table = dyad_years("csto", during="1995", states=states)
    assert (list(table), table.count) == ([], 0)
    assert table.names == dyad_years("csto", during="1995").names


def test_two_that_were_never_in_on_one_day_were_not_together(weak_and_strong):
    """Both are members in 1995 on some day, and on none of them both."""
    pact = weak_and_strong()
    (row,) = dyad_years(pact, during="1995", definitions=["joined"])
    assert [pact.under("joined").members_during("1995").sometime.alpha_2] == [
        ("GE", "UZ")
    ]
    assert (row["together_joined"], row["first_day_joined"]) == (0, None)


# -- obligations ---------------------------------------------------------------------


def test_armenia_and_azerbaijan_by_what_binds_them():
    """Azerbaijan may never have deposited; and the treaty is in force from 1994."""
    found = by_pair(dyad_years("csto", during="1992/2000", states=["AM", "AZ"]))
    told = {year: (r["together"], r["obligation"]) for (*_, year), r in found.items()}
    assert told == {
        1992: (0, None),
        1993: (1, None),
        **dict.fromkeys(range(1994, 2000), (1, "uncertain")),
        2000: (0, None),
    }


def test_a_pair_that_is_bound_owes_defence():
    found = by_pair(dyad_years("csto", during="1992/2012", states=["RU", "AM", "UZ"]))
    told = [found["RUS", "ARM", year]["obligation"] for year in (1993, 1994, 2012)]
    assert told == [None, "defence", "defence"]
    # Uzbekistan came back in 2006, bound not before 2008-03-28 and perhaps never.
    told = [
        found["RUS", "UZB", year]["obligation"] for year in (1999, 2000, 2007, 2008)
    ]
    assert told == ["defence", None, None, "uncertain"]
    assert found["RUS", "UZB", 2007]["together"] == 1


def test_a_charter_binds_as_a_treaty_does():
    """The Charter of the CIS, on consultation, is in force from 1994-01-22."""
    told = {
        rule: [
            row["obligation"]
            for row in dyad_years(
                "cis", during="1993/1995", rule=rule, states=["RU", "KZ"]
            )
        ]
        for rule in ("first_day", "last_day")
    }
    assert told == {
        "first_day": ["not recorded", "not recorded", "consultation"],
        "last_day": ["not recorded", "consultation", "consultation"],
    }


@pytest.mark.parametrize(
    ("alliance", "states"),
    [("csto", "RU AM"), ("csto", "RU UA"), ("csto", "FR US"), ("eaeu", "RU AM")],
)
def test_an_obligation_beyond_the_record_is_not_known(alliance, states):
    """Also of two that were never bound: what will be is not known of them either."""
    table = dyad_years(alliance, during="2030", states=states.split(), beyond="ignore")
    assert [(row["together"], row["obligation"]) for row in table] == [
        (None, "uncertain")
    ]


@pytest.mark.parametrize("alliance", cm.available())
def test_states_that_are_not_in_being_owe_one_another_nothing(alliance):
    years = dyad_years(alliance, during="1985/2030", rule="last_day", beyond="ignore")
    for row in years:
        if row["states_exist"] == 0:
            assert (row["together"], row["obligation"]) == (None, None)


@pytest.mark.parametrize("alliance", cm.available())
def test_each_day_of_being_bound_is_a_day_of_some_obligation(alliance):
    asked = cm.load(alliance).under("party")
    texts, owed = asked.record.instruments.values(), ViewObligations(TableView(asked))
    for state in asked.record.parties:
        every = reduce(or_, (owed.bound_days(state, text) for text in texts))
        assert asked.days_of(state, absent="ignore").surely <= every.surely
        assert asked.days_of(state, absent="ignore").possibly <= every.possibly


@pytest.fixture
def weak_and_strong(pact_of):
    """Makes a pact of two: in from 1994 and 1995, bound from 1996, to defence from 1998."""

    def made(said='obligation = "consultation"'):
        return pact_of(
            ("signature", "GE", "1994-01-01"),
            ("withdrawal", "GE", "1995-03-01"),
            ("signature", "UZ", "1995-06-01"),
            ("entry_into_force", "GE UZ", "1996-01-01", "weak"),
            ("entry_into_force", "GE UZ", "1998-01-01", "strong"),
            more=f"""
                [instrument.weak]
                roles = ["treaty"]
                {said}
                [instrument.strong]
                roles = ["treaty"]
                obligation = "defence"
            """,
        )

    return made


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('obligation = "consultation"', "consultation"),
        ('obligation = "non-aggression"', "non-aggression"),
        ('obligation = "none"', "none"),
        ("", "not recorded"),
    ],
)
def test_an_alliance_without_defence_says_so_and_the_strongest_stands(
    weak_and_strong, said, told
):
    pact = weak_and_strong(said)
    rows = dyad_years(pact, during="1995/1999", states=["GE", "UZ"])
    assert [row["obligation"] for row in rows] == [
        None,
        told,
        told,
        "defence",
        "defence",
    ]
    # On 1 January 1998 the stronger one is in force; on the last day before it is not.
    (row,) = dyad_years(pact, during="1997", rule="last_day")
    assert row["obligation"] == told


def test_being_bound_under_one_obligation_is_a_replay_of_its_acts(weak_and_strong):
    pact = weak_and_strong()
    state = pact.record.states.find("GE")
    weak, strong = (pact.record.instruments[name] for name in ("weak", "strong"))
    owed = ViewObligations(TableView(pact))
    assert owed.bound_days(state, strong).surely.first_day == date(1998, 1, 1)
    bound = owed.bound_days(state, weak)
    assert bound == member_days(
        pact.view.acts_of(state), pact.under("party").definition
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('obligation = "defence"', (1, None, None, None, None)),
        ('obligation = "consultation"', (0, 0, 0, 1, 0)),
        ('obligation = "none"', (0, 0, 0, 0, 0)),
        ("", (None,) * 5),
        ('obligation = "defence"\nother_obligations = ["none"]', (1, 0, 0, 0, 0)),
        (
            'obligation = "defence"\nother_obligations = ["non-aggression", "offence"]',
            (1, 0, 1, 0, 1),
        ),
    ],
)
def test_each_obligation_has_a_column(weak_and_strong, said, expected):
    """Two states that are bound by the weaker instrument alone in 1996."""
    table = dyad_years(weak_and_strong(said), during="1995/1996", states=["GE", "UZ"])
    before, bound = (tuple(row[name] for name in OBLIGATION_COLUMNS) for row in table)
    assert (before, bound) == ((0,) * 5, expected)


@pytest.mark.parametrize("weaker", list(Obligation)[1:])
def test_the_columns_hold_the_strongest_and_what_is_beside_it(weak_and_strong, weaker):
    """The second of two instruments is on defence, whatever the first is on."""
    pact = weak_and_strong(f'obligation = "{weaker}"')
    (row,) = dyad_years(pact, during="1998", rule="last_day", states=["GE", "UZ"])
    assert (row["obligation"], row["defence"]) == ("defence", 1)
    assert {n for n in OBLIGATION_COLUMNS if row[n] == 1} == {"defence"} | {
        name for name, each in OBLIGATION_COLUMNS.items() if each is weaker
    }


def test_a_state_that_accedes_by_an_instrument_of_its_own_is_bound_to_the_others(
    pact_of,
):
    """As Armenia acceded to the treaty of the Eurasian Economic Union."""
    more = """
        [instrument.accession]
        roles = ["treaty"]
        obligation = "none"
        [instrument.pact]
        roles = ["treaty"]
        obligation = "none"
    """
    pact = pact_of(
        ("entry_into_force", "RU", "1995-01-01"),
        ("entry_into_force", "AM", "1995-01-02", "accession"),
        more=more,
        treaty="",
    )
    (row,) = dyad_years(pact, during="1995")
    assert row["obligation"] == "none"


# -- what two suspend -----------------------------------------------------------------

SUSPENDED = """
    [[event]]
    id = "us-suspends"
    kind = "obligation_suspension"
    {of}
    states = ["US"]
    to = ["NZ"]
    claim = [{{ sources = ["gazette"], on = {on} }}]
"""
RESUMED = """
    [[event]]
    id = "us-resumes"
    kind = "obligation_resumption"
    of = "pact"
    states = ["NZ"]
    to = ["US"]
    claim = [{ sources = ["gazette"], on = 1996-01-01 }]
"""


@pytest.fixture
def three(pact_of):
    """Makes a pact of three, with what else happens."""

    def made(*more, of='of = "pact"', on="1994-08-11"):
        bound = ("entry_into_force", "AU NZ US", "1992-04-29")
        second = ("entry_into_force", "AU NZ US", "1992-04-29", "second")
        text = """
            [instrument.second]
            roles = ["treaty"]
            obligation = "consultation"
            [instrument.pact]
            roles = ["treaty"]
            obligation = "defence"
        """
        every = "".join(more).replace("{{", "{").replace("}}", "}")
        every = every.replace("{of}", of).replace("{on}", on)
        return pact_of(bound, second, more=text + every, treaty="")

    return made


def owed(pact, *states, day, key="state"):
    table = dyad_years(pact, during=day[:4], rule="last_day", states=[*states], key=key)
    ((row),) = table
    return row["together"], row["obligation"], row["defence"], row["consultation"]


def test_two_suspend_what_they_owe_each_other_and_stay_members(three):
    pact = three(SUSPENDED, RESUMED)
    assert owed(pact, "NZ", "US", day="1993-12-31") == (1, "defence", 1, 1)
    assert owed(pact, "NZ", "US", day="1994-12-31") == (1, "consultation", 0, 1)
    assert owed(pact, "NZ", "US", day="1996-12-31") == (1, "defence", 1, 1)
    for other in ("NZ", "US"):
        assert owed(pact, "AU", other, day="1994-12-31") == (1, "defence", 1, 1)
    for definition in ("joined", "party", "organization", "active"):
        with_it, without = (
            each.under(definition).days_of("NZ") for each in (pact, three())
        )
        assert with_it == without


def test_without_an_instrument_all_that_they_owe_is_suspended(three):
    pact = three(SUSPENDED, of="")
    assert owed(pact, "NZ", "US", day="1994-12-31") == (1, None, 0, 0)


def test_a_doubtful_suspension_leaves_the_obligation_uncertain(three):
    pact = three(SUSPENDED, on='"[1994..1995]"')
    assert owed(pact, "NZ", "US", day="1993-12-31") == (1, "defence", 1, 1)
    assert owed(pact, "NZ", "US", day="1994-12-31") == (1, "uncertain", None, 1)
    assert owed(pact, "NZ", "US", day="1995-12-31") == (1, "consultation", 0, 1)


def test_numbers_of_a_list_suspend_as_their_states_do(three):
    pact = three(SUSPENDED)
    assert owed(pact, 2, 920, day="1994-12-31", key="cow")[1:3] == ("consultation", 0)


def test_a_suspension_names_both_sides(three):
    with pytest.raises(cm.DataError, match="between `states` and these"):
        three(SUSPENDED.replace('to = ["NZ"]', ""))


@pytest.mark.parametrize("name", cm.available())
def test_a_day_says_what_a_period_of_one_day_says(name):
    view = TableView(cm.load(name))
    owed = ViewObligations(view)
    for group in combinations(view.alliance.record.parties, 2):
        of_pair = owed.of(group)
        for change in of_pair.changes - {date.min}:
            for day in (change, change - timedelta(1)):
                assert of_pair.cells_on(day) == of_pair.cells(cm.as_period(day))
