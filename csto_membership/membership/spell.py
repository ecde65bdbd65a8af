"""Spells: periods of membership of one state, with the acts at their ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDaySet, Span
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition


@attrs.frozen(repr=False)
class Spell(WithPlainValues):
    """A period without a gap in which a state was, or may have been, a member.

    Attributes:
        span: The days on which it was at least possibly a member.
        surely: The days on which it certainly was.
        opened_by: The acts that opened the spell.
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
        """The last such day (inclusive); None while the spell lasts."""
        return self.span.last_day

    @property
    def length(self) -> str:
        """The length in years, months and days; empty while the spell lasts.

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
        """The days of the spell on which membership is uncertain."""
        return DaySet.from_spans([self.span]) - self.surely

    def as_dict(self) -> dict[str, Any]:
        """The spell as plain values.

        Examples:
            >>> import csto_membership as cm
            >>> spell = cm.load("csto").history("Georgia").spells[0].as_dict()
            >>> spell["first_day"], spell["last_day"]
            ('1993-12-09', '1999-04-20')
        """
        return {
            **self.span.as_dict(),
            "length": self.length or None,
            "uncertain": self.uncertain.as_dict()["spans"],
            "opened_by": [act.as_dict() for act in self.opened_by],
            "closed_by": [act.as_dict() for act in self.closed_by],
        }

    def __repr__(self) -> str:
        return f"<Spell {self.span}>"


def spells(
    days: FuzzyDaySet, acts: tuple[Act, ...], definition: Definition
) -> tuple[Spell, ...]:
    """The spells of one state, each with the acts at its ends."""
    opening = [act for act in acts if act.kind in definition.opens | definition.resumes]
    closing = [act for act in acts if act.kind in definition.closes | definition.pauses]
    return tuple(
        Spell(
            span,
            days.surely & DaySet.from_spans([span]),
            tuple(act for act in opening if act.since.earliest == span.start),
            tuple(act for act in closing if span.end and act.since.latest == span.end),
        )
        for span in days.possibly.spans()
    )
