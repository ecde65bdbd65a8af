"""Where alliances come from: those that are shipped, and a user's own files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain, islice
from os import PathLike
from typing import Any

from csto_membership.alliance import Alliance
from csto_membership.answers.members import Members
from csto_membership.days import Answer
from csto_membership.errors import DataError, Problem, WrongTypeError
from csto_membership.membership.definition import Definition, as_definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.shipped import (
    DEFINITION_NAMES,
    available,
    shipped_record,
    sources,
    states,
)
from csto_membership.membership.view import View
from csto_membership.record import Record, State

__all__ = [
    "alliance_of",
    "as_alliance",
    "available",
    "check",
    "load",
    "members_on",
    "read",
    "schema",
    "starter",
    "was_member",
]


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
    return _alliance(shipped_record(name))


@cache
def _alliance(record: Record) -> Alliance:
    return alliance_of(record)


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


# -- a user's own files ----------------------------------------------------------


def read(what: str | PathLike[str] | Mapping[str, Any]) -> Alliance:
    """The alliance of a user's own data file, under its default definition.

    The file may use the states and sources of the package and define more.

    Args:
        what: The path of a TOML file in the format of the shipped ones; or the text of
            such a file, which has several lines; or the table that it makes. Or the path
            of a folder that holds one. The folder may also hold `states.csv` and
            `sources.csv`, or `states.toml` and `sources.toml`, to use instead of those of
            the package.

    Raises:
        DataError: The file has faults; all of them are listed and nothing is loaded.
        WrongTypeError: It is none of these.

    Examples:
        >>> pact = read('''
        ... alliance = { id = "pact", complete_until = 2020-12-31 }
        ... [source]
        ... gazette = { title = "G", kind = "law", grade = "primary", seen = 2020-01-01 }
        ... [[event]]
        ... id = "signed"
        ... kind = "signature"
        ... states = ["AM", "Belarus"]
        ... claim = [{ sources = ["gazette"], on = 1990-01-01 }]
        ... ''')
        >>> print(pact.days_of("Armenia"))
        since 1990-01-01
    """
    alliances = _sound(what)
    if len(alliances) > 1:
        found = [alliance.record.file for alliance in alliances]
        expected = "are several alliances; name one, or give each a folder of its own"
        raise DataError([Problem(str(what), "", found, expected)])
    return alliances[0]


def _sound(what: str | PathLike[str] | Mapping[str, Any]) -> list[Alliance]:
    """The alliances of a file or folder, in which the order of acts is known."""
    from csto_membership.answers.checks import order_is_known  # noqa: PLC0415
    from csto_membership.files import loading  # noqa: PLC0415 - with it comes TOML
    from csto_membership.files.readers import MOST_FAULTS  # noqa: PLC0415

    if isinstance(what, str | PathLike) and os.path.isdir(what):
        records = loading.read_folder(what, states(), sources(), DEFINITION_NAMES)
    else:
        records = (loading.read_record(what, states(), sources(), DEFINITION_NAMES),)
    alliances = [alliance_of(record) for record in records]
    unknown = chain.from_iterable(map(order_is_known, alliances))
    if problems := list(islice(unknown, MOST_FAULTS)):
        raise DataError(problems)
    return alliances


def check(what: str | PathLike[str] | Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every problem of a data file; none where all is well.

    What `read` refuses is told, and if there is nothing of that kind, also what does
    not fit together: an act that the status before it does not allow, a date told
    before the act was done, a list of members that differs from the answer, a source
    that nothing cites.

    Args:
        what: What `read` takes; a folder may hold several alliances.

    Raises:
        WrongTypeError: It is nothing that `read` takes.

    Examples:
        >>> for problem in check({"alliance": {"id": "pact"}, "event": []}):
        ...     print(problem)
        mapping: alliance.complete_until: missing: this key is required
    """
    try:
        alliances = _sound(what)
    except DataError as error:
        return error.problems
    return tuple(chain.from_iterable(map(_found, alliances)))


def _found(alliance: Alliance) -> Iterator[Problem]:
    from csto_membership.answers import checks as of_answers  # noqa: PLC0415
    from csto_membership.files import checks as of_record  # noqa: PLC0415

    for about_record in of_record.CHECKS:
        yield from about_record(alliance.record)
    for about_answers in of_answers.CHECKS:
        yield from about_answers(alliance)


def starter() -> str:
    """A data file to begin with: an example with a comment on each part."""
    return _beside_the_record("starter.toml")


def schema() -> str:
    """The JSON Schema of a data file, by which an editor can help to write one."""
    return _beside_the_record("alliance.schema.json")


def _beside_the_record(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 - seldom asked for

    return files("csto_membership.files").joinpath(name).read_text("utf-8")
