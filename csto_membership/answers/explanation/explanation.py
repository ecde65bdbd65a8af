"""Why a state was, or was not, a member on a day."""

from __future__ import annotations

from datetime import date

from csto_membership.answers.explanation.findings import Findings
from csto_membership.answers.explanation.lead import lead
from csto_membership.answers.explanation.sections import sections
from csto_membership.answers.explanation.values import values
from csto_membership.answers.report import Answered, Report
from csto_membership.answers.wording import completeness
from csto_membership.membership.interpretation import Interpretation
from csto_membership.record import State

__all__ = ["Explanation", "explain"]


class Explanation(Answered, Findings):
    """Why a state was, or was not, a member on a day. It prints as an answer.

    Attributes:
        alliance: The alliance, definition and view asked.
        state: The state.
        day: The day.
        answer: Whether it was a member.
        status: What it was to the alliance, in more words.
        days: All days on which it was a member.
        steps: The acts that decide, in order of effect. An act done after the day is
            among them if it took effect by the day.
        later: The acts after the day that change the membership again.
        first: The first act of all that the definition counts, of any state.
        denied: The acts by which some claim would take it in by the day, and which the
            claims that are followed deny.
        other_definitions: The standard definitions that answer otherwise.
        rivals: The claims not followed that would answer otherwise.
        elsewhere: The claims not followed that would change other days of the state.
        strictest: Of the claims not followed on how it came in, the one that has it come
            in latest; None for a state that is not a member.
        whole_record: What the record answers if nothing is left out of view.

    Examples:
        >>> import csto_membership as cm
        >>> why = cm.load("csto").under("party").explain("KAZ", "1999-06-01")
        >>> last = why.steps[-1]
        >>> print(last.done, last.effective, last.known)
        2000-03-22 1999-04-21 2000-03-22
    """

    def _report(self) -> Report:
        return Report(
            lead=tuple(lead(self)),
            body=tuple(sections(self)),
            closing=(completeness(self.alliance, self.day),),
            values=values(self),
            references=tuple(
                (key, str(source), source.address)
                for key, source in self.sources.items()
            ),
            wrapped=True,
        )

    def __repr__(self) -> str:
        return f"<Explanation {self.state} on {self.day}: {self.answer.value}>"


def explain(alliance: Interpretation, state: State, day: date) -> Explanation:
    """Explain why a state was, or was not, a member on a day."""
    return Explanation.of(alliance, state, day)
