"""Frames that name states by the numbers or letters of a list."""

import warnings
from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import annotate, report, state_years

# Number, day, and what is said of the Warsaw Pact, then of NATO.
ROWS = [
    (365, date(1980, 11, 20), "yes", "no"),
    (365, date(1991, 7, 1), "no", "no"),
    (365, date(2000, 1, 1), "no", "no"),
    (265, date(1980, 1, 1), "yes", "no"),
    (265, date(1995, 1, 1), None, None),
    (260, date(1990, 10, 2), "no", "yes"),
    (260, date(1990, 10, 3), None, None),
    (255, date(1990, 10, 3), "no", "yes"),
    (255, date(1980, 1, 1), None, None),
    (679, date(1990, 5, 21), None, None),
    (679, date(1990, 5, 22), "no", "no"),
    (652, date(1959, 6, 1), None, None),
    (None, date(1980, 1, 1), None, None),
    (290, None, None, None),
]
LETTERS = {
    365: "RUS", 265: "GDR", 260: "GFR", 255: "GMY", 679: "YEM", 652: "SYR",
    290: "POL",
}  # fmt: skip
KINDS = ["pandas", "polars", "arrow", "lazy", "duckdb"]


def framed(kind, numbers, days):
    data = {"ccode": numbers, "day": days}
    if kind == "pandas":
        return pd.DataFrame(data).assign(day=pd.to_datetime(data["day"]))
    if kind == "arrow":
        return pa.table(data)
    frame = pl.DataFrame(data)
    if kind == "polars":
        return frame
    if kind == "lazy":
        return frame.lazy()
    return duckdb.from_arrow(frame.to_arrow())


def column(frame, name):
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        rows = {row[:2]: row for row in frame.fetchall()}
        place = frame.columns.index(name)
        return [rows[row[0], row[1]][place] for row in ROWS]
    if isinstance(frame, pa.Table):
        return frame[name].to_pylist()
    values = list(frame[name])
    return [None if pd.isna(value) else value for value in values]


NUMBERS, DAYS = [row[0] for row in ROWS], [row[1] for row in ROWS]
ASK = {"state": "ccode", "on": "day", "code": "cow", "absent": "ignore"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [{}, {"unknown": "null", "beyond": "ignore"}])
@pytest.mark.parametrize(("alliance", "place"), [("warsaw_pact", 2), ("nato", 3)])
def test_a_number_is_resolved_by_its_day(kind, how, alliance, place):
    frame = annotate(framed(kind, NUMBERS, DAYS), alliance=alliance, **ASK, **how)
    assert column(frame, "member") == [row[place] for row in ROWS]
    assert column(frame, "member_why") == [
        "number_not_in_use" if None not in row[:2] and row[place] is None else None
        for row in ROWS
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [{}, {"unknown": "null", "beyond": "ignore"}])
def test_a_column_of_numbers_with_gaps_may_hold_floats(kind, how):
    """As pandas makes of it; a number that is not there is NaN or null."""
    for gap in (None, float("nan")):
        floats = [gap if n is None else float(n) for n in NUMBERS]
        frame = annotate(framed(kind, floats, DAYS), alliance="nato", **ASK, **how)
        if kind == "duckdb":  # NaN is not equal to itself
            found = [row[2] for row in frame.fetchall()]
            assert sorted(map(str, found)) == sorted(str(row[3]) for row in ROWS)
        else:
            assert column(frame, "member") == [row[3] for row in ROWS]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow", "lazy"])
@pytest.mark.parametrize("how", [{}, {"unknown": "null", "beyond": "ignore"}])
def test_numbers_as_text_and_letters_are_the_same(kind, how):
    for texts in (
        [None if n is None else str(n) for n in NUMBERS],
        [None if n is None else LETTERS[n] for n in NUMBERS],
    ):
        frame = annotate(
            framed(kind, texts, DAYS), alliance="warsaw_pact", **ASK, **how
        )
        assert column(frame, "member") == [row[2] for row in ROWS]


def test_letters_of_a_list_are_told_from_those_of_iso():
    days = [date(2000, 1, 1)] * 2
    frame = framed("polars", ["AUS", "SLV"], days)
    ask = {"state": "ccode", "on": "day", "alliance": "nato", "status": True}
    by_cow = annotate(frame, code="cow", **ask)
    by_iso = annotate(frame, **ask)
    numbers = annotate(framed("polars", [305, 349], days), code="cow", **ask)
    assert column(by_cow, "status") == column(numbers, "status")
    # Slovenia, a member since 2004, and El Salvador, which never was one.
    assert column(by_cow, "status")[1] == "not yet"
    assert column(by_iso, "status")[1] == "never"


def test_by_gleditsch_and_ward_germany_has_one_number():
    days = [date(1980, 1, 1), date(2000, 1, 1), date(2000, 1, 1)]
    frame = framed("polars", [260, 260, 255], days)
    found = annotate(frame, state="ccode", on="day", code="gw", alliance="nato")
    assert column(found, "member") == ["yes", "yes", None]
    assert column(found, "member_why")[2] == "number_not_in_use"


@pytest.mark.parametrize("kind", KINDS)
def test_one_warning_names_the_number_to_use(kind):
    frame = framed(
        kind, [255, 255, 678, 265], [date(1980, 1, 1)] * 2 + [date(2000, 1, 1)] * 2
    )
    ask = ASK | {"alliance": "nato"}
    with pytest.warns(cm.AbsentStateWarning) as caught:
        annotate(frame, **(ask | {"absent": "warn"}))
    assert len(caught) == 1
    text = str(caught[0].message)
    assert (
        "255 (German Reich or Germany) is not in use in the list cow on a day asked; use 260"
        in text
    )
    assert "678 (Yemen) is not in use in the list cow on a day asked; use 679" in text
    assert "265" not in text
    with pytest.raises(cm.AbsentStateError, match="use 260"):
        annotate(frame, **(ask | {"absent": "raise"}))


@pytest.mark.parametrize("kind", [pl.DataFrame, pl.LazyFrame, pd.DataFrame])
@pytest.mark.parametrize(
    ("code", "rule", "key", "use"),
    [
        # Both German numbers have days of 1990, and a row each in tables of that list.
        ("cow", "any_day", (255, 1990), None),
        ("cow", "any_day", (260, 1990), None),
        ("cow", "most_days", (679, 1990), None),
        ("cow", "first_day", (260, 1990), None),
        ("cow", "first_day", (255, 1990), "use 260"),
        ("cow", "last_day", (255, 1990), None),
        ("cow", "last_day", (260, 1990), "use 255"),
        ("cow", "any_day", (255, 1989), "use 260"),
        ("cow", "any_day", (260, 1991), "use 255"),
        ("gw", "any_day", (345, 2006), None),
        ("gw", "last_day", (345, 2006), "use 340"),
    ],
)
def test_a_year_with_an_answer_has_no_warning_about_its_number(
    kind, code, rule, key, use
):
    frame = kind({"ccode": [key[0]], "year": [key[1]]})
    ask = {"state": "ccode", "on": "year", "code": code, "alliance": "nato"}
    if use is None:
        found = annotate(frame, rule=rule, absent="raise", **ask)
        assert column(found, "member") != [None]
    else:
        with pytest.raises(cm.AbsentStateError, match=use):
            annotate(frame, rule=rule, absent="raise", **ask)


def test_the_number_to_use_may_be_that_of_a_state_that_continues_it():
    ask = {"state": "ccode", "on": "day", "code": "gw", "alliance": "nato"}
    for number, day, use in (
        (340, date(2000, 1, 1), "use 345"),
        (345, date(2010, 1, 1), "use 340"),
    ):
        with pytest.warns(cm.AbsentStateWarning, match=use):
            annotate(framed("polars", [number], [day]), **ask)


def test_numbers_in_use_are_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = framed("polars", [255, 260], [date(2000, 1, 1), date(1980, 1, 1)])
        annotate(frame, state="ccode", on="day", code="cow", alliance="nato")


def test_what_does_not_go_with_numbers_is_refused():
    frame = framed("pandas", [365.0, 999.0], [date(2000, 1, 1)] * 2)
    with pytest.raises(cm.UnknownStateError, match="'999'"):
        annotate(frame, **ASK)
    with pytest.raises(cm.MembershipError, match="leave `continuity` out"):
        annotate(frame, **ASK, continuity=True)
    with pytest.raises(cm.UnknownNameError, match="choice of `code`"):
        annotate(frame, **(ASK | {"code": "ccode"}))
    with pytest.raises(cm.NotAStateError, match="pass code='cow' or code='gw'"):
        annotate(frame, state="ccode", on="day")
    with pytest.raises(cm.NotAStateError, match="pass code='cow' or code='gw'"):
        annotate(
            pl.LazyFrame({"ccode": [2], "day": [date(2000, 1, 1)]}),
            state="ccode",
            on="day",
        )
    with pytest.raises(cm.UnknownStateError, match=r"'365\.5'"):
        annotate(framed("lazy", [365.5], [date(2000, 1, 1)]), **ASK)
    with pytest.raises(cm.NotAStateError, match="holds Boolean, not states"):
        annotate(framed("lazy", [True], [date(2000, 1, 1)]), **ASK)
    with pytest.raises(cm.NotAStateError, match=r"365\.5 is of type float"):
        annotate(framed("polars", [365.5], [date(2000, 1, 1)]), **ASK)
    known = annotate(frame, **ASK, unknown="null")
    assert column(known, "member") == ["yes", None]


def test_a_report_counts_numbers_not_in_use():
    found = annotate(framed("pandas", NUMBERS, DAYS), alliance="warsaw_pact", **ASK)
    counted = report(found, state="ccode", alliance="warsaw_pact")
    assert "5 number not in use" in str(counted)


@given(
    key=st.sampled_from(["cow", "gw"]),
    alliance=st.sampled_from(["warsaw_pact", "nato", "cis"]),
    day=st.sampled_from(["01-01", "12-31"]),
    year=st.integers(1946, 2024),
)
def test_frames_and_panels_say_the_same_of_a_number(key, alliance, day, year):
    rule = "first_day" if day == "01-01" else "last_day"
    states = list(cm.states())
    how = {"during": str(year), "rule": rule, "key": key, "states": states}
    rows = list(state_years(alliance, **how))
    frame = pl.DataFrame({"number": [row[key] for row in rows]}).with_columns(
        day=pl.lit(date.fromisoformat(f"{year}-{day}"))
    )
    found = annotate(
        frame, state="number", on="day", code=key, alliance=alliance,
        values="number", absent="ignore",
    )  # fmt: skip
    for name in ("member", "member_why"):
        assert found[name].to_list() == [row[name] for row in rows]


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_after_a_merge_the_keys_without_a_row_are_named(backend):
    """The Correlates of War list has Germany from May 1955, and no 255 before 1990."""
    library = pytest.importorskip(backend)
    keys = [(260, 1954), (260, 1955), (255, 1980), (255, 1991), (260, 1954)]
    columns = {"cow": [n for n, _ in keys], "year": [year for _, year in keys]}
    panel = state_years("nato", during="1950/2000", key="cow", states="cow")
    frame, rows = library.DataFrame(columns), panel.to_frame(backend)
    if backend == "pandas":
        merged = frame.merge(rows, on=["cow", "year"], how="left")
    else:
        merged = frame.join(rows, on=["cow", "year"], how="left")
    found = report(merged, keys=["cow", "year"])
    assert found.unmatched == [(255, 1980), (260, 1954)]
    assert str(found).splitlines() == [
        "5 rows: 2 yes, 3 without a known state or a day",
        "  no row for cow, year: 255 1980; 260 1954",
    ]
    assert found.as_dict()["unmatched"] == [[255, 1980], [260, 1954]]
    assert "unmatched" not in report(merged).as_dict()
    with pytest.raises(cm.ColumnError, match="no column 'ccode'"):
        report(merged, keys="ccode")


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_report_on_a_merge_names_keys_with_a_gap_last(backend):
    library = pytest.importorskip(backend)
    keys = [(None, 1951), (255, 1980), (None, 1950), (2, 1990), (260, 1954)]
    columns = {"cow": [n for n, _ in keys], "year": [year for _, year in keys]}
    columns |= {"member": [None] * 3 + [1, None], "member_why": [None] * 5}
    found = report(library.DataFrame(columns), keys=["cow", "year"])
    assert [key[1] for key in found.unmatched] == [1980, 1954, 1950, 1951]


@pytest.mark.parametrize(
    ("key", "number", "hint"),
    [
        ("gw", 679, r"list gw; it is a number of the list cow \(Yemen\)"),
        ("cow", 340, r"list cow; it is a number of the list gw \(Serbia\)"),
        ("cow", 998, "list cow$"),
    ],
)
def test_a_number_of_the_other_list_is_refused_with_the_name_of_that_list(
    key, number, hint
):
    with pytest.raises(cm.UnknownStateError, match=hint):
        state_years("nato", during="2007", states=[number], key=key)
    frame = framed("polars", [number], [date(2007, 1, 1)])
    with pytest.raises(cm.UnknownStateError, match=hint):
        annotate(frame, state="ccode", on="day", code=key)
