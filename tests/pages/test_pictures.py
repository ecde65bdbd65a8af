"""The pictures in the pages show what the record and the algebra say."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import csto_membership as cm

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)
PICTURES = [
    pytest.param(picture, id=f"{page.stem}-{n}")
    for page in sorted(DOCS.rglob("*.md"))
    for n, picture in enumerate(PICTURE.findall(page.read_text(encoding="utf-8")))
]


def _parsed(picture):
    return ET.fromstring(picture)  # noqa: S314 - our own pages


def _pictures(page):
    text = (DOCS / "explanation" / f"{page}.md").read_text(encoding="utf-8")
    return [_parsed(picture) for picture in PICTURE.findall(text)]


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_has_words_for_who_cannot_see_it_and_no_colour(picture):
    drawn = _parsed(picture)
    titles = {title.get("id"): title.text for title in drawn.iter("title")}
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") or titles[drawn.get("aria-labelledby")]
    assert {each.get("fill", "currentColor") for each in drawn.iter()} == {
        "currentColor"
    }


def test_the_flips_are_those_of_the_record_and_stand_at_their_days():
    days = cm.load("csto").days_of("UZ").surely.toggles
    picture = _pictures("days")[0]
    ticks = {r.get("data-day"): float(r.get("x")) for r in picture.iter("rect")}
    ticks.pop(None)
    assert [*ticks] == [str(day) for day in days]
    assert [t.text for t in picture.iter("text")][1::2] == [*ticks]
    _are_to_scale(ticks.items())


def test_the_bars_of_the_count_are_those_of_the_record():
    csto = cm.load("csto")
    states = [csto.days_of(s).surely.clip("1992/1999") for s in ("UZ", "AZ", "GE")]
    sets = [*states, *(cm.DaySet.at_least(number, states) for number in (1, 2, 3))]
    bars = [bar for bar in _pictures("days")[1].iter("rect") if bar.get("data-first")]
    ends = []
    for bar, days in zip(bars, sets, strict=True):
        first, end = bar.get("data-first"), bar.get("data-end")
        assert [first, end] == [str(day) for day in days.toggles]
        x = float(bar.get("x"))
        ends += [(first, x), (end, x + float(bar.get("width")))]
    _are_to_scale(ends)


def _are_to_scale(places):
    drawn = [(date.fromisoformat(day).toordinal(), x) for day, x in places]
    (first, left), (last, right) = min(drawn), max(drawn)
    for day, x in drawn:
        part = (day - first) / (last - first)
        assert x == pytest.approx(left + part * (right - left), abs=0.3)


def test_each_relation_is_drawn_as_it_is_named():
    drawn = {}
    for picture in _pictures("relations"):
        a, b = (
            {r.get("class"): r for r in picture.iter("rect")}[name] for name in "ab"
        )
        how = cm.relation(_span(a), _span(b))
        drawn[how] = picture.get("aria-label")
    assert drawn == {how: f"a {how} b" for how in cm.Relation}


def test_the_table_names_the_converse_of_each_relation():
    text = (DOCS / "explanation" / "relations.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"</svg> \| \*\*([a-z ]+)\*\* \|.*\| ([a-z ]+) \|$", text, re.MULTILINE
    )
    told = {name: cm.Relations(seen) for name, seen in rows}
    assert told == {how: cm.Relations(how).converse for how in cm.Relation}


def _span(bar):
    x = float(bar.get("x"))
    ends = x, x + float(bar.get("width"))
    return cm.Span(*(date.fromordinal(1000 + int(end)) for end in ends))
