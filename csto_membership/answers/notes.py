"""The notes that belong to an answer about a day: on statuses, and on single acts."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from datetime import date

from csto_membership.answers.wording import capital, listed, status_in_words
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.status import BETWEEN, Status
from csto_membership.record import State

_HAS_EFFECT = frozenset(BETWEEN.values()).union(*(d.kinds for d in DEFINITIONS))
_PLURALS = {
    Status.FORMER: "former members",
    Status.FOUNDING_STATE: "founding states only",
    **{s: f"{s.value}s" for s in (Status.ASSOCIATE, Status.OBSERVER, Status.PARTNER)},
}


def status_of_several(status: Status, states: Sized) -> str:
    """A status before a list of the states that have it, with a capital."""
    text = status_in_words(status)
    return capital(_PLURALS.get(status, text) if len(states) > 1 else text)


def status_notes(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence for each status such as suspended, for the states that have it.

    If several acts began such a status of a state, the last one counts.
    """
    yield from dict.fromkeys(_status_notes(alliance, day))


def _status_notes(alliance: Interpretation, day: date) -> Iterator[str]:
    having: dict[Status, list[State]] = {status: [] for status in BETWEEN}
    for state in alliance.record.parties:
        for status, days in alliance.days_by_status(state).items():
            if day in days.surely:
                having[status].append(state)
    for status, states in having.items():
        notes: dict[str, str] = {}
        for state in states:
            begun = [
                act.event.note
                for act in alliance.view.acts_of(state)
                if act.kind is BETWEEN[status]
                and (act.since.earliest or date.min) <= day
            ]
            notes[state.name] = begun[-1] if begun else ""
        yield from filter(None, notes.values())
        # Notes may stand for the list if each names its state; a list names all states.
        if any(name not in note for name, note in notes.items()):
            yield f"{status_of_several(status, notes)}: {listed(notes)}."
    for state in alliance.record.parties:
        yield from notes_of_steps(alliance, state, day)


def notes_of_steps(alliance: Interpretation, state: State, day: date) -> Iterator[str]:
    """The notes on acts of a state that change no membership and no status by themselves.

    Such an act is a vote to leave. Its note is shown until the next act of the state.
    """
    last = None
    for act in alliance.view.acts_of(state):
        if (act.since.earliest or date.min) <= day:
            last = act
    if last and last.event.note and last.kind not in _HAS_EFFECT:
        yield last.event.note
