"""The head of a row: of which alliance, by which definition, and of which state."""

from __future__ import annotations

from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.exchange.tables.columns import Column, Record
from csto_membership.record import State

__all__ = ["VIEW", "of_state", "of_view", "state_columns"]

VIEW = (
    Column("alliance", str, "the alliance"),
    Column("definition", str, "the definition of membership"),
)


def state_columns(when: str) -> tuple[Column, ...]:
    """The columns of a state; `when` tells on which day it has its number."""
    return (
        Column("state", str, "the state's own short English name"),
        Column("alpha_3", str, "its ISO 3166-1 alpha-3 code"),
        Column("cow", int, f"its number in the Correlates of War state system, {when}"),
        Column("gw", int, "its number in the list of Gleditsch and Ward"),
    )


def of_view(alliance: Alliance) -> Record:
    """What a row tells of the alliance and its definition."""
    return {"alliance": alliance.record.id, "definition": alliance.definition.name}


def of_state(state: State, day: date) -> Record:
    """What a row tells of a state; its number is that of the day."""
    return {
        "state": state.name,
        "alpha_3": state.alpha_3,
        "cow": state.cow_on(day),
        "gw": state.gw,
    }
