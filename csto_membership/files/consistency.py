"""What must hold between the keys of a table of a data file, and between its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from csto_membership.errors import MISSING
from csto_membership.files.readers import Condition, Place
from csto_membership.record.event import Event
from csto_membership.record.spelling import folded
from csto_membership.record.state import State

EARLIER_NAMES = {
    "default_definition": "default_reading",
    "default_definition_why": "default_reading_why",
}
"""Keys of an alliance, and the names that they had before."""
MOST_ACTS = 200
"""The most acts of one state in a file."""


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


# -- between states ---------------------------------------------------------------


def must_have_names_of_their_own(
    states: Iterable[State], at: Place, others: Iterable[State] = ()
) -> None:
    """No name of a state is that of another, unless both have the same key."""
    states = tuple(states)
    defined = {each.key for each in states}
    names = {folded(n): s for s in others if s.key not in defined for n in s.names}
    for each in states:
        for key, name in {folded(name): name for name in each.names}.items():
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
    """Whether no state has more acts than can be put in order within seconds."""
    acts = Counter(state for event in events for state in event.states)
    many = {state: count for state, count in acts.items() if count > MOST_ACTS}
    for state, count in many.items():
        at.fault(count, f"acts of {state}: a state has at most {MOST_ACTS} of them")
    return not many


def must_not_wait_for_themselves(events: Iterable[Event], at: Place) -> None:
    """No event comes after itself, directly or by way of other events."""
    waits_for: dict[str, set[str]] = {}
    awaited_by: dict[str, set[str]] = {}
    for event in events:
        rules = {claim.rule.after for claim in event.claims if claim.rule}
        waits_for[event.id] = {*event.after, *rules}
        for before in waits_for[event.id]:
            awaited_by.setdefault(before, set()).add(event.id)
    circles = _without_order(waits_for) & _without_order(awaited_by)
    for key in filter(circles.__contains__, waits_for):
        here = at.key(at.known.events[key]).key("after")
        here.fault(key, "comes after itself, or between events that do")


def _without_order(waits_for: Mapping[str, set[str]]) -> set[str]:
    """The events that wait for themselves, and those that wait for one of them."""
    sorter = TopologicalSorter(waits_for)
    with suppress(CycleError):  # it can still give those that wait for no circle
        sorter.prepare()
    ordered: set[str] = set()
    while ready := sorter.get_ready():
        ordered.update(ready)
        sorter.done(*ready)
    return waits_for.keys() - ordered
