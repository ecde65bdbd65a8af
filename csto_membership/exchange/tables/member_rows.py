"""Members as rows: one for each state of which an answer has something to say.

That is each state that is a member, may be one, is suspended, or would be a member by
another definition or by another source; `answer` tells which of them are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.answers.testimony import Testimony
from csto_membership.days import DaySet
from csto_membership.exchange.tables.columns import Column, Record, in_one_cell
from csto_membership.exchange.tables.membership_series import covered
from csto_membership.exchange.tables.row_head import (
    VIEW,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.shipped import detailed
from csto_membership.membership.spell import Spell
from csto_membership.record import State
from csto_membership.record.state import by_name

__all__ = ["of_day", "of_period", "of_testimonies"]

_STATE = state_columns("then")
_FOOTING = (
    Column(
        "depends_on_definition", int, "1 if another definition answers the opposite"
    ),
    Column("disputed", int, "1 if some source, if followed, answers the opposite"),
    Column("complete_until", date, "the last day that is covered"),
)


# -- on a day ---------------------------------------------------------------------

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


def of_day(members: Members) -> Table:
    """A table with one row for each state of which the answer about a day speaks."""
    alliance, day = members.alliance, members.day or date.min
    named = {*members.possibly, *members.suspended}
    return _table(_OF_DAY, _on_a_day(members, alliance, day, named))


def _on_a_day(
    members: Members, alliance: Alliance, day: date, named: set[State]
) -> Iterator[Record]:
    for state, footing in _with_footing(alliance, DaySet.of(day), named):
        yield {
            **of_view(alliance),
            **of_state(state, day),
            "day": day,
            "answer": members.answer(state).value,
            "status": alliance.status(state, day, beyond="ignore").value,
            **_spell(alliance, state, day),
            **footing,
        }


def _spell(alliance: Alliance, state: State, day: date) -> Record:
    """The spell in which a day lies, if any."""
    for number, spell in enumerate(alliance.history(state).spells, start=1):
        if day in spell.span:
            return {"spell": number, **_beginning(spell)}
    return {}


def _beginning(spell: Spell) -> Record:
    first, latest = spell.first_day, spell.surely.first_day if spell.surely else None
    return {
        "first_day": first if first == latest else None,
        "first_day_min": first,
        "first_day_max": latest,
        "entry": in_one_cell(act.kind.value for act in spell.opened_by),
        "entry_event": in_one_cell(act.event.id for act in spell.opened_by),
    }


# -- during a period ----------------------------------------------------------------

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


def of_period(during: MembersDuring) -> Table:
    """A table with one row for each state of which the answer about a period speaks."""
    return _table(_OF_PERIOD, _in_a_period(during))


def _in_a_period(during: MembersDuring) -> Iterator[Record]:
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


# -- by each testimony ----------------------------------------------------------------

_OF_TESTIMONIES = (
    Column("day", date, "the day asked about"),
    Column("testimony", int, "the first answer given, the second, and so on"),
    Column("followed", int, "1 if it is the answer of the record"),
    *_STATE,
    Column("answer", str, "whether it was a member by that: yes, no or uncertain"),
    Column("sources", str, "ids of the sources that answer so"),
)


def of_testimonies(testimonies: Sequence[Testimony]) -> Table:
    """A table with one row for each answer given and each state that any of them names."""
    named = {s for each in testimonies for s in (*each.states, *each.uncertain)}
    ordered = sorted(map(detailed, named), key=by_name)
    rows = (
        {
            "day": each.day,
            "testimony": number,
            "followed": int(each.followed),
            **of_state(state, each.day),
            "answer": _said(each, state),
            "sources": in_one_cell(source.id for source in each.sources),
        }
        for number, each in enumerate(testimonies, start=1)
        for state in ordered
    )
    return _table(_OF_TESTIMONIES, rows)


def _said(testimony: Testimony, state: State) -> str:
    if state in testimony.states:
        return "yes"
    return "uncertain" if state in testimony.uncertain else "no"


# -- rows ---------------------------------------------------------------------------


def _with_footing(
    alliance: Alliance, days: DaySet, named: set[State]
) -> Iterator[tuple[State, Record]]:
    """Each state to be told of, with whether definitions and sources differ on it."""
    by_definition = alliance.opposed_by_definition(days)
    by_rival = alliance.opposed_by_rival(days)
    for state in alliance.listed({*named, *by_definition, *by_rival}):
        yield (
            detailed(state),
            {
                "depends_on_definition": int(state in by_definition),
                "disputed": int(state in by_rival),
                "complete_until": alliance.horizon,
            },
        )


def _table(columns: tuple[Column, ...], rows: Iterable[Record]) -> Table:
    names = [column.name for column in columns]
    records = [{name: row.get(name) for name in names} for row in rows]
    return Table(columns, lambda: records, len(records))
