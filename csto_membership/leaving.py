"""Leaving and coming back: every departure from several alliances, and every return.

What counts is computed from acts and definitions; `RULE` says how.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.across import state_named
from csto_membership.alliance import Alliance
from csto_membership.answers.departure import (
    IS_PUT_OUT,
    LEAVES,
    NOTICES,
    STEPS_BACK,
    WORDS,
    Departure,
    edition,
)
from csto_membership.answers.report import ForEach, Item, Report, ReportTable, Section
from csto_membership.answers.wording import grouped, listed, short_name
from csto_membership.catalogue import as_alliance
from csto_membership.days.span import ONE_DAY, Period
from csto_membership.membership import shipped
from csto_membership.membership.act import Act
from csto_membership.membership.definition import DEFINITIONS, Definition
from csto_membership.membership.replay import in_order, member_days
from csto_membership.record import Kind, State

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart

RULE = (
    (
        "A row is an act by which a definition stops counting a state: the end of a term "
        "that it did not extend, a withdrawal, an expulsion, a suspension, a barring from "
        "the organs, a request to be suspended, or its own word that it takes no part."
    ),
    "The kind of an act follows from its text, and not from what it was called.",
    (
        "The end of a body or of a state is no leaving. Staying away without a word and "
        "leaving a military command are none either."
    ),
    (
        "A notice of withdrawal has a row of its own only if it was taken back, or if it "
        "had no effect by the last day of the record and body and state had not ended. "
        "A notice that is taken back is no leaving and no return."
    ),
    "A return is the next act by which the same definition counts the state again.",
    "Each record is read until its own last day; later acts are left out.",
)
"""What counts as leaving and as coming back."""
NO_SAMPLE = "These bodies are no sample; do not compute rates from them."

_ORDER = ("party", "organization", "joined", "active")


@attrs.frozen(repr=False)
class Departures(ForEach[Departure]):
    """The departures from some alliances; it prints, and can be drawn.

    Attributes:
        alliances: The alliances.
        each: The departures, by alliance and then by day.

    Examples:
        >>> import csto_membership as cm
        >>> cm.departures("csto", "sco").lead
        'Leaving and coming back in 2 bodies, facts 2026.2: 3 exits, 1 suspension or barring, 1 pause that a state declared or asked for and 1 return (under "joined" CSTO until 2026-02-15; under "organization" SCO until 2026-02-12)'
    """

    alliances: tuple[Alliance, ...]
    each: tuple[Departure, ...]

    def of(self, state: str | State) -> tuple[Departure, ...]:
        """The departures of one state.

        Raises:
            UnknownStateError: No state has the name.

        Examples:
            >>> import csto_membership as cm
            >>> [row.alliance.record.id for row in cm.departures().of("Pakistan")]
            ['cento', 'cento', 'seato']
        """
        found = state_named(state, self.alliances)
        return tuple(row for row in self.each if row.state == found)

    def chart(self, during: Period | None = None) -> Chart:
        """A picture of the memberships of these states, with a group for each alliance.

        Args:
            during: The days to show; by default all that the alliances cover.

        Examples:
            >>> import csto_membership as cm
            >>> [len(group.rows) for group in cm.departures("csto", "cis").chart().groups]
            [4, 2]
        """
        from csto_membership.answers import member_chart  # noqa: PLC0415
        from csto_membership.charts.chart import Chart  # noqa: PLC0415
        from csto_membership.charts.figure import Group  # noqa: PLC0415

        whose = {
            alliance: list(
                dict.fromkeys(r.state for r in self.each if r.alliance == alliance)
            )
            for alliance in self.alliances
        }
        shown = [alliance for alliance in self.alliances if whose[alliance]]
        first, last = member_chart.first_and_last(shown or self.alliances, during)
        period = (first, last + ONE_DAY)
        groups = [
            group
            for alliance in shown
            for group in member_chart.chart_of_members(
                [alliance], whose[alliance], period
            ).groups
        ]
        groups = groups or [Group("Nobody left", ())]
        return Chart("Leaving and coming back", tuple(groups), first, last)

    def _report(self) -> Report:
        rows = tuple(
            (
                row.state.name,
                short_name(row.alliance),
                *row.cells(),
                "sources differ" if row.disputes else "",
            )
            for row in self.each
        )
        left = {row.alliance for row in self.each}
        nobody = [short_name(each) for each in self.alliances if each not in left]
        none = f"None from {listed(nobody)}." if nobody else ""
        head = ("state", "body", "what", "notice", "last day in", "back", "")
        return Report(
            lead=(self._summary(),),
            body=(
                ReportTable(rows, head if rows else (), apart=True),
                Section(tuple(map(Item, RULE)), "What counts"),
            ),
            closing=tuple(filter(None, (none, NO_SAMPLE))),
            values={
                "facts": edition(self.alliances),
                "alliances": [
                    {
                        "alliance": each.record.id,
                        "definition": each.definition.name,
                        "complete_until": each.horizon,
                    }
                    for each in self.alliances
                ],
                "rule": RULE,
                "caution": NO_SAMPLE,
                "departures": self.each,
            },
            figure=(lambda: self.chart().svg) if rows else None,
        )

    def _summary(self) -> str:
        """How many of each kind, with the edition, and each definition and last day."""
        happened = [row for row in self.each if not row.undecided]
        kinds = [row.kind for row in happened]
        backs = [row.back.may_not_have_happened for row in happened if row.back]
        counts = (
            (sum(k in LEAVES for k in kinds), "exit", "exits"),
            (
                sum(k in IS_PUT_OUT for k in kinds),
                "suspension or barring",
                "suspensions or barrings",
            ),
            (
                sum(k in STEPS_BACK for k in kinds),
                "pause that a state declared or asked for",
                "pauses that states declared or asked for",
            ),
            (
                sum(k in NOTICES for k in kinds),
                "notice without effect",
                "notices without effect",
            ),
            (len(self.each) - len(happened), "undecided case", "undecided cases"),
            (backs.count(False), "return", "returns"),
            (backs.count(True), "undecided return", "undecided returns"),
        )
        found = listed(_counted(*each) for each in counts if each[0])
        bodies = grouped(
            (each.definition.name, [f"{short_name(each)} until {each.horizon}"])
            for each in self.alliances
        )
        by = "; ".join(
            f'under "{name}" {listed(each)}' for name, each in bodies.items()
        )
        start = f"Leaving and coming back in {_counted(len(self.alliances), 'body', 'bodies')}"
        return f"{start}, {edition(self.alliances)}: {found or 'nobody left'} ({by})"


def departures(*alliances: str | Alliance) -> Departures:
    """Find every departure from some alliances, and every return.

    A row is an act by which a definition stops counting a state: the end of a term
    that it did not extend, a withdrawal, an expulsion, a suspension, a barring from
    the organs, a request to be suspended, or its own word that it takes no part.
    The kind of an act follows from its text, and not from what it was called.
    The end of a body or of a state is no leaving. Staying away without a word and
    leaving a military command are none either.
    A notice of withdrawal has a row of its own only if it was taken back, or if it
    had no effect by the last day of the record and body and state had not ended.
    A notice that is taken back is no leaving and no return.
    A return is the next act by which the same definition counts the state again.
    Each record is read until its own last day; later acts are left out.
    These bodies are no sample; do not compute rates from them.

    Args:
        alliances: Names, or alliances under any definition and view; by default all.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> for row in departures("csto"):
        ...     print(row.state, row.in_words, row.last_day, row.back and row.back.since, sep="; ")
        Azerbaijan; term not extended; 1999-04-20; None
        Georgia; term not extended; 1999-04-20; None
        Uzbekistan; term not extended; 1999-04-20; 2006-08-16
        Uzbekistan; membership suspended; 2012-12-18; None
        Armenia; says it takes no part; 2024-02-21; None
    """
    asked = map(as_alliance, alliances or shipped.available())
    chosen = tuple(dict.fromkeys(asked))
    return Departures(chosen, tuple(row for each in chosen for row in _from(each)))


# -- which acts count ---------------------------------------------------------------


def _from(alliance: Alliance) -> list[Departure]:
    """The departures from one alliance, by day."""
    rows = [row for s in alliance.record.parties for row in _of(alliance, s)]
    return sorted(rows, key=lambda row: (_first(row.act), row.state.name, row.key))


def _of(alliance: Alliance, state: State) -> Iterator[Departure]:
    """The departures of one state, by its acts up to the last day that is covered."""
    acts = [a for a in alliance.view.acts_of(state) if _first(a) <= alliance.horizon]
    for act in acts:
        if act.kind is Kind.WITHDRAWAL_NOTICE:
            if not _is_answered(act, acts) and not _is_overtaken(act, acts):
                yield Departure(alliance, state, act, notice=act)
        elif act.kind is Kind.NOTICE_REVOKED:
            yield Departure(alliance, state, act, notice=_notice_of(act, acts))
        elif act.kind is not Kind.SUSPENSION_REQUEST or not _is_answered(act, acts):
            definition = _stopped_by(act, acts, alliance)
            if definition is not None:
                notice, back = _notice_of(act, acts), _return(act, acts, definition)
                yield Departure(alliance, state, act, definition, notice, back)


_ANSWERS = {
    Kind.WITHDRAWAL: Kind.WITHDRAWAL_NOTICE,
    Kind.NOTICE_REVOKED: Kind.WITHDRAWAL_NOTICE,
    Kind.SUSPENSION: Kind.SUSPENSION_REQUEST,
}
"""What an act answers: a notice or a request."""
_ENDS_OF_ALL = {Kind.DISSOLUTION, Kind.END_OF_STATE}
"""What ends a membership without anybody leaving."""
_MOVES = DEFINITIONS[-1].closes | DEFINITIONS[-1].opens | DEFINITIONS[-1].resumes


def _notice_of(act: Act, acts: Sequence[Act]) -> Act | None:
    """The last notice or request that an act answers."""
    asked = _ANSWERS.get(act.kind)
    notices = (a for a in reversed(acts) if a.kind is asked)
    return next((n for n in notices if _next_step(n, acts) is act), None)


def _is_answered(notice: Act, acts: Sequence[Act]) -> bool:
    """Whether an act answers a notice or request.

    Whether a state was suspended may be undecided, while it is certain that it asked.
    """
    step = _next_step(notice, acts)
    if step is None or _ANSWERS.get(step.kind) is not notice.kind:
        return False
    return not (step.kind is Kind.SUSPENSION and step.may_not_have_happened)


def _is_overtaken(notice: Act, acts: Sequence[Act]) -> bool:
    """Whether the body or the state certainly ended after a notice.

    All ten of the Western European Union gave notice, and its treaty ended for all.
    """
    return any(
        act.kind in _ENDS_OF_ALL
        and _first(act) >= _first(notice)
        and act.instrument in (None, notice.instrument)
        and not act.may_not_have_happened
        for act in acts
    )


def _next_step(notice: Act, acts: Sequence[Act]) -> Act | None:
    """The act that answers a notice or request, or by which a request comes to nothing."""
    asks = notice.kind is Kind.SUSPENSION_REQUEST
    for act in acts:
        later = act is not notice and _first(act) >= _first(notice)
        answers = _ANSWERS.get(act.kind) is notice.kind
        if later and (answers or (asks and act.kind in _MOVES)):
            return act
    return None


def _stopped_by(act: Act, acts: Sequence[Act], alliance: Alliance) -> Definition | None:
    """The definition that counts a state before an act and not certainly after it.

    The alliance's own comes first; then those that look at one text only.
    """
    if act.kind not in WORDS:
        return None
    named = {each.name: each for each in DEFINITIONS}
    for definition in (alliance.definition, *map(named.__getitem__, _ORDER)):
        if act.kind not in definition.closes | definition.pauses:
            continue
        if definition.order_on_day(act) is None:
            continue
        days, first = member_days(acts, definition), _first(act)
        eve = first - ONE_DAY if first > date.min else first
        after = act.since.latest or alliance.horizon
        if eve in days.possibly and after not in days.surely:
            return definition
    return None


def _return(act: Act, acts: Sequence[Act], definition: Definition) -> Act | None:
    """The next act by which the definition counts the state again.

    A pause also ends when the state leaves; it then has no return of its own.
    """
    paused = act.kind in definition.pauses
    begins = definition.opens | (definition.resumes if paused else frozenset[Kind]())
    ordered = in_order(acts, definition)
    for later in ordered[ordered.index(act) + 1 :]:
        if later.kind in begins:
            return later
        if paused and later.kind in definition.closes:
            return None
    return None


def _first(act: Act) -> date:
    return act.since.earliest or date.min


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
