"""Datelines: place, outlet and date at the head of an article."""
