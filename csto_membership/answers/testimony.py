"""Testimonies: each answer to one question, with the sources that give it."""

from __future__ import annotations

from datetime import date

import attrs

from csto_membership.answers.members import Members, members_by_day
from csto_membership.answers.report import Answered, Item, Report, Section
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Roster, Source, State, StateSet

__all__ = ["Testimony", "testimonies"]

_Answer = tuple[tuple[State, ...], tuple[State, ...]]


@attrs.frozen(eq=False, repr=False)
class Testimony(Answered):
    """One answer to who was a member on a day, with the sources that give it.

    Attributes:
        day: The day.
        states: The states that are members by it.
        uncertain: The states that may be.
        followed: Whether it is the answer of the view that was asked.
        sources: Who gives it. Of the answer followed, the sources of the acts by which
            its members are in; of another, those by which it would come out so where
            they speak, and as the view has it elsewhere; and the dated lists that agree.
        missing: The states that the answer followed has besides, surely or perhaps.
        added: The states that it has besides the answer followed.

    Examples:
        >>> import csto_membership as cm
        >>> for told in cm.load("csto").who_says("2007-01-01"):
        ...     print(told.followed, len(told.states), len(told.sources), told.missing)
        True 7 18 none
        False 6 2 Uzbekistan
    """

    day: date
    states: StateSet
    uncertain: StateSet
    followed: bool
    sources: tuple[Source, ...]
    missing: StateSet
    added: StateSet

    def _report(self) -> Report:
        count = f"{len(self.states)} member{'s' * (len(self.states) != 1)}"
        parts = [f"{count}: {self.states}"]
        if self.uncertain:
            parts.append(f"uncertain: {self.uncertain}")
        if self.added:
            parts.append(f"with {self.added}")
        if self.missing:
            parts.append(f"without {self.missing}")
        who = "the record" if self.followed else "otherwise"
        sources = tuple(Item(f"{source.id}  {source}") for source in self.sources)
        values = {
            "day": self.day,
            "followed": self.followed,
            "members": self.states,
            "uncertain": self.uncertain,
            "added": self.added,
            "missing": self.missing,
            "sources": [source.id for source in self.sources],
        }
        lead = f"{who}  {'; '.join(parts)}"
        return Report((lead,), (Section(sources, indent=4),), values=values)

    def __repr__(self) -> str:
        return f"<Testimony of {len(self.sources)}: {self.states}>"


def testimonies(alliance: Interpretation, day: date) -> tuple[Testimony, ...]:
    """Each answer given to who was a member on a day; the view's own first."""
    own = _members_on(alliance, day)
    answers: dict[_Answer, dict[str, Source]] = {_of(own): _behind(own, day)}
    rivals = {
        source.id: source
        for rival in alliance.rivals
        if any(d.answer(day) is not own.answer(s) for s, d in rival.days.items())
        for source in rival.claim.sources
    }
    for key, source in rivals.items():
        answers[_of(own)].pop(key, None)  # it says otherwise, whatever it shares
        theirs = _members_on(alliance.preferring(key), day)
        answers.setdefault(_of(theirs), {})[key] = source
    for roster in alliance.record.rosters:
        if day in roster.on.days and roster.states:
            listed = _listed(alliance, roster)
            answers.setdefault(listed, {}).update({s.id: s for s in roster.sources})
    told = [_testimony(alliance, own, day, *each) for each in answers.items()]
    return tuple(sorted(told, key=lambda each: (not each.followed, -len(each.sources))))


def _members_on(alliance: Interpretation, day: date) -> Members:
    return members_by_day(alliance)[day]


def _of(members: Members) -> _Answer:
    return members.states, members.uncertain.states


def _listed(alliance: Interpretation, roster: Roster) -> _Answer:
    """A dated list as an answer; a definition that pauses does not count the suspended."""
    members = roster.states
    if alliance.definition.pauses:
        members -= roster.suspended
    return alliance.listed(members).states, ()


def _behind(members: Members, day: date) -> dict[str, Source]:
    """The sources of the acts by which the members are in."""
    return {
        source.id: source
        for state in (*members.states, *members.uncertain.states)
        for spell in members.alliance.spells_of(state)
        if day in spell.span
        for act in spell.opened_by
        for claim in act.claims
        for source in claim.sources
    }


def _testimony(
    alliance: Interpretation,
    own: Members,
    day: date,
    answer: _Answer,
    sources: dict[str, Source],
) -> Testimony:
    states, uncertain = (alliance.listed(each) for each in answer)
    theirs = {*states, *uncertain}
    return Testimony(
        day=day,
        states=states,
        uncertain=uncertain,
        followed=answer == _of(own),
        sources=tuple(sources.values()),
        missing=alliance.listed(own.possibly - theirs),
        added=alliance.listed(theirs - own.possibly),
    )
