"""Labelled sets of days, to be drawn as rows of bars above a line of days.

A chart is a value and draws nothing itself: `chart_svg` makes a picture of it, and
`chart_text` characters. What people read shows first day and last day, both inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from typing import Any

import attrs

from csto_membership.charts.row import Look, Row, Stretch, Tick
from csto_membership.days.dayset import DaySet
from csto_membership.days.parsing import as_day, day_after
from csto_membership.errors import InvalidSpanError, UnknownFormatError

__all__ = ["Chart", "Group"]


@attrs.frozen
class Group:
    """Some rows under one heading.

    Attributes:
        heading: What stands above them.
        rows: The rows.
        last_day: The last day of which they tell, where that comes before the chart's.
    """

    heading: str
    rows: tuple[Row, ...]
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
        >>> from csto_membership.charts.row import Bars
        >>> term = Row("first term", (Bars(DaySet.parse("1994-04-20/1999-04-20"), "in force"),))
        >>> chart = Chart("The treaty", (Group("The treaty", (term,)),), "1994-01-01", "1999-12-31")
        >>> print(chart.text(width=60).rstrip())
        The treaty
                    1994 1995    1996    1997    1998    1999
                    ┬──────┬───────┬───────┬───────┬───────┬───────
        first term    ████████████████████████████████████████
        <BLANKLINE>
        █ in force
        One column is about 47 days.
    """

    title: str
    groups: tuple[Group, ...]
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

    def ticks(self) -> Iterator[tuple[Row, date, list[Tick]]]:
        """Each row with the marks of one day in it, from the top."""
        for group, row, _ in self.drawn():
            for day, ticks in row.ticks_by_day(self.within(group)).items():
                yield row, day, ticks

    @property
    def notes(self) -> list[str]:
        """What readers must be told with the marks, each once."""
        notes = (tick.note for _, _, ticks in self.ticks() for tick in ticks)
        return list(dict.fromkeys(filter(None, notes)))

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
        return " ".join([*said, *self.notes])

    @property
    def svg(self) -> str:
        """The picture: an `<svg>` element that needs nothing else."""
        from csto_membership.charts.svg import as_svg  # noqa: PLC0415

        return as_svg(self)

    def text(self, width: int = 80) -> str:
        """The chart in characters.

        Args:
            width: The most columns; 40 where it is less.
        """
        from csto_membership.charts.text import as_text  # noqa: PLC0415

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
            "notes": self.notes,
        }

    def _repr_svg_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        rows = sum(len(group.rows) for group in self.groups)
        days = f"{self.first_day} to {self.last_day}"
        return f"<Chart {self.title}, {days}: {rows} row{'s' * (rows != 1)}>"


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
            {
                "effective_from": str(tick.since),
                "text": tick.text,
                "uncertain": not tick.sure,
            }
            for ticks in row.ticks_by_day(within).values()
            for tick in ticks
        ],
    }


def _in_order(stretches: Iterable[Stretch]) -> list[Stretch]:
    return sorted(stretches, key=lambda each: (each.first_day, each.last_day))
