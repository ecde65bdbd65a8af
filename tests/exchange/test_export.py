"""Tables on the command line: as text, CSV and JSON, and in files."""

import csv
import io
import json

import pytest

import csto_membership as cm
from csto_membership.cli import COMMANDS
from csto_membership.cli.commands import save
from csto_membership.cli.main import main
from csto_membership.exchange import Column, Table


@pytest.fixture
def ask(capsys):
    def run(*words):
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("words", "count", "told"),
    [
        ("panel state-years 1999", 12, {"alpha_3": "AZE", "last_day": "1999-04-20"}),
        ("panel state-months 1999-04", 12, {"alpha_3": "GEO", "month": "4"}),
        ("panel dyad-years 1999 --states RU,Uzbekistan", 1, {"obligation": "defence"}),
        ("panel dyad-years 1999 --states RU,UZ --directed", 2, {"alpha_3_1": "UZB"}),
        ("panel spells --states UZ", 2, {"exit": "suspension"}),
        ("panel spells --style cow", 10, {"endyear": "1999", "right_censor": "0"}),
        ("panel state-years 2012 --rule share --states UZ", 1, {"status": "member; suspended"}),
        ("panel state-years 1995 --also nato", 44, {"alliance": "nato", "alpha_3": "USA"}),
        ("panel state-years 1995 --definition party", 12, {"definition": "party"}),
        ("panel state-years 1995 --definitions joined,party", 12,
         {"member_joined": "1", "member_party": ""}),
        ("on 2007-01-01", 7, {"alpha_3": "UZB", "answer": "yes", "spell": "2",
          "first_day": "2006-08-16", "entry_event": "uz-readmitted",
          "depends_on_definition": "1", "disputed": "1"}),
        ("on 1994-04-20 --definition party", 9, {"alpha_3": "AZE", "answer": "uncertain",
          "first_day": "", "first_day_min": "1994-04-20", "first_day_max": ""}),
        ("on 2013-01-01", 7, {"alpha_3": "UZB", "answer": "no", "status": "suspended",
          "spell": ""}),
        ("on 1990-10-02 --alliance nato", 16, {"alpha_3": "DEU", "cow": "260"}),
        ("on 1980-01-01", 0, {}),
        ("during 1999", 12, {"alpha_3": "GEO", "throughout": "no", "sometime": "yes",
          "first_day": "1999-01-01", "last_day": "1999-04-20"}),
        ("during 2007/2012 --definition party", 7, {"alpha_3": "UZB", "throughout": "no",
          "sometime": "uncertain", "first_day": "2008-03-28",
          "period": "2007-01-01/2012-12-31"}),
        ("during 1980", 0, {}),
        ("who-says 2007-01-01", 14, {"testimony": "2", "followed": "0",
          "alpha_3": "UZB", "answer": "no", "sources": "narod; histdict"}),
        ("who-says 1980-01-01", 0, {}),
        ("history Uzbekistan", 2, {"first_day": "2006-08-16", "exit": "suspension"}),
        ("changes 1999", 1, {"left": "AZE; GEO; UZB", "joined": "", "events": "first-term-expires"}),
        ("changes 2001", 0, {}),
        ("disagreements Georgia", 4, {"event": "ge-signs", "member_days_joined": "91"}),
        ("compare 1995 --with-definition party", 12, {"alpha_3": "AZE", "in_both": "182.5"}),
        ("sources gibler jt-26", 10, {"source": "jt-26", "event": "cst-in-force", "never": "1"}),
    ],
)  # fmt: skip
def test_csv_has_the_rows_of_the_answer(ask, words, count, told):
    status, out, err = ask(*words.split(), "--csv")
    assert (status, err) == (0, "")
    rows = rows_of(out)
    assert len(rows) == count
    assert not told or any(told.items() <= row.items() for row in rows)


NARROWED = ["", "--definition party", "--definition active", "--as-known-on 2000-01-01"]


@pytest.mark.parametrize("narrowed", NARROWED)
@pytest.mark.parametrize(
    "day", ["1980-01-01", "1992-06-01", "1999-04-20", "2012-12-19"]
)
def test_csv_and_json_name_the_same_members(ask, day, narrowed):
    words = ["on", day, *narrowed.split()]
    values = json.loads(ask(*words, "--json")[1])
    rows = rows_of(ask(*words, "--csv")[1])

    def named(**cells):
        return [row["alpha_3"] for row in rows if cells.items() <= row.items()]

    assert named(answer="yes") == values["members"]
    assert named(answer="uncertain") == values["uncertain"]
    assert set(named(status="suspended")) >= set(values["suspended"])
    assert bool(named(disputed="1")) is values["disputed"]
    assert bool(named(depends_on_definition="1")) is values["depends_on_definition"]
    assert {row["complete_until"] for row in rows} <= {values["complete_until"]}


@pytest.mark.parametrize("narrowed", NARROWED)
@pytest.mark.parametrize("period", ["1980", "1992/1993", "2006-08", "2012/2013"])
def test_csv_and_json_name_the_same_members_of_a_period(ask, period, narrowed):
    words = ["during", period, *narrowed.split()]
    values = json.loads(ask(*words, "--json")[1])
    rows = rows_of(ask(*words, "--csv")[1])
    for column in ("throughout", "sometime"):
        for answer, name in (("yes", "members"), ("uncertain", "uncertain")):
            named = [row["alpha_3"] for row in rows if row[column] == answer]
            assert named == values[column][name]


@pytest.mark.parametrize("day", ["1980-01-01", "1992-06-01", "2007-01-01"])
def test_csv_and_json_give_the_same_testimonies(ask, day):
    told = json.loads(ask("who-says", day, "--json")[1])["who_says"]
    rows = rows_of(ask("who-says", day, "--csv")[1])
    for number, each in enumerate(told, start=1):
        mine = [row for row in rows if row["testimony"] == str(number)]
        for answer, name in (("yes", "members"), ("uncertain", "uncertain")):
            named = [row["alpha_3"] for row in mine if row["answer"] == answer]
            assert named == each[name]
        assert {row["sources"] for row in mine} <= {"; ".join(each["sources"])}
        assert {row["followed"] for row in mine} <= {str(int(each["followed"]))}


def test_an_answer_without_any_member_has_rows_beside_the_others(ask):
    rows = rows_of(ask("who-says", "1992-06-01", "--csv")[1])
    said = {row["answer"] for row in rows if row["sources"] == "jt-cis"}
    assert said == {"no"}


def test_a_spell_that_begins_after_what_was_known_has_its_first_day(ask):
    words = "on 2015-06-01 --alliance eaeu --as-known-on 2014-12-31 --csv"
    row, *_ = rows_of(ask(*words.split())[1])
    assert (row["alpha_3"], row["first_day"]) == ("ARM", "2015-01-02")


@pytest.mark.parametrize(
    "words", ["on 2030-01-01", "during 2030", "who-says 2030-01-01"]
)
def test_a_table_beyond_the_record_says_so_beside_it(ask, words):
    status, out, err = ask(*words.split(), "--csv")
    assert (status, len(rows_of(out)) > 0) == (0, True)
    assert "is after the last day" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words", ["explain UZ 2013-01-01", "timeline", "chart", "cite"]
)
def test_where_no_table_comes_out_that_is_said(ask, words):
    status, out, err = ask(*words.split(), "--csv")
    assert (status, out) == (2, "")
    assert "gives no table; leave --csv out, or ask for --json" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("changes 1999", "day joined left uncertain events"),
        (
            "disagreements",
            (
                "event title about versions followed member_days_joined member_days_party "
                "member_days_organization member_days_active"
            ),
        ),
        (
            "compare 1995 --with-definition party",
            "state alpha_3 in_both only_here only_there differ_on",
        ),
        (
            "sources gibler",
            (
                "source event title kind states never done effective_from wording basis "
                "followed why"
            ),
        ),
        (
            "sources",
            "id title publisher published kind grade language address derived_from seen",
        ),
    ],
)
def test_the_first_line_of_csv_names_the_columns(ask, words, columns):
    _, out, _ = ask(*words.split(), "--csv")
    assert out.splitlines()[0].split(",") == columns.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "changes 2006",
            {"day": "2006-08-16", "joined": "UZB", "left": "", "uncertain": ""},
        ),
        (
            "changes 2008 --definition party",
            {"day": "2008-03-28", "joined": "", "left": "", "uncertain": "UZB"},
        ),
        # Signed and not yet bound, 1992-05-15 to 1994-04-19.
        (
            "compare 1992/1993 --with-definition party",
            {"alpha_3": "ARM", "in_both": "0.0", "only_here": "596.0",
             "only_there": "0.0", "differ_on": "1992-05-15/1993-12-31"},
        ),
        # Gibler has Georgia sign on 1993-12-09; another has 1993-09-09.
        (
            "disagreements Georgia",
            {"event": "ge-signs", "versions": "2", "member_days_joined": "91",
             "member_days_party": "0", "about": "the date"},
        ),
        (
            "disagreements Uzbekistan",
            {"event": "cst-signed", "about": "the date; whether it happened; which states"},
        ),
        # Whether Azerbaijan ever deposited is open: no version is followed.
        ("disagreements Azerbaijan", {"event": "cst-in-force", "followed": ""}),
        (
            "sources jt-26",
            {"source": "jt-26", "event": "cst-in-force", "states": "AZE", "never": "1",
             "followed": "0"},
        ),
    ],
)  # fmt: skip
def test_csv_has_the_values_in_their_columns(ask, words, expected):
    _, out, _ = ask(*words.split(), "--csv")
    rows = rows_of(out)
    assert [row for row in rows if expected.items() <= row.items()], rows


def test_the_version_that_is_followed_is_told(ask):
    _, out, _ = ask("disagreements", "Georgia", "--csv")
    (signs,) = (row for row in rows_of(out) if row["event"] == "ge-signs")
    assert signs["followed"].startswith("1993-12-09 (gibler, ")


def test_csv_of_the_register_has_every_source(ask):
    _, out, _ = ask("sources", "--csv")
    assert [row["id"] for row in rows_of(out)] == list(cm.load("csto").sources)


def test_a_source_that_claims_nothing_gives_a_line_of_names(ask):
    assert not cm.load("csto").claims_of("cswiki")
    names, *rows = ask("sources", "gibler", "--csv")[1].splitlines()
    assert rows
    assert ask("sources", "cswiki", "--csv")[1].splitlines() == [names]
    assert len(rows_of(ask("sources", "cswiki", "gibler", "--csv")[1])) == len(rows)


def test_csv_is_offered_where_the_answer_is_a_table_and_nowhere_else(capsys):
    for name, command in COMMANDS.items():
        with pytest.raises(SystemExit):
            main([name, "--help"])
        assert ("--csv" in capsys.readouterr().out) is command.tabular
    with pytest.raises(SystemExit):
        main(["changes", "1999", "--csv", "--json"])
    assert "not allowed with" in capsys.readouterr().err


def test_json_has_the_same_records_and_their_provenance(ask):
    words = ["panel", "state-years", "1999", "--states", "UZ"]
    values = json.loads(ask(*words, "--json")[1])
    (record,) = values["records"]
    (row,) = rows_of(ask(*words, "--csv")[1])
    assert {name: str(value or "") for name, value in record.items()} == row
    assert values["columns"] == list(row)
    assert values["provenance"]["alliance"] == "csto"


def test_a_table_prints_the_columns_asked_for(ask):
    words = "panel state-years 2012/2013 --states UZ --columns alpha_3,year,member"
    assert ask(*words.split())[1] == (
        "alpha_3  year  member\nUZB      2012       1\nUZB      2013       0\n"
    )


def test_a_file_is_written_as_its_name_ends(ask, tmp_path):
    path = tmp_path / "years.csv"
    words = ["panel", "state-years", "1999"]
    assert ask(*words, "-o", str(path)) == (0, f"wrote {path}\n", "")
    told = path.read_bytes().decode()
    assert told.count("\r\n") == 13
    assert told.replace("\r\n", "\n") == ask(*words, "--csv")[1]
    path = tmp_path / "years.json"
    ask(*words, "-o", str(path))
    text = path.read_text(encoding="utf-8")
    assert text.startswith('{\n  "columns": [\n    "alliance",\n')
    plain = json.loads(text)
    assert plain["records"] == json.loads(ask(*words, "--json")[1])["records"]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_is_not_touched_before_all_of_the_table_is_there(tmp_path, ending):
    def rows():
        yield {"year": 1999}
        raise KeyboardInterrupt

    path = tmp_path / f"years.{ending}"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        save(Table((Column("year", int),), rows), str(path))
    assert path.read_text() == "before"


def test_names_stand_in_files_as_they_are_written(ask, tmp_path):
    words = ["panel", "spells", "--alliance", "nato", "--states", "TR"]
    for ending in ("csv", "json"):
        path = tmp_path / f"spells.{ending}"
        ask(*words, "-o", str(path))
        assert "Türkiye" in path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("panel state-year", "no kind of table 'state-year'; did you mean state-years"),
        ("panel state-years --rule any", "no rule for years 'any'"),
        ("panel state-years --columns yeer", "did you mean year"),
        ("panel state-years --states Uzbekstan", "did you mean Uzbekistan"),
        ("panel state-years --definitions partie", "did you mean party"),
        ("panel state-years --directed", "takes no --directed"),
        ("panel spells 1999", "takes no period"),
        ("panel spells --rule any_day", "takes no --rule"),
        ("panel spells --style cov", "known are cow, atop"),
        ("panel spells -o spells.xls", "saved as spells.csv or spells.json"),
        ("panel spells -o no/such/folder.csv", "cannot write no/such/folder.csv"),
        ("panel spells --also natto", "did you mean nato"),
    ],
)
def test_what_is_asked_badly_is_told_in_a_line(ask, words, told):
    status, out, err = ask(*words.split())
    assert (status, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_years_beyond_the_record_are_told_and_empty(ask):
    words = "panel state-years 2030 --states UZ --csv"
    status, out, err = ask(*words.split())
    (row,) = rows_of(out)
    assert (status, row["member"], row["member_max"]) == (0, "", "1")
    assert row["member_why"] == "beyond_record"
    assert "the last day that this view of the csto record covers" in err
    assert len(err.splitlines()) == 1


@pytest.mark.filterwarnings("always::csto_membership.AbsentStateWarning")
@pytest.mark.parametrize(
    ("options", "member"),
    [
        ("", ""), ("--continuity", "1"), ("--absent ignore", ""), ("--beyond carry", ""),
    ],
)  # fmt: skip
def test_a_panel_takes_what_its_functions_take(ask, options, member):
    words = f"panel state-years 1980 --states RU --alliance warsaw_pact {options}"
    status, out, err = ask(*words.split(), "--csv")
    (row,) = rows_of(out)
    assert (status, row["member"]) == (0, member)
    assert ("ask for Soviet Union (SUN)" in err) is (options in {"", "--beyond carry"})


def test_a_panel_carries_the_last_answer_on(ask):
    words = "panel state-years 2040 --states RU --beyond carry --csv"
    (row,) = rows_of(ask(*words.split())[1])
    assert (row["member"], row["member_why"]) == ("1", "")
