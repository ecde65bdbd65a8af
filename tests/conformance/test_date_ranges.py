"""How date ranges are made and asked in ThreeTen-Extra, `spans` and CQL, restated.

Days are numbers here, counted from 2001-01-01; (2, 5) holds the days 2, 3 and 4, and
None is an end that never comes.
"""

from datetime import date, timedelta

import pytest

from csto_membership import DaySet, InvalidPeriodError, Relations, Span, relation

FIRST = date(2001, 1, 1)


def day(number):
    return None if number is None else FIRST + timedelta(number)


def span(pair):
    return Span(*map(day, pair))


@pytest.mark.parametrize(
    ("text", "first_day", "last_day", "count"),
    [
        ("2000", "2000-01-01", "2000-12-31", 366),
        ("2001-02", "2001-02-01", "2001-02-28", 28),
        ("2000-02", "2000-02-01", "2000-02-29", 29),
        ("2001-01-01/P3M", "2001-01-01", "2001-03-31", 90),
        ("2001-10-01/P3M", "2001-10-01", "2001-12-31", 92),
        ("2000-01-03/P1W", "2000-01-03", "2000-01-09", 7),
        ("2001-02-28/2001-02-28", "2001-02-28", "2001-02-28", 1),
        ("2000-W01", None, None, None),
        ("2001-Q1", None, None, None),
        ("2001-33", None, None, None),
    ],
)
def test_a_year_a_month_a_quarter_and_a_week_are_periods(
    text, first_day, last_day, count
):
    """Quarters and weeks are written as a day and a duration, and in no other way."""
    if count is None:
        with pytest.raises(InvalidPeriodError):
            DaySet.parse(text)
    else:
        days = DaySet.parse(text)
        assert (str(days.first_day), str(days.last_day)) == (first_day, last_day)
        assert days.count() == count


ABUTS = Relations(["meets", "met by"])
APART = Relations(["before", "after"])
ENCLOSES = Relations(["contains", "started by", "finished by", "equals"])
BEFORE = Relations(["before", "meets"])


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ((1, 4), (4, 7), "abuts connected before"),
        ((4, 7), (1, 4), "abuts connected"),
        ((1, 4), (5, 7), "before"),
        ((5, 7), (1, 4), ""),
        ((1, 4), (3, 7), "connected overlaps"),
        ((1, 7), (3, 5), "connected overlaps encloses"),
        ((3, 5), (1, 7), "connected overlaps"),
        ((1, 7), (1, 7), "connected overlaps encloses"),
        ((1, 7), (1, 5), "connected overlaps encloses"),
        ((None, 4), (4, None), "abuts connected before"),
        ((None, 4), (None, 3), "connected overlaps encloses"),
        ((None, None), (3, 5), "connected overlaps encloses"),
        ((None, None), (None, None), "connected overlaps encloses"),
        ((3, None), (None, 4), "connected overlaps"),
    ],
    ids=str,
)
def test_ranges_abut_connect_overlap_and_enclose_as_local_date_ranges_do(
    one, other, holds
):
    """Four of the words of ThreeTen-Extra, and `isBefore`, are sets of relations."""
    found = relation(span(one), span(other))
    words = {
        "abuts": found in ABUTS,
        "connected": found in ~APART,
        "overlaps": found in ~(APART | ABUTS),
        "encloses": found in ENCLOSES,
        "before": found in BEFORE,
    }
    assert {word for word, true in words.items() if true} == set(holds.split())


@pytest.mark.parametrize(
    ("one", "other", "shared", "around"),
    [
        ((1, 5), (3, 7), (3, 5), (1, 7)),
        ((1, 5), (5, 7), None, (1, 7)),
        ((1, 3), (5, 7), None, (1, 7)),
        ((None, 5), (3, None), (3, 5), (None, None)),
        ((1, 9), (3, 5), (3, 5), (1, 9)),
    ],
    ids=str,
)
def test_ranges_apart_share_nothing_and_have_a_range_around_them(
    one, other, shared, around
):
    """`intersection` and `union` raise there if ranges are apart; here nothing does."""
    a, b = (DaySet.from_spans([span(each)]) for each in (one, other))
    assert list((a & b).spans()) == [span(each) for each in [shared] if each]
    assert list((a | b).hull.spans()) == [span(around)]


def test_an_empty_range_has_no_place():
    """An empty range starts somewhere there; here there is one empty set."""
    assert DaySet.span(day(3), day(3)) == DaySet.span(day(9), day(9)) == DaySet()


def test_collapse_joins_and_expand_gives_each_day():
    """CQL's `collapse`, closed at both ends, and `expand ... per day`."""
    collapsed = DaySet.parse("{2012-01-01..2012-01-15,2012-01-16..2012-01-25,2012-05}")
    assert collapsed.edtf == "{2012-01-01..2012-01-25,2012-05}"
    expanded = list(DaySet.parse("2012-02-28/2012-03-01"))
    assert list(map(str, expanded)) == ["2012-02-28", "2012-02-29", "2012-03-01"]
    assert DaySet.of(*expanded) == DaySet.parse("2012-02-28/2012-03-01")
