"""The JSON Schema of a data file, made from the description by which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from csto_membership.files.readers import LARGEST_NUMBER, Key, TableFormat
from csto_membership.files.schema import FILE

_TEXT = {"type": "string", "pattern": r"\S"}
_VALUES = {
    "text": _TEXT,
    "id": {"description": "The id of something in this file or the package.", **_TEXT},
    "code": {
        "description": "A state: an ISO 3166-1 code, or a name in English, Dutch or Russian.",
        **_TEXT,
    },
    "number": {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER},
    "day": {
        "description": "A day, such as 1999-04-20.",
        "type": "string",
        "format": "date",
    },
    "date": {
        "description": "A day such as 1999-04-20, or EDTF text such as 1999-04 or "
        "[1999-04-20,1999-04-21].",
        **_TEXT,
    },
}


def tables() -> tuple[TableFormat, ...]:
    """Every table of a data file: the file itself, and each table below another.

    Examples:
        >>> [table.name for table in tables()][:4]
        ['', 'alliance', 'alliance.name', 'instrument']
    """
    return tuple(_with_those_below(FILE))


def _with_those_below(table: TableFormat) -> Iterator[TableFormat]:
    yield table
    for key in table.keys.values():
        if key.value.table:
            yield from _with_those_below(key.value.table)


def json_schema(definitions: Iterable[str]) -> dict[str, Any]:
    """The JSON Schema of a data file.

    Args:
        definitions: The names of the definitions that a file may choose from.
    """
    file, *below = tables()
    choices = {**_VALUES, "definition": {"enum": [*definitions]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The record of an alliance, for csto_membership",
        **_table_schema(file),
        "$defs": {**choices, **{table.name: _table_schema(table) for table in below}},
    }


def _table_schema(table: TableFormat) -> dict[str, Any]:
    keys = {name: key for name, key in table.keys.items() if not key.instead}
    required = [name for name, key in keys.items() if key.required]
    return {
        "description": table.meaning,
        "type": "object",
        "properties": {name: _key_schema(key) for name, key in keys.items()},
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **(table.condition.schema if table.condition else {}),
    }


def _key_schema(key: Key) -> dict[str, Any]:
    deprecated = {"deprecated": True} if key.deprecated else {}
    return {"description": key.meaning, **key.value.schema, **deprecated}
