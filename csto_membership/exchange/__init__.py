"""To and from other people's tools."""

from csto_membership.exchange.frames import annotate

__all__ = ["annotate"]
