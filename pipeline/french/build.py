"""The nlp objects and the spaCy factories, components in order."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.french.claims.claims import find_claims
from pipeline.french.docs import set_chains
from pipeline.french.layout import blocks_of
from pipeline.french.names.resolve import find_chains
from pipeline.french.quotes.quotes import find_quotes
from pipeline.french.records import register_extensions
from pipeline.french.sentences import set_sentences

Component = Callable[[Doc], Doc]
_ANALYSED = ["token.pos", "token.lemma", "token.morph", "token.dep", "token.head", "doc.sents"]


@Language.factory(
    "depeche_sentences", assigns=["token.is_sent_start", "doc.sents", "doc._.depeche_blocks"]
)
def make_sentences(nlp: Language, name: str) -> Component:
    """Blocks, and sentence boundaries by rule; stands before the parser, which respects them."""
    register_extensions()

    def sentences(doc: Doc) -> Doc:
        return set_sentences(doc, [block.start for block in blocks_of(doc)])

    return sentences


@Language.factory(
    "depeche_entities", requires=["doc.ents"], assigns=["doc.ents", "doc._.depeche_chains"]
)
def make_entities(nlp: Language, name: str) -> Component:
    """Chains of mentions inside the document, over `doc.ents`."""
    register_extensions()

    def resolve(doc: Doc) -> Doc:
        set_chains(doc, find_chains(doc))
        return doc

    return resolve


@Language.factory("depeche_quotes", requires=_ANALYSED, assigns=["doc._.depeche_quotes"])
def make_quotes(nlp: Language, name: str) -> Component:
    """Attributed quotes; uses `doc.ents` and `doc._.depeche_chains` where they are set."""
    register_extensions()

    def quotes(doc: Doc) -> Doc:
        doc._.depeche_quotes = tuple(find_quotes(doc))
        return doc

    return quotes


@Language.factory("depeche_claims", requires=_ANALYSED, assigns=["doc._.depeche_claims"])
def make_claims(nlp: Language, name: str) -> Component:
    """Numeric claims; uses `doc._.depeche_quotes` for their sources where it is set."""
    register_extensions()

    def claims(doc: Doc) -> Doc:
        doc._.depeche_claims = tuple(find_claims(doc))
        return doc

    return claims
