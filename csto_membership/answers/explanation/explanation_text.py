"""Explanations as people read them: the answer first, then what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from csto_membership.answers import account
from csto_membership.answers.explanation.explanation_points import from_day, sections
from csto_membership.answers.explanation.step import Effect
from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.membership.status import Status
from csto_membership.membership.view import Silence

if TYPE_CHECKING:
    from csto_membership.answers.explanation.explanation import Explanation
    from csto_membership.membership.view import View

__all__ = ["closing", "of_explanation", "summary"]

_WIDTH = 88


def of_explanation(asked: Explanation) -> str:
    """The explanation as lines for a terminal."""
    lines = [line for text in summary(asked) for line in _wrapped(text)]
    for section in sections(asked):
        lines += ["", *_wrapped(section.heading)]
        for number, point in enumerate(section.points, start=1):
            mark = f"  {number}. " if section.in_order else "  - "
            indent = " " * len(mark)
            lines += _wrapped(point.text, mark, indent)
            for detail in point.details:
                lines += _wrapped(detail, indent, indent)
    return "\n".join([*lines, "", *_wrapped(closing(asked))])


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    )


def summary(asked: Explanation) -> Iterator[str]:
    """The answer, what must be told with it, and what was asked."""
    definition = asked.alliance.definition.name
    yield f"{asked.answer.value.capitalize()}, under `{definition}`: {_told(asked)}."
    yield from asked.notes
    yield account.definition(asked.alliance)
    if narrowed := ", ".join(_narrowings(asked.alliance.view)):
        whole = asked.whole_record.value
        yield f"Narrowed to {narrowed}; the whole record answers {whole}."


def closing(asked: Explanation) -> str:
    """How complete the answer is."""
    return account.completeness(asked.alliance, asked.day)


# -- the answer in one sentence -------------------------------------------------


def _told(asked: Explanation) -> str:
    state, name = asked.state, account.full_name(asked.alliance, asked.day)
    of = f"a member of the {name} on {asked.day}"
    if asked.answer is Answer.YES:
        return f"{state} was {of} ({_spell(asked)})"
    if asked.answer is Answer.UNCERTAIN:
        return f"{state} may have been {of}, and may not ({_spell(asked)})"
    return _not(asked, of)


def _spell(asked: Explanation) -> str:
    """The days of the spell in which the day lies, both ends inside."""
    within = next(span for span in asked.days.possibly.spans() if asked.day in span)
    whole = DaySet.from_spans([within])
    return str(FuzzyDaySet(asked.days.surely & whole, whole))


def _not(asked: Explanation, of: str) -> str:
    state = asked.state
    why = {
        Status.NO_STATE: f"; it is counted as a state {_existence(asked)}",
        Status.NO_BODY: f", and nobody was; {_beginnings(asked)}",
        Status.SUSPENDED: "; the organisation had suspended it",
        Status.HALTED: "; it had said that it takes no part",
    }
    if asked.status in why:
        return f"{state} was not {of}{why[asked.status]}"
    coming = {Effect.IN, Effect.RESUMED}
    back = next((step for step in asked.later if step.effect in coming), None)
    if asked.status in _BESIDE:
        later = f", and came in {from_day(back)}" if back else ""
        return f"{state} was not {of}; it {_BESIDE[asked.status]}{later}"
    if until := _until(asked):
        again = f", again {from_day(back)}" if back else ""
        return f"{state} was no longer {of}; {until}{again}"
    if back:
        return f"{state} was not yet {of}; it came in {from_day(back)}"
    return f"{state} was not {of}, nor on any day{_claimed(asked)}"


_BESIDE = {
    Status.FOUNDING_STATE: "founded the body, and was no member under its charter",
    Status.ASSOCIATE: "was an associate",
    Status.OBSERVER: "was an observer",
    Status.PARTNER: "was a partner",
}


def _existence(asked: Explanation) -> str:
    """The days on which it was a state, and where it came from or went."""
    state, alliance = asked.state, asked.alliance
    known = {each.alpha_2: each for each in alliance.record.states}
    told = [str(state.existence)]
    for how, codes in (
        ("it continues", state.continues),
        ("it succeeds", state.succeeds),
        ("it acceded to", state.acceded_to),
    ):
        for other in (known[code] for code in codes if code in known):
            answer = alliance.days_of(other).answer(asked.day)
            then = " (a member on that day)" if answer.surely else ""
            told.append(f"{how}: {other}{then}")
    return "; ".join(told)


def _until(asked: Explanation) -> str:
    """The last day of membership before the day; empty where there is none."""
    before = FuzzyDaySet(DaySet.span(None, asked.day)) & asked.days
    if not before.possibly:
        return ""
    last = before.possibly.last_day
    if not before.surely:
        return f"perhaps it was until {last}"
    sure = last == before.surely.last_day
    return f"last day {last}" if sure else f"last day {last} at the latest"


def _beginnings(asked: Explanation) -> str:
    """The first act of all, and the state's own first act."""
    if asked.first is None:
        return "no act counts"
    since = account.in_words(asked.first.since)
    first = f"no act counts before {since} ({asked.first.event})"
    if not asked.later:
        return f"{first}, and none takes {asked.state} in{_claimed(asked)}"
    own = asked.later[0]
    if own.act == asked.first:
        return first
    return f"{first}, and none of {asked.state} before {account.in_words(own.effective)} ({own.event})"


def _claimed(asked: Explanation) -> str:
    """How many claims have a state in that never was."""
    sources = {
        key
        for rival in (*asked.rivals, *asked.elsewhere)
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
