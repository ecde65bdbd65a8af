"""The chair: which state leads the highest organ on a day."""

from __future__ import annotations

from collections.abc import Mapping

from csto_membership.days import FuzzyDaySet
from csto_membership.membership.view import View
from csto_membership.record import Kind, State

__all__ = ["chair_days"]


def chair_days(view: View) -> Mapping[State, FuzzyDaySet]:
    """The days on which each state surely, and possibly, had the chair.

    A state has it until another takes it.
    """
    days: dict[State, FuzzyDaySet] = {}
    for act in view.acts:
        if act.kind is Kind.CHAIRMANSHIP:
            days = {state: had - act.happened for state, had in days.items()}
            for state in act.states:
                days[state] = days.get(state, FuzzyDaySet()) | act.happened
    return days
