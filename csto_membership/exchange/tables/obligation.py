"""What two states owed one another by the treaties in force for both.

Whatever definition is asked, an obligation follows from being bound: from the days on which
an instrument that carries it is in force for each of the two.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import Answer, FuzzyDaySet, Span
from csto_membership.exchange.tables.membership_series import (
    as_far_as,
    covered,
    existence,
)
from csto_membership.membership.definition import as_definition
from csto_membership.membership.replay import member_days
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Obligation, Role, State

__all__ = ["NOT_RECORDED", "bound_days", "obligations"]

NOT_RECORDED = "not recorded"
_BOUND = attrs.evolve(as_definition("party"), roles=frozenset(Role))
_LEVELS = (*Obligation, None)
"""The strongest first; None where the record does not say."""


def bound_days(
    alliance: Alliance, state: State, obligation: Obligation | None
) -> FuzzyDaySet:
    """The days on which a state is bound by an instrument with this obligation."""
    acts = (
        act
        for act in alliance.view.acts_of(state)
        if act.kind not in _BOUND.opens
        or (act.instrument is not None and act.instrument.obligation is obligation)
    )
    return member_days(acts, _BOUND)


def obligations(
    alliance: Alliance, group: tuple[State, ...]
) -> Callable[[Span], str | None]:
    """What tells the strongest obligation in force between two states on some day.

    That is `uncertain` where it is so whether there is one so strong, and None where
    nothing is in force for both, as where they are no states.
    """
    one, other = group
    there = FuzzyDaySet(existence(group).possibly)
    days = []
    for level in _LEVELS:
        both = bound_days(alliance, one, level) & bound_days(alliance, other, level)
        if level is _LEVELS[0]:  # no later one is asked of days that are not covered
            both = as_far_as(covered(alliance), both)
        if (both & there).possibly:
            days.append((level, both & there))

    def told(asked: Span) -> str | None:
        for level, both in days:
            answer = YearRule.ANY_DAY.within(both, asked)
            if answer is Answer.UNCERTAIN:
                return str(answer)
            if answer is Answer.YES:
                return str(level) if level else NOT_RECORDED
        return None

    return told
