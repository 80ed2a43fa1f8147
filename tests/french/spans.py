"""Mentions of a Doc given by hand."""

from spacy.tokens import Doc
from spacy.util import filter_spans


def set_mentions(doc: Doc, mentions: str) -> None:
    """Make every occurrence of the mentions an entity: « PER Jean Roy; LOC Brivel »."""
    text, spans = doc.text, []
    for item in filter(None, (part.strip() for part in mentions.split(";"))):
        label, _, name = item.partition(" ")
        at = text.find(name)
        assert at >= 0, f"{name!r} is not in the text"
        while at >= 0:
            spans.append(doc.char_span(at, at + len(name), label, alignment_mode="expand"))
            at = text.find(name, at + 1)
    doc.ents = filter_spans(spans)
