"""The number of members over time as a picture: one step for each change."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape

import attrs
from page import clipped, counted

import csto_membership as cm
from csto_membership.charts.figure import Figure
from csto_membership.charts.svg import NARROW, WIDE

__all__ = ["PLACE", "Step", "picture", "placed", "steps"]

PLACE = "<!-- number of members of the CSTO -->"
"""Where a page wants the picture of the CSTO."""

ROOM, EDGE, ROW = 150, 26, 24
"""Height of the line, and room above and below it."""
MOST_MARKS = 5


@attrs.frozen
class Step:
    """Days with one number of members.

    Attributes:
        first: The first day.
        last: The last day (inclusive).
        fewest: How many were certainly members.
        most: How many were possibly members.
    """

    first: date
    last: date
    fewest: int
    most: int

    @property
    def number(self) -> str:
        """The number in words: "8 or 9" if it is uncertain of one."""
        if self.fewest == self.most:
            return str(self.fewest)
        between = "or" if self.most == self.fewest + 1 else "to"
        return f"{self.fewest} {between} {self.most}"


def steps(alliance: cm.Alliance) -> list[Step]:
    """The numbers of members, from the first member to the last day of the record."""
    found: list[Step] = []
    for segment in alliance.timeline().segments():
        members, first = segment.value, segment.span.first_day
        if first is None or first > alliance.horizon:
            continue
        if not (members.possibly or found):
            continue
        days = clipped(cm.DaySet.from_spans([segment.span]), alliance.horizon)
        last = days.last_day or alliance.horizon
        step = Step(first, last, len(members), len(members.possibly))
        before = found[-1] if found else None
        if before and (before.fewest, before.most) == (step.fewest, step.most):
            found[-1] = attrs.evolve(before, last=last)
        else:
            found.append(step)
    return found


def picture(found: Sequence[Step], name: str, title: str) -> str:
    """The steps as a picture, for a wide and for a narrow screen."""
    drawn = "".join(
        f'<div class="{kind}">\n{_drawn(found, f"{name}-{kind}", title, width)}\n</div>\n'
        for kind, width in (("wide", WIDE.width), ("narrow", NARROW.width))
    )
    return f'<figure class="picture panel">\n{drawn}</figure>\n'


def placed(text: str) -> str:
    """Return a page with the picture of the CSTO where it wants it."""
    if PLACE not in text:
        return text
    found = steps(cm.load("csto"))
    return text.replace(PLACE, picture(found, "csto", "Number of members of the CSTO"))


def _drawn(found: Sequence[Step], name: str, title: str, width: int) -> str:
    said = "; ".join(f"{each.number} from {each.first}" for each in found)
    lines = "\n".join(_lines(found, width))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="steps" role="img" '
        f'aria-labelledby="{name}" viewBox="0 0 {width} {ROOM + EDGE + ROW}">\n'
        f'<title id="{name}">{escape(title)}: {said}.</title>\n{lines}\n</svg>'
    )


def _lines(found: Sequence[Step], width: int) -> Iterator[str]:
    first, last = found[0].first, found[-1].last
    figure = Figure("", (), first.replace(month=1, day=1), last)
    left, right = 34, width - 12
    start = figure.first_day.toordinal()
    days = last.toordinal() + 1 - start
    top = max(each.most for each in found)

    def x(day: date, part: int = 0) -> float:
        place = left + (right - left) * (day.toordinal() - start + part) / days
        return round(place, 1)

    def y(number: int) -> float:
        return round(EDGE + ROOM * (1 - number / max(top, 1)), 1)

    for number in _marks(top):
        yield f'<path class="grid" d="M{left} {y(number)}H{right}"/>'
        yield f'<text class="number" x="{left - 8}" y="{y(number) + 4}">{number}</text>'
    end = 0.0
    for day, words in figure.day_names((right - left) / 7.6):
        half = len(words) * 3.8
        middle = min(max(x(day), half), width - half)
        yield f'<path class="grid" d="M{x(day)} {EDGE}V{EDGE + ROOM}"/>'
        if middle - half >= end:
            yield f'<text class="day" x="{middle:g}" y="{EDGE + ROOM + 18}">{words}</text>'
            end = middle + half + 6
    for each in found:
        if each.most > each.fewest:
            yield (
                f'<path class="unsure" d="M{x(each.first)} {y(each.most)}'
                f'H{x(each.last, 1)}V{y(each.fewest)}H{x(each.first)}Z">'
                f"<title>{_said(each)}</title></path>"
            )
    line = f"M{x(found[0].first)} {y(0)}"
    line += "".join(
        f"V{y(each.fewest)}H{max(x(each.last, 1), x(each.first) + 1)}" for each in found
    )
    yield f'<path class="area" d="{line}V{y(0)}Z"/>'
    yield f'<path class="line" d="{line}"/>'
    yield from _numbers(found, x, y)


def _numbers(
    found: Sequence[Step], x: Callable[..., float], y: Callable[..., float]
) -> Iterator[str]:
    """The number of each step above its line, where there is room."""
    for each in found:
        room = x(each.last, 1) - x(each.first)
        if room >= len(each.number) * 7 + 4:
            yield (
                f'<text class="at" x="{x(each.first) + 3:g}" y="{y(each.most) - 5:g}">'
                f"{each.number}</text>"
            )


def _said(step: Step) -> str:
    unsure = counted(step.most - step.fewest, "state")
    return f"{step.first} to {step.last}: {step.number} members; uncertain of {unsure}"


def _marks(top: int) -> range:
    """Round numbers up the side."""
    size = next(each for each in (1, 2, 5, 10, 20, 50) if top <= each * MOST_MARKS)
    return range(0, top + 1, size)
