"""The sentences of an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csto_membership.answers import wording
from csto_membership.answers.explanation.findings import Denial, Findings, RivalAnswer
from csto_membership.answers.explanation.step import Effect, Step
from csto_membership.answers.report import Item, Section
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import first_few
from csto_membership.membership.status import Status
from csto_membership.record import Claim, Event, Source, State

_MOST_RIVALS = 3
_MOST_VERSIONS = 3


def lead(found: Findings) -> Iterator[str]:
    """The answer, the notes that belong to it, the definition and the view."""
    alliance = found.alliance
    known = wording.as_last_known(alliance, found.day)
    start = f'{found.answer.value.capitalize()}, under "{alliance.definition.name}"'
    yield f"{start}: {_answer(found)}{known}."
    yield from found.notes
    yield wording.definition(alliance)
    if view := ", ".join(wording.view_in_words(alliance.view)):
        whole = found.whole_record.value
        yield f"This is the answer {view}. The whole record answers {whole}."


# -- the answer in one sentence -------------------------------------------------


def _answer(found: Findings) -> str:
    state = wording.in_prose(found.state)
    name = wording.full_name(found.alliance, found.day)
    member = f"a member of the {name} on {found.day}"
    if found.answer is Answer.YES:
        return f"{state} was {member} ({_spell(found)})"
    if found.answer is Answer.UNCERTAIN:
        return f"{state} may or may not have been {member} ({_spell(found)})"
    return _answer_no(found, member)


def _spell(found: Findings) -> str:
    """The days of the spell that contains the day, both ends inside."""
    span = next(span for span in found.days.possibly.spans() if found.day in span)
    days = DaySet.from_spans([span])
    return str(FuzzyDaySet(found.days.surely & days, days))


def _answer_no(found: Findings, member: str) -> str:
    state = wording.in_prose(found.state)
    reasons = {
        Status.NO_STATE: f"it is counted as a state {_existence(found)}",
        Status.NO_BODY: _beginnings(found),
        Status.SUSPENDED: "the organisation had suspended it",
        Status.BARRED: "the organisation had barred it from its organs",
        Status.HALTED: f"it had said that it takes no part{_by_others(found)}",
    }
    if reason := reasons.get(found.status):
        return f"{state} was not {member}; {reason}"
    coming = {Effect.IN, Effect.RESUMED}
    back = next((step for step in found.later if step.effect in coming), None)
    if found.status in _ROLES:
        later = f", and was a member {_from_day(back)}" if back else ""
        return f"{state} was not {member}; it {_ROLES[found.status]}{later}"
    if until := _until(found):
        again = f", and it was a member again {_from_day(back)}" if back else ""
        return f"{state} was no longer {member}; {until}{again}"
    if back:
        others = {each.definition.name: each.answer for each in found.other_definitions}
        had = "had joined, and " if others.get("joined") is Answer.YES else ""
        return f"{state} was not yet {member}; it {had}was one {_from_day(back)}"
    return f"{state} was not {member} or on any other day{_disagreeing(found)}"


_ROLES = {
    Status.FOUNDING_STATE: "founded the body, but was not a member under its charter",
    Status.ASSOCIATE: "was an associate",
    Status.OBSERVER: "was an observer",
    Status.PARTNER: "was a partner",
}


def _by_others(found: Findings) -> str:
    """The definitions by which it was a member, so that both sides are shown."""
    others = (o for o in found.other_definitions if o.answer is Answer.YES)
    names = wording.listed(f'"{other.definition.name}"' for other in others)
    return f", but it was a member under {names}" if names else ""


_LABELS = {"succeeds": "predecessor", "acceded_to": "acceded to"}


def _existence(found: Findings) -> str:
    """The days on which it was a state, and the states before or after it."""
    state, alliance = found.state, found.alliance
    existed = FuzzyDaySet() if state.existence is None else state.existence
    doubt = f" (uncertain: {existed.uncertain})" if existed.uncertain else ""
    parts = [f"{existed.surely or 'on no certain day'}{doubt}"]
    for how in ("continues", "succeeds", "acceded_to"):
        for other in alliance.record.states.of_codes(getattr(state, how)):
            answer = alliance.member_days_of(other).answer(found.day)
            then = " (a member on that day)" if answer.surely else ""
            parts.append(f"{_LABELS.get(how, how)}: {other}{then}")
    return "; ".join(parts)


def _until(found: Findings) -> str:
    """The last day of membership before the day; empty if there is none."""
    before = FuzzyDaySet(DaySet.span(None, found.day)) & found.days
    if not before.possibly:
        return ""
    last = before.possibly.last_day
    if not before.surely:
        return f"its last day was possibly {last}"
    certain = last == before.surely.last_day
    return f"its last day was {last}{'' if certain else ' at the latest'}"


def _beginnings(found: Findings) -> str:
    """The first act of any state, and the first act of this state."""
    if found.first is None:
        return "no act counts"
    state = wording.in_prose(found.state)
    since = wording.date_in_words(found.first.since)
    first = f"the first act that counts is from {since} ({found.first.event})"
    if not found.later:
        return f"{first}, and none is of {state}{_disagreeing(found)}"
    step = found.later[0]
    if step.act == found.first:
        return first
    since = wording.date_in_words(step.effective)
    return f"{first}, and the first of {state} from {since} ({step.event})"


def _disagreeing(found: Findings) -> str:
    """The number of sources that contradict the answer that it was never a member."""
    rivals = (*found.rivals, *found.elsewhere)
    sources = {key for rival in rivals for key in rival.claim.sources.ids}
    if not sources:
        return ""
    verb = "sources disagree" if len(sources) > 1 else "source disagrees"
    return f"; {len(sources)} {verb}"


# -- the sections ---------------------------------------------------------------


def sections(found: Findings) -> Iterator[Section]:
    """The acts that decide, the rival claims and the rest; each with items."""
    if acts := tuple(_acts(found)):
        yield Section(acts, "Acts that decide, in order of effect:", in_order=True)
    if rivals := tuple(_rivals(found)):
        yield Section(rivals, "Claims not followed, with the answer if they were true:")
    if others := tuple(map(Item, _other_answers(found))):
        yield Section(others, "Other definitions and claims:")


# -- the acts ------------------------------------------------------------------


def _acts(found: Findings) -> Iterator[Item]:
    if not found.steps:
        yield from (_denial(found, denial) for denial in found.denied)
    for step in found.steps:
        yield _step(found, step, is_last=step is found.steps[-1])


def _denial(found: Findings, denial: Denial) -> Item:
    by = _by(found, denial.claims, denial.event, in_full=True)
    who = wording.in_prose(found.state)
    return Item(f"without {who}: {denial.event}", tuple(map(Item, by)))


def _step(found: Findings, step: Step, *, is_last: bool) -> Item:
    place = f", {step.event.place}" if step.event.place else ""
    details = [_when(found, step)]
    details += [f"{wording.capital(basis)}." for basis in step.bases]
    details += _by(found, step.deciding, step.event, in_full=is_last)
    details += _versions(found, step, in_full=is_last)
    lines = details if is_last else [" ".join(details)]
    return Item(f"{_effect(step)}: {step.event}{place}", tuple(map(Item, lines)))


_EFFECTS = {
    Effect.IN: "a member",
    Effect.OUT: "not a member",
    Effect.PAUSED: "not counted",
    Effect.RESUMED: "counted again",
    Effect.NONE: "no effect on the answer",
}


def _effect(step: Step) -> str:
    certain, since = not step.act.may_not_have_happened, step.effective
    if step.effect is Effect.OUT and certain and since.is_exact and since.earliest:
        return f"a member until {since.earliest - ONE_DAY}"
    possibly = "" if certain else "possibly "
    return f"{possibly}{_EFFECTS[step.effect]} {_from_day(step)}"


def _from_day(step: Step) -> str:
    return f"from {wording.date_in_words(step.effective)}"


def _when(found: Findings, step: Step) -> str:
    """The instrument, and when the act was done and became known."""
    parts = [str(step.act.instrument)] if step.act.instrument else []
    known = step.known
    if step.done and step.done.is_exact and step.done.earliest == known:
        parts.append(f"done and publicly known on {known}")
    else:
        parts += [f"done {step.done}"] if step.done else []
        parts.append(f"publicly known from {known}" if known else "no source dates it")
    if step.done and (step.done.earliest or found.day) > found.day:
        parts.append(f"done after {found.day}")
    return f"{wording.capital('; '.join(parts))}."


def _by(
    found: Findings, claims: tuple[Claim, ...], event: Event, *, in_full: bool
) -> Iterator[str]:
    """The sources of the deciding claims; if undecided, also what each claim says."""
    for number, claim in enumerate(claims):
        why = f" {claim.why}" if in_full and claim.why else ""
        sources = _cited(found, claim) if in_full else _ids(found, claim)
        if len(claims) > 1:
            either = "Or" if number else "Undecided: either"
            yield f"{either} {_statement(claim, event, found.state)}, by {sources}.{why}"
        else:
            quoted = f", \u201c{claim.wording}\u201d" if claim.wording else ""
            yield f"By {sources}{quoted}.{why}"


def _chosen_sources(found: Findings, claim: Claim) -> list[Source]:
    """The sources of a claim that are chosen or preferred, or else all of them."""
    chosen = found.alliance.view.sources or found.alliance.view.preferred
    sources = list(claim.sources)
    return [source for source in sources if source.id in chosen] or sources


def _cited(found: Findings, claim: Claim) -> str:
    """The first source in full, the others by their ids."""
    first, *others = _chosen_sources(found, claim)
    also = wording.some([source.id for source in others])
    return f"{first.id}, {first}{f'; also {also}' if others else ''}"


def _ids(found: Findings, claim: Claim) -> str:
    return wording.some([source.id for source in _chosen_sources(found, claim)])


def _versions(found: Findings, step: Step, *, in_full: bool) -> Iterator[str]:
    """The other claims about the act, or their number; without the rivals."""
    rivals = [rival.claim for rival in found.rivals]
    claims = [c for c in step.not_followed if c not in rivals and not c.is_misprint]
    if not in_full and claims:
        yield f"Not followed: {len(claims)} other claim{'s' * (len(claims) > 1)}."
    elif claims:
        texts = [
            f"{_statement(claim, step.event, found.state)} ({_ids(found, claim)})"
            for claim in claims
        ]
        yield f"Not followed: {'; '.join(first_few(texts, _MOST_VERSIONS))}."


def _statement(claim: Claim, event: Event, state: State) -> str:
    """What a claim says about the act of one state, in a few words."""
    if claim.denies(state):
        return (
            "it did not happen" if claim.never else f"not by {wording.in_prose(state)}"
        )
    return ", ".join(wording.claim_in_words(claim, event, claim.effective)) or "no date"


# -- claims that are not followed ----------------------------------------------------


def _rivals(found: Findings) -> Iterator[Item]:
    """The claims that contradict the answer, and the sources of those that doubt it."""
    shown = {claim for step in found.steps for claim in step.deciding}
    rivals = [rival for rival in found.rivals if rival.claim not in shown]
    if found.status is Status.NEVER:
        rivals += found.elsewhere
    opposed = [rival for rival in rivals if rival.answer is not Answer.UNCERTAIN]
    yield from (_rival(found, rival) for rival in opposed[:_MOST_RIVALS])
    if left := opposed[_MOST_RIVALS:]:
        yield Item(f"and {len(left)} more, according to {_sources(left)}")
    if unsure := [rival for rival in rivals if rival not in opposed]:
        yield Item(f"uncertain, according to {_sources(unsure)}")


def _sources(rivals: Iterable[RivalAnswer]) -> str:
    return wording.some([key for rival in rivals for key in rival.claim.sources.ids])


def _rival(found: Findings, rival: RivalAnswer) -> Item:
    claim, event = rival.claim, rival.event
    answer = rival.answer.value
    if rival.answer is found.answer:
        answer += f", but a member on other days ({rival.days})"
    why = f" {claim.why}" if claim.why else ""
    return Item(
        f"{answer}: {event}: {_statement(claim, event, found.state)}",
        (Item(f"By {_cited(found, claim)}.{why}"),),
    )


# -- other answers ----------------------------------------------------------------


def _other_answers(found: Findings) -> Iterator[str]:
    answers: dict[str, list[str]] = {}
    for other in found.other_definitions:
        last = f"; {_effect(other.step)}: {other.step.event}" if other.step else ""
        text = f"{other.answer.value}{last}"
        answers.setdefault(text, []).append(f'"{other.definition.name}"')
    for text, names in answers.items():
        yield f"Under {wording.listed(names)}: {text}."
    if found.strictest:
        claim = found.strictest.claim
        since = claim.effective and claim.effective.earliest
        yield f"The latest date of joining in a claim is {since} ({_ids(found, claim)})."
    if found.status is not Status.NEVER and (count := len(found.elsewhere)):
        others = f"{count} claim{'s' * (count > 1)} not followed"
        whose = wording.in_prose(found.state)
        yield f"{others} would change other days of {whose}, but not this one."
