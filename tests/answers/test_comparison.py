"""Two histories, day by day: the laws, a slow model, and numbers worked out by hand."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import strategies
from csto_membership.answers.comparison import DayDifference, compare
from csto_membership.answers.wording import described
from csto_membership.catalogue import starter
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.errors import (
    BeyondRecordError,
    BeyondRecordWarning,
    InvalidPeriodError,
    WrongTypeError,
)
from csto_membership.exchange import state_years
from csto_membership.membership.year_rule import YearRule

CSTO = cm.load("csto")
PARTY, ACTIVE = CSTO.under("party"), CSTO.under("active")
VALUE = {Answer.YES: 1.0, Answer.UNCERTAIN: 0.5, Answer.NO: 0.0}

# -- histories drawn at random -------------------------------------------------------

NAMED = [CSTO.record.states.find(name) for name in ("AM", "UZ")]
WINDOW = Span("1999-04-05", "1999-05-16")


def _history(drawn):
    made = attrs.evolve(CSTO)
    others = dict.fromkeys(CSTO.record.parties, FuzzyDaySet())
    # What is computed once and kept is put there beforehand.
    vars(made)["days_by_state"] = others | dict(zip(NAMED, drawn, strict=True))
    return made


histories = st.tuples(*[strategies.fuzzy_day_sets() for _ in NAMED]).map(_history)


def _days_of(span):
    day = span.start
    while day < span.end:
        yield day
        day += timedelta(1)


def _value(history, state, day):
    days = history.days_by_state.get(state, FuzzyDaySet())
    return VALUE[days.answer(day)]


def _model(one, other, state, span):
    """The slow obvious model: what is in both, only here and only there."""
    pairs = [
        (_value(one, state, day), _value(other, state, day)) for day in _days_of(span)
    ]
    return (
        sum(min(here, there) for here, there in pairs),
        sum(max(here - there, 0) for here, there in pairs),
        sum(max(there - here, 0) for here, there in pairs),
    )


def _numbers(tally):
    return tally.in_both, tally.only_here, tally.only_there


def _rows(comparison):
    return {row.state.alpha_2: row for row in comparison.by_state}


# -- laws -----------------------------------------------------------------------------


@given(histories, histories)
def test_each_state_agrees_with_the_model(one, other):
    rows = compare(one, other, WINDOW).by_state
    assert {row.state for row in rows} == set(CSTO.record.parties)
    for row in rows:
        assert _numbers(row) == _model(one, other, row.state, WINDOW)
        assert set(row.days) == {
            day
            for day in _days_of(WINDOW)
            if _value(one, row.state, day) != _value(other, row.state, day)
        }


@given(histories, histories)
def test_the_whole_is_the_sum_of_its_states(one, other):
    found = compare(one, other, WINDOW)
    columns = zip(*(_numbers(row) for row in found.by_state), strict=True)
    assert _numbers(found) == tuple(map(sum, columns))
    assert found.days == DaySet().union(*(row.days for row in found.by_state))


@given(histories, histories)
def test_what_is_in_both_and_only_here_is_all_that_is_here(one, other):
    found = compare(one, other, WINDOW)
    here, there = (
        sum(_value(h, s, day) for s in NAMED for day in _days_of(WINDOW))
        for h in (one, other)
    )
    assert found.in_both + found.only_here == here
    assert found.in_both + found.only_there == there
    assert found.in_either == found.in_both + found.distance


@given(histories)
def test_the_distance_to_itself_is_zero(history):
    found = compare(history, history, WINDOW)
    assert found.distance == 0
    assert found.agreement == 1
    assert not found.days


@given(histories, histories)
def test_the_distance_is_zero_only_between_histories_that_are_the_same(one, other):
    found = compare(one, other, WINDOW)
    same = all(row.here == row.there for row in found.by_state)
    assert (found.distance == 0) is same
    assert (found.agreement == 1) is same
    assert bool(found.days) is not same


@given(histories, histories)
def test_the_distance_is_symmetric(one, other):
    found, turned = compare(one, other, WINDOW), compare(other, one, WINDOW)
    assert found.distance == turned.distance
    assert (found.only_here, found.only_there) == (turned.only_there, turned.only_here)
    assert found.in_both == turned.in_both
    assert found.days == turned.days


@pytest.mark.slow
@given(histories, histories, histories)
def test_the_distance_is_never_more_by_way_of_a_third(one, third, other):
    direct = compare(one, other, WINDOW).distance
    by_way = (
        compare(one, third, WINDOW).distance + compare(third, other, WINDOW).distance
    )
    assert direct <= by_way


@given(histories, histories)
def test_a_period_in_two_parts_is_the_sum_of_the_parts(one, other):
    whole = compare(one, other, WINDOW)
    parts = [
        compare(one, other, Span(WINDOW.start, "1999-04-25")),
        compare(one, other, Span("1999-04-25", WINDOW.end)),
    ]
    columns = zip(*map(_numbers, parts), strict=True)
    assert _numbers(whole) == tuple(map(sum, columns))


@given(histories, histories)
def test_the_timeline_tells_the_same_day_by_day(one, other):
    found = compare(one, other, WINDOW)
    line = found.timeline()
    assert line.where(bool) == found.days
    for day in _days_of(WINDOW):
        gaps = {s: _value(one, s, day) - _value(other, s, day) for s in NAMED}
        assert line[day] == DayDifference(
            *(
                frozenset(state for state, gap in gaps.items() if gap == expected)
                for expected in (1, -1, 0.5, -0.5)
            )
        )
    assert sum(line[day].distance for day in _days_of(WINDOW)) == found.distance
    assert not line["1999-04-04"]
    assert not line["1999-05-16"]


@given(histories, histories)
def test_without_a_period_any_two_can_be_compared(one, other):
    found = compare(one, other)
    assert found.distance == compare(one, other, found.period).distance
    assert found == compare(one, other, "../..")


VIEWS = [
    CSTO,
    PARTY,
    CSTO.according_to("gibler"),
    CSTO.preferring("mpepil"),
    CSTO.under("organization").as_known_on("2007-01-01"),
]


@pytest.mark.parametrize(("one", "other"), list(combinations(VIEWS, 2)))
def test_real_views_agree_with_the_model(one, other):
    period = Span("1998-11-01", "2000-02-01")
    rows = one.compare(other, period).by_state
    assert {row.state for row in rows} == set(CSTO.record.parties)
    for row in rows:
        assert _numbers(row) == _model(one, other, row.state, period)


@pytest.mark.slow
@given(
    histories,
    histories,
    st.sampled_from(YearRule),
)
@settings(max_examples=30)
def test_years_agree_with_the_model(one, other, rule):
    rows = compare(one, other, "1998-06/2000-06").by_year(rule)
    assert [row.year for row in rows] == [1998, 1999, 2000]
    for row in rows:
        pairs = [
            [VALUE[rule.answer(h.days_by_state[s], row.year)] for h in (one, other)]
            for s in NAMED
        ]
        assert row.in_both == sum(map(min, pairs))
        assert row.only_here == sum(max(here - there, 0) for here, there in pairs)
        assert row.only_there == sum(max(there - here, 0) for here, there in pairs)


# -- worked out by hand ----------------------------------------------------------------


def test_uzbekistan_joined_and_party():
    """Signed and not yet bound; back, and perhaps bound again; suspended.

    - 1992-05-15 to 1994-04-19: 2 years less 25 days = 705, joined only;
    - 1994-04-20 to 1999-04-20: 5 years and a day = 1827, both;
    - 2006-08-16 to 2008-03-27: 365 + 225 = 590, joined only;
    - 2008-03-28 to 2012-12-18: 1461 + 266 = 1727, joined, and perhaps bound: half both;
    - 2012-12-19 to 2026-02-15: 4748 + 59 = 4807, suspended, and perhaps bound.
    """
    found = CSTO.compare(PARTY)
    assert str(found.period) == "1992-05-15 to 2026-02-15"
    row = _rows(found)["UZ"]
    assert row.in_both == 1827 + 1727 / 2
    assert row.only_here == 705 + 590 + 1727 / 2
    assert row.only_there == 4807 / 2
    assert str(row.days) == "1992-05-15 to 1994-04-19, 2006-08-16 to 2026-02-15"
    assert str(row.here.surely - row.there.possibly) == (
        "1992-05-15 to 1994-04-19, 2006-08-16 to 2008-03-27"
    )


def test_all_states_joined_and_party():
    """Five with 705 days like Uzbekistan's first; three that acceded later.

    Azerbaijan, which may never have deposited: 1993-09-24 to 1994-04-19 are 208 days,
    and half of 1827. Belarus from 1993-12-31: 110 days. Georgia from 1993-12-09: 132.
    """
    rows = _rows(CSTO.compare(PARTY))
    only_here = {code: row.only_here for code, row in rows.items() if row.days}
    assert only_here == {
        **dict.fromkeys(["AM", "KZ", "KG", "RU", "TJ"], 705),
        "AZ": 208 + 1827 / 2,
        "BY": 110,
        "GE": 132,
        "UZ": 705 + 590 + 1727 / 2,
    }
    assert {code for code, row in rows.items() if row.only_there} == {"UZ"}


def test_joined_and_active():
    """Armenia since its halt: 2 years with a leap day, 731, less 6 = 725 days.

    Uzbekistan from the confirmed note to the suspension: 183 - 9 = 174 days.
    """
    found = CSTO.compare(ACTIVE)
    rows = {code: row for code, row in _rows(found).items() if row.days}
    assert {code: str(row.days) for code, row in rows.items()} == {
        "AM": "2024-02-22 to 2026-02-15",
        "UZ": "2012-06-28 to 2012-12-18",
    }
    assert _numbers(rows["AM"])[1:] == (725, 0)
    assert _numbers(rows["UZ"])[1:] == (174, 0)
    assert (found.distance, found.only_there) == (725 + 174, 0)


def test_one_source_until_it_was_published():
    """Gibler, of 2009, has three more signatories, and Azerbaijan among them.

    From 1992-05-15 to 2009-12-31 are 17 years with 4 leap days, 6209, and 231 more.
    The last day of the three that left is open: half a day each.
    """
    found = CSTO.compare(CSTO.according_to("gibler"))
    assert str(found.period) == "1992-05-15 to 2009-12-31"
    rows = _rows(found)
    for code in ("MD", "TM", "UA"):
        assert _numbers(rows[code]) == (0, 0, 6440)
    assert _numbers(rows["AZ"])[1:] == (0.5, 365 + 132)
    assert _numbers(rows["GE"])[1:] == (0.5, 0)
    assert {c for c, row in rows.items() if not row.days} == {
        *("AM", "BY", "KZ", "KG", "RU", "TJ")
    }


def test_a_source_preferred_is_compared_until_today():
    """Where Gibler speaks: 33 years and 265 days of three states; Uzbekistan later."""
    found = CSTO.compare(CSTO.preferring("gibler"))
    rows = _rows(found)
    until = date(2026, 2, 15) - date(1992, 5, 14)
    for code in ("MD", "TM", "UA"):
        assert _numbers(rows[code]) == (0, 0, until.days)
    assert _numbers(rows["UZ"])[1:] == (365 + 132 + 0.5, 0)
    assert found.only_here == 0.5 + 0.5 + 497.5


def test_two_moments_of_knowledge_agree_on_what_both_cover():
    early, late = CSTO.as_known_on("1999-03-01"), CSTO.as_known_on("2000-06-01")
    found = early.compare(late)
    assert str(found.period) == "1992-05-15 to 1999-03-01"
    assert found.distance == 0


def test_two_moments_of_knowledge_differ_on_the_extension():
    """Six of nine prolonged: from 21 April to 31 December 1999 are 365 - 110 = 255."""
    early, late = CSTO.as_known_on("1999-03-01"), CSTO.as_known_on("2000-06-01")
    with pytest.warns(BeyondRecordWarning, match="after the last day"):
        found = early.compare(late, "1999")
    assert _numbers(found) == (9 * 110, 0, 6 * 255)
    assert str(found.days) == "1999-04-21 to 1999-12-31"
    assert "Both cover the days until 1999-03-01;" in str(found)


def test_years_joined_and_active():
    """In 2012 Uzbekistan joined until 18 December, 353 days; active until 27 June, 179."""
    found = CSTO.compare(ACTIVE)
    told = {
        rule: next(_numbers(row) for row in found.by_year(rule) if row.year == 2012)
        for rule in ("any_day", "first_day", "last_day", "most_days")
    }
    assert told == {
        "any_day": (7, 0, 0),
        "first_day": (7, 0, 0),
        "last_day": (6, 0, 0),
        "most_days": (6, 1, 0),
    }


def test_years_where_days_are_uncertain():
    """On 1 January 2010 Uzbekistan had joined, and was perhaps bound."""
    rows = {row.year: row for row in CSTO.compare(PARTY).by_year(YearRule.FIRST_DAY)}
    assert _numbers(rows[2010]) == (6.5, 0.5, 0)
    assert _numbers(rows[2013]) == (6, 0, 0.5)
    assert rows[2013].distance == 0.5


@pytest.mark.parametrize("rule", list(YearRule))
@pytest.mark.parametrize("alliance", ["nato", "warsaw_pact", "csto", "cis"])
def test_a_year_counts_the_members_of_the_panel(alliance, rule):
    """Also in 1991, when the Soviet Union was in on most of its days."""
    asked = cm.load(alliance)
    panel = Counter()
    for row in state_years(alliance, rule=rule, during="1949/2025", beyond="ignore"):
        panel[row["year"]] += (row["member_min"] or 0) + (row["member_max"] or 0)
    years = compare(asked, asked, "1949/2025").by_year(rule)
    assert years
    for each in years:
        assert 2 * each.in_both == panel[each.year]


def test_years_are_whole_and_known_to_their_end():
    found = CSTO.compare(ACTIVE)
    assert [row.year for row in found.by_year("any_day")] == list(range(1992, 2026))
    (year,) = CSTO.compare(ACTIVE, "2012-01/2012-02").by_year("most_days")
    assert (year.year, year.only_here) == (2012, 1)
    assert CSTO.compare(ACTIVE, "2026-01").by_year("any_day") == ()


def test_a_day_of_the_timeline():
    line = CSTO.compare(PARTY).timeline()
    armenia, azerbaijan, uzbekistan = map(CSTO.record.states.find, ("AM", "AZ", "UZ"))
    assert armenia in line["1993-10-01"].only_here
    assert line["1995-01-01"] == DayDifference(
        perhaps_only_here=frozenset({azerbaijan})
    )
    assert line["2010-01-01"] == DayDifference(
        perhaps_only_here=frozenset({uzbekistan})
    )
    assert line["2020-01-01"] == DayDifference(
        perhaps_only_there=frozenset({uzbekistan})
    )
    assert not line["2026-02-16"]


# -- the period -------------------------------------------------------------------------


def test_a_period_begins_with_the_first_change_in_either():
    assert str(CSTO.compare(PARTY).period) == "1992-05-15 to 2026-02-15"
    assert str(PARTY.compare(CSTO).period) == "1992-05-15 to 2026-02-15"


def test_a_period_is_cut_only_where_it_is_endless():
    assert str(CSTO.compare(PARTY, "1990/..").period) == "1990-01-01 to 2026-02-15"
    assert str(CSTO.compare(PARTY, "../1995").period) == "1992-05-15 to 1995-12-31"
    assert str(CSTO.compare(PARTY, "1990/1995").period) == "1990-01-01 to 1995-12-31"


def test_a_period_in_which_nothing_has_changed_yet():
    for found in (
        CSTO.compare(PARTY, "../1990"),
        CSTO.as_known_on("1990-12-31").compare(PARTY),
    ):
        assert str(found.period) == "1990-12-31"
        assert (found.distance, found.agreement) == (0, 1)
        assert found.in_either == 0


def test_an_endless_period_after_the_last_day_is_refused():
    with pytest.raises(
        BeyondRecordError, match="since 2030-01-01 begins after 2026-02-15"
    ):
        CSTO.compare(PARTY, "2030/..")


def test_what_is_no_period_or_no_alliance_is_refused():
    with pytest.raises(InvalidPeriodError):
        CSTO.compare(PARTY, "sometime")
    with pytest.raises(WrongTypeError):
        CSTO.compare("party")
    with pytest.raises(ValueError, match="some_days"):
        CSTO.compare(PARTY).by_year("some_days")


# -- other alliances ---------------------------------------------------------------------

RECORD = """
    [alliance]
    id = "{id}"
    complete_until = {until}
    [instrument.pact]
    roles = ["treaty"]
    [[event]]
    id = "signed"
    kind = "signature"
    of = "pact"
    states = [{states}]
    claim = [{{ sources = ["mfa-by"], on = "{on}" }}]
"""


def read(name, states, on, until="2000-12-31"):
    return cm.read(RECORD.format(id=name, states=states, on=on, until=until))


def test_two_alliances_without_a_common_state():
    north = read("north", '"AM", "BY"', "2000-12-01", until="2001-01-31")
    south = read("south", '"TM"', "2000-12-30")
    found = north.compare(south)
    assert str(found.period) == "2000-12-01 to 2000-12-31"
    assert {code: _numbers(row) for code, row in _rows(found).items()} == {
        "AM": (0, 31, 0),
        "BY": (0, 31, 0),
        "TM": (0, 0, 2),
    }
    assert (found.distance, found.agreement) == (64, 0)
    line = found.timeline()
    assert line["2000-12-31"].only_here == {row.state for row in found.by_state[:2]}
    assert line["2000-12-31"].only_there == {found.by_state[2].state}
    assert _numbers(*found.by_year("last_day")) == (0, 2, 1)


def test_states_are_in_order_of_name_whichever_is_first():
    one, other = read("one", '"UZ", "AM"', "2000"), read("other", '"KZ"', "2000")
    for found in (one.compare(other), other.compare(one)):
        assert [row.state.alpha_2 for row in found.by_state] == ["AM", "KZ", "UZ"]


def test_a_state_that_may_have_been_in_since_ever_is_counted_from_the_first_change():
    early = read("early", '"AM"', "[..2000-12-11]")
    found = early.compare(read("late", '"AM"', "2000-12-21"))
    assert str(found.period) == "2000-12-11 to 2000-12-31"
    assert _numbers(found) == (11, 10, 0)


SAME = {
    "itself": CSTO,
    "its own definition": CSTO.under("joined"),
    "a view and itself": CSTO.as_known_on("2000-01-01").preferring("gibler"),
    "under party": PARTY,
}


@pytest.mark.parametrize("history", SAME.values(), ids=SAME)
def test_a_history_is_not_compared_with_itself(history):
    """As on the command line: it is a slip, and zero would be a silent no."""
    again = history.under(history.definition)
    with pytest.raises(cm.EmptyError, match="both are csto under ") as caught:
        history.compare(again)
    assert isinstance(caught.value, ValueError)
    advice = re.search(r"\.under\('(\w+)'\)", str(caught.value))
    assert history.compare(history.under(advice[1])).period


def test_two_that_never_had_a_member_are_the_same():
    never = CSTO.under(cm.Definition("never", opens=[], closes=[]))
    found = compare(never, never)
    assert str(found.period) == "2026-02-15"
    assert (found.in_both, found.distance, found.agreement) == (0, 0, 1)
    assert not found.timeline().days


# -- showing -------------------------------------------------------------------------------


def test_a_comparison_prints_as_a_table():
    early, late = CSTO.according_to("gibler"), CSTO.as_known_on("2010-01-01")
    assert (
        str(early.compare(late, "1999-04"))
        == """\
here   csto under "joined", according to gibler
there  csto under "joined", as known on 2010-01-01
1999-04-01 to 1999-04-30, in member-days; an uncertain day counts half

              in both  only here  only there  they differ on
Azerbaijan       19.5          0         0.5  1999-04-20
Georgia          19.5          0         0.5  1999-04-20
Moldova             0         30           0  1999-04-01 to 1999-04-30
Turkmenistan        0         30           0  1999-04-01 to 1999-04-30
Ukraine             0         30           0  1999-04-01 to 1999-04-30
Uzbekistan       19.5          0         0.5  1999-04-20
all states      238.5         90         1.5

States without any difference: 6 of 12.
Of 330 member-days in either, 91.5 are in one only (27.7%)."""
    )


def test_a_comparison_without_a_difference_prints_no_state():
    said = str(compare(CSTO, CSTO, "1999-01-01"))
    assert "States without any difference: 12 of 12." in said
    assert "Of 9 member-days in either, 0 are in one only (0.0%)." in said
    assert "Armenia" not in said


def test_a_comparison_is_a_table_of_a_page_and_escaped():
    definition = cm.Definition("<b>&", opens=["signature"], closes=["expiry"])
    page = CSTO.compare(CSTO.under(definition))._repr_html_()
    assert "csto under &quot;&lt;b&gt;&amp;&quot;" in page
    assert "<b>" not in page
    row = "Uzbekistan</th><td>2532</td><td>2317</td><td>0</td>"
    left = ' style="text-align:left"'
    assert f"{row}<td{left}>2006-08-16 to 2012-12-18</td></tr>" in page


def test_the_name_of_a_state_is_escaped():
    named = starter().replace('name = "Atlantis"', 'name = "Salt & <i>Pepper"')
    made = cm.read(named)
    page = made.compare(CSTO, "1999")._repr_html_()
    assert ">Salt &amp; &lt;i&gt;Pepper</th>" in page


def test_a_comparison_is_ready_for_json():
    found = CSTO.compare(CSTO.under("active").preferring("gibler"), "2012")
    told = json.loads(json.dumps(found.as_dict()))
    assert told == found.as_dict()
    assert told["there"] == {
        "alliance": "csto",
        "definition": "active",
        "described": 'csto under "active", preferring gibler',
    }
    assert (told["first_day"], told["last_day"]) == ("2012-01-01", "2012-12-31")
    assert told["covered_until"] == "2026-02-15"
    states = {each["state"]: each for each in told["states"]}
    assert len(states) == 12
    assert states["UZB"] == {
        "state": "UZB",
        "in_both": 179,
        "only_here": 174,
        "only_there": 0,
        "differ_on": [{"first_day": "2012-06-28", "last_day": "2012-12-18"}],
    }
    assert told["only_there"] == 3 * 366
    assert told["agreement"] == found.agreement


def test_a_comparison_shows_itself_in_short():
    found = CSTO.compare(ACTIVE, "2025")
    assert repr(found) == (
        "<Comparison 2025-01-01 to 2025-12-31: 365 of 2190 member-days differ>"
    )


def test_each_narrowing_is_told_in_words():
    asked = CSTO.under("party").as_known_on("2001-01-01")
    assert described(asked) == 'csto under "party", as known on 2001-01-01'
    asked = asked.according_to("oboz", "gibler", "jt-79", silence="no")
    assert described(asked.preferring("gibler")) == (
        'csto under "party", as known on 2001-01-01, according to gibler, jt-79 and '
        "oboz without acts they omit, preferring gibler"
    )
    assert (
        described(CSTO.according_to()) == 'csto under "joined", according to no source'
    )


def test_a_supposition_is_told_in_words():
    (event, claim), *_ = CSTO.view.not_followed
    assert event.claims
    supposed = attrs.evolve(CSTO, view=attrs.evolve(CSTO.view, instead=claim))
    assert f"if {min(claim.sources.ids)}" in described(supposed)
