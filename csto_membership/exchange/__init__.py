"""To and from other people's tools: panels, spells, and tables that go out as CSV.

Nothing here is imported with the package; ask for it where it is needed.

Examples:
    >>> from csto_membership.exchange import dyad_years
    >>> dyad_years("csto", during="1999").count
    66
"""

import importlib as _importlib
import typing as _typing

if _typing.TYPE_CHECKING:
    from csto_membership.exchange.counts import Counts
    from csto_membership.exchange.frames.annotate import annotate, report
    from csto_membership.exchange.package.reader import read_package
    from csto_membership.exchange.package.sqlite import write_sqlite
    from csto_membership.exchange.package.writer import write_package
    from csto_membership.exchange.postgresql import (
        from_datemultirange,
        to_datemultirange,
    )
    from csto_membership.exchange.tables.departure_rows import departures
    from csto_membership.exchange.tables.panel import (
        dyad_years,
        state_months,
        state_years,
    )
    from csto_membership.exchange.tables.spell_rows import spells
    from csto_membership.exchange.tables.table import Column, Table

__all__ = [
    "Column",
    "Counts",
    "Table",
    "annotate",
    "departures",
    "dyad_years",
    "from_datemultirange",
    "read_package",
    "report",
    "spells",
    "state_months",
    "state_years",
    "to_datemultirange",
    "write_package",
    "write_sqlite",
]

# Each name is imported when it is asked for, since few programs need all of them.
_LATER = {
    "counts": ("Counts",),
    "frames.annotate": ("annotate", "report"),
    "package.reader": ("read_package",),
    "package.sqlite": ("write_sqlite",),
    "package.writer": ("write_package",),
    "postgresql": ("from_datemultirange", "to_datemultirange"),
    "tables.departure_rows": ("departures",),
    "tables.panel": ("dyad_years", "state_months", "state_years"),
    "tables.spell_rows": ("spells",),
    "tables.table": ("Column", "Table"),
}


def __getattr__(name: str) -> _typing.Any:
    for module, names in _LATER.items():
        if name in names:
            return getattr(_importlib.import_module(f"{__name__}.{module}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
