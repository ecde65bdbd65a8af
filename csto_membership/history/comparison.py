"""Comparisons: two histories, day by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.days import Span

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Comparison", "compare"]


@attrs.frozen(repr=False)
class Comparison:
    """Two histories, day by day."""


def compare(
    one: Alliance,
    other: Alliance,
    period: Span | date | str | tuple[date | None, date | None] | None,
) -> Comparison:
    """Two histories, day by day."""
    raise NotImplementedError
