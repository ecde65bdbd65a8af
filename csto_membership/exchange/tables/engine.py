"""The rows of panels, made in runs: by state or pair and by stretch of years.

What a row says of a group depends on what holds of each of the group in the period. That
has few different values, so each combination is worked out once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, reduce
from itertools import pairwise
from typing import Any

import attrs

from csto_membership.days import DaySet, Span, Timeline
from csto_membership.exchange.series import (
    MembershipSeries,
    Subject,
    SubjectGroup,
    TableView,
    looked_at,
)
from csto_membership.exchange.tables.arguments import TableRequest, Unit
from csto_membership.exchange.tables.cells import (
    Note,
    changes_of_columns,
    of_subject,
    of_view,
)
from csto_membership.exchange.tables.runs import RowRun, RowValues
from csto_membership.exchange.tables.table import Column

# -- stretches of periods ---------------------------------------------------------------
#
# In the periods of a stretch nothing changes for a state or number. Two of them of which
# the same holds in a period say the same there, so what holds has a key.

PeriodStretch = tuple[int, int, tuple[Any, ...]]
"""The place of the first of some periods, the place after the last, and what holds."""


class Periods:
    """The years or months of a panel, in order and without a gap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._first_days = [span.first_day or date.min for span in spans]
        self._last_days = [span.last_day or date.max for span in spans]
        self._keys: dict[Any, int] = {}

    def stretches(
        self, facts: Timeline[Any], changes: Iterable[date] = ()
    ) -> Iterator[PeriodStretch]:
        """The stretches in which some facts are the same, each with its key.

        A period in which they change is a stretch by itself, and so is one with any of
        the other `changes`, of which the key says nothing.
        """
        bounds = {0, len(self.spans)}
        for day in (*facts.days, *changes):
            place = bisect_right(self._first_days, day) - 1
            if place < 0 or day > self._last_days[place]:
                continue
            bounds |= {place, place + (self._first_days[place] != day)}
        for first, stop in pairwise(sorted(bounds)):
            yield first, stop, (self._key(facts, first),)

    def _key(self, facts: Timeline[Any], place: int) -> int:
        """The key of what holds in a period: the same one for the same facts."""
        since = bisect_right(facts.days, self._first_days[place])
        until = bisect_right(facts.days, self._last_days[place])
        held = facts.values[since : until + 1], facts.days[since:until]
        return self._keys.setdefault(held, len(self._keys))


def facts_of(
    sets: Iterable[DaySet], timelines: Iterable[Timeline[Any]]
) -> Timeline[tuple[Any, ...]]:
    """What holds on each day: in which sets it is, and the values of some timelines."""
    each = [*map(Timeline.of, sets), *timelines]
    return Timeline.combined(each, lambda *values: values)


def merged(
    stretches: Sequence[PeriodStretch], *others: Sequence[PeriodStretch]
) -> Sequence[PeriodStretch]:
    """The stretches of several subjects together; what holds of each is joined.

    Examples:
        >>> merged([(0, 5, ("a",))], [(0, 2, ("b",)), (2, 5, ("c",))])
        [(0, 2, ('a', 'b')), (2, 5, ('a', 'c'))]
    """
    for other in others:
        found: list[PeriodStretch] = []
        place = 0
        for first, stop, values in stretches:
            end = first
            while end < stop:
                begin = end
                _, until, more = other[place]
                end = min(stop, until)
                found.append((begin, end, values + more))
                place += end == until
        stretches = found
    return stretches


# -- rows ------------------------------------------------------------------------------


@attrs.frozen
class Grouping:
    """Of how many states a row is, and what it says of them.

    Attributes:
        size: How many states are in a group.
        member: The column that says whether the group were members.
        exists: The column that says whether they were states.
        notes: What else is said of the days that the rule looks at.
        noted: For a view, what says that.
        by_view: Whether that is said under each definition, or once.
    """

    size: int
    member: Column
    exists: Column
    notes: tuple[Column, ...]
    noted: Callable[[TableView], Note]
    by_view: bool

    @property
    def places(self) -> list[str]:
        """What distinguishes the columns of one of a group from those of another."""
        return [""] if self.size == 1 else [str(n + 1) for n in range(self.size)]


DAYS = Column(
    "days", int, "the number of days on which the list has the number, or both"
)
"""The column with the number of days that a row of numbers is about."""


def suffixed(name: str, part: str) -> str:
    """The name of a column of one of a group, or of one definition."""
    return f"{name}_{part}" if part else name


def parts_of(request: TableRequest) -> list[str]:
    """What distinguishes the columns of one definition from those of another."""
    names = (each.name for each in request.definitions)
    return ["_".join(name.split()) for name in names] or [""]


_Cells = tuple[RowValues, tuple[str, ...]] | None
"""The cells that periods share, and the names of those that each gives itself: its first
and last day, and how many days it has. None if there is no row."""


class Engine:
    """Makes the rows of a panel for one alliance, in runs.

    Nothing is asked twice: what a row says of a group depends on what holds of each of
    them in the period, and these keys are few.
    """

    def __init__(
        self,
        grouping: Grouping,
        unit: Unit,
        request: TableRequest,
        views: Sequence[TableView],
        spans: Sequence[Span],
    ) -> None:
        self._grouping, self._unit, self._request = grouping, unit, request
        self._views, self._parts = views, parts_of(request)
        self._periods = Periods(spans)
        noted = grouping.noted
        self._notes = [noted(v) for v in views[: None if grouping.by_view else 1]]
        self._head = of_view(views[0].alliance) | {"rule": str(request.rule)}
        if request.definitions:
            del self._head["definition"]
        self._known: dict[tuple[Any, ...], _Cells] = {}
        self._courses = cache(self._course)
        self._clipped = cache(self._series_in_period)
        self._own = cache(self._own_cells)
        self._own_cell = cache(self._cells_named)

    def runs(self, groups: Iterable[SubjectGroup]) -> Iterator[RowRun]:
        """The rows of some groups, one group after the other."""
        cells_of: dict[tuple[int, ...], _Cells] = {}
        end: tuple[int, tuple[Any, ...]] = len(self._periods.spans), ()
        for group in groups:
            courses = [self._courses(each)[n] for n, each in enumerate(group)]
            found: list[tuple[int, tuple[Any, ...]]] = []
            before = None
            for first, _, values in merged(*courses):
                # In turn the key of a state or number, and its columns.
                keys = values[::2]
                if keys not in cells_of:
                    cells_of[keys] = self._cells(group, first)
                now = (cells_of[keys], *values[1::2])
                if now != before:
                    found.append((first, now))
                    before = now
            for (first, (cells, *subjects)), (stop, _) in pairwise([*found, end]):
                if cells is not None:
                    shared, names = cells
                    own = self._own(names, first, stop)
                    yield RowRun((self._head, *subjects, shared), own)

    def _course(self, subject: Subject) -> Sequence[Sequence[PeriodStretch]]:
        """The stretches of a state or number, for each place that it may have in a group.

        Each has a key, and the columns of the state or number.
        """
        rule = self._request.rule
        series = (view.series(subject) for view in self._views)
        sets = [each for one in series for each in one.sets]
        notes = [fact for note in self._notes for fact in note.facts(subject)]
        changes = changes_of_columns(subject)
        courses: list[list[PeriodStretch]] = [[] for _ in self._grouping.places]
        for first, stop, key in self._periods.stretches(facts_of(sets, notes), changes):
            span = self._periods.spans[first]
            cells = of_subject(subject, span, looked_at(rule, span))
            for course, suffix in zip(courses, self._grouping.places, strict=True):
                named = {suffixed(name, suffix): v for name, v in cells.items()}
                course.append((first, stop, (*key, named)))
        return courses

    def _series_in_period(
        self, subject: Subject, view: TableView, place: int
    ) -> MembershipSeries:
        return view.series(subject).clip(self._periods.spans[place])

    def _cells(self, group: SubjectGroup, place: int) -> _Cells:
        """What rows say of a group in a period, and in others with the same keys."""
        span = self._periods.spans[place]
        grouping, rule = self._grouping, self._request.rule
        days = looked_at(rule, span)
        series = [
            reduce(
                MembershipSeries.__and__,
                (self._clipped(each, view, place) for each in group),
            )
            for view in self._views
        ]
        asked = [each if days is span else each.clip(days) for each in series]
        cells: RowValues = {}
        if self._request.by_number:
            if not (used := series[0].existence.surely):
                return None
            cells[DAYS.name] = used.count()
        # Existence is the same under every definition.
        there, surely = asked[0].existence.possibly, asked[0].existence.surely
        cells[grouping.exists.name] = 1 if surely else None if there else 0
        notes = [note.cells(group, days) for note in self._notes]
        if not grouping.by_view:
            cells |= notes[0]
        for number, part in enumerate(self._parts):
            found = asked[number].cell_of_all(grouping.member.name, rule, days)
            if grouping.by_view:
                found |= notes[number]
            found |= series[number].ends(span)
            cells |= {suffixed(name, part): value for name, value in found.items()}
        own = self._cells_of_period(place)
        names = tuple(n for n in own if cells.get(n, own[n]) == own[n])
        shared = {name: value for name, value in cells.items() if name not in names}
        # Those that say the same are one object, so that runs share it.
        return self._known.setdefault((names, *shared.items()), (shared, names))

    def _cells_of_period(self, place: int) -> RowValues:
        """What a row may say of its period alone."""
        span = self._periods.spans[place]
        first, last = span.first_day, span.last_day
        cells = {name: getattr(first or date.min, name) for name in self._unit.value}
        if self._request.by_number:
            cells[DAYS.name] = span.count()
        for part in self._parts:
            cells |= {
                suffixed("first_day", part): first,
                suffixed("last_day", part): last,
            }
        return cells

    def _cells_named(self, names: tuple[str, ...], place: int) -> RowValues:
        cells = self._cells_of_period(place)
        return {name: cells[name] for name in names}

    def _own_cells(
        self, names: tuple[str, ...], first: int, stop: int
    ) -> Sequence[RowValues]:
        """The cells that some periods give themselves."""
        return [self._own_cell(names, place) for place in range(first, stop)]
