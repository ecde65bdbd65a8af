"""A departure: how one state left an alliance, and whether it came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import attrs

from csto_membership.answers.disagreement import Version, opposing
from csto_membership.answers.report import Answered, Report
from csto_membership.answers.wording import (
    capital,
    conditions,
    date_in_words,
    full_name,
    in_prose,
)
from csto_membership.days import FuzzyDate
from csto_membership.days.span import ONE_DAY
from csto_membership.membership import shipped
from csto_membership.membership.act import Act
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Kind, Source, State
from csto_membership.versions import facts_version

LEAVES = {
    Kind.EXPIRY: (
        "term not extended",
        "the term of the {body} ended for {state}, which did not extend it",
    ),
    Kind.WITHDRAWAL: ("left", "{state} left the {body}"),
    Kind.EXPULSION: ("expelled", "{state} was expelled from the {body}"),
}
IS_PUT_OUT = {
    Kind.SUSPENSION: (
        "membership suspended",
        "the membership of {state} in the {body} was suspended",
    ),
    Kind.BARRING: (
        "barred from the organs",
        "{state} was barred from organs, which does not end its membership in the {body}",
    ),
}
STEPS_BACK = {
    Kind.SUSPENSION_REQUEST: (
        "asks to be suspended",
        "{state} asked to be suspended from the {body}",
    ),
    Kind.HALT: (
        "says it takes no part",
        "{state} said that it takes no part in the {body}, which does not end its membership",
    ),
}
NOTICES = {
    Kind.NOTICE_REVOKED: (
        "notice taken back",
        "{state} took back its notice of withdrawal, and did not leave the {body}",
    ),
    Kind.WITHDRAWAL_NOTICE: (
        "notice without effect",
        (
            "{state} gave notice that it leaves the {body}, without effect by the last day "
            "of the record"
        ),
    ),
}
WORDS = LEAVES | IS_PUT_OUT | STEPS_BACK | NOTICES
"""In a word or two, and in a sentence: each kind of act that has a row."""


@attrs.frozen(slots=False, repr=False)
class Departure(Answered):
    """A state leaves an alliance, is suspended, steps back, or only gives notice.

    Attributes:
        alliance: The alliance, with its default definition and its view.
        state: The state.
        act: The act; of a notice that was taken back, the act that takes it back.
        definition: The definition that stops counting the state: the alliance's own, if
            the act counts under it. None for a notice, under which nothing changes.
        notice: The notice of withdrawal, or the request to be suspended, before it.
        back: The next act by which the definition counts the state again.

    Examples:
        >>> import csto_membership as cm
        >>> georgia, = cm.departures("cis").of("Georgia")
        >>> georgia.in_words, str(georgia.notice.done), str(georgia.last_day), georgia.back
        ('left', '2008-08-18', '2009-08-17', None)
        >>> georgia.kind.value, georgia.undecided, georgia.source.id
        ('withdrawal', False, 'cntd-cis-charter')
    """

    alliance: Interpretation
    state: State
    act: Act
    definition: Definition | None = None
    notice: Act | None = None
    back: Act | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the act, which follows from its text."""
        return self.act.kind

    @property
    def undecided(self) -> bool:
        """Whether the record leaves open if it happened."""
        return self.act.may_not_have_happened

    @property
    def in_words(self) -> str:
        """The kind in words, and the definition if it is not the alliance's own.

        Examples:
            >>> import csto_membership as cm
            >>> [each.in_words for each in cm.departures("cento").of("Iran")]
            ['left', 'undecided: left (under "party")']
            >>> [each.in_words for each in cm.departures("rio").of("Cuba")]
            ['barred from the organs', 'undecided: left']
        """
        asked, rule = self.alliance.definition, self.definition
        # A state can leave the organisation on one day and its treaty on another.
        other = self._ends and rule is not None and rule.name != asked.name
        by = f' (under "{rule.name}")' if other and rule else ""
        return f"{'undecided: ' * self.undecided}{WORDS[self.kind][0]}{by}"

    @property
    def _ends(self) -> bool:
        """Whether it is no member afterwards, and not only one that takes no part."""
        return self.kind in LEAVES or self.kind is Kind.SUSPENSION

    @property
    def last_day(self) -> FuzzyDate | None:
        """The last day on which the definition counts the state; None for a notice."""
        if self.definition is None:
            return None
        return FuzzyDate(self.act.since.days.shift(-1))

    @property
    def source(self) -> Source | None:
        """The best source of the act; None if no chosen source mentions it."""
        return _best(self.act)

    @cached_property
    def disputes(self) -> tuple[Version, ...]:
        """What other sources say against the act, the notice or the return.

        Examples:
            >>> import csto_membership as cm
            >>> georgia, = cm.departures("cis").of("Georgia")
            >>> [(version.event.id, *version.statements) for version in georgia.disputes]
            [('ge-leaves', '2009-08-19; “last day of membership”'), ('ge-notice', '2008-08-20')]
        """
        acts = filter(None, (self.act, self.notice, self.back))
        found = (opposing(self.alliance, act, self.state) for act in acts)
        return tuple(filter(None, found))

    @property
    def key(self) -> str:
        """The address of the row on the page of departures.

        Examples:
            >>> import csto_membership as cm
            >>> cm.departures("cis")[0].key
            'cis-geo-ge-leaves'
        """
        return (
            f"{self.alliance.record.id}-{self.state.code}-{self.act.event.id}".lower()
        )

    @property
    def sentence(self) -> str:
        """The row as text that can be quoted alone, with what else readers must know.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.departures("rio").of("Uruguay")[0].sentence)
            Uruguay took back its notice of withdrawal, and did not leave the Inter-American Treaty of Reciprocal Assistance (Rio Treaty): notice given on 2019-09-24; taken back on 2020-03-10 (according to Uruguay se retira de la Unasur y retorna al TIAR (Panorama, 2020-03-10); record complete until 2022-10-06, facts 2026.2).
        """
        facts: list[str] = []
        if self.notice is not None:
            asked = self.notice.kind is Kind.SUSPENSION_REQUEST
            how = "it had asked for this" if asked else "notice given"
            facts.append(f"{how} on {_day(self.notice.done)}")
        if self.kind is Kind.NOTICE_REVOKED:
            facts.append(f"taken back on {_day(self.act.done)}")
        if self.last_day is not None:
            which = "the last day in" if self._ends else "the last day before it"
            facts += [f"{which} was {_last_day(self)}", self._return_in_words()]
        start = f"{self._what()}{';' if self.undecided else ':'}"
        first = f"{start} {'; '.join(facts)} ({'; '.join(self._footing())})."
        return f"{first} {self.act.event.note}".rstrip()

    def _what(self) -> str:
        day = (self.last_day or self.act.done).earliest or date.min
        body, state = full_name(self.alliance, day), in_prose(self.state)
        if self.undecided:
            what = WORDS[self.kind][0]
            return f"Undecided ({what} or not), {state} in the {body}: {self.act.event}"
        return capital(WORDS[self.kind][1].format(state=state, body=body))

    def _return_in_words(self) -> str:
        if self.back is None:
            return f"no return by {self.alliance.horizon}"
        day = _day(self.back.since)
        if self.back.may_not_have_happened:
            source = f", as {best.title} has it" if (best := _best(self.back)) else ""
            return f"whether it came back on {day}{source}, is undecided"
        return f"back on {day}"

    def _footing(self) -> Iterator[str]:
        if self.definition:
            yield conditions(self.alliance.under(self.definition)).strip("()")
        if self.source:
            yield f"according to {self.source}"
        if self.disputes:
            yield f"sources differ: {', '.join(self._otherwise())}"
        yield f"record complete until {self.alliance.horizon}, {edition([self.alliance])}"

    def _otherwise(self) -> Iterator[str]:
        """One thing that others say of each act, with a source, and how much more."""
        for version in self.disputes:
            (text, ids), *others = version.statements.items()
            more = f" and {len(others)} more" if others else ""
            yield f"{text} according to {self.alliance.sources[ids[0]].title}{more}"

    def cells(self) -> tuple[str, ...]:
        """What happened, the notice, the last day in and the return, in words.

        Examples:
            >>> import csto_membership as cm
            >>> cm.departures("rio").of("Venezuela")[0].cells()
            ('left', '2013-05-14', '2015-05-13 or 2015-05-14', 'undecided: 2019-08-06')
        """
        notice = _day(self.notice.done) if self.notice else ""
        return self.in_words, notice, _last_day(self), _back(self)

    def _report(self) -> Report:
        return Report(
            lead=(self.sentence,),
            values={
                "key": self.key,
                "alliance": self.alliance.record.id,
                "state": self.state,
                "kind": self.kind,
                "in_words": self.in_words,
                "undecided": self.undecided,
                "definition": self.definition and self.definition.name,
                "notice": self.notice and self.notice.done,
                "last_day": self.last_day,
                "return": self.back and self.back.since,
                "return_undecided": self.back and self.back.may_not_have_happened,
                "event": self.act.event.id,
                "notice_event": self.notice and self.notice.event.id,
                "return_event": self.back and self.back.event.id,
                "source": self.source and self.source.id,
                "disputes": [
                    {"event": each.event.id, "says": text, "sources": ids}
                    for each in self.disputes
                    for text, ids in each.statements.items()
                ],
                "note": self.act.event.note,
                "complete_until": self.alliance.horizon,
            },
        )

    def __repr__(self) -> str:
        return f"<Departure {self.key}>"


def _best(act: Act) -> Source | None:
    return next((source for claim in act.claims for source in claim.sources), None)


def _day(when: FuzzyDate) -> str:
    first, last = when.earliest, when.latest
    if first and last and last - first == ONE_DAY:
        return f"{first} or {last}"
    return date_in_words(when)


def _last_day(row: Departure) -> str:
    if row.last_day is None:
        return ""
    return f"{_day(row.last_day)}{', if so' * row.undecided}"


def _back(row: Departure) -> str:
    if row.back is None:
        return ""
    perhaps = "undecided: " * row.back.may_not_have_happened
    return f"{perhaps}{_day(row.back.since)}"


def edition(alliances: Iterable[Interpretation]) -> str:
    """The version of the facts, if all of these are facts of the package."""
    if all(shipped.is_shipped(each.record) for each in alliances):
        return f"facts {facts_version}"
    return "with facts of your own files"
