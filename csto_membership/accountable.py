"""Questions about the evidence: why an answer, who says so, and who says otherwise.

What answers them is imported when it is asked, since most programs ask only who and
when.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, cast

import attrs

from csto_membership.days.parsing import as_day
from csto_membership.membership.interpretation import Beyond, Narrowable
from csto_membership.record import Event, Source, State, StateSet

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.answers.citation import Citation
    from csto_membership.answers.comparison import Comparison
    from csto_membership.answers.disagreement import Disagreement
    from csto_membership.answers.explanation.explanation import Explanation
    from csto_membership.answers.provenance import Provenance
    from csto_membership.answers.source_claims import SourceClaims
    from csto_membership.answers.testimony import Testimony
    from csto_membership.days.span import Period

__all__ = ["Accountable"]


@attrs.frozen(slots=False, repr=False)
class Accountable(Narrowable):
    """A view of a record under one definition, that can account for its answers."""

    @property
    def _asked(self) -> Alliance:
        # It is never made but as an alliance, which has the questions.
        return cast("Alliance", self)

    def explain(
        self, state: str | State, day: date | str, *, beyond: Beyond = "warn"
    ) -> Explanation:
        """Why a state was, or was not, a member on a day.

        Raises:
            UnknownStateError: No state has the name.
            InvalidDayError: The text names no single day.
        """
        from csto_membership.answers.explanation.explanation import explain

        found = self.record.states.find(state)
        when = as_day(day)
        self._report_beyond(when, beyond)
        return explain(self._asked, found, when)

    def who_says(
        self, day: date | str, *, beyond: Beyond = "warn"
    ) -> tuple[Testimony, ...]:
        """Each answer given to who was a member on a day, with the sources that give it.

        Raises:
            InvalidDayError: The text names no single day.
        """
        from csto_membership.answers.testimony import testimonies

        when = as_day(day)
        self._report_beyond(when, beyond)
        return testimonies(self._asked, when)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Every fact on which sources conflict; most member-days at stake first."""
        from csto_membership.answers.disagreement import disagreements

        return disagreements(self._asked)

    def compare(
        self,
        other: Alliance,
        period: Period | None = None,
    ) -> Comparison:
        """This history and another, day by day.

        Args:
            other: Another definition, view or alliance.
            period: The days to compare; all that both views cover unless told.

        Raises:
            InvalidPeriodError: The value names no period.
            BeyondRecordError: The period begins after the last day that both cover;
                one that only runs past it is answered with a `BeyondRecordWarning`.
        """
        from csto_membership.answers.comparison import compare

        return compare(self._asked, other, period)

    def chair_on(self, day: date | str, *, beyond: Beyond = "warn") -> StateSet:
        """The state in the chair of the highest organ on a day.

        Several where it is uncertain which of them, none where the record does not say.

        Raises:
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").chair_on("2022-01-10"))
            Armenia
        """
        from csto_membership.answers.chair import chair_days

        when = as_day(day)
        self._report_beyond(when, beyond)
        had = chair_days(self.view).items()
        return self.listed(state for state, days in had if when in days.possibly)

    def coverage(self) -> dict[int, int]:
        """How many of the sources that the record cites became public in each year.

        The fewer there are, the less `as_known_on` can know.

        Examples:
            >>> import csto_membership as cm
            >>> years = cm.load("csto").coverage()
            >>> years[1992] < years[2012]
            True
        """
        years = (source.public_from.year for source in self.sources.values())
        return dict(sorted(Counter(years).items()))

    def claims_of(self, source: str | Source) -> SourceClaims:
        """What a source says, act by act.

        Raises:
            UnknownSourceError: The record cites no such source.

        Examples:
            >>> import csto_membership as cm
            >>> for event, claim in cm.load("csto").claims_of("jt-26"):
            ...     print(event, claim)
            the treaty enters into force <Claim never by jt-26>
            Azerbaijan ratifies the treaty; the day was not found <Claim [1993-09-20..1999-02-05] by jt-26>
            Azerbaijan announces that it will not renew <Claim 1999-02-05 by jt-26>
        """
        from csto_membership.answers.source_claims import SourceClaims

        (key,) = self._cited([source])
        claims = (
            (event, claim)
            for event in self.record.all_events
            for claim in event.claims
            if claim.cited_by(key)
        )
        return SourceClaims(self.sources[key], tuple(claims))

    @property
    def silent_on(self) -> tuple[Event, ...]:
        """The acts that count under the definition and of which no source asked speaks.

        Examples:
            >>> import csto_membership as cm
            >>> told = cm.load("csto").according_to("gibler")
            >>> print(*told.silent_on[-2:], sep="; ")
            Uzbekistan's note asks for suspension; the Council suspends Uzbekistan's membership
        """
        return tuple(
            event
            for event in self.record.events
            if self.definition.may_count(event) and self.view.is_silent_on(event)
        )

    def provenance(self) -> Provenance:
        """From which code, which facts and which narrowings the answers come."""
        from csto_membership.answers.provenance import provenance

        return provenance(self._asked)

    def cite(self) -> Citation:
        """The record of this alliance, as a citation."""
        from csto_membership.answers.citation import of_alliance

        return of_alliance(self._asked)
