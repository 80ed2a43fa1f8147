"""Stanza as the engine: text to the same tokens and mentions as spaCy's.

Sentences are ours, as with spaCy, and are set between Stanza's tokenizer and its tagger. What
Stanza takes for a contraction (« du »: de + le) is one token of the tables, with the tag, lemma and
relation of the word that joins it to the sentence, and the features of both.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.backends.analysis import Analysis, Sentence, Span, address_pos, part
from pipeline.backends.stanza_models import (
    ANALYSIS,
    FETCH,
    LANGUAGE,
    RECOGNITION,
    check_models,
    resolved_device,
)
from pipeline.errors import ModelError
from pipeline.french.addresses import find_addresses, whole_addresses
from pipeline.french.blocks import Block, LaidOut, model_text
from pipeline.french.records import LABELS
from pipeline.french.sentences import sentence_starts
from pipeline.french.tokens import Tokens

# What goes through the models at once, at most: it bounds memory on long texts. Part of what the
# result is computed from: floating point sums depend on it.
MAX_PIECE = 2_000  # characters of a block that the tokenizer sees as one paragraph
MAX_SENTENCE = 250  # tokens of a sentence that the models see
MAX_WORD = 100  # characters of a word that they see
BATCH_CHARACTERS = 100_000
BATCH_TOKENS = 20_000
# Of each model's own batches, in its own unit (sentences; words for the parser and the lemmatizer).
_BATCH_SIZES = {"mwt": 100, "pos": 100, "lemma": 250, "depparse": 5_000, "ner": 64}
_GPU_FACTOR = 4


@cache
def _pipeline(folder: Path, processors: tuple[str, ...], device: str) -> Any:
    """A pipeline of Stanza's, loaded once a process, from disk alone.

    Raises ModelError where Stanza, its models or the wanted device are missing.
    """
    where = resolved_device(device)
    check_models(folder)
    import stanza
    import torch

    # One thread a process: the workers share the processors, and more threads could change the
    # order of sums, and so the last digits.
    torch.set_num_threads(1)
    factor = 1 if where == "cpu" else _GPU_FACTOR
    batches = {f"{name}_batch_size": factor * size for name, size in _BATCH_SIZES.items()}
    try:
        return stanza.Pipeline(
            LANGUAGE,
            dir=str(folder),
            processors=",".join(processors),
            download_method=None,
            device=where,
            logging_level="ERROR",
            foundation_cache=_shared(),
            tokenize_no_ssplit=True,
            tokenize_pretokenized="mwt" not in processors,
            **batches,
        )
    except Exception as error:  # a missing or damaged file gives errors of a dozen kinds
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        raise ModelError(
            f"{folder}: a French model is missing or damaged ({reason}). Run `{FETCH}`, or train "
            "them again if they are your own."
        ) from error


@cache
def _shared() -> Any:
    """The store of word vectors and language models, which several of the models share."""
    from stanza.models.common.foundation_cache import FoundationCache

    return FoundationCache(local_files_only=True)


@dataclass(slots=True)
class _Piece:
    """A stretch of a block that the tokenizer sees as one paragraph, and what it finds there."""

    document: int
    block: Block
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    contracted: list[bool] = field(default_factory=list)

    def take(self, text: str, tokens: Iterable[Any], shift: int) -> None:
        """Take Stanza's tokens, parted where they hold marks or white space.

        What they leave out (it takes control characters for spaces) becomes tokens too.
        """
        at = self.start
        for token in tokens:
            start, end = token.start_char + shift, token.end_char + shift
            self._add(part(text, at, start))
            self._add(part(text, start, end), contraction="MWT=Yes" in (token.misc or ""))
            at = end
        self._add(part(text, at, self.end))
        self._keep_whole(find_addresses(text[self.start : self.end]))

    def _keep_whole(self, addresses: list[tuple[int, int]]) -> None:
        """Make one token of each address, given by its offsets in the piece."""
        if addresses:
            marked = zip(self.spans, self.contracted, strict=True)
            contracted = {span for span, mark in marked if mark}
            found = [(self.start + a, self.start + b) for a, b in addresses]
            self.spans = whole_addresses(self.spans, found)
            self.contracted = [span in contracted for span in self.spans]

    def _add(self, parts: list[tuple[int, int]], contraction: bool = False) -> None:
        self.spans += parts
        self.contracted += [contraction and len(parts) == 1] * len(parts)


@dataclass(slots=True)
class _Unit:
    """A sentence on its way: its tokens' offsets, and which of them are contractions."""

    document: int
    block: Block
    spans: list[tuple[int, int]]
    contracted: list[bool]


class StanzaTokenizer:
    """Stanza's tokenizer, expander, tagger, lemmatizer and parser, with our sentence boundaries.

    `folder` holds the models, `device` is auto, cpu or gpu. Raises ModelError if they are missing.
    """

    def __init__(self, folder: Path, device: str = "auto") -> None:
        self._stanza = _pipeline(folder, ANALYSIS, device)

    def analyse(self, texts: Sequence[LaidOut]) -> list[Analysis]:
        """Tokens and sentences of each text, in order; offsets are those of the text."""
        analyses = [Analysis([], Tokens()) for _ in texts]
        shown = [model_text(text) for text in texts]
        units = list(self._units([text.blocks for text in texts], shown))
        for batch in _batches(units, lambda unit: len(unit.spans), BATCH_TOKENS):
            document = self._document(batch, shown)
            for unit, sentence in zip(batch, document.sentences, strict=True):
                append_sentence(
                    analyses[unit.document],
                    unit.block,
                    unit.spans,
                    sentence.tokens,
                    shown[unit.document],
                )
        return analyses

    def _units(self, blocks: Sequence[Sequence[Block]], shown: Sequence[str]) -> Iterator[_Unit]:
        """The sentences of all texts, tokenized, none longer than MAX_SENTENCE."""
        pieces = [
            _Piece(i, block, start, end)
            for i, of_text in enumerate(blocks)
            for block in of_text
            for start, end in _pieces(shown[i], block)
        ]
        for batch in _batches(pieces, lambda piece: piece.end - piece.start, BATCH_CHARACTERS):
            self._tokenize(batch, shown)
        yield from _sentences(pieces, shown)

    def _tokenize(self, pieces: Sequence[_Piece], shown: Sequence[str]) -> None:
        """Give each piece its tokens, as offsets in its document."""
        paragraphs = [shown[piece.document][piece.start : piece.end] for piece in pieces]
        document = self._stanza.processors["tokenize"].process(paragraphs)
        tokens = [token for sentence in document.sentences for token in sentence.tokens]
        starts = [token.start_char for token in tokens]
        at = 0
        for piece, paragraph in zip(pieces, paragraphs, strict=True):
            first, last = bisect_left(starts, at), bisect_left(starts, at + len(paragraph))
            piece.take(shown[piece.document], tokens[first:last], piece.start - at)
            at += len(paragraph) + 2  # Stanza joins paragraphs by an empty line

    def _document(self, units: Sequence[_Unit], shown: Sequence[str]) -> Any:
        """Stanza's document of the sentences, analysed."""
        from stanza.models.common.doc import Document

        sentences = [_entries(unit, shown[unit.document]) for unit in units]
        return self._stanza.process(Document(sentences), processors=list(ANALYSIS[1:]))


class StanzaRecogniser:
    """Stanza's entity recogniser alone, over the tokens of the tables.

    `origin` names the model. Raises ModelError if it is missing.
    """

    def __init__(self, folder: Path, device: str = "auto") -> None:
        self._stanza = _pipeline(folder, ("tokenize", *RECOGNITION), device)
        paths = self._stanza.processors["ner"].model_paths
        self.origin = "stanza_" + "_".join(Path(path).stem for path in paths)

    def recognise(self, texts: Sequence[LaidOut], tokens: Sequence[Tokens]) -> list[list[Span]]:
        """For each text its mentions as (start, end, label), sorted; labels are LABELS."""
        found: list[list[Span]] = [[] for _ in texts]
        shown = [model_text(text) for text in texts]
        stretches = [(i, s) for i, columns in enumerate(tokens) for s in _stretches(columns)]
        # Sentences of one length together: the models pad a batch to its longest.
        stretches.sort(key=lambda item: len(item[1]))
        for batch in _batches(stretches, lambda item: len(item[1]), BATCH_TOKENS):
            words = [_words(shown[i], tokens[i], stretch) for i, stretch in batch]
            document = self._stanza(words)
            for (i, stretch), sentence in zip(batch, document.sentences, strict=True):
                for first, last, label in _entities(token.ner for token in sentence.tokens):
                    start, end = tokens[i].start[stretch[first]], tokens[i].end[stretch[last]]
                    found[i].append((start, end, label))
        return [sorted(spans) for spans in found]


def _words(shown: str, tokens: Tokens, stretch: range) -> list[str]:
    """What the recogniser sees of a stretch of tokens."""
    return [shown[tokens.start[k] : tokens.end[k]][:MAX_WORD] for k in stretch]


def _entities(tags: Iterable[str | None]) -> Iterator[tuple[int, int, str]]:
    """First and last token and label of the entities that BIOES tags tell; labels are LABELS."""
    from stanza.models.ner.utils import decode_from_bioes

    for entity in decode_from_bioes(list(tags)):
        if entity["type"] in LABELS:
            yield entity["start"], entity["end"], entity["type"]


def _stretches(tokens: Tokens) -> Iterator[range]:
    """The sentences of a document as ranges of tokens, none longer than MAX_SENTENCE."""
    first = 0
    while first < len(tokens):
        last = bisect_left(tokens.sent_id, tokens.sent_id[first] + 1, first)
        last = min(last, first + MAX_SENTENCE)
        yield range(first, last)
        first = last


def _pieces(shown: str, block: Block) -> Iterator[tuple[int, int]]:
    """Stretches of a block of at most MAX_PIECE characters; those without any token left out."""
    start = block.start
    while start < block.end:
        end = _cut(shown, start, block.end)
        if shown[start:end].strip():  # not only characters of no width
            yield start, end
        start = end


def _cut(shown: str, start: int, end: int) -> int:
    """Where a piece ends: with its block, or behind a sentence's end, a space, or anywhere."""
    if end - start <= MAX_PIECE:
        return end
    end = start + MAX_PIECE
    terminal = max(shown.rfind(f"{mark} ", start, end) for mark in ".!?…")
    at = terminal + 1 if terminal > start else shown.rfind(" ", start, end)
    return at + 1 if at > start else end


def _sentences(pieces: Sequence[_Piece], shown: Sequence[str]) -> Iterator[_Unit]:
    """The sentences of the pieces of each block, none longer than MAX_SENTENCE."""
    for (document, block), group in groupby(pieces, lambda piece: (piece.document, piece.block)):
        whole = list(group)
        spans = [span for piece in whole for span in piece.spans]
        contracted = [mark for piece in whole for mark in piece.contracted]
        opens = sentence_starts([shown[document][a:b] for a, b in spans])
        first = 0
        for last in range(1, len(spans) + 1):
            if last == len(spans) or opens[last] or last - first == MAX_SENTENCE:
                yield _Unit(document, block, spans[first:last], contracted[first:last])
                first = last


def _entries(unit: _Unit, shown: str) -> list[dict[str, Any]]:
    """A sentence as Stanza's documents are made of: contractions marked, not yet expanded."""
    entries: list[dict[str, Any]] = []
    for (a, b), contracted in zip(unit.spans, unit.contracted, strict=True):
        entries.append({"id": (len(entries) + 1,), "text": shown[a : min(b, a + MAX_WORD)]})
        if contracted:
            entries[-1]["misc"] = "MWT=Yes"
    return entries


def append_sentence(
    analysis: Analysis,
    block: Block,
    spans: Sequence[tuple[int, int]],
    found: Sequence[Any],
    shown: str,
) -> None:
    """Add a sentence: the offsets of its tokens in `shown`, and Stanza's tokens, one for each."""
    tokens, base, sent_id = analysis.tokens, len(analysis.tokens), len(analysis.sentences)
    analysis.sentences.append(Sentence(spans[0][0], spans[-1][1], block.kind, block.paragraph))
    words = [word for token in found for word in token.words]
    home = {word.id: k for k, token in enumerate(found) for word in token.words}
    depths = _depths([word.head for word in words])
    for k, ((a, b), token) in enumerate(zip(spans, found, strict=True)):
        # The word nearest to the root joins a contraction to the sentence: « auquel » hangs by
        # « lequel ». So heads make no circle, whatever the parse.
        word = min(token.words, key=lambda word: depths[word.id - 1])
        root = word.head == 0
        tokens.sent_id.append(sent_id)
        tokens.start.append(a)
        tokens.end.append(b)
        address = address_pos(shown[a:b])
        tokens.lemma.append(shown[a:b] if address else word.lemma or shown[a:b])
        tokens.pos.append(address or word.upos or "X")
        tokens.morph.append("" if address else _features(token))
        tokens.dep.append("ROOT" if root else word.deprel)
        tokens.head.append(base + (k if root else home[word.head]))


def _depths(heads: Sequence[int]) -> list[int]:
    """Arcs from each word to the root; heads are numbers of words, from 1, and 0 for the root."""
    depths = [0, *[-1] * len(heads)]
    for number in range(1, len(depths)):
        way = []
        while depths[number] < 0:
            way.append(number)
            number = heads[number - 1]
        for above, passed in enumerate(reversed(way), depths[number] + 1):
            depths[passed] = above
    return depths[1:]


def _features(token: Any) -> str:
    """The UD features of all words of a token; those of earlier words count first."""
    merged: dict[str, str] = {}
    for word in token.words:
        for feature in (word.feats or "").split("|"):
            name, _, value = feature.partition("=")
            if value:
                merged.setdefault(name, value)
    return "|".join(f"{name}={merged[name]}" for name in sorted(merged))


def _batches(items: Sequence[Any], size: Any, most: int) -> Iterator[list[Any]]:
    """The items in order, in lists whose sizes add up to `most` or that hold one item."""
    batch: list[Any] = []
    total = 0
    for item in items:
        if batch and total + size(item) > most:
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch
