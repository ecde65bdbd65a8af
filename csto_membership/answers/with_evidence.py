"""Questions about the evidence for an alliance.

The answers are imported on first use, which saves start-up time.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from csto_membership.answers.report import SeveralAnswers
from csto_membership.days.parsing import as_day
from csto_membership.membership.interpretation import Beyond, Interpretation
from csto_membership.record import Source, State

if TYPE_CHECKING:
    from csto_membership.answers.disagreement import Disagreement
    from csto_membership.answers.explanation.explanation import Explanation
    from csto_membership.answers.provenance import Provenance
    from csto_membership.answers.source_claims import SourceClaims
    from csto_membership.answers.testimony import Testimony
    from csto_membership.record.citation import Citation


class WithEvidence(Interpretation):
    """An interpretation that answers who says so, and how it can be cited."""

    def explain(
        self, state: str | State, day: date | str, *, beyond: Beyond = "warn"
    ) -> Explanation:
        """Explain why a state was, or was not, a member on a day.

        Raises:
            UnknownStateError: No state has the name.
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> why = cm.load("csto").explain("Georgia", "2000-01-01")
            >>> print(why.answer, why.steps[-1].event)
            no the first term of the treaty ends
        """
        from csto_membership.answers.explanation.explanation import Explanation

        return Explanation.of(self, self._found(state), self._day(day, beyond))

    def who_says(
        self, day: date | str, *, beyond: Beyond = "warn"
    ) -> SeveralAnswers[Testimony]:
        """Each answer to who was a member on a day, with the sources that give it.

        Raises:
            InvalidDayError: The text names no single day.

        Examples:
            >>> import csto_membership as cm
            >>> for testimony in cm.load("csto").who_says("1992-06-01")[:2]:
            ...     print(*testimony.states.alpha_2)
            AM KZ KG RU TJ UZ
            AM KZ RU TJ TM UZ
        """
        from csto_membership.answers.testimony import testimonies

        return testimonies(self, self._day(day, beyond))

    def disagreements(self) -> SeveralAnswers[Disagreement]:
        """Every fact on which sources conflict, by member-days at stake, most first.

        Examples:
            >>> import csto_membership as cm
            >>> worst = cm.load("csto").disagreements()[0]
            >>> print(worst.event, worst.most)
            signature of the treaty 17686
        """
        return self._disagreements

    @cached_property
    def _disagreements(self) -> SeveralAnswers[Disagreement]:
        from csto_membership.answers.disagreement import disagreements

        return disagreements(self)

    def coverage(self) -> dict[int, int]:
        """The number of cited sources that became public in each year.

        The fewer there are by a day, the less `as_known_on` that day can know.

        Examples:
            >>> import csto_membership as cm
            >>> years = cm.load("csto").coverage()
            >>> years[1992] < years[2012]
            True
        """
        years = (source.public_from.year for source in self.sources.values())
        return dict(sorted(Counter(years).items()))

    def claims_of(self, source: str | Source) -> SourceClaims:
        """The claims of one source, act by act, in order of the earliest days.

        Raises:
            UnknownSourceError: The record cites no such source.

        Examples:
            >>> import csto_membership as cm
            >>> for event, claim in cm.load("csto").claims_of("jt-26"):
            ...     print(event, claim)
            Azerbaijan ratifies the treaty; the day was not found <Claim [1993-09-20..1999-02-06] by jt-26>
            Azerbaijan signs the treaty <Claim 1993 by jt-26>
            Georgia signs the treaty <Claim 1993 by jt-26>
            the treaty enters into force <Claim never by jt-26>
            Azerbaijan's deputy foreign minister announces that it will not renew <Claim 1999-02-05 by jt-26>
        """
        from csto_membership.answers.source_claims import claims_of

        (key,) = self._cited([source])
        return claims_of(self.record, self.sources[key])

    def provenance(self) -> Provenance:
        """The versions, definition and view from which the answers come.

        Examples:
            >>> import csto_membership as cm
            >>> source = cm.load("csto").provenance()
            >>> source.definition.name, str(source.complete_until)
            ('joined', '2026-02-15')
        """
        from csto_membership.answers.provenance import provenance

        return provenance(self)

    def cite(self) -> Citation:
        """A citation of the record of this alliance.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.load("csto").cite().title)
            The record of the Collective Security Treaty Organization (CSTO)
        """
        from csto_membership.answers.citation import cite_alliance

        return cite_alliance(self)

    def _day(self, day: date | str, beyond: Beyond, instead: str = "") -> date:
        when = as_day(day, instead=instead)
        self._report_beyond(when, beyond)
        return when
