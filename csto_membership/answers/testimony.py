"""Testimonies: the different answers to one question, with their sources."""

from __future__ import annotations

from datetime import date

import attrs

from csto_membership.answers import wording
from csto_membership.answers.members import Members, members_by_day
from csto_membership.answers.report import (
    Answered,
    Item,
    Report,
    Section,
    SeveralAnswers,
)
from csto_membership.answers.wording import count_of_members
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Source, State, StateSet

_Answer = tuple[tuple[State, ...], tuple[State, ...]]


@attrs.frozen(eq=False, repr=False)
class Testimony(Answered):
    """One answer to who was a member on a day, with the sources that give it.

    Attributes:
        alliance: The alliance, with its definition and view.
        day: The day.
        states: The members by this answer.
        uncertain: The states that may be members by it.
        followed: Whether it is the answer of the alliance's own view.
        sources: The sources that give it. For the answer followed these are the sources
            of the acts by which its members joined. For another answer they are the
            sources that lead to it if each is preferred. Dated lists of members that
            agree are added to both.
        missing: The states that are members, or may be, only by the answer followed.
        added: The states that are members, or may be, only by this answer.

    Examples:
        >>> import csto_membership as cm
        >>> for each in cm.load("csto").who_says("2007-01-01"):
        ...     print(each.followed, len(each.states), len(each.sources), each.missing)
        True 7 17 none
        False 6 2 Uzbekistan
    """

    alliance: Interpretation
    day: date
    states: StateSet
    uncertain: StateSet
    followed: bool
    sources: tuple[Source, ...]
    missing: StateSet
    added: StateSet

    def _report(self) -> Report:
        alliance, day = self.alliance, self.day
        mark = "followed" if self.followed else "not followed"
        count = f"{count_of_members(self.states)} {wording.conditions(alliance)}"
        count += wording.as_last_known(alliance, day)
        lead = f"{wording.full_name(alliance, day)} on {day}, {mark}: {count}"
        parts = [f"{lead}: {self.states}"]
        parts += [f"uncertain: {self.uncertain}"] if self.uncertain else []
        parts += [f"adds {self.added}"] if self.added else []
        parts += [f"leaves out {self.missing}"] if self.missing else []
        sources = tuple(Item(f"{source.id}  {source}") for source in self.sources)
        values = {
            "alliance": alliance.record.id,
            "definition": alliance.definition.name,
            "day": day,
            "followed": self.followed,
            "members": self.states,
            "uncertain": self.uncertain,
            "added": self.added,
            "missing": self.missing,
            "sources": [source.id for source in self.sources],
            **wording.reach(alliance, day),
        }
        return Report(("; ".join(parts),), (Section(sources, indent=4),), values=values)

    def __repr__(self) -> str:
        return f"<Testimony of {len(self.sources)}: {self.states}>"


def testimonies(alliance: Interpretation, day: date) -> SeveralAnswers[Testimony]:
    """Each answer to who was a member on a day; the view's own answer comes first."""
    own = members_by_day(alliance)[day]
    answers: dict[_Answer, dict[str, Source]] = {_answer(own): _sources_of(own, day)}
    rivals = {
        source.id: source
        for rival in alliance.rivals
        if any(d.answer(day) is not own.answer(s) for s, d in rival.days.items())
        for source in rival.claim.sources
    }
    for key, source in rivals.items():
        # A source of some acts of the answer may contradict it in another act.
        answers[_answer(own)].pop(key, None)
        theirs = members_by_day(alliance.preferring(key))[day]
        answers.setdefault(_answer(theirs), {})[key] = source
    for roster in alliance.record.rosters:
        if day in roster.on.days and roster.states:
            # A definition that pauses does not count those that are suspended.
            out = roster.suspended if alliance.definition.pauses else frozenset[State]()
            answer = alliance.listed(roster.states - out).states, ()
            answers.setdefault(answer, {}).update({s.id: s for s in roster.sources})
    found = [_testimony(own, day, *each) for each in answers.items()]
    return SeveralAnswers(
        sorted(found, key=lambda t: (not t.followed, -len(t.sources)))
    )


def _answer(members: Members) -> _Answer:
    return members.states, members.uncertain.states


def _sources_of(members: Members, day: date) -> dict[str, Source]:
    """The sources of the acts by which the members joined."""
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
    own: Members, day: date, answer: _Answer, sources: dict[str, Source]
) -> Testimony:
    states, uncertain = map(own.alliance.listed, answer)
    theirs = states | uncertain
    return Testimony(
        alliance=own.alliance,
        day=day,
        states=states,
        uncertain=uncertain,
        followed=answer == _answer(own),
        sources=tuple(sources.values()),
        missing=own.possibly - theirs,
        added=theirs - own.possibly,
    )
