"""Citations: of an alliance's record, of a source, of a single answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance

__all__ = ["Citation", "of_alliance"]


@attrs.frozen(repr=False)
class Citation:
    """A citation, as text and as CSL-JSON."""


def of_alliance(alliance: Alliance) -> Citation:
    """The record of an alliance, as a citation."""
    raise NotImplementedError
