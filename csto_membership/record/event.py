"""Events: acts of states, each as claimed by sources that may differ.

An `Event` is one act. It has no date of its own: its `Claim`s say when it was done, and
sometimes that it was another kind of act. The best claim comes first.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.days.plain_values import WithPlainValues, repr_of_fields
from csto_membership.record.instrument import Instrument, Term
from csto_membership.record.source import Citations, cited
from csto_membership.record.state import State


class Kind(StrEnum):
    """What kind of act it was.

    The terms are those of the Vienna Convention on the Law of Treaties (1969) or, if it
    has none, the usual ones of the law of international organisations.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> [act.kind.value for act in csto.acts(state="Uzbekistan", during="2012")]
        ['entry_into_force', 'suspension_request', 'statement', 'statement', 'statement', 'statement', 'suspension']
        >>> cm.Kind.HALT in csto.definition.pauses, cm.Kind.HALT in csto.under("active").definition.pauses
        (False, True)
    """

    SIGNATURE = "signature"
    PARLIAMENTARY_APPROVAL = "parliamentary_approval"
    """A parliament agrees. This is domestic law, and not the ratification."""
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    DEPOSIT = "deposit"
    NOTIFICATION = "notification"
    ENTRY_INTO_FORCE = "entry_into_force"
    PROVISIONAL_APPLICATION = "provisional_application"
    EXPIRY = "expiry"
    """A term ends and is not renewed."""
    WITHDRAWAL_NOTICE = "withdrawal_notice"
    NOTICE_REVOKED = "notice_revoked"
    WITHDRAWAL = "withdrawal"
    ADMISSION = "admission"
    READMISSION = "readmission"
    MEMBERSHIP_DECISION = "membership_decision"
    """The organisation decides to count a state as a member, whatever that has signed."""
    EXPULSION = "expulsion"
    SUSPENSION = "suspension"
    """The organisation suspends the membership itself."""
    BARRING = "barring"
    """The organisation bars a member from its organs, and still counts it as one."""
    SUSPENSION_REQUEST = "suspension_request"
    HALT = "halt"
    """A state declares that it takes no part. The law has no such act."""
    DORMANCY = "dormancy"
    """A member in fact takes no part any more. The law has no such act."""
    OUTSIDE_COMMAND = "outside_command"
    """A member takes no part in the common military command, or no longer does."""
    OBLIGATION_SUSPENSION = "obligation_suspension"
    """A member suspends what it and other members owe one another. All stay members."""
    OBLIGATION_RESUMPTION = "obligation_resumption"
    RESUMPTION = "resumption"
    FOUNDING_STATUS = "founding_status"
    """A state that founded the body is not a member under its charter."""
    ASSOCIATE_STATUS = "associate_status"
    OBSERVER_STATUS = "observer_status"
    PARTNER_STATUS = "partner_status"
    ANNOUNCEMENT = "announcement"
    """A state says something about its own membership, without effect."""
    STATEMENT = "statement"
    """Somebody else says something about a state's membership, without effect."""
    REFUSAL = "refusal"
    """A state does not sign, attend or pay, and its membership stays the same."""
    DECISION = "decision"
    """An organ decides something that moves no state in or out."""
    HELP_REQUEST = "help_request"
    """A state, or somebody in its name, asks for help."""
    CONSULTATION = "consultation"
    """An organ or the states meet about such a request or a threat."""
    DEPLOYMENT = "deployment"
    END_OF_DEPLOYMENT = "end_of_deployment"
    CHAIRMANSHIP = "chairmanship"
    """A state takes the chair of the highest organ, until another does."""
    ADOPTION = "adoption"
    REGISTRATION = "registration"
    FOUNDING = "founding"
    DISSOLUTION = "dissolution"
    CONTINUATION = "continuation"
    SUCCESSION = "succession"
    END_OF_STATE = "end_of_state"


def in_words(kind: Kind) -> str:
    """A kind of act as people write it."""
    return kind.value.replace("_", " ")


@attrs.frozen(repr=False)
class Rule(WithPlainValues):
    """A date that follows from a term of years after another event.

    Attributes:
        after: Id of the event from which the term runs.
        term: The term.
    """

    after: str
    term: Term

    __repr__ = repr_of_fields


@attrs.frozen(slots=False, repr=False)
class Claim(WithPlainValues):
    """What one or several sources say about an event.

    Attributes:
        sources: Who says so.
        on: When the act was done; None if the claim does not say.
        since: The first day of the new status, if it is not the day of the act.
        never: The sources say that it never happened.
        states: The states that it is about; empty for an act of the body itself.
        only: Its list is complete, so it denies the act of the other states.
        kind: What kind of act the sources take it for, if not the event's.
        instrument: The instrument that they name, if not the event's.
        place: Where they say it was done.
        wording: The source's own term.
        words: What the first source says of the act, in its own words and language.
        basis: `stated`; or `presumed` or `derived` with the rule; or `misprint` with how
            we know.
        rule: The rule from which the date is computed.
        public_on: The day on which it was publicly known, if not when its sources were
            published.
        set_aside: It counts only if its source is asked alone or preferred.
        why: The reason for its rank.

    Examples:
        >>> import csto_membership as cm
        >>> act, = cm.load("csto").acts(kind="expiry")
        >>> claim = act.event.claims[0]
        >>> claim.on, claim.rule.term.years, claim.sources.ids
        (None, 5, ('pavlodar-ext', 'adilet-ext'))
        >>> print(claim.basis)
        derived: article 11, five years from entry into force; the protocol of 1999 has the term expire on 20 April 1999 and its extension run from 21 April
    """

    sources: Citations = attrs.field(converter=cited)
    on: FuzzyDate | None = None
    since: FuzzyDate | None = None
    never: bool = False
    states: tuple[State, ...] = ()
    only: bool = False
    kind: Kind | None = None
    instrument: Instrument | None = None
    place: str = ""
    wording: str = ""
    words: str = ""
    basis: str = "stated"
    rule: Rule | None = None
    public_on: date | None = None
    set_aside: bool = False
    why: str = ""

    @property
    def effective(self) -> FuzzyDate | None:
        """The first day of the new status, as far as the claim itself says."""
        return self.since or self.on

    @property
    def public_from(self) -> date:
        """The day from which it counts as publicly known."""
        return self.public_on or min(source.public_from for source in self.sources)

    @property
    def is_misprint(self) -> bool:
        """Whether its source made a slip, so that it is not a rival claim.

        Examples:
            >>> import csto_membership as cm
            >>> claims = cm.load("csto").claims_of("mfa-am-2")
            >>> [(str(claim.on), claim.is_misprint, claim.basis) for _, claim in claims]
            [('1998-05-15', True, 'misprint: the rest of the page has the usual dates')]
        """
        return self.basis.startswith("misprint")

    def names(self, state: State | None) -> bool:
        """Whether this state is one of its states.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> find = csto.record.states.find
            >>> claim = csto.acts(kind="signature")[0].claims[0]
            >>> claim.names(find("Armenia")), claim.names(find("Belarus"))
            (True, False)
        """
        return state in self._named

    @cached_property
    def _named(self) -> frozenset[State | None]:
        return frozenset(self.states or (None,))

    def addresses(self, state: State | None) -> bool:
        """Whether it says that this state did it, or did not.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> find = csto.record.states.find
            >>> claim = csto.acts(kind="signature")[0].claims[0]
            >>> claim.only, claim.addresses(find("Belarus"))
            (True, True)
        """
        return self.only or self.names(state)

    def denies(self, state: State | None) -> bool:
        """Whether it says that this state did not do it.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> find = csto.record.states.find
            >>> signed = csto.acts(kind="signature")[0].event
            >>> [claim.sources.ids for claim in signed.claims if claim.denies(find("Uzbekistan"))]
            [('jt-79',), ('mpepil',), ('gibler',)]
        """
        return self.never or not self.names(state)

    def cited_by(self, *ids: str) -> bool:
        """Whether one of these sources makes the claim.

        Examples:
            >>> import csto_membership as cm
            >>> signed = cm.load("csto").acts(kind="signature")[0].event
            >>> [claim for claim in signed.claims if claim.cited_by("gibler", "viwiki")]
            [<Claim 1992-05-15 by viwiki>, <Claim 1993-09-24 by gibler>, <Claim 1992-05-15 by gibler>]
        """
        return not set(ids).isdisjoint(self.sources.ids)

    # Equal if all fields are, and found by few: acts and rivals are kept by claim.
    def __hash__(self) -> int:
        return hash((self.sources, self.on, self.since))

    def __repr__(self) -> str:
        when = "never" if self.never else self.effective or "(no day)"
        return f"<Claim {when} by {', '.join(self.sources.ids)}>"


@attrs.frozen(slots=False, repr=False)
class Event(WithPlainValues):
    """One act of one or several states under an instrument, or of none of them.

    Attributes:
        id: Its key.
        kind: What kind of act it was, unless a claim says otherwise.
        claims: What sources say about it, best first.
        states: Every state that a claim is about.
        instrument: The instrument; None for a decision or a declaration.
        title: What happened, in a few words.
        place: Where, unless a claim says otherwise.
        note: What readers must know wherever its effect is shown.
        undecided: The states for which no claim is preferred: each claim is possible.
        after: Ids of events that come before it, where vague dates leave that open.
        to: The states to which it is addressed; none if that is the body itself.
        answers: Id of the request that it answers; empty if it answers none.

    Examples:
        >>> import csto_membership as cm
        >>> act, = cm.load("csto").acts(state="Azerbaijan", kind="entry_into_force")
        >>> act.event, act.event.claims
        (<Event cst-in-force>, (<Claim 1994-04-20 by pavlodar-ext, adilet-ext, zp-2010, mmih, iwriter-niu>, <Claim (no day) by tass-0618, tass-0618b>, <Claim never by jt-26>))
        >>> act.event.undecided
        frozenset({<State AZ Azerbaijan>})
    """

    id: str
    kind: Kind
    claims: tuple[Claim, ...]
    states: tuple[State, ...] = ()
    instrument: Instrument | None = None
    title: str = ""
    place: str = ""
    note: str = ""
    undecided: frozenset[State] = frozenset()
    after: tuple[str, ...] = ()
    to: tuple[State, ...] = ()
    answers: str = ""

    @cached_property
    def alike(self) -> tuple[tuple[State | None, ...], ...]:
        """The states in groups, so that every claim says the same about a whole group.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> expired, = csto.acts(kind="expiry")
            >>> for group in expired.event.alike:
            ...     print(*group, sep=", ")
            Armenia, Belarus, Kazakhstan, Kyrgyzstan, Moldova, Russia, Tajikistan, Turkmenistan, Ukraine
            Azerbaijan, Georgia
            Uzbekistan
        """
        groups: dict[object, list[State | None]] = {}
        for state in self.states or (None,):
            named = tuple(claim.names(state) for claim in self.claims)
            groups.setdefault((named, state in self.undecided), []).append(state)
        return tuple(map(tuple, groups.values()))

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of act that the claims take it for.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> suspended, = csto.acts(kind="suspension")
            >>> sorted(kind.value for kind in suspended.event.kinds)
            ['suspension', 'withdrawal']
        """
        return frozenset(claim.kind or self.kind for claim in self.claims)

    def speaking_of(self, state: State | None) -> tuple[Claim, ...]:
        """The claims that say that this state did it, or did not, best first.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> signed = csto.acts(kind="signature")[0].event
            >>> ukraine = csto.record.states.find("Ukraine")
            >>> len(signed.claims), len(signed.speaking_of(ukraine))
            (17, 11)
            >>> [claim for claim in signed.speaking_of(ukraine) if not claim.denies(ukraine)]
            [<Claim 1992-05-15 by gibler>]
        """
        if state not in self._speaking_of:
            claims = tuple(c for c in self.claims if c.addresses(state))
            self._speaking_of[state] = claims
        return self._speaking_of[state]

    @cached_property
    def _speaking_of(self) -> dict[State | None, tuple[Claim, ...]]:
        # This is the same for all rivals, and each of them asks for it again.
        return {}

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.title or f"{in_words(self.kind)} ({self.id})"

    def __repr__(self) -> str:
        return f"<Event {self.id}>"
