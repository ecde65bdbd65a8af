"""Sets of states, which take names and codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from csto_membership.days.plain_values import WithPlainValues
from csto_membership.errors import NotAStateError, UnknownStateError, check_type
from csto_membership.record.state import State, States

_States = frozenset[State]


@attrs.frozen(slots=False, eq=False, repr=False)
class StateSet(WithPlainValues, AbstractSet[State]):
    """Some states, in order of name.

    `in`, `|`, `&`, `-`, `^` and comparisons take names and codes too, on either side.
    The result of an operation is another set of states. The methods of a built-in set
    see only its own texts: write `members.isdisjoint({"UZ"})`, not the reverse.

    Attributes:
        states: The states.
        known: The states that can be named; any other name is an error.

    Raises:
        UnknownStateError: No state has the name.

    Examples:
        >>> import csto_membership as cm
        >>> members = cm.members_on("1999-04-20")
        >>> states = members.alliance.listed(members)
        >>> print(states)
        Armenia, Azerbaijan, Belarus, Georgia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan
        >>> "Wit-Rusland" in states, "MD" in states
        (True, False)
        >>> print(states & {"Russia", "MD"}, {"Russia", "MD"} - states, sep="; ")
        Russia; Moldova
    """

    states: tuple[State, ...]
    known: States = attrs.field(repr=False)

    def __contains__(self, state: object) -> bool:
        return self.known.find(state) in self.states  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[State]:
        return iter(self.states)

    def __len__(self) -> int:
        return len(self.states)

    @property
    def alpha_2(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes, in order of name; empty texts where ISO has none."""
        return tuple(state.alpha_2 for state in self.states)

    @property
    def alpha_3(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes, in order of name; empty texts where ISO has none.

        Examples:
            >>> import csto_membership as cm
            >>> cm.members_on("2007-01-01").alpha_3
            ('ARM', 'BLR', 'KAZ', 'KGZ', 'RUS', 'TJK', 'UZB')
        """
        return tuple(state.alpha_3 for state in self.states)

    @property
    def names(self) -> tuple[str, ...]:
        """The states' own short English names, in order."""
        return tuple(state.name for state in self.states)

    def _both(self, other: Any) -> tuple[_States, _States]:
        check_type(other, Iterable)
        return frozenset(self.states), frozenset(map(self.known.find, other))

    # Set operators of our own: those of the base class use `in`, which may raise.

    def _made(
        self, combine: Callable[[_States, _States], _States], other: object
    ) -> StateSet:
        if not isinstance(other, AbstractSet):
            return NotImplemented  # type: ignore[no-any-return]
        return StateSet(tuple(sorted(combine(*self._both(other)))), self.known)

    def _compared(
        self, compare: Callable[[_States, _States], bool], other: object
    ) -> bool:
        if not isinstance(other, AbstractSet):
            return NotImplemented  # type: ignore[no-any-return]
        return compare(*self._both(other))

    def __and__(self, other: AbstractSet[Any]) -> StateSet:
        return self._made(lambda mine, theirs: mine & theirs, other)

    def __or__(self, other: AbstractSet[Any]) -> StateSet:
        return self._made(lambda mine, theirs: mine | theirs, other)

    def __xor__(self, other: AbstractSet[Any]) -> StateSet:
        return self._made(lambda mine, theirs: mine ^ theirs, other)

    def __sub__(self, other: AbstractSet[Any]) -> StateSet:
        return self._made(lambda mine, theirs: mine - theirs, other)

    def __rsub__(self, other: AbstractSet[Any]) -> StateSet:
        return self._made(lambda mine, theirs: theirs - mine, other)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__

    def __le__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(lambda mine, theirs: mine <= theirs, other)

    def __lt__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(lambda mine, theirs: mine < theirs, other)

    def __ge__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(lambda mine, theirs: mine >= theirs, other)

    def __gt__(self, other: AbstractSet[Any]) -> bool:
        return self._compared(lambda mine, theirs: mine > theirs, other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AbstractSet):
            return NotImplemented
        try:
            mine, theirs = self._both(other)
        except (UnknownStateError, NotAStateError):  # equal to no set of states
            return False
        return mine == theirs

    def __hash__(self) -> int:
        return hash(frozenset(self.states))

    def as_dict(self) -> dict[str, Any]:
        """The codes of the states.

        Examples:
            >>> import csto_membership as cm
            >>> cm.members_on("2013-01-01").suspended.as_dict()
            {'states': ['UZB']}
        """
        return {"states": self._plain()}

    def _plain(self) -> list[str]:
        return [state.code for state in self.states]

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Whether no state is in both.

        Examples:
            >>> import csto_membership as cm
            >>> cm.members_on("2000-01-01").isdisjoint(["Georgia", "Uzbekistan"])
            True
        """
        mine, theirs = self._both(other)
        return mine.isdisjoint(theirs)

    def __str__(self) -> str:
        return ", ".join(self.names) or "none"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"
