"""Days that are certain and days that are only possible.

These are built on the algebra of days, which itself has no uncertainty. A `FuzzyDate`
is the days that a date may be. A `FuzzyDaySet` is a rough set, made of a set of certain
days and a set of possible ones. An `Answer` is yes, no or uncertain, which are Kleene's
three values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from csto_membership.days.dayset import DaySet, no_operand
from csto_membership.days.edtf import read_ranges, write_date
from csto_membership.days.parsing import as_bounds, as_day, as_ends, unit_bounds
from csto_membership.days.plain_values import WithPlainValues, as_plain
from csto_membership.days.span import Period, no_set
from csto_membership.errors import (
    EmptyError,
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    UncertainError,
    check_type,
)

T = TypeVar("T")


class Answer(WithPlainValues, StrEnum):
    """Yes, no, or uncertain; each is equal to its text, such as `"yes"`.

    `&`, `|` and `~` are Kleene's: UNCERTAIN gives UNCERTAIN, unless the other side
    decides the result alone, as in `NO & UNCERTAIN`. `bool()` of UNCERTAIN raises an
    error, because either answer would be a guess.

    Examples:
        >>> Answer.YES & Answer.UNCERTAIN
        <Answer.UNCERTAIN: 'uncertain'>
        >>> Answer.UNCERTAIN.possibly, Answer.UNCERTAIN.surely
        (True, False)
    """

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"

    @classmethod
    def of(cls, *, surely: bool, possibly: bool) -> Answer:
        """The answer that is certainly yes, only possibly yes, or no.

        Examples:
            >>> Answer.of(surely=False, possibly=True)
            <Answer.UNCERTAIN: 'uncertain'>
        """
        if surely:
            return cls.YES
        return cls.UNCERTAIN if possibly else cls.NO

    @property
    def surely(self) -> bool:
        """Whether the answer is certainly yes."""
        return self is Answer.YES

    @property
    def possibly(self) -> bool:
        """Whether the answer is yes or uncertain."""
        return self is not Answer.NO

    def __bool__(self) -> bool:
        if self is Answer.UNCERTAIN:
            msg = (
                "the answer is uncertain, neither yes nor no; ask answer.surely or "
                "answer.possibly, or compare it with Answer.UNCERTAIN"
            )
            raise UncertainError(msg)
        return self is Answer.YES

    def __and__(self, other: Answer) -> Answer:
        if not isinstance(other, Answer):
            return NotImplemented
        return min(self, other, key=_ASCENDING.index)

    def __or__(self, other: Answer) -> Answer:
        if not isinstance(other, Answer):
            return NotImplemented
        return max(self, other, key=_ASCENDING.index)

    def as_dict(self) -> dict[str, str]:
        """The answer as a plain value.

        Examples:
            >>> Answer.YES.as_dict()
            {'answer': 'yes'}
        """
        return {"answer": self.value}

    def __invert__(self) -> Answer:
        return Answer.of(surely=not self.possibly, possibly=not self.surely)


_ASCENDING = (Answer.NO, Answer.UNCERTAIN, Answer.YES)


def _possible_days(value: DaySet | date | str) -> DaySet:
    match value:
        case DaySet():
            return value
        case str() if value.strip().startswith(("[", "{")):
            return DaySet.from_spans(read_ranges(value.strip(), "[]"))
        case str():
            if bounds := unit_bounds(value):
                return DaySet.span(*bounds)
            raise InvalidDayError(_not_a_date(value))
        case _:
            return DaySet.of(value)


def _not_a_date(text: str) -> str:
    from csto_membership.days.refusal import not_a_date  # noqa: PLC0415

    try:
        ends = as_ends(text) if as_bounds(text) else None
    except (InvalidPeriodError, InvalidSpanError):
        ends = None
    return not_a_date(text, ends)


@no_set
@attrs.frozen(repr=False)
class FuzzyDate(WithPlainValues):
    """A date that may be one of some days.

    Args:
        days: The days it may be: a date, a `DaySet`, or EDTF text such as `1999`,
            `1999-04` or `1999-04-20`. One of several days is written as
            `[1993-09-09,1993-12-09]`, `[..1994-04-20]`, `[2008-03-28..]` or `[..]`. A
            date without a latest day possibly never comes. Text without bounds
            (`1999~`, `1999?`) is refused.

    Raises:
        InvalidDayError: The text does not name such days.
        EmptyError: There is no day that it may be.

    Examples:
        >>> FuzzyDate("1993-12").latest
        datetime.date(1993, 12, 31)
        >>> FuzzyDate("[2008-03-28..]").latest is None
        True
        >>> FuzzyDate("1993-12").agrees_with(FuzzyDate("1993-12-09"))
        True
    """

    _not_a_day = "for the days that it may be write its .days, which takes operators"
    _how_to_make = "write FuzzyDate(text)"

    days: DaySet = attrs.field(converter=_possible_days)

    def __attrs_post_init__(self) -> None:
        if not self.days:
            msg = "a date needs at least one possible day"
            raise EmptyError(msg)

    def as_dict(self) -> dict[str, Any]:
        """The text, and the first and the last day that it may be.

        Examples:
            >>> FuzzyDate("1999-04").as_dict()
            {'text': '1999-04', 'earliest': '1999-04-01', 'latest': '1999-04-30'}
        """
        days = {"earliest": self.earliest, "latest": self.latest}
        return {"text": str(self), **as_plain(days)}

    def _plain(self) -> str:
        return str(self)

    @property
    def earliest(self) -> date | None:
        """The first day it may be; None if there is no first one."""
        return self.days.first_day

    @property
    def latest(self) -> date | None:
        """The last day it may be; None if it possibly never comes."""
        return self.days.last_day

    @property
    def is_exact(self) -> bool:
        """Whether it can be only one day.

        Examples:
            >>> FuzzyDate("1993-12").is_exact, FuzzyDate("1993-12-09").is_exact
            (False, True)
        """
        return self.earliest is not None and self.earliest == self.latest

    @property
    def onwards(self) -> FuzzyDaySet:
        """All days from the date on.

        They are certain from its latest day on, and possible from its earliest.

        Examples:
            >>> print(FuzzyDate("1993-12").onwards)
            since 1993-12-31; uncertain: 1993-12-01 to 1993-12-30
        """
        possibly = DaySet.span(self.earliest, None)
        if self.is_exact:
            return _between(possibly, possibly)
        latest = self.latest
        surely = DaySet() if latest is None else DaySet.span(latest, None)
        return _between(surely, possibly)

    def agrees_with(self, other: FuzzyDate) -> bool:
        """Whether both may be the same day; a vaguer date is not a contradiction.

        Examples:
            >>> FuzzyDate("1993").agrees_with(FuzzyDate("1993-12-09"))
            True
            >>> FuzzyDate("1994").agrees_with(FuzzyDate("1993-12-09"))
            False
        """
        check_type(other, FuzzyDate)
        return not self.days.isdisjoint(other.days)

    @property
    def edtf(self) -> str:
        """The date as EDTF text, from which `FuzzyDate` makes the same date.

        EDTF has no text for a day of which nothing is known. It is written as some day
        from the first of the calendar on, `[0001-01-01..]`; `str` has `[..]` for it.

        Examples:
            >>> FuzzyDate("[1993-12-01..1993-12-31]").edtf, FuzzyDate("[2008-03-28..]").edtf
            ('1993-12', '[2008-03-28..]')
        """
        return write_date(tuple(self.days.spans()))

    def __str__(self) -> str:
        return "[..]" if self.days == ~DaySet() else self.edtf

    def __repr__(self) -> str:
        return f"FuzzyDate({self.edtf!r})"


def _operate(
    operation: Callable[[DaySet, DaySet], DaySet],
    days: FuzzyDaySet,
    other: FuzzyDaySet | DaySet,
    *,
    crossed: bool = False,
) -> FuzzyDaySet:
    """The result of both bounds; if crossed, each bound meets the other's opposite."""
    if isinstance(other, FuzzyDaySet):
        surely, possibly = other.surely, other.possibly
    elif isinstance(other, DaySet):
        surely = possibly = other
    else:
        return no_operand(other)
    if crossed:
        surely, possibly = possibly, surely
    found = _combined(operation, days, surely, possibly)
    if crossed or isinstance(other, DaySet) or not other.some_of:
        return found
    theirs = _still_some(operation, other.some_of, days.surely, found.surely)
    return _between(found.surely, found.possibly, (*found.some_of, *theirs))


@no_set
@attrs.frozen(repr=False)
class FuzzyDaySet(WithPlainValues):
    """A set in which some days are certain and others only possible (a rough set).

    `|`, `&`, `^`, `-` and `~` work on both bounds at once, so the true result is always
    between the bounds of the result. A `DaySet` on the other side is taken as certain.
    `day in days`, `bool(days)` (is there any day?), `count` and iteration raise an
    error if the answer is uncertain.

    The bounds are as narrow as possible if the operands are uncertain independently of
    each other. They are wider if the same uncertainty is on both sides: `days & ~days`
    is truly empty, but its uncertain days stay possible.

    Args:
        surely: The days that are certainly in the set.
        possibly: The days that may be in the set; by default the certain ones.
        some_of: Sets of possible days of which at least one day is certainly in the set,
            such as all days of a year. Operators keep what still holds of the result.

    Raises:
        InvalidSpanError: A certain day is not possible, or no day of `some_of` is.
        WrongTypeError: A bound is not a `DaySet`.

    Examples:
        >>> days = FuzzyDaySet(DaySet.span("1994-01-01", "1999-01-01"),
        ...                    DaySet.span("1993-01-01", "1999-01-01"))
        >>> days.answer("1993-06-01")
        <Answer.UNCERTAIN: 'uncertain'>
        >>> days.uncertain
        DaySet.parse('1993')
    """

    _not_a_day = (
        "write its bounds, .surely and .possibly, which take operators and order"
    )

    surely: DaySet = attrs.field(factory=DaySet)
    possibly: DaySet = attrs.field(
        default=attrs.Factory(lambda days: days.surely, takes_self=True)
    )
    some_of: tuple[DaySet, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The spans of certain and of uncertain days, with both ends inside.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1999"), DaySet.parse("1999/2000"))
            >>> days.as_dict()["uncertain"]
            [{'first_day': '2000-01-01', 'last_day': '2000-12-31'}]
        """
        parts = {"surely": self.surely, "uncertain": self.uncertain}
        return {name: as_plain(days) for name, days in parts.items()}

    def __attrs_post_init__(self) -> None:
        check_type(self.some_of, tuple, "pass a tuple of DaySet")
        for each in (self.surely, self.possibly, *self.some_of):
            check_type(each, DaySet)
        if not self.surely <= self.possibly:
            certain = self.surely - self.possibly
            msg = f"certain days must also be possible, but these are not: {certain}"
            raise InvalidSpanError(msg)
        for each in self.some_of:
            if not each or not each <= self.possibly:
                msg = f"at least one day must be possible, but these are not: {each}"
                raise InvalidSpanError(msg)

    @property
    def uncertain(self) -> DaySet:
        """The days that are possible but not certain."""
        return self.possibly - self.surely

    def answer(self, day: date | str) -> Answer:
        """Whether the day is in the set.

        Examples:
            >>> days = FuzzyDaySet(DaySet.parse("1999"), DaySet.parse("1999/2000"))
            >>> days.answer("2000-02-29")
            <Answer.UNCERTAIN: 'uncertain'>
        """
        if type(day) is not date:
            day = as_day(day)
        if day in self.surely:
            return Answer.YES
        return Answer.UNCERTAIN if day in self.possibly else Answer.NO

    def __contains__(self, day: date | str) -> bool:
        return bool(self.answer(day))

    def __bool__(self) -> bool:
        if self.possibly and not self.surely:
            msg = (
                f"whether {self!r} has a day is uncertain; ask its .surely or .possibly"
            )
            raise UncertainError(msg)
        return bool(self.surely)

    def __invert__(self) -> FuzzyDaySet:
        return _between(~self.possibly, ~self.surely)

    def __or__(self, other: FuzzyDaySet | DaySet) -> FuzzyDaySet:
        return _operate(DaySet.__or__, self, other)

    def __and__(self, other: FuzzyDaySet | DaySet) -> FuzzyDaySet:
        return _operate(DaySet.__and__, self, other)

    def __sub__(self, other: FuzzyDaySet | DaySet) -> FuzzyDaySet:
        return _operate(DaySet.__sub__, self, other, crossed=True)

    __ror__ = __or__
    __rand__ = __and__

    def __rsub__(self, other: DaySet) -> FuzzyDaySet:
        return (~self).__and__(other)

    def __xor__(self, other: FuzzyDaySet | DaySet) -> FuzzyDaySet:
        mine = self.__sub__(other)
        return mine if mine is NotImplemented else mine | (other - self)

    __rxor__ = __xor__

    def clip(self, period: Period) -> FuzzyDaySet:
        """The days of the set that are in a period, as `DaySet.clip`.

        Examples:
            >>> print(FuzzyDate("1993-12").onwards.clip("1993"))
            1993-12-31; uncertain: 1993-12-01 to 1993-12-30
        """
        return _combined(DaySet.clip, self, period, period)

    def shift(self, days: int | timedelta) -> FuzzyDaySet:
        """The set with each day moved later by a number of days, as `DaySet.shift`.

        Examples:
            >>> print(FuzzyDate("1993-12").onwards.shift(31))
            since 1994-01-31; uncertain: 1994-01-01 to 1994-01-30
        """
        return _combined(DaySet.shift, self, days, days)

    def count(self) -> int:
        """The number of days in the set, if all are certain.

        Raises:
            UncertainError: Some days are uncertain.
            UnboundedError: The set is endless.

        Examples:
            >>> from csto_membership import load
            >>> load("csto").days_of("Georgia").count()
            1959
        """
        return self._certain("count() of").count()

    def __iter__(self) -> Iterator[date]:
        return iter(self._certain("the days of"))

    def _certain(self, what: str) -> DaySet:
        if self.uncertain:
            msg = (
                f"some days are uncertain, {self.uncertain}; ask for {what} the bounds "
                "instead, .surely and .possibly"
            )
            raise UncertainError(msg)
        return self.surely

    def __str__(self) -> str:
        if not self.uncertain:
            return str(self.surely)
        some = "".join(f"; at least one day of {each}" for each in self.some_of)
        if not self.surely:
            return f"uncertain: {self.uncertain}{some}"
        return f"{self.surely}; uncertain: {self.uncertain}{some}"

    def __repr__(self) -> str:
        return f"<FuzzyDaySet {self}>"


def _combined(
    operation: Callable[[DaySet, T], DaySet],
    days: FuzzyDaySet,
    for_surely: T,
    for_possibly: T,
) -> FuzzyDaySet:
    """The result of an operation on both bounds; if both are one, it is done once."""
    surely = operation(days.surely, for_surely)
    if days.possibly is days.surely and for_possibly is for_surely:
        return _between(surely, surely)
    possibly = operation(days.possibly, for_possibly)
    if not days.some_of:
        return _between(surely, possibly)
    some_of = _still_some(operation, days.some_of, for_surely, surely)
    return _between(surely, possibly, some_of)


def _still_some(
    operation: Callable[[DaySet, T], DaySet],
    some_of: Iterable[DaySet],
    other: T,
    surely: DaySet,
) -> tuple[DaySet, ...]:
    """The sets of days of which an operation takes none away, and makes none certain."""
    return tuple(
        each
        for each in some_of
        if each <= operation(each, other) and each.isdisjoint(surely)
    )


def _between(
    surely: DaySet, possibly: DaySet, some_of: tuple[DaySet, ...] = ()
) -> FuzzyDaySet:
    # Not validated: the operators keep the certain days among the possible ones.
    made = object.__new__(FuzzyDaySet)
    object.__setattr__(made, "surely", surely)
    object.__setattr__(made, "possibly", possibly)
    object.__setattr__(made, "some_of", some_of)
    return made
