"""Charts of memberships: a row for each state, with bars for days and marks for acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from csto_membership.answers import wording
from csto_membership.charts.chart import Chart
from csto_membership.charts.figure import Bars, Group, Look, Row, Tick
from csto_membership.days import DaySet, FuzzyDaySet
from csto_membership.days.parsing import day_after
from csto_membership.days.span import Period, Span, as_period
from csto_membership.errors import BeyondRecordError
from csto_membership.membership.act import Act
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import until_the_end
from csto_membership.membership.status import BETWEEN, Status
from csto_membership.record import State
from csto_membership.record.event import in_words
from csto_membership.record.state import by_name

_PAUSES = (Status.SUSPENDED, Status.BARRED, Status.HALTED)


def chart_of_members(
    alliances: Sequence[Interpretation],
    states: Iterable[str | State] = (),
    during: Period | None = None,
) -> Chart:
    """A chart of the members of some alliances, on one time axis."""
    first, last = first_and_last(alliances, during)
    chosen = list(states)
    groups: list[Group] = []
    for alliance in alliances:
        until = min(last, alliance.horizon)
        found = [alliance.record.states.find(state) for state in chosen]
        rows = tuple(
            row_of(alliance, state)
            for state in found or _members_in(alliance, first, until)
        )
        heading = wording.described(alliance, wording.names(alliance))
        if until < last:
            heading = f"{heading}, covered until {until}"
        elif not rows:
            heading = f"{heading}: no members in this period"
        groups.append(Group(heading, rows, until))
    shown = dict.fromkeys(map(wording.names, alliances))
    title = f"Members of the {' and the '.join(shown)}"
    return Chart(title, tuple(groups), first, last)


def chart_of_differences(
    histories: tuple[Interpretation, Interpretation],
    by_state: Iterable[tuple[State, FuzzyDaySet, FuzzyDaySet]],
    period: Span,
) -> Chart:
    """A chart of the states that differ between two histories, here and there."""
    here, there = map(wording.described, histories)
    rows = tuple(
        _differences(state, (one, other), (here, there))
        for state, one, other in by_state
        if one != other
    )
    heading = f"here: {here}; there: {there}"
    if not rows:
        heading = f"{heading}: no difference"
    first, last = period.first_day or date.min, period.last_day or date.max
    covered = min(last, *(each.horizon for each in histories))
    group = Group(heading, rows, covered)
    return Chart(f"Where {here} and {there} differ", (group,), first, last)


def row_of(alliance: Interpretation, state: State) -> Row:
    """The bars and marks of one state."""
    member = alliance.member_days_of(state)
    hatched, paused = list[Bars](), DaySet()
    for status in _PAUSES:
        days = alliance.days_with_status(state, status) - paused
        words = wording.status_in_words(status)
        paused |= days
        hatched += [
            Bars(member & FuzzyDaySet(days), f"member; {words}", Look.HATCHED),
            Bars(days - member.possibly, f"{words}, not counted", Look.SLANTED),
        ]
    bars = (Bars(member - FuzzyDaySet(paused), "member"), *hatched)
    return Row(state.name, bars, tuple(_ticks(alliance, state)), state.short_code)


# -- inner ----------------------------------------------------------------------


def first_and_last(
    alliances: Sequence[Interpretation], during: Period | None
) -> tuple[date, date]:
    """The first and last day to show."""
    period = Span() if during is None else as_period(during)
    ends = (_last_shown(a) if during is None else a.horizon for a in alliances)
    last = period.last_day or max(ends)
    if period.start is not None:
        if last < period.start:
            msg = f"{period} begins after {last}, the last day covered; give it an end"
            raise BeyondRecordError(msg)
        return period.start, last
    first = min(last, *(alliance.first_change for alliance in alliances))
    return first.replace(month=1, day=1), last


def _last_shown(alliance: Interpretation) -> date:
    """The last day covered, or the end of the year in which the last member left."""
    last = until_the_end(alliance.days_by_state.values()).last_day
    end = alliance.horizon if last is None else last.replace(month=12, day=31)
    return min(end, alliance.horizon)


def _members_in(alliance: Interpretation, first: date, last: date) -> list[State]:
    """The states that were members in these days, in the order in which they joined."""
    if last < first:
        return []
    shown = DaySet.span(first, day_after(last))
    joined = {
        state: days.possibly.toggles[0]
        for state, days in alliance.days_by_state.items()
        if days.possibly & shown
    }
    return sorted(joined, key=lambda state: (joined[state], by_name(state)))


def _ticks(alliance: Interpretation, state: State) -> Iterator[Tick]:
    """The acts that count, and those that pause membership under any definition."""
    pauses = {BETWEEN[status] for status in _PAUSES}
    counted = alliance.counted_acts(state)
    known = set(map(id, counted))
    others = (act for act in alliance.view.acts_of(state) if id(act) not in known)
    for act in (*counted, *(each for each in others if each.kind in pauses)):
        certain = act.since.is_exact and not act.may_not_have_happened
        note = act.event.note if act.kind in pauses else ""
        yield Tick(act.since.earliest or date.min, _label(act), certain, note)


def _label(act: Act) -> str:
    text, kind = wording.act_in_words(act), in_words(act.kind)
    return text if kind in text else f"{text} ({kind})"


def _differences(
    state: State, days: tuple[FuzzyDaySet, FuzzyDaySet], names: tuple[str, str]
) -> Row:
    here, there = days
    only_here, only_there = _more(here, there), _more(there, here)
    differ = only_here.possibly | only_there.possibly
    bars = (
        Bars(here - FuzzyDaySet(differ), "in both", Look.THIN),
        Bars(only_here, f"only here, {names[0]}", Look.UPPER),
        Bars(only_there, f"only there, {names[1]}", Look.LOWER),
    )
    return Row(state.name, bars, key=state.short_code)


def _more(mine: FuzzyDaySet, theirs: FuzzyDaySet) -> FuzzyDaySet:
    """The days on which membership counts more in mine: surely 1, possibly ½."""
    surely = mine.surely - theirs.possibly
    by_half = (mine.surely - theirs.surely) | (mine.possibly - theirs.possibly)
    return FuzzyDaySet(surely, by_half)
