"""Panels: one row for each state and year, or month, or for each pair and year.

A row is about one state or two, and about a period. It says whether, by the rule, they
were members in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, permutations

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import DaySet, Span
from csto_membership.days.span import Period
from csto_membership.errors import ColumnError
from csto_membership.exchange.series import (
    Subject,
    SubjectGroup,
    TableBeyond,
    TableView,
    looked_at,
)
from csto_membership.exchange.tables.arguments import (
    StateNames,
    TableKey,
    TableRequest,
    TableRule,
    Unit,
)
from csto_membership.exchange.tables.cells import (
    OBLIGATIONS,
    VIEW,
    Obligations,
    Statuses,
    cell_columns,
    number_columns,
    state_columns,
)
from csto_membership.exchange.tables.engine import (
    DAYS,
    Engine,
    Grouping,
    parts_of,
    suffixed,
)
from csto_membership.exchange.tables.runs import RowRun
from csto_membership.exchange.tables.table import Column, Table
from csto_membership.membership.absence import Absent
from csto_membership.membership.definition import Definition
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State
from csto_membership.record.number import ListNumber


def state_years(  # noqa: PLR0913 - each is one thing that can be asked
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: TableRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: StateNames | None = None,
    key: TableKey = "state",
    beyond: TableBeyond = "warn",
    absent: Absent = "warn",
    continuity: bool = False,
) -> Table:
    """Make a table with one row for each alliance, state and year.

    Args:
        alliances: Names of alliances of the package, or alliances that you narrowed.
        during: The years, as a period. By default from the year of the first member to
            the last year that the record covers as a whole.
        rule: When a state counts as a member in a year: if it is one on `any_day`, on
            the `first_day` (1 January), on the `last_day` (31 December), or on
            `most_days` (more than half of those on which it certainly existed). With
            `share` the value is its share of those days.
        definitions: Several definitions, each in its own columns. By default the
            alliance's definition.
        states: The states, in this order. By default all that the record names, also
            those that were never a member. `all` stands for every state that the package
            knows, `cow` or `gw` for the states of that list. With `key="cow"` or `"gw"`
            also numbers.
        key: What a row is about: a `state` (`iso` is the same), or a number of the
            Correlates of War list (`cow`) or of that of Gleditsch and Ward (`gw`). A
            number has a row for each year in which its list has it on at least one day.
        beyond: What to do if the years go on after the last day that the record covers:
            `warn`, `raise` or `ignore`. Cells that depend on later days are empty.
            `carry` answers as last known, without a warning.
        absent: What to do if one of `states` was not a state in a year, and another
            state that may be meant was a member: `warn`, `raise` or `ignore`.
        continuity: Whether a state also counts on the days of the state that it
            continues: for Russia, those of the Soviet Union. Not with numbers as key,
            because a number already stands for all states that had it.

    Raises:
        MembershipError: `continuity` is used with a number as key.
        UnknownAllianceError: The package has no alliance of this name.
        UnknownDefinitionError: No definition has the name.
        UnknownStateError: No state has the name.
        UnknownNameError: There is no such rule.
        ColumnError: Two definitions have names that would make the same columns.
        InvalidPeriodError: The value is not a period.
        BeyondRecordError: `beyond` is `raise`, and the years go on after the last day
            that the record covers; or the period begins after that day, and has no end.
        AbsentStateError: `absent` is `raise`, and another state may be meant.
        EmptyError: No alliance is named.

    Examples:
        >>> table = state_years("csto", during="2012/2013", states=["Uzbekistan"])
        >>> print(table.select("alpha_3", "year", "member", "status", "last_day"))
        alpha_3  year  member  status             last_day
        UZB      2012       1  member; suspended  2012-12-18
        UZB      2013       0  suspended          -
    """
    request = TableRequest(
        alliances, states, definitions, during, rule, beyond, absent, continuity, key
    )
    return _Panel(_STATES, Unit.YEAR, request).table()


def state_months(  # noqa: PLR0913 - each is one thing that can be asked
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: TableRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: StateNames | None = None,
    key: TableKey = "state",
    beyond: TableBeyond = "warn",
    absent: Absent = "warn",
    continuity: bool = False,
) -> Table:
    """Make a table with one row for each alliance, state and month.

    The arguments are those of `state_years`. The rule applies to each month: `first_day`
    is the first day of the month, and so on.

    Examples:
        >>> table = state_months("csto", during="1999-04/1999-05", states=["UZ"])
        >>> print(table.select("year", "month", "member", "last_day"))
        year  month  member  last_day
        1999      4       1  1999-04-20
        1999      5       0  -
    """
    request = TableRequest(
        alliances, states, definitions, during, rule, beyond, absent, continuity, key
    )
    return _Panel(_STATES, Unit.MONTH, request).table()


def dyad_years(  # noqa: PLR0913 - each is one thing that can be asked
    *alliances: str | Alliance,
    during: Period | None = None,
    rule: TableRule = YearRule.ANY_DAY,
    definitions: Iterable[str | Definition] = (),
    states: StateNames | None = None,
    key: TableKey = "state",
    directed: bool = False,
    beyond: TableBeyond = "warn",
    absent: Absent = "warn",
    continuity: bool = False,
) -> Table:
    """Make a table with one row for each alliance, pair of states and year.

    The rule applies to the days on which both were members. If one left before the other
    joined, they were never members together.

    Args:
        alliances: Names of alliances of the package, or alliances that you narrowed.
        during: As for `state_years`.
        rule: As for `state_years`.
        definitions: As for `state_years`.
        states: The states to combine into pairs. By default all that the record names.
        key: As for `state_years`. Two numbers have a row for each year in which the list
            has both on the same day.
        directed: Whether each pair has two rows, one in each order. If not, it has one
            row: the state with the lower Correlates of War number is first, and states
            without a number are last, in the order of their alpha-3 codes.
        beyond: As for `state_years`.
        absent: As for `state_years`.
        continuity: As for `state_years`.

    Raises:
        UnknownNameError: An alliance, definition, state or rule is unknown.
        ColumnError: Two definitions have names that would make the same columns.
        InvalidPeriodError: The value is not a period.
        BeyondRecordError: As for `state_years`.
        AbsentStateError: As for `state_years`.
        EmptyError: No alliance is named.

    Examples:
        >>> table = dyad_years("csto", during="1993/1995", states=["RUS", "BLR"])
        >>> print(table.select("alpha_3_1", "alpha_3_2", "year", "together", "obligation"))
        alpha_3_1  alpha_3_2  year  together  obligation
        RUS        BLR        1993         1  -
        RUS        BLR        1994         1  defence
        RUS        BLR        1995         1  defence
    """
    request = TableRequest(
        alliances, states, definitions, during, rule, beyond, absent, continuity, key
    )
    return _Panel(_PAIRS, Unit.YEAR, request, directed).table()


# -- rows ------------------------------------------------------------------------------


_LOOKED_AT = "on some day that the rule looks at"
_STATES = Grouping(
    1,
    Column("member", int, "whether it was a member"),
    Column("state_exists", int, f"1 if it was a state {_LOOKED_AT}"),
    (Column("status", str, "its status on the days that the rule looks at, in order"),),
    Statuses,
    by_view=True,
)
_PAIRS = Grouping(
    2,
    Column("together", int, "whether both were members on the same days"),
    Column("states_exist", int, f"1 if both were states {_LOOKED_AT}"),
    OBLIGATIONS,
    Obligations,
    by_view=False,
)
_STATE = state_columns("on the last day that the rule looks at")
_ENDS = (
    Column(
        "first_day",
        date,
        "first day in the period on which it was at least possibly a member",
    ),
    Column("last_day", date, "last such day"),
)


@attrs.frozen(slots=False)
class _Panel:
    """A panel as it was asked for.

    Attributes:
        grouping: Whether a row is of a state or of a pair.
        unit: What the periods are.
        request: All else that was asked.
        directed: Whether each pair is there in both orders.
    """

    grouping: Grouping
    unit: Unit
    request: TableRequest
    directed: bool = False

    def table(self) -> Table:
        """The table; errors in what was asked are raised here, not with the rows."""
        request, spans = self.request, self.request.periods(self.unit)
        views = [request.table_views_of(each) for each in request.alliances]
        groups = [self._groups(each) for each in request.alliances]
        self._report_absent(views, spans)

        def instead() -> dict[str, list[str]]:
            found: dict[State, list[State]] = {}
            pairs = zip(request.alliances, views, strict=True)
            for asked, those in () if request.by_number else pairs:
                for view in those:
                    found |= view.instead_of(request.states_of(asked))
            return {str(state): [*map(str, found[state])] for state in found}

        def runs() -> Iterator[RowRun]:
            for of_alliance, those in zip(views, groups, strict=True):
                yield from Engine(
                    self.grouping, self.unit, request, of_alliance, spans
                ).runs(those)

        columns = tuple(self._columns())
        names = [column.name for column in columns]
        if twins := [name for name in names if names.count(name) > 1]:
            msg = (
                f"there would be two columns {twins[0]!r}; "
                "give the definitions names that differ"
            )
            raise ColumnError(msg)
        return Table(columns, runs, instead)

    def _report_absent(
        self, views: Iterable[Iterable[TableView]], spans: Iterable[Span]
    ) -> None:
        """Say where another state may be meant, of the states that were asked for."""
        asked = DaySet.from_spans(looked_at(self.request.rule, each) for each in spans)
        request = self.request
        for alliance, those in zip(request.alliances, views, strict=True):
            asks = request.names_states and not request.by_number
            named = request.states_of(alliance) if asks else ()
            for view in those:
                # No advice to ask for a state that has rows of its own.
                meant = view.instead_of(named)
                alone = [s for s in named if not {*meant.get(s, ())} <= {*named}]
                view.report_absent(dict.fromkeys(alone, asked), request.absent)

    def _groups(self, alliance: Alliance) -> tuple[SubjectGroup, ...]:
        subjects, size = self.request.subjects_of(alliance), self.grouping.size
        if size > 1:
            subjects = tuple(sorted(subjects, key=_by_code))
        return tuple((permutations if self.directed else combinations)(subjects, size))

    # -- columns ----------------------------------------------------------

    def _columns(self) -> Iterator[Column]:
        yield from VIEW[:1] if self.request.definitions else VIEW
        yield Column(
            "rule", str, "the rule: when a state counts as a member in a period"
        )
        for place in self.grouping.places:
            yield from (_named(column, place) for column in self._of_subject())
        for name in self.unit.value:
            yield Column(name, int, f"the {name}")
        if self.request.by_number:
            yield DAYS
        yield self.grouping.exists
        if not self.grouping.by_view:
            yield from self.grouping.notes
        of_view = [*cell_columns(self.grouping.member, self.request.rule)]
        if self.grouping.by_view:
            of_view += self.grouping.notes
        for part in parts_of(self.request):
            yield from (_named(column, part) for column in (*of_view, *_ENDS))

    def _of_subject(self) -> tuple[Column, ...]:
        return number_columns(self.request.key) if self.request.by_number else _STATE


def _named(column: Column, part: str) -> Column:
    return attrs.evolve(column, name=suffixed(column.name, part))


def _by_code(subject: Subject) -> tuple[bool, int, str]:
    if isinstance(subject, ListNumber):
        return False, subject.number, ""
    return subject.cow is None, subject.cow or 0, subject.code
