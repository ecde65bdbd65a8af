"""Phrases that several answers share.

Periods are shown by their first day and last day, both inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from csto_membership.days import DaySet, FuzzyDate
from csto_membership.membership.act import Act, last_day_in
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.status import BETWEEN
from csto_membership.membership.view import Silence, View
from csto_membership.record import Kind, State

__all__ = [
    "act_in_words",
    "completeness",
    "date_in_words",
    "definition",
    "described",
    "full_name",
    "grouped",
    "limits",
    "member_since",
    "names",
    "some",
    "status_notes",
    "title",
]

_MOST_NAMED = 3
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_BEGINNINGS = {Kind.SIGNATURE: "signed", Kind.FOUNDING: "founded"}


# -- names ----------------------------------------------------------------------


def title(alliance: Interpretation, day: date) -> str:
    """The full name on a day; a day before the first name is marked as such."""
    name = full_name(alliance, day)
    if alliance.record.name_on(day) or not alliance.record.names:
        return name
    began = (act.kind for act in alliance.view.moves if act.kind in _BEGINNINGS)
    return f"{name}, not {_BEGINNINGS[next(began, Kind.SIGNATURE)]} yet,"


def full_name(alliance: Interpretation, day: date) -> str:
    """The full name on a day; before it had a name, its first name."""
    record = alliance.record
    return str(record.name_on(day) or next(iter(record.names), record.id))


def names(alliance: Interpretation) -> str:
    """The short names, oldest first."""
    short = (name.short for name in alliance.record.names)
    return ", later ".join(short) or alliance.record.id


def described(alliance: Interpretation, name: str = "") -> str:
    """An alliance with its definition and its view, in words.

    Args:
        alliance: The alliance.
        name: What to call it; by default its id.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> described(csto.under("party").as_known_on("1999-03-01"))
        'csto under `party`, as known on 1999-03-01'
        >>> described(csto.according_to("jt-79", "gibler", silence="no"))
        'csto under `joined`, according to gibler and jt-79 (silence means no)'
    """
    shown = f"{name or alliance.record.id} under `{alliance.definition.name}`"
    return ", ".join([shown, *_view_in_words(alliance.view)])


def _view_in_words(view: View) -> Iterator[str]:
    if view.known is not None:
        yield f"as known on {view.known}"
    if view.sources is not None:
        silence = " (silence means no)" if view.silence is Silence.NO else ""
        yield f"according to {_listed(view.sources)}{silence}"
    if view.preferred:
        yield f"preferring {_listed(view.preferred)}"
    if view.instead is not None:
        yield f"supposing what {_listed(view.instead.sources.ids)} says"


def _listed(ids: Iterable[str]) -> str:
    *others, last = sorted(ids) or ["nobody"]
    return f"{', '.join(others)} and {last}" if others else last


def some(ids: Iterable[str]) -> str:
    """The first few of some names, and how many more there are."""
    ids = list(dict.fromkeys(ids))
    left = len(ids) - _MOST_NAMED
    if left <= 0:
        return ", ".join(ids)
    others = f"{left} other{'s' * (left != 1)}"
    return f"{', '.join(ids[:_MOST_NAMED])} and {others}"


def grouped(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Each text once, with everything that goes with it."""
    groups: dict[str, list[str]] = {}
    for text, who in pairs:
        groups.setdefault(text, []).extend(who)
    return groups


# -- dates and acts -------------------------------------------------------------


def date_in_words(when: FuzzyDate) -> str:
    """A date as it is written after `since` or `from`."""
    if when.is_exact:
        return str(when)
    if when.latest is None and when.earliest is None:
        return "some unknown day, if at all"
    if when.latest is None:
        return f"some day not before {when.earliest}, if at all"
    if when.edtf.startswith("["):
        return f"some day of {when}"
    return f"some day in {when}"


def member_since(alliance: Interpretation, state: State, day: date) -> str:
    """Since when a state is a member, and its earlier spells; empty if it is none."""
    spells = [
        spell
        for spell in alliance.spells_of(state)
        if spell.span.start is None or spell.span.start <= day
    ]
    if not spells or day not in spells[-1].span:
        return ""
    opening = next(iter(spells[-1].opened_by), None)
    since = (
        date_in_words(opening.since) if opening else spells[-1].first_day or date.min
    )
    if len(spells) == 1:
        return f"since {since}"
    earlier = ", ".join(
        f"{_ordinal(n)} {spell.span}" for n, spell in enumerate(spells[:-1])
    )
    return f"since {since} ({_ordinal(len(spells) - 1)} time; {earlier})"


def _ordinal(n: int) -> str:
    return _ORDINALS[n] if n < len(_ORDINALS) else f"{n + 1}th"


def act_in_words(act: Act) -> str:
    """An act with its day; the end of a term with its last day."""
    last = last_day_in(act.kind, act.on, act.since)
    return f"last day {last}: {act.event}" if last else str(act)


# -- what limits an answer ------------------------------------------------------


def definition(alliance: Interpretation) -> str:
    """The definition of a member, in a sentence."""
    rule = alliance.definition
    meaning = rule.meaning or f"counts under `{rule.name}`"
    return f"Counted as a member: a state that {meaning}."


def status_notes(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence on each status beside membership that lasts on the day."""
    for status, kind in BETWEEN.items():
        without_note = []
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
                without_note.append(state.name)
        if without_note:
            yield f"{status.value.capitalize()}: {', '.join(without_note)}."


def limits(
    alliance: Interpretation, days: DaySet, where: str, state: State | None = None
) -> Iterator[str]:
    """The definition, whether it matters, and whether sources differ, for many days."""
    yield definition(alliance)
    for question, opposed_by in (
        (f"Does the definition matter {where}?", alliance.opposed_by_definition),
        (f"Do sources differ {where}?", alliance.opposed_by_rival),
    ):
        whose: dict[DaySet, list[str]] = {}
        for each, opposed in opposed_by(days).items():
            if state in {None, each}:
                whose.setdefault(opposed, []).append(each.name)
        found = [
            str(opposed) if state else f"{', '.join(names)} ({opposed})"
            for opposed, names in whose.items()
        ]
        yield f"{question} Yes: {'; '.join(found)}." if found else f"{question} No."


def completeness(alliance: Interpretation, day: date) -> str:
    """Up to which day the answer is complete."""
    text = f"The record is complete until {alliance.complete_until}"
    if alliance.horizon < alliance.complete_until:
        text += f", and what is looked at here reaches until {alliance.horizon}"
    if day > alliance.horizon:
        text += "; this day lies beyond, and later acts are not in the answer"
    return " ".join([f"{text}.", *_what_is_missing(alliance)])


def _what_is_missing(alliance: Interpretation) -> Iterator[str]:
    """How much of the record a view leaves out."""
    known = alliance.view.known
    if known is not None:
        public = sum(s.public_from <= known for s in alliance.sources.values())
        yield f"By {known} {public} of its {len(alliance.sources)} sources were public."
    if alliance.view.sources is not None and (silent := alliance.silent_on):
        titles = [str(event) for event in silent]
        yield f"The sources asked are silent on {some(titles)}."
