"""Year rules: when a state that was a member on some days counts for a whole year.

A year is 1 January to 31 December (inclusive) in the proleptic Gregorian calendar. A
data set with one row per state and year needs such a rule. Most do not state theirs,
and differ for that reason alone. The rules work for months and other periods too.

If days are uncertain, the answer is yes if the certain days satisfy the rule, no if
even all possible days do not, and otherwise uncertain.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal

from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.days.span import as_period
from csto_membership.errors import check_type


class YearRule(StrEnum):
    """A rule that makes a state a member in a year.

    Examples:
        >>> days = FuzzyDaySet(DaySet.parse("1992-05-15/1999-04-20"))
        >>> [str(rule) for rule in YearRule if rule.answer(days, 1999)]
        ['any_day', 'first_day']
    """

    ANY_DAY = "any_day"
    """It is a member on at least one day of the year."""
    FIRST_DAY = "first_day"
    """It is a member on 1 January."""
    LAST_DAY = "last_day"
    """It is a member on 31 December."""
    MOST_DAYS = "most_days"
    """It is a member on more than half of the days: 183 of 365, 184 of 366."""

    def answer(self, days: FuzzyDaySet, year: int) -> Answer:
        """Whether a state with these days of membership counts as a member in a year.

        Args:
            days: The days of membership.
            year: The year, 1 to 9999.

        Raises:
            InvalidPeriodError: The calendar has no such year.
            UnboundedError: By `most_days`, for the calendar's first or last year.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."), DaySet.parse("1994/.."))
            >>> YearRule.LAST_DAY.answer(days, 1994), YearRule.MOST_DAYS.answer(days, 1994)
            (<Answer.YES: 'yes'>, <Answer.UNCERTAIN: 'uncertain'>)
        """
        return self.within(days, _year(year))

    def within(
        self, days: FuzzyDaySet, period: Span, among: DaySet | None = None
    ) -> Answer:
        """Whether a state counts in any period; `first_day` is then its first day.

        Args:
            days: The days of membership.
            period: The period.
            among: The days of which `most_days` asks for more than half, such as those
                on which the state existed; by default all days of the period.

        Raises:
            UnboundedError: The rule is `most_days`, and the period is endless.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."))
            >>> YearRule.LAST_DAY.within(days, Span("1994-12-01", "1995-01-01"))
            <Answer.YES: 'yes'>
        """
        return Answer.of(
            surely=self._holds(days.surely, period, among),
            possibly=self._holds(days.possibly, period, among),
        )

    def looks_at(self, period: Span) -> Span:
        """The days of a period on which the answer depends: one day, or all.

        Examples:
            >>> print(YearRule.LAST_DAY.looks_at(Span("1999-01-01", "2000-01-01")))
            1999-12-31
        """
        if self is YearRule.FIRST_DAY:
            return as_period(period.first_day or date.min)
        if self is YearRule.LAST_DAY:
            return as_period(period.last_day or date.max)
        return period

    def _holds(self, days: DaySet, period: Span, among: DaySet | None) -> bool:
        inside = days.clip(self.looks_at(period))
        if self is not YearRule.MOST_DAYS or not inside:
            return bool(inside)
        if among is None:
            return 2 * inside.count() > period.count()
        return 2 * (inside & among).count() > among.count()


RuleName = YearRule | Literal["any_day", "first_day", "last_day", "most_days"]


def share_of(days: FuzzyDaySet, among: DaySet) -> tuple[float, float]:
    """The share of some days that are certainly, and possibly, in a set.

    Raises:
        UnboundedError: There is no end to the days.
        ZeroDivisionError: There are no days.
    """
    surely, possibly = ((each & among).count() for each in (days.surely, days.possibly))
    return surely / among.count(), possibly / among.count()


@cache
def _year(year: int) -> Span:
    check_type(year, int)
    return as_period(f"{year:04d}")
