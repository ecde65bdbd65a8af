"""Alliances by member: a row for each time a state was in one, from a day to a day.

Two data sets are published in this form: ATOP, and the Formal Alliances of the
Correlates of War project. They differ in their columns and in which days they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import DaySet, FuzzyDate, as_day
from csto_membership.days.parsing import day_after
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import (
    MISSING,
    UnknownAllianceError,
    check_choice,
)
from csto_membership.exchange.datasets.coded import (
    CodedSpell,
    CodedStatus,
    DataSet,
    ExitDay,
    Listed,
    Owed,
    as_id,
    stretches_of,
)
from csto_membership.exchange.datasets.data_file import DataFile, File, FileRow, Mark
from csto_membership.exchange.datasets.holders import StateTables, names_of, numbers_of
from csto_membership.membership import shipped
from csto_membership.record import Obligation, State


@attrs.frozen(kw_only=True)
class _ByMember(DataSet):
    """A data set by member, and which columns code a spell.

    Attributes:
        ended: The mark that a spell has ended; 1 in its column says that it lasts.
        expired: The mark that it ended since its term ran out; 0 that it did not end.
        began_before: The mark that it began on the day given as entry, or before.
        codes: The codes of columns that have few.
        owed: The columns of obligations, which a file need not have.
    """

    id_column: str
    about: str = ""
    number: str
    name: str = ""
    entry: tuple[str, str, str]
    end: tuple[str, str, str]
    ended: Mark
    expired: Mark | None = None
    began_before: Mark | None = None
    begins_by: str
    codes: Mapping[str, Sequence[int]]
    owed: Mapping[str, Obligation]

    def read(
        self,
        file: File,
        alliance: int | str,
        exit_day: str | ExitDay,
        complete_until: date | str,
        states: StateTables | None,
    ) -> Alliance:
        """An alliance of the data set."""
        check_choice(exit_day, ExitDay, "exit_day")
        ends, covered = ExitDay(exit_day), as_day(complete_until)
        data_file, name = self._data_file(file), as_id(alliance)
        return self.alliance(
            name,
            self._statuses(data_file, name, ends, covered),
            data_file=data_file,
            read_as=ends.meaning,
            complete_until=covered,
            states=states,
        )

    def _data_file(self, file: File) -> DataFile:
        marked = (m[0] for m in (self.ended, self.expired, self.began_before) if m)
        columns = (self.id_column, self.number, *self.entry, *self.end, *marked)
        return DataFile.of(file, columns, self.file, f"read_{self.key}")

    def _statuses(
        self, data_file: DataFile, alliance: str, exit_day: ExitDay, covered: date
    ) -> Iterator[CodedStatus]:
        """The membership of each state in an alliance, from all its spells."""
        ids: dict[str, None] = {}
        by_number: dict[int, dict[CodedSpell, FileRow]] = {}
        for row in self._rows_of(alliance, data_file, ids):
            if spell := self._spell(row, exit_day, covered):
                by_number.setdefault(spell.number, {}).setdefault(spell, row)
        if alliance not in ids and not data_file.at.problems:
            hint = f"{data_file.at.file} has no row of it; see {self.key}_alliances"
            raise UnknownAllianceError(alliance, ids, hint=hint)
        for number, those in by_number.items():
            row = next(iter(those.values()))
            stretches = stretches_of([*those])
            if len({spell.owed for spell in those}) > len(stretches):
                row.doubt(self.number, f"it is not clear what {number} owes when")
            yield CodedStatus(
                number,
                stretches,
                begins_by=self.begins_by,
                ends_by={s.until.latest: s.leaves_by for s in those if s.until},
                wording=(", ".join(self.entry), ", ".join(self.end)),
                row=row,
                column=self.number,
                name=row.text(self.name),
            )

    def _rows_of(
        self, alliance: str, data_file: DataFile, ids: dict[str, None]
    ) -> Iterator[FileRow]:
        """The rows of an alliance, each once; the ids of all are added to `ids`."""
        seen: dict[tuple[str, ...], str] = {}
        for row in data_file.rows(*self.owed):
            id_ = row.id(self.id_column)
            ids[id_] = None
            if id_ != alliance:
                continue
            place = seen.setdefault(tuple(row.values), row.place)
            if place == row.place:
                yield row
            else:
                row.doubt(self.id_column, f"the same row as {place}, counted once")

    def _spell(
        self, row: FileRow, exit_day: ExitDay, complete_until: date
    ) -> CodedSpell | None:
        """The spell that a row codes; None if something in it is at fault."""
        number = row.number(self.number)
        first, last = row.date(*self.entry), row.date(*self.end)
        codes = {
            column: row.code(column, those) for column, those in self.codes.items()
        }
        owed = self._owed(row)
        if number is None:
            number = row.fault(self.number, MISSING, "expected a state's number")
        if first is None:
            first = row.fault(self.entry[0], MISSING, "expected a year of entry")
        if MISSING in (number, first, last, owed, *codes.values()):
            return None
        # By member and year, a row that lasts has the last year that is covered.
        if codes[self.ended[0]] == 1 and last == FuzzyDate(f"{complete_until.year:04}"):
            last = None
        if not self._is_sound(row, first, last, complete_until):
            return None
        leaves_by = "expiry" if row.has(self.expired) else "withdrawal"
        until = exit_day.first_day_out(last, leaves_by) if last else None
        if not last and row.has(self.ended):
            until = FuzzyDate(
                DaySet.span(first.earliest + ONE_DAY, day_after(complete_until))
            )
        if row.has(self.began_before):
            first = FuzzyDate(DaySet.span(None, first.latest + ONE_DAY))
        return CodedSpell(number, first, last, until, leaves_by, owed)

    def _owed(self, row: FileRow) -> Owed:
        """The obligations of a row; None where none is coded."""
        codes = {owed: row.code(column, _YES_NO) for column, owed in self.owed.items()}
        if MISSING in codes.values():
            return MISSING  # type: ignore[no-any-return]
        found = frozenset(owed for owed, code in codes.items() if code)
        return found if found or None not in codes.values() else None

    def _is_sound(
        self, row: FileRow, first: FuzzyDate, last: FuzzyDate | None, covered: date
    ) -> bool:
        """Whether the codes of a row agree; the first that does not is noted."""
        later = "for a later version pass `complete_until`"
        for column, day in ((self.entry[0], first), (self.end[0], last)):
            if day and day.earliest and day.earliest > covered:
                expected = f"is after {covered}, the last day covered; {later}"
                row.fault(column, str(day), expected)
                return False
        if last and self.expired and row.number(self.expired[0]) == 0:
            row.doubt(self.expired[0], f"0, which is no end, and the end is {last}")
        begun, ended = first.earliest or date.min, last.latest if last else covered
        ended = ended or date.max
        year = row.number("year")  # of a row by member and year
        if ended < begun:
            row.fault(self.end[0], str(last), f"is before the entry, {first}")
        elif last and row.number(self.ended[0]) == 1:
            expected = f"says that it lasts, and the row has an end, {last}"
            row.fault(self.ended[0], 1, expected)
        elif year not in {None, MISSING} and not begun.year <= year <= ended.year:
            expected = f"is not between the entry, {first}, and {last or covered}"
            row.fault("year", year, expected)
        else:
            return year is not MISSING
        return False

    def listed(self, file: File, states: Iterable[str | State]) -> tuple[Listed, ...]:
        """The alliances of the data set to which all these states belonged."""
        wanted = [numbers_of(shipped.states().find(state)) for state in states]
        data_file = self._data_file(file)
        kinds: dict[str, str] = {}
        found: dict[str, dict[int, tuple[int | None, str]]] = {}
        for row in data_file.rows():
            key = row.id(self.id_column)
            kinds[key] = row.text(self.about)
            members = found.setdefault(key, {})
            number, year = row.number(self.number), row.number(self.entry[0])
            if number is not None and number is not MISSING:
                year = None if year is MISSING else year
                before, name = members.get(number, (year, ""))
                first = min((y for y in (before, year) if y is not None), default=None)
                members[number] = first, name or row.text(self.name)
        data_file.sound()
        return tuple(
            Listed(
                key,
                kind,
                min((y for y, _ in found[key].values() if y is not None), default=None),
                names_of(found[key]),
            )
            for key, kind in kinds.items()
            if not any(each.isdisjoint(found[key]) for each in wanted)
        )


_YES_NO = (0, 1)

# -- ATOP ------------------------------------------------------------------------------

_ATOP = _ByMember(
    key="atop",
    short="ATOP",
    title="ATOP, alliance {}, by member (B. A. Leeds and others)",
    publisher="Alliance Treaty Obligations and Provisions Project",
    address="http://www.atopdata.org",
    file="atop5_1m.csv",
    convention="A member is in from the day of its signature, by the rule of the "
    "data set, to the day coded as its exit, which is taken as: {}.",
    id_column="atopid",
    number="member",
    entry=("yrent", "moent", "dayent"),
    end=("yrexit", "moexit", "dayexit"),
    ended=("ineffect", 0),
    expired=("termmode", 1),
    begins_by="signature",
    codes={"ineffect": _YES_NO, "termmode": range(7)},
    owed={
        "defense": Obligation.DEFENCE,
        "offense": Obligation.OFFENCE,
        "neutral": Obligation.NEUTRALITY,
        "nonagg": Obligation.NON_AGGRESSION,
        "consul": Obligation.CONSULTATION,
    },
)


def read_atop(
    file: File,
    alliance: int | str,
    *,
    exit_day: str | ExitDay = "act",
    complete_until: date | str = "2018-12-31",
    states: StateTables | None = None,
) -> Alliance:
    """Read an alliance of ATOP from its file by member.

    **First day:** the day of signature (`yrent`, `moent`, `dayent`), by the rule of the
    data set.

    **Exit:** `yrexit`, `moexit` and `dayexit`. If the year is blank or 0, the state is
    still a member on 31 December 2018, the last day that the data set covers; but if
    `ineffect` is 0, the membership ended on an unknown day. An exit is the `expiry` of a
    term if `termmode` is 1, and a `withdrawal` if not.

    **Vague dates:** a blank or 0 as a month or day means some day of that year or month.

    **Phases** of an alliance have rows of their own. A state is a member on every day
    that is in any of its rows. So if one phase begins as another ends, the membership
    goes on.

    **Obligations** come from `defense`, `offense`, `neutral`, `nonagg` and `consul`, if
    the file has them.

    Args:
        file: The file `atop5_1m.csv` or `.dta`, also compressed with gzip: its path, the
            file open as text, or a data frame made from it.
        alliance: Its number in the column `atopid`; `atop_alliances` lists them.
        exit_day: How to take the day of exit. `act`: the first day out, or the last day
            in if a term ended. `in`: always the last day in. `out`: always the first day
            out. `either`: that one day is uncertain.
        complete_until: The last day that the version of the data set covers.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number. States without a table are made from the
            file.

    Raises:
        DataError: The file has faults. The error gives the line and column of each.
        MissingExtraError: A library that reads frames or `.dta` is not installed.
        UnknownAllianceError: The file has no such alliance.
        UnknownNameError: There is no such `exit_day`.

    Examples:
        >>> import io
        >>> header = (
        ...     "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode"
        ... )
        >>> made_up = f'''{header}
        ... 9000,371,1992,5,15,1994,4,20,0,2
        ... 9000,371,1994,4,20,0,0,0,1,0
        ... 9000,372,1992,5,0,1994,4,20,0,1
        ... '''
        >>> pact = read_atop(io.StringIO(made_up), 9000)
        >>> print(pact.days_of("ARM"))
        since 1992-05-15
        >>> print(pact.days_of("GEO"))
        1992-05-31 to 1994-04-20; uncertain: 1992-05-01 to 1992-05-30
    """
    return _ATOP.read(file, alliance, exit_day, complete_until, states)


def atop_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    r"""List the alliances in the file by member of ATOP.

    Args:
        file: The file `atop5_1m.csv`: its path, or the open file.
        states: Only alliances to which all of these belonged at some time.

    Raises:
        DataError: The file has faults.
        UnknownStateError: No state has one of the names.

    Examples:
        >>> import io
        >>> header = (
        ...     "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode"
        ... )
        >>> row = "9000,371,1990,5,15,0,0,0,1,0"
        >>> print(*atop_alliances(io.StringIO(f"{header}\n{row}"), "Armenia"))
        9000, from 1990: Armenia
    """
    return _ATOP.listed(file, states)


# -- Correlates of War -----------------------------------------------------------------

_COW = _ByMember(
    key="cow",
    short="COW",
    title="Formal Alliances, alliance {}, by member (D. M. Gibler)",
    publisher="Correlates of War Project",
    address="https://correlatesofwar.org/data-sets/formal-alliances/",
    file="alliance_v4.1_by_member.csv",
    convention="A member is in from the day coded as the start of its membership "
    "to the day coded as the end, which is taken as: {}. Which acts these were is "
    "not coded.",
    id_column="version4id",
    number="ccode",
    name="state_name",
    entry=("mem_st_year", "mem_st_month", "mem_st_day"),
    end=("mem_end_year", "mem_end_month", "mem_end_day"),
    ended=("right_censor", 0),
    began_before=("left_censor", 1),
    begins_by="admission",
    about="ss_type",
    codes={"left_censor": _YES_NO, "right_censor": _YES_NO},
    owed={
        "defense": Obligation.DEFENCE,
        "neutrality": Obligation.NEUTRALITY,
        "nonaggression": Obligation.NON_AGGRESSION,
        "entente": Obligation.CONSULTATION,
    },
)


def read_cow(
    file: File,
    alliance: int | str,
    *,
    exit_day: str | ExitDay = "in",
    complete_until: date | str = "2012-12-31",
    states: StateTables | None = None,
) -> Alliance:
    """Read an alliance of the Correlates of War project from its file by member.

    **First day:** `mem_st_year`, `mem_st_month` and `mem_st_day`. If `left_censor` is 1,
    the membership began before that day.

    **Last day:** `mem_end_year`, `mem_end_month` and `mem_end_day`. If a row has no end,
    the state is still a member on 31 December 2012, the last day that the data set
    covers; but if `right_censor` is 0, the membership ended on an unknown day. The file
    by member and year gives only the year of an end.

    **Vague dates:** a blank month or day means some day of that year or month.

    **Acts:** the file does not say which acts took states in and out. They become
    `admission` and `withdrawal`. A state is a member on every day that is in any of its
    rows.

    **Obligations** come from `defense`, `neutrality`, `nonaggression` and `entente`
    (consultation), if the file has them.

    Args:
        file: The file `alliance_v4.1_by_member.csv`, `alliance_v4.1_by_member_yearly.csv`
            or one of the two as `.dta`, also compressed with gzip: its path, the file
            open as text, or a data frame made from it.
        alliance: Its number in the column `version4id`; `cow_alliances` lists them.
        exit_day: How to take the day of the end. `in`: the last day in. `out`: the first
            day out. `either`: that one day is uncertain.
        complete_until: The last day that the version of the data set covers.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number. States without a table are made from the
            file.

    Raises:
        DataError: The file has faults. The error gives the line and column of each.
        MissingExtraError: A library that reads frames or `.dta` is not installed.
        UnknownAllianceError: The file has no such alliance.
        UnknownNameError: There is no such `exit_day`.

    Examples:
        >>> import io
        >>> header = (
        ...     "version4id,ccode,mem_st_year,mem_st_month,mem_st_day,"
        ...     "mem_end_year,mem_end_month,mem_end_day,left_censor,right_censor"
        ... )
        >>> made_up = f'''{header}
        ... 900,371,1992,5,15,1994,4,20,0,0
        ... 900,372,1992,,,,,,0,1
        ... '''
        >>> pact = read_cow(io.StringIO(made_up), 900)
        >>> print(pact.days_of("ARM"))
        1992-05-15 to 1994-04-20
        >>> print(pact.days_of("GEO"))
        since 1992-12-31; uncertain: 1992-01-01 to 1992-12-30
    """
    return _COW.read(file, alliance, exit_day, complete_until, states)


def cow_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    r"""List the alliances in the file by member of the Correlates of War project.

    Args:
        file: The file `alliance_v4.1_by_member.csv`: its path, or the open file.
        states: Only alliances to which all of these belonged at some time.

    Raises:
        DataError: The file has faults.
        UnknownStateError: No state has one of the names.

    Examples:
        >>> import io
        >>> header = (
        ...     "version4id,ss_type,ccode,mem_st_year,mem_st_month,mem_st_day,"
        ...     "mem_end_year,mem_end_month,mem_end_day,left_censor,right_censor"
        ... )
        >>> row = "900,Type I,371,1990,5,15,1994,4,20,0,0"
        >>> print(*cow_alliances(io.StringIO(f"{header}\n{row}")))
        900 (Type I), from 1990: Armenia
    """
    return _COW.listed(file, states)
