"""Answers as people read them: the ten-second answer, and the histories.

Nothing here decides anything. Days are told as first day and last day, both inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.answers.in_force import existence
from csto_membership.days import DaySet, FuzzyDate, Span
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.act import Act, last_day_in
from csto_membership.membership.status import BETWEEN
from csto_membership.record import Kind, State

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.answers.change import Change
    from csto_membership.answers.history import History
    from csto_membership.answers.members import Members, MembersDuring
    from csto_membership.membership.spell import Spell

__all__ = [
    "completeness",
    "definition",
    "footing",
    "full_name",
    "heading",
    "in_words",
    "names",
    "of_act",
    "of_change",
    "of_during",
    "of_history",
    "of_members",
    "roll",
    "since",
    "some",
]

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_MOST_NAMED = 3


def of_members(members: Members) -> str:
    """The ten-second answer."""
    day = members.day
    if day is None:
        return ", ".join(_named(members))
    lines = [heading(members, day), ""]
    told = roll(members, day)
    width = max((len(name) for name, _ in told), default=0)
    lines += [f"  {name:<{width}}  {since}" for name, since in told]
    if told:
        lines.append("")
    return "\n".join([*lines, *footing(members, day)])


def heading(members: Members, day: date) -> str:
    """What the alliance was called on the day, and how many members it had."""
    return f"{_title(members.alliance, day)} on {day}: {_count(members)}"


def roll(members: Members, day: date) -> list[tuple[str, str]]:
    """Each member, sure or not, and since when it is in."""
    alliance = members.alliance
    told = [(s.name, since(alliance, s, day)) for s in members]
    unsure = [(s.name, since(alliance, s, day)) for s in members.uncertain]
    return told + [(name, f"uncertain; {when}") for name, when in unsure]


def footing(members: Members, day: date) -> Iterator[str]:
    """What must be told with the members: the definition, and the two lines."""
    alliance = members.alliance
    yield from _notes(alliance, day)
    yield definition(alliance)
    yield from existence(alliance, day)
    yield f"Does the definition matter on this day? {_definition_line(members)}"
    yield f"Do sources differ? {_sources_line(members)}"
    yield completeness(alliance, day)


def of_during(during: MembersDuring) -> str:
    """Who was a member throughout a period, and who at some time of it."""
    alliance = during.throughout.alliance
    throughout = list(_named(during.throughout))
    sometime = [s for s in _named(during.sometime) if s not in throughout]
    last = during.period.last_day or date.max
    return "\n".join(
        [
            f"{_title(alliance, last)}, {during.period}, `{alliance.definition.name}`",
            f"  throughout    {', '.join(throughout) or 'nobody'}",
            f"  at some time  {', '.join(sometime) or 'nobody else'}",
            "",
            *_footing(alliance, DaySet.from_spans([during.period]), "in this period"),
            completeness(alliance, last),
        ]
    )


def of_history(history: History) -> str:
    """The spells of a state, each with what opened and closed it."""
    alliance, state = history.alliance, history.state
    lines = [f"{state} in {names(alliance)}, `{alliance.definition.name}`"]
    if not history.spells:
        lines.append("  never a member")
    for spell in history.spells:
        lines.append(f"  {_span_with_length(spell, alliance.horizon)}")
        lines += [f"      in   {of_act(act)}" for act in spell.opened_by]
        lines += [f"      out  {of_act(act)}" for act in spell.closed_by]
        if spell.uncertain:
            lines.append(f"      uncertain: {spell.uncertain}")
    for status in BETWEEN:
        if days := alliance.standing(state, status):
            lines.append(f"  {status.value} {days}")
    covered = DaySet.span(None, alliance.horizon + ONE_DAY)
    lines += ["", *_footing(alliance, covered, f"for {state}", state)]
    lines.append(completeness(alliance, alliance.horizon))
    return "\n".join(lines)


def of_change(change: Change) -> str:
    """Who came, who went, and by which act."""
    told = [
        said
        for states, said in (
            (change.joined, f"in: {change.joined}"),
            (change.left, f"out: {change.left} (last day {change.day - ONE_DAY})"),
            (change.unsure, f"uncertain: {change.unsure}"),
        )
        if states
    ]
    lines = [f"{change.day}  {'; '.join(told)}"]
    lines += [f"            {of_act(act)}" for act in change.acts]
    return "\n".join(lines)


# -- lines ----------------------------------------------------------------------

_BEGINNINGS = {Kind.SIGNATURE: "signed", Kind.FOUNDING: "founded"}


def _title(alliance: Alliance, day: date) -> str:
    """Its full name, and whether it had it not yet."""
    name = full_name(alliance, day)
    if alliance.record.name_on(day) or not alliance.record.names:
        return name
    began = (act.kind for act in alliance.view.moves if act.kind in _BEGINNINGS)
    return f"{name}, not {_BEGINNINGS[next(began, Kind.SIGNATURE)]} yet,"


def full_name(alliance: Alliance, day: date) -> str:
    """What it was called on a day; before it had a name, the first that it got."""
    record = alliance.record
    return str(record.name_on(day) or next(iter(record.names), record.id))


def names(alliance: Alliance) -> str:
    """Its short names, in the order in which it had them."""
    short = (name.short for name in alliance.record.names)
    return ", later ".join(short) or alliance.record.id


def _count(members: Members) -> str:
    said = f"{len(members)} member{'s' * (len(members) != 1)}"
    return f"{said}, {len(members.uncertain)} uncertain" if members.uncertain else said


def _named(members: Members) -> Iterator[str]:
    yield from members.names
    yield from (f"{state} (uncertain)" for state in members.uncertain)


def since(alliance: Alliance, state: State, day: date) -> str:
    """Since when a state is in, and how often it was before; empty where it never was."""
    spells = [
        spell
        for spell in alliance.history(state).spells
        if spell.span.start is None or spell.span.start <= day
    ]
    if not spells or day not in spells[-1].span:
        return ""
    opening = next(iter(spells[-1].opened_by), None)
    said = f"since {in_words(opening.since) if opening else spells[-1].first_day}"
    if len(spells) > 1:
        before = ", ".join(
            f"{_ordinal(n)} {spell.span}" for n, spell in enumerate(spells[:-1])
        )
        said += f" ({_ordinal(len(spells) - 1)} time; {before})"
    return said


def in_words(when: FuzzyDate) -> str:
    """A date as it stands after `since` or `from`."""
    if when.is_exact:
        return str(when)
    if when.latest is None:
        return f"some day not before {when.earliest}, if at all"
    if when.edtf.startswith("["):
        return f"some day of {when}"
    return f"some day in {when}"


def _ordinal(n: int) -> str:
    return _ORDINALS[n] if n < len(_ORDINALS) else f"{n + 1}th"


def _notes(alliance: Alliance, day: date) -> Iterator[str]:
    """What readers must be told of a standing that lasts on the day."""
    for status, kind in BETWEEN.items():
        others = []
        for state in alliance.record.parties:
            if day not in alliance.standing(state, status):
                continue
            notes = [
                act.event.note
                for act in alliance.view.acts_of(state)
                if act.kind is kind
                and act.event.note
                and (act.since.earliest or date.min) <= day
            ]
            yield from notes
            if not notes:
                others.append(state.name)
        if others:
            yield f"{status.value.capitalize()}: {', '.join(others)}."


def definition(alliance: Alliance) -> str:
    """The definition in plain words."""
    definition = alliance.definition
    meaning = definition.meaning or f"counts under `{definition.name}`"
    return f"Counted as a member: a state that {meaning}."


def _footing(
    alliance: Alliance, days: DaySet, where: str, state: State | None = None
) -> Iterator[str]:
    """The definition and the two lines, for many days at once."""
    yield definition(alliance)
    for question, opposed_by in (
        (f"Does the definition matter {where}?", alliance.opposed_by_definition),
        (f"Do sources differ {where}?", alliance.opposed_by_rival),
    ):
        whose: dict[DaySet, list[str]] = {}
        for each, opposed in opposed_by(days).items():
            if state in {None, each}:
                whose.setdefault(opposed, []).append(each.name)
        told = [
            str(opposed) if state else f"{', '.join(names)} ({opposed})"
            for opposed, names in whose.items()
        ]
        yield f"{question} Yes: {'; '.join(told)}." if told else f"{question} No."


def _definition_line(members: Members) -> str:
    told = _grouped((str(how), [f"`{name}`"]) for name, how in members.by_definition)
    said = "; ".join(f"{said} under {', '.join(names)}" for said, names in told.items())
    if members.depends_on_definition:
        return f"Yes: {said}."
    return f"No, though {said}." if said else "No."


def _sources_line(members: Members) -> str:
    if not members.disputed:
        return "No."
    told = _grouped(
        (
            str(attrs.evolve(how, doubts=frozenset())),
            list(claim.sources.ids),
        )
        for claim, how in members.by_rival
    )
    said = [f"{said} according to {some(ids)}" for said, ids in told.items() if said]
    left = len(said) - _MOST_NAMED
    more = f"; and {left} more" if left > 0 else ""
    return f"Yes: {'; '.join(said[:_MOST_NAMED])}{more}."


def _grouped(pairs: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for said, who in pairs:
        groups.setdefault(said, []).extend(who)
    return groups


def some(ids: list[str]) -> str:
    """The first of some names, and how many more there are."""
    ids = list(dict.fromkeys(ids))
    left = len(ids) - _MOST_NAMED
    if left <= 0:
        return ", ".join(ids)
    others = f"{left} other{'s' * (left != 1)}"
    return f"{', '.join(ids[:_MOST_NAMED])} and {others}"


def completeness(alliance: Alliance, day: date) -> str:
    """Up to which day the answer is complete."""
    said = f"The record is complete until {alliance.complete_until}"
    if alliance.horizon < alliance.complete_until:
        said += f", and what is looked at here reaches until {alliance.horizon}"
    if day > alliance.horizon:
        said += "; this day lies beyond, and later acts are not in the answer"
    return " ".join([f"{said}.", *_looked_at(alliance)])


def _looked_at(alliance: Alliance) -> Iterator[str]:
    """How much there is to look at, where the view is narrowed."""
    known = alliance.view.known
    if known is not None:
        public = sum(s.public_from <= known for s in alliance.sources.values())
        yield f"By {known} {public} of its {len(alliance.sources)} sources were public."
    if alliance.view.sources is not None and (silent := alliance.silent_on):
        titles = [str(event) for event in silent]
        yield f"The sources asked are silent on {some(titles)}."


def _span_with_length(spell: Spell, horizon: date) -> str:
    if spell.length:
        return f"{spell.span} ({spell.length})"
    if spell.first_day is None or spell.first_day > horizon:
        return str(spell.span)
    so_far = Span(spell.first_day, horizon + ONE_DAY).length_in_words
    return f"{spell.span} ({so_far} by {horizon})"


def of_act(act: Act) -> str:
    """An act with its day; the end of a term with its last day, as people read it."""
    last = last_day_in(act.kind, act.on, act.since)
    return f"last day {last}: {act.event}" if last else str(act)
