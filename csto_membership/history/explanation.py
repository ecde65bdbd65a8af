"""Explanations: the acts that decide an answer, and what is said against it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.record import State

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Explanation", "explain"]


@attrs.frozen(repr=False)
class Explanation:
    """Why a state was, or was not, a member on a day."""

    alliance: Alliance
    state: State
    day: date


def explain(alliance: Alliance, state: State, day: date) -> Explanation:
    """Why a state was, or was not, a member on a day."""
    return Explanation(alliance, state, day)
