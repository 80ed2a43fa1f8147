"""Figures over the corpus: which claims speak of the same thing, and how they differ."""
