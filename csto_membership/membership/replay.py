"""From the acts of a state to its days of membership under a definition.

An act that opens adds all days from its effect on; an act that closes removes them.
Fuzzy day sets do this for uncertain dates too, so that no date has to be guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import product
from operator import itemgetter

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.record import Instrument, Kind, Role, State, States

_NONE = FuzzyDaySet()


def member_days(acts: Iterable[Act], definition: Definition) -> FuzzyDaySet:
    """The days on which one state is a member under a definition."""
    inside, paused = inside_and_paused(in_order(acts, definition), definition)
    return inside - paused


def days_by_acts(
    acts_by_state: Mapping[State, Collection[Act]], definition: Definition
) -> dict[State, FuzzyDaySet]:
    """The days of several states; those with the very same acts have the same days."""
    found: dict[tuple[int, ...], FuzzyDaySet] = {}
    days: dict[State, FuzzyDaySet] = {}
    for state, acts in acts_by_state.items():
        same = tuple(map(id, acts))
        if same not in found:
            found[same] = member_days(acts, definition)
        days[state] = found[same]
    return days


def inside_and_paused(
    counted: Collection[Act], definition: Definition
) -> tuple[FuzzyDaySet, FuzzyDaySet]:
    """The days from opening to closing, and those from pause to resumption."""
    resumes = definition.resumes | definition.opens
    return (
        _days_between(counted, definition.opens, definition.closes),
        _days_between(counted, definition.pauses, resumes),
    )


def _days_between(
    acts: Iterable[Act], begin: Collection[Kind], end: Collection[Kind]
) -> FuzzyDaySet:
    """The days from acts of the kinds that begin to acts of the kinds that end."""
    days, before = _NONE, None
    for act in acts:
        if act.kind in end:
            days -= act.happened
            if before and before.kind in begin and before.event.id in act.event.after:
                some = _some_day_between(before, act) & days.possibly
                days |= FuzzyDaySet(DaySet(), some, (some,) if some else ())
        elif act.kind in begin:
            days |= act.happened
        before = act
    return days


def _some_day_between(begin: Act, end: Act) -> DaySet:
    """The days of which at least one lies between two acts, the second after the first.

    None if the acts may not be on the same days, since then it is certain which.
    """
    latest, out = begin.since.latest, end.since.earliest
    if latest is None or out is None or out > latest or begin.may_not_have_happened:
        return DaySet()
    first = max(begin.since.earliest or date.min, out - ONE_DAY)
    return DaySet.span(first, latest + ONE_DAY)


def in_order(acts: Iterable[Act], definition: Definition) -> list[Act]:
    """The acts of one state that a definition counts, in the order in which they apply.

    The order is by earliest day, and by `after` where dates are not enough. On one day
    ends come before beginnings, then pauses, then resumptions, so that there is no gap
    between the end of a term and its extension.
    """
    counted: list[tuple[date, int, str, Act]] = []
    for act in acts:
        order = definition.order_on_day(act)
        if order is not None:
            counted.append((act.since.earliest or date.min, order, act.event.id, act))
    waiting = [act for *_, act in sorted(counted, key=itemgetter(0, 1, 2))]
    if not any(act.event.after for act in waiting):
        return waiting
    places: dict[str, list[int]] = {}
    for place, act in enumerate(waiting):
        places.setdefault(act.event.id, []).append(place)
    ordered: dict[int, Act] = {}

    def take(place: int) -> None:
        after = waiting[place].event.after
        for earlier in sorted(n for key in after for n in places.get(key, ())):
            if earlier not in ordered:
                take(earlier)
        ordered.setdefault(place, waiting[place])

    for place in range(len(waiting)):
        take(place)
    return list(ordered.values())


def with_continued(
    state: State,
    days: Mapping[State, FuzzyDaySet],
    states: States,
    before: frozenset[State] = frozenset(),
) -> FuzzyDaySet:
    """The days of a state, and before it was one those of the states that it continues.

    The states that were followed `before` are not followed again.
    """
    own = days.get(state, _NONE)
    if state.existence is None:
        return own
    counted = FuzzyDaySet(DaySet.span(state.continues_from, None)) - state.existence
    for other in states.of_codes(state.continues):
        if other not in before:
            own |= counted & with_continued(other, days, states, before | {state})
    return own


def existence(days: Mapping[State, FuzzyDaySet]) -> DaySet:
    """All days from the first on which any state was possibly a member."""
    first = [each.possibly.toggles[0] for each in days.values() if each.possibly]
    return DaySet.span(min(first), None) if first else DaySet()


def until_the_end(days: Iterable[FuzzyDaySet]) -> DaySet:
    """All days until the last on which some state was possibly a member."""
    spans = list(DaySet().union(*(each.possibly for each in days)).spans())
    return DaySet.span(None, spans[-1].end) if spans else ~DaySet()


def applies(definition: Definition, days: Mapping[State, FuzzyDaySet]) -> DaySet:
    """The days on which a definition applies.

    A definition by the charter applies from the day on which the organisation exists;
    any other applies on all days.
    """
    return existence(days) if definition.roles == {Role.CHARTER} else ~DaySet()


def suspended_obligations(
    acts: Iterable[Act],
) -> Mapping[frozenset[State], Mapping[Instrument | None, FuzzyDaySet]]:
    """The days on which two states suspended what they owe each other, by instrument.

    The instrument is None if the act names none; then it is about all of them.
    """
    found: dict[frozenset[State], dict[Instrument | None, FuzzyDaySet]] = {}
    begin, end = {Kind.OBLIGATION_SUSPENSION}, {Kind.OBLIGATION_RESUMPTION}
    groups: dict[tuple[frozenset[State], Instrument | None], list[Act]] = {}
    for act in acts:
        if act.kind in begin | end:
            for pair in product(act.states, act.event.to):
                groups.setdefault((frozenset(pair), act.instrument), []).append(act)
    for (two, instrument), its in groups.items():
        found.setdefault(two, {})[instrument] = _days_between(its, begin, end)
    return found


def chair_days(acts: Iterable[Act]) -> Mapping[State, FuzzyDaySet]:
    """The days on which each state certainly, and possibly, had the chair.

    A state has it until another state takes it.
    """
    days: dict[State, FuzzyDaySet] = {}
    for act in acts:
        if act.kind is Kind.CHAIRMANSHIP:
            days = {state: before - act.happened for state, before in days.items()}
            for state in act.states:
                days[state] = days.get(state, _NONE) | act.happened
    return days
