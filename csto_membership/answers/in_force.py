"""Whether the treaty was in force, and the organisation existed, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from csto_membership.days import DaySet
from csto_membership.record import Kind
from csto_membership.record.instrument import Role

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance

__all__ = ["existence"]

Words = tuple[str, str, str]
_FORCE: Words = ("is in force", "was not in force", "was in force")
_BEING: Words = ("exists", "did not exist", "existed")
"""That something lasts, does not yet, and lasted."""


def existence(alliance: Alliance, day: date) -> Iterator[str]:
    """Whether treaty and organisation existed on the day."""
    party, body = alliance.under("party"), alliance.under("organization")
    signed = _first_day(
        act.since.days
        for act in alliance.view.moves
        if act.kind is Kind.SIGNATURE
        and act.instrument
        and Role.TREATY in act.instrument.roles
    )
    if signed and day < signed:
        told = [f"the treaty was not signed before {signed}"]
    else:
        told = [_lasting("the treaty", _FORCE, party, day)]
    founded = alliance.record.founded
    if founded is None:
        told.append(_lasting("the organisation", _BEING, body, day))
    elif day < founded:
        told.append(f"the organisation did not exist before {founded}")
    else:
        told.append(f"the organisation exists since {founded}")
        told.append(_lasting("its charter", _FORCE, body, day))
    if said := "; ".join(filter(None, told)):
        yield f"{said[0].upper()}{said[1:]}."


def _lasting(what: str, words: Words, of: Alliance, day: date) -> str:
    """Since when something lasts on the day; by when it began, or when it ended."""
    lasts, not_yet, lasted = words
    found = of.days_by_state.values()
    surely = DaySet().union(*(days.surely for days in found))
    spans = list(DaySet().union(*(days.possibly for days in found)).spans())
    begun = [span for span in spans if (span.start or date.min) <= day]
    if not spans:
        return ""
    if not begun:
        return f"{what} {not_yet} before {spans[0].start}"
    if day not in begun[-1]:
        return f"{what} {lasted} until {begun[-1].last_day} inclusive"
    if day not in surely:
        return f"whether {what} {lasts} is uncertain"
    first, sure = begun[-1].start, next(s.start for s in surely.spans() if day in s)
    since = first if first == sure else f"some day from {first} to {sure}"
    return f"{what} {lasts} since {since}"


def _first_day(sets: Iterable[DaySet]) -> date | None:
    return min((days.toggles[0] for days in sets), default=None)
