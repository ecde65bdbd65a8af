"""Data sets with one code for a state and year: what days may lie behind the codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.membership.year_rule import YearRule

__all__ = ["FULL", "RANKED", "Codes", "standings"]

_DAY = timedelta(days=1)
FULL = 1
"""The code of a full member."""
_BETWEEN = {2: "associate_status", 3: "observer_status"}
_UNKNOWN = None
RANKED = (FULL, *_BETWEEN, _UNKNOWN, 0, -1)
"""All codes, by what counts where a state has two."""
Codes = Mapping[int, int | None]
"""What a state is coded as, by year; None where that is missing."""


def standings(
    codes: Codes, years: list[int], rule: YearRule
) -> Iterator[tuple[str, FuzzyDaySet]]:
    """The days of each standing, with the kind of act by which it begins.

    Args:
        codes: What the state is coded as, by year.
        years: All years of the file.
        rule: What makes a state a member in a year.

    Examples:
        >>> for kind, days in standings({2001: 0, 2002: 1}, [2001, 2002], YearRule.LAST_DAY):
        ...     print(kind, days, sep=": ")
        admission: since 2002-12-31; uncertain: 2002-01-01 to 2002-12-30
        associate_status: no day
        observer_status: no day
    """
    full = _days(codes, years, rule, {FULL})
    perhaps = _days(codes, years, rule, {FULL, _UNKNOWN})
    yield "admission", FuzzyDaySet(full.surely, perhaps.possibly)
    for code, kind in _BETWEEN.items():
        yield kind, _days(codes, years, rule, {code})


def _days(
    codes: Codes, years: list[int], rule: YearRule, counted: set[int | None]
) -> FuzzyDaySet:
    """The days of a state that is coded so in some years of the file, and not in others."""
    days = FuzzyDaySet()
    before: int | None = None
    for is_in, run in groupby(years, lambda year: codes.get(year, 0) in counted):
        first, *_ = those = list(run)
        if is_in:
            days |= _turn(before, first, rule, _last_day_to_enter).onwards
        elif days.possibly:
            days -= _turn(before, first, rule, _last_day_out).onwards
        before = those[-1]
    return days


def _turn(
    before: int | None,
    year: int,
    rule: YearRule,
    latest: Callable[[int, YearRule], date],
) -> FuzzyDate:
    """The day of a turn that shows in a year, and does not in the one before it."""
    start = None if before is None else latest(before, rule) + _DAY
    return FuzzyDate(DaySet.span(start, latest(year, rule) + _DAY))


def _last_day_to_enter(year: int, rule: YearRule) -> date:
    """The last first day in of a state that then counts in a year."""
    last = date(year, 12, 31)
    match rule:
        case YearRule.ANY_DAY | YearRule.LAST_DAY:
            return last
        case YearRule.FIRST_DAY:
            return date(year, 1, 1)
        case YearRule.MOST_DAYS:
            return last - timedelta(days=last.timetuple().tm_yday // 2)


def _last_day_out(year: int, rule: YearRule) -> date:
    """The last first day out of a state that then does not count in a year."""
    match rule:
        case YearRule.ANY_DAY | YearRule.FIRST_DAY:
            return date(year, 1, 1)
        case YearRule.LAST_DAY:
            return date(year, 12, 31)
        case YearRule.MOST_DAYS:
            return date(year, 7, 2)
