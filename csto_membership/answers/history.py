"""The history of one state in an alliance: its spells, with the acts at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.answers import account, plain
from csto_membership.membership.spell import Spell
from csto_membership.record import State

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.charts.chart import Chart

__all__ = ["History"]


@attrs.frozen(repr=False)
class History:
    """The spells of one state in an alliance, under one definition.

    Attributes:
        alliance: The alliance, definition and view asked.
        state: The state.
        spells: Its spells in order; none where it was never a member.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> csto.history("Uzbekistan")
        <History of Uzbekistan: 1992-05-15 to 1999-04-20, 2006-08-16 to 2012-12-18>
        >>> csto.history("Moldova")
        <History of Moldova: never a member>
    """

    alliance: Alliance
    state: State
    spells: tuple[Spell, ...]

    def chart(self) -> Chart:
        """A picture of the spells, with the acts as marks."""
        return self.alliance.chart(self.state)

    def as_dict(self) -> dict[str, Any]:
        """The history as plain values, for JSON."""
        return plain.history(self)

    def __str__(self) -> str:
        return account.of_history(self)

    def _repr_html_(self) -> str:
        from csto_membership.answers.account_html import of_history  # noqa: PLC0415

        return of_history(self)

    def __repr__(self) -> str:
        spells = ", ".join(str(spell.span) for spell in self.spells) or "never a member"
        return f"<History of {self.state}: {spells}>"
