"""Answers about answers: why, who says so, who says otherwise, and what was known.

Nothing is imported here: each module is, when an alliance is asked for what it makes.
"""
