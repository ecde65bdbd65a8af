"""Acts: what happened according to a view, and from which day it counts."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.days.span import ONE_DAY
from csto_membership.record import Claim, Event, Instrument, Kind, State


@attrs.frozen(slots=False, repr=False)
class Act(WithPlainValues):
    """What happened according to a view: an event with its dates resolved.

    Attributes:
        event: The event.
        kind: The kind of act, by the deciding claims.
        instrument: The instrument that they name, if any.
        states: The states for which these claims give this date.
        since: First day of the new status.
        on: When the act was done; None if no deciding claim gives the date.
        may_not_have_happened: Whether it possibly never happened.
        claims: The deciding claims; none if the chosen sources do not mention the act.

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
        """The days by which it has certainly, or possibly, taken effect.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto").under("party")
            >>> acts = csto.acts(state="AZ", kind="entry_into_force")
            >>> print(*[act.happened for act in acts])
            uncertain: since 1994-04-20
        """
        days = self.since.onwards
        if self.may_not_have_happened:
            return FuzzyDaySet(DaySet(), days.possibly)
        return days

    @property
    def done(self) -> FuzzyDate:
        """When it was done or, if that is not recorded, when it took effect.

        Examples:
            >>> import csto_membership as cm
            >>> expired, = cm.load("csto").acts(kind="expiry")
            >>> print(expired.on, expired.done)
            None 1999-04-21
        """
        return self.on or self.since

    def as_dict(self) -> dict[str, Any]:
        """The act as plain values.

        Examples:
            >>> import csto_membership as cm
            >>> act = cm.load("csto").acts(state="Georgia")[0].as_dict()
            >>> act["title"], act["effective_from"]
            ('Georgia signs the treaty', '1993-12-09')
        """
        return {
            "event": self.event.id,
            "title": str(self.event),
            "kind": self.kind.value,
            "instrument": self.instrument.id if self.instrument else None,
            "done": str(self.on) if self.on else None,
            "effective_from": str(self.since),
            "perhaps_never": self.may_not_have_happened,
            "sources": [key for claim in self.claims for key in claim.sources.ids],
        }

    def __str__(self) -> str:
        effective = f", effective {self.since}" if self.done != self.since else ""
        doubt = " (possibly never)" if self.may_not_have_happened else ""
        return f"{self.done}{effective}: {self.event}{doubt}"

    def __repr__(self) -> str:
        return f"<Act {self}>"


def last_day_in(kind: Kind, on: FuzzyDate | None, since: FuzzyDate) -> date | None:
    """The last day of a term, the date by which people know its end.

    None for other acts, for an end with a date of its own, and without an exact date.
    """
    if kind is not Kind.EXPIRY or on is not None or not since.is_exact:
        return None
    return since.earliest and since.earliest - ONE_DAY
