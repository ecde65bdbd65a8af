"""The files of the data sets as they are published, told from one another by columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Published(NamedTuple):
    """A published file, told from the others by its columns."""

    file: str
    columns: str
    reader: str
    """The function that reads it, or what it has instead of members."""


_PAIRS = "with a row for each pair of states; use {}, published beside it"
_STATE_YEARS = "with years and no days; use {}, published beside it"
_ALLIANCES = (
    "with the days of each alliance and not of its members; use {}, published beside it"
)
_BY_NAME = (
    "with a column for each state and no numbers of states; use {}, published beside it"
)
_PUBLISHED = (
    Published("alliance_v4.1_by_member_yearly.csv", "version4id ccode mem_st_year year", "read_cow"),
    Published("alliance_v4.1_by_member.csv", "version4id ccode mem_st_year", "read_cow"),
    Published("alliance_v4.1_by_dyad_yearly.csv", "version4id ccode1 ccode2 asymmetric year", _PAIRS),
    Published("alliance_v4.1_by_dyad.csv", "version4id ccode1 ccode2 asymmetric", _PAIRS),
    Published("alliance_v4.1_by_directed_yearly.csv", "version4id ccode1 ccode2 year", _PAIRS),
    Published("alliance_v4.1_by_directed.csv", "version4id ccode1 ccode2", _PAIRS),
    Published("atop5_1m.csv", "atopid member yrent", "read_atop"),
    Published("atop5_1a.csv", "atopid begyr", _ALLIANCES),
    Published("atop5_1dy.csv", "mem1 mem2 year atopally", _PAIRS),
    Published("atop5_1ddyr.csv", "statea stateb year", _PAIRS),
    Published("atop5_1sy.csv", "state year atopally", _STATE_YEARS),
    Published("igo_year_formatv3.csv", "ioname year", _BY_NAME),
    Published("dyadic_formatv3.csv", "ccode1 ccode2 year", _PAIRS),
    Published("state_year_formatv3.csv", "ccode year", "read_igo"),
)  # fmt: skip
"""The files of the data sets; the first whose columns are all there is meant."""
_BESIDE = {"al": "alliance_v4.1_by_member.csv", "at": "atop5_1m.csv"}
"""The file that is read, by the first letters of those beside it."""


def published_as(header: Collection[str]) -> Published | None:
    """The published file that has these columns."""
    return next((p for p in _PUBLISHED if set(p.columns.split()) <= set(header)), None)


def refusal(found: Published, reader: str, meant: str) -> str:
    """Why a published file is not read by a reader; empty if it is."""
    if found.reader == reader:
        return ""
    if found.reader.startswith("read_"):
        return f"is {found.file}; read it with {found.reader}, or pass {meant}"
    beside = _BESIDE.get(found.file[:2], "state_year_formatv3.csv")
    return f"is {found.file}, {found.reader.format(beside)}"
