"""An alliance, and the questions that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache, reduce
from itertools import pairwise
from operator import and_, itemgetter
from typing import TYPE_CHECKING

import attrs

from csto_membership.accountable import Accountable
from csto_membership.answers.change import Change
from csto_membership.answers.history import History
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.days.parsing import as_day
from csto_membership.days.span import Period, as_period
from csto_membership.errors import UnknownNameError
from csto_membership.membership.act import Act
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.replay import in_order
from csto_membership.membership.spell import spells
from csto_membership.membership.status import BETWEEN, Status, standing_days
from csto_membership.record import Kind, State, StateSet

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart

__all__ = ["Alliance", "Period"]

_NEVER = FuzzyDaySet()


@attrs.frozen(slots=False, repr=False)
class Alliance(Accountable):
    """An alliance under one definition, as one view of its record tells it.

    Narrow it with `under`, `as_known_on`, `according_to` and `preferring`. States go
    in as ISO 3166-1 codes or by name in English, Dutch or Russian; days as
    `datetime.date` or text such as `2007-01-01` or `1 January 2007`.

    Attributes:
        view: The record, and which of its claims are looked at.
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
            beyond: What to do where the day lies after the record's last: `warn`,
                `raise` or `ignore`.

        Raises:
            InvalidDayError: The text names no single day; a year is a period.
            BeyondRecordError: As asked for with `beyond="raise"`.

        Examples:
            >>> import csto_membership as cm
            >>> print(*cm.load("csto").members_on("1992-05-15").names, sep=", ")
            Armenia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan
        """
        try:
            members, lies_beyond = self._answered(day)
        except TypeError:  # what cannot be looked up is no day; say so
            as_day(day)
            raise
        if lies_beyond:
            self._report_beyond(lies_beyond, beyond)
        return members

    def members(self) -> Members:
        """The members on the last day that this view covers."""
        return self.members_on(self.horizon)

    def members_during(
        self,
        period: Period,
        *,
        beyond: Beyond = "warn",
    ) -> MembersDuring:
        """Who was a member on every day, and on some day, of a period.

        Args:
            period: Text with both ends inside (`1999`, `1999-04`,
                `1999-01-01/1999-06-30`), a `Span`, or a half-open pair of days.
            beyond: What to do where it runs past the record's last day.

        Raises:
            InvalidPeriodError: The value names no period.

        Examples:
            >>> import csto_membership as cm
            >>> year = cm.load("csto").members_during("1999")
            >>> sorted(year.sometime - year.throughout, key=str)
            [<State AZ Azerbaijan>, <State GE Georgia>, <State UZ Uzbekistan>]
        """
        span = as_period(period)
        self._report_beyond(span.last_day, beyond)
        whole, days = DaySet.from_spans([span]), self.days_by_state.items()
        return MembersDuring(
            span,
            self._members(
                surely=[state for state, its in days if whole <= its.surely],
                possibly=[state for state, its in days if whole <= its.possibly],
            ),
            self._members(
                surely=[state for state, its in days if whole & its.surely],
                possibly=[state for state, its in days if whole & its.possibly],
            ),
        )

    def was_member(
        self, state: str | State, day: date | str, *, beyond: Beyond = "warn"
    ) -> Answer:
        """Whether a state was a member on a day: yes, no or uncertain.

        Raises:
            UnknownStateError: No state has the name.
            InvalidDayError: The text names no single day.
        """
        found = self._found(state)
        when = as_day(day, instead=f"ask history({found.alpha_3!r})")
        self._report_beyond(when, beyond)
        return self.days_of(found).answer(when)

    # -- when -------------------------------------------------------------

    def days_of(self, state: str | State) -> FuzzyDaySet:
        """The days on which a state was surely, and possibly, a member."""
        return self.days_by_state.get(self._found(state), _NEVER)

    def together(self, *states: str | State) -> FuzzyDaySet:
        """The days on which all these states were members.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").together("AZE", "GEO"))
            1993-12-09 to 1999-04-20
        """
        days = [self.days_of(state) for state in states]
        return reduce(and_, days, FuzzyDaySet(~DaySet()))

    def history(self, state: str | State) -> History:
        """The spells of a state, with the acts that opened and closed them."""
        found = self._found(state)
        acts = tuple(in_order(self.view.acts_of(found), self.definition))
        return History(self, found, spells(self.days_of(found), acts, self.definition))

    def timeline(self) -> Timeline[Members]:
        """The members, day by day, changing on finitely many days."""
        return self._roll

    def changes(
        self,
        period: Period = "../..",
        *,
        beyond: Beyond = "ignore",
    ) -> tuple[Change, ...]:
        """The days of a period on which the answer became another, in order."""
        span = as_period(period)
        self._report_beyond(span.last_day, beyond)
        roll = self._roll
        pairs = pairwise(roll.values)
        changes = (
            self._change(day, before, after)
            for day, (before, after) in zip(roll.days, pairs, strict=True)
            if day in span
        )
        return tuple(c for c in changes if c.joined or c.left or c.unsure)

    def _change(self, day: date, before: Members, after: Members) -> Change:
        joined = frozenset(after) - frozenset(before)
        left = before.possibly - after.possibly
        unsure = frozenset(after.uncertain) - frozenset(before.uncertain)
        acts = (
            act
            for act in self.view.moves
            if day in {act.since.earliest, act.since.latest}
            and not (joined | left | unsure).isdisjoint(act.states)
            and self.definition.turn_of(act) is not None
        )
        return Change(
            day,
            self.listed(joined),
            self.listed(left),
            self.listed(unsure),
            tuple(acts),
        )

    def acts(
        self,
        *,
        state: str | State | None = None,
        kind: str | Kind | None = None,
        during: Period | None = None,
        answering: str | None = None,
    ) -> tuple[Act, ...]:
        """What happened, membership or not, by the earliest day of each effect.

        Args:
            state: Only acts of this state.
            kind: Only acts of this kind.
            during: Only acts that were, or may have been, done in this period.
            answering: Only acts that answer the request with this id of an event.
        """
        whose = None if state is None else self._found(state)
        if kind is not None and kind not in list(Kind):
            known = [each.value for each in Kind]
            raise UnknownNameError(str(kind), known, what="kind of act")
        period = DaySet.from_spans([Span() if during is None else as_period(during)])
        return tuple(
            act
            for act in self.view.acts
            if (whose is None or whose in act.states)
            and (kind is None or act.kind == kind)
            and not act.done.days.isdisjoint(period)
            and answering in {None, act.event.answers}
        )

    # -- standing ---------------------------------------------------------

    def status(
        self, state: str | State, day: date | str, *, beyond: Beyond = "warn"
    ) -> Status:
        """What a state was to the alliance on a day, in more words than yes and no."""
        found = self._found(state)
        when = as_day(day)
        self._report_beyond(when, beyond)
        if not found.existed_on(when):
            return Status.NO_STATE
        for status in BETWEEN:
            if when in self.standing(found, status):
                return status
        days = self.days_of(found)
        answer = days.answer(when)
        if answer is not Answer.NO:
            return Status.MEMBER if answer.surely else Status.UNCERTAIN
        if not self._existed_on(when):
            return Status.NO_BODY
        if not days.possibly:
            return Status.NEVER
        until = DaySet.span(None, when)
        return Status.FORMER if days.possibly & until else Status.NOT_YET

    def change_days_of(self, state: str | State) -> frozenset[date]:
        """The days on which the answer about a state, or its status, may be another.

        From each of them to the day before the next, both stay as they are.

        Examples:
            >>> import csto_membership as cm
            >>> print(*sorted(cm.load("cis").change_days_of("Ukraine")), sep=", ")
            1991-12-01, 1991-12-08, 1994-01-22, 2018-05-19
        """
        found = self._found(state)
        days = self.days_of(found)
        sets = [
            days.surely,
            days.possibly,
            self.applies,
            self.under("joined").existence,
            *(self.standing(found, status) for status in BETWEEN),
        ]
        if found.existence is not None:
            sets.append(found.existence.possibly)
        turns = {day for each in sets for day in each.toggles}
        return frozenset(turns | {self.record.founded or date.min})

    def _existed_on(self, day: date) -> bool:
        if self.record.founded:
            return day >= self.record.founded
        return day in self.applies and day in self.under("joined").existence

    def statuses_on(
        self, day: date | str, *, beyond: Beyond = "warn"
    ) -> dict[State, Status]:
        """The status of every state that the record names."""
        self._report_beyond(as_day(day), beyond)
        return {s: self.status(s, day, beyond="ignore") for s in self.record.parties}

    def former_on(self, day: date | str, *, beyond: Beyond = "warn") -> StateSet:
        """The states that had been members and no longer were.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.former_on("2000-01-01"))
            Azerbaijan, Georgia, Uzbekistan
            >>> print(csto.former_on("2007-01-01"))
            Azerbaijan, Georgia
        """
        self._report_beyond(as_day(day), beyond)
        statuses = self.statuses_on(day, beyond="ignore")
        return self.listed(
            s for s, status in statuses.items() if status is Status.FORMER
        )

    def standing(self, state: State, status: Status) -> DaySet:
        """The days on which a state surely had a standing between in and out."""
        return standing_days(self.view.acts_of(state), status)

    def name_on(self, day: date | str) -> str | None:
        """What the alliance was called on a day; None before it had a name."""
        name = self.record.name_on(as_day(day))
        return None if name is None else str(name)

    # -- showing ----------------------------------------------------------

    def chart(self, *states: str | State, during: Period | None = None) -> Chart:
        """A timeline as a picture: a row for each state, a bar for each of its spells.

        What is uncertain is faded; days on which a state is suspended, or says that it
        takes no part, are hatched, in or out. A small triangle marks an act.

        Args:
            states: The states to show; all that were members unless told, in the order
                in which they came.
            during: The days to show; from the year of the first member to the last day
                that this view covers unless told.

        Raises:
            UnknownStateError: No state has the name.
            InvalidPeriodError: The value names no period.
            BeyondRecordError: The period begins after the last day that the view
                covers, and has no end.

        Examples:
            >>> import csto_membership as cm
            >>> picture = cm.load("csto").chart()
            >>> picture.first_day, picture.last_day
            (datetime.date(1992, 1, 1), datetime.date(2026, 2, 2))
            >>> picture.svg[:12]
            '<svg xmlns="'
        """
        from csto_membership.answers.member_chart import of_alliances  # noqa: PLC0415

        return of_alliances([self], states, during)

    def _repr_svg_(self) -> str:
        return self.chart().svg

    # -- inner ------------------------------------------------------------

    @cached_property
    def _answered(self) -> Callable[[date | str], tuple[Members, date | None]]:
        """The members on a day, and the day if it lies beyond; kept as asked for."""
        roll, horizon = self._roll, self.horizon

        @lru_cache(maxsize=2**14)
        def answer(asked: date | str) -> tuple[Members, date | None]:
            day = as_day(asked, instead="ask members_during({})")
            return roll[day].on(day), day if day > horizon else None

        return answer

    @cached_property
    def _roll(self) -> Timeline[Members]:
        states, known = self.record.parties, self.record.states
        surely, possibly, paused = set[int](), set[int](), set[int]()
        flips: dict[date, list[tuple[set[int], int]]] = {date.min: []}
        for place, state in enumerate(states):
            days = self.days_by_state[state]
            for group, those in (
                (surely, days.surely),
                (possibly, days.possibly),
                (paused, self.standing(state, Status.SUSPENDED)),
            ):
                for day in those.toggles:
                    flips.setdefault(day, []).append((group, place))
        roll = []
        for day, flipped in sorted(flips.items(), key=itemgetter(0)):
            for group, place in flipped:
                group.symmetric_difference_update((place,))
            sure, unsure, out = (
                StateSet(tuple(states[place] for place in sorted(group)), known)
                for group in (surely, possibly - surely, paused)
            )
            day_of = None if day == date.min else day
            roll.append(Members(sure.states, known, self, day_of, unsure, out))
        return Timeline(sorted(flips)[1:], roll)

    def _members(
        self, *, surely: Iterable[State], possibly: Iterable[State]
    ) -> Members:
        """The members of many days."""
        sure = self.listed(surely)
        unsure = self.listed(frozenset(possibly).difference(sure))
        return Members(sure.states, sure.known, self, None, unsure, self.listed(()))

    def _found(self, state: str | State) -> State:
        return self.record.states.find(state)

    def __str__(self) -> str:
        return self.name_on(self.horizon) or self.record.id

    def __repr__(self) -> str:
        return f"<Alliance {self.record.id} under {self.definition.name}>"
