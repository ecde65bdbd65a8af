"""Rival answers: what a claim that is not followed would change, and where answers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.replay import applies, days_by_acts, in_order
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, State

_ANSWERS = (Answer.YES, Answer.NO, Answer.UNCERTAIN)
Answers = tuple[Mapping[State, FuzzyDaySet], DaySet]
"""Days of membership by state, and the days on which to compare them."""


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
    # For speed, the acts that count are found once and not for each rival.
    counted = {state: in_order(view.acts_of(state), definition) for state in days}
    found: list[Rival] = []
    for event, claim in view.not_followed:
        if not any(map(definition.may_count, view.following_from(event))):
            continue
        replaced, supposed = view.supposing(event, claim)
        events = frozenset(act.event for act in replaced)
        acts = {
            state: [act for act in counted[state] if act.event not in events]
            + [act for act in supposed if state in act.states]
            for state in {s for s, _ in _effects(replaced) ^ _effects(supposed)}
        }
        changed = {
            state: then
            for state, then in days_by_acts(acts, definition).items()
            if then != days[state]
        }
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


# -- where answers differ -------------------------------------------------------


def opposed_days(own: Answers, others: Iterable[Answers]) -> dict[State, DaySet]:
    """The days on which one answer is a certain yes and another a certain no.

    An uncertain answer contradicts neither. Others may leave out states for which they
    answer the same.
    """
    answers = [own, *others]
    found: dict[State, DaySet] = {}
    for state in own[0]:
        days = [(days[state], valid) for days, valid in answers if state in days]
        if len(days) > 1:
            inside = DaySet().union(*(each.surely & valid for each, valid in days))
            outside = DaySet().union(*(valid - each.possibly for each, valid in days))
            if opposed := inside & outside:
                found[state] = opposed
    return found


@attrs.frozen
class Difference:
    """How another answer about one day differs.

    Attributes:
        adds: The states that are certainly members by it.
        leaves_out: The states that are certainly not members by it.
        doubts: The states whose membership is uncertain by it.
    """

    adds: frozenset[State] = frozenset()
    leaves_out: frozenset[State] = frozenset()
    doubts: frozenset[State] = frozenset()

    @classmethod
    def between(
        cls, mine: Mapping[State, Answer], theirs: Mapping[State, Answer]
    ) -> Difference:
        """Return what the other answers say where they differ from mine."""
        changed = [(s, new) for s, new in theirs.items() if new is not mine[s]]
        return cls(*(frozenset(s for s, new in changed if new is a) for a in _ANSWERS))

    @property
    def by_answer(self) -> tuple[tuple[Answer, frozenset[State]], ...]:
        """The states that have each answer by it."""
        states = (self.adds, self.leaves_out, self.doubts)
        return tuple(zip(_ANSWERS, states, strict=True))

    def __bool__(self) -> bool:
        return bool(self.adds or self.leaves_out or self.doubts)
