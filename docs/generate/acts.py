"""Acts as pages tell them: what happened, and which source says what of it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import groupby

from page import Page, counted, fold, in_address, plain, quoted, when
from sources import LANGUAGES

import csto_membership as cm
from csto_membership.answers.wording import whose
from csto_membership.evidence import Disagreement
from csto_membership.membership.act import last_day_in
from csto_membership.record.event import in_words

__all__ = ["by_year", "counts", "day_of", "first_day", "said"]


def by_year(
    alliance: cm.Alliance, page: Page, events: Collection[cm.Event], level: int = 3
) -> Iterator[str]:
    """Some acts of the record in order of time, folded by year, with headings."""
    disputed = {each.event: each for each in alliance.disagreements()}
    told = acts_of(alliance)
    in_order = sorted(events, key=lambda event: _order(event, told[event]))
    for year, group in groupby(in_order, key=lambda e: _year(e, told[e])):
        some = [*group]
        lines = (
            line
            for event in some
            for line in _told(alliance, event, told[event], page, disputed.get(event))
        )
        anchor = f"acts-{in_address(year)}"
        note = counted(len(some), "act")
        differ = sum(event in disputed for event in some)
        if differ:
            note += (
                f"; sources differ on {differ}" if len(some) > 1 else "; sources differ"
            )
        yield fold(year, "\n".join(lines), anchor=anchor, note=note, level=level)


def _year(event: cm.Event, acts: list[cm.Act]) -> str:
    first = first_day(event, acts)
    return "Without a date" if first == date.max else str(first.year)


def acts_of(alliance: cm.Alliance) -> Mapping[cm.Event, list[cm.Act]]:
    """What happened in each event of the record, by what the view follows."""
    told: dict[cm.Event, list[cm.Act]] = {e: [] for e in alliance.record.all_events}
    for act in alliance.acts():
        told[act.event].append(act)
    return told


def _order(event: cm.Event, acts: list[cm.Act]) -> tuple[date, str]:
    return first_day(event, acts), event.id


def first_day(event: cm.Event, acts: list[cm.Act]) -> date:
    """The first day on which it may have been done; else the last, if that is known."""
    dates: list[cm.FuzzyDate | None]
    dates = [act.done for act in acts] or [c.effective for c in event.claims]
    days = [day.earliest or day.latest for day in dates if day]
    return min(filter(None, days), default=date.max)


def _told(
    alliance: cm.Alliance,
    event: cm.Event,
    acts: list[cm.Act],
    page: Page,
    disputed: Disagreement | None,
) -> Iterator[str]:
    """One act: its day, which is its address, then its claims, best first."""
    day = day_of(acts[0]) if acts else "not taken to have happened"
    yield f"**[{day}](#{event.id}){{ #{event.id} }}: {plain(str(event))}**  "
    yield f"{' '.join(_around(alliance, event, acts, page))}\n"
    following = {claim for act in acts for claim in act.claims}
    against = _against(disputed) if disputed else set[cm.Claim]()
    for number, claim in enumerate(event.claims):
        mark = "Against this: " if claim in against else "Also: " if number else ""
        line = _line(claim, event, acts, page, following=claim in following)
        yield f"- {mark}{line}"
    if disputed:
        how = page.dispute(alliance, event, "Sources differ: the days at stake")
        yield f"- {how}"
    else:
        yield "- No source that we read disagrees."
    yield ""


def _against(disputed: Disagreement) -> set[cm.Claim]:
    """The claims of the versions that are not followed, or of all but the first."""
    side = disputed.followed or disputed.versions[0]
    claims = {claim for version in disputed.versions for claim in version.claims}
    return claims - {*side.claims}


def _around(
    alliance: cm.Alliance, event: cm.Event, acts: list[cm.Act], page: Page
) -> Iterator[str]:
    """What kind of act it was, under what, where and whose, and what it does."""
    facts = [in_words(event.kind).capitalize()]
    facts += [plain(str(told)) for told in (event.instrument, event.place) if told]
    whose = [f"{page.states(act.states)}{_apart(act, acts[0])}" for act in acts]
    yield f"{' · '.join([*facts, *filter(None, whose)])}."
    if event.to:
        yield f"Asked of {page.states(event.to)}."
    if event.answers:
        request = next(e for e in alliance.record.all_events if e.id == event.answers)
        yield f"Answers: {page.act(alliance, request)}."
    if event.note:
        yield plain(event.note)
    names = dict.fromkeys(name for act in acts for name in counts(alliance, act))
    if names:
        yield f"*Counts under {', '.join(f'`{name}`' for name in names)}.*"


def _apart(act: cm.Act, first: cm.Act) -> str:
    """In what an act differs from the first of its event: its day, and its doubt."""
    told = [
        when(act.done) if act.done != first.done else "",
        "possibly never" if act.may_not_have_happened else "",
    ]
    said = ", ".join(filter(None, told))
    return f" ({said})" if said else ""


def counts(alliance: cm.Alliance, act: cm.Act) -> list[str]:
    """The names of the definitions under which an act has an effect."""
    definitions = alliance.definitions()
    return [each.name for each in definitions if each.order_on_day(act) is not None]


def day_of(act: cm.Act) -> str:
    """The day of an act; of the end of a term its last day, as people read it."""
    last = last_day_in(act.kind, act.on, act.since)
    if last:
        return f"{last} (last day)"
    if act.on and act.on != act.since:
        return f"{when(act.on)}, effective {when(act.since)}"
    return when(act.since)


def _line(
    claim: cm.Claim, event: cm.Event, acts: list[cm.Act], page: Page, *, following: bool
) -> str:
    """One claim: what it says, who says so, on what ground, and why it ranks so."""
    aside = "" if following or not claim.set_aside else " *Not followed here.*"
    ground = "" if claim.basis == "stated" else f" {plain(_sentence(claim.basis))}"
    why = f" {plain(claim.why)}" if claim.why else ""
    done = frozenset(state for act in acts for state in act.states)
    words = said(claim, event, done, next((act.since for act in acts), None))
    best, *others = claim.sources
    more = f"; {page.sources(others)}" if others else ""
    heard = _heard(claim) if claim is event.claims[0] else ""
    who = f"{page.source(best)} ({best.grade.value}{heard}){more}"
    return f"{words}, according to {who}.{aside}{ground}{why}"


def _heard(claim: cm.Claim) -> str:
    """What the best source of an act says in its own words, as far as we read it again."""
    best = claim.sources[0]
    if claim.words:
        language = LANGUAGES.get(best.language or "", "")
        told = f", in {language}" if best.language not in {"en", None} else ""
        return f"; in its words{told}: {quoted(claim.words, best.language)}"
    if claim.wording:
        return ""  # its term is quoted beside the date
    return "; its words were not read again"


def said(
    claim: cm.Claim,
    event: cm.Event,
    known: Collection[cm.State],
    computed: cm.FuzzyDate | None,
) -> str:
    """What a claim says of an event.

    Args:
        claim: The claim.
        event: The event.
        known: The states that need not be named, where it speaks of just these.
        computed: The date of the event, for a claim that leaves it to a rule.
    """
    names = plain(whose(claim, event))
    if claim.never:
        return f"not by {names}" if names else "it did not happen"
    parts: list[str] = []
    if claim.kind and claim.kind is not event.kind:
        parts.append(in_words(claim.kind))
    since = claim.effective or (computed if claim.rule else None)
    if since:
        last = last_day_in(claim.kind or event.kind, claim.on, since)
        parts.append(f"last day {last}" if last else when(claim.on or since))
        if claim.on and claim.since and claim.on != claim.since:
            parts.append(f"effective {when(claim.since)}")
    if names and set(claim.states) != set(known):
        parts.append(f"only {names}" if claim.only else names)
    if claim.place and claim.place != event.place:
        parts.append(f"at {plain(claim.place)}")
    if claim.wording:
        parts.append(f"“{plain(claim.wording)}”")
    return ", ".join(parts) or "no day"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
