"""Labelled sets of days, to be drawn as rows of bars above a line of days.

A chart is a value and draws nothing itself: `chart_svg` makes a picture of it, and
`chart_text` characters. What people read shows first day and last day, both inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from os import PathLike
from typing import Any

import attrs

from csto_membership.days.dayset import DaySet
from csto_membership.days.fuzzy import FuzzyDaySet
from csto_membership.days.parsing import as_day, day_after
from csto_membership.days.span import Span
from csto_membership.errors import InvalidSpanError, UnknownFormatError

__all__ = ["Bars", "Chart", "Group", "Look", "Row", "Stretch", "Tick"]


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
        day: The day; the first possible one where it is not sure.
        text: What happened, and when.
        sure: Whether it surely happened on that day.
    """

    day: date = attrs.field(converter=as_day)
    text: str
    sure: bool = True


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
    bars: tuple[Bars, ...] = attrs.field(default=(), converter=tuple)
    ticks: tuple[Tick, ...] = attrs.field(default=(), converter=tuple)
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
        for tick in sorted(self.ticks, key=lambda tick: tick.day):
            if tick.day in within:
                found.setdefault(tick.day, []).append(tick)
        return found


@attrs.frozen
class Group:
    """Some rows under one heading.

    Attributes:
        heading: What stands above them.
        rows: The rows.
        last_day: The last day of which they tell, where that comes before the chart's.
    """

    heading: str
    rows: tuple[Row, ...] = attrs.field(converter=tuple)
    last_day: date | None = None


@attrs.frozen(repr=False)
class Chart:
    """Rows of bars above one line of days, as a picture and as characters.

    It shows the days that it is told to, and knows no today: the same chart is the same
    picture for ever. Notebooks show it; `print` draws it in characters.

    Attributes:
        title: What it shows.
        groups: Its rows, in groups above one another.
        first_day: The first day shown.
        last_day: The last day shown (inclusive).

    Raises:
        InvalidSpanError: The last day comes before the first.

    Examples:
        >>> from csto_membership import DaySet
        >>> term = Row("first term", [Bars(DaySet.parse("1994-04-20/1999-04-20"), "in force")])
        >>> chart = Chart("The treaty", [Group("The treaty", [term])], "1994-01-01", "1999-12-31")
        >>> print(chart.text(width=60).rstrip())
        The treaty
                    1994    1995   1996    1997    1998    1999
                    ┬───────┬──────┬───────┬───────┬───────┬──────
        first term    ████████████████████████████████████████
        <BLANKLINE>
        █ in force
        One column is about 48 days.
    """

    title: str
    groups: tuple[Group, ...] = attrs.field(converter=tuple)
    first_day: date = attrs.field(converter=as_day)
    last_day: date = attrs.field(converter=as_day)

    def __attrs_post_init__(self) -> None:
        if self.last_day < self.first_day:
            msg = (
                f"a chart shows at least one day, but its last, {self.last_day}, comes "
                f"before its first, {self.first_day}"
            )
            raise InvalidSpanError(msg)

    def within(self, group: Group) -> DaySet:
        """The days on which bars and marks of a group are drawn."""
        last = min(self.last_day, group.last_day or date.max)
        if last < self.first_day:
            return DaySet()
        return DaySet.span(self.first_day, day_after(last))

    def drawn(self) -> Iterator[tuple[Group, Row, list[Stretch]]]:
        """Each row with its group and its bars, from the top."""
        for group in self.groups:
            for row in group.rows:
                yield group, row, row.stretches(self.within(group))

    @property
    def legend(self) -> list[Stretch]:
        """One bar of each meaning and look, in the order of the looks."""
        looks = list(Look)
        found = {
            (looks.index(each.bars.look), not each.sure, each.meaning): each
            for _, _, stretches in self.drawn()
            for each in stretches
        }
        return [found[key] for key in sorted(found)]

    @property
    def description(self) -> str:
        """What the picture shows, in words."""
        said = [f"From {self.first_day} to {self.last_day}."]
        told: Group | None = None
        for group, row, stretches in self.drawn():
            if group is not told and len(self.groups) > 1:
                said.append(f"{group.heading}:")
            told = group
            bars = "; ".join(map(str, stretches)) or "no day"
            said.append(f"{row.label}: {bars}.")
        if told is None:
            said.append("There is no row.")
        return " ".join(said)

    @property
    def svg(self) -> str:
        """The picture: an `<svg>` element that needs nothing else."""
        from csto_membership.days.chart_svg import as_svg  # noqa: PLC0415

        return as_svg(self)

    def text(self, width: int = 80) -> str:
        """The chart in characters.

        Args:
            width: The most columns; no less than what the labels and ten more take.
        """
        from csto_membership.days.chart_text import as_text  # noqa: PLC0415

        return as_text(self, width)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file, whose name ends in `.svg`.

        Raises:
            UnknownFormatError: The name of the file ends otherwise.
        """
        place = os.fspath(path)
        stem, ending = os.path.splitext(place)  # noqa: PTH122 - pathlib takes its time
        if ending.casefold() != ".svg":
            hint = f"a chart is saved as SVG: {stem}.svg"
            raise UnknownFormatError(ending or place, hint=hint)
        with open(place, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            file.write(f"{self.svg}\n")

    def as_dict(self) -> dict[str, Any]:
        """The chart as plain values, for JSON."""
        return {
            "title": self.title,
            "first_day": str(self.first_day),
            "last_day": str(self.last_day),
            "groups": [
                {
                    "heading": group.heading,
                    "rows": [_plain(row, self.within(group)) for row in group.rows],
                }
                for group in self.groups
            ],
        }

    def _repr_svg_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        rows = sum(len(group.rows) for group in self.groups)
        return f"<Chart {self.title}, {self.first_day} to {self.last_day}: {rows} rows>"


def _plain(row: Row, within: DaySet) -> dict[str, Any]:
    return {
        "label": row.label,
        "key": row.key,
        "spells": [
            {
                "meaning": stretch.bars.meaning,
                "uncertain": not stretch.sure,
                **stretch.whole.as_dict(),
            }
            for stretch in _in_order(row.stretches(within))
        ],
        "acts": [
            {"day": str(tick.day), "text": tick.text, "uncertain": not tick.sure}
            for ticks in row.ticks_by_day(within).values()
            for tick in ticks
        ],
    }


def _in_order(stretches: Iterable[Stretch]) -> list[Stretch]:
    return sorted(stretches, key=lambda each: (each.first_day, each.last_day))
