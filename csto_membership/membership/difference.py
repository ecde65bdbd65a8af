"""How answers by other definitions or other claims differ from an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.record import State

_ANSWERS = (Answer.YES, Answer.NO, Answer.UNCERTAIN)
Answers = tuple[Mapping[State, FuzzyDaySet], DaySet]
"""Days of membership by state, and the days on which to compare them."""


def opposed_days(own: Answers, others: Iterable[Answers]) -> dict[State, DaySet]:
    """The days on which one answer is a certain yes and another a certain no.

    An uncertain answer contradicts neither. Others may leave out states for which they
    answer the same.
    """
    answers = [own, *others]
    found = {}
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
