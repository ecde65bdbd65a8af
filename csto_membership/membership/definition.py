"""Definitions: which acts begin a membership, which end it and which only pause it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import TypeVar

import attrs

from csto_membership.days.plain_values import WithPlainValues
from csto_membership.errors import (
    UnknownDefinitionError,
    WrongTypeError,
    check_choice,
    check_type,
    shown,
)
from csto_membership.membership.act import Act
from csto_membership.record import Event, Instrument, Kind, Role

_EFFECTS = ("closes", "opens", "pauses", "resumes")
"""What acts do, in the order in which those of one day apply."""
_Choice = TypeVar("_Choice", Kind, Role)


def as_kinds(names: str | Iterable[str]) -> frozenset[Kind]:
    """The kinds of act with these names.

    Raises:
        UnknownNameError: There is no such kind.
    """
    return _chosen(names, Kind, "kind of act")


def _roles(names: Iterable[str]) -> frozenset[Role]:
    return _chosen(names, Role, "role of a text")


def _chosen(
    names: Iterable[str], choices: type[_Choice], what: str
) -> frozenset[_Choice]:
    if not isinstance(names, Iterable):
        check_type(names, str, f"name a {what}, or several in a list")
    names = [names] if isinstance(names, str) else list(names)
    for name in names:
        if not isinstance(name, choices):
            check_choice(name, choices, what)
    return frozenset(map(choices, names))


@attrs.frozen(slots=False, repr=False)
class Definition(WithPlainValues):
    """A definition of membership.

    A state is a member from an act that opens to one that closes, except from an act
    that pauses to one that resumes or opens again. You can define your own:
    `Definition("signed", opens=["signature"], closes=["expiry"])`.

    Args:
        name: Its name.
        opens: Kinds of acts that begin a membership.
        closes: Kinds of acts that end it.
        pauses: Kinds after which a state is not counted, though it has not left.
        resumes: Kinds that end a pause.
        roles: Which texts count: `treaty`, `charter`. Acts under no text always do.
        meaning: The definition in plain words.

    Raises:
        UnknownNameError: A kind of act or a role does not exist.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> signed = cm.Definition("signed", opens=["signature"], closes=["expiry"], roles=["treaty"])
        >>> print(csto.under(signed).days_of("Uzbekistan"))
        1992-05-15 to 1999-04-20
        >>> print(csto.under("joined").days_of("Uzbekistan"))
        1992-05-15 to 1999-04-20, 2006-08-16 to 2012-12-18
    """

    name: str
    opens: frozenset[Kind] = attrs.field(converter=as_kinds)
    closes: frozenset[Kind] = attrs.field(converter=as_kinds)
    # Pyright does not know that attrs converts a default too.
    pauses: frozenset[Kind] = attrs.field(default=(), converter=as_kinds)  # pyright: ignore[reportAssignmentType]
    resumes: frozenset[Kind] = attrs.field(default=("resumption",), converter=as_kinds)  # pyright: ignore[reportAssignmentType]
    roles: frozenset[Role] = attrs.field(  # pyright: ignore[reportAssignmentType]
        default=("treaty", "charter"), converter=_roles
    )
    meaning: str = ""

    def without(self, *kinds: str) -> Definition:
        """The same definition, ignoring some kinds of acts.

        Examples:
            >>> signed = Definition("signed", opens=["signature"], closes=["expiry"])
            >>> signed.without("expiry").name
            'signed without expiry'
        """
        ignored = as_kinds(kinds)
        names = ", ".join(sorted(kind.value for kind in ignored))
        return attrs.evolve(
            self,
            name=f"{self.name} without {names}",
            meaning=f"{self.meaning} (ignoring {names})" if self.meaning else "",
            **{effect: getattr(self, effect) - ignored for effect in _EFFECTS},
        )

    def order_on_day(self, act: Act) -> int | None:
        """The order in which an act applies on its day, from 0; None if it does not count.

        An act counts if its kind has an effect and it is under no instrument, or under
        one with a role in `roles`.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> act, = csto.acts(state="Belarus", kind="signature", during="1993")
            >>> csto.definition.order_on_day(act), csto.under("party").definition.order_on_day(act)
            (1, None)
        """
        return (
            self._order_of_kinds.get(act.kind)
            if self._includes(act.instrument)
            else None
        )

    @cached_property
    def _order_of_kinds(self) -> dict[Kind, int]:
        orders: dict[Kind, int] = {}
        for order, effect in enumerate(_EFFECTS):
            for kind in getattr(self, effect):
                orders.setdefault(kind, order)
        return orders

    def may_count(self, event: Event) -> bool:
        """Whether an act in this event would count if one of its claims were true.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> suspended, = csto.acts(kind="suspension")
            >>> party = csto.under("party").definition
            >>> party.order_on_day(suspended), party.may_count(suspended.event)
            (None, True)
            >>> [c.kind.value for c in suspended.event.claims if c.kind in party.kinds]
            ['withdrawal', 'withdrawal', 'withdrawal']
        """
        return self._may_do(self.kinds, event)

    def may_begin(self, event: Event) -> bool:
        """Whether an act in this event would begin a membership, if a claim were true.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> signed = csto.acts(kind="signature")[0].event
            >>> [d.name for d in csto.definitions() if d.may_begin(signed)]
            ['joined', 'active']
        """
        return self._may_do(self.opens, event)

    def _may_do(self, kinds: frozenset[Kind], event: Event) -> bool:
        return not kinds.isdisjoint(event.kinds) and any(
            self._includes(claim.instrument or event.instrument)
            for claim in event.claims
        )

    def _includes(self, instrument: Instrument | None) -> bool:
        return instrument is None or bool(instrument.roles & self.roles)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """Every kind of act that has an effect.

        Examples:
            >>> import csto_membership as cm
            >>> sorted(kind.value for kind in cm.load("csto").under("party").definition.kinds)
            ['dissolution', 'end_of_state', 'entry_into_force', 'expiry', 'resumption', 'withdrawal']
        """
        return frozenset(self._order_of_kinds)

    def __str__(self) -> str:
        return f"{self.name}: {self.meaning}" if self.meaning else self.name

    def __repr__(self) -> str:
        return f"<Definition {self.name}>"


_BEGINS = ("signature", "accession", "founding", "admission", "readmission")
_ENDS = ("expiry", "withdrawal", "expulsion", "dissolution", "end_of_state")

DEFINITIONS = (
    Definition(
        "joined",
        opens=_BEGINS,
        closes=_ENDS,
        pauses=["suspension"],
        meaning="has signed, acceded or been admitted, has not left, and is not "
        "suspended by the organisation",
    ),
    Definition(
        "party",
        opens=["entry_into_force"],
        closes=["expiry", "withdrawal", "dissolution", "end_of_state"],
        roles=["treaty"],
        meaning="is bound by the treaty, which is in force for it (Vienna Convention, "
        "art. 2(1)(g))",
    ),
    Definition(
        "organization",
        opens=[
            "entry_into_force",
            "founding",
            "admission",
            "readmission",
            "membership_decision",
        ],
        closes=["withdrawal", "expulsion", "dissolution", "end_of_state"],
        pauses=["suspension"],
        roles=["charter"],
        meaning="is counted among its members by the organisation itself, by its "
        "charter once that is in force, or by its decision",
    ),
    Definition(
        "active",
        opens=_BEGINS,
        closes=_ENDS,
        pauses=["suspension", "barring", "suspension_request", "halt"],
        meaning="has joined, and neither it nor the organisation has said that it takes "
        "no part",
    ),
)
"""The standard definitions. Each alliance names its default, and why."""


def as_definition(value: str | Definition) -> Definition:
    """Return the definition with this name, or the definition itself.

    Raises:
        UnknownDefinitionError: No definition has the name.
        WrongTypeError: The value is neither a name nor a definition.
    """
    if isinstance(value, Definition):
        return value
    names = [definition.name for definition in DEFINITIONS]
    if value in names:
        return DEFINITIONS[names.index(value)]
    hint = f"known are {', '.join(names)}"
    check_type(value, str, "pass a name such as 'party', or a Definition")
    raise UnknownDefinitionError(value, names, hint=hint)


def as_definitions(
    values: str | Definition | Iterable[str | Definition],
) -> tuple[Definition, ...]:
    """Return one definition or several, given by name or as they are, each once.

    `all` stands for the standard definitions.

    Raises:
        UnknownDefinitionError: No definition has one of the names.
        WrongTypeError: The value is neither a definition nor several.
    """
    if isinstance(values, (str, Definition)):
        values = (values,)
    if not isinstance(values, Iterable):
        kind = type(values).__name__
        msg = f"{shown(values)} is of type {kind}; name a definition, or several in a list"
        raise WrongTypeError(msg)
    each = (DEFINITIONS if v == "all" else (as_definition(v),) for v in values)
    return tuple(dict.fromkeys(chain.from_iterable(each)))
