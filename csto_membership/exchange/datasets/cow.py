"""The Formal Alliances of the Correlates of War project, by member."""

from __future__ import annotations

from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.exchange.datasets.by_member import ByMember, Listed
from csto_membership.exchange.datasets.coded import DataSet, StateTables
from csto_membership.exchange.datasets.coded_spell import ExitDay, SpellColumns
from csto_membership.exchange.datasets.data_file import File
from csto_membership.record import State

__all__ = ["cow_alliances", "read_cow"]

_COW = ByMember(
    DataSet(
        key="cow",
        short="COW",
        title="Formal Alliances, alliance {}, by member (D. M. Gibler)",
        publisher="Correlates of War Project",
        address="https://correlatesofwar.org/data-sets/formal-alliances/",
        file="alliance_v4.1_by_member.csv",
        convention="A member is in from the day coded as the start of its membership "
        "to the day coded as the end, which is taken as: {}. Which acts these were is "
        "not coded.",
    ),
    SpellColumns(
        alliance="version4id",
        number="ccode",
        entry=("mem_st_year", "mem_st_month", "mem_st_day"),
        end=("mem_end_year", "mem_end_month", "mem_end_day"),
        ended=("right_censor", 0),
        began_before=("left_censor", 1),
    ),
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
    `right_censor` is 0: then it ended on a day that is not told. A row with
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
        DataError: The file has faults; each is told with its line and column.
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
    return _COW.read(
        file,
        alliance,
        exit_day=exit_day,
        complete_until=complete_until,
        states=states,
    )


def cow_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    """The alliances in the file by member of the Correlates of War project.

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
        >>> made_up = f'''{header}
        ... 900,Type I,371,1990,5,15,1994,4,20,0,0
        ... 900,Type I,372,1992,1,1,,,,0,1
        ... '''
        >>> print(*cow_alliances(io.StringIO(made_up)))
        900 (Type I), from 1990: Armenia, Georgia
    """
    return _COW.listed(file, states)
