"""Frames of every library are answered as a loop over their rows would answer."""

import random
import warnings
from datetime import UTC, date, datetime, time
from itertools import cycle

import duckdb
import hypothesis.strategies as st
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

import csto_membership as cm
from csto_membership.exchange import annotate, report
from csto_membership.membership.definition import as_definition
from csto_membership.membership.view import View
from csto_membership.record import Record
from csto_membership.record.state import States

CSTO = cm.load("csto")


def _columns(rows):
    return [name for name, _ in rows], [day for _, day in rows]


def _midnight(day):
    return day and datetime.combine(day, time())


def arrow(rows):
    names, days = _columns(rows)
    return pa.table(
        {"name": pa.array(names, pa.string()), "day": pa.array(days, pa.date32())}
    )


def pandas(rows):
    names, days = _columns(rows)
    days = pd.Series([_midnight(day) for day in days], dtype="datetime64[us]")
    return pd.DataFrame({"name": pd.Series(names, dtype="str"), "day": days})


def pandas_objects(rows):
    names, days = _columns(rows)
    return pd.DataFrame({"name": names, "day": days}, dtype=object)


def pandas_texts(rows):
    names, days = _columns(rows)
    return pd.DataFrame({"name": names, "day": [day and str(day) for day in days]})


def pandas_arrow(rows):
    return arrow(rows).to_pandas(types_mapper=pd.ArrowDtype)


def polars(rows):
    return pl.from_arrow(arrow(rows))


def polars_clocks(rows):
    return polars(rows).cast({"day": pl.Datetime("ms"), "name": pl.Categorical})


def polars_texts(rows):
    return polars(rows).cast({"day": pl.String})


def polars_lazy(rows):
    return polars(rows).lazy()


def arrow_in_chunks(rows):
    halves = [arrow(rows[: len(rows) // 2]), arrow(rows[len(rows) // 2 :])]
    table = pa.concat_tables(halves)
    views = table["name"].cast(pa.string_view())
    return table.set_column(0, "name", views)


def duckdb_relation(rows):
    # Each in a database of its own, as those of a user may be.
    connection = duckdb.connect()
    numbers = pa.array(range(len(rows)), pa.int64())
    connection.register("rows", arrow(rows).append_column("n", numbers))
    return connection.table("rows")


HELD = [
    pandas,
    pandas_objects,
    pandas_texts,
    pandas_arrow,
    polars,
    polars_clocks,
    polars_texts,
    arrow,
    arrow_in_chunks,
]
LAZY = [polars_lazy, duckdb_relation]


def values(frame, column):
    """A column as plain values, with None for every kind of null.

    DuckDB keeps no order, so its rows have a number.
    """
    wrapped = nw.from_native(frame)
    if isinstance(wrapped, nw.LazyFrame):
        wrapped = wrapped.collect()
    if "n" in wrapped.columns:
        wrapped = wrapped.sort("n")
    return [_plain(value) for value in wrapped[column].to_list()]


def new_columns(kind, **ask):
    """The columns that a frame has more than before."""
    before = kind(SHOWN)
    columns = nw.from_native(before).collect_schema().names()
    annotated = nw.from_native(annotate(before, **ask)).collect_schema().names()
    assert annotated[: len(columns)] == columns
    return annotated[len(columns) :]


def _plain(value):
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime) else value


NOTHING = (None, None, None, None)


def loop(rows, alliance):
    """Member, why, status and since for each row, by asking for each row."""
    return [
        NOTHING if None in (name, day) else asked_one(alliance, name, day)
        for name, day in rows
    ]


def asked_one(alliance, name, day):
    """The cells of one row, by the questions that a reader would ask."""
    if day > alliance.horizon:
        return None, "beyond_record", "beyond the record", None
    status = alliance.status(name, day)
    if status == "not a state on that day":
        return None, "not_a_state", status.value, None
    member = alliance.was_member(name, day).value
    spells = alliance.history(name, absent="ignore").spells
    since = next((each.first_day for each in spells if day in each.span), None)
    return member, "uncertain" if member == "uncertain" else None, status.value, since


def names_of(alliance):
    names = {name for state in alliance.record.states for name in state.names}
    spelt = sorted(names - {"CS"})  # two states had this code
    forms = [str, str.upper, str.lower, "  {} ".format]
    return st.builds(
        lambda form, name: form(name), st.sampled_from(forms), st.sampled_from(spelt)
    )


def days_of(alliance):
    """Days on which something turns, those beside them, and any."""
    turns = {
        day
        for days in alliance.days_by_state.values()
        for day in (*days.surely.toggles, *days.possibly.toggles)
    }
    near = [
        date.fromordinal(day.toordinal() + by)
        for day in (*turns, alliance.horizon, date(2012, 12, 19), date(1991, 12, 26))
        for by in (-1, 0, 1)
    ]
    ends = [date.min, date(1677, 1, 1), date(2262, 12, 31), date.max]
    return st.sampled_from(sorted({*near, *ends})) | st.dates()


def some_rows(count):
    """Rows that touch every form of a name and every turn, whichever they are."""
    chance = random.Random(5)
    names = [n for state in CSTO.record.states for n in state.names if n != "CS"]
    forms = [str, str.upper, str.lower, "  {} ".format]
    turns = [date(1991, 12, 31), date(2025, 1, 1), CSTO.horizon]
    turns += [
        day for each in CSTO.days_by_state.values() for day in each.possibly.toggles
    ]
    days = [
        date.fromordinal(day.toordinal() + by) for day in turns for by in (-1, 0, 1)
    ]
    return [
        (chance.choice(forms)(chance.choice(names)), chance.choice(days))
        for _ in range(count)
    ]


def made_up(spells):
    """An alliance of states `A0`, `A1`, ... with the given spells of days."""
    source = cm.Source("s", "s", "dataset", "primary", seen=date(1900, 1, 1))
    states = [cm.State(f"A{n}", f"A{n}", f"a{n}") for n in range(len(spells))]

    def event(state, kind, day):
        claim = cm.Claim((source,), cm.FuzzyDate(day), states=(state,))
        return cm.Event(f"{state.alpha_2}-{day}-{kind}", kind, (claim,), (state,))

    record = Record(
        id="made_up",
        names=(),
        default_definition="joined",
        complete_until=date.max,
        events=tuple(
            event(state, kind, day)
            for state, days in zip(states, spells, strict=True)
            for kind, day in zip(cycle((cm.Kind.ACCESSION, cm.Kind.WITHDRAWAL)), days)
        ),
        instruments={},
        states=States(states),
        known_sources={source.id: source},
    )
    return cm.Alliance(View(record), as_definition("joined"))


def change_days_of(alliance, state):
    """Every day on which something becomes another for a state, and those beside it."""
    days = alliance.days_of(state, absent="ignore")
    sets = [days.surely, days.possibly, alliance.under("joined").existence]
    if state.existence is not None:
        sets.append(state.existence.possibly)
    turns = {day for each in sets for day in each.toggles} - {date.min}
    ordinals = {day.toordinal() + by for day in turns for by in (-1, 0, 1)}
    return [date.fromordinal(n) for n in sorted(ordinals)]


@st.composite
def asked(draw):
    """The name of an alliance, of a definition, and rows to ask about."""
    name = draw(st.sampled_from(cm.available()))
    definition = draw(st.sampled_from([each.name for each in CSTO.definitions()]))
    alliance = cm.load(name).under(definition)
    row = st.tuples(st.none() | names_of(alliance), st.none() | days_of(alliance))
    return name, definition, draw(st.lists(row, max_size=30))


class Places(pd.DataFrame):
    """A class of frames made from that of pandas, as that of GeoPandas is."""

    @property
    def _constructor(self):
        return Places


ASK = {"state": "name", "on": "day"}
SILENT = {"beyond": "ignore", "absent": "ignore"}
ALL = {**ASK, **SILENT, "status": True, "since": True}
SHOWN = [
    ("Oezbekistan", date(1999, 4, 20)),
    ("UZ", date(1999, 4, 21)),
    (None, date(2007, 1, 1)),
    ("gEORGIA", None),
    ("UZ", date(1999, 4, 21)),
    ("Россия", date(2010, 1, 1)),
]
WRONG = [
    ("Uzbekstan", date(1999, 4, 20)),
    ("UZ", date(1999, 4, 20)),
    ("Atlantis", date(1999, 4, 20)),
    ("Atlantis", None),
]
LATE = [("RU", date(2999, 1, 1)), ("UZ", date(2998, 1, 1)), ("UZ", None)]
MIDNIGHT = datetime.combine(date(1999, 4, 20), time())
MEMBER = ["yes", "no", None, None, "no", "yes"]
every_kind = pytest.mark.parametrize("kind", [*HELD, *LAZY], ids=lambda k: k.__name__)
held_kinds = pytest.mark.parametrize("kind", HELD, ids=lambda k: k.__name__)
lazy_kinds = pytest.mark.parametrize("kind", LAZY, ids=lambda k: k.__name__)


def _assert_equals_loop(frame, rows, alliance):
    columns = ("member", "member_why", "status", "since")
    *told, since = (values(frame, column) for column in columns)
    looped = loop(rows, alliance)
    assert told == [[row[place] for row in looped] for place in range(3)]
    # Some columns hold days as text.
    days = [day and str(day) for day in since]
    assert days == [row[3] and str(row[3]) for row in looped]


class TestAnswers:
    @every_kind
    @settings(max_examples=25)
    @given(asked())
    def test_a_frame_is_answered_as_a_loop_answers(self, kind, asked):
        name, definition, rows = asked
        alliance = cm.load(name).under(definition)
        frame = annotate(kind(rows), alliance=name, definition=definition, **ALL)
        _assert_equals_loop(frame, rows, alliance)

    @every_kind
    @pytest.mark.parametrize("name", cm.available())
    def test_each_answer_begins_on_its_day_and_not_beside_it(self, kind, name):
        alliance = cm.load(name)
        rows = [
            (state.code, day)
            for state in alliance.record.states
            for day in change_days_of(alliance, state)
        ]
        _assert_equals_loop(annotate(kind(rows), alliance=name, **ALL), rows, alliance)

    @lazy_kinds
    @settings(max_examples=25)
    @given(asked())
    def test_so_is_a_lazy_frame_of_which_nothing_is_computed(self, kind, asked):
        name, definition, rows = asked
        alliance = cm.load(name).under(definition)
        frame = annotate(kind(rows), alliance=alliance, **ALL, unknown="null")
        _assert_equals_loop(frame, rows, alliance)

    @every_kind
    @pytest.mark.parametrize("unknown", ["raise", "null"])
    def test_a_state_that_the_record_does_not_name_is_a_no(self, kind, unknown):
        """Also in a lazy frame of which nothing is computed."""
        rows = [("France", date(2007, 1, 1)), ("Афганистан", date(1999, 1, 1))]
        frame = annotate(kind(rows), unknown=unknown, **ALL)
        _assert_equals_loop(frame, rows, CSTO)
        assert values(frame, "member") == ["no", "no"]

    @every_kind
    def test_a_null_has_no_answer(self, kind):
        frame = annotate(kind(SHOWN), **ASK)
        assert values(frame, "member") == MEMBER

    @every_kind
    @pytest.mark.parametrize("rows", [[], [(None, None)] * 3], ids=["empty", "nulls"])
    def test_a_frame_without_a_question_has_no_answer(self, kind, rows):
        frame = annotate(kind(rows), **ALL)
        for column in ("member", "status", "since"):
            assert values(frame, column) == [None] * len(rows)
        schema = nw.from_native(frame).collect_schema()
        assert (schema["member"], schema["status"]) == (nw.String, nw.String)

    @every_kind
    def test_unless_told_there_is_one_new_column_and_it_is_of_the_csto(self, kind):
        frame = annotate(kind(SHOWN), **ASK)
        assert new_columns(kind, **ASK) == ["member", "member_why"]
        told = annotate(kind(SHOWN), alliance="csto", definition="joined", **ASK)
        assert values(frame, "member") == values(told, "member")

    @every_kind
    def test_what_is_uncertain_is_told_so(self, kind):
        rows = [("UZ", date(2010, 1, 1)), ("UZ", date(1999, 4, 20))]
        frame = annotate(kind(rows), definition="party", **ASK)
        assert values(frame, "member") == ["uncertain", "yes"]

    @every_kind
    def test_one_call_answers_under_several_definitions(self, kind):
        own = cm.Definition("signed only", opens=["signature"], closes=["expiry"])
        definitions = ["joined", "party", own]
        ask = {**ASK, "definition": definitions, "since": True}
        frame = annotate(kind(SHOWN), **ask)
        assert new_columns(kind, **ask) == [
            "member_joined",
            "member_why_joined",
            "since_joined",
            "member_party",
            "member_why_party",
            "since_party",
            "member_signed_only",
            "member_why_signed_only",
            "since_signed_only",
        ]
        for name, definition in zip(
            ("joined", "party", "signed_only"), definitions, strict=True
        ):
            alone = annotate(kind(SHOWN), definition=definition, **ASK)
            assert values(frame, f"member_{name}") == values(alone, "member")

    @every_kind
    def test_any_view_of_an_alliance_may_be_asked(self, kind):
        view = CSTO.under("party").as_known_on("2000-01-01")
        rows = [("KZ", date(2000, 1, 1))]
        assert values(annotate(kind(rows), alliance=view, **ASK), "member") == ["no"]
        frame = annotate(kind(rows), alliance="csto", definition="party", **ASK)
        assert values(frame, "member") == ["yes"]

    @every_kind
    def test_no_definition_is_lost_to_one_of_nearly_the_same_name(self, kind):
        for names in [("of old", "of_old"), ("of old", "of  old"), ("joined",) * 2]:
            definitions = [
                cm.Definition(name, opens=["signature"], closes=[kind_of_end])
                for name, kind_of_end in zip(
                    names, ("expiry", "withdrawal"), strict=True
                )
            ]
            with pytest.raises(cm.ColumnError, match="two columns 'member_"):
                annotate(kind(SHOWN), definition=definitions, **ASK)
        twice = annotate(kind(SHOWN), definition=["joined", "joined"], **ASK)
        assert values(twice, "member_joined") == MEMBER

    def test_a_state_is_a_name_too(self):
        states = pd.Series([CSTO.record.states.find("UZ"), None], dtype=object)
        frame = pd.DataFrame({"name": states, "day": pd.Timestamp("1999-04-20")})
        assert values(annotate(frame, **ASK), "member") == ["yes", None]

    @pytest.mark.parametrize("kind", [polars, *LAZY], ids=lambda kind: kind.__name__)
    def test_so_are_many_states_with_many_spells(self, kind):
        """More turns than any alliance has that is shipped."""
        chance, every = random.Random(7), range(700_000, 735_000)
        spells = [
            [date.fromordinal(day) for day in sorted(chance.sample(every, 2 * n % 41))]
            for n in range(100)
        ]
        alliance = made_up(spells)
        rows = [
            (f"a{n}", date.fromordinal(chance.choice(every)))
            for n in range(100)
            for _ in range(5)
        ]
        frame = annotate(kind(rows), alliance=alliance, **ALL)
        _assert_equals_loop(frame, rows, alliance)


class TestWhatStays:
    @every_kind
    def test_rows_and_columns_stay_as_they_are(self, kind):
        before = kind(SHOWN)
        frame = annotate(before, **ALL)
        assert type(frame) is type(before)
        columns = nw.from_native(before).collect_schema().names()
        assert nw.from_native(frame).collect_schema().names() == [
            *(*columns, "member", "member_why", "status", "since")
        ]
        for column in columns:
            assert values(frame, column) == values(before, column)

    @pytest.mark.parametrize(
        "index",
        [
            [5, 5, 1, 0, "x", None],
            pd.MultiIndex.from_product([[1, 2], [*"abc"]]),
            pd.date_range("2020-01-01", periods=6),
        ],
    )
    def test_the_index_of_pandas_stays(self, index):
        before = pandas(SHOWN).set_axis(index)
        frame = annotate(before, **ASK)
        assert frame.index.equals(before.index)
        assert values(frame, "member") == MEMBER

    def test_a_frame_of_pandas_stays_of_its_class_and_keeps_its_attributes(self):
        """A frame of GeoPandas, for one, would lose its geometry."""
        before = Places(pandas(SHOWN))
        before.attrs["source"] = "mine"
        frame = annotate(before, **ALL)
        assert (type(frame), frame.attrs) == (Places, {"source": "mine"})
        assert values(frame, "member") == MEMBER

    @pytest.mark.parametrize("lazy", [False, True], ids=["held", "lazy"])
    def test_a_frame_of_narwhals_stays_one(self, lazy):
        before = nw.from_native((polars_lazy if lazy else pandas)(SHOWN))
        frame = annotate(before, **ASK)
        assert type(frame) is type(before)
        assert values(frame.to_native(), "member") == MEMBER

    def test_columns_of_pandas_may_be_numbers(self):
        before = pandas(SHOWN).set_axis([1, 0], axis="columns")
        frame = annotate(before, state=1, on=0, since=True)
        assert list(frame) == [1, 0, "member", "member_why", "since"]
        assert values(frame.rename(columns=str), "member") == MEMBER

    def test_rows_of_a_slice_and_of_a_selection_stay_with_their_answers(self):
        frame = annotate(pandas(SHOWN).iloc[::-1].query("name.notna()"), **ASK)
        assert values(frame, "member") == ["yes", "no", None, "no", "yes"]
        assert values(annotate(arrow(SHOWN)[1:3], **ASK), "member") == ["no", None]
        assert values(annotate(polars(SHOWN)[-2:], **ASK), "member") == ["no", "yes"]

    @every_kind
    def test_since_is_of_the_type_of_the_days(self, kind):
        schema = nw.from_native(annotate(kind(SHOWN), **ALL)).collect_schema()
        assert schema["since"] == schema["day"]

    @every_kind
    def test_answers_are_text(self, kind):
        schema = nw.from_native(annotate(kind(SHOWN), **ALL)).collect_schema()
        assert (schema["member"], schema["status"]) == (nw.String, nw.String)

    def test_a_lazy_frame_that_is_not_looked_at_is_not_computed(self):
        def fails(_):
            pytest.fail("it was computed")

        never = polars_lazy(SHOWN).map_batches(
            fails, schema={"name": pl.String, "day": pl.Date}
        )
        frame = annotate(never, **ALL, unknown="null")
        assert isinstance(frame, pl.LazyFrame)
        relation = duckdb.connect().sql(
            "select error('it was computed')::varchar as name, date '1999-04-20' as day"
        )
        assert isinstance(annotate(relation, **ALL, unknown="null"), type(relation))


class TestNames:
    @every_kind
    def test_unknown_names_are_told_together(self, kind):
        with pytest.raises(cm.UnknownStateError) as caught:
            annotate(kind(WRONG), **ASK)
        told = str(caught.value)
        assert "column 'name' holds 2 names that the package does not know" in told
        assert "no state 'Atlantis'" in told
        assert "no state 'Uzbekstan'; did you mean Uzbekistan (UZB)" in told
        assert "unknown='null'" in told

    @every_kind
    def test_spaces_of_any_kind_around_a_name_do_not_count(self, kind):
        names = ("UZ\n", "\nRussia", "\tUZ", " Russia\r\n", "UZ\x1f", "\u00a0RU", "UZ")
        rows = [(name, date(1999, 4, 21)) for name in names]
        found = values(annotate(kind(rows), **ASK), "member")
        assert found == ["yes" if "R" in name else "no" for name in names]

    @every_kind
    def test_an_unknown_name_is_refused_where_late_days_are_let_pass(self, kind):
        with pytest.raises(
            cm.UnknownStateError, match="2 names that the package does not know"
        ):
            annotate(kind(WRONG), beyond="ignore", **ASK)

    @pytest.mark.parametrize(
        ("count", "said", "more"),
        [(1, "1 name that", None), (10, "10 names that", None), (11, "11 names", 1)],
    )
    def test_unknown_names_are_counted(self, count, said, more):
        rows = [(f"Nowhere {n:02}", date(1999, 4, 20)) for n in range(count)]
        with pytest.raises(cm.UnknownStateError) as caught:
            annotate(polars(rows), **ASK)
        first, *lines = str(caught.value).splitlines()
        assert said in first
        assert len(lines) == min(count, 10) + bool(more)
        assert ("  and 1 more" in lines) is bool(more)
        assert caught.value.name == "Nowhere 00"

    @every_kind
    @pytest.mark.parametrize(
        "more", [{}, {"unknown": "null", "beyond": "ignore"}], ids=["seen", "unseen"]
    )
    def test_a_state_that_no_act_names_is_answered_no(self, kind, more):
        names = ("Brazil", "france", "Ivory Coast", "Côte d'Ivoire", "YEM", "ЮАР")
        rows = [(name, date(1999, 4, 20)) for name in names]
        frame = annotate(kind(rows), **more, **ASK)
        assert values(frame, "member") == ["no"] * len(names)

    def test_of_many_unknown_names_some_are_told_and_all_are_counted(self):
        rows = [(f"Nowhere {n:02}", date(1999, 4, 20)) for n in (7, *range(12, -1, -1))]
        with pytest.raises(cm.UnknownStateError) as caught:
            annotate(polars(rows), **ASK)
        lines = str(caught.value).splitlines()
        assert "13 names" in lines[0]
        told = [line.split("'")[1] for line in lines[1:11]]
        assert told == [f"Nowhere {n:02}" for n in range(10)]
        assert len(lines) == 12
        assert lines[-1] == "  and 3 more"

    @every_kind
    @pytest.mark.parametrize("more", [{}, {"beyond": "ignore"}], ids=["", "ignore"])
    def test_an_unknown_name_has_no_answer_where_that_is_asked_for(self, kind, more):
        frame = annotate(kind(WRONG), unknown="null", since=True, **more, **ASK)
        assert values(frame, "member") == [None, "yes", None, None]
        assert [str(day) for day in values(frame, "since")][1] == "1992-05-15"

    @pytest.mark.parametrize("kind", [pandas_objects], ids=["pandas_objects"])
    @pytest.mark.parametrize("value", [365, True, b"UZ", date(1999, 4, 20)])
    def test_what_is_no_name_is_refused_wherever_it_stands(self, kind, value):
        rows = [*SHOWN * 100, (value, date(1999, 4, 20))]
        with pytest.raises(cm.NotAStateError, match=r"column 'name': .*not a state"):
            annotate(kind(rows), **ASK)

    @pytest.mark.parametrize("column", ["name", "day"])
    @pytest.mark.parametrize("value", [["UZ"], {"state": "UZ"}], ids=["list", "dict"])
    @pytest.mark.parametrize(
        "make", [pd.DataFrame, pl.DataFrame, pa.table], ids=lambda m: m.__module__
    )
    def test_what_holds_other_things_is_refused(self, make, value, column):
        frame = {"name": ["UZ", "UZ"], "day": [date(1999, 4, 20)] * 2}
        frame |= {column: [value, value]}
        with pytest.raises(cm.WrongTypeError, match=f"column '{column}'"):
            annotate(make(frame), **ASK)

    def test_an_array_of_arrow_in_runs_is_refused(self):
        runs = pa.RunEndEncodedArray.from_arrays([2], ["UZ"])
        with pytest.raises(cm.WrongTypeError, match="'name' holds run_end_encoded"):
            annotate(pa.table({"name": runs, "day": [date(1999, 4, 20)] * 2}), **ASK)

    @pytest.mark.parametrize(
        "make", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table]
    )
    def test_numbers_are_no_names(self, make):
        frame = make({"name": [365, 704], "day": [date(1999, 4, 20)] * 2})
        with pytest.raises(cm.NotAStateError, match="'name'"):
            annotate(frame, **ASK)


class TestDays:
    @pytest.mark.parametrize(
        "make", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table]
    )
    @pytest.mark.parametrize(
        ("days", "why"),
        [
            ([1999, 2000], "a year is a period"),
            ([1999.5, None], "a year is a period"),
            ([True, False], "is of type bool|holds Boolean"),
            ([MIDNIGHT, datetime.combine(MIDNIGHT, time(12))], "clock|later"),
            ([datetime(1999, 4, 20, tzinfo=UTC)] * 2, "time zone UTC"),
        ],
    )
    def test_what_is_no_day_is_refused(self, make, days, why):
        frame = make({"name": ["UZ", "UZ"], "day": days})
        with pytest.raises(cm.NotADayError, match=why) as caught:
            annotate(frame, **ASK)
        assert "column 'day'" in str(caught.value)

    @pytest.mark.parametrize(
        "text",
        [
            "1999",
            "1999-04",
            "19990420",
            "1999-W16-2",
            "20 April 1999",
            "1999-4-20",
            "03/04/1999",
            "1999-02-29",
            " 1999-04-20",
            "1999-04-20T00:00",
            "",
            "NaT",
        ],
    )
    @pytest.mark.parametrize(
        "kind", [pandas_texts, polars_texts], ids=["pandas", "polars"]
    )
    def test_text_is_a_day_only_as_iso_8601_writes_it_in_full(self, kind, text):
        rows = [("UZ", date(1999, 4, 20)), ("UZ", text)]
        if kind is polars_texts:
            frame = pl.DataFrame({"name": ["UZ", "UZ"], "day": ["1999-04-20", text]})
        else:
            frame = kind(rows)
        with pytest.raises(cm.InvalidDayError, match="column 'day' holds") as caught:
            annotate(frame, **ASK)
        assert repr(text) in str(caught.value)

    @pytest.mark.parametrize(
        "stray",
        ["1999-04-20", MIDNIGHT, pd.Timestamp("1999-04-20"), 1999, 1.5],
        ids=repr,
    )
    def test_objects_are_days_only_where_each_is_one(self, stray):
        """Wherever the stray one stands: a library may look at the first hundred."""
        days = pd.Series([*[date(1999, 4, 20)] * 150, stray, None], dtype=object)
        frame = pd.DataFrame({"name": "UZ", "day": days})
        with pytest.raises(cm.NotADayError, match="column 'day' holds"):
            annotate(frame, **ASK)

    @pytest.mark.parametrize(
        ("stray", "advice"),
        [(MIDNIGHT, "decide whose day it is"), (1999, "make it a datetime.date")],
    )
    def test_what_is_no_day_is_refused_with_what_to_do_about_it(self, stray, advice):
        days = pd.Series([date(1999, 4, 20), stray], dtype=object)
        with pytest.raises(cm.NotADayError, match=advice):
            annotate(pd.DataFrame({"name": "UZ", "day": days}), **ASK)

    def test_other_kinds_of_pandas_are_read_or_refused(self):
        days = pd.Series(["1999-04-20"] * 2)
        frame = pd.DataFrame({"name": ["UZ", "UZ"], "day": days.astype("category")})
        assert values(annotate(frame, **ASK), "member") == ["yes", "yes"]
        frame["day"] = pd.PeriodIndex(["1999-04", "1999-05"], freq="M")
        with pytest.raises(cm.NotADayError, match="Period"):
            annotate(frame, **ASK)

    def test_other_kinds_of_polars_are_read(self):
        named = pl.Enum(["Nowhere", "RU", "UZ"])  # of which one stands in no row
        days = pl.Series([date(1999, 4, 20), None, date(1999, 4, 21)])
        frame = pl.DataFrame({"name": ["UZ", "UZ", None], "day": days.cast(pl.String)})
        frame = frame.cast({"name": named, "day": pl.Categorical})
        assert values(annotate(frame, **ALL), "member") == ["yes", None, None]

    def test_other_kinds_of_arrow_are_read(self):
        days = pa.array([date(1999, 4, 20), None], pa.date64())
        table = pa.table(
            {"name": pa.array(["UZ", "UZ"]).dictionary_encode(), "day": days}
        )
        assert values(annotate(table, **ALL), "since") == [date(1992, 5, 15), None]
        empty = pa.table({"name": ["UZ"], "day": pa.nulls(1)})
        assert values(annotate(empty, **ALL), "since") == [None]

    @pytest.mark.parametrize("column", ["name", "day"])
    def test_objects_in_polars_are_refused(self, column):
        objects = pl.Series(column, ["UZ", "1999-04-20"], dtype=pl.Object)
        frame = polars(SHOWN[:2]).with_columns(objects)
        with pytest.raises(cm.WrongTypeError, match=f"'{column}' holds objects"):
            annotate(frame, **ASK)

    @lazy_kinds
    @pytest.mark.parametrize("kind_of_day", [nw.String, nw.Datetime])
    def test_a_lazy_frame_is_to_hold_dates(self, kind, kind_of_day):
        frame = nw.from_native(kind(SHOWN)).with_columns(
            nw.col("day").cast(kind_of_day)
        )
        with pytest.raises(cm.NotADayError, match="make it a column of dates first"):
            annotate(frame.to_native(), **ASK)

    @pytest.mark.parametrize(
        ("day", "is_late"),
        [
            ("date '12000-01-01'", True),
            ("'infinity'::date", True),
            ("'-infinity'::date", False),
            ("date '0044-03-15 (BC)'", False),
        ],
    )
    def test_days_that_python_has_not_are_days(self, day, is_late):
        there = "select 'UZ' as name, date '1999-04-20' as day union all select 'UZ', "
        frame = duckdb.connect().sql(there + day)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            told = values(annotate(frame, **ASK), "member")
        assert sorted(told, key=str) == [None, "yes"]
        assert len(caught) == is_late

    def test_names_of_lazy_frames_may_be_an_enum(self):
        frame = polars_lazy(SHOWN).with_columns(
            pl.col("name").cast(pl.Enum(list({n: None for n, _ in SHOWN if n})))
        )
        assert values(annotate(frame, **ASK), "member") == MEMBER


class TestBeyond:
    @every_kind
    def test_a_late_day_is_warned_of_once(self, kind):
        with pytest.warns(cm.BeyondRecordWarning, match="of the csto record") as caught:
            frame = annotate(kind(LATE), definition=["joined", "party"], **ASK)
        assert len(caught) == 1
        assert caught[0].filename == __file__
        assert not any(c.isdigit() for c in str(caught[0].message))
        assert values(frame, "member_joined") == [None] * 3
        assert values(frame, "member_why_joined") == ["beyond_record"] * 2 + [None]

    @every_kind
    def test_a_late_day_can_be_answered_as_last_known(self, kind):
        frame = annotate(kind(LATE), beyond="carry", **ASK)
        assert values(frame, "member") == ["yes", "no", None]
        assert values(frame, "member_why") == [None] * 3

    @pytest.mark.parametrize("number", [2_932_897, 10_000_000])
    def test_a_day_after_the_last_of_the_calendar_is_late_and_answered_as_that(
        self, number
    ):
        """9999-12-31 has the number 2,932,896, and columns have room for more."""
        days = np.array([0, number], "datetime64[D]")
        for frame in (
            pd.DataFrame({"name": "RU", "day": days.astype("datetime64[s]")}),
            pl.DataFrame({"name": ["RU"] * 2, "day": pl.Series(days).cast(pl.Date)}),
            pa.table({"name": ["RU"] * 2, "day": pa.array(days)}),
        ):
            with pytest.raises(cm.BeyondRecordError, match="9999-12-31"):
                annotate(frame, beyond="raise", **ASK)
            told = annotate(frame, beyond="ignore", **ASK)
            assert values(told, "member_why") == ["not_a_state", "beyond_record"]

    @every_kind
    def test_a_late_day_is_seen_beside_an_early_one_of_the_same_state(self, kind):
        rows = [("RU", date(1999, 1, 1)), ("RU", date(2999, 1, 1)), ("RU", None)]
        for each in (rows, rows[::-1]):
            with pytest.raises(cm.BeyondRecordError, match="2999-01-01"):
                annotate(kind(each), beyond="raise", **ASK)

    @every_kind
    def test_a_late_day_is_warned_of_where_unknown_names_are_let_pass(self, kind):
        rows = [*LATE, ("Atlantis", date(1999, 4, 20))]
        with pytest.warns(cm.BeyondRecordWarning, match="of the csto record"):
            frame = annotate(kind(rows), unknown="null", **ASK)
        assert values(frame, "member_why") == ["beyond_record"] * 2 + [None] * 2

    @every_kind
    def test_a_late_day_may_be_refused_or_ignored(self, kind):
        with pytest.raises(cm.BeyondRecordError, match="2999-01-01"):
            annotate(kind(LATE), beyond="raise", **ASK)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            annotate(kind(LATE), beyond="ignore", **ASK)
            annotate(kind([("RU", CSTO.horizon)]), beyond="warn", **ASK)


SOVIET = [
    ("Russia", date(1980, 11, 20)),
    ("Soviet Union", date(1980, 11, 20)),
    ("Kenya", date(1955, 5, 14)),
    ("RUS", date(1995, 1, 1)),
    (None, date(1980, 11, 20)),
]
PACT = {**ASK, "alliance": "warsaw_pact"}


class TestStatesThatWereNone:
    @every_kind
    def test_an_empty_cell_says_why_and_what_may_mislead_is_warned_of(self, kind):
        with pytest.warns(cm.AbsentStateWarning, match="Soviet Union") as caught:
            frame = annotate(kind(SOVIET), **PACT)
        (warning,) = caught
        assert warning.filename == __file__
        assert not any(c.isdigit() for c in str(warning.message))
        assert values(frame, "member") == [None, "yes", None, "no", None]
        whys = ["not_a_state", None, "not_a_state", None, None]
        assert values(frame, "member_why") == whys

    @every_kind
    def test_it_may_be_refused(self, kind):
        with pytest.raises(cm.AbsentStateError, match="Soviet Union"):
            annotate(kind(SOVIET), absent="raise", **PACT)

    @every_kind
    @pytest.mark.parametrize("rows", [SOVIET[1:], [("Russia", date(1950, 1, 1))]])
    def test_what_cannot_mislead_is_no_warning(self, kind, rows):
        annotate(kind(rows), absent="raise", beyond="ignore", **PACT)

    @every_kind
    def test_with_continuity_the_other_state_answers(self, kind):
        ask = {**PACT, "absent": "raise", "status": True, "since": True}
        frame = annotate(kind(SOVIET), continuity=True, **ask)
        assert values(frame, "member")[:2] == ["yes", "yes"]
        assert values(frame, "status")[:2] == ["member", "member"]
        assert [str(day) for day in values(frame, "since")][:2] == ["1955-06-04"] * 2

    @every_kind
    def test_answers_as_numbers_are_one_zero_and_null(self, kind):
        rows = [*SHOWN, ("UZ", date(2010, 1, 1)), ("UZ", date(1900, 1, 1))]
        frame = annotate(kind(rows), definition="party", values="number", **ASK)
        numbers = {"yes": 1, "no": 0}
        texts = annotate(kind(rows), definition="party", **ASK)
        expected = [numbers.get(text) for text in values(texts, "member")]
        assert values(frame, "member") == expected
        assert values(frame, "member_why") == values(texts, "member_why")
        assert values(texts, "member")[-2:] == ["uncertain", None]
        assert values(texts, "member_why")[-2:] == ["uncertain", "not_a_state"]
        wrapped = nw.from_native(frame).collect_schema()["member"]
        assert wrapped.is_numeric()


class TestReport:
    @every_kind
    def test_answers_and_reasons_are_counted(self, kind):
        rows = [*SOVIET, ("RU", date(2999, 1, 1)), ("Germany", date(1900, 1, 1))]
        silent = {"beyond": "ignore", "absent": "ignore"}
        frame = annotate(kind(rows), **silent, **PACT)
        found = report(frame, state="name", alliance="warsaw_pact")
        assert str(found) == (
            "7 rows: 1 yes, 1 no, 3 not a state (Russia: ask for Soviet Union), "
            "1 beyond the record, 1 without a known state or a day"
        )
        member = values(frame, "member")
        assert found.counts["member"]["yes"] == member.count("yes")

    @every_kind
    def test_each_definition_has_a_line(self, kind):
        frame = annotate(kind(SHOWN), definition=["joined", "party"], **ASK)
        assert str(report(frame)).splitlines() == [
            "6 rows",
            "  member_joined: 2 yes, 2 no, 2 without a known state or a day",
            "  member_party: 2 yes, 2 no, 2 without a known state or a day",
        ]

    @every_kind
    def test_numbers_are_counted_as_texts_are(self, kind):
        texts = annotate(kind(SHOWN), **ASK)
        numbers = annotate(kind(SHOWN), values="number", **ASK)
        assert report(texts) == report(numbers)

    def test_a_frame_that_is_not_annotated_is_refused(self):
        with pytest.raises(cm.ColumnError, match="no column 'member_why'"):
            report(polars(SHOWN))
        with pytest.raises(cm.ColumnError, match="no column 'country'"):
            report(annotate(polars(SHOWN), **ASK), state="country")
        with pytest.raises(cm.WrongTypeError):
            report([])


class TestRefusals:
    def test_a_column_that_is_not_there_is_named_with_those_that_are(self):
        for ask in ({"state": "names", "on": "day"}, {"state": "name", "on": "days"}):
            with pytest.raises(cm.ColumnError, match="there are 'name', 'day'"):
                annotate(polars(SHOWN), **ask)

    @every_kind
    def test_a_column_that_is_there_is_not_overwritten(self, kind):
        once = annotate(kind(SHOWN), **ASK)
        with pytest.raises(cm.ColumnError, match="'member' already"):
            annotate(once, **ASK)
        annotate(once, definition=["party"], **ASK)

    def test_a_column_that_is_made_on_the_way_is_not_overwritten(self):
        frame = polars_lazy(SHOWN).with_columns(pl.lit(1).alias("__Annotate_row"))
        with pytest.raises(cm.ColumnError, match="'__Annotate_row' has a name"):
            annotate(frame, **ASK)
        annotate(frame.collect(), **ASK)

    def test_duckdb_knows_no_case_so_a_column_in_capitals_is_there_too(self):
        relation = duckdb.sql(
            "select 'UZ' as name, date '1999-04-20' as day, 1 as Member"
        )
        with pytest.raises(cm.ColumnError, match="'Member' already"):
            annotate(relation, **ASK)
        frame = polars(SHOWN).with_columns(Member=1)
        assert values(annotate(frame, **ASK), "member") == MEMBER

    @pytest.mark.parametrize("column", ["day", "other"])
    @pytest.mark.parametrize("make", ["pandas", "arrow", "duckdb"])
    def test_two_columns_of_one_name_are_refused(self, make, column):
        """What stands in the second would be lost, or become that of the first."""
        names, row = ["name", "day", "other", column], ["UZ", "1999-04-20", 1, 2]
        if make == "pandas":
            frame = pd.DataFrame([row], columns=names)
        elif make == "arrow":
            frame = pa.table([[value] for value in row], names=names)
        else:
            text = "'UZ' as name, date '1999-04-20' as day, 1 as other, 2 as "
            frame = duckdb.sql(f"select {text}{column}")
        with pytest.raises(cm.ColumnError, match=f"'{column}'"):
            annotate(frame, **ASK)

    def test_columns_in_levels_are_refused(self):
        frame = pandas(SHOWN)
        frame.columns = pd.MultiIndex.from_product([["of"], ["name", "day"]])
        with pytest.raises(cm.ColumnError, match="levels"):
            annotate(frame, state=("of", "name"), on=("of", "day"))

    @pytest.mark.parametrize(
        "frame", [[("UZ", "1999-04-20")], {"name": []}, None, "UZ"]
    )
    def test_what_is_no_frame_is_refused(self, frame):
        with pytest.raises(cm.WrongTypeError, match="is no data frame"):
            annotate(frame, **ASK)

    def test_what_cannot_be_asked_is_refused(self):
        frame = polars(SHOWN)
        with pytest.raises(cm.EmptyError, match="at least one definition"):
            annotate(frame, definition=[], **ASK)
        with pytest.raises(cm.UnknownDefinitionError):
            annotate(frame, definition=["joint"], **ASK)
        with pytest.raises(cm.UnknownAllianceError):
            annotate(frame, alliance="ctso", **ASK)
        with pytest.raises(cm.UnknownNameError, match="known are raise, null"):
            annotate(frame, unknown="ignore", **ASK)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
class TestSpark:
    @pytest.mark.parametrize("more", [{}, {"unknown": "null"}], ids=["seen", "unseen"])
    @pytest.mark.parametrize("definition", ["joined", "party"])
    def test_a_frame_is_answered_as_a_loop_answers(self, spark, definition, more):
        rows = [*SHOWN, *some_rows(3000)]
        frame = in_spark(spark, rows)
        answered = annotate(frame, definition=definition, **ALL, **more)
        assert type(answered) is type(frame)
        told = sorted(map(tuple, answered.collect()))
        assert [row[3:] for row in told] == loop(rows, CSTO.under(definition))
        assert [row[:3] for row in told] == [(n, *row) for n, row in enumerate(rows)]

    def test_no_row_moves(self, spark):
        """Each part of the data is answered where it is: the small table goes there."""
        frame = in_spark(spark, SHOWN)
        before = _plan(frame)
        after = _plan(annotate(frame, **ALL, unknown="null"))
        sent = after.count("BroadcastExchange")
        assert after.count("Exchange") - sent == before.count("Exchange")
        assert after.count("Join") == after.count("BroadcastHashJoin")

    def test_unknown_names_are_told_and_late_days_warned_of(self, spark):
        wrong = spark.createDataFrame(WRONG, "name string, day date")
        with pytest.raises(
            cm.UnknownStateError, match="2 names that the package does not know"
        ):
            annotate(wrong, **ASK)
        late = spark.createDataFrame(LATE, "name string, day date")
        with pytest.warns(cm.BeyondRecordWarning, match="of the csto record"):
            annotate(late, **ASK)

    def test_a_column_with_a_dot_is_refused_only_where_it_is_asked_about(self, spark):
        frame = spark.createDataFrame(SHOWN, "`na.me` string, day date")
        with pytest.raises(cm.ColumnError, match=r"the dot in 'na\.me'"):
            annotate(frame, state="na.me", on="day")
        frame = spark.createDataFrame(
            [("UZ", date(1999, 4, 20), 1)], "name string, day date, `a.b` int"
        )
        assert annotate(frame, **ASK).collect() == [
            ("UZ", date(1999, 4, 20), 1, "yes", None)
        ]

    def test_names_that_are_all_unknown_have_no_answer(self, spark):
        frame = spark.createDataFrame(WRONG[-1:], "name string, day date")
        (row,) = annotate(frame, unknown="null", **ALL).collect()
        assert row[2:] == NOTHING

    def test_a_column_in_capitals_is_there_too(self, spark):
        schema = "name string, day date, Member int"
        frame = spark.createDataFrame([("UZ", date(1999, 4, 20), 1)], schema)
        with pytest.raises(cm.ColumnError, match="'Member' already"):
            annotate(frame, **ASK)

    def test_two_columns_of_one_name_are_refused(self, spark):
        """As after a join on the column."""
        frame = spark.createDataFrame(WRONG, "name string, day date")
        joined = frame.join(frame.select("name"), frame["name"] == frame["name"])
        with pytest.raises(cm.ColumnError, match="two columns 'name'"):
            annotate(joined, **ASK)

    @pytest.mark.parametrize(
        ("days", "why"),
        [
            ("timestamp", "time zone"),
            ("timestamp_ntz", "dates first"),
            ("string", "dates first"),
            ("int", "a year is a period"),
        ],
    )
    def test_what_is_no_day_is_refused(self, spark, days, why):
        frame = spark.createDataFrame([], f"name string, day {days}")
        with pytest.raises(cm.NotADayError, match=why):
            annotate(frame, **ASK)


def in_spark(spark, rows):
    numbered = [(n, *row) for n, row in enumerate(rows)]
    frame = spark.createDataFrame(numbered, "n int, name string, day date")
    return frame.repartition(3)


def _plan(frame):
    return frame._jdf.queryExecution().executedPlan().toString()
