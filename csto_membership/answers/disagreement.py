"""Disagreements: facts on which sources conflict, and the days at stake.

Two claims conflict if no day fits both, if they differ in kind, states or place, or if
one says that the act never happened. A vaguer date is not a contradiction: "1993"
agrees with 1993-12-09. Misprints are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import Any

import attrs

from csto_membership.answers.report import (
    Answered,
    Item,
    Report,
    Section,
    SeveralAnswers,
)
from csto_membership.answers.wording import claim_in_words, grouped, listed
from csto_membership.days import DaySet, FuzzyDate
from csto_membership.days.parsing import day_after
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.errors import check_type
from csto_membership.membership.act import Act
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.rival import opposed_days
from csto_membership.record import Claim, Event, Kind, State

_ENDS = frozenset[Kind]().union(*(definition.closes for definition in DEFINITIONS))


class Conflict(StrEnum):
    """What two claims about one event conflict on.

    Examples:
        >>> import csto_membership as cm
        >>> from csto_membership.evidence import Conflict
        >>> facts = cm.load("csto").disagreements()
        >>> [fact.event.id for fact in facts if Conflict.ONE_DAY in fact.about]
        ['first-term-expires']
    """

    WHETHER = "whether it happened"
    STATES = "which states"
    KIND = "what kind of act it was"
    DATE = "the date"
    ONE_DAY = "one day, between a last day and a first day out"
    PLACE = "the place"


@attrs.frozen(eq=False, repr=False)
class Version(WithPlainValues):
    """Claims about one event that do not conflict with one another.

    Attributes:
        event: The event.
        claims: The claims, best first.
        since: The first day of the new status, by the first claim that gives one.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> fact, = (f for f in csto.disagreements() if f.event.id == "ge-signs")
        >>> for version in fact.versions:
        ...     print(version.since, len(version.sources))
        1993-12-09 10
        1993-09-09 6
    """

    event: Event
    claims: tuple[Claim, ...]
    since: FuzzyDate | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of these claims."""
        return tuple(dict.fromkeys(key for c in self.claims for key in c.sources.ids))

    @property
    def statements(self) -> dict[str, list[str]]:
        """What the claims say, each once, with the ids of the sources that say it.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> fact, = (f for f in csto.disagreements() if f.event.id == "ge-signs")
            >>> list(fact.versions[1].statements)
            ['1993-09-09']
        """
        pairs = ((_statement(self, claim), claim.sources.ids) for claim in self.claims)
        return grouped(pairs)

    def __str__(self) -> str:
        statements = self.statements.items()
        return "; also ".join(f"{text} ({', '.join(ids)})" for text, ids in statements)

    def __repr__(self) -> str:
        return f"<Version {self}>"


@attrs.frozen(slots=False, eq=False, repr=False)
class Disagreement(Answered):
    """A fact on which sources conflict.

    Attributes:
        alliance: The alliance, with its view.
        event: The event.
        versions: The versions of it; the one that the record follows comes first.
        about: What the versions conflict on.
        stakes: For each definition, by name, the days on which a state is certainly in
            by one version and certainly out by another, up to the view's last day.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> fact, = (f for f in csto.disagreements() if f.event.id == "ge-signs")
        >>> fact
        <Disagreement ge-signs: 91 member-days>
        >>> for state, days in fact.stakes["joined"].items():
        ...     print(state, days)
        Georgia 1993-09-09 to 1993-12-08
    """

    alliance: Interpretation
    event: Event
    versions: tuple[Version, ...]
    about: frozenset[Conflict]
    stakes: Mapping[str, Mapping[State, DaySet]]

    @property
    def followed(self) -> Version | None:
        """The version that the record follows; None if it is undecided.

        Examples:
            >>> import csto_membership as cm
            >>> facts = {fact.event.id: fact for fact in cm.load("csto").disagreements()}
            >>> print(facts["ge-signs"].followed.since, facts["cst-in-force"].followed)
            1993-12-09 None
        """
        return None if self.event.undecided else self.versions[0]

    @property
    def why(self) -> str:
        """Why the record follows that version, or none."""
        return next((c.why for c in self.versions[0].claims if c.why), "")

    @cached_property
    def member_days(self) -> Mapping[str, int]:
        """The number of member-days at stake, by name of the definition.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> fact, = (f for f in csto.disagreements() if f.event.id == "uz-readmitted")
            >>> dict(fact.member_days)
            {'joined': 644, 'active': 644}
        """
        return {
            name: sum(days.count() for days in stake.values())
            for name, stake in self.stakes.items()
        }

    @property
    def most(self) -> int:
        """The highest number of member-days at stake under one definition."""
        return max(self.member_days.values(), default=0)

    def concerns(self, state: State) -> bool:
        """Whether it is an act of the state in some version, or its days are at stake.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> ukraine = csto.record.states.find("Ukraine")
            >>> [fact.event.id for fact in csto.disagreements() if fact.concerns(ukraine)]
            ['cst-signed', 'first-term-expires']
        """
        check_type(state, State, "find it with `alliance.record.states.find`")
        at_stake = any(state in stake for stake in self.stakes.values())
        return at_stake or state in self.event.states

    def _report(self) -> Report:
        lines: list[str] = []
        other = "not followed" if self.followed else "possible"
        for version in self.versions:
            mark = "followed" if version is self.followed else other
            lines.append(f"{mark:<12}  {version}")
        if self.followed and self.why:
            lines.append(f"why           {self.why}")
        if self.followed is None:
            undecided = listed(sorted(map(str, self.event.undecided)))
            lines.append(f"The record leaves this open for {undecided}.")
        none = ["This disagreement changes no date of membership."]
        lines += [f"at stake      {text}" for text in self._at_stake()] or none
        items = tuple(map(Item, lines))
        lead = f"{self.event}: sources differ on {listed(sorted(self.about))}"
        return Report((lead,), (Section(items),), values=self._values())

    def _values(self) -> dict[str, Any]:
        return {
            "event": self.event.id,
            "title": str(self.event),
            "about": self.about,
            "followed": self.followed is not None,
            "undecided": self.event.undecided,
            "versions": [
                [
                    {"says": text, "sources": ids}
                    for text, ids in each.statements.items()
                ]
                for each in self.versions
            ],
            "stakes": {
                name: {"member_days": self.member_days[name], "days": stake}
                for name, stake in self.stakes.items()
            },
        }

    def _at_stake(self) -> Iterator[str]:
        for name, stake in self.stakes.items():
            whose = grouped((str(days), [state.name]) for state, days in stake.items())
            groups = (f"{', '.join(names)} {days}" for days, names in whose.items())
            count = self.member_days[name]
            yield f'under "{name}", {count:,} member-days: {"; ".join(groups)}'

    def __repr__(self) -> str:
        return f"<Disagreement {self.event.id}: {self.most} member-days>"


def disagreements(alliance: Interpretation) -> SeveralAnswers[Disagreement]:
    """Every fact on which sources conflict, by member-days at stake, most first."""
    found: list[Disagreement] = []
    for event in alliance.record.all_events:
        dates = _dates(alliance, event)
        pairs = combinations(dates, 2)
        if about := frozenset(c for p in pairs for c in _conflicts(event, *p, dates)):
            versions, stakes = _versions(event, dates), _stakes(alliance, event)
            found.append(Disagreement(alliance, event, versions, about, stakes))
    return SeveralAnswers(sorted(found, key=lambda each: (-each.most, each.event.id)))


Dates = Mapping[Claim, FuzzyDate | None]


def _dates(alliance: Interpretation, event: Event) -> Dates:
    """Each claim about an event, with its first day of the new status."""
    computed = {
        claim: act.since
        for act in alliance.view.acts_in(event)
        for claim in act.claims
        if claim.rule
    }
    return {
        claim: claim.effective or computed.get(claim)
        for claim in event.claims
        if not claim.is_misprint
    }


def opposing(alliance: Interpretation, act: Act, state: State) -> Version | None:
    """What the sources of a view say against the best claim of an act of one state.

    None if they say nothing against it. Another place is nothing against it.
    """
    best, dates = next(iter(act.claims), None), _dates(alliance, act.event)
    if best is None or best not in dates:
        return None
    claims = tuple(
        claim
        for claim in alliance.view.visible(act.event, state)
        if claim in dates
        and {*_conflicts(act.event, best, claim, dates, [state])} - {Conflict.PLACE}
    )
    since = next(filter(None, map(dates.get, claims)), None)
    return Version(act.event, claims, since) if claims else None


def _conflicts(
    event: Event,
    one: Claim,
    other: Claim,
    dates: Dates,
    states: Sequence[State | None] = (),
) -> Iterator[Conflict]:
    """What two claims about an event conflict on, by default for all of its states."""
    shared = [
        s
        for s in states or event.states or (None,)
        if one.addresses(s) and other.addresses(s)
    ]
    if any(one.denies(state) != other.denies(state) for state in shared):
        never = one.never or other.never
        yield Conflict.WHETHER if never else Conflict.STATES
    if all(one.denies(state) or other.denies(state) for state in shared):
        return
    kinds = {claim.kind or event.kind for claim in (one, other)}
    if len(kinds) > 1:
        yield Conflict.KIND
    pairs = ((one.on, other.on), (dates[one], dates[other]))
    apart = [(mine, theirs) for mine, theirs in pairs if _is_apart(mine, theirs)]
    if apart:
        near = not any(_is_apart(mine, theirs, days=1) for mine, theirs in apart)
        yield Conflict.ONE_DAY if near and kinds & _ENDS else Conflict.DATE
    if (one.place or event.place) != (other.place or event.place):
        yield Conflict.PLACE


def _is_apart(mine: FuzzyDate | None, theirs: FuzzyDate | None, days: int = 0) -> bool:
    """Whether both dates are known and more than this number of days apart."""
    if mine is None or theirs is None:
        return False
    near = (mine.days.shift(number) for number in range(-days, days + 1))
    return all(each.isdisjoint(theirs.days) for each in near)


def _versions(event: Event, dates: Dates) -> tuple[Version, ...]:
    """The claims in groups that agree, best first."""
    groups: list[list[Claim]] = []
    for claim in dates:
        for group in groups:
            if not any(any(_conflicts(event, c, claim, dates)) for c in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return tuple(
        Version(event, tuple(group), next(filter(None, map(dates.get, group)), None))
        for group in groups
    )


def _stakes(alliance: Interpretation, event: Event) -> dict[str, dict[State, DaySet]]:
    covered = DaySet.span(None, day_after(alliance.horizon))
    stakes: dict[str, dict[State, DaySet]] = {}
    for definition in DEFINITIONS:
        own = alliance.under(definition)
        others = [
            (rival.days, rival.applies & covered)
            for rival in own.rivals
            if rival.event is event
        ]
        if opposed := opposed_days((own.days_by_state, covered), others):
            stakes[definition.name] = opposed
    return stakes


def _statement(version: Version, claim: Claim) -> str:
    event, names = version.event, ", ".join(state.name for state in claim.states)
    if claim.never:
        return f"not by {names}" if names else "it did not happen"
    if not claim.only and set(claim.states) == set(event.states):
        names = ""
    since = claim.effective or (version.since if claim.rule else None)
    whose = f"only {names}" if claim.only else names
    return "; ".join(claim_in_words(claim, event, since, whose)) or "it happened"
