"""The format of a data file: what each of its tables may hold, and what it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from csto_membership.days import FuzzyDate
from csto_membership.errors import MISSING
from csto_membership.files.consistency import (
    CLAIM_IS_CONSISTENT,
    EARLIER_NAMES,
    EVENT_IS_CONSISTENT,
    HAS_ONE_NAME,
    HAS_STATES_OR_COUNT,
    are_few_enough,
    is_whole,
    must_not_wait_for_themselves,
)
from csto_membership.files.defined import EXPIRES, INSTRUMENT, SOURCE, STATE
from csto_membership.files.place import Place
from csto_membership.files.readers import (
    DATE,
    DAY,
    FLAG,
    ID,
    NUMBER,
    STATE_NAMED,
    TEXT,
    Key,
    TableFormat,
    list_of,
    needed,
    one_id,
    one_of,
    read_table,
    table_value,
    tables_by_id,
    text_or,
    true_or,
)
from csto_membership.record.event import Claim, Event, Kind, Rule
from csto_membership.record.instrument import Expiry, Term
from csto_membership.record.record import Name, Roster
from csto_membership.record.source import Citations

# -- what tables name -------------------------------------------------------------

_DEFINITION = one_id("definition")._replace(schema={"$ref": "#/$defs/definition"})
_EVENT = one_id("event")
_INSTRUMENT = one_id("instrument", lambda key, known: known.instruments[key])
_SOURCES = list_of(one_id("source"), at_least_one="source")
_STATES = list_of(STATE_NAMED)
_SET_OF_STATES = list_of(STATE_NAMED, frozenset)


def _citations(value: object, at: Place) -> Any:
    ids = _SOURCES.read(value, at)
    return MISSING if ids is MISSING else Citations(ids, at.known.sources)


_WHO = needed(_SOURCES._replace(read=_citations), "Who says so: ids of sources.")

# -- the body, its names, and lists of its members ----------------------------------


def _oldest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=attrgetter("since")))


_NAME = TableFormat(
    "alliance.name",
    "What the alliance was called from a day on.",
    {
        "since": needed(DAY, "The first day of the name."),
        "name": needed(TEXT, "The full name."),
        "short": needed(TEXT, "The usual abbreviation."),
        "sources": _WHO,
    },
    Name,
)


def _earlier(key: Key, field: str) -> Key:
    meaning = f"The earlier name of `{field}`."
    return key._replace(meaning=meaning, field=field, deprecated=True)


_DEFAULT = {
    "default_definition": Key(
        _DEFINITION,
        "The definition of membership that answers use: `joined`, `party`, "
        "`organization` or `active`; `joined` if left out.",
    ),
    "default_definition_why": Key(TEXT, "Why that definition is the default."),
}
_ALLIANCE = TableFormat(
    "alliance",
    "What the record is about.",
    {
        "id": needed(ID, "The name by which it is loaded, such as `csto`."),
        "complete_until": needed(
            DAY,
            "The last day for which the record is complete; answers about later days "
            "come with a warning.",
        ),
        "checked": Key(
            DAY,
            "The day on which later acts were last looked for, not before "
            "`complete_until`.",
        ),
        "name": Key(
            list_of(table_value(_NAME), _oldest_first),
            "What the alliance was called, and from when.",
            field="names",
        ),
        **_DEFAULT,
        **{EARLIER_NAMES[name]: _earlier(_DEFAULT[name], name) for name in _DEFAULT},
        "founded": Key(
            DAY, "The first day of the body, if its charter came into force later."
        ),
        "states": Key(
            TEXT, "", instead="define the states in this file, as [state.XA]"
        ),
        "around": Key(TEXT, "", instead="put the events of that file into this one"),
    },
    condition=HAS_ONE_NAME,
)


def _alliance(value: object, at: Place) -> Any:
    """The body itself, by attribute."""
    found = read_table(value, at, _ALLIANCE)
    if found is MISSING:
        return MISSING
    until = found["complete_until"]
    if found.get("checked", until) < until:
        expected = f"is before {until}, until which the record is complete"
        return at.key("checked").fault(str(found["checked"]), expected)
    return found


_ROSTER = TableFormat(
    "roster",
    "A list of members that others gave for a day. It decides nothing: `check` compares "
    "it with the answers.",
    {
        "on": needed(DATE, "The day, or the days, for which the list is given."),
        "sources": _WHO,
        "states": Key(_SET_OF_STATES, "The members it lists."),
        "count": Key(NUMBER, "How many members there are, if it does not list them."),
        "suspended": Key(_SET_OF_STATES, "The states it lists as suspended members."),
        "why": Key(TEXT, "Why it differs from the answers, if it does."),
    },
    Roster,
    HAS_STATES_OR_COUNT,
)

# -- claims -----------------------------------------------------------------------


def _made_rule(after: str, years: int, expires: Expiry) -> Rule:
    return Rule(after, Term(years, expires))


_RULE = TableFormat(
    "event.claim.rule",
    "A date that follows from a term of years.",
    {
        "after": needed(_EVENT, "The event from which the term runs."),
        "years": needed(NUMBER, "The length of the term in years."),
        "expires": EXPIRES,
    },
    _made_rule,
)
_CLAIM = TableFormat(
    "event.claim",
    "What one or several sources say. What a claim leaves out it takes from its event.",
    {
        "sources": _WHO,
        "on": Key(DATE, "When the act was done, as exactly as the source says."),
        "since": Key(
            DATE, "The first day of the new status, if it is not the day of the act."
        ),
        "last_day": Key(DATE, "The last day of the old status, instead of `since`."),
        "never": Key(FLAG, "The sources say that it never happened."),
        "rule": Key(
            table_value(_RULE),
            "The date is computed: a term that runs from another event.",
        ),
        "states": Key(
            _STATES,
            "The states that it is about, if not all that the event lists; `[]` for the "
            "body itself.",
        ),
        "only": Key(
            FLAG, "Its list of states is complete, so it denies the act of all others."
        ),
        "kind": Key(
            one_of(Kind),
            "What kind of act the sources take it for, if not the event's.",
        ),
        "of": Key(
            _INSTRUMENT,
            "The instrument that they name, if not the event's.",
            field="instrument",
        ),
        "place": Key(TEXT, "Where they say it was done."),
        "wording": Key(TEXT, "The source's own term, in a few words."),
        "words": Key(
            TEXT,
            "What the first of the sources says of the act, in its own words and "
            "language; a few of them.",
        ),
        "basis": Key(
            TEXT,
            "`stated` if left out; `derived: ...` or `presumed: ...` with the rule, or "
            "`misprint: ...` with how you know.",
        ),
        "public": Key(
            true_or(DAY),
            "The day on which it was publicly known, if not when its sources were "
            "published; `true` for the day of the act.",
            field="public_on",
        ),
        "set_aside": Key(
            FLAG,
            "It is not followed: it counts only if its source is asked alone or "
            "preferred.",
        ),
        "why": Key(TEXT, "The reason for its rank; needed for a claim set aside."),
    },
    condition=CLAIM_IS_CONSISTENT,
)


def _claim(value: object, at: Place) -> Any:
    """What makes a claim, once its event says which states it lists."""
    found = read_table(value, at, _CLAIM)
    if found is MISSING:
        return MISSING
    if "last_day" in found:
        day_out = found.pop("last_day").days.shift(1)
        if not day_out:
            here = at.key("last_day")
            return here.fault(date.max, "no day comes after it; leave it out")
        found["since"] = FuzzyDate(day_out)
    if found.get("public_on") is True:
        found["public_on"] = _day_of_act(found, at)
    made = partial(Claim, **found)
    return MISSING if found.get("public_on") is MISSING else made


def _day_of_act(found: Mapping[str, Any], at: Place) -> Any:
    done = found.get("on") or found.get("since")
    if done is None or done.latest is None:
        expected = "the act has no last possible day; write the day itself"
        return at.key("public").fault(found["public_on"], expected)
    return done.latest


# -- events -----------------------------------------------------------------------

_EVENT_TABLE = TableFormat(
    "event",
    "One act, of one or several states. Its claims say what sources say about it.",
    {
        "id": needed(ID, "Its key, which no other event has."),
        "kind": needed(
            one_of(Kind), "What kind of act it was, unless a claim says otherwise."
        ),
        "claim": needed(
            list_of(table_value(_CLAIM, _claim), at_least_one="claim"),
            "What sources say about it, best first.",
            field="claims",
        ),
        "of": Key(
            _INSTRUMENT,
            "The instrument; left out for a decision or a declaration.",
            field="instrument",
        ),
        "states": Key(
            _STATES,
            "The states whose act it was; those that only a claim names are added.",
        ),
        "title": Key(TEXT, "What happened, in a few words."),
        "place": Key(TEXT, "Where, unless a claim says otherwise."),
        "note": Key(TEXT, "What readers must know wherever the effect of it is shown."),
        "undecided": Key(
            true_or(_STATES),
            "No claim is preferred, so each of them is possible: `true`, or only for "
            "these states.",
        ),
        "after": Key(
            text_or(one_id("event", lambda key, _: (key,)), list_of(_EVENT)),
            "Events that come before it, where vague dates leave that open and it "
            "matters.",
        ),
        "to": Key(
            _STATES,
            "The states to which a request is addressed, left out for the body itself; or "
            "those between which and `states` an obligation is suspended or resumed.",
        ),
        "answers": Key(_EVENT, "The request that it answers."),
    },
    condition=EVENT_IS_CONSISTENT,
)


def _event(value: object, at: Place) -> Any:
    """An event, with what is claimed of it."""
    found = read_table(value, at, _EVENT_TABLE)
    if found is MISSING:
        return MISSING
    claims = found["claims"]
    named = dict.fromkeys(s for c in claims for s in c.keywords.get("states", ()))
    listed = found.get("states", tuple(named))
    outside = tuple(state for state in named if state not in listed)
    found["states"] = (*listed, *outside)
    undecided = found.get("undecided", ())
    found["undecided"] = frozenset(found["states"] if undecided is True else undecided)
    # A claim without a list of states is about those that the event itself lists.
    found["claims"] = tuple(
        claim() if "states" in claim.keywords else claim(states=listed)
        for claim in claims
    )
    event = Event(**found)
    return event if is_whole(event, at) else MISSING


def _events(value: object, at: Place) -> Any:
    """The events; a fault for one that comes after itself."""
    sound: list[Event] = []

    def read(value: object, at: Place) -> Any:
        event = _event(value, at)
        if event is not MISSING:
            sound.append(event)
        return event

    events = list_of(table_value(_EVENT_TABLE, read)).read(value, at)
    if events is not MISSING and not are_few_enough(events, at):
        return MISSING
    must_not_wait_for_themselves(sound, at)
    return events


# -- the file -----------------------------------------------------------------------

EVENTS = needed(
    list_of(table_value(_EVENT_TABLE))._replace(read=_events),
    "What happened, oldest first, each with what sources say about it.",
)
FILE = TableFormat(
    "",
    "The record of one alliance.",
    {
        "alliance": needed(
            table_value(_ALLIANCE, _alliance),
            "What the record is about.",
        ),
        "instrument": Key(
            tables_by_id(INSTRUMENT), "Treaties, charters and protocols, by id."
        ),
        "source": Key(
            tables_by_id(SOURCE), "Sources that the package does not have, by id."
        ),
        "state": Key(
            tables_by_id(STATE),
            "States that the package does not have, by ISO 3166-1 alpha-2 code.",
        ),
        "event": EVENTS,
        "roster": Key(
            list_of(table_value(_ROSTER)),
            "Lists of members that others gave for a day.",
        ),
    },
)
"""The whole file; states, sources and instruments are read before it."""
