"""States: their names, their codes, their days, and how a text finds one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet
from csto_membership.days.plain_values import WithPlainValues, repr_of_fields
from csto_membership.days.span import ONE_DAY
from csto_membership.errors import NotAStateError, UnknownStateError, check_type, shown
from csto_membership.record.spelling import (
    NAMES_OF_TWO,
    Spellings,
    folded,
    is_of_no_state,
    words_of,
)

_CODES_OF_TWO = {"CS": "YUG"}
"""Codes that ISO gave again, with the key of the state that was the second to have it."""


@attrs.frozen(repr=False)
class StateNumber(WithPlainValues):
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

    __repr__ = repr_of_fields


def in_order_of_list(numbers: Iterable[StateNumber]) -> tuple[StateNumber, ...]:
    """Numbers of one state by list, the earlier first."""
    return tuple(sorted(numbers, key=lambda n: (n.list, n.first_day or date.min)))


def _fuzzy_date(value: FuzzyDate | DaySet | date | str | None) -> FuzzyDate | None:
    if value is None or isinstance(value, FuzzyDate):
        return value
    return FuzzyDate(value)


def _usual_key(state: State) -> str:
    return state.alpha_3 or state.alpha_2 or state.name


@attrs.frozen(slots=False, eq=False, repr=False)
class State(WithPlainValues):
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
        continues: Keys of the states that it continues.
        continues_from: The first of their days that counts as its own; None if all
            of them do.
        succeeds: Keys of the states that it came after, or out of.
        acceded_to: Keys of the states that it became part of.
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
    continues_from: date | None = attrs.field(default=None, kw_only=True)
    succeeds: tuple[str, ...] = ()
    acceded_to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = attrs.field(default="", kw_only=True)
    numbers: tuple[StateNumber, ...] = attrs.field(default=(), kw_only=True)
    key: str = attrs.field(
        default=attrs.Factory(_usual_key, takes_self=True), kw_only=True
    )

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
        """When it was a state, a gap of one list being uncertain; None if not recorded.

        Examples:
            >>> print(State("", "", "Zanzibar", last_day="1964-04").existence)
            until 1964-04-01; uncertain: 1964-04-02 to 1964-04-30
        """
        if self.first_day is None and self.last_day is None:
            return None
        days = self.first_day.onwards if self.first_day else FuzzyDaySet(~DaySet())
        if self.last_day and (after := self.last_day.days.shift(1)):
            days -= FuzzyDate(after).onwards
        gaps: dict[str, list[Any]] = {}
        for a, b in pairwise(self.numbers):
            if a.list == b.list and a.last_day and b.first_day:
                start = a.last_day + ONE_DAY
                gaps.setdefault(a.list, []).append((start, max(start, b.first_day)))
        one, other = (DaySet.from_spans(gaps.get(name, ())) for name in ("cow", "gw"))
        return FuzzyDaySet(days.surely - (one | other), days.possibly - (one & other))

    @cached_property
    def all_numbers(self) -> frozenset[tuple[str, int]]:
        """Each list that numbers it, with a number that it has or had there.

        Examples:
            >>> import csto_membership as cm
            >>> states = cm.load("warsaw_pact").record.states
            >>> sorted(states.find("Russia").all_numbers & states.find("SUN").all_numbers)
            [('cow', 365), ('gw', 365)]
        """
        last = {("cow", self.cow), ("gw", self.gw)}
        earlier = {(each.list, each.number) for each in self.numbers}
        return frozenset((name, n) for name, n in last | earlier if n is not None)

    def _plain(self) -> str:
        return self.code

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

        Examples:
            >>> from datetime import date
            >>> import csto_membership as cm
            >>> states = cm.load("csto").record.states
            >>> states.find("Russia").cow_on(date(2000, 1, 1))
            365
        """
        check_type(day, date)
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


def by_name(state: State) -> str:
    """The key by which states are put in order of name; accents make no difference."""
    return folded(state.name)


class States:
    """States in order of name, found by name or code.

    Of two states with one key the first counts.

    Examples:
        >>> import csto_membership as cm
        >>> states = cm.states()
        >>> states.find("Wit-Rusland"), states.with_code("CS")
        (<State BY Belarus>, <State CS Czechoslovakia>)
    """

    def __init__(self, states: Iterable[State]) -> None:
        self._by_key: dict[str, State] = {}
        for state in states:
            self._by_key.setdefault(state.key, state)
        self._all = tuple(sorted(self._by_key.values(), key=by_name))
        self._by_code = {code: state for state in self._all for code in state.codes}
        self._of_two = {
            code: (self._by_code[code].key, second)
            for code, second in _CODES_OF_TWO.items()
            if code in self._by_code and second in self._by_key
        }

    # Names take longer to read than codes, and folding them takes longer still.

    @cached_property
    def _as_spelt(self) -> dict[str, State]:
        names = {name: state for state in self._all for name in state.names}
        return {name: names[name] for name in names if name not in self._of_two}

    @cached_property
    def _folded(self) -> dict[str, State]:
        return {folded(name): state for name, state in self._as_spelt.items()}

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings((name, state.key) for name, state in self._as_spelt.items())

    def __iter__(self) -> Iterator[State]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def with_code(self, code: str) -> State | None:
        """The state with this key or ISO code, as data files and packages write it.

        `CS` is Czechoslovakia here. `find` refuses it, because ISO gave it again later.

        Examples:
            >>> import csto_membership as cm
            >>> states = cm.load("csto").record.states
            >>> states.with_code("CS")
            <State CS Czechoslovakia>
            >>> states.with_code("XX") is None
            True
        """
        check_type(code, str)
        return self._by_code.get(code)

    def find(self, name: str | State) -> State:
        """The state of this name or code.

        Case, accents, the order of the words and usual abbreviations make no difference:
        `Korea, Rep. of` is the Republic of Korea. Typing errors are not corrected.

        For a `State` it is the one of these with the same key, or else that state itself.

        Raises:
            UnknownStateError: No state has the name, or several may be meant; the message
                suggests states.
            NotAStateError: The value is neither a text nor a `State`.

        Examples:
            >>> import csto_membership as cm
            >>> states = cm.load("csto").record.states
            >>> states.find("Kirghizia")
            <State KG Kyrgyzstan>
            >>> states.find("Korea, Rep. of")
            <State KR Republic of Korea>
        """
        if isinstance(name, State):
            return self._by_key.get(name.key, name)
        if not isinstance(name, str):
            how = "pass a name or an ISO 3166-1 code such as 'UZB'"
            msg = f"{shown(name)} is of type {type(name).__name__}, not a state; {how}"
            raise NotAStateError(msg)
        if name in self._by_code and name not in self._of_two:
            return self._by_code[name]
        found = self._as_spelt.get(name) or self._folded.get(folded(name))
        return found or self._in_another_form(name)

    def of_codes(self, codes: Iterable[str]) -> tuple[State, ...]:
        """The states with these codes or keys; those that no state has are left out.

        Examples:
            >>> from csto_membership import states
            >>> states().of_codes(["UZB", "BY", "XX"])
            (<State UZ Uzbekistan>, <State BY Belarus>)
        """
        check_type(codes, Iterable)
        return tuple(self._by_code[code] for code in codes if code in self._by_code)

    def may_mean(self, name: str) -> tuple[State, ...]:
        """The states that a text may mean, in any form, in order of name.

        Examples:
            >>> from csto_membership import states
            >>> print(*states().may_mean("Korea"), sep="; ")
            Democratic People's Republic of Korea; Republic of Korea
        """
        check_type(name, str)
        return tuple(
            sorted(map(self._by_key.__getitem__, self._spellings.may_mean(name)))
        )

    def _in_another_form(self, name: str) -> State:
        several = NAMES_OF_TWO.get(" ".join(words_of(name)).upper(), ())
        meant = (
            self._of_two.get(name.strip().upper())
            or tuple(key for key in several if key in self._by_key)
            or self._spellings.meant_by(name)
        )
        if len(meant) == 1:
            return self._by_key[meant[0]]
        hint = "it takes ISO 3166-1 codes, and names in English, Dutch or Russian"
        if not meant and is_of_no_state(name) and not self._spellings.is_slip(name):
            hint = (
                "the spelling is right, but it is not among these states, which are those "
                "since 1946 of two published lists; that says nothing about its status"
            )
        elif not several:
            meant = self._spellings.with_twins(meant or self._spellings.near(name))
        suggestions = [f"{s} ({s.code})" for s in map(self._by_key.__getitem__, meant)]
        raise UnknownStateError(name, suggestions=suggestions, hint=hint)
