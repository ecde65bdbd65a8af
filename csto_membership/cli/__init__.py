"""The command line: what commands are made of.

A command is a function that returns answers. Each answer prints, and has plain values for
JSON. `add_command` says what the command does, and which words and options it takes.
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, NoReturn, Protocol

import csto_membership as cm
from csto_membership.days import as_day
from csto_membership.text_files import escaped

Arguments = argparse.Namespace


class Printable(Protocol):
    """What prints, and has plain values for JSON."""

    def as_dict(self) -> dict[str, Any]:
        """The plain values."""
        ...


class Shown(NamedTuple):
    """A text to print, and its plain values; `status` is 1 if a check found something."""

    text: str
    values: dict[str, Any]
    status: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The plain values."""
        return self.values

    def __str__(self) -> str:
        return self.text


Output = Sequence[Printable]
Run = Callable[[Arguments], Output]


class Command(NamedTuple):
    """A command.

    Attributes:
        run: The function that answers.
        does: What it says or does, for `--help`.
        words: What its words are, for `--help`; empty if it takes none.
        number: How many they are, as argparse writes it.
        options: Its own options, as argparse takes them.
        narrows: Whether it takes the options that choose an alliance and a view of it.
        one: Whether there is always one answer; if not, JSON has a list.
        between: What separates several answers in print.
        tabular: Whether the answer is also a table.
    """

    run: Run
    does: str
    words: str = ""
    number: str | int = "+"
    options: Mapping[str, Mapping[str, Any]] = {}
    narrows: bool = True
    one: bool = True
    between: str = "\n"
    tabular: bool = False


COMMANDS: dict[str, Command] = {}


def add_command(
    does: str, words: str = "", number: str | int = "+", **how: Any
) -> Callable[[Run], Run]:
    """Make a function a command of its name."""

    def add(run: Run) -> Run:
        name = run.__name__.replace("_", "-")
        COMMANDS[name] = Command(run, does, words, number, **how)
        return run

    return add


def flag(text: str) -> dict[str, Any]:
    """An option without a value."""
    return {"action": "store_true", "help": text}


def option(name: str, text: str, **more: Any) -> dict[str, Any]:
    """An option with a value, as argparse takes it."""
    return {"metavar": name, "help": text, **more}


ALLIANCES = {
    "--alliance": option(
        "NAME",
        "an alliance of the package, or a data file; may be repeated (default: all of "
        "the package)",
        action="append",
    )
}


# -- what is asked -----------------------------------------------------------------


def narrowed(
    arguments: Arguments, start: cm.Alliance | None = None, of: str = ""
) -> cm.Alliance:
    """The alliance that the options choose; those for the other begin with `of`."""
    given = {
        name.removeprefix(of): value
        for name, value in vars(arguments).items()
        if name.startswith(of)
    }
    name = given["alliance"]
    alliance = start if start and not name else loaded(name or "csto")
    if given["definition"]:
        alliance = alliance.under(given["definition"])
    if given["as_known_on"]:
        alliance = alliance.as_known_on(given["as_known_on"])
    if given["according_to"]:
        alliance = alliance.according_to(*given["according_to"])
    if given["preferring"]:
        alliance = alliance.preferring(*given["preferring"])
    return alliance


def narrowings_of(arguments: Arguments) -> Iterator[str]:
    """The options that choose the alliance, as they are typed."""
    names = "alliance", "definition", "as_known_on", "according_to", "preferring"
    for name in names:
        given = getattr(arguments, name, None) or ()
        for value in [given] if isinstance(given, str) else given:
            yield from (f"--{name.replace('_', '-')}", value)


@cache
def loaded(name: str) -> cm.Alliance:
    """The alliance of the package with this name, or that of a data file.

    A file is read once, also where an answer and its provenance both need it.
    """
    # A path has a dot or a slash in it, and no name of an alliance has.
    return cm.read(name) if set(name) & set("./\\") else cm.load(name)


def text_of(arguments: Arguments) -> str:
    """The words of a command as one text."""
    return " ".join(arguments.words)


def day_of(text: str) -> date | str:
    """The day of the machine for `today`, or else the text itself."""
    return date.today() if text.casefold() == "today" else text  # noqa: DTZ011


def refuse_words(what: str, *line: str) -> NoReturn:
    """Raise an error about words that are too few or too many, with a line to type."""
    msg = f"{what}: {shlex.join(['csto-membership', *line])}"
    raise cm.MembershipError(msg)


def as_typed(message: str, arguments: Arguments) -> str:
    """A message, with what to type where it advises something in Python."""
    given = [*narrowings_of(arguments), *getattr(arguments, "words", ())]
    follows = hasattr(arguments, "continuity")
    typed = {
        r"ask members_during\(.*\)": ["during", *given],
        r"compare with \.under\('(.*)'\)": ["compare", *given, "--with-definition"],
    }
    for advice, line in typed.items():
        if found := re.search(advice, message):
            text = shlex.join(["csto-membership", *line, *found.groups()])
            message = message.replace(found[0], f"type: {text}")
    for advice, text in {
        ", or pass continuity=True": ", or pass --continuity" if follows else "",
        "beyond='carry'": "--beyond carry",
        ", its `horizon`": "",
    }.items():
        message = message.replace(advice, text)
    return escaped(message)


def state_and_day(arguments: Arguments) -> tuple[str, date | str]:
    """The name of a state and a day, each of one word or several."""
    words = arguments.words
    if len(words) == 1:
        is_day = words[0][:1].isdigit()
        both = ("Uzbekistan", words[0]) if is_day else (words[0], "2007-01-01")
        refuse_words("name a state and a day", arguments.command, *both)
    for place in range(1, len(words)):
        day = day_of(" ".join(words[place:]))
        try:
            as_day(day)
        except cm.InvalidDayError:
            continue
        return " ".join(words[:place]), day
    return " ".join(words[:-1]), words[-1]


def beyond_for(arguments: Arguments) -> Literal["warn", "ignore"]:
    """What prints says itself that the record does not cover a day; a table does not."""
    return "warn" if arguments.csv else "ignore"


def absent_for(arguments: Arguments) -> Literal["warn", "ignore"]:
    """What prints says itself which state may be meant; a table and JSON do not."""
    return "warn" if arguments.csv or arguments.json else "ignore"
