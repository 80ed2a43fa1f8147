"""Texts to Docs and quotes for the tests of the quote rules; the model is loaded once."""

from functools import cache

from spacy.tokens import Doc

from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.french.docs import blank_vocab, build_doc, set_entities
from pipeline.french.layout import laid_out
from pipeline.french.quotes.quotes import attributed
from pipeline.french.records import Quote

Found = tuple[str, str, str | None, str | None]


@cache
def _engines() -> tuple[SpacyTokenizer, SpacyRecogniser]:
    return SpacyTokenizer(), SpacyRecogniser()


@cache
def analysed(text: str) -> Doc:
    """The text as the quote rules get it from the stages."""
    tokenizer, recogniser = _engines()
    tokens = tokenizer.analyse([laid_out(text)])[0].tokens
    doc = build_doc(blank_vocab(), text, tokens)
    spans = recogniser.recognise([laid_out(text)], [tokens])[0]
    set_entities(doc, [(start, end, label, "") for start, end, label in spans])
    return doc


def quotes_of(text: str) -> list[Quote]:
    """The quotes with their sources as written."""
    return attributed(analysed(text))


def shown(text: str, quotes: list[Quote]) -> list[Found]:
    """Type, content, cue and source of the quotes that are not negated."""

    def part(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [
        (q.type, text[q.start : q.end], part(q.cue), part(q.speaker))
        for q in quotes
        if not q.negated
    ]


def found(text: str) -> list[Found]:
    """`shown` for the quotes of a text."""
    return shown(text, quotes_of(text))
