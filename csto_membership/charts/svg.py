"""Charts as SVG pictures, with Python's own library.

A picture stands alone: it has its colours and its words in it, no script and no address
to fetch. Its numbers are units of its `viewBox`; how large it is shown is up to the
page. Days lie evenly between `data-left`, where the first day begins, and `data-right`,
where the last one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import escape
from textwrap import wrap

import attrs

from csto_membership.charts.axis import marks
from csto_membership.charts.chart import Chart, Group
from csto_membership.charts.row import Look, Row, Stretch
from csto_membership.charts.style import STYLE

__all__ = ["as_svg"]

_WIDTH = 640
_LETTER = 10.5
"""Room for a letter where letters are largest, which is on a narrow screen."""
_LONGEST_LABEL = 22
_NOTE_LETTER = 7.9
_ROW = 26
_LINE = 23
_NOTE_LINE = 19
_MIDDLE = 15
"""Where the middle of the bars lies in a row."""
_EDGE = 5
_ARROW = 7
_NARROWEST = 2
"""A bar of one day is drawn this wide, so that it can be seen."""

_HEIGHTS: dict[Look, tuple[float, float]] = {
    Look.FULL: (-7, 7),
    Look.HATCHED: (-7, 7),
    Look.SLANTED: (-4, 4),
    Look.THIN: (-1, 1),
    Look.UPPER: (-8, -2),
    Look.LOWER: (2, 8),
}
"""From where to where a bar reaches, seen from the middle of its row."""

_PATTERNS = {
    Look.HATCHED: '<rect class="tint" width="6" height="6"/>'
    '<path class="hatch" d="M0 0V6"/>',
    Look.SLANTED: '<path class="hatch" d="M0 0V6"/>',
}
"""The looks that are hatched, and with what."""

_UNFIT = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_svg(chart: Chart) -> str:
    """A chart as an `<svg>` element."""
    content = repr((chart.title, chart.groups, chart.first_day, chart.last_day))
    # Several pictures may stand in one page, and what is in them is found by its id.
    name = f"chart-{sha256(content.encode()).hexdigest()[:8]}"
    picture = _Picture(chart, _Scale.of(chart), name)
    drawn, top = [], 0
    for group in chart.groups:
        lines, top = picture.group(group, top)
        drawn += lines
    lines, height = picture.footing(top)
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "membership-chart",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "viewBox": f"0 0 {_WIDTH} {height}",
        "data-first-day": f"{chart.first_day}",
        "data-last-day": f"{chart.last_day}",
        "data-left": f"{picture.scale.left:g}",
        "data-right": f"{picture.scale.right:g}",
    }
    said = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return "\n".join(
        [
            f"<svg {said}>",
            f'<title id="{name}-title">{_text(chart.title)}</title>',
            f'<desc id="{name}-desc">{_text(chart.description)}</desc>',
            f"<style>{STYLE}</style>",
            *picture.patterns(),
            *drawn,
            *lines,
            "</svg>",
        ]
    )


@attrs.frozen
class _Scale:
    """Where days lie from left to right."""

    first: int
    days: int
    left: float
    right: float

    @classmethod
    def of(cls, chart: Chart) -> _Scale:
        labels = [row.label for group in chart.groups for row in group.rows]
        longest = min(_LONGEST_LABEL, max(map(len, labels), default=0))
        first, last = chart.first_day.toordinal(), chart.last_day.toordinal()
        left = round(longest * _LETTER) + _ARROW + 6
        return cls(first, last - first + 1, left, _WIDTH - _ARROW - 3)

    def x(self, day: date, later: int = 0) -> float:
        """Where a day begins, or one that comes some days later."""
        gone = day.toordinal() + later - self.first
        return round(self.left + (self.right - self.left) * gone / self.days, 2)


@attrs.frozen
class _Picture:
    """A chart that is drawn, where its days lie, and the name that its ids begin with."""

    chart: Chart
    scale: _Scale
    name: str

    def group(self, group: Group, top: int) -> tuple[list[str], int]:
        """What is drawn of a group below `top`, and where it ends."""
        lines = []
        for said in wrap(group.heading, int(_WIDTH / _LETTER * 0.95)):
            top += _LINE
            lines.append(_words("heading", _EDGE, top - 6, said))
        if group.rows:
            top += _LINE
            lines += self._axis(top, top + _ROW * len(group.rows))
        for row in group.rows:
            lines += self._row(group, row, top + _MIDDLE)
            top += _ROW
        return lines, top + 6

    def _axis(self, top: int, bottom: int) -> Iterator[str]:
        room = (self.scale.right - self.scale.left) / _LETTER
        for day, said in marks(self.chart.first_day, self.chart.last_day, room):
            x = self.scale.x(day)
            yield f'<path class="grid" d="M{x:g} {top - 2}V{bottom}"/>'
            half = len(said) * _LETTER / 2
            yield _words("day", min(x, _WIDTH - half), top - 7, said)

    def _row(self, group: Group, row: Row, middle: int) -> Iterator[str]:
        key = "" if row.key is None else f' data-state="{_text(row.key)}"'
        yield f'<g class="row"{key}>'
        label = row.label
        if len(label) > _LONGEST_LABEL:
            label = f"{label[: _LONGEST_LABEL - 1]}…"
        yield _words("label", self.scale.left - _ARROW - 4, middle + 5, label)
        within = self.chart.within(group)
        for stretch in row.stretches(within):
            x, end = self.scale.x(stretch.first_day), self.scale.x(stretch.last_day, 1)
            path = _bar(stretch, x, max(end, x + _NARROWEST), middle)
            yield self._filled(stretch, path, f"{row.label}: {stretch}")
        for day, ticks in row.ticks_by_day(within).items():
            said = "\n".join(tick.text for tick in ticks)
            sure = all(tick.sure for tick in ticks)
            yield _tick(self.scale.x(day), middle - 7, said, sure=sure)
        yield "</g>"

    def _filled(self, stretch: Stretch, path: str, said: str = "") -> str:
        look = stretch.bars.look.name.lower()
        kind = look if stretch.sure else f"{look} unsure"
        hatched = stretch.bars.look in _PATTERNS
        fill = f' fill="url(#{self.name}-{look})"' if hatched else ""
        return f'<path class="bar {kind}"{fill} d="{path}">{_title(said)}</path>'

    def footing(self, top: int) -> tuple[list[str], int]:
        """The legend and the notes below `top`, and where they end."""
        lines, top = self._legend(top)
        for note in self.chart.notes:
            top += 4
            for said in wrap(note, int(_WIDTH / _NOTE_LETTER)):
                top += _NOTE_LINE
                lines.append(_words("note", _EDGE, top - 4, said))
        return lines, top

    def _legend(self, top: int) -> tuple[list[str], int]:
        bars = self.chart.legend
        marked = {tick.sure for _, _, ticks in self.chart.ticks() for tick in ticks}
        ticks = [sure for sure in (True, False) if sure in marked]
        meanings = [each.meaning for each in bars]
        meanings += ["act" if sure else "act, uncertain" for sure in ticks]
        places = list(_places(meanings, top + _LINE))
        lines = [
            _words("meaning", x + 28, y, meaning)
            for meaning, (x, y) in zip(meanings, places, strict=True)
        ]
        for each, (x, y) in zip(bars, places, strict=False):
            alone = attrs.evolve(each, whole=each.shown)
            lines.append(self._filled(alone, _bar(alone, x, x + 22, y - 5)))
        for sure, (x, y) in zip(ticks, places[len(bars) :], strict=True):
            lines.append(_tick(x + 11, y - 2, sure=sure))
        return lines, places[-1][1] + 8 if places else top + 8

    def patterns(self) -> Iterator[str]:
        """The hatchings that are used."""
        used = {each.bars.look for each in self.chart.legend}
        for look, drawn in _PATTERNS.items():
            if look in used:
                kind = look.name.lower()
                yield (
                    f'<pattern id="{self.name}-{kind}" class="{kind}" width="6" '
                    'height="6" patternUnits="userSpaceOnUse" '
                    f'patternTransform="rotate(45)">{drawn}</pattern>'
                )


def _bar(stretch: Stretch, x: float, end: float, middle: float) -> str:
    """The outline of a bar, with a point on each side where it goes on."""
    above, below = (middle + height for height in _HEIGHTS[stretch.bars.look])
    half = (above + below) / 2
    right = f"L{end + _ARROW:g} {half:g}" if stretch.goes_on else ""
    left = f"L{x - _ARROW:g} {half:g}" if stretch.comes_from_before else ""
    return f"M{x:g} {above:g}H{end:g}{right}L{end:g} {below:g}H{x:g}{left}Z"


def _tick(x: float, foot: float, said: str = "", *, sure: bool) -> str:
    """A small triangle that points to a day; hollow where the day is not sure."""
    kind = "tick" if sure else "tick unsure"
    return f'<path class="{kind}" d="M{x:g} {foot:g}l-3 -5.5h6z">{_title(said)}</path>'


def _places(meanings: list[str], first_line: int) -> Iterator[tuple[int, int]]:
    """Where each meaning stands, from left to right and then in the next line."""
    x, y = _EDGE, first_line
    for meaning in meanings:
        wide = round(40 + len(meaning) * _LETTER)
        if x > _EDGE and x + wide > _WIDTH:
            x, y = _EDGE, y + _LINE
        yield x, y
        x += wide


def _words(kind: str, x: float, y: float, said: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{_text(said)}</text>'


def _title(said: str) -> str:
    return said and f"<title>{_text(said)}</title>"


def _text(said: str) -> str:
    """A text as it may stand in XML."""
    return escape(_UNFIT.sub("", said))
