"""No answer says "None": each kind of date has words of its own."""

import json
import re
import sys
import warnings
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.answers.wording import date_in_words

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "generate"))
from page import when

sys.path.pop(0)

WORDS = {
    "1993-12-09": ("1993-12-09", "1993-12-09"),
    "1993-12": ("some day in 1993-12", "1993-12"),
    "1993": ("some day in 1993", "1993"),
    "[1993-12-09,1993-12-11]": (
        "1993-12-09 or 1993-12-11",
        "1993-12-09 or 1993-12-11",
    ),
    "[1993-12-09..1993-12-11]": (
        "some day between 1993-12-09 and 1993-12-11",
        "some day from 1993-12-09 to 1993-12-11",
    ),
    "[1993-12-09..]": (
        "some day on or after 1993-12-09, if ever",
        "1993-12-09 or later, if at all",
    ),
    "[..1993-12-09]": ("some day on or before 1993-12-09", "1993-12-09 or earlier"),
    "[..1993-12-09,1995..]": (
        "some day on or before 1993-12-09 or some day on or after 1995-01-01, if ever",
        "1993-12-09 or earlier or 1995-01-01 or later, if at all",
    ),
    "[1993-12-09,1995..]": (
        "1993-12-09 or some day on or after 1995-01-01, if ever",
        "1993-12-09 or 1995-01-01 or later, if at all",
    ),
    "[..]": ("some unknown day, if ever", "an unknown day, if at all"),
    "0001-01-01": ("some day on or before 0001-01-01", "0001-01-01 or earlier"),
    "9999-12-31": (
        "some day on or after 9999-12-31, if ever",
        "9999-12-31 or later, if at all",
    ),
}
KINDS = (*WORDS, "1991-01-01")
HEAD = """
[alliance]
id = "pact"
complete_until = 1999-12-31
default_definition = "joined"
[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = "{published}"
[source.silent]
title = "A source that is silent"
kind = "book"
grade = "scholarly"
published = "1998"
[instrument.pact]
title = "A pact"
roles = ["treaty"]
"""
ACTS = """
[[event]]
id = "{state}-in"
kind = "{comes_in}"
of = "pact"
states = ["{state}"]
[[event.claim]]
sources = ["gazette"]
on = "{first}"
[[event]]
id = "{state}-out"
kind = "{goes_out}"
of = "pact"
states = ["{state}"]
after = "{state}-in"
[[event.claim]]
sources = ["gazette"]
on = "{second}"
"""
OTHER = """
[[event]]
id = "signs"
kind = "signature"
of = "pact"
states = ["GE"]
[[event.claim]]
sources = ["silent"]
on = "{on}"
"""
STATES = {
    "AM": ("signature", "withdrawal"),
    "BY": ("entry_into_force", "withdrawal"),
    "KZ": ("accession", "suspension"),
    "KG": ("signature", "halt"),
}
DAYS = ("1900-01-01", "1993-12-09", "1994-06-01", "1999-01-01")


@pytest.mark.parametrize(("text", "words"), WORDS.items(), ids=WORDS)
def test_each_kind_of_date_has_words(text, words):
    date = cm.FuzzyDate(text)
    assert (date_in_words(date), when(date)) == words


def pact(first, second, published="1990"):
    """A pact that states join on a date of one kind, and leave on one of another."""
    text = HEAD.format(published=published)
    for state, (comes_in, goes_out) in STATES.items():
        text += ACTS.format(
            state=state,
            comes_in=comes_in,
            goes_out=goes_out,
            first=first,
            second=second,
        )
    return cm.read(text + OTHER.format(on=second))


def asked(alliance):
    """Every kind of answer of an alliance."""
    yield from (alliance.members(), *alliance.changes(), alliance.disagreements())
    yield from (alliance.acts(), alliance.silent_on, alliance.provenance())
    yield from (alliance.cite(), alliance.chart(), alliance.claims_of("gazette"))
    other = "joined" if alliance.definition.name == "party" else "party"
    yield from (alliance.compare(alliance.under(other)), alliance.existence)
    yield alliance.sources["gazette"].cite()
    for state in (*STATES, "GE", "US"):
        yield alliance.history(state)
        for day in DAYS:
            yield alliance.explain(state, day)
            yield cm.memberships_of(state, day, alliance)
    for day in DAYS:
        yield from (alliance.members_on(day), alliance.who_says(day))
        yield from (alliance.members_on(day).cite(), alliance.chair_on(day))
    yield alliance.members_during("1990/1999")


def forms(answer):
    """What an answer says, in each of its forms."""
    for each in answer if isinstance(answer, tuple) else (answer,):
        yield str(each)
        yield each._repr_html_() if hasattr(each, "_repr_html_") else ""
        yield json.dumps(each.as_dict()) if hasattr(each, "as_dict") else ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_says_none(kind):
    second = kind if kind != "0001-01-01" else "[..1998]"
    alliance = pact("[..1998]" if kind == "1991-01-01" else kind, second)
    views = (
        alliance,
        alliance.under("party"),
        alliance.according_to("silent"),
        alliance.according_to("gazette"),
        alliance.according_to("gazette", silence="no"),
        alliance.as_known_on("1995-01-01"),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cm.BeyondRecordWarning)
        for view in views:
            answers = [text for each in asked(view) for text in forms(each)]
            assert len(answers) > 100
            for text in answers:
                assert not re.search(r"\bNone\b", text), text


def test_a_source_published_on_an_unknown_day_is_cited():
    for published in ("[..]", "[..1990]", "[1990..]"):
        source = pact("1991-01-01", "1992-01-01", published).sources["gazette"]
        for text in forms(source.cite()):
            assert "None" not in text
