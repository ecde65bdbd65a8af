"""Comparisons: two histories, day by day.

They may differ in definition, sources, day of knowledge or alliance. Over one period
their distance is a metric: it is zero if and only if they are the same on every day,
it is symmetric, and it satisfies the triangle inequality.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.answers.members import Members, members_by_day
from csto_membership.answers.report import Answered, Report, ReportTable
from csto_membership.answers.tally import AMOUNTS, StateTally, Tally, YearTally
from csto_membership.answers.wording import described
from csto_membership.days import Answer, DaySet, FuzzyDaySet, Span, Timeline
from csto_membership.days.parsing import day_after
from csto_membership.days.plain_values import WithPlainValues, as_plain
from csto_membership.days.span import Period, as_period
from csto_membership.errors import BeyondRecordError, check_choice, report_beyond
from csto_membership.membership.absence import absent_days, existence_of
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.year_rule import RuleName, YearRule, counted_days
from csto_membership.record import State
from csto_membership.record.state import by_name

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart


_HEAD = ("", "in both", "only here", "only there", "they differ on")


@attrs.frozen
class DayDifference(WithPlainValues):
    """How two histories differ on a day; false if they do not.

    Attributes:
        only_here: States certainly in the first history, certainly not in the second.
        only_there: The reverse.
        perhaps_only_here: States of which one history is uncertain, and which are more
            of a member in the first; each counts half.
        perhaps_only_there: The reverse.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> differences = csto.compare(csto.under("party")).timeline()
        >>> differences["2008-01-01"].distance, differences["2009-01-01"].distance
        (1.0, 0.5)
        >>> differences["2009-01-01"].perhaps_only_here
        frozenset({<State UZ Uzbekistan>})
    """

    only_here: frozenset[State] = frozenset()
    only_there: frozenset[State] = frozenset()
    perhaps_only_here: frozenset[State] = frozenset()
    perhaps_only_there: frozenset[State] = frozenset()

    @classmethod
    def between(cls, here: Members, there: Members) -> DayDifference:
        """Return how the members of two histories differ.

        Examples:
            >>> import csto_membership as cm
            >>> from csto_membership.evidence import DayDifference
            >>> before, after = cm.members_on("1999-04-20"), cm.members_on("1999-04-21")
            >>> found = DayDifference.between(before, after)
            >>> sorted(map(str, found.only_here)), found.distance
            (['Azerbaijan', 'Georgia', 'Uzbekistan'], 3.0)
        """
        only_here, perhaps_only_here = _excess(here, there)
        only_there, perhaps_only_there = _excess(there, here)
        return cls(only_here, only_there, perhaps_only_here, perhaps_only_there)

    @property
    def distance(self) -> float:
        """The number of members by which they differ; uncertain ones count half."""
        full = len(self.only_here) + len(self.only_there)
        return full + (len(self.perhaps_only_here) + len(self.perhaps_only_there)) / 2

    def __bool__(self) -> bool:
        return self.distance > 0


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Answered, Tally):
    """Two histories compared in member-days; an uncertain day counts half.

    Attributes:
        one: The first history, "here".
        other: The second history, "there".
        period: The days compared.
        by_state: The tally of each state named in either, in order of name.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> halt = csto.compare(csto.under("active"), "2024/2025")
        >>> halt.only_here, halt.only_there, str(halt.days)
        (679.0, 0.0, '2024-02-22 to 2025-12-31')
        >>> print(halt)
        here   csto under "joined"
        there  csto under "active"
        2024-01-01 to 2025-12-31, in member-days; an uncertain day counts half
        <BLANKLINE>
                    in both  only here  only there  they differ on
        Armenia          52        679           0  2024-02-22 to 2025-12-31
        all states     3707        679           0
        <BLANKLINE>
        States without any difference: 11 of 12.
        Of 4386 member-days in either, 679 are in one only (15.5%).
    """

    one: Interpretation
    other: Interpretation
    period: Span
    by_state: tuple[StateTally, ...]

    @property
    def days(self) -> DaySet:
        """The days on which the two differ."""
        return DaySet().union(*(row.days for row in self.by_state))

    @property
    def covered_until(self) -> date:
        """The last day that both cover.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.compare(csto.as_known_on("2000-01-01"), "1999").covered_until
            datetime.date(2000, 1, 1)
        """
        return min(self.one.horizon, self.other.horizon)

    def by_year(self, rule: RuleName) -> tuple[YearTally, ...]:
        """How many states were members in each year, by a year rule.

        These are all years with a day in the period. Each counts as a whole, even if
        the period begins or ends in it. Years that end after the last day that both
        cover are left out.

        Args:
            rule: `any_day`, `first_day`, `last_day` or `most_days` (more than half of
                the days of the year on which the state existed).

        Raises:
            UnknownNameError: There is no such rule.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> for row in csto.compare(csto.under("party"), "1993/1994").by_year("any_day"):
            ...     print(row.year, row.in_both, row.only_here, row.only_there)
            1993 0.0 9.0 0.0
            1994 8.5 0.5 0.0
        """
        check_choice(rule, YearRule, "rule for years")
        chosen = YearRule(rule)
        first, last = self.period.start or date.min, self.period.last_day or date.max

        return tuple(
            YearTally.of(
                year,
                [
                    (
                        _member_in(self.one, row.state, year, chosen),
                        _member_in(self.other, row.state, year, chosen),
                    )
                    for row in self.by_state
                ],
            )
            for year in range(first.year, last.year + 1)
            if date(year, 12, 31) <= self.covered_until
        )

    def timeline(self) -> Timeline[DayDifference]:
        """How the two differ, day by day, with no difference outside the period.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> halt = csto.compare(csto.under("active")).timeline()["2025-01-01"]
            >>> halt.only_here, bool(halt.only_there)
            (frozenset({<State AM Armenia>}), False)
        """
        inside = Timeline.of(DaySet.from_spans([self.period]))
        here, there = members_by_day(self.one), members_by_day(self.other)
        none, differences = DayDifference(), here.combine(there, DayDifference.between)
        return differences.combine(inside, lambda each, is_in: each if is_in else none)

    def chart(self) -> Chart:
        """A picture of the states that differ, and on which days.

        Days only in the first history are above the middle of a row, days only in the
        second below it; a thin line marks days in both. If one history is uncertain,
        the difference is faded.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto")
            >>> csto.compare(csto.under("active")).chart()
            <Chart Where csto under "joined" and csto under "active" differ, 1992-05-15 to 2026-02-15: 2 rows>
        """
        from csto_membership.answers import member_chart  # noqa: PLC0415

        rows = [(row.state, row.here, row.there) for row in self.by_state]
        return member_chart.chart_of_differences(
            (self.one, self.other), rows, self.period
        )

    def _report(self) -> Report:
        differing = (row for row in self.by_state if row.days)
        rows = [(r.state.name, *_amounts(r), str(r.days)) for r in differing]
        rows.append(("all states", *_amounts(self), ""))
        values = {
            "here": _side(self.one),
            "there": _side(self.other),
            **as_plain(self.period),
            "covered_until": self.covered_until,
            **_numbers(self),
            "agreement": self.agreement,
            "states": [
                {"state": row.state, **_numbers(row), "differ_on": row.days}
                for row in self.by_state
            ],
        }
        return Report(
            lead=(
                f"here   {described(self.one)}",
                f"there  {described(self.other)}",
                f"{self.period}, in member-days; an uncertain day counts half",
            ),
            body=(ReportTable(tuple(rows), _HEAD, range(1, 4), indent=0, apart=True),),
            closing=tuple(self._totals()),
            values=values,
        )

    def _totals(self) -> Iterator[str]:
        same = sum(not row.days for row in self.by_state)
        yield f"States without any difference: {same} of {len(self.by_state)}."
        either, differ = _amount(self.in_either), _amount(self.distance)
        share = f"{1 - self.agreement:.1%}"
        yield f"Of {either} member-days in either, {differ} are in one only ({share})."
        last, until = self.period.last_day, self.covered_until
        if last is None or until < last:
            yield f"Both cover the days until {until}; later acts are not in the numbers."

    def __repr__(self) -> str:
        differ = f"{self.distance:g} of {self.in_either:g} member-days differ"
        return f"<Comparison {self.period}: {differ}>"


def compare(
    one: Interpretation, other: Interpretation, period: Period | None = None
) -> Comparison:
    """Compare two histories, day by day; `Alliance.compare` says how.

    A missing beginning of the period is the first day on which anything changes in
    either; a missing end is the last day that both cover.
    """
    compared = _bounded(Span() if period is None else as_period(period), one, other)
    inside = FuzzyDaySet(DaySet.from_spans([compared]))
    states = {*one.days_by_state, *other.days_by_state}
    by_state = tuple(
        StateTally.of(
            state,
            one.member_days_of(state) & inside,
            other.member_days_of(state) & inside,
        )
        for state in sorted(states, key=by_name)
    )
    comparison = Comparison.total(
        by_state, one=one, other=other, period=compared, by_state=by_state
    )
    if comparison.covered_until < (compared.last_day or date.max):
        report_beyond(
            "the period goes on after the last day that both cover, `covered_until`; "
            "later acts are not in the numbers"
        )
    return comparison


# -- inner ----------------------------------------------------------------------


def _amounts(tally: Tally) -> tuple[str, ...]:
    return tuple(map(_amount, _numbers(tally).values()))


def _amount(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _numbers(tally: Tally) -> dict[str, float]:
    return {name: getattr(tally, name) for name in AMOUNTS}


def _side(alliance: Interpretation) -> dict[str, str]:
    return {
        "alliance": alliance.record.id,
        "definition": alliance.definition.name,
        "described": described(alliance),
    }


def _excess(
    mine: Members, theirs: Members
) -> tuple[frozenset[State], frozenset[State]]:
    """The states whose membership counts 1 more in mine, and those with ½ more.

    A member counts 1, and a state that is uncertain ½.
    """
    surely = frozenset(mine.states) - frozenset(theirs.states)
    possibly = frozenset(mine.possibly - theirs.possibly)
    return surely & possibly, surely ^ possibly


def _bounded(period: Span, one: Interpretation, other: Interpretation) -> Span:
    """Return the period, with ends where it has none."""
    last = period.last_day or min(one.horizon, other.horizon)
    # Without any change, all days are the same, and one of them is enough.
    start = period.start or min(one.first_change, other.first_change, last)
    if last < start:
        msg = f"{period} begins after {last}, the last day that both cover; give it an end"
        raise BeyondRecordError(msg)
    return Span(start, day_after(last))


def _member_in(
    history: Interpretation, state: State, year: int, rule: YearRule
) -> Answer:
    whole = as_period(f"{year:04d}")
    existence = existence_of(state)
    present = ~absent_days(history, state)
    counted = counted_days(existence.clip(whole), present.clip(whole))
    return rule.answer(history.member_days_of(state), year, counted)
