"""The spells of one state: stretches of days, with the acts at their ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.days import DaySet, FuzzyDaySet, Span
from csto_membership.history import account, plain
from csto_membership.history.act import Act
from csto_membership.history.reading import Reading
from csto_membership.record import State

if TYPE_CHECKING:
    from csto_membership.days.chart import Chart
    from csto_membership.history.alliance import Alliance

__all__ = ["History", "Spell", "spells"]


@attrs.frozen(repr=False)
class Spell:
    """A stretch of days without a gap on which a state was, or may have been, a member.

    Attributes:
        span: The days on which it was at least possibly a member.
        surely: Those of them on which it surely was.
        opened_by: The acts that opened it.
        closed_by: The acts that closed or paused it; none while it lasts.

    Examples:
        >>> import csto_membership as cm
        >>> for spell in cm.load("csto").history("Uzbekistan").spells:
        ...     print(spell.last_day, *spell.closed_by)
        1999-04-20 1999-04-21: the first term of the treaty ends
        2012-12-18 2012-12-19: the Council suspends Uzbekistan's membership
    """

    span: Span
    surely: DaySet
    opened_by: tuple[Act, ...]
    closed_by: tuple[Act, ...]

    @property
    def first_day(self) -> date | None:
        """The first day on which it was at least possibly a member."""
        return self.span.first_day

    @property
    def last_day(self) -> date | None:
        """The last such day (inclusive); None while it lasts."""
        return self.span.last_day

    @property
    def length(self) -> str:
        """How long, as people say it; empty while it lasts.

        Examples:
            >>> import csto_membership as cm
            >>> [spell.length for spell in cm.load("csto").history("UZ").spells]
            ['6 years, 11 months, 6 days', '6 years, 4 months, 3 days']
        """
        if self.span.start is None or self.span.end is None:
            return ""
        return self.span.length_in_words

    @property
    def uncertain(self) -> DaySet:
        """The days of it that are not sure."""
        return DaySet.from_spans([self.span]) - self.surely

    def __repr__(self) -> str:
        return f"<Spell {self.span}>"


def spells(
    days: FuzzyDaySet, acts: tuple[Act, ...], reading: Reading
) -> tuple[Spell, ...]:
    """The spells of one state, each with the acts at its ends."""
    opening = [act for act in acts if act.kind in reading.opens | reading.resumes]
    closing = [act for act in acts if act.kind in reading.closes | reading.pauses]
    return tuple(
        Spell(
            span,
            days.surely & DaySet.from_spans([span]),
            tuple(act for act in opening if act.since.earliest == span.start),
            tuple(
                act
                for act in closing
                if span.end is not None and act.since.latest == span.end
            ),
        )
        for span in days.possibly.spans()
    )


@attrs.frozen(repr=False)
class History:
    """The spells of one state in an alliance, under one reading.

    Attributes:
        alliance: The alliance, reading and view asked.
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
        from csto_membership.history.account_html import of_history  # noqa: PLC0415

        return of_history(self)

    def __repr__(self) -> str:
        spells = ", ".join(str(spell.span) for spell in self.spells) or "never a member"
        return f"<History of {self.state}: {spells}>"
