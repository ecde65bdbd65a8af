"""Laws of the algebra of days, and agreement with a slow obvious model.

The model of a set of days is the Python set of those days of a window that it holds.
The window reaches two days past every day on which something may change, so an endless
tail shows in it, and two sets are equal when their models are.
"""

import copy
import pickle
import re
from datetime import MAXYEAR, date, timedelta
from functools import reduce
from itertools import pairwise
from operator import and_, or_, sub, xor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csto_membership.days import (
    Answer,
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    Segment,
    Span,
    Timeline,
    as_day,
    as_period,
)
from csto_membership.days.dayset import covered
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    UnboundedError,
)

# -- the days, dense so that they collide and touch --------------------------


def _run(first, count):
    return [first + timedelta(n) for n in range(count)]


EARLY = _run(date.min, 5)
MIDDLE = _run(date(2000, 2, 20), 18)
LATE = _run(date.max - timedelta(4), 5)
WINDOW = [
    *_run(EARLY[0], len(EARLY) + 2),
    *_run(MIDDLE[0] - timedelta(2), len(MIDDLE) + 4),
    *_run(LATE[0] - timedelta(2), len(LATE) + 2),
]

days = st.sampled_from(EARLY + MIDDLE + LATE)
middle_days = st.sampled_from(MIDDLE)
any_days = st.dates()


def _ascending(toggles):
    return DaySet(sorted(toggles))


day_sets = st.sets(days, max_size=8).map(_ascending)
bounded_sets = (
    st.sets(middle_days, max_size=8)
    .filter(lambda toggles: len(toggles) % 2 == 0)
    .map(_ascending)
)
some_days = day_sets.filter(bool)


def _half_open(pair):
    start, end = pair
    return (start, end) if None in pair or start <= end else (end, start)


# A pair may be empty, and endless on either side.
ends = st.none() | days
pairs = st.tuples(ends, ends).map(_half_open)

values = st.sampled_from([0, 1, 2, True, False, None, "a"])
numbers = st.integers(0, 3)


def timelines(of=values):
    changes = st.dictionaries(days.filter(lambda day: day > date.min), of, max_size=8)
    return st.builds(
        lambda first, later: Timeline(
            sorted(later), [first, *map(later.get, sorted(later))]
        ),
        of,
        changes,
    )


fuzzy_sets = st.builds(lambda a, b: FuzzyDaySet(a & b, a | b), day_sets, day_sets)
answers = st.sampled_from(Answer)

NONE = DaySet()
ALL = ~DaySet()

# -- the model ---------------------------------------------------------------


def model(day_set):
    return {day for day in WINDOW if day in day_set}


def model_of_pairs(spans):
    return {
        day
        for day in WINDOW
        for start, end in spans
        if (start is None or start <= day) and (end is None or day < end)
    }


def model_of_timeline(timeline):
    return [(type(timeline[day]), timeline[day]) for day in WINDOW]


def flips_that_ascend(day_set):
    return all(earlier < later for earlier, later in pairwise(day_set.toggles))


# -- sets of days: agreement with the model ----------------------------------


@given(toggles=st.sets(days, max_size=8), day=st.sampled_from(WINDOW))
def test_a_day_is_in_when_an_odd_number_of_toggles_lies_at_or_before_it(toggles, day):
    inside = sum(toggle <= day for toggle in toggles) % 2 == 1
    assert (day in _ascending(toggles)) is inside


@given(spans=st.lists(pairs, max_size=6))
def test_from_spans_holds_the_days_of_its_pairs(spans):
    assert model(DaySet.from_spans(spans)) == model_of_pairs(spans)


@given(pair=pairs)
def test_span_holds_the_days_from_its_start_up_to_its_end(pair):
    assert model(DaySet.span(*pair)) == model_of_pairs([pair])


@pytest.mark.parametrize("op", [or_, and_, xor, sub])
@given(a=day_sets, b=day_sets)
def test_operators_agree_with_the_model(op, a, b):
    assert model(op(a, b)) == op(model(a), model(b))


# Sets of few and of many toggles are combined in two ways, which have to agree.
LONG = [
    *_run(date.min, 40),
    *_run(date(2000, 2, 20), 40),
    *_run(date.max - timedelta(39), 40),
]
long_sets = st.sets(st.sampled_from(LONG), min_size=34, max_size=100).map(_ascending)


@pytest.mark.parametrize("op", [or_, and_, sub, xor])
@given(a=long_sets, b=long_sets | day_sets)
def test_operators_agree_with_the_model_at_every_size(op, a, b):
    for one, other in ((a, b), (b, a), (a, ~a), (a, a)):
        mine, theirs = ({day for day in LONG if day in each} for each in (one, other))
        assert {day for day in LONG if day in op(one, other)} == op(mine, theirs)
        assert flips_that_ascend(op(one, other))


@given(a=long_sets, b=long_sets | day_sets)
def test_two_sets_are_combined_as_many_are(a, b):
    assert a | b == covered(1, (a, b))
    assert a & b == covered(2, (a, b))
    assert a - b == covered(2, (a, ~b))


@given(a=day_sets)
def test_complement_agrees_with_the_model(a):
    assert model(~a) == set(WINDOW) - model(a)


@given(a=day_sets, b=day_sets)
def test_order_agrees_with_the_model(a, b):
    assert (a <= b) is (model(a) <= model(b))
    assert (a < b) is (model(a) < model(b))
    assert (a >= b) is (model(a) >= model(b))
    assert (a > b) is (model(a) > model(b))


@given(a=day_sets, b=day_sets)
def test_isdisjoint_agrees_with_the_model(a, b):
    assert a.isdisjoint(b) is model(a).isdisjoint(model(b))


@given(a=day_sets, b=day_sets)
def test_isdisjoint_of_a_set_and_what_another_leaves_of_it(a, b):
    assert (a - b).isdisjoint(b)


@given(a=day_sets)
def test_a_set_is_true_when_it_holds_a_day(a):
    assert bool(a) is bool(model(a))


@given(a=bounded_sets)
def test_count_agrees_with_the_model(a):
    assert a.count() == len(model(a))


@given(a=bounded_sets, b=bounded_sets)
def test_count_of_the_union_is_by_inclusion_and_exclusion(a, b):
    assert (a | b).count() == a.count() + b.count() - (a & b).count()


@given(start=any_days, end=any_days)
def test_count_of_a_span_is_the_distance_of_its_ends(start, end):
    start, end = sorted((start, end))
    if start > date.min:
        assert DaySet.span(start, end).count() == end.toordinal() - start.toordinal()


@given(a=day_sets)
def test_a_set_that_holds_an_end_of_the_calendar_is_endless_there(a):
    assert a.is_bounded is (date.min not in a and date.max not in a)


@given(a=day_sets)
def test_only_a_bounded_set_can_be_counted(a):
    if a.is_bounded:
        assert a.count() >= len(model(a))
    else:
        with pytest.raises(UnboundedError):
            a.count()


@given(a=some_days)
def test_first_day_agrees_with_the_model(a):
    assert a.first_day == (None if date.min in a else min(model(a)))


@given(a=some_days)
def test_last_day_agrees_with_the_model(a):
    assert a.last_day == (None if date.max in a else max(model(a)))


# -- sets of days: one spelling for each set ---------------------------------


@given(a=day_sets, b=day_sets)
def test_sets_are_equal_when_they_hold_the_same_days(a, b):
    assert (a == b) is (model(a) == model(b))


@given(spans=st.lists(pairs, max_size=6), order=st.randoms())
def test_from_spans_takes_its_pairs_in_any_order(spans, order):
    shuffled = order.sample(spans, len(spans))
    assert DaySet.from_spans(shuffled) == DaySet.from_spans(spans)


@given(a=day_sets, b=day_sets, order=st.randoms())
def test_pieces_that_touch_and_overlap_make_an_equal_set_with_an_equal_hash(
    a, b, order
):
    pieces = [*(a & b).spans(), *(a - b).spans(), *(a & ~b).spans()]
    order.shuffle(pieces)
    again = DaySet.from_spans(pieces)
    assert again == a
    assert hash(again) == hash(a)


@given(spans=st.lists(pairs, max_size=6))
def test_from_spans_is_the_union_of_its_spans(spans):
    assert DaySet.from_spans(spans) == reduce(
        or_, (DaySet.span(*pair) for pair in spans), NONE
    )


@given(a=day_sets)
def test_spans_rebuild_the_set(a):
    assert DaySet.from_spans(a.spans()) == a
    assert DaySet.from_spans((span.start, span.end) for span in a.spans()) == a


@given(a=day_sets)
def test_spans_are_maximal_and_in_order(a):
    for left, right in pairwise(a.spans()):
        assert left.end < right.start


@given(a=day_sets)
def test_toggles_rebuild_the_set(a):
    assert DaySet(a.toggles) == a
    assert DaySet(map(str, a.toggles)) == a


@pytest.mark.parametrize("op", [or_, and_, xor, sub])
@given(a=day_sets, b=day_sets)
def test_toggles_of_every_result_strictly_ascend(op, a, b):
    assert flips_that_ascend(op(a, b))
    assert flips_that_ascend(~op(a, b))


@given(spans=st.lists(pairs, max_size=6))
def test_toggles_of_spans_strictly_ascend(spans):
    assert flips_that_ascend(DaySet.from_spans(spans))


@given(a=day_sets, b=day_sets)
def test_operators_leave_their_operands_as_they_were(a, b):
    before = (a.toggles, b.toggles)
    _ = a | b, a & b, a ^ b, a - b, ~a, a <= b, a.isdisjoint(b)
    assert (a.toggles, b.toggles) == before


# -- sets of days: Boolean algebra -------------------------------------------


@pytest.mark.parametrize("op", [or_, and_, xor])
@given(a=day_sets, b=day_sets)
def test_commutativity(op, a, b):
    assert op(a, b) == op(b, a)


@pytest.mark.parametrize("op", [or_, and_, xor])
@given(a=day_sets, b=day_sets, c=day_sets)
def test_associativity(op, a, b, c):
    assert op(op(a, b), c) == op(a, op(b, c))


@given(a=day_sets, b=day_sets, c=day_sets)
def test_intersection_distributes_over_union(a, b, c):
    assert a & (b | c) == (a & b) | (a & c)


@given(a=day_sets, b=day_sets, c=day_sets)
def test_union_distributes_over_intersection(a, b, c):
    assert a | (b & c) == (a | b) & (a | c)


@given(a=day_sets, b=day_sets, c=day_sets)
def test_intersection_distributes_over_symmetric_difference(a, b, c):
    assert a & (b ^ c) == (a & b) ^ (a & c)


@given(a=day_sets)
def test_identity(a):
    assert a | NONE == a
    assert a & ALL == a
    assert a ^ NONE == a
    assert a - NONE == a


@given(a=day_sets)
def test_domination(a):
    assert a | ALL == ALL
    assert a & NONE == NONE
    assert a - ALL == NONE


@given(a=day_sets)
def test_complement(a):
    assert a | ~a == ALL
    assert a & ~a == NONE
    assert a ^ ~a == ALL


@given(a=day_sets)
def test_double_complement(a):
    assert ~~a == a


@given(a=day_sets, b=day_sets)
def test_de_morgan(a, b):
    assert ~(a | b) == ~a & ~b
    assert ~(a & b) == ~a | ~b


@given(a=day_sets)
def test_idempotence(a):
    assert a | a == a
    assert a & a == a


@given(a=day_sets, b=day_sets)
def test_absorption(a, b):
    assert a | (a & b) == a
    assert a & (a | b) == a


@given(a=day_sets, b=day_sets)
def test_difference_is_intersection_with_the_complement(a, b):
    assert a - b == a & ~b


@given(a=day_sets, b=day_sets)
def test_symmetric_difference_is_what_lies_in_one_of_the_two(a, b):
    assert a ^ b == (a | b) - (a & b)


@given(a=day_sets, b=day_sets)
def test_symmetric_difference_undoes_itself(a, b):
    assert a ^ b ^ b == a


# -- sets of days: order -----------------------------------------------------


@given(a=day_sets)
def test_order_is_reflexive(a):
    assert a <= a  # noqa: PLR0124
    assert not a < a  # noqa: PLR0124


@given(a=day_sets, b=day_sets)
def test_order_is_antisymmetric(a, b):
    assert (a <= b <= a) is (a == b)


@given(a=day_sets, b=day_sets, c=day_sets)
def test_order_is_transitive(a, b, c):
    assert a & b & c <= a & b <= a <= a | b <= a | b | c
    assert a & b & c <= a | b | c


@given(a=day_sets, b=day_sets)
def test_order_is_that_of_union_and_intersection(a, b):
    assert (a <= b) is (a | b == b)
    assert (a <= b) is (a & b == a)


@given(a=day_sets, b=day_sets)
def test_complement_reverses_the_order(a, b):
    assert (a <= b) is (~b <= ~a)


@given(a=day_sets)
def test_every_set_lies_between_none_and_all(a):
    assert NONE <= a <= ALL


# -- sets of days: the one primitive -----------------------------------------

several = st.lists(day_sets, max_size=6)


@given(at_least=st.integers(1, 8), sets=several)
def test_covered_agrees_with_counting(at_least, sets):
    counted = {day for day in WINDOW if sum(day in each for each in sets) >= at_least}
    assert model(covered(at_least, sets)) == counted
    assert flips_that_ascend(covered(at_least, sets))


@given(sets=several)
def test_covered_once_is_union(sets):
    assert covered(1, sets) == DaySet().union(*sets) == reduce(or_, sets, NONE)


@given(sets=several.filter(bool))
def test_covered_by_all_is_intersection(sets):
    assert covered(len(sets), sets) == reduce(and_, sets, ALL)


@given(at_least=st.integers(1, 6), sets=several)
def test_covered_more_often_is_a_subset(at_least, sets):
    assert covered(at_least + 1, sets) <= covered(at_least, sets)


# -- spans -------------------------------------------------------------------

spans = pairs.filter(
    lambda pair: pair[1] is None or (pair[0] or date.min) < pair[1]
).map(lambda pair: Span(*pair))


@given(span=spans)
def test_a_span_holds_the_days_that_its_set_holds(span):
    assert model(span) == model(DaySet.from_spans([span]))


@given(span=spans)
def test_a_span_is_the_one_span_of_its_set(span):
    assert list(DaySet.from_spans([span]).spans()) == [span]


@given(span=spans)
def test_first_and_last_day_of_a_span_are_its_outermost_days(span):
    inside = DaySet.from_spans([span])
    assert span.first_day == inside.first_day
    assert span.last_day == inside.last_day


@given(start=any_days, end=any_days)
def test_length_leads_from_the_first_day_in_to_the_first_day_out(start, end):
    start, end = sorted((start, end))
    if date.min < start < end:
        assert start + Span(start, end).length == end


# -- timelines ---------------------------------------------------------------


@given(one=timelines(), other=timelines())
def test_timelines_are_equal_when_their_values_are_on_every_day(one, other):
    same = model_of_timeline(one) == model_of_timeline(other)
    assert (one == other) is same
    if same:
        assert hash(one) == hash(other)


@given(timeline=timelines())
def test_neighbouring_values_of_a_timeline_differ(timeline):
    for one, other in pairwise(timeline.values):
        assert type(one) is not type(other) or one != other


@given(timeline=timelines())
def test_segments_tile_all_days(timeline):
    segments = list(timeline.segments())
    assert segments[0].span.start is None
    assert segments[-1].span.end is None
    for left, right in pairwise(segments):
        assert left.span.end == right.span.start


@given(timeline=timelines(), day=st.sampled_from(WINDOW))
def test_a_day_has_the_value_of_its_segment(timeline, day):
    (found,) = (each for each in timeline.segments() if day in each.span)
    assert found.value is timeline[day]


@given(timeline=timelines())
def test_segments_rebuild_the_timeline(timeline):
    segments = list(timeline.segments())
    starts = [each.span.start for each in segments[1:]]
    assert Timeline(starts, [each.value for each in segments]) == timeline


@given(timeline=timelines())
def test_map_of_the_identity_is_the_same_timeline(timeline):
    assert timeline.map(lambda value: value) == timeline


@given(timeline=timelines(numbers))
def test_map_of_a_composition_is_map_after_map(timeline):
    halved = timeline.map(lambda value: value // 2)
    assert halved.map(str) == timeline.map(lambda value: str(value // 2))


@given(timeline=timelines(numbers), day=st.sampled_from(WINDOW))
def test_map_commutes_with_asking_for_a_day(timeline, day):
    assert timeline.map(lambda value: value // 2)[day] == timeline[day] // 2


@given(one=timelines(numbers), other=timelines(numbers), day=st.sampled_from(WINDOW))
def test_combine_commutes_with_asking_for_a_day(one, other, day):
    assert one.combine(other, sub)[day] == one[day] - other[day]


@given(one=timelines(), other=timelines())
def test_combine_keeps_both_timelines(one, other):
    assert one.combine(other, lambda mine, _: mine) == one
    assert one.combine(other, lambda _, theirs: theirs) == other


@given(one=timelines(), other=timelines())
def test_combine_mirrors(one, other):
    mirrored = other.combine(one, lambda theirs, mine: (mine, theirs))
    assert one.combine(other, lambda mine, theirs: (mine, theirs)) == mirrored


@given(a=timelines(numbers), b=timelines(numbers), c=timelines(numbers))
def test_combine_is_associative(a, b, c):
    assert a.combine(b, max).combine(c, max) == a.combine(b.combine(c, max), max)


@given(timeline=timelines(numbers))
def test_combine_with_one_value_for_all_days_is_map(timeline):
    always = Timeline([], [2])
    assert timeline.combine(always, sub) == timeline.map(lambda value: value - 2)


@given(timeline=timelines(numbers))
def test_where_commutes_with_asking_for_a_day(timeline):
    assert model(timeline.where(lambda value: value > 1)) == {
        day for day in WINDOW if timeline[day] > 1
    }


@given(timeline=timelines(numbers))
def test_where_not_is_the_complement(timeline):
    found = timeline.where(lambda value: value > 1)
    assert timeline.where(lambda value: not value > 1) == ~found


@given(a=day_sets)
def test_where_undoes_timeline_of(a):
    assert Timeline.of(a).where(bool) == a


@given(a=day_sets, day=st.sampled_from(WINDOW))
def test_timeline_of_a_set_says_whether_a_day_is_in(a, day):
    assert Timeline.of(a)[day] is (day in a)


@pytest.mark.parametrize("op", [or_, and_, xor])
@given(a=day_sets, b=day_sets)
def test_timeline_of_commutes_with_the_operators(op, a, b):
    assert Timeline.of(op(a, b)) == Timeline.of(a).combine(Timeline.of(b), op)


# -- fuzzy sets of days ------------------------------------------------------


def completion(fuzzy, choice):
    """A set that the fuzzy one may turn out to be: the sure days and some possible."""
    return fuzzy.surely | (fuzzy.possibly & choice)


@pytest.mark.parametrize("op", [or_, and_, xor, sub])
@given(x=fuzzy_sets, y=fuzzy_sets, some=day_sets, others=day_sets)
def test_every_completion_lies_between_the_bounds(op, x, y, some, others):
    true_days = op(completion(x, some), completion(y, others))
    assert op(x, y).surely <= true_days <= op(x, y).possibly


@pytest.mark.parametrize("op", [or_, and_, xor, sub])
@given(x=fuzzy_sets, y=fuzzy_sets)
def test_the_bounds_are_no_wider_than_needed(op, x, y):
    completions = [
        op(completion(x, some), completion(y, others))
        for some in (NONE, ALL)
        for others in (NONE, ALL)
    ]
    assert op(x, y) == FuzzyDaySet(reduce(and_, completions), reduce(or_, completions))


@given(x=fuzzy_sets, some=day_sets)
def test_every_completion_of_the_complement_lies_between_the_bounds(x, some):
    true_days = ~completion(x, some)
    assert (~x).surely <= true_days <= (~x).possibly


@given(x=fuzzy_sets)
def test_double_complement_of_a_fuzzy_set(x):
    assert ~~x == x


@given(x=fuzzy_sets, y=fuzzy_sets)
def test_de_morgan_for_fuzzy_sets(x, y):
    assert ~(x | y) == ~x & ~y
    assert ~(x & y) == ~x | ~y


@given(x=fuzzy_sets)
def test_uncertain_days_are_the_possible_ones_that_are_not_sure(x):
    assert x.uncertain | x.surely == x.possibly
    assert x.uncertain.isdisjoint(x.surely)


@pytest.mark.parametrize("op", [or_, and_])
@given(x=fuzzy_sets, y=fuzzy_sets, day=st.sampled_from(WINDOW))
def test_operators_commute_with_asking_for_a_day(op, x, y, day):
    assert op(x, y).answer(day) is op(x.answer(day), y.answer(day))
    assert (~x).answer(day) is ~x.answer(day)


@given(x=fuzzy_sets, day=st.sampled_from(WINDOW))
def test_answer_says_what_is_sure_and_what_is_possible(x, day):
    assert x.answer(day).surely is (day in x.surely)
    assert x.answer(day).possibly is (day in x.possibly)


@pytest.mark.parametrize("op", [or_, and_, xor, sub])
@given(a=day_sets, b=day_sets)
def test_sets_without_doubt_compute_as_plain_ones(op, a, b):
    assert op(FuzzyDaySet(a), FuzzyDaySet(b)) == FuzzyDaySet(op(a, b))


# -- answers -----------------------------------------------------------------


@given(x=answers, y=answers, z=answers)
def test_answers_form_a_de_morgan_algebra(x, y, z):
    assert x & (y | z) is (x & y) | (x & z)
    assert ~(x & y) is ~x | ~y
    assert x & (x | y) is x
    assert ~~x is x


# -- fuzzy dates -------------------------------------------------------------

whole_years_and_months = st.builds(
    lambda day, length: as_period(f"{day}"[:length]), any_days, st.sampled_from([4, 7])
).map(lambda span: DaySet.from_spans([span]))
possible_days = some_days | whole_years_and_months


@given(possible=possible_days)
@example(ALL)  # was written as [..], which could not be read
def test_edtf_reads_back_as_the_same_date(possible):
    said = FuzzyDate(possible)
    assert FuzzyDate(said.edtf) == said
    assert FuzzyDate(str(said)).days == possible


@given(possible=possible_days)
def test_earliest_and_latest_are_the_outermost_possible_days(possible):
    said = FuzzyDate(possible)
    assert said.earliest == possible.first_day
    assert said.latest == possible.last_day


@given(one=some_days, other=some_days)
def test_dates_agree_when_some_day_satisfies_both(one, other):
    agree = FuzzyDate(one).agrees_with(FuzzyDate(other))
    assert agree is bool(model(one) & model(other))
    assert agree is FuzzyDate(other).agrees_with(FuzzyDate(one))


@given(one=some_days, other=day_sets)
def test_coarser_is_not_contrary(one, other):
    assert FuzzyDate(one).agrees_with(FuzzyDate(one | other))


@given(day=any_days)
def test_a_date_is_exact_when_it_can_be_one_day_only(day):
    inside_the_calendar = date.min < day < date.max
    assert FuzzyDate(day).is_exact is inside_the_calendar
    assert not FuzzyDate(f"{day}"[:7]).is_exact


# -- what people write -------------------------------------------------------

MONTHS = {
    "English": "January February March April May June July August September October"
    " November December",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober"
    " november december",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября"
    " ноября декабря",
}
WEEKDAYS = {
    "English": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Dutch": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "Russian": "понедельник вторник среда четверг пятница суббота воскресенье",
}


def month_in(language, day):
    return MONTHS[language].split()[day.month - 1]


def weekday_in(language, day):
    return WEEKDAYS[language].split()[day.weekday()]


@given(day=any_days)
def test_iso_text_names_its_day(day):
    assert as_day(day.isoformat()) == day


@pytest.mark.parametrize("language", MONTHS)
@given(day=any_days)
def test_a_day_in_words_names_its_day(language, day):
    assert as_day(f"{day.day} {month_in(language, day)} {day.year:04}") == day


@given(day=any_days)
def test_a_day_with_the_month_in_front_names_its_day(day):
    assert as_day(f"{month_in('English', day)} {day.day}, {day.year:04}") == day


@pytest.mark.parametrize("language", WEEKDAYS)
@given(day=any_days, other=any_days)
def test_a_weekday_is_accepted_when_it_is_the_right_one(language, day, other):
    said = weekday_in(language, other)
    text = f"{said} {day.day} {month_in(language, day)} {day.year:04}"
    if day.weekday() == other.weekday():
        assert as_day(text) == day
    else:
        right = weekday_in("English", day)
        with pytest.raises(InvalidDayError, match=f"{day} was a {right}"):
            as_day(text)


@given(year=st.integers(0, MAXYEAR), month=st.integers(0, 13), day=st.integers(0, 32))
@example(1999, 4, 31)
@example(2000, 2, 29)
@example(1900, 2, 29)
def test_iso_text_is_accepted_exactly_when_the_day_exists(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(
            InvalidDayError, match=f"{text!r} is not a day of the calendar"
        ):
            as_day(text)
    else:
        assert as_day(text) == expected


@given(day=any_days, mark=st.sampled_from(["/", ".", "-", " ", " / "]))
def test_numbers_alone_are_refused_and_every_day_they_could_mean_is_named(day, mark):
    text = mark.join([f"{day.day:02}", f"{day.month:02}", f"{day.year:04}"])
    with pytest.raises(InvalidDayError) as refused:
        as_day(text)
    meant = [str(day)]
    if day.day <= 12:
        meant.append(str(day.replace(day=day.month, month=day.day)))
    said = str(refused.value).removeprefix(repr(text))
    assert re.findall(r"\d{4}-\d{2}-\d{2}", said) == sorted(set(meant))
    assert ("ambiguous" in said) is (len(set(meant)) > 1)


TOKENS = (
    "0 1 3 04 15 31 99 1992 1999 0000 9999 19920515 99999999 May mei мая may, Fri vr г."
    " th st - -- / .. . , ~ ? [ ] { } {} % X T ' ² ١ １ й"
)
tokens = st.lists(st.sampled_from(TOKENS.split()), max_size=8)
texts = tokens.map("".join) | tokens.map(" ".join) | tokens.map("\t".join) | st.text()


def outcome(function, text, *refusals):
    """What the function makes of a text, and the words with which it refuses it."""
    try:
        return function(text), ""
    except refusals as error:
        return None, str(error)


@given(text=texts)
def test_any_text_is_a_day_or_is_refused_by_name(text):
    day, refusal = outcome(as_day, text, InvalidDayError)
    assert day or repr(text) in refusal or not text.strip()


@given(text=texts | any_days.map(str))
def test_nothing_of_a_day_is_filled_in(text):
    day, _ = outcome(as_day, text, InvalidDayError)
    assert day is None or (f"{day.year:04}" in text and f"{day.day}" in text)


@given(text=texts)
def test_any_text_is_a_period_or_is_refused_by_name(text):
    period, refusal = outcome(as_period, text, InvalidPeriodError, InvalidSpanError)
    assert period or repr(text) in refusal


@given(text=texts)
def test_any_text_is_a_fuzzy_date_or_is_refused(text):
    said, refusal = outcome(FuzzyDate, text, InvalidDayError)
    assert said or refusal


@given(day=any_days)
def test_a_day_as_a_period_holds_that_day(day):
    assert as_period(day) == as_period(str(day)) == as_period(f"{day}/{day}")
    assert list(DaySet.from_spans([as_period(day)]).spans()) == [as_period(day)]
    assert day in as_period(day)


@given(one=any_days, other=any_days)
def test_both_ends_of_a_period_in_text_are_inside(one, other):
    first, last = sorted((one, other))
    period = as_period(f"{first}/{last}")
    assert period.first_day == (None if first == date.min else first)
    assert period.last_day == (None if last == date.max else last)


@given(one=any_days, other=any_days)
def test_the_end_of_a_pair_is_outside(one, other):
    start, end = sorted((one, other))
    if start < end:
        assert start in as_period((start, end))
        assert end not in as_period((start, end))


@given(day=any_days)
def test_a_month_as_a_period_holds_the_days_of_its_name(day):
    month = as_period(f"{day.year:04}-{day.month:02}")
    assert month == as_period(f"{month_in('Dutch', day)} {day.year:04}")
    assert day in month
    for edge in (month.first_day, month.last_day):
        assert edge is None or (edge.year, edge.month) == (day.year, day.month)
    assert month.start is None or month.start.day == 1
    assert month.end is None or month.end.day == 1


@given(day=any_days)
def test_a_year_as_a_period_holds_the_days_of_its_number(day):
    year = as_period(f"{day.year:04}")
    assert day in year
    assert year.start == (None if day.year == 1 else date(day.year, 1, 1))
    assert year.end == (None if day.year == MAXYEAR else date(day.year + 1, 1, 1))


# -- values: copied, pickled, never changed ----------------------------------

everything = st.one_of(
    day_sets,
    spans,
    timelines(),
    st.builds(Segment, spans, values),
    some_days.map(FuzzyDate),
    fuzzy_sets,
    answers,
)


@given(value=everything, protocol=st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_pickling_gives_an_equal_value_with_an_equal_hash(value, protocol):
    again = pickle.loads(pickle.dumps(value, protocol))
    assert again == value
    assert hash(again) == hash(value)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
@given(value=everything)
def test_copying_gives_an_equal_value_with_an_equal_hash(copied, value):
    assert copied(value) == value
    assert hash(copied(value)) == hash(value)
