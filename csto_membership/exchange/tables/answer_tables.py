"""Answers as tables: for each question whose answer is a list, its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from csto_membership.answers.change import Change
from csto_membership.answers.comparison import Comparison
from csto_membership.answers.disagreement import Disagreement
from csto_membership.answers.history import History
from csto_membership.answers.members import Members, MembersDuring
from csto_membership.answers.source_claims import SourceClaims
from csto_membership.exchange.tables.columns import Column
from csto_membership.exchange.tables.member_rows import (
    of_day,
    of_period,
    of_testimonies,
)
from csto_membership.exchange.tables.spell_rows import spells
from csto_membership.exchange.tables.table import Table
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.record import Source

__all__ = ["table_of"]


def table_of(question: str, answers: Sequence[Any]) -> Table:
    """The table of the answers to a question, by the name of its command."""
    return _TABLES[question](answers)


def _same(tables: Sequence[Table]) -> Table:
    (table,) = tables
    return table


def _on(answers: Sequence[Members]) -> Table:
    (members,) = answers
    return of_day(members)


def _during(answers: Sequence[MembersDuring]) -> Table:
    (during,) = answers
    return of_period(during)


def _history(histories: Sequence[History]) -> Table:
    (history,) = histories
    return spells(history.alliance, states=[history.state])


def _changes(changes: Sequence[Change]) -> Table:
    return _table(
        {"day": date, "joined": str, "left": str, "uncertain": str, "events": str},
        (
            (
                each.day,
                _listed(each.joined.alpha_3),
                _listed(each.left.alpha_3),
                _listed(each.unsure.alpha_3),
                _listed(act.event.id for act in each.acts),
            )
            for each in changes
        ),
    )


def _disagreements(disagreements: Sequence[Disagreement]) -> Table:
    names = [definition.name for definition in DEFINITIONS]
    return _table(
        {
            "event": str,
            "title": str,
            "about": str,
            "versions": int,
            "followed": str,
            **{f"member_days_{name}": int for name in names},
        },
        (
            (
                each.event.id,
                str(each.event),
                _listed(sorted(about.value for about in each.about)),
                len(each.versions),
                str(each.followed) if each.followed else None,
                *(each.member_days.get(name, 0) for name in names),
            )
            for each in disagreements
        ),
    )


def _compare(comparisons: Sequence[Comparison]) -> Table:
    (comparison,) = comparisons
    numbers = {"in_both": float, "only_here": float, "only_there": float}
    return _table(
        {"state": str, "alpha_3": str, **numbers, "differ_on": str},
        (
            (
                row.state.name,
                row.state.alpha_3,
                row.in_both,
                row.only_here,
                row.only_there,
                row.days.edtf if row.days else None,
            )
            for row in comparison.by_state
        ),
    )


_REGISTER = (
    "id", "title", "publisher", "published", "kind", "grade", "language", "address",
    "derived_from", "seen",
)  # fmt: skip
_CLAIMS = (
    "source", "event", "title", "kind", "states", "never", "done", "effective_from",
    "wording", "basis", "followed", "why",
)  # fmt: skip


def _sources(answers: Sequence[Source | SourceClaims]) -> Table:
    """The register; of sources asked for by their ids, what each says."""
    told = [each.as_dict() for each in answers]
    if not any("claims" in each for each in told):
        return _plainly(_REGISTER, told)
    claims = (
        {"source": each["id"], **claim, "states": _listed(claim["states"])}
        for each in told
        for claim in each["claims"]
    )
    return _plainly(_CLAIMS, claims)


def _plainly(names: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Table:
    numbers = {"never", "followed"}
    columns = {name: int if name in numbers else str for name in names}
    return _table(columns, ([_plain(each[n]) for n in names] for each in records))


_TABLES: Mapping[str, Callable[[Sequence[Any]], Table]] = {
    "on": _on,
    "during": _during,
    "who-says": of_testimonies,
    "panel": _same,
    "history": _history,
    "changes": _changes,
    "disagreements": _disagreements,
    "compare": _compare,
    "sources": _sources,
}


def _table(columns: Mapping[str, type], rows: Iterable[Iterable[Any]]) -> Table:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    named = tuple(Column(name, kind) for name, kind in columns.items())
    return Table(named, lambda: records, len(records))


def _listed(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


def _plain(value: Any) -> Any:
    """A number for yes and no, and nothing for an empty text."""
    if isinstance(value, bool):
        return int(value)
    return None if value == "" else value
