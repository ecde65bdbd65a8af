"""Frames with two columns of states."""

import random
import warnings
from datetime import date
from itertools import combinations

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.exchange import annotate, dyad_years, report

OWED = ["defence", "neutrality", "nonaggression", "consultation", "offence"]
COLUMNS = ["together", "together_why", "obligation", *OWED]
RULES = ["any_day", "first_day", "last_day", "most_days"]
ASK = {"state": ("one", "other"), "on": "when", "absent": "ignore", "beyond": "ignore"}


def in_duckdb(data):
    connection = duckdb.connect()
    connection.register("given", pl.DataFrame(data).with_row_index("n").to_arrow())
    return connection.table("given")


def in_pandas(data):
    frame = pd.DataFrame(data)
    years = any(isinstance(value, int) for value in data["when"])
    return frame if years else frame.assign(when=pd.to_datetime(frame["when"]))


KINDS = {
    "pandas": in_pandas,
    "polars": pl.DataFrame,
    "arrow": pa.table,
    "lazy": pl.LazyFrame,
    "duckdb": in_duckdb,
}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)


def rows_of(frame, *names):
    wrapped = nw.from_native(frame)
    if isinstance(wrapped, nw.LazyFrame):
        wrapped = wrapped.collect()
    if "n" in wrapped.columns:
        wrapped = wrapped.sort("n")
    rows = wrapped.select(*names or COLUMNS).rows()
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows]


PAIRS = {
    "one": ["RUS", "RUS", "AM", "UZ", "RU", None, "France", "KZ", "AM"],
    "other": ["BLR", "Belarus", "AZ", "AM", "EE", "AM", "US", None, "AZ"],
    "when": [
        date(1993, 12, 31), date(1995, 1, 1), date(1995, 1, 1), date(2000, 1, 1),
        date(1991, 8, 1), date(1995, 1, 1), date(1995, 1, 1), date(1995, 1, 1), None,
    ],
}  # fmt: skip
NULL = (None,) * 8
EXPECTED = [
    ("yes", None, None, 0, 0, 0, 0, 0),
    ("yes", None, "defence", 1, None, None, None, None),
    ("yes", None, "uncertain", None, None, None, None, None),
    ("no", None, None, 0, 0, 0, 0, 0),
    (None, "not_a_state", *NULL[2:]),
    NULL,
    ("no", None, None, 0, 0, 0, 0, 0),
    NULL,
    NULL,
]


@every_kind
def test_two_states_and_a_day(make):
    assert rows_of(annotate(make(PAIRS), **ASK)) == EXPECTED


@every_kind
def test_the_order_of_the_two_makes_no_difference(make):
    swapped = {**PAIRS, "one": PAIRS["other"], "other": PAIRS["one"]}
    assert rows_of(annotate(make(swapped), **ASK)) == EXPECTED


@every_kind
def test_what_is_not_looked_at_is_answered_alike(make):
    frame = annotate(make(PAIRS), unknown="null", **ASK)
    assert rows_of(frame) == EXPECTED


@given(
    name=st.sampled_from(cm.available()),
    definition=st.sampled_from(["joined", "party", "organization", "active"]),
    years=st.tuples(st.integers(1946, 2030), st.integers(1946, 2030)).map(sorted),
    key=st.sampled_from(["state", "cow", "gw"]),
    kind=st.sampled_from(["polars", "arrow", "pandas"]),
    how=st.fixed_dictionaries({
        "rule": st.sampled_from(RULES),
        "beyond": st.sampled_from(["ignore", "carry"]),
        "absent": st.just("ignore"),
        "continuity": st.booleans(),
    }),
    seed=st.integers(0, 100),
)  # fmt: skip
def test_frames_and_dyads_say_the_same_of_a_year(  # noqa: PLR0913, PLR0917 - each is drawn
    name, definition, years, key, kind, how, seed
):
    asked = cm.load(name).under(definition)
    how = how | {"continuity": how["continuity"] and key == "state"}
    states = random.Random(seed).sample(list(asked.record.states), 4)
    states += random.Random(seed).sample(list(asked.record.parties), 3)
    during = f"{years[0]}/{min(years[1], years[0] + 20)}"
    rows = list(dyad_years(asked, during=during, key=key, states=states, **how))
    if not rows:
        return
    column = "alpha_3" if key == "state" else key
    data = {
        "one": [row[f"{column}_1"] for row in rows],
        "other": [row[f"{column}_2"] for row in rows],
        "when": [row["year"] for row in rows],
    }
    code = "name" if key == "state" else key
    frame = annotate(
        KINDS[kind](data), state=("one", "other"), on="when", code=code,
        alliance=asked, values="number", **how,
    )  # fmt: skip
    assert rows_of(frame) == [tuple(row[name] for name in COLUMNS) for row in rows]


@every_kind
def test_letters_of_a_list_are_told_from_those_of_iso(make):
    """AUS is Austria and GFR the Federal Republic by the Correlates of War project."""
    data = {"one": ["AUS", "GFR"], "other": ["USA", "UKG"], "when": [1980, 1980]}
    frame = annotate(make(data), alliance="nato", code="cow", rule="any_day", **ASK)
    assert rows_of(frame, "together", "obligation", "defence") == [
        ("no", None, 0),
        ("yes", "defence", 1),
    ]


@every_kind
def test_numbers_are_resolved_by_their_day(make):
    data = {"one": [260.0, 255.0, 260.0, None], "other": [2, 2, 265, 2],
            "when": [date(1990, 10, 2)] * 2 + [date(1980, 1, 1)] * 2}  # fmt: skip
    frame = annotate(make(data), alliance="nato", code="cow", **ASK)
    assert rows_of(frame, "together", "together_why", "defence") == [
        ("yes", None, 1),
        (None, "number_not_in_use", None),
        ("no", None, 0),
        (None, None, None),
    ]


@every_kind
def test_one_warning_for_both_columns_without_counts(make):
    data = {"one": [255, 255, 2], "other": [2, 220, 678],
            "when": [date(1980, 1, 1)] * 2 + [date(2000, 1, 1)]}  # fmt: skip
    with pytest.warns(cm.AbsentStateWarning) as caught:
        annotate(make(data), alliance="nato", code="cow", **ASK | {"absent": "warn"})
    assert len(caught) == 1
    text = str(caught[0].message)
    assert "255 (German Reich or Germany) is not in use" in text
    assert "678 (Yemen) is not in use" in text
    with pytest.raises(cm.AbsentStateError, match="use 260"):
        annotate(make(data), alliance="nato", code="cow", **ASK | {"absent": "raise"})


@every_kind
def test_one_warning_of_days_beyond_the_record(make):
    data = {"one": ["RU"] * 2, "other": ["AM"] * 2, "when": [date(2040, 1, 1)] * 2}
    with pytest.warns(cm.BeyondRecordWarning) as caught:
        frame = annotate(make(data), **ASK | {"beyond": "warn"})
    assert len(caught) == 1
    assert rows_of(frame)[0][:3] == (None, "beyond_record", "uncertain")
    carried = annotate(make(data), **ASK | {"beyond": "carry"})
    assert rows_of(carried)[0][:3] == ("yes", None, "defence")


@every_kind
def test_unknown_names_of_both_columns_are_one_error(make):
    data = {"one": ["Atlantis", "RU"], "other": ["AM", "Lemuria"],
            "when": [date(2000, 1, 1)] * 2}  # fmt: skip
    message = "columns 'one' and 'other' hold 2 names"
    with pytest.raises(cm.UnknownStateError, match=message) as caught:
        annotate(make(data), **ASK)
    assert "Atlantis" in str(caught.value)
    assert "Lemuria" in str(caught.value)
    frame = annotate(make(data), unknown="null", **ASK)
    assert rows_of(frame) == [NULL, NULL]


def test_definitions_have_columns_of_their_own_and_obligations_have_not():
    frame = annotate(pl.DataFrame(PAIRS), definition=["joined", "party"], **ASK)
    assert frame.columns[3:] == [
        "together_joined", "together_why_joined", "together_party",
        "together_why_party", "obligation", *OWED,
    ]  # fmt: skip
    assert frame["together_joined"][0] == "yes"
    assert frame["together_party"][0] == "no"


def test_since_is_the_first_day_on_which_both_were_members():
    frame = annotate(pl.DataFrame(PAIRS), since=True, **ASK)
    assert frame["since"].to_list()[:4] == [
        date(1993, 12, 31), date(1993, 12, 31), date(1993, 9, 24), None,
    ]  # fmt: skip


@every_kind
def test_a_state_owes_nothing_to_itself(make):
    data = {"one": ["RU"], "other": ["Russia"], "when": [date(1995, 1, 1)]}
    assert rows_of(annotate(make(data), **ASK)) == [("yes", *(None,) * 7)]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow", "lazy"])
def test_numbers_and_years_may_be_text_of_floats(kind):
    texts = {
        "one": ["365.0", " 2 "],
        "other": ["371", "RUS"],
        "when": ["1995.0", "1999"],
    }
    make = KINDS[kind]
    if kind == "pandas":
        make = pd.DataFrame
    if kind == "lazy":
        texts["when"] = [1995.0, 1999.0]
    frame = annotate(make(texts), code="cow", rule="any_day", **ASK)
    assert rows_of(frame, "together") == [("yes",), ("no",)]


def test_decimals_of_duckdb_are_numbers_and_years():
    relation = duckdb.sql(
        "select 365::decimal(6, 1) as one, 371 as other, 1995::decimal(6, 0) as 'when'"
    )
    frame = annotate(relation, code="cow", rule="any_day", **ASK)
    assert rows_of(frame, "together") == [("yes",)]


def test_a_report_counts_pairs():
    frame = annotate(pl.DataFrame(PAIRS), **ASK)
    assert str(report(frame)) == (
        "9 rows: 3 yes, 2 no, 1 not a state, 3 without a known state or a day"
    )


def test_what_does_not_go_with_two_states_is_refused():
    frame = pl.DataFrame(PAIRS)
    with pytest.raises(cm.MembershipError, match="`status` is of one state"):
        annotate(frame, status=True, **ASK)
    for state in ((), ("one", "one"), ("one", "other", "n")):
        with pytest.raises(cm.ColumnError, match="one column or two different ones"):
            annotate(frame, **ASK | {"state": state})
    with pytest.raises(cm.ColumnError, match="no column 'two'"):
        annotate(frame, **ASK | {"state": ("one", "two")})
    with pytest.raises(cm.ColumnError, match="a column 'defence' already"):
        annotate(frame.with_columns(defence=1), **ASK)


@every_kind
def test_an_empty_frame_has_the_columns(make):
    schema = pl.DataFrame(PAIRS).head(0)
    data = schema.to_dict() if make in {pl.DataFrame, pl.LazyFrame, in_duckdb} else {
        "one": pa.array([], pa.string()), "other": pa.array([], pa.string()),
        "when": pa.array([], pa.date32()),
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = annotate(make(data), **ASK | {"absent": "warn", "beyond": "warn"})
    assert rows_of(found) == []


@every_kind
def test_all_pairs_of_many_states_are_a_product(make):
    """A pair is together on the days that both have."""
    csto = cm.load("csto")
    states = [state.code for state in csto.record.parties]
    days = [date(1993, 12, 31), date(1999, 4, 21), date(2007, 1, 1)]
    rows = [(*pair, day) for pair in combinations(states, 2) for day in days]
    data = dict(
        zip(("one", "other", "when"), map(list, zip(*rows, strict=True)), strict=True)
    )
    expected = [
        str(csto.was_member(one, day) & csto.was_member(other, day))
        for one, other, day in rows
    ]
    assert [row[0] for row in rows_of(annotate(make(data), **ASK))] == expected


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
class TestSpark:
    @pytest.mark.parametrize("how", [{}, {"unknown": "null"}])
    def test_pairs_by_day(self, spark, how):
        rows = list(zip(*PAIRS.values(), range(9), strict=True))
        frame = spark.createDataFrame(
            rows, "one string, other string, when date, n int"
        )
        assert rows_of(annotate(frame, **ASK, **how)) == EXPECTED

    @pytest.mark.parametrize("kind", ["int", "double"])
    def test_pairs_of_numbers_by_year(self, spark, kind):
        make = {"int": int, "double": float}[kind]
        rows = [
            (make(260), make(2), make(1989), 0),
            (make(255), make(2), make(1989), 1),
            (None, make(2), make(1989), 2),
            (make(260), make(2), None, 3),
        ]
        schema = f"one {kind}, other {kind}, when {kind}, n int"
        frame = spark.createDataFrame(rows, schema)
        found = annotate(frame, code="cow", rule="any_day", alliance="nato", **ASK)
        assert rows_of(found, "together", "together_why", "defence") == [
            ("yes", None, 1),
            (None, "number_not_in_use", None),
            (None, None, None),
            (None, None, None),
        ]

    @pytest.mark.parametrize("how", [{}, {"unknown": "null"}])
    def test_one_state_by_year(self, spark, how):
        rows = [("UZB", 1999, 0), (" uz", 2000, 1), ("UZB", 2006, 2)]
        frame = spark.createDataFrame(rows, "one string, when int, n int")
        ask = ASK | {"state": "one", "rule": "any_day"}
        found = annotate(frame, **ask, **how)
        assert rows_of(found, "member") == [("yes",), ("no",), ("yes",)]


# -- many pairs, many stretches --------------------------------------------------------


def _every_pair(alliance):
    """All pairs of an alliance's members, with days on which answers begin."""
    chance = random.Random(16)
    codes = [state.alpha_3 for state in alliance.record.parties]
    changes = {
        day
        for days in alliance.days_by_state.values()
        for day in (*days.surely.toggles, *days.possibly.toggles)
    } - {date.min}
    pairs = [(one, other) for one in codes for other in codes if one != other]
    days = chance.choices(sorted(changes), k=len(pairs))
    one, other = zip(*pairs, strict=True)
    return {"one": list(one), "other": list(other), "when": days}


@pytest.mark.parametrize("make", [in_pandas, pl.DataFrame, pa.table, pl.LazyFrame])
@pytest.mark.parametrize("name", ["csto", "anzus"])
def test_a_table_that_is_searched_says_what_the_grid_says(monkeypatch, name, make):
    data = _every_pair(cm.load(name))
    data = {key: [*values, None] for key, values in data.items()}
    in_grid = rows_of(annotate(make(data), alliance=name, **ASK))
    monkeypatch.setattr("csto_membership.exchange.frames.lookup_table._MOST_CELLS", 0)
    assert rows_of(annotate(make(data), alliance=name, **ASK)) == in_grid
    assert len({row[0] for row in in_grid}) > 1


def test_too_many_lines_to_join_are_refused(monkeypatch):
    monkeypatch.setattr("csto_membership.exchange.frames.lazy._MOST_LINES", 20)
    data = _every_pair(cm.load("csto"))
    with pytest.raises(cm.MembershipError, match="compute the frame first, as one of"):
        annotate(in_duckdb(data), **ASK)
    assert len(rows_of(annotate(pl.DataFrame(data), **ASK))) == len(data["one"])
