"""What must hold between the keys of a table of a data file, and between its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress

from csto_membership.errors import MISSING
from csto_membership.files.readers import Condition, Place
from csto_membership.record.event import Event, Kind
from csto_membership.record.spelling import folded, mixes_scripts, same_name
from csto_membership.record.state import State

EARLIER_NAMES = {
    "default_definition": "default_reading",
    "default_definition_why": "default_reading_why",
}
"""Keys of an alliance, and the names that they had before."""
MOST_ACTS = 200
"""The most acts of one state in a file."""
MOST_ACTS_OF_ALL = 3_000
"""The most acts in a file, where one that ten states did counts as ten."""
MOST_CLAIMS = 50
"""The most claims about one event."""
MOST_RIVALS = 1_000
"""The most claims in a file beside the first of each event."""
MOST_PRODUCTS = 50_000
"""The most acts times such claims about them, summed over all states."""
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
    names = {same_name(n): s for s in others if s.key not in defined for n in s.names}
    for each in states:
        for name in filter(mixes_scripts, each.names):
            expected = "has letters of two alphabets in one word"
            at.key(each.short_code).fault(name, expected)
        for key, name in {same_name(name): name for name in each.names}.items():
            other = names.setdefault(key, each)
            if other is not each:
                at.key(each.short_code).fault(name, f"is a name of {other} too")


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


def are_few_enough(events: Iterable[Event], at: Place) -> bool:
    """Whether there are no more acts, claims and rules than can be read in a second."""
    before = len(at.problems)
    acts: Counter[str] = Counter()
    rivals: Counter[str] = Counter()
    others = rules = 0
    for event in events:
        other = len(event.claims) - 1
        if other >= MOST_CLAIMS:
            here = at.key(at.known.events[event.id]).key("claim")
            here.fault(other + 1, f"claims; an event has at most {MOST_CLAIMS}")
        others += other
        rules += any(claim.rule for claim in event.claims)
        for state in event.states:
            acts[state.name] += 1
            rivals[state.name] += other
    products = sum(acts[name] * rivals[name] for name in acts)
    found = [(f"acts of {name}", count, MOST_ACTS) for name, count in acts.items()]
    for what, count, most in (
        *found,
        ("acts, counted for each state", acts.total(), MOST_ACTS_OF_ALL),
        ("claims beside the first of their events", others, MOST_RIVALS),
        ("products of a state's acts and such claims", products, MOST_PRODUCTS),
        ("events with a rule", rules, MOST_RULES),
    ):
        if count > most:
            at.fault(count, f"{what}: a file may have at most {most:,} of them")
    return len(at.problems) == before


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
