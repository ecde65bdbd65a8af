"""The rows of a panel: one for each group of states and period.

A group is one state, or two; what is told of a group in a period is what the rule makes
of the days on which all of it were members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from csto_membership.alliance import Alliance, Period
from csto_membership.days import Answer, Span
from csto_membership.errors import ColumnError
from csto_membership.exchange.tables.arguments import (
    Unit,
    as_rule,
    looked_at,
    periods,
)
from csto_membership.exchange.tables.columns import (
    VIEW,
    Column,
    RowValues,
    of_state,
    of_view,
    state_columns,
)
from csto_membership.exchange.tables.membership_series import (
    MembershipSeries,
    StateGroup,
    cell_columns,
)
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import Definition, as_definitions
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.year_rule import YearRule

__all__ = ["Note", "Panel"]


@attrs.frozen
class Note:
    """One more column: what else is told of a group in the days that the rule looks at.

    Attributes:
        column: The column.
        of: Makes of an alliance and a group what tells it of some days.
    """

    column: Column
    of: Callable[[Alliance, StateGroup], Callable[[Span], Any]]


@attrs.frozen(kw_only=True)
class Panel:
    """A panel as it was asked for.

    Attributes:
        alliances: The alliances.
        size: How many states are in a group.
        groups: The groups of states of each alliance.
        value: The column that says whether the group were members.
        unit: What the periods are.
        during: The days asked for.
        rule: When the days of a period make a member.
        definitions: The definitions that stand side by side, if any.
        beyond: What to do where the periods go on after what is covered.
        by_view: What else is told under each definition.
        by_alliance: What else is told of each alliance.
    """

    alliances: tuple[Alliance, ...]
    size: int
    groups: Callable[[Alliance], tuple[StateGroup, ...]]
    value: Column
    unit: Unit
    during: Period | None
    rule: str | YearRule = attrs.field(converter=as_rule)
    definitions: tuple[Definition, ...] = attrs.field(converter=as_definitions)
    beyond: Beyond
    by_view: tuple[Note, ...] = ()
    by_alliance: tuple[Note, ...] = ()

    def table(self) -> Table:
        """The table: whatever is wrong in what was asked is told here."""
        views = [view for each in self.alliances for view in self._views(each)]
        spans = periods(views, self.during, self.unit, self.beyond)
        groups = [(each, self.groups(each)) for each in self.alliances]
        count = sum(len(those) for _, those in groups) * len(spans)

        def rows() -> Iterator[RowValues]:
            for alliance, those in groups:
                for group in those:
                    yield from self._rows(alliance, group, spans)

        return Table(_differing(self._columns()), rows, count)

    # -- columns ----------------------------------------------------------

    def _columns(self) -> Iterator[Column]:
        yield from VIEW[:1] if self.definitions else VIEW
        yield Column("rule", str, "when the days of a period make a member")
        for place in range(self.size):
            yield from (_named(column, self._place(place)) for column in _STATE)
        for name in self.unit.value:
            yield Column(name, int, f"the {name}")
        yield _EXISTS[self.size]
        yield from (note.column for note in self.by_alliance)
        for part in self._parts():
            yield from (_named(column, part) for column in self._columns_of_a_view())

    def _columns_of_a_view(self) -> Iterator[Column]:
        yield from cell_columns(self.value, self.rule)
        yield from (note.column for note in self.by_view)
        yield Column("first_day", date, "first day in the period, at least possibly in")
        yield Column("last_day", date, "last such day, inside")

    def _parts(self) -> list[str]:
        """What tells the columns of one definition from those of another."""
        return ["_".join(each.name.split()) for each in self.definitions] or [""]

    def _place(self, place: int) -> str:
        """What tells the columns of one state of a group from those of another."""
        return "" if self.size == 1 else str(place + 1)

    # -- records ----------------------------------------------------------

    def _views(self, alliance: Alliance) -> list[Alliance]:
        return [alliance.under(each) for each in self.definitions] or [alliance]

    def _rows(
        self, alliance: Alliance, group: StateGroup, spans: Iterable[Span]
    ) -> Iterator[RowValues]:
        views = [
            (
                part,
                MembershipSeries.of(view, group),
                [note.of(view, group) for note in self.by_view],
            )
            for part, view in zip(self._parts(), self._views(alliance), strict=True)
        ]
        beside = [note.of(alliance, group) for note in self.by_alliance]
        for span in spans:
            days = looked_at(self.rule, span)
            record = self._head(alliance, group, span, days)
            there = views[0][1].exists(days)
            record[_EXISTS[self.size].name] = _NUMBERS[there]
            record |= _notes(self.by_alliance, beside, days)
            for part, series, notes in views:
                cells = series.cell(self.value.name, self.rule, span)
                cells |= _notes(self.by_view, notes, days) | series.ends(span)
                record |= {_suffixed(name, part): v for name, v in cells.items()}
            yield record

    def _head(
        self, alliance: Alliance, group: StateGroup, span: Span, days: Span
    ) -> RowValues:
        head = of_view(alliance)
        if self.definitions:
            del head["definition"]
        head["rule"] = str(self.rule)
        for place, state in enumerate(group):
            cells = of_state(state, days.last_day or date.max)
            for name, value in cells.items():
                head[_suffixed(name, self._place(place))] = value
        first = span.first_day or date.min
        return head | {name: getattr(first, name) for name in self.unit.value}


_STATE = state_columns("in those days")
_EXISTS = {
    size: Column(name, int, f"1 if {what} in being on some day that the rule looks at")
    for size, name, what in (
        (1, "state_exists", "it was"),
        (2, "states_exist", "both were"),
    )
}
_NUMBERS = {Answer.YES: 1, Answer.NO: 0, Answer.UNCERTAIN: None}


def _differing(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, if no two have one name.

    Raises:
        ColumnError: Two have, since names of definitions are too much alike.
    """
    by_name: dict[str, Column] = {}
    for column in columns:
        if column.name in by_name:
            msg = (
                f"there would be two columns {column.name!r}; "
                "give the definitions names that differ"
            )
            raise ColumnError(msg)
        by_name[column.name] = column
    return tuple(by_name.values())


def _named(column: Column, part: str) -> Column:
    return attrs.evolve(column, name=_suffixed(column.name, part))


def _suffixed(name: str, part: str) -> str:
    return f"{name}_{part}" if part else name


def _notes(
    notes: Iterable[Note], tellers: Iterable[Callable[[Span], Any]], days: Span
) -> RowValues:
    return {
        note.column.name: tell(days) for note, tell in zip(notes, tellers, strict=True)
    }
