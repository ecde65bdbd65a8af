"""Alliance Treaty Obligations and Provisions (ATOP), by member."""

from __future__ import annotations

from datetime import date

from csto_membership.alliance import Alliance
from csto_membership.exchange.datasets.by_member import ByMember, Listed
from csto_membership.exchange.datasets.coded import DataSet, StateTables
from csto_membership.exchange.datasets.coded_spell import ExitDay, SpellColumns
from csto_membership.exchange.datasets.data_file import File
from csto_membership.record import State

__all__ = ["atop_alliances", "read_atop"]

_ATOP = ByMember(
    DataSet(
        key="atop",
        short="ATOP",
        title="ATOP, alliance {}, by member (B. A. Leeds and others)",
        publisher="Alliance Treaty Obligations and Provisions Project",
        address="http://www.atopdata.org",
        file="atop5_1m.csv",
        convention="A member is in from the day of its signature, by the rule of the "
        "data set, to the day coded as its exit, which is taken as: {}.",
    ),
    SpellColumns(
        alliance="atopid",
        number="member",
        entry=("yrent", "moent", "dayent"),
        end=("yrexit", "moexit", "dayexit"),
        ended=("ineffect", 0),
        expired=("termmode", 1),
    ),
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
    covered, 31 December 2018, unless `ineffect` is 0; then it ended on a day that is
    not told. A blank or 0 as a month or day is some day of that year or month. Phases
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
        DataError: The file has faults; each is told with its line and column.
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
    return _ATOP.read(
        file,
        alliance,
        exit_day=exit_day,
        complete_until=complete_until,
        states=states,
    )


def atop_alliances(file: File, *states: str | State) -> tuple[Listed, ...]:
    """The alliances in the file by member of ATOP.

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
        >>> made_up = f'''{header}
        ... 9000,371,1990,5,15,0,0,0,1,0
        ... 9000,372,1990,5,15,1994,4,20,0,3
        ... 9001,371,1991,1,1,0,0,0,1,0
        ... '''
        >>> print(*atop_alliances(io.StringIO(made_up), "GEO"))
        9000, from 1990: Armenia, Georgia
    """
    return _ATOP.listed(file, states)
