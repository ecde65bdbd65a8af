"""Findings of an explanation: the acts that decide, and the claims against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Self

import attrs

from csto_membership.answers.explanation.step import Effect, Step, by_day, steps_of
from csto_membership.answers.notes import notes_of_steps
from csto_membership.days import Answer, FuzzyDaySet
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.status import BETWEEN, Status
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, Source, State


@attrs.frozen(repr=False)
class Denial(WithPlainValues):
    """An act that some claim affirms and the claims that are followed deny.

    Attributes:
        event: The event.
        claims: The claims that are followed.

    Examples:
        >>> import csto_membership as cm
        >>> denial, = cm.load("csto").explain("Turkmenistan", "1993-06-01").denied
        >>> denial, denial.claims[0].sources.ids[:3]
        (<Denial of cst-signed>, ('mfa-by', 'pravda-42517', 'ria-2025'))
    """

    event: Event
    claims: tuple[Claim, ...]

    def __repr__(self) -> str:
        return f"<Denial of {self.event.id}>"


@attrs.frozen(repr=False)
class RivalAnswer(WithPlainValues):
    """The answer if a claim that is not followed were true.

    Attributes:
        event: The event that the claim is about.
        claim: The claim.
        days: The days on which the state would then have been a member.
        answer: The answer for the day.

    Examples:
        >>> import csto_membership as cm
        >>> why = cm.load("csto").explain("Uzbekistan", "2007-01-01")
        >>> for rival in why.rivals:
        ...     print(rival.claim, rival.answer, rival.days, sep="; ")
        <Claim 2008-03-28 by narod>; no; 1992-05-15 to 1999-04-20, 2008-03-28 to 2012-12-18
        <Claim 2008 by histdict>; no; 1992-05-15 to 1999-04-20, 2008-12-31 to 2012-12-18; uncertain: 2008-01-01 to 2008-12-30
    """

    event: Event
    claim: Claim
    days: FuzzyDaySet
    answer: Answer

    def __repr__(self) -> str:
        return f"<RivalAnswer {self.answer.value} by {self.claim!r}>"


@attrs.frozen(repr=False)
class DifferingDefinition(WithPlainValues):
    """A standard definition that answers differently.

    Attributes:
        definition: The definition.
        answer: Its answer.
        step: The last act that decides it; None if there is none by that day.

    Examples:
        >>> import csto_membership as cm
        >>> other, = cm.load("csto").explain("Armenia", "2025-01-01").other_definitions
        >>> other, other.step
        (<DifferingDefinition no under active>, <Step paused: 2024-02-22: Armenia's prime minister says that its participation is frozen>)
    """

    definition: Definition
    answer: Answer
    step: Step | None

    def __repr__(self) -> str:
        return f"<DifferingDefinition {self.answer.value} under {self.definition.name}>"


@attrs.frozen(slots=False, eq=False, repr=False)
class Findings:
    """The fields of an `Explanation`, which describes them."""

    alliance: Interpretation
    state: State
    day: date
    answer: Answer
    status: Status
    days: FuzzyDaySet
    steps: tuple[Step, ...]
    later: tuple[Step, ...]
    first: Act | None
    denied: tuple[Denial, ...]
    other_definitions: tuple[DifferingDefinition, ...]
    rivals: tuple[RivalAnswer, ...]
    elsewhere: tuple[RivalAnswer, ...]
    strictest: RivalAnswer | None
    whole_record: Answer

    @property
    def presumed(self) -> tuple[Step, ...]:
        """The acts that are presumed or derived, or that no chosen source mentions.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").under("party").explain("KAZ", "1996-01-01")
            >>> [step.event.id for step in why.presumed]
            ['cst-in-force']
        """
        return tuple(step for step in self.steps if step.bases)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that must be shown with the answer.

        Examples:
            >>> import csto_membership as cm
            >>> for note in cm.load("csto").explain("ARM", "2025-01-01").notes:
            ...     print(note)
            Armenia's government says it has frozen its participation (since 22 February 2024). The CSTO's secretary-general has spoken of a member that paused its participation and has not left; Russia's foreign ministry calls it a full member. No notice of withdrawal was found.
        """
        notes = [step.event.note for step in self.steps if step.event.note]
        notes += notes_of_steps(self.alliance, self.state, self.day)
        return tuple(dict.fromkeys(notes))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources of every claim in the explanation, by id, in order."""
        claims = [
            claim
            for step in self.steps
            for claim in (*step.deciding, *step.agreeing, *step.not_followed)
        ]
        claims += [claim for denial in self.denied for claim in denial.claims]
        claims += [rival.claim for rival in (*self.rivals, *self.elsewhere)]
        return {source.id: source for claim in claims for source in claim.sources}

    @classmethod
    def of(cls, alliance: Interpretation, state: State, day: date) -> Self:
        """Find out why a state was, or was not, a member on a day.

        Examples:
            >>> from datetime import date
            >>> import csto_membership as cm
            >>> from csto_membership.answers.explanation.findings import Findings
            >>> csto = cm.load("csto")
            >>> found = Findings.of(csto, csto.record.states.find("UZB"), date(2013, 1, 1))
            >>> found.answer
            <Answer.NO: 'no'>
        """
        days = alliance.member_days_of(state)
        status = alliance.status_on(state, day)
        all_steps = tuple(steps_of(alliance, state, BETWEEN.get(status)))
        steps = by_day(all_steps, day)
        rivals = [
            RivalAnswer(rival.event, rival.claim, rival_days, rival_days.answer(day))
            for rival in alliance.rivals
            if (rival_days := rival.days.get(state)) is not None
        ]
        answer, order_on_day = days.answer(day), alliance.definition.order_on_day
        moves = (act for act in alliance.view.moves if act.states)
        whole = alliance
        if alliance.view != (all_claims := View(alliance.record)):
            whole = attrs.evolve(alliance, view=all_claims)
        return cls(
            alliance=alliance,
            state=state,
            day=day,
            answer=answer,
            status=status,
            days=days,
            steps=steps,
            later=tuple(step for step in all_steps if step not in steps),
            first=next((act for act in moves if order_on_day(act) is not None), None),
            denied=tuple(_denied(alliance, state, day)),
            other_definitions=tuple(_other_definitions(alliance, state, day)),
            rivals=tuple(rival for rival in rivals if rival.answer is not answer),
            elsewhere=tuple(rival for rival in rivals if rival.answer is answer),
            strictest=_strictest(steps, rivals) if answer.possibly else None,
            whole_record=whole.member_days_of(state).answer(day),
        )


def _denied(alliance: Interpretation, state: State, day: date) -> Iterator[Denial]:
    definition, view = alliance.definition, alliance.view
    for event in alliance.record.events:
        if definition.opens.isdisjoint(event.kinds) or not definition.may_count(event):
            continue
        dates = [c.effective for c in event.claims if not c.denies(state)]
        affirmed = any(when and day in when.onwards.possibly for when in dates)
        deciding = tuple(view.deciding(event, state))
        if affirmed and deciding and all(claim.denies(state) for claim in deciding):
            yield Denial(event, deciding)


def _other_definitions(
    alliance: Interpretation, state: State, day: date
) -> Iterator[DifferingDefinition]:
    own = alliance.member_days_of(state).answer(day)
    for other in alliance.other_definitions:
        answer = other.member_days_of(state).answer(day)
        if day in other.applies and answer is not own:
            *_, last = (None, *by_day(steps_of(other, state, None), day))
            yield DifferingDefinition(other.definition, answer, last)


def _strictest(
    steps: tuple[Step, ...], rivals: Iterable[RivalAnswer]
) -> RivalAnswer | None:
    """The rival claim about the last opening act with the latest date of joining."""
    opening = next((s for s in reversed(steps) if s.effect is Effect.IN), None)
    if opening is None:
        return None
    later = [
        (earliest, rival)
        for rival in rivals
        if rival.claim in opening.not_followed
        and (when := rival.claim.effective)
        and (earliest := when.earliest)
        and earliest > (opening.effective.earliest or date.min)
    ]
    return max(later, key=itemgetter(0), default=(None, None))[1]
