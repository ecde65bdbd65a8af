"""Views: which claims of a record count, and what happened according to them.

Each choice sets one field of a `View`, so the order of choices does not matter. All
claims are resolved here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDate
from csto_membership.membership.act import Act
from csto_membership.record import Claim, Event, Instrument, Kind, Record, State

_BINDING = {Kind.SIGNATURE, Kind.ACCESSION, Kind.ENTRY_INTO_FORCE}


class Silence(StrEnum):
    """What it means if no chosen source mentions an event."""

    PERHAPS = "perhaps"
    """It may have happened, on or after the earliest day that any source gives."""
    NO = "no"
    """It did not happen."""


@attrs.frozen(slots=False, repr=False)
class View:
    """A record, and which of its claims count.

    Attributes:
        record: The record.
        known: Only what was publicly known by this day counts; None for all.
        sources: Ids of the only sources that count; None for all.
        silence: What it means if none of these sources mentions an event.
        preferred: Ids of sources whose claims win over all others.
        instead: A claim that wins over all others, as if it were true.
    """

    record: Record
    known: date | None = None
    sources: frozenset[str] | None = None
    silence: Silence = Silence.PERHAPS
    preferred: frozenset[str] = frozenset()
    instead: Claim | None = None

    def __getstate__(self) -> dict[str, Any]:
        # Cached results are not pickled; they are computed again when needed.
        return {field.name: getattr(self, field.name) for field in attrs.fields(View)}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Everything that happened according to this view, by earliest day."""
        return self._acts_of(self.record.all_events)

    @cached_property
    def moves(self) -> tuple[Act, ...]:
        """The acts that may change memberships or statuses, by earliest day."""
        return self._acts_of(self.record.events)

    def _acts_of(self, events: Iterable[Event]) -> tuple[Act, ...]:
        acts = (act for event in events for act in self.acts_in(event))
        return tuple(
            sorted(acts, key=lambda act: (act.since.earliest or date.min, act.event.id))
        )

    @cached_property
    def acts_by_event(self) -> dict[Event, tuple[Act, ...]]:
        """The acts of the events that were resolved already."""
        return {}

    def acts_in(self, event: Event) -> tuple[Act, ...]:
        """The acts in one event: one for all states with the same claims."""
        if event not in self.acts_by_event:
            self.acts_by_event[event] = self._acts_in(event)
        return self.acts_by_event[event]

    def _acts_in(self, event: Event) -> tuple[Act, ...]:
        states_by_act: dict[Act, set[State | None]] = {}
        bound = (
            self._bound_by(event)
            if event in self.record.computed
            else frozenset[State]()
        )
        for alike in event.alike:
            # A computed term binds some states, and not others with the same claims.
            groups: dict[bool, list[State | None]] = {}
            for state in alike:
                groups.setdefault(state in bound, []).append(state)
            for group in groups.values():
                for act in self._resolved(event, group[0]):
                    states_by_act.setdefault(act, set()).update(group)
        return tuple(
            attrs.evolve(act, states=tuple(filter(states.__contains__, event.states)))
            for act, states in states_by_act.items()
        )

    @cached_property
    def not_followed(self) -> tuple[tuple[Event, Claim], ...]:
        """Each claim that is set aside or undecided, except misprints, with its event."""
        return tuple(
            (event, claim)
            for event in self.record.events
            for claim in event.claims
            if (claim.set_aside or event.undecided.intersection(claim.states))
            and not claim.is_misprint
        )

    def supposing(
        self, event: Event, claim: Claim
    ) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
        """Return the acts that would be replaced if a claim were true, and the new ones."""
        supposed = attrs.evolve(self, instead=claim)
        # Only this event and the terms that depend on it can change.
        affected = self.following_from(event)
        replaced = tuple(act for each in affected for act in self.acts_in(each))
        supposed.acts_by_event.update(self.acts_by_event)
        for each in affected:
            del supposed.acts_by_event[each]
        acts = tuple(act for each in affected for act in supposed.acts_in(each))
        return replaced, acts

    def following_from(self, event: Event) -> tuple[Event, ...]:
        """The event, and those whose terms depend on it."""
        return (event, *(e for e in self.record.computed if _depends(e, event)))

    def acts_of(self, state: State) -> tuple[Act, ...]:
        """The acts that may change the membership or status of one state."""
        return self._by_state.get(state, ())

    @cached_property
    def _by_state(self) -> dict[State, tuple[Act, ...]]:
        acts: dict[State, list[Act]] = {}
        for act in self.moves:
            for state in act.states:
                acts.setdefault(state, []).append(act)
        return {state: tuple(its) for state, its in acts.items()}

    @cached_property
    def horizon(self) -> date:
        """The last day for which this view can be complete."""
        ends = [self.record.complete_until, self.known or date.max]
        if self.sources is not None:
            published = (self.record.sources[key].public_from for key in self.sources)
            ends.append(max(published, default=date.min))
        return min(ends)

    # -- resolving --------------------------------------------------------

    def _resolved(self, event: Event, state: State | None) -> Iterator[Act]:
        """The acts of one state; their `states` are filled in later."""
        if deciding := self.deciding(event, state):
            yield from self._acts_by(event, state, deciding)
        elif self.sources is not None and self.silence is Silence.PERHAPS:
            yield from self._possible_acts(event, state)

    def _was_known(self, claim: Claim) -> bool:
        return self.known is None or claim.public_from <= self.known

    def is_silent_on(self, event: Event) -> bool:
        """Whether no chosen source mentions the event."""
        return not any(map(self._is_visible, event.claims))

    def _is_visible(self, claim: Claim) -> bool:
        """Whether a chosen source makes the claim, and made it by the day known."""
        known, chosen = self.known or date.max, self.sources
        return self._was_known(claim) and (
            chosen is None
            or any(
                source.id in chosen and source.public_from <= known
                for source in claim.sources
            )
        )

    def visible(self, event: Event, state: State | None) -> Sequence[Claim]:
        """The claims in this view that affirm or deny the act of one state."""
        claims = event.speaking_of(state)
        if self.known is None and self.sources is None:
            return claims  # the usual case, fast
        return list(filter(self._is_visible, claims))

    def deciding(self, event: Event, state: State | None) -> Sequence[Claim]:
        """The visible claims that decide what happened; several if it is undecided."""
        visible = self.visible(event, state)
        for claim in visible:
            if claim is self.instead:
                return [claim]
        for claim in visible if self.preferred else ():
            if claim.cited_by(*self.preferred):
                return [claim]
        if self.sources is None:
            visible = [claim for claim in visible if not claim.set_aside]
        return visible if state in event.undecided else visible[:1]

    def _acts_by(
        self, event: Event, state: State | None, deciding: Sequence[Claim]
    ) -> Iterator[Act]:
        versions: dict[
            tuple[Kind, Instrument | None], list[tuple[Claim, FuzzyDate]]
        ] = {}
        for claim in deciding:
            if not claim.denies(state) and (date := self._dated(event, state, claim)):
                key = (claim.kind or event.kind, claim.instrument or event.instrument)
                versions.setdefault(key, []).append((claim, date))
        denied = sum(map(len, versions.values())) < len(deciding)
        for (kind, instrument), dated in versions.items():
            claims, dates = zip(*dated, strict=True)
            done = [claim.on for claim in claims if claim.on]
            yield Act(
                event=event,
                kind=kind,
                instrument=instrument,
                states=(),
                since=_either(dates),
                on=_either(done) if done else None,
                may_not_have_happened=denied or len(versions) > 1,
                claims=claims,
            )

    def _possible_acts(self, event: Event, state: State | None) -> Iterator[Act]:
        """A possible act, for an event that no chosen source mentions."""
        known = filter(self._was_known, event.speaking_of(state))
        dates = [
            self._dated(event, state, claim)
            for claim in known
            if not claim.denies(state) and not claim.is_misprint
        ]
        given = [date.earliest for date in dates if date]
        if given:
            earliest = min(given, key=lambda day: day or date.min)
            since = FuzzyDate(DaySet.span(earliest, None))
            yield Act(event, event.kind, event.instrument, (), since, None, True, ())

    def _dated(
        self, event: Event, state: State | None, claim: Claim
    ) -> FuzzyDate | None:
        """The day from which the claim counts for a state; None if it does not apply."""
        if claim.effective:
            return claim.effective
        if claim.rule is None:
            # The claim is about the place or the kind; other claims give the day.
            stated = (c for c in event.claims if c.effective and not c.denies(state))
            return next((c.effective for c in stated), None)
        if state not in self._bound_by(event):
            return None
        # A term begins on the same day for all parties.
        first = (e for e in self.record.events if e.id == claim.rule.after)
        start = next((act.since for each in first for act in self.acts_in(each)), None)
        return start and claim.rule.term.after(start)

    @cached_property
    def _bound(self) -> dict[Event, frozenset[State]]:
        return {}

    def _bound_by(self, event: Event) -> frozenset[State]:
        """The states that signed or joined the instrument whose term ends."""
        if event not in self._bound:
            self._bound[event] = frozenset(
                state
                for other in self.record.events
                if other.instrument is event.instrument
                and other not in self.record.computed
                for act in self.acts_in(other)
                if act.kind in _BINDING
                for state in act.states
            )
        return self._bound[event]


def _depends(event: Event, other: Event) -> bool:
    """Whether the end of a term depends on the other event, or is under its instrument."""
    return event is not other and (
        event.instrument is other.instrument
        or any(claim.rule.after == other.id for claim in event.claims if claim.rule)
    )


def _either(dates: Iterable[FuzzyDate]) -> FuzzyDate:
    first, *others = dates
    if not others:
        return first  # the usual case, fast
    return FuzzyDate(first.days.union(*(each.days for each in others)))
