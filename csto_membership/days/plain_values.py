"""Plain values: what answers, days and records are in JSON, and in notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from typing import Any

import attrs


class WithPlainValues:
    """A value that can be written as plain values and as JSON."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """The plain values.

        Examples:
            >>> from csto_membership import Span
            >>> Span("1999-04-20", "1999-04-22").as_dict()
            {'first_day': '1999-04-20', 'last_day': '1999-04-21'}
        """
        fields = (field.name for field in attrs.fields(type(self)))  # type: ignore[arg-type]
        return {
            name: as_plain(getattr(self, name)) for name in fields if name[0] != "_"
        }

    def _plain(self) -> Any:
        """What stands for it inside the plain values of another."""
        return self.as_dict()

    def to_json(self) -> str:
        """The plain values as JSON text.

        Examples:
            >>> from csto_membership import Span
            >>> print(Span("1992-05-15", "1999-04-21").to_json())
            {
              "first_day": "1992-05-15",
              "last_day": "1999-04-20"
            }
        """
        import json  # noqa: PLC0415 - few programs write JSON

        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415 - few programs show HTML

        return f"<pre>{escape(str(self))}</pre>"


def repr_of_fields(self: object) -> str:
    """What attrs would write; to let it make this for each class takes time on import.

    Examples:
        >>> from csto_membership import Span
        >>> print(repr_of_fields(Span("1992-05-15")))
        Span(start=datetime.date(1992, 5, 15), end=None)
    """
    kind = type(self)
    names = (field.name for field in attrs.fields(kind))  # type: ignore[arg-type]
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
    return f"{kind.__qualname__}({values})"


def as_plain(value: Any) -> Any:
    """Convert a value for JSON: days to text, states to ISO 3166-1 alpha-3 codes.

    Spans become a `first_day` and a `last_day`, both inside; null means no end.

    Examples:
        >>> as_plain({date(1999, 4, 20): ("UZ", frozenset({3, 1}))})
        {'1999-04-20': ['UZ', [1, 3]]}
    """
    for kind, plain in _PLAIN:
        if isinstance(value, kind):
            return plain(value)
    return value


def _listed(values: Any) -> list[Any]:
    return list(map(as_plain, values))


_PLAIN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Enum, lambda each: each.value),
    (WithPlainValues, lambda value: value._plain()),  # noqa: SLF001
    (date, str),
    (Mapping, lambda m: {as_plain(k): as_plain(v) for k, v in m.items()}),
    (AbstractSet, lambda values: sorted(_listed(values))),
    (tuple, _listed),
    (list, _listed),
)
