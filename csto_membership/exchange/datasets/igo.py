"""Intergovernmental Organizations of the Correlates of War project, by state and year."""

from __future__ import annotations

from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.days.parsing import as_day
from csto_membership.errors import (
    MISSING,
    UnknownAllianceError,
    check_choice,
    check_type,
)
from csto_membership.exchange.datasets.by_year import FULL, RANKED, standings
from csto_membership.exchange.datasets.coded import DataSet, Standing, StateTables
from csto_membership.exchange.datasets.cow_numbers import numbers_of, present_numbers
from csto_membership.exchange.datasets.table import File, Row, Table
from csto_membership.membership.shipped import every_state
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State

__all__ = ["igo_organizations", "read_igo"]

_IGO = DataSet(
    key="cow-igo",
    short="COW IGO",
    title="Intergovernmental Organizations, {}, by state and year (J. C. W. Pevehouse "
    "and others)",
    publisher="Correlates of War Project",
    address="https://correlatesofwar.org/data-sets/igos/",
    file="state_year_formatv3.csv",
    convention="A state is coded by the year, without a day. It is taken to be coded "
    "as a member by the rule `{}`, so the days of entry and exit are uncertain; where "
    "years follow one another it is taken to have been in without a break.",
)
_KEYS = ("ccode", "year")
_ABOUT = (*_KEYS, "state")
"""The columns of the state and the year; all others are of organisations."""


def read_igo(
    file: File,
    organization: str,
    *,
    rule: str | YearRule = "any_day",
    complete_until: date | str | None = None,
    states: StateTables | None = None,
) -> Alliance:
    """An organisation of the Correlates of War project, as its state-year file codes it.

    Which days it means: the file has one code for a state and year, 1 for a full
    member, 2 for an associate, 3 for an observer, 0 for none, -1 while there is no such
    organisation, -9 for missing. Which days of a year make a member is the `rule`: by
    `any_day`, a state with a 1 was a member on some day of that year and, if the year
    before has a 0, on none of that. So days of entry and exit are uncertain, by up to
    a year; where the file skips years, by all that it skips. Where a code is missing,
    membership is uncertain. A state without a row has no membership in that year.

    Args:
        file: The file `state_year_formatv3.csv`, with commas, semicolons or tabs: its
            path, or the file open as text.
        organization: The name of its column, such as `CSTO`, in capitals or not;
            `igo_organizations` lists them.
        rule: What makes a state a member in a year: `any_day`, `first_day`, `last_day`
            or `most_days`.
        complete_until: The last day that the file covers; 31 December of its last year
            unless told.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number.

    Raises:
        DataError: The file has faults; each is told with its line and column.
        UnknownAllianceError: The file holds no such organisation.
        UnknownNameError: There is no such `rule`.

    Examples:
        >>> import io
        >>> made_up = '''ccode,year,state,pact
        ... 371,2001,armenia,0
        ... 371,2002,armenia,1
        ... 371,2003,armenia,1
        ... 371,2004,armenia,0
        ... '''
        >>> print(read_igo(io.StringIO(made_up), "PACT").days_of("ARM"))
        2002-12-31 to 2003-01-01; uncertain: 2002-01-01 to 2002-12-30, 2003-01-02 to 2003-12-31
        >>> print(read_igo(io.StringIO(made_up), "PACT", rule="first_day").days_of("ARM"))
        2002-01-01 to 2003-01-01; uncertain: 2001-01-02 to 2001-12-31, 2003-01-02 to 2003-12-31
    """
    check_choice(rule, YearRule, "rule for years")
    check_type(organization, str)
    table, chosen = Table.of(file, _KEYS, _IGO.file), YearRule(rule)
    column = organization.strip().casefold()
    codes, rows = _codes(table, column, organization)
    years = sorted({year for those in codes.values() for year in those})
    covered = date(years[-1], 12, 31) if years else date.min
    found = (
        (number, Standing(days, kind, {}, (column, column), rows[number], "ccode"))
        for number, those in codes.items()
        for kind, days in standings(those, years, chosen)
    )
    return _IGO.alliance(
        organization.strip(),
        found,
        table=table,
        read_as=chosen,
        complete_until=as_day(complete_until) if complete_until else covered,
        states=states,
    )


def igo_organizations(file: File, *states: str | State) -> tuple[str, ...]:
    """The organisations in a state-year file of the Correlates of War project.

    Args:
        file: The file `state_year_formatv3.csv`: its path, or the open file.
        states: Only organisations of which all of these were full members at some time.

    Raises:
        DataError: The file has faults.
        UnknownStateError: No state has one of the names.

    Examples:
        >>> import io
        >>> made_up = '''ccode,year,state,pact,club
        ... 371,2001,armenia,0,1
        ... 372,2001,georgia,1,1
        ... '''
        >>> igo_organizations(io.StringIO(made_up), "Armenia", "Georgia")
        ('club',)
    """
    wanted = [numbers_of(every_state().find(state)) for state in states]
    table = Table.of(file, _KEYS, _IGO.file)
    names: list[str] = []
    members: dict[str, set[int | None]] = {}
    for row in table.rows():
        names = names or _organizations(row)
        number = row.number("ccode")
        if any(number in numbers for numbers in wanted):
            for name in names:
                if row.id(name) == str(FULL):
                    members.setdefault(name, set()).add(number)
    table.sound()
    return tuple(
        name
        for name in names
        if not any(members.get(name, set()).isdisjoint(each) for each in wanted)
    )


# -- inner ----------------------------------------------------------------------


def _codes(
    table: Table, column: str, asked: str
) -> tuple[dict[int, dict[int, int | None]], dict[int, Row]]:
    """What each state is coded as, by its number now, and the first row of each."""
    present = present_numbers()
    codes: dict[int, dict[int, int | None]] = {}
    rows: dict[int, Row] = {}
    for row in table.rows():
        if column in _ABOUT or column not in row.cells:
            hint = f"{table.at.file} has no column of it"
            raise UnknownAllianceError(asked, _organizations(row), hint=hint)
        number, year, code = given = [*map(row.number, (*_KEYS, column))]
        if MISSING in given:
            continue
        if code not in RANKED:
            row.fault(column, row.cells[column], "expected 0, 1, 2, 3, -1 or -9")
        elif None in (number, year):
            row.fault("year", row.cells["year"], "expected a state's number and a year")
        elif not date.min.year < year < date.max.year:
            row.fault("year", year, "expected a year of the calendar")
        elif codes.setdefault(number, {}).setdefault(year, code) != code:
            expected = f"the state {number} has another code for {year} above"
            row.fault(column, code, expected)
        else:
            rows.setdefault(present.get(number, number), row)
    merged: dict[int, dict[int, int | None]] = {}
    for number, those in codes.items():
        of_both = merged.setdefault(present.get(number, number), {})
        for year, code in those.items():
            of_both[year] = min(code, of_both.get(year, code), key=RANKED.index)
    return merged, rows


def _organizations(row: Row) -> list[str]:
    return [name for name in row.cells if name not in _ABOUT]
