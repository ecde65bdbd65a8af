"""The columns of a table: of the alliance, of a state, of membership, of obligations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from csto_membership.days import DaySet, Span, Timeline
from csto_membership.exchange.obligations import (
    NOT_RECORDED,
    OBLIGATION_COLUMNS,
    obligations_of,
)
from csto_membership.exchange.series import (
    NUMBER_NOT_IN_USE,
    SHARE,
    Subject,
    SubjectGroup,
    TableView,
    Why,
)
from csto_membership.exchange.tables.runs import RowValues
from csto_membership.exchange.tables.table import Column
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Obligation, State
from csto_membership.record.number import ListNumber


class Note(Protocol):
    """What a panel says of a group besides whether they were members."""

    def facts(self, subject: Subject) -> Iterable[Timeline[Any]]:
        """What it depends on for one of the group, day by day."""
        ...

    def cells(self, group: SubjectGroup, days: Span) -> RowValues:
        """What it says of a group on some days."""
        ...


def cell_columns(value: Column, rule: str | YearRule) -> Iterator[Column]:
    """The columns of a cell."""
    kind = float if rule == SHARE else int
    values = "the share of the days" if rule == SHARE else "1 or 0"
    name = value.name
    yield Column(name, kind, f"{value.meaning}: {values}; empty if not known")
    yield Column(f"{name}_min", kind, "the same, counting only what is certain")
    yield Column(f"{name}_max", kind, "the same, counting all that is possible")
    yield Column(f"{name}_why", str, f"why it is empty: {', '.join(Why)}")


class Statuses(Note):
    """The statuses of a state on some days, each once, in order.

    Days on which a number is not in use are left out, unless there are no others.
    """

    def __init__(self, view: TableView) -> None:
        self._view = view

    def facts(self, subject: Subject) -> Iterable[Timeline[Any]]:
        """The status, day by day."""
        return (self._view.statuses(subject),)

    def cells(self, group: SubjectGroup, days: Span) -> RowValues:
        """The statuses on the days."""
        timeline = self._view.statuses(*group)
        first = bisect_right(timeline.days, days.first_day or date.min)
        last = bisect_right(timeline.days, days.last_day or date.max)
        found = dict.fromkeys(timeline.values[first : last + 1])
        used = [status for status in found if status != NUMBER_NOT_IN_USE]
        return {"status": "; ".join(used or found)}


# -- obligations -------------------------------------------------------------------

OBLIGATIONS = (
    Column(
        "obligation",
        str,
        "the strongest obligation in force for both on a day that the rule looks at: "
        f"{', '.join(Obligation)}; uncertain; {NOT_RECORDED}; empty if no instrument "
        "was in force for both",
    ),
    *(
        Column(name, int, f"1 if {each} was in force for both on such a day, 0 if not")
        for name, each in OBLIGATION_COLUMNS.items()
    ),
)


class Obligations(Note):
    """What two states owe each other on some days."""

    def __init__(self, view: TableView) -> None:
        self._owed = obligations_of(view)
        self._of = lru_cache(1)(self._owed.of)  # a pair is asked for all its years

    def facts(self, subject: Subject) -> Iterable[Timeline[Any]]:
        """On which days it is bound, and by what."""
        return self._owed.facts(subject)

    def cells(self, group: SubjectGroup, days: Span) -> RowValues:
        """The obligations on the days."""
        return self._of(group).cells(days)


# -- of the alliance and the state --------------------------------------------------

VIEW = (
    Column("alliance", str, "the alliance"),
    Column("definition", str, "the definition of membership"),
)


def state_columns(when: str) -> tuple[Column, ...]:
    """The columns of a state; its number is that of the day `when`."""
    return (
        Column("state", str, "the state's own short English name"),
        Column("alpha_3", str, "its ISO 3166-1 alpha-3 code"),
        Column("cow", int, f"its number in the Correlates of War list, {when}"),
        Column("gw", int, "its number in the list of Gleditsch and Ward"),
    )


def of_view(alliance: Interpretation) -> RowValues:
    """The columns of the alliance and its definition."""
    return {"alliance": alliance.record.id, "definition": alliance.definition.name}


def number_columns(name: str) -> tuple[Column, ...]:
    """The columns of a number of a list, and of the states that have it."""
    return (
        Column(name, int, f"the number in the list {name}"),
        Column("letters", str, "the letters that the list gives with it"),
        Column("name", str, "the name of the last state that has it in the period"),
        Column("alpha_3", str, "the ISO 3166-1 alpha-3 code of that state"),
        Column("states", str, "all states that have it in the period, in order"),
    )


def of_subject(subject: Subject, period: Span, looked_at: Span) -> RowValues:
    """The columns of a state, or of a number that is in use in the period."""
    if isinstance(subject, State):
        return of_state(subject, looked_at.last_day or date.max)
    days = subject.days.clip(period)
    return of_number(subject, days) if days else {}


def changes_of_columns(subject: Subject) -> Iterator[date]:
    """The days on which the columns of a state or number may change."""
    if isinstance(subject, State):
        return (each.first_day for each in subject.numbers if each.first_day)
    return (day for holder in subject.holders for day in holder.days.toggles)


def of_number(number: ListNumber, days: DaySet) -> RowValues:
    """The columns of a number, on those of its days that are in a period."""
    holders = number.holders_in(days)
    last_day = days.last_day or date.max
    last = next(holder for holder in reversed(holders) if last_day in holder.days)
    return {
        number.list: number.number,
        "letters": last.letters or None,
        "name": last.state.name,
        "alpha_3": last.state.code,
        "states": ";".join(holder.state.code for holder in holders),
    }


def of_state(state: State, day: date) -> RowValues:
    """The columns of a state; its number is that of the day."""
    return {
        "state": state.name,
        "alpha_3": state.code,
        "cow": state.cow_on(day),
        "gw": state.gw,
    }
