"""Answers as tables: for each question whose answer is a list, its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from csto_membership.answers.change import Change
from csto_membership.answers.comparison import Comparison
from csto_membership.answers.disagreement import Disagreement
from csto_membership.answers.history import History
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.answers.source_claims import SourceClaims
from csto_membership.answers.testimony import Testimony
from csto_membership.days import DaySet
from csto_membership.exchange.tables.columns import (
    VIEW,
    Column,
    RowValues,
    in_one_cell,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.membership_series import covered
from csto_membership.exchange.tables.spell_rows import table_of_spells
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.spell import Spell
from csto_membership.record import Source, State
from csto_membership.record.state import by_name

__all__ = ["table_of"]


def table_of(question: str, answers: Sequence[Any]) -> Table:
    """The table of the answers to a question, by the name of its command."""
    return _TABLES[question](answers)


# -- members: one row for each state of which an answer has something to say ----------
#
# That is each state that is a member, may be one, is suspended, or would be a member by
# another definition or by another source; `answer` tells which of them are.

_STATE = state_columns("then")
_FOOTING = (
    Column(
        "depends_on_definition", int, "1 if another definition answers the opposite"
    ),
    Column("disputed", int, "1 if some source, if followed, answers the opposite"),
    Column("complete_until", date, "the last day that is covered"),
)


_OF_DAY = (
    *VIEW,
    Column("day", date, "the day asked about"),
    *_STATE,
    Column("answer", str, "whether it was a member: yes, no or uncertain"),
    Column("status", str, "what it was, in more words than yes and no"),
    Column("spell", int, "the first spell of the state, its second, and so on"),
    Column("first_day", date, "the first day of that spell; empty where not sure"),
    Column("first_day_min", date, "the earliest day that it may be"),
    Column("first_day_max", date, "the latest; empty where it may never have come"),
    Column("entry", str, "the kinds of the acts that opened it"),
    Column("entry_event", str, "their ids in the record"),
    *_FOOTING,
)


def _on(answers: Sequence[Members]) -> Table:
    (members,) = answers
    alliance, day = members.alliance, members.day or date.min
    named = {*members.possibly, *members.suspended}
    return _table_with(_OF_DAY, _on_a_day(members, alliance, day, named))


def _on_a_day(
    members: Members, alliance: Interpretation, day: date, named: set[State]
) -> Iterator[RowValues]:
    for state, footing in _with_footing(alliance, DaySet.of(day), named):
        yield {
            **of_view(alliance),
            **of_state(state, day),
            "day": day,
            "answer": members.answer(state).value,
            "status": alliance.status_on(state, day).value,
            **_spell(alliance, state, day),
            **footing,
        }


def _spell(alliance: Interpretation, state: State, day: date) -> RowValues:
    """The spell in which a day lies, if any."""
    for number, spell in enumerate(alliance.spells_of(state), start=1):
        if day in spell.span:
            return {"spell": number, **_beginning(spell)}
    return {}


def _beginning(spell: Spell) -> RowValues:
    first, latest = spell.first_day, spell.surely.first_day if spell.surely else None
    return {
        "first_day": first if first == latest else None,
        "first_day_min": first,
        "first_day_max": latest,
        "entry": in_one_cell(act.kind.value for act in spell.opened_by),
        "entry_event": in_one_cell(act.event.id for act in spell.opened_by),
    }


_OF_PERIOD = (
    *VIEW,
    Column("period", str, "the days asked about, in EDTF: both ends inside"),
    *_STATE,
    Column("throughout", str, "whether it was a member on each of them"),
    Column("sometime", str, "whether it was a member on some of them"),
    Column("first_day", date, "first day in the period, at least possibly in"),
    Column("last_day", date, "last such day, inside, as far as is covered"),
    *_FOOTING,
)


def _during(answers: Sequence[MembersDuring]) -> Table:
    (during,) = answers
    return _table_with(_OF_PERIOD, _in_a_period(during))


def _in_a_period(during: MembersDuring) -> Iterator[RowValues]:
    alliance, whole = during.sometime.alliance, DaySet.from_spans([during.period])
    last = during.period.last_day or alliance.horizon
    named = {*during.sometime.possibly}
    for state, footing in _with_footing(alliance, whole, named):
        days = alliance.days_of(state).possibly & whole & covered(alliance)
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


_OF_TESTIMONIES = (
    Column("day", date, "the day asked about"),
    Column("testimony", int, "the first answer given, the second, and so on"),
    Column("followed", int, "1 if it is the answer of the record"),
    *_STATE,
    Column("answer", str, "whether it was a member by that: yes, no or uncertain"),
    Column("sources", str, "ids of the sources that answer so"),
)


def _who_says(testimonies: Sequence[Testimony]) -> Table:
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
    return _table_with(_OF_TESTIMONIES, rows)


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


def _same(tables: Sequence[Table]) -> Table:
    (table,) = tables
    return table


def _history(histories: Sequence[History]) -> Table:
    (history,) = histories
    return table_of_spells([(history.alliance, [history.state])])


def _changes(changes: Sequence[Change]) -> Table:
    return _table(
        {"day": date, "joined": str, "left": str, "uncertain": str, "events": str},
        (
            (
                each.day,
                _listed(state.code for state in each.joined),
                _listed(state.code for state in each.left),
                _listed(state.code for state in each.unsure),
                _listed(act.event.id for act in each.acts),
            )
            for each in changes
        ),
    )


def _disagreements(disagreements: Sequence[Disagreement]) -> Table:
    names = [definition.name for definition in DEFINITIONS]
    return _table(
        {
            "event": str,
            "title": str,
            "about": str,
            "versions": int,
            "followed": str,
            **{f"member_days_{name}": int for name in names},
        },
        (
            (
                each.event.id,
                str(each.event),
                _listed(sorted(about.value for about in each.about)),
                len(each.versions),
                str(each.followed) if each.followed else None,
                *(each.member_days.get(name, 0) for name in names),
            )
            for each in disagreements
        ),
    )


def _compare(comparisons: Sequence[Comparison]) -> Table:
    (comparison,) = comparisons
    numbers = {"in_both": float, "only_here": float, "only_there": float}
    return _table(
        {"state": str, "alpha_3": str, **numbers, "differ_on": str},
        (
            (
                row.state.name,
                row.state.code,
                row.in_both,
                row.only_here,
                row.only_there,
                row.days.edtf if row.days else None,
            )
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


def _sources(answers: Sequence[Source | SourceClaims]) -> Table:
    """The register; of sources asked for by their ids, what each says."""
    plain = [each.as_dict() for each in answers]
    if not any("claims" in each for each in plain):
        return _plainly(_REGISTER, plain)
    claims = (
        {"source": each["id"], **claim, "states": _listed(claim["states"])}
        for each in plain
        for claim in each["claims"]
    )
    return _plainly(_CLAIMS, claims)


def _plainly(names: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Table:
    numbers = {"never", "followed"}
    columns = {name: int if name in numbers else str for name in names}
    return _table(columns, ([_plain(each[n]) for n in names] for each in records))


_TABLES: Mapping[str, Callable[[Sequence[Any]], Table]] = {
    "on": _on,
    "during": _during,
    "who-says": _who_says,
    "panel": _same,
    "history": _history,
    "changes": _changes,
    "disagreements": _disagreements,
    "compare": _compare,
    "sources": _sources,
}


# -- tables ---------------------------------------------------------------------------


def _table_with(columns: tuple[Column, ...], rows: Iterable[RowValues]) -> Table:
    names = [column.name for column in columns]
    records = [{name: row.get(name) for name in names} for row in rows]
    return Table(columns, lambda: records, len(records))


def _table(columns: Mapping[str, type], rows: Iterable[Iterable[Any]]) -> Table:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    named = tuple(Column(name, kind) for name, kind in columns.items())
    return Table(named, lambda: records, len(records))


def _listed(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


def _plain(value: Any) -> Any:
    """A number for yes and no, and nothing for an empty text."""
    if isinstance(value, bool):
        return int(value)
    return None if value == "" else value
