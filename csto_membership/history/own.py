"""A user's own alliance: its data file, read and checked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from os import PathLike
from typing import Any

from csto_membership.errors import DataError
from csto_membership.history.alliance import Alliance
from csto_membership.history.catalogue import READING_NAMES, alliance_of, shipped
from csto_membership.record import Problem
from csto_membership.record.fields import MOST_FAULTS

__all__ = ["check", "read", "starter"]


def read(what: str | PathLike[str] | Mapping[str, Any]) -> Alliance:
    """The alliance of a user's own data file, under its default reading.

    The file may use the states and sources of the package and define more.

    Args:
        what: The path of a TOML file in the format of the shipped ones, or of a folder
            that holds one, perhaps with a `states.toml` and a `sources.toml` to use in
            place of the package's; or the text of such a file, which has several lines;
            or the table that it makes.

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
    from csto_membership.history.checks import order_is_known  # noqa: PLC0415

    alliance = _loaded(what)
    alliance.record.around  # noqa: B018 - its faults are told now
    if problems := list(islice(order_is_known(alliance), MOST_FAULTS)):
        raise DataError(problems)
    return alliance


def _loaded(what: str | PathLike[str] | Mapping[str, Any]) -> Alliance:
    from csto_membership.record import loading  # noqa: PLC0415 - with it comes TOML

    if not isinstance(what, str | PathLike) or not os.path.isdir(what):
        return alliance_of(loading.read_record(what, *shipped(), READING_NAMES))
    records = loading.read_folder(what, *shipped(), READING_NAMES)
    if len(records) > 1:
        found = [record.file for record in records]
        expected = "are several alliances; put each in a folder of its own"
        raise DataError([Problem(os.path.basename(what), "", found, expected)])
    return alliance_of(records[0])


def check(what: str | PathLike[str] | Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every problem of a data file; none where all is well.

    What `read` refuses is told, and if there is nothing of that kind, also what does
    not fit together: an act that the status before it does not allow, a date told
    before the act was done, a list of members that differs from the answer, a source
    that nothing cites.

    Args:
        what: What `read` takes.

    Raises:
        WrongTypeError: It is nothing that `read` takes.

    Examples:
        >>> for problem in check({"alliance": {"id": "pact"}, "event": []}):
        ...     print(problem)
        mapping: alliance.complete_until: missing: this key is required
    """
    try:
        alliance = read(what)
    except DataError as error:
        return error.problems
    return tuple(_found(alliance))


def _found(alliance: Alliance) -> Iterator[Problem]:
    from csto_membership.history import checks as of_answers  # noqa: PLC0415
    from csto_membership.record import checks as of_record  # noqa: PLC0415

    _, known = shipped()
    for about_record in of_record.CHECKS:
        for problem in about_record(alliance.record):
            # Nobody need cite all sources of the package.
            if about_record is of_record.sources_are_used and problem.place in known:
                continue
            yield problem
    for about_answers in of_answers.CHECKS:
        yield from about_answers(alliance)


def starter() -> str:
    """A data file to begin with: an example with a comment on each part."""
    from importlib.resources import files  # noqa: PLC0415 - seldom asked for

    return files("csto_membership.record").joinpath("starter.toml").read_text("utf-8")
