"""Numeric claims: casualty figures and percentages."""
