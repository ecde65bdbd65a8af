"""What must hold of every source of the record, and of the claims that rest on it."""

import re
from urllib.parse import urlsplit

import pycountry
import pytest

import csto_membership as cm
from csto_membership.membership.shipped import sources

SOURCES = sources()
CLAIMS = [
    (record.id, event, claim)
    for record in (cm.load(name).record for name in cm.available())
    for event in record.all_events
    for claim in event.claims
]

# Sources of which no page was found again on 30 November 2026, so that they have no address.
KNOWN = {"enwiki-2006", "freepressers", "seed-000", "tojikon"}

NUMBERS_ONLY = re.compile(r"[\d.]+|\[.*\]")
LOADED = re.compile(
    r"\b(invasion|invad\w+|puppet|regimes?|annex\w+|betray\w*|blackmail\w*|propagand\w*|"
    r"fak(e|es)|satellites?|occup\w+|lies|traitor\w*|warmonger\w*|"
    r"путинск\w+|марионет\w+|оккупа\w+|предал\w*|предательств\w*|режима|шантаж\w*)\b",
    re.IGNORECASE,
)
MARKED = re.compile(r"\b(encyclopaedias?('s)?|cop(y|ies)|weak)\b")


def is_origin(source):
    """Whether it stands in the table only because others copy it."""
    return source.publisher == "Wikipedia" and not source.address


def problem(source):
    """The first fault of a source by itself; empty if there is none."""
    url = urlsplit(source.address)
    host, headline = url.hostname or "", not source.title.startswith("(")
    a_copy = "Wikipedia via" in source.publisher or host.endswith(".wiki")
    faults = {
        "no address": url.scheme not in ("http", "https") or not host,
        "an IP address": NUMBERS_ONLY.fullmatch(host),
        "a bare domain": not (url.path.strip("/") or url.query),
        "no language of ISO 639-1": not pycountry.languages.get(
            alpha_2=source.language or ""
        ),
        "a copy that does not say of what": a_copy and not source.derived_from,
        "a copy of what is no source": source.derived_from
        and source.derived_from not in SOURCES,
        "a loaded headline": headline and LOADED.search(source.title),
    }
    if is_origin(source):
        return ""
    return next((fault for fault, holds in faults.items() if holds), "")


def published_by(source):
    """The last day on which it was published; None if it shows no date."""
    return source.published.latest if source.published else None


def test_every_source_can_be_found_and_says_what_it_is():
    problems = {key: problem(source) for key, source in SOURCES.items()}
    found = {key: fault for key, fault in problems.items() if fault}
    assert found.keys() == set(KNOWN), found


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"address": "https://example.org"}, "a bare domain"),
        ({"address": "http://192.0.2.7/a.html"}, "an IP address"),
        ({"address": "example.org, no. 7"}, "no address"),
        ({"language": "xx"}, "no language of ISO 639-1"),
        (
            {"publisher": "English Wikipedia via example.org"},
            "a copy that does not say",
        ),
        ({"address": "https://example.wiki/a"}, "a copy that does not say"),
        ({"derived_from": "nothing"}, "a copy of what is no source"),
        ({"title": "The invasion of a title"}, "a loaded headline"),
        ({"title": "(What is told of an invasion)"}, ""),
        ({}, ""),
    ],
)
def test_each_fault_of_a_source_would_be_found(changed, expected):
    made = {
        "id": "made", "title": "A title", "kind": "news", "grade": "press",
        "publisher": "Made", "language": "en", "address": "https://example.org/a",
        "derived_from": None,
    } | changed  # fmt: skip
    found = problem(cm.Source(**made))
    assert found.startswith(expected)
    assert bool(found) == bool(expected)


def reported_beforehand(claim):
    """The sources that were published before what they report as a fact."""
    day = (claim.on or claim.since).earliest if claim.effective else None
    if day is None or claim.basis.startswith(("presumed", "misprint")):
        return []
    return [s.id for s in claim.sources if (published_by(s) or day) < day]


def known_earlier(claim):
    """The sources published before the day on which the fact is said to be known."""
    return [
        source.id
        for source in claim.sources
        if claim.public_on
        and not claim.basis.startswith(("presumed", "derived"))
        and (published_by(source) or claim.public_on) < claim.public_on
    ]


def unmarked(event):
    """Whether some first claim rests on copies alone, and no reason says so."""
    covered, resting = set(), []
    for claim in event.claims:
        new = ({*claim.states} or {"the body"}) - covered
        if claim.set_aside or not new:
            continue
        covered |= new
        if {source.grade for source in claim.sources} == {"derivative"}:
            resting.append(claim)
    return bool(resting) and not any(MARKED.search(c.why or "") for c in resting)


CHECKS_OF_CLAIMS = {
    "no source reports a fact before it happened": lambda _, claim: reported_beforehand(
        claim
    ),
    "nothing is known later than a source tells it": lambda _, claim: known_earlier(
        claim
    ),
    "what rests on copies alone says so": lambda event, _: unmarked(event),
}


def fails(check):
    return {
        event.id for _, event, claim in CLAIMS if CHECKS_OF_CLAIMS[check](event, claim)
    }


@pytest.mark.parametrize("check", CHECKS_OF_CLAIMS)
def test_of_each_claim(check):
    assert not fails(check)


CASES = [
    ("2000-05-01", "stated", "", set()),
    ("1999-12-31", "stated", "", {"beforehand"}),
    ("1999-12-31", "presumed: announced", "", set()),
]


@pytest.mark.parametrize(("published", "basis", "why", "expected"), CASES)
def test_a_report_of_what_was_still_ahead_would_be_found(
    published, basis, why, expected
):
    claim = made_event(published, basis=basis, why=why).claims[0]
    found = {"beforehand"} if reported_beforehand(claim) else set()
    assert found == expected


def made_event(published="2000-05-01", *, grade="press", **keys):
    """An event of 1 January 2000 with one claim, by one source."""
    claim = {"sources": ["made"], "on": "2000-01-01", **keys}
    claim = {key: value for key, value in claim.items() if value not in ("", "stated")}
    made = {
        "alliance": {"id": "made", "complete_until": "2020-12-31"},
        "source": {
            "made": {
                "title": "T", "kind": "news", "grade": grade, "publisher": "P",
                "published": published,
            }
        },
        "event": [
            {"id": "e", "kind": "signature", "states": ["FR"], "claim": [claim]}
        ],
    }  # fmt: skip
    return cm.read(made).record.events[0]


def test_what_is_known_late_would_be_found():
    assert not known_earlier(made_event(public="2000-05-01").claims[0])
    assert known_earlier(made_event(public="2000-05-02").claims[0])


def test_a_claim_on_copies_alone_would_be_found():
    assert not unmarked(made_event())
    assert unmarked(made_event(grade="derivative"))
    assert not unmarked(made_event(grade="derivative", why="A copy of a list."))
