"""What an answer says, as one value, with its forms as text and as plain values.

Every answer builds a `Report`; the functions here know no kind of answer. The form as
HTML is in `report_html`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any, NamedTuple

from csto_membership.days import DaySet, FuzzyDate, FuzzyDaySet, Span
from csto_membership.membership.act import Act
from csto_membership.record import State, StateSet

__all__ = ["Answered", "Item", "Report", "ReportTable", "Section", "as_plain"]

_WIDTH = 88
_DEEPER = 4


class Item(NamedTuple):
    """A line, with the lines that belong to it.

    Attributes:
        text: The line.
        below: The lines that belong to it.
    """

    text: str
    below: tuple[Item, ...] = ()


class Section(NamedTuple):
    """Items, with or without a heading.

    Attributes:
        items: The items.
        heading: The heading; without one the items have no bullets either.
        in_order: Whether the items are numbered.
        indent: By how many columns the items are indented in text.
    """

    items: tuple[Item, ...]
    heading: str = ""
    in_order: bool = False
    indent: int = 2


class ReportTable(NamedTuple):
    """Rows of cells.

    Attributes:
        rows: The rows, each with the same number of cells.
        head: The headings of the columns, if they have any.
        numbers: The columns that hold numbers.
        indent: By how many columns the rows are indented in text.
        apart: Whether a blank line comes before the rows in text.
    """

    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    numbers: range = range(0)
    indent: int = 2
    apart: bool = False


class Report(NamedTuple):
    """What an answer says.

    Attributes:
        lead: The first lines. The first of them, read alone, does not mislead.
        body: Tables and sections.
        closing: What limits the answer, a sentence each, after a blank line.
        values: The answer as values, by the names that they have in JSON.
        figure: A picture as SVG, for media that can show one.
        references: The sources: id, citation and address of each.
        wrapped: Whether long lines of text are broken.
    """

    lead: tuple[str, ...]
    body: tuple[ReportTable | Section, ...] = ()
    closing: tuple[str, ...] = ()
    values: Mapping[str, Any] = {}
    figure: Callable[[], str] | None = None
    references: tuple[tuple[str, str, str], ...] = ()
    wrapped: bool = False


class Answered:
    """An answer that shows what its report says."""

    __slots__ = ()

    def _report(self) -> Report:
        raise NotImplementedError

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON."""
        return {name: as_plain(each) for name, each in self._report().values.items()}

    def __str__(self) -> str:
        return _text(self._report())

    def _repr_html_(self) -> str:
        from csto_membership.answers.report_html import as_html  # noqa: PLC0415

        return as_html(self._report(), type(self).__name__.lower())


# -- plain values ---------------------------------------------------------------


def as_plain(value: Any) -> Any:
    """A value as JSON knows it: days as text, states as ISO 3166-1 alpha-3 codes.

    Spans have a `first_day` and a `last_day`, both inside, and null where endless.
    """
    for kind, plain in _PLAIN:
        if isinstance(value, kind):
            return plain(value)
    return value


def _act(act: Act) -> dict[str, Any]:
    return {
        "event": act.event.id,
        "title": str(act.event),
        "kind": act.kind.value,
        "instrument": act.instrument.id if act.instrument else None,
        "done": str(act.on) if act.on else None,
        "effective_from": str(act.since),
        "perhaps_never": act.may_not_have_happened,
        "sources": [key for claim in act.claims for key in claim.sources.ids],
    }


def _spans(days: DaySet) -> list[dict[str, str | None]]:
    return [span.as_dict() for span in days.spans()]


_PLAIN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (State, attrgetter("code")),
    (StateSet, lambda states: [state.code for state in states]),
    (Act, _act),
    (DaySet, _spans),
    (
        FuzzyDaySet,
        lambda d: {"surely": _spans(d.surely), "uncertain": _spans(d.uncertain)},
    ),
    (Span, Span.as_dict),
    (date, str),
    (FuzzyDate, str),
    (Enum, attrgetter("value")),
    (Mapping, lambda m: {as_plain(k): as_plain(v) for k, v in m.items()}),
    (AbstractSet, lambda values: sorted(map(as_plain, values))),
    (tuple, lambda values: list(map(as_plain, values))),
    (list, lambda values: list(map(as_plain, values))),
)


# -- text -----------------------------------------------------------------------


def _text(report: Report) -> str:
    lines = list(_wrapped(report.lead) if report.wrapped else report.lead)
    for block in report.body:
        if isinstance(block, ReportTable):
            lines += [""] * (block.apart and bool(block.rows))
            lines += _table_lines(block)
        else:
            lines += _section_lines(block, wrapped=report.wrapped)
    if report.closing:
        lines.append("")
        lines += _wrapped(report.closing) if report.wrapped else report.closing
    return "\n".join(lines)


def _table_lines(table: ReportTable) -> Iterator[str]:
    rows = [table.head, *table.rows] if table.head else table.rows
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if place in table.numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield " " * table.indent + "  ".join(cells).rstrip()


def _section_lines(section: Section, *, wrapped: bool) -> Iterator[str]:
    if section.heading:
        yield ""
        yield from _wrapped([section.heading])
    for number, item in enumerate(section.items, start=1):
        mark = " " * section.indent
        if section.heading:
            mark += f"{number}. " if section.in_order else "- "
        deeper = len(mark) if section.heading else section.indent + _DEEPER
        if wrapped:
            yield from _wrapped([item.text], mark, " " * len(mark))
            below = (each.text for each in item.below)
            yield from _wrapped(below, " " * deeper, " " * deeper)
        else:
            yield mark + item.text
            yield from (" " * deeper + each.text for each in item.below)


def _wrapped(texts: Iterable[str], first: str = "", later: str = "") -> Iterator[str]:
    from textwrap import wrap  # noqa: PLC0415 - most answers are not wrapped

    for text in texts:
        yield from wrap(
            text,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=later,
            break_on_hyphens=False,
            break_long_words=False,
        )
