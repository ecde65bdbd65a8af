"""What is asked of a table: which alliances, definitions, states, rule and periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from numbers import Integral
from typing import Literal, get_args

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import as_alliance
from csto_membership.days import Span, as_period
from csto_membership.days.span import Period
from csto_membership.errors import (
    BeyondRecordError,
    EmptyError,
    MembershipError,
    NotAStateError,
    UnknownStateError,
    WrongTypeError,
    check_choice,
    shown,
)
from csto_membership.exchange.series import (
    SHARE,
    Subject,
    TableBeyond,
    TableView,
    report_uncovered,
    table_view,
)
from csto_membership.membership.absence import Absent
from csto_membership.membership.definition import Definition, as_definitions
from csto_membership.membership.year_rule import RuleName, YearRule
from csto_membership.record import State
from csto_membership.record.number import (
    LISTS,
    ListNumber,
    hint_of_other_list,
    numbers_of_list,
)


class Unit(Enum):
    """What one row of a panel stands for."""

    YEAR = ("year",)
    MONTH = ("year", "month")

    def periods(self, first: date, last: date) -> list[Span]:
        """The years or months from that of one day to that of another."""
        if self is Unit.YEAR:
            years = range(first.year, last.year + 1)
            return [as_period(f"{year:04d}") for year in years]
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [as_period(f"{m // 12:04d}-{m % 12 + 1:02d}") for m in months]


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
                f"{shown(each)} is no alliance; several are named one after the other, "
                "as in state_years('csto', 'guam')"
            )
            raise WrongTypeError(msg)
    alliances = tuple(map(as_alliance, given))
    if not alliances:
        msg = "a table is of at least one alliance; name it: state_years('csto')"
        raise EmptyError(msg)
    return alliances


UNIVERSES = ("all", *LISTS)
_LISTED_SINCE = date(1946, 1, 1)
"""A universe has a state that ended before this day only in tables of that time."""
"""What names many states at once: all that are known, or those of a list."""
TableKey = Literal["state", "iso", "cow", "gw"]
TableRule = RuleName | Literal["share"]
StateNames = str | int | State | Iterable[str | int | State]


def _as_rule(rule: str | YearRule) -> str | YearRule:
    check_choice(rule, [*YearRule, SHARE], "rule for years")
    return SHARE if rule == SHARE else YearRule(rule)


def _as_names(
    states: StateNames | None,
) -> tuple[str | int | State, ...] | None:
    if states is None:
        return None
    if isinstance(states, (str, Integral, State)):
        states = (states,)
    if not isinstance(states, Iterable):
        kind = type(states).__name__
        msg = f"{shown(states)} is of type {kind}; name a state, or several in a list"
        raise WrongTypeError(msg)
    # Those of NumPy are no `int`.
    return tuple(int(s) if isinstance(s, Integral) else s for s in states)


@attrs.frozen
class TableRequest:
    """What is asked of a table of spells or of a panel.

    Attributes:
        alliances: The alliances.
        states: The states, in order, or the name of a universe; None for all that the
            record names.
        definitions: The definitions; if there is none, each alliance has its own.
        during: The days of a panel; None for all that are covered.
        rule: When the days of a period make a member.
        beyond: What to do about periods that the record does not cover.
        absent: What to do if a state was not one in a period, and another may be meant.
        continuity: Whether a state is asked as the one that it continues, on days on
            which it was not a state.
        key: Whether a row is about a state, or about a number of a list of states.

    Raises:
        UnknownNameError: There is no such alliance, definition, rule or key.
        MembershipError: `continuity` is asked for numbers.
        WrongTypeError: A value is neither an alliance, a definition, a state nor several.
        EmptyError: There is no alliance.
    """

    alliances: tuple[Alliance, ...] = attrs.field(converter=as_alliances)
    states: tuple[str | int | State, ...] | None = attrs.field(converter=_as_names)
    definitions: tuple[Definition, ...] = attrs.field(converter=as_definitions)
    during: Period | None = None
    rule: str | YearRule = attrs.field(default=YearRule.ANY_DAY, converter=_as_rule)
    beyond: TableBeyond = "warn"
    absent: Absent = "warn"
    continuity: bool = False
    key: TableKey = "state"

    def __attrs_post_init__(self) -> None:
        check_choice(self.key, get_args(TableKey), "key")
        if self.continuity and self.by_number:
            msg = (
                f"with key={self.key!r} the number decides which states are one; "
                "leave `continuity` out"
            )
            raise MembershipError(msg)

    @property
    def by_number(self) -> bool:
        """Whether a row is about a number of a list."""
        return self.key in LISTS

    def views_of(self, alliance: Alliance) -> list[Alliance]:
        """An alliance under each of the definitions."""
        return [alliance.under(each) for each in self.definitions] or [alliance]

    def table_views_of(self, alliance: Alliance) -> list[TableView]:
        """An alliance under each of the definitions, as a table asks it."""
        carry = self.beyond == "carry"
        views = self.views_of(alliance)
        return [table_view(view, self.continuity, carry) for view in views]

    @property
    def views(self) -> list[Alliance]:
        """All alliances, each under each of the definitions."""
        return [view for each in self.alliances for view in self.views_of(each)]

    def states_of(self, alliance: Alliance) -> tuple[State, ...]:
        """The states to list for an alliance, each once.

        Raises:
            UnknownStateError: No state has a name.
        """
        found: list[State] = []
        for name in self._names(alliance):
            if isinstance(name, int):
                msg = (
                    f"{name} is a number; lists of states give different numbers, so "
                    "pass key='cow' or key='gw'"
                )
                raise NotAStateError(msg)
            found.append(alliance.record.states.find(name))
        return tuple(dict.fromkeys(found))

    def subjects_of(self, alliance: Alliance) -> tuple[Subject, ...]:
        """What the rows for an alliance are about: its states, or their numbers.

        Raises:
            UnknownStateError: No state has a name or number.
        """
        if not self.by_number:
            return self.states_of(alliance)
        states = alliance.record.states
        names = self._names(alliance)
        given = (states.find(name) for name in names if isinstance(name, State))
        numbers = numbers_of_list(dict.fromkeys([*states, *given]), self.key)
        found: list[ListNumber] = []
        for name in names:
            if isinstance(name, int):
                if name not in numbers:
                    hint = f"no state has the number {name} in the list {self.key}"
                    hint += hint_of_other_list(states, self.key, name)
                    raise UnknownStateError(str(name), hint=hint)
                found.append(numbers[name])
            else:
                state = states.find(name)
                found += [n for n in numbers.values() if n.is_of(state)]
        return tuple(dict.fromkeys(found))

    @property
    def names_states(self) -> bool:
        """Whether single states are named, and not many at once."""
        return self.states is not None and self._universe is None

    @property
    def _universe(self) -> str | None:
        """The name of a universe if that is what was given for the states."""
        return next((name for name in UNIVERSES if self.states == (name,)), None)

    def _names(self, alliance: Alliance) -> Sequence[str | int | State]:
        """The names or numbers that were given, or the states that they stand for."""
        universe = self._universe
        if universe is None:
            return alliance.record.parties if self.states is None else self.states
        first = as_period("../.." if self.during is None else self.during).start
        ended = min(first or date.max, _LISTED_SINCE)
        return tuple(
            state
            for state in alliance.record.states
            if (universe == "all" or universe in dict(state.all_numbers))
            and (state.last_day is None or (state.last_day.latest or ended) >= ended)
        )

    def periods(self, unit: Unit) -> tuple[Span, ...]:
        """The years or months that have a day in the period asked for, each as a whole.

        Without a beginning the first is that of the first member. Without an end the
        last is the last that every view covers to its end.

        Raises:
            BeyondRecordError: The period begins after what is covered, and has no end;
                or it goes on after it, and `beyond` is `raise`.
        """
        period = as_period("../.." if self.during is None else self.during)
        covered = min(view.horizon for view in self.views)
        last = period.last_day or covered
        first = period.start or min(map(_first_day, self.views))
        found = unit.periods(first, last)
        msg = (
            f"{period} ends before {first}, the first day on which anybody may "
            "have been a member; give the period a beginning"
        )
        if period.last_day is None:
            found = [each for each in found if (each.last_day or date.max) <= covered]
            msg = (
                f"no whole {unit.name.lower()} from {first} on is covered: the "
                f"record ends with {covered}; give the period an end"
            )
        if not found:
            raise BeyondRecordError(msg)
        for view in self.views:
            report_uncovered(view, self.beyond, found[-1].last_day or date.max)
        return tuple(found)


def _first_day(alliance: Alliance) -> date:
    """The first day on which anybody may have been, or surely was, a member."""
    every = alliance.days_by_state.values()
    sets = (each for days in every for each in (days.possibly, days.surely))
    firsts = [day for each in sets for day in each.toggles[:1] if day > date.min]
    return min(firsts, default=alliance.horizon)
