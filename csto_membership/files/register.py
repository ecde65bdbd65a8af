"""The shipped register of sources, of which each is read when it is looked at.

Most answers name sources and do not quote them, and the register is as long as the
record itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

from csto_membership.errors import DataError
from csto_membership.files.readers import Place
from csto_membership.files.schema import source
from csto_membership.record.source import Source

__all__ = ["Register"]


class Register(Mapping[str, Source]):
    """Sources by id, from a text that has a heading `[id]` for each."""

    def __init__(self, text: str, file: str) -> None:
        _, *parts = f"\n{text}".split("\n[")
        headed = (part.partition("]\n") for part in parts)
        self._tables = {key: table for key, _, table in headed}
        self._read: dict[str, Source] = {}
        self._file = file

    def __getitem__(self, key: str) -> Source:
        if key not in self._read:
            at = Place(self._file, []).key(key)
            self._read[key] = source(key, tomllib.loads(self._tables[key]), at, self)
            if at.problems:
                raise DataError(at.problems)
        return self._read[key]

    def __contains__(self, key: object) -> bool:
        return key in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)
