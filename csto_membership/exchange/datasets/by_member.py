"""Data sets with one row a spell: a state in an alliance, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import as_day
from csto_membership.errors import UnknownAllianceError, check_choice
from csto_membership.exchange.datasets.coded import CodedStatus, DataSet, StateTables
from csto_membership.exchange.datasets.coded_spell import (
    CodedSpell,
    ExitDay,
    SpellColumns,
    days_of,
)
from csto_membership.exchange.datasets.cow_numbers import names_by_number, numbers_of
from csto_membership.exchange.datasets.data_file import DataFile, File
from csto_membership.membership import shipped
from csto_membership.record import State

__all__ = ["ByMember", "Listed"]


@attrs.frozen
class ByMember:
    """A data set by member.

    Attributes:
        data_set: What it is.
        columns: Which columns code a spell.
        begins_by: The kind of act by which a spell begins.
        about: The column that says of what kind an alliance is; empty for none.
    """

    data_set: DataSet
    columns: SpellColumns
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
        data_file, name = self._data_file(file), str(alliance)
        return self.data_set.alliance(
            name,
            self._statuses(data_file, name, ends, covered),
            data_file=data_file,
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
        return listed(self._data_file(file), self.columns, states, self.about)

    def _data_file(self, file: File) -> DataFile:
        return DataFile.of(file, self.columns.all, self.data_set.file)

    def _statuses(
        self,
        data_file: DataFile,
        alliance: str,
        exit_day: ExitDay,
        complete_until: date,
    ) -> Iterator[tuple[int, CodedStatus]]:
        columns = self.columns
        ids: dict[str, None] = {}
        by_number: dict[int, list[CodedSpell]] = {}
        for row in data_file.rows():
            ids[row.id(columns.alliance)] = None
            if row.id(columns.alliance) != alliance:
                continue
            if spell := CodedSpell.of(row, columns, exit_day, complete_until):
                by_number.setdefault(spell.number, []).append(spell)
        if alliance not in ids and not data_file.at.problems:
            hint = (
                f"{data_file.at.file} has no row of it; {self.data_set.key}_alliances "
                "lists what it has"
            )
            raise UnknownAllianceError(alliance, ids, hint=hint)
        for number, spells in by_number.items():
            yield (
                number,
                CodedStatus(
                    days=days_of(spells),
                    begins_by=self.begins_by,
                    ends_by={s.until.latest: s.leaves_by for s in spells if s.until},
                    wording=(", ".join(columns.entry), ", ".join(columns.end)),
                    row=spells[0].row,
                    column=columns.number,
                ),
            )


# -- what a data set holds -------------------------------------------------------------


@attrs.frozen
class Listed:
    """One alliance or organisation of a data set.

    Attributes:
        id: What to ask its reader for.
        about: What the data set says of its kind; empty where it says nothing.
        first_year: The year of its first member; None where none is given.
        members: Names of its members at any time; `COW 511` where the package has no
            state of the number.

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


def listed(
    data_file: DataFile,
    columns: SpellColumns,
    states: Iterable[str | State],
    about: str = "",
) -> tuple[Listed, ...]:
    """The alliances of a file of spells to which all these states belonged.

    Args:
        data_file: The file.
        columns: Which columns code a spell.
        states: The states.
        about: The column that says of what kind an alliance is.

    Raises:
        DataError: The file has faults.
        UnknownStateError: No state has one of the names.
    """
    wanted = [numbers_of(shipped.states().find(state)) for state in states]
    kinds: dict[str, str] = {}
    years: dict[str, list[int]] = {}
    numbers: dict[str, set[int]] = {}
    for row in data_file.rows():
        key = row.id(columns.alliance)
        kinds[key] = row.cells.get(about, "")
        year, number = row.number(columns.entry[0]), row.number(columns.number)
        if isinstance(year, int):
            years.setdefault(key, []).append(year)
        if isinstance(number, int):
            numbers.setdefault(key, set()).add(number)
    data_file.sound()
    names = names_by_number()
    return tuple(
        Listed(
            key,
            kind,
            min(years.get(key, ()), default=None),
            tuple(
                dict.fromkeys(
                    names.get(n, f"COW {n}") for n in sorted(numbers.get(key, ()))
                )
            ),
        )
        for key, kind in kinds.items()
        if not any(numbers.get(key, set()).isdisjoint(each) for each in wanted)
    )
