"""Allen's relations: how two spans of days lie to one another.

Two spans stand in exactly one of thirteen relations. With `a` the first span, `b` the
second, and time running to the right:

    before         aaa bbb        after          bbb aaa
    meets          aaabbb         met by         bbbaaa
    overlaps       aabbb  (share) overlapped by
    starts         a begins with b and ends first          started by
    during         a lies inside b, at neither end         contains
    finishes       a ends with b and begins later          finished by
    equals         the same days

`meets` means that the second begins on the first day out of the first: no day lies
between them and none is shared. A span without a beginning or an end has it at the
end of the calendar, so two such spans begin, or end, together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import combinations, product

import attrs

from csto_membership.days.span import Span
from csto_membership.errors import UnknownNameError, check_type

__all__ = ["Relation", "Relations", "relation"]


class Relation(StrEnum):
    """One of Allen's thirteen relations.

    Examples:
        >>> import csto_membership as cm
        >>> first, second = (spell.span for spell in cm.load("csto").history("UZ").spells)
        >>> cm.relation(first, second) is cm.Relation.BEFORE
        True
        >>> cm.relation(second, first) == "after"
        True
    """

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTS = "starts"
    EQUALS = "equals"
    STARTED_BY = "started by"
    DURING = "during"
    FINISHES = "finishes"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"


ENDLESS = date.max.toordinal() + 1
"""The number of an end that never comes: the day after the last one."""

# Spans as pairs of numbers. Each stands in another relation to (2, 5), and together
# they show every order that the four ends of two spans can have.
FIXED = (2, 5)
SHOWN: dict[Relation, tuple[int, int]] = {
    Relation.BEFORE: (0, 1),
    Relation.MEETS: (0, 2),
    Relation.OVERLAPS: (0, 3),
    Relation.FINISHED_BY: (0, 5),
    Relation.CONTAINS: (0, 6),
    Relation.STARTS: (2, 3),
    Relation.EQUALS: (2, 5),
    Relation.STARTED_BY: (2, 6),
    Relation.DURING: (3, 4),
    Relation.FINISHES: (3, 5),
    Relation.OVERLAPPED_BY: (3, 6),
    Relation.MET_BY: (5, 6),
    Relation.AFTER: (6, 7),
}


def _order(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, ...]:
    """How each end of one pair lies to each end of the other: -1, 0 or 1."""
    return tuple((x > y) - (x < y) for x, y in product(a, b))


_BY_ORDER = {_order(a, FIXED): relation for relation, a in SHOWN.items()}


def as_numbers(span: Span) -> tuple[int, int]:
    """The first day in and the first day out, as numbers that can be compared."""
    check_type(span, Span)
    start = (span.start or date.min).toordinal()
    return start, ENDLESS if span.end is None else span.end.toordinal()


def relation(one: Span, other: Span) -> Relation:
    """The one relation in which a span stands to another.

    Examples:
        >>> relation(Span("1992-05-15", "1999-04-21"), Span("1999-04-24", None))
        <Relation.BEFORE: 'before'>
        >>> relation(Span("1992-05-15", "1999-04-21"), Span("1999-04-21", None))
        <Relation.MEETS: 'meets'>
    """
    return _BY_ORDER[_order(as_numbers(one), as_numbers(other))]


def _as_relations(names: Iterable[str]) -> frozenset[Relation]:
    if isinstance(names, str):
        names = [names]
    known = [each.value for each in Relation]
    relations = set()
    for name in names:
        if name not in known:
            hint = f"the thirteen are {', '.join(known)}"
            raise UnknownNameError(str(name), known, hint=hint, what="relation")
        relations.add(Relation(name))
    return frozenset(relations)


@attrs.frozen(repr=False)
class Relations:
    """A set of Allen's relations: what is known of how two spans lie.

    `|`, `&` and `~` are those of sets, `~` within the thirteen. `Relations()` is
    impossible, `Relations(Relation)` says nothing.

    Args:
        relations: The relations, or their names.

    Raises:
        UnknownNameError: There is no relation of a name.

    Examples:
        >>> Relations(["before", "meets"]).converse
        <Relations met by, after>
        >>> Relations(["during"]).then(Relations(["before"]))
        <Relations before>
    """

    relations: frozenset[Relation] = attrs.field(default=(), converter=_as_relations)

    def __contains__(self, name: str) -> bool:
        return not _as_relations([name]).isdisjoint(self.relations)

    def __iter__(self) -> Iterator[Relation]:
        return (each for each in Relation if each in self.relations)

    def __len__(self) -> int:
        return len(self.relations)

    def __or__(self, other: Relations) -> Relations:
        if not isinstance(other, Relations):
            return NotImplemented
        return Relations(self.relations | other.relations)

    def __and__(self, other: Relations) -> Relations:
        if not isinstance(other, Relations):
            return NotImplemented
        return Relations(self.relations & other.relations)

    def __invert__(self) -> Relations:
        return Relations(frozenset(Relation) - self.relations)

    def __le__(self, other: Relations) -> bool:
        if not isinstance(other, Relations):
            return NotImplemented
        return self.relations <= other.relations

    @property
    def converse(self) -> Relations:
        """The same, seen from the other span."""
        return Relations(
            _BY_ORDER[_order(FIXED, SHOWN[each])] for each in self.relations
        )

    def then(self, other: Relations) -> Relations:
        """How a may lie to c, if a lies so to b and b lies as `other` to c.

        It is Allen's composition. Days are whole, and the relations are composed as if
        time were dense: what is possible for spans of some length is in the result.
        """
        table = _compositions()
        possible: frozenset[Relation] = frozenset()
        for pair in product(self.relations, other.relations):
            possible |= table[pair]
        return Relations(possible)

    def __str__(self) -> str:
        return ", ".join(self) or "none"

    def __repr__(self) -> str:
        return f"<Relations {self}>"


@cache
def _compositions() -> dict[tuple[Relation, Relation], frozenset[Relation]]:
    """Each composition, read off from spans around one that is held fixed.

    Between the fixed ends, before and after them there is room for four points: all
    that the ends of two other spans can need.
    """
    middle = (4, 9)
    spans = list(combinations(range(14), 2))
    to_fixed = {span: _BY_ORDER[_order(span, middle)] for span in spans}
    from_fixed = {span: _BY_ORDER[_order(middle, span)] for span in spans}
    table: dict[tuple[Relation, Relation], set[Relation]] = {}
    for a, c in product(spans, spans):
        pair = to_fixed[a], from_fixed[c]
        table.setdefault(pair, set()).add(_BY_ORDER[_order(a, c)])
    return {pair: frozenset(found) for pair, found in table.items()}
