"""Alliances by member: a row for each time a state was in one, from a day to a day.

Two data sets are published in this form: ATOP, and the Formal Alliances of the
Correlates of War project. They differ in their columns and in which days they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from csto_membership.alliance import Alliance
from csto_membership.days import DaySet, FuzzyDate, as_day
from csto_membership.days.parsing import day_after
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import MISSING, UnknownAllianceError, check_choice
from csto_membership.exchange.datasets.coded import (
    CodedSpell,
    CodedStatus,
    DataSet,
    ExitDay,
    StateTables,
    bearers,
    days_of,
    numbers_of,
)
from csto_membership.exchange.datasets.data_file import DataFile, File, FileRow, Mark
from csto_membership.membership import shipped
from csto_membership.record import State


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


@attrs.frozen(kw_only=True)
class _ByMember(DataSet):
    """A data set by member, and which columns code a spell.

    Attributes:
        id_column: The id of the alliance.
        about: Of what kind the alliance is; empty for none.
        number: The number of the state in the Correlates of War state system.
        entry: The year, month and day of entry.
        end: The year, month and day of the end.
        ended: The mark that a spell without a day of its end has ended.
        expired: The mark that it ended since its term ran out.
        began_before: The mark that it began on the day given as entry, or before.
        begins_by: The kind of act by which a spell begins.
    """

    id_column: str
    about: str = ""
    number: str
    entry: tuple[str, str, str]
    end: tuple[str, str, str]
    ended: Mark
    expired: Mark | None = None
    began_before: Mark | None = None
    begins_by: str

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
        data_file, name = self._data_file(file), str(alliance)
        return self.alliance(
            name,
            self._statuses(data_file, name, ends, covered),
            data_file=data_file,
            read_as=ends.meaning,
            complete_until=covered,
            states=states,
        )

    def _data_file(self, file: File) -> DataFile:
        marks = (self.ended, self.expired, self.began_before)
        marked = (mark[0] for mark in marks if mark)
        columns = (self.id_column, self.number, *self.entry, *self.end, *marked)
        return DataFile.of(file, columns, self.file)

    def _statuses(
        self, data_file: DataFile, alliance: str, exit_day: ExitDay, covered: date
    ) -> Iterator[CodedStatus]:
        """The membership of each state in an alliance, from all its spells."""
        ids: dict[str, None] = {}
        by_number: dict[int, list[CodedSpell]] = {}
        for row in data_file.rows():
            id_ = row.id(self.id_column)
            ids[id_] = None
            if id_ == alliance and (spell := self._spell(row, exit_day, covered)):
                by_number.setdefault(spell.number, []).append(spell)
        if alliance not in ids and not data_file.at.problems:
            hint = (
                f"{data_file.at.file} has no row of it; {self.key}_alliances "
                "lists what it has"
            )
            raise UnknownAllianceError(alliance, ids, hint=hint)
        for number, those in by_number.items():
            yield CodedStatus(
                number,
                days_of(those),
                begins_by=self.begins_by,
                ends_by={s.until.latest: s.leaves_by for s in those if s.until},
                wording=(", ".join(self.entry), ", ".join(self.end)),
                row=those[0].row,
                column=self.number,
            )

    def _spell(
        self, row: FileRow, exit_day: ExitDay, complete_until: date
    ) -> CodedSpell | None:
        """The spell that a row codes; None if something in it is at fault."""
        number = row.number(self.number)
        first, last = row.date(*self.entry), row.date(*self.end)
        if number is None:
            number = row.fault(self.number, MISSING, "expected a state's number")
        if first is None:
            first = row.fault(self.entry[0], MISSING, "expected a year of entry")
        if any(each is MISSING for each in (number, first, last)):
            return None
        for column, day in ((self.entry[0], first), (self.end[0], last)):
            if day and day.earliest > complete_until:
                expected = (
                    f"is after {complete_until}, the last day covered; for a later "
                    "version pass `complete_until`"
                )
                row.fault(column, str(day), expected)
                return None
        if last and (last.latest or date.max) < first.earliest:
            row.fault(self.end[0], str(last), f"is before the entry, {first}")
            return None
        leaves_by = "expiry" if row.has(self.expired) else "withdrawal"
        until = exit_day.first_day_out(last, leaves_by) if last else None
        if not last and row.has(self.ended):
            until = FuzzyDate(
                DaySet.span(first.earliest + ONE_DAY, day_after(complete_until))
            )
        if row.has(self.began_before):
            first = FuzzyDate(DaySet.span(None, first.latest + ONE_DAY))
        return CodedSpell(number, first, last, until, leaves_by, row)

    def listed(self, file: File, states: Iterable[str | State]) -> tuple[Listed, ...]:
        """The alliances of the data set to which all these states belonged."""
        wanted = [numbers_of(shipped.states().find(state)) for state in states]
        data_file = self._data_file(file)
        kinds: dict[str, str] = {}
        years: dict[str, set[int]] = {}
        numbers: dict[str, set[int]] = {}
        for row in data_file.rows():
            key = row.id(self.id_column)
            kinds[key] = row.cells.get(self.about, "")
            for found, column in ((years, self.entry[0]), (numbers, self.number)):
                value = row.number(column)
                found.setdefault(key, set()).update({value} - {None, MISSING})
        data_file.sound()
        return tuple(
            Listed(key, kind, min(years[key], default=None), _names(numbers[key]))
            for key, kind in kinds.items()
            if not any(numbers[key].isdisjoint(each) for each in wanted)
        )


def _names(numbers: set[int]) -> tuple[str, ...]:
    """The names of the states that have or had some numbers."""
    names = (
        "/".join(map(str, bearers().get(n, [f"COW {n}"]))) for n in sorted(numbers)
    )
    return tuple(dict.fromkeys(names))


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
)


def read_atop(
    file: File,
    alliance: int | str,
    *,
    exit_day: str | ExitDay = "act",
    complete_until: date | str = "2018-12-31",
    states: StateTables | None = None,
) -> Alliance:
    """An alliance of ATOP, as its file by member codes it.

    Which days it means: a member is in from the day of its signature (`yrent`, `moent`,
    `dayent`), by the rule of the data set, to the day of its exit (`yrexit`, `moexit`,
    `dayexit`). A blank or 0 as the year of exit is none: it is still in on the last day
    covered, 31 December 2018, unless `ineffect` is 0; then it ended on an
    unknown day. A blank or 0 as a month or day is some day of that year or month. Phases
    of an alliance are rows of their own; where one begins as another ends, the
    membership goes on, and a day that any row has in is in. An exit is the `expiry` of
    a term where `termmode` is 1; `withdrawal` stands for any other.

    Args:
        file: The file `atop5_1m.csv`, with commas, semicolons or tabs: its path, or the
            file open as text.
        alliance: Its number in the column `atopid`; `atop_alliances` lists them.
        exit_day: What the day given as the exit is: that of an `act`, which is the first
            day out, or of a term's end, the last day in; or always the last day `in`,
            the first day `out`, or `either`, which leaves that one day uncertain.
        complete_until: The last day that the version of the data set covers.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number.

    Raises:
        DataError: The file has faults; each is reported with its line and column.
        UnknownAllianceError: The file holds no such alliance.
        UnknownNameError: There is no such `exit_day`.

    Examples:
        >>> import io
        >>> header = (
        ...     "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode"
        ... )
        >>> made_up = f'''{header}
        ... 9000,371,1990,5,15,1994,4,20,0,2
        ... 9000,371,1994,4,20,0,0,0,1,0
        ... 9000,372,1990,5,0,1994,4,20,0,1
        ... '''
        >>> pact = read_atop(io.StringIO(made_up), 9000)
        >>> print(pact.days_of("ARM"))
        since 1990-05-15
        >>> print(pact.days_of("GEO"))
        1990-05-31 to 1994-04-20; uncertain: 1990-05-01 to 1990-05-30
    """
    return _ATOP.read(file, alliance, exit_day, complete_until, states)


def atop_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    r"""The alliances in the file by member of ATOP.

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
    entry=("mem_st_year", "mem_st_month", "mem_st_day"),
    end=("mem_end_year", "mem_end_month", "mem_end_day"),
    ended=("right_censor", 0),
    began_before=("left_censor", 1),
    begins_by="admission",
    about="ss_type",
)


def read_cow(
    file: File,
    alliance: int | str,
    *,
    exit_day: str | ExitDay = "in",
    complete_until: date | str = "2012-12-31",
    states: StateTables | None = None,
) -> Alliance:
    """An alliance of the Correlates of War project, as its file by member codes it.

    Which days it means: a member is in from the day `mem_st` to the day `mem_end`. A row
    without an end is still in on the last day covered, 31 December 2012, unless its
    `right_censor` is 0: then it ended on an unknown day. A row with
    `left_censor` 1 began before the day that it gives. A blank month or day is some
    day of that year or month. A day that any row has in is in. Which acts took states
    in and out is not coded: `admission` and `withdrawal` stand for any.

    Args:
        file: The file `alliance_v4.1_by_member.csv`, with commas, semicolons or tabs:
            its path, or the file open as text.
        alliance: Its number in the column `version4id`; `cow_alliances` lists them.
        exit_day: What the day given as the end is: the last day `in`, the first day
            `out`, or `either`, which leaves that one day uncertain.
        complete_until: The last day that the version of the data set covers.
        states: Tables of states that the package does not have, as in a data file; the
            key `cow` of each is its number.

    Raises:
        DataError: The file has faults; each is reported with its line and column.
        UnknownAllianceError: The file holds no such alliance.
        UnknownNameError: There is no such `exit_day`.

    Examples:
        >>> import io
        >>> header = (
        ...     "version4id,ccode,mem_st_year,mem_st_month,mem_st_day,"
        ...     "mem_end_year,mem_end_month,mem_end_day,left_censor,right_censor"
        ... )
        >>> made_up = f'''{header}
        ... 900,371,1990,5,15,1994,4,20,0,0
        ... 900,372,1992,,,,,,0,1
        ... '''
        >>> pact = read_cow(io.StringIO(made_up), 900)
        >>> print(pact.days_of("ARM"))
        1990-05-15 to 1994-04-20
        >>> print(pact.days_of("GEO"))
        since 1992-12-31; uncertain: 1992-01-01 to 1992-12-30
    """
    return _COW.read(file, alliance, exit_day, complete_until, states)


def cow_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    r"""The alliances in the file by member of the Correlates of War project.

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
