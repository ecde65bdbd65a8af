"""What an explanation says under each heading, for text and HTML alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csto_membership.answers.explanation.findings import Denial, Findings, RivalAnswer
from csto_membership.answers.explanation.step import Effect, Step
from csto_membership.answers.report import Item, Section
from csto_membership.answers.wording import date_in_words, definition, full_name, some
from csto_membership.days import Answer, DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.status import Status
from csto_membership.membership.view import Silence, View
from csto_membership.record import Claim, Event, Kind, Source, State
from csto_membership.record.event import in_words

__all__ = ["lead", "sections"]

_MOST_RIVALS = 3
_MOST_VERSIONS = 3


def lead(found: Findings) -> Iterator[str]:
    """The answer, what must be told with it, and what was found."""
    name = found.alliance.definition.name
    yield f"{found.answer.value.capitalize()}, under `{name}`: {_answer(found)}."
    yield from found.notes
    yield definition(found.alliance)
    if narrowed := ", ".join(_narrowings(found.alliance.view)):
        whole = found.whole_record.value
        yield f"Narrowed to {narrowed}; the whole record answers {whole}."


# -- the answer in one sentence -------------------------------------------------


def _answer(found: Findings) -> str:
    state, name = found.state, full_name(found.alliance, found.day)
    of = f"a member of the {name} on {found.day}"
    if found.answer is Answer.YES:
        return f"{state} was {of} ({_spell(found)})"
    if found.answer is Answer.UNCERTAIN:
        return f"{state} may have been {of}, and may not ({_spell(found)})"
    return _not(found, of)


def _spell(found: Findings) -> str:
    """The days of the spell in which the day lies, both ends inside."""
    within = next(span for span in found.days.possibly.spans() if found.day in span)
    whole = DaySet.from_spans([within])
    return str(FuzzyDaySet(found.days.surely & whole, whole))


def _not(found: Findings, of: str) -> str:
    state = found.state
    why = {
        Status.NO_STATE: f"; it is counted as a state {_existence(found)}",
        Status.NO_BODY: f", and nobody was; {_beginnings(found)}",
        Status.SUSPENDED: "; the organisation had suspended it",
        Status.HALTED: "; it had said that it takes no part",
    }
    if found.status in why:
        return f"{state} was not {of}{why[found.status]}"
    coming = {Effect.IN, Effect.RESUMED}
    back = next((step for step in found.later if step.effect in coming), None)
    if found.status in _BESIDE:
        later = f", and came in {_from_day(back)}" if back else ""
        return f"{state} was not {of}; it {_BESIDE[found.status]}{later}"
    if until := _until(found):
        again = f", again {_from_day(back)}" if back else ""
        return f"{state} was no longer {of}; {until}{again}"
    if back:
        return f"{state} was not yet {of}; it came in {_from_day(back)}"
    return f"{state} was not {of}, nor on any day{_claimed(found)}"


_BESIDE = {
    Status.FOUNDING_STATE: "founded the body, and was no member under its charter",
    Status.ASSOCIATE: "was an associate",
    Status.OBSERVER: "was an observer",
    Status.PARTNER: "was a partner",
}


def _existence(found: Findings) -> str:
    """The days on which it was a state, and where it came from or went."""
    state, alliance = found.state, found.alliance
    known = {code: each for each in alliance.record.states for code in each.codes}
    told = [str(state.existence)]
    for how, codes in (
        ("it continues", state.continues),
        ("it succeeds", state.succeeds),
        ("it acceded to", state.acceded_to),
    ):
        for other in (known[code] for code in codes if code in known):
            answer = alliance.days_of(other).answer(found.day)
            then = " (a member on that day)" if answer.surely else ""
            told.append(f"{how}: {other}{then}")
    return "; ".join(told)


def _until(found: Findings) -> str:
    """The last day of membership before the day; empty where there is none."""
    before = FuzzyDaySet(DaySet.span(None, found.day)) & found.days
    if not before.possibly:
        return ""
    last = before.possibly.last_day
    if not before.surely:
        return f"perhaps it was until {last}"
    sure = last == before.surely.last_day
    return f"last day {last}" if sure else f"last day {last} at the latest"


def _beginnings(found: Findings) -> str:
    """The first act of all, and the state's own first act."""
    if found.first is None:
        return "no act counts"
    since = date_in_words(found.first.since)
    first = f"no act counts before {since} ({found.first.event})"
    if not found.later:
        return f"{first}, and none takes {found.state} in{_claimed(found)}"
    own = found.later[0]
    if own.act == found.first:
        return first
    return f"{first}, and none of {found.state} before {date_in_words(own.effective)} ({own.event})"


def _claimed(found: Findings) -> str:
    """How many claims have a state in that never was."""
    sources = {
        key
        for rival in (*found.rivals, *found.elsewhere)
        for key in rival.claim.sources.ids
    }
    if not sources:
        return ""
    verb = "sources say" if len(sources) > 1 else "source says"
    return f"; {len(sources)} {verb} otherwise"


def _narrowings(view: View) -> Iterator[str]:
    if view.known is not None:
        yield f"what was publicly known on {view.known}"
    if view.sources is not None:
        silent = ", silence taken for a no" if view.silence is Silence.NO else ""
        yield f"what is said by {', '.join(sorted(view.sources))}{silent}"
    if view.preferred:
        yield f"the record with {', '.join(sorted(view.preferred))} preferred"


# -- the sections ---------------------------------------------------------------


def sections(found: Findings) -> Iterator[Section]:
    """What decides the answer, and what speaks against it; none is empty."""
    rivals = "Claims not followed, and what they would answer:"
    found_sections = (
        Section(
            tuple(_acts(found)), "What decides, in order of effect:", in_order=True
        ),
        Section(tuple(_rivals(found)), rivals),
        Section(tuple(map(Item, _besides(found))), "Besides:"),
    )
    yield from (section for section in found_sections if section.items)


# -- the acts ------------------------------------------------------------------


def _acts(found: Findings) -> Iterator[Item]:
    if not found.steps:
        yield from (_of_denial(found, denial) for denial in found.denied)
    for step in found.steps:
        yield _of_step(found, step, is_last=step is found.steps[-1])


def _of_denial(found: Findings, denial: Denial) -> Item:
    by = _by(found, denial.claims, denial.event, in_full=True)
    return Item(f"not by {found.state}: {denial.event}", tuple(map(Item, by)))


def _of_step(found: Findings, step: Step, *, is_last: bool) -> Item:
    place = f", {step.event.place}" if step.event.place else ""
    details = [_when(found, step)]
    details += [f"{basis[0].upper()}{basis[1:]}." for basis in step.bases]
    details += _by(found, step.deciding, step.event, in_full=is_last)
    details += _versions(found, step, in_full=is_last)
    told = details if is_last else [" ".join(details)]
    return Item(f"{_effect(step)}: {step.event}{place}", tuple(map(Item, told)))


def _effect(step: Step) -> str:
    if step.effect is Effect.OUT and not step.act.may_not_have_happened:
        return f"out, {_last_day(step.effective)}"
    perhaps = "perhaps " if step.act.may_not_have_happened else ""
    return f"{perhaps}{step.effect.value} {_from_day(step)}"


def _from_day(step: Step) -> str:
    """From when a step counts."""
    return f"from {date_in_words(step.effective)}"


def _last_day(since: FuzzyDate) -> str:
    if since.is_exact and since.earliest:
        return f"last day {since.earliest - ONE_DAY}"
    return f"from {date_in_words(since)}"


def _when(found: Findings, step: Step) -> str:
    """The instrument, and when the act was done and when it became known."""
    told = [str(step.act.instrument)] if step.act.instrument else []
    known = step.known
    if step.done and step.done.is_exact and step.done.earliest == known:
        told.append(f"done and publicly known on {known}")
    else:
        told += [f"done {step.done}"] if step.done else []
        told.append(f"publicly known from {known}" if known else "not dated by them")
    if step.done and (step.done.earliest or found.day) > found.day:
        told.append("after the day asked")
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}."


def _by(
    found: Findings, claims: tuple[Claim, ...], event: Event, *, in_full: bool
) -> Iterator[str]:
    """Who says so; where it is undecided, what each says."""
    for number, claim in enumerate(claims):
        why = f" {claim.why}" if in_full and claim.why else ""
        who = _cited(found, claim) if in_full else _ids(found, claim)
        if len(claims) > 1:
            either = "Or" if number else "Undecided: either"
            yield f"{either} {_said(claim, event, found.state)}, by {who}.{why}"
        else:
            wording = f", \u201c{claim.wording}\u201d" if claim.wording else ""
            yield f"By {who}{wording}.{why}"


def _asked_of(found: Findings, claim: Claim) -> list[Source]:
    """The sources of a claim; where only some are asked or preferred, those."""
    chosen = found.alliance.view.sources or found.alliance.view.preferred
    sources = list(claim.sources)
    return [source for source in sources if source.id in chosen] or sources


def _cited(found: Findings, claim: Claim) -> str:
    """The first source in full, the others by their ids."""
    first, *others = _asked_of(found, claim)
    also = f"; also {some([source.id for source in others])}" if others else ""
    return f"{first.id}, {first}{also}"


def _ids(found: Findings, claim: Claim) -> str:
    return some([source.id for source in _asked_of(found, claim)])


def _versions(found: Findings, step: Step, *, in_full: bool) -> Iterator[str]:
    """What other claims say of the act, or how many do; the rivals come later."""
    rivals = [rival.claim for rival in found.rivals]
    claims = [c for c in step.not_followed if c not in rivals and not c.is_misprint]
    if not in_full and claims:
        yield f"Not followed: {len(claims)} other version{'s' * (len(claims) > 1)}."
    elif claims:
        said = [
            f"{_said(claim, step.event, found.state)} ({_ids(found, claim)})"
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


def _rivals(found: Findings) -> Iterator[Item]:
    """The claims that contradict the answer in full; how many more only doubt it."""
    told = {claim for step in found.steps for claim in step.deciding}
    rivals = [rival for rival in found.rivals if rival.claim not in told]
    if found.status is Status.NEVER:
        rivals += found.elsewhere
    sure = [rival for rival in rivals if rival.answer is not Answer.UNCERTAIN]
    yield from (_of_rival(found, rival) for rival in sure[:_MOST_RIVALS])
    if left := sure[_MOST_RIVALS:]:
        yield Item(f"and {len(left)} more, by {_who(left)}")
    if unsure := [rival for rival in rivals if rival not in sure]:
        yield Item(f"uncertain, by {_who(unsure)}")


def _who(rivals: Iterable[RivalAnswer]) -> str:
    return some([key for rival in rivals for key in rival.claim.sources.ids])


def _of_rival(found: Findings, rival: RivalAnswer) -> Item:
    claim, event = rival.claim, rival.event
    answer = rival.answer.value
    if rival.answer is found.answer:
        answer += f", but a member on other days ({rival.days})"
    why = f" {claim.why}" if claim.why else ""
    return Item(
        f"{answer}: {event}: {_said(claim, event, found.state)}",
        (Item(f"By {_cited(found, claim)}.{why}"),),
    )


# -- besides ----------------------------------------------------------------------


def _besides(found: Findings) -> Iterator[str]:
    answers: dict[str, list[str]] = {}
    for other in found.other_definitions:
        last = f"; {_effect(other.step)}: {other.step.event}" if other.step else ""
        told = f"{other.answer.value}{last}"
        answers.setdefault(told, []).append(f"`{other.definition.name}`")
    for told, names in answers.items():
        yield f"Under {', '.join(names)}: {told}."
    if found.strictest:
        claim = found.strictest.claim
        since = claim.effective and claim.effective.earliest
        yield f"Read most strictly, it came in not before {since} ({_ids(found, claim)})."
    if found.status is not Status.NEVER and (count := len(found.elsewhere)):
        others = f"{count} claim{'s' * (count > 1)} not followed"
        yield f"{others} would change other days of {found.state}, not this one."
