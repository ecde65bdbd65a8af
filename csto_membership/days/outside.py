"""What EDTF can say and this package refuses, since it has no bounds; by name.

What is approximate or doubtful (`1999~`, `1999?`, `1999%`) has no bounds; unspecified
digits (`199X`), seasons, exponents and clocks name other things than days.
"""

from __future__ import annotations

import re

__all__ = ["MARKS", "why_outside"]

MARKS = frozenset("~?%XYET")
"""One of these stands in all that is refused, but for seasons."""

_OUTSIDE = (
    (r"~", "is approximate (~), which has no bounds"),
    (r"\?", "is uncertain (?), which has no bounds"),
    (r"%", "is uncertain and approximate (%), which has no bounds"),
    (r"\bX|[0-9]X", "has unspecified digits (X)"),
    (r"\b[0-9]{4}-(2[1-9]|3[0-9]|4[01])\b(?!-)", "is a season or a part of a year"),
    (r"\bY-?[0-9]|[0-9]E[0-9]", "is a year beyond four digits"),
    (r"[0-9]T[0-9]", "has a clock"),
)


def why_outside(text: str) -> str | None:
    """Why a text says no days, in the terms of EDTF; None where it is not for that.

    Examples:
        >>> why_outside("1999~"), why_outside("1999")
        ('is approximate (~), which has no bounds', None)
    """
    found = (why for pattern, why in _OUTSIDE if re.search(pattern, text))
    return next(found, None)
