"""What tables and data frames say of a state on a day or in a period, or why nothing.

Both rest on the same sets of days, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, lru_cache, reduce
from typing import Any, Literal

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.days.parsing import day_after
from csto_membership.errors import BEYOND, check_choice, report_beyond
from csto_membership.membership.absence import (
    Absent,
    existence_of,
    meant_instead,
    report_absent,
    status_with_continuity,
)
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import with_continued
from csto_membership.membership.status import Status
from csto_membership.membership.year_rule import YearRule, counted_days, share_of
from csto_membership.record import State
from csto_membership.record.number import ListNumber

Subject = State | ListNumber
"""What a row is about: a state, or a number of a list of states."""
SubjectGroup = tuple[Subject, ...]
TableBeyond = Literal["warn", "raise", "ignore", "carry"]

SHARE = "share"
"""Beside the rules: not whether, but on which share of the days."""
BEYOND_THE_RECORD = "beyond the record"
"""The status of a state on days that are not covered."""
NUMBER_NOT_IN_USE = "number not in use"
"""The status of a number on days on which its list does not have it."""
_NO_MEMBER = {Status.NOT_YET, Status.FORMER, Status.NEVER}


class Why(StrEnum):
    """Why a table says neither yes nor no, or 1 or 0.

    If several reasons hold for a period, it is the first of these.
    """

    BEYOND_RECORD = "beyond_record"
    """A day that matters is after the last one that the record covers."""
    NOT_A_STATE = "not_a_state"
    """It was not a state on any day that matters, and no act makes it a member."""
    NUMBER_NOT_IN_USE = "number_not_in_use"
    """The list does not have the number on any day that matters."""
    UNCERTAIN = "uncertain"
    """The evidence fits both."""


@attrs.frozen(slots=False)
class MembershipSeries:
    """The days on which a state, or all of a group, were members.

    Attributes:
        days: The days of membership, as last known.
        existence: The days on which all of them were states.
        present: The days on which a status other than "not a state" holds for all.
        covered: The days that the record covers.
        absent: Why there is no answer on the other days.
    """

    days: FuzzyDaySet
    existence: FuzzyDaySet
    present: DaySet
    covered: DaySet
    absent: Why = Why.NOT_A_STATE

    def on(self, day: date) -> tuple[Answer | None, Why | None]:
        """The answer for a day, and why there is none."""
        if day not in self.covered:
            return None, Why.BEYOND_RECORD
        if day not in self.present:
            return None, self.absent
        answer = self.days.answer(day)
        return answer, Why.UNCERTAIN if answer is Answer.UNCERTAIN else None

    @property
    def sets(self) -> tuple[DaySet, ...]:
        """All days on which the answers depend."""
        days, existence = self.days, self.existence
        bounds = days.surely, days.possibly, existence.surely, existence.possibly
        return (*bounds, self.present, self.covered, *days.some_of)

    @property
    def changes(self) -> frozenset[date]:
        """The days on which what `on` says may change."""
        return frozenset(day for each in self.sets for day in each.toggles)

    def __and__(self, other: MembershipSeries) -> MembershipSeries:
        """The days on which both were members."""
        return MembershipSeries(
            self.days & other.days,
            self.existence & other.existence,
            self.present & other.present,
            self.covered,
            self.absent,
        )

    def clip(self, period: Span) -> MembershipSeries:
        """The same for the days of a period only."""
        return MembershipSeries(
            self.days.clip(period),
            self.existence.clip(period),
            self.present.clip(period),
            self.covered.clip(period),
            self.absent,
        )

    def cell(self, name: str, rule: str | YearRule, period: Span) -> dict[str, Any]:
        """What a rule makes of a period, with its bounds, and why it is not known."""
        asked = looked_at(rule, period)
        return self.clip(asked).cell_of_all(name, rule, asked)

    def cell_of_all(
        self, name: str, rule: str | YearRule, asked: Span
    ) -> dict[str, Any]:
        """The same, if these are all days that the rule looks at, and no others."""
        low = high = value = why = None
        unknown = (~self.covered).clip(asked)
        if self.present:
            counted = counted_days(self.existence, self.present)
            low = _value(rule, self.days.surely - unknown, counted)
            some = (each.isdisjoint(unknown) for each in self.days.some_of)
            low = 1 if rule is YearRule.ANY_DAY and any(some) else low
            high = _value(rule, self.days.possibly | unknown, counted)
            value = low if low == high else None
        if value is None:
            reason = Why.UNCERTAIN if self.present else self.absent
            why = str(Why.BEYOND_RECORD if unknown else reason)
        cells = {name: value, f"{name}_min": low, f"{name}_max": high}
        return {**cells, f"{name}_why": why}

    def ends(self, period: Span) -> dict[str, date | None]:
        """The first and the last covered day of a period on which it possibly held."""
        days = (self.days.possibly & self.covered).clip(period)
        first, last = (days.first_day, days.last_day) if days else (None, None)
        return {"first_day": first, "last_day": last}


def _value(rule: str | YearRule, days: DaySet, counted: DaySet) -> float:
    if isinstance(rule, YearRule):
        return int(rule.holds(days, counted))
    return share_of(days, counted)


def looked_at(rule: str | YearRule, period: Span) -> Span:
    """The days of a period that a rule looks at; for the share all of them."""
    return rule.looks_at(period) if isinstance(rule, YearRule) else period


def covered(alliance: Interpretation) -> DaySet:
    """The days that a view covers."""
    return DaySet.span(None, day_after(alliance.horizon))


@attrs.frozen(eq=False, slots=False)
class TableView:
    """An alliance as a table asks it.

    Attributes:
        alliance: The alliance.
        continuity: Whether a state is asked as the one that it continues, on days on
            which it was not a state.
        carry: Whether days that are not covered are answered as last known.
    """

    alliance: Interpretation
    continuity: bool = False
    carry: bool = False

    @cached_property
    def covered(self) -> DaySet:
        """The days that are answered."""
        return ~DaySet() if self.carry else covered(self.alliance)

    def series(self, *group: Subject) -> MembershipSeries:
        """The days on which all of a group were members."""
        return reduce(MembershipSeries.__and__, (self._kept(each)[0] for each in group))

    def statuses(self, subject: Subject) -> Timeline[str]:
        """The status of a state or number, day by day."""
        return self._kept(subject)[1]

    def days_of(
        self, subject: Subject, days_of: Callable[[State], FuzzyDaySet]
    ) -> FuzzyDaySet:
        """Some days of a state, with those of the states that it continues if asked.

        For a number, those of each state while it has the number.
        """
        if isinstance(subject, ListNumber):
            each = (days_of(h.state) & FuzzyDaySet(h.days) for h in subject.holders)
            return reduce(FuzzyDaySet.__or__, each, FuzzyDaySet())
        state = subject
        if not self.continuity:
            return days_of(state)
        days = {each: days_of(each) for each in self.followed(state)}
        return with_continued(state, days, self.alliance.record.states)

    @cached_property
    def _kept(self) -> Callable[[Subject], tuple[MembershipSeries, Timeline[str]]]:
        return cache(self._made)

    def _made(self, subject: Subject) -> tuple[MembershipSeries, Timeline[str]]:
        if isinstance(subject, ListNumber):
            series, statuses = self._of_number(subject)
        else:
            series, statuses = self._of_state(subject)
        return series, statuses.combine(
            Timeline.of(self.covered),
            lambda status, known: str(status) if known else BEYOND_THE_RECORD,
        )

    def _of_state(self, state: State) -> tuple[MembershipSeries, Timeline[str]]:
        statuses = self._statuses(state)
        since = FuzzyDaySet(DaySet.span(state.continues_from, None))
        own, *continued = map(existence_of, self.followed(state))
        before = reduce(FuzzyDaySet.__or__, continued, FuzzyDaySet())
        series = MembershipSeries(
            self.alliance.member_days_of(state, continuity=self.continuity),
            own | since & before,
            statuses.where(lambda status: status is not Status.NO_STATE),
            self.covered,
        )
        return series, statuses.map(str)

    def _of_number(self, number: ListNumber) -> tuple[MembershipSeries, Timeline[str]]:
        """A number, which is in being on the days on which its list has it."""
        days = self.days_of(number, self.alliance.member_days_of)
        own, why = number.days, Why.NUMBER_NOT_IN_USE
        series = MembershipSeries(days, FuzzyDaySet(own), own, self.covered, why)
        each = [(h.days, self._statuses(h.state)) for h in number.holders]
        changes = {*number.days.toggles, *days.possibly.toggles}
        changes.update(*((*held.toggles, *its.days) for held, its in each))

        def status_on(day: date) -> str:
            found = [its[day] for held, its in each if day in held]
            first = min(found, key=list(Status).index, default=NUMBER_NOT_IN_USE)
            if first not in _NO_MEMBER or not days.possibly:
                return str(first)
            # The number was a member if an earlier holder was.
            began = days.possibly.toggles[0] < day
            return str(Status.FORMER if began else Status.NOT_YET)

        begin = sorted(changes - {date.min})
        return series, Timeline(begin, [status_on(d) for d in (date.min, *begin)])

    def _statuses(self, state: State) -> Timeline[Status]:
        """The status of a state as last known, day by day."""
        followed = self.followed(state)
        changes = frozenset[date]().union(*map(self.alliance.change_days_of, followed))
        changes |= {each.continues_from or date.min for each in followed}
        days = sorted(changes - {date.min})
        ask = status_with_continuity if self.continuity else Interpretation.status_on
        return Timeline(
            days, [ask(self.alliance, state, day) for day in (date.min, *days)]
        )

    def followed(self, state: State) -> list[State]:
        """The state and, with continuity, those that it continues, and so on."""
        followed = [state]
        for each in followed if self.continuity else ():
            others = self.alliance.record.states.of_codes(each.continues)
            followed += [other for other in others if other not in followed]
        return followed

    def report_absent(self, asked: Mapping[State, DaySet], absent: Absent) -> None:
        """Warn or raise if a state was not one on a day, and another may be meant.

        Raises:
            AbsentStateError: `absent` is `raise`, and that is so.
            UnknownNameError: There is no such choice.
        """
        missing = {s: days - self.series(s).present for s, days in asked.items()}
        report_absent(self.alliance, missing, absent, advise=not self.continuity)

    def instead_of(self, states: Iterable[State]) -> dict[State, list[State]]:
        """The states to ask for instead of some that were not states on some day."""
        found: dict[State, list[State]] = {}
        for state in states:
            meant = meant_instead(self.alliance, state)
            absent = ~self.series(state).present if meant else DaySet()
            if others := [each for each, days in meant.items() if days & absent]:
                found[state] = others
        return found


@lru_cache(maxsize=32)
def table_view(
    alliance: Interpretation, continuity: bool = False, carry: bool = False
) -> TableView:
    """An alliance as a table asks it; the same one for the next table or frame."""
    return TableView(alliance, continuity, carry)


def report_uncovered(
    alliance: Interpretation, beyond: TableBeyond, last: date | None
) -> None:
    """Warn or raise if a table goes on after the last day that a view covers.

    Raises:
        BeyondRecordError: `beyond` is `raise`, and it does.
        UnknownNameError: There is no such choice.
    """
    check_choice(beyond, (*BEYOND, "carry"), "choice of `beyond`")
    if beyond != "carry" and last is not None and last > alliance.horizon:
        record = f"this view of the {alliance.record.id} record"
        report_beyond(
            f"the table goes on until {last}, beyond {alliance.horizon}, the last day "
            f"that {record} covers",
            beyond,
            f"the table goes on after the last day that {record} covers; there its "
            "cells are empty, unless you pass beyond='carry'",
        )
