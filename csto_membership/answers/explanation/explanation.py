"""Explanations: the acts that decide an answer, and what is said against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.answers.explanation import (
    explanation_html,
    explanation_plain,
    explanation_text,
)
from csto_membership.answers.explanation.step import Effect, Step, by_day, steps_of
from csto_membership.days import Answer, FuzzyDaySet
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.status import BETWEEN, Status
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, Source, State

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance

__all__ = ["Denial", "DifferingDefinition", "Explanation", "RivalAnswer", "explain"]


@attrs.frozen(repr=False)
class Denial:
    """An act that some claim of the state, and the claims that are followed deny.

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
class RivalAnswer:
    """What would be answered if a claim that is not followed were so.

    Attributes:
        event: The event of which it speaks.
        claim: The claim.
        days: The days on which the state would then have been a member.
        answer: The answer on the day asked.

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
class DifferingDefinition:
    """A standard definition that answers otherwise.

    Attributes:
        definition: The definition.
        answer: Its answer.
        step: The last act that decides it; None where there is none by that day.

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
class Explanation:
    """Why a state was, or was not, a member on a day. It prints as an answer.

    Attributes:
        alliance: The alliance, definition and view asked.
        state: The state.
        day: The day.
        answer: Whether it was a member.
        status: What it was to the alliance, in more words.
        days: All days on which it was a member.
        steps: The acts that decide, in order of effect. An act done after the day is
            among them if it took effect by the day.
        later: The acts after the day that change the membership again.
        first: The first act of all that the definition counts, of any state.
        denied: The acts by which some claim would take it in by the day, and which the
            claims that are followed deny.
        other_definitions: The standard definitions that answer otherwise.
        rivals: The claims not followed that would answer otherwise.
        elsewhere: The claims not followed that would change other days of the state.
        strictest: Of the claims not followed on how it came in, the one that has it come
            in latest; None for a state that is not a member.
        whole_record: What the record answers if nothing is left out of view.

    Examples:
        >>> import csto_membership as cm
        >>> why = cm.load("csto").under("party").explain("KAZ", "1999-06-01")
        >>> last = why.steps[-1]
        >>> print(last.done, last.effective, last.known)
        2000-03-22 1999-04-21 2000-03-22
    """

    alliance: Alliance
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
        """The acts that are presumed or derived, or of which nobody asked speaks.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").under("party").explain("KAZ", "1996-01-01")
            >>> [step.event.id for step in why.presumed]
            ['cst-in-force']
        """
        return tuple(step for step in self.steps if step.bases)

    @property
    def notes(self) -> tuple[str, ...]:
        """What readers must be told with the answer.

        Examples:
            >>> import csto_membership as cm
            >>> for note in cm.load("csto").explain("ARM", "2025-01-01").notes:
            ...     print(note)
            Armenia's government says it has frozen its participation (since 22 February 2024). The CSTO counts it as a full member. No notice of withdrawal was found.
        """
        return tuple(step.event.note for step in self.steps if step.event.note)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources of every claim in it, by id, in the order in which they come."""
        claims = [
            claim
            for step in self.steps
            for claim in (*step.deciding, *step.agreeing, *step.not_followed)
        ]
        claims += [claim for denial in self.denied for claim in denial.claims]
        claims += [rival.claim for rival in (*self.rivals, *self.elsewhere)]
        return {source.id: source for claim in claims for source in claim.sources}

    def as_dict(self) -> dict[str, Any]:
        """The explanation as plain values, for JSON."""
        return explanation_plain.of_explanation(self)

    def __str__(self) -> str:
        return explanation_text.of_explanation(self)

    def _repr_html_(self) -> str:
        return explanation_html.of_explanation(self)

    def __repr__(self) -> str:
        return f"<Explanation {self.state} on {self.day}: {self.answer.value}>"


def explain(alliance: Alliance, state: State, day: date) -> Explanation:
    """Why a state was, or was not, a member on a day."""
    days = alliance.days_of(state)
    status = alliance.status(state, day, beyond="ignore")
    moving = tuple(steps_of(alliance, state, BETWEEN.get(status)))
    steps = by_day(moving, day)
    answered = [
        RivalAnswer(rival.event, rival.claim, those, those.answer(day))
        for rival in alliance.rivals
        if (those := rival.days.get(state)) is not None
    ]
    answer = days.answer(day)
    all_of_it = View(alliance.record)
    narrowed = alliance.view != all_of_it
    whole = attrs.evolve(alliance, view=all_of_it) if narrowed else alliance
    return Explanation(
        alliance=alliance,
        state=state,
        day=day,
        answer=answer,
        status=status,
        days=days,
        steps=steps,
        later=tuple(step for step in moving if step not in steps),
        first=_first(alliance),
        denied=tuple(_denied(alliance, state, day)),
        other_definitions=tuple(_other_definitions(alliance, state, day)),
        rivals=tuple(rival for rival in answered if rival.answer is not answer),
        elsewhere=tuple(rival for rival in answered if rival.answer is answer),
        strictest=_strictest(steps, answered) if answer.possibly else None,
        whole_record=whole.days_of(state).answer(day),
    )


def _first(alliance: Alliance) -> Act | None:
    counted = (
        act
        for act in alliance.view.moves
        if act.states and alliance.definition.turn_of(act) is not None
    )
    return next(counted, None)


def _denied(alliance: Alliance, state: State, day: date) -> Iterator[Denial]:
    definition, view = alliance.definition, alliance.view
    for event in alliance.record.events:
        if definition.opens.isdisjoint(event.kinds) or not definition.may_count(event):
            continue
        claimed = [c.effective for c in event.claims if not c.denies(state)]
        by_then = any(when and day in when.onwards.possibly for when in claimed)
        deciding = tuple(view.deciding(event, state))
        if by_then and deciding and all(claim.denies(state) for claim in deciding):
            yield Denial(event, deciding)


def _other_definitions(
    alliance: Alliance, state: State, day: date
) -> Iterator[DifferingDefinition]:
    mine = alliance.days_of(state).answer(day)
    for other in alliance.other_definitions:
        answer = other.days_of(state).answer(day)
        if day in other.applies and answer is not mine:
            steps = by_day(steps_of(other, state, None), day)
            yield DifferingDefinition(
                other.definition, answer, steps[-1] if steps else None
            )


def _strictest(
    steps: tuple[Step, ...], rivals: Iterable[RivalAnswer]
) -> RivalAnswer | None:
    """The rival of the last act that takes a state in that has it come in latest."""
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
    return max(later, key=lambda found: found[0], default=(None, None))[1]
