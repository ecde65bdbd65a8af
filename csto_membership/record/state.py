"""States: their names, their codes, and how a text finds one."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from csto_membership.days import FuzzyDaySet
from csto_membership.errors import NotAStateError, UnknownStateError

__all__ = ["FormerNumber", "State", "StateSet", "States"]

_FEW = 3
"""So many states may have a word in common and all be meant: "Saint", but not "Republic"."""
_CODE = len(" UZB ")
"""So long is a code as a word, which in a text of words is seldom one."""


@attrs.frozen
class FormerNumber:
    """A number that a state had before the one that it has.

    Attributes:
        number: The number.
        last_day: The last day on which it had it.
    """

    number: int
    last_day: date


@attrs.frozen(repr=False, cache_hash=True)
class State:
    """A state, by its ISO 3166-1 codes and the names that it goes by.

    Attributes:
        alpha_2: ISO 3166-1 alpha-2 code; of a former state, the one that it had.
        alpha_3: ISO 3166-1 alpha-3 code; of a former state, the one that it had.
        name: The state's own short English name.
        nl: Dutch names, the usual one first.
        ru: Russian names, the usual one first.
        variants: Other English names: official, former, otherwise spelt.
        alpha_4: ISO 3166-3 code of a former state; None for the others.
        cow: Number in the Correlates of War state system; None where not recorded.
        cow_before: The number that it had there before, if any.
        gw: Number in the list of Gleditsch and Ward; None where not recorded.
        existence: The days on which it was a state; None where not recorded.
        continues: Codes of the states as which it goes on.
        succeeds: Codes of the states after or out of which it came.
        acceded_to: Codes of the states of which it became part.
        sources: Ids of the sources for its numbers, its days and what it came from.

    Examples:
        >>> import csto_membership as cm
        >>> germany = cm.load("nato").record.states.find("West Germany")
        >>> germany, germany.cow_on(date(1990, 10, 2)), germany.cow, germany.gw
        (<State DE Germany>, 260, 255, 260)
    """

    alpha_2: str
    alpha_3: str
    name: str
    nl: tuple[str, ...] = attrs.field(default=(), eq=False)
    ru: tuple[str, ...] = attrs.field(default=(), eq=False)
    variants: tuple[str, ...] = attrs.field(default=(), eq=False)
    alpha_4: str | None = attrs.field(default=None, eq=False)
    cow: int | None = attrs.field(default=None, eq=False)
    cow_before: FormerNumber | None = attrs.field(default=None, eq=False)
    gw: int | None = attrs.field(default=None, eq=False)
    existence: FuzzyDaySet | None = attrs.field(default=None, eq=False)
    continues: tuple[str, ...] = attrs.field(default=(), eq=False)
    succeeds: tuple[str, ...] = attrs.field(default=(), eq=False)
    acceded_to: tuple[str, ...] = attrs.field(default=(), eq=False)
    sources: tuple[str, ...] = attrs.field(default=(), eq=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and code that finds this state."""
        return (
            self.name,
            self.alpha_2,
            self.alpha_3,
            *filter(None, (self.alpha_4,)),
            *self.nl,
            *self.ru,
            *self.variants,
        )

    def cow_on(self, day: date) -> int | None:
        """Its number in the Correlates of War state system on a day."""
        before = self.cow_before
        return before.number if before and day <= before.last_day else self.cow

    def existed_on(self, day: date) -> bool:
        """Whether it was, or may have been, a state; yes where that is not recorded.

        Examples:
            >>> import csto_membership as cm
            >>> from datetime import date
            >>> find = cm.load("warsaw_pact").record.states.find
            >>> germany = find("East Germany")
            >>> germany.existed_on(date(1990, 10, 2)), germany.existed_on(date(1990, 10, 3))
            (True, False)
        """
        return self.existence is None or day in self.existence.possibly

    def __lt__(self, other: State) -> bool:
        # In the order in which answers list states.
        if not isinstance(other, State):
            return NotImplemented
        return (by_name(self), self.alpha_3) < (by_name(other), other.alpha_3)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<State {self.alpha_2} {self.name}>"


def folded(name: str) -> str:
    """A name without case, accents, hyphens and extra spaces.

    Examples:
        >>> folded("  Wit-Rusland "), folded("Türkiye")
        ('wit rusland', 'turkiye')
    """
    bare = name.casefold()
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(bare.replace("-", " ").split())


def by_name(state: State) -> str:
    """The key by which states are put in order of name; accents make no difference."""
    return folded(state.name)


class States:
    """The states that a record can name, found by name or code.

    `further` gives the other states of the world, which are found too: they are asked
    about, and the answer is no. They are read when a name is not found without them.
    """

    def __init__(
        self, states: Iterable[State], further: Callable[[], States] | None = None
    ) -> None:
        self.further = further
        self._all = tuple(sorted(states, key=by_name))
        # Most are asked for as spelt here, and folding takes ten times as long.
        self._as_spelt = {name: s for s in self._all for name in s.names}

    @cached_property
    def _folded(self) -> dict[str, State]:
        return {folded(name): state for name, state in self._as_spelt.items()}

    def __iter__(self) -> Iterator[State]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def find(self, name: str | State) -> State:
        """The state of this name or code; case and accents forgiven, typos not.

        Raises:
            UnknownStateError: None is known by the name; near ones are suggested.
            NotAStateError: The value is neither a text nor a `State`.
        """
        if isinstance(name, State):
            return name
        if not isinstance(name, str):
            msg = (
                f"{name!r} is of type {type(name).__name__}, not a state; pass a name or an "
                "ISO 3166-1 code such as 'UZB'"
            )
            raise NotAStateError(msg)
        try:
            return self._as_spelt.get(name) or self._folded[folded(name)]
        except KeyError:
            if self.further:
                return self.nameable.find(name)
            raise self._unknown(name) from None

    @cached_property
    def nameable(self) -> States:
        """All that can be asked about: these, before those that stand further off."""
        if not self.further:
            return self
        return States({s: s for s in (*self.further(), *self)}.values())

    def _unknown(self, name: str) -> UnknownStateError:
        """The error that suggests states with such a word in a name, or a near name.

        Or with a name that stands in the text: `Georgia, Republic of`.
        """
        asked = f" {folded(name)} "
        words = "".join(c if c.isalnum() else " " for c in asked)
        named = [(s, f" {folded(n)} ") for s in self._all for n in s.names]
        meant = [*dict.fromkeys(s for s, each in named if asked in each)]
        if not 0 < len(meant) <= _FEW:
            inside = [s for s, each in named if each in words and len(each) > _CODE]
            near = UnknownStateError(name, (n for s in self._all for n in s.names))
            found = (self._folded[folded(n)] for n in near.suggestions)
            meant = [*dict.fromkeys([*inside, *found])]
        return UnknownStateError(
            name,
            suggestions=[f"{state} ({state.alpha_3})" for state in meant],
            hint="it takes ISO 3166-1 codes, and names in English, Dutch or Russian",
        )


def _over_sure(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    # Not the operators of the base class: those ask `in`, which may be uncertain.
    def method(self: StateSet, other: object) -> Any:
        if not isinstance(other, AbstractSet):
            return NotImplemented
        return operation(frozenset(self), frozenset(other))

    return method


@attrs.frozen(slots=False, eq=False, repr=False)
class StateSet(AbstractSet[State]):
    """Some states, in order of name. `|`, `&` and `-` give frozensets of `State`.

    Attributes:
        states: The states.
        known: The states that may be asked for; another name raises.

    Raises:
        UnknownStateError: `in` was asked of a name that no state has.

    Examples:
        >>> import csto_membership as cm
        >>> members = cm.members_on("1999-04-20")
        >>> states = members.alliance.listed(members)
        >>> print(states)
        Armenia, Azerbaijan, Belarus, Georgia, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan
        >>> "Wit-Rusland" in states, "MD" in states
        (True, False)
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
        """ISO 3166-1 alpha-2 codes, in order of name."""
        return tuple(state.alpha_2 for state in self.states)

    @property
    def alpha_3(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes, in order of name.

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

    __and__ = __rand__ = _over_sure(operator.and_)
    __or__ = __ror__ = _over_sure(operator.or_)
    __xor__ = __rxor__ = _over_sure(operator.xor)
    __sub__ = _over_sure(operator.sub)
    __rsub__ = _over_sure(lambda mine, theirs: theirs - mine)
    __le__ = _over_sure(operator.le)
    __lt__ = _over_sure(operator.lt)
    __ge__ = _over_sure(operator.ge)
    __gt__ = _over_sure(operator.gt)
    __eq__ = _over_sure(operator.eq)

    def __hash__(self) -> int:
        return hash(frozenset(self.states))

    def isdisjoint(self, other: Iterable[State]) -> bool:
        """Whether no state is in both."""
        return frozenset(self.states).isdisjoint(other)

    def __str__(self) -> str:
        return ", ".join(self.names) or "none"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"
