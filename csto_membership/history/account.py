"""Answers as people read them: the ten-second answer, and the histories.

Nothing here decides anything. Days are told as first day and last day, both inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from csto_membership.days import FuzzyDate, Span
from csto_membership.days.span import ONE_DAY, length_in_words
from csto_membership.history.standing import BETWEEN
from csto_membership.history.view import Act
from csto_membership.record import Kind, Role, State

if TYPE_CHECKING:
    from csto_membership.history.alliance import Alliance
    from csto_membership.history.change import Change
    from csto_membership.history.members import Difference, Members, MembersDuring
    from csto_membership.history.spell import History, Spell

__all__ = ["of_change", "of_during", "of_history", "of_members"]

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_MOST_NAMED = 3


def of_members(members: Members) -> str:
    """The ten-second answer."""
    alliance, day = members.alliance, members.day
    if day is None:
        return ", ".join(_named(members))
    lines = [f"{_title(alliance, day)} on {day}: {_count(members)}", ""]
    told = [(s, _since(alliance, s, day)) for s in members]
    told += [(s, f"uncertain; {_since(alliance, s, day)}") for s in members.uncertain]
    width = max((len(state.name) for state, _ in told), default=0)
    lines += [f"  {state.name:<{width}}  {since}" for state, since in told]
    if told:
        lines.append("")
    lines += _notes(alliance, day)
    meaning = alliance.reading.meaning or f"counts under `{alliance.reading.name}`"
    lines.append(f"Counted as a member: a state that {meaning}.")
    lines += _existence(alliance, day)
    lines.append(f"Does the definition matter on this day? {_definition_line(members)}")
    lines.append(f"Do sources differ? {_sources_line(members)}")
    lines.append(_completeness(alliance, day))
    return "\n".join(lines)


def of_during(during: MembersDuring) -> str:
    """Who was a member throughout a period, and who at some time of it."""
    alliance = during.throughout.alliance
    throughout = list(_named(during.throughout))
    sometime = [s for s in _named(during.sometime) if s not in throughout]
    last = during.period.last_day or date.max
    return "\n".join(
        [
            f"{_title(alliance, last)}, {during.period}, `{alliance.reading.name}`",
            f"  throughout    {', '.join(throughout) or 'nobody'}",
            f"  at some time  {', '.join(sometime) or 'nobody else'}",
            _completeness(alliance, last),
        ]
    )


def of_history(history: History) -> str:
    """The spells of a state, each with what opened and closed it."""
    alliance, state = history.alliance, history.state
    names = ", later ".join(name.short for name in alliance.record.names)
    lines = [f"{state} in the {names or alliance.record.id}, `{alliance.reading.name}`"]
    if not history.spells:
        lines.append("  never a member")
    for spell in history.spells:
        lines.append(f"  {_span_with_length(spell, alliance.horizon)}")
        lines += [f"      in   {_told(act)}" for act in spell.opened_by]
        lines += [f"      out  {_told(act)}" for act in spell.closed_by]
        if spell.uncertain:
            lines.append(f"      uncertain: {spell.uncertain}")
    for status in BETWEEN:
        if days := alliance.standing(state, status):
            lines.append(f"  {status.value} {days}")
    lines.append(_completeness(alliance, alliance.horizon))
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
    lines += [f"            {_told(act)}" for act in change.acts]
    return "\n".join(lines)


# -- lines ----------------------------------------------------------------------


def _title(alliance: Alliance, day: date) -> str:
    name = alliance.record.name_on(day)
    if name is None and alliance.record.names:
        return f"{alliance.record.names[0]}, not signed yet,"
    return str(name or alliance.record.id)


def _count(members: Members) -> str:
    said = f"{len(members)} member{'s' * (len(members) != 1)}"
    return f"{said}, {len(members.uncertain)} uncertain" if members.uncertain else said


def _named(members: Members) -> Iterator[str]:
    yield from members.names
    yield from (f"{state} (uncertain)" for state in members.uncertain)


def _since(alliance: Alliance, state: State, day: date) -> str:
    """Since when a state is in, and how often it was before."""
    spells = [
        spell
        for spell in alliance.history(state).spells
        if spell.span.start is None or spell.span.start <= day
    ]
    opening = next(iter(spells[-1].opened_by), None)
    since = opening.since if opening else None
    said = f"since {_in_words(since) if since else spells[-1].first_day}"
    if len(spells) > 1:
        before = ", ".join(
            f"{_ordinal(n)} {spell.span}" for n, spell in enumerate(spells[:-1])
        )
        said += f" ({_ordinal(len(spells) - 1)} time; {before})"
    return said


def _in_words(when: FuzzyDate) -> str:
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
        for state in alliance.record.parties:
            if day not in alliance.standing(state, status):
                continue
            notes = [
                act.event.note
                for act in alliance.acts(state=state, kind=kind)
                if act.event.note and (act.since.earliest or date.min) <= day
            ]
            yield from notes or [f"{state}: {status.value}."]


def _existence(alliance: Alliance, day: date) -> Iterator[str]:
    """Whether treaty and organisation existed on the day."""
    acts = alliance.view.acts
    signed = _first(acts, Kind.SIGNATURE, Role.TREATY)
    in_force = _first(acts, Kind.ENTRY_INTO_FORCE, Role.TREATY)
    body = _first(acts, Kind.ENTRY_INTO_FORCE, Role.CHARTER)
    told = []
    if signed and day < signed:
        told.append(f"the treaty was not signed before {signed}")
    elif in_force:
        verb = "is in force since" if in_force <= day else "was not in force before"
        told.append(f"the treaty {verb} {in_force}")
    if body:
        verb = "exists since" if body <= day else "did not exist before"
        told.append(f"the organisation {verb} {body}")
    if told:
        said = "; ".join(told)
        yield f"{said[0].upper()}{said[1:]}."


def _first(acts: Iterable[Act], kind: Kind, role: Role) -> date | None:
    days = [
        act.since.earliest
        for act in acts
        if act.kind is kind and act.of and role in act.of.roles and act.since.earliest
    ]
    return min(days, default=None)


def _definition_line(members: Members) -> str:
    told = "; ".join(f"`{name}` {_said(how)}" for name, how in members.by_reading)
    if members.depends_on_reading:
        return f"Yes: {told}."
    return f"No, though {told}." if told else "No."


def _said(how: Difference) -> str:
    return _listed(
        ("adds", how.adds),
        ("leaves out", how.leaves_out),
        ("is uncertain of", how.doubts),
    )


def _listed(*parts: tuple[str, Iterable[State]]) -> str:
    return " and ".join(
        f"{verb} {', '.join(sorted(state.name for state in states))}"
        for verb, states in parts
        if states
    )


def _sources_line(members: Members) -> str:
    if not members.disputed:
        return "No."
    ids: dict[str, list[str]] = {}
    for claim, how in members.by_rival:
        if said := _listed(("with", how.adds), ("without", how.leaves_out)):
            ids.setdefault(said, []).extend(source.id for source in claim.sources)
    told = [f"{said} according to {_some(cited)}" for said, cited in ids.items()]
    left = len(told) - _MOST_NAMED
    more = f"; and {left} more" if left > 0 else ""
    return f"Yes: {'; '.join(told[:_MOST_NAMED])}{more}."


def _some(ids: list[str]) -> str:
    ids = list(dict.fromkeys(ids))
    left = len(ids) - _MOST_NAMED
    if left <= 0:
        return ", ".join(ids)
    others = f"{left} other{'s' * (left != 1)}"
    return f"{', '.join(ids[:_MOST_NAMED])} and {others}"


def _completeness(alliance: Alliance, day: date) -> str:
    said = f"The record is complete until {alliance.horizon}"
    if day > alliance.horizon:
        return f"{said}; this day lies beyond, and later acts are not in the answer."
    return f"{said}."


def _span_with_length(spell: Spell, horizon: date) -> str:
    if spell.length:
        return f"{spell.span} ({spell.length})"
    if spell.first_day is None or spell.first_day > horizon:
        return str(spell.span)
    so_far = length_in_words(Span(spell.first_day, horizon + ONE_DAY).length)
    return f"{spell.span} ({so_far} by {horizon})"


def _told(act: Act) -> str:
    """An act with its day; the end of a term with its last day, as people read it."""
    last = act.since.earliest
    if act.kind is Kind.EXPIRY and act.on is None and last and act.since.is_exact:
        return f"last day {last - ONE_DAY}: {act.event}"
    return str(act)
