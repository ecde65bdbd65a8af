"""Frames that have years and no days."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import annotate, state_years

ASK = {"state": "country", "on": "year", "beyond": "ignore", "absent": "ignore"}


def in_duckdb(data):
    # Each in a database of its own, as those of a user may be.
    connection = duckdb.connect()
    rows = pl.DataFrame(data).with_row_index("n").to_arrow()
    connection.register("given", rows)
    return connection.table("given")


MAKE = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "arrow": pa.table,
    "lazy": pl.LazyFrame,
    "duckdb": in_duckdb,
}
RULES = ["any_day", "first_day", "last_day", "most_days"]


def values(frame, name):
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.order("n").pl()
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    found = (
        frame[name].to_pylist() if isinstance(frame, pa.Table) else list(frame[name])
    )
    return [None if pd.isna(value) else value for value in found]


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@pytest.mark.parametrize("how", [{}, {"unknown": "null"}])
def test_uzbekistan_by_each_rule(make, how):
    frame = make(
        {"country": ["UZB"] * 4 + [None], "year": [1999, 2006, 2012, 2013, 2000]}
    )
    for rule, expected in {
        "any_day": ["yes", "yes", "yes", "no", None],
        "first_day": ["yes", "no", "yes", "no", None],
        "last_day": ["no", "yes", "no", "no", None],
        "most_days": ["no", "no", "yes", "no", None],
    }.items():
        found = annotate(frame, rule=rule, **ASK, **how)
        assert values(found, "member") == expected


@given(
    asked=st.sampled_from([
        cm.load(name).under(definition)
        for name in cm.available()
        for definition in ("joined", "party", "organization", "active")
    ]),
    years=st.tuples(st.integers(1946, 2030), st.integers(1946, 2030)).map(sorted),
    key=st.sampled_from(["state", "cow", "gw"]),
    how=st.fixed_dictionaries({
        "rule": st.sampled_from(RULES),
        "beyond": st.sampled_from(["ignore", "carry"]),
        "continuity": st.booleans(),
        "absent": st.just("ignore"),
    }),
)  # fmt: skip
def test_frames_and_panels_say_the_same_of_a_year(asked, years, key, how):
    how["continuity"] &= key == "state"
    rows = list(state_years(asked, during="{}/{}".format(*years), key=key, **how))
    column = "alpha_3" if key == "state" else key
    frame = pl.DataFrame(
        {"of": [row[column] for row in rows], "year": [row["year"] for row in rows]}
    )
    code = "name" if key == "state" else key
    ask = {"state": "of", "on": "year", "alliance": asked, "code": code}
    found = annotate(frame, **ask, values="number", **how)
    for name in ("member", "member_why"):
        assert found[name].to_list() == [row[name] for row in rows]


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@pytest.mark.parametrize("how", [{}, {"unknown": "null"}])
@pytest.mark.parametrize("gap", [None, float("nan")])
def test_years_with_gaps_are_floats_and_null_stays_null(make, how, gap):
    frame = make({"country": ["RU", "RU"], "year": [1999.0, gap]})
    found = annotate(frame, rule="any_day", **ASK, **how)
    assert values(found, "member") == ["yes", None]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1999, None], dtype="Int64"),
        pd.Series([1999, None], dtype="Float32"),
        pd.Series([1999, None], dtype="int64[pyarrow]"),
        pd.Series([1999, None], dtype="object"),
        pd.Series(["1999", None], dtype="object"),
        pd.Series([1999, None], dtype="category"),
        pd.Series(["1999", None], dtype="category"),
        pd.Series(["1999", None], dtype="string"),
        pl.Series([1999, None], dtype=pl.Int16),
        pl.Series([1999, None], dtype=pl.Float32),
        pl.Series(["1999", None], dtype=pl.Categorical),
        pa.array([1999, None], pa.uint16()),
        pa.array(["1999", None]).dictionary_encode(),
    ],
    ids=lambda column: f"{type(column).__module__}-{getattr(column, 'dtype', '')}",
)
def test_years_of_any_type(column):
    make = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
    frame = make[type(column).__module__.split(".")[0]](
        {"country": ["RU", "RU"], "year": column}
    )
    assert values(annotate(frame, rule="any_day", **ASK), "member") == ["yes", None]


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_a_year_beyond_the_record_is_warned_of_and_empty(make):
    frame = make({"country": ["AZ"], "year": [2026]})
    with pytest.warns(cm.BeyondRecordWarning):
        found = annotate(frame, state="country", on="year", rule="any_day")
    assert values(found, "member_why") == ["beyond_record"]
    with pytest.raises(cm.BeyondRecordError):
        annotate(frame, state="country", on="year", rule="any_day", beyond="raise")


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_russia_in_a_year_of_the_soviet_union_is_warned_of(make):
    frame = make({"country": ["RU"], "year": [1980]})
    ask = {"state": "country", "on": "year", "alliance": "warsaw_pact"}
    with pytest.warns(cm.AbsentStateWarning, match="Soviet Union"):
        annotate(frame, rule="any_day", **ask)
    early = make({"country": ["RU"], "year": [1955]})
    with pytest.raises(cm.AbsentStateError):
        annotate(early, rule="any_day", absent="raise", **ask)
    annotate(early, rule="first_day", absent="raise", **ask)


@pytest.mark.parametrize(
    "year", [1999.5, float("inf"), "99", "1999-04", 0, 10_000, True]
)
def test_what_is_no_year_is_refused(year):
    frame = pl.DataFrame({"country": ["RU"], "year": [year]})
    with pytest.raises(cm.NotADayError, match=r"'year' holds .*, not a year"):
        annotate(frame, rule="any_day", **ASK)


@pytest.mark.parametrize("make", [pl.LazyFrame, in_duckdb])
@pytest.mark.parametrize("year", [1999.5, 0, 10_000])
def test_what_is_no_year_is_refused_in_a_lazy_frame_and_null_where_not_seen(make, year):
    frame = make({"country": ["RU", "RU"], "year": [year, 1999]})
    with pytest.raises(cm.NotADayError, match=r"'year' holds .*, not a year"):
        annotate(frame, rule="any_day", **ASK)
    found = annotate(frame, rule="any_day", unknown="null", **ASK)
    assert values(found, "member") == [None, "yes"]


def test_what_does_not_go_with_years_is_refused():
    frame = pl.DataFrame({"country": ["RU"], "year": [1999]})
    with pytest.raises(cm.UnknownNameError, match="rule for years 'share'"):
        annotate(frame, rule="share", **ASK)
    for name in ("status", "since"):
        with pytest.raises(cm.MembershipError, match="leave them out"):
            annotate(frame, rule="any_day", **{name: True}, **ASK)
    with pytest.raises(cm.NotADayError, match="rule='any_day'"):
        annotate(frame, **ASK)
    texts = pl.LazyFrame({"country": ["RU"], "year": ["1999"]})
    with pytest.raises(cm.NotADayError, match="make it numbers such as 1999"):
        annotate(texts, rule="any_day", **ASK)
