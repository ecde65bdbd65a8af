"""The history of one state in an alliance: its spells and statuses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from csto_membership.answers import wording
from csto_membership.answers.notes import notes_of_steps
from csto_membership.answers.report import Answered, Item, Report, Section
from csto_membership.days import DaySet, Span
from csto_membership.days.parsing import day_after
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.spell import Spell
from csto_membership.record import State

if TYPE_CHECKING:
    from csto_membership.charts.chart import Chart


@attrs.frozen(repr=False)
class History(Answered):
    """The spells of one state in an alliance, under one definition.

    Attributes:
        alliance: The alliance, with its definition and view.
        state: The state.
        spells: Its spells in order; empty if it was never a member.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> csto.history("Uzbekistan")
        <History of Uzbekistan: 1992-05-15 to 1999-04-20, 2006-08-16 to 2012-12-18>
        >>> csto.history("Moldova")
        <History of Moldova: never a member>
    """

    alliance: Interpretation
    state: State
    spells: tuple[Spell, ...]

    def chart(self) -> Chart:
        """A picture of the spells, with the acts as marks.

        Examples:
            >>> import csto_membership as cm
            >>> chart = cm.load("csto").history("Uzbekistan").chart()
            >>> chart.svg.startswith("<svg")
            True
        """
        from csto_membership.answers import member_chart  # noqa: PLC0415

        return member_chart.chart_of_members([self.alliance], [self.state])

    def _report(self) -> Report:
        alliance, state = self.alliance, self.state
        statuses = alliance.days_by_status(state)
        horizon, count = alliance.horizon, len(self.spells)
        periods = f"{count} period{'s' * (count != 1)}" if count else "never a member"
        lead = f"{state} in {wording.names(alliance)}: {periods} until {horizon}"
        items = [_item(spell, horizon) for spell in self.spells]
        items += [
            Item(f"{wording.status_in_words(status)}: {days}")
            for status, days in statuses.items()
        ]
        covered = DaySet.span(None, day_after(horizon))
        instead = wording.may_be_meant([alliance], state, covered)
        found = wording.limits(
            alliance, covered, f"for {wording.in_prose(state)}", state
        )
        values = {
            "alliance": alliance.record.id,
            "definition": alliance.definition.name,
            "state": state,
            "spells": self.spells,
            "statuses": {s: days.surely for s, days in statuses.items() if days.surely},
            "complete_until": horizon,
        }
        return Report(
            lead=(f"{lead} {wording.conditions(alliance)}{instead}",),
            body=(Section(tuple(items)),) if items else (),
            closing=(
                *wording.meant_instead_in_words(alliance, state, covered),
                *notes_of_steps(alliance, state, horizon),
                *found,
                wording.completeness(alliance, horizon),
            ),
            values=values,
            figure=lambda: self.chart().svg,
        )

    def __repr__(self) -> str:
        spells = ", ".join(str(spell.span) for spell in self.spells) or "never a member"
        return f"<History of {self.state}: {spells}>"


def _item(spell: Spell, horizon: date) -> Item:
    below = [Item(f"begins  {wording.act_in_words(act)}") for act in spell.opened_by]
    below += [Item(f"ends    {wording.act_in_words(act)}") for act in spell.closed_by]
    if spell.uncertain:
        below.append(Item(f"uncertain: {spell.uncertain}"))
    return Item(_span_with_length(spell, horizon), tuple(below))


def _span_with_length(spell: Spell, horizon: date) -> str:
    if spell.length:
        return f"{spell.span} ({spell.length})"
    if spell.first_day is None or spell.first_day > horizon:
        return str(spell.span)
    length = Span(spell.first_day, day_after(horizon) or date.max).length_in_words
    return f"{spell.span} ({length} by {horizon})"
