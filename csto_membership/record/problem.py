"""Problems: faults of a data file, as values."""

from __future__ import annotations

from typing import Any

import attrs

__all__ = ["MISSING", "Problem"]

MISSING: Any = object()
_LONGEST_SHOWN = 60


@attrs.frozen
class Problem:
    """One fault of a data file.

    Attributes:
        file: The file's name.
        place: Where in it, such as `event[3].claim[0].on`.
        value: What stands there.
        expected: What should stand there, or what to do.

    Examples:
        >>> import csto_membership as cm
        >>> problem, = cm.check({"alliance": {"id": "pact"}, "event": []})
        >>> problem.place, problem.expected
        ('alliance.complete_until', 'this key is required')
    """

    file: str
    place: str
    value: object
    expected: str

    def __str__(self) -> str:
        shown = _shown(self.value)
        if len(shown) > _LONGEST_SHOWN:
            shown = f"{shown[:_LONGEST_SHOWN]}..."
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {shown}: {self.expected}"


def _shown(value: object) -> str:
    if value is MISSING:
        return "missing"
    try:
        return repr(value)
    except (ValueError, RecursionError):  # a number of many digits, a deep table
        return f"{type(value).__name__} too large to show"
