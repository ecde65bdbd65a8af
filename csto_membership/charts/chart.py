"""A figure that notebooks show and that can be printed and saved."""

from __future__ import annotations

import os
from os import PathLike
from typing import Any

import attrs

from csto_membership.charts.figure import Figure, Row
from csto_membership.days.dayset import DaySet
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.errors import UnknownNameError, as_path, writing
from csto_membership.text_files import replaced


@attrs.frozen(repr=False)
class Chart(WithPlainValues, Figure):
    """Rows of bars above one line of days, as a picture and as characters.

    A chart always shows the same days and never depends on today. Notebooks show the
    picture; `print` draws it in characters.

    Attributes:
        title: What it shows.
        groups: Its rows, in groups from top to bottom.
        first_day: The first day shown.
        last_day: The last day shown (inclusive).

    Raises:
        InvalidSpanError: The last day is before the first.

    Examples:
        >>> from csto_membership import DaySet
        >>> from csto_membership.charts.figure import Bars, Group
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

    @property
    def svg(self) -> str:
        """The picture: an `<svg>` element that is complete in itself."""
        from csto_membership.charts.svg import as_svg  # noqa: PLC0415

        return as_svg(self)

    def text(self, width: int = 80) -> str:
        """The chart in characters.

        Args:
            width: Maximum width in characters. Less than 40 counts as 40, and more
                than 10,000 as 10,000.

        Raises:
            WrongTypeError: The width is not a whole number.
        """
        from csto_membership.charts.text import as_text  # noqa: PLC0415

        return as_text(self, width)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file whose name ends in `.svg`.

        Raises:
            UnknownNameError: The name of the file has another ending.
            FileError: It cannot be written.
            WrongTypeError: The path is not one.
        """
        name = as_path(path)
        stem, ending = os.path.splitext(name)
        if ending.casefold() != ".svg":
            hint = f"a chart is saved as SVG: {stem}.svg"
            raise UnknownNameError(ending or name, hint=hint, what="format")
        with writing(name), replaced(name) as file:
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
                    "rows": [
                        _row_as_dict(row, self.within(group)) for row in group.rows
                    ],
                }
                for group in self.groups
            ],
            "notes": self.notes,
        }

    def _repr_html_(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.text()


def _row_as_dict(row: Row, within: DaySet) -> dict[str, Any]:
    return {
        "label": row.label,
        "key": row.key,
        "spells": [
            {
                "meaning": stretch.bars.meaning,
                "uncertain": not stretch.sure,
                **stretch.whole.as_dict(),
            }
            for stretch in sorted(
                row.stretches(within), key=lambda each: (each.first_day, each.last_day)
            )
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
