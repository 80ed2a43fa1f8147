"""Dates and other time expressions, for everybody: the calendar, dates in raw text, in words."""
