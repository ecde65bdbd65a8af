"""The kinds of answers about evidence, for annotations and for reading.

An alliance makes them: `explain`, `who_says`, `claims_of`, `disagreements`, `compare`,
`provenance` and `cite`. They are imported when they are asked for.

Examples:
    >>> import csto_membership as cm
    >>> from csto_membership.evidence import Testimony
    >>> def names(told: Testimony) -> tuple[str, ...]:
    ...     return told.states.names
    >>> names(cm.load("csto").who_says("1992-06-01")[0])[:2]
    ('Armenia', 'Kazakhstan')
"""

from csto_membership.history.evidence.comparison import Comparison, DayDifference
from csto_membership.history.evidence.deposition import Deposition
from csto_membership.history.evidence.disagreement import (
    Conflict,
    Disagreement,
    Version,
)
from csto_membership.history.evidence.explanation import (
    Denial,
    Explanation,
    Otherwise,
    RivalAnswer,
)
from csto_membership.history.evidence.provenance import Provenance
from csto_membership.history.evidence.step import Effect, Step
from csto_membership.history.evidence.tally import StateTally, YearTally
from csto_membership.history.evidence.testimony import Testimony
from csto_membership.history.evidence.years import YearRule
from csto_membership.record.citation import Citation

__all__ = [
    "Citation",
    "Comparison",
    "Conflict",
    "DayDifference",
    "Denial",
    "Deposition",
    "Disagreement",
    "Effect",
    "Explanation",
    "Otherwise",
    "Provenance",
    "RivalAnswer",
    "StateTally",
    "Step",
    "Testimony",
    "Version",
    "YearRule",
    "YearTally",
]
