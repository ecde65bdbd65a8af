"""Acts: what is taken to have happened, and from which day it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.record import Claim, Event, Instrument, Kind, State

__all__ = ["Act", "Supposition", "last_day_in"]


@attrs.frozen(slots=False, repr=False)
class Act:
    """What a view takes to have happened: an event with its dates resolved.

    Attributes:
        event: The event.
        kind: The kind of act that the deciding claims take it for.
        instrument: The instrument that they name, if any.
        states: The states of which they say it; several where they say the same.
        since: First day of the new status.
        on: When the act was done; None where no deciding claim says.
        may_not_have_happened: Whether it possibly never happened.
        claims: The claims that decide; none where the sources asked are silent.

    Examples:
        >>> import csto_membership as cm
        >>> act, = cm.load("csto").acts(kind="suspension_request")
        >>> print(act.done, act.since)
        2012-06-20 2012-06-28
        >>> [state.name for state in act.states], act.claims
        (['Uzbekistan'], (<Claim 2012-06-28 by mt-2012, caci>,))
    """

    event: Event
    kind: Kind
    instrument: Instrument | None
    states: tuple[State, ...]
    since: FuzzyDate
    on: FuzzyDate | None
    may_not_have_happened: bool
    claims: tuple[Claim, ...]

    @cached_property
    def happened(self) -> FuzzyDaySet:
        """The days by which it has surely, or only possibly, taken effect.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto").under("party")
            >>> acts = csto.acts(state="AZ", kind="entry_into_force")
            >>> print(*[act.happened for act in acts])
            uncertain: since 1994-04-20
        """
        days = self.since.onwards
        return (
            FuzzyDaySet(DaySet(), days.possibly) if self.may_not_have_happened else days
        )

    @property
    def done(self) -> FuzzyDate:
        """When it was done, or took effect where that is not said.

        Examples:
            >>> import csto_membership as cm
            >>> expired, = cm.load("csto").acts(kind="expiry")
            >>> print(expired.on, expired.done)
            None 1999-04-21
        """
        return self.on or self.since

    def __str__(self) -> str:
        when = f"{self.done}"
        if self.on is not None and self.on != self.since:
            when += f", effective {self.since}"
        return f"{when}: {self.event}{' (perhaps never)' if self.may_not_have_happened else ''}"

    def __repr__(self) -> str:
        return f"<Act {self}>"


def last_day_in(kind: Kind, on: FuzzyDate | None, since: FuzzyDate) -> date | None:
    """The last day of a term that ends, by which people know its end.

    None for every other act, and where the end has a day of its own or no exact one.
    """
    if kind is not Kind.EXPIRY or on is not None or not since.is_exact:
        return None
    return since.earliest and since.earliest - ONE_DAY


@attrs.frozen(eq=False, repr=False)
class Supposition:
    """What would have happened if a claim that is not followed were so.

    Attributes:
        acts: What then happened in the event, and in what follows from it.
        instead_of: What happened in them otherwise.
    """

    acts: tuple[Act, ...]
    instead_of: tuple[Act, ...]

    @property
    def states(self) -> frozenset[State]:
        """The states with which something else would have happened."""
        now, then = map(_by_effect, (self.instead_of, self.acts))
        return frozenset().union(
            *(now.get(each, _NOBODY) ^ then.get(each, _NOBODY) for each in now | then)
        )

    def told_of(self, state: State, acts: tuple[Act, ...]) -> tuple[Act, ...]:
        """The acts of a state, with these in the place of those."""
        gone = frozenset(act.event for act in self.instead_of)
        kept = (act for act in acts if act.event not in gone)
        return (*kept, *(act for act in self.acts if state in act.states))


_NOBODY: frozenset[State] = frozenset()


def _by_effect(acts: Iterable[Act]) -> dict[object, frozenset[State]]:
    """The states with which something of the same effect happened."""
    found: dict[object, frozenset[State]] = {}
    for act in acts:
        # All that makes a difference to the days of a state.
        effect = (
            act.event,
            act.kind,
            act.instrument,
            act.since,
            act.may_not_have_happened,
        )
        found[effect] = found.get(effect, _NOBODY).union(act.states)
    return found
