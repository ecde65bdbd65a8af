"""From what a data set codes to an alliance.

A data set says from when to when a state was a member and, as a rule, not by which act.
Nothing is added to that: an act is as exact as its date in the file, and says in which
columns the date stands; what is not coded is uncertain or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import read
from csto_membership.days import FuzzyDate, FuzzyDaySet
from csto_membership.errors import check_type
from csto_membership.exchange.datasets.cow_numbers import holders
from csto_membership.exchange.datasets.table import Row, Table
from csto_membership.exchange.datasets.transitions import turns

__all__ = ["DataSet", "Standing", "StateTables"]

StateTables = Mapping[str, Mapping[str, Any]]
"""States that the package does not have, as a data file defines them."""


Act = tuple[FuzzyDate, str, str]
"""Since when an act counts, of what kind it is, and in which columns that stands."""


@attrs.frozen
class Standing:
    """Days on which a state has a standing, and the kinds of acts that change it.

    Attributes:
        days: The days.
        begins_by: The kind of act that begins it.
        ends_by: The kind of act that ends it, where it is not a withdrawal, by the last
            day that the first day out may be.
        wording: In which columns its beginning and its end are coded.
        row: The first row that codes it.
        column: In which column of it the number of the state stands.
    """

    days: FuzzyDaySet
    begins_by: str
    ends_by: Mapping[date | None, str]
    wording: tuple[str, str]
    row: Row
    column: str

    def acts(self) -> Iterator[Act]:
        """The acts from which the days follow."""
        entry, end = self.wording
        for comes_in, since in turns(self.days):
            if comes_in:
                yield since, self.begins_by, entry
            else:
                yield since, self.ends_by.get(since.latest, "withdrawal"), end

    def joined(self, other: Standing) -> Standing:
        """The two as one, of a state that had two numbers."""
        return attrs.evolve(
            self, days=self.days | other.days, ends_by={**self.ends_by, **other.ends_by}
        )

    def of_each_state(self, number: int) -> Iterator[tuple[str, Standing]]:
        """The states that had the number in turn, each with its part."""
        held = list(holders(number, self.days.possibly))
        for n, (state, part) in enumerate(held, 1):
            ends_by = dict(self.ends_by)
            if n < len(held):
                ends_by[held[n][1].first_day] = "end_of_state"
            days = self.days & FuzzyDaySet(part)
            yield state.alpha_2, attrs.evolve(self, days=days, ends_by=ends_by)


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
        standings: Iterable[tuple[int, Standing]],
        *,
        table: Table,
        read_as: str,
        complete_until: date,
        states: StateTables | None,
    ) -> Alliance:
        """An alliance of it.

        Args:
            name: What it is called there.
            standings: Its standings, each with the number of its state.
            table: The file.
            read_as: How the convention is read.
            complete_until: The last day that is covered.
            states: States that the package does not have.

        Raises:
            DataError: The file, or a table of a state, has faults.
        """
        states = states or {}
        check_type(states, Mapping)
        by_state = self._by_state(standings, states)
        table.sound()
        id_ = f"{self.key}-{name.casefold()}"
        acts: dict[str, list[Act]] = {}
        for (code, _), standing in by_state.items():
            acts.setdefault(code, []).extend(standing.acts())
        events = [
            event for code in acts for event in self._events(id_, code, acts[code])
        ]
        source = {
            "title": self.title.format(name),
            "publisher": self.publisher,
            "kind": "dataset",
            "grade": "scholarly",
            "language": "en",
            "address": self.address,
            "seen": table.seen,
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
                "event": events,
            }
        )

    def _by_state(
        self, standings: Iterable[tuple[int, Standing]], states: StateTables
    ) -> dict[tuple[str, str], Standing]:
        """The standings of each state, by its code and the kind of act they begin by."""
        defined = {
            told["cow"]: code
            for code, told in states.items()
            if isinstance(told, Mapping) and "cow" in told
        }
        by_state: dict[tuple[str, str], Standing] = {}
        for number, standing in standings:
            if number in defined:
                parts = [(defined[number], standing)]
            else:
                parts = list(standing.of_each_state(number))
            if standing.days.possibly and not parts:
                expected = (
                    f"no state of the package had this number {standing.days}; if it "
                    "was another's, pass that in `states`"
                )
                standing.row.fault(standing.column, number, expected)
            for code, part in parts:
                key = code, standing.begins_by
                before = by_state.get(key)
                by_state[key] = before.joined(part) if before else part
        return by_state

    def _events(
        self, source: str, code: str, acts: Iterable[Act]
    ) -> Iterator[dict[str, Any]]:
        """The acts of one state as a data file tells them, each after those before it."""
        before: list[str] = []
        for n, (since, kind, wording) in enumerate(sorted(acts, key=_turn), 1):
            key = f"{code.lower()}-{n}"
            claim = {"sources": [source], "since": since.edtf, "wording": wording}
            yield {
                "id": key,
                "kind": kind,
                "states": [code],
                "title": f"{kind.replace('_', ' ')}, as {self.short} codes it",
                "after": before,
                "claim": [claim],
            }
            before = [*before, key]


def _turn(act: Act) -> tuple[date, bool]:
    """Acts go by their earliest day; on one day ends come first."""
    since, kind, _ = act
    return since.earliest or date.min, kind in _BEGIN


_BEGIN = {"signature", "admission", "associate_status", "observer_status"}
