"""Citations of this package: of an alliance's record, and of a single answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from csto_membership.answers.provenance import Provenance, provenance
from csto_membership.answers.wording import full_name
from csto_membership.days import FuzzyDate
from csto_membership.errors import InvalidDayError
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import Source, State, StateSet
from csto_membership.record.citation import Citation
from csto_membership.versions import facts_released

_AUTHOR = "The csto_membership authors"


def cite_alliance(alliance: Interpretation) -> Citation:
    """Return a citation of the record of an alliance."""
    origin = provenance(alliance)
    last = alliance.record.complete_until
    return _citation(
        origin,
        f"{origin.alliance}-{_digest(origin)}",
        f"The record of the {full_name(alliance, last)}",
        f"{origin.origin}; {origin.view}; complete until {last}",
    )


def cite_members(
    alliance: Interpretation,
    day: date | None,
    members: tuple[State, ...],
    uncertain: StateSet,
    suspended: StateSet,
) -> Citation:
    """Return a citation of the members on a day, with the sources behind them."""
    if day is None:
        msg = "these are the members of many days; cite the answer for one of them"
        raise InvalidDayError(msg)
    origin, name = provenance(alliance), full_name(alliance, day)
    if members:
        names = ", ".join(state.name for state in members)
        parts = [f"the members of the {name} on {day} were {names}"]
    else:
        parts = [f"the {name} certainly had no members on {day}"]
    parts += [f"uncertain: {uncertain}"] if uncertain else []
    parts += [f"suspended: {suspended}"] if suspended else []
    if day > origin.horizon:
        parts.append(f"as last known on {origin.horizon}")
    sources = {source.id: source for source in _sources_behind(alliance, day)}
    return _citation(
        origin,
        f"{origin.alliance}-{day}-{_digest(origin)}",
        f"Members of the {name} on {day}",
        f"According to {origin.origin}, {origin.view}, {'; '.join(parts)}",
        tuple(source.cite() for source in sources.values()),
    )


def _citation(
    origin: Provenance,
    key: str,
    title: str,
    note: str,
    sources: tuple[Citation, ...] = (),
) -> Citation:
    """Make a citation, with author and date only for the facts of this package."""
    shipped = origin.facts_version is not None
    return Citation(
        id=key,
        type="dataset",
        title=title,
        author=_AUTHOR if shipped else "",
        version=origin.facts_version or "",
        issued=FuzzyDate(facts_released) if shipped else None,
        language="en",
        note=note,
        sources=sources,
    )


def _sources_behind(alliance: Interpretation, day: date) -> Iterator[Source]:
    """The sources of every act behind the answer for a day."""
    for state in alliance.record.parties:
        for act in alliance.counted_acts(state):
            if (act.since.earliest or date.min) <= day:
                for claim in act.claims:
                    yield from claim.sources


def _digest(origin: Provenance) -> str:
    """Eight digits that depend on the record, the definition and the view."""
    return hashlib.sha256(str(origin).encode()).hexdigest()[:8]
