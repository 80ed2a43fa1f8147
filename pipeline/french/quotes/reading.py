"""A Doc as the quote rules read it: words, marks, sentences that marks hold together."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.french.furniture import POINTER, pointer_end
from pipeline.french.layout import BODY, DATELINE, HEADLINE, blocks_of
from pipeline.french.quotes.cue_lexicon import word_set
from pipeline.french.quotes.marks import Marked, outermost, pair_marks
from pipeline.french.records import Offsets
from pipeline.french.text import normalise
from pipeline.french.times import time_ends

QUOTE_MARKS = frozenset("«»‹›“”„‟\"‘’'")
PUNCTUATION = frozenset(".,;:!?…–—-()[]/") | QUOTE_MARKS | {"...", "<<", ">>", "''"}


@dataclass(slots=True)
class Reading:
    """The words of a document (positions count them) and what the rules ask about them.

    `low[p]` is the word folded to lower case; `inside[p]` the index in `marks` of the stretch that
    holds the word, or -1 (a mark itself is not inside); `first[p]`, `last[p]` bound the word's
    sentence (end exclusive), where no sentence ends inside quotation marks; `kind[p]` is the kind
    of its block and `headline[p]` says that this is a headline; `head[p]` is the position of its
    head; `time_end[p]` the position behind the time expression that holds the word, or `p`.
    """

    doc: Doc
    text: str
    words: list[Token]
    low: list[str]
    head: list[int]
    marks: list[Marked]
    inside: list[int]
    first: list[int]
    last: list[int]
    paragraph: list[int]
    kind: list[str]
    headline: list[bool]
    starts: list[int]
    children: list[list[int]]
    time_end: list[int]

    def offsets(self, start: int, end: int) -> Offsets:
        """Character offsets of the words from `start` to before `end`."""
        last = self.words[end - 1]
        return self.words[start].idx, last.idx + len(last)

    def at(self, offset: int) -> int:
        """Position of the first word that starts at or behind a character offset."""
        return bisect_left(self.starts, offset)

    def covering(self, offset: int) -> int:
        """Position of the word that holds a character offset (or the first behind it)."""
        p = max(bisect_right(self.starts, offset) - 1, 0)
        return p if offset < self.starts[p] + len(self.words[p]) else p + 1

    def verb_form(self, p: int) -> str:
        """The form of a verb: Fin, Inf, Part, or "" for other words."""
        forms = self.words[p].morph.get("VerbForm")
        return str(forms[0]) if forms else ""

    def is_finite(self, p: int) -> bool:
        """Whether the word is a finite verb."""
        return self.words[p].pos_ in ("VERB", "AUX") and self.verb_form(p) == "Fin"

    def is_mark(self, p: int) -> bool:
        """Whether the word is a quotation mark."""
        return self.words[p].text in QUOTE_MARKS

    def is_word(self, p: int) -> bool:
        """Whether the word holds a letter or a figure."""
        return self.low[p] not in PUNCTUATION

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Positions without the punctuation around them (quotation marks and brackets stay)."""
        while start < end and self.low[start] in _LEADING:
            start += 1
        while end > start and self.low[end - 1] in _TRAILING:
            end -= 1
        return start, end


_ELIDED = word_set("qu l d s n j c m t lorsqu puisqu jusqu")
# Words in a sentence, at most: it bounds the time on a text without full stops.
_MAX_SENTENCE = 600
_LEADING = frozenset(",;:.–—-")
_TRAILING = frozenset(",;:.…–—-") | {"..."}


def read_doc(doc: Doc) -> Reading:
    """Read an analysed Doc; works on any Doc, also without parse, entities or words."""
    text = doc.text
    words = [token for token in doc if not token.is_space and not _is_loose_apostrophe(token)]
    position = {token.i: p for p, token in enumerate(words)}
    marks = outermost(pair_marks(text))
    starts = [token.idx for token in words]
    inside = _inside(words, starts, marks)
    low = [_folded(token) for token in words]
    head = [position.get(token.head.i, p) for p, token in enumerate(words)]
    children: list[list[int]] = [[] for _ in words]
    for p, h in enumerate(head):
        if h != p:
            children[h].append(p)
    paragraph, kind = _blocks(doc, text, starts)
    first, last = _sentences(words, inside, paragraph)
    return Reading(
        doc,
        text,
        words,
        low,
        head,
        marks,
        inside,
        first,
        last,
        paragraph,
        kind,
        [one == HEADLINE for one in kind],
        starts,
        children,
        time_ends(low),
    )


def _is_loose_apostrophe(token: Token) -> bool:
    """The apostrophe of « qu' « » that the tokenizer parts from its word."""
    if token.i == 0 or normalise(token.text) != "'":
        return False
    before = token.nbor(-1)
    return not before.whitespace_ and before.text.casefold() in _ELIDED


def _folded(token: Token) -> str:
    word = normalise(token.text).casefold()
    after = token.i + 1
    if word in _ELIDED and after < len(token.doc) and _is_loose_apostrophe(token.doc[after]):
        return word + "'"
    if token.text == "A" and token.is_sent_start and after < len(token.doc):
        return word if token.doc[after].text.startswith("-") else "à"  # capitals without accents
    return word


def _inside(words: list[Token], starts: list[int], marks: list[Marked]) -> list[int]:
    inside = [-1] * len(starts)
    for index, mark in enumerate(marks):
        # a mark that the tokenizer leaves on its word (« ‹Les ») does not keep the word out
        for p in range(bisect_left(starts, mark.start), bisect_left(starts, mark.inner_end)):
            if starts[p] + len(words[p]) > mark.inner_start:
                inside[p] = index
    return inside


def _blocks(doc: Doc, text: str, starts: list[int]) -> tuple[list[int], list[str]]:
    paragraph, kind = [0] * len(starts), [BODY] * len(starts)
    for block in blocks_of(doc):
        opened = 0
        if block.kind == POINTER:
            opened = block.start + (pointer_end(text[block.start : block.end]) or 0)
        for p in range(bisect_left(starts, block.start), bisect_left(starts, block.end)):
            # A dateline, and « Lire aussi », are no part of the sentence behind them.
            heads = block.kind == DATELINE or starts[p] < opened
            paragraph[p] = 2 * block.paragraph + heads
            kind[p] = block.kind
    return paragraph, kind


def _sentences(
    words: list[Token], inside: list[int], paragraph: list[int]
) -> tuple[list[int], list[int]]:
    """Bounds of each word's sentence; a sentence end inside quotation marks parts nothing."""
    size = len(words)
    cuts = [0]
    for p in range(1, size):
        held = inside[p] >= 0 and inside[p] == inside[p - 1]
        opening = inside[p] >= 0 and inside[p] != inside[p - 1]
        # spaCy's sentence starts with the opening mark, which is not inside: then p itself starts.
        starts = bool(words[p].is_sent_start) and not held
        if opening and words[p].is_sent_start and words[p - 1].text in QUOTE_MARKS:
            starts = False
        too_long = p - cuts[-1] >= _MAX_SENTENCE and not held
        if starts or too_long or (paragraph[p] != paragraph[p - 1] and not held):
            cuts.append(p)
    first, last = [0] * size, [size] * size
    for start, end in zip(cuts, [*cuts[1:], size], strict=True):
        for p in range(start, end):
            first[p], last[p] = start, end
    return first, last
