"""The members on a day, or during a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.answers import wording
from csto_membership.answers.notes import status_notes
from csto_membership.answers.report import Answered, Report, ReportTable
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.days.parsing import as_day
from csto_membership.days.plain_values import as_plain
from csto_membership.errors import UncertainError, check_type, first_few
from csto_membership.membership.absence import report_absent
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.rival import Difference
from csto_membership.membership.status import Status
from csto_membership.record import Claim, State, StateSet

if TYPE_CHECKING:
    from csto_membership.record.citation import Citation

_MOST_ANSWERS = 3
_IS = {False: "is", True: "are"}
_COUNTED = {
    Answer.YES: "counted",
    Answer.NO: "not counted",
    Answer.UNCERTAIN: "uncertain",
}
_MEMBER = {**_COUNTED, Answer.YES: "a member", Answer.NO: "not a member"}


@attrs.frozen(slots=False, eq=False, repr=False)
class Members(Answered, StateSet):
    """The members on a day: an ordered set of states, which prints as an answer.

    Iteration, `len` and the set operations use the certain members. `"UZ" in members`
    takes any name of a state, and raises an error if the answer is uncertain.

    Attributes:
        states: The states that are certainly members, in order of name.
        alliance: The alliance, with its definition and view.
        day: The day; None if these are the members of many days.
        uncertain: The states that may be members.
        suspended: The states that the organisation has suspended.
        asked: The days of a period, if these are the members of many days.

    Raises:
        UncertainError: By `in`, if it is uncertain whether the state is a member.
        UnknownStateError: By `in`, if no state has the name.

    Examples:
        >>> import csto_membership as cm
        >>> members = cm.members_on("2013-01-01")
        >>> "UZ" in members, len(members), members.suspended.names
        (False, 6, ('Uzbekistan',))
        >>> sorted(map(str, cm.members_on("1999-04-20") - members))
        ['Azerbaijan', 'Georgia', 'Uzbekistan']
    """

    alliance: Interpretation
    day: date | None
    uncertain: StateSet
    suspended: StateSet
    asked: DaySet = attrs.field(default=DaySet(), kw_only=True)

    def on(self, day: date) -> Members:
        """The same members, as the answer about one day.

        Examples:
            >>> import csto_membership as cm
            >>> from datetime import date
            >>> members = cm.members_on("1999-04-20")
            >>> members.on(date(1999, 4, 19)).day
            datetime.date(1999, 4, 19)
        """
        return Members(
            self.states, self.known, self.alliance, day, self.uncertain, self.suspended
        )

    def answer(self, state: str | State) -> Answer:
        """Whether a state is a member: yes, no or uncertain.

        An `AbsentStateWarning` says if it was not a state and another may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").under("party").members_on("1996-01-01").answer("Azerbaijan")
            <Answer.UNCERTAIN: 'uncertain'>
        """
        found = self.known.find(state)
        self._report_absent(found)
        return self._answer(found)

    def _report_absent(self, *states: State) -> None:
        """Warn if one was not a state on a day asked and another may be meant."""
        days = self.asked if self.day is None else self._days
        asked = {
            state: days
            for state in states
            if self._answer(state) is Answer.NO
            and not (self.day and state.existed_on(self.day))
        }
        if asked and days:
            report_absent(self.alliance, asked, "warn", advise=False)

    def _both(self, other: Iterable[Any]) -> tuple[frozenset[State], frozenset[State]]:
        check_type(other, Iterable)
        others = tuple(other)
        mine, theirs = super()._both(others)
        self._report_absent(*(self.known.find(s) for s in others if isinstance(s, str)))
        return mine, theirs

    def _answer(self, state: State) -> Answer:
        is_member = state in self.states
        possibly = is_member or state in self.uncertain.states
        return Answer.of(surely=is_member, possibly=possibly)

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
    def possibly(self) -> StateSet:
        """The states that are certainly or possibly members."""
        return self | self.uncertain

    # -- other answers ----------------------------------------------------

    @cached_property
    def depends_on_definition(self) -> bool:
        """Whether two definitions give opposite, certain answers for some state."""
        return bool(self.alliance.opposed_by_definition(self._days))

    @cached_property
    def disputed(self) -> bool:
        """Whether a claim that is not followed gives the opposite, certain answer."""
        return bool(self.alliance.opposed_by_rival(self._days))

    @cached_property
    def by_definition(self) -> tuple[tuple[str, Difference], ...]:
        """The standard definitions that answer differently, by name, and how.

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
        """The claims that would change the answer if they were true, and how.

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
        return Difference.between({s: self._answer(s) for s in theirs}, theirs)

    # -- showing ----------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Members):
            return bool(super().__eq__(other))
        return (self.states, self.uncertain.states, self.suspended.states) == (
            other.states,
            other.uncertain.states,
            other.suspended.states,
        )

    def __hash__(self) -> int:  # as that of a set, since `==` is of our own
        return super().__hash__()

    def cite(self) -> Citation:
        """Return a citation of the answer, with the sources behind it.

        Raises:
            InvalidDayError: These are the members of many days.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.members_on("2003-01-01").cite().title)
            Members of the Collective Security Treaty Organization (CSTO) on 2003-01-01
        """
        from csto_membership.answers.citation import cite_members  # noqa: PLC0415

        return cite_members(
            self.alliance, self.day, self.states, self.uncertain, self.suspended
        )

    def _report(self) -> Report:
        alliance, day = self.alliance, self.day
        if day is None:
            return Report((", ".join(_names(self)),), values=_values(self))
        rows: list[tuple[Any, str]] = []
        for state in (*self.states, *self.uncertain):
            doubt = "uncertain; " if state in self.uncertain else ""
            since = wording.member_since(alliance, state, day)
            rows.append((state.name, f"{doubt}{since}"))
        lead = _lead(self, f" on {day}", day, wording.count_of_members(self.states))
        values = {
            "day": day,
            "name": alliance.name_on(day),
            **_values(self),
            "depends_on_definition": self.depends_on_definition,
            "disputed": self.disputed,
            **wording.reach(alliance, day),
        }
        closing = (
            *status_notes(alliance, day),
            wording.definition(alliance),
            *wording.in_force_sentence(alliance, day),
            f"Does the definition matter on this day? {_definition_matters(self)}",
            f"Do sources differ? {_sources_differ(self)}",
            wording.completeness(alliance, day),
        )
        table = ReportTable(tuple(rows), apart=True)
        return Report((lead,), (table,), closing, values)

    def __repr__(self) -> str:
        when = "" if self.day is None else f" on {self.day}"
        return f"<Members{when}: {', '.join(self.names) or 'none'}>"


@attrs.frozen(repr=False)
class MembersDuring(Answered):
    """The members during a period.

    Attributes:
        period: The period.
        throughout: The members on every day of it; uncertain if any day is.
        sometime: The members on at least one day of it.

    Examples:
        >>> import csto_membership as cm
        >>> years = cm.load("csto").under("party").members_during("2007/2012")
        >>> "KZ" in years.throughout, years.sometime.uncertain.names
        (True, ('Uzbekistan',))
    """

    period: Span
    throughout: Members
    sometime: Members

    def _report(self) -> Report:
        alliance, last = self.throughout.alliance, self.period.last_day or date.max
        every, one = self.throughout, self.sometime
        throughout = list(_names(every))
        others = [name for name in _names(one) if name not in throughout]
        some = len(one.states) - len(every.states)
        count = wording.count_of_members(every.states or one.states)
        if every.states:
            count += " on every day"
            count += f", {some} more on some days" if some else ""
        elif some:
            count += " on some days"
        lead = _lead(one, f", {self.period}", last, count)
        rows = (
            ("on every day", ", ".join(throughout) or "no state"),
            ("on some days", ", ".join(others) or "no other state"),
        )
        days = DaySet.from_spans([self.period])
        found = wording.limits(alliance, days, "in this period")
        closing = (*found, wording.completeness(alliance, last))
        values = {
            **as_plain(self.period),
            "alliance": alliance.record.id,
            "definition": alliance.definition.name,
            "throughout": {"members": every.states, "uncertain": every.uncertain},
            "sometime": {"members": one.states, "uncertain": one.uncertain},
            **wording.reach(alliance, last),
        }
        return Report((lead,), (ReportTable(rows),), closing, values)

    def __repr__(self) -> str:
        return f"<MembersDuring {self.period}: {len(self.throughout)} throughout>"


# -- making answers -------------------------------------------------------------


class MembersByDay(Timeline[Members]):
    """The members, day by day; the answer for a day is about that day."""

    def __getitem__(self, day: date | str) -> Members:
        when = as_day(day)
        return super().__getitem__(when).on(when)


def members_by_day(alliance: Interpretation) -> MembersByDay:
    """The members, day by day."""
    states, known = alliance.record.parties, alliance.record.states
    surely, possibly, suspended = set[int](), set[int](), set[int]()
    # On each day of a change, the groups that a state enters or leaves.
    flips: dict[date, list[tuple[set[int], int]]] = {date.min: []}
    for number, state in enumerate(states):
        days = alliance.days_by_state[state]
        for group, days_in_group in (
            (surely, days.surely),
            (possibly, days.possibly),
            (suspended, alliance.days_with_status(state, Status.SUSPENDED)),
        ):
            for day in days_in_group.toggles:
                flips.setdefault(day, []).append((group, number))
    values: list[Members] = []
    for day, flipped in sorted(flips.items(), key=itemgetter(0)):
        for group, number in flipped:
            group.symmetric_difference_update((number,))
        members, uncertain, out = (
            StateSet(tuple(states[number] for number in sorted(group)), known)
            for group in (surely, possibly - surely, suspended)
        )
        first = None if day == date.min else day
        values.append(Members(members.states, known, alliance, first, uncertain, out))
    return MembersByDay(sorted(flips)[1:], values)


def members_during(alliance: Interpretation, period: Span) -> MembersDuring:
    """The members on every day, and on some day, of a period."""
    days = DaySet.from_spans([period])
    throughout = _members(alliance, days, lambda its: days <= its)
    sometime = _members(alliance, days, lambda its: days & its)
    return MembersDuring(period, throughout, sometime)


def _members(
    alliance: Interpretation, asked: DaySet, counts: Callable[[DaySet], object]
) -> Members:
    """The members of many days, by which days of membership count."""
    days = alliance.days_by_state.items()
    members = alliance.listed(s for s, its in days if counts(its.surely))
    possibly = frozenset(s for s, its in days if counts(its.possibly))
    uncertain, none = alliance.listed(possibly.difference(members)), alliance.listed(())
    return Members(
        members.states, members.known, alliance, None, uncertain, none, asked=asked
    )


# -- wording --------------------------------------------------------------------


def _values(members: Members) -> dict[str, Any]:
    return {
        "alliance": members.alliance.record.id,
        "definition": members.alliance.definition.name,
        "members": members.states,
        "uncertain": members.uncertain,
        "suspended": members.suspended,
    }


def _lead(members: Members, when: str, last: date, count: str) -> str:
    """Body, days, count, definition and view, so that it can be quoted alone."""
    alliance, unsure = members.alliance, len(members.uncertain)
    count = count if members.states or not unsure else "no certain members"
    lead = f"{wording.full_name(alliance, last)}{when}: {count}"
    lead += f" {wording.conditions(alliance)}{wording.as_last_known(alliance, last)}"
    if not members.possibly:
        return f"{lead}{wording.why_nobody(alliance, last)}"
    more = " more" if members.states else ""
    return f"{lead}; for {unsure}{more} it is uncertain" if unsure else lead


def _names(members: Members) -> Iterator[str]:
    yield from members.names
    yield from (f"{state} (uncertain)" for state in members.uncertain)


def _definition_matters(members: Members) -> str:
    if not members.depends_on_definition:
        return _where_unsure(members)
    groups = wording.grouped(
        (_in_words(how), [f'"{name}"']) for name, how in members.by_definition
    )
    texts = (f"under {wording.listed(names)} {how}" for how, names in groups.items())
    return f"Yes. {wording.capital('; '.join(texts))}."


def _where_unsure(members: Members) -> str:
    """The states of which this or another definition, not both, is uncertain."""
    names: dict[tuple[State, Answer], list[str]] = {}
    for name, how in members.by_definition:
        for answer, states in how.by_answer:
            for state in members.alliance.listed(states):
                names.setdefault((state, answer), []).append(f'"{name}"')
    groups: dict[str, list[str]] = {}
    for (state, answer), by in names.items():
        theirs = f"{_MEMBER[answer]} under {wording.listed(by)}"
        text = f"{_MEMBER[members.answer(state)]} here, {theirs}"
        groups.setdefault(text, []).append(state.name)
    texts = (f"for {wording.listed(whose)}: {text}" for text, whose in groups.items())
    return f"Only {'; '.join(texts)}." if groups else "No."


def _sources_differ(members: Members) -> str:
    if not members.disputed:
        return "No."
    groups = wording.grouped(
        (_in_words(attrs.evolve(how, doubts=frozenset())), claim.sources.ids)
        for claim, how in members.by_rival
        if how.adds or how.leaves_out
    )
    texts = [f"according to {wording.some(ids)}, {how}" for how, ids in groups.items()]
    return f"Yes. {wording.capital('; '.join(first_few(texts, _MOST_ANSWERS)))}."


def _in_words(how: Difference) -> str:
    named = ((sorted(map(str, states)), answer) for answer, states in how.by_answer)
    return ", and ".join(
        f"{wording.listed(names)} {_IS[len(names) > 1]} {_COUNTED[answer]}"
        for names, answer in named
        if names
    )
