"""Steps: the acts that decide a membership, each with the claims about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.membership.act import Act
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import in_order, inside_and_paused
from csto_membership.membership.view import View
from csto_membership.record import Claim, Event, Kind, State


class Effect(StrEnum):
    """What an act does to a membership under a definition.

    Examples:
        >>> import csto_membership as cm
        >>> from csto_membership.evidence import Effect
        >>> why = cm.load("csto").explain("Uzbekistan", "2013-01-01")
        >>> [step.effect.value for step in why.steps]
        ['in', 'out', 'in', 'paused']
        >>> why.steps[-1].effect is Effect.PAUSED
        True
    """

    OUT = "out"
    IN = "in"
    PAUSED = "paused"
    RESUMED = "resumed"
    NONE = "without effect"
    """The definition does not count it; it is shown because it begins a status."""


_BY_ORDER = (Effect.OUT, Effect.IN, Effect.PAUSED, Effect.RESUMED)


@attrs.frozen(repr=False)
class Step(WithPlainValues):
    """An act that decides an answer, and the claims about it.

    Attributes:
        act: The act.
        effect: What it does to the membership.
        known: The day from which it was publicly known; None if no chosen source
            mentions it or its sources have no date.
        deciding: The claims that decide. There are several, one of which may deny the
            act, if it is undecided, and none if no chosen source mentions it.
        agreeing: Other claims that fit the act; most are vaguer.
        not_followed: Claims that contradict it.

    Examples:
        >>> import csto_membership as cm
        >>> why = cm.load("csto").explain("Uzbekistan", "2013-01-01")
        >>> last = why.steps[-1]
        >>> last, last.agreeing
        (<Step paused: 2012-12-19: the Council suspends Uzbekistan's membership>, (<Claim 2012-12-19 by analitika, vlast55>, <Claim 2012-12-19 by novinite-2012>))
        >>> last.not_followed
        (<Claim [2012-12-18..2012-12-19] by novinite-2012>, <Claim 2012-12-19 by rferl-2012>, <Claim 2012 by seed-001>)
    """

    act: Act
    effect: Effect
    known: date | None
    deciding: tuple[Claim, ...]
    agreeing: tuple[Claim, ...]
    not_followed: tuple[Claim, ...]

    @property
    def event(self) -> Event:
        """The event of the act."""
        return self.act.event

    @property
    def done(self) -> FuzzyDate | None:
        """When the act was done; None for the end of a term, and if not recorded.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").explain("Uzbekistan", "2013-01-01")
            >>> [str(step.done) for step in why.steps]
            ['1992-05-15', 'None', '2006-08-16', '2012-12-19']
        """
        return self.act.on

    @property
    def effective(self) -> FuzzyDate:
        """First day of the new status."""
        return self.act.since

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases of the deciding claims, unless a source simply states it.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").under("party").explain("KAZ", "1996-01-01")
            >>> print(*why.steps[0].bases)
            presumed: each state that had signed by that day is taken to be bound from it, no deposit being known
        """
        if not self.deciding:
            return ("unsourced: the chosen sources do not mention it",)
        return tuple(c.basis for c in self.deciding if c.basis != "stated")

    def __repr__(self) -> str:
        return f"<Step {self.effect.value}: {self.act}>"


def by_day(steps: Iterable[Step], day: date) -> tuple[Step, ...]:
    """The steps that have, or may have, taken effect by a day."""
    return tuple(step for step in steps if day in step.act.happened.possibly)


def steps_of(
    alliance: Interpretation, state: State, status_kind: Kind | None
) -> Iterator[Step]:
    """The acts that change the membership of a state, or begin its status."""
    definition = alliance.definition
    also_shown = frozenset(filter(None, [status_kind]))
    extended = attrs.evolve(definition, pauses=definition.pauses | also_shown)
    counted: list[Act] = []
    before = inside_and_paused(counted, definition)
    for act in in_order(alliance.view.acts_of(state), extended):
        order = definition.order_on_day(act)
        counted += [] if order is None else [act]
        after = inside_and_paused(counted, definition)
        if after != before or act.kind in also_shown:
            effect = Effect.NONE if order is None else _BY_ORDER[order]
            yield _step(alliance.view, act, state, effect)
        before = after


def _step(view: View, act: Act, state: State, effect: Effect) -> Step:
    visible = view.visible(act.event, state)
    deciding = view.deciding(act.event, state)
    others = [claim for claim in visible if claim not in deciding]
    conflicting = [claim for claim in others if _conflicts(claim, act, state)]
    return Step(
        act=act,
        effect=effect,
        known=_known(view, act.claims),
        deciding=tuple(deciding),
        agreeing=tuple(claim for claim in others if claim not in conflicting),
        not_followed=tuple(conflicting),
    )


def _known(view: View, claims: Iterable[Claim]) -> date | None:
    """The day from which an act was publicly known, by the chosen sources."""
    days: list[date] = []
    for claim in claims:
        chosen = (s for s in claim.sources if view.sources and s.id in view.sources)
        published = (source.public_from for source in chosen)
        days.append(max(claim.public_from, min(published, default=date.min)))
    first = min(days, default=date.max)
    return None if first == date.max else first


def _conflicts(claim: Claim, act: Act, state: State) -> bool:
    """Whether a claim contradicts an act of a state."""
    event = act.event
    place = next((c.place for c in act.claims if c.place), event.place)
    dates = ((claim.on, act.done), (claim.since, act.since))
    return (
        claim.denies(state)
        or (claim.kind or event.kind) is not act.kind
        or (claim.instrument or event.instrument) is not act.instrument
        or (claim.place or event.place) != place
        or any(its and not its.agrees_with(date) for its, date in dates)
    )
