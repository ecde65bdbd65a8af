"""The rooms of the package: who imports whom, and which rules that breaks.

Needs only the source text, so that it also works on a package that cannot be imported:

    python tests/rooms.py csto_membership
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from doctest import DocTestParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

PACKAGE = "csto_membership"

# From the bottom to the top: a room imports only itself and rooms before it. A room is a
# folder or one module; modules are named without the name of the package, and a
# package's own module by its `__init__`.
ROOMS = (
    "text_files",
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
    "leaving",
    "exchange.series",
    "exchange.counts",
    "exchange.obligations",
    "exchange.tables",
    "exchange.frames",
    "exchange.package",
    "exchange.datasets",
    "exchange.postgresql",
    "exchange.__init__",
    "evidence",
    "__init__",
    "cli",
    "__main__",
)
# None of these imports another, except as in the second line.
SIDE_BY_SIDE = {
    f"exchange.{name}" for name in ("tables", "frames", "package", "datasets")
}
SIDE_BY_SIDE_EXCEPT = {("exchange.package", "exchange.tables")}

MAY_IMPORT_THE_ROOT = ("cli", "__main__")

# Names that modules of different rooms share: in which rooms, and for which concept.
SHARED_NAMES = {
    "checks": ({"files", "answers"}, "what `check` looks for in an alliance's file"),
    "citation": ({"record", "answers"}, "how to cite: a source, an answer"),
}

MOST_LINES_OF_A_MODULE = 450
LONGER_MODULES = {"days.dayset", "errors"}
MOST_MODULES = 124
MOST_LINES = 27_850  # to come down

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


def _imports(importer: str, trees: Mapping[str, ast.Module]) -> Iterator[Import]:
    """What a module imports of the package, in every way an import can be written."""
    for node, when in _nodes(trees[importer]):
        if isinstance(node, ast.Import):
            for place in _imported_whole(node):
                yield from _import(importer, node.lineno, place, when, trees)
        elif isinstance(node, ast.ImportFrom):
            for place in _imported_from(node, importer, trees):
                yield from _import(importer, node.lineno, place, when, trees)
    for line, when, place in _imported_by_name(importer, trees):
        yield from _import(importer, line, place, when, trees)


def _import(
    importer: str, line: int, place: str, when: str, modules: Container[str]
) -> Iterator[Import]:
    """One import, and those that Python makes of it: the packages around the module.

    Packages around the importer are left out, since they have begun to run before it.
    If they were counted, any package whose `__init__` imports its modules would be a
    circle as soon as one of these imports another.
    """
    yield Import(importer, line, place, _module(place, modules), when)
    for around in _packages_around(place):
        init = f"{around}.__init__"
        if init in modules and not importer.startswith(f"{around}."):
            yield Import(importer, line, around, init, when)


def _imported_whole(node: ast.Import) -> Iterator[str]:
    for alias in node.names:
        place = _within(alias.name)
        if place is not None:
            yield place
            if not alias.asname:
                yield ""  # `import a.b` brings the name `a`


def _imported_from(
    node: ast.ImportFrom, importer: str, modules: Container[str]
) -> Iterator[str]:
    base = _within(node.module or "")
    if node.level:
        package = [PACKAGE, *filter(None, _package(importer).split("."))]
        above = package[: len(package) - node.level + 1]
        base = _within(".".join(filter(None, [*above, node.module])))
    for alias in node.names if base is not None else ():
        inner = f"{base}.{alias.name}".lstrip(".")
        yield inner if _module(inner, modules) else base or ""


def _imported_by_name(
    importer: str, trees: Mapping[str, ast.Module]
) -> Iterator[tuple[int, str, str]]:
    """The line, the time and the place of each import by a string.

    A string that is the whole name of a module counts wherever it is. The one that is
    given to `import_module` may also be relative. If none is given, but one is made at
    run time or the function is passed on, any string of the module may be the one.
    """
    nodes = list(_nodes(trees[importer]))
    calls = [node for node, _ in nodes if isinstance(node, ast.Call)]
    calls = [call for call in calls if _last_name(call.func) in BY_NAME]
    given = {
        id(word): word
        for call in calls
        for word in [
            *call.args[:1],
            *(k.value for k in call.keywords if k.arg == "name"),
        ]
    }
    made = [word for word in given.values() if not isinstance(word, ast.Constant)]
    called = {id(call.func) for call in calls}
    passed_on = any(
        (_last_name(node) in BY_NAME and id(node) not in called)
        or (isinstance(node, ast.alias) and node.name in BY_NAME and node.asname)
        for node, _ in nodes
    )
    found = False
    for node, when in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text, sure = node.value.partition(":")[0], id(node) in given
            relative = text.startswith(".") if sure else bool(made) or passed_on
            for place in _places(text, importer, trees, relative=relative, sure=sure):
                found = True
                yield node.lineno, when if sure else "late", place
    for word in made:
        text = ast.unparse(word)
        if not found and any(
            name in text for name in (PACKAGE, "__name__", "__package__")
        ):
            yield word.lineno, "late", f"{text}, made at run time"


def _places(
    text: str, importer: str, modules: Container[str], *, relative: bool, sure: bool
) -> Iterator[str]:
    """The modules that a string may name.

    Args:
        text: The string.
        importer: The module in which it is.
        modules: All modules.
        relative: It may also be a name without that of the package, or with dots.
        sure: It is surely imported, so that a name without a module is one, too.
    """
    name = text.strip(".")
    whole = _within(name)
    tried: list[str] = []
    if whole is not None and (whole or sure or (relative and text == PACKAGE)):
        tried = [whole]
    elif whole is None and relative and (name or sure):
        tried = [f"{each}.{name}".lstrip(".") for each in _packages_around(importer)]
        tried = [name, *tried]
    there = [place for place in tried if _module(place, modules) not in ("", importer)]
    yield from there or (tried[:1] if sure else ())


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """All nodes, in order, with when they run."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "at once")]
    while waiting:
        node, when = waiting.pop()
        yield node, when
        typed: list[ast.stmt] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            when = "late"
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            typed = node.body
        inner = [
            (child, "for types" if child in typed else when)
            for child in ast.iter_child_nodes(node)
        ]
        waiting += reversed(inner)


def _last_name(node: ast.AST) -> str:
    """`b` for `a.b` and for `b`."""
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _within(dotted: str) -> str | None:
    """A name without that of the package; None if it is of another one."""
    first, _, rest = dotted.partition(".")
    return rest if first == PACKAGE else None


def _package(module: str) -> str:
    """The package that a module is in; empty for the root."""
    return module.rpartition(".")[0]


def _packages_around(module: str) -> list[str]:
    """The packages that a module is in, without the root."""
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def _module(place: str, modules: Container[str]) -> str:
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
        room, other = room_of(found.importer), room_of(found.imported)
        beside = {room, other} <= SIDE_BY_SIDE and room != other
        if beside and (room, other) not in SIDE_BY_SIDE_EXCEPT:
            yield f"{found}: {room} is beside {other}"


def imports_of_the_root(package: Package) -> Iterator[str]:
    for found in package.imports:
        allowed = room_of(found.importer) in MAY_IMPORT_THE_ROOT
        if found.imported == "__init__" and not allowed:
            yield f"{found}, the root"


def circles(package: Package) -> Iterator[str]:
    """For each module in a circle, a shortest one."""
    graph = graph_of(package.imports)
    seen = set()
    for start in sorted(graph):
        path = _shortest_circle(graph, start)
        if path and frozenset(path) not in seen:
            seen.add(frozenset(path))
            steps = (f"{one}:{graph[one][two]}" for one, two in pairwise(path))
            yield " -> ".join([*steps, start])


def components(imports: Iterable[Import]) -> list[list[str]]:
    """The groups of modules that import one another, directly or not; largest first."""
    graph = graph_of(imports)
    reached = {name: set(reached_from(graph, name)) for name in graph}
    groups = {
        frozenset(other for other in reached[name] if name in reached[other])
        for name in graph
    }
    return sorted(map(sorted, filter(None, groups)), key=lambda g: (-len(g), g))


def graph_of(imports: Iterable[Import]) -> dict[str, dict[str, int]]:
    """For each module those that it imports, with the line of the first such import."""
    graph: dict[str, dict[str, int]] = defaultdict(dict)
    for found in sorted(imports):
        if found.imported:
            graph[found.importer].setdefault(found.imported, found.line)
            graph[found.imported]  # a module that imports nothing is there, too
    return dict(graph)


def reached_from(graph: Mapping[str, Iterable[str]], start: str) -> dict[str, str]:
    """Each module that is reached from a start, and the one before it on the way."""
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other in graph.get(name, ()):
            if other not in before:
                before[other] = name
                waiting.append(other)
    return before


def _shortest_circle(graph: Mapping[str, Iterable[str]], start: str) -> list[str]:
    before = reached_from(graph, start)
    if start not in before:
        return []
    path = [start, before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def names_of_two_classes(package: Package) -> Iterator[str]:
    places = defaultdict(list)
    for module, tree in package.trees.items():
        for name, line in [*_classes(tree), *_named_types(tree)]:
            places[name].append(f"{module}:{line}")
    for name, found in places.items():
        if len(found) > 1:
            yield f"{name} is defined in {', '.join(found)}"


def _classes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, node.lineno


def _named_types(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Types such as `Days = tuple[date, ...]`, which a reader takes for classes."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            made = node.value.func if isinstance(node.value, ast.Call) else node
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in map(_last_name, targets):
                type_like = name.lstrip("_")[:1].isupper() and not name.isupper()
                if type_like and _last_name(made) not in {"TypeVar", "ParamSpec"}:
                    yield name, node.lineno


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
    """How many lines each module has, without the examples of its docstrings.

    Every public method has an example: that is no reason to split a module.
    """
    return {
        name: len(text.splitlines()) - lines_of_examples(package.trees[name])
        for name, text in package.sources.items()
    }


def lines_of_examples(tree: ast.Module) -> int:
    """How many lines of docstrings are examples that run, with what they print."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return sum(
        len(f"{example.source}{example.want}".splitlines())
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for example in DocTestParser().get_examples(ast.get_docstring(node) or "")
    )


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
    of_imports = lines_of_imports(package)
    yield f"{len(package.sources)} modules, {lines} lines"
    yield f"{of_imports} lines of imports, {of_imports / max(lines, 1):.1%}"


if __name__ == "__main__":
    analysed = read_folder(Path(sys.argv[1]))
    print(*report(analysed), sep="\n")  # noqa: T201 - a script, too
    sys.exit(bool(broken(analysed)))
