"""The public names of the package and their members, in alphabetical order."""

import inspect
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from types import ModuleType

import csto_membership as cm
from csto_membership import evidence, exchange

__all__ = ["pages"]

PLACE = "reference/alphabetical.md"
ROOMS = (cm, evidence, exchange)
NOT_SHOWN = {"facts_version"}


def pages() -> Iterator[tuple[str, str]]:
    """The page of all names."""
    told = dict(names())
    in_order = sorted(told, key=lambda name: (name.lower(), name))
    listed = ""
    for letter, group in groupby(in_order, key=lambda name: name[0].upper()):
        lines = "\n".join(f"- {told[name]}" for name in group)
        listed += f"\n## {letter}\n\n{lines}\n"
    yield (
        PLACE,
        f"""# Every name from A to Z

*For those who write code: the public names and the methods of their classes, in alphabetical order.*
{listed}
""",
    )


def names() -> Iterator[tuple[str, str]]:
    """Each name with its line: a link, and what it is."""
    for room in ROOMS:
        for name in set(room.__all__) - NOT_SHOWN:
            found = getattr(room, name)
            yield name, _line(name, f"{_path(room, name)}", found)
            if inspect.isclass(found) and not issubclass(found, BaseException):
                for key, each in _members(found):
                    place = f"{_path(room, name)}.{key}"
                    yield f"{key} {name}", _line(f"{name}.{key}", place, each)


def _members(kind: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties of a class, as the reference shows them."""
    owners = kind.__mro__ if kind is cm.Alliance else (kind,)
    for owner in owners:
        for key, each in vars(owner).items():
            bare = getattr(each, "__func__", each)
            shown = isinstance(bare, property | cached_property)
            if (shown or inspect.isfunction(bare)) and not key.startswith("_"):
                yield key, each


def _path(room: ModuleType, name: str) -> str:
    return f"{room.__name__}.{name}"


def _line(name: str, path: str, found: object) -> str:
    said = (inspect.getdoc(found) or "").partition("\n\n")[0].replace("\n", " ")
    return f"[`{name}`][{path}]: {said}" if said else f"[`{name}`][{path}]"
