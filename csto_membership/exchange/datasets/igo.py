"""Intergovernmental Organizations of the Correlates of War project, by state and year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import groupby

from csto_membership.alliance import Alliance
from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet, as_day
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import (
    MISSING,
    UnknownAllianceError,
    check_choice,
    check_type,
    report_doubtful,
    shown,
    similar,
)
from csto_membership.exchange.datasets.coded import (
    CodedStatus,
    DataSet,
)
from csto_membership.exchange.datasets.data_file import DataFile, File, FileRow
from csto_membership.exchange.datasets.holders import (
    StateTables,
    numbers,
    numbers_of,
)
from csto_membership.membership import shipped
from csto_membership.membership.year_rule import RuleName, YearRule
from csto_membership.record import State

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
_FULL = 1
"""The code of a full member."""
_BETWEEN = {2: "associate_status", 3: "observer_status"}
_UNKNOWN = None
_MAY_COUNT = (_FULL, _UNKNOWN)
"""The codes of members, certain or possible."""
_RANKED = (_FULL, *_BETWEEN, _UNKNOWN, 0, -1)
"""All codes, by what counts where a state has two."""
_Codes = Mapping[int, int | None]
"""What a state is coded as, by year; None where that is missing."""


def read_igo(
    file: File,
    organization: str,
    *,
    rule: RuleName = "any_day",
    complete_until: date | str | None = None,
    states: StateTables | None = None,
) -> Alliance:
    """Read an organisation of the Correlates of War project, by state and year.

    The file has one code for each state and year:

    | code | meaning |
    | --- | --- |
    | 1 | full member |
    | 2 | associate |
    | 3 | observer |
    | 0 | none of these |
    | -1 | the organisation does not exist |
    | -9 | missing |

    The `rule` says what a 1 means. Under `any_day` the state was a member on some day of
    that year; and if the year before has a 0, on no day of the year before. So days of
    entry and exit are uncertain by up to a year, or by all years that the file skips. If
    only one year has a 1, no day is certain, but the state is a member in that year
    under `any_day`.

    If a code is missing, the membership is uncertain. A state without a row is not a
    member in that year. A `DataWarning` says if no state is a full member in any year.

    Args:
        file: The file `state_year_formatv3.csv` or `.dta`, also compressed with gzip: its
            path, the file open as text, or a data frame made from it.
        organization: The name of its column, such as `CSTO`; capitals do not matter.
            `igo_organizations` lists them.
        rule: When a state counts as a member in a year: `any_day`, `first_day`,
            `last_day` or `most_days`.
        complete_until: The last day that the file covers; 31 December of its last year
            by default.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number. States without a table are made from the
            file.

    Raises:
        DataError: The file has faults. The error gives the line and column of each.
        MissingExtraError: A library that reads frames or `.dta` is not installed.
        UnknownAllianceError: The file has no such organisation.
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
    data_file, chosen = DataFile.of(file, _KEYS, _IGO.file, "read_igo"), YearRule(rule)
    column = organization.strip().casefold()
    codes, rows = _codes(data_file, column, organization)
    years = sorted({year for those in codes.values() for year in those})
    covered = date(years[-1], 12, 31) if years else date.min
    found = (
        CodedStatus(
            number, [(days, None)], kind, {}, (column, column), rows[number], "ccode"
        )
        for number, those in codes.items()
        for kind, days in _statuses(those, years, chosen)
    )
    made = _IGO.alliance(
        organization.strip(),
        found,
        data_file=data_file,
        read_as=chosen,
        complete_until=as_day(complete_until) if complete_until else covered,
        states=states,
    )
    if not any(
        code in _MAY_COUNT for those in codes.values() for code in those.values()
    ):
        _warn_of_no_member(organization.strip(), column, next(iter(rows.values())))
    return made


def igo_organizations(file: File, *states: str | State) -> tuple[str, ...]:
    """List the organisations in a state-year file of the Correlates of War project.

    Args:
        file: The same as for `read_igo`.
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
    wanted = [numbers_of(shipped.states().find(state)) for state in states]
    data_file = DataFile.of(file, _KEYS, _IGO.file, "read_igo")
    names: list[str] = []
    members: dict[str, set[int | None]] = {}
    for row in data_file.rows():
        names = names or _organizations(row)
        number = row.number("ccode")
        if any(number in numbers for numbers in wanted):
            for name in names:
                if row.id(name) == str(_FULL):
                    members.setdefault(name, set()).add(number)
    data_file.sound()
    return tuple(
        name
        for name in names
        if not any(members.get(name, set()).isdisjoint(each) for each in wanted)
    )


# -- inner ----------------------------------------------------------------------


def _codes(
    data_file: DataFile, column: str, name: str
) -> tuple[dict[int, dict[int, int | None]], dict[int, FileRow]]:
    """What each state is coded as, by its first number, and the first row of each."""
    codes: dict[tuple[int, int], int | None] = {}
    merged: dict[int, dict[int, int | None]] = {}
    rows: dict[int, FileRow] = {}
    for row in data_file.rows(column):
        if column in _ABOUT or column not in row.columns:
            hint = f"{data_file.at.file} has no column of it"
            raise UnknownAllianceError(name, _organizations(row), hint=hint)
        number, year, code = given = [*map(row.number, (*_KEYS, column))]
        if MISSING in given:
            continue
        if code not in _RANKED:
            row.fault(column, row.text(column), "expected 0, 1, 2, 3, -1 or -9")
        elif None in (number, year):
            row.fault("year", row.text("year"), "expected a state's number and a year")
        elif not date.min.year < year < date.max.year:
            row.fault("year", year, "expected a year of the calendar")
        elif codes.setdefault((number, year), code) != code:
            expected = f"the state {number} has another code for {year} above"
            row.fault(column, code, expected)
        else:
            number = _first_number(number, year)
            rows.setdefault(number, row)
            of_both = merged.setdefault(number, {})
            of_both[year] = min(code, of_both.get(year, code), key=_RANKED.index)
    return merged, rows


@cache
def _first_number(number: int, year: int) -> int:
    """The first number of the state that has a number in a year.

    The rows of a state that changes its number are those of one state.
    """
    if number not in numbers():
        return number
    found = numbers()[number].holders_in(
        DaySet.span(date(year, 1, 1), date(year + 1, 1, 1))
    )
    if not found:
        return number
    return next(n.number for n in found[-1].state.numbers if n.list == "cow")


def _organizations(row: FileRow) -> list[str]:
    return [name for name in row.columns if name not in _ABOUT]


def _warn_of_no_member(organization: str, column: str, row: FileRow) -> None:
    """Warn that a file has a column of an organisation, and no member in it."""
    others = [name for name in _organizations(row) if name != column]
    near = similar(column, others)
    advice = f"did you mean {' or '.join(near)}?" if near else "see igo_organizations"
    report_doubtful(
        f"{row.data_file.at.file} has no full member of {shown(organization)} (code "
        f"{_FULL}) in any year; {advice}"
    )


# -- from codes to days ----------------------------------------------------------


def _statuses(
    codes: _Codes, years: list[int], rule: YearRule
) -> Iterator[tuple[str, FuzzyDaySet]]:
    """The days of each status, with the kind of act by which it begins."""
    full = _days(codes, years, rule, {_FULL})
    perhaps = _days(codes, years, rule, {_FULL, _UNKNOWN})
    yield "admission", FuzzyDaySet(full.surely, perhaps.possibly, full.some_of)
    for code, kind in _BETWEEN.items():
        yield kind, _days(codes, years, rule, {code})


def _days(
    codes: _Codes, years: list[int], rule: YearRule, counted: set[int | None]
) -> FuzzyDaySet:
    """The days of a state that is coded so in some years of the file, and not in others."""
    days = FuzzyDaySet()
    alone: list[DaySet] = []
    before: int | None = None
    for is_in, run in groupby(years, lambda year: codes.get(year, 0) in counted):
        first, *_ = those = list(run)
        last_day = _LAST_DAYS[rule][is_in]
        start = None if before is None else last_day(before) + ONE_DAY
        onwards = FuzzyDate(DaySet.span(start, last_day(first) + ONE_DAY)).onwards
        days = days | onwards if is_in else days - onwards
        if is_in and rule is YearRule.ANY_DAY and first == those[-1]:
            alone.append(DaySet.span(date(first, 1, 1), date(first + 1, 1, 1)))
        before = those[-1]
    days |= FuzzyDaySet(DaySet(), DaySet().union(*alone), tuple(alone))
    return days


_january_1 = partial(date, month=1, day=1)
_december_31 = partial(date, month=12, day=31)
_LAST_DAYS: Mapping[YearRule, tuple[Callable[[int], date], Callable[[int], date]]] = {
    YearRule.ANY_DAY: (_january_1, _december_31),
    YearRule.FIRST_DAY: (_january_1, _january_1),
    YearRule.LAST_DAY: (_december_31, _december_31),
    # Half of the year: in a leap year the last day to enter is one day earlier.
    YearRule.MOST_DAYS: (
        partial(date, month=7, day=2),
        lambda year: _january_1(year) + 182 * ONE_DAY,
    ),
}
"""The latest day to leave and not count in a year, and the latest to enter and count."""
