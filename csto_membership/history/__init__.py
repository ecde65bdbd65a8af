"""From acts to answers: views, readings, and the questions."""

from csto_membership.history.act import Act
from csto_membership.history.alliance import Alliance
from csto_membership.history.catalogue import (
    available,
    load,
    members_on,
    was_member,
)
from csto_membership.history.change import Change
from csto_membership.history.members import Members, MembersDuring
from csto_membership.history.reading import READINGS, Reading
from csto_membership.history.spell import History, Spell
from csto_membership.history.standing import Status
from csto_membership.history.view import Silence, View

__all__ = [
    "READINGS",
    "Act",
    "Alliance",
    "Change",
    "History",
    "Members",
    "MembersDuring",
    "Reading",
    "Silence",
    "Spell",
    "Status",
    "View",
    "available",
    "load",
    "members_on",
    "was_member",
]
