"""Where answers to one question are opposed: other definitions, and rival claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.record import State

__all__ = ["Difference", "opposed_days"]


Answers = tuple[Mapping[State, FuzzyDaySet], DaySet]
"""The days of some states, and the days on which these answers count."""


def opposed_days(asked: Answers, others: Iterable[Answers]) -> dict[State, DaySet]:
    """The days on which a state is surely in by one answer and surely out by another.

    A difference between a sure answer and an uncertain one is none: coarser is not
    contrary. Who does not name a state answers as the one asked.
    """
    answers = [asked, *others]
    found = {}
    for state in asked[0]:
        days = [(days[state], where) for days, where in answers if state in days]
        if len(days) > 1:
            inside = DaySet().union(*(those.surely & where for those, where in days))
            outside = DaySet().union(*(where - those.possibly for those, where in days))
            if opposed := inside & outside:
                found[state] = opposed
    return found


@attrs.frozen
class Difference:
    """How another answer about one day differs.

    Attributes:
        adds: The states that it says were surely members.
        leaves_out: The states that it says were surely none.
        doubts: The states of which it is uncertain.
    """

    adds: frozenset[State] = frozenset()
    leaves_out: frozenset[State] = frozenset()
    doubts: frozenset[State] = frozenset()

    @classmethod
    def between(
        cls, mine: Mapping[State, Answer], theirs: Mapping[State, Answer]
    ) -> Difference:
        """What the other answers say of the states where they differ from mine."""
        changed = {s: new for s, new in theirs.items() if new is not mine[s]}
        return cls(
            *(
                frozenset(s for s, new in changed.items() if new is answer)
                for answer in (Answer.YES, Answer.NO, Answer.UNCERTAIN)
            )
        )

    def __bool__(self) -> bool:
        return bool(self.adds or self.leaves_out or self.doubts)

    def __str__(self) -> str:
        return " and ".join(
            f"{word} {', '.join(sorted(state.name for state in states))}"
            for word, states in (
                ("with", self.adds),
                ("without", self.leaves_out),
                ("uncertain of", self.doubts),
            )
            if states
        )
