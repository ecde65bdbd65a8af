"""An interpretation: a view of a record under one definition of membership.

It gives the days on which each state was a member, and each state's status. The
answers in `csto_membership.answers` are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, Self

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.days.parsing import as_day
from csto_membership.errors import (
    BEYOND,
    check_choice,
    check_type,
    report_beyond,
)
from csto_membership.membership.act import Act
from csto_membership.membership.definition import DEFINITIONS, Definition, as_definition
from csto_membership.membership.replay import (
    applies,
    days_by_acts,
    existence,
    in_order,
    until_the_end,
    with_continued,
)
from csto_membership.membership.rival import Rival, opposed_days, rivals
from csto_membership.membership.spell import Spell, spells
from csto_membership.membership.status import BESIDE, BETWEEN, Status, status_days
from csto_membership.membership.view import Silence, View
from csto_membership.record import Event, Record, Source, State, StateSet

Beyond = Literal["warn", "raise", "ignore"]
SilenceName = Silence | Literal["perhaps", "no"]
_NEVER = FuzzyDaySet()


@attrs.frozen(slots=False, repr=False)
class Interpretation:
    """A view of a record under one definition of membership.

    `under`, `as_known_on`, `according_to` and `preferring` return a new object. They can
    be chained in any order; if one is used twice, the second call replaces the first.

    Attributes:
        view: The record, and which of its claims count.
        definition: The definition of membership.
    """

    view: View
    definition: Definition

    def under(self, definition: str | Definition) -> Self:
        """The same alliance under another definition of membership.

        Args:
            definition: `joined`, `party`, `organization`, `active`, or a `Definition`.

        Raises:
            UnknownDefinitionError: No definition has the name.

        Examples:
            >>> import csto_membership as cm
            >>> active = cm.load("csto").under("active")
            >>> active.was_member("Armenia", "2025-01-01")
            <Answer.NO: 'no'>
        """
        return self._made(self.view, as_definition(definition))

    def as_known_on(self, day: date | str) -> Self:
        """The same alliance, with what was publicly known by the end of a day.

        Examples:
            >>> import csto_membership as cm
            >>> then = cm.load("csto").as_known_on("1999-03-01")  # nobody had extended yet
            >>> then.members_on("1999-05-01", beyond="ignore").names
            ()
        """
        return self._with(known=as_day(day))

    def according_to(
        self, *sources: str | Source, silence: SilenceName = Silence.PERHAPS
    ) -> Self:
        """The same alliance, according to these sources only.

        Args:
            sources: Ids of sources, or `Source`s.
            silence: What it means if they do not mention an act: `perhaps` it
                happened, on or after the earliest day that any source gives, or `no`.

        Raises:
            UnknownSourceError: The record cites no such source.
            UnknownNameError: `silence` is neither `perhaps` nor `no`.

        Examples:
            >>> import csto_membership as cm
            >>> alone = cm.load("csto").according_to("onkz", silence="no")
            >>> alone.was_member("Armenia", "1999-01-01")
            <Answer.NO: 'no'>
        """
        check_choice(silence, Silence, "silence")
        return self._with(sources=self._cited(sources), silence=Silence(silence))

    def preferring(self, *sources: str | Source) -> Self:
        """The same alliance, with these sources first and then the rest of the record.

        Raises:
            UnknownSourceError: The record cites no such source.

        Examples:
            >>> import csto_membership as cm
            >>> rival = cm.load("csto").preferring("lat-1992")
            >>> rival.members_on("1992-05-15").alpha_2
            ('AM', 'KZ', 'RU', 'TJ', 'TM', 'UZ')
        """
        return self._with(preferred=self._cited(sources))

    # -- the record -------------------------------------------------------

    @property
    def record(self) -> Record:
        """The record."""
        return self.view.record

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that the record cites, by id."""
        return self.record.sources

    @property
    def complete_until(self) -> date:
        """The last day for which the record is complete."""
        return self.record.complete_until

    @property
    def checked(self) -> date | None:
        """The day on which later acts were last looked for; None if not known.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").checked)
            2026-11-30
        """
        return self.record.checked

    @property
    def horizon(self) -> date:
        """The last day that this view covers."""
        return self.view.horizon

    @property
    def silent_on(self) -> tuple[Event, ...]:
        """The acts that count under the definition and that no chosen source mentions.

        Examples:
            >>> import csto_membership as cm
            >>> by_gibler = cm.load("csto").according_to("gibler")
            >>> print(*by_gibler.silent_on[-2:], sep="; ")
            Uzbekistan's note asks for suspension; the Council suspends Uzbekistan's membership
        """
        return tuple(
            event
            for event in self.record.events
            if self.definition.may_count(event) and self.view.is_silent_on(event)
        )

    def definitions(self) -> tuple[Definition, ...]:
        """The standard definitions.

        Examples:
            >>> import csto_membership as cm
            >>> print(*(each.name for each in cm.load("csto").definitions()))
            joined party organization active
        """
        return DEFINITIONS

    def name_on(self, day: date | str) -> str | None:
        """What the alliance was called on a day; None before it had a name.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.name_on("2002-10-06")
            'Collective Security Treaty (CST)'
            >>> csto.name_on("2002-10-07")
            'Collective Security Treaty Organization (CSTO)'
        """
        name = self.record.name_on(as_day(day))
        return None if name is None else str(name)

    # -- days of membership -----------------------------------------------

    @cached_property
    def days_by_state(self) -> Mapping[State, FuzzyDaySet]:
        """The days on which each state that the record names was a member."""
        acts = {state: self.view.acts_of(state) for state in self.record.parties}
        return days_by_acts(acts, self.definition)

    def member_days_of(
        self, state: str | State, *, continuity: bool = False
    ) -> FuzzyDaySet:
        """The days on which a state was certainly, and possibly, a member.

        `Alliance.days_of` also warns if another state may be meant.

        Args:
            state: The state.
            continuity: Whether to add, for the time before it was a state, the days of
                the states that it continues.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").member_days_of(cm.state("Georgia")))
            1993-12-09 to 1999-04-20
        """
        found = self._found(state)
        if continuity:
            return with_continued(found, self.days_by_state, self.record.states)
        return self.days_by_state.get(found, _NEVER)

    def spells_of(self, state: str | State) -> tuple[Spell, ...]:
        """The spells of a state, with the acts that opened and closed them.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.spells_of("UZ")
            (<Spell 1992-05-15 to 1999-04-20>, <Spell 2006-08-16 to 2012-12-18>)
        """
        return self._spells(self._found(state))

    @cached_property
    def _spells(self) -> Callable[[State], tuple[Spell, ...]]:
        def spells_of(state: State) -> tuple[Spell, ...]:
            acts = self.counted_acts(state)
            return spells(self.member_days_of(state), acts, self.definition)

        return cache(spells_of)

    def counted_acts(self, state: str | State) -> tuple[Act, ...]:
        """The acts of a state that the definition counts, in order of effect.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto").under("party")
            >>> [act.event.id for act in csto.counted_acts("GE")]
            ['cst-in-force', 'first-term-expires']
        """
        return tuple(in_order(self.view.acts_of(self._found(state)), self.definition))

    @cached_property
    def applies(self) -> DaySet:
        """The days on which the definition applies.

        A definition by the charter applies once the organisation exists.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.applies, csto.under("organization").applies, sep="; ")
            always; since 2003-09-18
        """
        return applies(self.definition, self.days_by_state)

    @cached_property
    def existence(self) -> DaySet:
        """All days from the first on which any state was possibly a member.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.existence, csto.under("organization").existence, sep="; ")
            since 1992-05-15; since 2003-09-18
        """
        return existence(self.days_by_state)

    @cached_property
    def first_change(self) -> date:
        """The first day on which the answer for any state changes; date.max if none.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").under("party").first_change
            datetime.date(1994, 4, 20)
        """
        sets = (
            each for d in self.days_by_state.values() for each in (d.surely, d.possibly)
        )
        changes = (day for each in sets for day in each.toggles if day > date.min)
        return min(changes, default=date.max)

    # -- status -----------------------------------------------------------

    def status_on(self, state: str | State, day: date) -> Status:
        """The status of a state on a day.

        A status such as suspended or observer comes first, then whether it was a member,
        then whether it was a state. So a state that an act makes a member is one,
        whatever the lists of states say.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.status_on("UZ", date(2013, 1, 1)).value
            'suspended'
        """
        state = self._found(state)
        for status, held in self._special_days(state).items():
            if day in held.surely:
                return status
        days = self.member_days_of(state)
        if (answer := days.answer(day)) is not Answer.NO:
            return Status.MEMBER if answer.surely else Status.UNCERTAIN
        return self._status_of_no_member(state, day)

    def _status_of_no_member(self, state: State, day: date) -> Status:
        if not state.existed_on(day):
            return Status.NO_STATE
        if not self._body_existed_on(day):
            return Status.NO_BODY
        special = self._special_days(state).items()
        if any(day in days.possibly for status, days in special if status in BESIDE):
            return Status.UNCERTAIN
        if not (days := self.member_days_of(state).possibly):
            return Status.NEVER
        began = days.toggles[0] < day
        return Status.FORMER if began else Status.NOT_YET

    def days_with_status(self, state: str | State, status: Status) -> DaySet:
        """The days on which a state certainly had a special status, such as suspended.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.days_with_status("UZB", cm.Status.SUSPENDED))
            since 2012-12-19
        """
        check_choice(status, BETWEEN, "special status")
        return self._special_days(self._found(state)).get(Status(status), _NEVER).surely

    def days_by_status(self, state: str | State) -> Mapping[Status, FuzzyDaySet]:
        """The special statuses that a state may have had, with their days.

        Examples:
            >>> import csto_membership as cm
            >>> found = cm.load("anzus").days_by_status("New Zealand")
            >>> [(status.value, str(days)) for status, days in found.items()]
            [('suspended', 'uncertain: since 1986-08-11')]
        """
        return self._special_days(self._found(state))

    @cached_property
    def _special_days(self) -> Callable[[State], Mapping[Status, FuzzyDaySet]]:
        """Gives the special statuses that a state may have had, with their days."""

        def special_days(state: State) -> Mapping[Status, FuzzyDaySet]:
            acts = self.view.acts_of(state)
            found = {s: status_days(acts, s) for s in (BETWEEN if acts else ())}
            for status in BESIDE:
                if status in found and found[status].possibly:
                    found[status] &= self._until_the_end
            return {status: days for status, days in found.items() if days.possibly}

        return cache(special_days)

    @cached_property
    def _until_the_end(self) -> DaySet:
        """The days until the body ended: nobody observes one that is gone."""
        body, joined = self.under("organization"), self.under("joined")
        has_body = any(days.possibly for days in body.days_by_state.values())
        return until_the_end((body if has_body else joined).days_by_state.values())

    def change_days_of(self, state: str | State) -> frozenset[date]:
        """The days on which the answer for a state, or its status, may change.

        Between two of these days both stay the same.

        Examples:
            >>> import csto_membership as cm
            >>> print(*sorted(cm.load("cis").change_days_of("Ukraine")), sep=", ")
            1991-12-01, 1991-12-08, 1994-01-22, 2018-05-19
        """
        found = self._found(state)
        days = self.member_days_of(found)
        sets = [
            days.surely,
            days.possibly,
            self.applies,
            self.under("joined").existence,
        ]
        for status, special in self._special_days(found).items():
            sets += [special.surely, *[special.possibly][: status in BESIDE]]
        if found.existence is not None:
            sets.append(found.existence.possibly)
        changes = {day for each in sets for day in each.toggles}
        return frozenset(changes | {self.record.founded or date.min})

    def _body_existed_on(self, day: date) -> bool:
        if self.record.founded:
            return day >= self.record.founded
        return day in self.applies and day in self.under("joined").existence

    # -- other definitions, other claims ----------------------------------

    @cached_property
    def other_definitions(self) -> tuple[Self, ...]:
        """This alliance under each of the other standard definitions that can differ.

        A definition that no act of the record can make anybody a member by is left out.

        Examples:
            >>> import csto_membership as cm
            >>> for other in cm.load("csto").other_definitions:
            ...     print(other.definition.name, other.was_member("UZ", "2013-01-01"))
            party uncertain
            organization no
            active no
        """
        others = (d for d in DEFINITIONS if d.name != self.definition.name)
        events = self.record.events
        return tuple(self.under(d) for d in others if any(map(d.may_begin, events)))

    @cached_property
    def rivals(self) -> tuple[Rival, ...]:
        """Each claim that is set aside or undecided, with the days if it were true.

        Claims that would change nothing and plain misprints are left out.

        Examples:
            >>> import csto_membership as cm
            >>> for rival in cm.load("csto").rivals:
            ...     if rival.event.id == "ge-signs":
            ...         print(rival.claim.on, *rival.days)
            1993-09-09 Georgia
        """
        return rivals(self.view, self.definition, self.days_by_state)

    def opposed_by_definition(self, within: DaySet) -> dict[State, DaySet]:
        """The days on which another definition gives the opposite answer.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").opposed_by_definition(cm.DaySet.parse("2006/2007"))
            {<State UZ Uzbekistan>: DaySet.parse('2006-08-16/2007-12-31')}
        """
        return _inside(self._opposed_by_definition, within)

    def opposed_by_rival(self, within: DaySet) -> dict[State, DaySet]:
        """The days on which some claim, if it were true, gives the opposite answer.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").opposed_by_rival(cm.DaySet.parse("2006/2007"))
            {<State UZ Uzbekistan>: DaySet.parse('2006-06-23/2007-12-31')}
        """
        return _inside(self._opposed_by_rival, within)

    @cached_property
    def _opposed_by_definition(self) -> dict[State, DaySet]:
        others = (
            (other.days_by_state, other.applies) for other in self.other_definitions
        )
        return opposed_days((self.days_by_state, ~DaySet()), others)

    @cached_property
    def _opposed_by_rival(self) -> dict[State, DaySet]:
        others = ((rival.days, rival.applies) for rival in self.rivals)
        return opposed_days((self.days_by_state, ~DaySet()), others)

    # -- inner ------------------------------------------------------------

    def listed(self, states: Iterable[State]) -> StateSet:
        """Some states, in order of name.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> left = csto.members_on("1999-04-20") - csto.members_on("1999-04-21")
            >>> csto.listed(left).alpha_3
            ('AZE', 'GEO', 'UZB')
        """
        check_type(states, Iterable)
        chosen = frozenset(states)
        ordered = tuple(s for s in self.record.parties if s in chosen)
        return StateSet(ordered, self.record.states)

    def __getstate__(self) -> dict[str, Any]:
        # Cached results are not pickled; they are computed again when needed.
        return {"view": self.view, "definition": self.definition}

    # The same object for the same choice, so that a loop reuses its cached results.
    @classmethod
    @lru_cache(maxsize=64)
    def _made(cls, view: View, definition: Definition) -> Self:
        return cls(view, definition)

    def _with(self, **choice: Any) -> Self:
        return self._made(attrs.evolve(self.view, **choice), self.definition)

    def _found(self, state: str | State) -> State:
        return self.record.states.find(state)

    def _cited(self, sources: Iterable[str | Source]) -> frozenset[str]:
        """The ids of sources, which the record must cite."""
        ids = [s.id if isinstance(s, Source) else s for s in sources]
        for each in ids:
            check_type(each, str, "pass an id, such as those in `alliance.sources`")
        return frozenset(self.sources[each].id for each in ids)

    def _report_beyond(self, day: date | None, beyond: Beyond) -> None:
        """Warn or raise, as `beyond` says, if this view does not cover the day.

        None means a period without an end.
        """
        if beyond not in BEYOND or day is None or day > self.horizon:
            what = f"{day} is" if day else "a period without an end goes on"
            report_beyond(
                f"{what} after {self.horizon}, the last day "
                f"that this view of the {self.record.id} record covers; later acts are "
                "not in the answer",
                beyond,
                f"a day asked for is after the last day that this view of the "
                f"{self.record.id} record covers, its `horizon`; later acts are not in "
                "the answer",
            )


def _inside(days: Mapping[State, DaySet], within: DaySet) -> dict[State, DaySet]:
    inside = {state: its & within for state, its in days.items()}
    return {state: its for state, its in inside.items() if its}
