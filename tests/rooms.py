"""The structure of the package: its rooms, who imports whom, and which rules that breaks.

Needs only the source text, so that it also works on a package that cannot be imported:

    python tests/rooms.py csto_membership
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

PACKAGE = "csto_membership"

# From the bottom to the top: a room imports only itself and rooms before it. A room is a
# folder or one module; modules are named without the name of the package, and a
# package's own module by its `__init__`.
ROOMS = (
    "errors",
    "versions",
    "days",
    "strategies",
    "charts",
    "record",
    "files",
    "membership",
    "answers",
    "alliance",
    "catalogue",
    "across",
    "exchange.tables",
    "exchange.frames",
    "exchange.package",
    "exchange.datasets",
    "exchange.__init__",
    "evidence",
    "__init__",
    "cli",
    "__main__",
)
# Rooms side by side: none imports another, except as in the second line.
SIDE_BY_SIDE = {room for room in ROOMS if room.startswith("exchange.")}
SIDE_BY_SIDE_EXCEPT = {("exchange.package", "exchange.tables")}
ABOVE_ALL_SIDES = {"exchange.__init__"}

MAY_IMPORT_THE_ROOT = ("cli", "__main__")

# Names that modules of different rooms share: in which rooms, and for which concept.
SHARED_NAMES = {
    "checks": ({"files", "answers"}, "what `check` looks for in an alliance's file"),
    "citation": ({"record", "answers"}, "how to cite: a source, an answer"),
}

MOST_LINES_OF_A_MODULE = 450
LONGER_MODULES = {"days.dayset", "errors"}
MOST_MODULES = 105
MOST_LINES = 19_300

# What imports by a name that is a string.
BY_NAME = {"import_module", "__import__", "resolve_name", "run_module"}


class Import(NamedTuple):
    """One module imports another.

    `when` is "at once", "late" (inside a function) or "for types" (`TYPE_CHECKING`).
    `imported` is empty if the package has no module of this name.
    """

    importer: str
    line: int
    name: str
    imported: str
    when: str

    def __str__(self) -> str:
        when = "" if self.when == "at once" else f" ({self.when})"
        return f"{self.importer}:{self.line} imports {self.imported or self.name}{when}"


class Package(NamedTuple):
    """The modules of a package, by name, and what they import of it."""

    sources: Mapping[str, str]
    trees: Mapping[str, ast.Module]
    imports: tuple[Import, ...]


def read(sources: Mapping[str, str]) -> Package:
    """Analyse the source texts of a package, given by module name."""
    trees = {name: ast.parse(text, name) for name, text in sources.items()}
    found = (each for name in trees for each in _imports(name, trees))
    return Package(sources, trees, tuple(dict.fromkeys(found)))


def read_folder(folder: Path) -> Package:
    """Analyse the package in a folder."""
    return read(
        {
            ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text(
                encoding="utf-8"
            )
            for path in sorted(folder.rglob("*.py"))
        }
    )


# -- who imports whom ------------------------------------------------------------------


def _imports(importer: str, modules: Iterable[str]) -> Iterator[Import]:
    """What a module imports of the package, in every way an import can be written."""
    tree = modules[importer]
    for node, when in _nodes(tree):
        if isinstance(node, ast.Import):
            places = _imported_as_a_whole(node)
        elif isinstance(node, ast.ImportFrom):
            places = _imported_from(node, importer, modules)
        else:
            continue
        for place in places:
            yield from _import(importer, node.lineno, place, when, modules)
    for node, when, place in _imported_by_name(importer, modules):
        yield from _import(importer, node.lineno, place, when, modules)


def _import(
    importer: str, line: int, place: str, when: str, modules: Iterable[str]
) -> Iterator[Import]:
    """An import, and those of the packages around the module, which Python runs before.

    A package that the importer is in itself is left out: it has begun to run before the
    importer did. Otherwise, each package that imports its own modules were a circle.
    """
    name = f"{PACKAGE}.{place}".rstrip(".")
    yield Import(importer, line, name, _module(place, modules), when)
    parts = place.split(".")
    for end in range(1, len(parts)):
        around = ".".join(parts[:end])
        init = f"{around}.__init__"
        if init in modules and not importer.startswith(f"{around}."):
            yield Import(importer, line, f"{PACKAGE}.{around}", init, when)


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """All nodes, in order, with when they run."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "at once")]
    while waiting:
        node, when = waiting.pop()
        yield node, when
        inner = when
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = "late"
        children = [(child, inner) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            typed = set(map(id, node.body))
            children = [
                (child, "for types" if id(child) in typed else inner)
                for child, inner in children
            ]
        waiting += reversed(children)


def _imported_as_a_whole(node: ast.Import) -> Iterator[str]:
    for alias in node.names:
        place = _within(alias.name)
        if place is not None:
            yield place
            if not alias.asname:
                yield ""  # `import a.b` gives the name `a`


def _imported_from(
    node: ast.ImportFrom, importer: str, modules: Iterable[str]
) -> Iterator[str]:
    base: str | None
    if node.level:
        package = [PACKAGE, *_package(importer).split(".")]
        package = list(filter(None, package))[: -(node.level - 1) or None]
        base = _within(".".join(filter(None, [*package, node.module])))
    else:
        base = _within(node.module or "")
    if base is None:
        return
    for alias in node.names:
        inner = f"{base}.{alias.name}".lstrip(".")
        yield inner if _module(inner, modules) else base


def _imported_by_name(
    importer: str, modules: Mapping[str, ast.Module]
) -> Iterator[tuple[ast.AST, str, str]]:
    """What strings import.

    A string that is the whole name of a module counts wherever it is. One that is given
    to what imports by name counts without the package's name or with dots before it,
    too. If what is given is made at run time, as from a table, each string counts.
    """
    tree = modules[importer]
    given: set[int] = set()
    made: list[ast.AST] = []
    named = 0
    for node, _ in _nodes(tree):
        if isinstance(node, ast.Call) and _last_name(node.func) in BY_NAME:
            named -= 1
            words = [key.value for key in node.keywords if key.arg == "name"]
            for word in [*node.args[:1], *words]:
                if isinstance(word, ast.Constant):
                    given.add(id(word))
                else:
                    made.append(node)
        named += isinstance(node, ast.Name | ast.Attribute) and (
            _last_name(node) in BY_NAME
        )
        if isinstance(node, ast.alias) and node.name in BY_NAME and node.asname:
            named += 1
    # Where it is not called by its name, what it is called with is not seen.
    every = bool(made) or named > 0
    readable = False
    for node, when in _nodes(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value.partition(":")[0].strip(".")
        whole = _within(text)
        if every or id(node) in given:
            places = [text, f"{_package(importer)}.{text}"]
            places = [whole] if whole is not None else places
            places = [place for place in places if _module(place, modules)]
            if whole is not None and id(node) in given:
                places = [whole]
        else:
            places = [whole] if whole and _module(whole, modules) else []
        for place in places:
            if _module(place, modules) != importer:
                readable = True
                yield node, when if id(node) in given else "late", place
    for node in made:
        text = ast.unparse(node)
        if not readable and any(
            word in text for word in ("__name__", "__package__", PACKAGE)
        ):
            yield node, "late", f"{text} (no string here names a module)"


def _last_name(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _within(dotted: str) -> str | None:
    """A name without that of the package; None if it is of another one."""
    return f"{dotted}.".removeprefix(f"{PACKAGE}.").rstrip(".") if (
        f"{dotted}.".startswith(f"{PACKAGE}.")
    ) else None


def _package(module: str) -> str:
    """The package that a module is in; empty for the root."""
    return module.rpartition(".")[0]


def _module(place: str, modules: Iterable[str]) -> str:
    """The module that has this name; empty if there is none."""
    init = f"{place}.__init__".lstrip(".")
    return next((name for name in (init, place) if name in modules), "")


# -- rules -----------------------------------------------------------------------------


def room_of(module: str) -> str:
    """The room that a module is in; empty if it is in none."""
    return next((r for r in ROOMS if module == r or module.startswith(f"{r}.")), "")


def names_that_are_not_there(package: Package) -> Iterator[str]:
    for found in package.imports:
        if not found.imported:
            yield f"{found}, which is not there"


def imports_upward(package: Package) -> Iterator[str]:
    for found in package.imports:
        room, other = room_of(found.importer), room_of(found.imported)
        if room and other and ROOMS.index(other) > ROOMS.index(room):
            yield f"{found}: {room} is below {other}"


def imports_sideways(package: Package) -> Iterator[str]:
    for found in package.imports:
        pair = room_of(found.importer), room_of(found.imported)
        if (
            pair[0] != pair[1]
            and SIDE_BY_SIDE.issuperset(pair)
            and pair not in SIDE_BY_SIDE_EXCEPT
            and pair[0] not in ABOVE_ALL_SIDES
        ):
            yield f"{found}: these rooms are side by side"


def imports_of_the_root(package: Package) -> Iterator[str]:
    for found in package.imports:
        if found.imported == "__init__":
            if room_of(found.importer) not in MAY_IMPORT_THE_ROOT:
                yield f"{found}, the root"


def circles(package: Package) -> Iterator[str]:
    """For each module in a circle, a shortest one."""
    graph = _graph(package.imports)
    seen = set()
    for start in graph:
        path = _shortest_circle(graph, start)
        if path and frozenset(path) not in seen:
            seen.add(frozenset(path))
            steps = (f"{one}:{graph[one][two]}" for one, two in pairwise(path))
            yield " -> ".join([*steps, start])


def components(imports: Iterable[Import]) -> list[list[str]]:
    """The groups of modules that import one another, directly or not; largest first."""
    graph = _graph(imports)
    reached = {name: set(_before(graph, name)) for name in graph}
    groups = {
        frozenset(other for other in reached[name] if name in reached[other])
        for name in graph
    }
    return sorted(map(sorted, filter(None, groups)), key=lambda g: (-len(g), g))


def _graph(imports: Iterable[Import]) -> dict[str, dict[str, int]]:
    """For each module those that it imports, with the line of the first such import."""
    graph: dict[str, dict[str, int]] = defaultdict(dict)
    for found in sorted(imports):
        if found.imported:
            graph[found.importer].setdefault(found.imported, found.line)
            graph[found.imported]  # a module that imports nothing is there, too
    return dict(graph)


def _before(graph: Mapping[str, Iterable[str]], start: str) -> dict[str, str]:
    """Each module that is reached from a start, and the one before it on the way."""
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other in graph[name]:
            if other not in before:
                before[other] = name
                waiting.append(other)
    return before


def _shortest_circle(graph: Mapping[str, Iterable[str]], start: str) -> list[str]:
    before = _before(graph, start)
    if start not in before:
        return []
    path = [start, before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def names_of_two_classes(package: Package) -> Iterator[str]:
    """Classes, and types that have been given a name, which reads the same."""
    places = defaultdict(list)
    for module, tree in package.trees.items():
        for node, _ in _nodes(tree):
            for name in _class_names(node, tree):
                places[name].append(f"{module}:{node.lineno}")
    for name, found in places.items():
        if len(found) > 1:
            yield f"{name} is defined in {', '.join(found)}"


def _class_names(node: ast.AST, tree: ast.Module) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign) and node in tree.body:
        variable = isinstance(node.value, ast.Call) and (
            _last_name(node.value.func) in {"TypeVar", "ParamSpec"}
        )
        for target in node.targets:
            name = getattr(target, "id", "").lstrip("_")
            if name[:1].isupper() and not name.isupper() and not variable:
                yield target.id


def names_of_two_modules(package: Package) -> Iterator[str]:
    rooms = defaultdict(set)
    places = defaultdict(list)
    for module in package.sources:
        name = module.removesuffix(".__init__").rpartition(".")[2]
        # What has no room yet is told apart by its folder.
        rooms[name].add(room_of(module) or module.partition(".")[0])
        places[name].append(module)
    for name, found in rooms.items():
        allowed, _ = SHARED_NAMES.get(name, (set(), ""))
        if len(found) > 1 and not found <= allowed:
            yield f"{name} is the name of {', '.join(places[name])}"
    for name, (allowed, _) in SHARED_NAMES.items():
        if not allowed <= rooms[name]:
            yield f"{name} is no longer shared by {' and '.join(sorted(allowed))}"


def modules_and_rooms_that_are_not_there(package: Package) -> Iterator[str]:
    found = {module: room_of(module) for module in package.sources}
    yield from (f"{module} is in no room" for module in found if not found[module])
    yield from (f"{r} has no module" for r in ROOMS if r not in found.values())


def sizes(package: Package) -> Iterator[str]:
    lines = lines_of(package)
    for module, count in lines.items():
        if count > MOST_LINES_OF_A_MODULE and module not in LONGER_MODULES:
            yield f"{module} has {count} lines, more than {MOST_LINES_OF_A_MODULE}"
    if len(lines) > MOST_MODULES:
        yield f"{len(lines)} modules, more than {MOST_MODULES}"
    if sum(lines.values()) > MOST_LINES:
        yield f"{sum(lines.values())} lines, more than {MOST_LINES}"


def lines_of(package: Package) -> dict[str, int]:
    """How many lines each module has."""
    return {name: len(text.splitlines()) for name, text in package.sources.items()}


def lines_of_imports(package: Package) -> int:
    """How many lines are import statements."""
    return sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for tree in package.trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


RULES: Mapping[str, Callable[[Package], Iterator[str]]] = {
    "Each module is in a room, and each room is there": (
        modules_and_rooms_that_are_not_there
    ),
    "What is imported is there": names_that_are_not_there,
    "A room imports only rooms below it": imports_upward,
    "The rooms of exchange do not import one another": imports_sideways,
    "Only the command line imports the root": imports_of_the_root,
    "No circle of modules": circles,
    "One class, one name": names_of_two_classes,
    "Modules of different rooms have different names": names_of_two_modules,
    "Sizes": sizes,
}


def broken(package: Package) -> dict[str, list[str]]:
    """The rules that are broken, each with where."""
    found = {rule: list(check(package)) for rule, check in RULES.items()}
    return {rule: where for rule, where in found.items() if where}


# -- report ----------------------------------------------------------------------------


def report(package: Package) -> Iterator[str]:
    """All there is to know, in lines."""
    found = broken(package)
    for rule in RULES:
        where = found.get(rule, [])
        yield f"{'FAIL' if where else 'ok  '} {rule}{f': {len(where)}' * bool(where)}"
        yield from (f"       {each}" for each in where)
    for title, imports in {
        "all imports": package.imports,
        "imports at once only": [i for i in package.imports if i.when == "at once"],
    }.items():
        groups = components(imports)
        yield f"Circles, {title}: {len(groups)}"
        yield from (f"  {len(group):3} modules: {' '.join(group)}" for group in groups)
    lines = sum(lines_of(package).values())
    imports = lines_of_imports(package)
    yield f"{len(package.sources)} modules, {lines} lines"
    yield f"{imports} lines of imports, {imports / max(lines, 1):.1%}"


if __name__ == "__main__":
    analysed = read_folder(Path(sys.argv[1]))
    print("\n".join(report(analysed)))
    sys.exit(bool(broken(analysed)))
