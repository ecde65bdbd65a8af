"""Values of any library in a timeline: when two are one, and that none is spoiled."""

import operator
from collections import Counter, deque
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet, Segment, Span, Timeline

DAY = date(1999, 1, 1)
NAN = float("nan")


def _day(number):
    return DAY + timedelta(number)


class Strange:
    """A value of which `==` gives what it is told, or raises it."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, equal):
        self.equal = equal

    def __eq__(self, other):
        if isinstance(self.equal, Exception):
            raise self.equal
        return self.equal


def _values():
    """Values that are hard to compare, each made anew."""
    yield from (1, True, 1.0, NAN, "1", None, (1,), [1], [], {1}, {}, Decimal("sNaN"))
    yield from map(Strange, (ValueError("no"), RuntimeError(), NotImplemented))
    yield from map(Strange, ("yes", [1], None, 1))


def _library_values():
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    yield from (np.array([1, 2]), np.array([1]), np.array([]), np.array(1), np.int64(1))
    yield from (
        pd.NA,
        pd.NaT,
        pd.Series([1, 2]),
        pd.Series([1]),
        pd.DataFrame({"a": [1]}),
    )
    yield from (pd.DataFrame({"b": [1, 2]}), pd.Index([1]), pd.Timestamp(0), (pd.NA,))
    yield from ([np.array([1, 2])], {"a": np.array([1, 2])}, np.datetime64("NaT"))


VALUES = {"plain": _values, "numpy and pandas": _library_values}
every_kind = pytest.mark.parametrize("make", VALUES.values(), ids=VALUES)


# -- when two values are one ---------------------------------------------------------


@every_kind
def test_values_are_one_when_identical_or_of_one_type_and_equal(make):
    values, again = [*make(), NAN], [*make(), NAN]
    for one, other in product(values, values + again):
        one_kept = len(Timeline(["1999-01-01"], [one, other]).values) == 1
        same = Timeline([], [one]) == Timeline([], [other])
        assert one_kept is same is (Segment(Span(), one) == Segment(Span(), other))
        if one is other or type(one) is not type(other):
            assert same is (one is other)


def test_plain_values_that_are_equal_are_one():
    for one, other in (
        (1, 1),
        ("a", "a"),
        ([1], [1]),
        ({1: [2]}, {1: [2]}),
        ({1}, {1}),
    ):
        assert Timeline([], [one]) == Timeline([], [other])


def test_values_of_numpy_without_a_shape_are_compared_and_arrays_are_not():
    np = pytest.importorskip("numpy")
    assert Timeline([], [np.int64(1)]) == Timeline([], [np.int64(1)])
    assert Timeline([], [np.int64(1)]) != Timeline([], [np.int64(2)])
    # Arrays of one number have a truth value, also where their shapes differ.
    assert Timeline([], [np.array([1])]) != Timeline([], [np.array([[1]])])


@every_kind
def test_every_way_to_make_a_timeline_takes_every_value(make):
    values = list(make())
    days = [_day(number) for number in range(len(values) - 1)]
    timeline = Timeline(days, values)
    assert (timeline == timeline.map(lambda value: value)) is True
    assert timeline.combine(timeline, lambda mine, _: type(mine)).days
    both = Timeline.combined([timeline, timeline], lambda *two: two)
    assert len(both.values) > 1
    spells = [
        ((each.span.start, each.span.end), each.value) for each in timeline.segments()
    ]
    assert (Timeline.from_spells(spells, None) == timeline) is True
    assert (Timeline.from_spells(spells + spells, None) == timeline) is True
    segments = zip(timeline.segments(), timeline.values, strict=True)
    assert all(each.value is value for each, value in segments)
    assert all(repr(value) in repr(timeline) for value in values)


def test_a_missing_value_stands_beside_a_number():
    pd = pytest.importorskip("pandas")
    made = Timeline(["1999-01-01", "1999-02-01", "1999-03-01"], [1, pd.NA, pd.NA, 1])
    assert made.values == (1, pd.NA, 1)
    assert made.map(lambda value: pd.NA if value is pd.NA else 1) == made


def test_spells_with_values_that_cannot_be_compared_conflict_by_name():
    np = pytest.importorskip("numpy")
    spells = [((None, None), np.array([1, 2])), ((None, None), np.array([1, 2]))]
    with pytest.raises(cm.InvalidSpanError, match="pass `merge` to combine them"):
        Timeline.from_spells(spells, None)


@pytest.mark.parametrize("answer", ["pd.NA", "np.array([1, 2])", "pd.Series([1, 2])"])
def test_what_is_neither_true_nor_false_accepts_nothing(answer):
    names = {"np": pytest.importorskip("numpy"), "pd": pytest.importorskip("pandas")}
    made = eval(answer, names)  # noqa: S307
    with pytest.raises(
        cm.WrongTypeError, match=r"for 1 `accept` gives (.|\n)*neither true nor"
    ):
        Timeline([], [1]).where(lambda _: made)


@pytest.mark.parametrize(
    "spell", [5, None, (), (1,), (1, 2, 3), Span(), DaySet()], ids=repr
)
def test_what_is_no_spell_is_refused_with_what_to_write(spell):
    with pytest.raises(
        cm.NotAPeriodError, match=r"is no spell; write a pair of a span"
    ):
        Timeline.from_spells([spell], 0)


# -- functions that work in place ----------------------------------------------------


def _nested(one, other):
    for key, some in other.items():
        one.setdefault(key, []).extend(some)
    return one


def _nested_purely(one, other):
    return _nested(deepcopy(one), other)


def _first(one, _other):
    return one


IN_PLACE = {
    "sets": (operator.or_, operator.ior, [{1}, {2}, {3, 1}, {2}]),
    "sets, and": (operator.and_, operator.iand, [{1, 2}, {2, 3}, {2}, {2, 9}]),
    "dicts": (operator.or_, operator.ior, [{1: 1}, {2: 2}, {1: 3}, {}]),
    "lists": (operator.add, operator.iadd, [[1], [2], [], [3]]),
    "counters": (
        operator.add,
        operator.iadd,
        [Counter("a"), Counter("ab"), Counter("c")],
    ),
    "deques": (operator.add, operator.iadd, [deque([1]), deque([2]), deque([3])]),
    "byte arrays": (operator.add, operator.iadd, [bytearray(b"a"), bytearray(b"b")]),
    "lists in dicts": (_nested_purely, _nested, [{1: [1]}, {1: [2], 2: [1]}, {2: [5]}]),
    "first of sets": (_first, _first, [{1}, {1}, {2}]),
    "numbers": (operator.add, operator.iadd, [1, 2, 3, 4]),
}
in_place = pytest.mark.parametrize(
    ("pure", "spoiling", "values"), IN_PLACE.values(), ids=IN_PLACE
)


def _spells(values):
    """Spells over one another: nested, staggered, and on the same days."""
    count = len(values)
    for number, value in enumerate(values):
        yield (_day(number), _day(3 * count - number)), value
        yield (_day(number), _day(count + number)), value
    for value in values:
        yield (_day(2 * count), None), value


@in_place
def test_spells_are_merged_in_place_as_they_are_purely(pure, spoiling, values):
    before = deepcopy(values)
    default = type(values[0])()
    made = Timeline.from_spells(_spells(values), default, spoiling)
    for number in range(-1, 3 * len(values) + 2):
        over = [
            deepcopy(value)
            for (start, end), value in _spells(before)
            if _day(number) in Span(start, end)
        ]
        assert made[_day(number)] == (reduce(pure, over) if over else default)
    assert values == before
    assert default == type(values[0])()


@in_place
def test_timelines_are_combined_in_place_as_they_are_purely(pure, spoiling, values):
    days = [_day(number) for number in range(len(values) - 1)]
    one, other = Timeline(days, values), Timeline([_day(9)], [values[0], values[-1]])
    before = deepcopy((one, other, values))
    two = one.combine(other, spoiling)
    three = Timeline.combined([one, other, one], lambda *all_: reduce(spoiling, all_))
    for day in map(_day, range(-1, 11)):
        mine, theirs = deepcopy((before[0][day], before[1][day]))
        assert two[day] == pure(deepcopy(mine), theirs)
        assert three[day] == reduce(pure, deepcopy([mine, theirs, mine]))
    assert (one, other, values) == before


def test_array_values_are_merged_in_place_as_they_are_purely():
    np = pytest.importorskip("numpy")
    values = [np.array([1, 0]), np.array([0, 1]), np.array([5, 5])]
    made = Timeline.from_spells(_spells(values), np.array([0, 0]), operator.iadd)
    pure = Timeline.from_spells(_spells(values), np.array([0, 0]), operator.add)
    assert made.days == pure.days
    assert [list(each) for each in made.values] == [list(each) for each in pure.values]
    assert [list(each) for each in values] == [[1, 0], [0, 1], [5, 5]]


def test_a_merge_may_give_another_type_and_change_that():
    def listed(one, other):
        one = one if isinstance(one, list) else [one]
        one.extend(other if isinstance(other, list) else [other])
        return one

    made = Timeline.from_spells(_spells(["a", "b", "c"]), None, listed)
    pure = Timeline.from_spells(_spells([["a"], ["b"], ["c"]]), None, operator.add)
    for day in map(_day, range(12)):
        assert made[day] in (pure[day], (pure[day] or [None])[0])


def test_a_value_that_comes_back_is_the_value_itself():
    lists = [[1], [2]]
    made = Timeline.from_spells([((_day(0), None), each) for each in lists], 0, _first)
    assert made[_day(0)] is lists[0]
    assert made.combine(made, lambda mine, _: mine)[_day(0)] is lists[0]


# -- many spells ---------------------------------------------------------------------

numbers = st.integers(0, 30)
spells = st.lists(st.tuples(st.tuples(numbers, numbers).map(sorted), st.integers(0, 9)))


@given(spells)
def test_spells_over_one_another_are_merged_in_their_order(drawn):
    given_spells = [((_day(a), _day(b)), (value,)) for (a, b), value in drawn]
    made = Timeline.from_spells(given_spells, (), operator.add)
    for number in range(-1, 32):
        wanted = tuple(value for (a, b), value in drawn if a <= number < b)
        assert made[_day(number)] == wanted


@pytest.mark.parametrize("count", [64, 512])
@pytest.mark.parametrize("shape", ["nested", "staggered", "alike"])
def test_merging_is_not_quadratic_in_spells_over_one_another(shape, count):
    ends = {
        "nested": lambda n: (_day(n), _day(3 * count - n)),
        "staggered": lambda n: (_day(n), _day(count + n)),
        "alike": lambda _: (_day(0), _day(1)),
    }[shape]
    calls = 0

    def merge(one, other):
        nonlocal calls
        calls += 1
        return one + other

    made = Timeline.from_spells([(ends(n), 1) for n in range(count)], 0, merge)
    assert max(made.values) == count
    assert calls <= 2 * count * count.bit_length()


@pytest.mark.parametrize(
    "change", [lambda v: operator.ior(v, {9}), lambda v: v.add(9) or v]
)
def test_a_function_that_works_in_place_changes_no_value_of_the_caller(change):
    first = {1}
    timeline = Timeline(["1999-01-01"], [first, {2}])
    assert timeline.map(change).values == ({1, 9}, {2, 9})
    assert timeline.values == ({1}, {2})
    assert timeline.map(lambda value: value).values[0] is first


@pytest.mark.parametrize("wrong", [None, True, 5, "max"], ids=repr)
def test_what_is_no_function_is_refused(wrong):
    timeline = Timeline([], [0])
    for ask in (timeline.map, timeline.where, lambda f: timeline.combine(timeline, f),
                lambda f: Timeline.combined([timeline], f),
                lambda f: Timeline.from_spells([], 0, f or 0)):  # fmt: skip
        with pytest.raises(cm.WrongTypeError, match="not a function"):
            ask(wrong)


@pytest.mark.parametrize("wrong", [None, Span(), 5], ids=repr)
def test_what_is_not_several_spells_is_refused(wrong):
    with pytest.raises(cm.WrongTypeError, match="not an Iterable"):
        Timeline.from_spells(wrong, 0)


class Stubborn:
    """A value that can be copied, but neither compared nor pickled, and has no hash."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other):
        raise RuntimeError

    def __copy__(self):
        return Stubborn()

    def __reduce_ex__(self, protocol):
        raise RuntimeError


def test_a_value_that_gives_no_answer_is_handed_on_as_a_copy():
    value = Stubborn()
    (found,) = Timeline([], [value]).map(lambda each: each).values
    assert isinstance(found, Stubborn)
    assert found is not value
