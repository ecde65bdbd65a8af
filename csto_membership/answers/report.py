"""The content of an answer as one value, and its forms: text, plain values and HTML.

Every answer builds a `Report`; nothing here depends on the kind of answer.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, overload

from csto_membership.days.plain_values import WithPlainValues, as_plain

_T = TypeVar("_T", bound="Answered")
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
    numbers: Container[int] = range(0)
    indent: int = 2
    apart: bool = False


class Report(NamedTuple):
    """The content of an answer.

    Attributes:
        lead: The first lines. The first one does not mislead if it is quoted alone.
        body: Tables and sections.
        closing: Sentences about the limits of the answer, after a blank line.
        values: The answer as values, by their names in JSON.
        figure: A picture as SVG, for HTML.
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


class Answered(WithPlainValues):
    """An answer that is shown by its report."""

    __slots__ = ()

    def _report(self) -> Report:
        raise NotImplementedError

    @property
    def lead(self) -> str:
        """The first line, which can be quoted alone.

        Examples:
            >>> import csto_membership as cm
            >>> print(cm.members_on("1949-05-01", "nato").lead)
            North Atlantic Treaty Organization (NATO) on 1949-05-01: 0 members (bound by the treaty), as the treaty was not in force yet; 12 states had joined
        """
        return self._report().lead[0]

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, for JSON.

        Examples:
            >>> import csto_membership as cm
            >>> cm.members_on("1992-05-15").as_dict()["members"]
            ['ARM', 'KAZ', 'KGZ', 'RUS', 'TJK', 'UZB']
        """
        report = self._report()
        values = {"lead": report.lead[0], **report.values}
        return {name: as_plain(each) for name, each in values.items()}

    def __str__(self) -> str:
        return _text(self._report())

    def _repr_html_(self) -> str:
        return _html(self._report(), type(self).__name__.lower())


class SeveralAnswers(WithPlainValues, tuple[_T, ...]):
    """Several answers, which print one below the other."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """The answers as plain values, for JSON."""
        return {"answers": [as_plain(each) for each in self]}

    def __str__(self) -> str:
        return "\n\n".join(map(str, self)) or "None."

    def _repr_html_(self) -> str:
        return "".join(each._repr_html_() for each in self)  # pyright: ignore[reportPrivateUsage] - Jupyter named it


class ForEach(Answered, Sequence[_T]):
    """An answer that is also a sequence of answers, such as one for each alliance."""

    __slots__ = ()
    each: tuple[_T, ...]

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        return self.each[index]

    def __len__(self) -> int:
        return len(self.each)

    def __repr__(self) -> str:
        return str(self)


# -- text -----------------------------------------------------------------------


def _text(report: Report) -> str:
    lines = list(_lines(report.lead, report.wrapped))
    for block in report.body:
        if isinstance(block, ReportTable):
            lines += [""] * (block.apart and bool(block.rows))
            lines += _table_lines(block)
        else:
            lines += _section_lines(block, report.wrapped)
    if report.closing:
        lines.append("")
        lines += _lines(report.closing, report.wrapped)
    return "\n".join(lines)


def _table_lines(table: ReportTable) -> Iterator[str]:
    rows = [table.head, *table.rows] if table.head else table.rows
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if column in table.numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield " " * table.indent + "  ".join(cells).rstrip()


def _section_lines(section: Section, wrapped: bool) -> Iterator[str]:
    if section.heading:
        yield from ("", *_lines([section.heading], wrapped))
    for number, item in enumerate(section.items, start=1):
        mark = " " * section.indent
        if section.heading:
            mark += f"{number}. " if section.in_order else "- "
        deeper = " " * (len(mark) if section.heading else section.indent + _DEEPER)
        yield from _lines([item.text], wrapped, mark, " " * len(mark))
        yield from _lines((each.text for each in item.below), wrapped, deeper, deeper)


def _lines(
    texts: Iterable[str], wrapped: bool, first: str = "", later: str = ""
) -> Iterator[str]:
    if not wrapped:
        yield from (first + text for text in texts)
        return
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


# -- HTML -----------------------------------------------------------------------


def _html(report: Report, kind: str) -> str:
    first, *others = report.lead
    parts = [_tagged("p", _tagged("strong", _escaped(first)))]
    parts += [_tagged("p", _escaped(text)) for text in others]
    if report.figure:
        parts.append(report.figure())
    for block in report.body:
        if isinstance(block, ReportTable):
            parts.append(_html_table(block))
        else:
            parts.append(_html_section(block))
    if report.closing:
        parts.append(_tagged("p", "<br/>".join(map(_escaped, report.closing))))
    if report.references:
        heading = _tagged("summary", f"Sources ({len(report.references)})")
        sources = "".join(map(_html_reference, report.references))
        parts.append(_tagged("details", heading + _tagged("dl", sources)))
    return f'<article class="csto-{kind}">{"".join(parts)}</article>'


def _html_table(table: ReportTable) -> str:
    left = ' style="text-align:left"'
    head = "".join(f'<th scope="col">{_escaped(cell)}</th>' for cell in table.head)
    rows: list[str] = []
    for name, *cells in table.rows:
        row = f'<th scope="row"{left}>{_escaped(name)}</th>'
        for column, cell in enumerate(cells, start=1):
            row += f"<td{'' if column in table.numbers else left}>{_escaped(cell)}</td>"
        rows.append(_tagged("tr", row))
    above = _tagged("thead", _tagged("tr", head)) if head else ""
    return _tagged("table", above + _tagged("tbody", "".join(rows))) if rows else ""


def _html_section(section: Section) -> str:
    items = _tagged("ol" if section.in_order else "ul", _html_items(section.items))
    heading = _tagged("h4", _escaped(section.heading)) if section.heading else ""
    return _tagged("section", heading + items)


def _html_items(items: tuple[Item, ...]) -> str:
    html = ""
    for text, below in items:
        deeper = _tagged("ul", _html_items(below)) if below else ""
        html += _tagged("li", _escaped(text) + deeper)
    return html


def _html_reference(reference: tuple[str, str, str]) -> str:
    key, citation, address = reference
    shown = _escaped(citation)
    if address.startswith(("https://", "http://")):
        shown = f'<a href="{_escaped(address)}">{shown}</a>'
    return _tagged("dt", _escaped(key)) + _tagged("dd", shown)


def _tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"


def _escaped(text: str) -> str:
    from html import escape  # noqa: PLC0415 - few programs show HTML

    return escape(text)
