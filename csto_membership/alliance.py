"""An alliance, and the questions that it answers.

Some answers are imported on first use, which saves start-up time.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from csto_membership.answers.members import (
    Members,
    MembersByDay,
    MembersDuring,
    members_by_day,
    members_during,
)
from csto_membership.answers.report import SeveralAnswers
from csto_membership.answers.with_evidence import WithEvidence
from csto_membership.answers.wording import another_definition, described
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.days.span import Period, as_period
from csto_membership.errors import BEYOND, EmptyError, check_type
from csto_membership.membership.absence import (
    Absent,
    days_together,
    report_absent,
    status_with_continuity,
)
from csto_membership.membership.act import Act
from csto_membership.membership.definition import as_kinds
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.replay import chair_days
from csto_membership.membership.status import Status
from csto_membership.record import Kind, State, StateSet

if TYPE_CHECKING:
    from csto_membership.answers.change import Change
    from csto_membership.answers.comparison import Comparison
    from csto_membership.answers.history import History
    from csto_membership.charts.chart import Chart


class Alliance(WithEvidence):
    """An alliance under one definition, according to one view of its record.

    Use `under`, `as_known_on`, `according_to` and `preferring` to choose another
    definition or view. Give states as ISO 3166-1 codes or by name in English, Dutch or
    Russian; days as `datetime.date` or text such as `2007-01-01` or `1 January 2007`.

    Attributes:
        view: The record, and which of its claims count.
        definition: The definition of membership.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> csto.members_on("2007-01-01").alpha_2
        ('AM', 'BY', 'KZ', 'KG', 'RU', 'TJ', 'UZ')
        >>> csto.under("party").was_member("Uzbekistan", "2007-01-01")
        <Answer.NO: 'no'>
    """

    # -- who --------------------------------------------------------------

    def members_on(self, day: date | str, *, beyond: Beyond = "warn") -> Members:
        """The members on a day.

        Args:
            day: The day.
            beyond: If this view does not cover the day: `warn`, `raise` or `ignore`.

        Raises:
            InvalidDayError: The text names no single day; a year is a period.
            BeyondRecordError: `beyond` is `raise`, and the day is not covered.

        Examples:
            >>> import csto_membership as cm
            >>> print(*cm.load("csto").members_on("1992-05-15").names, sep=", ")
            Armenia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan
        """
        return self._members_of(self._day(day, beyond, "ask members_during({})"))

    def members(self) -> Members:
        """The members on the last day that this view covers.

        Examples:
            >>> import csto_membership as cm
            >>> print(*cm.load("csto").members().names, sep=", ")
            Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia, Tajikistan
        """
        return self.members_on(self.horizon)

    def members_during(
        self, period: Period, *, beyond: Beyond = "warn"
    ) -> MembersDuring:
        """The members on every day, and on some day, of a period.

        Args:
            period: Text with both ends inside (`1999`, `1999-04`,
                `1999-01-01/1999-06-30`), a `Span`, or a half-open pair of days.
            beyond: What to do if it ends after the last day that this view covers.

        Raises:
            InvalidPeriodError: The value names no period.

        Examples:
            >>> import csto_membership as cm
            >>> year = cm.load("csto").members_during("1999")
            >>> sorted(year.sometime - year.throughout, key=str)
            [<State AZ Azerbaijan>, <State GE Georgia>, <State UZ Uzbekistan>]
        """
        return members_during(self, self._period(period, beyond))

    def was_member(
        self,
        state: str | State,
        day: date | str,
        *,
        beyond: Beyond = "warn",
        absent: Absent = "warn",
        continuity: bool = False,
    ) -> Answer:
        """Whether a state was a member on a day: yes, no or uncertain.

        Args:
            state: The state.
            day: The day.
            beyond: If this view does not cover the day: `warn`, `raise` or `ignore`.
            absent: If it was not a state on the day, and another one may be meant.
            continuity: Whether it is asked as the state that it continues, if it was
                not a state on the day.

        Raises:
            UnknownStateError: No state has the name.
            InvalidDayError: The text names no single day.
            BeyondRecordError: `beyond` is `raise`, and the day is not covered.
            AbsentStateError: `absent` is `raise`, and another state may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> pact = cm.load("warsaw_pact")
            >>> pact.was_member("Russia", "1980-11-20", continuity=True)
            <Answer.YES: 'yes'>
        """
        found = self._found(state)
        when = self._day(day, beyond, f"ask history({found.code!r})")
        answer = self.member_days_of(found, continuity=continuity).answer(when)
        exists = answer is not Answer.NO or found.existed_on(when)
        if not exists or absent not in BEYOND:
            asked = {found: DaySet.of(when)}
            report_absent(self, asked, absent, advise=not continuity)
        return answer

    # -- when -------------------------------------------------------------

    def days_of(
        self, state: str | State, *, absent: Absent = "warn", continuity: bool = False
    ) -> FuzzyDaySet:
        """The days on which a state was certainly, and possibly, a member.

        Args:
            state: The state.
            absent: If it was not a state on some days, and another one may be meant.
            continuity: Whether to add, for the time before it was a state, the days of
                the states that it continues.

        Raises:
            UnknownStateError: No state has the name.
            AbsentStateError: `absent` is `raise`, and another state may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("warsaw_pact").days_of("Russia", continuity=True))
            1955-06-04 to 1991-06-30
        """
        return self.together(state, absent=absent, continuity=continuity)

    def together(
        self, *states: str | State, absent: Absent = "warn", continuity: bool = False
    ) -> FuzzyDaySet:
        """The days on which all these states were members.

        Args:
            states: The states.
            absent: If one was not a state on some days, and another one may be meant.
            continuity: Whether to add, for the time before one was a state, the days of
                the states that it continues.

        Raises:
            UnknownStateError: No state has one of the names.
            AbsentStateError: `absent` is `raise`, and another state may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").together("AZE", "GEO"))
            1993-12-09 to 1999-04-20
        """
        group = [(self, self._found(state)) for state in states]
        (days,) = days_together(group, absent=absent, continuity=continuity)
        return days

    def history(self, state: str | State, *, absent: Absent = "warn") -> History:
        """The spells of a state, with the acts that opened and closed them.

        Args:
            state: The state.
            absent: If it was not a state on some days, and another one may be meant.

        Raises:
            UnknownStateError: No state has the name.
            AbsentStateError: `absent` is `raise`, and another state may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> for spell in cm.load("csto").history("Uzbekistan").spells:
            ...     print(spell.span)
            1992-05-15 to 1999-04-20
            2006-08-16 to 2012-12-18
        """
        from csto_membership.answers.history import History

        found = self._found(state)
        report_absent(self, {found: ~DaySet()}, absent, advise=False)
        return History(self, found, self.spells_of(found))

    def timeline(self) -> Timeline[Members]:
        """The members, day by day, changing on finitely many days.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.timeline()["2007-01-01"] == csto.members_on("2007-01-01")
            True
        """
        return self._by_day

    def changes(
        self, period: Period | None = None, *, beyond: Beyond = "warn"
    ) -> SeveralAnswers[Change]:
        """The days of a period on which the answer changed, in order.

        By default they are those of the whole record.

        Examples:
            >>> import csto_membership as cm
            >>> for change in cm.load("csto").changes("1999/2012"):
            ...     print(change.day, change.joined.alpha_2, change.left.alpha_2)
            1999-04-21 () ('AZ', 'GE', 'UZ')
            2006-08-16 ('UZ',) ()
            2012-12-19 () ('UZ',)
        """
        from csto_membership.answers.change import changes

        asked = Span() if period is None else self._period(period, beyond)
        return SeveralAnswers(changes(self, self._by_day, asked))

    def acts(
        self,
        *,
        state: str | State | None = None,
        kind: str | Kind | Iterable[str | Kind] | None = None,
        during: Period | None = None,
        answering: str | None = None,
        absent: Absent = "warn",
    ) -> tuple[Act, ...]:
        """All acts, counted or not, by the earliest day of their effect.

        Args:
            state: Only acts of this state.
            kind: Only acts of this kind, or of these kinds.
            during: Only acts that were, or may have been, done in this period.
            answering: Only acts that answer the request with this event id.
            absent: If it was not a state on some days, and another one may be meant.

        Examples:
            >>> import csto_membership as cm
            >>> for act in cm.load("csto").acts(state="Georgia", kind="signature"):
            ...     print(act)
            1993-12-09: Georgia signs the treaty
        """
        found = None if state is None else self._found(state)
        kinds = tuple(Kind) if kind is None else as_kinds(kind)
        period = DaySet.from_spans([Span() if during is None else as_period(during)])
        asked = {} if found is None else {found: period}
        report_absent(self, asked, absent, advise=False)
        if answering is not None:
            check_type(answering, str)
        return tuple(
            act
            for act in self.view.acts
            if (found is None or found in act.states)
            and act.kind in kinds
            and not act.done.days.isdisjoint(period)
            and answering in {None, act.event.answers}
        )

    # -- status -----------------------------------------------------------

    def status(
        self,
        state: str | State,
        day: date | str,
        *,
        beyond: Beyond = "warn",
        continuity: bool = False,
    ) -> Status:
        """The status of a state on a day, such as suspended or observer.

        With `continuity` a state has the status of the one that it continues, if it was
        not a state on the day.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.status("Uzbekistan", "2013-01-01")
            <Status.SUSPENDED: 'suspended'>
            >>> csto.status("Georgia", "2013-01-01")
            <Status.FORMER: 'no longer'>
        """
        found, when = self._found(state), self._day(day, beyond)
        if continuity:
            return status_with_continuity(self, found, when)
        return self.status_on(found, when)

    def statuses_on(
        self, day: date | str, *, beyond: Beyond = "warn"
    ) -> dict[State, Status]:
        """The status of every state that the record names.

        Examples:
            >>> import csto_membership as cm
            >>> statuses = cm.load("csto").statuses_on("2013-01-01")
            >>> for state, status in statuses.items():
            ...     if status is cm.Status.FORMER:
            ...         print(state)
            Azerbaijan
            Georgia
        """
        when = self._day(day, beyond)
        return {state: self.status_on(state, when) for state in self.record.parties}

    def former_on(self, day: date | str, *, beyond: Beyond = "warn") -> StateSet:
        """The states that had been members and no longer were.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").former_on("2007-01-01"))
            Azerbaijan, Georgia
        """
        statuses = self.statuses_on(day, beyond=beyond).items()
        return self.listed(s for s, status in statuses if status is Status.FORMER)

    # -- comparison and chair ---------------------------------------------

    def compare(self, other: Alliance, period: Period | None = None) -> Comparison:
        """Compare this history with another, day by day.

        Args:
            other: Another definition, view or alliance.
            period: The days to compare; by default all that both views cover.

        Raises:
            WrongTypeError: `other` is not an alliance.
            EmptyError: Both are the same alliance, definition and view, so that
                nothing can differ.
            InvalidPeriodError: The value names no period.
            BeyondRecordError: The period begins after the last day that both cover. If
                it only ends after that day, there is a `BeyondRecordWarning`.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.compare(csto.under("active"), "2012").only_here)
            174.0
        """
        from csto_membership.answers.comparison import compare

        check_type(other, Alliance)
        if other == self:
            other_name = another_definition(self)
            msg = f"both are {described(self)}; compare with .under('{other_name}')"
            raise EmptyError(msg)
        return compare(self, other, period)

    def chair_on(self, day: date | str, *, beyond: Beyond = "warn") -> StateSet:
        """The state in the chair of the highest organ on a day.

        Several if it is uncertain which one; none if the record does not say.

        Raises:
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").chair_on("2022-01-10"))
            Armenia
        """
        when = self._day(day, beyond)
        by_state = chair_days(self.view.acts).items()
        return self.listed(state for state, days in by_state if when in days.possibly)

    # -- showing ----------------------------------------------------------

    def chart(
        self,
        *states: str | State,
        during: Period | None = None,
        absent: Absent = "warn",
    ) -> Chart:
        """A picture with a row for each state and a bar for each of its spells.

        Uncertain days are faded. Days on which a state is suspended, or says that it
        takes no part, are hatched. A small triangle marks an act.

        Args:
            states: The states to show; by default all that were members, in the order
                in which they joined.
            during: The days to show; by default from the year of the first member to
                the last day that this view covers, or to the end of the year in which
                the last member left.
            absent: If one was not a state on some days, and another one may be meant.

        Raises:
            UnknownStateError: No state has the name.
            InvalidPeriodError: The value names no period.
            BeyondRecordError: The period has no end, and begins after the last day.

        Examples:
            >>> import csto_membership as cm
            >>> picture = cm.load("csto").chart()
            >>> picture.first_day, picture.last_day
            (datetime.date(1992, 1, 1), datetime.date(2026, 2, 15))
            >>> picture.svg[:12]
            '<svg xmlns="'
        """
        from csto_membership.answers.member_chart import chart_of_members

        period = Span() if during is None else as_period(during)
        asked = dict.fromkeys(map(self._found, states), DaySet.from_spans([period]))
        report_absent(self, asked, absent, advise=False)
        return chart_of_members([self], states, during)

    def _repr_svg_(self) -> str:
        return self.chart().svg

    # -- inner ------------------------------------------------------------

    def _period(self, period: Period, beyond: Beyond) -> Span:
        span = as_period(period)
        self._report_beyond(span.last_day, beyond)
        return span

    @cached_property
    def _members_of(self) -> Callable[[date], Members]:
        return lru_cache(maxsize=2**14)(self._by_day.__getitem__)

    @cached_property
    def _by_day(self) -> MembersByDay:
        return members_by_day(self)

    def __str__(self) -> str:
        return self.name_on(self.horizon) or self.record.id

    def __repr__(self) -> str:
        return f"<Alliance {self.record.id} under {self.definition.name}>"
