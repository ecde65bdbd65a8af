"""Answers for a notebook: the lines that people read elsewhere, as plain HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from csto_membership.answers import account

if TYPE_CHECKING:
    from csto_membership.answers.history import History
    from csto_membership.answers.members import Members

__all__ = ["of_history", "of_members"]


def of_members(members: Members) -> str:
    """The ten-second answer as an article: the count, a table, and what goes with it."""
    if members.day is None:
        return f"<p>{escape(str(members))}</p>"
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(since)}</td></tr>'
        for name, since in account.roll(members, members.day)
    )
    heading = escape(account.heading(members, members.day))
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    notes = "<br>".join(map(escape, account.footing(members, members.day)))
    return (
        f'<article class="csto-members"><p><strong>{heading}</strong></p>'
        f"{table}<p>{notes}</p></article>"
    )


def of_history(history: History) -> str:
    """The spells of a state as a picture, above the lines that tell them."""
    lines = escape(str(history))
    return (
        f'<article class="csto-history">{history.chart().svg}'
        f'<pre style="white-space:pre-wrap">{lines}</pre></article>'
    )
