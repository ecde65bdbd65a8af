"""Figures as SVG pictures, made with the standard library.

A picture is complete in itself: it contains its colours and its words, runs no script
and fetches nothing. Its numbers are units of its `viewBox`; the page decides how large
it is shown. Days are spread evenly from `data-left`, where the first day begins, to
`data-right`, where the last day ends.

Colour never carries meaning alone: uncertain days are dashed and pale, and bars differ
in hatching, height and place. There are two hues, on light and dark grounds and on
paper. A page may set them, as `--membership-hue` and `--membership-other-hue`. The
rules are in `picture.css`: `:where` adds no specificity, so those for print still win,
and `:root` is a picture in a file of its own, which no page gives a ground.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from html import escape
from math import ceil

import attrs

from csto_membership.charts.figure import Figure, Group, Look, Row, Stretch
from csto_membership.charts.lettering import BOLD, cut, ems, plain, wrapped
from csto_membership.text_files import read_text

_DATE_FONT, _DATE_EDGE = 11, 8
"""Of the days written on bars: the size of their letters, and the room beside them."""
_ROW = 26
_LINE = 23
_NOTE_LINE = 19
_MIDDLE = 15
"""From the top of a row to the middle of its bars."""
_EDGE = 5
_ARROW = 7
_SAMPLE = 28
"""Room for a bar in front of what it means."""
_NARROWEST = 2
"""The least width of a bar, so that a bar of one day can be seen."""


@attrs.frozen
class Layout:
    """For what room a picture is drawn.

    Attributes:
        width: The width of the `viewBox`.
        font: The size of letters at their largest.
        note_font: The same for notes.
        longest_label: The most room for the text in front of a row.
        fixed: Whether the picture is shown as large as it is drawn, so that letters
            keep their size; else they are enlarged on a narrow screen.
    """

    width: int
    font: int
    note_font: int
    longest_label: int
    fixed: bool = True

    @property
    def letter(self) -> float:
        """Room for each letter of the name of a day."""
        return self.font * 0.583

    @property
    def right(self) -> int:
        """Where the last day ends."""
        return self.width - _ARROW - 3


ANYWHERE = Layout(640, font=18, note_font=15, longest_label=243, fixed=False)
WIDE = Layout(820, font=13, note_font=12, longest_label=190)
NARROW = Layout(320, font=13, note_font=12, longest_label=118)

_HEIGHTS: dict[Look, tuple[float, float]] = {
    Look.FULL: (-7, 7),
    Look.HATCHED: (-7, 7),
    Look.SLANTED: (-4, 4),
    Look.THIN: (-1, 1),
    Look.UPPER: (-8, -2),
    Look.LOWER: (2, 8),
}
"""Top and bottom of a bar, measured from the middle of its row."""

_PATTERNS = {
    Look.HATCHED: '<rect class="tint" width="6" height="6"/>'
    '<path class="hatch" d="M0 0V6"/>',
    Look.SLANTED: '<path class="hatch" d="M0 0V6"/>',
}
"""The looks that are hatched, and one tile of the hatching."""

_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def _style() -> str:
    return read_text(os.path.join(os.path.dirname(__file__), "picture.css"))


def as_svg(
    figure: Figure,
    layout: Layout = ANYWHERE,
    links: Mapping[str, str] | None = None,
) -> str:
    """A figure as an `<svg>` element.

    Args:
        figure: What it shows.
        layout: For what room it is drawn.
        links: Where rows lead, by their keys. Such a picture is a group of links, and
            its page has the same values as a table; any other describes itself.
    """
    picture = _Picture(figure, layout, links or {})
    name = picture.name
    body, top = list[str](), 0
    for group in figure.groups:
        lines, top = picture.group(group, top)
        body += lines
    lines, height = picture.footer(top)
    role, described = ("group", "") if links else ("img", f" {name}-desc")
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="membership-chart'
        f'{" fixed" * layout.fixed}" role="{role}" '
        f'aria-labelledby="{name}-title{described}" '
        f'viewBox="0 0 {layout.width} {height}" '
        f'data-first-day="{figure.first_day}" data-last-day="{figure.last_day}" '
        f'data-left="{picture.left:g}" data-right="{layout.right:g}">'
    )
    description = f'<desc id="{name}-desc">{_escaped(figure.description)}</desc>'
    return "\n".join(
        [
            opening,
            f'<title id="{name}-title">{_escaped(figure.title)}</title>',
            *([] if links else [description]),
            f"<style>\n{_style()}</style>",
            *picture.patterns(),
            *body,
            *lines,
            "</svg>",
        ]
    )


@attrs.frozen(slots=False)
class _Picture:
    """A figure while it is drawn."""

    figure: Figure
    layout: Layout
    links: Mapping[str, str]

    @cached_property
    def name(self) -> str:
        """What the ids of the picture begin with, since a page may show several."""
        shown = self.figure
        content = repr((shown.title, shown.groups, shown.first_day, shown.last_day))
        size = f"-{self.layout.width}" if self.layout.fixed else ""
        return f"chart-{sha256(content.encode()).hexdigest()[:8]}{size}"

    @cached_property
    def left(self) -> float:
        """Where the first day begins."""
        labels = [row.label for group in self.figure.groups for row in group.rows]
        longest = max(map(self._width, labels), default=0)
        longest = min(self.layout.longest_label, longest)
        left = ceil(longest) + _EDGE + _ARROW + 4
        # The name of the first day is written on both sides of it.
        names = self._day_names(left)
        half = max((self._width(name) / 2 for _, name in names), default=0)
        return max(left, ceil(half))

    def _day_names(self, left: float) -> list[tuple[date, str]]:
        room = (self.layout.right - left) / self.layout.letter
        return self.figure.day_names(room)

    def _width(self, text: str) -> float:
        """How wide a text is at most."""
        return ems(plain(text)) * self.layout.font

    def _lines(self, text: str, font: float) -> Iterator[str]:
        """The lines of a text that is written across the picture."""
        return wrapped(text, (self.layout.width - 2 * _EDGE) / font, ems)

    def place(self, day: date, part: int = 0) -> float:
        """Where a day begins, or with `part=1` where it ends."""
        first = self.figure.first_day.toordinal()
        days = self.figure.last_day.toordinal() - first + 1
        passed = day.toordinal() - first + part
        return round(self.left + (self.layout.right - self.left) * passed / days, 2)

    def group(self, group: Group, top: int) -> tuple[list[str], int]:
        """The elements of a group below `top`, and where the group ends."""
        lines: list[str] = []
        for line in self._lines(group.heading, self.layout.font * BOLD):
            top += _LINE
            lines.append(_text("heading", _EDGE, top - 6, line))
        if group.rows:
            top += _LINE
            lines += self._grid(top, top + _ROW * len(group.rows))
        for row in group.rows:
            lines += self._row(group, row, top + _MIDDLE)
            top += _ROW
        return lines, top + 6

    def _grid(self, top: int, bottom: int) -> Iterator[str]:
        end, width = 0.0, self.layout.width
        for day, name in self._day_names(self.left):
            x, half = self.place(day), self._width(name) / 2
            yield f'<path class="grid" d="M{x:g} {top - 2}V{bottom}"/>'
            middle = round(min(max(x, half), width - half), 2)
            if middle - half >= end:  # else the one before it says enough
                yield _text("day", middle, top - 7, name)
                end = middle + half

    def _row(self, group: Group, row: Row, middle: int) -> Iterator[str]:
        key = "" if row.key is None else f' data-state="{_escaped(row.key)}"'
        link = self.links.get(row.key or "")
        yield f'<g class="row"{key}>'
        label = cut(plain(row.label), self.layout.longest_label / self.layout.font, ems)
        name = _text("label", self.left - _ARROW - 4, middle + 5, label)
        yield f'<a href="{_escaped(link)}">{name}</a>' if link else name
        within = self.figure.within(group)
        for stretch in row.stretches(within):
            x, end = self.place(stretch.first_day), self.place(stretch.last_day, 1)
            outline = _outline(stretch, x, max(end, x + _NARROWEST), middle)
            yield self._bar(stretch, outline, f"{row.label}: {stretch}")
            yield from _dates(stretch, x, end, middle)
            if self.layout.fixed and stretch.bars.look is Look.THIN:
                yield from _word(stretch, x, end, middle)
        for day, ticks in row.ticks_by_day(within).items():
            tooltip = "\n".join(tick.text for tick in ticks)
            sure = all(tick.sure for tick in ticks)
            yield _tick(self.place(day), middle - 7, tooltip, sure=sure)
        yield "</g>"

    def _bar(self, stretch: Stretch, outline: str, tooltip: str = "") -> str:
        look = stretch.bars.look.name.lower()
        kind = look if stretch.sure else f"{look} unsure"
        hatched = stretch.bars.look in _PATTERNS
        fill = f' fill="url(#{self.name}-{look})"' if hatched else ""
        title = _title(tooltip)
        return f'<path class="bar {kind}"{fill} d="{outline}">{title}</path>'

    def footer(self, top: int) -> tuple[list[str], int]:
        """The legend and the notes below `top`, and where they end."""
        lines, top = self._legend(top)
        for note in self.figure.notes:
            top += 4
            for line in self._lines(note, self.layout.note_font):
                top += _NOTE_LINE
                lines.append(_text("note", _EDGE, top - 4, line))
        return lines, top

    def _legend(self, top: int) -> tuple[list[str], int]:
        bars = self.figure.legend
        marked = {tick.sure for _, _, ticks in self.figure.ticks() for tick in ticks}
        ticks = [sure for sure in (True, False) if sure in marked]
        room = (self.layout.width - 2 * _EDGE - _SAMPLE) / self.layout.font
        meanings = [self._meaning(each.meaning, room) for each in bars]
        meanings += [["act" if sure else "act, uncertain"] for sure in ticks]
        places = list(self._places(meanings, top + _LINE))
        lines = [
            _text("meaning", x + _SAMPLE, y + number * _NOTE_LINE, line)
            for meaning, (x, y) in zip(meanings, places, strict=True)
            for number, line in enumerate(meaning)
        ]
        for each, (x, y) in zip(bars, places, strict=False):
            alone = attrs.evolve(each, whole=each.shown)
            lines.append(self._bar(alone, _outline(alone, x, x + 22, y - 5)))
        for sure, (x, y) in zip(ticks, places[len(bars) :], strict=True):
            lines.append(_tick(x + 11, y - 2, sure=sure))
        if not places:
            return lines, top + 8
        return lines, places[-1][1] + 8 + (len(meanings[-1]) - 1) * _NOTE_LINE

    def _meaning(self, meaning: str, room: float) -> list[str]:
        """A meaning in lines; cut to one where letters may still be enlarged."""
        if self.layout.fixed:
            return list(wrapped(plain(meaning), room, ems))
        return [cut(plain(meaning), room, ems)]

    def _places(
        self, meanings: list[list[str]], first: int
    ) -> Iterator[tuple[int, int]]:
        """Where to write each meaning: from left to right, then on the next line."""
        x, y = _EDGE, first
        for meaning in meanings:
            width = _SAMPLE + ceil(max(map(self._width, meaning)))
            if x > _EDGE and x + width > self.layout.width:
                x, y = _EDGE, y + _LINE
            yield x, y
            x += width + 8
            if len(meaning) > 1:
                x, y = self.layout.width, y + (len(meaning) - 1) * _NOTE_LINE

    def patterns(self) -> Iterator[str]:
        """The definitions of the hatchings that the figure uses."""
        used = {each.bars.look for each in self.figure.legend}
        for look, tile in _PATTERNS.items():
            if look in used:
                kind = look.name.lower()
                yield (
                    f'<pattern id="{self.name}-{kind}" class="{kind}" width="6" '
                    'height="6" patternUnits="userSpaceOnUse" '
                    f'patternTransform="rotate(45)">{tile}</pattern>'
                )


def _outline(stretch: Stretch, x: float, end: float, middle: float) -> str:
    """The outline of a bar, pointed on each side on which the bar goes on."""
    above, below = (middle + height for height in _HEIGHTS[stretch.bars.look])
    half = (above + below) / 2
    right = f"L{end + _ARROW:g} {half:g}" if stretch.goes_on else ""
    left = f"L{x - _ARROW:g} {half:g}" if stretch.comes_from_before else ""
    return f"M{x:g} {above:g}H{end:g}{right}L{end:g} {below:g}H{x:g}{left}Z"


def _dates(stretch: Stretch, x: float, end: float, middle: float) -> Iterator[str]:
    """The first and the last day of a filled bar, written on it where there is room."""
    if stretch.bars.look is not Look.FULL or not stretch.sure:
        return
    first = "" if stretch.comes_from_before else str(stretch.first_day)
    last = "" if stretch.goes_on else str(stretch.last_day)
    room = (end - x - _DATE_EDGE) / _DATE_FONT
    if ems(f"{first}  {last}") > room:
        last = ""
    if ems(f"{first}  {last}") > room:
        return
    if first:
        yield _text("date", x + _DATE_EDGE / 2, middle + 4, first)
    if last:
        yield _text("date last", end - _DATE_EDGE / 2, middle + 4, last)


def _word(stretch: Stretch, x: float, end: float, middle: float) -> Iterator[str]:
    """What a line means, written on it where there is room, as lines look alike."""
    if ems(stretch.meaning) * _DATE_FONT <= end - x:
        yield _text("word", x, middle - 3, stretch.meaning)


def _tick(x: float, foot: float, tooltip: str = "", *, sure: bool) -> str:
    """A small triangle that points to a day; hollow if the day is uncertain."""
    kind = "tick" if sure else "tick unsure"
    title = _title(tooltip)
    return f'<path class="{kind}" d="M{x:g} {foot:g}l-3 -5.5h6z">{title}</path>'


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{_escaped(text)}</text>'


def _title(text: str) -> str:
    return text and f"<title>{_escaped(text)}</title>"


def _escaped(text: str) -> str:
    """A text as XML, without characters that XML does not allow."""
    return escape(_NOT_IN_XML.sub("", text))
