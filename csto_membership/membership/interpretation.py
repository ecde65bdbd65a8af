"""Choosing what is looked at: under which definition, and according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal, Self

import attrs

from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.days.parsing import as_day
from csto_membership.errors import (
    BEYOND,
    UnknownSourceError,
    check_choice,
    report_beyond,
)
from csto_membership.membership.definition import DEFINITIONS, Definition, as_definition
from csto_membership.membership.difference import opposed_days
from csto_membership.membership.replay import applies, existence, member_days
from csto_membership.membership.rival import Rival, rivals
from csto_membership.membership.view import Silence, View
from csto_membership.record import Record, Source, State, StateSet

__all__ = ["Beyond", "Narrowable"]

Beyond = Literal["warn", "raise", "ignore"]


@attrs.frozen(slots=False, repr=False)
class Narrowable:
    """A view of a record under one definition, from which narrower ones are made.

    Narrowings give another object and change nothing. They chain in any order with
    one meaning; the same narrowing twice replaces the first.
    """

    view: View
    definition: Definition

    def under(self, definition: str | Definition) -> Self:
        """The same alliance under another definition of membership.

        Args:
            definition: `joined`, `party`, `organization`, `active`, or a `Definition`.

        Raises:
            UnknownDefinitionError: No definition has the name.
        """
        return self._made(self.view, as_definition(definition))

    def as_known_on(self, day: date | str) -> Self:
        """The same alliance, with what was publicly known by the end of a day."""
        return self._looking(known=as_day(day))

    def according_to(
        self, *sources: str | Source, silence: str = Silence.PERHAPS
    ) -> Self:
        """The same alliance, told by these sources only.

        Args:
            sources: Ids of sources, or `Source`s.
            silence: What it means that they do not speak of an act: `perhaps` it
                happened, on or after the earliest day that anyone gives, or `no`.

        Raises:
            UnknownSourceError: The record cites no such source.
            UnknownNameError: `silence` is neither `perhaps` nor `no`.
        """
        check_choice(silence, Silence, "silence")
        return self._looking(sources=self._cited(sources), silence=Silence(silence))

    def preferring(self, *sources: str | Source) -> Self:
        """The same alliance, with these sources where they speak, the record elsewhere.

        Raises:
            UnknownSourceError: The record cites no such source.
        """
        return self._looking(preferred=self._cited(sources))

    # -- what is looked at ------------------------------------------------

    @property
    def record(self) -> Record:
        """The record that is looked at."""
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
    def horizon(self) -> date:
        """The last day that this view covers."""
        return self.view.horizon

    def definitions(self) -> tuple[Definition, ...]:
        """The standard definitions."""
        return DEFINITIONS

    # -- what if ----------------------------------------------------------

    @cached_property
    def other_definitions(self) -> tuple[Self, ...]:
        """The same under each standard definition but its own.

        Examples:
            >>> import csto_membership as cm
            >>> for other in cm.load("csto").other_definitions:
            ...     print(other.definition.name, other.was_member("UZ", "2013-01-01"))
            party uncertain
            organization no
            active no
        """
        return tuple(
            self.under(r) for r in DEFINITIONS if r.name != self.definition.name
        )

    @cached_property
    def rivals(self) -> tuple[Rival, ...]:
        """Each claim that is set aside or undecided, and what if it were so.

        Those that would change nothing and plain misprints are left out.

        Examples:
            >>> import csto_membership as cm
            >>> rivals = cm.load("csto").rivals
            >>> for rival in rivals:
            ...     if rival.event.id == "ge-signs":
            ...         print(rival.claim.on, *rival.days)
            1993-09-09 Georgia
        """
        return rivals(self.view, self.definition, self.days_by_state)

    @cached_property
    def applies(self) -> DaySet:
        """The days on which the definition has something to ask about.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.applies, csto.under("organization").applies, sep="; ")
            always; since 2003-09-18
        """
        return applies(self.definition, self.days_by_state)

    @cached_property
    def existence(self) -> DaySet:
        """The days from the first on which any state may have been a member.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.existence)
            since 1992-05-15
            >>> print(csto.under("organization").existence)
            since 2003-09-18
        """
        return existence(self.days_by_state)

    @cached_property
    def days_by_state(self) -> Mapping[State, FuzzyDaySet]:
        """The days on which each state that the record names was a member."""
        return {
            state: member_days(self.view.acts_of(state), self.definition)
            for state in self.record.parties
        }

    def opposed_by_definition(self, within: DaySet) -> dict[State, DaySet]:
        """The days on which another definition answers the opposite.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.opposed_by_definition(cm.DaySet.parse("2006/2007"))
            {<State UZ Uzbekistan>: DaySet.parse('2006-08-16/2007-12-31')}
        """
        others = ((o.days_by_state, o.applies & within) for o in self.other_definitions)
        return opposed_days((self.days_by_state, within), others)

    def opposed_by_rival(self, within: DaySet) -> dict[State, DaySet]:
        """The days on which some claim, if followed, turns the answer round.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.opposed_by_rival(cm.DaySet.parse("2006/2007"))
            {<State UZ Uzbekistan>: DaySet.parse('2006-06-23/2007-12-31')}
        """
        others = ((rival.days, rival.applies & within) for rival in self.rivals)
        return opposed_days((self.days_by_state, within), others)

    # -- inner ------------------------------------------------------------

    def __getstate__(self) -> dict[str, Any]:
        # What was computed and kept is computed again elsewhere.
        return {"view": self.view, "definition": self.definition}

    # Who narrows in a loop gets the same alliance, with what was computed of it.
    @classmethod
    @lru_cache(maxsize=64)
    def _made(cls, view: View, definition: Definition) -> Self:
        return cls(view, definition)

    def _looking(self, **narrowing: Any) -> Self:
        view = attrs.evolve(self.view, **narrowing)
        return self._made(view, self.definition)

    def _cited(self, sources: Iterable[str | Source]) -> frozenset[str]:
        """The ids of some sources, if the record cites them.

        Raises:
            UnknownSourceError: The record cites no such source.
        """
        ids = [s.id if isinstance(s, Source) else s for s in sources]
        for each in ids:
            if not isinstance(each, str) or each not in self.sources:
                hint = "alliance.sources lists those that are cited"
                raise UnknownSourceError(str(each), self.sources, hint=hint)
        return frozenset(ids)

    def listed(self, states: Iterable[State]) -> StateSet:
        """Some states, in order of name.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> left = csto.members_on("1999-04-20") - csto.members_on("1999-04-21")
            >>> csto.listed(left).alpha_3
            ('AZE', 'GEO', 'UZB')
        """
        chosen = frozenset(states)
        ordered = tuple(s for s in self.record.parties if s in chosen)
        return StateSet(ordered, self.record.states)

    def _report_beyond(self, day: date | None, beyond: Beyond) -> None:
        """Tell, as asked, of a day that this view does not cover; None is for ever."""
        if beyond not in BEYOND or day is None or day > self.horizon:
            report_beyond(
                f"{day or 'an endless period'} lies beyond {self.horizon}, the last day "
                f"that this view of the {self.record.id} record covers; later acts are "
                "not in the answer",
                beyond,
            )
