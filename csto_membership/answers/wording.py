"""Phrases that several answers share.

Periods are shown by their first and last day, both inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from datetime import date
from typing import Any

from csto_membership.days import DaySet, FuzzyDate, Span
from csto_membership.membership.absence import meant_instead
from csto_membership.membership.act import Act, last_day_in
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.spell import Spell
from csto_membership.membership.status import Status
from csto_membership.membership.view import Silence, View
from csto_membership.record import Claim, Event, Kind, Role, State
from csto_membership.record.event import in_words

_MOST_NAMED = 3
_WITH_ARTICLE = re.compile(
    "Bahamas|Comoros|Emirates|Gambia|Islands|Kingdom|Maldives|Netherlands|Philippines|"
    "Reich|Republic|States|Union"
)
"""Words of the names of states that have an article in a sentence."""
_BEGINNINGS = {Kind.SIGNATURE: "signed", Kind.FOUNDING: "founded"}
_IN_SHORT = {
    "joined": "joined, not left, not suspended",
    "party": "bound by the treaty",
    "organization": "counted by the organisation",
    "active": "joined, not left, not suspended, not barred, not frozen",
}
_OF_PARTIES = {Kind.ENTRY_INTO_FORCE, Kind.EXPIRY, Kind.DISSOLUTION}
_NOT_BEGUN = {
    "party": "as the treaty was not in force yet",
    "organization": "as the organisation did not exist yet",
}
"""Why nobody can be a member before something begins, by the definition."""
_NEVER_BEGINS = {
    "party": "as no entry into force is recorded",
    "organization": "as it has no organisation of its own",
}
"""The same where it never begins in a record."""
_FORCE = ("was in force", "was not in force")
_EXISTENCE = ("existed", "did not exist")
_STATUSES = {
    Status.HALTED: "says it takes no part",
    Status.FORMER: "former member",
    Status.NOT_YET: "not yet a member",
    Status.NEVER: "never a member",
}


# -- names ----------------------------------------------------------------------


def full_name(alliance: Interpretation, day: date) -> str:
    """The full name on a day; before it had a name, its first name."""
    record = alliance.record
    return str(record.name_on(day) or next(iter(record.names), record.id))


def names(alliance: Interpretation) -> str:
    """The short names, oldest first."""
    short = (name.short for name in alliance.record.names)
    return ", later ".join(short) or alliance.record.id


def article(state: State) -> str:
    """The article with a space, if the name has one in a sentence; else empty."""
    return "the " * bool(_WITH_ARTICLE.search(state.name))


def in_prose(state: State) -> str:
    """The name of a state as a sentence has it.

    Examples:
        >>> import csto_membership as cm
        >>> [in_prose(cm.state(code)) for code in ("US", "PH", "DDR", "NZ")]
        ['the United States', 'the Philippines', 'the German Democratic Republic', 'New Zealand']
    """
    return f"{article(state)}{state}"


def short_name(alliance: Interpretation) -> str:
    """The short name that the alliance had last."""
    names = alliance.record.names
    return names[-1].short if names else alliance.record.id


def why_nobody(alliance: Interpretation, day: date) -> str:
    """The end of a lead that nobody is a member: it had not begun, or had ended.

    It says what had not happened yet, and how many states had joined; or until when there
    were members; else empty.
    """
    names = alliance.record.names
    if names and not alliance.record.name_on(day):
        began = (act.kind for act in alliance.view.moves if act.kind in _BEGINNINGS)
        return f"; it was not {_BEGINNINGS[next(began, Kind.SIGNATURE)]} yet"
    possibly = [days.possibly for days in alliance.days_by_state.values()]
    last = [days.last_day for days in possibly if days]
    if last and all(each is not None and each < day for each in last):
        return f"; the last members were in until {max(filter(None, last))}"
    by_state = alliance.under("joined").days_by_state.values()
    joined = sum(day in days.surely for days in by_state)
    reason = _NOT_BEGUN.get(alliance.definition.name)
    begins = alliance.first_change
    if not joined or reason is None or (begins <= day and begins < date.max):
        return ""
    if begins == date.max:
        reason = _NEVER_BEGINS[alliance.definition.name]
    if alliance.definition.roles == {Role.CHARTER} and alliance.record.founded:
        reason = "as its charter was not in force yet"
    return f", {reason}; {joined} state{'s' * (joined != 1)} had joined"


def described(alliance: Interpretation, name: str = "") -> str:
    """An alliance with its name, by default its id, its definition and its view."""
    shown = f'{name or alliance.record.id} under "{alliance.definition.name}"'
    return ", ".join([shown, *view_in_words(alliance.view)])


def another_definition(alliance: Interpretation) -> str:
    """The name of a standard definition that this alliance does not have."""
    return "joined" if alliance.definition.name == "party" else "party"


def conditions(alliance: Interpretation) -> str:
    """The definition and view in parentheses, for a lead that is quoted alone."""
    rule = alliance.definition
    name = _IN_SHORT[rule.name] if rule in DEFINITIONS else f'under "{rule.name}"'
    return f"({'; '.join([name, *view_in_words(alliance.view)])})"


def as_last_known(alliance: Interpretation, day: date) -> str:
    """The end of a lead about a day that the record does not cover; else empty."""
    if day <= alliance.horizon or alliance.horizon == alliance.view.known:
        return ""
    return f", as last known on {alliance.horizon}"


def view_in_words(view: View) -> Iterator[str]:
    """The choices that make a view."""
    yield from choices_in_words(view.known, view.sources, view.silence, view.preferred)
    if view.instead is not None:
        yield f"if {listed(sorted(view.instead.sources.ids))} is right"


def choices_in_words(
    known: date | None,
    sources: Iterable[str] | None,
    silence: Silence,
    preferred: Iterable[str],
) -> Iterator[str]:
    """The choice of a day of knowledge and of sources."""
    if known is not None:
        yield f"as known on {known}"
    if sources is not None:
        omitted = " without acts they omit" if silence is Silence.NO else ""
        yield f"according to {listed(sorted(sources)) or 'no source'}{omitted}"
    if preferred:
        yield f"preferring {listed(sorted(preferred))}"


# -- lists ----------------------------------------------------------------------


def listed(texts: Iterable[str]) -> str:
    """Texts joined as in "A, B and C"."""
    *others, last = [*texts] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def some(texts: Iterable[str]) -> str:
    """The first few different texts, and the number of others."""
    unique = list(dict.fromkeys(texts))
    if (left := len(unique) - _MOST_NAMED) > 0:
        unique[_MOST_NAMED:] = [f"{left} other{'s' * (left != 1)}"]
    return listed(unique)


def grouped(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Each text once, with all names that belong to it."""
    groups: dict[str, list[str]] = {}
    for text, names in pairs:
        groups.setdefault(text, []).extend(names)
    return groups


def count_of_members(members: Sized) -> str:
    """The number of members, with the noun."""
    return f"{len(members)} member{'s' * (len(members) != 1)}"


def capital(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def whose(claim: Claim, event: Event) -> str:
    """The states that a claim is about.

    A claim about a treaty that names none of them is about "the parties".
    """
    if is_of_parties(claim, event):
        return "the parties"
    return ", ".join(state.name for state in claim.states)


def is_of_parties(claim: Claim, event: Event) -> bool:
    """Whether a claim that a treaty begins or ends is about all states of the event."""
    of_all = not claim.only and set(claim.states) == set(event.states)
    kind = claim.kind or event.kind
    return of_all and len(event.states) > 1 and kind in _OF_PARTIES


# -- dates and acts -------------------------------------------------------------


def date_in_words(when: FuzzyDate) -> str:
    """A date in the words that follow "since" or "from".

    Examples:
        >>> for text in ("1999-04", "[2008-03-28..]", "[..1990-01-01]", "[..]"):
        ...     print(date_in_words(FuzzyDate(text)))
        some day in 1999-04
        some day on or after 2008-03-28, if ever
        some day on or before 1990-01-01
        some unknown day, if ever
    """
    if when.is_exact:
        return str(when)
    if when.latest and not when.edtf.startswith("["):
        return f"some day in {when}"
    spans = list(when.days.spans())
    if len(spans) == 1 and when.earliest and when.latest:
        return f"some day between {when.earliest} and {when.latest}"
    if_ever = ", if ever" if when.latest is None else ""
    return " or ".join(map(_open_or_not, spans)) + if_ever


def _open_or_not(span: Span) -> str:
    """A span that stands for one unknown day, in words."""
    match span.first_day, span.last_day:
        case None, None:
            return "some unknown day"
        case None, last:
            return f"some day on or before {last}"
        case first, None:
            return f"some day on or after {first}"
        case _:
            return str(span)


def member_since(alliance: Interpretation, state: State, day: date) -> str:
    """The words for since when a state is a member; empty if it is not one."""
    spells = [s for s in alliance.spells_of(state) if (s.first_day or date.min) <= day]
    if not spells or day not in spells[-1].span:
        return ""
    # Of several acts that may have opened it on the same first day, the surest one.
    opening = min(
        spells[-1].opened_by, key=lambda act: act.since.latest or date.max, default=None
    )
    since = (
        date_in_words(opening.since) if opening else spells[-1].first_day or date.min
    )
    earlier = listed(map(_with_doubt, spells[:-1]))
    return f"since {since} (earlier: {earlier})" if earlier else f"since {since}"


def _with_doubt(spell: Spell) -> str:
    if not spell.uncertain:
        return str(spell.span)
    return f"{spell.span}, {'partly ' if spell.surely else ''}uncertain"


def act_in_words(act: Act) -> str:
    """An act with its day; the end of a term with its last day."""
    last = last_day_in(act.kind, act.on, act.since)
    return f"last day {last}: {act.event}" if last else str(act)


def claim_in_words(
    claim: Claim, event: Event, since: FuzzyDate | None, whose: str = ""
) -> Iterator[str]:
    """What a claim says of an event: kind, date, states, place and wording.

    A kind or place that is that of the event is left out.
    """
    kind = claim.kind or event.kind
    if kind is not event.kind:
        yield in_words(kind)
    if since is not None:
        last = last_day_in(kind, claim.on, since)
        done = f"{claim.on}, effective " if claim.on not in {None, since} else ""
        yield f"last day {last}" if last else f"{done}{since}"
    if whose:
        yield whose
    if claim.place and claim.place != event.place:
        yield f"at {claim.place}"
    if claim.wording:
        yield f"\u201c{claim.wording}\u201d"


# -- the limits of an answer ------------------------------------------------------


def definition(alliance: Interpretation) -> str:
    """The definition of a member, in a sentence."""
    rule = alliance.definition
    meaning = rule.meaning or "is counted by the acts that this definition names"
    return f'A member under "{rule.name}" {meaning}.'


def status_in_words(status: Status) -> str:
    """A status in words that people who have not read about it understand."""
    return _STATUSES.get(status, status.value)


def limits(
    alliance: Interpretation, days: DaySet, where: str, state: State | None = None
) -> Iterator[str]:
    """The definition, whether it matters, and whether sources differ, for many days."""
    yield definition(alliance)
    for question, opposed_by in (
        (f"Does the definition matter {where}?", alliance.opposed_by_definition),
        (f"Do sources differ {where}?", alliance.opposed_by_rival),
    ):
        by_days = grouped(
            (str(opposed), [each.name])
            for each, opposed in opposed_by(days).items()
            if state in {None, each}
        )
        found = "; ".join(
            opposed if state else f"{listed(names)} ({opposed})"
            for opposed, names in by_days.items()
        )
        start = "on these days:" if state else "for"
        yield f"{question} Yes, {start} {found}." if found else f"{question} No."


def completeness(alliance: Interpretation, day: date) -> str:
    """The last day for which the answer is complete, and what it leaves out."""
    checked = f", last checked on {alliance.checked}" if alliance.checked else ""
    sentences = [f"The record is complete until {alliance.complete_until}{checked}."]
    if alliance.horizon < alliance.complete_until:
        sentences.append(f"This view of it ends on {alliance.horizon}.")
    if day > alliance.horizon:
        sentences.append("Later acts are not in the answer.")
    if known := alliance.view.known:
        sources = alliance.sources.values()
        public = f"{sum(s.public_from <= known for s in sources)} of its {len(sources)}"
        sentences.append(f"By {known}, {public} sources were public.")
    if alliance.view.sources is not None and (silent := alliance.silent_on):
        omitted = some(map(str, silent))
        sentences.append(f"The chosen sources do not mention: {omitted}.")
    return " ".join(sentences)


def reach(alliance: Interpretation, day: date) -> dict[str, Any]:
    """The last day that the answer covers, and whether a day is later, as values."""
    return {"complete_until": alliance.horizon, "beyond_record": day > alliance.horizon}


def meant_instead_in_words(
    alliance: Interpretation, state: State, days: DaySet
) -> Iterator[str]:
    """The states that may be meant on days on which a state was not one."""
    for other, theirs in meant_instead(alliance, state).items():
        if found := theirs & days:
            member = f"was or may have been a member of {names(alliance)}"
            gone, other_one = in_prose(state), in_prose(other)
            yield f"When {gone} was not a state, {other_one} {member}: {found}."


def may_be_meant(
    alliances: Iterable[Interpretation], state: State, days: DaySet
) -> str:
    """The end of a lead about a state that was not one while another was a member.

    Examples:
        >>> import csto_membership as cm
        >>> may_be_meant([cm.load("warsaw_pact")], cm.state("RU"), cm.DaySet.parse("1980"))
        '; on days when it was not a state, the Soviet Union may be meant'
    """
    each = (meant_instead(alliance, state).items() for alliance in alliances)
    others = {
        in_prose(o): None for found in each for o, theirs in found if theirs & days
    }
    text = f"; on days when it was not a state, {listed(others)} may be meant"
    return text if others else ""


# -- treaty, organisation and charter ---------------------------------------------


def in_force_sentence(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence on treaty, organisation and charter; none if nothing is recorded."""
    party, body = alliance.under("party"), alliance.under("organization")
    signatures = (
        act.since.days.toggles[0]
        for act in alliance.view.moves
        if act.kind is Kind.SIGNATURE
        and act.instrument
        and Role.TREATY in act.instrument.roles
    )
    signed = min(signatures, default=date.min)
    if day < signed:
        parts = [f"the treaty was not signed before {signed}"]
    else:
        parts = [_duration("the treaty", _FORCE, party, day)]
    founded = alliance.record.founded
    if founded is None:
        parts.append(_duration("the organisation", _EXISTENCE, body, day))
    elif day < founded:
        parts.append(f"the organisation did not exist before {founded}")
    else:
        parts.append(f"the organisation existed (since {founded})")
        parts.append(_duration("its charter", _FORCE, body, day))
    if text := "; ".join(filter(None, parts)):
        yield f"{capital(text)}."


def _duration(
    thing: str, verbs: tuple[str, str], counted: Interpretation, day: date
) -> str:
    """Whether a thing existed on the day and since when, or when it began or ended."""
    did, did_not = verbs
    by_state = counted.days_by_state.values()
    surely = DaySet().union(*(days.surely for days in by_state))
    spans = list(DaySet().union(*(days.possibly for days in by_state)).spans())
    begun = [span for span in spans if (span.start or date.min) <= day]
    if not spans:
        return ""
    if not begun:
        return f"{thing} {did_not} before {spans[0].start}"
    if day not in begun[-1]:
        return f"{thing} {did} until {begun[-1].last_day} (inclusive)"
    if day not in surely:
        return f"it is uncertain whether {thing} {did}"
    first, certain = begun[-1].start, next(s.start for s in surely.spans() if day in s)
    if certain is None:
        return f"{thing} {did}, as on all days before"
    since = str(certain)
    if first is None:
        since = f"{certain} at the latest"
    elif first != certain:
        since = f"some day between {first} and {certain}"
    return f"{thing} {did} (since {since})"
