"""Look up who was a member of an alliance on a date, by definition, with sources.

>>> import csto_membership as cm
>>> cm.members_on("1999-04-20").alpha_2
('AM', 'AZ', 'BY', 'GE', 'KZ', 'KG', 'RU', 'TJ', 'UZ')
>>> cm.members_on("1999-04-21").alpha_2
('AM', 'BY', 'KZ', 'KG', 'RU', 'TJ')
"""

import importlib as _importlib
import typing as _typing

from csto_membership import days, errors
from csto_membership.alliance import Alliance
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.catalogue import check, history, load, members_on, read, was_member
from csto_membership.days import *  # noqa: F403
from csto_membership.errors import *  # noqa: F403
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.shipped import available, state, states
from csto_membership.membership.spell import Spell
from csto_membership.membership.status import Status
from csto_membership.record import (
    Claim,
    Event,
    Instrument,
    Kind,
    Source,
    State,
    States,
    StateSet,
)
from csto_membership.versions import __version__ as __version__
from csto_membership.versions import facts_version

if _typing.TYPE_CHECKING:
    from csto_membership import evidence as evidence
    from csto_membership import exchange as exchange
    from csto_membership.across import (
        Membership,
        Memberships,
        SharedMembership,
        SharedMemberships,
        chart,
        memberships_of,
        overlap,
        shared_memberships,
    )
    from csto_membership.answers.change import Change
    from csto_membership.answers.departure import Departure
    from csto_membership.answers.history import History
    from csto_membership.leaving import Departures, departures

__all__ = [  # noqa: RUF022 - the order of the reference, not of the alphabet
    # questions
    "members_on",
    "was_member",
    "history",
    "load",
    "available",
    "state",
    "states",
    "read",
    "check",
    "memberships_of",
    "shared_memberships",
    "overlap",
    "departures",
    "chart",
    "Alliance",
    "Definition",
    # answers
    "Members",
    "MembersDuring",
    "History",
    "Spell",
    "Change",
    "Status",
    "Membership",
    "Memberships",
    "SharedMembership",
    "SharedMemberships",
    "Departure",
    "Departures",
    # the record
    "Act",
    "Claim",
    "Event",
    "Instrument",
    "Kind",
    "Source",
    "State",
    "States",
    "StateSet",
    # versions
    "facts_version",
]
__all__ += days.__all__
__all__ += errors.__all__


_ROOMS = {"evidence", "exchange"}
_LATER = {
    "Change": "answers.change",
    "History": "answers.history",
    "Departure": "answers.departure",
    "Departures": "leaving",
    "departures": "leaving",
}
"""Where names are that are imported on first use; all others are in `across`."""


def __getattr__(name: str) -> _typing.Any:
    # Few programs need these rooms and names, so they are imported on first use.
    if name in _ROOMS:
        return _importlib.import_module(f"{__name__}.{name}")
    if name in __all__:
        module = _LATER.get(name, "across")
        return getattr(_importlib.import_module(f"{__name__}.{module}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ROOMS})
