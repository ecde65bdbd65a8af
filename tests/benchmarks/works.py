"""The pieces of work, with their data, and who does them.

All data come from one seed. The first contender of a piece of work is its limit: the
others are held against its time and its answer. `bound` is what the package has to
reach, as a multiple of the limit.
"""

from __future__ import annotations

import operator
import random
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

import annotate
import limits
import panels
from peers import Peer, Spans

import csto_membership as cm
from csto_membership.days import FuzzyDate
from csto_membership.membership.definition import as_definition
from csto_membership.membership.view import View
from csto_membership.record import Instrument, Record, Role
from csto_membership.record.source import Grade, SourceKind
from csto_membership.record.state import States

US = "csto_membership"
FIRST, LAST = date(1000, 1, 1).toordinal(), date.max.toordinal()
SIZES = (1, 2, 4, 10, 1_000, 10_000, 100_000)


def _as_is(result: Any) -> Any:
    return result


@dataclass(frozen=True)
class Contender:
    """Who does a piece of work.

    `prepare` builds what the work starts from and gives the call that is timed; `plain`
    turns what the call gives into the form in which answers are compared, and is None
    where there is nothing to compare. One call does the work `per` times.
    """

    name: str
    prepare: Callable[[], Callable[[], Any]]
    plain: Callable[[Any], Any] | None = _as_is
    per: int = 1


@dataclass(frozen=True)
class Work:
    """A piece of work: what is measured, at which sizes, by whom."""

    title: str
    bound: str
    sizes: Sequence[Any]
    contenders: Callable[[Any, list[Peer]], list[Contender]]
    limit: float | None = None
    """Seconds, where the limit is a fixed time and no contender."""
    rounds: int = 5
    cap: float = 5.0
    """The most seconds for a call; four times as long for what it starts from."""


# -- who is a member on a day ---------------------------------------------


def _members(which: str, peers: list[Peer]) -> list[Contender]:
    spells, alliance = _alliances()[which]
    flips, values = _swept(spells)
    chance = random.Random(3)
    first, last = flips[0].toordinal(), min(flips[-1], date(2026, 1, 1)).toordinal()
    asked = [date.fromordinal(chance.randint(first, last)) for _ in range(1000)]
    texts = list(map(str, asked))
    few = asked[:50]

    def in_a_function() -> Callable[[], Any]:
        def ask(day: date) -> frozenset[str]:
            return values[bisect_right(flips, day)]

        return lambda: [ask(day) for day in asked]

    def ours(days: Sequence[Any]) -> Callable[[], Any]:
        alliance.members_on(days[0])  # the first question of a view is another work
        return lambda: [alliance.members_on(day) for day in days]

    def afresh() -> Callable[[], Any]:
        answer = ours(asked)

        def ask() -> Any:
            alliance._answered.cache_clear()
            return answer()

        return ask

    def theirs(peer: Peer) -> Callable[[], Any]:
        ask = peer.members(spells)
        return lambda: [ask(day) for day in few]

    def codes(answers: list[Any]) -> list[set[str]]:
        return [set(members.alpha_3) for members in answers[:50]]

    def head(answers: list[Any]) -> list[Any]:
        return answers[:50]

    return [
        Contender(
            "bisection and index",
            lambda: partial(limits.looked_up, flips, values, asked),
            head,
            len(asked),
        ),
        Contender("  the same in a function", in_a_function, head, len(asked)),
        Contender(f"{US}, date", partial(ours, asked), codes, len(asked)),
        Contender("  dates never asked before", afresh, codes, len(asked)),
        Contender(f"{US}, ISO text", partial(ours, texts), codes, len(asked)),
        *(
            Contender(peer.name, partial(theirs, peer), _as_is, len(few))
            for peer in peers
            if peer.members
        ),
    ]


def _swept(
    spells: Mapping[str, Spans],
) -> tuple[tuple[date, ...], tuple[frozenset[str], ...]]:
    """The days on which somebody comes or goes, and the members between them."""
    begin: dict[date, set[str]] = {}
    end: dict[date, set[str]] = {}
    for state, spans in spells.items():
        for first, out in spans:
            begin.setdefault(first, set()).add(state)
            end.setdefault(out, set()).add(state)
    flips = tuple(sorted({*begin, *end}))
    values: list[frozenset[str]] = [frozenset()]
    for day in flips:
        values.append(values[-1] - end.get(day, set()) | begin.get(day, set()))
    return flips, tuple(values)


@cache
def _alliances() -> dict[str, tuple[dict[str, Spans], cm.Alliance]]:
    """The spells, by alpha-3 code, and the alliance that is made of them."""
    csto = cm.load("csto")
    real: dict[str, Spans] = {
        state.alpha_3: [
            (span.start or date.min, span.end or date.max)
            for span in days.surely.spans()
        ]
        for state, days in csto.days_by_state.items()
        if days.surely
    }
    chance = random.Random(1)
    years = range(date(1900, 1, 1).toordinal(), date(2026, 1, 1).toordinal())
    invented: dict[str, Spans] = {
        f"X{chr(65 + n // 26)}{chr(65 + n % 26)}": _pairs(chance.sample(years, 100))
        for n in range(200)
    }
    return {"CSTO": (real, csto), "200 x 50": (invented, _alliance(invented))}


def _alliance(spells: Mapping[str, Spans]) -> cm.Alliance:
    """An alliance built through the classes that a record file is read into."""
    seen = date(1900, 1, 1)
    source = cm.Source("s", "s", SourceKind.DATASET, Grade.PRIMARY, seen=seen)
    treaty = Instrument("treaty", roles=frozenset({Role.TREATY}))
    states = {code: cm.State(code[1:], code, code.lower()) for code in spells}

    def event(code: str, kind: cm.Kind, day: date) -> cm.Event:
        when = FuzzyDate(cm.DaySet.span(day, date.fromordinal(day.toordinal() + 1)))
        claim = cm.Claim((source,), when, states=(states[code],))
        name = f"{code}-{day}-{kind}"
        return cm.Event(name, kind, (claim,), (states[code],), treaty)

    events = tuple(
        event(code, kind, day)
        for code, spans in spells.items()
        for span in spans
        for kind, day in zip((cm.Kind.ACCESSION, cm.Kind.WITHDRAWAL), span, strict=True)
    )
    record = Record(
        id="invented",
        names=(),
        default_definition="joined",
        complete_until=date.max,
        events=events,
        instruments={treaty.id: treaty},
        states=States(states.values()),
        known_sources={source.id: source},
    )
    return cm.Alliance(View(record), as_definition("joined"))


def _fresh(which: str, _peers: list[Peer]) -> list[Contender]:
    spells, alliance = _alliances()[which]
    source = next(iter(alliance.sources))
    day = spells[next(iter(spells))][0][0]
    narrowings: dict[str, Callable[[], cm.Alliance]] = {
        "under a definition": lambda: alliance.under("party"),
        "as known on a day": lambda: alliance.as_known_on("2024-01-01"),
        "according to a source": lambda: alliance.according_to(source),
        "preferring a source": lambda: alliance.preferring(source),
    }

    def ask(narrow: Callable[[], cm.Alliance]) -> None:
        cm.Alliance._made.cache_clear()  # it would give the alliance of the last call
        narrow().members_on(day, beyond="ignore")

    return [
        Contender(f"{US}, {name}", lambda narrow=narrow: partial(ask, narrow), None)
        for name, narrow in narrowings.items()
    ]


# -- sets of days ---------------------------------------------------------


def _pairs(numbers: Sequence[int]) -> list[tuple[date, date]]:
    days = [date.fromordinal(number) for number in sorted(numbers)]
    return list(zip(days[::2], days[1::2], strict=True))


def _spans(count: int, seed: int) -> list[tuple[date, date]]:
    """So many spans that do not touch, spread over nine thousand years."""
    return _pairs(random.Random(seed).sample(range(FIRST, LAST), 2 * count))


def _toggles(spans: Spans) -> tuple[date, ...]:
    return tuple(day for span in spans for day in span)


def _algebra(
    sign: str,
    limit: Callable[[Any, Any], Any],
    ours: Callable[[Any, Any], Any],
) -> Callable[[int, list[Peer]], list[Contender]]:
    def contenders(size: int, peers: list[Peer]) -> list[Contender]:
        sets = _spans(size, 1), _spans(size, 3)  # single spans overlap as well

        def prepare(
            operation: Callable[[Any, Any], Any], made: Callable[[Spans], Any]
        ) -> Callable[[], Any]:
            return partial(operation, *map(made, sets))

        return [
            Contender("sweep in C", partial(prepare, limit, _toggles)),
            Contender(
                US,
                partial(prepare, ours, cm.DaySet.from_spans),
                lambda days: days.toggles,
            ),
            *(
                Contender(
                    peer.name,
                    partial(prepare, peer.operations[sign], peer.made),
                    lambda days, peer=peer: _toggles(peer.spans(days)),
                    peer.repeats(size),
                )
                for peer in peers
                if sign in peer.operations
            ),
        ]

    return contenders


def _at_least(size: int, peers: list[Peer]) -> list[Contender]:
    sets = [_spans(size // 5, seed) for seed in range(5)]
    bare = list(map(_toggles, sets))
    return [
        Contender("two sorts alone", lambda: partial(limits.two_sorts, 3, bare), None),
        Contender(
            "  sorted, cut and joined", lambda: partial(limits.at_least, 3, bare)
        ),
        Contender(
            US,
            lambda: partial(
                cm.DaySet.at_least, 3, [cm.DaySet.from_spans(s) for s in sets]
            ),
            lambda days: days.toggles,
        ),
        *(
            Contender(
                peer.name,
                lambda peer=peer: partial(peer.at_least, 3, list(map(peer.made, sets))),
                lambda days, peer=peer: _toggles(peer.spans(days)),
            )
            for peer in peers
            if peer.at_least
        ),
    ]


def _from_spans(size: int, peers: list[Peer]) -> list[Contender]:
    chance = random.Random(5)
    # Each is as long as about one and a half gaps between starts: many overlap.
    longest = 3 * (LAST - FIRST) // size
    pairs = []
    for start in chance.choices(range(FIRST, LAST - longest), k=size):
        end = start + chance.randint(1, longest)
        pairs.append((date.fromordinal(start), date.fromordinal(end)))
    return [
        Contender("two sorts, joined", lambda: partial(limits.canonical, pairs)),
        Contender(
            US,
            lambda: partial(cm.DaySet.from_spans, pairs),
            lambda days: days.toggles,
        ),
        *(
            Contender(
                peer.name,
                lambda peer=peer: peer.builder(pairs),
                lambda days, peer=peer: _toggles(peer.spans(days)),
            )
            for peer in peers
            if type(peer).made is not Peer.made
        ),
    ]


def _combine(size: int, peers: list[Peer]) -> list[Contender]:
    chance = random.Random(6)

    def steps() -> tuple[tuple[date, ...], tuple[int, ...]]:
        numbers = sorted(chance.sample(range(FIRST, LAST), size - 1))
        values = [0]
        while len(values) < size:
            values.append((values[-1] + chance.randint(1, 4)) % 5)
        return tuple(map(date.fromordinal, numbers)), tuple(values)

    one, other = steps(), steps()

    def ours() -> Callable[[], Any]:
        return partial(cm.Timeline(*one).combine, cm.Timeline(*other), operator.add)

    return [
        Contender(
            "sweep in Python",
            lambda: partial(limits.combined, one, other, operator.add),
        ),
        Contender(US, ours, lambda line: (line.days, line.values)),
        *(
            Contender(
                peer.name,
                lambda peer=peer: partial(
                    peer.added, peer.steps(*one), peer.steps(*other)
                ),
                peer.read,
            )
            for peer in peers
            if peer.steps
        ),
    ]


# -- what is not sure ------------------------------------------------------


def _fuzzy_span(_size: str, _peers: list[Peer]) -> list[Contender]:
    spans = [cm.FuzzySpan.parse(text) for text in FUZZY_SPANS]
    days = [date(year, 6, 1) for year in range(1990, 2010)]
    texts = list(map(str, days))

    def answers(asked: Sequence[Any]) -> Callable[[], Any]:
        return lambda: [span.answer(day) for span in spans for day in asked]

    per = len(spans) * len(days)
    return [
        Contender(f"{US}, date", partial(answers, days), per=per),
        Contender(f"{US}, ISO text", partial(answers, texts), per=per),
    ]


FUZZY_SPANS = (
    "1993-12/1999-04-20",
    "1999/",
    "../[..1999]",
    "[1995,1997]/2004",
    "1999/..",
)


# -- starting -------------------------------------------------------------


def _start(_size: str, _peers: list[Peer]) -> list[Contender]:
    # -P keeps the folder that it is started from out: the installed package is asked.
    lines = {
        "import attrs": ["-c", "import attrs"],
        "  the interpreter alone": ["-c", ""],
        f"import {US}": ["-c", f"import {US}"],
        f"{US} on 2007-01-01": ["-m", US, "on", "2007-01-01"],
    }
    return [
        Contender(
            name,
            lambda line=line: partial(
                subprocess.run,
                [sys.executable, "-P", *line],
                check=True,
                stdout=subprocess.DEVNULL,
            ),
            None,
        )
        for name, line in lines.items()
    ]


def _annotate(which: str, _peers: list[Peer]) -> list[Contender]:
    alliance = cm.load("nato") if which == "NATO" else _alliances()[which][1]
    return [
        Contender(name, prepare, annotate.plain)
        for name, prepare in annotate.ways(alliance)
    ]


@cache
def _body(which: str) -> cm.Alliance:
    if which == "199 x 2":
        return _alliance(panels.invented_spells())
    return cm.load("csto")


def _dyad_frames(which: str, _peers: list[Peer]) -> list[Contender]:
    ways = panels.frames(_body(which))
    return [
        Contender(name, lambda make=make: make, panels.together) for name, make in ways
    ]


def _dyad_rows(which: str, _peers: list[Peer]) -> list[Contender]:
    ways = panels.rows(partial(panels.dyads, _body(which)), "dyad_years")
    several = [_body(which), _body(which).under("party"), _body(which).under("active")]

    def ask() -> int:
        return sum(1 for _ in panels.dyads(*several))

    return [
        *(Contender(name, lambda make=make: make) for name, make in ways),
        Contender("  three alliances, each", lambda: ask, None, 3),
    ]


def _state_rows(which: str, _peers: list[Peer]) -> list[Contender]:
    ways = panels.rows(partial(panels.years, _body(which)), "state_years")
    return [Contender(name, lambda make=make: make) for name, make in ways]


def _dyad_files(which: str, _peers: list[Peer]) -> list[Contender]:
    ways = panels.files(_body(which))
    return [Contender(name, lambda make=make: make) for name, make in ways]


def _set_work(name: str, sign: str, limit: Any, ours: Any) -> Work:
    title = f"{name} of two sets of n spans each"
    bound = "ahead of all peers up to n = 4; 1.5"
    return Work(title, bound, SIZES, _algebra(sign, limit, ours), rounds=15)


_LARGE = SIZES[4:]
WORKS = {
    "members": Work(
        "who is a member on a day, per question, after the first",
        "2 for a date, 5 for ISO text; a tenth of the best peer",
        ("CSTO", "200 x 50"),
        _members,
    ),
    "fresh": Work(
        "the first question to a fresh view, against 5 ms",
        "1",
        ("CSTO",),
        _fresh,
        limit=0.005,
    ),
    "union": _set_work("union", "|", limits.union, operator.or_),
    "intersection": _set_work("intersection", "&", limits.intersection, operator.and_),
    "difference": _set_work("difference", "-", limits.difference, operator.sub),
    "symmetric_difference": _set_work(
        "symmetric difference", "^", limits.symmetric_difference, operator.xor
    ),
    "at_least": Work(
        "the days in at least 3 of 5 sets, of n spans together",
        "1.75",
        _LARGE,
        _at_least,
    ),
    "from_spans": Work(
        "a canonical set from n unsorted, overlapping pairs",
        "1.5 at n = 100000",
        _LARGE,
        _from_spans,
    ),
    "combine": Work(
        "two timelines of n segments each, added", "1.5 at n = 10000", _LARGE, _combine
    ),
    "fuzzy_span": Work(
        "whether a day is in a span with uncertain ends, against 2 us",
        "1",
        ("answer",),
        _fuzzy_span,
        limit=2e-6,
    ),
    "annotate": Work(
        "membership beside a million rows",
        "1, and less than merge_asof; 0.5 aimed at",
        ("CSTO", "NATO", "200 x 50"),
        _annotate,
    ),
    "dyad_frames": Work(
        "dyad-years of the world since 1946, as a data frame",
        "2; 4 for 199 x 2",
        ("CSTO", "199 x 2"),
        _dyad_frames,
        cap=60,
    ),
    "dyad_rows": Work(
        "dyad-years of the world since 1946, one row after the other",
        "3; 4 for 199 x 2",
        ("CSTO", "199 x 2"),
        _dyad_rows,
        rounds=3,
        cap=60,
    ),
    "state_rows": Work(
        "state-years of the world since 1946, one row after the other",
        "5",
        ("CSTO", "199 x 2"),
        _state_rows,
    ),
    "dyad_files": Work(
        "dyad-years of the world since 1946, written as CSV",
        "2.5",
        ("CSTO", "199 x 2"),
        _dyad_files,
        rounds=3,
        cap=60,
    ),
    "start": Work(
        "a fresh process, wall time",
        "1.75 for the import, 2.5 for the command",
        ("wall",),
        _start,
        rounds=20,
    ),
}
