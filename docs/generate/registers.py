"""Where each source stands: the register is one page for each body, or a few."""

from collections.abc import Mapping, Sequence
from functools import cache

import csto_membership as cm
from csto_membership.membership.shipped import sources as known

__all__ = ["FEW", "PLACE", "Part", "date_of", "homes", "parts", "register"]

PLACE = "sources.md"
FEW = 150
"""Sources that one page can hold; the press of a body with more has its own pages."""

Part = tuple[str, str, list[cm.Source]]
"""A page of the register: its place, what it is called, and its sources."""


def register(alliances: Sequence[cm.Alliance]) -> dict[str, cm.Source]:
    """The sources that are cited, and those of which they are copies."""
    every = known()
    found = {key: every[key] for state in cm.states() for key in state.sources}
    for alliance in alliances:
        found |= _of(alliance)
    return found


def _of(alliance: cm.Alliance) -> dict[str, cm.Source]:
    theirs = alliance.record.known_sources
    copied = (each.derived_from for each in alliance.sources.values())
    return dict(alliance.sources) | {
        k: theirs[k] for k in copied if k is not None and k in theirs
    }


def date_of(source: cm.Source) -> tuple[str, str]:
    """In what order sources are listed: by date, those without one last."""
    earliest = source.published.earliest if source.published else None
    return str(earliest or "9999"), source.id


def parts(alliances: Sequence[cm.Alliance]) -> list[Part]:
    """The pages of the register; a source of several bodies is with the first."""
    made, left = list[Part](), register(alliances)
    for alliance in alliances:
        keys = [key for key in _of(alliance) if key in left]
        mine = sorted((left.pop(key) for key in keys), key=date_of)
        made += _pages_of(alliance, mine)
    states = sorted(left.values(), key=date_of)
    return [*made, ("sources/states.md", "The days of states", states)]


def _pages_of(alliance: cm.Alliance, sources: list[cm.Source]) -> list[Part]:
    name = alliance.record.id
    short = alliance.record.names[-1].short if alliance.record.names else name
    place = f"sources/{name}.md"
    if len(sources) <= FEW:
        return [(place, short, sources)]
    press = [each for each in sources if each.grade == "press"]
    other = [each for each in sources if each.grade != "press"]
    count = -(-len(press) // FEW)
    size = -(-len(press) // count)
    shares = [press[start : start + size] for start in range(0, len(press), size)]
    many = [
        (
            f"sources/{name}-press{f'-{number}' if count > 1 else ''}.md",
            f"{short}, press {_years(some)}",
            some,
        )
        for number, some in enumerate(shares, start=1)
    ]
    return [(place, f"{short}, all but the press", other), *many]


def _years(sources: Sequence[cm.Source]) -> str:
    dates = [date_of(each)[0][:4] for each in sources]
    years = [year for year in dates if year != "9999"]
    return f"{years[0]} to {years[-1]}" if years else "without a date"


def homes(alliances: Sequence[cm.Alliance]) -> Mapping[str, str]:
    """The page of each source, by its id."""
    return _homes(tuple(alliances))


@cache
def _homes(alliances: tuple[cm.Alliance, ...]) -> Mapping[str, str]:
    made = parts(alliances)
    return {source.id: place for place, _, sources in made for source in sources}
