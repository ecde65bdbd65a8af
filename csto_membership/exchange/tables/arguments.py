"""What is asked of a panel: which alliances, definitions, states, rule and periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from csto_membership.alliance import Alliance
from csto_membership.catalogue import as_alliance
from csto_membership.days import Span, as_period
from csto_membership.days.span import Period
from csto_membership.errors import (
    BEYOND,
    BeyondRecordError,
    EmptyError,
    WrongTypeError,
    check_choice,
    report_beyond,
)
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State

__all__ = [
    "SHARE",
    "Unit",
    "as_alliances",
    "as_names",
    "as_rule",
    "look_beyond",
    "looked_at",
    "periods",
    "universe",
]

SHARE = "share"
"""Beside the rules: not whether, but on which share of the days."""


class Unit(Enum):
    """What one row of a panel stands for."""

    YEAR = ("year",)
    MONTH = ("year", "month")

    def periods(self, first: date, last: date) -> list[Span]:
        """The years or months from that of one day to that of another."""
        years = range(first.year, last.year + 1)
        if self is Unit.YEAR:
            return [as_period(f"{year:04d}") for year in years]
        return [
            as_period(f"{year:04d}-{month:02d}")
            for year in years
            for month in range(1, 13)
            if (first.year, first.month) <= (year, month) <= (last.year, last.month)
        ]


def as_alliances(given: Iterable[str | Alliance]) -> tuple[Alliance, ...]:
    """The alliances of a table: names of shipped ones, or alliances.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        WrongTypeError: Something is neither a name nor an alliance.
        EmptyError: There is none.
    """
    given = tuple(given)
    for each in given:
        if isinstance(each, (list, tuple)):
            msg = (
                f"{each!r} is no alliance; several are named one after the other, "
                "as in state_years('csto', 'guam')"
            )
            raise WrongTypeError(msg)
    alliances = tuple(map(as_alliance, given))
    if not alliances:
        msg = "a table is of at least one alliance; name it: state_years('csto')"
        raise EmptyError(msg)
    return alliances


def as_rule(rule: str | YearRule) -> str | YearRule:
    """The rule of this name, or `share`.

    Raises:
        UnknownNameError: There is no such rule.
    """
    check_choice(rule, [*YearRule, SHARE], "rule for years")
    return SHARE if rule == SHARE else YearRule(rule)


def looked_at(rule: str | YearRule, period: Span) -> Span:
    """The days of a period that a rule looks at; for the share all of them."""
    return rule.looks_at(period) if isinstance(rule, YearRule) else period


# -- states ---------------------------------------------------------------------


def as_names(
    states: Iterable[str | State] | None,
) -> tuple[str | State, ...] | None:
    """The states asked for, to be gone through for each alliance anew.

    Raises:
        WrongTypeError: It is neither a state nor several.
    """
    if states is None:
        return None
    if isinstance(states, (str, State)):
        return (states,)
    if not isinstance(states, Iterable):
        kind = type(states).__name__
        msg = f"{states!r} is of type {kind}; name a state, or several in a list"
        raise WrongTypeError(msg)
    return tuple(states)


def universe(
    alliance: Alliance, states: tuple[str | State, ...] | None
) -> tuple[State, ...]:
    """The states of a table, each once: those asked for, or that the record names.

    Raises:
        UnknownStateError: No state has a name.
    """
    if states is None:
        return alliance.record.parties
    return tuple(dict.fromkeys(map(alliance.record.states.find, states)))


# -- days -----------------------------------------------------------------------


def periods(
    alliances: Sequence[Alliance], during: Period | None, unit: Unit, beyond: Beyond
) -> tuple[Span, ...]:
    """The years or months in which a period has a day, each as a whole.

    Without a beginning it is that of the first member; without an end, that of the last
    year or month which every alliance covers to its end.

    Raises:
        BeyondRecordError: The period begins after what is covered, and has no end; or
            it goes on after it, and `beyond` is `raise`.
    """
    period = as_period("../.." if during is None else during)
    covered = min(alliance.horizon for alliance in alliances)
    last = period.last_day or covered
    first = period.start or min((_first_day(each) for each in alliances), default=last)
    found = unit.periods(first, last)
    if period.last_day is None:
        found = [each for each in found if (each.last_day or date.max) <= covered]
    if not found:
        if period.last_day is None:
            msg = (
                f"no whole {unit.name.lower()} from {first} on is covered: the record "
                f"ends with {covered}; give the period an end"
            )
        else:
            msg = (
                f"{period} ends before {first}, the first day on which anybody may have "
                "been a member; give the period a beginning"
            )
        raise BeyondRecordError(msg)
    look_beyond(alliances, found[-1].last_day or date.max, beyond)
    return tuple(found)


def look_beyond(alliances: Iterable[Alliance], last: date, beyond: Beyond) -> None:
    """Tell, as asked, where a table goes on after what an alliance covers."""
    for each in alliances:
        if beyond not in BEYOND or last > each.horizon:
            report_beyond(
                f"the table goes on until {last}, beyond {each.horizon}, the last day "
                f"that this view of the {each.record.id} record covers; what hangs on "
                "later days is told as not known",
                beyond,
            )


def _first_day(alliance: Alliance) -> date:
    """The first day on which anybody may have been, or surely was, a member."""
    every = alliance.days_by_state.values()
    sets = (each for days in every for each in (days.possibly, days.surely))
    firsts = [day for each in sets for day in each.toggles[:1] if day > date.min]
    return min(firsts, default=alliance.horizon)
