"""The types of answers about evidence, for annotations.

The methods of an alliance return them: `explain`, `who_says`, `claims_of`,
`disagreements`, `compare`, `provenance` and `cite`.

Examples:
    >>> import csto_membership as cm
    >>> from csto_membership.evidence import Testimony
    >>> def names(testimony: Testimony) -> tuple[str, ...]:
    ...     return testimony.states.names
    >>> names(cm.load("csto").who_says("1992-06-01")[0])[:2]
    ('Armenia', 'Kazakhstan')
"""

from csto_membership.answers.comparison import Comparison, DayDifference
from csto_membership.answers.disagreement import Conflict, Disagreement, Version
from csto_membership.answers.explanation.explanation import Explanation
from csto_membership.answers.explanation.findings import (
    Denial,
    DifferingDefinition,
    RivalAnswer,
)
from csto_membership.answers.explanation.step import Effect, Step
from csto_membership.answers.provenance import Provenance
from csto_membership.answers.source_claims import SourceClaims
from csto_membership.answers.tally import StateTally, YearTally
from csto_membership.answers.testimony import Testimony
from csto_membership.membership.year_rule import YearRule
from csto_membership.record.citation import Citation

__all__ = [
    "Citation",
    "Comparison",
    "Conflict",
    "DayDifference",
    "Denial",
    "DifferingDefinition",
    "Disagreement",
    "Effect",
    "Explanation",
    "Provenance",
    "RivalAnswer",
    "SourceClaims",
    "StateTally",
    "Step",
    "Testimony",
    "Version",
    "YearRule",
    "YearTally",
]
