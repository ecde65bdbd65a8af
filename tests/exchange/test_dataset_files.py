"""Files of data sets as people have them: sisters, frames, archives, odd spreadsheets."""

import gzip
import io
import sys
import tracemalloc

import pytest

import csto_membership as cm
from csto_membership.exchange import dyad_years
from csto_membership.exchange.datasets import (
    atop_alliances,
    cow_alliances,
    igo_organizations,
    read_atop,
    read_cow,
    read_igo,
)
from csto_membership.record import Obligation
from csto_membership.text_files import LARGEST_DATA_SET

ATOP_HEAD = (
    "atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode"
)
ATOP_ROWS = (
    "9001,1,371,1992,5,15,1999,4,20,0,1",
    "9001,1,373,1993,9,24,0,0,0,1,0",
)
COW_HEAD = (
    "version4id,ccode,state_name,mem_st_day,mem_st_month,mem_st_year,"
    "mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,"
    "defense,neutrality,nonaggression,entente"
)
COW_ROWS = (
    "9001,371,Armenia,15,5,1992,20,4,1999,0,0,1,0,1,1",
    "9001,373,Azerbaijan,24,9,1993,,,,0,1,1,0,1,1",
)
IGO_HEAD = "ccode,year,state,pact"
IGO_ROWS = ("371,2001,armenia,0", "371,2002,armenia,1", "371,2003,armenia,0")
READERS = {
    read_atop: (ATOP_HEAD, ATOP_ROWS, 9001),
    read_cow: (COW_HEAD, COW_ROWS, 9001),
    read_igo: (IGO_HEAD, IGO_ROWS, "pact"),
}
EACH = pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)


def text(head, *rows):
    return "\n".join([head, *rows, ""])


def table(head, *rows):
    return io.StringIO(text(head, *rows))


def days(alliance):
    return {state.code: str(found) for state, found in alliance.days_by_state.items()}


def expected(read):
    head, rows, name = READERS[read]
    return days(read(table(head, *rows), name))


# -- the files that are published beside one another ---------------------------------------

DYAD = "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_year,dyad_end_year,right_censor"
SISTERS = [
    (f"{DYAD},asymmetric", "alliance_v4.1_by_dyad.csv", "alliance_v4.1_by_member.csv"),
    (f"{DYAD},asymmetric,year", "alliance_v4.1_by_dyad_yearly.csv", "alliance_v4.1_by_member.csv"),
    (DYAD, "alliance_v4.1_by_directed.csv", "alliance_v4.1_by_member.csv"),
    (f"{DYAD},year", "alliance_v4.1_by_directed_yearly.csv", "alliance_v4.1_by_member.csv"),
    ("atopid,cowid,begyr,begmo,begday,endyr,mem1,mem2", "atop5_1a.csv", "atop5_1m.csv"),
    ("dyad,mem1,mem2,year,atopally,defense", "atop5_1dy.csv", "atop5_1m.csv"),
    ("ddyad,stateA,stateB,year,atopally", "atop5_1ddyr.csv", "atop5_1m.csv"),
    ("state,year,atopally,defense,offense", "atop5_1sy.csv", "atop5_1m.csv"),
    ("ioname,orgname,year,afghanistan,albania", "igo_year_formatv3.csv", "state_year_formatv3.csv"),
    ("ccode1,country1,ccode2,country2,year,pact", "dyadic_formatv3.csv", "state_year_formatv3.csv"),
]  # fmt: skip


@EACH
@pytest.mark.parametrize(("head", "is_", "use"), SISTERS)
def test_a_sister_file_is_refused_by_its_name_with_the_one_to_use(read, head, is_, use):
    row = ",".join("1" for _ in head.split(","))
    with pytest.raises(cm.DataError) as caught:
        read(table(head, row), READERS[read][2])
    (problem,) = caught.value.problems
    assert problem.place == "line 1"
    assert problem.expected.startswith(f"is {is_}, ")
    assert f"use {use}" in problem.expected


@EACH
@pytest.mark.parametrize("other", READERS, ids=lambda read: read.__name__)
def test_the_file_of_another_reader_is_refused_with_that_reader(read, other):
    head, rows, _ = READERS[other]
    if read is not other:
        with pytest.raises(cm.DataError, match=f"read it with {other.__name__}"):
            read(table(head, *rows), READERS[read][2])


def yearly(*years):
    """Rows by member and year: an end has no day, and 2012 if it lasts."""
    for row in COW_ROWS:
        cells = row.split(",")
        for year in years:
            end = "1999" if cells[1] == "371" else "2012"
            if year <= int(end):
                yield ",".join([*cells[:6], "", "", end, *cells[9:], str(year)])


def test_by_member_and_year_a_row_that_lasts_does():
    rows = yearly(1994, 1995, 2000, 2012)
    pact = read_cow(table(f"{COW_HEAD},year", *rows), 9001)
    assert days(pact) == {
        "ARM": "1992-05-15 to 1999-01-01; uncertain: 1999-01-02 to 1999-12-31",
        "AZE": "since 1993-09-24",
    }
    assert [s.code for s in pact.members_on("2012-12-31")] == ["AZE"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("9001,371,Armenia,15,5,1992,,,2005,0,1,1,0,1,1,1994", "right_censor: 1: says that it lasts"),
        ("9001,371,Armenia,15,5,1992,1,2,2012,0,1,1,0,1,1,1994", "right_censor: 1: says that it lasts"),
        ("9001,371,Armenia,15,5,1992,,,1999,0,0,1,0,1,1,2004", "year: 2004: is not between"),
        ("9001,371,Armenia,15,5,1992,,,2012,0,1,1,0,1,1,1984", "year: 1984: is not between"),
        ("9001,371,Georgia,15,5,1992,,,2012,0,1,1,0,1,1,1994", "ccode: 371: is not the number of Georgia"),
        ("9001,371,Armenia,15,5,1992,,,2012,0,1,2,0,1,1,1994", "defense: '2': expected 0 or 1"),
        ("9001,371,Armenia,15,5,1992,,,2012,3,1,1,0,1,1,1994", "left_censor: '3': expected 0 or 1"),
    ],
)  # fmt: skip
def test_codes_that_contradict_one_another_are_faults(row, expected):
    with pytest.raises(cm.DataError, match=f"line 2.{expected}") as caught:
        read_cow(table(f"{COW_HEAD},year", row), 9001)
    assert len(caught.value.problems) == 1


def test_the_same_row_twice_is_counted_once_and_told():
    head, rows, name = READERS[read_atop]
    with pytest.warns(cm.DataWarning, match=r"line 4\.atopid: the same row as line 2"):
        pact = read_atop(table(head, *rows, rows[0]), name)
    assert days(pact) == expected(read_atop)


def test_an_end_whose_kind_is_none_is_read_and_told():
    row = "9001,1,371,1992,5,15,1999,4,20,0,0"
    with pytest.warns(cm.DataWarning, match=r"line 2\.termmode: 0, .* 1999-04-20"):
        pact = read_atop(table(ATOP_HEAD, row), 9001)
    assert days(pact) == {"ARM": "1992-05-15 to 1999-04-19"}


def test_many_doubtful_rows_are_told_in_one_warning():
    head, rows, name = READERS[read_atop]
    with pytest.warns(cm.DataWarning) as caught:
        read_atop(table(head, *rows, *100 * [rows[0]]), name)
    assert len(caught) == 1
    assert str(caught[0].message).endswith("; and 95 more")


# -- data frames ------------------------------------------------------------------------


def frame_of(library, head, rows):
    module = pytest.importorskip(library)
    pytest.importorskip("narwhals")
    file = io.StringIO(text(head, *rows))
    if library == "polars":
        return module.read_csv(file)
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(file)
    return module.Table.from_pandas(frame) if library == "pyarrow" else frame


@EACH
@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_data_frame_is_read_as_its_file(read, library):
    head, rows, name = READERS[read]
    frame = frame_of(library, head, rows)
    assert days(read(frame, name)) == expected(read)


def test_a_data_frame_can_be_listed():
    for lists, read in (
        (atop_alliances, read_atop),
        (cow_alliances, read_cow),
        (igo_organizations, read_igo),
    ):
        head, rows, _ = READERS[read]
        frame = frame_of("polars", head, rows)
        assert lists(frame, "Armenia") == lists(table(head, *rows), "Armenia")


def test_faults_of_a_data_frame_have_their_row():
    head, rows, name = READERS[read_atop]
    frame = frame_of("polars", head, [*rows, "9001,1,371,1990,13,1,0,0,0,1,0"])
    with pytest.raises(cm.DataError, match=r"data frame: row 3\.moent: '1990-13'"):
        read_atop(frame, name)


def test_numbers_that_are_missing_in_pandas_are_blank():
    pandas = pytest.importorskip("pandas")
    frame = frame_of("pandas", COW_HEAD, COW_ROWS)
    assert frame["mem_end_year"].dtype == float
    whole = frame.convert_dtypes()
    whole["mem_end_day"] = pandas.NA
    whole["mem_end_month"] = pandas.NaT
    found = days(read_cow(frame, 9001))
    assert found == expected(read_cow)
    assert days(read_cow(whole, 9001))["AZE"] == found["AZE"]


def test_a_lazy_frame_is_refused_with_what_to_do():
    lazy = frame_of("polars", ATOP_HEAD, ATOP_ROWS).lazy()
    with pytest.raises(cm.WrongTypeError, match=r"LazyFrame .* collect\(\)"):
        read_atop(lazy, 9001)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_no_error_prints_a_frame(library):
    rows = [f"9001,1,371,SECRET{n},1,1,0,0,0,1,0" for n in range(200)]
    frame = frame_of(library, ATOP_HEAD, rows)
    column = frame["yrent"]
    errors = []
    for ask in (
        lambda: read_atop(frame, 9001),
        lambda: read_cow(frame, 9001),
        lambda: read_atop(column, 9001),
        lambda: read_atop([frame], 9001),
        lambda: read_atop({"a": frame}, 9001),
        lambda: read_atop(frame, frame),
        lambda: read_igo(frame, frame),
        lambda: read_atop(table(ATOP_HEAD, *ATOP_ROWS), 9001, states=frame),
        lambda: read_atop(table(ATOP_HEAD, *ATOP_ROWS), 9001, exit_day=frame),
    ):
        with pytest.raises(cm.MembershipError) as caught:
            ask()
        errors.append(str(caught.value))
    assert max(error.count("SECRET12") for error in errors[1:]) == 0
    assert all(len(line) < 300 for error in errors for line in error.splitlines())


# -- archives and files of Stata -----------------------------------------------------------


@EACH
def test_a_file_packed_by_gzip_is_read(read, tmp_path):
    head, rows, name = READERS[read]
    path = tmp_path / "data.csv.gz"
    path.write_bytes(gzip.compress(text(head, *rows).encode("utf-8-sig")))
    assert days(read(path, name)) == expected(read)


@EACH
@pytest.mark.parametrize("version", [114, 117, 118])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_stata_is_read(read, version, packed, tmp_path):
    head, rows, name = READERS[read]
    frame = frame_of("pandas", head, rows)
    path = tmp_path / "data.dta"
    frame.to_stata(path, version=version, write_index=False)
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert days(read(path, name)) == expected(read)


@pytest.mark.parametrize("library", ["pandas", "narwhals"])
def test_a_library_that_is_missing_is_named(library, tmp_path, monkeypatch):
    path = tmp_path / "data.dta"
    frame_of("pandas", ATOP_HEAD, ATOP_ROWS).to_stata(path)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(cm.MissingExtraError, match=r"pip install .*\[(stata|frames)\]"):
        read_atop(path, 9001)


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (b"\x1f\x8b\x08\x00\x00\n", "is a broken archive of gzip"),
        (gzip.compress(b"PK\x03\x04xlsx", mtime=0), "is a zip archive or a spreadsheet"),
        (b"<stata_dta><header><release>118</release>\x00\xff", "cannot be read as atop5_1m"),
        (b"r\x02\x01\x00\x10\x00", "cannot be read as atop5_1m.csv"),
        (gzip.compress(b"ccode1,ccode2,year\n1,2,3\n", mtime=0), "is dyadic_formatv3.csv, with a row"),
    ],
)  # fmt: skip
def test_a_broken_archive_is_told(begins, expected, tmp_path):
    pytest.importorskip("pandas")
    path = tmp_path / "atop5_1m.csv.gz"
    path.write_bytes(begins)
    with pytest.raises(cm.DataError, match=expected):
        read_atop(path, 9001)


def test_an_archive_that_unpacks_to_too_much_is_refused_and_never_held(tmp_path):
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(f"{ATOP_HEAD}\n".encode())
        for _ in range(2 * LARGEST_DATA_SET // 1_000_000):
            file.write(b"0" * 1_000_000)
    assert path.stat().st_size < LARGEST_DATA_SET / 50
    tracemalloc.start()
    try:
        with pytest.raises(cm.DataError, match="has more than 30,000,000 bytes"):
            read_atop(path, 9001)
        assert tracemalloc.get_traced_memory()[1] < 3 * LARGEST_DATA_SET
    finally:
        tracemalloc.stop()


def test_a_file_that_is_too_large_is_told_by_its_name_if_it_is_a_sister(tmp_path):
    path = tmp_path / "large.csv"
    for head, expected in (
        (ATOP_HEAD, "has .* bytes, and at most 30,000,000 are read"),
        ("ccode1,country1,ccode2,country2,year", "is dyadic_formatv3.csv"),
    ):
        with path.open("wb") as file:
            file.write(f"{head}\n".encode())
            file.truncate(LARGEST_DATA_SET + 1000)
        with pytest.raises(cm.DataError, match=expected):
            read_atop(path, 9001)


# -- spreadsheets -----------------------------------------------------------------------


def semicolons(line):
    return ";".join(f'"{cell}"' if cell else "" for cell in line.split(","))


@EACH
@pytest.mark.parametrize(
    "saved",
    [
        lambda lines: "\n".join(["sep=;", *map(semicolons, lines)]),
        lambda lines: "\n".join([*map(semicolons, lines), ";" * lines[0].count(",")]),
        lambda lines: "\r\n".join(f"{line},," for line in lines),
        lambda lines: "\n".join([lines[0].upper().replace(",", " , "), *lines[1:]]),
        lambda lines: "\n".join([f"id,{lines[0]},note,note"] + [f"1,{row},a,b" for row in lines[1:]]),
        lambda lines: "\n".join([lines[0], *(row.replace(",,", ",-9,").replace(",,", ",-99,") for row in lines[1:])]),
        lambda lines: "\n".join([lines[0], *(row.replace(",,", ",NA,").replace(",,", ",#N/A,") for row in lines[1:])]),
    ],
)  # fmt: skip
def test_a_spreadsheet_is_read_however_it_is_saved(read, saved, tmp_path):
    head, rows, name = READERS[read]
    path = tmp_path / "mine.csv"
    path.write_bytes(saved([head, *rows]).encode("utf-8-sig"))
    assert days(read(path, name)) == expected(read)


# -- obligations ---------------------------------------------------------------------------

FULL_HEAD = f"{ATOP_HEAD},defense,offense,neutral,nonagg,consul"


def owed(pact, during="1993/2000", states=("ARM", "AZE")):
    table = dyad_years(pact, during=during, states=states, beyond="ignore")
    return {row["year"]: row["obligation"] for row in table}


def test_obligations_come_out_of_a_file_side_by_side():
    pact = read_cow(table(COW_HEAD, *COW_ROWS), 9001)
    assert set(pact.record.instruments) == {"defence", "consultation", "non-aggression"}
    assert pact.record.obligation is Obligation.DEFENCE
    (shared,) = cm.shared_memberships("Armenia", "Azerbaijan", among=[pact])
    assert shared.obligation is Obligation.DEFENCE
    assert owed(pact) == dict.fromkeys(range(1993, 2000), "defence") | {2000: None}


@pytest.mark.parametrize(
    ("codes", "obligation"),
    [
        ("1,1,1,1,1", "defence"), ("0,1,0,0,1", "offence"), ("0,0,1,1,1", "neutrality"),
        ("0,0,1,1,0", "neutrality"), ("0,0,0,1,0", "non-aggression"), ("0,0,0,0,0", "none"), ("0,0,0,0,1", "consultation"),
        (",,,,", None), ("1,,,,", "defence"), ("0,0,,0,0", None),
    ],
)  # fmt: skip
def test_the_strongest_obligation_is_that_of_the_pair(codes, obligation):
    rows = [f"{row},{codes}" for row in ATOP_ROWS]
    pact = read_atop(table(FULL_HEAD, *rows), 9001)
    assert pact.record.obligation == obligation
    assert owed(pact)[1995] == (obligation or "not recorded")
    assert days(pact) == expected(read_atop)


def test_an_obligation_is_that_of_both():
    rows = [f"{ATOP_ROWS[0]},1,0,0,0,1", f"{ATOP_ROWS[1]},0,0,0,0,1"]
    assert owed(read_atop(table(FULL_HEAD, *rows), 9001))[1995] == "consultation"


def test_obligations_change_with_the_phase_and_membership_goes_on():
    rows = [
        "9001,1,371,1992,5,15,1996,7,1,0,2,0,0,0,1,0",
        "9001,2,371,1996,7,1,0,0,0,1,0,1,0,0,0,0",
        "9001,1,373,1992,5,15,0,0,0,1,0,1,0,0,1,0",
    ]
    pact = read_atop(table(FULL_HEAD, *rows), 9001)
    assert days(pact)["ARM"] == "since 1992-05-15"
    assert len(pact.history("Armenia").spells) == 1
    kinds = [act.kind.value for act in pact.acts(state="ARM")]
    assert kinds == ["signature", "expiry", "signature"]
    found = owed(pact)
    assert (found[1995], found[1996], found[1997]) == (
        "non-aggression",
        "defence",
        "defence",
    )


@pytest.mark.parametrize(
    "second", ["1996,7,0,0,0,0,1,0,1,0,0,0,0", "1994,7,1,0,0,0,1,0,1,0,0,0,0"]
)
def test_what_is_owed_when_is_not_guessed(second):
    rows = ["9001,1,371,1992,5,15,1996,7,1,0,2,0,0,0,1,0", f"9001,2,371,{second}"]
    with pytest.warns(cm.DataWarning, match="not clear what 371 owes when"):
        pact = read_atop(table(FULL_HEAD, *rows), 9001)
    assert pact.record.obligation is None
    assert pact.days_of("Armenia").surely.first_day.year == 1992


@EACH
def test_two_columns_of_one_name_are_a_fault(read):
    head, rows, key = READERS[read]
    last = head.split(",")[-1]
    wider = [f"{row},0" for row in rows]
    with pytest.raises(cm.DataError, match=f"{last}: 2: expected one column of this"):
        read(table(f"{head},{last}", *wider), key)
