"""Whether the treaty was in force, and the organisation existed, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csto_membership.answers.wording import capital
from csto_membership.days import DaySet
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Kind, Role

_FORCE = ("was in force", "was not in force")
_EXISTENCE = ("existed", "did not exist")


def in_force_sentence(alliance: Interpretation, day: date) -> Iterator[str]:
    """A sentence on treaty, organisation and charter; none if nothing is recorded."""
    party, body = alliance.under("party"), alliance.under("organization")
    signatures = (
        act.since.days.toggles[0]
        for act in alliance.view.moves
        if act.kind is Kind.SIGNATURE
        and act.instrument
        and Role.TREATY in act.instrument.roles
    )
    signed = min(signatures, default=date.min)
    if day < signed:
        parts = [f"the treaty was not signed before {signed}"]
    else:
        parts = [_duration("the treaty", _FORCE, party, day)]
    founded = alliance.record.founded
    if founded is None:
        parts.append(_duration("the organisation", _EXISTENCE, body, day))
    elif day < founded:
        parts.append(f"the organisation did not exist before {founded}")
    else:
        parts.append(f"the organisation existed (since {founded})")
        parts.append(_duration("its charter", _FORCE, body, day))
    if text := "; ".join(filter(None, parts)):
        yield f"{capital(text)}."


def _duration(
    thing: str, verbs: tuple[str, str], counted: Interpretation, day: date
) -> str:
    """Whether a thing existed on the day and since when, or when it began or ended."""
    did, did_not = verbs
    by_state = counted.days_by_state.values()
    surely = DaySet().union(*(days.surely for days in by_state))
    spans = list(DaySet().union(*(days.possibly for days in by_state)).spans())
    begun = [span for span in spans if (span.start or date.min) <= day]
    if not spans:
        return ""
    if not begun:
        return f"{thing} {did_not} before {spans[0].start}"
    if day not in begun[-1]:
        return f"{thing} {did} until {begun[-1].last_day} (inclusive)"
    if day not in surely:
        return f"it is uncertain whether {thing} {did}"
    first, certain = begun[-1].start, next(s.start for s in surely.spans() if day in s)
    if certain is None:
        return f"{thing} {did}, as on all days before"
    since = str(certain)
    if first is None:
        since = f"{certain} at the latest"
    elif first != certain:
        since = f"some day between {first} and {certain}"
    return f"{thing} {did} (since {since})"
