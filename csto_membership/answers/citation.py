"""Citations of what this package says: an alliance's record, and a single answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from csto_membership.answers.account import full_name
from csto_membership.days import FuzzyDate
from csto_membership.errors import InvalidDayError
from csto_membership.membership.replay import in_order
from csto_membership.record.citation import Citation, of_source

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.answers.members import Members
    from csto_membership.answers.provenance import Provenance
    from csto_membership.record import Source

__all__ = ["Citation", "of_alliance", "of_answer", "of_source"]

_AUTHOR = "The csto_membership authors"
_RELEASED = FuzzyDate("2026-11-21")
"""As CITATION.cff has them, which is not shipped with the package."""


def of_alliance(alliance: Alliance) -> Citation:
    """The record of an alliance, as a citation.

    Examples:
        >>> import csto_membership as cm
        >>> of_alliance(cm.load("csto")).title
        'The record of the Collective Security Treaty Organization (CSTO)'
    """
    origin = alliance.provenance()
    last = alliance.record.complete_until
    return _ours(
        origin,
        f"{origin.alliance}-{_digest(origin)}",
        f"The record of the {full_name(alliance, last)}",
        f"{origin.origin}; {origin.view}; complete until {last}",
    )


def of_answer(members: Members) -> Citation:
    """The members on a day, as a citation, with the sources from which they follow.

    Raises:
        InvalidDayError: They are the members of many days, and not of one.

    Examples:
        >>> import csto_membership as cm
        >>> of_answer(cm.members_on("2007-01-01")).title
        'Members of the Collective Security Treaty Organization (CSTO) on 2007-01-01'
    """
    day, alliance = members.day, members.alliance
    if day is None:
        msg = "these are the members of many days; cite the answer for one of them"
        raise InvalidDayError(msg)
    origin, name = alliance.provenance(), full_name(alliance, day)
    sources = {source.id: source for source in _behind(alliance, day)}
    return _ours(
        origin,
        f"{origin.alliance}-{day}-{_digest(origin)}",
        f"Members of the {name} on {day}",
        _said(members, origin, name, day),
        tuple(map(of_source, sources.values())),
    )


def _ours(
    origin: Provenance,
    key: str,
    title: str,
    note: str,
    sources: tuple[Citation, ...] = (),
) -> Citation:
    """A work of this package; of a user's own facts it is not the author."""
    ours = origin.facts_version is not None
    return Citation(
        id=key,
        type="dataset",
        title=title,
        author=_AUTHOR if ours else "",
        version=origin.facts_version or "",
        issued=_RELEASED if ours else None,
        language="en",
        note=note,
        sources=sources,
    )


def _said(members: Members, origin: Provenance, name: str, day: date) -> str:
    if members:
        told = [f"the members of the {name} on {day} were {', '.join(members.names)}"]
    else:
        told = [f"the {name} surely had no member on {day}"]
    for what, states in (
        ("uncertain", members.uncertain),
        ("suspended", members.suspended),
    ):
        if states:
            told.append(f"{what}: {states}")
    if day > origin.horizon:
        told.append(f"the day lies beyond {origin.horizon}, the last that is covered")
    return f"According to {origin.origin}, {origin.view}, {'; '.join(told)}"


def _behind(alliance: Alliance, day: date) -> Iterator[Source]:
    """The sources of every act from which the answer for a day follows."""
    for state in alliance.record.parties:
        for act in in_order(alliance.view.acts_of(state), alliance.definition):
            if (act.since.earliest or date.min) <= day:
                for claim in act.claims:
                    yield from claim.sources


def _digest(origin: Provenance) -> str:
    """A few digits that tell this record, definition and view from others."""
    return hashlib.sha256(str(origin).encode()).hexdigest()[:8]
