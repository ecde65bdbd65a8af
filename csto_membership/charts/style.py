"""How pictures of charts look: two hues, on light and on dark grounds and on paper.

Nothing is told by colour alone: what is uncertain is dashed and pale, what is paused is
hatched, and what is in one only lies above or below. A page may set the hues, as
`--membership-hue` and `--membership-other-hue`.
"""

from __future__ import annotations

__all__ = ["DARK", "LIGHT", "STYLE"]

LIGHT = ("#46698f", "#96661c")
"""A blue-grey and an ochre on a light ground."""
DARK = ("#86a9d1", "#cf9f56")
"""The same two on a dark ground."""


def _hues(hues: tuple[str, str]) -> str:
    one, other = hues
    return (
        f".membership-chart{{--one:var(--membership-hue,{one});"
        f"--other:var(--membership-other-hue,{other})}}"
    )


def _where(grounds: str, hues: tuple[str, str]) -> str:
    # Without weight of their own, so that what comes later wins.
    return f":where({grounds}) {_hues(hues)}"


# A picture that is a file of its own, or an <img>, has no page to take a ground from.
_ALONE_LIGHT = ".membership-chart:root{background:#fff;color:#1f2328}"
_ALONE_DARK = ".membership-chart:root{background:#1b1e25;color:#e3e6ea}"

STYLE = "\n".join(
    [
        "",
        "svg.membership-chart{display:block;width:100%;max-width:720px;height:auto}",
        ".membership-chart{break-inside:avoid}",
        ".membership-chart:root{font-family:Arial,Helvetica,sans-serif}",
        ".membership-chart text{fill:currentColor;font-size:13px}",
        ".membership-chart .heading{font-weight:600}",
        ".membership-chart .day{text-anchor:middle;fill-opacity:.75}",
        ".membership-chart .note{font-size:12px;fill-opacity:.85}",
        ".membership-chart .label{text-anchor:end}",
        ".membership-chart .grid{stroke:currentColor;stroke-opacity:.18}",
        ".membership-chart .bar{stroke:var(--one);stroke-width:1}",
        ".membership-chart :is(.full,.upper){fill:var(--one)}",
        ".membership-chart .thin{fill:currentColor;stroke:none;fill-opacity:.6}",
        ".membership-chart .lower{fill:var(--other);stroke:var(--other)}",
        ".membership-chart .slanted{stroke:var(--other)}",
        ".membership-chart .unsure{stroke-dasharray:4 2.5}",
        ".membership-chart :is(.full,.upper,.lower,.thin).unsure{fill-opacity:.2}",
        ".membership-chart :is(.hatched,.slanted).unsure{fill-opacity:.5}",
        ".membership-chart .tint{fill:var(--one);fill-opacity:.25}",
        ".membership-chart .hatch{stroke:var(--one);stroke-width:4}",
        ".membership-chart .slanted .hatch{stroke:var(--other);stroke-width:3}",
        ".membership-chart .tick{fill:currentColor;stroke:currentColor;stroke-opacity:.8}",
        ".membership-chart .tick.unsure{fill-opacity:0;stroke-dasharray:none}",
        "@media (max-width:480px){",
        ".membership-chart text{font-size:18px}",
        ".membership-chart .note{font-size:15px}",
        "}",
        _hues(LIGHT),
        _ALONE_LIGHT,
        "@media (prefers-color-scheme:dark){",
        _hues(DARK),
        _ALONE_DARK,
        "}",
        _where("[data-md-color-scheme=default],[data-jp-theme-light=true]", LIGHT),
        _where("[data-md-color-scheme=slate],[data-jp-theme-light=false]", DARK),
        "@media print{",
        _hues(LIGHT),
        _ALONE_LIGHT,
        ".membership-chart{print-color-adjust:exact}",
        "}",
        "",
    ]
)
