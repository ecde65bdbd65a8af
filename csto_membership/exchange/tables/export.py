"""Exports: a table by the name of its kind, and the file that it goes to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any

from csto_membership.alliance import Alliance
from csto_membership.errors import (
    MembershipError,
    UnknownNameError,
)
from csto_membership.exchange.tables.panel import dyad_years, state_months, state_years
from csto_membership.exchange.tables.spell_rows import spells
from csto_membership.exchange.tables.table import Table

__all__ = ["ask", "save"]

_KINDS: Mapping[str, Callable[..., Table]] = {
    "state-years": state_years,
    "state-months": state_months,
    "dyad-years": dyad_years,
    "spells": spells,
}
_LISTS = ("definitions", "states")


def ask(kind: str, alliances: Sequence[Alliance], options: Mapping[str, Any]) -> Table:
    """The table of a kind.

    Args:
        kind: `state-years`, `state-months`, `dyad-years` or `spells`.
        alliances: The alliances.
        options: What was said of what tables can be asked; nothing else is passed on.

    Raises:
        UnknownNameError: There is no such kind of table, style or column.
        MembershipError: Something was said that tables of this kind are not asked.
    """
    if kind not in _KINDS:
        hint = f"known are {', '.join(_KINDS)}"
        raise UnknownNameError(kind, _KINDS, hint=hint, what="kind of table")
    make = _KINDS[kind]
    # No period is none, and an option with nothing behind it is a slip.
    options = {**options, "during": options["during"] or None}
    given = {
        name: _names(value) if name in _LISTS else value
        for name, value in options.items()
        if name in _OPTIONS and value not in {None, False}
    }
    for name in given.keys() - signature(make).parameters.keys():
        msg = f"a table of {kind} is not asked {_OPTIONS[name]}; leave it out"
        raise MembershipError(msg)
    table = make(*alliances, **given)
    if options["style"] is not None:
        table = table.in_style(options["style"])
    if options["columns"] is not None:
        table = table.select(*_names(options["columns"]))
    return table


_OPTIONS = {
    "during": "for a period",
    "rule": "by a rule",
    "definitions": "under definitions",
    "states": "of states",
    "directed": "in both directions",
}


def save(table: Table, path: str) -> str:
    """Write the table as CSV or JSON, as the name of the file ends; tell what was done.

    Raises:
        UnknownNameError: The name of the file ends otherwise.
    """
    stem, ending = os.path.splitext(path)  # noqa: PTH122 - pathlib takes its time
    match ending.casefold():
        case ".csv":
            text = table.to_csv() or ""
        case ".json":
            text = json.dumps(table.as_dict(), ensure_ascii=False, indent=2) + "\n"
        case _:
            hint = f"a table is saved as {stem}.csv or {stem}.json"
            raise UnknownNameError(ending or path, hint=hint, what="format")
    # All of it is made before the file is opened: a half would look like a whole.
    with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
        file.write(text)
    return f"wrote {path}"


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(","))
