"""The version of the code, and that of the facts, which change apart from it."""

__all__ = ["__version__", "facts_version"]

__version__ = "0.1.0"
facts_version = "2026.2"
"""The version of the facts, which change apart from the code."""
