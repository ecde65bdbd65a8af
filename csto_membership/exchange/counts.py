"""Counts of the answers in a table or a data frame."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from csto_membership.errors import ColumnError, first_few
from csto_membership.exchange.series import Why

MISSING = "missing"
"""A row without a state or a day, or with an unknown state."""
_MOST_KEYS = 10
"""The largest number of keys without a row that are named."""
_WORDS = {
    "yes": "yes",
    "no": "no",
    "uncertain": "uncertain",
    "not_a_state": "not a state",
    "number_not_in_use": "number not in use",
    "beyond_record": "beyond the record",
    MISSING: "without a known state or a day",
}


@attrs.frozen
class Counts:
    """How many rows of a table have each answer.

    Attributes:
        rows: The number of rows.
        counts: For each column of answers, such as `member`, the number of rows with
            each: `yes` (1, or a share above 0), `no`, `uncertain`, `not_a_state`,
            `number_not_in_use`, `beyond_record`, and `missing` if the row has no state
            or day.
        instead: For a state that was not one on some day, the states that may be meant.
        keys: The columns by which a table was merged.
        unmatched: The keys that found no row in the merge, each once, in order.

    Examples:
        >>> from csto_membership.exchange import state_years
        >>> table = state_years("warsaw_pact", during="1991", states=["SUN", "CZE"])
        >>> print(table.report())
        2 rows: 1 yes, 1 not a state
    """

    rows: int
    counts: Mapping[str, Mapping[str, int]]
    instead: Mapping[str, Sequence[str]] = {}
    keys: Sequence[str] = ()
    unmatched: Sequence[tuple[Any, ...]] = ()

    def __str__(self) -> str:
        size = f"{self.rows:,} {'row' if self.rows == 1 else 'rows'}"
        lines = [f"{name}: {self._line(name)}" for name in self.counts]
        if len(lines) == 1:
            size, lines = (
                size + f": {self._line(*self.counts)}" * bool(self.rows),
                list[str](),
            )
        if self.unmatched:
            each = [" ".join(map(str, key)) for key in self.unmatched]
            listed = "; ".join(first_few(each, _MOST_KEYS))
            lines.append(f"no row for {', '.join(self.keys)}: {listed}")
        return "\n  ".join([size, *lines])

    def _line(self, name: str) -> str:
        counts = self.counts[name]
        parts = {key: f"{counts[key]:,} {_WORDS[key]}" for key in _WORDS if counts[key]}
        hints = (f"{s}: ask for {' or '.join(o)}" for s, o in self.instead.items())
        if self.instead and Why.NOT_A_STATE in parts:
            parts[Why.NOT_A_STATE] += f" ({'; '.join(hints)})"
        return ", ".join(parts.values())

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON.

        Examples:
            >>> from csto_membership.exchange import state_years
            >>> report = state_years("csto", during="1999", states=["UZB"]).report()
            >>> report.as_dict()["rows"]
            1
        """
        counts = {name: dict(counted) for name, counted in self.counts.items()}
        instead = {name: list(others) for name, others in self.instead.items()}
        plain = {"rows": self.rows, "counts": counts, "instead": instead}
        unmatched = {"keys": [*self.keys], "unmatched": [*map(list, self.unmatched)]}
        return plain | unmatched if self.keys else plain


def answer_columns(names: Iterable[str], *needed: str | None) -> dict[str, str]:
    """The columns of answers, each with the one that says why there is none.

    Raises:
        ColumnError: There is none, or a needed column is not there.
    """
    names = list(names)
    pairs = {
        name.replace("_why", "", 1): name
        for name in names
        if name.startswith(("member_why", "together_why"))
    }
    expected = [*filter(None, needed), *([] if pairs else ["member_why"])]
    for name in expected:
        if name not in names:
            there = ", ".join(map(repr, names))
            msg = f"there is no column {name!r} to report on; there are {there}"
            raise ColumnError(msg)
    return pairs


def counted(
    rows: Iterable[tuple[Mapping[str, Any], int]],
    pairs: Mapping[str, str],
    instead: Mapping[str, Sequence[str]],
) -> Counts:
    """The report of some rows, each with how often it occurs."""
    total, counts = 0, {name: Counter[str]() for name in pairs}
    for row, times in rows:
        total += times
        for name, why in pairs.items():
            counts[name][_answer(row[name], row[why])] += times
    return Counts(total, counts, instead)


def says_nothing(row: Mapping[str, Any], pairs: Mapping[str, str]) -> bool:
    """Whether a row has neither answers nor reasons, as one that found none in a merge."""
    return all(_answer(row[n], row[w]) == MISSING for n, w in pairs.items())


def says_absent(row: Mapping[str, Any], pairs: Mapping[str, str]) -> bool:
    """Whether a row says that its state was not one."""
    return any(_answer(row[n], row[w]) == Why.NOT_A_STATE for n, w in pairs.items())


def _answer(value: Any, why: Any) -> str:
    if isinstance(why, str):
        return why
    if isinstance(value, str):
        return value
    # pandas has NaN and NA for None.
    known = isinstance(value, int | float) and not math.isnan(value)
    return ("yes" if value else "no") if known else MISSING
