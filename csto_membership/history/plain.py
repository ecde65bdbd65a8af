"""Answers as plain values, ready for JSON: days as text, states as alpha-3 codes.

Spans show `first_day` and `last_day`, both inside, and null where endless.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csto_membership.days import Span
from csto_membership.history.act import Act
from csto_membership.history.standing import BETWEEN

if TYPE_CHECKING:
    from csto_membership.history.change import Change
    from csto_membership.history.members import Members, MembersDuring
    from csto_membership.history.spell import History

__all__ = ["change", "during", "history", "members"]


def members(answer: Members) -> dict[str, Any]:
    """The members on a day."""
    alliance, day = answer.alliance, answer.day
    values: dict[str, Any] = {
        "alliance": alliance.record.id,
        "reading": alliance.reading.name,
        "members": list(answer.alpha_3),
        "uncertain": list(answer.uncertain.alpha_3),
        "suspended": list(answer.suspended.alpha_3),
    }
    if day is None:
        return values
    return {
        "day": str(day),
        "name": alliance.name_on(day),
        **values,
        "depends_on_reading": answer.depends_on_reading,
        "disputed": answer.disputed,
        **_completeness(alliance.horizon, day),
    }


def during(answer: MembersDuring) -> dict[str, Any]:
    """The members of a period."""
    alliance = answer.throughout.alliance
    return {
        **_span(answer.period),
        "alliance": alliance.record.id,
        "reading": alliance.reading.name,
        **{
            name: {
                "members": list(those.alpha_3),
                "uncertain": list(those.uncertain.alpha_3),
            }
            for name, those in (
                ("throughout", answer.throughout),
                ("sometime", answer.sometime),
            )
        },
        **_completeness(alliance.horizon, answer.period.last_day or date.max),
    }


def history(answer: History) -> dict[str, Any]:
    """The spells of a state."""
    alliance, state = answer.alliance, answer.state
    standing = {status: alliance.standing(state, status) for status in BETWEEN}
    return {
        "alliance": alliance.record.id,
        "reading": alliance.reading.name,
        "state": state.alpha_3,
        "spells": [
            {
                **_span(spell.span),
                "length": spell.length or None,
                "uncertain": [_span(span) for span in spell.uncertain.spans()],
                "opened_by": [_act(act) for act in spell.opened_by],
                "closed_by": [_act(act) for act in spell.closed_by],
            }
            for spell in answer.spells
        ],
        "standing": {
            status.value: [_span(span) for span in days.spans()]
            for status, days in standing.items()
            if days
        },
        "complete_until": str(alliance.horizon),
    }


def change(answer: Change) -> dict[str, Any]:
    """A day on which the answer became another."""
    return {
        "day": str(answer.day),
        "joined": list(answer.joined.alpha_3),
        "left": list(answer.left.alpha_3),
        "uncertain": list(answer.unsure.alpha_3),
        "acts": [_act(act) for act in answer.acts],
    }


def _act(act: Act) -> dict[str, Any]:
    return {
        "event": act.event.id,
        "title": str(act.event),
        "kind": act.kind.value,
        "instrument": act.of.id if act.of else None,
        "done": str(act.on) if act.on else None,
        "effective_from": str(act.since),
        "perhaps_never": act.perhaps,
        "sources": [key for claim in act.claims for key in claim.sources.ids],
    }


def _span(span: Span) -> dict[str, str | None]:
    first, last = span.first_day, span.last_day
    return {
        "first_day": None if first is None else str(first),
        "last_day": None if last is None else str(last),
    }


def _completeness(horizon: date, day: date) -> dict[str, Any]:
    return {"complete_until": str(horizon), "beyond_record": day > horizon}
