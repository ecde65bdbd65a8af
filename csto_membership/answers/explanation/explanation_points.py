"""What an explanation says under each heading, for text and HTML alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from csto_membership.answers import account
from csto_membership.answers.explanation.step import Effect, Step
from csto_membership.days import Answer, FuzzyDate
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.status import Status
from csto_membership.record import Claim, Event, Kind, Source, State
from csto_membership.record.event import in_words

if TYPE_CHECKING:
    from csto_membership.answers.explanation.explanation import (
        Denial,
        Explanation,
        RivalAnswer,
    )

__all__ = ["Point", "Section", "from_day", "sections"]

_MOST_RIVALS = 3
_MOST_VERSIONS = 3


@attrs.frozen
class Point:
    """Something said, and what there is to say of it.

    Attributes:
        text: What is said.
        details: What there is to say of it.
    """

    text: str
    details: tuple[str, ...] = ()


@attrs.frozen
class Section:
    """Some points under a heading.

    Attributes:
        heading: The heading.
        points: The points.
        in_order: Whether their order matters.
    """

    heading: str
    points: tuple[Point, ...]
    in_order: bool = False


def sections(asked: Explanation) -> Iterator[Section]:
    """What decides the answer, and what speaks against it; none is empty."""
    told = (
        Section("What decides, in order of effect:", tuple(_acts(asked)), True),
        Section(
            "Claims not followed, and what they would answer:", tuple(_rivals(asked))
        ),
        Section("Besides:", tuple(map(Point, _besides(asked)))),
    )
    yield from (section for section in told if section.points)


# -- the acts ------------------------------------------------------------------


def _acts(asked: Explanation) -> Iterator[Point]:
    if not asked.steps:
        yield from (_of_denial(asked, denial) for denial in asked.denied)
    for step in asked.steps:
        yield _of_step(asked, step, is_last=step is asked.steps[-1])


def _of_denial(asked: Explanation, denial: Denial) -> Point:
    by = _by(asked, denial.claims, denial.event, in_full=True)
    return Point(f"not by {asked.state}: {denial.event}", tuple(by))


def _of_step(asked: Explanation, step: Step, *, is_last: bool) -> Point:
    place = f", {step.event.place}" if step.event.place else ""
    details = [_when(asked, step)]
    details += [f"{basis[0].upper()}{basis[1:]}." for basis in step.bases]
    details += _by(asked, step.deciding, step.event, in_full=is_last)
    details += _versions(asked, step, in_full=is_last)
    told = details if is_last else [" ".join(details)]
    return Point(f"{_effect(step)}: {step.event}{place}", tuple(told))


def _effect(step: Step) -> str:
    if step.effect is Effect.OUT and not step.act.may_not_have_happened:
        return f"out, {_last_day(step.effective)}"
    perhaps = "perhaps " if step.act.may_not_have_happened else ""
    return f"{perhaps}{step.effect.value} {from_day(step)}"


def from_day(step: Step) -> str:
    """From when a step counts."""
    return f"from {account.in_words(step.effective)}"


def _last_day(since: FuzzyDate) -> str:
    if since.is_exact and since.earliest:
        return f"last day {since.earliest - ONE_DAY}"
    return f"from {account.in_words(since)}"


def _when(asked: Explanation, step: Step) -> str:
    """The instrument, and when the act was done and when it became known."""
    told = [str(step.act.instrument)] if step.act.instrument else []
    known = step.known
    if step.done and step.done.is_exact and step.done.earliest == known:
        told.append(f"done and publicly known on {known}")
    else:
        told += [f"done {step.done}"] if step.done else []
        told.append(f"publicly known from {known}" if known else "not dated by them")
    if step.done and (step.done.earliest or asked.day) > asked.day:
        told.append("after the day asked")
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}."


def _by(
    asked: Explanation, claims: tuple[Claim, ...], event: Event, *, in_full: bool
) -> Iterator[str]:
    """Who says so; where it is undecided, what each says."""
    for number, claim in enumerate(claims):
        why = f" {claim.why}" if in_full and claim.why else ""
        who = _cited(asked, claim) if in_full else _ids(asked, claim)
        if len(claims) > 1:
            either = "Or" if number else "Undecided: either"
            yield f"{either} {_said(claim, event, asked.state)}, by {who}.{why}"
        else:
            wording = f", \u201c{claim.wording}\u201d" if claim.wording else ""
            yield f"By {who}{wording}.{why}"


def _asked_of(asked: Explanation, claim: Claim) -> list[Source]:
    """The sources of a claim; where only some are asked or preferred, those."""
    chosen = asked.alliance.view.sources or asked.alliance.view.preferred
    sources = list(claim.sources)
    return [source for source in sources if source.id in chosen] or sources


def _cited(asked: Explanation, claim: Claim) -> str:
    """The first source in full, the others by their ids."""
    first, *others = _asked_of(asked, claim)
    also = f"; also {account.some([source.id for source in others])}" if others else ""
    return f"{first.id}, {first}{also}"


def _ids(asked: Explanation, claim: Claim) -> str:
    return account.some([source.id for source in _asked_of(asked, claim)])


def _versions(asked: Explanation, step: Step, *, in_full: bool) -> Iterator[str]:
    """What other claims say of the act, or how many do; the rivals come later."""
    rivals = [rival.claim for rival in asked.rivals]
    claims = [c for c in step.not_followed if c not in rivals and not c.is_misprint]
    if not in_full and claims:
        yield f"Not followed: {len(claims)} other version{'s' * (len(claims) > 1)}."
    elif claims:
        said = [
            f"{_said(claim, step.event, asked.state)} ({_ids(asked, claim)})"
            for claim in claims
        ]
        left = len(said) - _MOST_VERSIONS
        more = f"; and {left} more" if left > 0 else ""
        yield f"Not followed: {'; '.join(said[:_MOST_VERSIONS])}{more}."


def _said(claim: Claim, event: Event, state: State) -> str:
    """What a claim says of the act of one state, in a few words."""
    if claim.denies(state):
        return "it did not happen" if claim.never else f"not by {state}"
    kind, when = claim.kind or event.kind, claim.effective
    told = [] if kind is event.kind else [f"told as {in_words(kind)}"]
    if when is not None:
        ends = kind is Kind.EXPIRY and claim.on is None
        told.append(_last_day(when) if ends else str(when))
    if claim.place and claim.place != event.place:
        told.append(f"at {claim.place}")
    if claim.wording:
        told.append(f"\u201c{claim.wording}\u201d")
    return ", ".join(told) or "without a day"


# -- what is not followed ----------------------------------------------------------


def _rivals(asked: Explanation) -> Iterator[Point]:
    """The claims that contradict the answer in full; how many more only doubt it."""
    told = {claim for step in asked.steps for claim in step.deciding}
    rivals = [rival for rival in asked.rivals if rival.claim not in told]
    if asked.status is Status.NEVER:
        rivals += asked.elsewhere
    sure = [rival for rival in rivals if rival.answer is not Answer.UNCERTAIN]
    yield from (_of_rival(asked, rival) for rival in sure[:_MOST_RIVALS])
    if left := sure[_MOST_RIVALS:]:
        yield Point(f"and {len(left)} more, by {_who(left)}")
    if unsure := [rival for rival in rivals if rival not in sure]:
        yield Point(f"uncertain, by {_who(unsure)}")


def _who(rivals: Iterable[RivalAnswer]) -> str:
    return account.some([key for rival in rivals for key in rival.claim.sources.ids])


def _of_rival(asked: Explanation, rival: RivalAnswer) -> Point:
    claim, event = rival.claim, rival.event
    answer = rival.answer.value
    if rival.answer is asked.answer:
        answer += f", but a member on other days ({rival.days})"
    why = f" {claim.why}" if claim.why else ""
    return Point(
        f"{answer}: {event}: {_said(claim, event, asked.state)}",
        (f"By {_cited(asked, claim)}.{why}",),
    )


# -- besides ----------------------------------------------------------------------


def _besides(asked: Explanation) -> Iterator[str]:
    answers: dict[str, list[str]] = {}
    for other in asked.other_definitions:
        last = f"; {_effect(other.step)}: {other.step.event}" if other.step else ""
        told = f"{other.answer.value}{last}"
        answers.setdefault(told, []).append(f"`{other.definition.name}`")
    for told, names in answers.items():
        yield f"Under {', '.join(names)}: {told}."
    if asked.strictest:
        claim = asked.strictest.claim
        since = claim.effective and claim.effective.earliest
        yield f"Read most strictly, it came in not before {since} ({_ids(asked, claim)})."
    if asked.status is not Status.NEVER and (count := len(asked.elsewhere)):
        others = f"{count} claim{'s' * (count > 1)} not followed"
        yield f"{others} would change other days of {asked.state}, not this one."
