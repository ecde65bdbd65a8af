"""Who says what of one day, and who had the chair."""

import json

import pytest

import csto_membership as cm

CSTO = cm.load("csto")
SIX = {"AM", "KZ", "KG", "RU", "TJ", "UZ"}


def by_source(day):
    return {
        source.id: set(testimony.states.alpha_2)
        for testimony in CSTO.who_says(day)
        for source in testimony.sources
    }


@pytest.mark.parametrize(
    ("day", "source", "members"),
    [
        ("1992-06-01", "mfa-by", SIX),
        ("1992-06-01", "seed-001", SIX),
        ("1992-06-01", "lat-1992", SIX - {"KG"} | {"TM"}),
        ("1992-06-01", "universalis", SIX - {"KG"} | {"TM"}),
        ("1992-06-01", "mpepil", SIX - {"UZ"} | {"BY"}),
        ("1992-06-01", "viwiki", SIX | {"BY"}),
        ("1998-06-01", "seed-000", SIX - {"UZ"} | {"BY"}),
        ("1998-06-01", "seed-001", SIX | {"AZ", "BY", "GE"}),
        ("2007-01-01", "narod", SIX - {"UZ"} | {"BY"}),
        ("2007-01-01", "tass-678014", SIX | {"BY"}),
    ],
)
def test_each_answer_stands_with_the_sources_that_give_it(day, source, members):
    assert by_source(day)[source] == members


@pytest.mark.parametrize(
    "day", ["1992-06-01", "1998-06-01", "2007-01-01", "2022-01-06"]
)
def test_the_answer_of_the_record_stands_first(day):
    first, *others = CSTO.who_says(day)
    assert first.followed
    assert first.states == CSTO.members_on(day).states or set(first.states) == set(
        CSTO.members_on(day)
    )
    assert not any(each.followed for each in others)
    assert not first.added
    assert not first.missing


@pytest.mark.parametrize("day", ["1992-06-01", "1998-06-01", "2007-01-01"])
def test_no_source_is_named_for_two_answers_and_no_answer_is_told_twice(day):
    told = CSTO.who_says(day)
    sources = [source.id for each in told for source in each.sources]
    assert len(sources) == len(set(sources))
    answers = [(each.states.alpha_2, each.uncertain.alpha_2) for each in told]
    assert len(answers) == len(set(answers)) > 1


def test_an_answer_says_how_it_differs():
    told = {s.id: t for t in CSTO.who_says("1992-06-01") for s in t.sources}
    assert set(told["lat-1992"].added.alpha_2) == {"TM"}
    assert set(told["lat-1992"].missing.alpha_2) == {"KG"}
    assert "adds Turkmenistan; leaves out Kyrgyzstan" in str(told["lat-1992"])


def test_where_nobody_says_otherwise_there_is_one_answer():
    assert len(CSTO.who_says("2000-01-01")) == 1


def test_plain_values_are_json():
    values = [each.as_dict() for each in CSTO.who_says("1992-06-01")]
    assert json.loads(json.dumps(values)) == values


CHAIRS = {
    "2003-10-01": "",
    "2004-06-17": "",
    "2005-01-01": "KZ",
    "2005-12-31": "RU",
    "2006-12-31": "BY",
    "2007-06-15": "BY KG",
    "2007-10-06": "KG",
    "2008-09-04": "KG",
    "2008-09-05": "AM",
    "2009-06-13": "AM",
    "2009-06-14": "RU",
    "2010-12-09": "RU",
    "2010-12-20": "BY RU",
    "2011-08-12": "BY",
    "2011-12-19": "BY",
    "2012-05-15": "KZ",
    "2012-12-18": "KZ",
    "2012-12-19": "KG",
    "2013-09-22": "KG",
    "2013-09-23": "RU",
    "2014-12-21": "RU",
    "2014-12-23": "TJ",
    "2015-09-14": "TJ",
    "2015-09-15": "AM",
    "2016-10-14": "BY",
    "2017-11-29": "BY",
    "2017-11-30": "KZ",
    "2018-11-08": "KG",
    "2019-11-28": "RU",
    "2020-12-02": "TJ",
    "2021-08-23": "TJ",
    "2021-09-16": "AM",
    "2022-01-10": "AM",
    "2022-11-22": "AM",
    "2022-12-15": "AM BY",
    "2023-01-01": "BY",
    "2023-12-31": "BY",
    "2024-01-01": "KZ",
    "2024-12-31": "KZ",
    "2025-01-01": "KG",
    "2025-12-31": "KG",
    "2026-01-01": "RU",
}
"""Who had the chair, as the sources say; empty where none does."""


@pytest.mark.parametrize(("day", "states"), CHAIRS.items())
def test_who_had_the_chair(day, states):
    assert " ".join(sorted(CSTO.chair_on(day).alpha_2)) == states


def test_who_had_the_chair_by_another_source():
    assert CSTO.preferring("csab").chair_on("2014-12-22").alpha_2 == ("TJ",)


def test_coverage_counts_each_source_once():
    assert sum(CSTO.coverage().values()) == len(CSTO.sources)
    assert list(CSTO.coverage()) == sorted(CSTO.coverage())


def test_an_answer_as_known_on_a_day_says_how_much_there_was_to_know():
    public = sum(s.public_from.year < 1999 for s in CSTO.sources.values())
    told = str(CSTO.as_known_on("1998-12-31").members_on("1998-12-31"))
    assert f"By 1998-12-31, {public} of its {len(CSTO.sources)} sources" in told


def test_an_answer_by_some_sources_names_what_they_are_silent_on():
    alliance = CSTO.according_to("mfa-by")
    silent = {event.id for event in alliance.silent_on}
    assert "am-halts" not in silent  # no definition asked looks at it
    assert "ge-signs" in silent
    assert "cst-signed" not in silent
    assert "sources do not mention: " in str(
        alliance.members_on("1995-01-01", beyond="ignore")
    )
    assert CSTO.silent_on == ()
