"""Labelled sets of days as pictures. It knows days, and nothing of treaties."""
