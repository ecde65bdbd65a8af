"""Panels of pairs: one row for each two states and year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, permutations

from csto_membership.alliance import Alliance, Period
from csto_membership.exchange.tables.arguments import (
    Unit,
    as_alliances,
    as_names,
    universe,
)
from csto_membership.exchange.tables.columns import Column
from csto_membership.exchange.tables.obligation import obligations
from csto_membership.exchange.tables.panel_rows import Group, Note, Panel
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import Definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State

__all__ = ["dyad_years"]

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

    def groups(alliance: Alliance) -> tuple[Group, ...]:
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
    return state.cow is None, state.cow or 0, state.alpha_3
