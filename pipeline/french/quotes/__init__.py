"""Quotes: quotation marks, cues, content spans, sources as written."""
