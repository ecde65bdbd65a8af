"""Answers from dates that are open on one side or on both: in words, without "None"."""

import json
import re
import warnings
from itertools import cycle, product

import pytest

import csto_membership as cm

# Every kind of date that a record may give, also at both ends of the calendar.
DATES = [
    "1990-05-15", "1990", "[1990-01-01,1995]", "[..1990-01-01]", "[1990-01-01..]", "[..]",
    "[..1990-01-01,1995..]", "0001-01-01", "0001", "9999", "9999-12-31",
]  # fmt: skip
RECORD = """
[alliance]
id = "pact"
complete_until = 1999-12-31
default_definition = "joined"
[[alliance.name]]
since = 1980-01-01
name = "A pact"
short = "P"
sources = ["gazette"]
[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01
[source.almanac]
title = "Almanac"
kind = "book"
grade = "scholarly"
published = "1998"
[instrument.pact]
title = "A pact"
roles = ["treaty", "charter"]
[[event]]
id = "opens"
kind = "{opens}"
of = "pact"
states = ["AM"]
claim = [
    {{ sources = ["gazette"], on = "{one}" }},
    {{ sources = ["almanac"], on = "{other}", set_aside = true, why = "later" }},
]
[[event]]
id = "closes"
kind = "{closes}"
of = "pact"
states = ["AM"]
after = "opens"
claim = [{{ sources = ["almanac"], {key} = "{other}" }}]
"""
KINDS = [
    ("signature", "withdrawal", "on"),
    ("entry_into_force", "expiry", "last_day"),
    ("accession", "suspension", "since"),
    ("admission", "halt", "on"),
]
VIEWS = {
    "all": lambda alliance: alliance,
    "silent on the end": lambda alliance: alliance.according_to("gazette"),
    "later source": lambda alliance: alliance.according_to("almanac"),
    "silence denies": lambda alliance: alliance.according_to("gazette", silence="no"),
    "preferring": lambda alliance: alliance.preferring("almanac"),
    "known early": lambda alliance: alliance.as_known_on("1990-06-01"),
}
DAYS = ["0001-01-01", "1990-01-01", "2005-01-01"]
PERIODS = ["1990", "../.."]


def _records():
    pairs = [
        *product(DATES, ["1996", "[..]"]),
        *product(["0001-01-01", "[..1990]"], DATES),
    ]
    for kinds, (one, other) in zip(cycle(KINDS), pairs, strict=False):
        opens, closes, key = kinds
        text = RECORD.format(opens=opens, closes=closes, key=key, one=one, other=other)
        try:
            yield cm.read(text)
        except cm.DataError:
            continue  # the second act may not come after the first


def _asked(alliance):
    for ask, day in product((alliance.members_on, alliance.who_says), DAYS):
        yield ask, day
    for day in DAYS:
        yield alliance.explain, "AM", day
    for ask, period in product((alliance.members_during, alliance.changes), PERIODS):
        yield ask, period
    for period in PERIODS:
        yield alliance.compare, alliance.under("active"), period
    yield alliance.history, "AM"
    for ask in (alliance.acts, alliance.disagreements):
        yield (ask,)


def _texts(answer):
    for each in answer if isinstance(answer, tuple) else (answer,):
        yield str(each)
        html, plain = (getattr(each, name, None) for name in ("_repr_html_", "as_dict"))
        yield html() if html else ""
        yield json.dumps(plain()) if plain else ""


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_answer_says_none(view):
    warnings.simplefilter("ignore", cm.BeyondRecordWarning)
    records = 0
    for alliance in map(view, _records()):
        records += 1
        for question, *asked in _asked(alliance):
            try:
                answer = question(*asked)
            except cm.MembershipError as error:
                answer = str(error)
            for text in _texts(answer):
                assert not re.search(r"\bNone\b", text), (alliance.record.events, asked)
    assert records > 20
