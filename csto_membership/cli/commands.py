"""The commands of the command line."""

# ruff: noqa: D103, PLC0415 - `add_command` says it; each imports what only it needs
from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import csto_membership as cm
from csto_membership.answers import wording
from csto_membership.cli import (
    ALLIANCES,
    Arguments,
    Output,
    Shown,
    absent_for,
    add_command,
    beyond_for,
    day_of,
    flag,
    loaded,
    narrowed,
    option,
    refuse_words,
    state_and_day,
    text_of,
)
from csto_membership.days import as_day
from csto_membership.days.plain_values import as_plain
from csto_membership.errors import check_choice, writing
from csto_membership.text_files import replaced

if TYPE_CHECKING:
    from csto_membership.exchange import Table

_DURING = {"--during": option("PERIOD", "show only this period (default: all days)")}
_CONTINUITY = flag("also count the days of the state that it continues")
_MOST_COLUMNS = 10_000

_KINDS = ("state-years", "state-months", "dyad-years", "spells")


# -- questions about members -------------------------------------------------------


@add_command(
    "the members on a day (default: the last day of the record)", "DATE", "*",
    tabular=True,
)  # fmt: skip
def on(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    if arguments.words:
        day = day_of(text_of(arguments))
        return [alliance.members_on(day, beyond=beyond_for(arguments))]
    members = alliance.members()
    if arguments.csv:
        return [members]
    day = f" on {members.day}"
    text = str(members).replace(day, f"{day}, the last day of the record", 1)
    return [Shown(text, members.as_dict() | {"lead": text.partition("\n")[0]})]


@add_command("the members on all or some days of a period", "PERIOD", tabular=True)
def during(arguments: Arguments) -> Output:
    period = text_of(arguments)
    return [narrowed(arguments).members_during(period, beyond=beyond_for(arguments))]


@add_command("when a state was a member, and by which acts", "STATE", tabular=True)
def history(arguments: Arguments) -> Output:
    state = text_of(arguments)
    return [narrowed(arguments).history(state, absent=absent_for(arguments))]


@add_command("who joined and who left in a period", "PERIOD", one=False, tabular=True)
def changes(arguments: Arguments) -> Output:
    return narrowed(arguments).changes(text_of(arguments))


@add_command("why a state was, or was not, a member on a day", "STATE DATE")
def explain(arguments: Arguments) -> Output:
    state, day = state_and_day(arguments)
    return [narrowed(arguments).explain(state, day, beyond="ignore")]


@add_command(
    "who was a member on a day, according to each source", "DATE", one=False,
    between="\n\n", tabular=True,
)  # fmt: skip
def who_says(arguments: Arguments) -> Output:
    day = day_of(text_of(arguments))
    return narrowed(arguments).who_says(day, beyond=beyond_for(arguments))


@add_command("whether a state was a member on a day", "STATE DATE")
def member(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    state, day = state_and_day(arguments)
    found = alliance.explain(state, day, beyond="ignore")
    (membership,) = cm.memberships_of(found.state, found.day, alliance, beyond="ignore")
    values = membership.as_dict() | {"lead": found.lead}
    return [
        Shown(found.lead, {**values, "state": found.state.code, "day": str(found.day)})
    ]


@add_command("which state had the chair on a day", "DATE")
def chair(arguments: Arguments) -> Output:
    alliance, day = narrowed(arguments), as_day(day_of(text_of(arguments)))
    chair = alliance.chair_on(day, beyond="ignore")
    who = " or ".join(chair.names) or "the record gives no state"
    lead = f"Chair of the {wording.full_name(alliance, day)} on {day}: {who}"
    lead += wording.as_last_known(alliance, day)
    values = {"lead": lead, "alliance": alliance.record.id, "day": day, "chair": chair}
    return [Shown(lead, as_plain(values | wording.reach(alliance, day)))]


@add_command(
    "the status of a state in each alliance on a day", "STATE DATE",
    options=ALLIANCES, narrows=False,
)  # fmt: skip
def memberships(arguments: Arguments) -> Output:
    state, day = state_and_day(arguments)
    alliances = map(loaded, arguments.alliance or ())
    return [cm.memberships_of(state, day, *alliances, beyond="ignore")]


@add_command(
    "who left, paused or gave notice, and who came back", options=ALLIANCES,
    narrows=False, tabular=True,
)  # fmt: skip
def departures(arguments: Arguments) -> Output:
    return [cm.departures(*map(loaded, arguments.alliance or ()))]


@add_command(
    "the days on which a state was a member of several alliances at once",
    "STATE ALLIANCE ALLIANCE ...", narrows=False, options={"--continuity": _CONTINUITY},
)  # fmt: skip
def overlap(arguments: Arguments) -> Output:
    state, *names = arguments.words
    if len(names) <= 1:
        line = ("overlap", state, *(names or ["csto"]), "guam")
        refuse_words("name a state and two alliances or more", *line)
    alliances = [*map(loaded, names)]
    days = cm.overlap(state, *alliances, continuity=arguments.continuity)
    from csto_membership.across import state_named

    found = state_named(state, alliances)
    named = ((a, a.record.name_on(a.horizon)) for a in alliances)
    bodies = " and ".join(
        f'{name.short if name else a.record.id} under "{a.definition.name}"'
        for a, name in named
    )
    lead = f"{found} in {bodies} at once: {days}"
    values = {"lead": lead, "state": found.code, "alliances": names}
    return [Shown(lead, values | dict(as_plain(days)))]


@add_command(
    "the facts on which sources disagree, and the days that this changes", "STATE", "*",
    one=False, between="\n\n", tabular=True,
)  # fmt: skip
def disagreements(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    found = alliance.disagreements()
    if not arguments.words:
        return found
    state = alliance.record.states.find(text_of(arguments))
    return [each for each in found if each.concerns(state)]


@add_command(
    "on which days two histories differ; options --with-... choose the second", "PERIOD",
    "*",
    tabular=True,
)  # fmt: skip
def compare(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    other = narrowed(arguments, alliance, "with_")
    return [alliance.compare(other, text_of(arguments) or None)]


@add_command(
    "the sources of the record, or what some of them say", "SOURCE", "*", one=False,
    tabular=True,
)  # fmt: skip
def sources(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    if arguments.words:
        return [alliance.claims_of(key) for key in arguments.words]
    every = alliance.sources.values()
    return [Shown(f"{source.id}  {source}", source.as_dict()) for source in every]


@add_command(
    "how to cite the record, a source by its id, or the answer for a day", "WHAT", "*"
)
def cite(arguments: Arguments) -> Output:
    alliance, text = narrowed(arguments), text_of(arguments)
    if not text:
        return [alliance.cite()]
    if text in alliance.sources:
        return [alliance.sources[text].cite()]
    return [alliance.members_on(day_of(text), beyond="ignore").cite()]


# -- pictures and tables -----------------------------------------------------------


def _width(text: str) -> int:
    """The number of columns that the option `--width` gives."""
    if re.fullmatch("[0-9]{1,5}", text) and int(text) <= _MOST_COLUMNS:
        return int(text)
    msg = f"expected a number of columns up to {_MOST_COLUMNS}, not {text!r}"
    raise argparse.ArgumentTypeError(msg)


@add_command(
    "when each state was a member, drawn in characters", "STATE", "*",
    options={
        **_DURING,
        "--width": option(
            "COLUMNS", f"the width in characters, up to {_MOST_COLUMNS} (default: 80)",
            type=_width, default=80,
        ),
    },
)  # fmt: skip
def timeline(arguments: Arguments) -> Output:
    chart = narrowed(arguments).chart(*arguments.words, during=arguments.during)
    return [chart if arguments.json else Shown(chart.text(arguments.width), {})]


@add_command(
    "when each state was a member, as a picture (SVG)", "STATE", "*",
    options={
        **_DURING, "-o --output": option("FILE", "write a file (default: print it)"),
    },
)  # fmt: skip
def chart(arguments: Arguments) -> Output:
    chart = narrowed(arguments).chart(*arguments.words, during=arguments.during)
    if arguments.output is not None:
        chart.save(arguments.output)
    if arguments.json:
        return [chart]
    return [Shown(f"wrote {arguments.output}" if arguments.output else chart.svg, {})]


@add_command(
    f"a table of one of these kinds: {', '.join(_KINDS)}", "KIND PERIOD", tabular=True,
    options={
        "--rule": option(
            "RULE", "when a state counts as a member in a year: any_day (the default), "
            "first_day, last_day, most_days; or share",
        ),
        "--definitions": option("NAMES", "several definitions side by side: joined,party"),
        "--states": option(
            "NAMES", "the states, with commas between (default: all in the record)"
        ),
        "--key": option("KEY", "what a row is about: state, cow or gw"),
        "--directed": flag("each pair twice, once in each order"),
        "--beyond": option("HOW", "days beyond the record: warn, raise, ignore, carry"),
        "--absent": option("HOW", "states that did not exist: warn, raise, ignore"),
        "--continuity": _CONTINUITY,
        "--also": option("NAME", "another alliance; may be repeated", action="append"),
        "--columns": option("NAMES", "only these columns, with commas between"),
        "--style": option("NAME", "column names of another data set: cow or atop"),
        "-o --output": option("FILE", "write a .csv or .json file (default: print it)"),
    },
)  # fmt: skip
def panel(arguments: Arguments) -> Output:
    from csto_membership import exchange

    others = ({**vars(arguments), "alliance": name} for name in arguments.also or ())
    alliances = [narrowed(arguments), *(narrowed(Arguments(**each)) for each in others)]
    kind, *period = arguments.words
    check_choice(kind, _KINDS, "kind of table")
    make = getattr(exchange, kind.replace("-", "_"))
    asked: dict[str, Any] = {**vars(arguments), "during": " ".join(period) or None}
    given = {name: asked[name] for name in _TAKEN if asked[name] not in {None, False}}
    for name in given.keys() - make.__kwdefaults__.keys():
        what = "period" if name == "during" else f"--{name}"
        msg = f"a table of {kind} takes no {what}; leave it out"
        raise cm.MembershipError(msg)
    for name in given.keys() & {"definitions", "states"}:
        names = re.split(r"\s*,\s*", given[name].strip())
        given[name] = [int(each) if each.isdecimal() else each for each in names]
    table: Table = make(*alliances, **given)
    if arguments.style is not None:
        table = table.in_style(arguments.style)
    if arguments.columns is not None:
        table = table.select(*re.split(r"\s*,\s*", arguments.columns.strip()))
    if (path := arguments.output) is None:
        return [table]
    save(table, path)
    return [Shown(f"wrote {path}", {"file": path, "columns": list(table.names)})]


_TAKEN = (
    "during", "rule", "definitions", "states", "key", "directed", "beyond", "absent",
    "continuity",
)  # fmt: skip


def save(table: Table, path: str) -> None:
    """Write a table to a file, as CSV or JSON by the ending of its name.

    Raises:
        UnknownNameError: The name has another ending.
    """
    stem, ending = os.path.splitext(path)  # noqa: PTH122 - pathlib takes its time
    match ending.casefold():
        case ".csv":
            table.to_csv(path)
        case ".json":
            text = f"{table.to_json()}\n"
            with writing(path), replaced(path) as file:
                file.write(text)
        case _:
            hint = f"a table is saved as {stem}.csv or {stem}.json"
            raise cm.UnknownNameError(ending or path, hint=hint, what="format")


# -- what there is -------------------------------------------------------------------


def _rows(rows: Iterable[Mapping[str, Any]]) -> Output:
    """A table of texts and numbers."""
    from csto_membership.exchange.tables.table import Column, Table

    made = [dict(row) for row in rows]
    columns = tuple(
        Column(name, int if isinstance(value, int) else str)
        for name, value in made[0].items()
    )
    return [Table(columns, lambda: made)]


@add_command("the alliances of the package", narrows=False, tabular=True)
def alliances(_: Arguments) -> Output:
    return _rows(
        {
            "alliance": name,
            "name": str(alliance),
            "definition": alliance.definition.name,
            "complete_until": str(alliance.complete_until),
        }
        for name, alliance in ((name, cm.load(name)) for name in cm.available())
    )


@add_command("the definitions of a member", tabular=True)
def definitions(arguments: Arguments) -> Output:
    alliance = narrowed(arguments)
    default = alliance.record.default_definition
    return _rows(
        {
            "definition": each.name,
            "default": "yes" if each.name == default else "no",
            "meaning": each.meaning,
        }
        for each in alliance.definitions()
    )


@add_command("the states that the package knows", "STATE", "*", tabular=True)
def states(arguments: Arguments) -> Output:
    states = narrowed(arguments).record.states
    return _rows(
        {
            "state": state.name,
            "alpha_2": state.alpha_2,
            "alpha_3": state.code,
            "cow": state.cow,
            "gw": state.gw,
            "first_day": str(state.first_day or ""),
            "last_day": str(state.last_day or ""),
        }
        for state in (map(states.find, arguments.words) if arguments.words else states)
    )
