"""The types that an editor infers for the calls that most people need.

mypy and Pyright check each `assert_type` (see .ci/run). Here the values are looked at:
each has the type that its line promises.
"""

from __future__ import annotations

from datetime import date
from typing import assert_type

import csto_membership as cm
from csto_membership import exchange
from csto_membership.answers.comparison import Comparison
from csto_membership.answers.explanation.explanation import Explanation
from csto_membership.charts.chart import Chart
from csto_membership.exchange import Table
from csto_membership.record.citation import Citation


def test_questions_to_the_package() -> None:
    members = assert_type(cm.members_on("1999-04-20"), cm.Members)
    assert isinstance(members, cm.Members)
    answer = assert_type(cm.was_member("Uzbekistan", date(2007, 1, 1)), cm.Answer)
    assert isinstance(answer, cm.Answer)
    history = assert_type(cm.history("UZ"), cm.History)
    assert isinstance(history, cm.History)
    where = assert_type(cm.memberships_of("Armenia", "1995-01-01"), cm.Memberships)
    assert isinstance(where, cm.Memberships)
    left = assert_type(cm.departures("csto"), cm.Departures)
    assert isinstance(left, cm.Departures)


def test_questions_to_an_alliance() -> None:
    csto = assert_type(cm.load("csto"), cm.Alliance)
    assert isinstance(csto, cm.Alliance)
    other = assert_type(csto.under("party").as_known_on("2000-01-01"), cm.Alliance)
    assert isinstance(other, cm.Alliance)
    days = assert_type(csto.days_of("Georgia"), cm.FuzzyDaySet)
    assert isinstance(days, cm.FuzzyDaySet)
    during = assert_type(csto.members_during("1999"), cm.MembersDuring)
    assert isinstance(during, cm.MembersDuring)
    status = assert_type(csto.status("UZ", "2013-01-01"), cm.Status)
    assert isinstance(status, cm.Status)
    why = assert_type(csto.explain("UZ", "2013-01-01"), Explanation)
    assert isinstance(why, Explanation)
    compared = assert_type(csto.compare(other), Comparison)
    assert isinstance(compared, Comparison)
    timeline = assert_type(csto.timeline(), cm.Timeline[cm.Members])
    assert isinstance(timeline, cm.Timeline)
    acts = assert_type(csto.acts(state="Georgia"), tuple[cm.Act, ...])
    assert isinstance(acts[0], cm.Act)
    changes = assert_type(list(csto.changes("1999")), list[cm.Change])
    assert isinstance(changes[0], cm.Change)
    chart = assert_type(csto.chart(), Chart)
    assert isinstance(chart, Chart)


def test_what_an_answer_has() -> None:
    members = cm.members_on("1999-04-20")
    codes = assert_type(members.alpha_2, tuple[str, ...])
    assert isinstance(codes[0], str)
    states = assert_type(list(members), list[cm.State])
    assert isinstance(states[0], cm.State)
    more = assert_type(members | {"Moldova"}, cm.StateSet)
    assert isinstance(more, cm.StateSet)
    inside = assert_type("Georgia" in members, bool)
    assert inside is True
    cited = assert_type(members.cite(), Citation)
    assert isinstance(cited, Citation)
    spells = assert_type(cm.history("UZ").spells, tuple[cm.Spell, ...])
    assert isinstance(spells[0], cm.Spell)


def test_sets_of_days() -> None:
    days = assert_type(cm.DaySet.parse("1999"), cm.DaySet)
    assert isinstance(days, cm.DaySet)
    both = assert_type(days & ~days | days - days, cm.DaySet)
    assert isinstance(both, cm.DaySet)
    possible = assert_type(cm.load("csto").days_of("UZ") - days, cm.FuzzyDaySet)
    assert isinstance(possible, cm.FuzzyDaySet)
    mixed = assert_type(possible | days, cm.FuzzyDaySet)
    assert isinstance(mixed, cm.FuzzyDaySet)
    answer = assert_type(possible.answer("1999-01-01"), cm.Answer)
    assert isinstance(answer, cm.Answer)
    subset = assert_type(days <= both, bool)
    assert subset is False


def test_tables_and_files() -> None:
    table = assert_type(exchange.spells("csto"), Table)
    assert isinstance(table, Table)
    panel = assert_type(exchange.state_years("csto"), Table)
    assert isinstance(panel, Table)
    problems = assert_type(cm.check({}), tuple[cm.Problem, ...])
    assert isinstance(problems[0], cm.Problem)
