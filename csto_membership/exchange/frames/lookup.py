"""What the new columns of a frame say of each state, day by day.

All that is asked of a state is a step function of the day, so one `Timeline` holds its
answers to everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Literal

import attrs

from csto_membership import errors
from csto_membership.alliance import Alliance
from csto_membership.days import DaySet, Span, Timeline, as_period
from csto_membership.exchange.obligations import (
    OBLIGATION_COLUMNS,
    PairObligations,
    obligations_of,
)
from csto_membership.exchange.series import (
    MembershipSeries,
    Subject,
    SubjectGroup,
    TableView,
    looked_at,
    table_view,
)
from csto_membership.membership.absence import Absent
from csto_membership.membership.year_rule import YearRule
from csto_membership.record import State
from csto_membership.record.number import (
    ListNumber,
    hint_of_other_list,
    numbers_of_list,
)
from csto_membership.record.spelling import folded
from csto_membership.record.state import States

Code = Literal["name", "cow", "gw"]
"""What names a state in a column: names and ISO codes, or the numbers of a list."""

_CODE = len("UZB")

NUMBERS_HINT = "for numbers of a list of states pass code='cow' or code='gw'"

NewValues = tuple[Any, ...]
"""What holds of a state on a day: a value for each new column."""


@attrs.frozen
class NewColumn:
    """A new column.

    Attributes:
        name: Its name.
        type: The type of its values: `str`, `int` or `date`. A date is written as the
            frame writes its days.
    """

    name: str
    type: type


@attrs.frozen(cache_hash=True)
class Lookup:
    """What is asked of each row.

    Attributes:
        alliances: The alliances, each with what is added to the names of its columns.
        numbers: Whether `member` or `together` is 1 or 0.
        status: Whether `status` is asked.
        since: Whether `since` is asked.
        carry: Whether days that are not covered are answered as last known.
        continuity: Whether a state is asked as the one that it continues, on days on
            which it was not a state.
        rule: When the days of a year make a member; None if each row has a day.
        pairs: Whether a row is about two states.
    """

    alliances: tuple[tuple[str, Alliance], ...]
    numbers: bool = False
    status: bool = False
    since: bool = False
    carry: bool = False
    continuity: bool = False
    rule: YearRule | None = None
    pairs: bool = False

    @property
    def answer(self) -> str:
        """The column that says whether a state was, or two were, members."""
        return "together" if self.pairs else "member"

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        """The new columns, in order."""
        types: dict[str, type] = {self.answer: int if self.numbers else str}
        types[f"{self.answer}_why"] = str
        if self.status:
            types["status"] = str
        if self.since:
            types["since"] = date
        owed = {"obligation": str, **dict.fromkeys(OBLIGATION_COLUMNS, int)}
        return (
            *(
                NewColumn(f"{name}{suffix}", its)
                for suffix, _ in self.alliances
                for name, its in types.items()
            ),
            *(NewColumn(*each) for each in owed.items() if self.pairs),
        )


@lru_cache(maxsize=8)
def views_of(lookup: Lookup) -> Sequence[TableView]:
    """Each of the alliances, as a table asks it."""
    each = (alliance for _, alliance in lookup.alliances)
    return [table_view(alliance, lookup.continuity, lookup.carry) for alliance in each]


@lru_cache(maxsize=2**15)
def rows_of(group: SubjectGroup, lookup: Lookup) -> Timeline[NewValues]:
    """What all columns say of a state, or two, day by day; frames come in parts."""
    views = views_of(lookup)
    series = tuple(view.series(*group) for view in views)
    if lookup.pairs:
        # The same under each definition.
        return _rows(series, (), obligations_of(views[0]).of(group), lookup)
    asked = views if lookup.status else ()
    return _rows(series, tuple(v.statuses(*group) for v in asked), None, lookup)


# Most pairs have no days in common, and differ only in when both were states.
@lru_cache(maxsize=2**12)
def _rows(
    series: Sequence[MembershipSeries],
    statuses: Sequence[Timeline[str]],
    owed: PairObligations | None,
    lookup: Lookup,
) -> Timeline[NewValues]:
    answers = _answers if lookup.rule is None else _answers_by_year
    parts = [answers(*e, lookup) for e in zip_longest(series, statuses)]
    if owed is not None:
        parts.append(_obligations(owed, lookup))
    changes = frozenset[date]().union(*(each for each, _ in parts))
    if lookup.rule is not None:
        # In a year without a change the answer is that of each of its days.
        years = {day.year + n for day in changes for n in (0, 1)}
        changes = frozenset(date(y, 1, 1) for y in years if y <= date.max.year)
    days = sorted(changes - {date.min})
    rows = [
        _one(tuple(value for _, of_day in parts for value in of_day(day)))
        for day in (date.min, *days)
    ]
    return Timeline(days, rows)


@lru_cache(maxsize=2**12)
def _one(row: NewValues) -> NewValues:
    """One object for rows that are the same, since pairs may have many of them."""
    return row


@lru_cache(maxsize=2**12)
def may_mislead(state: State, lookup: Lookup) -> bool:
    """Whether another state may be meant on days on which a state was not one."""
    return any(view.instead_of([state]) for view in views_of(lookup))


_Answers = tuple[frozenset[date], Callable[[date], Sequence[Any]]]
"""The days on which some columns may change, and what they say on a day."""


def _answers(
    series: MembershipSeries, statuses: Timeline[str] | None, lookup: Lookup
) -> _Answers:
    """The columns of one alliance."""
    write = _NUMBERS if lookup.numbers else _TEXTS
    spans = list(series.days.possibly.spans())

    def of_day(day: date) -> Sequence[Any]:
        answer, why = series.on(day)
        cells: list[Any] = [write.get(str(answer)), why and str(why)]
        if statuses is not None:
            cells.append(statuses[day])
        if lookup.since:
            inside = (span.first_day for span in spans if day in span)
            cells.append(next(inside, None) if day in series.covered else None)
        return cells

    return series.changes.union(statuses.days if statuses else ()), of_day


def _answers_by_year(
    series: MembershipSeries, _: Timeline[str] | None, lookup: Lookup
) -> _Answers:
    """The same for years, each of which stands for its first day."""

    def of_day(day: date) -> Sequence[Any]:
        cell = series.cell("member", lookup.rule or "", _year_of(day))
        value, why = cell["member"], cell["member_why"]
        if lookup.numbers:
            return value, why
        return {1: "yes", 0: "no"}.get(value, _TEXTS.get(why)), why

    return series.changes.union(series.existence.surely.toggles), of_day


def _obligations(owed: PairObligations, lookup: Lookup) -> _Answers:
    """The columns of obligations."""
    rule = lookup.rule

    def of_day(day: date) -> Sequence[Any]:
        if rule is None:
            return tuple(owed.cells_on(day).values())
        return tuple(owed.cells(looked_at(rule, _year_of(day))).values())

    return owed.changes, of_day


def _year_of(day: date) -> Span:
    return as_period(f"{day.year:04d}")


_TEXTS = {answer: answer for answer in ("yes", "no", "uncertain")}
_NUMBERS = {"yes": 1, "no": 0}


# -- numbers of a list ------------------------------------------------------------------


@attrs.frozen(eq=False)
class NumberNames:
    """The numbers of a list, found by number or by the letters of the list.

    Attributes:
        list: The list: `cow` or `gw`.
        numbers: The numbers.
        letters: The numbers by the letters that the list gives with them.
        states: The states that may have a number.
    """

    list: str
    numbers: Mapping[int, ListNumber]
    letters: Mapping[str, ListNumber]
    states: States

    def find(self, name: Any) -> ListNumber:
        """The number that a value of a column names: 365, 365.0, `365`, `365.0` or `RUS`.

        Raises:
            UnknownStateError: The list has no such number or letters.
            NotAStateError: The value is neither a number nor text.
        """
        if isinstance(name, float) and name.is_integer():
            name = int(name)
        if not isinstance(name, (int, str)) or isinstance(name, bool):
            msg = (
                f"{errors.shown(name)} is of type {type(name).__name__}, not a number or letters "
                f"of the list {self.list}"
            )
            raise errors.NotAStateError(msg)
        # A column of texts may have been one of floats.
        text = str(name).strip().removesuffix(".0")
        if text.isascii() and text.isdigit():
            found = self.numbers.get(int(text))
        else:
            found = self.letters.get(text.upper())
        if found is None:
            hint = (
                f"the list {self.list} gives no state this number or these letters; "
                "for ISO codes and names leave `code` out"
            )
            if text.isascii() and text.isdigit():
                hint = f"no state has the number {text} in the list {self.list}"
                hint += hint_of_other_list(self.states, self.list, int(text))
            raise errors.UnknownStateError(text, hint=hint)
        return found

    def instead_of(self, number: ListNumber, days: DaySet) -> Sequence[ListNumber]:
        """The numbers to use on days on which another is not in use.

        They are those of the same states, of the states that these continue, and of
        the states that continue these.
        """
        missing = days - number.days
        own = {holder.state for holder in number.holders}
        before = {key for state in own for key in state.continues}
        return [
            other
            for other in self.numbers.values()
            for holder in other.holders_in(missing)
            if other is not number
            and (
                holder.state in own
                or before.intersection(holder.state.codes)
                or any({*holder.state.continues} & {*each.codes} for each in own)
            )
        ]

    def report_not_in_use(
        self,
        asked: Mapping[ListNumber, DaySet],
        absent: Absent,
        rule: YearRule | None = None,
    ) -> None:
        """Warn or raise if a number is not in use on a day, and another is.

        With a rule the days are those that it looks at in some years. A year has an
        answer if the number is in use on one of them.

        Raises:
            AbsentStateError: `absent` is `raise`, and that is so.
            UnknownNameError: There is no such choice.
        """
        texts: list[str] = []
        for number, days in asked.items():
            partly = number.days.toggles if rule is not None else ()
            years = DaySet.from_spans(
                looked
                for looked in (looked_at(rule or "", _year_of(day)) for day in partly)
                if not number.days.isdisjoint(DaySet.from_spans([looked]))
            )
            if others := self.instead_of(number, days - years):
                used = " or ".join(dict.fromkeys(str(o.number) for o in others))
                named = " or ".join(dict.fromkeys(str(h.state) for h in number.holders))
                texts.append(
                    f"{number.number} ({named}) is not in use in the list {self.list} "
                    f"on a day asked; use {used}"
                )
        if texts or absent not in errors.BEYOND:
            errors.report_absent("; ".join(texts), absent)


@lru_cache(maxsize=8)
def names_of(states: States, code: Code) -> States | NumberNames:
    """What finds the states, or the numbers of a list, that a column names."""
    if code == "name":
        return states
    numbers = numbers_of_list(states, code)
    letters = {h.letters: n for n in numbers.values() for h in n.holders if h.letters}
    return NumberNames(code, numbers, letters, states)


@lru_cache(maxsize=8)
def spellings(known: States | NumberNames) -> Mapping[str, Subject]:
    """What each text that a column may hold names, in small letters without hyphens."""
    if isinstance(known, NumberNames):
        numbers = {str(number): its for number, its in known.numbers.items()}
        return numbers | {text.lower(): its for text, its in known.letters.items()}
    every = [name for state in known for name in state.names]
    plain = [" ".join(name.lower().replace("-", " ").split()) for name in every]
    # Short names are not made even, so what has a blank beside it is named too.
    short = [code for code in plain if len(code) < _CODE]
    wide = [name for code in short for name in (f" {code}", f"{code} ")]
    found: dict[str, State] = {}
    for name in dict.fromkeys([*plain, *map(folded, every), *wide]):
        with suppress(errors.UnknownStateError):  # two states had this code
            found[name] = known.find(name)
    return found
