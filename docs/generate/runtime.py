"""What live Python runs on: the runtime, and this package with what it needs.

The runtime is fetched by `npm ci --prefix docs/live`. Without it the site is whole all
the same, and says where live Python would be that it is not in this build.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[2]
LIVE = PROJECT / "docs/live"
RUNTIME = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
LEFT_OUT = {"tzdata"}  # dateutil asks for time zones only where a time has one


def make(
    fetched: Path = LIVE / "node_modules/pyodide",
) -> Iterator[tuple[str, str | bytes]]:
    """Make the files that live Python needs, and say how large they are together."""
    files: dict[str, bytes] = {}
    if fetched.is_dir():
        files = {name: (fetched / name).read_bytes() for name in RUNTIME}
        files["packages.zip"] = _zipped(dict(_packages()))
    megabytes = round(sum(map(len, files.values())) / 1e6)
    yield "assets/live.json", json.dumps({"megabytes": megabytes})
    for name, content in files.items():
        yield f"assets/pyodide/{name}", content


def _packages() -> Iterator[tuple[str, Path]]:
    """Each file of this package and of what it needs, by its place on Python's path."""
    yield "cell.py", LIVE / "cell.py"
    for path in (PROJECT / "csto_membership").rglob("*"):
        yield str(path.relative_to(PROJECT)), path
    for name in _needed("csto-membership") - LEFT_OUT:
        for file in distribution(name).files or ():
            yield str(file), Path(str(file.locate()))


def _needed(name: str) -> set[str]:
    """The names of what a distribution needs at run time, and of what that needs."""
    wanted = map(Requirement, distribution(name).requires or ())
    names = {
        each.name
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }
    return names.union(*map(_needed, names))


def _zipped(paths: dict[str, Path]) -> bytes:
    """A zip of the files; the same files make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, path in sorted(paths.items()):
            if not path.is_file() or "__pycache__" in place or place.startswith(".."):
                continue
            if path.suffix in {".so", ".pyd"}:
                message = f"{place} is compiled; in the page only pure Python runs"
                raise ValueError(message)
            entry = zipfile.ZipInfo(place)  # of 1980-01-01
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
