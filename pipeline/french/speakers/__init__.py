"""Speakers: who the source of a quote is, by names, pronouns and descriptions."""
