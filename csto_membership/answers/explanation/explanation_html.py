"""Explanations for a notebook: plain HTML, with its headings, lists and links."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from csto_membership.answers.explanation.explanation_points import (
    Point,
    Section,
    sections,
)
from csto_membership.answers.explanation.explanation_text import closing, summary
from csto_membership.record import Source

if TYPE_CHECKING:
    from csto_membership.answers.explanation.explanation import Explanation

__all__ = ["of_explanation"]


def of_explanation(asked: Explanation) -> str:
    """The explanation as an article, which ends with the sources that it cites."""
    answer, *others = summary(asked)
    parts = [_tagged("p", _tagged("strong", escape(answer)))]
    parts += [_tagged("p", escape(text)) for text in others]
    parts += [_section(section) for section in sections(asked)]
    parts.append(_tagged("p", escape(closing(asked))))
    if cited := list(_sources(asked)):
        heading = _tagged("summary", f"Sources ({len(asked.sources)})")
        parts.append(_tagged("details", heading + _tagged("dl", "".join(cited))))
    return f'<article class="csto-explanation">{"".join(parts)}</article>'


def _section(section: Section) -> str:
    items = "".join(map(_point, section.points))
    listed = _tagged("ol" if section.in_order else "ul", items)
    return _tagged("section", _tagged("h4", escape(section.heading)) + listed)


def _point(point: Point) -> str:
    details = "".join(_tagged("li", escape(detail)) for detail in point.details)
    return _tagged("li", escape(point.text) + (details and _tagged("ul", details)))


def _sources(asked: Explanation) -> Iterator[str]:
    for key, source in asked.sources.items():
        yield _tagged("dt", escape(key)) + _tagged("dd", _linked(source))


def _linked(source: Source) -> str:
    said = escape(str(source))
    if not source.address.startswith(("https://", "http://")):
        return said
    return f'<a href="{escape(source.address)}">{said}</a>'


def _tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"
