"""Labelled sets of days as pictures. This room knows days and no treaties."""
