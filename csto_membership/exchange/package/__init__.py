"""Data packages: the record as CSV files that describe themselves."""
