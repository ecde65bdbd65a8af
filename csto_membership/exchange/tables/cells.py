"""The columns of a table: of the alliance, of a state, of membership, of obligations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date

from csto_membership.days import DaySet, Span
from csto_membership.exchange.obligations import (
    NOT_RECORDED,
    OBLIGATION_COLUMNS,
    ViewObligations,
)
from csto_membership.exchange.series import (
    NUMBER_NOT_IN_USE,
    SHARE,
    SubjectGroup,
    TableView,
    Why,
)
from csto_membership.exchange.tables.table import Column, RowValues
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Obligation, State
from csto_membership.record.number import ListNumber

OfDays = Callable[[Span], RowValues]
"""What says something of a group of states on some days: cells of a row."""


def cell_columns(value: Column, rule: str | YearRule) -> Iterator[Column]:
    """The columns of a cell."""
    kind = float if rule == SHARE else int
    values = "the share of the days" if rule == SHARE else "1 or 0"
    name = value.name
    yield Column(name, kind, f"{value.meaning}: {values}; empty where not known")
    yield Column(f"{name}_min", kind, "what is certain of it")
    yield Column(f"{name}_max", kind, "what is possible of it")
    yield Column(f"{name}_why", str, f"why it is empty: {', '.join(Why)}")


def statuses(view: TableView) -> Callable[[SubjectGroup], OfDays]:
    """What lists the statuses of a state on some days, each once, in order.

    Days on which a number is not in use are left out, unless there are no others.
    """

    def statuses_of(group: SubjectGroup) -> OfDays:
        timeline = view.statuses(*group)

        def statuses_in(days: Span) -> RowValues:
            first = bisect_right(timeline.days, days.first_day or date.min)
            last = bisect_right(timeline.days, days.last_day or date.max)
            found = dict.fromkeys(timeline.values[first : last + 1])
            used = [status for status in found if status != NUMBER_NOT_IN_USE]
            return {"status": "; ".join(used or found)}

        return statuses_in

    return statuses_of


OBLIGATIONS = (
    Column(
        "obligation",
        str,
        "the strongest obligation in force for both on a day that the rule looks at: "
        f"{', '.join(Obligation)}; uncertain; {NOT_RECORDED}; empty where nothing was "
        "in force for both",
    ),
    *(
        Column(name, int, f"1 if {each} was in force for both on such a day, 0 if not")
        for name, each in OBLIGATION_COLUMNS.items()
    ),
)


def obligations(view: TableView) -> Callable[[SubjectGroup], OfDays]:
    """Says what two states owe each other on some days."""
    owed = ViewObligations(view)
    return lambda group: owed.of(group).cells


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
        Column("cow", int, f"its number in the Correlates of War state system, {when}"),
        Column("gw", int, "its number in the list of Gleditsch and Ward"),
    )


def of_view(alliance: Interpretation) -> RowValues:
    """What a row says of the alliance and its definition."""
    return {"alliance": alliance.record.id, "definition": alliance.definition.name}


def number_columns(name: str) -> tuple[Column, ...]:
    """The columns of a number of a list, and of the states that have it."""
    return (
        Column(name, int, f"the number in the list {name}"),
        Column("letters", str, "the letters that the list gives with it"),
        Column("state", str, "the state that has it last in the period"),
        Column("alpha_3", str, "the ISO 3166-1 alpha-3 code of that state"),
        Column("states", str, "all states that have it in the period, in order"),
    )


def of_number(number: ListNumber, days: DaySet) -> RowValues:
    """What a row tells of a number on those of its days that are in a period."""
    holders = number.holders_in(days)
    last_day = days.last_day or date.max
    last = next(holder for holder in reversed(holders) if last_day in holder.days)
    return {
        number.list: number.number,
        "letters": last.letters or None,
        "state": last.state.name,
        "alpha_3": last.state.code,
        "states": ";".join(holder.state.code for holder in holders),
    }


def of_state(state: State, day: date) -> RowValues:
    """What a row says of a state; its number is that of the day."""
    return {
        "state": state.name,
        "alpha_3": state.code,
        "cow": state.cow_on(day),
        "gw": state.gw,
    }
