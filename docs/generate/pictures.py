"""The pictures that pages show before anybody has run their code."""

from collections.abc import Iterator

import csto_membership as cm


def make() -> Iterator[tuple[str, str]]:
    """Draw what `csto.chart()` draws in the tutorial."""
    yield "assets/csto.svg", cm.load("csto").chart().svg
