"""Docs from token columns: the analysers run on what the tables hold, without a model."""

from collections.abc import Sequence
from functools import cache

from spacy.language import BaseDefaults
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab, create_vocab

from pipeline.french.records import Chain
from pipeline.french.text import normalise
from pipeline.french.tokens import Tokens, words_and_spaces


@cache
def blank_vocab() -> Vocab:
    """A vocabulary for rebuilt Docs: word shapes and the like, no model; the same for all stages.

    Not `spacy.blank("fr").vocab`: that compiles the French tokenizer's expressions, for seconds.
    """
    return create_vocab("fr", BaseDefaults)


def build_doc(vocab: Vocab, text: str, tokens: Tokens) -> Doc:
    """A Doc whose text is `text`, character for character, with the annotation of `tokens`.

    White space other than one ordinary space, and characters of no width, become tokens with pos
    SPACE, which hang on their left neighbour. Raises ValueError if the tokens leave out any text.
    """
    words, spaces, index = words_and_spaces(text, tokens.start, tokens.end)
    if not index:
        return Doc(vocab, words=words, spaces=spaces)
    size = len(words)
    lemmas, pos, morphs, deps = list(words), ["SPACE"] * size, [""] * size, ["dep"] * size
    heads = [max(i - 1, 0) for i in range(size)]
    for before in range(index[0]):
        heads[before] = index[0]
    for i, at in enumerate(index):
        lemmas[at], pos[at], morphs[at] = tokens.lemma[i], tokens.pos[i], tokens.morph[i]
        deps[at], heads[at] = tokens.dep[i], index[tokens.head[i]]
    if not all(normalise(words[i]).isspace() for i in set(range(size)).difference(index)):
        raise ValueError("the tokens do not cover the text")
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        lemmas=lemmas,
        pos=pos,
        morphs=morphs,
        deps=deps,
        heads=heads,
    )


def set_entities(doc: Doc, mentions: Sequence[tuple[int, int, str, str]]) -> None:
    """Set `doc.ents` from (start, end, label, entity id); of overlapping ones the longest stays.

    A mention that does not fall on token boundaries takes the tokens it touches.
    """
    spans = [
        doc.char_span(start, end, label=label, kb_id=entity_id, alignment_mode="expand")
        for start, end, label, entity_id in mentions
    ]
    doc.ents = tuple(filter_spans([span for span in spans if span is not None]))


def set_chains(doc: Doc, chains: Sequence[Chain]) -> None:
    """Set `doc.ents` and `doc._.depeche_chains` from chains."""
    set_entities(
        doc, [(start, end, c.label, c.entity_id) for c in chains for start, end in c.mentions]
    )
    doc._.depeche_chains = tuple(chains)
