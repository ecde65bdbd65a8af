"""Checks of a record that need no answers. Each is a function that yields problems."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator
from datetime import date

from csto_membership.errors import Problem
from csto_membership.record.event import Claim, Event
from csto_membership.record.record import Record

_FORESEEN = ("derived", "presumed", "misprint")
"""A claim with such a basis may name a day before it comes."""


def _each_claim(record: Record) -> Iterator[tuple[str, Event, Claim]]:
    for event in record.all_events:
        for n, claim in enumerate(event.claims):
            yield f"event {event.id!r} claim[{n}]", event, claim


def nothing_is_known_before_the_act(record: Record) -> Iterator[Problem]:
    """No act was publicly known before it was done."""
    for place, _, claim in _each_claim(record):
        earliest = _earliest(claim)
        if claim.public_on and earliest and claim.public_on < earliest:
            yield Problem(
                record.file,
                f"{place}.public",
                str(claim.public_on),
                f"is before the act, which was not done before {earliest}",
            )


def publications_follow_the_act(record: Record) -> Iterator[Problem]:
    """No source was published before an act that it reports as done."""
    for place, _, claim in _each_claim(record):
        earliest = _earliest(claim)
        for source in claim.sources:
            if earliest and source.public_from < earliest:
                yield Problem(
                    record.file,
                    f"{place}.sources",
                    source.id,
                    f"was published by {source.public_from}, before what it reports: {earliest}",
                )


def _earliest(claim: Claim) -> date | None:
    if claim.basis.startswith(_FORESEEN):
        return None
    done = claim.on or claim.since
    return done.earliest if done else None


def ranks_have_reasons(record: Record) -> Iterator[Problem]:
    """A claim that is set aside says why."""
    for place, _, claim in _each_claim(record):
        if claim.set_aside and not claim.why:
            yield Problem(
                record.file,
                place,
                claim.sources[0].id,
                "this claim is set aside: give the reason as `why`",
            )


def sources_are_used(record: Record) -> Iterator[Problem]:
    """Every source of the file is cited, or a cited one is a copy of it."""
    cited = record.sources
    parents = {source.derived_from for source in cited.values()}
    known = record.known_sources
    # The first map has those of the file; the package has the others for all records.
    for key in known.maps[0] if isinstance(known, ChainMap) else ():
        if key not in cited and key not in parents:
            yield Problem(
                record.file, f"source.{key}", key, "no claim cites this source"
            )


CHECKS: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    nothing_is_known_before_the_act,
    publications_follow_the_act,
    ranks_have_reasons,
    sources_are_used,
)
