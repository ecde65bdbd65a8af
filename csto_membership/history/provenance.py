"""Provenance: from which code, which facts and which narrowings answers come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Provenance", "provenance"]


@attrs.frozen(repr=False)
class Provenance:
    """From which code, which facts and which narrowings answers come."""


def provenance(alliance: Alliance) -> Provenance:
    """From which code, which facts and which narrowings the answers come."""
    raise NotImplementedError
