"""The alliances of the package, and those in a user's own files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from os import PathLike
from threading import Lock
from typing import TYPE_CHECKING, Any

from csto_membership.alliance import Alliance
from csto_membership.answers.members import Members
from csto_membership.days import Answer
from csto_membership.errors import (
    DataError,
    Problem,
    WrongTypeError,
    most_of,
    shown,
    text_of_path,
)
from csto_membership.membership import shipped
from csto_membership.membership.absence import Absent
from csto_membership.membership.definition import Definition, as_definition
from csto_membership.membership.interpretation import Beyond
from csto_membership.membership.view import View
from csto_membership.record import Record, State

if TYPE_CHECKING:
    from csto_membership.answers.history import History


def load(name: str) -> Alliance:
    """Load an alliance of the package, under its default definition.

    Args:
        name: A name such as `csto`; `cst`, the treaty, is the same record.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> import csto_membership as cm
        >>> nato = cm.load("nato")
        >>> nato, len(nato.members_on("2025-01-01"))
        (<Alliance nato under party>, 32)
        >>> cm.load("CST") is cm.load("csto")
        True
    """
    with _LOADING:
        return _shipped(shipped.shipped_record(name))


def alliance_of(record: Record) -> Alliance:
    """Return a record under its default definition."""
    return Alliance(View(record), as_definition(record.default_definition))


# The same object for the same name, also in many threads, so that its cached results
# are used again.
_shipped = cache(alliance_of)
_LOADING = Lock()


def as_alliance(value: str | Alliance) -> Alliance:
    """Return the alliance of this name, or the alliance itself.

    Raises:
        UnknownAllianceError: The package has no alliance of this name.
        WrongTypeError: The value is neither a name nor an alliance.
    """
    if isinstance(value, str):
        return load(value)
    if not isinstance(value, Alliance):
        msg = (
            f"{shown(value)} is no alliance; pass a name such as 'csto', or an Alliance"
        )
        raise WrongTypeError(msg)
    return value


def members_on(
    day: date | str,
    alliance: str | Alliance = "csto",
    *,
    definition: str | Definition | None = None,
    beyond: Beyond = "warn",
) -> Members:
    """Find the members of an alliance, by default the CSTO, on a day.

    Args:
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of an alliance of the package, or an `Alliance`.
        definition: The definition of membership; by default that of the alliance.
        beyond: If the record does not cover the day: `warn`, `raise` or `ignore`.

    Raises:
        InvalidDayError: The text names no single day.
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> "UZ" in members_on("2007-01-01")
        True
    """
    return _loaded(alliance, definition).members_on(day, beyond=beyond)


def was_member(  # noqa: PLR0913
    state: str | State,
    day: date | str,
    alliance: str | Alliance = "csto",
    *,
    definition: str | Definition | None = None,
    beyond: Beyond = "warn",
    absent: Absent = "warn",
    continuity: bool = False,
) -> Answer:
    """Return whether a state was a member of an alliance, by default the CSTO, on a day.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        day: A `datetime.date`, or text such as `2007-01-01` or `1 January 2007`.
        alliance: The name of an alliance of the package, or an `Alliance`.
        definition: The definition of membership; by default that of the alliance.
        beyond: If the record does not cover the day: `warn`, `raise` or `ignore`.
        absent: If it was not a state on the day, and another one may be meant.
        continuity: Whether it is asked as the state that it continues, if it was not a
            state on the day.

    Raises:
        UnknownStateError: No state has the name.
        InvalidDayError: The text names no single day.

    Examples:
        >>> was_member("Oezbekistan", "20 april 1999")
        <Answer.YES: 'yes'>
    """
    return _loaded(alliance, definition).was_member(
        state, day, beyond=beyond, absent=absent, continuity=continuity
    )


def history(
    state: str | State,
    alliance: str | Alliance = "csto",
    *,
    definition: str | Definition | None = None,
    absent: Absent = "warn",
) -> History:
    """Return the spells of a state in an alliance, by default the CSTO.

    Args:
        state: A name in English, Dutch or Russian, or an ISO 3166-1 code.
        alliance: The name of an alliance of the package, or an `Alliance`.
        definition: The definition of membership; by default that of the alliance.
        absent: If it was not a state on some days, and another one may be meant.

    Raises:
        UnknownStateError: No state has the name.
        UnknownAllianceError: The package has no alliance of this name.

    Examples:
        >>> history("Georgia")
        <History of Georgia: 1993-12-09 to 1999-04-20>
    """
    return _loaded(alliance, definition).history(state, absent=absent)


def _loaded(alliance: str | Alliance, definition: str | Definition | None) -> Alliance:
    loaded = as_alliance(alliance)
    return loaded if definition is None else loaded.under(definition)


# -- a user's own files ----------------------------------------------------------


def read(what: str | PathLike[str] | Mapping[str, Any]) -> Alliance:
    """Read an alliance from your own data file, under its default definition.

    The file may use the states and sources of the package and define more.

    Args:
        what: The path of a TOML file in the format of the package's own; its text, if
            it has several lines; or the table parsed from it. Or the path of a folder
            with one such file. The folder may also hold `states.csv` and `sources.csv`,
            or `states.toml` and `sources.toml`, to use instead of those of the package.

    Raises:
        DataError: The file has problems. All are listed, and nothing is loaded.
        UnreadableError: The file cannot be read.
        WrongTypeError: `what` is none of these.

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
    alliances = _without_problems(what)
    if len(alliances) > 1:
        found = [alliance.record.file for alliance in alliances]
        expected = "are several alliances; name one, or give each a folder of its own"
        raise DataError([Problem(text_of_path(what), "", found, expected)])
    return alliances[0]


def _without_problems(what: str | PathLike[str] | Mapping[str, Any]) -> list[Alliance]:
    """Read the alliances of a file or folder, which must pass some checks."""
    from csto_membership.answers.checks import MUST_HOLD  # noqa: PLC0415
    from csto_membership.files import loading  # noqa: PLC0415 - with it comes TOML

    known = shipped.states(), shipped.sources(), shipped.DEFINITION_NAMES
    if isinstance(what, str | PathLike) and os.path.isdir(path := text_of_path(what)):
        records = loading.read_folder(path, *known)
    else:
        records = (loading.read_record(what, *known),)
    alliances = [alliance_of(record) for record in records]
    found = (p for a in alliances for holds in MUST_HOLD for p in holds(a))
    if problems := most_of(found):
        raise DataError(problems)
    return alliances


def check(what: str | PathLike[str] | Mapping[str, Any]) -> tuple[Problem, ...]:
    """Find the problems of a data file; an empty tuple if it has none.

    Of more than 100 the first ones are returned, and a last one that says so.

    These are the problems for which `read` raises an error. If there are none, these
    are also checked: acts that the earlier status does not allow, dates published
    before the act was done, lists of members that differ from the answer, and sources
    that are never cited.

    Args:
        what: The same as for `read`; a folder may hold several alliances.

    Raises:
        WrongTypeError: `what` is nothing that `read` accepts.

    Examples:
        >>> for problem in check({"alliance": {"id": "pact"}, "event": []}):
        ...     print(problem)
        mapping: alliance.complete_until: missing: this key is required
    """
    try:
        alliances = _without_problems(what)
    except DataError as error:
        return error.problems
    return most_of(chain.from_iterable(map(_problems, alliances)))


def _problems(alliance: Alliance) -> Iterator[Problem]:
    from csto_membership.answers import checks as of_answers  # noqa: PLC0415
    from csto_membership.files import checks as of_record  # noqa: PLC0415

    for about_record in of_record.CHECKS:
        yield from about_record(alliance.record)
    for about_answers in of_answers.CHECKS:
        if about_answers not in of_answers.MUST_HOLD:  # else it was checked already
            yield from about_answers(alliance)


def starter() -> str:
    """Return an example data file to start from, with a comment on each part."""
    from importlib.resources import files  # noqa: PLC0415 - seldom needed

    return files("csto_membership.files").joinpath("starter.toml").read_text("utf-8")


def schema() -> str:
    """Return the JSON Schema of a data file, which editors use to check and complete."""
    import json  # noqa: PLC0415 - seldom needed

    from csto_membership.files.json_schema import json_schema  # noqa: PLC0415

    text = json.dumps(
        json_schema(shipped.DEFINITION_NAMES), indent=1, ensure_ascii=False
    )
    return f"{text}\n"
