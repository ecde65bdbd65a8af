"""Absence: the days on which a state was not one, and the state that may be meant then.

Published tables often name the Soviet Union "Russia", so a plain "no" may mislead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Literal

from csto_membership import errors
from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.status import Status
from csto_membership.record import State

Absent = Literal["warn", "raise", "ignore"]


def existence_of(state: State) -> FuzzyDaySet:
    """The days on which it was a state; all days if none is recorded."""
    return ~FuzzyDaySet() if state.existence is None else state.existence


def absent_days(alliance: Interpretation, state: State) -> DaySet:
    """The days on which the status of a state is "not a state on that day".

    An act of the record wins over the lists of states: a state that an act makes a
    member, or gives another status, is not absent.

    Examples:
        >>> import csto_membership as cm
        >>> cis = cm.load("cis")
        >>> print(absent_days(cis, cis.record.states.find("Russia")))
        until 1991-12-07
    """
    if state.existence is None:
        return DaySet()
    places = (days.surely for days in alliance.days_by_status(state).values())
    days = alliance.member_days_of(state)
    return ~state.existence.possibly.union(days.possibly, *places)


def meant_instead(alliance: Interpretation, state: State) -> Mapping[State, DaySet]:
    """The states that may be meant on days on which a state was not one, and when.

    They are those that it continues, and those with the same number in a list of
    states, on the days on which they were or may have been members.

    Examples:
        >>> import csto_membership as cm
        >>> pact = cm.load("warsaw_pact")
        >>> meant_instead(pact, pact.record.states.find("Russia"))
        {<State SU Soviet Union>: DaySet.parse('1955-06-04/1991-06-30')}
    """
    absent, continued = absent_days(alliance, state), _continued(alliance, state)
    found = {
        other: days.possibly & absent
        for other, days in (alliance.days_by_state.items() if absent else ())
        if other in continued or state.all_numbers & other.all_numbers
    }
    return {other: days for other, days in found.items() if days}


def _continued(alliance: Interpretation, state: State) -> tuple[State, ...]:
    return alliance.record.states.of_codes(state.continues)


def report_absent(
    alliance: Interpretation,
    asked: Mapping[State, DaySet],
    absent: Absent,
    *,
    advise: bool = True,
) -> None:
    """Warn or raise, as `absent` says, if a state was not one and another may be meant.

    Args:
        alliance: The alliance, with its definition and view.
        asked: The states, with the days for which they are asked.
        absent: Whether to `warn`, to `raise`, or to `ignore` it.
        advise: Whether to advise `continuity=True`, which not every question takes.

    Raises:
        AbsentStateError: `absent` is `raise`, and another state may be meant.
        UnknownNameError: `absent` is none of the three.
    """
    texts: list[str] = []
    for state, days in asked.items():
        meant = meant_instead(alliance, state).items()
        if others := [each for each, theirs in meant if not theirs.isdisjoint(days)]:
            texts.append(ask_instead(alliance, state, others, advise))
    _report(texts, absent)


def days_together(
    *groups: Sequence[tuple[Interpretation, State]],
    absent: Absent = "warn",
    continuity: bool = False,
) -> tuple[FuzzyDaySet, ...]:
    """The days on which, in each group, every state was a member of its alliance.

    Args:
        groups: Pairs of an alliance and a state.
        absent: What to do if another state may be meant: `warn`, `raise` or `ignore`.
            That is so only if its days would make a difference to those of its group.
        continuity: Whether states are also asked as the states that they continue.

    Raises:
        AbsentStateError: `absent` is `raise`, and another state may be meant.
        UnknownNameError: `absent` is none of the three.

    Examples:
        >>> import csto_membership as cm
        >>> pact = cm.load("warsaw_pact")
        >>> both = [(pact, cm.state("Russia")), (pact, cm.state("Albania"))]
        >>> print(*days_together(both, continuity=True))
        1955-06-04 to 1968-09-12
    """
    found, texts = list[FuzzyDaySet](), dict[str, None]()
    for group in groups:
        own = [each.member_days_of(s, continuity=continuity) for each, s in group]
        meant = [meant_instead(*each) for each in group]
        wider = (d.possibly.union(*m.values()) for d, m in zip(own, meant, strict=True))
        asked = reduce(DaySet.__and__, wider, ~DaySet())
        for (alliance, state), days, others in zip(group, own, meant, strict=True):
            left_out = asked - days.possibly
            if named := [s for s, d in others.items() if not d.isdisjoint(left_out)]:
                texts[ask_instead(alliance, state, named, not continuity)] = None
        found.append(reduce(FuzzyDaySet.__and__, own, FuzzyDaySet(~DaySet())))
    _report(texts, absent)
    return tuple(found)


def _report(texts: Collection[str], absent: Absent) -> None:
    if texts or absent not in errors.BEYOND:
        errors.report_absent("; ".join(texts), absent)


def ask_instead(
    alliance: Interpretation,
    state: State,
    others: Sequence[State],
    advise: bool = True,
) -> str:
    """Which state to ask for instead of one that was not a state."""
    named = " or ".join(f"{other} ({other.code})" for other in others)
    text = f"{state} was not a state on a day asked; ask for {named}"
    if set(others) & set(_continued(alliance, state)):
        advice = ", or pass continuity=True" if advise else ""
        return f"{text}, which it continues{advice}"
    return f"{text}, which has the same number in a list of states"


def status_with_continuity(alliance: Interpretation, state: State, day: date) -> Status:
    """The status of a state or, if it was not one, of the state that it continues."""
    followed = [state]
    for each in followed:
        status = alliance.status_on(each, day)
        if status is not Status.NO_STATE:
            return status
        if day >= (each.continues_from or date.min):
            others = _continued(alliance, each)
            followed += [other for other in others if other not in followed]
    return Status.NO_STATE
