"""An alliance, and the questions that it answers.

SeveralAnswers about evidence are imported on first use, which saves start-up time.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import attrs

from csto_membership.answers.change import Change, changes
from csto_membership.answers.history import History
from csto_membership.answers.members import (
    Members,
    MembersByDay,
    MembersDuring,
    members_by_day,
    members_during,
)
from csto_membership.answers.report import SeveralAnswers
from csto_membership.days import Answer, DaySet, Span, Timeline
from csto_membership.days.parsing import as_day
from csto_membership.days.span import Period, as_period
from csto_membership.errors import BEYOND, check_type
from csto_membership.membership.absence import (
    Absent,
    report_absent,
    status_with_continuity,
)
from csto_membership.membership.act import Act
from csto_membership.membership.definition import as_kinds
from csto_membership.membership.interpretation import Beyond, Interpretation
from csto_membership.membership.replay import chair_days
from csto_membership.membership.status import Status
from csto_membership.record import Kind, Source, State, StateSet

if TYPE_CHECKING:
    from csto_membership.answers.comparison import Comparison
    from csto_membership.answers.disagreement import Disagreement
    from csto_membership.answers.explanation.explanation import Explanation
    from csto_membership.answers.provenance import Provenance
    from csto_membership.answers.source_claims import SourceClaims
    from csto_membership.answers.testimony import Testimony
    from csto_membership.charts.chart import Chart
    from csto_membership.record.citation import Citation


@attrs.frozen(slots=False, repr=False)
class Alliance(Interpretation):
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
        answer = self.days_of(found, continuity=continuity).answer(when)
        exists = answer is not Answer.NO or found.existed_on(when)
        if not exists or absent not in BEYOND:
            report_absent(self, {found: DaySet.of(when)}, absent)
        return answer

    # -- when -------------------------------------------------------------

    def history(self, state: str | State) -> History:
        """The spells of a state, with the acts that opened and closed them.

        Examples:
            >>> import csto_membership as cm
            >>> for spell in cm.load("csto").history("Uzbekistan").spells:
            ...     print(spell.span)
            1992-05-15 to 1999-04-20
            2006-08-16 to 2012-12-18
        """
        found = self._found(state)
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
        asked = Span() if period is None else self._period(period, beyond)
        return SeveralAnswers(changes(self, self._by_day, asked))

    def acts(
        self,
        *,
        state: str | State | None = None,
        kind: str | Kind | Iterable[str | Kind] | None = None,
        during: Period | None = None,
        answering: str | None = None,
    ) -> tuple[Act, ...]:
        """All acts, counted or not, by the earliest day of their effect.

        Args:
            state: Only acts of this state.
            kind: Only acts of this kind, or of these kinds.
            during: Only acts that were, or may have been, done in this period.
            answering: Only acts that answer the request with this event id.

        Examples:
            >>> import csto_membership as cm
            >>> for act in cm.load("csto").acts(state="Georgia", kind="signature"):
            ...     print(act)
            1993-12-09: Georgia signs the treaty
        """
        found = None if state is None else self._found(state)
        kinds = tuple(Kind) if kind is None else as_kinds(kind)
        period = DaySet.from_spans([Span() if during is None else as_period(during)])
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

    # -- evidence ---------------------------------------------------------

    def explain(
        self, state: str | State, day: date | str, *, beyond: Beyond = "warn"
    ) -> Explanation:
        """Explain why a state was, or was not, a member on a day.

        Raises:
            UnknownStateError: No state has the name.
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").explain("Georgia", "2000-01-01")
            >>> print(why.answer, why.steps[-1].event)
            no the first term of the treaty ends
        """
        from csto_membership.answers.explanation.explanation import Explanation

        return Explanation.of(self, self._found(state), self._day(day, beyond))

    def who_says(
        self, day: date | str, *, beyond: Beyond = "warn"
    ) -> SeveralAnswers[Testimony]:
        """Each answer to who was a member on a day, with the sources that give it.

        Raises:
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> for testimony in cm.load("csto").who_says("1992-06-01")[:2]:
            ...     print(*testimony.states.alpha_2)
            AM KZ KG RU TJ UZ
            AM KZ RU TJ TM UZ
        """
        from csto_membership.answers.testimony import testimonies

        return testimonies(self, self._day(day, beyond))

    def disagreements(self) -> SeveralAnswers[Disagreement]:
        """Every fact on which sources conflict, by member-days at stake, most first.

        Examples:
            >>> import csto_membership as cm
            >>> worst = cm.load("csto").disagreements()[0]
            >>> print(worst.event, worst.most)
            signature of the treaty 17686
        """
        from csto_membership.answers.disagreement import disagreements

        return disagreements(self)

    def compare(self, other: Alliance, period: Period | None = None) -> Comparison:
        """Compare this history with another, day by day.

        Args:
            other: Another definition, view or alliance.
            period: The days to compare; by default all that both views cover.

        Raises:
            WrongTypeError: `other` is not an alliance.
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

    def coverage(self) -> dict[int, int]:
        """The number of cited sources that became public in each year.

        The fewer there are by a day, the less `as_known_on` that day can know.

        Examples:
            >>> import csto_membership as cm
            >>> years = cm.load("csto").coverage()
            >>> years[1992] < years[2012]
            True
        """
        years = (source.public_from.year for source in self.sources.values())
        return dict(sorted(Counter(years).items()))

    def claims_of(self, source: str | Source) -> SourceClaims:
        """The claims of one source, act by act.

        Raises:
            UnknownSourceError: The record cites no such source.

        Examples:
            >>> import csto_membership as cm
            >>> for event, claim in cm.load("csto").claims_of("jt-26"):
            ...     print(event, claim)
            Azerbaijan signs the treaty <Claim 1993 by jt-26>
            Georgia signs the treaty <Claim 1993 by jt-26>
            the treaty enters into force <Claim never by jt-26>
            Azerbaijan ratifies the treaty; the day was not found <Claim [1993-09-20..1999-02-06] by jt-26>
            Azerbaijan's deputy foreign minister announces that it will not renew <Claim 1999-02-05 by jt-26>
        """
        from csto_membership.answers.source_claims import claims_of

        (key,) = self._cited([source])
        return claims_of(self.record, self.sources[key])

    def provenance(self) -> Provenance:
        """The versions, definition and view from which the answers come.

        Examples:
            >>> import csto_membership as cm
            >>> source = cm.load("csto").provenance()
            >>> source.definition.name, str(source.complete_until)
            ('joined', '2026-02-15')
        """
        from csto_membership.answers.provenance import provenance

        return provenance(self)

    def cite(self) -> Citation:
        """A citation of the record of this alliance.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").cite().title)
            The record of the Collective Security Treaty Organization (CSTO)
        """
        from csto_membership.answers.citation import cite_alliance

        return cite_alliance(self)

    # -- showing ----------------------------------------------------------

    def chart(self, *states: str | State, during: Period | None = None) -> Chart:
        """A picture with a row for each state and a bar for each of its spells.

        Uncertain days are faded. Days on which a state is suspended, or says that it
        takes no part, are hatched. A small triangle marks an act.

        Args:
            states: The states to show; by default all that were members, in the order
                in which they joined.
            during: The days to show; by default from the year of the first member to
                the last day that this view covers.

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

        return chart_of_members([self], states, during)

    def _repr_svg_(self) -> str:
        return self.chart().svg

    # -- inner ------------------------------------------------------------

    def _day(self, day: date | str, beyond: Beyond, instead: str = "") -> date:
        when = as_day(day, instead=instead)
        self._report_beyond(when, beyond)
        return when

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
