"""Panels of states: one row for each state and year, or month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csto_membership.alliance import Alliance, Period
from csto_membership.exchange.tables.arguments import (
    Unit,
    as_alliances,
    as_names,
    universe,
)
from csto_membership.exchange.tables.columns import Column
from csto_membership.exchange.tables.membership_series import statuses
from csto_membership.exchange.tables.panel_rows import Note, Panel
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State

__all__ = ["state_months", "state_years"]

_MEMBER = Column("member", int, "whether it was a member")
_STATUS = Note(
    Column("status", str, "what it was on the days that the rule looks at, in order"),
    statuses,
)


def state_years(
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: str | YearRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: Iterable[str | State] | None = None,
    beyond: Beyond = "warn",
) -> Table:
    """A table with one row for each alliance, state and year.

    Args:
        alliances: Names of shipped alliances, or alliances under any definition and view.
        during: The years in which this period has a day; unless told, from that of the
            first member to the last that is covered as a whole.
        rule: When the days of a year make a member: on `any_day`, on the `first_day`
            (1 January), on the `last_day` (31 December), on `most_days` (more than
            half); or `share`, for the share of its days.
        definitions: Definitions to put side by side, each in columns of its own; the
            alliance's definition unless told.
        states: The states, in this order; all that the record names unless told, also
            those that were never a member.
        beyond: What to do where the years go on after the last day that is covered:
            `warn`, `raise` or `ignore`. What hangs on later days is told as not known.

    Raises:
        UnknownAllianceError: No alliance of a name is shipped.
        UnknownDefinitionError: No definition has the name.
        UnknownStateError: No state has the name.
        UnknownNameError: There is no such rule.
        ColumnError: Two definitions have names that would make the same columns.
        InvalidPeriodError: The value names no period.
        BeyondRecordError: As asked for with `beyond="raise"`, or the period begins
            after what is covered, and has no end.
        EmptyError: There is no alliance.

    Examples:
        >>> table = state_years("csto", during="2012/2013", states=["Uzbekistan"])
        >>> print(table.select("alpha_3", "year", "member", "status", "last_day"))
        alpha_3  year  member  status             last_day
        UZB      2012       1  member; suspended  2012-12-18
        UZB      2013       0  suspended          -
    """
    return _panel(
        Unit.YEAR, alliances, states,
        during=during, rule=rule, definitions=definitions, beyond=beyond,
    ).table()  # fmt: skip


def state_months(
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: str | YearRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: Iterable[str | State] | None = None,
    beyond: Beyond = "warn",
) -> Table:
    """A table with one row for each alliance, state and month.

    All is asked as for `state_years`. The rule then speaks of a month: `first_day` is
    the first day of it, and so on.

    Examples:
        >>> table = state_months("csto", during="1999-04/1999-05", states=["UZ"])
        >>> print(table.select("year", "month", "member", "last_day"))
        year  month  member  last_day
        1999      4       1  1999-04-20
        1999      5       0  -
    """
    return _panel(
        Unit.MONTH, alliances, states,
        during=during, rule=rule, definitions=definitions, beyond=beyond,
    ).table()  # fmt: skip


def _panel(
    unit: Unit,
    alliances: Iterable[str | Alliance],
    states: Iterable[str | State] | None,
    **asked: Any,
) -> Panel:
    chosen = as_names(states)
    return Panel(
        alliances=as_alliances(alliances),
        size=1,
        groups=lambda alliance: tuple((s,) for s in universe(alliance, chosen)),
        value=_MEMBER,
        unit=unit,
        by_view=(_STATUS,),
        **asked,
    )
