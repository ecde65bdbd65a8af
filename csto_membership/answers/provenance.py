"""Provenance: the code, facts, definition and view from which answers come."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from csto_membership.answers.wording import choices_in_words
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.membership.definition import DEFINITIONS, Definition
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.shipped import is_shipped
from csto_membership.membership.view import Silence
from csto_membership.versions import __version__, facts_version

_PACKAGE = "csto_membership"


@attrs.frozen(repr=False)
class Provenance(WithPlainValues):
    """The code, facts, definition and view from which answers come.

    Attributes:
        version: The version of the code.
        facts_version: The version of the facts; None if they differ from the package's.
        fingerprint: Twelve hexadecimal digits, equal for records with equal content.
        alliance: The id of the record.
        definition: The definition of membership.
        complete_until: The last day for which the record is complete.
        checked: The day on which later acts were last looked for; None if not known.
        horizon: The last day that this view of it covers.
        known: Only what was publicly known by this day counts; None for all.
        sources: Ids of the only sources that count; None for all.
        silence: What it means if none of these sources mentions an act.
        preferred: Ids of sources whose claims win over all others.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> gibler = csto.under("party").according_to("gibler").provenance()
        >>> gibler.definition, gibler.sources, gibler.horizon
        (<Definition party>, ('gibler',), datetime.date(2009, 12, 31))
    """

    version: str
    facts_version: str | None
    fingerprint: str
    alliance: str
    definition: Definition
    complete_until: date
    checked: date | None
    horizon: date
    known: date | None
    sources: tuple[str, ...] | None
    silence: Silence
    preferred: tuple[str, ...]

    @property
    def defines(self) -> bool:
        """Whether the definition is not a standard one; its rules are then shown.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> other = csto.under(csto.definition.without("suspension"))
            >>> csto.provenance().defines, other.provenance().defines
            (False, True)
        """
        return self.definition not in DEFINITIONS

    def as_dict(self) -> dict[str, Any]:
        """The provenance as plain values, for JSON.

        Examples:
            >>> import csto_membership as cm
            >>> cm.load("csto").provenance().as_dict()["complete_until"]
            '2026-02-15'
        """
        return {
            "package": _PACKAGE,
            "version": self.version,
            "facts_version": self.facts_version,
            "fingerprint": self.fingerprint,
            "alliance": self.alliance,
            "definition": self.definition.name,
            "rules": _rules(self.definition) if self.defines else None,
            "known": str(self.known) if self.known else None,
            "sources": None if self.sources is None else list(self.sources),
            "silence": None if self.sources is None else self.silence.value,
            "preferred": list(self.preferred),
            "complete_until": str(self.complete_until),
            "checked": str(self.checked) if self.checked else None,
            "horizon": str(self.horizon),
        }

    @property
    def origin(self) -> str:
        """The code and the facts, in words.

        Examples:
            >>> import csto_membership as cm
            >>> origin = cm.load("csto").provenance().origin
            >>> origin.startswith(f"csto_membership {cm.__version__}, facts {cm.facts_version}")
            True
        """
        facts = f"facts {self.facts_version}" if self.facts_version else "own facts"
        return f"{_PACKAGE} {self.version}, {facts} ({self.fingerprint})"

    @property
    def view(self) -> str:
        """The definition and the view, in words.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> print(csto.according_to("gibler", silence="no").provenance().view)
            definition joined; according to gibler without acts they omit
        """
        parts = [f"definition {self.definition.name}"]
        if self.defines:
            kinds = _rules(self.definition).items()
            rules = (f"{name} {', '.join(values)}" for name, values in kinds if values)
            parts[0] += f" ({'; '.join(rules)})"
        chosen = (self.known, self.sources, self.silence, self.preferred)
        return "; ".join([*parts, *choices_in_words(*chosen)])

    def __str__(self) -> str:
        ends = f"complete until {self.complete_until}"
        if self.checked:
            ends += f", last checked on {self.checked}"
        if self.horizon < self.complete_until:
            ends += f", this view until {self.horizon}"
        return f"{self.origin}: {self.alliance}, {ends}\n{self.view}"

    def __repr__(self) -> str:
        return f"<Provenance {self.origin}>"


def _rules(definition: Definition) -> dict[str, list[str]]:
    return {
        name: sorted(each.value for each in getattr(definition, name))
        for name in ("opens", "closes", "pauses", "resumes", "roles")
    }


def provenance(alliance: Interpretation) -> Provenance:
    """Return the code, facts, definition and view from which answers come."""
    record, view = alliance.record, alliance.view
    return Provenance(
        version=__version__,
        facts_version=facts_version if is_shipped(alliance.record) else None,
        fingerprint=record.fingerprint,
        alliance=record.id,
        definition=alliance.definition,
        complete_until=record.complete_until,
        checked=record.checked,
        horizon=alliance.horizon,
        known=view.known,
        sources=None if view.sources is None else tuple(sorted(view.sources)),
        silence=view.silence,
        preferred=tuple(sorted(view.preferred)),
    )
