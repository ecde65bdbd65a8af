"""What a state is to an alliance on a day, in more words than yes and no."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from csto_membership.days import DaySet
from csto_membership.membership.act import Act
from csto_membership.membership.definition import DEFINITIONS, Definition
from csto_membership.membership.replay import member_days
from csto_membership.record import Kind

__all__ = ["BETWEEN", "Status", "standing_days"]


class Status(StrEnum):
    """What a state is to an alliance on a day.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> for day in ("1992-01-01", "1993-01-01", "2000-01-01", "2013-01-01"):
        ...     print(day, csto.status("Uzbekistan", day))
        1992-01-01 the body did not exist
        1993-01-01 member
        2000-01-01 no longer
        2013-01-01 suspended
        >>> csto.status("Armenia", "2025-01-01") is cm.Status.HALTED
        True
    """

    MEMBER = "member"
    HALTED = "halted"
    """It says that it takes no part."""
    SUSPENDED = "suspended"
    """The organisation suspended it: neither counted as a member nor gone."""
    DORMANT = "dormant"
    """A member that no longer takes part in fact."""
    OUTSIDE_COMMAND = "outside the military command"
    """A member without a part in the common military command."""
    LEAVING = "leaving"
    """A member whose notice of withdrawal has not taken effect yet."""
    FOUNDING_STATE = "founding state only"
    """It founded the body, and is no member under its charter."""
    ASSOCIATE = "associate"
    OBSERVER = "observer"
    PARTNER = "partner"
    UNCERTAIN = "uncertain"
    """What is known allows yes and no."""
    NOT_YET = "not yet"
    """It becomes a member later."""
    FORMER = "no longer"
    NEVER = "never"
    NO_BODY = "the body did not exist"
    NO_STATE = "not a state on that day"


BETWEEN: dict[Status, Kind] = {
    Status.FOUNDING_STATE: Kind.FOUNDING_STATUS,
    Status.ASSOCIATE: Kind.ASSOCIATE_STATUS,
    Status.OBSERVER: Kind.OBSERVER_STATUS,
    Status.PARTNER: Kind.PARTNER_STATUS,
    Status.LEAVING: Kind.WITHDRAWAL_NOTICE,
    Status.SUSPENDED: Kind.SUSPENSION,
    Status.HALTED: Kind.HALT,
    Status.DORMANT: Kind.DORMANCY,
    Status.OUTSIDE_COMMAND: Kind.OUTSIDE_COMMAND,
}
"""The standings that are neither in nor out, with the kind of act that begins each.

Where two last at once, the first of them is told.
"""

_MOVES = frozenset().union(*(r.opens | r.closes | r.resumes for r in DEFINITIONS))
_ENDS = _MOVES - {Kind.SIGNATURE, Kind.ENTRY_INTO_FORCE}
"""What ends a standing between: coming in, leaving, or taking part again."""

_OUTSIDE = {
    Kind.FOUNDING_STATUS,
    Kind.ASSOCIATE_STATUS,
    Kind.OBSERVER_STATUS,
    Kind.PARTNER_STATUS,
}
_ENDS_OF = {kind: _OUTSIDE - {kind} for kind in _OUTSIDE} | {
    Kind.WITHDRAWAL_NOTICE: {Kind.NOTICE_REVOKED}
}
"""What ends some of them besides: who is no member has one standing at a time."""


def standing_days(acts: Iterable[Act], status: Status) -> DaySet:
    """The days on which one state surely has a standing between in and out."""
    begin = BETWEEN[status]
    acts = tuple(acts)
    if not any(act.kind is begin for act in acts):
        return DaySet()
    ends = _ENDS.union(_ENDS_OF.get(begin, ()))
    between = Definition(status.value, opens=[begin], closes=ends)
    return member_days(acts, between).surely
