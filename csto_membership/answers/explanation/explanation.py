"""Explanations of why a state was, or was not, a member on a day."""

from __future__ import annotations

from typing import Any

from csto_membership.answers.explanation.findings import Findings, RivalAnswer
from csto_membership.answers.explanation.sentences import lead, sections
from csto_membership.answers.explanation.step import Step
from csto_membership.answers.report import Answered, Report
from csto_membership.answers.wording import completeness, reach
from csto_membership.days.plain_values import as_plain
from csto_membership.record import Claim, Event, State


class Explanation(Answered, Findings):
    """An explanation of why a state was, or was not, a member on a day; it prints.

    Attributes:
        alliance: The alliance, with its definition and view.
        state: The state.
        day: The day.
        answer: Whether it was a member.
        status: Its status, which says more than yes and no.
        days: All days on which it was a member.
        steps: The acts that decide, in order of effect. Acts done after the day are
            included if they took effect by the day.
        later: The acts after the day that change the membership again.
        first: The first act of any state that the definition counts.
        denied: The acts by which it would have joined by the day according to some
            claim, while the claims that are followed deny them.
        other_definitions: The standard definitions that answer differently.
        rivals: The claims not followed that would change the answer.
        elsewhere: The claims not followed that would change other days of the state.
        strictest: The claim not followed by which it joined latest; None if it is out.
        whole_record: The answer of the whole record, without a choice of sources.

    Examples:
        >>> import csto_membership as cm
        >>> why = cm.load("csto").under("party").explain("KAZ", "1999-06-01")
        >>> last = why.steps[-1]
        >>> print(last.done, last.effective, last.known)
        2000-03-22 1999-04-21 2000-03-22
    """

    def _report(self) -> Report:
        return Report(
            lead=tuple(lead(self)),
            body=tuple(sections(self)),
            closing=(completeness(self.alliance, self.day),),
            values=_values(self),
            references=tuple(
                (key, str(source), source.address)
                for key, source in self.sources.items()
            ),
            wrapped=True,
        )

    def __repr__(self) -> str:
        return f"<Explanation {self.state} on {self.day}: {self.answer.value}>"


# -- plain values ---------------------------------------------------------------


def _values(found: Findings) -> dict[str, Any]:
    alliance, state, view = found.alliance, found.state, found.alliance.view
    strictest = found.strictest
    return {
        "alliance": alliance.record.id,
        "name": alliance.name_on(found.day),
        "state": state.code,
        "day": str(found.day),
        "answer": found.answer.value,
        "status": found.status.value,
        "definition": alliance.definition.name,
        "meaning": alliance.definition.meaning,
        "view": {
            "known_on": str(view.known) if view.known else None,
            "sources": None if view.sources is None else sorted(view.sources),
            "silence": view.silence.value,
            "preferred": sorted(view.preferred),
        },
        "whole_record": found.whole_record.value,
        "days": found.days,
        "notes": list(found.notes),
        "steps": [_step(step, state) for step in found.steps],
        "later": [_step(step, state) for step in found.later],
        "first_act": found.first,
        "denied": [
            {
                "event": denial.event.id,
                "title": str(denial.event),
                "claims": [_claim(c, denial.event, state) for c in denial.claims],
            }
            for denial in found.denied
        ],
        "other_definitions": [
            {
                "definition": other.definition.name,
                "answer": other.answer.value,
                "last_act": other.step.act if other.step else None,
            }
            for other in found.other_definitions
        ],
        "rivals": [_rival(rival, state) for rival in found.rivals],
        "elsewhere": [_rival(rival, state) for rival in found.elsewhere],
        "strictest": _rival(strictest, state) if strictest else None,
        "presumed": [step.event.id for step in found.presumed],
        "sources": {
            key: {"citation": str(source), "address": source.address}
            for key, source in found.sources.items()
        },
        **reach(alliance, found.day),
    }


def _step(step: Step, state: State) -> dict[str, Any]:
    return {
        **as_plain(step.act),
        "effect": step.effect.value,
        "known_from": str(step.known) if step.known else None,
        "place": step.event.place or None,
        "note": step.event.note or None,
        "bases": list(step.bases),
        **{
            name: [_claim(claim, step.event, state) for claim in getattr(step, name)]
            for name in ("deciding", "agreeing", "not_followed")
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
        "days": rival.days,
        **_claim(rival.claim, rival.event, state),
    }
