"""How fresh the record is: until when it is complete, and when it was last checked."""

from collections.abc import Callable
from datetime import date

from page import Page, plain, shipped, table

import csto_membership as cm

__all__ = ["PAGE", "fresh", "old", "placed"]

DAYS = 90
"""A record that was last checked more days ago than this says so on every page."""

PLACE = "<!-- the last days -->"
"""Where the table of all records stands in the page of upkeep."""

HOME = "<!-- the last day of the csto -->"
"""Where a line on the record of the CSTO stands in the home page."""

WHERE = "explanation/upkeep.md"
PAGE = "explanation/upkeep/"
_TOP = '<article class="md-content__inner md-typeset">'
"""The beginning of the content of every page, as the theme writes it."""


def in_words(day: date) -> str:
    """Return a day as people write it, such as 30 November 2026."""
    return f"{day.day} {day:%B %Y}"


def last_days(alliance: cm.Alliance) -> str:
    """Return in words how far a record goes, and when it was last checked."""
    text = f"complete until {in_words(alliance.complete_until)}"
    return (
        f"{text}, last checked {in_words(alliance.checked)}"
        if alliance.checked
        else text
    )


def fresh(alliance: cm.Alliance, page: Page) -> str:
    """Return a line on how far a record goes, with a link to the page of upkeep."""
    return f"{last_days(alliance)}. {page.link('Upkeep', WHERE)}"


def placed(markdown: str, place: str) -> str:
    """Return the Markdown of a page with the table or the line where it belongs."""
    made: dict[str, Callable[[], str]] = {
        PLACE: table_of_last_days,
        HOME: lambda: fresh(cm.load("csto"), Page(place)),
    }
    for mark, make in made.items():
        if mark in markdown:
            markdown = markdown.replace(mark, make())
    return markdown


def table_of_last_days() -> str:
    """Return the last days of every shipped record as a table."""
    page = Page(WHERE)
    rows = (
        (
            page.link(plain(str(each)), f"alliances/{each.record.id}.md"),
            each.complete_until,
            each.checked,
        )
        for each in shipped()
    )
    return table(("Record", "Complete until", "Last checked"), rows)


def checked() -> date:
    """Return the day on which the record that waits longest was last checked."""
    return min(each.checked for each in shipped() if each.checked)


def old(output: str, upkeep: str) -> str:
    """Return a page with a line at the top that a script shows once it is old.

    Args:
        output: The page as HTML.
        upkeep: The way from the page to the page of upkeep.
    """
    day = checked()
    line = (
        f'<p class="old" hidden data-checked="{day}" data-days="{DAYS}">'
        f"The record was last checked on {in_words(day)}, <span></span> days ago, so "
        f'later acts may be missing. <a href="{upkeep}">What the upkeep is</a>.</p>'
    )
    return output.replace(_TOP, f"{_TOP}\n{line}", 1)
