"""Instruments: treaties, charters, extensions, and what role each plays."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import attrs

from csto_membership.days import DaySet, FuzzyDate
from csto_membership.days.parsing import day_after
from csto_membership.days.plain_values import WithPlainValues, repr_of_fields


class Role(StrEnum):
    """What an instrument constitutes; one that amends or builds on it has no role."""

    TREATY = "treaty"
    CHARTER = "charter"


class Obligation(StrEnum):
    """What the parties owe one another, the strongest first.

    The order is that of the types of the Correlates of War project: defence; neutrality
    and non-aggression; entente, which is consultation. Offence, which it does not code,
    comes after defence.
    """

    DEFENCE = "defence"
    OFFENCE = "offence"
    """To fight beside one another, also if not attacked."""
    NEUTRALITY = "neutrality"
    """Not to join an attack on one another."""
    NON_AGGRESSION = "non-aggression"
    CONSULTATION = "consultation"
    NONE = "none"


class Expiry(StrEnum):
    """Which day is the last of a term of years."""

    ON_ANNIVERSARY = "on the anniversary"
    ON_EVE = "on the eve of the anniversary"


@attrs.frozen(repr=False)
class Term(WithPlainValues):
    """A term of years, after which an instrument ends unless it is extended.

    Attributes:
        years: Its length in years.
        expires: Whether the anniversary still belongs to it.
        renewed: How it goes on after that, as the instrument says it; empty if it ends.

    Examples:
        >>> Term(5, Expiry.ON_ANNIVERSARY).first_day_out(date(1994, 4, 20))
        datetime.date(1999, 4, 21)
    """

    years: int
    expires: Expiry
    renewed: str = ""

    __repr__ = repr_of_fields

    def first_day_out(self, start: date) -> date:
        """The day after the last day of a term that starts on `start`.

        A term that would run past the end of the calendar ends with it.
        """
        try:
            anniversary = _anniversary(start, self.years)
            return anniversary + timedelta(self.expires is Expiry.ON_ANNIVERSARY)
        except (OverflowError, ValueError):
            return date.max

    # The same term is computed for each state that it binds, and for each rival.
    @lru_cache(maxsize=256)  # noqa: B019 - terms are few
    def after(self, start: FuzzyDate) -> FuzzyDate:
        """The first day after the term, for a start that is known only roughly."""
        ends: list[tuple[date | None, date | None]] = []
        for span in start.days.spans():
            first = span.first_day and self.first_day_out(span.first_day)
            last = self.first_day_out(span.last_day) if span.last_day else date.max
            ends.append((first, day_after(last)))
        return FuzzyDate(DaySet.from_spans(ends))


def _anniversary(start: date, years: int) -> date:
    # The same as relativedelta, which takes longer to import than all terms to compute.
    year = start.year + years
    if (start.month, start.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return start.replace(year=year)


@attrs.frozen(repr=False)
class Instrument(WithPlainValues):
    """A treaty, charter, protocol or agreement.

    Attributes:
        id: The key under which events name it.
        title: Its title.
        roles: What it constitutes. Only instruments with a role make members.
        obligation: The strongest of what its parties owe one another.
        other_obligations: What else they owe one another: `none` if nothing; empty if
            that is not recorded.
        depositary: Who keeps the original and receives the ratifications.
        address: Where its text can be found, such as a number in a treaty series.
        term: How long it runs; None if it has no term.

    Examples:
        >>> import csto_membership as cm
        >>> treaty = cm.load("csto").acts(kind="signature")[0].instrument
        >>> print(treaty, treaty.address, treaty.obligation.value, treaty.term.years)
        Collective Security Treaty United Nations Treaty Series no. 32307 defence 5
    """

    id: str
    title: str = ""
    roles: frozenset[Role] = frozenset()
    obligation: Obligation | None = None
    depositary: str = ""
    address: str = ""
    term: Term | None = None
    other_obligations: frozenset[Obligation] = frozenset()

    def owes(self, obligation: Obligation) -> bool | None:
        """Whether its parties owe one another this; None if it is not recorded.

        What is stronger than the strongest of their obligations they do not owe.

        Examples:
            >>> pact = Instrument("pact", obligation=Obligation.NEUTRALITY)
            >>> pact.owes(Obligation.DEFENCE), pact.owes(Obligation.CONSULTATION)
            (False, None)
        """
        if self.obligation is None:
            return None
        if obligation is self.obligation:
            return True
        order = list(Obligation)
        if order.index(obligation) < order.index(self.obligation):
            return False
        others = self.other_obligations
        return obligation in others if others else None

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.title or self.id

    def __repr__(self) -> str:
        return f"<Instrument {self.id}>"
