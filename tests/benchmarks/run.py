"""Time the package against the bare limits and its peers: `python run.py [WORK ...]`.

With `--processor` the time of the processor is counted, on all its cores, which other
processes lengthen less than the time on the clock.

One table for each piece of work. A cell is the median over the rounds, and the multiple
of the limit's in the same run; the last column is the exponent with which the time
grows from n = 1000 to n = 100000. Before anything is timed, each answer is compared
with the limit's. The contenders take turns, in another order each round.
"""

from __future__ import annotations

import gc
import math
import platform
import random
import signal
import statistics
import sys
from collections.abc import Callable
from itertools import repeat
from time import perf_counter, process_time
from typing import Any

import peers
from works import WORKS, Contender, Work

import csto_membership as cm

SLOW = 1.0  # seconds from which on two rounds must do
ROUND = 0.02  # seconds that a round of one contender lasts at least

clock = perf_counter

Cells = dict[tuple[str, Any], float | str]


def say(line: str = "") -> None:
    """Write one line at once: a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def capped(seconds: float, call: Callable[[], Any]) -> Any:
    """Call, and raise TimeoutError if that takes too long (where there are alarms)."""

    def ring(*_: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "SIGALRM"):
        return call()
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return call()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def timed(call: Callable[[], Any], times: int) -> float:
    """Seconds that each of so many calls takes, in the mean."""
    start = clock()
    for _ in repeat(None, times):
        call()
    return (clock() - start) / times


def measure(work: Work, size: Any, entrants: list[Contender], cells: Cells) -> None:
    """Check every contender at one size, then time those that pass."""
    ready: list[tuple[Contender, Callable[[], Any], int, list[float]]] = []
    answer: list[Any] = []
    for each in entrants:
        try:
            call = capped(4 * work.cap, each.prepare)
            start = perf_counter()
            result = capped(work.cap, call)
            took = perf_counter() - start
            plain = each.plain and each.plain(result)
        except TimeoutError:
            cells[each.name, size] = f"over {work.cap:.0f} s"
            continue
        except Exception as error:  # noqa: BLE001 - whatever a peer may raise
            cells[each.name, size] = type(error).__name__
            continue
        if each.plain:
            answer = answer or [plain]
            if plain != answer[0]:
                cells[each.name, size] = "wrong answer"
                continue
        ready.append((each, call, max(1, int(ROUND / took)), []))
    for number in range(work.rounds):
        for each, call, times, found in random.sample(ready, len(ready)):
            if number < 2 or found[0] * each.per < SLOW:
                found.append(timed(call, times) / each.per)
    for each, _, _, found in ready:
        cells[each.name, size] = statistics.median(found)


def table(work: Work, rivals: list[peers.Peer]) -> None:
    """Run a piece of work at all its sizes, and print its table."""
    cells: Cells = {}
    names: list[str] = []
    for size in work.sizes:
        entrants = work.contenders(size, rivals)
        names = names or [each.name for each in entrants]
        # Who could not do it for less is not asked for more.
        out = {name for name, _ in cells if str(cells[name, _]).startswith("over")}
        measure(work, size, [e for e in entrants if e.name not in out], cells)
    width = max(map(len, names))
    heads = [f"{size:>22}" for size in work.sizes]
    growth = "  growth" * (100_000 in work.sizes)
    say(" " * width + "".join(heads) + growth)
    for name in names:
        told = [_cell(work, cells, names[0], name, size) for size in work.sizes]
        say(f"{name:<{width}}" + "".join(told) + _growth(cells, name))


def _cell(work: Work, cells: Cells, limit: str, name: str, size: Any) -> str:
    mine, least = cells.get((name, size), "-"), work.limit or cells[limit, size]
    if isinstance(mine, str) or isinstance(least, str):
        return f"{mine:>22}"
    return f"{_seconds(mine):>12} x{mine / least:<8.3g}"


def _growth(cells: Cells, name: str) -> str:
    small, large = cells.get((name, 1_000)), cells.get((name, 100_000))
    if isinstance(small, float) and isinstance(large, float):
        return f"  {math.log(large / small, 100):>6.2f}"
    return ""


def _seconds(value: float) -> str:
    scale, unit = next(
        (s, u)
        for s, u in ((1, "s"), (1e3, "ms"), (1e6, "us"), (1e9, "ns"))
        if value * s >= 1 or u == "ns"
    )
    return f"{value * scale:.3g} {unit}"


def main(asked: list[str]) -> int:
    """Run the pieces of work asked for, or all."""
    global clock  # it is chosen once, before all
    if "--processor" in asked:
        asked, clock = [each for each in asked if each != "--processor"], process_time
    if unknown := set(asked) - set(WORKS):
        say(f"no such work: {', '.join(unknown)}; there are {', '.join(WORKS)}")
        return 2
    random.seed(2026)
    rivals, absent = peers.installed()
    say(
        f"csto_membership {cm.__version__} on {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}; "
        "medians, gc off"
    )
    for line in absent:
        say(line)
    gc.disable()
    for name in asked or WORKS:
        work = WORKS[name]
        say(f"\n{name}: {work.title} (median of {work.rounds}; bound {work.bound})")
        table(work, rivals)
        gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
