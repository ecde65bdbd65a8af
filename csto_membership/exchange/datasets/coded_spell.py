"""Spells: memberships from a day to a day, as rows of a data set code them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.errors import MISSING
from csto_membership.exchange.datasets.data_file import FileRow, Mark

__all__ = ["CodedSpell", "ExitDay", "SpellColumns", "days_of"]

_DAY = timedelta(days=1)


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
class SpellColumns:
    """Which columns of a table code a spell.

    Attributes:
        alliance: The id of the alliance.
        number: The number of the state in the Correlates of War state system.
        entry: The year, month and day of entry.
        end: The year, month and day of the end.
        ended: The mark that a spell without a day of its end has ended.
        expired: The mark that it ended since its term ran out.
        began_before: The mark that it began on the day given as entry, or before.
    """

    alliance: str
    number: str
    entry: tuple[str, str, str]
    end: tuple[str, str, str]
    ended: Mark
    expired: Mark | None = None
    began_before: Mark | None = None

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        marks = (self.ended, self.expired, self.began_before)
        marked = (mark[0] for mark in marks if mark)
        return (self.alliance, self.number, *self.entry, *self.end, *marked)


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

    @classmethod
    def of(
        cls,
        row: FileRow,
        columns: SpellColumns,
        exit_day: ExitDay,
        complete_until: date,
    ) -> CodedSpell | None:
        """The spell that a row codes; None where something in it is at fault.

        Args:
            row: The row.
            columns: Which columns code it.
            exit_day: What the day is that is given as the end.
            complete_until: The last day that the data set covers.
        """
        number = row.number(columns.number)
        first, last = row.date(*columns.entry), row.date(*columns.end)
        if number is None:
            number = row.fault(columns.number, MISSING, "expected a state's number")
        if first is None:
            first = row.fault(columns.entry[0], MISSING, "expected a year of entry")
        if any(each is MISSING for each in (number, first, last)):
            return None
        for column, day in ((columns.entry[0], first), (columns.end[0], last)):
            if day and day.earliest > complete_until:
                expected = (
                    f"is after {complete_until}, the last day covered; of a later "
                    "version tell `complete_until`"
                )
                row.fault(column, str(day), expected)
                return None
        if last and (last.latest or date.max) < first.earliest:
            row.fault(columns.end[0], str(last), f"is before the entry, {first}")
            return None
        leaves_by = "expiry" if row.has(columns.expired) else "withdrawal"
        until = exit_day.first_day_out(last, leaves_by) if last else None
        if not last and row.has(columns.ended):
            until = FuzzyDate(DaySet.span(first.earliest + _DAY, complete_until + _DAY))
        if row.has(columns.began_before):
            first = FuzzyDate(DaySet.span(None, first.latest + _DAY))
        return cls(number, first, last, until, leaves_by, row)

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
