"""Answers as plain values, ready for JSON: days as text, states as alpha-3 codes.

Spans show `first_day` and `last_day`, both inside, and null where endless.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csto_membership.days import DaySet, FuzzyDaySet, Span
from csto_membership.membership.act import Act
from csto_membership.membership.status import BETWEEN

if TYPE_CHECKING:
    from csto_membership.answers.change import Change
    from csto_membership.answers.history import History
    from csto_membership.answers.members import Members, MembersDuring

__all__ = [
    "act",
    "change",
    "completeness",
    "during",
    "fuzzy",
    "history",
    "members",
    "span",
    "spans",
]


def members(answer: Members) -> dict[str, Any]:
    """The members on a day."""
    alliance, day = answer.alliance, answer.day
    values: dict[str, Any] = {
        "alliance": alliance.record.id,
        "definition": alliance.definition.name,
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
        "depends_on_definition": answer.depends_on_definition,
        "disputed": answer.disputed,
        **completeness(alliance.horizon, day),
    }


def during(answer: MembersDuring) -> dict[str, Any]:
    """The members of a period."""
    alliance = answer.throughout.alliance
    return {
        **span(answer.period),
        "alliance": alliance.record.id,
        "definition": alliance.definition.name,
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
        **completeness(alliance.horizon, answer.period.last_day or date.max),
    }


def history(answer: History) -> dict[str, Any]:
    """The spells of a state."""
    alliance, state = answer.alliance, answer.state
    standing = {status: alliance.standing(state, status) for status in BETWEEN}
    return {
        "alliance": alliance.record.id,
        "definition": alliance.definition.name,
        "state": state.alpha_3,
        "spells": [
            {
                **span(spell.span),
                "length": spell.length or None,
                "uncertain": spans(spell.uncertain),
                "opened_by": [act(each) for each in spell.opened_by],
                "closed_by": [act(each) for each in spell.closed_by],
            }
            for spell in answer.spells
        ],
        "standing": {
            status.value: spans(days) for status, days in standing.items() if days
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
        "acts": [act(each) for each in answer.acts],
    }


def act(told: Act) -> dict[str, Any]:
    """What happened, with its dates and who says so."""
    return {
        "event": told.event.id,
        "title": str(told.event),
        "kind": told.kind.value,
        "instrument": told.instrument.id if told.instrument else None,
        "done": str(told.on) if told.on else None,
        "effective_from": str(told.since),
        "perhaps_never": told.may_not_have_happened,
        "sources": [key for claim in told.claims for key in claim.sources.ids],
    }


def spans(days: DaySet) -> list[dict[str, str | None]]:
    """The spans of a set, in order."""
    return [span(each) for each in days.spans()]


def fuzzy(days: FuzzyDaySet) -> dict[str, list[dict[str, str | None]]]:
    """The spans of the days that are sure, and of those that are only possible."""
    return {"surely": spans(days.surely), "uncertain": spans(days.uncertain)}


def span(days: Span) -> dict[str, str | None]:
    """The first and the last day of a span, both inside."""
    return days.as_dict()


def completeness(horizon: date, day: date) -> dict[str, Any]:
    """Up to which day an answer is complete, and whether this day lies beyond."""
    return {"complete_until": str(horizon), "beyond_record": day > horizon}
