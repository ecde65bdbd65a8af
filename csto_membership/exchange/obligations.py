"""What two states owe each other on some days, for tables and data frames.

Whatever definition is asked, an obligation follows from being bound: from the days on
which an instrument that carries it is in force for each of the two, and on which they did
not suspend it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache, partial, reduce
from itertools import product
from typing import Any

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.exchange.series import Subject, SubjectGroup, TableView
from csto_membership.membership.definition import Definition, as_definition
from csto_membership.membership.replay import member_days, suspended_obligations
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import Instrument, Obligation, Role, State
from csto_membership.record.number import ListNumber

OBLIGATION_COLUMNS = {
    "defence": Obligation.DEFENCE,
    "neutrality": Obligation.NEUTRALITY,
    "nonaggression": Obligation.NON_AGGRESSION,
    "consultation": Obligation.CONSULTATION,
    "offence": Obligation.OFFENCE,
}
"""Columns of 1, 0 or nothing, and the obligation that each is about."""
NOT_RECORDED = "not recorded"
"""The obligation where an instrument is in force and the record does not say."""

_NOT_NAMED = Instrument("", roles=frozenset(Role))
"""Stands for the instrument of acts that name none, so that nothing is recorded of it."""
_BOUND, _JOINED = as_definition("party"), as_definition("joined")
_LEVELS = (*Obligation, None)
"""The strongest first; None where the record does not say."""
_NONE, _NUMBERS = FuzzyDaySet(), {Answer.YES: 1, Answer.NO: 0, Answer.UNCERTAIN: None}

Duties = tuple[Obligation | None, tuple[bool | None, ...]]
"""What an instrument obliges to: the strongest, and for each column whether it is owed.

Instruments that oblige to the same are one here. A state that accedes by an instrument of
its own is bound to the others by it.
"""


def _owed(instrument: Instrument) -> Duties:
    each = OBLIGATION_COLUMNS.values()
    return instrument.obligation, tuple(map(instrument.owes, each))


@attrs.frozen
class PairObligations:
    """What two states owe each other.

    Attributes:
        there: The days on which both possibly were states.
        unknown: Those of them that the record does not cover.
        in_force: What is in force for both, each with the days of that.
    """

    there: DaySet
    unknown: DaySet
    in_force: tuple[tuple[Duties, FuzzyDaySet], ...] = ()

    def cells(self, period: Span) -> dict[str, Any]:
        """The column `obligation`, and for each obligation whether it is in force.

        None if that is not known, or if they are not states.
        """
        if not self.there.clip(period):
            return dict(_NO_CELLS)
        answers = (
            (each, YearRule.ANY_DAY.within(days, period))
            for each, days in self.in_force
        )
        found = tuple(one for one in answers if one[1] is not Answer.NO)
        return dict(_cells(found, bool(self.unknown.clip(period))))

    def cells_on(self, day: date) -> Mapping[str, Any]:
        """The same for a day."""
        if day not in self.there:
            return _NO_CELLS
        answers = ((each, days.answer(day)) for each, days in self.in_force)
        found = tuple(one for one in answers if one[1] is not Answer.NO)
        return _cells(found, day in self.unknown)

    @property
    def changes(self) -> frozenset[date]:
        """The days on which any of this may change."""
        fuzzy = (s for _, days in self.in_force for s in (days.surely, days.possibly))
        sets = (self.there, self.unknown, *fuzzy)
        return frozenset(day for each in sets for day in each.toggles)


_NO_CELLS: Mapping[str, Any] = dict.fromkeys(["obligation", *OBLIGATION_COLUMNS])


@cache
def _cells(
    found: tuple[tuple[Duties, Answer], ...], unknown: bool
) -> Mapping[str, Any]:
    """The cells, of what certainly or possibly is in force on some day.

    Args:
        found: What is in force.
        unknown: Whether nothing is known of some of the days.
    """
    least = Answer.UNCERTAIN if unknown else Answer.NO
    by_level = ((level, answer) for (level, _), answer in found)
    cells: dict[str, Any] = {"obligation": _strongest([*by_level, (_LEVELS[0], least)])}
    for place, name in enumerate(OBLIGATION_COLUMNS):
        answers = {_if_owed(owed[place], answer) for (_, owed), answer in found}
        cells[name] = _NUMBERS[_most(answers | {least})]
    return cells


def _strongest(found: Sequence[tuple[Obligation | None, Answer]]) -> str | None:
    """The strongest obligation; `uncertain` if it is uncertain whether there is one so strong."""
    for level in _LEVELS:
        answer = _most({answer for each, answer in found if each is level})
        if answer is Answer.UNCERTAIN:
            return str(answer)
        if answer is Answer.YES:
            return str(level) if level else NOT_RECORDED
    return None


def _if_owed(owed: bool | None, answer: Answer) -> Answer:
    """Whether an obligation is in force, if an instrument is that may carry it."""
    return Answer.UNCERTAIN if owed is None else answer if owed else Answer.NO


def _most(answers: Collection[Answer]) -> Answer:
    """Whether any of some things is so."""
    order = Answer.YES, Answer.UNCERTAIN
    return next((each for each in order if each in answers), Answer.NO)


@attrs.frozen(eq=False, slots=False)
class ViewObligations:
    """What any two states, or numbers, owe each other.

    Attributes:
        view: An alliance, as a table asks it.
    """

    view: TableView

    def of(self, group: SubjectGroup) -> PairObligations:
        """What two of them owe each other; a state owes nothing to itself."""
        if len(set(group)) < len(group):
            return PairObligations(DaySet(), DaySet())
        there = self.view.series(*group).existence.possibly
        unknown = there - self.view.covered
        known = there - unknown
        both = ((each, days & known) for each, days in self._in_force(group))
        in_force = tuple(one for one in both if one[1].possibly)
        return PairObligations(there, unknown, in_force)

    def facts(self, subject: Subject) -> Iterator[Timeline[Any]]:
        """All that this depends on for one of a pair, day by day.

        Who suspended anything between two states has facts of its own.
        """
        bound = self._bound(subject)
        for owed in dict.fromkeys(self._owed.values()):
            days = bound.get(owed, _NONE)
            for each in (days.surely, days.possibly, *days.some_of):
                yield Timeline.of(each)
        own = (
            {state for state, _ in self._states_of(subject)} if self._suspended else ()
        )
        for two, by_instrument in self._suspended.items():
            if not two.isdisjoint(own):
                yield Timeline((), (subject,))
                for days in by_instrument.values():
                    yield Timeline.of(days.surely)
                    yield Timeline.of(days.possibly)

    def bound_days(self, state: State, instrument: Instrument) -> FuzzyDaySet:
        """The days on which a state is bound by an instrument.

        What ends a charter alone does not end the treaty beside it.
        """
        binds = self._binds
        acts = (
            act
            for act in self.view.alliance.view.acts_of(state)
            if act.kind not in binds.opens
            or (act.instrument or _NOT_NAMED) is instrument
        )
        return member_days(acts, attrs.evolve(binds, roles=instrument.roles))

    @cached_property
    def _binds(self) -> Definition:
        """The definition by which states are bound.

        A record without any entry into force, such as a data set, has members and no
        more: there a state owes what it joined by, on its days of membership.
        """
        events = self.view.alliance.record.events
        return _BOUND if any(map(_BOUND.may_begin, events)) else _JOINED

    def _in_force(self, group: SubjectGroup) -> Iterator[tuple[Duties, FuzzyDaySet]]:
        """What is in force for a group, with the days of that."""
        bound = [self._bound(subject) for subject in group]
        for owed in bound[0]:
            days = reduce(
                FuzzyDaySet.__and__, (each.get(owed, _NONE) for each in bound)
            )
            if days.possibly and self._suspended:
                days -= self._suspended_for(group, owed)
            if days.possibly:
                yield owed, days

    @cached_property
    def _owed(self) -> Mapping[Instrument, Duties]:
        """What each instrument obliges to."""
        instruments = self.view.alliance.record.instruments.values()
        return {each: _owed(each) for each in (*instruments, _NOT_NAMED)}

    @cached_property
    def _bound(self) -> Callable[[Subject], Mapping[Duties, FuzzyDaySet]]:
        opens, moves = self._binds.opens, self.view.alliance.view.moves
        opened = {act.instrument or _NOT_NAMED for act in moves if act.kind in opens}

        def bound(subject: Subject) -> Mapping[Duties, FuzzyDaySet]:
            found: dict[Duties, FuzzyDaySet] = {}
            for instrument in filter(opened.__contains__, self._owed):
                days_of = partial(self.bound_days, instrument=instrument)
                if (days := self.view.days_of(subject, days_of)).possibly:
                    owed = self._owed[instrument]
                    found[owed] = found.get(owed, _NONE) | days
            return found

        return cache(bound)

    @cached_property
    def _suspended(
        self,
    ) -> Mapping[frozenset[State], Mapping[Instrument | None, FuzzyDaySet]]:
        return suspended_obligations(self.view.alliance.view.moves)

    def _suspended_for(self, group: SubjectGroup, owed: Duties) -> FuzzyDaySet:
        """The days on which a group suspended what it owes."""
        days = _NONE
        for two in product(*(self._states_of(subject) for subject in group)):
            found = self._suspended.get(frozenset(state for state, _ in two), {})
            both = FuzzyDaySet(reduce(DaySet.__and__, (held for _, held in two)))
            for under, its in found.items():
                if under is None or self._owed[under] == owed:
                    days |= its & both
        return days

    def _states_of(self, subject: Subject) -> Iterator[tuple[State, DaySet]]:
        """The states that a row is about, each with the days on which it is."""
        if isinstance(subject, ListNumber):
            yield from ((holder.state, holder.days) for holder in subject.holders)
        else:
            yield from ((state, ~DaySet()) for state in self.view.followed(subject))


@lru_cache(maxsize=32)
def obligations_of(view: TableView) -> ViewObligations:
    """What any two owe each other; the same object for the next table or frame."""
    return ViewObligations(view)
