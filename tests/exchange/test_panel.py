"""Panels of states and pairs: what a rule makes of days, asked again day by day."""

import re
from datetime import date, timedelta
from functools import cache

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import dyad_years, state_months, state_years
from csto_membership.membership.view import View

RULES = ("any_day", "first_day", "last_day", "most_days", "share")
NINE = {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
SIX = {"ARM", "KAZ", "KGZ", "RUS", "TJK", "UZB"}

# -- the slow obvious model ----------------------------------------------------------


@cache
def days_of(year, month=None):
    first = date(year, month or 1, 1)
    every = [first + timedelta(n) for n in range(366)]
    return [day for day in every if day.year == year and month in {None, day.month}]


def looked_at(rule, days):
    return {"first_day": days[:1], "last_day": days[-1:]}.get(rule, days)


def value_of(rule, inside, counted):
    if rule not in {"share", "most_days"}:
        return int(bool(inside))
    share = len([day for day in inside if day in counted]) / len(counted)
    return share if rule == "share" else int(share > 0.5)


def surely_existed(alliance, state, day, *, continuity=False):
    if state.existence is None or day in state.existence.surely:
        return True
    continued = alliance.record.states.of_codes(state.continues if continuity else ())
    return day >= (state.continues_from or date.min) and any(
        surely_existed(alliance, other, day) for other in continued
    )


ABSENT = "not a state on that day"


def model(alliance, group, rule, days, *, carry=False, **how):
    """The value, its bounds and why it is empty: day by day, and state by state."""
    asked = looked_at(rule, days)
    known = [day for day in asked if carry or day <= alliance.horizon]
    present = [
        day
        for day in asked
        if all(
            alliance.status(state, day, beyond="ignore", **how) != ABSENT
            for state in group
        )
    ]
    why = "uncertain"
    if known != asked:
        why = "beyond_record"
    elif not present:
        why = "not_a_state"
    if not present:
        return None, None, None, why
    answers = {}
    for day in asked:
        answer = cm.Answer.YES
        for state in group:
            answer &= alliance.was_member(
                state, day, beyond="ignore", absent="ignore", **how
            )
        answers[day] = answer if day in known else cm.Answer.UNCERTAIN
    # What is divided by: days on which all were states for certain, if there are any.
    counted = [
        day
        for day in days
        if all(surely_existed(alliance, state, day, **how) for state in group)
    ] or present
    low = value_of(rule, [d for d, a in answers.items() if a.surely], counted)
    high = value_of(rule, [d for d, a in answers.items() if a.possibly], counted)
    return (low, low, high, None) if low == high else (None, low, high, why)


def held(alliance, state, rule, days, *, carry=False, **how):
    return "; ".join(
        dict.fromkeys(
            "beyond the record"
            if day > alliance.horizon and not carry
            else str(alliance.status(state, day, beyond="ignore", **how))
            for day in looked_at(rule, days)
        )
    )


def cell(row, name="member"):
    return tuple(row[f"{name}{end}"] for end in ("", "_min", "_max", "_why"))


@st.composite
def asked(draw):
    """How a panel is asked, and the same for the model."""
    beyond = draw(st.sampled_from(["ignore", "carry"]))
    continuity = draw(st.booleans())
    own = {"beyond": beyond, "absent": "ignore", "continuity": continuity}
    return own, {"carry": beyond == "carry", "continuity": continuity}


def some_states(view):
    """States that the record names, and those that continue others."""
    states = view.record.states
    return st.sampled_from([*view.record.parties, *(s for s in states if s.continues)])


@st.composite
def views(draw):
    """An alliance under some definition, perhaps as known on a day long ago."""
    alliance = cm.load(draw(st.sampled_from(cm.available())))
    alliance = alliance.under(draw(st.sampled_from(alliance.definitions())))
    known = draw(st.none() | st.dates(date(1999, 1, 1), date(2013, 1, 1)))
    return alliance if known is None else alliance.as_known_on(known)


@given(data=st.data(), view=views(), rule=st.sampled_from(RULES), how=asked())
def test_a_year_is_what_its_days_make_of_it(data, view, rule, how):
    state, (own, of_model) = data.draw(some_states(view)), how
    year = data.draw(st.integers(1945, 2030))
    (row,) = state_years(view, during=str(year), rule=rule, states=[state], **own)
    assert cell(row) == model(view, (state,), rule, days_of(year), **of_model)
    assert row["status"] == held(view, state, rule, days_of(year), **of_model)
    assert (row["year"], row["alpha_3"], row["rule"]) == (year, state.alpha_3, rule)


@given(data=st.data(), view=views(), rule=st.sampled_from(RULES), how=asked())
def test_a_month_is_what_its_days_make_of_it(data, view, rule, how):
    state, (own, of_model) = data.draw(some_states(view)), how
    day = data.draw(st.dates(date(1945, 1, 1), date(2030, 12, 31)))
    during = f"{day.year}-{day.month:02d}"
    (row,) = state_months(view, during=during, rule=rule, states=[state], **own)
    days = days_of(day.year, day.month)
    assert cell(row) == model(view, (state,), rule, days, **of_model)
    assert (row["year"], row["month"]) == (day.year, day.month)


@given(data=st.data(), view=views(), rule=st.sampled_from(RULES), how=asked())
def test_a_pair_is_what_the_days_of_both_make_of_it(data, view, rule, how):
    states, (own, of_model) = some_states(view), how
    pair = data.draw(st.lists(states, min_size=2, max_size=2, unique=True))
    year = data.draw(st.integers(1945, 2030))
    (row,) = dyad_years(view, during=str(year), rule=rule, states=pair, **own)
    expected = model(view, tuple(pair), rule, days_of(year), **of_model)
    assert cell(row, "together") == expected


@given(
    data=st.data(),
    view=views(),
    rule=st.sampled_from(RULES),
    panel=st.sampled_from([state_years, dyad_years]),
    how=asked(),
)
def test_a_row_is_the_same_among_others_and_alone(data, view, rule, panel, how):
    """Rows are made in runs, and each year asked alone is a run of one row."""
    key = data.draw(st.sampled_from(["state", "cow", "gw"]))
    states = data.draw(st.lists(some_states(view), min_size=2, max_size=5, unique=True))
    own = {"rule": rule, "states": states, "key": key, **how[0]}
    if key != "state":
        del own["continuity"]
    first, count = data.draw(st.integers(1945, 2025)), data.draw(st.integers(2, 12))
    definitions = data.draw(st.sampled_from([[], ["joined", "party"]]))
    whole = panel(
        view, during=f"{first}/{first + count}", definitions=definitions, **own
    )
    years = [
        panel(view, during=str(year), definitions=definitions, **own)
        for year in range(first, first + count + 1)
    ]
    rows = list(whole)
    assert len(rows) == whole.count == sum(table.count for table in years)
    place = [name for name in whole.names if name.startswith(("alpha_3", "cow", "gw"))]

    def by_year_and_states(row):
        return row["year"], *(str(row[name]) for name in place)

    alone = [row for table in years for row in table]
    assert sorted(rows, key=by_year_and_states) == sorted(alone, key=by_year_and_states)


@given(data=st.data(), view=views())
def test_the_first_and_last_day_are_of_the_year_and_possibly_in(data, view):
    state = data.draw(st.sampled_from(view.record.parties))
    year = data.draw(st.integers(1945, 2030))
    (row,) = state_years(view, during=str(year), states=[state], beyond="ignore")
    inside = [
        day
        for day in days_of(year)
        if day <= view.horizon and day in view.days_of(state, absent="ignore").possibly
    ]
    expected = (inside[0], inside[-1]) if inside else (None, None)
    assert (row["first_day"], row["last_day"]) == expected


@given(view=views(), rule=st.sampled_from(["any_day", "last_day"]))
def test_beyond_the_record_nothing_is_silently_zero(view, rule):
    years = f"{view.horizon.year}/{view.horizon.year + 2}"
    rows = list(state_years(view, during=years, rule=rule, beyond="ignore"))
    assert rows
    for row in rows:
        if date(row["year"], 12, 31) > view.horizon and row["state_exists"] != 0:
            assert row["member"] != 0
            assert row["member_max"] == 1
            assert "beyond the record" in row["status"]


# -- worked out by hand --------------------------------------------------------------


def years_in(state, rule, definition="joined"):
    table = state_years(
        "csto", during="1985/2020", rule=rule, states=[state], definitions=[definition]
    )
    return {row["year"] for row in table if row[f"member_{definition}"] == 1}


@pytest.mark.parametrize(
    ("state", "rule", "expected"),
    [  # Uzbekistan is in 1992-05-15 to 1999-04-20 and 2006-08-16 to 2012-12-18
        ("UZB", "any_day", {*range(1992, 2000), *range(2006, 2013)}),
        ("UZB", "first_day", {*range(1993, 2000), *range(2007, 2013)}),
        ("UZB", "last_day", {*range(1992, 1999), *range(2006, 2012)}),
        # 110 days of 1999, 138 of 2006, 353 of 2012
        ("UZB", "most_days", {*range(1992, 1999), *range(2007, 2013)}),
        # Azerbaijan is in 1993-09-24 to 1999-04-20
        ("AZE", "any_day", set(range(1993, 2000))),
        ("AZE", "first_day", set(range(1994, 2000))),
        ("AZE", "last_day", set(range(1993, 1999))),
        ("AZE", "most_days", set(range(1994, 1999))),
    ],
)
def test_the_years_of_a_state_under_each_rule(state, rule, expected):
    assert years_in(state, rule) == expected


@pytest.mark.parametrize("rule", RULES[:4])
def test_nine_states_are_members_from_1994_to_1998_under_every_rule(rule):
    for year in range(1994, 1999):
        table = state_years("csto", during=str(year), rule=rule)
        assert {row["alpha_3"] for row in table if row["member"]} == NINE


def test_the_share_of_uzbekistan():
    table = state_years("csto", during="2012/2013", rule="share", states=["UZ"])
    assert [row["member"] for row in table] == [353 / 366, 0.0]


def test_uncertain_is_empty_between_zero_and_one_and_not_zero():
    table = state_years(
        "csto", during="1995", states=["AZ", "GE"], definitions=["joined", "party"]
    )
    azerbaijan, georgia = table
    assert azerbaijan["member_joined"] == georgia["member_party"] == 1
    bounds = [azerbaijan[f"member{end}_party"] for end in ("", "_min", "_max")]
    assert bounds == [None, 0, 1]
    assert azerbaijan["status_party"] == "uncertain"
    assert "member" not in azerbaijan
    assert "definition" not in azerbaijan


def test_an_uncertain_year_has_the_first_and_last_day_that_are_possible():
    """Uzbekistan is bound again not before 2008-03-28, and perhaps never."""
    rows = state_years(
        "csto", during="2007/2009", states=["UZ"], definitions=["party"]
    ).select("member_party", "member_max_party", "first_day_party", "last_day_party")
    assert [tuple(row.values()) for row in rows] == [
        (0, 0, None, None),
        (None, 1, date(2008, 3, 28), date(2008, 12, 31)),
        (None, 1, date(2009, 1, 1), date(2009, 12, 31)),
    ]


def test_a_status_that_begins_on_1_january_is_the_only_one_of_its_year():
    """In force on 2015-01-01 for three, and on the day after for Armenia."""
    rows = state_years("eaeu", during="2015/2016", states=["BY", "AM"])
    told = {(row["alpha_3"], row["year"]): row["status"] for row in rows}
    assert told == {
        ("BLR", 2015): "member",
        ("BLR", 2016): "member",
        ("ARM", 2015): "not yet; member",
        ("ARM", 2016): "member",
    }


@pytest.mark.parametrize(
    ("rule", "in_1999", "of_2000"),
    [
        ("any_day", (1, 1, 1, "member; beyond the record"), "beyond the record"),
        ("first_day", (1, 1, 1, "member"), "beyond the record"),
        ("last_day", (None, 0, 1, "beyond the record"), "beyond the record"),
        ("most_days", (None, 0, 1, "member; beyond the record"), "beyond the record"),
    ],
)
def test_what_is_known_on_a_day_tells_nothing_of_later_days(rule, in_1999, of_2000):
    """On 1999-03-01 Azerbaijan was in; that it did not renew was not yet known."""
    known = cm.load("csto").as_known_on("1999-03-01")
    rows = state_years(
        known, during="1998/2000", rule=rule, states=["AZ"], beyond="ignore"
    ).select("member", "member_min", "member_max", "status")
    assert [tuple(row.values()) for row in rows] == [
        (1, 1, 1, "member"),
        in_1999,
        (None, 0, 1, of_2000),
    ]


def test_years_before_a_state_exists_are_told_from_years_outside():
    """Uzbekistan is counted as a state from 1991-12-26 or from 1991-08-31."""
    rows = state_years("csto", during="1990/1992", rule="last_day", states=["UZ"])
    told = [(row["state_exists"], row["member"], row["status"]) for row in rows]
    assert told == [
        (0, None, "not a state on that day"),
        (1, 0, "the body did not exist"),
        (1, 1, "member"),
    ]
    (row,) = state_years("csto", during="1991-10", rule="first_day", states=["UZ"])
    assert (row["state_exists"], row["member"], row["member_max"]) == (0, None, None)
    (row,) = state_months("csto", during="1991-10", rule="first_day", states=["UZ"])
    assert (row["state_exists"], row["member"]) == (None, 0)


def test_all_states_that_the_record_names_are_there_with_zeros_for_the_others():
    rows = list(state_years("csto", during="1995"))
    assert [row["alpha_3"] for row in rows] == list(
        cm.load("csto").listed(cm.load("csto").record.parties).alpha_3
    )
    assert {row["alpha_3"] for row in rows if row["member"] == 0} == {
        "MDA", "TKM", "UKR",
    }  # fmt: skip


@pytest.mark.parametrize("alliance", cm.available())
def test_unless_told_the_rows_are_those_of_all_states_that_the_record_names(alliance):
    states = [state.alpha_3 for state in cm.load(alliance).record.parties]
    asked = {"during": "1990/1992", "rule": "first_day"}
    assert list(state_years(alliance, **asked)) == list(
        state_years(alliance, **asked, states=states)
    )


def test_a_universe_may_hold_states_that_the_record_does_not_name():
    rows = state_years("csto", during="1995", states=["France", "UZ", "FR"])
    assert [(r["alpha_3"], r["cow"], r["gw"], r["member"]) for r in rows] == [
        ("FRA", 220, 220, 0),
        ("UZB", 704, 704, 1),
    ]


@pytest.mark.parametrize("panel", [state_years, state_months])
def test_one_state_may_be_named_alone(panel):
    uzbekistan = cm.load("csto").record.states.find("UZ")
    for alone in ("Uzbekistan", uzbekistan):
        table = panel("csto", during="1999-04", states=alone)
        assert {row["alpha_3"] for row in table} == {"UZB"}


def test_a_state_not_spelt_as_any_is_no_zero():
    with pytest.raises(cm.MembershipError, match="did you mean"):
        state_years("csto", states=["Uzbekstan"])


def test_the_number_of_germany_is_that_of_the_days_asked():
    table = state_years("nato", during="1990/1991", rule="first_day", states=["DE"])
    assert [(row["cow"], row["gw"]) for row in table] == [(260, 260), (255, 260)]
    table = state_years("nato", during="1990", rule="any_day", states=["DE"])
    assert [row["cow"] for row in table] == [255]


def test_unless_told_the_years_are_those_that_are_covered_as_a_whole():
    years = [row["year"] for row in state_years("csto", states=["RU"])]
    assert years == list(range(1992, 2026))  # the record ends with 2026-02-15
    months = [(r["year"], r["month"]) for r in state_months("csto", states=["RU"])]
    assert (months[0], months[-1]) == ((1992, 5), (2026, 1))
    assert len(months) == 8 + 33 * 12 + 1
    years = [row["year"] for row in state_years("csto", "nato", states=["RU"])]
    assert years == 2 * list(range(1949, 2026))


def test_unless_told_the_years_end_with_the_last_that_all_of_them_cover():
    csto = cm.load("csto")
    for asked in (
        [csto, csto.as_known_on("1999-12-30")],
        [csto.as_known_on("1998-12-31"), csto],
    ):
        table = state_years(*asked, states=["RU"])
        assert {row["year"] for row in table} == {*range(1992, 1999)}
        assert table.count == 14


def test_unless_told_the_years_begin_where_anybody_may_be_a_member(pact_of):
    pact = pact_of(("entry_into_force", "GE", "[1993-12-31..1996-05-01]"))
    assert [row["year"] for row in state_years(pact)] == [*range(1993, 2000)]
    since_ever = pact_of(("entry_into_force", "GE", "[..1990-01-01]"))
    assert min(row["year"] for row in state_years(since_ever)) >= 1990


@pytest.mark.parametrize(
    ("during", "years"),
    [("1993-06/1995-01", [1993, 1994, 1995]), ("../1993", [1992, 1993]),
     ("2024/..", [2024, 2025])],
)  # fmt: skip
def test_a_year_is_taken_whole_where_the_period_has_a_day_of_it(during, years):
    rows = state_years("csto", during=during, states=["RU"])
    assert [row["year"] for row in rows] == years


def test_a_year_that_goes_on_beyond_the_record_warns_or_is_refused():
    with pytest.warns(cm.BeyondRecordWarning, match="of the csto record"):
        rows = list(state_years("csto", during="2026", states=["RU", "AZ"]))
    assert [(row["member"], row["member_min"]) for row in rows] == [(1, 1), (None, 0)]
    with pytest.raises(cm.BeyondRecordError, match="2026-02-15"):
        state_years("csto", during="2026", beyond="raise")
    with pytest.raises(cm.BeyondRecordError, match="give the period an end"):
        state_years("csto", during="2026/..")


@pytest.mark.parametrize(
    "make", [state_years, state_months, dyad_years], ids=lambda make: make.__name__
)
def test_the_warning_points_to_the_line_that_asked(make):
    with pytest.warns(cm.BeyondRecordWarning) as caught:
        make("csto", during="2026-03", states=["RU", "AZ"])
    assert [each.filename for each in caught] == [__file__]


def test_each_alliance_that_a_table_goes_beyond_warns_where_the_table_is_asked_for():
    with pytest.warns(cm.BeyondRecordWarning) as caught:
        dyad_years("csto", "guam", during="2030", states=["RU", "AM"])
    assert [
        re.search(r"the (\w+) record", str(each.message))[1] for each in caught
    ] == [
        "csto",
        "guam",
    ]
    assert {each.filename for each in caught} == {__file__}


def test_several_alliances_stand_below_one_another_each_with_its_own_states():
    csto = cm.load("csto")
    table = state_years(csto, csto.under("party"), "warsaw_pact", during="1993")
    found = {}
    for row in table:
        found.setdefault((row["alliance"], row["definition"]), []).append(
            row["alpha_3"]
        )
    assert {key: len(states) for key, states in found.items()} == {
        ("csto", "joined"): 12, ("csto", "party"): 12, ("warsaw_pact", "party"): 8,
    }  # fmt: skip
    assert table.count == 32


def test_rows_stand_in_the_order_of_alliances_then_states_then_time():
    asked = {"during": "1998-12/1999-01", "states": ["UZ", "GE"]}
    table = state_months("nato", "csto", **asked)
    rows = table.select("alliance", "alpha_3", "year", "month")
    assert [tuple(row.values()) for row in rows] == [
        (alliance, state, year, month)
        for alliance in ("nato", "csto")
        for state in ("UZB", "GEO")
        for year, month in ((1998, 12), (1999, 1))
    ]
    table = dyad_years("nato", "csto", **asked, directed=True)
    rows = table.select("alliance", "alpha_3_1", "alpha_3_2", "year")
    assert [tuple(row.values()) for row in rows] == [
        (alliance, *pair, year)
        for alliance in ("nato", "csto")
        for pair in (("GEO", "UZB"), ("UZB", "GEO"))
        for year in (1998, 1999)
    ]


def test_a_definition_of_ones_own_has_columns_of_its_own():
    signed = cm.Definition("signed only", opens=["signature"], closes=["expiry"])
    (row,) = state_years("csto", during="2010", states=["UZ"], definitions=[signed])
    assert row["member_signed_only"] == 0


@pytest.mark.parametrize("make", [state_years, dyad_years], ids=["states", "pairs"])
@pytest.mark.parametrize("names", [("of old", "of_old"), ("of old", "of  old")])
def test_two_definitions_are_never_told_in_the_same_columns(make, names):
    one = cm.Definition(names[0], opens=["signature"], closes=["expiry"])
    other = cm.Definition(names[1], opens=["signature"], closes=["withdrawal"])
    with pytest.raises(cm.ColumnError, match=r"'(member|together)_of_old'"):
        make("csto", during="2000", definitions=[one, other])


def test_a_definition_of_ones_own_does_not_stand_in_for_one_of_the_same_name():
    joined = cm.Definition("joined", opens=["signature"], closes=["withdrawal"])
    with pytest.raises(cm.ColumnError, match="two columns 'member_joined'"):
        state_years("csto", during="2000", definitions=["joined", joined])


@pytest.mark.parametrize(
    ("panel", "group"),
    [(state_years, ["UZ"]), (state_months, ["UZ"]), (dyad_years, ["UZ", "RU"])],
)
def test_unless_told_any_day_makes_a_member(panel, group):
    """Uzbekistan is in through 1999-04-20, so neither all of April nor all of 1999."""
    table = panel("csto", during="1999-04", states=group)
    april = next(row for row in table if row.get("month", 4) == 4)
    assert april["rule"] == "any_day"
    assert april.get("member", april.get("together")) == 1
    assert april["last_day"] == date(1999, 4, 20)


def test_definitions_stand_side_by_side_each_once_in_the_order_asked():
    definitions = ["party", "joined", "party"]
    table = state_years("csto", during="1993", states=["RU"], definitions=definitions)
    assert [name for name in table.names if name.startswith("member_")] == [
        f"member_{end}{definition}"
        for definition in ("party", "joined")
        for end in ("", "min_", "max_", "why_")
    ]
    (row,) = table
    assert (row["member_party"], row["member_joined"]) == (0, 1)
    (row,) = state_years("csto", during="1993", states="RU", definitions="party")
    assert row["member_party"] == 0
    own = cm.Definition("own", opens=["signature"], closes=["expiry"])
    (row,) = state_years("csto", during="1993", states="RU", definitions=own)
    assert row["member_own"] == 1


def test_no_states_make_a_table_without_rows_and_with_its_columns():
    none = state_years("csto", during="1999", states=[])
    assert none.names == state_years("csto", during="1999").names
    assert (list(none), none.count) == ([], 0)


def test_the_last_year_of_the_calendar_is_one_like_others():
    csto = cm.load("csto")
    record = attrs.evolve(csto.record, complete_until=date.max)
    lasting = attrs.evolve(csto, view=View(record))
    table = state_years(lasting, during="9998/9999", states=["RU", "UZ"])
    rows = list(table.select("alpha_3", "year", "cow", "member", "status"))
    assert [tuple(row.values()) for row in rows] == [
        ("RUS", 9998, 365, 1, "member"),
        ("RUS", 9999, 365, 1, "member"),
        ("UZB", 9998, 704, 0, "suspended"),
        ("UZB", 9999, 704, 0, "suspended"),
    ]


def test_what_is_asked_badly_is_told_before_any_row_is_made():
    for asked, error in (
        ({"rule": "midsummer"}, cm.MembershipError),
        ({"definitions": ["partie"]}, cm.UnknownDefinitionError),
        ({"during": "yesterday"}, cm.InvalidPeriodError),
    ):
        with pytest.raises(error):
            state_years("csto", **asked)
    with pytest.raises(cm.EmptyError):
        state_years()
    with pytest.raises(cm.WrongTypeError):
        state_years(1999)


def test_alliances_in_a_list_are_told_how_several_are_named():
    for make in (state_years, dyad_years):
        with pytest.raises(
            cm.WrongTypeError, match=r"as in state_years\('csto', 'guam'\)"
        ):
            make(["csto", "guam"])


def test_an_alliance_without_any_member_has_zeros(pact_of):
    (row,) = state_years(pact_of(("refusal", "GE", "1994-04-20")))
    assert (row["year"], row["alpha_3"], row["member"]) == (1999, "GEO", 0)


# -- states that were not states ------------------------------------------------------


def whys(alliance, state, during, **how):
    rows = state_years(alliance, during=during, states=[state], **how)
    return [(row["member"], row["member_why"]) for row in rows]


@pytest.mark.parametrize(
    ("alliance", "state", "during", "expected"),
    [  # Russia is counted as a state from 1991-12-26, after the end of the Pact
        ("warsaw_pact", "SUN", "1980", (1, None)),
        ("warsaw_pact", "RUS", "1980", (None, "not_a_state")),
        # It founded the CIS before that, which is a status.
        ("cis", "RUS", "1991", (0, None)),
        ("cis", "KEN", "1955", (None, "not_a_state")),
        ("csto", "RUS", "2030", (None, "beyond_record")),
        ("csto", "SUN", "2030", (None, "beyond_record")),
    ],
)
def test_an_empty_cell_says_why(alliance, state, during, expected):
    how = {"beyond": "ignore", "absent": "ignore"}
    assert whys(alliance, state, during, **how) == [expected]


def test_a_state_that_another_may_be_meant_by_is_warned_of_once_without_a_day():
    with pytest.warns(cm.AbsentStateWarning) as caught:
        state_years("warsaw_pact", during="1980/1985", states=["RUS", "POL"])
    (warning,) = caught
    text = str(warning.message)
    assert "Russia was not a state" in text
    assert "Soviet Union (SUN)" in text
    assert not any(character.isdigit() for character in text)
    with pytest.raises(cm.AbsentStateError, match="Soviet Union"):
        state_years("warsaw_pact", during="1980", states=["RUS"], absent="raise")
    with pytest.raises(cm.UnknownNameError, match="absent"):
        state_years("warsaw_pact", during="1980", absent="no")


@pytest.mark.parametrize(
    ("panel", "how"),
    [
        # Nobody asked for the states of the universe by name.
        (state_years, {"during": "1955/1991"}),
        (dyad_years, {"during": "1990/1991"}),
        # The state that may be meant has rows of its own.
        (state_years, {"during": "1991", "states": ["Russia", "Soviet Union"]}),
        # No other state may be meant.
        (state_years, {"during": "1960", "states": ["Kenya", "Czechia"]}),
        # The Soviet Union answers for Russia.
        (state_years, {"during": "1980", "states": ["Russia"], "continuity": True}),
        # On no day that is looked at was the other a member.
        (state_years, {"during": "1950", "states": ["Russia"]}),
        (state_years, {"during": "1955", "states": ["Russia"], "rule": "first_day"}),
    ],
)
def test_what_cannot_mislead_is_no_warning(panel, how):
    assert list(panel("warsaw_pact", absent="raise", **how))


def test_with_continuity_a_state_is_asked_as_the_one_that_it_continues():
    table = state_years(
        "warsaw_pact", during="1949/1992", states=["Russia"], continuity=True
    )
    members = {row["year"] for row in table if row["member"] == 1}
    assert members == set(range(1955, 1992))
    assert {row["member_why"] for row in table} == {None}
    (row,) = dyad_years(
        "warsaw_pact", during="1980", states=["Russia", "PL"], continuity=True
    )
    assert (row["together"], row["obligation"]) == (1, "defence")


def test_carried_forward_a_day_beyond_the_record_is_answered_as_last_known():
    how = {"beyond": "carry", "absent": "raise"}
    assert whys("csto", "RUS", "2024/2030", **how) == [(1, None)] * 7
