"""A record in and out of files."""
