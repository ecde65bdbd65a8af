"""Columns: what each is called and means, and how other data sets spell it.

The columns of a table are made in one spelling. A style gives them the names, and writes
days in the parts, that users of another data set know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile
from operator import eq
from typing import Any

import attrs

from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import State

__all__ = [
    "STYLES",
    "VIEW",
    "Column",
    "RowValues",
    "Style",
    "in_one_cell",
    "of_state",
    "of_view",
    "state_columns",
]

RowValues = dict[str, Any]


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        type: The type of its values, which may also be None.
        meaning: What its values say.

    Examples:
        >>> from csto_membership.exchange import state_years
        >>> column = state_years("csto").columns[0]
        >>> column.name, column.type.__name__
        ('alliance', 'str')
    """

    name: str
    type: type
    meaning: str = ""


@attrs.frozen
class Style:
    """How another data set spells columns.

    Days go into three columns, for year, month and day. Where a day is not sure, the
    parts stand on which all possible days agree.

    Attributes:
        names: Its names for columns.
        days: Its three names for the parts of a column of days.
        lasting: What stands for the end of a spell that lasts.
    """

    names: Mapping[str, str]
    days: Mapping[str, tuple[str, str, str]]
    lasting: int | None = None

    def columns(self, columns: Iterable[Column]) -> Iterator[Column]:
        """The columns in this style."""
        for column in columns:
            if column.name in self.days:
                for part in self.days[column.name]:
                    yield Column(part, int, column.meaning)
            else:
                name = self.names.get(column.name, column.name)
                yield attrs.evolve(column, name=name)

    def record(self, record: RowValues) -> RowValues:
        """A record in this style."""
        styled: RowValues = {}
        for name, value in record.items():
            if name in self.days:
                styled.update(
                    zip(self.days[name], self._parts(record, name), strict=True)
                )
            else:
                styled[self.names.get(name, name)] = value
        return styled

    def _parts(self, record: RowValues, name: str) -> tuple[int | None, ...]:
        if name == "last_day" and record.get("right_censored") == 1:
            return (self.lasting,) * 3
        bounds = (record.get(f"{name}_{end}", record[name]) for end in ("min", "max"))
        return _agreed(*bounds)


def _agreed(low: date | None, high: date | None) -> tuple[int | None, ...]:
    """Year, month and day, as far as two days have them in common."""
    lows, highs = (each.timetuple()[:3] if each else () for each in (low, high))
    pairs = takewhile(lambda pair: eq(*pair), zip(lows, highs, strict=False))
    common = [part for part, _ in pairs]
    return (*common, *[None] * (3 - len(common)))


_NUMBERS = {
    "cow": "ccode", "cow_1": "ccode1", "cow_2": "ccode2",
    "gw": "gwcode", "gw_1": "gwcode1", "gw_2": "gwcode2",
}  # fmt: skip

STYLES = {
    "cow": Style(
        {**_NUMBERS, "left_censored": "left_censor", "right_censored": "right_censor"},
        {
            "first_day": ("styear", "stmonth", "stday"),
            "last_day": ("endyear", "endmonth", "endday"),
        },
    ),
    "atop": Style(
        _NUMBERS,
        {
            "first_day": ("yrent", "moent", "dayent"),
            "last_day": ("yrexit", "moexit", "dayexit"),
        },
        lasting=0,
    ),
}
"""The styles by name: of the Correlates of War project, and of ATOP."""


def in_one_cell(names: Iterable[str]) -> str | None:
    """Several names as one text, each once; None for none."""
    return "; ".join(dict.fromkeys(names)) or None


# -- of the alliance and the state --------------------------------------------------

VIEW = (
    Column("alliance", str, "the alliance"),
    Column("definition", str, "the definition of membership"),
)


def state_columns(when: str) -> tuple[Column, ...]:
    """The columns of a state; `when` tells on which day it has its number."""
    return (
        Column("state", str, "the state's own short English name"),
        Column("alpha_3", str, "its ISO 3166-1 alpha-3 code"),
        Column("cow", int, f"its number in the Correlates of War state system, {when}"),
        Column("gw", int, "its number in the list of Gleditsch and Ward"),
    )


def of_view(alliance: Interpretation) -> RowValues:
    """What a row tells of the alliance and its definition."""
    return {"alliance": alliance.record.id, "definition": alliance.definition.name}


def of_state(state: State, day: date) -> RowValues:
    """What a row tells of a state; its number is that of the day."""
    return {
        "state": state.name,
        "alpha_3": state.alpha_3,
        "cow": state.cow_on(day),
        "gw": state.gw,
    }
