"""What each command of the command line asks of an alliance."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import csto_membership as cm
from csto_membership.days import as_day
from csto_membership.errors import check_choice
from csto_membership.text_files import replaced

if TYPE_CHECKING:
    from csto_membership.exchange import Table


class Printable(Protocol):
    """What prints, and has plain values for JSON."""

    def as_dict(self) -> dict[str, Any]:
        """The plain values."""


Arguments = argparse.Namespace


def _on(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    return [alliance.members_on(_text(arguments), beyond=_beyond(arguments))]


def _during(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    return [alliance.members_during(_text(arguments), beyond=_beyond(arguments))]


def _history(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    return [alliance.history(_text(arguments))]


def _changes(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    return list(alliance.changes(_text(arguments)))


def _explain(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    state, day = _state_and_day(arguments.words)
    return [alliance.explain(state, day, beyond="ignore")]


def _who_says(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    return list(alliance.who_says(_text(arguments), beyond=_beyond(arguments)))


def _disagreements(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    found = alliance.disagreements()
    if not arguments.words:
        return list(found)
    state = alliance.record.states.find(_text(arguments))
    return [each for each in found if each.concerns(state)]


def _compare(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    if not any(v for name, v in vars(arguments).items() if name.startswith("with_")):
        line = " ".join(["compare", *arguments.words, "--with-definition party"])
        msg = f"say what to compare with: csto-membership {line}"
        raise cm.MembershipError(msg)
    other = narrowed(arguments, alliance, "with_")
    return [alliance.compare(other, _text(arguments) or None)]


def _sources(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    if arguments.words:
        return [alliance.claims_of(key) for key in arguments.words]
    return [
        _Shown(f"{source.id}  {source}", source.as_dict())
        for source in alliance.sources.values()
    ]


def _cite(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    text = _text(arguments)
    if not text:
        return [alliance.cite()]
    if text in alliance.sources:
        return [alliance.sources[text].cite()]
    return [alliance.members_on(text, beyond="ignore").cite()]


_MOST_COLUMNS = 10_000


def _width(text: str) -> int:
    """The number of columns that the option `--width` gives."""
    if re.fullmatch("[0-9]{1,5}", text) and int(text) <= _MOST_COLUMNS:
        return int(text)
    msg = f"expected a number of columns up to {_MOST_COLUMNS}, not {text!r}"
    raise argparse.ArgumentTypeError(msg)


def _timeline(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    chart = alliance.chart(*arguments.words, during=arguments.during)
    return [_Shown(chart.text(arguments.width), chart.as_dict())]


def _chart(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    chart = alliance.chart(*arguments.words, during=arguments.during)
    if arguments.output is None:
        return [_Shown(chart.svg, chart.as_dict())]
    with writing(arguments.output):
        chart.save(arguments.output)
    return [_Shown(f"wrote {arguments.output}", chart.as_dict())]


def _panel(alliance: cm.Alliance, arguments: Arguments) -> list[Printable]:
    others = ({**vars(arguments), "alliance": name} for name in arguments.also or ())
    alliances = [alliance, *(narrowed(Arguments(**each)) for each in others)]
    table, path = _table(alliances, arguments), arguments.output
    if path is None:
        return [table]
    with writing(path):
        save(table, path)
    return [_Shown(f"wrote {path}", {"file": path, "columns": list(table.names)})]


def _table(alliances: Sequence[cm.Alliance], arguments: Arguments) -> Table:
    from csto_membership import exchange  # noqa: PLC0415 - only this command needs it

    kind, *period = arguments.words
    check_choice(kind, _KINDS, "kind of table")
    make = getattr(exchange, kind.replace("-", "_"))
    asked = {**vars(arguments), "during": " ".join(period) or None}
    given = {name: asked[name] for name in _OPTIONS if asked[name] not in {None, False}}
    for name in given.keys() - make.__kwdefaults__.keys():
        msg = f"a table of {kind} is not asked {_OPTIONS[name]}; leave it out"
        raise cm.MembershipError(msg)
    for name in ("definitions", "states"):
        if name in given:
            given[name] = _names(given[name])
    table: Table = make(*alliances, **given)
    if arguments.style is not None:
        table = table.in_style(arguments.style)
    if arguments.columns is not None:
        table = table.select(*_names(arguments.columns))
    return table


_KINDS = ("state-years", "state-months", "dyad-years", "spells")
_OPTIONS = {
    "during": "for a period",
    "rule": "by a rule",
    "definitions": "under definitions",
    "states": "of states",
    "directed": "in both directions",
}
"""What a table may be asked, as a message says it; not every kind takes all."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(","))


def save(table: Table, path: str) -> None:
    """Write a table to a file, as CSV or JSON by the ending of its name.

    Raises:
        UnknownNameError: The name has another ending.
    """
    stem, ending = os.path.splitext(path)  # noqa: PTH122 - pathlib takes its time
    match ending.casefold():
        case ".csv":
            text = table.to_csv() or ""
        case ".json":
            import json  # noqa: PLC0415 - only here needed

            text = json.dumps(table.as_dict(), ensure_ascii=False, indent=2) + "\n"
        case _:
            hint = f"a table is saved as {stem}.csv or {stem}.json"
            raise cm.UnknownNameError(ending or path, hint=hint, what="format")
    with replaced(path) as file:
        file.write(text)


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Tell in a line why a file cannot be written."""
    try:
        yield
    except OSError as error:
        hint = "; choose another name" if isinstance(error, FileExistsError) else ""
        msg = f"cannot write {path}: {error.strerror}{hint}"
        raise cm.MembershipError(msg) from error


class _Shown(NamedTuple):
    """What an answer prints as, and its plain values."""

    text: str
    values: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return self.values

    def __str__(self) -> str:
        return self.text


class Command(NamedTuple):
    """A command: its words and how many, what it tells, and how it asks.

    `one` is false where the answer is a list, which may be empty; `between` parts it.
    `options` are those of its own, as argparse takes them; `tabular` says that the
    answer is also a table.
    """

    words: str
    number: str
    does: str
    ask: Callable[[cm.Alliance, Arguments], list[Printable]]
    one: bool = True
    between: str = "\n"
    options: Mapping[str, Mapping[str, Any]] = {}
    tabular: bool = False


_DURING = {"metavar": "PERIOD", "help": "the days to show (default: all)"}

COMMANDS = {
    "on": Command("DATE", "+", "who was a member on a day", _on, tabular=True),
    "during": Command(
        "PERIOD", "+", "who was a member throughout a period, and at some time", _during,
        tabular=True,
    ),
    "history": Command(
        "STATE", "+", "the spells of a state, with what opened and closed them",
        _history, tabular=True,
    ),
    "changes": Command(
        "PERIOD", "+", "who came and who went in a period", _changes, one=False,
        tabular=True,
    ),
    "explain": Command(
        "STATE DATE", "+", "why a state was, or was not, a member on a day", _explain
    ),
    "who-says": Command(
        "DATE", "+", "each answer given to who was a member on a day, with its sources",
        _who_says, one=False, between="\n\n", tabular=True,
    ),
    "disagreements": Command(
        "STATE", "*", "on what sources conflict, and the days at stake", _disagreements,
        one=False, between="\n\n", tabular=True,
    ),
    "compare": Command(
        "PERIOD", "*", "two histories day by day; say with --with-... what is the other",
        _compare, tabular=True,
    ),
    "panel": Command(
        "KIND PERIOD", "+", "a table: state-years, state-months, dyad-years or spells", _panel,
        tabular=True,
        options={
            "--rule": {
                "metavar": "RULE",
                "help": "what makes a member in a year: any_day (the default), "
                "first_day, last_day, most_days; or share",
            },
            "--definitions": {
                "metavar": "NAMES", "help": "definitions side by side: joined,party",
            },
            "--states": {
                "metavar": "NAMES", "help": "the states (default: all in the record)",
            },
            "--directed": {
                "action": "store_true", "help": "each pair in both orders",
            },
            "--also": {
                "metavar": "NAME", "action": "append",
                "help": "another alliance below; may be given again",
            },
            "--columns": {"metavar": "NAMES", "help": "only these columns"},
            "--style": {"metavar": "NAME", "help": "columns as cow or atop spell them"},
            "-o --output": {
                "metavar": "FILE", "help": "a file to write, .csv or .json",
            },
        },
    ),
    "timeline": Command(
        "STATE", "*", "when each state was a member, drawn in characters", _timeline,
        options={
            "--during": _DURING,
            "--width": {
                "metavar": "COLUMNS", "type": _width, "default": 80,
                "help": f"the most columns, up to {_MOST_COLUMNS} (default: 80)",
            },
        },
    ),
    "chart": Command(
        "STATE", "*", "when each state was a member, as a picture (SVG)", _chart,
        options={
            "--during": _DURING,
            "-o --output": {
                "metavar": "FILE", "help": "a file to write (default: print it)",
            },
        },
    ),
    "sources": Command(
        "SOURCE", "*", "the sources that are cited, or what some of them say", _sources,
        one=False, tabular=True,
    ),
    "cite": Command(
        "WHAT", "*", "how to cite the record, a source by its id, or an answer by its day",
        _cite,
    ),
}  # fmt: skip


def narrowed(
    arguments: Arguments, start: cm.Alliance | None = None, of: str = ""
) -> cm.Alliance:
    """The alliance that the options ask for; those of the other begin with `of`."""
    given = {
        name.removeprefix(of): v
        for name, v in vars(arguments).items()
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


def loaded(name: str) -> cm.Alliance:
    """The shipped alliance of this name, or that of a data file."""
    # A path has a dot or a slash in it, and no shipped alliance has.
    return cm.read(name) if set(name) & set("./\\") else cm.load(name)


def _text(arguments: Arguments) -> str:
    return " ".join(arguments.words)


def _beyond(arguments: Arguments) -> Literal["warn", "ignore"]:
    """What prints says itself that a day lies beyond the record; a table does not."""
    return "warn" if arguments.csv else "ignore"


def _state_and_day(words: Sequence[str]) -> tuple[str, str]:
    """Where the name of the state ends, and the day begins."""
    if len(words) == 1:
        msg = f"name a state and a day: csto-membership explain {words[0]} 2007-01-01"
        raise cm.MembershipError(msg)
    for place in range(1, len(words)):
        state, day = " ".join(words[:place]), " ".join(words[place:])
        try:
            as_day(day)
        except cm.InvalidDayError:
            continue
        return state, day
    return " ".join(words[:-1]), words[-1]
