"""The version of the code, and that of the facts, which change apart from it."""

__all__ = ["__version__", "facts_released", "facts_version"]

__version__ = "0.1.0"
facts_version = "2026.2"
"""The version of the facts, which change apart from the code."""
facts_released = "2026-11-30"
"""The day of that version: no record was checked later, and citations give this day."""
