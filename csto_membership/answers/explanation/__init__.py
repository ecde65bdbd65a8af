"""Explanations of why a state was, or was not, a member on a day."""
