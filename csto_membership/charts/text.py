"""Figures in characters, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from csto_membership.charts.figure import Figure, Group, Row, Stretch
from csto_membership.charts.lettering import columns, cut, plain, wrapped
from csto_membership.days.dayset import whole

_LONGEST_LABEL = 24
_NARROWEST, _WIDEST = 40, 10_000


def as_text(figure: Figure, width: int) -> str:
    """A figure in characters.

    Each column shows the bar that covers most of its days.
    """
    width = min(max(whole(width, "of characters"), _NARROWEST), _WIDEST)
    labels = [_label(row) for group in figure.groups for row in group.rows]
    gutter = max(map(columns, labels), default=0)
    # One more column on each side of the bars is for the arrows of those that go on.
    line = _Columns.of(figure, width - gutter - 3)
    blocks = [
        "\n".join(_group_lines(figure, group, line, gutter, width))
        for group in figure.groups
    ]
    blocks.append("\n".join(_footer_lines(figure, line, width)))
    return "\n\n".join(filter(None, blocks))


@attrs.frozen
class _Columns:
    """The days of each column; if days are few, neighbouring columns share one."""

    first: int
    days: int
    count: int

    @classmethod
    def of(cls, figure: Figure, count: int) -> _Columns:
        first = figure.first_day.toordinal()
        return cls(first, figure.last_day.toordinal() - first + 1, count)

    def days_of(self, column: int) -> tuple[int, int]:
        """The first day of a column and the first day after it, as numbers."""
        start = column * self.days // self.count
        end = max(start + 1, (column + 1) * self.days // self.count)
        return self.first + start, self.first + end

    def first_column(self, day: date) -> int:
        """The first column of a day."""
        past = day.toordinal() - self.first
        return min(-(-past * self.count // self.days), self.last_column(day))

    def last_column(self, day: date) -> int:
        """The last column of a day."""
        past = day.toordinal() - self.first
        return ((past + 1) * self.count - 1) // self.days


def _label(row: Row) -> str:
    return cut(plain(row.label), _LONGEST_LABEL, columns)


def _group_lines(
    figure: Figure, group: Group, place: _Columns, gutter: int, width: int
) -> Iterator[str]:
    yield from wrapped(group.heading, width, columns)
    if not group.rows:
        return
    names, line = [" "] * place.count, ["─"] * place.count
    for day, name in figure.day_names(place.count):
        column = place.first_column(day)
        line[column] = "┬"
        start = min(max(0, column - len(name) // 2), place.count - len(name))
        if set(names[max(0, start - 1) : start + len(name)]) == {" "}:
            names[start : start + len(name)] = name
    for characters in (names, line):
        yield f"{'':{gutter + 2}}{''.join(characters)}".rstrip()
    within = figure.within(group)
    for row in group.rows:
        label = _label(row)
        label += " " * (gutter - columns(label))
        yield f"{label} {_bars(row.stretches(within), place)}".rstrip()


def _bars(stretches: list[Stretch], place: _Columns) -> str:
    cells = [" "] * (place.count + 2)
    for column in range(place.count):
        start, end = place.days_of(column)
        days: Counter[str] = Counter()
        for each in reversed(stretches):
            first, after = each.first_day.toordinal(), each.last_day.toordinal() + 1
            shared = min(end, after) - max(start, first)
            if shared > 0:
                days[each.bars.look.character(sure=each.sure)] += shared
        if days:
            # Among equals, the first is the bar that is drawn over the others.
            cells[column + 1] = max(days, key=days.__getitem__)
    for each in stretches:
        if each.comes_from_before:
            cells[place.first_column(each.first_day)] = "←"
        if each.goes_on:
            cells[place.last_column(each.last_day) + 2] = "→"
    return "".join(cells)


def _footer_lines(figure: Figure, place: _Columns, width: int) -> Iterator[str]:
    legend = [
        f"{each.bars.look.character(sure=each.sure)} {plain(each.meaning)}"
        for each in figure.legend
    ]
    if any(each.goes_on for _, _, stretches in figure.drawn() for each in stretches):
        legend.append("→ goes on")
    yield from _filled_lines(legend, width)
    if legend:
        one, other, ratio = "column", "day", place.days / place.count
        if ratio < 1:
            one, other, ratio = other, one, 1 / ratio
        number = round(ratio)
        yield f"One {one} is about {number} {other}{'s' * (number != 1)}."
    for note in figure.notes:
        yield ""
        yield from wrapped(note, width, columns)
    if acts := _labels_by_act(figure):
        yield ""
    for text, labels in acts.items():
        line = f"{text}: {', '.join(labels)}"
        yield from wrapped(line, width, columns, indent="    ")


def _filled_lines(items: Iterable[str], width: int) -> Iterator[str]:
    """Lines with as many whole items as fit on each."""
    line = ""
    for each in items:
        item = cut(each, width, columns)
        longer = f"{line}   {item}" if line else item
        if line and columns(longer) > width:
            yield line
            longer = item
        line = longer
    if line:
        yield line


def _labels_by_act(figure: Figure) -> dict[str, dict[str, None]]:
    """The labels of the rows that show each act, each once, in the order of days."""
    found: dict[str, dict[str, None]] = {}
    for row, _, ticks in sorted(figure.ticks(), key=lambda each: each[1]):
        for tick in ticks:
            found.setdefault(tick.text, {})[row.label] = None
    return found
