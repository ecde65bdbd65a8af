"""Whether the treaty was in force, and the organisation existed, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from csto_membership.days import DaySet
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Kind, Role

__all__ = ["in_force_sentence"]

Verbs = tuple[str, str, str]
"""How to say that a thing lasts, that it has not begun, and that it has ended."""
_FORCE: Verbs = ("is in force", "was not in force", "was in force")
_EXISTENCE: Verbs = ("exists", "did not exist", "existed")


def in_force_sentence(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence on treaty, organisation and charter; none if nothing is known."""
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
    """Since when a thing lasts on the day, or when it began or ended."""
    lasts, not_yet, lasted = verbs
    by_state = counted.days_by_state.values()
    surely = DaySet().union(*(days.surely for days in by_state))
    spans = list(DaySet().union(*(days.possibly for days in by_state)).spans())
    begun = [span for span in spans if (span.start or date.min) <= day]
    if not spans:
        return ""
    if not begun:
        return f"{thing} {not_yet} before {spans[0].start}"
    if day not in begun[-1]:
        return f"{thing} {lasted} until {begun[-1].last_day} inclusive"
    if day not in surely:
        return f"whether {thing} {lasts} is uncertain"
    first, sure = begun[-1].start, next(s.start for s in surely.spans() if day in s)
    if sure is None:
        since = ", as on all days before"
    elif first is None:
        since = f" since {sure} at the latest"
    elif first == sure:
        since = f" since {sure}"
    else:
        since = f" since some day from {first} to {sure}"
    return f"{thing} {lasts}{since}"


def _first_day(sets: Iterable[DaySet]) -> date | None:
    return min((days.toggles[0] for days in sets), default=None)
