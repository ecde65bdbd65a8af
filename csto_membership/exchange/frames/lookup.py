"""What the new columns of a frame say of each state, day by day.

All that is asked of a state is a step function of the day, so one `Timeline` holds its
answers to everything. They are asked of the alliance itself, on each day on which one
of them may become another: so a frame cannot answer otherwise than a question does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import Timeline
from csto_membership.record import State

NewValues = tuple[Any, ...]
"""What holds of a state on a day: a value for each new column."""


@attrs.frozen
class NewColumn:
    """A new column.

    Attributes:
        name: What it is called.
        alliance: The alliance that is asked.
        ask: What is asked about a state and a day.
        holds_days: Whether the answer is a day; text otherwise.
    """

    name: str
    alliance: Alliance
    ask: Callable[[Alliance, State, date], Any]
    holds_days: bool = False


def columns(
    alliances: Mapping[str, Alliance], *, status: bool, since: bool
) -> tuple[NewColumn, ...]:
    """The new columns, by what to add to the names of those of each alliance."""
    asked = {"member": _member, "status": status and _status, "since": since and _since}
    return tuple(
        NewColumn(f"{name}{suffix}", alliance, ask, name == "since")
        for suffix, alliance in alliances.items()
        for name, ask in asked.items()
        if ask
    )


def _member(alliance: Alliance, state: State, day: date) -> str:
    return alliance.was_member(state, day, beyond="ignore").value


def _status(alliance: Alliance, state: State, day: date) -> str:
    return alliance.status(state, day, beyond="ignore").value


def _since(alliance: Alliance, state: State, day: date) -> date | None:
    spans = alliance.days_of(state).possibly.spans()
    return next((span.first_day for span in spans if day in span), None)


@lru_cache(maxsize=2**12)
def rows_of(state: State, columns: tuple[NewColumn, ...]) -> Timeline[NewValues]:
    """What all columns say of a state, day by day; kept, since frames come in parts."""
    changes = {
        day for column in columns for day in column.alliance.change_days_of(state)
    }
    days = sorted(changes - {date.min})
    rows = [
        tuple(column.ask(column.alliance, state, day) for column in columns)
        for day in (date.min, *days)
    ]
    return Timeline(days, rows)
