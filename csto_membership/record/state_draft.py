"""States: their names, their codes, their days, and how a text finds one.

A draft of what `state.py` becomes when the package reads the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.errors import NotAStateError, UnknownStateError
from csto_membership.record.state import folded

__all__ = ["State", "StateNumber", "States"]

_FEW = 3
"""So many states may share a word and all be suggested: "Saint", but not "Republic"."""
_CODE = len(" UZB ")
"""A word of at most this length, with its spaces, is too short to search a text for."""


@attrs.frozen
class StateNumber:
    """A number that a list of states gives to a state, and when.

    Attributes:
        list: The list: `cow`, the Correlates of War project, or `gw`, Gleditsch and Ward.
        number: The number.
        first_day: The first day on which the state has it; None where not recorded.
        last_day: The last day; None where not recorded, and where the state has it still.
    """

    list: str
    number: int
    first_day: date | None = None
    last_day: date | None = None


def _fuzzy_date(value: FuzzyDate | DaySet | date | str | None) -> FuzzyDate | None:
    done = value is None or isinstance(value, FuzzyDate)
    return value if done else FuzzyDate(value)  # type: ignore[return-value,arg-type]


@attrs.frozen(slots=False, eq=False, repr=False)
class State:
    """A state, by its codes and its names. States with the same key are equal.

    Attributes:
        alpha_2: ISO 3166-1 alpha-2 code, or the last one of a former state; empty where
            ISO has none.
        alpha_3: ISO 3166-1 alpha-3 code, or the last one of a former state; empty where
            ISO has none.
        name: The state's own short English name.
        nl: Dutch names, the usual one first.
        ru: Russian names, the usual one first.
        variants: Other English names: official, former, or spelt in another way.
        alpha_4: ISO 3166-3 code of a former state; None for the others.
        cow: Number in the Correlates of War state system, the last one if it had several;
            None where not recorded.
        gw: Number in the list of Gleditsch and Ward; None where not recorded.
        first_day: The first day on which it was a state; None where not recorded.
        last_day: The last day on which it was a state; None where it still is one.
        continues: Keys of the states as which it goes on.
        succeeds: Keys of the states that it came after or out of.
        acceded_to: Keys of the states of which it became part.
        sources: Ids of the sources for its numbers, its days and what it came from.
        numbers: Its numbers with their days, by list, the earlier first; empty where it
            has `cow` and `gw` on all its days.
        key: The letters by which records and tables name it: its alpha-3 code by default.

    Examples:
        >>> State("XZ", "XZZ", "Zanzibar", last_day="1964-04-26", cow=511, gw=511)
        <State XZ Zanzibar>
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
    numbers: tuple[StateNumber, ...] = attrs.field(default=(), kw_only=True)
    key: str = attrs.field(kw_only=True)

    @key.default
    def _usual_key(self) -> str:
        return self.alpha_3 or self.alpha_2 or self.name

    @property
    def codes(self) -> tuple[str, ...]:
        """Its key and the ISO codes that it has."""
        codes = (self.alpha_2, self.alpha_3, self.alpha_4 or "", self.key)
        return tuple(dict.fromkeys(filter(None, codes)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and code that finds this state."""
        return (self.name, *self.codes, *self.nl, *self.ru, *self.variants)

    @cached_property
    def existence(self) -> FuzzyDaySet | None:
        """The days on which it was a state; None where no day is recorded.

        Examples:
            >>> print(State("XZ", "XZZ", "Zanzibar", last_day="1964-04").existence)
            until 1964-04-01; uncertain: 1964-04-02 to 1964-04-30
        """
        if self.first_day is None and self.last_day is None:
            return None
        days = self.first_day.onwards if self.first_day else FuzzyDaySet(~DaySet())
        if self.last_day and (after := self.last_day.days.shift(1)):
            days -= FuzzyDate(after).onwards
        return days

    def existed_on(self, day: date) -> bool:
        """Whether it was, or may have been, a state; True where no day is recorded.

        Examples:
            >>> zanzibar = State("XZ", "XZZ", "Zanzibar", last_day="1964-04-26")
            >>> zanzibar.existed_on(date(1964, 4, 26)), zanzibar.existed_on(date(1964, 4, 27))
            (True, False)
        """
        return self.existence is None or day in self.existence.possibly

    def cow_on(self, day: date) -> int | None:
        """Its number in the Correlates of War state system on a day.

        Before its first number it is that one, and after its last number that one.
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

    def __lt__(self, other: State) -> bool:
        # In the order in which answers list states.
        if not isinstance(other, State):
            return NotImplemented
        return (_by_name(self), self.key) < (_by_name(other), other.key)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<State {self.alpha_2 or self.key} {self.name}>"


def _by_name(state: State) -> str:
    return folded(state.name)


class States:
    """The states that can be named, found by name or code.

    Of two states with one key the first counts.
    """

    def __init__(self, states: Iterable[State]) -> None:
        one_each: dict[str, State] = {}
        for state in states:
            one_each.setdefault(state.key, state)
        self._all = tuple(sorted(one_each.values(), key=_by_name))
        self._by_code = {code: state for state in self._all for code in state.codes}

    # Each of these costs more than the one before, and is made when a text needs it.

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

        Raises:
            UnknownStateError: No state has the name; similar ones are suggested.
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
        found = self._by_code.get(name) or self._as_spelt.get(name)
        try:
            return found or self._folded[folded(name)]
        except KeyError:
            raise self._unknown(name) from None

    def _unknown(self, name: str) -> UnknownStateError:
        """The error, which suggests states that the text may mean.

        These are the few with the text in a name. If there are none, or many, they are
        those with a name in the text (`Georgia, Republic of`), or with a similar name.
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
            suggestions=[f"{state} ({state.key})" for state in meant],
            hint="it takes ISO 3166-1 codes, and names in English, Dutch or Russian",
        )
