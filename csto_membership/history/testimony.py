"""Testimonies: each answer to one question, with the sources that give it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Testimony", "testimonies"]


@attrs.frozen(repr=False)
class Testimony:
    """One answer to who was a member on a day, with the sources that give it."""


def testimonies(alliance: Alliance, day: date) -> tuple[Testimony, ...]:
    """Each answer given to who was a member on a day."""
    raise NotImplementedError
