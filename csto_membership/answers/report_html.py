"""The content of an answer as HTML, for notebooks."""

from __future__ import annotations

from html import escape

from csto_membership.answers.report import Item, Report, ReportTable, Section

__all__ = ["as_html"]


def as_html(report: Report, kind: str) -> str:
    """Return a report as an HTML article; `kind` becomes part of its class."""
    first, *others = report.lead
    parts = [_tagged("p", _tagged("strong", escape(first)))]
    parts += [_tagged("p", escape(text)) for text in others]
    if report.figure:
        parts.append(report.figure())
    for block in report.body:
        parts.append(
            _table(block) if isinstance(block, ReportTable) else _section(block)
        )
    if report.closing:
        parts.append(_tagged("p", "<br/>".join(map(escape, report.closing))))
    if report.references:
        heading = _tagged("summary", f"Sources ({len(report.references)})")
        sources = "".join(map(_reference, report.references))
        parts.append(_tagged("details", heading + _tagged("dl", sources)))
    return f'<article class="csto-{kind}">{"".join(parts)}</article>'


def _table(table: ReportTable) -> str:
    left = ' style="text-align:left"'
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = []
    for name, *cells in table.rows:
        row = f'<th scope="row"{left}>{escape(name)}</th>'
        for column, cell in enumerate(cells, start=1):
            row += f"<td{'' if column in table.numbers else left}>{escape(cell)}</td>"
        rows.append(_tagged("tr", row))
    above = _tagged("thead", _tagged("tr", head)) if head else ""
    return _tagged("table", above + _tagged("tbody", "".join(rows))) if rows else ""


def _section(section: Section) -> str:
    items = _tagged("ol" if section.in_order else "ul", _items(section.items))
    heading = _tagged("h4", escape(section.heading)) if section.heading else ""
    return _tagged("section", heading + items)


def _items(items: tuple[Item, ...]) -> str:
    return "".join(
        _tagged(
            "li",
            escape(item.text)
            + (_tagged("ul", _items(item.below)) if item.below else ""),
        )
        for item in items
    )


def _reference(reference: tuple[str, str, str]) -> str:
    key, citation, address = reference
    shown = escape(citation)
    if address.startswith(("https://", "http://")):
        shown = f'<a href="{escape(address)}">{shown}</a>'
    return _tagged("dt", escape(key)) + _tagged("dd", shown)


def _tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"
