"""Tallies: how much two histories have in common, in member-days or states.

A member counts 1, an uncertain one ½, a non-member 0. On a day, the smaller of two such
values is in both histories, and the difference is in one only. Kleene's `and` gives the
smaller of two answers, so `here & there` is what is in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.record import State

AMOUNTS = ("in_both", "only_here", "only_there")


@attrs.frozen(kw_only=True)
class Tally(WithPlainValues):
    """How much is in both of two histories, and how much in only one.

    The numbers are whole or halves, and exact.

    Attributes:
        in_both: How much is in both.
        only_here: How much is in the first only.
        only_there: How much is in the second only.
    """

    in_both: float
    only_here: float
    only_there: float

    @property
    def distance(self) -> float:
        """How much is in one only; zero if the two are the same."""
        return self.only_here + self.only_there

    @property
    def in_either(self) -> float:
        """How much is in at least one of the two.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> found = csto.compare(csto.under("party"), "2007-01-01")
            >>> found.in_both, found.distance, found.in_either
            (6.0, 1.0, 7.0)
        """
        return self.in_both + self.distance

    @property
    def agreement(self) -> float:
        """The share in both of all that is in either; 1 if both are empty.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.compare(csto.under("active"), "2024").agreement
            0.8570127504553734
            >>> csto.compare(csto.under("active"), "1990").agreement
            1.0
        """
        return self.in_both / self.in_either if self.in_either else 1.0

    @classmethod
    def _of(cls, here: float, there: float, both: float, /, **more: Any) -> Self:
        return cls(in_both=both, only_here=here - both, only_there=there - both, **more)

    @classmethod
    def total(cls, tallies: Iterable[Tally], **more: Any) -> Self:
        """Add up tallies; further arguments set the other fields of the result.

        Examples:
            >>> import csto_membership as cm
            >>> from csto_membership.evidence import YearTally
            >>> csto = cm.load("csto")
            >>> rows = csto.compare(csto.under("party"), "1992/1994").by_year("first_day")
            >>> YearTally.total(rows, year=1994).only_here
            15.0
        """
        each = tuple(tallies)
        sums = {name: sum(getattr(tally, name) for tally in each) for name in AMOUNTS}
        return cls(**sums, **more)


@attrs.frozen(kw_only=True)
class StateTally(Tally):
    """The member-days of one state in two histories.

    Attributes:
        state: The state.
        here: Its days of membership in the first.
        there: Its days of membership in the second.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> for row in csto.compare(csto.under("party"), "2008").by_state:
        ...     if row.days:
        ...         print(row.state, row.in_both, row.only_here, row.there, sep="; ")
        Uzbekistan; 139.5; 226.5; uncertain: 2008-03-28 to 2008-12-31
    """

    state: State
    here: FuzzyDaySet
    there: FuzzyDaySet

    @classmethod
    def of(cls, state: State, here: FuzzyDaySet, there: FuzzyDaySet) -> StateTally:
        """Count the member-days of one state.

        Raises:
            UnboundedError: The days are endless.

        Examples:
            >>> import csto_membership as cm
            >>> from csto_membership.evidence import StateTally
            >>> armenia = cm.load("csto").record.states.find("Armenia")
            >>> year = cm.FuzzyDaySet(cm.DaySet.parse("1999"), cm.DaySet.parse("1999"))
            >>> StateTally.of(armenia, year, year).in_both
            365.0
        """
        mine, theirs, both = map(_member_days, (here, there, here & there))
        return cls._of(mine, theirs, both, state=state, here=here, there=there)

    @property
    def days(self) -> DaySet:
        """The days on which the two differ, even if one is only uncertain."""
        surely = self.here.surely ^ self.there.surely
        return surely | (self.here.possibly ^ self.there.possibly)


@attrs.frozen(kw_only=True)
class YearTally(Tally):
    """The member states of one year in two histories.

    Attributes:
        year: The calendar year.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> for row in csto.compare(csto.under("party"), "2007/2009").by_year("last_day"):
        ...     print(row.year, row.in_both, row.only_here)
        2007 6.0 1.0
        2008 6.5 0.5
        2009 6.5 0.5
    """

    year: int

    @classmethod
    def of(cls, year: int, answers: Iterable[tuple[Answer, Answer]]) -> YearTally:
        """Count the states of one year, from a pair of answers for each.

        Examples:
            >>> import csto_membership as cm
            >>> from csto_membership.evidence import YearTally
            >>> YearTally.of(1999, [(cm.Answer.YES, cm.Answer.YES), (cm.Answer.YES, cm.Answer.NO)]).only_here
            1.0
        """
        pairs = tuple(answers)
        here = sum(_weight(mine) for mine, _ in pairs)
        there = sum(_weight(theirs) for _, theirs in pairs)
        both = sum(_weight(mine & theirs) for mine, theirs in pairs)
        return cls._of(here, there, both, year=year)


def _member_days(days: FuzzyDaySet) -> float:
    return (days.surely.count() + days.possibly.count()) / 2


def _weight(answer: Answer) -> float:
    return (answer.surely + answer.possibly) / 2
