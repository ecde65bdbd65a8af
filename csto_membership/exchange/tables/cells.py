"""The columns of a table: of the alliance, of a state, of membership, of obligations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial, reduce
from operator import and_

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.exchange.series import (
    NUMBER_NOT_IN_USE,
    SHARE,
    Subject,
    SubjectGroup,
    TableView,
    Why,
    as_far_as,
)
from csto_membership.exchange.tables.table import Column, RowValues
from csto_membership.membership.definition import as_definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import member_days
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Obligation, Role, State
from csto_membership.record.number import ListNumber

OfDays = Callable[[Span], str | None]
"""What says something of a group of states on some days."""


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

        def statuses_in(days: Span) -> str:
            first = bisect_right(timeline.days, days.first_day or date.min)
            last = bisect_right(timeline.days, days.last_day or date.max)
            found = dict.fromkeys(timeline.values[first : last + 1])
            used = [status for status in found if status != NUMBER_NOT_IN_USE]
            return "; ".join(used or found)

        return statuses_in

    return statuses_of


# -- obligations -------------------------------------------------------------------
#
# Whatever definition is asked, an obligation follows from being bound: from the days on
# which an instrument that carries it is in force for each of the two.

_BOUND = attrs.evolve(as_definition("party"), roles=frozenset(Role))
_JOINED = as_definition("joined")
_LEVELS = (*Obligation, None)
"""The strongest first; None where the record does not say."""


def bound_days(
    alliance: Interpretation, state: State, obligation: Obligation | None
) -> FuzzyDaySet:
    """The days on which a state is bound by an instrument with this obligation.

    A record without any entry into force, such as a data set, has members and no more:
    there a state owes what it joined by, on its days of membership.
    """
    bound = _BOUND if any(map(_BOUND.may_begin, alliance.record.events)) else _JOINED
    acts = (
        act
        for act in alliance.view.acts_of(state)
        if act.kind not in bound.opens
        or (act.instrument and act.instrument.obligation) is obligation
    )
    return member_days(acts, bound)


def obligations(view: TableView) -> Callable[[SubjectGroup], OfDays]:
    """Says the strongest obligation in force between two states on some day.

    That is `uncertain` if it is uncertain whether there is one so strong, and None if
    nothing is in force for both, or if they are not states.
    """

    @cache
    def bound(subject: Subject) -> list[FuzzyDaySet]:
        each = (partial(bound_days, view.alliance, obligation=one) for one in _LEVELS)
        return [view.days_of(subject, days_of) for days_of in each]

    def obligations_of(group: SubjectGroup) -> OfDays:
        there = FuzzyDaySet(view.series(*group).existence.possibly)
        levels = [reduce(and_, days) for days in zip(*map(bound, group), strict=True)]
        # No later one is asked of days that are not covered.
        levels[0] = as_far_as(view.covered, levels[0])
        found = zip(_LEVELS, (days & there for days in levels), strict=True)
        return partial(_strongest, [each for each in found if each[1].possibly])

    return obligations_of


def _strongest(
    levels: Iterable[tuple[Obligation | None, FuzzyDaySet]], period: Span
) -> str | None:
    for level, days in levels:
        answer = YearRule.ANY_DAY.within(days, period)
        if answer is Answer.UNCERTAIN:
            return str(answer)
        if answer is Answer.YES:
            return str(level) if level else "not recorded"
    return None


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
