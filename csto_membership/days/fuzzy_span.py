"""A span with uncertain ends: its days, and its relations to other spans.

In EDTF, `1999/2004` begins on some day of 1999 and ends on some day of 2004. An unknown
end (`1999/`) comes on any later day or never. An open end (`1999/..`) never comes. The
two are different values everywhere.
"""

from __future__ import annotations

from datetime import date

import attrs

from csto_membership.days.dayset import DaySet
from csto_membership.days.fuzzy import Answer, FuzzyDate, FuzzyDaySet
from csto_membership.days.parsing import as_ends, unit_bounds
from csto_membership.days.plain_values import WithPlainValues
from csto_membership.days.relation import (
    ENDLESS,
    EXAMPLES,
    FIXED,
    Relations,
    as_numbers,
)
from csto_membership.days.span import ONE_DAY, Span, no_set
from csto_membership.errors import (
    InvalidDayError,
    InvalidPeriodError,
    InvalidSpanError,
    check_type,
    shown,
)

_Range = tuple[int, int]
_SECOND_DAY = date.min + ONE_DAY


def _date(value: FuzzyDate | date | str | None) -> FuzzyDate | None:
    return value if value is None or isinstance(value, FuzzyDate) else FuzzyDate(value)


def _start(value: FuzzyDate | date | str | None) -> FuzzyDate | None:
    when = _date(value)
    return None if when is None or when.latest == date.min else when


def _end(value: FuzzyDate | date | str | None) -> FuzzyDate | None:
    when = _date(value)
    if when is None or when.days.toggles[0] > _SECOND_DAY:
        return when
    # Text gives the last day in; the end is the day after it. So it is 0001-01-01 only
    # where it has no earliest day.
    return _day_out(when.days.shift(-1)) or when


@no_set
@attrs.frozen(repr=False)
class FuzzySpan(WithPlainValues):
    """A span of at least one day, whose ends may each be one of some days.

    Args:
        start: The first day in; None for no beginning. 0001-01-01 means the same.
        end: The first day out; None for no end. A date without a latest day possibly
            never comes, here and as a start.

    Raises:
        InvalidSpanError: The end cannot be after the start.

    Examples:
        >>> spell = FuzzySpan.parse("1993-12/1999-04-20")
        >>> spell.answer("1993-12-15"), spell.answer("1999-04-20")
        (<Answer.UNCERTAIN: 'uncertain'>, <Answer.YES: 'yes'>)
        >>> spell.relations(FuzzySpan.parse("1994/.."))
        <Relations overlaps>
    """

    _not_a_day = (
        "for its days write its .days, certain and possible, which takes operators"
    )

    start: FuzzyDate | None = attrs.field(default=None, converter=_start)
    end: FuzzyDate | None = attrs.field(default=None, converter=_end)
    _days: FuzzyDaySet = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        # Any day at all is an unknown end, whichever way it is written.
        if self.end is not None and self.end.days == ~DaySet():
            object.__setattr__(self, "end", _unknown_end(self.start))
        if self.start is not None and self.start.days == ~DaySet():
            object.__setattr__(self, "start", _unknown_start(self.end))
        starts = DaySet.of(date.min) if self.start is None else self.start.days
        first = starts.toggles[0]
        latest_end = None if self.end is None else self.end.latest
        if latest_end is not None and latest_end <= first:
            msg = (
                f"the first day out, {self.end}, cannot be after the first day in, "
                f"{self.start or date.min}"
            )
            raise InvalidSpanError(msg)
        # A start is possible only before the latest end, and an end only after the
        # earliest start. So these two bound the days that all such spans share.
        last_start = (starts & DaySet.span(None, latest_end)).last_day
        first_end = None
        if self.end is not None and first < date.max:
            ends = self.end.days & DaySet.span(first + ONE_DAY, None)
            first_end = ends.first_day
        surely = DaySet()
        if last_start and (first_end is None or last_start < first_end):
            surely = DaySet.span(last_start, first_end)
        days = FuzzyDaySet(surely, DaySet.span(first, latest_end))
        object.__setattr__(self, "_days", days)

    @classmethod
    def parse(cls, text: str) -> FuzzySpan:
        """The span that text names; its last day is included.

        Args:
            text: A period as everywhere, such as `1999/2004` or `since 2006-08-16`; an
                interval with an unknown end, `1999/`; or one with lists as ends. A year
                or a month alone is refused: it may be meant in two ways.

        Raises:
            InvalidPeriodError: The text is not such a period, or one end is unknown and
                the other is not a date.
            InvalidDayError: A list is not read.
            InvalidSpanError: The span ends before it starts.

        Examples:
            >>> FuzzySpan.parse("1999/") == FuzzySpan.parse("1999/..")
            False
        """
        check_type(text, str)
        first, last = _ends(text)
        if "" in {first, last} and ".." in {first, last}:
            msg = f"{shown(text)} has an unknown end; write a date at the other end"
            raise InvalidPeriodError(msg)
        start = None if first in {"", ".."} else _start(_of_end(text, first))
        end = None if last in {"", ".."} else _day_out(_of_end(text, last).days)
        if not first:
            start = _unknown_start(end)
        if not last:
            end = _unknown_end(start)
        try:
            return cls(start, end)
        except InvalidSpanError as error:
            msg = f"{shown(text)} ends before it starts"
            raise InvalidSpanError(msg) from error

    @property
    def edtf(self) -> str:
        """The span as an EDTF interval, from which `parse` makes the same span.

        In EDTF no end of an interval is a list. Where an end may be one of several days
        that are not a whole month or year, it is written as a list all the same, and
        other programs need not read it.

        Examples:
            >>> FuzzySpan("1993-12", "[1999-04-20,1999-04-21]").edtf
            '1993-12/[1999-04-19..1999-04-20]'
        """
        if self.end is None:
            last = ".."
        elif self.start is not None and self.end == _unknown_end(self.start):
            last = ""
        else:
            last = FuzzyDate(self.end.days.shift(-1)).edtf
        if self.start is None:
            first = ".."
        elif last and self.end is not None and self.start == _unknown_start(self.end):
            first = ""  # not both ends: one gives the other its bounds
        else:
            first = str(self.start)
        return f"{first}/{last}"

    @property
    def days(self) -> FuzzyDaySet:
        """The days of the span, certain and possible.

        Both bounds are as narrow as they can be: a certain day is in every span that
        this one may be, and a possible day in one of them. A span without a beginning
        has the first day of the calendar for certain, whatever its end.

        Examples:
            >>> print(FuzzySpan.parse("1995-06-01/1995").days)
            1995-06-01; uncertain: 1995-06-02 to 1995-12-31
        """
        return self._days

    def answer(self, day: date | str) -> Answer:
        """Whether a day is in the span.

        Examples:
            >>> span = FuzzySpan(FuzzyDate("1993"), FuzzyDate("1999-04-20"))
            >>> span.answer("1993-06-01")
            <Answer.UNCERTAIN: 'uncertain'>
            >>> span.answer("1994-01-01")
            <Answer.YES: 'yes'>
        """
        return self._days.answer(day)

    def __contains__(self, day: date | str) -> bool:
        return day in self._days

    def relations(self, other: FuzzySpan | Span) -> Relations:
        """The relations that this span may have to another, and no others.

        Examples:
            >>> FuzzySpan.parse("1999/").relations(FuzzySpan.parse("2006/.."))
            <Relations before, meets, overlaps, finished by>
        """
        mine, theirs = _both_ends(self), _both_ends(other)
        return Relations(
            each
            for each, example in EXAMPLES.items()
            if _is_possible(
                [*zip(example, mine, strict=True), *zip(FIXED, theirs, strict=True)]
            )
        )

    def stands(self, relations: Relations | str, other: FuzzySpan | Span) -> Answer:
        """Whether this span has one of some relations to another.

        Examples:
            >>> FuzzySpan.parse("1999/").stands("before", Span("2006-08-16"))
            <Answer.UNCERTAIN: 'uncertain'>
        """
        wanted, possible = Relations(relations), self.relations(other)
        return Answer.of(surely=possible <= wanted, possibly=bool(possible & wanted))

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"FuzzySpan.parse({self.edtf!r})"


def _ends(text: str) -> tuple[str, str]:
    """The first and the last end of a span, given as text; empty if unknown."""
    first, slash, last = (part.strip() for part in text.partition("/"))
    if slash and "/" not in last and (first == "") is not (last == ""):
        return first, last
    try:
        ends = as_ends(text)
    except InvalidPeriodError as error:
        if text.count("/") == 1:
            raise
        raise InvalidPeriodError(_not_a_span(text, text)) from error
    if not slash and unit_bounds(text) and not FuzzyDate(text).is_exact:
        raise InvalidPeriodError(_not_a_span(text, text))
    return ends


def _of_end(text: str, end: str) -> FuzzyDate:
    """The date that one end of a text names."""
    if bounds := unit_bounds(end):
        return FuzzyDate(DaySet.span(*bounds))
    if not end.startswith(("[", "{")):
        raise InvalidPeriodError(_not_a_span(text, end))
    try:
        return FuzzyDate(end)
    except InvalidDayError as error:
        msg = f"{shown(text)} has an end that is not read: {error}"
        raise InvalidDayError(msg) from error


def _not_a_span(text: str, end: str) -> str:
    from csto_membership.days.refusal import not_a_span  # noqa: PLC0415

    return not_a_span(text, end)


def _day_out(last: DaySet) -> FuzzyDate | None:
    """The first day out, for a last day in that is one of some days.

    None if that is the last day of the calendar: no day is after it, so the end is open.
    """
    out = last.shift(1)
    if out and last.last_day is None:
        out |= DaySet.span(date.max, None)  # in a list it possibly never comes
    return FuzzyDate(out) if out else None


def _unknown_end(start: FuzzyDate | None) -> FuzzyDate | None:
    """An end with a last day in from the earliest start on, or never."""
    return _day_out(DaySet.span(None if start is None else start.earliest, None))


def _unknown_start(end: FuzzyDate | None) -> FuzzyDate:
    """A start on any day before the latest end."""
    return FuzzyDate(DaySet.span(None, None if end is None else end.latest))


def _both_ends(span: FuzzySpan | Span) -> tuple[list[_Range], list[_Range]]:
    """The numbers of the days that the start and the end may be, as ranges."""
    if isinstance(span, FuzzySpan):
        # A start that never comes is after the calendar, and before an end that does not.
        return _ranges(span.start, 1, ENDLESS - 1), _ranges(span.end, ENDLESS, ENDLESS)
    start, end = as_numbers(span)
    return [(start, start)], [(end, end)]


def _ranges(when: FuzzyDate | None, if_open: int, if_never: int) -> list[_Range]:
    if when is None:
        return [(if_open, if_open)]
    ranges = [
        ((s.first_day or date.min).toordinal(), (s.last_day or date.max).toordinal())
        for s in when.days.spans()
    ]
    return ranges if when.latest else [*ranges, (if_never, if_never)]


def _is_possible(placed: list[tuple[int, list[_Range]]]) -> bool:
    """Whether a day can be chosen for each place, so that days and places ascend.

    Args:
        placed: Places, with ranges of days. A place given twice needs a day that is in
            the ranges of both.
    """
    last = 0
    for place in sorted({place for place, _ in placed}):
        # The earliest day for each place leaves most room for the next ones.
        shared = [(last + 1, ENDLESS)]
        for ranges in (ranges for given, ranges in placed if given == place):
            shared = [
                (max(a, c), min(b, d))
                for a, b in shared
                for c, d in ranges
                if max(a, c) <= min(b, d)
            ]
        if not shared:
            return False
        last = min(shared)[0]
    return True
