"""The answer to the question: who was a member on a day, or during a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.answers import account, plain
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span
from csto_membership.errors import UncertainError
from csto_membership.membership.difference import Difference
from csto_membership.record import Claim, State, StateSet

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.record.citation import Citation

__all__ = ["Members", "MembersDuring"]


@attrs.frozen(slots=False, eq=False, repr=False)
class Members(StateSet):
    """The members on a day: an ordered set of states, which prints as an answer.

    Iteration, `len` and the set operations are over the states that are surely
    members. `"UZ" in members` takes any name of a state, and raises where the answer
    is uncertain.

    Attributes:
        states: The states that are surely members, in order of name.
        alliance: The alliance, definition and view asked.
        day: The day; None where the members are those of many days.
        uncertain: The states that may be members.
        suspended: The states that the organisation has suspended.

    Raises:
        UncertainError: `in` was asked of a state of which it is uncertain.
        UnknownStateError: `in` was asked of a name that no state has.

    Examples:
        >>> import csto_membership as cm
        >>> members = cm.members_on("2013-01-01")
        >>> "UZ" in members, len(members), members.suspended.names
        (False, 6, ('Uzbekistan',))
        >>> sorted(map(str, cm.members_on("1999-04-20") - members))
        ['Azerbaijan', 'Georgia', 'Uzbekistan']
    """

    alliance: Alliance
    day: date | None
    uncertain: StateSet
    suspended: StateSet

    def on(self, day: date) -> Members:
        """The same members, as the answer about one day."""
        return Members(
            self.states,
            self.known,
            self.alliance,
            day,
            self.uncertain,
            self.suspended,
        )

    def answer(self, state: str | State) -> Answer:
        """Whether a state is a member: yes, no or uncertain."""
        found = self.known.find(state)
        sure = found in self.states
        return Answer.of(surely=sure, possibly=sure or found in self.uncertain)

    def __contains__(self, state: object) -> bool:
        answer = self.answer(state)  # type: ignore[arg-type]
        if answer is Answer.UNCERTAIN:
            msg = (
                f"whether {state} is a member is uncertain; look in members.uncertain, "
                f"or ask members.answer({str(state)!r})"
            )
            raise UncertainError(msg)
        return answer.surely

    @property
    def possibly(self) -> frozenset[State]:
        """The states that are members, surely or perhaps."""
        return frozenset((*self.states, *self.uncertain))

    # -- the two lines ----------------------------------------------------

    @property
    def depends_on_definition(self) -> bool:
        """Whether a state is surely in by one definition and surely out by another."""
        return bool(self.alliance.opposed_by_definition(self._days))

    @property
    def disputed(self) -> bool:
        """Whether some claim, if followed, turns a sure yes into a sure no, or back."""
        return bool(self.alliance.opposed_by_rival(self._days))

    @cached_property
    def by_definition(self) -> tuple[tuple[str, Difference], ...]:
        """The standard definitions that answer otherwise, by name, and how.

        Examples:
            >>> import csto_membership as cm
            >>> for name, difference in cm.members_on("2007-01-01").by_definition:
            ...     print(name, *difference.leaves_out)
            party Uzbekistan
        """
        return tuple(
            (other.definition.name, difference)
            for other in self.alliance.other_definitions
            if self._days <= other.applies
            and (difference := self._difference(other.days_by_state))
        )

    @cached_property
    def by_rival(self) -> tuple[tuple[Claim, Difference], ...]:
        """The rival claims that would change the answer if they were so, and how.

        Examples:
            >>> import csto_membership as cm
            >>> for claim, difference in cm.members_on("2007-01-01").by_rival:
            ...     print(claim, *difference.leaves_out)
            <Claim 2008-03-28 by narod> Uzbekistan
            <Claim 2008 by histdict> Uzbekistan
        """
        return tuple(
            (rival.claim, difference)
            for rival in self.alliance.rivals
            if (difference := self._difference(rival.days))
        )

    @property
    def _days(self) -> DaySet:
        return DaySet() if self.day is None else DaySet.of(self.day)

    def _difference(self, others: Mapping[State, FuzzyDaySet]) -> Difference:
        if self.day is None:
            return Difference()
        theirs = {state: days.answer(self.day) for state, days in others.items()}
        return Difference.between({s: self.answer(s) for s in theirs}, theirs)

    # -- showing ----------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Members):
            return (self.states, self.uncertain.states, self.suspended.states) == (
                other.states,
                other.uncertain.states,
                other.suspended.states,
            )
        return bool(super().__eq__(other))

    __hash__ = StateSet.__hash__

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON."""
        return plain.members(self)

    def cite(self) -> Citation:
        """The answer as a citation, with the sources from which it follows.

        Raises:
            InvalidDayError: These are the members of many days, and not of one.
        """
        from csto_membership.answers.citation import of_answer  # noqa: PLC0415

        return of_answer(self)

    def __str__(self) -> str:
        return account.of_members(self)

    def _repr_html_(self) -> str:
        from csto_membership.answers.account_html import of_members  # noqa: PLC0415

        return of_members(self)

    def __repr__(self) -> str:
        when = "" if self.day is None else f" on {self.day}"
        return f"<Members{when}: {', '.join(self.names) or 'none'}>"


@attrs.frozen(repr=False)
class MembersDuring:
    """Who was a member during a period.

    Attributes:
        period: The period.
        throughout: The members on every day of it; uncertain where a day is.
        sometime: The members on some day of it.

    Examples:
        >>> import csto_membership as cm
        >>> years = cm.load("csto").under("party").members_during("2007/2012")
        >>> "KZ" in years.throughout, years.sometime.uncertain.names
        (True, ('Uzbekistan',))
    """

    period: Span
    throughout: Members
    sometime: Members

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON."""
        return plain.during(self)

    def __str__(self) -> str:
        return account.of_during(self)

    def __repr__(self) -> str:
        return f"<MembersDuring {self.period}: {len(self.throughout)} throughout>"
