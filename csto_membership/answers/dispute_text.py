"""Disagreements as people read them, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from csto_membership.answers import plain
from csto_membership.days import DaySet, FuzzyDate
from csto_membership.membership.act import last_day_in
from csto_membership.record import Claim, Kind
from csto_membership.record.event import in_words

if TYPE_CHECKING:
    from csto_membership.answers.disagreement import Disagreement, Version

__all__ = ["as_dict", "of_disagreement", "of_version"]


def of_version(version: Version) -> str:
    """What a version says, and by whom."""
    return "; also ".join(
        f"{said} ({', '.join(sources)})" for said, sources in _sayings(version).items()
    )


def _sayings(version: Version) -> dict[str, list[str]]:
    """What its claims say, each once, with the sources that say it."""
    sayings: dict[str, list[str]] = {}
    for claim in version.claims:
        sayings.setdefault(_said(version, claim), []).extend(claim.sources.ids)
    return sayings


def _said(version: Version, claim: Claim) -> str:
    event, kind = version.event, claim.kind or version.event.kind
    if claim.never:
        names = ", ".join(state.name for state in claim.states)
        return f"not by {names}" if names else "it did not happen"
    said = []
    if kind is not event.kind:
        said.append(in_words(kind))
    since = claim.effective or (version.since if claim.rule else None)
    if since is not None:
        said.append(_when(claim, kind, since))
    if claim.only or set(claim.states) != set(event.states):
        only = "only " if claim.only else ""
        said.append(f"{only}{', '.join(state.name for state in claim.states)}")
    if claim.place and claim.place != event.place:
        said.append(f"at {claim.place}")
    if claim.wording:
        said.append(f"\u201c{claim.wording}\u201d")
    return "; ".join(said) or "it happened"


def _when(claim: Claim, kind: Kind, since: FuzzyDate) -> str:
    """The date; of the end of a term its last day, as people read it."""
    if claim.on and claim.on != since:
        return f"{claim.on}, effective {since}"
    last = last_day_in(kind, claim.on, since)
    return f"last day {last}" if last else str(since)


def of_disagreement(asked: Disagreement) -> str:
    """In what sources conflict, what each says, and what is at stake."""
    lines = [f"{asked.event}", f"  sources differ on {', '.join(sorted(asked.about))}"]
    for version in asked.versions:
        mark = "followed" if version is asked.followed else "-"
        lines.append(f"  {mark:<8}  {of_version(version)}")
    if asked.followed and asked.why:
        lines.append(f"  why       {asked.why}")
    if asked.followed is None:
        undecided = ", ".join(sorted(state.name for state in asked.event.undecided))
        lines.append(f"  no version is followed{f' for {undecided}' * bool(undecided)}")
    lines += [f"  at stake  {line}" for line in _at_stake(asked)] or [
        "  at stake  no day of membership under any definition"
    ]
    return "\n".join(lines)


def _at_stake(asked: Disagreement) -> Iterator[str]:
    for name, stake in asked.stakes.items():
        whose: dict[DaySet, list[str]] = {}
        for state, days in stake.items():
            whose.setdefault(days, []).append(state.name)
        told = (f"{', '.join(names)} {days}" for days, names in whose.items())
        count = asked.member_days[name]
        yield f"`{name}`, {count:,} member-days: {'; '.join(told)}"


def as_dict(asked: Disagreement) -> dict[str, Any]:
    """A disagreement as plain values, for JSON."""
    return {
        "event": asked.event.id,
        "title": str(asked.event),
        "about": sorted(asked.about),
        "followed": asked.followed is not None,
        "undecided": sorted(state.alpha_3 for state in asked.event.undecided),
        "versions": [
            [
                {"says": said, "sources": sources}
                for said, sources in _sayings(version).items()
            ]
            for version in asked.versions
        ],
        "stakes": {
            name: {
                "member_days": asked.member_days[name],
                "days": {
                    state.alpha_3: plain.spans(days) for state, days in stake.items()
                },
            }
            for name, stake in asked.stakes.items()
        },
    }
