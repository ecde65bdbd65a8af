"""Panels: one row for each state and year, or month, or for each pair and year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, permutations
from typing import Any

from csto_membership.alliance import Alliance, Period
from csto_membership.exchange.tables.arguments import (
    Unit,
    as_alliances,
    as_names,
    universe,
)
from csto_membership.exchange.tables.columns import Column
from csto_membership.exchange.tables.membership_series import (
    StateGroup,
    obligations,
    statuses,
)
from csto_membership.exchange.tables.panel_rows import Note, Panel
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State

__all__ = ["dyad_years", "state_months", "state_years"]

_MEMBER = Column("member", int, "whether it was a member")
_STATUS = Note(
    Column("status", str, "what it was on the days that the rule looks at, in order"),
    statuses,
)
_TOGETHER = Column("together", int, "whether both were members on the same days")
_OBLIGATION = Note(
    Column(
        "obligation",
        str,
        "the strongest obligation in force for both on a day that the rule looks at: "
        "defence, consultation, non-aggression or none; uncertain; not recorded; empty "
        "where nothing was in force for both",
    ),
    obligations,
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
    **options: Any,
) -> Panel:
    chosen = as_names(states)
    return Panel(
        alliances=as_alliances(alliances),
        size=1,
        groups=lambda alliance: tuple((s,) for s in universe(alliance, chosen)),
        value=_MEMBER,
        unit=unit,
        by_view=(_STATUS,),
        **options,
    )


# -- pairs ---------------------------------------------------------------------------


def dyad_years(  # noqa: PLR0913 - each is one thing that can be asked
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: str | YearRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: Iterable[str | State] | None = None,
    directed: bool = False,
    beyond: Beyond = "warn",
) -> Table:
    """A table with one row for each alliance, pair of states and year.

    The rule is asked of the days on which both were members: two states of which one
    left before the other came were not members together, on any day. All else is asked
    as for `state_years`.

    Args:
        alliances: Names of shipped alliances, or alliances under any definition and view.
        during: The years in which this period has a day.
        rule: `any_day`, `first_day`, `last_day`, `most_days` or `share`.
        definitions: Definitions to put side by side.
        states: The states of which pairs are made; all that the record names unless
            told.
        directed: Each pair twice, once in each order; otherwise once, the state with
            the lower Correlates of War number first, and those without one last, by
            their alpha-3 code.
        beyond: What to do where the years go on after the last day that is covered.

    Raises:
        UnknownNameError: No alliance, definition, state or rule has a name.
        ColumnError: Two definitions have names that would make the same columns.
        InvalidPeriodError: The value names no period.
        BeyondRecordError: As for `state_years`.
        EmptyError: There is no alliance.

    Examples:
        >>> table = dyad_years("csto", during="1993/1995", states=["RUS", "BLR"])
        >>> print(table.select("alpha_3_1", "alpha_3_2", "year", "together", "obligation"))
        alpha_3_1  alpha_3_2  year  together  obligation
        RUS        BLR        1993         1  -
        RUS        BLR        1994         1  defence
        RUS        BLR        1995         1  defence
    """
    chosen = as_names(states)
    pairs = permutations if directed else combinations

    def groups(alliance: Alliance) -> tuple[StateGroup, ...]:
        return tuple(pairs(sorted(universe(alliance, chosen), key=_by_code), 2))

    return Panel(
        alliances=as_alliances(alliances),
        size=2,
        groups=groups,
        value=_TOGETHER,
        unit=Unit.YEAR,
        during=during,
        rule=rule,
        definitions=definitions,
        beyond=beyond,
        by_alliance=(_OBLIGATION,),
    ).table()


def _by_code(state: State) -> tuple[bool, int, str]:
    return state.cow is None, state.cow or 0, state.code
