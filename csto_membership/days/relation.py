"""Allen's relations: the order in which two spans of days begin and end.

Two spans have exactly one of thirteen relations. Here `a` is the first span and `b` the
second, and time runs to the right. At the right is the relation of `b` to `a`.

    before         aaa bbb        after          bbb aaa
    meets          aaabbb         met by         bbbaaa
    overlaps       aabbb  (share) overlapped by
    starts         a begins with b and ends first          started by
    during         a begins later and ends first           contains
    finishes       a ends with b and begins later          finished by
    equals         the same days

`meets` means that the second span begins on the first day out of the first, so no day
is between them or in both. A span without a beginning or an end has it at the end of
the calendar, so two such spans begin, or end, together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import combinations, product
from typing import Any, TypeVar

import attrs

from csto_membership.days.plain_values import WithPlainValues
from csto_membership.days.span import Span
from csto_membership.errors import UnknownNameError, check_type

_T = TypeVar("_T")


class Relation(StrEnum):
    """One of Allen's thirteen relations.

    Examples:
        >>> found = relation(Span("1992-05-15", "1999-04-21"), Span("2006-08-16"))
        >>> found is Relation.BEFORE, found == "before"
        (True, True)
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


ENDLESS = date.max.toordinal() + 2
"""The number of an end that never comes: after all days, with room for one between."""

# One span, as a pair of numbers, and one span for each relation to it. Together they
# show every order that the four ends of two spans can have.
FIXED = (2, 5)
EXAMPLES: dict[Relation, tuple[int, int]] = {
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
    """Each end of one pair compared with each end of the other: -1, 0 or 1."""
    return tuple((x > y) - (x < y) for x, y in product(a, b))


_BY_ORDER = {_order(a, FIXED): relation for relation, a in EXAMPLES.items()}


def as_numbers(span: Span) -> tuple[int, int]:
    """The first day in and the first day out, as numbers."""
    check_type(span, Span)
    start = (span.start or date.min).toordinal()
    return start, ENDLESS if span.end is None else span.end.toordinal()


def relation(one: Span, other: Span) -> Relation:
    """The relation of one span to another.

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
    check_type(names, Iterable)
    known = [each.value for each in Relation]
    relations: set[Relation] = set()
    for name in names:
        check_type(name, str)
        if name not in known:
            hint = f"the thirteen are {', '.join(known)}"
            raise UnknownNameError(name, known, hint=hint, what="relation")
        relations.add(Relation(name))
    return frozenset(relations)


_Plain = frozenset[Relation]


@attrs.frozen(repr=False)
class Relations(WithPlainValues):
    """A set of Allen's relations: those that two spans may have.

    `|` and `&` are those of sets, and `~` gives the others of the thirteen.
    `Relations()` is impossible, and `Relations(Relation)` excludes nothing.

    Args:
        relations: The relations, or their names.

    Raises:
        UnknownNameError: There is no relation with one of the names.

    Examples:
        >>> Relations(["before", "meets"]).converse
        <Relations met by, after>
        >>> Relations(["during"]).then(Relations(["before"]))
        <Relations before>
    """

    # Pyright does not know that attrs converts a default too.
    relations: frozenset[Relation] = attrs.field(default=(), converter=_as_relations)  # pyright: ignore[reportAssignmentType]

    def __contains__(self, name: str) -> bool:
        return not _as_relations([name]).isdisjoint(self.relations)

    def __iter__(self) -> Iterator[Relation]:
        return (each for each in Relation if each in self.relations)

    def __len__(self) -> int:
        return len(self.relations)

    def _operate(self, function: Callable[[_Plain, _Plain], _T], other: Any) -> _T:
        """What a function makes of both sets; a name stands for the set of one."""
        if isinstance(other, str):
            other = Relations(other)
        if not isinstance(other, Relations):
            return NotImplemented  # type: ignore[no-any-return]
        return function(self.relations, other.relations)

    def __or__(self, other: Relations | str) -> Relations:
        return self._operate(lambda mine, theirs: Relations(mine | theirs), other)

    def __and__(self, other: Relations | str) -> Relations:
        return self._operate(lambda mine, theirs: Relations(mine & theirs), other)

    __ror__ = __or__
    __rand__ = __and__

    def __le__(self, other: Relations | str) -> bool:
        return self._operate(lambda mine, theirs: mine <= theirs, other)

    def __invert__(self) -> Relations:
        return Relations(frozenset(Relation) - self.relations)

    @property
    def converse(self) -> Relations:
        """The same relations, from the other span to this one."""
        return Relations(
            _BY_ORDER[_order(FIXED, EXAMPLES[each])] for each in self.relations
        )

    def then(self, other: Relations | Iterable[str] | str) -> Relations:
        """The relations of a to c, if these are those of a to b, and `other` of b to c.

        This is Allen's composition, as if time were dense. So the result also has
        relations that are possible only for spans that are long enough.

        Args:
            other: Relations, or their names.

        Raises:
            UnknownNameError: There is no relation with one of the names.

        Examples:
            >>> Relations("before").then("meets")
            <Relations before>
        """
        other = other if isinstance(other, Relations) else Relations(other)
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
    """All compositions, found by trying all spans a and c around a fixed span b.

    There are four numbers before b, four between its ends, and four after it. That is
    enough for the four ends of a and c.
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
