"""From what a data set codes to an alliance.

A data set says from when to when a state was a member and, as a rule, not by which act.
Nothing is added to that: an act is as exact as its date in the file, and says in which
columns the date stands; what is not coded is uncertain or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import read
from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import check_type
from csto_membership.exchange.datasets.data_file import DataFile, FileRow
from csto_membership.membership.shipped import states
from csto_membership.record import State

StateTables = Mapping[str, Mapping[str, Any]]
"""States that the package does not have, as a data file defines them."""

# -- spells: from a day to a day, as a row codes them ------------------------------------


class ExitDay(StrEnum):
    """What the day is that a data set gives as the end of a membership.

    Examples:
        >>> day = FuzzyDate("1999-04-20")
        >>> for each in ExitDay:
        ...     print(each, each.first_day_out(day, "withdrawal").edtf)
        act 1999-04-20
        in 1999-04-21
        out 1999-04-20
        either [1999-04-20..1999-04-21]
        >>> ExitDay.ACT.first_day_out(day, "expiry").edtf
        '1999-04-21'
    """

    ACT = "act"
    """The day of the act: the first day out; of a term that expires, the last day in."""
    IN = "in"
    """The last day in."""
    OUT = "out"
    """The first day out."""
    EITHER = "either"
    """One of the two."""

    @property
    def meaning(self) -> str:
        """What it is, in words."""
        return {
            "act": "the day of an act, which is the first day out, or of the end of a "
            "term, which is the last day in",
            "in": "the last day in",
            "out": "the first day out",
            "either": "the last day in or the first day out",
        }[self]

    def first_day_out(self, given: FuzzyDate, leaves_by: str) -> FuzzyDate:
        """The first day out, of the day that is given and the kind of act that ends it."""
        chosen = self
        if self is ExitDay.ACT:
            chosen = ExitDay.IN if leaves_by == "expiry" else ExitDay.OUT
        after = given.days.shift(1)
        days = {"in": after, "out": given.days, "either": given.days | after}
        return FuzzyDate(days[chosen])


@attrs.frozen
class CodedSpell:
    """A membership from a day to a day, as one row codes it.

    Attributes:
        number: The number of the state in the Correlates of War state system.
        first: The first day in.
        last: The day given as the end; None where none is given.
        until: The first day out; None where it is in to the last day covered.
        leaves_by: The kind of act that ends it.
        row: The row.
    """

    number: int
    first: FuzzyDate
    last: FuzzyDate | None
    until: FuzzyDate | None
    leaves_by: str
    row: FileRow = attrs.field(eq=False, repr=False)


def days_of(spells: Iterable[CodedSpell]) -> FuzzyDaySet:
    """The days of the spells of one state, of which some touch or overlap.

    Where one begins in the month or year in which another ends, as given, it goes on.
    """
    days = FuzzyDaySet()
    for spell in spells:
        onwards = spell.first.onwards
        days |= onwards - spell.until.onwards if spell.until else onwards
    ordered = sorted(spells, key=lambda spell: spell.first.earliest or date.min)
    for before, after in pairwise(ordered):
        if before.last == after.first:
            days |= FuzzyDaySet(after.first.days)
    return days


# -- from days to acts -----------------------------------------------------------------

CodedAct = tuple[FuzzyDate, str, str]
"""Since when an act counts, of what kind it is, and in which columns that stands."""


@attrs.frozen
class CodedStatus:
    """Days on which a state has a status, and the kinds of acts that change it.

    Attributes:
        number: The number of the state in the Correlates of War state system.
        days: The days.
        begins_by: The kind of act that begins it.
        ends_by: The kind of act that ends it, where it is not a withdrawal, by the last
            day that the first day out may be.
        wording: In which columns its beginning and its end are coded.
        row: The first row that codes it.
        column: In which column of it the number of the state stands.
    """

    number: int
    days: FuzzyDaySet
    begins_by: str
    ends_by: Mapping[date | None, str]
    wording: tuple[str, str]
    row: FileRow
    column: str

    def acts(self) -> Iterator[CodedAct]:
        """The acts from which the days follow."""
        entry, end = self.wording
        for comes_in, since in transitions(self.days):
            if comes_in:
                yield since, self.begins_by, entry
            else:
                yield since, self.ends_by.get(since.latest, "withdrawal"), end

    def joined(self, other: CodedStatus) -> CodedStatus:
        """The two as one, of a state that had two numbers."""
        ends_by = {**self.ends_by, **other.ends_by}
        return attrs.evolve(self, days=self.days | other.days, ends_by=ends_by)

    def of_each_state(self) -> Iterator[tuple[str, CodedStatus]]:
        """The states that had the number in turn, each with its part."""
        parts = list(holders(self.number, self.days.possibly))
        for n, (state, part) in enumerate(parts, 1):
            ends_by = dict(self.ends_by)
            if n < len(parts):
                ends_by[parts[n][1].first_day] = "end_of_state"
            days = self.days & FuzzyDaySet(part)
            yield state.short_code, attrs.evolve(self, days=days, ends_by=ends_by)


@attrs.frozen
class DataSet:
    """A data set as it is published, and which days it means.

    Attributes:
        key: With what the ids of its alliances begin here.
        short: What it is called in a sentence.
        title: The title of what it has on one alliance, with `{}` for its id there.
        publisher: Who publishes it.
        address: Where it can be downloaded.
        file: What its file is called.
        convention: Which days it means, with `{}` for how that is read.
    """

    key: str
    short: str
    title: str
    publisher: str
    address: str
    file: str
    convention: str

    def alliance(  # noqa: PLR0913 - each is named
        self,
        name: str,
        statuses: Iterable[CodedStatus],
        *,
        data_file: DataFile,
        read_as: str,
        complete_until: date,
        states: StateTables | None,
    ) -> Alliance:
        """An alliance of it, by its name there, with its convention read in some way.

        Raises:
            DataError: The file, or a table of a state, has faults.
        """
        states = states or {}
        check_type(states, Mapping)
        by_state = self._by_state(statuses, states)
        data_file.sound()
        id_ = f"{self.key}-{name.casefold()}"
        acts: dict[str, list[CodedAct]] = {}
        for (code, _), status in by_state.items():
            acts.setdefault(code, []).extend(status.acts())
        source = {
            "title": self.title.format(name),
            "publisher": self.publisher,
            "kind": "dataset",
            "grade": "scholarly",
            "language": "en",
            "address": self.address,
            "seen": data_file.seen,
        }
        alliance = {
            "id": id_,
            "complete_until": complete_until,
            "default_definition_why": self.convention.format(read_as),
        }
        return read(
            {
                "alliance": alliance,
                "source": {id_: source},
                "state": states,
                "event": [
                    e for code in acts for e in self._events(id_, code, acts[code])
                ],
            }
        )

    def _by_state(
        self, statuses: Iterable[CodedStatus], states: StateTables
    ) -> dict[tuple[str, str], CodedStatus]:
        """The statuses of each state, by its code and the kind of act they begin by."""
        defined = {
            state["cow"]: code
            for code, state in states.items()
            if isinstance(state, Mapping) and "cow" in state
        }
        by_state: dict[tuple[str, str], CodedStatus] = {}
        for status in statuses:
            own = defined.get(status.number)
            parts = [(own, status)] if own else list(status.of_each_state())
            if status.days.possibly and not parts:
                expected = (
                    f"no state of the package had this number {status.days}; if it "
                    "was another's, pass that in `states`"
                )
                status.row.fault(status.column, status.number, expected)
            for code, part in parts:
                key = code, status.begins_by
                by_state[key] = by_state.get(key, part).joined(part)
        return by_state

    def _events(
        self, source: str, code: str, acts: Iterable[CodedAct]
    ) -> Iterator[dict[str, Any]]:
        """The acts of one state as a data file has them, each after those before it."""
        for n, (since, kind, wording) in enumerate(sorted(acts, key=_order)):
            claim = {"sources": [source], "since": since.edtf, "wording": wording}
            yield {
                "id": f"{code.lower()}-{n + 1}",
                "kind": kind,
                "states": [code],
                "title": f"{kind.replace('_', ' ')}, as {self.short} codes it",
                "after": [f"{code.lower()}-{before + 1}" for before in range(n)],
                "claim": [claim],
            }


def _order(act: CodedAct) -> tuple[date, bool]:
    """Acts go by their earliest day; on one day ends come first."""
    since, kind, _ = act
    return since.earliest or date.min, kind in _BEGIN


_BEGIN = {"signature", "admission", "associate_status", "observer_status"}


class Transition(NamedTuple):
    """A day from which on a state is in, or is out."""

    comes_in: bool
    since: FuzzyDate


def transitions(days: FuzzyDaySet) -> Iterator[Transition]:
    """The transitions, in order, from which exactly these days follow.

    Examples:
        >>> sure, possible = DaySet.parse("2002-12-31/2011"), DaySet.parse("2002/2012-06-30")
        >>> for each in transitions(FuzzyDaySet(sure, possible)):
        ...     print("in " if each.comes_in else "out", each.since.edtf)
        in  2002
        out [2012-01-01..2012-07-01]
    """
    for span in days.possibly.spans():
        sure = list((days.surely & DaySet.from_spans([span])).spans())
        if not sure:  # perhaps it never came in
            yield Transition(True, FuzzyDate(DaySet.span(span.start, None)))
            if span.end:
                yield Transition(False, FuzzyDate(span.end))
        for n, part in enumerate(sure, 1):
            first = part.start or date.min
            earliest = span.start if n == 1 else first
            yield Transition(True, FuzzyDate(DaySet.span(earliest, first + ONE_DAY)))
            if part.end:
                # Between two sure parts it perhaps never went out.
                latest = span.end + ONE_DAY if span.end and n == len(sure) else None
                yield Transition(False, FuzzyDate(DaySet.span(part.end, latest)))


# -- numbers of the Correlates of War project -----------------------------------


def numbers_of(state: State) -> frozenset[int]:
    """The numbers that a state has or had.

    Examples:
        >>> sorted(numbers_of(states().find("Germany")))
        [255, 260]
    """
    return frozenset(each.number for each in state.numbers if each.list == "cow")


@cache
def bearers() -> Mapping[int, Sequence[State]]:
    """The states that have or had each number, the earlier first.

    Examples:
        >>> print(*bearers()[365], sep=", ")
        Soviet Union, Russia
    """
    found: dict[int, list[State]] = {}
    for state in sorted(states(), key=_first_day):
        for number in numbers_of(state):
            found.setdefault(number, []).append(state)
    return found


def holders(number: int, days: DaySet) -> Iterator[tuple[State, DaySet]]:
    """The states that had a number on some of these days, each with its days of them.

    A number goes on where one state continues another: 365 is the Soviet Union, and
    then Russia from the first day on which that surely is a state. A day on which no
    state had it goes to the one nearest to it.

    Examples:
        >>> for state, part in holders(365, DaySet.parse("1955-05-14/1999-12-31")):
        ...     print(state, part)
        Soviet Union 1955-05-14 to 1991-12-25
        Russia 1991-12-26 to 1999-12-31
        >>> for state, part in holders(365, DaySet.parse("1992/..")):
        ...     print(state, part)
        Russia since 1992-01-01
    """
    holding = [
        state
        for state in bearers().get(number, ())
        if state.existence is None or state.existence.possibly & days
    ]
    starts = [None, *map(_first_day, holding[1:])]
    ends = [*starts[1:], None]
    for state, start, end in zip(holding, starts, ends, strict=False):
        if part := days & DaySet.span(start, end):
            yield state, part


def _first_day(state: State) -> date:
    """The first day on which it is surely a state."""
    surely = DaySet() if state.existence is None else state.existence.surely
    return (surely.first_day if surely else None) or date.min
