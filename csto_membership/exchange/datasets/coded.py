"""From what a data set codes to an alliance.

A data set says from when to when a state was a member and, as a rule, not by which act.
Nothing is added to that: an act is as exact as its date in the file, and says in which
columns the date stands; what is not coded is uncertain or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import read
from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import check_type
from csto_membership.exchange.datasets.data_file import DataFile, FileRow
from csto_membership.exchange.datasets.holders import FileStates, StateTables
from csto_membership.record import Obligation

# -- spells: from a day to a day, as a row codes them ------------------------------------


class ExitDay(StrEnum):
    """How to take the day that a data set gives as the end of a membership.

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
    """The first day out; but the last day in if a term expires."""
    IN = "in"
    """The last day in."""
    OUT = "out"
    """The first day out."""
    EITHER = "either"
    """Either of the two, so that day is uncertain."""

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


Owed = frozenset[Obligation] | None
"""Obligations that are coded side by side; None where none is coded, yes or no."""


@attrs.frozen
class CodedSpell:
    """A membership from a day to a day, as one row codes it.

    Attributes:
        number: The number of the state in the Correlates of War state system.
        first: The first day in.
        last: The day given as the end; None where none is given.
        until: The first day out; None where it is in to the last day covered.
        leaves_by: The kind of act that ends it.
        owed: What the members owe one another; None where that is not coded.
    """

    number: int
    first: FuzzyDate
    last: FuzzyDate | None
    until: FuzzyDate | None
    leaves_by: str
    owed: Owed


def days_of(spells: Iterable[CodedSpell]) -> FuzzyDaySet:
    """The days of the spells of one state, of which some touch or overlap.

    Where one begins in the month or year in which another ends, as given, it goes on.
    """
    ordered = sorted(spells, key=lambda spell: spell.first.earliest or date.min)
    parts = [
        spell.first.onwards - spell.until.onwards
        if spell.until
        else spell.first.onwards
        for spell in ordered
    ]
    parts += [
        FuzzyDaySet(after.first.days)
        for before, after in pairwise(ordered)
        if before.last == after.first
    ]
    return FuzzyDaySet(
        DaySet().union(*(part.surely for part in parts)),
        DaySet().union(*(part.possibly for part in parts)),
    )


def stretches_of(spells: Sequence[CodedSpell]) -> list[CodedDays]:
    """The days of the spells of one state, by what it owes on them.

    Where other obligations begin on a day that is not exact, or several codings overlap,
    it is not known what is owed when.
    """
    by_owed: dict[Owed, list[CodedSpell]] = {}
    for spell in spells:
        by_owed.setdefault(spell.owed, []).append(spell)
    stretches = [(days_of(those), owed) for owed, those in by_owed.items()]
    overlap = any(
        not one.possibly.isdisjoint(other.possibly)
        for (one, _), (other, _) in combinations(stretches, 2)
    )
    if len(stretches) > 1 and (overlap or any(days.uncertain for days, _ in stretches)):
        return [(days_of(spells), None)]
    return stretches


def as_id(alliance: object) -> str:
    """The id of an alliance, from a text or a whole number, also one of NumPy.

    Raises:
        WrongTypeError: It is neither.
    """
    if not isinstance(alliance, str) and not hasattr(alliance, "__index__"):
        check_type(alliance, int)
    return str(alliance).strip()


@attrs.frozen
class Listed:
    """One alliance or organisation of a data set.

    Attributes:
        id: The number or name that its reader takes.
        about: Its kind, by the data set; empty if the data set gives none.
        first_year: The year of its first member; None if the file gives none.
        members: Names of all that were ever members; `COW 511` if the package has no
            state with that number.

    Examples:
        >>> print(Listed("4220", "defence", 1992, ("Armenia", "Russia")))
        4220 (defence), from 1992: Armenia, Russia
    """

    id: str
    about: str
    first_year: int | None
    members: tuple[str, ...]

    def __str__(self) -> str:
        since = "" if self.first_year is None else f", from {self.first_year}"
        about = f" ({self.about})" if self.about else ""
        return f"{self.id}{about}{since}: {', '.join(self.members)}"


# -- from days to acts -----------------------------------------------------------------

CodedDays = tuple[FuzzyDaySet, Owed]
"""Days on which a state has a status, and what it owes on them."""


class CodedAct(NamedTuple):
    """Since when an act counts, of what kind it is, and in which columns that stands."""

    since: FuzzyDate
    kind: str
    wording: str
    owed: Obligation | None = None


@attrs.frozen
class CodedStatus:
    """Days on which a state has a status, and the kinds of acts that change it.

    Attributes:
        number: The number of the state in the Correlates of War state system.
        stretches: The days, by what it owes on them.
        begins_by: The kind of act that begins it.
        ends_by: The kind of act that ends it, where it is not a withdrawal, by the last
            day that the first day out may be.
        wording: In which columns its beginning and its end are coded.
        row: The first row that codes it.
        column: In which column of it the number of the state stands.
        name: The name that the row gives the state; empty where it gives none.
    """

    number: int
    stretches: Sequence[CodedDays]
    begins_by: str
    ends_by: Mapping[date | None, str]
    wording: tuple[str, str]
    row: FileRow
    column: str
    name: str = ""

    @property
    def days(self) -> FuzzyDaySet:
        """All its days."""
        each = (days for days, _ in self.stretches)
        return reduce(FuzzyDaySet.__or__, each, FuzzyDaySet())

    def acts(self) -> Iterator[CodedAct]:
        """The acts from which the days follow."""
        entry, end = self.wording
        several = self.stretches if len(self.stretches) > 1 else ()
        turns = (turn for days, _ in several for turn in transitions(days))
        changes = {since for comes_in, since in turns if comes_in}
        for days, owed in self.stretches:
            for comes_in, since in transitions(days):
                if comes_in:
                    each = (
                        (None,) if owed is None else sorted(owed, key=_STRENGTH.index)
                    )
                    for one in each or [Obligation.NONE]:
                        yield CodedAct(since, self.begins_by, entry, one)
                elif since in changes:  # what was owed gives way to something else
                    yield CodedAct(since, "expiry", end)
                else:
                    kind = self.ends_by.get(since.latest, "withdrawal")
                    yield CodedAct(since, kind, end)

    def joined(self, other: CodedStatus) -> CodedStatus:
        """The two as one, of a state that had two numbers."""
        by_owed: dict[Owed, FuzzyDaySet] = {}
        for days, owed in (*self.stretches, *other.stretches):
            by_owed[owed] = by_owed.get(owed, FuzzyDaySet()) | days
        stretches = [(days, owed) for owed, days in by_owed.items()]
        ends_by = {**self.ends_by, **other.ends_by}
        return attrs.evolve(self, stretches=stretches, ends_by=ends_by)

    def of_each_state(self, states: FileStates) -> Iterator[tuple[str, CodedStatus]]:
        """The states that had the number in turn, each with its part."""
        parts = states.of(self.number, self.days, self.row, self.column, self.name)
        for n, (code, part) in enumerate(parts, 1):
            ends_by = dict(self.ends_by)
            if n < len(parts):
                ends_by[parts[n][1].first_day] = "end_of_state"
            clip = FuzzyDaySet(part)
            stretches = [(days & clip, owed) for days, owed in self.stretches]
            yield code, attrs.evolve(self, stretches=stretches, ends_by=ends_by)


_STRENGTH = list(Obligation)


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
        states = {} if states is None else states
        check_type(states, Mapping)
        in_file = FileStates(states)
        by_state: dict[tuple[str, str], CodedStatus] = {}
        for status in statuses:
            for code, part in status.of_each_state(in_file):
                key = code, status.begins_by
                by_state[key] = by_state[key].joined(part) if key in by_state else part
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
        owed = {act.owed for each in acts.values() for act in each if act.owed}
        made = read(
            {
                "alliance": alliance,
                "source": {id_: source},
                "state": in_file.tables,
                "instrument": {each: self._instrument(each) for each in owed},
                "event": [
                    e for code in acts for e in self._events(id_, code, acts[code])
                ],
            }
        )
        data_file.warn()
        return made

    def _instrument(self, owed: Obligation) -> dict[str, Any]:
        """What stands for the text by which members owe one another something."""
        return {
            "title": f"the obligation of {owed}, as {self.short} codes it",
            "roles": ["treaty", "charter"],
            "obligation": owed.value,
            "other_obligations": ["none"],  # each has an instrument of its own
        }

    def _events(
        self, source: str, code: str, acts: Iterable[CodedAct]
    ) -> Iterator[dict[str, Any]]:
        """The acts of one state as a data file has them, in order."""
        before: list[tuple[str, date]] = []
        for n, act in enumerate(sorted(acts, key=_order), 1):
            earliest = act.since.earliest or date.min
            before = [each for each in before if each[1] >= earliest]
            claim = {
                "sources": [source],
                "since": act.since.edtf,
                "wording": act.wording,
            }
            event: dict[str, Any] = {
                "id": f"{code.lower()}-{n}",
                "kind": act.kind,
                "states": [code],
                "title": self._title_of(act),
                "after": [id_ for id_, _ in before],
                "claim": [claim],
            }
            yield event | ({"of": act.owed.value} if act.owed else {})
            before.append((event["id"], act.since.latest or date.max))

    def _title_of(self, act: CodedAct) -> str:
        """What an act is called."""
        title = f"{act.kind.replace('_', ' ')}, as {self.short} codes it"
        return f"{title}: {act.owed}" if act.owed else title


def _order(act: CodedAct) -> tuple[date, bool]:
    """Acts go by their earliest day; on one day ends come first."""
    return act.since.earliest or date.min, act.kind in _BEGIN


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
        within = DaySet.from_spans([span])
        sure = (days.surely & within).spans()
        parts = [(part.start, part.start, part.end) for part in sure]
        parts += [
            (some.first_day, some.last_day, some.first_day + ONE_DAY)
            for some in days.some_of
            if some <= within and some.first_day and some.last_day
        ]
        parts.sort(key=lambda part: part[0] or date.min)
        if not parts:  # perhaps it never came in
            yield Transition(True, FuzzyDate(DaySet.span(span.start, None)))
            if span.end:
                yield Transition(False, FuzzyDate(span.end))
        for n, (first, latest, out) in enumerate(parts, 1):
            earliest = span.start if n == 1 else first or date.min
            since = DaySet.span(earliest, (latest or date.min) + ONE_DAY)
            yield Transition(True, FuzzyDate(since))
            if out:
                # Between two sure parts it perhaps never went out.
                end = span.end + ONE_DAY if span.end and n == len(parts) else None
                yield Transition(False, FuzzyDate(DaySet.span(out, end)))
