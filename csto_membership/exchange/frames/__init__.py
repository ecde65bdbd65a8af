"""Membership as new columns of a data frame."""
