"""Pictures drawn for a page: for its width, with days on bars, and rows that lead on."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.charts.chart import Chart
from csto_membership.charts.figure import Bars, Group, Row
from csto_membership.charts.lettering import ems
from csto_membership.charts.svg import ANYWHERE, NARROW, WIDE, as_svg

CSTO = cm.load("csto")
SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own


def of_class(picture, name):
    return [e for e in picture.iter() if name in e.get("class", "").split()]


@LAYOUTS
def test_rows_lead_where_they_are_told_to_and_the_picture_is_a_group(layout):
    links = {"UZ": "../states/uzbekistan/", "AM": 'a"&b'}
    picture = parsed(as_svg(CSTO.chart(), layout, links))
    assert picture.get("role") == "group"
    found = {
        link.find(f"{SVG}text").text: link.get("href")
        for link in picture.iter(f"{SVG}a")
    }
    assert found == {"Uzbekistan": links["UZ"], "Armenia": links["AM"]}


def test_a_picture_without_links_describes_itself():
    picture = parsed(as_svg(CSTO.chart()))
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}desc").text
    assert [*picture.iter(f"{SVG}a")] == []


def test_pictures_of_one_chart_in_two_sizes_share_no_id():
    drawn = "".join(as_svg(CSTO.chart(), size) for size in (ANYWHERE, WIDE, NARROW))
    ids = re.findall(r'\bid="(.*?)"', drawn)
    assert len(ids) == len(set(ids))


@LAYOUTS
def test_the_days_on_a_bar_are_its_first_and_last(layout):
    picture = parsed(as_svg(CSTO.chart("UZ"), layout))
    days = [text.text for text in of_class(picture, "date")]
    firsts, lasts = ["1992-05-15", "2006-08-16"], ["1999-04-20", "2012-12-18"]
    assert set(days) <= {*firsts, *lasts}
    assert layout is NARROW or [day for day in days if day in firsts] == firsts
    term = parsed(as_svg(CSTO.chart("UZ", during="1992/1999"), layout))
    shown = [text.text for text in of_class(term, "date")]
    assert shown == [firsts[0], lasts[0]]


@given(
    st.integers(1, 15000),
    st.integers(0, 5000),
    st.sampled_from([ANYWHERE, WIDE, NARROW]),
)
def test_days_are_written_only_where_they_fit(length, before, layout):
    first = cm.Span("1950-01-01", "1950-01-02").first_day
    start = first.fromordinal(first.toordinal() + before)
    end = first.fromordinal(start.toordinal() + length)
    row = Row("a", (Bars(cm.DaySet.span(start, end), "member"),))
    last = first.fromordinal(first.toordinal() + 21000)
    chart = Chart("t", (Group("g", (row,)),), first, last)
    picture = parsed(as_svg(chart, layout))
    (bar, *_) = of_class(picture, "bar")
    x, right = map(float, re.match(r"M([\d.]+) [\d.]+H([\d.]+)", bar.get("d")).groups())
    texts = of_class(picture, "date")
    assert sum(ems(text.text) * 11 for text in texts) <= right - x
    for text in texts:
        assert x <= float(text.get("x")) <= right


@LAYOUTS
@pytest.mark.parametrize("name", ["csto", "rio", "ecowas", "arab_league"])
def test_no_text_leaves_a_picture(name, layout):
    picture = parsed(as_svg(cm.load(name).chart(), layout))
    width = float(picture.get("viewBox").split()[2])
    for kind in ("meaning", "heading", "note"):
        for text in of_class(picture, kind):
            assert float(text.get("x")) + ems(text.text) * 12 <= width


def test_a_row_ends_where_its_cover_ends():
    days = cm.DaySet.span("1990-01-01", None)
    row = Row("a", (Bars(days, "member"),), last_day="1995-12-31")
    chart = Chart("t", (Group("g", (row,)),), "1990-01-01", "2000-12-31")
    ((_, _, (stretch,)),) = chart.drawn()
    assert str(stretch.last_day) == "1995-12-31"
    assert stretch.goes_on
