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
    """It is a member on more than half of the days of the year on which it existed."""

    def answer(
        self, days: FuzzyDaySet, year: int, among: DaySet | None = None
    ) -> Answer:
        """Whether a state with these days of membership counts as a member in a year.

        Args:
            days: The days of membership.
            year: The year, 1 to 9999.
            among: The days of which `most_days` asks for more than half, such as
                `counted_days`; by default all days.

        Raises:
            InvalidPeriodError: The calendar has no such year.
            UnboundedError: By `most_days`, for the calendar's first or last year.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."), DaySet.parse("1994/.."))
            >>> YearRule.LAST_DAY.answer(days, 1994), YearRule.MOST_DAYS.answer(days, 1994)
            (<Answer.YES: 'yes'>, <Answer.UNCERTAIN: 'uncertain'>)
        """
        return self.within(days, _year(year), among)

    def within(
        self, days: FuzzyDaySet, period: Span, among: DaySet | None = None
    ) -> Answer:
        """Whether a state counts in any period; `first_day` is then its first day.

        Args:
            days: The days of membership.
            period: The period.
            among: As for `answer`.

        Raises:
            UnboundedError: The rule is `most_days`, and the period is endless.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1994-12-31/.."))
            >>> YearRule.LAST_DAY.within(days, Span("1994-12-01", "1995-01-01"))
            <Answer.YES: 'yes'>
        """
        some_day = self is YearRule.ANY_DAY and any(
            each <= DaySet.from_spans([period]) for each in days.some_of
        )
        inside = days.clip(self.looks_at(period))
        counted = (~DaySet() if among is None else among).clip(period)
        return Answer.of(
            surely=some_day or self.holds(inside.surely, counted),
            possibly=self.holds(inside.possibly, counted),
        )

    def holds(self, inside: DaySet, counted: DaySet) -> bool:
        """Whether some days of membership, all of those looked at, make a member.

        Args:
            inside: The days of membership among those that the rule looks at.
            counted: The days of which `most_days` asks for more than half.

        Examples:
            >>> year, spring = DaySet.parse("1999"), DaySet.parse("1999-03/1999-05")
            >>> YearRule.ANY_DAY.holds(spring, year), YearRule.MOST_DAYS.holds(spring, year)
            (True, False)
        """
        if self is not YearRule.MOST_DAYS or not inside:
            return bool(inside)
        return 2 * (inside & counted).count() > counted.count()

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


RuleName = YearRule | Literal["any_day", "first_day", "last_day", "most_days"]


def share_of(days: DaySet, counted: DaySet) -> float:
    """The share of the counted days on which a state was a member.

    Raises:
        UnboundedError: There is no end to the days.
        ZeroDivisionError: There are no days.
    """
    return (days & counted).count() / counted.count()


def counted_days(existence: FuzzyDaySet, present: DaySet) -> DaySet:
    """The days that `share` and `most_days` count.

    These are the days on which the state certainly existed. Days on which lists of
    states differ count only if there are no others.

    Args:
        existence: The days of a period on which it existed.
        present: The days of the period on which it may have existed, or an act made it
            a member.
    """
    return existence.surely or present


@cache
def _year(year: int) -> Span:
    check_type(year, int)
    return as_period(f"{year:04d}")
