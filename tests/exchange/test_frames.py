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
from csto_membership.exchange import annotate
from csto_membership.exchange.frames.lookup import columns, rows_of

ALLIANCES = [cm.load(name) for name in cm.available()]


def _turns(alliance, state):
    """Days beside which something may change, whatever it is."""
    days = alliance.days_of(state)
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


@given(_asked())
def test_the_row_of_a_day_says_what_the_alliance_says(asked):
    alliance, state, day = asked
    row = rows_of(state, columns({"": alliance}, status=True, since=True))[day]
    spells = (s.first_day for s in alliance.history(state).spells if day in s.span)
    assert row == (
        alliance.was_member(state, day, beyond="ignore").value,
        alliance.status(state, day, beyond="ignore").value,
        next(spells, None),
    )


def test_what_turns_after_the_last_day_of_a_view_is_told_without_a_warning():
    """On 1999-03-01 the end of the first term was to come on 1999-04-20."""
    known = cm.load("csto").as_known_on("1999-03-01")
    state = known.record.states.find("AZ")
    rows = rows_of(state, columns({"": known}, status=True, since=True))
    assert rows[date(1999, 4, 20)] == ("yes", "member", date(1993, 9, 24))
    assert rows[date(1999, 4, 21)] == ("no", "no longer", None)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"status": False, "since": False}, ["member", "member_x"]),
        (
            {"status": True, "since": False},
            ["member", "status", "member_x", "status_x"],
        ),
        ({"status": False, "since": True}, ["member", "since", "member_x", "since_x"]),
    ],
)
def test_only_what_is_asked_has_a_column(more, expected):
    csto = cm.load("csto")
    new = columns({"": csto, "_x": csto.under("party")}, **more)
    assert [column.name for column in new] == expected
    assert {c.name[:5] for c in new if c.holds_days} <= {"since"}


def test_each_answer_is_written_down_once_for_each_stretch():
    csto = cm.load("csto")
    rows = rows_of(
        csto.record.states.find("UZ"), columns({"": csto}, status=False, since=True)
    )
    assert rows.values == (
        ("no", None),
        ("yes", date(1992, 5, 15)),
        ("no", None),
        ("yes", date(2006, 8, 16)),
        ("no", None),
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
