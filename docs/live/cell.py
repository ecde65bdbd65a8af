"""A cell of live Python: run it as Python's own prompt would, and tell what to show.

The page runs this in the browser, and the tests run it to hold what the page shows.
"""

import ast
import io
import linecache
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from itertools import groupby
from operator import itemgetter

LIMIT = 100_000
"""How many characters a cell may print: an endless loop can print too."""


def run(source: str, name: str, names: dict[str, object]) -> list[tuple[str, str]]:
    """Run a cell and tell what it shows: pairs of a kind and a content, in order.

    The kinds are `text`, `svg`, `html`, `error` and `note`. The value of each expression
    is shown, as at the prompt; as a picture, where it has one.

    Args:
        source: What stands in the cell.
        name: What to call the cell in a traceback; it starts with `cell`.
        names: The variables, which all cells of a page share.
    """
    shown = _Shown()
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    with _showing(shown):
        try:
            tree = ast.Interactive(ast.parse(source, name).body)
            exec(compile(tree, name, "single"), names)  # noqa: S102 - what a cell is for
        except _FullError:
            shown.parts.append(("note", f"Cut off here, after {LIMIT:,} characters."))
        except BaseException as error:  # noqa: BLE001 - exit() ends the cell, not Python
            shown.parts.append(("error", _told(error)))
    return [
        (kind, "".join(content for _, content in parts))
        for kind, parts in groupby(shown.parts, key=itemgetter(0))
    ]


class _FullError(BaseException):
    """Ends a cell that prints too much; an `except Exception` does not catch it."""


class _Shown(io.TextIOBase):
    """What a cell has shown so far."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self._room = LIMIT

    def write(self, text: str) -> int:
        """Print, as long as there is room."""
        if self._room > 0:
            self.parts.append(("text", text[: self._room]))
        self._room -= len(text)
        if self._room < 0:
            raise _FullError
        return len(text)

    def show(self, value: object) -> None:
        """Show the value of an expression."""
        for kind in ("svg", "html"):
            draw = getattr(value, f"_repr_{kind}_", None)
            if draw is not None and not isinstance(value, type):
                self.parts.append((kind, draw()))
                return
        if value is not None:
            self.write(f"{value!r}\n")

    def warn(self, message: object, category: type[Warning], *_: object) -> None:
        """Show a warning in a line, without the line of code that caused it."""
        self.write(f"{category.__name__}: {message}\n")


@contextmanager
def _showing(shown: _Shown) -> Iterator[None]:
    """Have all that is printed, warned of and evaluated come to one place."""
    before = sys.displayhook
    with redirect_stdout(shown), redirect_stderr(shown), warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = shown.warn
        sys.displayhook = shown.show
        try:
            yield
        finally:
            sys.displayhook = before


def _told(error: BaseException) -> str:
    """Tell an error by the lines of the cells, not by those of the packages."""
    told = traceback.TracebackException.from_exception(error)
    stack = traceback.StackSummary.from_list(
        (frame.filename, frame.lineno, frame.name, frame.line)  # without its columns
        for frame in told.stack
        if frame.filename.startswith("cell")
    )
    return "".join([*stack.format(), *told.format_exception_only()])
