"""Questions about several alliances at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import attrs

from csto_membership.alliance import Alliance
from csto_membership.answers.report import (
    Answered,
    ForEach,
    Item,
    Report,
    ReportTable,
    Section,
)
from csto_membership.answers.wording import (
    as_last_known,
    conditions,
    in_prose,
    listed,
    may_be_meant,
    meant_instead_in_words,
    member_since,
    names,
    reach,
    short_name,
    status_in_words,
)
from csto_membership.catalogue import as_alliance
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.days.parsing import as_day
from csto_membership.errors import EmptyError, UnknownStateError, check_choice
from csto_membership.membership import shipped
from csto_membership.membership.absence import Absent, days_together
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.replay import suspended_obligations
from csto_membership.membership.status import Status
from csto_membership.record import State
from csto_membership.record.instrument import Obligation

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart
    from csto_membership.days.span import Period

ObligationName = (
    Obligation
    | Literal[
        "defence",
        "offence",
        "neutrality",
        "non-aggression",
        "consultation",
        "none",
    ]
)
_OUTSIDE = {
    Status.NOT_YET,
    Status.FORMER,
    Status.NEVER,
    Status.NO_BODY,
    Status.NO_STATE,
}


class _InAlliance(Answered):
    """An answer about one alliance."""

    __slots__ = ()
    alliance: Alliance

    @property
    def obligation(self) -> Obligation | None:
        """The obligation of members to one another; None if it is not recorded."""
        return self.alliance.record.obligation

    def _report(self) -> Report:
        text, values = self._said()
        body = f"{names(self.alliance)} {conditions(self.alliance)}"
        start = {
            "alliance": self.alliance.record.id,
            "definition": self.alliance.definition.name,
        }
        values = {**start, **values, "obligation": self.obligation}
        return Report((f"{body}: {text}",), values=values)

    def _said(self) -> tuple[str, dict[str, Any]]:
        """The answer in words and as values."""
        raise NotImplementedError


@attrs.frozen
class Membership(_InAlliance):
    """Whether one state is a member of one alliance on one day, and its status.

    Attributes:
        alliance: The alliance, with its definition and view.
        state: The state.
        day: The day.
        answer: Whether it is a member.
        status: Its status, which says more than yes and no.

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
    def in_words(self) -> str:
        """The status, after "member" or "uncertain" if it is that besides.

        Examples:
            >>> import csto_membership as cm
            >>> [each.in_words for each in cm.memberships_of("Armenia", "2025-01-01", "csto", "sco")]
            ['member; says it takes no part', 'partner']
            >>> [each.in_words for each in cm.memberships_of("Uzbekistan", "2013-01-01", "csto")]
            ['suspended']
        """
        status = status_in_words(self.status)
        if self.status in {Status.MEMBER, Status.UNCERTAIN} or not self.answer.possibly:
            return status
        return f"{'member' if self.answer.surely else 'uncertain'}; {status}"

    def _said(self) -> tuple[str, dict[str, Any]]:
        values = {"answer": self.answer, "status": self.status}
        values |= reach(self.alliance, self.day)
        text = f"{self.state} on {self.day}: {self.in_words}"
        return f"{text}{as_last_known(self.alliance, self.day)}", values


@attrs.frozen(repr=False)
class Memberships(ForEach[Membership]):
    """The memberships of one state in several alliances on one day; it prints.

    Attributes:
        state: The state.
        day: The day.
        each: One membership for each alliance, in the order given.

    Examples:
        >>> import csto_membership as cm
        >>> ukraine = cm.memberships_of("Ukraine", "2005-01-01", "cis", "csto", "guam")
        >>> ukraine
        Ukraine on 2005-01-01: a member of GUUAM
          CIS    founding state only                    consultation
          GUUAM  member               since 1997-10-10  obligation not recorded
        Not a member of: CSTO (never a member).
        Each by its own definition. Last column: what members owe one another.
        >>> len(ukraine), ukraine[0].status.value
        (3, 'founding state only')
    """

    state: State
    day: date
    each: tuple[Membership, ...]

    def _report(self) -> Report:
        rows, ended = list[tuple[str, ...]](), list[str]()
        surely, perhaps = list[str](), list[str]()
        outside: dict[str, list[str]] = {}
        asked, meant = DaySet.of(self.day), list[str]()
        for each in self.each:
            alliance, called = each.alliance, each.alliance.record.name_on(self.day)
            name = called.short if called else short_name(alliance)
            if each.status in _OUTSIDE:
                outside.setdefault(status_in_words(each.status), []).append(name)
            else:
                since = member_since(alliance, self.state, self.day)
                rows.append((name, each.in_words, since, _duty(each.obligation)))
            if each.status is Status.NO_STATE:
                meant += meant_instead_in_words(alliance, self.state, asked)
            if self.day > alliance.horizon:
                ended.append(f"{name} until {alliance.horizon}")
            if each.answer.possibly:
                (surely if each.answer.surely else perhaps).append(name)
        groups = (f"{listed(those)} ({why})" for why, those in outside.items())
        lines = (
            *meant,
            f"Not a member of: {'; '.join(groups)}." if outside else "",
            "Each by its own definition."
            + " Last column: what members owe one another." * bool(rows),
            f"The records cover {listed(ended)}." if ended else "",
        )
        kinds = (("a member", surely), ("possibly a member", perhaps))
        found = [f"{what} of {listed(those)}" for what, those in kinds if those]
        member = ", ".join(found) or "not a member of these alliances"
        member += ", as last known" if ended else ""
        absent = (e.alliance for e in self.each if e.status is Status.NO_STATE)
        member += may_be_meant(absent, self.state, asked)
        return Report(
            lead=(f"{self.state} on {self.day}: {member}",),
            body=(
                ReportTable(tuple(rows)),
                Section(tuple(map(Item, filter(None, lines))), indent=0),
            ),
            values={
                "day": self.day,
                "state": self.state,
                "memberships": self.each,
                "beyond_record": bool(ended),
            },
        )


@attrs.frozen
class SharedMembership(_InAlliance):
    """The days on which some states were all members of one alliance.

    Attributes:
        alliance: The alliance, with its definition and view.
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

    def _said(self) -> tuple[str, dict[str, Any]]:
        return f"members together: {self.days}", self.days.as_dict()


@attrs.frozen(repr=False)
class SharedMemberships(ForEach[SharedMembership]):
    """The alliances of which some states were members together; it prints.

    Attributes:
        states: The states.
        each: One for each alliance of which they were, or may have been, members.

    Examples:
        >>> import csto_membership as cm
        >>> cm.shared_memberships("Armenia", "Azerbaijan", among=["cis", "csto", "guam"])
        Days on which Armenia and Azerbaijan were members together
          CIS              since 1994-03-16          consultation
          CST, later CSTO  1993-09-24 to 1999-04-20  defence
    """

    states: tuple[State, ...]
    each: tuple[SharedMembership, ...]

    @property
    def days(self) -> FuzzyDaySet:
        """The days on which they were together in at least one of the alliances."""
        return reduce(FuzzyDaySet.__or__, (s.days for s in self.each), FuzzyDaySet())

    def owing(self, *obligations: ObligationName) -> SharedMemberships:
        """Keep only the alliances with one of these obligations.

        Args:
            obligations: `defence`, `offence`, `neutrality`, `non-aggression`,
                `consultation` or `none`.

        Raises:
            UnknownNameError: There is no such obligation.

        Examples:
            >>> shared = shared_memberships("Armenia", "Kazakhstan")
            >>> print(*(each.alliance.record.id for each in shared.each))
            cis csto eaeu
            >>> print(*(each.alliance.record.id for each in shared.owing("defence").each))
            csto
        """
        for name in obligations:
            check_choice(name, Obligation, "obligation")
        kept = tuple(each for each in self.each if each.obligation in obligations)
        return SharedMemberships(self.states, kept)

    def _report(self) -> Report:
        who = listed(map(in_prose, self.states))
        rows = tuple(
            (names(e.alliance), str(e.days), _duty(e.obligation)) for e in self.each
        )
        together = f"on which {who} were members together"
        none = f"We found no day {together} of one of these alliances."
        suspended = Section(tuple(map(Item, self._suspended())), indent=0)
        return Report(
            lead=(f"Days {together}" if rows else none,),
            body=(ReportTable(rows), *([suspended] if suspended.items else [])),
            values={"states": self.states, "shared": self.each},
        )

    def _suspended(self) -> Iterator[str]:
        """What two of the states do not owe each other, though the alliance obliges to it."""
        for each in self.each:
            found = suspended_obligations(each.alliance.view.moves)
            for two in combinations(self.states, 2):
                by_instrument = found.get(frozenset(two), {}).values()
                days = reduce(FuzzyDaySet.__or__, by_instrument, FuzzyDaySet())
                if days.possibly:
                    who, name = listed(map(in_prose, two)), names(each.alliance)
                    yield f"What {who} owe each other in {name} was suspended: {days}."


def memberships_of(
    state: str | State,
    day: date | str,
    *alliances: str | Alliance,
    beyond: Beyond = "warn",
    continuity: bool = False,
) -> Memberships:
    """Find the status of a state in each of several alliances on a day.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliances: Names, or alliances under any definition and view; by default all.
        beyond: If an alliance does not cover the day: `warn`, `raise` or `ignore`.
        continuity: Whether it is asked as the state that it continues, if it was not a
            state on the day.

    Raises:
        UnknownStateError: No state has the name.
        InvalidDayError: The text names no single day.
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> found = memberships_of("Turkey", "2000-01-01")
        >>> [each.alliance.record.id for each in found if each.answer.surely]
        ['nato']
    """
    chosen = _alliances(alliances or shipped.available())
    found, when = state_named(state, chosen), as_day(day)
    each: list[Membership] = []
    for alliance in chosen:
        status = alliance.status(found, when, beyond=beyond, continuity=continuity)
        days = alliance.member_days_of(found, continuity=continuity)
        answer = days.answer(when)
        each.append(Membership(alliance, found, when, answer, status))
    return Memberships(found, when, tuple(each))


def shared_memberships(
    *states: str | State,
    among: Iterable[str | Alliance] = (),
    absent: Absent = "warn",
    continuity: bool = False,
) -> SharedMemberships:
    """Find the alliances of which states were members together, and on which days.

    Most bodies that are called alliances oblige nobody to defend anybody, so the answer
    gives each alliance's obligation beside the days. It is that of the alliance as a
    whole; if two of the states suspended it between them, a line below says when.

    Args:
        states: Two states or more, by name or ISO 3166-1 code.
        among: Names, or alliances under any definition and view; by default all.
        absent: If one was not a state on some days, and another one may be meant.
        continuity: Whether to add, for the time before one was a state, the days of the
            states that it continues.

    Raises:
        EmptyError: There are fewer than two states.
        UnknownStateError: No state has one of the names.
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> shared = shared_memberships("AZE", "ARM", among=["csto"])
        >>> print(shared[0].days, shared[0].obligation.value)
        1993-09-24 to 1999-04-20 defence
    """
    if len(states) < 2:  # noqa: PLR2004 - it takes two to be together
        msg = "name two states or more: shared_memberships('ARM', 'RUS')"
        raise EmptyError(msg)
    chosen = _alliances(tuple(among) or shipped.available())
    found = tuple(state_named(state, chosen) for state in states)
    groups = ([(each, state) for state in found] for each in chosen)
    days = days_together(*groups, absent=absent, continuity=continuity)
    shared = map(SharedMembership, chosen, days)
    return SharedMemberships(found, tuple(s for s in shared if s.days.possibly))


def overlap(
    state: str | State,
    *alliances: str | Alliance,
    absent: Absent = "warn",
    continuity: bool = False,
) -> FuzzyDaySet:
    """Find the days on which a state was a member of all these alliances at once.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        alliances: Names, or alliances under any definition and view.
        absent: If it was not a state on some days, and another one may be meant.
        continuity: Whether to add, for the time before it was a state, the days of the
            states that it continues.

    Raises:
        UnknownStateError: No state has the name.
        UnknownAllianceError: The package has no alliance of this name.
        EmptyError: No alliance was given.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> print(overlap("UZ", csto, csto.under("active")))
        1992-05-15 to 1999-04-20, 2006-08-16 to 2012-06-27
    """
    if not alliances:
        msg = "name two alliances or more: overlap('Uzbekistan', 'csto', 'guam')"
        raise EmptyError(msg)
    chosen = _alliances(alliances)
    found = state_named(state, chosen)
    group = [(alliance, found) for alliance in chosen]
    (days,) = days_together(group, absent=absent, continuity=continuity)
    return days


def chart(*alliances: str | Alliance, during: Period | None = None) -> Chart:
    """Draw the memberships of several alliances in one picture, on one time axis.

    Args:
        alliances: Names, or alliances under any definition and view.
        during: The days to show; by default from the year of the first member to the
            last day that any of them covers, or to the end of the year in which the last
            member left them all. Bars end where their alliance's cover ends.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.
        InvalidPeriodError: The value names no period.
        BeyondRecordError: The period has no end, and begins after the last day covered.
        EmptyError: No alliance was given.

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


def _alliances(values: Iterable[str | Alliance]) -> tuple[Alliance, ...]:
    return tuple(map(as_alliance, values))


def state_named(name: str | State, alliances: Iterable[Alliance]) -> State:
    """Find a state by the names in one of the alliances, then by those of the package."""
    for alliance in alliances:
        with suppress(UnknownStateError):
            return alliance.record.states.find(name)
    return shipped.states().find(name)


def _duty(obligation: Obligation | None) -> str:
    return obligation.value if obligation else "obligation not recorded"
