"""Chains of mentions inside a document."""

from spacy.tokens import Doc

from pipeline.french.records import Chain


def find_chains(doc: Doc) -> list[Chain]:
    """Chains over `doc.ents`."""
    return []
