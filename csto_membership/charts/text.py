"""Charts in characters, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import wrap

import attrs

from csto_membership.charts.axis import marks
from csto_membership.charts.chart import Chart, Group
from csto_membership.charts.row import Stretch

__all__ = ["as_text"]

_LONGEST_LABEL = 24
_NARROWEST = 40


def as_text(chart: Chart, width: int) -> str:
    """A chart in characters.

    A column stands for some days, and shows what holds on most of those that have a bar.
    """
    width = max(width, _NARROWEST)
    labels = [row.label for group in chart.groups for row in group.rows]
    gutter = min(_LONGEST_LABEL, max(map(len, labels), default=0))
    # Before and after the bars there is a column for those that go on.
    scale = _Scale.of(chart, width - gutter - 3)
    blocks = [
        "\n".join(_lines(chart, group, scale, gutter, width)) for group in chart.groups
    ]
    blocks.append("\n".join(_footing(chart, scale, width)))
    return "\n\n".join(filter(None, blocks))


@attrs.frozen
class _Scale:
    """Columns, each of which stands for some days; of neighbours where days are few."""

    first: int
    days: int
    columns: int

    @classmethod
    def of(cls, chart: Chart, columns: int) -> _Scale:
        first = chart.first_day.toordinal()
        return cls(first, chart.last_day.toordinal() - first + 1, columns)

    def days_of(self, column: int) -> tuple[int, int]:
        """The first day of a column and the first after it, as numbers."""
        start = column * self.days // self.columns
        end = max(start + 1, (column + 1) * self.days // self.columns)
        return self.first + start, self.first + end

    def first_column(self, day: date) -> int:
        """The first column that stands for a day."""
        gone = day.toordinal() - self.first
        return min(-(-gone * self.columns // self.days), self.last_column(day))

    def last_column(self, day: date) -> int:
        """The last column that stands for a day."""
        gone = day.toordinal() - self.first
        return ((gone + 1) * self.columns - 1) // self.days


def _lines(
    chart: Chart, group: Group, scale: _Scale, gutter: int, width: int
) -> Iterator[str]:
    yield from wrap(group.heading, width)
    if not group.rows:
        return
    names, line = [" "] * scale.columns, ["─"] * scale.columns
    for day, name in marks(chart.first_day, chart.last_day, scale.columns):
        place = scale.first_column(day)
        line[place] = "┬"
        start = min(max(0, place - len(name) // 2), scale.columns - len(name))
        if set(names[max(0, start - 1) : start + len(name)]) == {" "}:
            names[start : start + len(name)] = name
    for drawn in (names, line):
        yield f"{'':{gutter + 2}}{''.join(drawn)}".rstrip()
    within = chart.within(group)
    for row in group.rows:
        label = row.label
        if len(label) > gutter:
            label = f"{label[: gutter - 1]}…"
        yield f"{label:<{gutter}} {_drawn(row.stretches(within), scale)}".rstrip()


def _drawn(stretches: list[Stretch], scale: _Scale) -> str:
    cells = [" "] * (scale.columns + 2)
    for column in range(scale.columns):
        start, end = scale.days_of(column)
        counted: Counter[str] = Counter()
        for each in reversed(stretches):
            first, after = each.first_day.toordinal(), each.last_day.toordinal() + 1
            shared = min(end, after) - max(start, first)
            if shared > 0:
                counted[each.bars.look.character(sure=each.sure)] += shared
        if counted:
            # Of several as many, the one that is drawn above the others.
            cells[column + 1] = max(counted, key=counted.__getitem__)
    for each in stretches:
        if each.comes_from_before:
            cells[scale.first_column(each.first_day)] = "←"
        if each.goes_on:
            cells[scale.last_column(each.last_day) + 2] = "→"
    return "".join(cells)


def _footing(chart: Chart, scale: _Scale, width: int) -> Iterator[str]:
    told = [
        f"{each.bars.look.character(sure=each.sure)} {each.meaning}"
        for each in chart.legend
    ]
    if any(each.goes_on for _, _, stretches in chart.drawn() for each in stretches):
        told.append("→ goes on")
    yield from _flowing(told, width)
    if told:
        days = max(1, round(scale.days / scale.columns))
        yield f"One column is about {days} day{'s' * (days != 1)}."
    for note in chart.notes:
        yield ""
        yield from wrap(note, width)
    if acts := _acts(chart):
        yield ""
    for text, labels in acts.items():
        said = f"{text}: {', '.join(labels)}"
        yield from wrap(said, width, subsequent_indent="    ")


def _flowing(words: Iterable[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line}   {word}" if line else word
        if line and len(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _acts(chart: Chart) -> dict[str, list[str]]:
    """What the ticks say, in order of their days, and in which rows."""
    found: dict[date, dict[str, list[str]]] = {}
    for row, day, ticks in chart.ticks():
        for tick in ticks:
            found.setdefault(day, {}).setdefault(tick.text, []).append(row.label)
    return {
        text: list(dict.fromkeys(labels))
        for _, told in sorted(found.items())
        for text, labels in told.items()
    }
