"""Questions about several alliances at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs

from csto_membership.alliance import Alliance
from csto_membership.answers.report import (
    Answered,
    Item,
    Report,
    ReportTable,
    Section,
    as_plain,
)
from csto_membership.answers.wording import member_since, names
from csto_membership.catalogue import as_alliance, available
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.days.parsing import as_day
from csto_membership.errors import EmptyError, UnknownNameError, UnknownStateError
from csto_membership.membership import shipped
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.status import Status
from csto_membership.record import State
from csto_membership.record.instrument import Obligation

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart
    from csto_membership.days.span import Period

__all__ = [
    "Membership",
    "Memberships",
    "SharedMembership",
    "SharedMemberships",
    "chart",
    "memberships_of",
    "overlap",
    "shared_memberships",
]

_OUTSIDE = {
    Status.NOT_YET,
    Status.FORMER,
    Status.NEVER,
    Status.NO_BODY,
    Status.NO_STATE,
}


_Each = TypeVar("_Each", "Membership", "SharedMembership")


class _ForEach(Answered, Sequence[_Each]):
    """What is said of each of several alliances: a sequence that prints."""

    __slots__ = ()
    each: tuple[_Each, ...]

    @overload
    def __getitem__(self, place: int) -> _Each: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[_Each, ...]: ...
    def __getitem__(self, place: int | slice) -> _Each | tuple[_Each, ...]:
        return self.each[place]

    def __len__(self) -> int:
        return len(self.each)

    def __repr__(self) -> str:
        return str(self)


@attrs.frozen
class Membership:
    """What one state is to one alliance on one day.

    Attributes:
        alliance: The alliance, under the definition by which it was asked.
        state: The state.
        day: The day.
        answer: Whether it is a member.
        status: The same in more words than yes and no.

    Examples:
        >>> import csto_membership as cm
        >>> csto, nato = cm.memberships_of("Armenia", "2025-01-01", "csto", "nato")
        >>> csto.answer, csto.status.value, csto.obligation.value
        (<Answer.YES: 'yes'>, 'halted', 'defence')
        >>> nato.answer, nato.status.value
        (<Answer.NO: 'no'>, 'never')
    """

    alliance: Alliance
    state: State
    day: date
    answer: Answer
    status: Status

    @property
    def obligation(self) -> Obligation | None:
        """What the members of the alliance owe one another; None if not recorded."""
        return self.alliance.record.obligation

    @property
    def in_words(self) -> str:
        """Its status, with whether it is a member where the status leaves that open.

        Examples:
            >>> import csto_membership as cm
            >>> [each.in_words for each in cm.memberships_of("Armenia", "2025-01-01", "csto", "sco")]
            ['member, halted', 'partner']
            >>> [each.in_words for each in cm.memberships_of("Uzbekistan", "2013-01-01", "csto")]
            ['suspended']
        """
        counted = self.answer.surely and self.status is not Status.MEMBER
        return f"member, {self.status.value}" if counted else self.status.value

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "alliance": self.alliance.record.id,
            "definition": self.alliance.definition.name,
            "answer": self.answer.value,
            "status": self.status.value,
            "obligation": self.obligation and self.obligation.value,
        }


@attrs.frozen(repr=False)
class Memberships(_ForEach[Membership]):
    """What one state is to several alliances on one day: a sequence that prints.

    Attributes:
        state: The state.
        day: The day.
        each: One for each alliance, in the order in which they were asked.

    Examples:
        >>> import csto_membership as cm
        >>> told = cm.memberships_of("Ukraine", "2005-01-01", "cis", "csto", "guam")
        >>> told
        Ukraine on 2005-01-01
          CIS    founding state only                    consultation
          GUUAM  member               since 1997-10-10  obligation not recorded
        Not in: CSTO (never).
        Each by its own definition of a member; last, what its members owe one another.
        >>> len(told), told[0].status.value
        (3, 'founding state only')
    """

    state: State
    day: date
    each: tuple[Membership, ...]

    def _report(self) -> Report:
        inside = [each for each in self.each if each.status not in _OUTSIDE]
        rows = tuple(
            (
                _name(each.alliance, self.day),
                each.in_words,
                member_since(each.alliance, self.state, self.day),
                _owed(each.obligation),
            )
            for each in inside
        )
        outside = [
            f"{_name(each.alliance, self.day)} ({each.status.value})"
            for each in self.each
            if each not in inside
        ]
        lines = [f"Not in: {', '.join(outside)}."] if outside else []
        lines.append(
            "Each by its own definition of a member; last, what its members owe one another."
        )
        return Report(
            lead=(f"{self.state} on {self.day}",),
            body=(ReportTable(rows), Section(tuple(map(Item, lines)), indent=0)),
            values={
                "day": self.day,
                "state": self.state,
                "memberships": [each.as_dict() for each in self.each],
            },
        )


@attrs.frozen
class SharedMembership:
    """The days on which some states were members of one alliance together.

    Attributes:
        alliance: The alliance, under the definition by which it was asked.
        days: The days.

    Examples:
        >>> import csto_membership as cm
        >>> shared, = cm.shared_memberships("Kazakhstan", "Kyrgyzstan", among=["eaeu"])
        >>> print(shared.days)
        since 2015-08-12; uncertain: 2015-08-06 to 2015-08-11
        >>> shared.obligation.value
        'none'
    """

    alliance: Alliance
    days: FuzzyDaySet

    @property
    def obligation(self) -> Obligation | None:
        """What the members of the alliance owe one another; None if not recorded."""
        return self.alliance.record.obligation

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "alliance": self.alliance.record.id,
            "definition": self.alliance.definition.name,
            **as_plain(self.days),
            "obligation": self.obligation and self.obligation.value,
        }


@attrs.frozen(repr=False)
class SharedMemberships(_ForEach[SharedMembership]):
    """The alliances in which some states were together: a sequence that prints.

    Attributes:
        states: The states.
        each: One for each alliance in which they were, or may have been, together.

    Examples:
        >>> import csto_membership as cm
        >>> cm.shared_memberships("Armenia", "Azerbaijan", among=["cis", "csto", "guam"])
        Armenia and Azerbaijan together in
          CIS              since 1994-03-16          consultation
          CST, later CSTO  1993-09-24 to 1999-04-20  defence
    """

    states: tuple[State, ...]
    each: tuple[SharedMembership, ...]

    @property
    def days(self) -> FuzzyDaySet:
        """The days on which they were together in at least one of the alliances."""
        return reduce(
            FuzzyDaySet.__or__, (s.days for s in self.each), FuzzyDaySet(DaySet())
        )

    def owing(self, *obligations: Obligation | str) -> SharedMemberships:
        """Those of them whose members owe one another one of these.

        Args:
            obligations: Of `defence`, `consultation`, `non-aggression` and `none`.

        Raises:
            UnknownNameError: There is none of this name.
        """
        known = [each.value for each in Obligation]
        for asked in obligations:
            if asked not in known:
                hint = f"take one of {', '.join(known)}"
                raise UnknownNameError(str(asked), known, hint=hint, what="obligation")
        kept = tuple(each for each in self.each if each.obligation in obligations)
        return SharedMemberships(self.states, kept)

    def _report(self) -> Report:
        who = " and ".join(map(str, self.states))
        rows = tuple(
            (names(e.alliance), str(e.days), _owed(e.obligation)) for e in self.each
        )
        none = f"{who} were together in none of these alliances."
        return Report(
            lead=(f"{who} together in" if rows else none,),
            body=(ReportTable(rows),),
            values={
                "states": self.states,
                "shared": [each.as_dict() for each in self.each],
            },
        )


def memberships_of(
    state: str | State,
    day: date | str,
    *alliances: str | Alliance,
    beyond: Beyond = "warn",
) -> Memberships:
    """What a state is to each of several alliances on a day.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliances: Names of shipped alliances, or alliances under any definition and view;
            all that are shipped, each under its own definition, unless told.
        beyond: What to do where the day lies after the last day that one of them covers.

    Raises:
        UnknownStateError: No state has the name.
        InvalidDayError: The text names no single day.
        UnknownAllianceError: No alliance of a name is shipped.

    Examples:
        >>> found = memberships_of("Turkey", "2000-01-01")
        >>> [each.alliance.record.id for each in found if each.answer.surely]
        ['nato']
    """
    asked = _alliances(alliances or available())
    found, when = _state(state, asked), as_day(day)
    return Memberships(
        found,
        when,
        tuple(
            Membership(
                alliance,
                found,
                when,
                alliance.was_member(found, when, beyond=beyond),
                alliance.status(found, when, beyond="ignore"),
            )
            for alliance in asked
        ),
    )


def shared_memberships(
    *states: str | State, among: Iterable[str | Alliance] = ()
) -> SharedMemberships:
    """The alliances in which states were together, with the days and the obligation.

    Most bodies that are called alliances oblige nobody to defend anybody, so what the
    members of each owe one another stands beside its days.

    Args:
        states: Two states or more, by name or ISO 3166-1 code.
        among: Names of shipped alliances, or alliances under any definition and view; all
            that are shipped, each under its own definition, unless told.

    Raises:
        EmptyError: There are fewer than two states.
        UnknownStateError: No state has a name.
        UnknownAllianceError: No alliance of a name is shipped.

    Examples:
        >>> shared = shared_memberships("AZE", "ARM", among=["csto"])
        >>> print(shared[0].days, shared[0].obligation.value)
        1993-09-24 to 1999-04-20 defence
    """
    if len(states) < 2:  # noqa: PLR2004 - it takes two to be together
        msg = "name two states or more: shared_memberships('ARM', 'RUS')"
        raise EmptyError(msg)
    asked = _alliances(tuple(among) or available())
    found = tuple(_state(state, asked) for state in states)
    together = (SharedMembership(each, each.together(*found)) for each in asked)
    return SharedMemberships(found, tuple(s for s in together if s.days.possibly))


def overlap(state: str | State, *alliances: str | Alliance) -> FuzzyDaySet:
    """The days on which a state was a member of all these alliances at once.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        alliances: Names of shipped alliances, or alliances under any definition and view.

    Raises:
        UnknownStateError: No state has the name.
        UnknownAllianceError: No alliance of a name is shipped.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> print(overlap("UZ", csto, csto.under("active")))
        1992-05-15 to 1999-04-20, 2006-08-16 to 2012-06-27
    """
    asked = _alliances(alliances)
    found = _state(state, asked)
    days = (alliance.days_of(found) for alliance in asked)
    return reduce(and_, days, FuzzyDaySet(~DaySet()))


def chart(*alliances: str | Alliance, during: Period | None = None) -> Chart:
    """A timeline of several alliances above one another, along the same days.

    Args:
        alliances: Names of shipped alliances, or alliances under any definition and view.
        during: The days to show; from the year of the first member to the last day that
            any of them covers unless told. Bars end where their alliance is covered.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        InvalidPeriodError: The value names no period.
        BeyondRecordError: The period begins after the last day that any of them
            covers, and has no end.
        EmptyError: There is no alliance to show.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> [len(group.rows) for group in chart(csto, csto.under("party")).groups]
        [9, 9]
    """
    from csto_membership.answers.member_chart import chart_of_members  # noqa: PLC0415

    if not alliances:
        msg = "a chart shows at least one alliance; name it: chart('csto')"
        raise EmptyError(msg)
    return chart_of_members(_alliances(alliances), during=during)


def _alliances(named: Iterable[str | Alliance]) -> tuple[Alliance, ...]:
    return tuple(map(as_alliance, named))


def _state(name: str | State, alliances: Iterable[Alliance]) -> State:
    """The state that one of the alliances knows by the name, else the package."""
    for alliance in alliances:
        with suppress(UnknownStateError):
            return alliance.record.states.find(name)
    return shipped.states().find(name)


def _name(alliance: Alliance, day: date) -> str:
    name = alliance.record.name_on(day)
    return name.short if name else names(alliance)


def _owed(obligation: Obligation | None) -> str:
    return obligation.value if obligation else "obligation not recorded"
