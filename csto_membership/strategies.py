"""Hypothesis strategies for days, sets of days, timelines and uncertain dates.

They are for tests of your own code. Only this module needs Hypothesis, which
the extra `test` of this package installs.

By default values are drawn from a short window, so that days often coincide or touch.
Such days find most mistakes.
"""

from __future__ import annotations

from datetime import date
from operator import invert
from typing import TypeVar

from hypothesis import strategies as st

from csto_membership.days import (
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    Span,
    Timeline,
)
from csto_membership.days.parsing import as_day, day_after
from csto_membership.days.span import ONE_DAY

__all__ = [
    "day_sets",
    "days",
    "fuzzy_dates",
    "fuzzy_day_sets",
    "fuzzy_spans",
    "spans",
    "timelines",
]

V = TypeVar("V")

_FIRST = date(1999, 4, 10)
_LAST = date(1999, 5, 10)


def days(min_value: date = _FIRST, max_value: date = _LAST) -> st.SearchStrategy[date]:
    """Days from `min_value` to `max_value`, both included.

    Examples:
        >>> import csto_membership as cm
        >>> from datetime import date
        >>> from hypothesis import given
        >>> from csto_membership import strategies
        >>> @given(strategies.days())
        ... def test_there_are_nine_until_the_first_term_ends(day):
        ...     assert len(cm.members_on(day)) == (9 if day <= date(1999, 4, 20) else 6)
        >>> test_there_are_nine_until_the_first_term_ends()
    """
    return st.dates(as_day(min_value), as_day(max_value))


def spans(
    min_value: date = _FIRST, max_value: date = _LAST, *, endless: bool = True
) -> st.SearchStrategy[Span]:
    """Spans of at least one day.

    Args:
        min_value: The earliest first day in.
        max_value: The latest first day in, and the latest last day in.
        endless: Whether to draw also spans that are endless on one side or on both.

    Examples:
        >>> from hypothesis import given
        >>> from csto_membership import strategies
        >>> @given(strategies.spans(endless=False))
        ... def test_the_first_and_the_last_day_are_inside(span):
        ...     assert span.first_day in span and span.last_day in span
        >>> test_the_first_and_the_last_day_are_inside()
    """

    def make(one: date, other: date, open_start: bool, open_end: bool) -> Span:
        first, last = sorted((one, other))
        return Span(
            None if open_start else first, None if open_end else day_after(last)
        )

    bounds = days(min_value, max_value) if endless else _inner(min_value, max_value)
    side = st.booleans() if endless else st.just(value=False)
    return st.builds(make, bounds, bounds, side, side)


def _inner(min_value: date, max_value: date) -> st.SearchStrategy[date]:
    """Days that are neither the calendar's first nor its last.

    A set that contains one of the two is endless.
    """
    first = max(as_day(min_value), date.min + ONE_DAY)
    last = min(as_day(max_value), date.max - ONE_DAY)
    return st.nothing() if last < first else days(first, last)


def day_sets(
    min_value: date = _FIRST,
    max_value: date = _LAST,
    *,
    max_spans: int = 5,
    endless: bool = True,
) -> st.SearchStrategy[DaySet]:
    """Sets of days, including the empty one.

    Args:
        min_value: The earliest first day in, or first day out, of a span.
        max_value: The latest last day in of a bounded set.
        max_spans: The largest number of spans that are joined to make a set.
        endless: Whether to draw also sets that are endless on one side or on both.

    Examples:
        >>> from hypothesis import given
        >>> from csto_membership import DaySet, strategies
        >>> @given(strategies.day_sets())
        ... def test_text_reads_back_as_the_same_set(days):
        ...     assert DaySet.parse(days.edtf) == days
        >>> test_text_reads_back_as_the_same_set()
    """
    some = spans(min_value, max_value, endless=False)
    made = st.lists(some, max_size=max_spans).map(DaySet.from_spans)
    if not endless:
        return made
    outside = st.sampled_from(
        [DaySet(), DaySet.span(None, min_value), DaySet.span(max_value, None)]
    )
    return st.one_of(made, made.map(invert), st.builds(DaySet.union, made, outside))


def timelines(
    values: st.SearchStrategy[V],
    min_value: date = _FIRST,
    max_value: date = _LAST,
    *,
    max_changes: int = 6,
) -> st.SearchStrategy[Timeline[V]]:
    """Timelines of values that another strategy draws.

    Args:
        values: The strategy that draws the values.
        min_value: The earliest day on which the value changes.
        max_value: The latest such day.
        max_changes: The largest number of changes.

    Examples:
        >>> from hypothesis import given
        >>> from hypothesis import strategies as st
        >>> from csto_membership import Timeline, strategies
        >>> @given(strategies.timelines(st.booleans()))
        ... def test_a_timeline_of_yes_and_no_is_a_set_of_days(timeline):
        ...     assert Timeline.of(timeline.where(bool)) == timeline
        >>> test_a_timeline_of_yes_and_no_is_a_set_of_days()
    """
    changes = st.dictionaries(days(min_value, max_value), values, max_size=max_changes)

    def timeline(first: V, changed: dict[date, V]) -> Timeline[V]:
        later = sorted(changed.keys() - {date.min})
        return Timeline(later, [first, *map(changed.__getitem__, later)])

    return st.builds(timeline, values, changes)


def fuzzy_dates(
    min_value: date = _FIRST, max_value: date = _LAST, *, endless: bool = True
) -> st.SearchStrategy[FuzzyDate]:
    """Dates that may be one of several days.

    Args:
        min_value: The earliest day of a date that has an earliest day.
        max_value: The latest day of a date that has a latest day.
        endless: Whether to draw also dates without an earliest or a latest day.

    Examples:
        >>> from hypothesis import given
        >>> from csto_membership import FuzzyDate, strategies
        >>> @given(strategies.fuzzy_dates())
        ... def test_a_vaguer_date_is_not_a_contradiction(when):
        ...     assert when.agrees_with(FuzzyDate(when.days.hull))
        >>> test_a_vaguer_date_is_not_a_contradiction()
    """
    possible = day_sets(min_value, max_value, max_spans=2, endless=endless)
    return possible.filter(bool).map(FuzzyDate)


def fuzzy_day_sets(
    min_value: date = _FIRST, max_value: date = _LAST, *, endless: bool = True
) -> st.SearchStrategy[FuzzyDaySet]:
    """Sets in which some days are certain and others only possible.

    Examples:
        >>> from hypothesis import given
        >>> from csto_membership import strategies
        >>> @given(strategies.fuzzy_day_sets(), strategies.days())
        ... def test_the_complement_has_the_opposite_answer(days, day):
        ...     assert (~days).answer(day) is ~days.answer(day)
        >>> test_the_complement_has_the_opposite_answer()
    """
    sets = day_sets(min_value, max_value, endless=endless)
    return st.builds(_between, sets, sets)


def _between(one: DaySet, other: DaySet) -> FuzzyDaySet:
    return FuzzyDaySet(one & other, one | other)


def fuzzy_spans(
    min_value: date = _FIRST, max_value: date = _LAST, *, endless: bool = True
) -> st.SearchStrategy[FuzzySpan]:
    """Spans whose ends may each be one of several days.

    Args:
        min_value: The earliest first day in that is not open.
        max_value: The latest last day in that is not open.
        endless: Whether to draw also spans with an end that is unknown, bounded on one
            side only, or that never comes.

    Examples:
        >>> from hypothesis import given
        >>> from csto_membership import strategies
        >>> @given(strategies.fuzzy_spans(), strategies.days())
        ... def test_what_is_certain_is_possible(span, day):
        ...     assert day not in span.days.surely or day in span.days.possibly
        >>> test_what_is_certain_is_possible()
    """

    def make(form: str, first: FuzzyDate, last: FuzzyDate) -> FuzzySpan:
        if (last.latest or date.max) < (first.earliest or date.min):
            first, last = last, first
        return FuzzySpan.parse(form.format(first, last))

    forms = ["{0}/{1}", "{0}/", "/{1}", "{0}/..", "../{1}", "../.."]
    if not endless:
        forms = forms[:1]
        # The first day out is not 9999-12-31, which a date cannot tell from "never".
        max_value = min(as_day(max_value), date.max - 2 * ONE_DAY)
    ends = fuzzy_dates(min_value, max_value, endless=endless)
    return st.builds(make, st.sampled_from(forms), ends, ends)
