"""Explanations as plain values, ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csto_membership.answers import plain
from csto_membership.record import Claim, Event, State

if TYPE_CHECKING:
    from csto_membership.answers.explanation.explanation import Explanation, RivalAnswer
    from csto_membership.answers.explanation.step import Step

__all__ = ["of_explanation"]


def of_explanation(asked: Explanation) -> dict[str, Any]:
    """The explanation as plain values."""
    alliance, state, view = asked.alliance, asked.state, asked.alliance.view
    strictest = asked.strictest
    return {
        "alliance": alliance.record.id,
        "name": alliance.name_on(asked.day),
        "state": state.alpha_3,
        "day": str(asked.day),
        "answer": asked.answer.value,
        "status": asked.status.value,
        "definition": alliance.definition.name,
        "meaning": alliance.definition.meaning,
        "view": {
            "known_on": str(view.known) if view.known else None,
            "sources": None if view.sources is None else sorted(view.sources),
            "silence": view.silence.value,
            "preferred": sorted(view.preferred),
        },
        "whole_record": asked.whole_record.value,
        "days": plain.fuzzy(asked.days),
        "notes": list(asked.notes),
        "steps": [_step(step, state) for step in asked.steps],
        "later": [_step(step, state) for step in asked.later],
        "first_act": plain.act(asked.first) if asked.first else None,
        "denied": [
            {
                "event": denial.event.id,
                "title": str(denial.event),
                "claims": [_claim(c, denial.event, state) for c in denial.claims],
            }
            for denial in asked.denied
        ],
        "other_definitions": [
            {
                "definition": other.definition.name,
                "answer": other.answer.value,
                "last_act": plain.act(other.step.act) if other.step else None,
            }
            for other in asked.other_definitions
        ],
        "rivals": [_rival(rival, state) for rival in asked.rivals],
        "elsewhere": [_rival(rival, state) for rival in asked.elsewhere],
        "strictest": _rival(strictest, state) if strictest else None,
        "presumed": [step.event.id for step in asked.presumed],
        "sources": {
            key: {"citation": str(source), "address": source.address}
            for key, source in asked.sources.items()
        },
        **plain.completeness(alliance.horizon, asked.day),
    }


def _step(step: Step, state: State) -> dict[str, Any]:
    return {
        **plain.act(step.act),
        "effect": step.effect.value,
        "known_from": str(step.known) if step.known else None,
        "place": step.event.place or None,
        "note": step.event.note or None,
        "bases": list(step.bases),
        **{
            name: [_claim(claim, step.event, state) for claim in claims]
            for name, claims in (
                ("deciding", step.deciding),
                ("agreeing", step.agreeing),
                ("not_followed", step.not_followed),
            )
        },
    }


def _claim(claim: Claim, event: Event, state: State) -> dict[str, Any]:
    of = claim.instrument or event.instrument
    return {
        "sources": list(claim.sources.ids),
        "denies": claim.denies(state),
        "kind": (claim.kind or event.kind).value,
        "instrument": of.id if of else None,
        "done": str(claim.on) if claim.on else None,
        "effective_from": str(claim.effective) if claim.effective else None,
        "place": claim.place or None,
        "wording": claim.wording or None,
        "basis": claim.basis,
        "why": claim.why or None,
        "set_aside": claim.set_aside,
    }


def _rival(rival: RivalAnswer, state: State) -> dict[str, Any]:
    return {
        "event": rival.event.id,
        "title": str(rival.event),
        "answer": rival.answer.value,
        "days": plain.fuzzy(rival.days),
        **_claim(rival.claim, rival.event, state),
    }
