"""Lexicons as data: one TSV a lexicon, read by `pipeline.french.lexicons`."""
