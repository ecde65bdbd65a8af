"""The alliances that can be asked about: those shipped, and a user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache, reduce
from operator import and_
from os import PathLike
from types import ModuleType

import attrs

from csto_membership.days import Answer, DaySet, FuzzyDaySet
from csto_membership.errors import DataError, UnknownAllianceError
from csto_membership.history.alliance import Alliance
from csto_membership.history.members import Members
from csto_membership.history.narrowing import Beyond
from csto_membership.history.reading import READINGS, Reading, as_reading
from csto_membership.history.view import View
from csto_membership.record import Source, State, States

__all__ = ["available", "load", "members_on", "overlap", "read", "was_member"]

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
    """A shipped alliance, under its default reading.

    Args:
        name: Such as `csto`; `cst`, the treaty, is the same record.

    Raises:
        UnknownAllianceError: No alliance of this name is shipped.
    """
    file = _NAMES.get(str(name).casefold())
    if file is None:
        hint = f"shipped are {', '.join(available())}"
        raise UnknownAllianceError(str(name), _NAMES, hint=hint)
    return _loaded(file)


@cache
def _loaded(file: str) -> Alliance:
    # What is shipped was checked before; a user's own file is checked when read.
    return _alliance(os.path.join(_loading().SHIPPED, f"{file}.toml"), _states())


def read(path: str | PathLike[str]) -> Alliance:
    """The alliance of a user's own data file, under its default reading.

    The file may use the states and sources of the package and define more.

    Args:
        path: A TOML file in the format of the shipped ones.

    Raises:
        DataError: The file has faults; all of them are listed and nothing is loaded.
    """
    from csto_membership.history.checks import order_is_known  # noqa: PLC0415

    try:
        alliance = _whole(path, _states())
    except DataError:  # it may name more states than most
        alliance = _whole(path, _every_state())
    if problems := list(order_is_known(alliance)):
        file = os.path.basename(path)
        raise DataError(attrs.evolve(problem, file=file) for problem in problems)
    return alliance


def _whole(path: str | PathLike[str], states: States) -> Alliance:
    alliance = _alliance(path, states)
    alliance.record.around  # noqa: B018 - its faults are told now
    return alliance


def _alliance(path: str | PathLike[str], states: States) -> Alliance:
    readings = [reading.name for reading in READINGS]
    record = _loading().read_record(path, states, _sources(), readings)
    return Alliance(View(record), as_reading(record.default_reading))


@cache
def _states() -> States:
    """The states of the Collective Security Treaty; other records say if they need more."""
    loading = _loading()
    return loading.read_states(  # type: ignore[no-any-return]
        os.path.join(loading.SHIPPED, "states.toml")
    )


def _every_state() -> States:
    loading = _loading()
    path = os.path.join(loading.SHIPPED, "states-around.toml")
    return loading.read_more_states(path, _states())  # type: ignore[no-any-return]


@cache
def _sources() -> Mapping[str, Source]:
    return _loading().shipped_sources()  # type: ignore[no-any-return]


def _loading() -> ModuleType:
    # Imported when a file is read, and not before: it brings the reader of TOML.
    from csto_membership.record import loading  # noqa: PLC0415

    return loading


def members_on(
    day: date | str,
    alliance: str = "csto",
    *,
    reading: str | Reading | None = None,
    beyond: Beyond = "warn",
) -> Members:
    """The members of a shipped alliance on a day; of the CSTO unless told otherwise.

    Args:
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of a shipped alliance.
        reading: The definition of membership; the alliance's own unless told.
        beyond: What to do where the day lies after the record's last.

    Raises:
        InvalidDayError: The text names no single day.
        UnknownAllianceError: No alliance of this name is shipped.

    Examples:
        >>> "UZ" in members_on("2007-01-01")
        True
    """
    return _asked(alliance, reading).members_on(day, beyond=beyond)


def was_member(
    state: str | State,
    day: date | str,
    alliance: str = "csto",
    *,
    reading: str | Reading | None = None,
    beyond: Beyond = "warn",
) -> Answer:
    """Whether a state was a member of a shipped alliance on a day.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of a shipped alliance.
        reading: The definition of membership; the alliance's own unless told.
        beyond: What to do where the day lies after the record's last.

    Raises:
        UnknownStateError: No state has the name.
        InvalidDayError: The text names no single day.

    Examples:
        >>> was_member("Oezbekistan", "20 april 1999")
        <Answer.YES: 'yes'>
    """
    return _asked(alliance, reading).was_member(state, day, beyond=beyond)


def overlap(state: str | State, *alliances: str | Alliance) -> FuzzyDaySet:
    """The days on which a state was a member of all these alliances at once.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        alliances: Names of shipped alliances, or alliances under any reading and view.

    Raises:
        UnknownStateError: No state has the name.
        UnknownAllianceError: No alliance of a name is shipped.

    Examples:
        >>> csto = load("csto")
        >>> print(overlap("UZ", csto, csto.under("active")))
        1992-05-15 to 1999-04-20, 2006-08-16 to 2012-06-27
    """
    asked = [load(each) if isinstance(each, str) else each for each in alliances]
    days = (alliance.days_of(state) for alliance in asked)
    return reduce(and_, days, FuzzyDaySet(~DaySet()))


def _asked(alliance: str, reading: str | Reading | None) -> Alliance:
    loaded = load(alliance)
    return loaded if reading is None else loaded.under(reading)
