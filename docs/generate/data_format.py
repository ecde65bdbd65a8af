"""The tables of keys on the page of the data format, from what the package reads."""

from collections.abc import Iterator

from page import table

from csto_membership.files.json_schema import tables
from csto_membership.files.readers import Key, TableFormat

__all__ = ["PLACE", "keys_of_all_tables"]

PLACE = "<!-- the keys -->"
MOST_CHOICES = 12
"""The most values of a key that are listed; there are many more kinds of acts."""


def keys_of_all_tables() -> str:
    """Return a section for each table of a data file, with a row for each key."""
    return "\n".join(map(_section, tables()))


def _section(described: TableFormat) -> str:
    level = "##" if "." not in described.name else "###"
    title = f"`{described.name}`" if described.name else "The file"
    return f"{level} {title}\n\n{described.meaning}\n\n{table(('key', 'value', 'meaning'), _rows(described))}"


def _rows(described: TableFormat) -> Iterator[tuple[str, str, str]]:
    for name, key in described.keys.items():
        if not key.instead:
            required = ", **required**" if key.required else ""
            yield f"`{name}`", f"{key.value.words}{required}", _meaning(key)


def _meaning(key: Key) -> str:
    choices = key.value.choices
    if not choices or key.deprecated:
        return key.meaning
    if len(choices) > MOST_CHOICES:
        return f"{key.meaning} The values are those of [`Kind`][csto_membership.Kind]."
    return f"{key.meaning} Values: {', '.join(f'`{each}`' for each in choices)}."
