"""The page on leaving and coming back: one table, one picture, and each case."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import registers
from page import FULL_WIDTH, Page, blocks, counted, fold, plain, shipped, when
from pictures import without_notes

import csto_membership as cm
from csto_membership.answers.wording import short_name
from csto_membership.charts.svg import NARROW, WIDE, as_svg
from csto_membership.exchange.tables.departure_rows import table_of_departures
from csto_membership.leaving import NO_SAMPLE, RULE
from csto_membership.membership.interpretation import Interpretation

__all__ = ["CSV", "PLACE", "SVG", "page_of", "pages"]

PLACE = "leaving.md"
CSV = "assets/departures.csv"
SVG = "assets/departures.svg"
SVG_OF = {WIDE: "assets/departures-wide.svg", NARROW: "assets/departures-narrow.svg"}
"""The picture without its notes, for a wide and for a narrow screen."""

_RULES = "reference/coding-rules.md"


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page, and its table and picture as files."""
    alliances = alliances or shipped()
    found = cm.departures(*alliances)
    yield PLACE, page_of(found, Page(PLACE, registers.homes(alliances)))
    yield CSV, table_of_departures(found).to_csv() or ""
    chart = found.chart()
    yield SVG, chart.svg
    for size, place in SVG_OF.items():
        yield place, as_svg(without_notes(chart, headings=True), size)


def page_of(found: cm.Departures, page: Page) -> str:
    """The page of some departures."""
    counts, _, where = found.lead.partition(" (")
    which = page.link(
        "The instrument, not the word", _RULES, "the-instrument-not-the-word"
    )
    parts = [
        f"""{FULL_WIDTH}
# Leaving and coming back

*For everyone who asks who left a body, who was suspended, who only said so, and who came back.*

**{plain(counts)}.**

{NO_SAMPLE}

{fold("By which definition, and until when", plain(where).removesuffix(")") + ".", note="for each body")}

The same from Python: `cm.departures()`; from the command line: `csto-membership departures`. {page.link("CSV", CSV)}, {page.link("picture (SVG)", SVG)}.

## In one table {{ #table }}

“Last day in” is by the definition that each case names. “If so” means that the record leaves open whether it happened. The name of a state leads to its case: a sentence to copy, the acts and their sources.

{blocks(_HEADS, (_cells(row, page) for row in found), dense=True)}

## In one picture {{ #picture }}

{fold("Show the picture", _picture(page))}

## What counts {{ #rule }}
""",
        *(f"- {sentence}" for sentence in RULE),
        f"\n{which} says which kind of act is which.\n",
        "## Each case { #cases }\n",
        "Open a body to see its cases. Each case has its own address, and a button that copies its sentence.\n",
        *(
            _of_body(body, [*rows], page)
            for body, rows in groupby(found, key=lambda row: row.alliance)
        ),
    ]
    return "\n".join(parts)


_HEADS = ("State", "Body", "What", "Notice", "Last day in", "Back", "Sources")


def _cells(row: cm.Departure, page: Page) -> Iterator[str]:
    yield page.link(plain(row.state.name), PLACE, row.key)
    yield plain(short_name(row.alliance))
    what, *days = row.cells()
    yield what
    yield from (_DAY.sub(r'<span class="day">\g<0></span>', each) for each in days)
    yield "differ" if row.disputes else ""


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _picture(page: Page) -> str:
    """The picture for the width of the screen; its notes are in the sentences of the cases."""
    wide, narrow = map(page.address, SVG_OF.values())
    return f"""<picture><source media="(max-width: 40em)" srcset="{narrow}"><img class="tall" src="{wide}" alt="The periods of membership of each of these states, by body; the table above has the days."></picture>"""


def _of_body(body: Interpretation, rows: Sequence[cm.Departure], page: Page) -> str:
    """The cases of one body, which open together."""
    years = sorted(day.year for day in map(_day_of, rows) if day)
    span = dict.fromkeys(map(str, years[:1] + years[-1:]))
    note = f"{counted(len(rows), 'case')}, {' to '.join(span)}"
    first = f"More on {page.alliance(body)}\n"
    content = "\n".join([first, *(part for row in rows for part in _case(row, page))])
    return fold(short_name(body), content, note=note)


def _day_of(row: cm.Departure) -> date | None:
    return (row.last_day or row.act.done).earliest


def _case(row: cm.Departure, page: Page) -> Iterator[str]:
    """One case: the sentence to copy, the acts, and where sources differ."""
    day = _day_of(row)
    year = f", {day.year}" if day else ""
    title = f"{row.state} and {short_name(row.alliance)}: {row.in_words}{year}"
    yield f"### {plain(title)} {{ #{row.key} }}\n"
    yield f'<div class="sentence" markdown>\n\n```text\n{row.sentence}\n```\n\n</div>\n'
    acts = {"Notice": row.notice, "Act": row.act, "Return": row.back}
    if row.notice is row.act:
        del acts["Act"]
    disputed = {version.event for version in row.disputes}
    for label, act in acts.items():
        if act:
            link = page.act(row.alliance, act.event)
            best = "".join(
                f", according to {page.source(c.sources[0])}" for c in act.claims[:1]
            )
            differ = page.dispute(row.alliance, act.event, "sources differ")
            end = f"; {differ}" if act.event in disputed else ""
            yield f"- {label}: {link}, {when(act.done)}{best}{end}"
    if not disputed:
        yield "- No source that we read disagrees."
    yield f"- More on {page.state(row.state)}\n"
