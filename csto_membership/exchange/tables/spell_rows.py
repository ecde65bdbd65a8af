"""Spells as rows: one for each unbroken membership of a state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.days import DaySet
from csto_membership.errors import UnboundedError
from csto_membership.exchange.series import covered
from csto_membership.exchange.tables.arguments import TableRequest
from csto_membership.exchange.tables.cells import (
    VIEW,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.runs import RowValues
from csto_membership.exchange.tables.table import Column, Table, in_one_cell
from csto_membership.membership.absence import Absent, report_absent
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.spell import Spell
from csto_membership.record import State

_COLUMNS = (
    *VIEW,
    *state_columns("at the end"),
    Column("spell", int, "the first spell of the state, its second, and so on"),
    Column("first_day", date, "the first day in; empty if uncertain"),
    Column("first_day_min", date, "the earliest day that it may be"),
    Column("first_day_max", date, "the latest; empty if it possibly never began"),
    Column(
        "last_day", date, "the last day in; empty if uncertain, or if it has not ended"
    ),
    Column("last_day_min", date, "the earliest day that it may be"),
    Column("last_day_max", date, "the latest; empty if it possibly has not ended"),
    Column("entry", str, "the kinds of the acts that began it"),
    Column("entry_event", str, "their ids in the record"),
    Column("exit", str, "the kinds of the acts that ended or paused it"),
    Column("exit_event", str, "their ids in the record"),
    Column("left_censored", int, "1 if it has no first day"),
    Column(
        "right_censored", int, "1 if it has not ended on the last day of the record"
    ),
    Column("complete_until", date, "the last day of the record"),
    Column("days_min", int, "how many of its days are certain, within the record"),
    Column("days_max", int, "how many are possible"),
)


def spells(
    *alliances: str | Alliance,
    definitions: Iterable[str | Definition] = (),
    states: Iterable[str | State] | None = None,
    absent: Absent = "warn",
) -> Table:
    """Make a table with one row for each spell: an unbroken membership of a state.

    First and last days are both included. A spell that has not ended on the last day of
    the record (`complete_until`) is right-censored: it has no last day and no exit.

    Args:
        alliances: Names of alliances of the package, or alliances that you narrowed.
        definitions: Several definitions, one below the other. By default the alliance's
            definition.
        states: The states, in this order. By default all that the record names.
        absent: What to do if another state may be meant, such as the Soviet Union by
            Russia in 1980: `warn`, `raise` or `ignore`.

    Raises:
        AbsentStateError: `absent` is `raise`, and another state may be meant.
        UnknownNameError: An alliance, definition or state is unknown.
        EmptyError: No alliance is named.

    Examples:
        >>> table = spells("csto", states=["Uzbekistan"])
        >>> print(table.select("alpha_3", "first_day", "last_day", "entry", "exit"))
        alpha_3  first_day   last_day    entry        exit
        UZB      1992-05-15  1999-04-20  signature    expiry
        UZB      2006-08-16  2012-12-18  readmission  suspension
    """
    request = TableRequest(alliances, states, definitions)
    for view in request.views:
        named = request.states_of(view) if request.names_states else ()
        asked = dict.fromkeys(named, ~DaySet())
        report_absent(view, asked, absent, advise=False)
    return table_of_spells([(view, request.states_of(view)) for view in request.views])


def table_of_spells(
    groups: Sequence[tuple[Interpretation, Sequence[State]]],
) -> Table:
    """The table of the spells of some states, under each of some interpretations."""

    def rows() -> Iterator[RowValues]:
        for view, whose in groups:
            for state in whose:
                yield from _of_state(view, state)

    return Table(_COLUMNS, rows)


def _of_state(alliance: Interpretation, state: State) -> Iterator[RowValues]:
    inside = covered(alliance)
    begun = (
        spell
        for spell in alliance.spells_of(state)
        if (spell.first_day or date.min) in inside
    )
    for number, spell in enumerate(begun, start=1):
        cells = _of_spell(spell, alliance.horizon, inside)
        last = cells["last_day_max"] or alliance.horizon
        head = of_view(alliance) | of_state(state, last)
        yield {**head, "spell": number, **cells}


def _of_spell(spell: Spell, horizon: date, inside: DaySet) -> RowValues:
    possibly = DaySet.from_spans([spell.span])
    surely = spell.surely & inside
    lasts, may_last = horizon in surely, horizon in possibly
    last_min = surely.last_day if surely and not lasts else None
    last_max = None if may_last else spell.last_day
    closed = () if may_last else spell.closed_by
    return {
        **beginning(spell, surely),
        "last_day": _if_equal(last_min, last_max),
        "last_day_min": last_min,
        "last_day_max": last_max,
        "exit": in_one_cell(act.kind.value for act in closed),
        "exit_event": in_one_cell(act.event.id for act in closed),
        "left_censored": int(spell.first_day is None),
        "right_censored": int(lasts) if lasts == may_last else None,
        "complete_until": horizon,
        "days_min": _count(surely),
        "days_max": _count(possibly & inside),
    }


def beginning(spell: Spell, surely: DaySet) -> RowValues:
    """When and by which acts a spell began, if these of its days are sure."""
    latest = surely.first_day if surely else None
    return {
        "first_day": _if_equal(spell.first_day, latest),
        "first_day_min": spell.first_day,
        "first_day_max": latest,
        "entry": in_one_cell(act.kind.value for act in spell.opened_by),
        "entry_event": in_one_cell(act.event.id for act in spell.opened_by),
    }


def _if_equal(low: date | None, high: date | None) -> date | None:
    return low if low == high else None


def _count(days: DaySet) -> int | None:
    try:
        return days.count()
    except UnboundedError:
        return None
