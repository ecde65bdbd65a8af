"""Departures as rows: one for each way in which a state left, paused or gave notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csto_membership import leaving
from csto_membership.alliance import Alliance
from csto_membership.answers.departure import Departure
from csto_membership.days import FuzzyDate
from csto_membership.exchange.tables.cells import VIEW, of_state, state_columns
from csto_membership.exchange.tables.runs import RowValues
from csto_membership.exchange.tables.table import Column, Table, in_one_cell
from csto_membership.leaving import Departures

_DAYS = {
    "notice": "the day of the notice, or of the request to be suspended",
    "last_day": "the last day on which the definition counts the state",
    "back": "the first day on which it counts the state again",
}
_COLUMNS = (
    Column("key", str, "the address of the row"),
    *VIEW,
    *state_columns("on the last day"),
    Column("kind", str, "the kind of act, as its text has it"),
    Column("in_words", str, "the kind in words"),
    Column("undecided", int, "1 if the record leaves open whether it happened"),
    *(
        column
        for name, meaning in _DAYS.items()
        for column in (
            Column(name, date, f"{meaning}; empty if uncertain"),
            Column(f"{name}_min", date, "the earliest day that it may be"),
            Column(f"{name}_max", date, "the latest day that it may be"),
            Column(f"{name}_event", str, "the act, by its id in the record"),
        )
    ),
    Column("back_undecided", int, "1 if it is undecided whether it came back"),
    Column("source", str, "the best source of the act"),
    Column("disputed_by", str, "the sources that say something else"),
    Column("complete_until", date, "the last day of the record"),
    Column("sentence", str, "the row as a sentence that can be quoted"),
)


def departures(*alliances: str | Alliance) -> Table:
    """Make a table of every departure from some alliances, and of every return.

    `csto_membership.departures` says what counts as one. These bodies are not a sample,
    so do not compute rates from them.

    Args:
        alliances: Names of alliances of the package, or alliances that you narrowed. By
            default all alliances of the package.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> print(departures("cis").select("alpha_3", "kind", "notice", "last_day"))
        alpha_3  kind        notice      last_day
        GEO      withdrawal  2008-08-18  2009-08-17
        UKR      halt        -           2018-05-18
    """
    return table_of_departures(leaving.departures(*alliances))


def table_of_departures(found: Departures) -> Table:
    """The table of some departures."""

    def rows() -> Iterator[RowValues]:
        for each in found:
            yield _row(each)

    return Table(_COLUMNS, rows)


def _row(each: Departure) -> RowValues:
    last, back = each.last_day, each.back
    day = (last or each.act.done).latest or each.alliance.horizon
    return {
        "key": each.key,
        "alliance": each.alliance.record.id,
        "definition": each.definition and each.definition.name,
        **of_state(each.state, day),
        "kind": each.kind.value,
        "in_words": each.in_words,
        "undecided": int(each.undecided),
        **_cells("notice", each.notice.done if each.notice else None),
        "notice_event": each.notice and each.notice.event.id,
        **_cells("last_day", last),
        "last_day_event": each.act.event.id,
        **_cells("back", back.since if back else None),
        "back_event": back and back.event.id,
        "back_undecided": back and int(back.may_not_have_happened),
        "source": each.source and each.source.id,
        "disputed_by": in_one_cell(key for v in each.disputes for key in v.sources),
        "complete_until": each.alliance.horizon,
        "sentence": each.sentence,
    }


def _cells(name: str, when: FuzzyDate | None) -> RowValues:
    low, high = (when.earliest, when.latest) if when else (None, None)
    return {name: low if low == high else None, f"{name}_min": low, f"{name}_max": high}
