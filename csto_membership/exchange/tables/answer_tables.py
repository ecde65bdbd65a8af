"""Answers as CSV: the columns and rows of each question whose answer is a list.

The reference of the command line says what stands in the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from csto_membership.answers.change import Change
from csto_membership.answers.comparison import Comparison
from csto_membership.answers.disagreement import Disagreement
from csto_membership.answers.history import History
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.answers.source_claims import SourceClaims
from csto_membership.answers.testimony import Testimony
from csto_membership.days import DaySet
from csto_membership.exchange.tables.membership_series import (
    VIEW,
    covered,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.spell_rows import beginning, table_of_spells
from csto_membership.exchange.tables.table import (
    RowValues,
    Table,
    csv_lines,
    in_one_cell,
)
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Source, State
from csto_membership.record.state import by_name

__all__ = ["answers_as_csv"]


class _Rows(NamedTuple):
    """The names of the columns, and the rows; a row may leave out a cell."""

    names: Sequence[str]
    rows: Iterable[RowValues]


def answers_as_csv(question: str, answers: Sequence[Any]) -> Iterator[str]:
    """The answers to a question, by the name of its command, as lines of CSV."""
    return csv_lines(*_TABLES[question](answers))


_VIEW = tuple(column.name for column in VIEW)
_STATE = tuple(column.name for column in state_columns(""))

# -- members: one row for each state of which an answer has something to say ----------
#
# That is each state that is a member, may be one, is suspended, or would be a member by
# another definition or by another source; `answer` tells which of them are.

_FOOTING = ("depends_on_definition", "disputed", "complete_until")


def _on(answers: Sequence[Members]) -> _Rows:
    (members,) = answers
    alliance, day = members.alliance, members.day or date.min
    named = {*members.possibly, *members.suspended}
    return _Rows(
        (
            *_VIEW, "day", *_STATE, "answer", "status",
            "spell", "first_day", "first_day_min", "first_day_max", "entry",
            "entry_event", *_FOOTING,
        ),
        (
            {
                **of_view(alliance),
                **of_state(state, day),
                "day": day,
                "answer": members.answer(state).value,
                "status": alliance.status_on(state, day).value,
                **_spell(alliance, state, day),
                **footing,
            }
            for state, footing in _with_footing(alliance, DaySet.of(day), named)
        ),
    )  # fmt: skip


def _spell(alliance: Interpretation, state: State, day: date) -> RowValues:
    """The spell in which a day lies, if any."""
    for number, spell in enumerate(alliance.spells_of(state), start=1):
        if day in spell.span:
            return {"spell": number, **beginning(spell, spell.surely)}
    return {}


def _during(answers: Sequence[MembersDuring]) -> _Rows:
    (during,) = answers
    alliance, whole = during.sometime.alliance, DaySet.from_spans([during.period])
    last = during.period.last_day or alliance.horizon
    inside, named = whole & covered(alliance), {*during.sometime.possibly}

    def rows() -> Iterator[RowValues]:
        for state, footing in _with_footing(alliance, whole, named):
            days = alliance.days_of(state).possibly & inside
            yield {
                **of_view(alliance),
                **of_state(state, last),
                "period": whole.edtf,
                "throughout": during.throughout.answer(state).value,
                "sometime": during.sometime.answer(state).value,
                "first_day": days.first_day if days else None,
                "last_day": days.last_day if days else None,
                **footing,
            }

    own = ("throughout", "sometime", "first_day", "last_day")
    return _Rows((*_VIEW, "period", *_STATE, *own, *_FOOTING), rows())


def _who_says(testimonies: Sequence[Testimony]) -> _Rows:
    """One row for each answer given and each state that any of them names."""
    named = {s for each in testimonies for s in (*each.states, *each.uncertain)}
    ordered = sorted(named, key=by_name)
    return _Rows(
        ("day", "testimony", "followed", *_STATE, "answer", "sources"),
        (
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
        ),
    )


def _answer_by(testimony: Testimony, state: State) -> str:
    if state in testimony.states:
        return "yes"
    return "uncertain" if state in testimony.uncertain else "no"


def _with_footing(
    alliance: Interpretation, days: DaySet, named: set[State]
) -> Iterator[tuple[State, RowValues]]:
    """Each state to be told of, with whether definitions and sources differ on it."""
    by_definition = alliance.opposed_by_definition(days)
    by_rival = alliance.opposed_by_rival(days)
    for state in alliance.listed({*named, *by_definition, *by_rival}):
        yield (
            state,
            {
                "depends_on_definition": int(state in by_definition),
                "disputed": int(state in by_rival),
                "complete_until": alliance.horizon,
            },
        )


# -- other answers --------------------------------------------------------------------


def _as_it_is(tables: Sequence[Table]) -> _Rows:
    (table,) = tables
    return _Rows(table.names, table)


def _history(histories: Sequence[History]) -> _Rows:
    (history,) = histories
    spells = table_of_spells([(history.alliance, [history.state])])
    return _as_it_is([spells])


def _changes(changes: Sequence[Change]) -> _Rows:
    return _Rows(
        ("day", "joined", "left", "uncertain", "events"),
        (
            {
                "day": each.day,
                "joined": _listed(state.code for state in each.joined),
                "left": _listed(state.code for state in each.left),
                "uncertain": _listed(state.code for state in each.unsure),
                "events": _listed(act.event.id for act in each.acts),
            }
            for each in changes
        ),
    )


def _disagreements(disagreements: Sequence[Disagreement]) -> _Rows:
    names = [definition.name for definition in DEFINITIONS]
    at_stake = [f"member_days_{name}" for name in names]
    return _Rows(
        ("event", "title", "about", "versions", "followed", *at_stake),
        (
            {
                "event": each.event.id,
                "title": each.event,
                "about": _listed(sorted(about.value for about in each.about)),
                "versions": len(each.versions),
                "followed": each.followed,
                **{f"member_days_{n}": each.member_days.get(n, 0) for n in names},
            }
            for each in disagreements
        ),
    )


def _compare(comparisons: Sequence[Comparison]) -> _Rows:
    (comparison,) = comparisons
    return _Rows(
        ("state", "alpha_3", "in_both", "only_here", "only_there", "differ_on"),
        (
            {
                "state": row.state.name,
                "alpha_3": row.state.code,
                "in_both": row.in_both,
                "only_here": row.only_here,
                "only_there": row.only_there,
                "differ_on": row.days.edtf if row.days else None,
            }
            for row in comparison.by_state
        ),
    )


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
        return _Rows(_REGISTER, plain)
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
    return _Rows(_CLAIMS, claims)


_TABLES: Mapping[str, Callable[[Sequence[Any]], _Rows]] = {
    "on": _on,
    "during": _during,
    "who-says": _who_says,
    "panel": _as_it_is,
    "history": _history,
    "changes": _changes,
    "disagreements": _disagreements,
    "compare": _compare,
    "sources": _sources,
}


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
