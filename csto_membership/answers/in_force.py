"""Whether the treaty was in force, and the organisation existed, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from csto_membership.days import DaySet
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Kind, Role

__all__ = ["in_force_sentence"]

Verbs = tuple[str, str, str]
"""The words if a thing exists on the day, if it did not yet, and if it no longer did."""
_FORCE: Verbs = ("is in force", "was not in force", "was in force")
_EXISTENCE: Verbs = ("exists", "did not exist", "existed")


def in_force_sentence(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence on treaty, organisation and charter; none if nothing is recorded."""
    party, body = alliance.under("party"), alliance.under("organization")
    signed = _first_day(
        act.since.days
        for act in alliance.view.moves
        if act.kind is Kind.SIGNATURE
        and act.instrument
        and Role.TREATY in act.instrument.roles
    )
    if signed and day < signed:
        parts = [f"the treaty was not signed before {signed}"]
    else:
        parts = [_duration("the treaty", _FORCE, party, day)]
    founded = alliance.record.founded
    if founded is None:
        parts.append(_duration("the organisation", _EXISTENCE, body, day))
    elif day < founded:
        parts.append(f"the organisation did not exist before {founded}")
    else:
        parts.append(f"the organisation exists since {founded}")
        parts.append(_duration("its charter", _FORCE, body, day))
    if text := "; ".join(filter(None, parts)):
        yield f"{text[0].upper()}{text[1:]}."


def _duration(thing: str, verbs: Verbs, counted: Interpretation, day: date) -> str:
    """The day since when a thing exists, or else when it began or ended."""
    exists, did_not, existed = verbs
    by_state = counted.days_by_state.values()
    surely = DaySet().union(*(days.surely for days in by_state))
    spans = list(DaySet().union(*(days.possibly for days in by_state)).spans())
    begun = [span for span in spans if (span.start or date.min) <= day]
    if not spans:
        return ""
    if not begun:
        return f"{thing} {did_not} before {spans[0].start}"
    if day not in begun[-1]:
        return f"{thing} {existed} until {begun[-1].last_day} inclusive"
    if day not in surely:
        return f"whether {thing} {exists} is uncertain"
    first, certain = begun[-1].start, next(s.start for s in surely.spans() if day in s)
    since = first if first == certain else f"some day from {first} to {certain}"
    return f"{thing} {exists} since {since}"


def _first_day(sets: Iterable[DaySet]) -> date | None:
    return min((days.toggles[0] for days in sets), default=None)
