"""The page on leaving and coming back: one table, one picture, and each case."""

import re
from collections.abc import Iterator, Sequence

import registers
from page import Page, blocks, fold, plain, shipped, when

import csto_membership as cm
from csto_membership.answers.wording import short_name
from csto_membership.exchange.tables.departure_rows import table_of_departures
from csto_membership.leaving import NO_SAMPLE, RULE

__all__ = ["CSV", "PLACE", "SVG", "page_of", "pages"]

PLACE = "leaving.md"
CSV = "assets/departures.csv"
SVG = "assets/departures.svg"
_RULES = "reference/coding-rules.md"


def pages(
    alliances: Sequence[cm.Alliance] | None = None,
) -> Iterator[tuple[str, str]]:
    """The page, and its table and picture as files."""
    alliances = alliances or shipped()
    found = cm.departures(*alliances)
    yield PLACE, page_of(found, Page(PLACE, registers.homes(alliances)))
    yield CSV, table_of_departures(found).to_csv() or ""
    yield SVG, found.chart().svg


def page_of(found: cm.Departures, page: Page) -> str:
    """The page of some departures."""
    counts, _, where = found.lead.partition(" (")
    which = page.link(
        "The instrument, not the word", _RULES, "the-instrument-not-the-word"
    )
    parts = [
        f"""{WIDE}
# Leaving and coming back

*For everyone who asks who left a body, who was suspended, who only said so, and who came back.*

**{plain(counts)}.**

{NO_SAMPLE}

{fold("By which definition, and until when", plain(where).removesuffix(")") + ".", note="for each body")}

The same from Python: `cm.departures()`; from the command line: `csto-membership departures`. {page.link("CSV", CSV)}, {page.link("picture (SVG)", SVG)}.

## In one table {{ #table }}

“Last day in” is by the definition that each case names. “If so” means that the record leaves open whether it happened. The name of a state leads to its case, with a sentence to copy.

{blocks(_HEADS, (_cells(row, page) for row in found))}

## In one picture {{ #picture }}

<div>
{found.chart().svg}
</div>

## What counts {{ #rule }}
""",
        *(f"- {sentence}" for sentence in RULE),
        f"\n{which} says which kind of act is which.\n",
        "## Each case { #cases }\n",
        "Each case has an address of its own, and a sentence with a button that copies it.\n",
        *(_case(each, page) for each in found),
    ]
    return "\n".join(parts)


WIDE = "---\nhide: [navigation]\n---\n"
"""The front matter of a page that takes the room of the list of pages too."""

_HEADS = ("State", "Body", "What", "Notice", "Last day in", "Back", "Source")


def _cells(row: cm.Departure, page: Page) -> Iterator[str]:
    place = f"alliances/{row.alliance.record.id}.md"
    yield page.link(plain(row.state.name), PLACE, row.key)
    yield page.link(plain(short_name(row.alliance)), place)
    what, *days = row.cells()
    yield what
    yield from (_DAY.sub(r'<span class="day">\g<0></span>', each) for each in days)
    best = [page.source(row.source)] if row.source else []
    differ = [page.link("others differ", PLACE, row.key)] if row.disputes else []
    yield "; ".join(best + differ)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _case(row: cm.Departure, page: Page) -> str:
    """One case: the sentence to copy, the acts, and who says otherwise."""
    day = (row.last_day or row.act.done).earliest
    year = f", {day.year}" if day else ""
    title = f"{row.state} and {short_name(row.alliance)}: {row.in_words}{year}"
    note = "sources differ" if row.disputes else ""
    return fold(title, "\n".join(_told(row, page)), anchor=row.key, note=note)


def _told(row: cm.Departure, page: Page) -> Iterator[str]:
    yield f'<div class="sentence" markdown>\n\n```text\n{row.sentence}\n```\n\n</div>\n'
    acts = {"Notice": row.notice, "Act": row.act, "Return": row.back}
    if row.notice is row.act:
        del acts["Act"]
    for label, act in acts.items():
        if act:
            link = page.act(row.alliance, act.event)
            best = "".join(
                f", according to {page.source(c.sources[0])}" for c in act.claims[:1]
            )
            yield f"- {label}: {link}, {when(act.done)}{best}"
    yield f"- State: {page.state(row.state)}. Body: {page.alliance(row.alliance)}."
    for version in row.disputes:
        link = page.act(row.alliance, version.event)
        yield f"- Sources that say otherwise of “{link}”:"
        for text, ids in version.statements.items():
            who = page.sources(map(row.alliance.sources.__getitem__, ids))
            yield f"    - {plain(text)}, according to {who}"
    if not row.disputes:
        yield "- No source that we read disagrees."
    yield ""
