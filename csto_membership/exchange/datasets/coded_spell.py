"""Spells: memberships from a day to a day, as rows of a data set code them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

import attrs

from csto_membership.days import FuzzyDate, FuzzyDaySet
from csto_membership.exchange.datasets.data_file import FileRow

__all__ = ["CodedSpell", "ExitDay", "days_of"]


class ExitDay(StrEnum):
    """What the day is that a data set gives as the end of a membership.

    Examples:
        >>> day = FuzzyDate("1999-04-20")
        >>> for each in ExitDay:
        ...     print(each, each.first_day_out(day, "withdrawal").edtf)
        act 1999-04-20
        in 1999-04-21
        out 1999-04-20
        either [1999-04-20..1999-04-21]
        >>> ExitDay.ACT.first_day_out(day, "expiry").edtf
        '1999-04-21'
    """

    ACT = "act"
    """The day of the act: the first day out; of a term that expires, the last day in."""
    IN = "in"
    """The last day in."""
    OUT = "out"
    """The first day out."""
    EITHER = "either"
    """One of the two."""

    @property
    def meaning(self) -> str:
        """What it is, in words."""
        return {
            "act": "the day of an act, which is the first day out, or of the end of a "
            "term, which is the last day in",
            "in": "the last day in",
            "out": "the first day out",
            "either": "the last day in or the first day out",
        }[self]

    def first_day_out(self, given: FuzzyDate, leaves_by: str) -> FuzzyDate:
        """The first day out, of the day that is given and the kind of act that ends it."""
        chosen = self
        if self is ExitDay.ACT:
            chosen = ExitDay.IN if leaves_by == "expiry" else ExitDay.OUT
        after = given.days.shift(1)
        days = {"in": after, "out": given.days, "either": given.days | after}
        return FuzzyDate(days[chosen])


@attrs.frozen
class CodedSpell:
    """A membership from a day to a day, as one row codes it.

    Attributes:
        number: The number of the state in the Correlates of War state system.
        first: The first day in.
        last: The day given as the end; None where none is given.
        until: The first day out; None where it is in to the last day covered.
        leaves_by: The kind of act that ends it.
        row: The row.
    """

    number: int
    first: FuzzyDate
    last: FuzzyDate | None
    until: FuzzyDate | None
    leaves_by: str
    row: FileRow = attrs.field(eq=False, repr=False)

    @property
    def days(self) -> FuzzyDaySet:
        """The days on which it is surely, and on which it may be, in."""
        days = self.first.onwards
        return days - self.until.onwards if self.until else days


def days_of(spells: Iterable[CodedSpell]) -> FuzzyDaySet:
    """The days of the spells of one state, of which some touch or overlap.

    Where one begins in the month or year in which another ends, as given, it goes on.
    """
    days = FuzzyDaySet()
    for spell in spells:
        days |= spell.days
    ordered = sorted(spells, key=lambda spell: spell.first.earliest or date.min)
    for before, after in pairwise(ordered):
        if before.last == after.first:
            days |= FuzzyDaySet(after.first.days)
    return days
