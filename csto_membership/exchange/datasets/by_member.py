"""Data sets with one row a stay: a state in an alliance, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days.parsing import as_day
from csto_membership.errors import UnknownAllianceError, check_choice
from csto_membership.exchange.datasets.coded import DataSet, Standing, StateTables
from csto_membership.exchange.datasets.coded_spell import (
    CodedSpell,
    Columns,
    ExitDay,
    days_of,
)
from csto_membership.exchange.datasets.listing import Listed, listed
from csto_membership.exchange.datasets.table import File, Table
from csto_membership.record import State

__all__ = ["ByMember"]


@attrs.frozen
class ByMember:
    """A data set by member.

    Attributes:
        data_set: What it is.
        columns: Which columns code a stay.
        begins_by: The kind of act by which a stay begins.
        about: The column that says of what kind an alliance is; empty for none.
    """

    data_set: DataSet
    columns: Columns
    begins_by: str
    about: str = ""

    def read(
        self,
        file: File,
        alliance: int | str,
        *,
        exit_day: str | ExitDay,
        complete_until: date | str,
        states: StateTables | None,
    ) -> Alliance:
        """An alliance of it.

        Raises:
            DataError: The file has faults.
            UnknownAllianceError: The file holds no such alliance.
            UnknownNameError: There is no such `exit_day`.
        """
        check_choice(exit_day, ExitDay, "exit_day")
        ends, covered = ExitDay(exit_day), as_day(complete_until)
        table, name = self._table(file), str(alliance)
        return self.data_set.alliance(
            name,
            self._standings(table, name, ends, covered),
            table=table,
            read_as=ends.meaning,
            complete_until=covered,
            states=states,
        )

    def listed(self, file: File, states: tuple[str | State, ...]) -> tuple[Listed, ...]:
        """The alliances of it to which all these states belonged at some time.

        Raises:
            DataError: The file has faults.
            UnknownStateError: No state has one of the names.
        """
        return listed(self._table(file), self.columns, states, self.about)

    def _table(self, file: File) -> Table:
        return Table.of(file, self.columns.all, self.data_set.file)

    def _standings(
        self, table: Table, alliance: str, exit_day: ExitDay, complete_until: date
    ) -> Iterator[tuple[int, Standing]]:
        columns = self.columns
        ids: dict[str, None] = {}
        by_number: dict[int, list[CodedSpell]] = {}
        for row in table.rows():
            ids[row.id(columns.alliance)] = None
            if row.id(columns.alliance) != alliance:
                continue
            if stay := CodedSpell.of(row, columns, exit_day, complete_until):
                by_number.setdefault(stay.number, []).append(stay)
        if alliance not in ids and not table.at.problems:
            hint = (
                f"{table.at.file} has no row of it; {self.data_set.key}_alliances "
                "lists what it has"
            )
            raise UnknownAllianceError(alliance, ids, hint=hint)
        for number, stays in by_number.items():
            yield (
                number,
                Standing(
                    days=days_of(stays),
                    begins_by=self.begins_by,
                    ends_by={s.until.latest: s.leaves_by for s in stays if s.until},
                    wording=(", ".join(columns.entry), ", ".join(columns.end)),
                    row=stays[0].row,
                    column=columns.number,
                ),
            )
