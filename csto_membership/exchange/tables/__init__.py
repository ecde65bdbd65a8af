"""Panels, pairs, spells and answers as tables, and as CSV."""
