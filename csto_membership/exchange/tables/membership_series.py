"""What a row says of a group of states: who they are, membership, status, obligation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from operator import and_

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.days.parsing import day_after
from csto_membership.exchange.tables.arguments import SHARE, looked_at
from csto_membership.exchange.tables.table import Column, RowValues
from csto_membership.membership.definition import as_definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import member_days
from csto_membership.membership.year_rule import YearRule, share_of
from csto_membership.record import Obligation, Role, State

StateGroup = tuple[State, ...]

_EVER = ~FuzzyDaySet()


@attrs.frozen
class MembershipSeries:
    """The days on which something held of a group of states.

    Attributes:
        days: The days that are covered; any later one is possible, and none is sure.
        possible: Those of them that are possible and covered.
        existence: The days on which all of the group were states.
    """

    days: FuzzyDaySet
    possible: DaySet
    existence: FuzzyDaySet

    @classmethod
    def of(cls, alliance: Alliance, group: StateGroup) -> MembershipSeries:
        """The days on which all of a group were members."""
        days, inside = alliance.together(*group), covered(alliance)
        return cls(_as_far_as(inside, days), days.possibly & inside, _existence(group))

    def exists(self, days: Span) -> Answer:
        """Whether all of the group were states on some of the days."""
        return YearRule.ANY_DAY.within(self.existence, days)

    def cell(self, name: str, rule: str | YearRule, period: Span) -> RowValues:
        """What a rule makes of a period, with bounds; None where it could not hold."""
        names = (name, f"{name}_min", f"{name}_max")
        if self.exists(looked_at(rule, period)) is Answer.NO:
            return dict.fromkeys(names)
        if not isinstance(rule, YearRule):
            low, high = share_of(self.days, period)
        else:
            answer = rule.within(self.days, period)
            low, high = int(answer.surely), int(answer.possibly)
        value = low if low == high else None
        return dict(zip(names, (value, low, high), strict=True))

    def ends(self, period: Span) -> RowValues:
        """The first and the last day of a period on which it at least possibly held."""
        days = self.possible.clip(period)
        return {
            "first_day": days.first_day if days else None,
            "last_day": days.last_day if days else None,
        }


def cell_columns(value: Column, rule: str | YearRule) -> Iterator[Column]:
    """The columns of a cell."""
    kind = float if rule == SHARE else int
    values = "the share of the days" if rule == SHARE else "1 or 0"
    yield Column(
        value.name,
        kind,
        f"{value.meaning}: {values}; empty where uncertain, or where there was no state",
    )
    yield Column(f"{value.name}_min", kind, "what is sure of it")
    yield Column(f"{value.name}_max", kind, "what is possible of it")


def _existence(group: StateGroup) -> FuzzyDaySet:
    """The days on which all of a group were states."""
    return reduce(and_, (_EVER if s.existence is None else s.existence for s in group))


def covered(alliance: Interpretation) -> DaySet:
    """The days that a view covers."""
    return DaySet.span(None, day_after(alliance.horizon))


def _as_far_as(inside: DaySet, days: FuzzyDaySet) -> FuzzyDaySet:
    """Some days, of which those that are not covered are all possible, and none sure."""
    return FuzzyDaySet(days.surely & inside, days.possibly | ~inside)


def statuses(alliance: Alliance, group: StateGroup) -> Callable[[Span], str]:
    """What tells the statuses of a state on some days, each once, in order."""
    (state,) = group
    inside = covered(alliance)
    flips = alliance.change_days_of(state) | {date.min}
    starts = sorted(day for day in flips if day in inside)
    values = [str(alliance.status(state, day, beyond="ignore")) for day in starts]
    # Where a view covers all days, there is nothing beyond it.
    starts += inside.toggles[1:]
    values += ["beyond the record"] * (len(starts) - len(values))

    def statuses_in(days: Span) -> str:
        first = bisect_right(starts, days.first_day or date.min)
        last = bisect_right(starts, days.last_day or date.max)
        return "; ".join(dict.fromkeys(values[first - 1 : last]))

    return statuses_in


# -- obligations -------------------------------------------------------------------
#
# Whatever definition is asked, an obligation follows from being bound: from the days on
# which an instrument that carries it is in force for each of the two.

_BOUND = attrs.evolve(as_definition("party"), roles=frozenset(Role))
_LEVELS = (*Obligation, None)
"""The strongest first; None where the record does not say."""


def bound_days(
    alliance: Alliance, state: State, obligation: Obligation | None
) -> FuzzyDaySet:
    """The days on which a state is bound by an instrument with this obligation."""
    acts = (
        act
        for act in alliance.view.acts_of(state)
        if act.kind not in _BOUND.opens
        or (act.instrument is not None and act.instrument.obligation is obligation)
    )
    return member_days(acts, _BOUND)


def obligations(alliance: Alliance, group: StateGroup) -> Callable[[Span], str | None]:
    """What tells the strongest obligation in force between two states on some day.

    That is `uncertain` where it is so whether there is one so strong, and None where
    nothing is in force for both, as where they are no states.
    """
    one, other = group
    there = FuzzyDaySet(_existence(group).possibly)
    days = []
    for level in _LEVELS:
        both = bound_days(alliance, one, level) & bound_days(alliance, other, level)
        if level is _LEVELS[0]:  # no later one is asked of days that are not covered
            both = _as_far_as(covered(alliance), both)
        if (both & there).possibly:
            days.append((level, both & there))

    def obligation_in(period: Span) -> str | None:
        for level, both in days:
            answer = YearRule.ANY_DAY.within(both, period)
            if answer is Answer.UNCERTAIN:
                return str(answer)
            if answer is Answer.YES:
                return str(level) if level else "not recorded"
        return None

    return obligation_in


# -- of the alliance and the state --------------------------------------------------

VIEW = (
    Column("alliance", str, "the alliance"),
    Column("definition", str, "the definition of membership"),
)


def state_columns(when: str) -> tuple[Column, ...]:
    """The columns of a state; `when` tells on which day it has its number."""
    return (
        Column("state", str, "the state's own short English name"),
        Column("alpha_3", str, "its ISO 3166-1 alpha-3 code"),
        Column("cow", int, f"its number in the Correlates of War state system, {when}"),
        Column("gw", int, "its number in the list of Gleditsch and Ward"),
    )


def of_view(alliance: Interpretation) -> RowValues:
    """What a row tells of the alliance and its definition."""
    return {"alliance": alliance.record.id, "definition": alliance.definition.name}


def of_state(state: State, day: date) -> RowValues:
    """What a row tells of a state; its number is that of the day."""
    return {
        "state": state.name,
        "alpha_3": state.code,
        "cow": state.cow_on(day),
        "gw": state.gw,
    }
