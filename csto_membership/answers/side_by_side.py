"""Comparisons as people and programs read them: a table, a page, plain values.

Nothing here decides anything. Days are told as first day and last day, both inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from csto_membership.answers import plain
from csto_membership.answers.describing import described

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.answers.comparison import Comparison
    from csto_membership.answers.tally import Tally

__all__ = ["as_dict", "as_html", "as_text"]

_HEADS = ("", "in both", "only here", "only there", "they differ on")
_WHERE = len(_HEADS) - 1
_HTML = """\
<table>
<caption>{caption}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>{notes}</p>"""


def as_text(comparison: Comparison) -> str:
    """A table of the states that differ, under what the two are."""
    rows = [_HEADS, *_rows(comparison)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        name, *numbers, days = row
        cells = [f"{name:<{widths[0]}}"]
        cells += [
            f"{number:>{width}}"
            for number, width in zip(numbers, widths[1:_WHERE], strict=True)
        ]
        lines.append("  ".join([*cells, days]).rstrip())
    return "\n".join([*_headings(comparison), "", *lines, "", *_notes(comparison)])


def as_html(comparison: Comparison) -> str:
    """The same as a plain table of a page."""
    rows = [
        f'<tr><th scope="row">{escape(name)}</th>{_html_cells(cells)}</tr>'
        for name, *cells in _rows(comparison)
    ]
    return _HTML.format(
        caption="<br>".join(map(escape, _headings(comparison))),
        heads="".join(f'<th scope="col">{escape(head)}</th>' for head in _HEADS),
        rows="\n".join(rows),
        notes="<br>".join(map(escape, _notes(comparison))),
    )


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """The same as plain values; every state, also one without a difference."""
    return {
        "here": _asked(comparison.one),
        "there": _asked(comparison.other),
        **plain.span(comparison.period),
        "covered_until": str(comparison.covered_until),
        **_numbers(comparison),
        "agreement": comparison.agreement,
        "states": [
            {
                "state": row.state.alpha_3,
                **_numbers(row),
                "differ_on": plain.spans(row.days),
            }
            for row in comparison.by_state
        ],
    }


# -- inner ----------------------------------------------------------------------


def _headings(comparison: Comparison) -> Iterator[str]:
    yield f"here   {described(comparison.one)}"
    yield f"there  {described(comparison.other)}"
    yield f"{comparison.period}, in member-days; an uncertain day counts half"


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    for row in comparison.by_state:
        if row.days:
            yield row.state.name, *_said(row), str(row.days)
    yield "all states", *_said(comparison), ""


def _html_cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _notes(comparison: Comparison) -> Iterator[str]:
    same = sum(not row.days for row in comparison.by_state)
    yield f"States without any difference: {same} of {len(comparison.by_state)}."
    either, differ = _number(comparison.in_either), _number(comparison.distance)
    share = f"{1 - comparison.agreement:.1%}"
    yield f"Of {either} member-days in either, {differ} are in one only ({share})."
    last = comparison.period.last_day
    if last is None or comparison.covered_until < last:
        until = comparison.covered_until
        yield f"Both cover the days until {until}; later acts are not in the numbers."


def _said(tally: Tally) -> tuple[str, ...]:
    return tuple(map(_number, (tally.in_both, tally.only_here, tally.only_there)))


def _number(amount: float) -> str:
    return f"{amount:.1f}".removesuffix(".0")


def _numbers(tally: Tally) -> dict[str, float]:
    return {
        "in_both": tally.in_both,
        "only_here": tally.only_here,
        "only_there": tally.only_there,
    }


def _asked(alliance: Alliance) -> dict[str, str]:
    return {
        "alliance": alliance.record.id,
        "definition": alliance.definition.name,
        "described": described(alliance),
    }
