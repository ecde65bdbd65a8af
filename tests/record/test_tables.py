"""The tables of states, their numbers and sources: their shape, and what they refer to.

They are read here by the csv module alone, so that a fault of the package's own reader
cannot hide a fault of a table.
"""

import csv
import io
import re
import shutil
from datetime import date
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import pytest

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.errors import MembershipError
from csto_membership.record.source import Grade, SourceKind
from csto_membership.record.spelling import folded

DATA = files("csto_membership") / "data"
COLUMNS = {
    "states.csv": [
        "key", "alpha_2", "alpha_3", "alpha_4", "name", "nl", "ru", "variants",
        "first_day", "last_day", "continues", "continues_from", "succeeds", "acceded_to",
        "sources", "note",
    ],
    "numbers.csv": ["list", "number", "letters", "state", "first_day", "last_day"],
    "sources.csv": [
        "id", "title", "kind", "grade", "publisher", "published", "language", "address",
        "derived_from", "seen",
    ],
}  # fmt: skip
CODES = {"key": r"[A-Z]{3,}", "alpha_2": "[A-Z]{2}", "alpha_3": "[A-Z]{3}", "alpha_4": "[A-Z]{4}"}  # fmt: skip
NAMES = ("nl", "ru", "variants")
STATES_OF_ORIGIN = ("continues", "succeeds", "acceded_to")
LISTS = (*NAMES, *STATES_OF_ORIGIN, "sources")
MARKUP = re.compile(r"[`*_#<>\[\]|\\]|https?:")
FIRST_OF_TABLE = "1946-01-01"
"""The day from which on the table has every state that one of the lists counts."""
FACTS = {"states.csv": 221, "numbers.csv": 448, "sources.csv": 1568}


class Tables:
    """The three tables of a folder, as lists of dictionaries."""

    def __init__(self, folder):
        self.text = {
            name: (folder / name).read_bytes().decode("utf-8") for name in COLUMNS
        }
        self.rows = {
            name: list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
            for name, text in self.text.items()
        }
        self.states, self.numbers, self.sources = self.rows.values()
        self.state = {row["key"]: row for row in self.states}
        self.source = {row["id"]: row for row in self.sources}


def items(cell):
    return cell.split("; ") if cell else []


def first(row):
    """The cell by which a row is named."""
    return next(iter(row.values()))


# Each of these gives the faults of some tables, in words.


def shape(tables):
    for name, text in tables.text.items():
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows([head, *rows])
        if head != COLUMNS[name]:
            yield f"{name}: columns"
        if any(len(row) != len(head) for row in rows):
            yield f"{name}: cells in a row"
        if text != written.getvalue():
            yield f"{name}: quotes or line ends"
        if len(text.splitlines()) != len(rows) + 1:
            yield f"{name}: line break in a cell"


def spaces(tables):
    for name, rows in tables.rows.items():
        for row in rows:
            for column, cell in row.items():
                if cell != " ".join(cell.split()):
                    yield f"{name}: space in {column} of {first(row)}"


def keys(tables):
    for name, columns in (("states.csv", CODES), ("sources.csv", ["id"])):
        for column in columns:
            cells = [row[column] for row in tables.rows[name] if row[column]]
            yield from (f"{name}: {c} twice" for c in set(cells) if cells.count(c) > 1)
    for row in tables.states:
        for column, letters in CODES.items():
            if row[column] and not re.fullmatch(letters, row[column]):
                yield f"{column} {row[column]}"
        if not row["key"] or (row["alpha_3"] and row["key"] != row["alpha_3"]):
            yield f"key {row['key']} of {row['name']}"
        if not row["name"]:
            yield f"no name: {row['key']}"
    for key in tables.source:
        if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", key):
            yield f"id {key}"


def order(tables):
    orders = {
        "states.csv": lambda row: folded(row["name"]),
        "numbers.csv": lambda row: (
            row["list"], int(row["number"]), row["state"], row["first_day"]
        ),
        "sources.csv": lambda row: row["id"],
    }  # fmt: skip
    for name, place in orders.items():
        for one, other in pairwise(map(place, tables.rows[name])):
            if one >= other:
                yield f"{name}: {other} after {one}"


def lists(tables):
    for row in tables.states:
        for column in LISTS:
            found = items(row[column])
            if any(not each or ";" in each for each in found):
                yield f"list of {column} of {row['key']}"
            if len(set(found)) < len(found):
                yield f"twice in {column} of {row['key']}"


def references(tables):
    for row in tables.states:
        for column in STATES_OF_ORIGIN:
            for key in items(row[column]):
                if key not in tables.state or key == row["key"]:
                    yield f"{column} of {row['key']}: {key}"
        for key in items(row["sources"]):
            if key not in tables.source:
                yield f"source of {row['key']}: {key}"
    for row in tables.numbers:
        if row["state"] not in tables.state:
            yield f"state of {row['list']} {row['number']}: {row['state']}"


def derivation(tables):
    for row in tables.sources:
        seen = [row["id"]]
        while above := tables.source.get(seen[-1], {}).get("derived_from"):
            if above not in tables.source or above in seen:
                yield f"derived_from of {row['id']}: {above}"
                break
            seen.append(above)


def names(tables):
    owner = {}
    for row in tables.states:
        spelt = [row["name"], *(row[c] for c in CODES if row[c])]
        spelt += [name for column in NAMES for name in items(row[column])]
        for name in map(folded, spelt):
            if owner.setdefault(name, row["key"]) != row["key"]:
                yield f"{name} of {owner[name]} and {row['key']}"


def dates(tables):
    for name, rows in tables.rows.items():
        for row in rows:
            what = f"{name}: {first(row)}"
            for column in {"first_day", "last_day", "published", "seen"} & row.keys():
                fuzzy = name == "states.csv" or column == "published"
                if row[column] and read(row[column], fuzzy) is None:
                    yield f"{what}: {column} {row[column]}"


def read(cell, fuzzy):
    """The date of a cell; None where it has none, or is written in another way."""
    if not re.fullmatch(r"[-0-9.,\[\]]+", cell):
        return None
    try:
        return FuzzyDate(cell) if fuzzy else date.fromisoformat(cell)
    except (MembershipError, ValueError):
        return None


def existence(row):
    """The days on which a state was, or may have been, a state."""
    first, last = (read(row[c], fuzzy=True) for c in ("first_day", "last_day"))
    days = first.onwards if first else FuzzyDaySet(~DaySet())
    if last:
        days -= FuzzyDate(last.days.shift(1)).onwards
    return days.possibly


def days(tables):
    """A state begins before it ends, and a list counts it on no other days."""
    for row in tables.states:
        if not existence(row):
            yield f"{row['key']} ends before it begins"
    spans = {}
    for row in tables.numbers:
        first, last = (read(row[c], fuzzy=False) for c in ("first_day", "last_day"))
        span = DaySet.span(first, last and date.fromordinal(last.toordinal() + 1))
        within = existence(tables.state.get(row["state"], row))
        if not all(day in within for day in (first, last) if day):
            yield f"{row['list']} {row['number']}: {row['state']} was no state"
        others = spans.setdefault((row["list"], row["state"]), [])
        if any(not span.isdisjoint(other) for other in others):
            yield f"{row['list']}: two numbers of {row['state']} on one day"
        others.append(span)


def numbers(tables):
    """A list gives one number to two states only in turn, or if one continues the other."""
    holders = {}
    for row in tables.numbers:
        if row["list"] not in {"cow", "gw"}:
            yield f"list {row['list']}"
        if not re.fullmatch("[1-9][0-9]*", row["number"]):
            yield f"number {row['number']}"
        if not re.fullmatch("[A-Z]{3}", row["letters"]):
            yield f"letters {row['letters']} of {row['list']} {row['number']}"
        if row["last_day"] < FIRST_OF_TABLE and row["last_day"]:
            continue  # another state may have the number later
        holders.setdefault((row["list"], row["number"]), set()).add(row["state"])
    for (name, number), those in holders.items():
        before = {
            key
            for each in those
            for key in items(tables.state.get(each, {}).get("continues", ""))
        }
        if len(those - before) > 1:
            yield f"{name} {number} of {', '.join(sorted(those))}"


def notes(tables):
    for row in tables.states:
        note = row["note"]
        plain = note.endswith(".") and note[0].isalnum() and not MARKUP.search(note)
        if note and not plain:
            yield f"states.csv: note of {first(row)}"


def sources(tables):
    for row in tables.sources:
        key = row["id"]
        if row["kind"] not in [*SourceKind] or row["grade"] not in [*Grade]:
            yield f"kind or grade of {key}"
        if not row["title"] or not re.fullmatch("[a-z]{2}", row["language"]):
            yield f"title or language of {key}"
        if bool(row["published"]) == bool(row["seen"]):
            yield f"published or seen of {key}"


CHECKS = (
    shape, spaces, keys, order, lists, references, derivation, names, dates, days,
    numbers, notes, sources,
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    with as_file(DATA) as folder:
        return Tables(folder)


@pytest.mark.parametrize("check", CHECKS)
def test_the_tables_have_no_fault(shipped, check):
    assert list(check(shipped)) == []


def test_the_tables_have_all_rows(shipped):
    assert {name: len(rows) for name, rows in shipped.rows.items()} == FACTS


@pytest.mark.parametrize(
    ("check", "edit", "fault"),
    [
        (shape, ("states.csv", "acceded_to,sources", "sources,acceded_to"), "columns"),
        (shape, ("numbers.csv", "gw,2,USA,USA,,", "gw,2,USA,USA,"), "cells in a row"),
        (shape, ("numbers.csv", "gw,2,USA,USA,,", 'gw,2,USA,"USA",,'), "quotes or line ends"),
        (shape, ("numbers.csv", "gw,2,USA,USA,,\n", "gw,2,USA,USA,,\r\n"), "quotes or line ends"),
        (shape, ("states.csv", "BR,BRA,,Brazil", 'BR,BRA,,"Bra\nzil"'), "line break"),
        (spaces, ("states.csv", ",Brazil,", ", Brazil,"), "space in name of BRA"),
        (spaces, ("sources.csv", ",24.kg,", ",24.kg ,"), "space in publisher of 24kg"),
        (keys, ("states.csv", "BRA,BR,", "ARG,BR,"), "ARG twice"),
        (keys, ("states.csv", "BRA,BR,", "BRA,AR,"), "AR twice"),
        (keys, ("states.csv", "BRA,BR,BRA", "BRZ,BR,BRA"), "key BRZ of Brazil"),
        (keys, ("states.csv", "BRA,BR,", "BRA,Br,"), "alpha_2 Br"),
        (keys, ("sources.csv", "\n24kg,", "\n24.KG,"), "id 24.KG"),
        (order, ("states.csv", ",Zambia,", ",Aambia,"), "aambia after yugoslavia"),
        (order, ("numbers.csv", "cow,20,CAN,CAN", "cow,1,CAN,CAN"), "after ('cow', 2, 'USA', '')"),
        (order, ("sources.csv", "\n24kg,", "\n0kg,"), "0kg after 1news-2026"),
        (lists, ("states.csv", "cow-states; gw", "cow-states;gw"), "list of sources"),
        (lists, ("states.csv", "Zambia,Zambia", "Zambia,Zambia; Zambia"), "twice in nl"),
        (references, ("states.csv", ",SUN,,brill", ",SUX,,brill"), "of ARM: SUX"),
        (references, ("states.csv", ",SUN,,brill", ",ARM,,brill"), "of ARM: ARM"),
        (references, ("states.csv", "gw-states,", "gw-list,"), "source of AFG: gw-list"),
        (references, ("numbers.csv", "cow,2,USA,USA", "cow,2,USA,USB"), "state of cow 2: USB"),
        (derivation, ("sources.csv", ",enwiki,", ",enviki,"), "derived_from of"),
        (names, ("states.csv", ",Zambia,Zambia", ",Zambia,Brazilië"), "of BRA and ZMB"),
        (names, ("states.csv", ",Zambia,Zambia", ",Zambia,bra"), "of BRA and ZMB"),
        (dates, ("states.csv", ",1964-10-24,", ",1964-10-32,"), "ZMB: first_day 1964-10-32"),
        (dates, ("states.csv", ",1964-10-24,", ",1964~,"), "ZMB: first_day 1964~"),
        (dates, ("numbers.csv", ",1964-10-24", ",1964-10"), "first_day 1964-10"),
        (dates, ("sources.csv", ",2009-04-16,", ",16 April 2009,"), "published 16 April"),
        (days, ("states.csv", ",1990-10-02,", ",1948-10-02,"), "DDR ends before"),
        (days, ("numbers.csv", "551,ZAM,ZMB,1964-10-24", "551,ZAM,ZMB,1964-10-23"), "ZMB was no state"),
        (days, ("numbers.csv", "255,GMY,DEU,1990-10-03", "255,GMY,DEU,1990-10-02"), "two numbers of DEU"),
        (numbers, ("numbers.csv", "cow,2,USA", "cow,02,USA"), "number 02"),
        (numbers, ("numbers.csv", "cow,2,USA", "cwo,2,USA"), "list cwo"),
        (numbers, ("numbers.csv", "cow,2,USA,", "cow,2,Usa,"), "letters Usa of cow 2"),
        (numbers, ("numbers.csv", "cow,20,CAN", "cow,2,CAN"), "cow 2 of CAN, USA"),
        (notes, ("states.csv", "Estonia does", "*Estonia* does"), "note of EST"),
        (notes, ("states.csv", "so this table has one state.", "so one state"), "note of TZA"),
        (sources, ("sources.csv", ",news,press,", ",news,pres,"), "kind or grade of"),
        (sources, ("sources.csv", ",2009-04-16,", ",,"), "published or seen of"),
        (sources, ("sources.csv", ",2009-04-16,ru,", ",2009-04-16,russian,"), "language of"),
    ],
)  # fmt: skip
def test_a_broken_table_is_caught(tmp_path, check, edit, fault):
    name, old, new = edit
    with as_file(DATA) as folder:
        for each in COLUMNS:
            shutil.copyfile(folder / each, tmp_path / each)
    path = tmp_path / name
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    assert fault in "; ".join(check(Tables(tmp_path)))


# -- what the two lists say, written down from them and not from the tables ---------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("cow", "state", "DEU"), ["255 GMY DEU 1990-10-03..", "260 GFR DEU 1955-05-05..1990-10-02"]),
        (("gw", "state", "DEU"), ["260 GFR DEU 1949-09-21.."]),
        (("cow", "state", "DDR"), ["265 GDR DDR 1954-03-25..1990-10-02"]),
        (("gw", "state", "DDR"), ["265 GDR DDR 1949-10-05..1990-10-02"]),
        (("cow", "state", "YEM"), ["678 YAR YEM ..1990-05-21", "679 YEM YEM 1990-05-22.."]),
        (("gw", "state", "YEM"), ["678 YEM YEM .."]),
        (("cow", "state", "SYR"), ["652 SYR SYR 1946-04-17..1958-02-01", "652 SYR SYR 1961-09-29.."]),
        (("gw", "state", "SYR"), ["652 SYR SYR 1946-01-01.."]),
        # The Correlates of War project goes on with 345, Gleditsch and Ward do not.
        (("cow", "number", "345"), ["345 SRB SRB 2006-06-03..", "345 YUG YUG ..2006-06-03"]),
        (("gw", "number", "345"), ["345 YUG YUG ..2006-06-04"]),
        (("gw", "number", "340"), ["340 SER SRB 2006-06-05.."]),
        # Neither list ends the Soviet Union: both count Russia as one state with it.
        (("cow", "number", "365"), ["365 RUS RUS ..", "365 RUS SUN .."]),
        (("gw", "number", "365"), ["365 RUS RUS ..", "365 RUS SUN .."]),
        # The lists give these states other days, and some other letters or numbers.
        (("cow", "state", "UZB"), ["704 UZB UZB 1991-12-26.."]),
        (("gw", "state", "UZB"), ["704 UZB UZB 1991-08-31.."]),
        (("cow", "state", "RWA"), ["517 RWA RWA 1962-07-01.."]),
        (("gw", "state", "RWA"), ["517 RWA RWA 1962-01-07.."]),
        (("cow", "state", "AND"), ["232 AND AND 1993-07-28.."]),
        (("gw", "state", "AND"), ["232 AND AND 1816-01-01.."]),
        (("cow", "state", "KIR"), ["946 KIR KIR 1999-09-14.."]),
        (("gw", "state", "KIR"), ["970 KBI KIR 1979-07-12.."]),
        (("cow", "state", "ROU"), ["360 ROM ROU .."]),
        (("gw", "state", "ROU"), ["360 RUM ROU .."]),
        (("cow", "state", "VNM"), ["816 DRV VNM 1954-07-21.."]),
        (("gw", "state", "VNM"), ["816 DRV VNM 1954-05-01.."]),
        (("cow", "state", "CSK"), ["315 CZE CSK ..1992-12-31"]),
        (("gw", "state", "TZA"), ["510 TAZ TZA 1961-12-09.."]),
        (("cow", "letters", "AUS"), ["305 AUS AUT 1955-07-27.."]),
        (("cow", "letters", "AUL"), ["900 AUL AUS .."]),
    ],
)  # fmt: skip
def test_numbers_have_the_letters_and_days_of_their_list(shipped, rows, expected):
    name, column, value = rows
    assert expected == [
        f"{row['number']} {row['letters']} {row['state']} {row['first_day']}..{row['last_day']}"
        for row in shipped.numbers
        if row["list"] == name and row[column] == value
    ]


# -- the page of the docs -----------------------------------------------------------------


def test_the_page_explains_every_column_and_value():
    page = Path(__file__).parents[2] / "docs" / "reference" / "state-tables.md"
    text = page.read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        section = text.split(f"## `{name}`\n")[1].split("\n## ")[0]
        head = section.index("| column |")
        rows = section[head:].split("\n\n")[0].split("\n")[2:]
        named = [
            name
            for row in rows
            for name in re.findall("`([a-z_0-9]+)`", row.split("|")[1])
        ]
        assert named == columns, name
    for value in (*SourceKind, *Grade, "cow", "gw"):
        assert f"`{value}`" in text
