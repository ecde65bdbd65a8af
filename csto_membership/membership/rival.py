"""Rivals: claims that are not followed, with the days of membership if they were true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.replay import applies, in_order, member_days
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, State


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
        replaced, supposed = view.supposing(event, claim)
        events, changed = frozenset(act.event for act in replaced), {}
        for state in {s for s, _ in _effects(replaced) ^ _effects(supposed)}:
            acts = [act for act in counted[state] if act.event not in events]
            acts += [act for act in supposed if state in act.states]
            if (then := member_days(acts, definition)) != days[state]:
                changed[state] = then
        if changed:
            applying = applies(definition, {**days, **changed})
            found.append(Rival(event, claim, changed, applying))
    return tuple(found)


def _effects(acts: Iterable[Act]) -> set[tuple[State, tuple[object, ...]]]:
    """Each state with everything about its acts that its days depend on."""
    return {
        (state, (a.event, a.kind, a.instrument, a.since, a.may_not_have_happened))
        for a in acts
        for state in a.states
    }
