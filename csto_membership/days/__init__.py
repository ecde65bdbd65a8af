"""The algebra of days. This room knows days and no treaties."""

from csto_membership.days.dayset import DaySet
from csto_membership.days.fuzzy import Answer, FuzzyDate, FuzzyDaySet
from csto_membership.days.fuzzy_span import FuzzySpan
from csto_membership.days.parsing import as_day
from csto_membership.days.relation import Relation, Relations, relation
from csto_membership.days.span import Span, as_period
from csto_membership.days.timeline import Segment, Timeline

__all__ = [
    "Answer",
    "DaySet",
    "FuzzyDate",
    "FuzzyDaySet",
    "FuzzySpan",
    "Relation",
    "Relations",
    "Segment",
    "Span",
    "Timeline",
    "as_day",
    "as_period",
    "relation",
]
