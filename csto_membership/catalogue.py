"""The alliances that are shipped, and questions that name them.

What reads files is imported when one is read: it brings the reader of TOML.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache

from csto_membership.alliance import Alliance
from csto_membership.answers.members import Members
from csto_membership.days import Answer
from csto_membership.errors import UnknownAllianceError, WrongTypeError
from csto_membership.membership.definition import DEFINITIONS, Definition, as_definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.view import View
from csto_membership.record import Record, Source, State, States

__all__ = [
    "DEFINITION_NAMES",
    "alliance_of",
    "as_alliance",
    "available",
    "detailed",
    "every_state",
    "load",
    "members_on",
    "sources",
    "states",
    "was_member",
]

DEFINITION_NAMES = [definition.name for definition in DEFINITIONS]
_NAMES = {
    "cis": "cis",
    "eaeu": "eaeu",
    "guam": "guam",
    "guuam": "guam",
    "csto": "csto",
    "cst": "csto",
    "nato": "nato",
    "sco": "sco",
    "warsaw_pact": "warsaw_pact",
    "warsaw pact": "warsaw_pact",
    "warsaw treaty": "warsaw_pact",
}
"""What may be asked for, and the file that holds it."""


def available() -> tuple[str, ...]:
    """The names of the alliances that are shipped.

    Examples:
        >>> available()
        ('cis', 'csto', 'eaeu', 'guam', 'nato', 'sco', 'warsaw_pact')
    """
    return tuple(sorted(set(_NAMES.values())))


def load(name: str) -> Alliance:
    """A shipped alliance, under its default definition.

    Args:
        name: Such as `csto`; `cst`, the treaty, is the same record.

    Raises:
        UnknownAllianceError: No alliance of this name is shipped.

    Examples:
        >>> import csto_membership as cm
        >>> nato = cm.load("nato")
        >>> nato, len(nato.members_on("2025-01-01"))
        (<Alliance nato under party>, 32)
        >>> cm.load("CST") is cm.load("csto")
        True
    """
    file = _NAMES.get(str(name).casefold())
    if file is None:
        hint = f"shipped are {', '.join(available())}"
        raise UnknownAllianceError(str(name), _NAMES, hint=hint)
    return _loaded(file)


@cache
def _loaded(file: str) -> Alliance:
    from csto_membership.files import loading

    # What is shipped was checked before; a user's own file is checked when read.
    path = os.path.join(loading.SHIPPED, f"{file}.toml")
    return alliance_of(loading.read_record(path, states(), sources(), DEFINITION_NAMES))


def alliance_of(record: Record) -> Alliance:
    """A record under its default definition."""
    return Alliance(View(record), as_definition(record.default_definition))


def as_alliance(asked: str | Alliance) -> Alliance:
    """The shipped alliance of this name, or the alliance itself.

    Raises:
        UnknownAllianceError: No alliance of this name is shipped.
        WrongTypeError: It is neither a name nor an alliance.
    """
    if isinstance(asked, str):
        return load(asked)
    if not isinstance(asked, Alliance):
        msg = f"{asked!r} is no alliance; pass a name such as 'csto', or an Alliance"
        raise WrongTypeError(msg)
    return asked


@cache
def states() -> States:
    """The states of the Collective Security Treaty; other records say if they need more."""
    from csto_membership.files import loading

    path = os.path.join(loading.SHIPPED, "states.toml")
    return loading.read_states(path, every_state)


@cache
def every_state() -> States:
    """Every state of the package; there is none beyond them."""
    return States(_more("states-world.toml", _around()))


@cache
def _around() -> States:
    """The states that some shipped record names."""
    return _more("states-around.toml", states())


def _more(file: str, known: States) -> States:
    from csto_membership.files import loading

    return loading.read_more_states(os.path.join(loading.SHIPPED, file), known)


def detailed(state: State) -> State:
    """A state with all that is recorded of it; few questions need its days and numbers."""
    return _details().get(state, state)


@cache
def _details() -> dict[State, State]:
    return {state: state for state in _around()}


@cache
def sources() -> Mapping[str, Source]:
    """Every source of the package, by id."""
    from csto_membership.files import loading

    return loading.shipped_sources()


def members_on(
    day: date | str,
    alliance: str = "csto",
    *,
    definition: str | Definition | None = None,
    beyond: Beyond = "warn",
) -> Members:
    """The members of a shipped alliance on a day; of the CSTO unless told otherwise.

    Args:
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of a shipped alliance.
        definition: The definition of membership; the alliance's own unless told.
        beyond: What to do where the day lies after the record's last.

    Raises:
        InvalidDayError: The text names no single day.
        UnknownAllianceError: No alliance of this name is shipped.

    Examples:
        >>> "UZ" in members_on("2007-01-01")
        True
    """
    return _asked(alliance, definition).members_on(day, beyond=beyond)


def was_member(
    state: str | State,
    day: date | str,
    alliance: str = "csto",
    *,
    definition: str | Definition | None = None,
    beyond: Beyond = "warn",
) -> Answer:
    """Whether a state was a member of a shipped alliance on a day.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of a shipped alliance.
        definition: The definition of membership; the alliance's own unless told.
        beyond: What to do where the day lies after the record's last.

    Raises:
        UnknownStateError: No state has the name.
        InvalidDayError: The text names no single day.

    Examples:
        >>> was_member("Oezbekistan", "20 april 1999")
        <Answer.YES: 'yes'>
    """
    return _asked(alliance, definition).was_member(state, day, beyond=beyond)


def _asked(alliance: str, definition: str | Definition | None) -> Alliance:
    loaded = load(alliance)
    return loaded if definition is None else loaded.under(definition)
