"""Attributed quotes."""

from spacy.tokens import Doc

from pipeline.french.records import Quote


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotes of a document, sorted by offsets."""
    return []
