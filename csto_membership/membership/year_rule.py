"""Years: when a state that is a member on some days counts as one for a year.

A year is a calendar year of the proleptic Gregorian calendar, 1 January to 31 December,
both inside. A data set with one row a state and year has to say by which rule the days
of a year become one answer; most do not, and differ for that reason alone. Of a month,
or of any other period, the same can be asked.

Where days are uncertain the rule is asked twice, of the sure days and of the possible
ones. The answer is yes if the sure days satisfy it, whatever the unknown turns out to
be; no if not even all possible days do; and else uncertain.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.days.span import as_period
from csto_membership.errors import check_type

__all__ = ["YearRule", "share_of", "share_of_year"]


class YearRule(StrEnum):
    """What makes a state a member in a year.

    Examples:
        >>> days = FuzzyDaySet(DaySet.parse("1992-05-15/1999-04-20"))
        >>> [str(rule) for rule in YearRule if rule.answer(days, 1999)]
        ['any_day', 'first_day']
    """

    ANY_DAY = "any_day"
    """It is one on some day of the year."""
    FIRST_DAY = "first_day"
    """It is one on 1 January."""
    LAST_DAY = "last_day"
    """It is one on 31 December."""
    MOST_DAYS = "most_days"
    """It is one on more than half of the days: 183 of 365, 184 of 366."""

    def answer(self, days: FuzzyDaySet, year: int) -> Answer:
        """Whether a state with these days of membership counts as a member in a year.

        Args:
            days: The days of membership.
            year: The year, 1 to 9999.

        Raises:
            InvalidPeriodError: The calendar has no such year.
            UnboundedError: More than half is asked of the first or the last year of
                the calendar, where the days are endless.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."), DaySet.parse("1994/.."))
            >>> YearRule.LAST_DAY.answer(days, 1994), YearRule.MOST_DAYS.answer(days, 1994)
            (<Answer.YES: 'yes'>, <Answer.UNCERTAIN: 'uncertain'>)
        """
        return self.within(days, _year(year))

    def within(self, days: FuzzyDaySet, period: Span) -> Answer:
        """The same for any period, of which the rule then means the first day, and so on.

        Args:
            days: The days of membership.
            period: The period.

        Raises:
            UnboundedError: More than half is asked of endless days.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."))
            >>> YearRule.LAST_DAY.within(days, Span("1994-12-01", "1995-01-01"))
            <Answer.YES: 'yes'>
        """
        return Answer.of(
            surely=self._holds(days.surely, period),
            possibly=self._holds(days.possibly, period),
        )

    def looks_at(self, period: Span) -> Span:
        """The days of a period on which the answer depends: one of them, or all."""
        match self:
            case YearRule.FIRST_DAY:
                return as_period(period.first_day or date.min)
            case YearRule.LAST_DAY:
                return as_period(period.last_day or date.max)
            case _:
                return period

    def _holds(self, days: DaySet, period: Span) -> bool:
        inside = days.clip(self.looks_at(period))
        if self is YearRule.MOST_DAYS and inside:
            return 2 * inside.count() > period.count()
        return bool(inside)


def share_of_year(days: FuzzyDaySet, year: int) -> tuple[float, float]:
    """The share of the days of a year that are surely, and that are possibly, inside.

    Args:
        days: The days of membership.
        year: The year, 2 to 9998.

    Raises:
        InvalidPeriodError: The calendar has no such year.
        UnboundedError: The year is the first or the last of the calendar, whose days
            are without number.

    Examples:
        >>> days = FuzzyDaySet(DaySet.parse("1992-05-15/1999-04-20"))
        >>> share_of_year(days, 1999) == (110 / 365, 110 / 365)
        True
    """
    return share_of(days, _year(year))


def share_of(days: FuzzyDaySet, period: Span) -> tuple[float, float]:
    """The share of the days of a period that are surely, and that are possibly, inside.

    Raises:
        UnboundedError: The period is endless.
    """
    whole = period.count()
    surely, possibly = (
        bound.clip(period).count() / whole for bound in (days.surely, days.possibly)
    )
    return surely, possibly


@cache
def _year(year: int) -> Span:
    check_type(year, int)
    return as_period(f"{year:04d}")
