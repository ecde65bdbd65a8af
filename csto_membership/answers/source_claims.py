"""Depositions: what one source says, act by act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from csto_membership.record import Claim, Event, Source
from csto_membership.record.event import in_words

__all__ = ["SourceClaims"]


@attrs.frozen(eq=False, repr=False)
class SourceClaims:
    """What one source says, act by act; iteration gives pairs of event and claim.

    Attributes:
        source: The source.
        claims: Each event of which it speaks, with what it says.

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

    def as_dict(self) -> dict[str, Any]:
        """The deposition as plain values, for JSON."""
        return {
            **self.source.as_dict(),
            "claims": [_plain(event, claim) for event, claim in self],
        }

    def __str__(self) -> str:
        lines = [f"{self.source.id}  {self.source}"]
        for event, claim in self:
            lines.append(f"    {event}")
            lines.append(f"        {_said(claim)}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<SourceClaims of {self.source.id}: {len(self)} claims>"


def _said(claim: Claim) -> str:
    when = "it did not happen" if claim.never else f"{claim.effective or 'no day'}"
    said = [when, ", ".join(state.name for state in claim.states)]
    if claim.kind:
        said.append(in_words(claim.kind))
    if claim.wording:
        said.append(f"\u201c{claim.wording}\u201d")
    if claim.set_aside:
        said.append("not followed")
    return "; ".join(filter(None, said))


def _plain(event: Event, claim: Claim) -> dict[str, Any]:
    return {
        "event": event.id,
        "title": str(event),
        "kind": (claim.kind or event.kind).value,
        "states": [state.alpha_3 for state in claim.states],
        "never": claim.never,
        "done": str(claim.on) if claim.on else None,
        "effective_from": str(claim.effective) if claim.effective else None,
        "wording": claim.wording,
        "basis": claim.basis,
        "followed": not (claim.set_aside or event.undecided.intersection(claim.states)),
        "why": claim.why,
    }
