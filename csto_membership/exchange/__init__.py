"""To and from other people's tools: panels, spells, and tables that go out as CSV.

Nothing here is imported with the package; ask for it where it is needed.

Examples:
    >>> from csto_membership.exchange import dyad_years
    >>> dyad_years("csto", during="1999").count
    66
"""

from csto_membership.exchange.frames.annotate import annotate
from csto_membership.exchange.package.datapackage import read_package, write_package
from csto_membership.exchange.tables.columns import Column
from csto_membership.exchange.tables.dyads import dyad_years
from csto_membership.exchange.tables.panel import state_months, state_years
from csto_membership.exchange.tables.spell_rows import spells
from csto_membership.exchange.tables.table import Table

__all__ = [
    "Column",
    "Table",
    "annotate",
    "dyad_years",
    "read_package",
    "spells",
    "state_months",
    "state_years",
    "write_package",
]
