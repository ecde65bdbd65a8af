"""Disagreements as people read them, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from csto_membership.days import DaySet, FuzzyDate
from csto_membership.days.span import ONE_DAY
from csto_membership.record import Claim, Kind

if TYPE_CHECKING:
    from csto_membership.history.evidence.disagreement import Disagreement, Version

__all__ = ["of_disagreement", "of_version", "plain"]


def of_version(version: Version) -> str:
    """What a version says, and by whom."""
    return f"{_said(version)}: {', '.join(version.sources)}"


def _said(version: Version) -> str:
    first, event = version.claims[0], version.event
    said = []
    if first.never:
        return "it did not happen"
    kind = first.kind or event.kind
    if kind is not event.kind:
        said.append(kind.value.replace("_", " "))
    if version.since is not None:
        said.append(_when(first, kind, version.since))
    if first.only or set(first.states) != set(event.states):
        only = "only " if first.only else ""
        said.append(f"{only}{', '.join(state.name for state in first.states)}")
    place = next((claim.place for claim in version.claims if claim.place), "")
    if place and place != event.place:
        said.append(f"at {place}")
    if first.wording:
        said.append(f"\u201c{first.wording}\u201d")
    return "; ".join(said) or "it happened"


def _when(claim: Claim, kind: Kind, since: FuzzyDate) -> str:
    """The date; of the end of a term its last day, as people read it."""
    if claim.on and claim.on != since:
        return f"{claim.on}, effective {since}"
    if kind is Kind.EXPIRY and claim.on is None and since.is_exact and since.earliest:
        return f"last day {since.earliest - ONE_DAY}"
    return str(since)


def of_disagreement(asked: Disagreement) -> str:
    """In what sources conflict, what each says, and what is at stake."""
    lines = [f"{asked.event}", f"  sources differ on {', '.join(sorted(asked.about))}"]
    for number, version in enumerate(asked.versions):
        mark = "followed  " if version is asked.followed else "          "
        lines.append(f"  {mark}{_with_why(version, why=number == 0)}")
    if asked.followed is None:
        undecided = ", ".join(sorted(state.name for state in asked.event.undecided))
        lines.append(f"  no version is followed{f' for {undecided}' * bool(undecided)}")
    lines += [f"  at stake  {line}" for line in _at_stake(asked)] or [
        "  at stake  no day of membership under any reading"
    ]
    return "\n".join(lines)


def _with_why(version: Version, *, why: bool) -> str:
    reason = next((claim.why for claim in version.claims if claim.why), "")
    return f"{of_version(version)}{f' ({reason})' * bool(why and reason)}"


def _at_stake(asked: Disagreement) -> Iterator[str]:
    for name, stake in asked.stakes.items():
        whose: dict[DaySet, list[str]] = {}
        for state, days in stake.items():
            whose.setdefault(days, []).append(state.name)
        told = (f"{', '.join(names)} {days}" for days, names in whose.items())
        count = asked.member_days[name]
        yield f"`{name}`, {count:,} member-days: {'; '.join(told)}"


def plain(asked: Disagreement) -> dict[str, Any]:
    """A disagreement as plain values, for JSON."""
    return {
        "event": asked.event.id,
        "title": str(asked.event),
        "about": sorted(asked.about),
        "followed": asked.followed is not None,
        "undecided": sorted(state.alpha_3 for state in asked.event.undecided),
        "versions": [
            {"says": _said(version), "sources": list(version.sources)}
            for version in asked.versions
        ],
        "stakes": {
            name: {
                "member_days": asked.member_days[name],
                "days": {state.alpha_3: _spans(days) for state, days in stake.items()},
            }
            for name, stake in asked.stakes.items()
        },
    }


def _spans(days: DaySet) -> list[dict[str, str | None]]:
    return [
        {
            "first_day": str(span.first_day) if span.first_day else None,
            "last_day": str(span.last_day) if span.last_day else None,
        }
        for span in days.spans()
    ]
