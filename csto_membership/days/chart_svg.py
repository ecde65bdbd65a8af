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

from csto_membership.days.axis import marks
from csto_membership.days.chart import Chart, Group, Look, Row, Stretch, Tick
from csto_membership.days.chart_style import STYLE

__all__ = ["as_svg"]

_WIDTH = 640
_LETTER = 9.6
"""Room for a letter where letters are largest, which is on a narrow screen."""
_LONGEST_LABEL = 22
_ROW = 26
_LINE = 23
_MIDDLE = 15
"""Where the middle of the bars lies in a row."""
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

_UNFIT = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_svg(chart: Chart) -> str:
    """A chart as an `<svg>` element."""
    # Several pictures may stand in one page, and what is in them is found by its id.
    content = repr((chart.title, chart.groups, chart.first_day, chart.last_day))
    name = f"chart-{sha256(content.encode()).hexdigest()[:8]}"
    scale = _Scale.of(chart)
    drawing = list(_drawing(chart, scale, name))
    height = drawing.pop()
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="membership-chart" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {_WIDTH} {height}" '
            f'data-first-day="{chart.first_day}" data-last-day="{chart.last_day}" '
            f'data-left="{scale.left:g}" data-right="{scale.right:g}">',
            f'<title id="{name}-title">{_text(chart.title)}</title>',
            f'<desc id="{name}-desc">{_text(chart.description)}</desc>',
            f"<style>{STYLE}</style>",
            *_patterns(chart, name),
            *drawing,
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


def _drawing(chart: Chart, scale: _Scale, name: str) -> Iterator[str]:
    """All that is drawn, from the top; the height last."""
    top = 0
    for group in chart.groups:
        lines = list(_group(chart, group, scale, name, top))
        top = int(lines.pop())
        yield from lines
    lines = list(_legend(chart, name, top))
    yield from lines


def _group(
    chart: Chart, group: Group, scale: _Scale, name: str, top: int
) -> Iterator[str]:
    """A group below `top`; last, where it ends."""
    for line in wrap(group.heading, int(_WIDTH / _LETTER * 0.95)):
        top += _LINE
        yield _words("heading", 0, top - 6, line)
    if not group.rows:
        yield f"{top}"
        return
    top += _LINE
    bottom = top + _ROW * len(group.rows)
    room = (scale.right - scale.left) / _LETTER
    for day, said in marks(chart.first_day, chart.last_day, room):
        x = scale.x(day)
        yield f'<line class="grid" x1="{x:g}" x2="{x:g}" y1="{top - 2}" y2="{bottom}"/>'
        yield _words("day", x, top - 7, said)
    for row in group.rows:
        yield from _row(chart, group, row, scale, name, top)
        top += _ROW
    yield f"{top + 6}"


def _row(
    chart: Chart, group: Group, row: Row, scale: _Scale, name: str, top: int
) -> Iterator[str]:
    key = "" if row.key is None else f' data-state="{_text(row.key)}"'
    yield f'<g class="row"{key}>'
    label = row.label
    if len(label) > _LONGEST_LABEL:
        label = f"{label[: _LONGEST_LABEL - 1]}…"
    yield _words("label", scale.left - _ARROW - 4, top + _MIDDLE + 5, label)
    within = chart.within(group)
    for stretch in row.stretches(within):
        x, end = scale.x(stretch.first_day), scale.x(stretch.last_day, 1)
        said = f"{row.label}: {stretch}"
        yield _bar(stretch, name, x, max(end, x + _NARROWEST), top + _MIDDLE, said)
    for day, ticks in row.ticks_by_day(within).items():
        yield _tick(scale.x(day), top + _MIDDLE, ticks)
    yield "</g>"


def _bar(
    stretch: Stretch, name: str, x: float, end: float, middle: float, said: str = ""
) -> str:
    """A bar, with a point on each side where it goes on."""
    look = stretch.bars.look
    above, below = (middle + height for height in _HEIGHTS[look])
    half = (above + below) / 2
    right = f"L{end + _ARROW:g} {half:g}" if stretch.goes_on else ""
    left = f"L{x - _ARROW:g} {half:g}" if stretch.comes_from_before else ""
    path = f"M{x:g} {above:g}H{end:g}{right}L{end:g} {below:g}H{x:g}{left}Z"
    kind = look.name.lower() if stretch.sure else f"{look.name.lower()} unsure"
    fill = f' fill="url(#{name}-{look.name.lower()})"' if look in _PATTERNS else ""
    title = f"<title>{_text(said)}</title>" if said else ""
    return f'<path class="bar {kind}"{fill} d="{path}">{title}</path>'


def _tick(x: float, middle: float, ticks: list[Tick]) -> str:
    """A small triangle that points to a day; hollow where the day is not sure."""
    sure = all(tick.sure for tick in ticks)
    said = "\n".join(tick.text for tick in ticks)
    kind = "tick" if sure else "tick unsure"
    path = f"M{x:g} {middle - 7:g}l-3.5 -6h7z"
    return f'<path class="{kind}" d="{path}"><title>{_text(said)}</title></path>'


def _legend(chart: Chart, name: str, top: int) -> Iterator[str]:
    """What the bars and the marks mean; last, where the picture ends."""
    x, y = 0.0, top + _LINE
    entries = [
        (attrs.evolve(each, whole=each.shown), each.meaning) for each in chart.legend
    ]
    for stretch, meaning in entries:
        wide = 34 + len(meaning) * _LETTER
        if x and x + wide > _WIDTH:
            x, y = 0.0, y + _LINE
        yield _bar(stretch, name, x, x + 22, y - 5)
        yield _words("meaning", x + 28, y, meaning)
        x += wide
    yield f"{y + 8 if entries else top + 8}"


_PATTERNS = {
    Look.HATCHED: '<rect class="tint" width="6" height="6"/>'
    '<path class="hatch" d="M0 0V6"/>',
    Look.SLANTED: '<path class="hatch" d="M0 0V6"/>',
}


def _patterns(chart: Chart, name: str) -> Iterator[str]:
    used = {each.bars.look for each in chart.legend}
    for look, drawn in _PATTERNS.items():
        if look in used:
            kind = look.name.lower()
            yield (
                f'<pattern id="{name}-{kind}" class="{kind}" width="6" height="6" '
                f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f"{drawn}</pattern>"
            )


def _words(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{_text(text)}</text>'


def _text(text: str) -> str:
    """A text as it may stand in XML."""
    return escape(_UNFIT.sub("", text))
