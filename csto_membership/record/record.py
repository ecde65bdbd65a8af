"""The record of one alliance: its events, its names, and lists of its members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from csto_membership.days import FuzzyDate
from csto_membership.days.plain_values import WithPlainValues, repr_of_fields
from csto_membership.errors import UnknownSourceError
from csto_membership.record.event import Claim, Event
from csto_membership.record.instrument import Instrument, Obligation
from csto_membership.record.source import Citations, Source, cited
from csto_membership.record.state import State, States, by_name


@attrs.frozen(repr=False)
class Name(WithPlainValues):
    """What the alliance was called from a day on.

    Attributes:
        since: The first day of the name.
        name: The full name.
        short: The usual abbreviation.
        sources: Who says so.
    """

    since: date
    name: str
    short: str
    sources: Citations = attrs.field(default=Citations((), {}), converter=cited)

    __repr__ = repr_of_fields

    def __str__(self) -> str:
        return f"{self.name} ({self.short})"


@attrs.frozen(repr=False)
class Roster(WithPlainValues):
    """A list of members that a source gives for a day.

    It decides nothing: the answers are checked against it.

    Attributes:
        on: The day, or the days, for which the list is given.
        sources: Who gives it.
        states: The members it lists; empty if it gives only their number.
        count: How many members there are, if it does not list them.
        suspended: The states it lists as suspended members.
        why: Why it differs from the answers, if it does.
    """

    on: FuzzyDate
    sources: Citations = attrs.field(converter=cited)
    states: frozenset[State] = frozenset()
    count: int | None = None
    suspended: frozenset[State] = frozenset()
    why: str = ""

    __repr__ = repr_of_fields


class _Cited(dict[str, Source]):
    def __missing__(self, key: object) -> Source:
        hint = "alliance.sources lists those that are cited"
        raise UnknownSourceError(key, self, hint=hint)


@attrs.frozen(slots=False, eq=False, repr=False)
class Record:
    """What happened, and who says so, for one alliance. It does not say who is a member.

    Two records are equal only if they are one object, and so are the alliances, histories
    and explanations made from them: to compare hundreds of events at each look-up would be
    slow. Whether a record has the same content as a copy of it, its `fingerprint` says.
    Its events, claims, sources and instruments, and acts and members, compare by value.

    Attributes:
        id: The name under which it is loaded.
        names: What the alliance was called, and from when.
        default_definition: Name of the definition that answers use by default.
        default_definition_why: Why that one.
        complete_until: The last day for which the record is complete.
        checked: The day on which later acts were last looked for; None if not known.
        events: What happened, except for context events.
        instruments: The instruments by id.
        rosters: The dated lists of members.
        states: Every state that a question may name.
        known_sources: Every source that may be cited, by id.
        founded: The first day of the body, if its charter came into force later; None if
            the body exists since the first day on which it counts members.
        file: The name of the file it was read from.
        read_context: Reads the context events; by default there are none.
    """

    id: str
    names: tuple[Name, ...]
    default_definition: str
    complete_until: date
    events: tuple[Event, ...]
    instruments: Mapping[str, Instrument]
    states: States
    known_sources: Mapping[str, Source]
    rosters: tuple[Roster, ...] = ()
    default_definition_why: str = ""
    founded: date | None = None
    checked: date | None = None
    file: str = ""
    read_context: Callable[[], tuple[Event, ...]] = tuple

    @cached_property
    def context_events(self) -> tuple[Event, ...]:
        """Events such as ratifications, statements, requests for help and new chairs.

        They move no state in or out under any definition. Most answers do not need them,
        so they are read when somebody first uses them.
        """
        return self.read_context()

    @property
    def all_events(self) -> tuple[Event, ...]:
        """Every event."""
        return (*self.events, *self.context_events)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources that the record cites, by id, in order of their ids."""
        holders: tuple[Name | Claim | Roster, ...] = (
            *self.names,
            *self.claims,
            *self.rosters,
        )
        ids = {key for holder in holders for key in holder.sources.ids}
        return _Cited((key, self.known_sources[key]) for key in sorted(ids))

    @property
    def obligation(self) -> Obligation | None:
        """What its members owe one another: the strongest obligation; None if unknown.

        Only instruments with a role count.
        """
        owed = {i.obligation for i in self.instruments.values() if i.roles}
        return next((each for each in Obligation if each in owed), None)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every event."""
        return tuple(claim for event in self.all_events for claim in event.claims)

    @cached_property
    def computed(self) -> tuple[Event, ...]:
        """The events with a claim whose day follows from another event."""
        return tuple(e for e in self.events if any(c.rule for c in e.claims))

    @cached_property
    def parties(self) -> tuple[State, ...]:
        """Every state that some event about membership names, in order of name."""
        named = {state for event in self.events for state in event.states}
        return tuple(sorted(named, key=by_name))

    @cached_property
    def states_named(self) -> tuple[State, ...]:
        """Every state that the record names, in order of name.

        Examples:
            >>> import csto_membership as cm
            >>> csto = cm.load("csto").record
            >>> {*csto.states_named} - {*csto.parties}
            set()
        """
        by_events = (s for e in self.all_events for s in (*e.states, *e.to))
        by_rosters = (s for r in self.rosters for s in (*r.states, *r.suspended))
        return tuple(sorted({*by_events, *by_rosters}, key=by_name))

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that depend only on the content.

        Examples:
            >>> import csto_membership as cm
            >>> record = cm.load("csto").record
            >>> attrs.evolve(record).fingerprint == record.fingerprint
            True
            >>> attrs.evolve(record, events=()).fingerprint == record.fingerprint
            False
        """
        from csto_membership.record.fingerprint import fingerprint  # noqa: PLC0415

        return fingerprint(self._content())

    def _content(self) -> dict[str, Any]:
        """Everything that counts in the record, as tables of a data file."""
        from csto_membership.record.fingerprint import plain_table  # noqa: PLC0415

        tables = {
            "event": {each.id: each for each in self.events},
            "context": {each.id: each for each in self.context_events},
            "instrument": self.instruments,
            "state": {each.key: each for each in self.states_named},
            "source": self._cited_and_originals(),
        }
        alliance = {
            "id": self.id,
            "name": self.names,
            "default_definition": self.default_definition,
            "default_definition_why": self.default_definition_why,
            "founded": self.founded,
            "complete_until": self.complete_until,
            "checked": self.checked,
        }
        return {
            "alliance": alliance,
            "roster": frozenset(self.rosters),
            **{
                name: {key: plain_table(each) for key, each in table.items()}
                for name, table in tables.items()
            },
        }

    def _cited_and_originals(self) -> dict[str, Source]:
        """The sources that the record cites, and those that they were copied from."""
        found: dict[str, Source] = {}
        waiting = list(self.sources.values())
        while waiting:
            source = waiting.pop()
            if found.setdefault(source.id, source) is source and source.derived_from:
                original = self.known_sources.get(source.derived_from)
                if original and original.id not in found:
                    waiting.append(original)
        return found

    def name_on(self, day: date) -> Name | None:
        """Its name on a day; None before it had one.

        Examples:
            >>> from datetime import date
            >>> import csto_membership as cm
            >>> print(cm.load("csto").record.name_on(date(2000, 1, 1)))
            Collective Security Treaty (CST)
        """
        return next((n for n in reversed(self.names) if n.since <= day), None)

    def __getstate__(self) -> dict[str, Any]:
        # The file may not be there where the record is unpickled.
        read = {"context_events": self.context_events, "read_context": tuple}
        return {**vars(self), **read}

    def __repr__(self) -> str:
        return f"<Record {self.id}: {len(self.events)} events>"
