"""From acts to days: what a definition makes of what happened to one state.

An act that opens adds every day from its own on, an act that closes takes them away
again. With dates that are sure or only possible this is the same sentence in the
algebra of fuzzy day sets, so no date has to be guessed and nothing can fail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import dropwhile
from operator import itemgetter

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.record import Kind, Role, State

__all__ = [
    "applies",
    "chair_days",
    "existence",
    "in_order",
    "inside_and_paused",
    "member_days",
]

_NONE = FuzzyDaySet()


def member_days(acts: Iterable[Act], definition: Definition) -> FuzzyDaySet:
    """The days on which one state is a member under a definition."""
    inside, paused = inside_and_paused(in_order(acts, definition), definition)
    return inside - paused


def inside_and_paused(
    counted: Collection[Act], definition: Definition
) -> tuple[FuzzyDaySet, FuzzyDaySet]:
    """The days for which acts take a state in, and those for which they pause it.

    The acts are those that the definition counts, in order.
    """
    return (
        _stretches(counted, definition.opens, definition.closes),
        _stretches(counted, definition.pauses, definition.resumes | definition.opens),
    )


def _stretches(
    acts: Iterable[Act], begin: Collection[Kind], end: Collection[Kind]
) -> FuzzyDaySet:
    """The days from acts of the kinds that begin to acts of the kinds that end."""
    days = _NONE
    for act in dropwhile(lambda act: act.kind not in begin, acts):
        if act.kind in end:
            days -= act.happened
        elif act.kind in begin:
            days |= act.happened
    return days


def in_order(acts: Iterable[Act], definition: Definition) -> list[Act]:
    """The acts of one state that a definition counts, in the order in which they apply.

    They go by their earliest day, and as `after` says where that leaves it open. On one
    day ends come before beginnings, then pauses, then resumptions: so a term that ends
    and its extension join.
    """
    counted = []
    for act in acts:
        turn = definition.turn_of(act)
        if turn is not None:
            counted.append((act.since.earliest or date.min, turn, act.event.id, act))
    waiting = [act for *_, act in sorted(counted, key=itemgetter(0, 1, 2))]
    ordered: dict[int, Act] = {}

    def take(act: Act) -> None:
        for earlier in waiting if act.event.after else ():
            if earlier.event.id in act.event.after and id(earlier) not in ordered:
                take(earlier)
        ordered.setdefault(id(act), act)

    for act in waiting:
        take(act)
    return list(ordered.values())


def existence(days: Mapping[State, FuzzyDaySet]) -> DaySet:
    """The days from the first on which any state may have been a member."""
    first = [each.possibly.toggles[0] for each in days.values() if each.possibly]
    return DaySet.span(min(first), None) if first else DaySet()


def applies(definition: Definition, days: Mapping[State, FuzzyDaySet]) -> DaySet:
    """The days on which a definition has something to ask about.

    Of a treaty that is all days; of an organisation, those since it exists.
    """
    return existence(days) if definition.roles == {Role.CHARTER} else ~DaySet()


def chair_days(acts: Iterable[Act]) -> Mapping[State, FuzzyDaySet]:
    """The days on which each state certainly, and possibly, had the chair.

    A state has it until another takes it.
    """
    days: dict[State, FuzzyDaySet] = {}
    for act in acts:
        if act.kind is Kind.CHAIRMANSHIP:
            days = {state: had - act.happened for state, had in days.items()}
            for state in act.states:
                days[state] = days.get(state, FuzzyDaySet()) | act.happened
    return days
