"""Sets of days as PostgreSQL writes and reads a `datemultirange`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet
from csto_membership.exchange import from_datemultirange, to_datemultirange
from csto_membership.strategies import day_sets

# Input and output as the manual of PostgreSQL describes them.
READ = [
    ("{}", "{}"),
    ("{empty}", "{}"),
    ("empty", "{}"),
    ("{[2020-01-01,2020-01-01)}", "{}"),
    ("{(2020-01-01,2020-01-02)}", "{}"),
    ("{[2020-01-01,2020-01-01]}", "2020-01-01"),
    ("{(2020-01-01,2020-01-03)}", "2020-01-02"),
    ("{(2020-01-01,2020-01-03]}", "2020-01-02/2020-01-03"),
    ("[2020-01-01,2020-01-03)", "2020-01-01/2020-01-02"),
    ("{[2020-01-01,2020-01-03),[2020-01-02,2020-01-05)}", "2020-01-01/2020-01-04"),
    ("{[2020-01-03,2020-01-05), [2020-01-01,2020-01-03)}", "2020-01-01/2020-01-04"),
    (' { ["2020-01-01" , "2020-01-02"] } ', "2020-01-01/2020-01-02"),
    ("{[2020-01-01,)}", "2020-01-01/.."),
    ("{[2020-01-01,infinity)}", "2020-01-01/.."),
    ("{(-INFINITY,2020-01-01]}", "../2020-01-01"),
    ("{(,)}", "../.."),
    ("{[9999-12-31,9999-12-31]}", "9999-12-31/.."),
    ("{(9999-12-31,)}", "{}"),
]


@pytest.mark.parametrize(("text", "days"), READ)
def test_it_reads_what_the_server_reads(text, days):
    assert from_datemultirange(text) == DaySet.parse(days)


@pytest.mark.parametrize(
    "text",
    ["", "{", "}", "{}}", "[2020-01-01]", "{[2020-01-01,2020-01-02", "{2020-01-01}",
     "{[2020-01-01,2020-01-02),}", "{,}", "[2020-01-01,2020-01-02),[2021-01-01,)",
     "{[2020-01-02,2020-01-01)}", "{[2020-02-30,)}", "{[infinity,)}", "{(,-infinity)}",
     "{[10000-01-01,)}", "{[0000-01-01,)}", "{[2020-01-01 BC,)}", "{[1992,1993)}",
     "{[2020-1-1,)}", "{[٢٠٢٠-01-01,)}", "x" * 100_000, "{" + "[" * 100_000],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_other_text_is_an_error_that_says_what_to_write(text):
    with pytest.raises(cm.MembershipError, match="is no datemultirange; expected"):
        from_datemultirange(text)


@pytest.mark.parametrize("value", [None, 1999, b"{}", date(2020, 1, 1)])
def test_other_types_are_an_error(value):
    with pytest.raises(TypeError):
        from_datemultirange(value)
    with pytest.raises(TypeError):
        to_datemultirange(value)


@given(day_sets())
def test_what_is_written_is_read_as_the_same_set(days):
    text = to_datemultirange(days)
    assert from_datemultirange(text) == days
    assert text.count("[") + text.count("(,") == len(list(days.spans()))


DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 9))


@given(st.lists(st.tuples(st.sampled_from("[("), DAYS, DAYS, st.sampled_from("])"))))
def test_each_bound_is_in_or_out_as_its_bracket_says(ranges):
    """Against every day by itself."""
    ranges = [(a, *sorted([b, c]), d) for a, b, c, d in ranges]
    text = "{" + ",".join(f"{a}{b},{c}{d}" for a, b, c, d in ranges) + "}"
    days = from_datemultirange(text)
    for number in range(1, 12):
        day = date(2020, 1, number)
        inside = any(
            (low < day or (low == day and opens == "["))
            and (day < high or (day == high and closes == "]"))
            for opens, low, high, closes in ranges
        )
        assert (day in days) == inside
