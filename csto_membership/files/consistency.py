"""What must hold between the keys of one table of a data file, and between its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from csto_membership.errors import MISSING
from csto_membership.files.readers import Place
from csto_membership.record.event import Event
from csto_membership.record.state import State, folded

__all__ = [
    "are_few_enough",
    "is_whole",
    "must_be_consistent",
    "must_be_dated",
    "must_be_listed_or_counted",
    "must_have_names_of_their_own",
    "must_not_wait_for_themselves",
]

MOST_ACTS = 200
"""How many acts a file may tell of one state."""


def must_be_dated(source: Mapping[str, object], at: Place) -> None:
    """A source says when it was published or seen."""
    if not source.keys() & {"published", "seen"}:
        expected = "a source without a date needs the day it was `seen`"
        at.key("published").fault(MISSING, expected)


def is_whole(event: Event, at: Place) -> bool:
    """What is said of an event fits together, and some claim gives a day."""
    before = len(at.problems)
    if strangers := sorted(
        s.short_code for s in event.undecided.difference(event.states)
    ):
        at.key("undecided").fault(strangers, "the event lists no such state")
    # A claim that gives no day leaves that to the others, so one of them must.
    dated = {s for c in event.claims if c.effective for s in c.states or (None,)}
    for n, claim in enumerate(event.claims):
        dateless = not (claim.effective or claim.rule or claim.never)
        if dateless and not dated.issuperset(claim.states or (None,)):
            here = at.key("claim").item(n).key("on")
            here.fault(MISSING, "no claim says when: give `on`, or `never = true`")
    return len(at.problems) == before


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


def must_be_listed_or_counted(roster: Mapping[str, object], at: Place) -> None:
    """A roster lists its members or counts them."""
    given = roster.keys() & {"states", "count"}
    if not given:
        at.key("states").fault(MISSING, "give the `states`, or at least their `count`")
    if len(given) > 1:
        at.key("count").fault(roster["count"], "give `states` or `count`, not both")


def must_be_consistent(claim: Mapping[str, object], at: Place) -> None:
    """The keys of a claim do not contradict one another."""
    dates = [key for key in ("on", "since", "last_day", "rule") if key in claim]
    if claim.get("never") is True and dates:
        at.key("never").fault(claim["never"], f"what never was has no `{dates[0]}`")
    if "since" in claim and "last_day" in claim:
        at.key("last_day").fault(claim["last_day"], "give `since` or `last_day`")
    if "rule" in claim and len(dates) > 1:
        at.key("rule").fault(claim["rule"], f"a computed day needs no `{dates[0]}`")
    if claim.get("only") is True and not claim.get("states"):
        at.key("only").fault(claim["only"], "a complete list needs its `states`")


# -- between events -----------------------------------------------------------


def are_few_enough(events: Iterable[Event], at: Place) -> bool:
    """No state has more acts than can be put in order within seconds."""
    acts = Counter(who for event in events for who in event.states)
    many = {who: count for who, count in acts.items() if count > MOST_ACTS}
    for who, count in many.items():
        at.fault(count, f"acts of {who}: a state has at most {MOST_ACTS} of them")
    return not many


def must_not_wait_for_themselves(
    waits_for: Mapping[str, set[str]], places: Mapping[str, int], at: Place
) -> None:
    """No event comes after itself, be it by way of others."""
    for event in waits_for:
        if event in _all_before(event, waits_for):
            here = at.item(places[event]).key("after")
            here.fault(event, "comes after itself")


def _all_before(event: str, waits_for: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    reached = waits_for[event]
    while reached:
        found |= reached
        reached = {b for a in reached for b in waits_for.get(a, ())} - found
    return found
