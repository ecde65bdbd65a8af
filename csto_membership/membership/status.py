"""Statuses: what a state is to an alliance on a day, beyond yes and no."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import cache

from csto_membership.days import FuzzyDaySet
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.membership.act import Act
from csto_membership.membership.definition import DEFINITIONS, Definition
from csto_membership.membership.replay import member_days
from csto_membership.record import Kind


class Status(WithPlainValues, StrEnum):
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
    """Its government says that it takes no part."""
    SUSPENDED = "suspended"
    """The organisation has suspended it: it has not left, and is not counted."""
    BARRED = "barred from the organs"
    """A member that the organisation does not let take part in its organs."""
    DORMANT = "dormant"
    """A member that in fact no longer takes part."""
    OUTSIDE_COMMAND = "outside the military command"
    """A member that is not in the common military command."""
    LEAVING = "leaving"
    """A member whose notice of withdrawal has not taken effect yet."""
    FOUNDING_STATE = "founding state only"
    """It founded the body, and is not a member under its charter."""
    ASSOCIATE = "associate"
    OBSERVER = "observer"
    PARTNER = "partner"
    UNCERTAIN = "uncertain"
    """The evidence fits both yes and no."""
    NOT_YET = "not yet"
    """It becomes a member later."""
    FORMER = "no longer"
    NEVER = "never"
    NO_BODY = "the body did not exist"
    NO_STATE = "not a state on that day"

    def as_dict(self) -> dict[str, str]:
        """The status as a plain value.

        Examples:
            >>> Status.FORMER.as_dict()
            {'status': 'no longer'}
        """
        return {"status": self.value}


BETWEEN: dict[Status, Kind] = {
    Status.FOUNDING_STATE: Kind.FOUNDING_STATUS,
    Status.ASSOCIATE: Kind.ASSOCIATE_STATUS,
    Status.OBSERVER: Kind.OBSERVER_STATUS,
    Status.PARTNER: Kind.PARTNER_STATUS,
    Status.LEAVING: Kind.WITHDRAWAL_NOTICE,
    Status.SUSPENDED: Kind.SUSPENSION,
    Status.BARRED: Kind.BARRING,
    Status.HALTED: Kind.HALT,
    Status.DORMANT: Kind.DORMANCY,
    Status.OUTSIDE_COMMAND: Kind.OUTSIDE_COMMAND,
}
"""The special statuses, each with the kind of act that begins it.

If a state has two of them at once, the first one here is its status.
"""

_MOVES = frozenset[Kind]().union(*(d.opens | d.closes | d.resumes for d in DEFINITIONS))
_ENDS = _MOVES - {Kind.SIGNATURE, Kind.ENTRY_INTO_FORCE}
"""Kinds of acts that end any of these: joining, leaving, or taking part again."""

_OUTSIDE = {
    Kind.FOUNDING_STATUS,
    Kind.ASSOCIATE_STATUS,
    Kind.OBSERVER_STATUS,
    Kind.PARTNER_STATUS,
}
BESIDE = tuple(status for status, kind in BETWEEN.items() if kind in _OUTSIDE)
"""The statuses of states that are no members."""
_ENDS_OF = {kind: _OUTSIDE - {kind} for kind in _OUTSIDE} | {
    Kind.WITHDRAWAL_NOTICE: {Kind.NOTICE_REVOKED}
}
"""Further kinds that end some of them; a non-member has one status at a time."""


_NO_DAYS = FuzzyDaySet()


def status_days(acts: Collection[Act], status: Status) -> FuzzyDaySet:
    """The days on which one state certainly or possibly has a status of `BETWEEN`."""
    begin = BETWEEN[status]
    if not any(act.kind is begin for act in acts):
        return _NO_DAYS  # the usual case, fast
    return member_days(acts, _having(status))


@cache
def _having(status: Status) -> Definition:
    """A definition by which a state is a member while it has the status."""
    begin = BETWEEN[status]
    ends = _ENDS.union(_ENDS_OF.get(begin, ()))
    return Definition(status, opens=[begin], closes=ends)
