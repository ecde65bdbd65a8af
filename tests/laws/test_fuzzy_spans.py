"""Spans with uncertain ends: one law, and a slow model that tries every completion.

A completion is a pair of days out of those that the ends may be, the end after the
start. Both calendar ends and every kind of end take part: exact, coarse, a list, open
below, open above, open on both sides, unknown, and none.
"""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import Answer, DaySet, FuzzyDate, FuzzySpan, Relations, Span
from csto_membership import strategies as csto
from csto_membership.days.relation import EXAMPLES, FIXED

HOLDS = Relations(["contains", "equals", "started by", "finished by"])
NEVER = date.max.toordinal() + 2


def _run(first, count):
    return [first + timedelta(n) for n in range(count)]


SMALL = _run(date(2000, 2, 28), 3)
WINDOW = [
    *_run(date.min, 3),
    *_run(SMALL[0] - timedelta(2), len(SMALL) + 4),
    *_run(date.max - timedelta(2), 3),
]


def _dates(days):
    """Each date that may be some of the days, and open on no, one or both sides."""
    below, above = DaySet.span(None, days[0]), DaySet.span(days[-1], None)
    for size in range(1, len(days) + 1):
        for some in combinations(days, size):
            inside = DaySet.of(*some)
            for outside in (DaySet(), below, above, below | above):
                yield FuzzyDate(inside | outside)


def _spans(days):
    """Each span with ends of every kind that are not in the wrong order."""
    dates = [None, *dict.fromkeys(_dates(days))]
    for start, end in product(dates, dates):
        try:
            yield FuzzySpan(start, end)
        except cm.InvalidSpanError:
            assert max(_numbers(end), default=0) <= min(_numbers(start), default=1)
    for when in dates[1:]:
        yield FuzzySpan.parse(f"{when}/")
        yield FuzzySpan.parse(f"/{when}")


def _numbers(when):
    return [day.toordinal() for day in WINDOW if day in when.days]


def _completions(span):
    """All pairs of a first day in and a first day out; days far off stand for others."""
    if span.start is None:
        starts = [date.min.toordinal()]
    else:
        starts = _numbers(span.start) + [NEVER - 1] * (span.start.latest is None)
    never = [NEVER] * (span.end is None or span.end.latest is None)
    ends = [*(_numbers(span.end) if span.end else ()), *never]
    return [(start, end) for start, end in product(starts, ends) if start < end]


def _order(one, other):
    return tuple((x > y) - (x < y) for x, y in product(one, other))


BY_ORDER = {_order(example, FIXED): each for each, example in EXAMPLES.items()}


def _own_span(day):
    return Span(day, None if day == date.max else day + timedelta(1))


def _law(span, day):
    assert span.answer(day) is span.stands(HOLDS, _own_span(day))


SPANS = list(_spans(SMALL))


def test_every_kind_of_end_is_tried():
    ends = {str(span).split("/")[1] for span in SPANS}
    assert {"..", "", "2000-02-28", "[2000-02-28,2000-03-01]",
            "[..2000-02-28]", "[2000-02-29..]",
            "[2000-02-28..2000-02-29]"} <= ends  # fmt: skip
    assert {str(span).split("/")[0] for span in SPANS} >= {
        "..",
        "",
        "2000-02-28",
    }


def test_an_answer_is_what_the_relations_to_the_day_say():
    for span, day in product(SPANS, WINDOW):
        _law(span, day)


def test_an_answer_is_that_of_all_completions():
    for span in SPANS:
        every = _completions(span)
        for day in WINDOW:
            found = {start <= day.toordinal() < end for start, end in every}
            wanted = Answer.of(surely=found == {True}, possibly=True in found)
            assert span.answer(day) is wanted, (span, day)


@given(st.sampled_from(SPANS), st.sampled_from(SPANS))
@settings(deadline=None)
def test_the_relations_are_those_of_all_completions(one, other):
    orders = {_order(a, b) for a, b in product(_completions(one), _completions(other))}
    assert one.relations(other) == Relations(map(BY_ORDER.get, orders))


def test_every_span_reads_back_from_its_text():
    for span in SPANS:
        assert FuzzySpan.parse(span.edtf) == span
        assert eval(repr(span)) == span  # noqa: S307


@given(csto.fuzzy_spans(), csto.days())
def test_the_law_beyond_the_small_calendar(span, day):
    _law(span, day)


@given(csto.fuzzy_spans(date.min, date.max), st.dates() | st.sampled_from(WINDOW))
def test_the_law_over_the_whole_calendar(span, day):
    _law(span, day)


@given(csto.fuzzy_dates(date.min, date.max) | csto.fuzzy_dates())
def test_a_span_without_an_end_has_the_days_from_its_start_on(when):
    assert FuzzySpan(when).days == when.onwards


@given(csto.fuzzy_spans(), csto.fuzzy_spans(date.min, date.max))
def test_text_reads_back(one, other):
    assert FuzzySpan.parse(one.edtf) == one
    assert FuzzySpan.parse(other.edtf) == other


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # One end is certain, although the other may come first.
        ("1995-06-01/1995", "1995-06-01; uncertain: 1995-06-02 to 1995-12-31"),
        ("1995/1995-06-30", "1995-06-30; uncertain: 1995-01-01 to 1995-06-29"),
        # Unknown, bounded on one side, none.
        ("2000-01-01/", "2000-01-01; uncertain: since 2000-01-02"),
        ("2000-01-01/[..]", "2000-01-01; uncertain: since 2000-01-02"),
        ("2000-01-01/[..2000-01-03]", "2000-01-01; uncertain: 2000-01-02 to 2000-01-03"),
        ("2000-01-01/[2000-01-03..]", "2000-01-01 to 2000-01-03; uncertain: since 2000-01-04"),
        ("2000-01-01/..", "since 2000-01-01"),
        ("/2000-01-01", "2000-01-01; uncertain: until 1999-12-31"),
        ("[..]/2000-01-01", "2000-01-01; uncertain: until 1999-12-31"),
        ("[..1999]/2000-01-01", "1999-12-31 to 2000-01-01; uncertain: until 1999-12-30"),
        ("../2000-01-01", "until 2000-01-01"),
        ("../[..1999]", "until 0001-01-01; uncertain: 0001-01-02 to 1999-12-31"),
        ("../[1999..]", "until 1999-01-01; uncertain: since 1999-01-02"),
        ("[1999..]/..", "uncertain: since 1999-01-01"),
        ("[..]/[..]", "uncertain: always"),
        # An unknown end beside the first or the last day of the calendar.
        ("0001-01-01/", "until 0001-01-01; uncertain: since 0001-01-02"),
        ("/9999-12-31", "uncertain: always"),
        ("9999-12-31/", "uncertain: since 9999-12-31"),
        # A list.
        ("[1999-01-01,1999-01-09]/1999-01-05", "1999-01-01 to 1999-01-05"),
        ("[1999-01-01,1999-01-09]/[1998,1999-01-05,2001-01-01]",
         "uncertain: 1999-01-01 to 2001-01-01"),
        # The calendar's last day as a last day in: it goes on for good.
        ("2001-01-01/[2001-01-05,9999-12-31]",
         "2001-01-01 to 2001-01-05; uncertain: since 2001-01-06"),
    ],
)  # fmt: skip
def test_the_days_of_a_span(text, said):
    assert str(FuzzySpan.parse(text).days) == said
