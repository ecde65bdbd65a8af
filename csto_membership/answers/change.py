"""What changed, when, and by which acts."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from csto_membership.answers import account, plain
from csto_membership.membership.act import Act
from csto_membership.record import StateSet

__all__ = ["Change"]


@attrs.frozen(repr=False)
class Change:
    """A day on which the answer became another.

    Attributes:
        day: The first day of the new answer.
        joined: The states that surely became members.
        left: The states that, until then, at least possibly were, and no longer are.
        unsure: The states of which it became uncertain.
        acts: The acts that take effect on that day, as far as they bear on it.

    Examples:
        >>> import csto_membership as cm
        >>> for change in cm.load("csto").changes("1999/2006"):
        ...     print(change.day, change.joined.alpha_2, change.left.alpha_2)
        1999-04-21 () ('AZ', 'GE', 'UZ')
        2006-08-16 ('UZ',) ()
    """

    day: date
    joined: StateSet
    left: StateSet
    unsure: StateSet
    acts: tuple[Act, ...]

    def as_dict(self) -> dict[str, Any]:
        """The change as plain values, for JSON."""
        return plain.change(self)

    def __str__(self) -> str:
        return account.of_change(self)

    def __repr__(self) -> str:
        return f"<Change {str(self).splitlines()[0]}>"
