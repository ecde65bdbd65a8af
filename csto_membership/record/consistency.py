"""What must hold between the keys of one table of a data file."""

from __future__ import annotations

from collections.abc import Mapping

from csto_membership.record.event import Event
from csto_membership.record.fields import Place
from csto_membership.record.problem import MISSING

__all__ = [
    "is_whole",
    "must_be_consistent",
    "must_be_dated",
    "must_be_listed_or_counted",
]


def must_be_dated(source: Mapping[str, object], at: Place) -> None:
    """A source says when it was published or seen."""
    if not source.keys() & {"published", "seen"}:
        expected = "a source without a date needs the day it was `seen`"
        at.key("published").fault(MISSING, expected)


def is_whole(event: Event, at: Place) -> bool:
    """What is said of an event fits together, and some claim gives a day."""
    before = len(at.problems)
    if strangers := sorted(s.alpha_2 for s in event.undecided.difference(event.states)):
        at.key("undecided").fault(strangers, "the event lists no such state")
    # A claim that gives no day leaves that to the others, so one of them must.
    dated = {s for c in event.claims if c.effective for s in c.states or (None,)}
    for n, claim in enumerate(event.claims):
        dateless = not (claim.effective or claim.rule or claim.never)
        if dateless and not dated.issuperset(claim.states or (None,)):
            here = at.key("claim").item(n).key("on")
            here.fault(MISSING, "no claim says when: give `on`, or `never = true`")
    return len(at.problems) == before


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
