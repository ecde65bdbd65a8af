"""The first lines of an explanation: the answer in one sentence, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator

from csto_membership.answers.explanation.findings import Findings
from csto_membership.answers.explanation.sections import from_day
from csto_membership.answers.explanation.step import Effect
from csto_membership.answers.wording import date_in_words, definition, full_name
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.membership.status import Status
from csto_membership.membership.view import Silence, View

__all__ = ["lead"]


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
        later = f", and came in {from_day(back)}" if back else ""
        return f"{state} was not {of}; it {_BESIDE[found.status]}{later}"
    if until := _until(found):
        again = f", again {from_day(back)}" if back else ""
        return f"{state} was no longer {of}; {until}{again}"
    if back:
        return f"{state} was not yet {of}; it came in {from_day(back)}"
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
    for how, keys in (
        ("it continues", state.continues),
        ("it succeeds", state.succeeds),
        ("it acceded to", state.acceded_to),
    ):
        for other in (known[key] for key in keys if key in known):
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
