"""What happened, and who says so. The record knows no membership."""

from csto_membership.errors import Problem
from csto_membership.record.event import Claim, Event, Kind
from csto_membership.record.instrument import Instrument, Obligation, Role
from csto_membership.record.record import Name, Record, Roster
from csto_membership.record.source import Grade, Source, SourceKind
from csto_membership.record.state import State, StateNumber, States
from csto_membership.record.state_set import StateSet

__all__ = [
    "Claim",
    "Event",
    "Grade",
    "Instrument",
    "Kind",
    "Name",
    "Obligation",
    "Problem",
    "Record",
    "Role",
    "Roster",
    "Source",
    "SourceKind",
    "State",
    "StateNumber",
    "StateSet",
    "States",
]
