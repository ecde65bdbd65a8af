"""Changes of the membership, each with its day and the acts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import attrs

from csto_membership.answers.members import Members
from csto_membership.answers.report import Answered, Item, Report, Section
from csto_membership.answers.wording import act_in_words
from csto_membership.days import Span, Timeline
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.act import Act
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import StateSet

_UNDER_DAY = 12


@attrs.frozen(repr=False)
class Change(Answered):
    """A day on which the answer changed.

    Attributes:
        day: The first day of the new answer.
        joined: The states that certainly became members.
        left: The states that were, at least possibly, members until the day before.
        unsure: The states whose membership became uncertain.
        acts: The acts that take effect on that day and caused the change.

    Examples:
        >>> import csto_membership as cm
        >>> for change in cm.load("csto").changes("1999/2006"):
        ...     print(change.day, change.joined.alpha_2, change.left.alpha_2)
        1999-04-21 () ('AZ', 'GE', 'UZ')
        2006-08-16 ('UZ',) ()
    """

    day: date
    joined: StateSet
    left: StateSet
    unsure: StateSet
    acts: tuple[Act, ...]

    def _report(self) -> Report:
        states = {
            "members from this day": self.joined,
            f"members until {self.day - ONE_DAY}": self.left,
            "uncertain from this day": self.unsure,
        }
        parts = (f"{text}: {its}" for text, its in states.items() if its)
        acts = tuple(Item(act_in_words(act)) for act in self.acts)
        values = {
            "day": self.day,
            "joined": self.joined,
            "left": self.left,
            "uncertain": self.unsure,
            "acts": self.acts,
        }
        lead = f"{self.day}  {'; '.join(parts)}"
        return Report((lead,), (Section(acts, indent=_UNDER_DAY),), values=values)

    def __repr__(self) -> str:
        return f"<Change {str(self).splitlines()[0]}>"


def changes(
    alliance: Interpretation, members: Timeline[Members], period: Span
) -> Iterator[Change]:
    """The days of a period on which the answer changed, in order."""
    pairs = pairwise(members.values)
    acts: dict[date | None, list[Act]] = {}
    for act in alliance.view.moves:
        for day in {act.since.earliest, act.since.latest}:
            acts.setdefault(day, []).append(act)
    for day, (before, after) in zip(members.days, pairs, strict=True):
        if day in period:
            change = _change(alliance, acts.get(day, ()), day, before, after)
            if change.joined or change.left or change.unsure:
                yield change


def _change(
    alliance: Interpretation,
    acts: Iterable[Act],
    day: date,
    before: Members,
    after: Members,
) -> Change:
    joined, left = after - before, before.possibly - after.possibly
    unsure = after.uncertain - before.uncertain
    moved = {*joined, *left, *unsure}
    behind = (
        act
        for act in acts
        if not moved.isdisjoint(act.states)
        and alliance.definition.order_on_day(act) is not None
    )
    return Change(day, joined, left, unsure, tuple(behind))
