"""What frames are answered from, and what happens without what they need.

The answers in frames are tested in `tests/exchange/with_frames`, which needs the libraries.
"""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import annotate, state_years
from csto_membership.exchange.frames.lookup import Lookup, rows_of

ALLIANCES = [cm.load(name) for name in cm.available()]


def _turns(alliance, state):
    """Days beside which something may change, whatever it is."""
    days = alliance.days_of(state, absent="ignore")
    acts = alliance.view.acts_of(state)
    ends = [act.since.earliest for act in acts] + [act.since.latest for act in acts]
    existence = () if state.existence is None else state.existence.possibly.toggles
    found = {
        *days.surely.toggles,
        *days.possibly.toggles,
        *existence,
        *filter(None, ends),
    }
    return sorted(found | {alliance.horizon, date(1999, 1, 1)})


@st.composite
def _asked(draw):
    name = draw(st.sampled_from(cm.available()))
    definition = draw(st.sampled_from(["joined", "party", "organization", "active"]))
    alliance = cm.load(name).under(definition)
    known = draw(st.none() | st.dates(date(1992, 1, 1), date(2013, 1, 1)))
    if known is not None:
        alliance = alliance.as_known_on(known)
    state = draw(st.sampled_from(list(alliance.record.states)))
    near = draw(st.sampled_from(_turns(alliance, state))).toordinal()
    beside = date.fromordinal(max(1, near + draw(st.integers(-2, 2))))
    return alliance, state, draw(st.just(beside) | st.dates())


def _all_of(alliance, **how):
    return Lookup((("", alliance),), status=True, since=True, **how)


@given(_asked(), st.booleans())
def test_as_last_known_a_row_says_what_the_alliance_says(asked, continuity):
    alliance, state, day = asked
    row = rows_of((state,), _all_of(alliance, carry=True, continuity=continuity))[day]
    how = {"beyond": "ignore", "continuity": continuity}
    status = alliance.status(state, day, **how).value
    days = alliance.days_of(state, continuity=continuity, absent="ignore").possibly
    since = next((span.first_day for span in days.spans() if day in span), None)
    answer = alliance.was_member(state, day, absent="ignore", **how).value
    if status == "not a state on that day":
        assert row == (None, "not_a_state", status, None)
    else:
        why = "uncertain" if answer == "uncertain" else None
        assert row == (answer, why, status, since)


@given(_asked())
def test_what_is_not_covered_is_empty_and_all_else_as_last_known(asked):
    alliance, state, day = asked
    row = rows_of((state,), _all_of(alliance))[day]
    if day > alliance.horizon:
        assert row == (None, "beyond_record", "beyond the record", None)
    else:
        assert row == rows_of((state,), _all_of(alliance, carry=True))[day]


@given(_asked())
def test_a_panel_of_a_day_says_the_same(asked):
    """The first day of a year, in a frame and in a panel."""
    alliance, state, day = asked
    first = date(day.year, 1, 1)
    lookup = Lookup((("", alliance),), numbers=True, status=True)
    if date.min < first and day.year < date.max.year:
        (row,) = state_years(
            alliance, during=f"{day.year:04}", rule="first_day", states=[state],
            beyond="ignore", absent="ignore",
        )  # fmt: skip
        told = (row["member"], row["member_why"], row["status"])
        assert rows_of((state,), lookup)[first] == told


def test_an_act_wins_over_the_lists_of_states(pact_of):
    """No list counts Georgia as a state in 1990."""
    pact = pact_of(("entry_into_force", "GE", "1990-05-01"))
    state = pact.record.states.find("GE")
    assert not state.existed_on(date(1990, 5, 1))
    rows = rows_of((state,), Lookup((("", pact),), status=True))
    absent = (None, "not_a_state", "not a state on that day")
    assert rows[date(1990, 4, 30)] == absent
    assert rows[date(1990, 5, 1)] == ("yes", None, "member")
    (row,) = state_years(pact, during="1990", states=[state], rule="last_day")
    assert (row["member"], row["member_why"], row["state_exists"]) == (1, None, 0)


def test_what_turns_after_the_last_day_of_a_view_is_empty_unless_carried_forward():
    """On 1999-03-01 the end of the first term was to come on 1999-04-20."""
    known = cm.load("csto").as_known_on("1999-03-01")
    state = known.record.states.find("AZ")
    rows = rows_of((state,), _all_of(known, carry=True))
    assert rows[date(1999, 4, 20)] == ("yes", None, "member", date(1993, 9, 24))
    assert rows[date(1999, 4, 21)] == ("no", None, "no longer", None)
    beyond = (None, "beyond_record", "beyond the record", None)
    assert rows_of((state,), _all_of(known))[date(1999, 4, 20)] == beyond


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["member", "member_why"]),
        ({"status": True}, ["member", "member_why", "status"]),
        ({"since": True}, ["member", "member_why", "since"]),
    ],
)
def test_only_what_is_asked_has_a_column(more, expected):
    csto = cm.load("csto")
    new = Lookup((("", csto), ("_x", csto.under("party"))), **more).columns
    names = [f"{name}{suffix}" for suffix in ("", "_x") for name in expected]
    assert [column.name for column in new] == names
    assert {column.name[:5] for column in new if column.type is date} <= {"since"}


def test_each_answer_is_written_down_once_for_each_stretch():
    csto = cm.load("csto")
    state = csto.record.states.find("UZ")
    rows = rows_of((state,), Lookup((("", csto),), since=True, carry=True))
    assert rows.values == (
        (None, "not_a_state", None),
        ("no", None, None),
        ("yes", None, date(1992, 5, 15)),
        ("no", None, None),
        ("yes", None, date(2006, 8, 16)),
        ("no", None, None),
    )


@pytest.mark.parametrize("missing", ["narwhals", "numpy"])
def test_without_what_it_needs_the_way_to_get_it_is_told(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(cm.MissingExtraError) as caught:
        annotate([], state="name", on="day")
    assert isinstance(caught.value, ImportError)
    assert "pip install 'csto-membership[frames]'" in str(caught.value)
    assert "narwhals" in str(caught.value) or missing == "numpy"


def test_importing_it_needs_nothing_more_than_the_package():
    code = (
        "import sys, csto_membership.exchange; "
        "print([m for m in sys.modules if m in {'narwhals', 'numpy', 'pandas'}])"
    )
    command = [sys.executable, "-P", "-c", code]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == "[]"
