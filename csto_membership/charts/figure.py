"""What a chart shows: groups of rows, above one line of days.

A row has bars, which are sets of days, and ticks, which mark single days. A figure is a
value. `as_svg` draws it as a picture and `as_text` in characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any

import attrs
from attrs.validators import deep_iterable

from csto_membership.days.dayset import DaySet
from csto_membership.days.fuzzy import FuzzyDaySet
from csto_membership.days.parsing import as_day, day_after
from csto_membership.days.span import Span
from csto_membership.errors import InvalidSpanError, check_type


class Look(Enum):
    """How bars look; as text, the characters for certain and for uncertain days."""

    FULL = "█░"
    HATCHED = "▓▒"
    """Filled and hatched."""
    SLANTED = "//"
    """Hatched but not filled, and lower than the others."""
    THIN = "─-"
    UPPER = "▀'"
    """The upper half of a row."""
    LOWER = "▄."
    """The lower half of a row."""

    def character(self, *, sure: bool) -> str:
        """The character for a column of days."""
        return self.value[not sure]


def _as_fuzzy(days: FuzzyDaySet | DaySet) -> FuzzyDaySet:
    return days if isinstance(days, FuzzyDaySet) else FuzzyDaySet(days)


def _is_a(kind: type) -> Any:
    """A field whose values are of a type."""

    def check(_instance: object, _field: object, value: object) -> None:
        check_type(value, kind)

    return check


def _several(kind: type) -> Any:
    """A field whose values are tuples of a type."""
    return deep_iterable(_is_a(kind), _is_a(tuple))


@attrs.frozen
class Bars:
    """Days with one meaning; the uncertain ones are drawn faded.

    Attributes:
        days: The days.
        meaning: What they mean, in a word or two.
        look: How they look.
    """

    days: FuzzyDaySet = attrs.field(converter=_as_fuzzy)
    meaning: str = attrs.field(validator=_is_a(str))
    look: Look = attrs.field(default=Look.FULL, validator=_is_a(Look))


@attrs.frozen
class Tick:
    """A mark on a day.

    Attributes:
        since: The day from which the act counts; the first possible one if uncertain.
        text: What happened, and when.
        sure: Whether the act certainly counts from that day.
        note: What readers must see together with the mark.
    """

    since: date = attrs.field(converter=as_day)
    text: str = attrs.field(validator=_is_a(str))
    sure: bool = True
    note: str = ""


@attrs.frozen
class Stretch:
    """One bar: days of one meaning without a gap, as far as the figure shows them.

    Attributes:
        shown: The days that are shown.
        whole: All days of the bar, also those before and after the figure.
        bars: The bars to which this one belongs.
        sure: Whether the days are certain.
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
        """Whether the bar begins before the first day shown."""
        return (self.whole.first_day or date.min) < self.first_day

    @property
    def goes_on(self) -> bool:
        """Whether the bar goes on after the last day shown."""
        last = self.whole.last_day
        return last is None or last > self.last_day

    @property
    def meaning(self) -> str:
        """What the bar means, in a word or two."""
        return self.bars.meaning if self.sure else f"{self.bars.meaning} (uncertain)"

    def __str__(self) -> str:
        return f"{self.meaning} {self.whole}"


@attrs.frozen
class Row:
    """One row of a figure.

    Attributes:
        label: The text in front of the row.
        bars: The bars; later ones are drawn over earlier ones.
        ticks: The marks.
        key: A short name, by which programs find the row in a picture.
        last_day: The last day that the row covers, if it is before the figure's.
    """

    label: str = attrs.field(validator=_is_a(str))
    bars: tuple[Bars, ...] = attrs.field(default=(), validator=_several(Bars))
    ticks: tuple[Tick, ...] = attrs.field(default=(), validator=_several(Tick))
    key: str | None = None
    last_day: date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day)
    )

    def _covered(self, within: DaySet) -> DaySet:
        if self.last_day is None:
            return within
        return within.clip(Span(None, day_after(self.last_day)))

    def stretches(self, within: DaySet) -> list[Stretch]:
        """The bars that are seen within some days, grouped by meaning."""
        within = self._covered(within)
        return [
            Stretch(shown, whole, bars, sure)
            for bars in self.bars
            for days, sure in ((bars.days.surely, True), (bars.days.uncertain, False))
            for whole, shown in _seen(days, within)
        ]

    def ticks_by_day(self, within: DaySet) -> dict[date, list[Tick]]:
        """The marks within some days, by the day on which they are drawn."""
        within, found = self._covered(within), dict[date, list[Tick]]()
        for tick in sorted(self.ticks, key=lambda tick: tick.since):
            if tick.since in within:
                found.setdefault(tick.since, []).append(tick)
        return found


def _seen(days: DaySet, within: DaySet) -> list[tuple[Span, Span]]:
    """The spans of some days, each with what of it is seen within others."""
    wholes = days.spans()
    if days <= within:  # as most are
        return [(whole, whole) for whole in wholes]
    return [
        (whole, shown)
        for whole in wholes
        for shown in (DaySet.from_spans([whole]) & within).spans()
    ]


@attrs.frozen
class Group:
    """Some rows under one heading.

    Attributes:
        heading: The text above the rows.
        rows: The rows.
        last_day: The last day that the rows cover, if it is before the figure's.
    """

    heading: str = attrs.field(validator=_is_a(str))
    rows: tuple[Row, ...] = attrs.field(validator=_several(Row))
    last_day: date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day)
    )


@attrs.frozen(repr=False)
class Figure:
    """Rows of bars above one line of days. `Chart` says what its attributes mean."""

    title: str = attrs.field(validator=_is_a(str))
    groups: tuple[Group, ...] = attrs.field(validator=_several(Group))
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
        check_type(group, Group)
        last = min(self.last_day, group.last_day or date.max)
        if last < self.first_day:
            return DaySet()
        return DaySet.span(self.first_day, day_after(last))

    def drawn(self) -> Iterator[tuple[Group, Row, list[Stretch]]]:
        """Each row with its group and its bars, from top to bottom."""
        for group in self.groups:
            for row in group.rows:
                yield group, row, row.stretches(self.within(group))

    def ticks(self) -> Iterator[tuple[Row, date, list[Tick]]]:
        """Each row with its marks of one day, from top to bottom."""
        for group in self.groups:
            for row in group.rows:
                for day, ticks in row.ticks_by_day(self.within(group)).items():
                    yield row, day, ticks

    @property
    def notes(self) -> list[str]:
        """What readers must see together with the marks, each note once."""
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
        """What the figure shows, in words."""
        sentences = [f"From {self.first_day} to {self.last_day}."]
        last_group: Group | None = None
        for group, row, stretches in self.drawn():
            if group is not last_group and len(self.groups) > 1:
                sentences.append(f"{group.heading}:")
            last_group = group
            bars = "; ".join(map(str, stretches)) or "no day"
            sentences.append(f"{row.label}: {bars}.")
        if last_group is None:
            sentences.append("There is no row.")
        return " ".join([*sentences, *self.notes])

    def day_names(self, room: float) -> list[tuple[date, str]]:
        """Days along the line with the names to write there, as many as fit.

        Args:
            room: How many letters fit along the whole line.

        Examples:
            >>> figure = Figure("", (), "1992-05-15", "2026-02-15")
            >>> [name for _, name in figure.day_names(50)]
            ['1995', '2000', '2005', '2010', '2015', '2020', '2025']
            >>> figure = Figure("", (), "1999-04-01", "1999-12-31")
            >>> [name for _, name in figure.day_names(50)]
            ['1999-04', '1999-07', '1999-10']
        """
        days = self.last_day.toordinal() - self.first_day.toordinal() + 1
        fitting = (
            (step, letters)
            for length, step, letters in _STEPS
            if days / length * (letters + _GAP) <= room
        )
        step, letters = next(fitting, _STEPS[-1][1:])
        named = _every(step, self.first_day, self.last_day)
        return [(day, str(day)[:letters]) for day in named]

    def __repr__(self) -> str:
        rows = sum(len(group.rows) for group in self.groups)
        days = f"{self.first_day} to {self.last_day}"
        kind = type(self).__name__
        return f"<{kind} {self.title}, {days}: {rows} row{'s' * (rows != 1)}>"


_GAP = 2
"""Letters left free between the names of two days."""
_YEAR = 12
_STEPS: list[tuple[float, timedelta | int, int]] = [
    *((days, timedelta(days), 10) for days in (1, 2, 5, 10)),
    *((months * 30.44, months, 7) for months in (1, 3, 6)),
    *(
        (years * 365.25, years * _YEAR, 4)
        for power in (1, 10, 100, 1000)
        for years in (1 * power, 2 * power, 5 * power)
    ),
]
"""Steps from one named day to the next: in days, in days or months, and letters."""


def _every(step: timedelta | int, first: date, last: date) -> Iterator[date]:
    """The days that are a number of days or months apart."""
    if isinstance(step, timedelta):
        for day in range(first.toordinal(), last.toordinal() + 1, step.days):
            yield date.fromordinal(day)
        return
    # Months are numbered from the year 0, so that years come out as multiples.
    number = -(-(first.year * _YEAR + first.month - 1 + (first.day > 1)) // step) * step
    for month in range(number, last.year * _YEAR + last.month, step):
        yield date(month // _YEAR, month % _YEAR + 1, 1)
