"""To and from other people's tools."""
