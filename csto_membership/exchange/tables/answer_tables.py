"""Answers as CSV: the columns and rows of each question whose answer is a list.

The reference of the command line says what stands in the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from csto_membership.answers.history import History
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.answers.source_claims import SourceClaims
from csto_membership.answers.testimony import Testimony
from csto_membership.days import DaySet, Span
from csto_membership.exchange.series import (
    MembershipSeries,
    Why,
    covered,
    table_view,
)
from csto_membership.exchange.tables.cells import (
    VIEW,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.departure_rows import table_of_departures
from csto_membership.exchange.tables.runs import RowValues
from csto_membership.exchange.tables.spell_rows import beginning, table_of_spells
from csto_membership.exchange.tables.table import (
    Table,
    csv_lines,
    in_one_cell,
)
from csto_membership.leaving import Departures
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Source, State
from csto_membership.record.state import by_name

_Rows = tuple[Sequence[str], Iterable[RowValues]]
"""The names of the columns, and the rows; a row may leave out a cell."""


def answers_as_csv(question: str, answers: Sequence[Any]) -> Iterator[str]:
    """The answers to a question, by the name of its command, as lines of CSV."""
    return csv_lines(*_TABLES.get(question, _as_it_is)(answers))


_VIEW = tuple(column.name for column in VIEW)
_STATE = tuple(column.name for column in state_columns(""))

# -- members: one row for each state of which an answer has something to say ----------
#
# That is each state that is a member, may be one, is suspended, or would be a member by
# another definition or by another source; `answer` says which of them are.

_FOOTING = ("depends_on_definition", "disputed", "complete_until")


def _on(answers: Sequence[Members]) -> _Rows:
    (members,) = answers
    alliance, day = members.alliance, members.day or date.min
    named, view = (
        {*members.possibly, *members.suspended},
        table_view(alliance, carry=True),
    )
    names = (
        *_VIEW, "day", *_STATE, "answer", "answer_why", "status", "spell", "first_day",
        "first_day_min", "first_day_max", "entry", "entry_event", *_FOOTING,
    )  # fmt: skip

    def rows() -> Iterator[RowValues]:
        for state, row in _with_footing(alliance, DaySet.of(day), day, named):
            row["day"] = day
            answer, why = view.series(state).on(day)
            row["answer"] = None if answer is None else str(answer)
            row["answer_why"] = why and str(why)
            row["status"] = view.statuses(state)[day]
            for number, spell in enumerate(alliance.spells_of(state), start=1):
                if day in spell.span:
                    row |= {"spell": number, **beginning(spell, spell.surely)}
            yield row

    return names, rows()


def _during(answers: Sequence[MembersDuring]) -> _Rows:
    (during,) = answers
    alliance, whole = during.sometime.alliance, DaySet.from_spans([during.period])
    last = during.period.last_day or alliance.horizon
    inside, named = whole & covered(alliance), {*during.sometime.possibly}
    view = table_view(alliance, carry=True)

    def rows() -> Iterator[RowValues]:
        for state, row in _with_footing(alliance, whole, last, named):
            days = alliance.member_days_of(state).possibly & inside
            row["period"] = whole.edtf
            series = view.series(state)
            outside = attrs.evolve(series, days=~series.days)
            row.update(_cell("sometime", series, during.period, ("no", "yes")))
            row.update(_cell("throughout", outside, during.period, ("yes", "no")))
            if days:
                row |= {"first_day": days.first_day, "last_day": days.last_day}
            yield row

    own = (
        "throughout", "throughout_why", "sometime", "sometime_why",
        "first_day", "last_day",
    )  # fmt: skip
    return (*_VIEW, "period", *_STATE, *own, *_FOOTING), rows()


def _cell(
    name: str, series: MembershipSeries, period: Span, texts: tuple[str, str]
) -> RowValues:
    """Whether a series has a day in a period, in one of two texts, and why it is empty."""
    cell = series.cell(name, YearRule.ANY_DAY, period)
    value, why = cell[name], cell[f"{name}_why"]
    text = "uncertain" if why == Why.UNCERTAIN else None
    return {name: text if value is None else texts[value], f"{name}_why": why}


def _who_says(testimonies: Sequence[Testimony]) -> _Rows:
    """One row for each answer given and each state that any of them names."""
    named = {s for each in testimonies for s in (*each.states, *each.uncertain)}
    ordered = sorted(named, key=by_name)
    rows = (
        {
            "day": each.day,
            "testimony": number,
            "followed": int(each.followed),
            **of_state(state, each.day),
            "answer": _answer_by(each, state),
            "sources": in_one_cell(source.id for source in each.sources),
        }
        for number, each in enumerate(testimonies, start=1)
        for state in ordered
    )
    return ("day", "testimony", "followed", *_STATE, "answer", "sources"), rows


def _answer_by(testimony: Testimony, state: State) -> str:
    if state in testimony.states:
        return "yes"
    return "uncertain" if state in testimony.uncertain else "no"


def _with_footing(
    alliance: Interpretation, days: DaySet, last: date, named: set[State]
) -> Iterator[tuple[State, RowValues]]:
    """Each state to be listed, with whether definitions and sources differ on it."""
    by_definition = alliance.opposed_by_definition(days)
    by_rival = alliance.opposed_by_rival(days)
    for state in alliance.listed({*named, *by_definition, *by_rival}):
        row = of_view(alliance) | of_state(state, last)
        row["depends_on_definition"] = int(state in by_definition)
        row["disputed"] = int(state in by_rival)
        row["complete_until"] = alliance.horizon
        yield state, row


# -- other answers --------------------------------------------------------------------


def _as_it_is(tables: Sequence[Table]) -> _Rows:
    (table,) = tables
    return table.names, table


def _history(histories: Sequence[History]) -> _Rows:
    (history,) = histories
    return _as_it_is([table_of_spells([(history.alliance, [history.state])])])


def _departures(found: Sequence[Departures]) -> _Rows:
    return _as_it_is([table_of_departures(found[0])])


_REGISTER = (
    "id", "title", "publisher", "published", "kind", "grade", "language", "address",
    "derived_from", "seen",
)  # fmt: skip
_CLAIMS = (
    "source", "event", "title", "kind", "states", "never", "done", "effective_from",
    "wording", "basis", "followed", "why",
)  # fmt: skip


def _sources(answers: Sequence[Source | SourceClaims]) -> _Rows:
    """The register; of sources asked for by their ids, what each says."""
    plain = [each.as_dict() for each in answers]
    if not any("claims" in each for each in plain):
        return _REGISTER, plain
    claims = (
        {
            "source": each["id"],
            **claim,
            "states": _listed(claim["states"]),
            "never": int(claim["never"]),
            "followed": int(claim["followed"]),
        }
        for each in plain
        for claim in each["claims"]
    )
    return _CLAIMS, claims


def _one_each(**cells: Callable[[Any], Any]) -> Callable[[Sequence[Any]], _Rows]:
    """One row for each answer, with cells by the names of their columns."""

    def rows(answers: Sequence[Any]) -> _Rows:
        made = ({name: of(each) for name, of in cells.items()} for each in answers)
        return tuple(cells), made

    return rows


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def _member_days_under(name: str) -> Callable[[Any], int]:
    return lambda row: row.member_days.get(name, 0)


_CHANGES = _one_each(
    day=lambda change: change.day,
    joined=lambda change: _listed(s.code for s in change.joined),
    left=lambda change: _listed(s.code for s in change.left),
    uncertain=lambda change: _listed(s.code for s in change.unsure),
    events=lambda change: _listed(act.event.id for act in change.acts),
)
_DISAGREEMENTS = _one_each(
    event=lambda each: each.event.id,
    title=lambda each: each.event,
    about=lambda each: _listed(sorted(about.value for about in each.about)),
    versions=lambda each: len(each.versions),
    followed=lambda each: each.followed,
    **{
        f"member_days_{each.name}": _member_days_under(each.name)
        for each in DEFINITIONS
    },
)
_BY_STATE = _one_each(
    state=lambda row: row.state.name,
    alpha_3=lambda row: row.state.code,
    in_both=lambda row: row.in_both,
    only_here=lambda row: row.only_here,
    only_there=lambda row: row.only_there,
    differ_on=lambda row: row.days.edtf if row.days else None,
)
_TABLES: Mapping[str, Callable[[Sequence[Any]], _Rows]] = {
    "on": _on,
    "during": _during,
    "who-says": _who_says,
    "history": _history,
    "changes": _CHANGES,
    "disagreements": _DISAGREEMENTS,
    "compare": lambda comparisons: _BY_STATE(comparisons[0].by_state),
    "sources": _sources,
    "departures": _departures,
}
