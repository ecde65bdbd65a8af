"""What must hold between the keys of a table of a data file, and between its events."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from csto_membership.days import DaySet
from csto_membership.days.parsing import day_after
from csto_membership.errors import MISSING
from csto_membership.files.place import Place
from csto_membership.files.readers import (
    Condition,
)
from csto_membership.record.event import Event, Kind
from csto_membership.record.spelling import folded, mixes_scripts, same_name
from csto_membership.record.state import State, States

EARLIER_NAMES = {
    "default_definition": "default_reading",
    "default_definition_why": "default_reading_why",
}
"""Keys of an alliance, and the names that they had before."""
MOST_ACTS = 200
"""The most acts of one state in a file."""
MOST_ACTS_OF_ALL = 20_000
"""The most acts in a file, where one that ten states did counts as ten."""
MOST_FILES = 100
"""The most TOML files in a folder."""
MOST_EVENTS = 20_000
"""The most events in a file."""
MOST_CLAIMS = 60
"""The most claims about one event."""
MOST_RIVALS = 1_000
"""The most claims in a file beside the first of each event."""
MOST_PRODUCTS = 50_000
"""The most acts times such claims about them, summed over all states."""
MOST_WAITS = 100_000
"""The most events named by `after`, counted for each state of the event that waits."""
MOST_OVERLAPS = 100_000
"""The most pairs of acts of a state that may be of one day, summed over all states."""
MOST_RULES = 50
"""The most events with a rule: one may wait for another, and that for a third."""


# -- between the keys of a table --------------------------------------------------


def _has_a_date(source: Mapping[str, object], at: Place) -> None:
    if not source.keys() & {"published", "seen"}:
        expected = "a source without a date needs the day it was `seen`"
        at.key("published").fault(MISSING, expected)


HAS_A_DATE = Condition(
    _has_a_date, {"anyOf": [{"required": ["published"]}, {"required": ["seen"]}]}
)
"""A source says when it was published or seen."""


def _has_states_or_count(roster: Mapping[str, object], at: Place) -> None:
    given = roster.keys() & {"states", "count"}
    if not given:
        at.key("states").fault(MISSING, "give the `states`, or at least their `count`")
    if len(given) > 1:
        at.key("count").fault(roster["count"], "give `states` or `count`, not both")


HAS_STATES_OR_COUNT = Condition(
    _has_states_or_count, {"oneOf": [{"required": ["states"]}, {"required": ["count"]}]}
)
"""A roster lists its members or counts them."""


def _has_one_name(alliance: Mapping[str, object], at: Place) -> None:
    for name, earlier in EARLIER_NAMES.items():
        if name in alliance and earlier in alliance:
            expected = f"is the earlier name of `{name}`, which is there too; drop it"
            at.key(earlier).fault(alliance[earlier], expected)


HAS_ONE_NAME = Condition(
    _has_one_name,
    {"allOf": [{"not": {"required": [*names]}} for names in EARLIER_NAMES.items()]},
)
"""A key and its earlier name are not both there."""

_DATES = ("on", "since", "last_day", "rule")


def _claim_is_consistent(claim: Mapping[str, object], at: Place) -> None:
    dates = [key for key in _DATES if key in claim]
    if claim.get("never") is True and dates:
        at.key("never").fault(claim["never"], f"what never was has no `{dates[0]}`")
    if "since" in claim and "last_day" in claim:
        at.key("last_day").fault(claim["last_day"], "give `since` or `last_day`")
    if "rule" in claim and len(dates) > 1:
        at.key("rule").fault(claim["rule"], f"a computed day needs no `{dates[0]}`")
    if claim.get("only") is True and not claim.get("states"):
        at.key("only").fault(claim["only"], "a complete list needs its `states`")


CLAIM_IS_CONSISTENT = Condition(
    _claim_is_consistent,
    {
        "allOf": [
            {
                "if": {"required": ["never"], "properties": {"never": {"const": True}}},
                "then": {"properties": dict.fromkeys(_DATES, False)},
            },
            {
                "if": {"required": ["only"], "properties": {"only": {"const": True}}},
                "then": {
                    "required": ["states"],
                    "properties": {"states": {"minItems": 1}},
                },
            },
            {"not": {"required": ["since", "last_day"]}},
            *({"not": {"required": ["rule", key]}} for key in _DATES[:-1]),
        ]
    },
)
"""The keys of a claim do not contradict one another."""


_BETWEEN_TWO = (Kind.OBLIGATION_SUSPENSION.value, Kind.OBLIGATION_RESUMPTION.value)


def _event_is_consistent(event: Mapping[str, object], at: Place) -> None:
    if event.get("kind") in _BETWEEN_TWO and not event.get("to"):
        expected = "an obligation is suspended or resumed between `states` and these"
        at.key("to").fault(event.get("to", MISSING), expected)


EVENT_IS_CONSISTENT = Condition(
    _event_is_consistent,
    {
        "if": {"properties": {"kind": {"enum": [*_BETWEEN_TWO]}}},
        "then": {"required": ["to"], "properties": {"to": {"minItems": 1}}},
    },
)
"""What is between states names both sides."""


def _ends_after_it_begins(number: Mapping[str, object], at: Place) -> None:
    first, last = number.get("first_day"), number.get("last_day")
    written = isinstance(first, str | date) and isinstance(last, str | date)
    if written and str(last) < str(first):
        at.key("last_day").fault(last, "is before its first day")


ENDS_AFTER_IT_BEGINS = Condition(_ends_after_it_begins, {})
"""The last day of a number is not before its first day."""


# -- between states ---------------------------------------------------------------


def must_have_names_of_their_own(
    states: Iterable[State], at: Place, others: Iterable[State] = ()
) -> None:
    """No name of a state is that of another, unless both have the same key.

    A state that replaces another one is still found by that one's name and codes.
    """
    states, others = tuple(states), tuple(others)
    defined = {each.key: each for each in states}
    for other in others:
        own = defined.get(other.key)
        for name in (other.name, *other.codes) if own else ():
            if own and folded(name) not in map(folded, own.names):
                expected = (
                    f"{name!r} is a name of this state in the package; add it as a name, "
                    "or give your state other codes"
                )
                at.key(own.short_code).fault(MISSING, expected)
    if not states:
        return
    strangers = [other for other in others if other.key not in defined]
    names = {same_name(name): other for other in strangers for name in other.names}
    known = States(strangers)
    for each in states:
        here = at.key(each.short_code)
        for name in filter(mixes_scripts, each.names):
            here.fault(name, "has letters of two alphabets in one word")
        for key, name in {same_name(name): name for name in each.names}.items():
            other = names.setdefault(key, each)
            if other is not each:
                here.fault(name, f"is a name of {other} too")
            elif name not in each.codes and (meant := known.may_mean(name)):
                one = " or ".join(map(str, meant))
                here.fault(name, f"may mean {one}; choose a fuller name")
    _must_have_numbers_of_their_own(states, strangers, at)


def _must_have_numbers_of_their_own(
    states: Iterable[State], others: Collection[State], at: Place
) -> None:
    """No state has a number of a list that another one has on the same day."""
    if not others:  # a folder with all states may have lists that overlap
        return
    wanted = {number for each in states for number, _ in _days_of_numbers(each)}
    numbered = [(each, _days_of_numbers(each), False) for each in others if wanted]
    numbered += [(each, _days_of_numbers(each), True) for each in states]
    holders: dict[tuple[str, int], list[tuple[State, DaySet]]] = {}
    taken: dict[tuple[str, int], DaySet] = {}
    for each, numbers, is_own in numbered:
        for number, days in numbers:
            both = days & taken.get(number, DaySet())
            for other, its in holders.get(number, ()) if both and is_own else ():
                if days & its and other is not each:
                    name, value = number
                    why = f"is a number of {other} too, {days & its}; give the days of each"
                    at.key(each.short_code).key(name).fault(value, why)
            taken[number] = taken.get(number, DaySet()) | days
            holders.setdefault(number, []).append((each, days))


def _days_of_numbers(state: State) -> Iterator[tuple[tuple[str, int], DaySet]]:
    """Each number of a list that it has or had, with the days on which it may have it."""
    existence = ~DaySet() if state.existence is None else state.existence.possibly
    dated = {each.list for each in state.numbers}
    for each in state.numbers:
        days = DaySet.span(each.first_day, None)
        if each.last_day and (after := day_after(each.last_day)):
            days -= DaySet.span(after, None)
        yield (each.list, each.number), days & existence
    for name, number in (("cow", state.cow), ("gw", state.gw)):
        if number is not None and name not in dated:
            yield (name, number), existence


# -- between events ---------------------------------------------------------------


def is_whole(event: Event, at: Place) -> bool:
    """Whether the claims of an event fit together, and some claim gives a day."""
    before = len(at.problems)
    strangers = event.undecided.difference(event.states)
    if codes := sorted(state.short_code for state in strangers):
        at.key("undecided").fault(codes, "the event lists no such state")
    # A claim that gives no day leaves that to the others, so one of them must.
    dated = {s for c in event.claims if c.effective for s in c.states or (None,)}
    for n, claim in enumerate(event.claims):
        dateless = not (claim.effective or claim.rule or claim.never)
        if dateless and not dated.issuperset(claim.states or (None,)):
            here = at.key("claim").key(n).key("on")
            here.fault(MISSING, "no claim says when: give `on`, or `never = true`")
    return len(at.problems) == before


def are_few_enough(events: Collection[Event], at: Place) -> bool:
    """Whether there are no more acts, claims and rules than can be read in a second."""
    before = len(at.problems)
    acts: Counter[str] = Counter()
    rivals: Counter[str] = Counter()
    days: dict[str, list[tuple[date, date]]] = {}
    others = rules = waits = 0
    for event in events:
        other = len(event.claims) - 1
        if other >= MOST_CLAIMS:
            here = at.key(at.known.events[event.id]).key("claim")
            here.fault(other + 1, f"claims; an event has at most {MOST_CLAIMS}")
        others += other
        rules += any(claim.rule for claim in event.claims)
        waits += len(event.after) * len(event.states)
        possible = _possible_days(event)
        for state in event.states:
            acts[state.name] += 1
            rivals[state.name] += other
            days.setdefault(state.name, []).extend(possible)
    products = sum(acts[name] * rivals[name] for name in acts)
    overlaps = sum(map(_overlaps, days.values()))
    found = [(f"acts of {name}", count, MOST_ACTS) for name, count in acts.items()]
    for what, count, most in (
        *found,
        ("acts, counted for each state", acts.total(), MOST_ACTS_OF_ALL),
        ("events", len(events), MOST_EVENTS),
        ("claims beside the first of their events", others, MOST_RIVALS),
        ("products of a state's acts and such claims", products, MOST_PRODUCTS),
        ("events with a rule", rules, MOST_RULES),
        ("events named by `after`, counted for each state", waits, MOST_WAITS),
        ("pairs of acts of a state that may be of one day", overlaps, MOST_OVERLAPS),
    ):
        if count > most:
            at.fault(count, f"{what}: a file may have at most {most:,} of them")
    return len(at.problems) == before


def _possible_days(event: Event) -> list[tuple[date, date]]:
    """The first and the last day on which it may have effect, if a claim gives a day."""
    dates = [claim.effective for claim in event.claims if claim.effective]
    if not dates:
        return []
    first = min(each.earliest or date.min for each in dates)
    return [(first, max(each.latest or date.max for each in dates))]


def _overlaps(days: Iterable[tuple[date, date]]) -> int:
    """How many pairs of these stretches have a day in common."""
    firsts = sorted(first for first, _ in days)
    lasts = sorted(last for _, last in days)
    # When one ends: those that have begun, less it and those that ended before.
    return sum(bisect_right(firsts, last) - n - 1 for n, last in enumerate(lasts))


def must_not_wait_for_themselves(events: Iterable[Event], at: Place) -> None:
    """No event comes after itself, directly or by way of other events."""
    places = at.known.events
    waits_for: dict[str, set[str]] = {}
    awaited_by: dict[str, set[str]] = {}
    for event in events:
        rules = {claim.rule.after for claim in event.claims if claim.rule}
        for before in {*event.after, *rules}:
            waits_for.setdefault(event.id, set()).add(before)
            awaited_by.setdefault(before, set()).add(event.id)
    if all(places[b] < places[a] for a, those in waits_for.items() for b in those):
        return  # as in most files: all wait for earlier ones
    circles = _without_order(waits_for) & _without_order(awaited_by)
    for key in filter(circles.__contains__, waits_for):
        here = at.key(places[key]).key("after")
        here.fault(key, "comes after itself, or between events that do")


def _without_order(waits_for: Mapping[str, set[str]]) -> set[str]:
    """The events that wait for themselves, and those that wait for one of them."""
    from graphlib import CycleError, TopologicalSorter  # noqa: PLC0415 - seldom needed

    sorter = TopologicalSorter(waits_for)
    with suppress(CycleError):  # it can still give those that wait for no circle
        sorter.prepare()
    ordered: set[str] = set()
    while ready := sorter.get_ready():
        ordered.update(ready)
        sorter.done(*ready)
    return waits_for.keys() - ordered
