"""Other people's data sets of alliance membership, read as ordinary alliances.

You download the file; the package contains no part of it. A reader returns an `Alliance`
that answers every question, and that `csto.compare` can compare with the record. Each
reader says which days its data set means. What the file leaves open stays uncertain.
"""

from csto_membership.exchange.datasets.by_member import (
    atop_alliances,
    cow_alliances,
    read_atop,
    read_cow,
)
from csto_membership.exchange.datasets.coded import ExitDay, Listed
from csto_membership.exchange.datasets.igo import igo_organizations, read_igo

__all__ = [
    "ExitDay",
    "Listed",
    "atop_alliances",
    "cow_alliances",
    "igo_organizations",
    "read_atop",
    "read_cow",
    "read_igo",
]
