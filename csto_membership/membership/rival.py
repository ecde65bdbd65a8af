"""Rivals: claims that are not followed, with the days of membership if they were true."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.definition import Definition
from csto_membership.membership.replay import applies, in_order, member_days
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, State

__all__ = ["Rival", "rivals"]


@attrs.frozen(eq=False, repr=False)
class Rival:
    """A claim that is set aside or undecided, and the days if it were true.

    Attributes:
        event: The event that it is about.
        claim: The claim.
        days: The days of membership of each state for which they would change.
        applies: The days on which the definition would apply.
    """

    event: Event
    claim: Claim
    days: Mapping[State, FuzzyDaySet]
    applies: DaySet

    def __repr__(self) -> str:
        return f"<Rival {self.claim!r} of {self.event.id}>"


def rivals(
    view: View, definition: Definition, days: Mapping[State, FuzzyDaySet]
) -> tuple[Rival, ...]:
    """The rivals that would change the days of some state."""
    # Acts that do not count are dropped here, once for all rivals.
    counted = {
        state: tuple(in_order(view.acts_of(state), definition)) for state in days
    }
    found = []
    for event, claim in view.not_followed:
        if not any(map(definition.may_count, view.following_from(event))):
            continue
        supposed = view.supposing(event, claim)
        supposed_days = {
            state: member_days(supposed.acts_of(state, counted[state]), definition)
            for state in supposed.states
        }
        changed = {s: then for s, then in supposed_days.items() if then != days[s]}
        if changed:
            applying = applies(definition, {**days, **changed})
            found.append(Rival(event, claim, changed, applying))
    return tuple(found)
