"""The claims of one source, act by act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from csto_membership.answers.report import Answered, Item, Report, Section
from csto_membership.answers.wording import claim_in_words, is_of_parties, whose
from csto_membership.record import Claim, Event, Record, Source


@attrs.frozen(eq=False, repr=False)
class SourceClaims(Answered):
    """The claims of one source; iteration gives pairs of event and claim.

    Attributes:
        source: The source.
        claims: Each claim of the source, with the event that it is about.

    Examples:
        >>> import csto_membership as cm
        >>> gibler = cm.load("csto").claims_of("gibler")
        >>> len(gibler), [event.id for event, claim in gibler if claim.set_aside]
        (5, ['cst-signed', 'cst-signed'])
    """

    source: Source
    claims: tuple[tuple[Event, Claim], ...]

    def __iter__(self) -> Iterator[tuple[Event, Claim]]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def _report(self) -> Report:
        items = tuple(
            Item(str(event), (Item(_statement(event, claim)),)) for event, claim in self
        )
        values = {
            **self.source.as_dict(),
            "claims": [_values(event, claim) for event, claim in self],
        }
        lead = f"{self.source.id}  {self.source}"
        return Report((lead,), (Section(items, indent=4),), values=values)

    def __repr__(self) -> str:
        return f"<SourceClaims of {self.source.id}: {len(self)} claims>"


def _statement(event: Event, claim: Claim) -> str:
    parts = ["it did not happen"] if claim.never else []
    parts += claim_in_words(claim, event, claim.effective, whose(claim, event))
    parts += ["not followed"] if claim.set_aside else []
    return "; ".join(parts) or "no date"


def _values(event: Event, claim: Claim) -> dict[str, Any]:
    return {
        "event": event.id,
        "title": str(event),
        "kind": claim.kind or event.kind,
        "states": None if is_of_parties(claim, event) else claim.states,
        "never": claim.never,
        "done": claim.on,
        "effective_from": claim.effective,
        "wording": claim.wording,
        "basis": claim.basis,
        "followed": not (claim.set_aside or event.undecided.intersection(claim.states)),
        "why": claim.why,
    }


def claims_of(record: Record, source: Source) -> SourceClaims:
    """Find the claims of a source in a record, those about the earliest events first."""
    claims = (
        (event, claim)
        for event in sorted(record.all_events, key=_earliest)
        for claim in event.claims
        if claim.cited_by(source.id)
    )
    return SourceClaims(source, tuple(claims))


def _earliest(event: Event) -> date:
    """The first day, or else the last, that the first claim with a date may mean."""
    dates = (claim.effective for claim in event.claims)
    found = next(filter(None, dates), None)
    return (found and (found.earliest or found.latest)) or date.min
