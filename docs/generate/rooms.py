"""The picture of the rooms: who imports whom, drawn from the imports themselves."""

import ast
from collections.abc import Iterator
from html import escape
from pathlib import Path

PLACE = "<!-- the rooms -->"
PACKAGE = Path(__file__).parents[2] / "csto_membership"

# From top to bottom: each uses only what is below it.
ROOMS = (
    ("cli", "the command line"),
    ("exchange", "tables, data frames, data packages, data sets"),
    ("across", "questions about several alliances"),
    ("catalogue", "where alliances come from"),
    ("alliance", "every question about one alliance"),
    ("answers", "what a question returns"),
    ("membership", "the engine: from acts to days"),
    ("files", "a record in and out of files"),
    ("record", "what happened, and who says so"),
    ("charts", "sets of days as pictures"),
    ("days", "the algebra of days"),
    ("errors", "every error and warning"),
)
ROW, WIDTH, MIDDLE = 40, 590, 400
STEP = 19
"""By how much an arrow to a row further down reaches further to the right."""


def picture() -> str:
    """Return the rooms as an SVG picture, with an arrow for each import."""
    height = ROW * len(ROOMS)
    parts = [*_boxes(), *_arrows()]
    title = "The rooms of the package; arrows go from a room to those that it imports."
    return (
        f'<svg class="rooms" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(parts)}</svg>"
    )


def _boxes() -> Iterator[str]:
    for place, (name, meaning) in enumerate(ROOMS):
        y = place * ROW + ROW / 2
        yield (
            f'<rect x="1" y="{y - 15}" width="{MIDDLE}" height="30" rx="4"/>'
            f'<text x="12" y="{y + 5}"><tspan class="name">{name}</tspan>'
            f'<tspan dx="8">{escape(meaning)}</tspan></text>'
        )


def _arrows() -> Iterator[str]:
    places = {name: place for place, (name, _) in enumerate(ROOMS)}
    imports = {name: _imported_by(name) & places.keys() - {name} for name in places}
    for name, targets in imports.items():
        for target in sorted(targets, key=places.__getitem__):
            start, end = places[name], places[target]
            if start > end:
                msg = f"{name} imports {target}, which stands above it in the picture"
                raise ValueError(msg)
            yield _arrow(start, end)


def _arrow(start: int, end: int) -> str:
    reach = MIDDLE + 14 + STEP * (end - start)
    top, bottom = start * ROW + ROW / 2 + 4, end * ROW + ROW / 2 - 4
    return (
        f'<path d="M{MIDDLE + 2} {top} C{reach} {top} {reach} {bottom} '
        f'{MIDDLE + 8} {bottom}"/>'
        f'<path class="tip" d="M{MIDDLE + 2} {bottom} l7 -4 v8 z"/>'
    )


def _imported_by(room: str) -> set[str]:
    """The rooms that the modules of a room import."""
    folder = PACKAGE / room
    modules = folder.rglob("*.py") if folder.is_dir() else [PACKAGE / f"{room}.py"]
    names = (
        name
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _modules(node)
    )
    return {parts[1] for parts in (name.split(".") for name in names) if parts[1:]}


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        name = node.module
        if name == PACKAGE.name:
            yield from (f"{name}.{alias.name}" for alias in node.names)
        elif name.startswith(f"{PACKAGE.name}."):
            yield name
