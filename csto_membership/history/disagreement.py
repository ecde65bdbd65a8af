"""Disagreements: facts on which sources conflict, and the days at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Disagreement", "disagreements"]


@attrs.frozen(repr=False)
class Disagreement:
    """A fact on which sources conflict."""


def disagreements(alliance: Alliance) -> tuple[Disagreement, ...]:
    """Every fact on which sources conflict; most member-days at stake first."""
    raise NotImplementedError
