"""Checks of a record by its answers: one function each, which yields problems.

Checks of the record alone are in `csto_membership.files.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise, starmap

from csto_membership.answers.members import members_by_day
from csto_membership.answers.wording import listed, some
from csto_membership.days import Answer, DaySet
from csto_membership.days.parsing import day_after
from csto_membership.days.span import ONE_DAY
from csto_membership.membership.act import Act
from csto_membership.membership.definition import (
    DEFINITIONS,
    Definition,
    as_definition,
)
from csto_membership.membership.interpretation import Interpretation
from csto_membership.membership.replay import in_order
from csto_membership.membership.status import BETWEEN
from csto_membership.record import Event, Kind, Problem, Role, Roster, State


def _problem(
    alliance: Interpretation, place: Event | str, value: object, expected: str
) -> Problem:
    where = f"event {place.id!r}" if isinstance(place, Event) else place
    return Problem(alliance.record.file, where, value, expected)


def order_is_known(alliance: Interpretation) -> Iterator[Problem]:
    """Check that dates, or else `after`, give the order of the acts of a state."""
    found: set[Problem] = set()
    for problem in _out_of_order(alliance):
        # A pair that counts under several definitions is one problem.
        if problem not in found:
            found.add(problem)
            yield problem


def _out_of_order(alliance: Interpretation) -> Iterator[Problem]:
    for definition in dict.fromkeys((*DEFINITIONS, alliance.definition)):
        for state in alliance.record.parties:
            counted = in_order(alliance.view.acts_of(state), definition)
            if all(starmap(_certainly_follows, pairwise(counted))):
                continue
            for one, other in _pairs(counted, definition):
                if why := _order(one, other, state):
                    yield _problem(alliance, other.event, str(other.since), why)


def _pairs(counted: list[Act], definition: Definition) -> Iterator[tuple[Act, Act]]:
    """The acts of different events, one of which may come too early, and its order matters.

    It matters if one of them adds days and the other takes some.
    """
    adds = definition.opens | definition.resumes
    takes = definition.closes | definition.pauses
    before: list[tuple[date, Act]] = []
    latest = date.min
    for other in counted:
        first, last = _first(other), _last(other)
        opposite = takes if other.kind in adds else frozenset[Kind]()
        opposite |= adds if other.kind in takes else frozenset()
        for end, one in before if opposite and first <= latest else ():
            if first <= end and one.kind in opposite and one.event is not other.event:
                yield one, other
        latest = max(latest, last)
        before.append((last, other))


def _certainly_follows(one: Act, other: Act) -> bool:
    last, first = _last(one), _first(other)
    exact = one.since.is_exact and other.since.is_exact
    return last < first or (exact and last == first)


def _order(one: Act, other: Act, state: State) -> str:
    """Return why it is not known that one comes before the other; empty if it is."""
    if _is_open(one, other):
        return (
            f"may fall before or after {one.event.id!r} of {state}; "
            f'say `after = "{one.event.id}"` in the one that comes later'
        )
    if _last(other) < _first(one):
        return (
            f"says that it comes `after` {one.event.id!r} of {state}, "
            f"which was not before {_first(one)}"
        )
    return ""


def _is_open(one: Act, other: Act) -> bool:
    if one.event.id in other.event.after or other.event.id in one.event.after:
        return False
    if one.since.is_exact and other.since.is_exact:
        return False
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _first(act: Act) -> date:
    return act.since.earliest or date.min


def _last(act: Act) -> date:
    return act.since.latest or date.max


def context_moves_nobody(alliance: Interpretation) -> Iterator[Problem]:
    """Check that no context event would change a membership or a status.

    Answers about members do not look at context events.
    """
    definitions = {*DEFINITIONS, alliance.definition}
    for event in alliance.record.context_events:
        moves = not event.kinds.isdisjoint(BETWEEN.values())
        if moves or any(each.may_count(event) for each in definitions):
            why = (
                "is a context event, which moves nobody; put it among the other events"
            )
            yield _problem(alliance, event, event.kind.value, why)


MUST_HOLD = (order_is_known, context_moves_nobody)
"""What must hold before any question is answered."""

_OUT = "not a member before it"
_IN = "a member before it"
_NEEDED_BEFORE: dict[Kind, str] = {
    Kind.ACCESSION: _OUT,
    Kind.ADMISSION: _OUT,
    Kind.READMISSION: _OUT,
    Kind.WITHDRAWAL: _IN,
    Kind.EXPULSION: _IN,
    Kind.SUSPENSION: _IN,
    Kind.BARRING: _IN,
    Kind.SUSPENSION_REQUEST: _IN,
    Kind.HALT: _IN,
    Kind.WITHDRAWAL_NOTICE: _IN,
}


def acts_are_legal(alliance: Interpretation) -> Iterator[Problem]:
    """Check that the status before each act allows it."""
    # A suspended state has not left.
    joined = alliance.under(as_definition("joined").without("suspension"))
    for state in alliance.record.parties:
        for act in joined.view.acts_of(state):
            needed, first = _NEEDED_BEFORE.get(act.kind), _first(act)
            if needed is None or act.may_not_have_happened or first == date.min:
                continue
            was_in = joined.member_days_of(state).answer(first - ONE_DAY)
            if was_in is (Answer.NO if needed is _IN else Answer.YES):
                why = f"{act.kind.value} needs {state} to be {needed}"
                yield _problem(alliance, act.event, str(act.since), why)


def the_default_counts_those_who_joined(alliance: Interpretation) -> Iterator[Problem]:
    """Check that the default definition counts the states that another one counts.

    A state that is said to be a founding state only need not be counted.
    """
    place, name = "alliance.default_definition", alliance.definition.name
    if not any(map(alliance.definition.may_begin, alliance.record.events)):
        why = f"no act of the file makes a member by it; it needs {_begins(alliance)}"
        yield _problem(alliance, place, name, why)
        return
    counted_by: dict[tuple[str, ...], list[str]] = {}
    for state in alliance.record.parties:
        acts, others = alliance.view.acts_of(state), alliance.other_definitions
        founded = any(act.kind is Kind.FOUNDING_STATUS for act in acts)
        by = tuple(o.definition.name for o in others if o.member_days_of(state).surely)
        if by and not founded and not alliance.member_days_of(state).possibly:
            counted_by.setdefault(by, []).append(state.name)
    for by, names in counted_by.items():
        why = (
            f"never counts {some(names)}, as {listed(by)} do{'es' * (len(by) == 1)}; add "
            f"{_begins(alliance)} for each, or choose another default"
        )
        yield _problem(alliance, place, name, why)


def exits_follow_entries(alliance: Interpretation) -> Iterator[Problem]:
    """Check that the default definition counted each state before it left.

    If no definition counted it, `acts_are_legal` says so.
    """
    definition = alliance.definition
    never_paused = alliance.under(definition.without(*definition.pauses))
    for state in alliance.record.parties:
        acts = never_paused.counted_acts(state)
        for act in (act for act in acts if act.kind in _EXITS):
            before = DaySet.span(None, _last(act))
            counted = never_paused.member_days_of(state).possibly & before
            joined = alliance.under("joined").member_days_of(state).possibly & before
            if joined and not counted:
                why = (
                    f"is the {act.kind.value} of {state}, which the default definition, "
                    f"{definition.name}, never counted; add {_begins(alliance)} before it"
                )
                yield _problem(alliance, act.event, str(act.since), why)


_EXITS = {Kind.WITHDRAWAL, Kind.EXPULSION}


def those_who_agree_are_counted(alliance: Interpretation) -> Iterator[Problem]:
    """Check that some definition counts each state with an act that is like joining.

    To ratify a treaty makes no party before it is in force; to adopt a text, or to come
    after another state, makes no member at all.
    """
    every = (alliance, *alliance.other_definitions)
    if not any(map(alliance.definition.may_begin, alliance.record.events)):
        return  # another check says so
    never: dict[tuple[Event, Kind], list[str]] = {}
    for state in alliance.record.parties:
        if any(each.member_days_of(state).possibly for each in every):
            continue
        for act in alliance.view.acts_of(state):
            has_role = act.instrument is None or act.instrument.roles
            if act.kind in _LIKE_JOINING and has_role:
                never.setdefault((act.event, act.kind), []).append(state.name)
    for (event, kind), names in never.items():
        why = f"makes {some(names)} a member by no definition; add {_begins(alliance)}"
        yield _problem(alliance, event, kind.value, why)


_LIKE_JOINING = {
    Kind.RATIFICATION, Kind.ACCEPTANCE, Kind.APPROVAL, Kind.DEPOSIT, Kind.ADOPTION,
    Kind.CONTINUATION, Kind.SUCCESSION,
}  # fmt: skip


def states_that_ended_are_not_counted(alliance: Interpretation) -> Iterator[Problem]:
    """Check that no state is counted after its last day as a state."""
    covered = DaySet.span(None, day_after(alliance.horizon))
    for state in alliance.record.parties:
        known = state.existence
        *_, last = (None,) if known is None else (None, *known.possibly.spans())
        counted = alliance.member_days_of(state).surely & covered
        if last and last.end and counted & DaySet.span(last.end, None):
            why = (
                f"counts {state} after {last.last_day}, its last day as a state; add "
                f"its {Kind.END_OF_STATE.value}"
            )
            opening = alliance.counted_acts(state)[-1]
            yield _problem(alliance, opening.event, str(opening.since), why)


def _begins(alliance: Interpretation) -> str:
    """What makes a state a member under the definition of an alliance."""
    definition = alliance.definition
    kinds = " or ".join(kind.value for kind in Kind if kind in definition.opens)
    roles = " or ".join(role.value for role in Role if role in definition.roles)
    return f"{kinds} (under a {roles}, or under no instrument)"


def computed_terms_agree(alliance: Interpretation) -> Iterator[Problem]:
    """Check that dates computed from a term agree with the sources that state them."""
    for act in alliance.view.acts:
        by_rule = any(claim.rule for claim in act.claims)
        why = f"the term ends on {act.since}, says its rule"
        for state in act.states if by_rule else ():
            for claim in act.event.speaking_of(state):
                left_out = claim.set_aside or claim.denies(state)
                stated = None if left_out else claim.effective
                if stated and not stated.agrees_with(act.since):
                    yield _problem(alliance, act.event, str(stated), why)


def rosters_agree(alliance: Interpretation) -> Iterator[Problem]:
    """Check that each dated list agrees with the answer on a day, or says why not."""
    for n, roster in enumerate(alliance.record.rosters):
        days, place = _days_of_change(roster, alliance), f"roster[{n}]"
        agrees = any(_same_members(roster, alliance, day) for day in days)
        if not agrees and not roster.why:
            listed = sorted(state.short_code for state in roster.states) or roster.count
            why = f"differs from the answer on {roster.on}; correct one, or say `why`"
            yield _problem(alliance, place, listed, why)
        if agrees and roster.why:
            why = "the roster agrees; drop this"
            yield _problem(alliance, f"{place}.why", roster.why, why)


def _days_of_change(roster: Roster, alliance: Interpretation) -> Iterator[date]:
    for span in roster.on.days.spans():
        yield span.start or date.min
        yield from (day for day in members_by_day(alliance).days if day in span)


def _same_members(roster: Roster, alliance: Interpretation, day: date) -> bool:
    members = members_by_day(alliance)[day]
    if roster.count is not None:
        return len(members) <= roster.count <= len(members.possibly)
    return frozenset(members) <= roster.states - roster.suspended <= members.possibly


CHECKS: tuple[Callable[[Interpretation], Iterator[Problem]], ...] = (
    *MUST_HOLD,
    acts_are_legal,
    the_default_counts_those_who_joined,
    exits_follow_entries,
    those_who_agree_are_counted,
    states_that_ended_are_not_counted,
    computed_terms_agree,
    rosters_agree,
)
