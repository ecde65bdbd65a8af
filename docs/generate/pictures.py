"""The pictures of the pages: for a wide and a narrow screen, each beside a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

import attrs
from bodies import chart_of_memberships
from page import Page, fold, place_of, plain, table

import csto_membership as cm
from csto_membership.charts.chart import Chart
from csto_membership.charts.svg import NARROW, WIDE, as_svg

__all__ = ["make", "of_alliance", "of_state", "without_notes"]


def make() -> Iterator[tuple[str, str]]:
    """Draw what `csto.chart()` draws in the tutorial, and give the rules for all."""
    chart = cm.load("csto").chart().svg
    yield "assets/csto.svg", chart
    rules = _STYLE.findall(chart)
    yield "assets/picture.css", "\n".join(rules)


def of_alliance(alliance: cm.Alliance, page: Page) -> str:
    """The members of an alliance, in rows that lead to the states."""
    chart = alliance.chart()
    states = {state.short_code: state for state in alliance.record.parties}
    keys = [row.key for group in chart.groups for row in group.rows if row.key]
    links = {key: page.address(place_of(states[key])) for key in keys if key in states}
    return _shown(chart, links, "State")


def of_state(state: cm.State, alliances: Sequence[cm.Alliance], page: Page) -> str:
    """The memberships of a state, in rows that lead to the bodies."""
    chart = chart_of_memberships(state, alliances)
    links = {
        each.record.id: page.address(f"alliances/{each.record.id}.md")
        for each in alliances
    }
    return _shown(chart, links, "Body")


def _shown(chart: Chart, links: Mapping[str, str], of: str) -> str:
    """A picture in two sizes, what its signs mean, and the same as a table."""
    bare = without_notes(chart)
    wide = _STYLE.sub("", as_svg(bare, WIDE, links))
    narrow = _TOOLTIP.sub("", _STYLE.sub("", as_svg(bare, NARROW, links)))
    drawn = "".join(
        f'<div class="{name}">\n{svg}\n</div>\n'
        for name, svg in (("wide", wide), ("narrow", narrow))
    )
    return f"""<figure class="picture panel" aria-label="{escape(chart.title)}">
{drawn}<figcaption>{_SIGNS}</figcaption>
</figure>
{fold("The same as a table", _values(chart, of))}
"""


_STYLE = re.compile(r"<style>\n?(.*?)</style>\n?", re.DOTALL)
"""The rules of a picture, which a page takes from a file for all of them."""
_TOOLTIP = re.compile(r"<title>.*?</title>", re.DOTALL)
"""What a pointer shows; a finger cannot point."""

_SIGNS = (
    "A bar with a point goes on. A triangle is an act; pale and dashed is uncertain. "
    "The dates on a bar are its first and its last day."
)


def without_notes(chart: Chart, *, headings: bool = False) -> Chart:
    """The same picture without the sentences below it, which the page has in its text.

    The headings of its groups are left out too, by default.
    """
    return attrs.evolve(
        chart,
        groups=tuple(
            attrs.evolve(
                group,
                heading=group.heading if headings else "",
                rows=tuple(
                    attrs.evolve(
                        row, ticks=tuple(attrs.evolve(t, note="") for t in row.ticks)
                    )
                    for row in group.rows
                ),
            )
            for group in chart.groups
        ),
    )


def _values(chart: Chart, of: str) -> str:
    """What the bars of a picture show, in the order of its rows."""
    rows = [
        (
            plain(row.label),
            each.whole.first_day or "",
            each.whole.last_day or "goes on",
            each.meaning,
        )
        for _, row, stretches in chart.drawn()
        for each in sorted(stretches, key=lambda one: one.first_day)
    ]
    heads = (of, "First day { .day }", "Last day { .day }", "What it was")
    return table(heads, rows)
