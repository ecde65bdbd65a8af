"""Rivals: claims that are not followed, and what would hold if they were."""

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
    """A claim that is set aside or undecided, and the days if it were so.

    Attributes:
        event: The event of which it speaks.
        claim: The claim.
        days: The days of membership of each state of which they would be others.
        applies: The days on which the definition would have something to ask about.
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
    # What does not count is left out once, and not for each rival.
    counted = {
        state: tuple(in_order(view.acts_of(state), definition)) for state in days
    }
    found = []
    for event, claim in view.not_followed:
        if not any(map(definition.may_count, view.following_from(event))):
            continue
        supposed = view.supposing(event, claim)
        told = {s: supposed.told_of(s, counted[s]) for s in supposed.states}
        others = {state: member_days(acts, definition) for state, acts in told.items()}
        moved = {s: other for s, other in others.items() if other != days[s]}
        if moved:
            asked = applies(definition, {**days, **moved})
            found.append(Rival(event, claim, moved, asked))
    return tuple(found)
