"""Sets of days as PostgreSQL writes and reads a `datemultirange`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import DaySet
from csto_membership.exchange import from_datemultirange, to_datemultirange
from csto_membership.strategies import day_sets

# What PostgreSQL 15 reads, as it was asked.
READ = [
    ("{}", "{}"),
    (" { } ", "{}"),
    ("{empty}", "{}"),
    ("{EMPTY ,empty}", "{}"),
    ("empty", "{}"),
    (" Empty ", "{}"),
    ("{empty,[2020-01-01,2020-01-03)}", "2020-01-01/2020-01-02"),
    ("{[2020-01-01,2020-01-01)}", "{}"),
    ("{(2020-01-01,2020-01-01)}", "{}"),
    ("{(2020-01-01,2020-01-02)}", "{}"),
    ("{[2020-01-01,2020-01-01]}", "2020-01-01"),
    ("{(2020-01-01,2020-01-03)}", "2020-01-02"),
    ("{(2020-01-01,2020-01-03]}", "2020-01-02/2020-01-03"),
    ("[2020-01-01,2020-01-03)", "2020-01-01/2020-01-02"),
    ("{[2020-01-01,2020-02-01)}", "2020-01"),
    ("{[2020-01-01,2020-01-03),[2020-01-02,2020-01-05)}", "2020-01-01/2020-01-04"),
    ("{[2020-01-03,2020-01-05), [2020-01-01,2020-01-03)}", "2020-01-01/2020-01-04"),
    (
        "{[2020-01-05,2020-01-06)\n,\t[2020-01-01,2020-01-02)}",
        "{2020-01-01,2020-01-05}",
    ),
    (' { ["2020-01-01" , "2020-01-02"] } ', "2020-01-01/2020-01-02"),
    ('{[" 2020-01-01 ",2020-01-02 ]}', "2020-01-01/2020-01-02"),
    ('{[2020-"01"-01,\\2020-01-03)}', "2020-01-01/2020-01-02"),
    ("{[2020-01-01,)}", "2020-01-01/.."),
    ("{[2020-01-01,]}", "2020-01-01/.."),
    ("{[2020-01-01,infinity)}", "2020-01-01/.."),
    ("{[2020-01-01,infinity]}", "2020-01-01/.."),
    ("{(-INFINITY,2020-01-01]}", "../2020-01-01"),
    ("(,)", "../.."),
    ("{[,]}", "../.."),
    ("{(-infinity,infinity)}", "../.."),
    ("{[9999-12-31,9999-12-31]}", "9999-12-31/.."),
    ("{[2020-01-01,10000-01-01)}", "2020-01-01/.."),
    ("{(9999-12-31,9999-12-31]}", "{}"),
]


@pytest.mark.parametrize(("text", "days"), READ)
def test_it_reads_what_the_server_reads(text, days):
    assert from_datemultirange(text) == DaySet.parse(days)


@pytest.mark.parametrize(
    "text",
    ["", " ", "{", "}", "{}}", "{{}}", "{}{}", "{} x", "[2020-01-01]", "{[2020-01-01]}",
     "{[2020-01-01,2020-01-02", "{2020-01-01}", "{[2020-01-01,2020-01-02),}", "{,}",
     "{empty,}", "{emptyx}", "{empty empty}", "empty,empty", "{[2020-01-01,)]}",
     "{[2020-01-01,2020-01-02)[2020-01-03,)}", "{[2020-01-01,2020-01-02),,[2020-01-03,)}",
     "[2020-01-01,2020-01-02),[2021-01-01,)", "{[2020-01-01,2020-02-01,2020-03-01)}",
     '{[",)}', '{["2020-01-01,)}', '{[2020-01-01",)}', "{'[2020-01-01,)'}",
     "\u00a0{}", "\x1c{}", "x" * 100_000, "{" + "[" * 100_000, "{" + '["' * 50_000],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_other_text_is_an_error_that_says_what_to_write(text):
    with pytest.raises(cm.InvalidPeriodError, match="is no datemultirange; expected"):
        from_datemultirange(text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        # The server refuses these too.
        ("{[ ,)}", "''"),
        ('{["",)}', "''"),
        ("{[2020-02-30,)}", "'2020-02-30'"),
        ("{[0000-01-01,)}", "'0000-01-01'"),
        ("{[1992,1993)}", "'1992'"),
        ("{[٢٠٢٠-01-01,)}", "'٢٠٢٠-01-01'"),
        ('{["20""20-01-01",)}', "'2020-01-01'"),
        ("{[2020-01-01,+infinity)}", "'+infinity'"),
        # It reads these, but not as days of Python's calendar, or in another style.
        ("{[infinity,)}", "'infinity'"),
        ("{(,-infinity)}", "'-infinity'"),
        ('{["0044-03-15 BC",2020-01-01)}', "'0044-03-15 BC'"),
        ("{[10000-01-01,)}", "'10000-01-01'"),
        ("{(9999-12-31,)}", "'10000-01-01'"),
        ("{[2020-01-01,10000-01-01]}", "'10000-01-01'"),
        ("{[2020-1-1,)}", "'2020-1-1'"),
        ("{[15.05.1992,)}", "'15.05.1992'"),
        ("{[today,)}", "'today'"),
    ],
)
def test_a_bound_that_is_no_day_is_named(text, bound):
    with pytest.raises(cm.InvalidPeriodError) as caught:
        from_datemultirange(text)
    assert f"has the bound {bound}, which is no day from 0001" in str(caught.value)


def test_a_range_that_ends_before_it_begins_is_named():
    with pytest.raises(
        cm.InvalidPeriodError, match=r"begins, \[2020-01-02,2020-01-01\)$"
    ):
        from_datemultirange("{[2019-01-01,2019-01-02), [2020-01-02,2020-01-01)}")


@pytest.mark.parametrize("value", [None, 1999, b"{}", date(2020, 1, 1)])
def test_other_types_are_an_error(value):
    with pytest.raises(TypeError, match="ask the server for text: SELECT days::text"):
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
