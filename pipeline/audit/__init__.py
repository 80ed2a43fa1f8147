"""Auditing: which rows to look at first."""
