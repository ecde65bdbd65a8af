"""The peers, each behind the same few methods. None of them has to be installed.

A peer lists what it can do in `operations`; what it cannot do is left out of the
table. All hold half-open spans of `datetime.date`, or the nearest that they accept.
"""

# Each peer is imported only when it is asked for: any of them may be absent.
# ruff: noqa: PLC0415

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

Spans = Sequence[tuple[date, date]]
AskMembers = Callable[[date], set[str]]

OPERATORS = {"|": operator.or_, "&": operator.and_, "-": operator.sub}


class Peer:
    """What the pieces of work ask of a peer."""

    name = ""
    operations: Mapping[str, Callable[[Any, Any], Any]] = {}

    def made(self, spans: Spans) -> Any:
        """Its own set of days, from spans in any order, overlapping or not."""
        raise NotImplementedError

    def spans(self, days: Any) -> list[tuple[date, date]]:
        """The spans of its set, in order."""
        raise NotImplementedError

    def builder(self, spans: Spans) -> Callable[[], Any]:
        """The call that makes the set: what is timed under `from_spans`."""
        return lambda: self.made(spans)

    def repeats(self, _size: int) -> int:
        """How often one call of an operation does the work."""
        return 1

    # None where the peer has nothing of the kind:
    members: Callable[[Mapping[str, Spans]], AskMembers] | None = None
    at_least: Callable[[int, list[Any]], Any] | None = None
    steps: Callable[[Sequence[date], Sequence[int]], Any] | None = None


class Portion(Peer):
    """portion: atomic intervals in pure Python."""

    name = "portion"
    operations = OPERATORS

    def __init__(self) -> None:
        import portion

        self.lib = portion

    def made(self, spans: Spans) -> Any:
        return self.lib.Interval(*[self.lib.closedopen(*span) for span in spans])

    def spans(self, days: Any) -> list[tuple[date, date]]:
        return [(each.lower, each.upper) for each in days]

    def members(self, spells: Mapping[str, Spans]) -> AskMembers:
        sets = {state: self.made(spans) for state, spans in spells.items()}
        return lambda day: {state for state, days in sets.items() if day in days}

    def steps(self, days: Sequence[date], values: Sequence[int]) -> Any:
        pieces: dict[int, list[Any]] = {}
        ends = pairwise((-self.lib.inf, *days, self.lib.inf))
        for span, value in zip(ends, values, strict=True):
            pieces.setdefault(value, []).append(self.lib.closedopen(*span))
        whole = {self.lib.Interval(*each): value for value, each in pieces.items()}
        return self.lib.IntervalDict(whole)

    def added(self, one: Any, other: Any) -> Any:
        return one.combine(other, how=operator.add)

    def read(self, steps: Any) -> tuple[tuple[date, ...], tuple[int, ...]]:
        found = {each.lower: value for key, value in steps.items() for each in key}
        days = sorted(day for day in found if day != -self.lib.inf)
        return tuple(days), tuple(found[day] for day in (-self.lib.inf, *days))


class Intervaltree(Peer):
    """intervaltree: an augmented tree; its set operations are on objects."""

    name = "intervaltree"

    def __init__(self) -> None:
        import intervaltree

        self.lib = intervaltree
        self.operations = {"|": self._union, "-": self._minus}

    def made(self, spans: Spans) -> Any:
        tree = self.lib.IntervalTree.from_tuples(spans)
        tree.merge_overlaps(strict=False)
        return tree

    def spans(self, days: Any) -> list[tuple[date, date]]:
        return sorted((each.begin, each.end) for each in days)

    def members(self, spells: Mapping[str, Spans]) -> AskMembers:
        tree = self.lib.IntervalTree.from_tuples(
            (*span, state) for state, spans in spells.items() for span in spans
        )
        return lambda day: {each.data for each in tree.at(day)}

    def _union(self, one: Any, other: Any) -> Any:
        tree = one | other
        tree.merge_overlaps(strict=False)
        return tree

    def _minus(self, one: Any, other: Any) -> Any:
        tree = one.copy()
        for each in other:
            tree.chop(each.begin, each.end)
        return tree


class Xocto(Peer):
    """xocto: typed ranges in pure Python."""

    name = "xocto"
    operations = OPERATORS

    def __init__(self) -> None:
        from xocto import ranges

        self.lib = ranges

    def made(self, spans: Spans) -> Any:
        made = (self.lib.Range(*span, boundaries="[)") for span in spans)
        return self.lib.RangeSet(made)

    def spans(self, days: Any) -> list[tuple[date, date]]:
        return [(each.start, each.end) for each in days]

    def members(self, spells: Mapping[str, Spans]) -> AskMembers:
        sets = {state: self.made(spans) for state, spans in spells.items()}
        return lambda day: {state for state, days in sets.items() if day in days}


class Pandas(Peer):
    """pandas: an IntervalIndex over all spells; it has no set operations."""

    name = "pandas"

    def __init__(self) -> None:
        import numpy as np
        import pandas as pd

        self.np, self.lib = np, pd

    def members(self, spells: Mapping[str, Spans]) -> AskMembers:
        spans = [span for each in spells.values() for span in each]
        starts, ends = self.np.array(spans, dtype="datetime64[s]").T
        index = self.lib.IntervalIndex.from_arrays(starts, ends, closed="left")
        states = self.np.array([s for s, each in spells.items() for _ in each])
        stamp = self.lib.Timestamp
        return lambda day: set(states[index.contains(stamp(day))].tolist())


class Staircase(Peer):
    """staircase: step functions on pandas."""

    name = "staircase"
    operations = OPERATORS | {"-": lambda a, b: a & ~b, "^": operator.ne}

    def __init__(self) -> None:
        import numpy as np
        import pandas as pd
        import staircase

        self.np, self.pd, self.lib = np, pd, staircase

    def _series(self, days: Sequence[date]) -> Any:
        return self.pd.Series(self.np.array(days, dtype="datetime64[s]"))

    def made(self, spans: Spans) -> Any:
        starts, ends = zip(*spans, strict=True)
        steps = self.lib.Stairs(start=self._series(starts), end=self._series(ends))
        return steps.make_boolean()

    def spans(self, days: Any) -> list[tuple[date, date]]:
        moments, _ = self.read(days)
        return list(zip(moments[::2], moments[1::2], strict=True))

    def at_least(self, count: int, sets: list[Any]) -> Any:
        return self.lib.sum(sets) >= count

    def steps(self, days: Sequence[date], values: Sequence[int]) -> Any:
        changes = self.pd.Series(values[1:], index=self._series(days))
        return self.lib.Stairs.from_values(initial_value=values[0], values=changes)

    def added(self, one: Any, other: Any) -> Any:
        return one + other

    def read(self, steps: Any) -> tuple[tuple[date, ...], tuple[int, ...]]:
        found = steps.step_values
        days = tuple(moment.date() for moment in found.index)
        return days, (int(steps.initial_value), *map(int, found))


class PyMEOS(Peer):
    """PyMEOS: spans and span sets in C."""

    name = "PyMEOS (C)"
    operations = OPERATORS | {"|": operator.add, "&": operator.mul}

    def __init__(self) -> None:
        import pymeos
        from pymeos import collections

        pymeos.pymeos_initialize()
        self.lib = collections

    def made(self, spans: Spans) -> Any:
        return self.lib.DateSpanSet(
            span_list=[
                self.lib.DateSpan(
                    lower=start, upper=end, lower_inc=True, upper_inc=False
                )
                for start, end in spans
            ]
        )

    def spans(self, days: Any) -> list[tuple[date, date]]:
        return [(each.lower(), each.upper()) for each in days.spans()]

    def members(self, spells: Mapping[str, Spans]) -> AskMembers:
        sets = {state: self.made(spans) for state, spans in spells.items()}
        return lambda day: {state for state, days in sets.items() if day in days}


class PostgreSQL(Peer):
    """PostgreSQL: date multiranges, worked on inside the server that libpq finds."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        import psycopg

        self.server = psycopg.connect("", autocommit=True, connect_timeout=2)
        self.server.execute("CREATE TEMP TABLE made (id serial, days datemultirange)")
        self.server.execute("CREATE TEMP TABLE pairs (a date, b date)")
        for name, sign in {"plus": "+", "times": "*", "minus": "-"}.items():
            # Adding nothing first takes the sets out of their compressed storage.
            self.server.execute(f"""
                CREATE FUNCTION pg_temp.{name}(
                    a datemultirange, b datemultirange, n int
                ) RETURNS date LANGUAGE plpgsql AS $$
                DECLARE result datemultirange;
                BEGIN
                    a := a + '{{}}'; b := b + '{{}}';
                    FOR i IN 1..n LOOP result := a {sign} b; END LOOP;
                    RETURN upper(result);
                END $$""")
        self.operations = {
            "|": self._operation("plus", "+"),
            "&": self._operation("times", "*"),
            "-": self._operation("minus", "-"),
        }

    def repeats(self, size: int) -> int:
        return max(1, 10_000 // size)

    def made(self, spans: Spans) -> tuple[int, int]:
        self.builder(spans)
        row = self.server.execute(
            "INSERT INTO made (days) SELECT range_agg(daterange(a, b)) FROM pairs "
            "RETURNING id"
        ).fetchone()
        return row[0], len(spans)

    def builder(self, spans: Spans) -> Callable[[], str]:
        self.server.execute("TRUNCATE pairs")
        with self.server.cursor().copy("COPY pairs FROM STDIN") as copy:
            for span in spans:
                copy.write_row(span)

        def build() -> str:
            agg = "range_agg(daterange(a, b))"
            self.server.execute(f"SELECT upper({agg}) FROM pairs").fetchone()  # noqa: S608
            return f"(SELECT {agg} FROM pairs)"  # noqa: S608

        return build

    def spans(self, days: str) -> list[tuple[date, date]]:
        rows = self.server.execute(
            f"SELECT lower(r), upper(r) FROM unnest({days}) r ORDER BY 1"  # noqa: S608
        )
        found: list[tuple[date, date]] = rows.fetchall()
        return found

    def _operation(self, name: str, sign: str) -> Callable[[Any, Any], str]:
        tables = "FROM made one, made other WHERE one.id = {} AND other.id = {}"

        def operation(one: tuple[int, int], other: tuple[int, int]) -> str:
            which = tables.format(one[0], other[0])
            ask = f"SELECT pg_temp.{name}(one.days, other.days, {self.repeats(one[1])})"
            self.server.execute(f"{ask} {which}").fetchone()
            return f"(SELECT one.days {sign} other.days {which})"

        return operation


def installed() -> tuple[list[Peer], list[str]]:
    """The peers that can be used here, and what keeps the others out."""
    found, absent = list[Peer](), list[str]()
    peers: tuple[type[Peer], ...] = (
        Portion,
        Intervaltree,
        Xocto,
        Pandas,
        Staircase,
        PyMEOS,
        PostgreSQL,
    )
    for peer in peers:
        try:
            found.append(peer())
        except ImportError:
            absent.append(f"{peer.name}: not installed")
        except Exception as error:  # noqa: BLE001 - a server that cannot be reached
            absent.append(f"{peer.name}: {type(error).__name__}")
    return found, absent
