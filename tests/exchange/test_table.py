"""Tables: columns, records, and how they go out."""

import copy
import csv
import io
import json
import pickle
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import exchange
from csto_membership.exchange import Column, Table, state_years
from csto_membership.exchange.tables.runs import RowRun

REFERENCE = Path(__file__).parents[2] / "docs/reference"
PAGE = (REFERENCE / "exchange.md").read_text("utf-8")
YEARS = exchange.state_years("csto", during="1998/2000", states=["UZ", "RU"])
COLUMNS = (Column("name", str), Column("day", date), Column("share", float))

records = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | st.text(min_size=1),
            "day": st.none() | st.dates(),
            "share": st.none() | st.floats(allow_nan=False),
        }
    )
)


def table_of(rows):
    return Table(COLUMNS, lambda: rows)


@st.composite
def runs(draw):
    """Rows in runs, some with cells of their own, and the same rows one by one."""
    parts = draw(st.lists(records.filter(len).map(lambda rows: rows[0]), min_size=1))
    owns = [({},), ({"day": date(1999, 1, 1)}, {"day": None}), ({"share": 0.5}, {}, {})]
    made = draw(
        st.lists(st.tuples(st.sampled_from(parts), st.sampled_from(owns)), max_size=6)
    )
    runs = [RowRun(({"name": part["name"]}, part), own) for part, own in made]
    return runs, [part | cells for part, own in made for cells in own]


@given(both=runs())
def test_rows_in_runs_are_the_same_rows_in_every_form(both):
    in_runs, rows = map(table_of, both)
    assert list(in_runs) == list(rows) == both[1]
    assert in_runs.to_csv() == rows.to_csv()
    assert in_runs.count == rows.count == len(both[1])
    assert list(in_runs.in_style("cow")) == list(rows.in_style("cow"))
    assert list(in_runs.select("share")) == list(rows.select("share"))


@given(both=runs(), backend=st.sampled_from(["pandas", "polars", "pyarrow"]))
def test_rows_in_runs_are_the_same_data_frame(both, backend):
    pytest.importorskip(backend)
    in_runs, rows = (table_of(each).to_frame(backend) for each in both)
    plain = [getattr(f, "to_pylist", None) or f.to_dict for f in (in_runs, rows)]
    assert str(plain[0]()) == str(plain[1]())
    assert len(in_runs) == len(both[1])
    if backend == "polars":
        assert in_runs.to_dicts() == both[1]


def as_read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_columns_may_be_chosen_again():
    table = YEARS.select("year", "alpha_3", "member").select("member", "year")
    assert table.names == ("member", "year")
    assert next(iter(table)) == {"member": 1, "year": 1998}
    with pytest.raises(cm.UnknownNameError, match="known are member, year"):
        table.select("alpha_3")


@pytest.mark.parametrize(
    ("backend", "told"),
    [("panda", "did you mean pandas"), ("duckdb", "known are pandas, polars, pyarrow")],
)
def test_a_library_that_makes_no_table_is_told_with_those_that_do(backend, told):
    with pytest.raises(cm.UnknownNameError, match=told):
        YEARS.to_frame(backend)


# -- CSV -----------------------------------------------------------------------------


@given(rows=records)
def test_csv_reads_back_as_what_was_written(rows):
    assert as_read(table_of(rows).to_csv()) == [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize(
    "table",
    [
        YEARS,
        exchange.state_months("csto", during="1999"),
        exchange.state_years("csto", during="1999", definitions=["joined", "party"]),
        exchange.dyad_years("csto", during="1999", rule="share"),
        exchange.dyad_years(
            "csto", during="1999", definitions=["party"], directed=True
        ),
        exchange.spells("csto", definitions=["joined", "party"]),
        exchange.spells("csto").in_style("cow"),
    ],
)
def test_every_record_has_the_columns_that_the_table_says_of_the_types_it_says(table):
    rows = list(table)
    assert table.count == len(rows)
    assert [list(row) for row in rows] == [list(table.names)] * len(rows)
    for column in table.columns:
        assert column.meaning
        assert {type(row[column.name]) for row in rows} <= {column.type, type(None)}
    assert len(as_read(table.to_csv())) == len(rows)


def test_lines_end_as_rfc_4180_has_it_and_files_are_utf_8(tmp_path):
    table = table_of([{"name": 'Türkiye, "TR"', "day": None, "share": 0.5}])
    expected = 'name,day,share\r\n"Türkiye, ""TR""",,0.5\r\n'
    assert table.to_csv() == expected
    path = tmp_path / "table.csv"
    assert table.to_csv(path) is None
    assert path.read_bytes() == expected.encode()


def test_the_same_is_written_each_time(tmp_path):
    for name in ("one.csv", "other.csv"):
        exchange.dyad_years("csto", during="1999").to_csv(tmp_path / name)
    one, other = (tmp_path / name for name in ("one.csv", "other.csv"))
    assert one.read_bytes() == other.read_bytes()


def test_a_table_is_gone_through_as_often_as_one_likes():
    assert list(YEARS) == list(YEARS.records()) == list(YEARS)


# -- columns -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        (YEARS, "member", "whether it was a member: 1 or 0;"),
        (YEARS, "state_exists", "1 if it was a state"),
        (
            exchange.dyad_years("csto", during="1999", rule="share"),
            "together",
            "whether both were members on the same days: the share of the days;",
        ),
        (
            exchange.dyad_years("csto", during="1999"),
            "states_exist",
            "1 if both were states",
        ),
    ],
)
def test_the_meaning_of_a_column_fits_what_was_asked(table, column, said):
    (meaning,) = (each.meaning for each in table.columns if each.name == column)
    assert meaning.startswith(said)


def test_selected_columns_stand_in_the_order_asked():
    table = YEARS.select("year", "alpha_3")
    assert table.names == ("year", "alpha_3")
    assert next(iter(table)) == {"year": 1998, "alpha_3": "UZB"}
    assert table.count == 6


def test_an_unknown_column_is_told_with_those_that_there_are():
    with pytest.raises(cm.MembershipError, match="no column 'yeer'; did you mean year"):
        YEARS.select("yeer")


@pytest.mark.parametrize("style", ["cow", "atop"])
def test_a_panel_in_a_style_has_days_in_parts(style):
    first, last = {"cow": ("styear", "endday"), "atop": ("yrent", "dayexit")}[style]
    row = list(YEARS.in_style(style))[1]
    assert (row["ccode"], row["year"]) == (704, 1999)
    assert (row[first], row[last]) == (1999, 20)


def test_in_a_style_each_number_and_day_has_the_name_that_users_of_it_know():
    """What a style has no name for keeps its own."""
    dyads = exchange.dyad_years("csto", during="1999", states=["RU", "AM"])
    assert dyads.in_style("cow").names == (
        "alliance", "definition", "rule",
        "state_1", "alpha_3_1", "ccode1", "gwcode1",
        "state_2", "alpha_3_2", "ccode2", "gwcode2",
        "year", "states_exist", "obligation",
        "defence", "neutrality", "nonaggression", "consultation", "offence",
        "together", "together_min", "together_max", "together_why",
        "styear", "stmonth", "stday", "endyear", "endmonth", "endday",
    )  # fmt: skip
    (row,) = dyads.in_style("atop")
    numbers = [row[name] for name in ("ccode1", "gwcode1", "ccode2", "gwcode2")]
    assert numbers == [365, 365, 371, 371]
    spells = exchange.spells("csto", states=["UZ"])
    names = {style: spells.in_style(style).names for style in ("cow", "atop")}
    assert names["cow"][4:10] == (
        "ccode", "gwcode", "spell", "styear", "stmonth", "stday",
    )  # fmt: skip
    assert names["atop"][4:10] == (
        "ccode", "gwcode", "spell", "yrent", "moent", "dayent",
    )  # fmt: skip
    assert {"left_censor", "right_censor", "first_day_min"} <= set(names["cow"])
    assert {"left_censored", "right_censored", "first_day_min"} <= set(names["atop"])
    assert next(iter(spells.in_style("cow")))["gwcode"] == 704


def test_a_table_prints_as_people_read_it():
    table = YEARS.select("alpha_3", "year", "member", "last_day")
    assert str(table).splitlines()[:4] == [
        "alpha_3  year  member  last_day",
        "UZB      1998       1  1998-12-31",
        "UZB      1999       1  1999-04-20",
        "UZB      2000       0  -",
    ]
    assert repr(table) == "<Table: 6 rows of alpha_3, year, member, last_day>"
    spells = exchange.spells("csto").select("alpha_3", "exit")
    assert repr(spells) == "<Table: 10 rows of alpha_3, exit>"


def test_plain_values_are_ready_for_json():
    plain = YEARS.select("year", "last_day").as_dict()
    assert plain["columns"] == ["year", "last_day"]
    assert plain["records"][1:3] == [
        {"year": 1999, "last_day": "1999-04-20"},
        {"year": 2000, "last_day": None},
    ]


# -- the room ------------------------------------------------------------------------


def test_each_public_name_has_one_place_in_the_reference():
    pages = "".join(map(Path.read_text, REFERENCE.glob("*.md")))
    for name in exchange.__all__:
        place = rf"^::: csto_membership\.exchange\.{name}$"
        assert len(re.findall(place, pages, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    "table",
    [
        exchange.state_months("csto", during="1999"),
        exchange.dyad_years("csto", during="1999"),
        exchange.spells("csto"),
    ],
)
def test_each_column_stands_in_the_reference(table):
    told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|.*?\|", PAGE, re.MULTILINE)))
    for name in table.names:
        assert re.sub(r"_[12]$", "", name) in told


def test_each_name_is_imported_when_it_is_asked_for():
    code = (
        "import sys, csto_membership.exchange as exchange\n"
        "def loaded(): return {m for m in sys.modules if '.exchange.' in m}\n"
        "print(sorted(loaded()), exchange.Column.__module__ in loaded())"
    )
    command = [sys.executable, "-P", "-c", code]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.strip() == "[] True"


def test_each_public_name_can_be_seen_imported_and_pickled():
    names = {}
    exec("from csto_membership.exchange import *", names)  # noqa: S102 - as users type it
    assert set(exchange.__all__) <= set(dir(exchange)) & names.keys()
    for name in exchange.__all__:
        assert names[name] is getattr(exchange, name)
        assert pickle.loads(pickle.dumps(names[name])) is names[name]


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'x'"):
        exchange.x  # noqa: B018
    with pytest.raises(ImportError, match="state_year"):
        from csto_membership.exchange import state_year  # noqa: F401, PLC0415


# -- data frames ---------------------------------------------------------------------


def test_without_narwhals_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(cm.MembershipError, match=r"csto-membership\[frames\]"):
        YEARS.to_frame()


def test_a_frame_of_polars_has_the_types_of_the_table():
    polars = pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    frame = exchange.spells("csto", definitions=["party"]).to_frame("polars")
    assert frame.schema["first_day"] == polars.Date
    assert frame.schema["right_censored"] == polars.Int64
    assert frame.to_dicts() == list(exchange.spells("csto", definitions=["party"]))
    years = exchange.state_years("csto", during="2012/2013", rule="share", states="UZ")
    frame = years.to_frame("polars")
    assert frame.schema["member"] == polars.Float64
    assert frame["member"].to_list() == [353 / 366, 0.0]


def test_a_frame_of_pandas_has_timestamps_and_floats_where_some_are_missing():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    frame = exchange.spells("csto", definitions=["party"]).to_frame("pandas")
    assert frame.shape == (10, 22)
    assert frame["right_censored"].dtype == "float64"
    assert frame["spell"].dtype == "int64"
    assert frame["last_day"].max() == pandas.Timestamp(1999, 4, 20)
    assert YEARS.to_frame()["member"].tolist() == [1, 1, 0, 1, 1, 1]


# -- reports --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            exchange.state_years(
                "warsaw_pact", during="1980/1985", states=["RU", "SU", "FR"],
                absent="ignore",
            ),
            "18 rows: 6 yes, 6 no, 6 not a state (Russia: ask for Soviet Union)",
        ),
        (
            exchange.dyad_years("csto", during="2030", beyond="ignore"),
            "66 rows: 66 beyond the record",
        ),
        (
            exchange.state_years("csto", during="1999", rule="share"),
            "12 rows: 9 yes, 3 no",
        ),
        (
            exchange.state_years("csto", during="1995", definitions=["joined", "party"]),
            ("12 rows\n  member_joined: 9 yes, 3 no\n"
            "  member_party: 8 yes, 3 no, 1 uncertain"),
        ),
        (exchange.state_years("csto", during="1999", states=[]), "0 rows"),
    ],
)  # fmt: skip
def test_a_report_counts_the_answers_and_why_there_is_none(table, expected):
    assert str(table.report()) == expected
    names = table.names[:-1]
    assert table.select(*names).report() == table.report()


def test_a_table_without_answers_has_no_report():
    with pytest.raises(cm.ColumnError, match="member_why"):
        exchange.spells("csto").report()


def test_a_table_comes_back_from_a_pickle_and_a_copy_with_all_that_it_says():
    table = state_years("csto", during="1999", states=["UZB", "Russia"], rule="share")
    again = pickle.loads(pickle.dumps(table.select("alpha_3", "year", "member")))
    assert list(again) == list(table.select("alpha_3", "year", "member"))
    whole = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(table))))
    for same in (whole, copy.copy(table), copy.deepcopy(table)):
        assert (same.columns, same.count) == (table.columns, table.count)
        assert same.to_csv() == table.to_csv()
        assert str(same.report()) == str(table.report())


def test_a_notebook_shows_the_first_rows_and_says_so():
    table = state_years("csto", during="1999", states=["UZB"])
    html = table._repr_html_()
    assert "<strong>1 row of" in html
    assert html.count("<tr>") == 2
    assert "Only the first" not in html
    long = state_years("csto")
    assert long.count > 60
    assert long._repr_html_().count("<tr>") == 61
    assert f"{long.count:,} rows" in long._repr_html_()
    assert "Only the first 60 rows are shown." in long._repr_html_()


def test_a_table_is_json_too():
    table = state_years("csto", during="1999", states=["UZB"]).select("alpha_3", "year")
    assert json.loads(table.to_json()) == table.as_dict()
