"""Days of NumPy and pandas, and missing values: the same wherever a day is asked for."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import csto_membership as cm
from csto_membership import (
    DaySet,
    FuzzyDate,
    FuzzyDaySet,
    FuzzySpan,
    InvalidDayError,
    NotADayError,
    Span,
    Timeline,
)
from csto_membership.days import as_day, as_period

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")

TEXT = "2007-01-01"
DAY, NEXT = date(2007, 1, 1), date(2007, 1, 2)
CSTO = cm.load("csto")
ALL = ~DaySet()

# Everything that asks for a day, with what it answers.
ASKED = {
    "as_day": as_day,
    "as_period": as_period,
    "in": lambda day: day in DaySet.of(DAY),
    "not in": lambda day: day in DaySet(),
    "in a span": lambda day: day in Span(DAY),
    "timeline": lambda day: Timeline([TEXT], [0, 1])[day],
    "toggles": lambda day: DaySet([day]),
    "of": DaySet.of,
    "nearest_in": ALL.nearest_in,
    "nearest_out": DaySet.of(NEXT).nearest_out,
    "fuzzy date": FuzzyDate,
    "fuzzy set": lambda day: FuzzyDaySet(DaySet(), ALL).answer(day),
    "fuzzy span": lambda day: FuzzySpan.parse("2006/").answer(day),
    "changes": lambda day: Timeline([day], [0, 1]),
    "was_member": lambda day: cm.was_member("UZ", day),
    "members_on": cm.members_on,
    "of an alliance": CSTO.members_on,
    "status": lambda day: CSTO.status("UZ", day),
    "explain": lambda day: CSTO.explain("UZ", day).answer,
    "as_known_on": lambda day: CSTO.as_known_on(day).horizon,
    "memberships_of": lambda day: cm.memberships_of("UZ", day),
}
# The ends of spans, where None is no end.
ENDS = {
    "span from": Span,
    "span to": lambda day: Span(None, day),
    "set from": lambda day: DaySet.span(day, None),
    "set to": lambda day: DaySet.span(None, day),
    "pair from": lambda day: DaySet.from_spans([(day, None)]),
    "pair to": lambda day: DaySet.from_spans([(None, day)]),
    "period from": lambda day: as_period((day, None)),
    "period to": lambda day: as_period((None, day)),
    "clip from": lambda day: ALL.clip((day, None)),
    "clip to": lambda day: ALL.clip((None, day)),
    "spell from": lambda day: Timeline.from_spells([((day, None), 1)], 0),
    "spell to": lambda day: Timeline.from_spells([((None, day), 1)], 0),
    "fuzzy from": FuzzySpan,
    "fuzzy to": lambda day: FuzzySpan(None, day),
    "members_during": lambda day: CSTO.members_during((day, NEXT)).sometime,
}
PLACES = ASKED | ENDS

DAYS = [
    np.datetime64(TEXT),
    np.datetime64(TEXT, "s"),
    np.datetime64(TEXT, "ns"),
    np.array(TEXT, dtype="datetime64[D]"),
    np.array([TEXT], dtype="datetime64[us]")[0],
    pd.Timestamp(TEXT),
    pd.Series([TEXT], dtype="datetime64[ns]")[0],
    np.str_(TEXT),
]
CLOCKS = [
    np.datetime64("2007-01-01T12"),
    np.datetime64("2007-01-01T00:00:01"),
    np.datetime64("2007-01-01T00:00:00.000000001"),
    pd.Timestamp("2007-01-01 12:00"),
    pd.Timestamp("2007-01-01 00:00:00.000000001"),
    pd.Timestamp(TEXT, tz="UTC"),
    pd.Timestamp(TEXT, tz="Asia/Tashkent"),
    datetime(2007, 1, 1),  # noqa: DTZ001 - at midnight, and still no day
    datetime(2007, 1, 1, tzinfo=UTC),
]
PERIODS = [np.datetime64("2007"), np.datetime64("2007-01"), np.datetime64(TEXT, "W")]
MISSING = [
    pd.NaT,
    pd.NA,
    np.nan,
    np.float32("nan"),
    np.datetime64("NaT"),
    np.datetime64("NaT", "D"),
    np.ma.masked,
    float("nan"),
    Decimal("nan"),
]
OUTSIDE = [
    np.datetime64("12000-01-01"),
    np.datetime64("-0044-03-15"),
    pd.Timestamp(np.datetime64("12000-01-01", "s")),
]


@pytest.mark.parametrize("day", DAYS, ids=repr)
@pytest.mark.parametrize("ask", PLACES.values(), ids=PLACES)
def test_a_day_of_another_library_is_that_day(ask, day):
    assert ask(day) == ask(DAY) == ask(TEXT)


def test_the_day_that_comes_of_it_is_a_plain_one():
    assert {type(as_day(day)) for day in DAYS} == {date}


@pytest.mark.parametrize("clock", CLOCKS, ids=repr)
@pytest.mark.parametrize("ask", PLACES.values(), ids=PLACES)
def test_a_clock_or_a_zone_is_refused(ask, clock):
    CSTO.members_on(pd.Timestamp(TEXT))  # what is kept for it is not for a datetime
    with pytest.raises(
        NotADayError, match=r"time of day.*(\.date\(\)|datetime64\[D\])"
    ) as refused:
        ask(clock)
    assert repr(clock) in str(refused.value)


@pytest.mark.parametrize("missing", MISSING, ids=repr)
@pytest.mark.parametrize("ask", ENDS.values(), ids=ENDS)
def test_a_missing_value_is_no_end_and_none_is(ask, missing):
    said = f"{missing!r} is a missing value; pass None for no end"
    with pytest.raises(NotADayError, match=re.escape(said)):
        ask(missing)


@pytest.mark.parametrize("missing", MISSING, ids=repr)
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_missing_value_is_no_day(ask, missing):
    with pytest.raises(TypeError, match="a missing value") as refused:
        ask(missing)
    assert isinstance(refused.value, cm.MembershipError)
    assert ".date()" not in str(refused.value)


@pytest.mark.parametrize("period", PERIODS, ids=repr)
@pytest.mark.parametrize("ask", PLACES.values(), ids=PLACES)
def test_a_year_a_month_or_a_week_of_numpy_is_no_day(ask, period):
    with pytest.raises(cm.MembershipError, match=r"period") as refused:
        ask(period)
    assert repr(period) in str(refused.value)


@pytest.mark.parametrize("day", OUTSIDE, ids=repr)
def test_a_day_outside_the_calendar_is_refused(day):
    with pytest.raises(InvalidDayError, match="0001 to 9999"):
        as_day(day)


@pytest.mark.parametrize(
    "value",
    [np.array([TEXT], dtype="datetime64[D]"), pd.Series(pd.to_datetime([TEXT])),
     pd.DatetimeIndex([TEXT]), pd.Period(TEXT, "D"), np.timedelta64(1, "D"), np.int64(2007),
     pd.Timedelta("1D"), np.array(5), b"2007-01-01"],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_other_values_of_these_libraries_are_refused_by_their_type(value):
    with pytest.raises(
        NotADayError, match=f"of type {type(value).__name__}, not a day"
    ):
        as_day(value)


@pytest.mark.parametrize("year", [np.int64(1999), np.uint16(1999)], ids=repr)
def test_a_whole_number_of_numpy_is_a_year_as_a_plain_one_is(year):
    assert as_period(year) == as_period(1999) == as_period("1999")


@pytest.mark.parametrize(
    "value", [np.float64(1999), np.array([1999]), np.True_], ids=repr
)
def test_other_numbers_are_no_year(value):
    with pytest.raises(cm.InvalidPeriodError, match="is not a period; write '1999'"):
        as_period(value)
