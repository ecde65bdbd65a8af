"""What a data set holds, so that an id can be found."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from csto_membership.exchange.datasets.coded_spell import Columns
from csto_membership.exchange.datasets.cow_numbers import names_by_number, numbers_of
from csto_membership.exchange.datasets.table import Table
from csto_membership.membership.shipped import every_state
from csto_membership.record import State

__all__ = ["Listed", "listed"]


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
    table: Table, columns: Columns, states: Iterable[str | State], about: str = ""
) -> tuple[Listed, ...]:
    """The alliances of a table of stays to which all these states belonged.

    Args:
        table: The table.
        columns: Which columns code a stay.
        states: The states.
        about: The column that says of what kind an alliance is.

    Raises:
        DataError: The file has faults.
        UnknownStateError: No state has one of the names.
    """
    wanted = [numbers_of(every_state().find(state)) for state in states]
    kinds: dict[str, str] = {}
    years: dict[str, list[int]] = {}
    numbers: dict[str, set[int]] = {}
    for row in table.rows():
        key = row.id(columns.alliance)
        kinds[key] = row.cells.get(about, "")
        year, number = row.number(columns.entry[0]), row.number(columns.number)
        if isinstance(year, int):
            years.setdefault(key, []).append(year)
        if isinstance(number, int):
            numbers.setdefault(key, set()).add(number)
    table.sound()
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
