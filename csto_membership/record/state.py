"""States: their names, their codes, their days, and how a text finds one."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.errors import NotAStateError, UnknownStateError, similar

_FEW = 3
"""Up to this many states with a word in common are all suggested: three have "Saint"."""
_CODE = len(" UZB ")
"""A word of at most this length, with its spaces, is too short to search a text for."""


@attrs.frozen
class StateNumber:
    """A number that a list of states gives to a state, and when.

    Attributes:
        list: The list: `cow`, the Correlates of War project, or `gw`, Gleditsch and Ward.
        number: The number.
        letters: The letters that the list gives with it; empty if not recorded.
        first_day: The first day on which the state has it; None if not recorded.
        last_day: The last day; None if not recorded, or if the state still has it.
    """

    list: str
    number: int
    letters: str = ""
    first_day: date | None = None
    last_day: date | None = None


def in_order_of_list(numbers: Iterable[StateNumber]) -> tuple[StateNumber, ...]:
    """Numbers of one state by list, the earlier first."""
    return tuple(sorted(numbers, key=lambda n: (n.list, n.first_day or date.min)))


def _fuzzy_date(value: FuzzyDate | DaySet | date | str | None) -> FuzzyDate | None:
    if value is None or isinstance(value, FuzzyDate):
        return value
    return FuzzyDate(value)


@attrs.frozen(slots=False, eq=False, repr=False)
class State:
    """A state, by its codes and its names. States with the same key are equal.

    Attributes:
        alpha_2: ISO 3166-1 alpha-2 code, or the last one of a former state; empty if
            ISO has none.
        alpha_3: ISO 3166-1 alpha-3 code, or the last one of a former state; empty if
            ISO has none.
        name: The state's own short English name.
        nl: Dutch names, the usual one first.
        ru: Russian names, the usual one first.
        variants: Other English names: official, former, or spelt in another way.
        alpha_4: ISO 3166-3 code of a former state; None for the others.
        cow: Number in the Correlates of War state system, the last one if it had several;
            None if not recorded.
        gw: Number in the list of Gleditsch and Ward; None if not recorded.
        first_day: The first day on which it was a state; None if not recorded.
        last_day: The last day on which it was a state; None if it still is one.
        continues: Keys of the states as which it goes on.
        succeeds: Keys of the states that it came after or out of.
        acceded_to: Keys of the states of which it became part.
        sources: Ids of the sources for its numbers, its days and what it came from.
        note: What readers should know about its row.
        numbers: Its numbers with their days, by list, the earlier first; empty if it has
            `cow` and `gw` on all its days.
        key: The letters by which records and tables name it: its alpha-3 code by default.

    Examples:
        >>> zanzibar = State("", "", "Zanzibar", key="ZAN", last_day="1964-04-26", cow=511)
        >>> zanzibar, zanzibar.code, zanzibar.short_code, zanzibar.codes
        (<State ZAN Zanzibar>, 'ZAN', 'ZAN', ('ZAN',))
        >>> import csto_membership as cm
        >>> germany = cm.load("nato").record.states.find("West Germany")
        >>> germany, germany.cow_on(date(1990, 10, 2)), germany.cow, germany.gw
        (<State DE Germany>, 260, 255, 260)
    """

    alpha_2: str
    alpha_3: str
    name: str
    nl: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    alpha_4: str | None = None
    cow: int | None = None
    gw: int | None = None
    first_day: FuzzyDate | None = attrs.field(default=None, converter=_fuzzy_date)
    last_day: FuzzyDate | None = attrs.field(default=None, converter=_fuzzy_date)
    continues: tuple[str, ...] = ()
    succeeds: tuple[str, ...] = ()
    acceded_to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = attrs.field(default="", kw_only=True)
    numbers: tuple[StateNumber, ...] = attrs.field(default=(), kw_only=True)
    key: str = attrs.field(kw_only=True)

    @key.default
    def _usual_key(self) -> str:
        return self.alpha_3 or self.alpha_2 or self.name

    @property
    def code(self) -> str:
        """Its alpha-3 code, or its key if it has none; tables and JSON name it so."""
        return self.alpha_3 or self.key

    @property
    def short_code(self) -> str:
        """Its alpha-2 code, or its key if it has none."""
        return self.alpha_2 or self.key

    @property
    def codes(self) -> tuple[str, ...]:
        """The ISO codes that it has, and its key."""
        codes = (self.alpha_2, self.alpha_3, self.alpha_4 or "", self.key)
        return tuple(dict.fromkeys(filter(None, codes)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and code that finds this state."""
        return (self.name, *self.codes, *self.nl, *self.ru, *self.variants)

    @cached_property
    def existence(self) -> FuzzyDaySet | None:
        """When it was a state, a gap of a list being uncertain; None if not recorded.

        Examples:
            >>> print(State("", "", "Zanzibar", last_day="1964-04").existence)
            until 1964-04-01; uncertain: 1964-04-02 to 1964-04-30
        """
        if self.first_day is None and self.last_day is None:
            return None
        days = self.first_day.onwards if self.first_day else FuzzyDaySet(~DaySet())
        if self.last_day and (after := self.last_day.days.shift(1)):
            days -= FuzzyDate(after).onwards
        left_out = DaySet.from_spans(
            (a.last_day + timedelta(1), max(a.last_day + timedelta(1), b.first_day))
            for a, b in pairwise(self.numbers)
            if a.list == b.list and a.last_day and b.first_day
        )
        return FuzzyDaySet(days.surely - left_out, days.possibly)

    def existed_on(self, day: date) -> bool:
        """Whether it was, or may have been, a state; True if no day is recorded.

        Examples:
            >>> import csto_membership as cm
            >>> germany = cm.load("warsaw_pact").record.states.find("East Germany")
            >>> germany.existed_on(date(1990, 10, 2)), germany.existed_on(date(1990, 10, 3))
            (True, False)
        """
        return self.existence is None or day in self.existence.possibly

    def __lt__(self, other: State) -> bool:
        # In the order in which answers list states.
        if not isinstance(other, State):
            return NotImplemented
        return (by_name(self), self.key) < (by_name(other), other.key)

    def cow_on(self, day: date) -> int | None:
        """Its number in the Correlates of War state system on a day.

        Before the days of its first number it is that number, and after the days of its
        last number it is the last one.
        """
        numbers = [each for each in self.numbers if each.list == "cow"]
        if self.cow is None or not numbers:
            return self.cow
        begun = [n for n in numbers if n.first_day is None or n.first_day <= day]
        return (begun or numbers[:1])[-1].number

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, State) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<State {self.short_code} {self.name}>"


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
    """The states that can be named, found by name or code.

    Of two states with one key the first counts.
    """

    def __init__(self, states: Iterable[State]) -> None:
        self._by_key: dict[str, State] = {}
        for state in states:
            self._by_key.setdefault(state.key, state)
        self._all = tuple(sorted(self._by_key.values(), key=by_name))
        self._by_code = {code: state for state in self._all for code in state.codes}

    # Names take longer to read than codes, and folding them takes longer still.

    @cached_property
    def _as_spelt(self) -> dict[str, State]:
        return {name: state for state in self._all for name in state.names}

    @cached_property
    def _folded(self) -> dict[str, State]:
        return {folded(name): state for name, state in self._as_spelt.items()}

    def __iter__(self) -> Iterator[State]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def find(self, name: str | State) -> State:
        """The state of this name or code; case and accents forgiven, typos not.

        For a `State` it is the one of these with the same key, or else that state itself.

        Raises:
            UnknownStateError: No state has the name; similar ones are suggested.
            NotAStateError: The value is neither a text nor a `State`.
        """
        if isinstance(name, State):
            return self._by_key.get(name.key, name)
        if not isinstance(name, str):
            msg = (
                f"{name!r} is of type {type(name).__name__}, not a state; pass a name or an "
                "ISO 3166-1 code such as 'UZB'"
            )
            raise NotAStateError(msg)
        found = self._by_code.get(name) or self._as_spelt.get(name)
        try:
            return found or self._folded[folded(name)]
        except KeyError:
            raise self._unknown(name) from None

    def _unknown(self, name: str) -> UnknownStateError:
        """The error, with suggestions of what the text may mean.

        These are the few states with the text in a name. If there are none, or many, they
        are those with a name in the text (`Georgia, Republic of`), or with a similar name.
        """
        typed = f" {folded(name)} "
        words = "".join(c if c.isalnum() else " " for c in typed)
        named = [(s, f" {folded(n)} ") for s in self._all for n in s.names]
        meant = [*dict.fromkeys(s for s, each in named if typed in each)]
        if not 0 < len(meant) <= _FEW:
            inside = [s for s, each in named if each in words and len(each) > _CODE]
            # A state has several names, and its twin has to be found beside it.
            near = similar(name, (n for s in self._all for n in s.names), 3 * _FEW)
            found = dict.fromkeys(self._folded[folded(n)] for n in near)
            meant = [*dict.fromkeys([*inside, *found])][:_FEW]
        return UnknownStateError(
            name,
            suggestions=[f"{state} ({state.code})" for state in meant],
            hint="it takes ISO 3166-1 codes, and names in English, Dutch or Russian",
        )


def _over_sure(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    # Not the operators of the base class: they use `in`, which may be uncertain.
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
        known: The states that `in` may ask for; any other name is an error.

    Raises:
        UnknownStateError: `in` is used with a name that no state has.

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
