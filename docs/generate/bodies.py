"""The bodies of one state: their names on its days, and all of them in one picture."""

from collections.abc import Sequence

import attrs

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.answers.member_chart import row_of
from csto_membership.charts.chart import Chart
from csto_membership.charts.figure import Bars, Group, Look, Row
from csto_membership.days.parsing import day_after
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.status import BESIDE

__all__ = ["chart_of_memberships", "names_during"]


def names_during(alliance: Interpretation, days: cm.DaySet) -> str:
    """The short names on some days, oldest first; without days, the last name."""
    names = alliance.record.names
    ends = [*(name.since for name in names[1:]), None]
    found = [
        name.short
        for name, end in zip(names, ends, strict=True)
        if days & cm.DaySet.span(name.since, end)
    ]
    found = found or [name.short for name in names[-1:]] or [alliance.record.id]
    return found[-1] if found[0] == found[-1] else ", later ".join(found)


def chart_of_memberships(state: cm.State, alliances: Sequence[cm.Alliance]) -> Chart:
    """A chart of one state: a row for each alliance, by its own definition.

    A row ends where the record of its alliance ends. Days as an observer, partner or
    associate are a thin line.
    """
    rows = tuple(_row_of_alliance(state, alliance) for alliance in alliances)
    last = max(alliance.horizon for alliance in alliances)
    bars = [bars.days.possibly for row in rows for bars in row.bars]
    days = [days.toggles[0] for days in bars if days]
    days += [tick.since for row in rows for tick in row.ticks]
    first = min([last, *days]).replace(month=1, day=1)
    return Chart(f"{state} in each body", (Group("", rows),), first, last)


def _row_of_alliance(state: cm.State, alliance: cm.Alliance) -> Row:
    row, member = row_of(alliance, state), alliance.member_days_of(state).possibly
    until = day_after(alliance.horizon)
    beside = (
        Bars(
            alliance.days_with_status(state, status) - member,
            wording.status_in_words(status),
            Look.THIN,
        )
        for status in BESIDE
    )
    return attrs.evolve(
        row,
        label=names_during(alliance, member.clip(cm.Span(None, until))),
        bars=(*row.bars, *beside),
        key=alliance.record.id,
        last_day=alliance.horizon,
    )
