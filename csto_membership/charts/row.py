"""Rows of a chart: sets of days as bars, and marks on days."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from csto_membership.days.dayset import DaySet
from csto_membership.days.fuzzy import FuzzyDaySet
from csto_membership.days.parsing import as_day
from csto_membership.days.span import Span

__all__ = ["Bars", "Look", "Row", "Stretch", "Tick"]


class Look(Enum):
    """How bars look; in characters where their days are sure, and where not."""

    FULL = "█░"
    HATCHED = "▓▒"
    """Filled and hatched."""
    SLANTED = "//"
    """Hatched and not filled, and not as high."""
    THIN = "─-"
    UPPER = "▀'"
    """The upper half of a row."""
    LOWER = "▄."
    """The lower half of a row."""

    def character(self, *, sure: bool) -> str:
        """The character that stands for it."""
        return self.value[not sure]


def _fuzzy(days: FuzzyDaySet | DaySet) -> FuzzyDaySet:
    return FuzzyDaySet(days) if isinstance(days, DaySet) else days


@attrs.frozen
class Bars:
    """Days with one meaning; their uncertain ones are drawn faded.

    Attributes:
        days: The days.
        meaning: What they are, in a word or two.
        look: How they look.
    """

    days: FuzzyDaySet = attrs.field(converter=_fuzzy)
    meaning: str
    look: Look = Look.FULL


@attrs.frozen
class Tick:
    """A mark on a day.

    Attributes:
        since: The day from which it counts; the first possible one where it is not sure.
        text: What happened, and when.
        sure: Whether it surely counts from that day.
        note: What readers must be told with it.
    """

    since: date = attrs.field(converter=as_day)
    text: str
    sure: bool = True
    note: str = ""


@attrs.frozen
class Stretch:
    """A bar: days of one meaning without a gap, as far as a chart shows them.

    Attributes:
        shown: The days that are shown.
        whole: All of them, also before and after the chart.
        bars: The bars to which it belongs.
        sure: Whether the days are sure.
    """

    shown: Span
    whole: Span
    bars: Bars
    sure: bool

    @property
    def first_day(self) -> date:
        """The first day shown."""
        return self.shown.first_day or date.min

    @property
    def last_day(self) -> date:
        """The last day shown."""
        return self.shown.last_day or date.max

    @property
    def comes_from_before(self) -> bool:
        """Whether it begins before the first day shown."""
        return (self.whole.first_day or date.min) < self.first_day

    @property
    def goes_on(self) -> bool:
        """Whether it goes on after the last day shown."""
        last = self.whole.last_day
        return last is None or last > self.last_day

    @property
    def meaning(self) -> str:
        """What it is, in a word or two."""
        return self.bars.meaning if self.sure else f"{self.bars.meaning} (uncertain)"

    def __str__(self) -> str:
        return f"{self.meaning} {self.whole}"


@attrs.frozen
class Row:
    """One line of a chart.

    Attributes:
        label: What stands before it.
        bars: What is drawn in it; the later above the earlier.
        ticks: The marks in it.
        key: A short name for programs that look for the row in a picture.
    """

    label: str
    bars: tuple[Bars, ...] = ()
    ticks: tuple[Tick, ...] = ()
    key: str | None = None

    def stretches(self, within: DaySet) -> list[Stretch]:
        """The bars as far as they lie within some days, those of one meaning together."""
        return [
            Stretch(shown, whole, bars, sure)
            for bars in self.bars
            for days, sure in ((bars.days.surely, True), (bars.days.uncertain, False))
            for whole in days.spans()
            for shown in (DaySet.from_spans([whole]) & within).spans()
        ]

    def ticks_by_day(self, within: DaySet) -> dict[date, list[Tick]]:
        """The marks within some days, by the day on which they are drawn."""
        found: dict[date, list[Tick]] = {}
        for tick in sorted(self.ticks, key=lambda tick: tick.since):
            if tick.since in within:
                found.setdefault(tick.since, []).append(tick)
        return found
