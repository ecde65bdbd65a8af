"""The format of a data file: what each of its tables may hold, and what it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from operator import attrgetter
from typing import Any

from csto_membership.days import FuzzyDate
from csto_membership.errors import MISSING
from csto_membership.files.consistency import (
    CLAIM_IS_CONSISTENT,
    EARLIER_NAMES,
    HAS_ONE_NAME,
    HAS_STATES_OR_COUNT,
    are_few_enough,
    is_whole,
    must_not_wait_for_themselves,
)
from csto_membership.files.defined import (
    EXPIRES,
    INSTRUMENT,
    STATE,
    References,
    source_table,
)
from csto_membership.files.readers import (
    DATE,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    Key,
    Place,
    TableFormat,
    list_of,
    one_name,
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


class Format(References):
    """The format of a data file, with what its tables may name."""

    @cached_property
    def file(self) -> TableFormat:
        """The whole file; states, sources and instruments are read before it."""
        return TableFormat(
            "",
            "The record of one alliance.",
            {
                "alliance": Key(
                    table_value(self.alliance, self._read_alliance),
                    "What the record is about.",
                    required=True,
                ),
                "instrument": Key(
                    tables_by_id(INSTRUMENT), "Treaties, charters and protocols, by id."
                ),
                "source": Key(
                    tables_by_id(source_table(())),
                    "Sources that the package does not have, by id.",
                ),
                "state": Key(
                    tables_by_id(STATE),
                    "States that the package does not have, by ISO 3166-1 alpha-2 code.",
                ),
                "event": Key(
                    list_of(table_value(self.event, self._read_event))._replace(
                        read=self._read_events
                    ),
                    "What happened, oldest first, each with what sources say about it.",
                    required=True,
                ),
                "roster": Key(
                    list_of(table_value(self.roster)),
                    "Lists of members that others gave for a day.",
                ),
            },
        )

    @cached_property
    def alliance(self) -> TableFormat:
        """The body itself."""
        definition = one_name("definition", self.definitions)
        name, why = EARLIER_NAMES.values()
        return TableFormat(
            "alliance",
            "What the record is about.",
            {
                "id": Key(
                    TEXT,
                    "The name by which it is loaded, such as `csto`.",
                    required=True,
                ),
                "complete_until": Key(
                    DAY,
                    "The last day for which the record is complete; answers about later "
                    "days come with a warning.",
                    required=True,
                ),
                "checked": Key(
                    DAY,
                    "The day on which later acts were last looked for, not before "
                    "`complete_until`.",
                ),
                "name": Key(
                    list_of(table_value(self.name), _oldest_first),
                    "What the alliance was called, and from when.",
                    field="names",
                ),
                "default_definition": Key(
                    definition,
                    "The definition of membership that answers use; `joined` if left out.",
                ),
                "default_definition_why": Key(TEXT, "Why that one."),
                name: Key(
                    definition,
                    "The earlier name of `default_definition`.",
                    field="default_definition",
                    deprecated=True,
                ),
                why: Key(
                    TEXT,
                    "The earlier name of `default_definition_why`.",
                    field="default_definition_why",
                    deprecated=True,
                ),
                "founded": Key(
                    DAY,
                    "The first day of the body, if its charter came into force later.",
                ),
                "states": Key(
                    TEXT, "", instead="define the states in this file, as [state.XA]"
                ),
                "around": Key(
                    TEXT, "", instead="put the events of that file into this one"
                ),
            },
            condition=HAS_ONE_NAME,
        )

    @cached_property
    def name(self) -> TableFormat:
        """One of the alliance's names."""
        return TableFormat(
            "alliance.name",
            "What the alliance was called from a day on.",
            {
                "since": Key(DAY, "The first day of the name.", required=True),
                "name": Key(TEXT, "The full name.", required=True),
                "short": Key(TEXT, "The usual abbreviation.", required=True),
                "sources": Key(self.citations, _WHO, required=True),
            },
            Name,
        )

    @cached_property
    def roster(self) -> TableFormat:
        """A dated list of members."""
        return TableFormat(
            "roster",
            "A list of members that others gave for a day. It decides nothing: `check` "
            "compares it with the answers.",
            {
                "on": Key(
                    DATE,
                    "The day, or the days, for which the list is given.",
                    required=True,
                ),
                "sources": Key(self.citations, _WHO, required=True),
                "states": Key(list_of(self.state, frozenset), "The members it lists."),
                "count": Key(
                    NUMBER, "How many members there are, if it does not list them."
                ),
                "suspended": Key(
                    list_of(self.state, frozenset),
                    "The states it lists as suspended members.",
                ),
                "why": Key(TEXT, "Why it differs from the answers, if it does."),
            },
            Roster,
            HAS_STATES_OR_COUNT,
        )

    @cached_property
    def event(self) -> TableFormat:
        """An event."""
        return TableFormat(
            "event",
            "One act, of one or several states. Its claims say what sources say about it.",
            {
                "id": Key(TEXT, "Its key, which no other event has.", required=True),
                "kind": Key(
                    one_of(Kind),
                    "What kind of act it was, unless a claim says otherwise.",
                    required=True,
                ),
                "claim": Key(
                    list_of(
                        table_value(self.claim, self._read_claim), at_least_one="claim"
                    ),
                    "What sources say about it, best first.",
                    required=True,
                    field="claims",
                ),
                "of": Key(
                    self.instrument,
                    "The instrument; left out for a decision or a declaration.",
                    field="instrument",
                ),
                "states": Key(
                    list_of(self.state),
                    "The states whose act it was; those that only a claim names are added.",
                ),
                "title": Key(TEXT, "What happened, in a few words."),
                "place": Key(TEXT, "Where, unless a claim says otherwise."),
                "note": Key(
                    TEXT, "What readers must know wherever the effect of it is shown."
                ),
                "undecided": Key(
                    true_or(list_of(self.state)),
                    "No claim is preferred, so each of them is possible: `true`, or only "
                    "for these states.",
                ),
                "after": Key(
                    text_or(self.one_event, list_of(self.event_id)),
                    "Events that come before it, where vague dates leave that open and it "
                    "matters.",
                ),
                "to": Key(
                    list_of(self.state),
                    "The states to which a request is addressed; left out for the body "
                    "itself.",
                ),
                "answers": Key(self.event_id, "The request that it answers."),
            },
        )

    @cached_property
    def claim(self) -> TableFormat:
        """What one or several sources say about an event."""
        return TableFormat(
            "event.claim",
            "What one or several sources say. What a claim leaves out it takes from its "
            "event.",
            {
                "sources": Key(self.citations, _WHO, required=True),
                "on": Key(
                    DATE, "When the act was done, as exactly as the source says."
                ),
                "since": Key(
                    DATE,
                    "The first day of the new status, if it is not the day of the act.",
                ),
                "last_day": Key(
                    DATE, "The last day of the old status, instead of `since`."
                ),
                "never": Key(FLAG, "The sources say that it never happened."),
                "rule": Key(
                    table_value(self.rule),
                    "The date is computed: a term that runs from another event.",
                ),
                "states": Key(
                    list_of(self.state),
                    "The states that it is about, if not all that the event lists; `[]` "
                    "for the body itself.",
                ),
                "only": Key(
                    FLAG,
                    "Its list of states is complete, so it denies the act of all others.",
                ),
                "kind": Key(
                    one_of(Kind),
                    "What kind of act the sources take it for, if not the event's.",
                ),
                "of": Key(
                    self.instrument,
                    "The instrument that they name, if not the event's.",
                    field="instrument",
                ),
                "place": Key(TEXT, "Where they say it was done."),
                "wording": Key(TEXT, "The source's own term, in a few words."),
                "basis": Key(
                    TEXT,
                    "`stated` if left out; `derived: ...` or `presumed: ...` with the rule, "
                    "or `misprint: ...` with how you know.",
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
                "why": Key(
                    TEXT, "The reason for its rank; needed for a claim set aside."
                ),
            },
            condition=CLAIM_IS_CONSISTENT,
        )

    @cached_property
    def rule(self) -> TableFormat:
        """A date that follows from another event."""
        return TableFormat(
            "event.claim.rule",
            "A date that follows from a term of years.",
            {
                "after": Key(
                    self.event_id, "The event from which the term runs.", required=True
                ),
                "years": Key(NUMBER, "The length of the term in years.", required=True),
                "expires": EXPIRES,
            },
            _made_rule,
        )

    # -- events ---------------------------------------------------------------------

    def _read_events(self, value: object, at: Place) -> Any:
        """The events; a fault for one that comes after itself."""
        waits_for: dict[str, set[str]] = {}

        def read(value: object, at: Place) -> Any:
            event = self._read_event(value, at)
            if event is not MISSING:
                rules = {claim.rule.after for claim in event.claims if claim.rule}
                waits_for[event.id] = {*event.after, *rules}
            return event

        events = list_of(table_value(self.event, read)).read(value, at)
        if events is not MISSING and not are_few_enough(events, at):
            return MISSING
        must_not_wait_for_themselves(waits_for, self.events, at)
        return events

    def _read_alliance(self, value: object, at: Place) -> Any:
        """The body itself, by attribute."""
        found = read_table(value, at, self.alliance)
        if found is MISSING:
            return MISSING
        until = found["complete_until"]
        if found.get("checked", until) < until:
            expected = f"is before {until}, until which the record is complete"
            return at.key("checked").fault(str(found["checked"]), expected)
        return found

    def _read_event(self, value: object, at: Place) -> Any:
        """An event, with what is claimed of it."""
        found = read_table(value, at, self.event)
        if found is MISSING:
            return MISSING
        claims = found["claims"]
        named = dict.fromkeys(s for c in claims for s in c.keywords.get("states", ()))
        listed = found.get("states", tuple(named))
        outside = tuple(state for state in named if state not in listed)
        found["states"] = (*listed, *outside)
        undecided = found.get("undecided", ())
        found["undecided"] = frozenset(
            found["states"] if undecided is True else undecided
        )
        # A claim without a list of states is about those that the event itself lists.
        found["claims"] = tuple(
            claim() if "states" in claim.keywords else claim(states=listed)
            for claim in claims
        )
        event = Event(**found)
        return event if is_whole(event, at) else MISSING

    def _read_claim(self, value: object, at: Place) -> Any:
        """What makes a claim, once its event says which states it lists."""
        found = read_table(value, at, self.claim)
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


_WHO = "Who says so: ids of sources."


def _made_rule(after: str, years: int, expires: Expiry) -> Rule:
    return Rule(after, Term(years, expires))


def _oldest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=attrgetter("since")))


def _day_of_act(found: Mapping[str, Any], at: Place) -> Any:
    done = found.get("on") or found.get("since")
    if done is None or done.latest is None:
        expected = "the act has no last possible day; write the day itself"
        return at.key("public").fault(found["public_on"], expected)
    return done.latest
