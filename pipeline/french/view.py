"""One view of a document's text, read by names, speakers, quotes and claims alike.

A View is made once from a Doc and kept on it: words without white space, their sentences,
paragraphs and blocks, quotation marks, time expressions. What is asked of more than one word has a
module of its own that takes a View: `verbs` (verb groups, subjects), `phrases` (where a noun phrase
begins and ends), `clauses`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.french.blocks import Block
from pipeline.french.dates.calendar import time_words
from pipeline.french.dates.expressions import TimeExpression, find_times
from pipeline.french.function_words import ELIDED
from pipeline.french.furniture import POINTER, pointer_end
from pipeline.french.layout import ASIDES, BODY, HEADLINE, blocks_of
from pipeline.french.marks import Marked, outermost, pair_marks
from pipeline.french.records import Offsets
from pipeline.french.text import APOSTROPHES, LINE_ENDS, fold, normalise
from pipeline.french.trace import Trace

QUOTE_MARKS = frozenset("«»‹›“”„‟\"‘’'")
PUNCTUATION = frozenset(".,;:!?…–—-()[]/") | QUOTE_MARKS | {"...", "<<", ">>", "''"}


@dataclass(slots=True)
class View:
    """The words of a document, by position, and what rules ask about them.

    Words are the Doc's tokens but white space and the apostrophe that the tokenizer parts from its
    word (« qu' « »). All lists but `marks`, `blocks` and `times` have one item a word. Positions,
    never indices of tokens, are what rules hand on.

    - `low`: the word in lower case, apostrophes and hyphens made one; `folded`: without accents too
    - `starts`: its character offset in `text`, the Doc's text
    - `lower`: the folded words that the document has in lower case somewhere
    - `head`, `children`: positions of its head and of what hangs on it
    - `inside`: index in `marks` of the outermost marked stretch that holds it, -1 for none (a mark
      itself is not inside)
    - `first`, `last`: bounds of its sentence, end exclusive, where marks hold sentences together
    - `sentence`: number of its sentence as the table `sentences` has it
    - `block`: number of its block in `blocks`; `kind`: the block's kind; `parted`: whether it opens
      a block, or the text behind « Lire aussi »; `paragraph`: number of its paragraph, which goes
      on behind a credit or a post that is glued to it
    - `times`: the time expressions; `time_end`: position behind the one that holds the word, or its
      own
    - `trace`: where rules and judges say how they came to what they found, if asked for
    """

    doc: Doc
    text: str
    words: list[Token]
    low: list[str]
    folded: list[str]
    starts: list[int]
    lower: frozenset[str]
    head: list[int]
    children: list[list[int]]
    marks: list[Marked]
    inside: list[int]
    first: list[int]
    last: list[int]
    sentence: list[int]
    blocks: tuple[Block, ...]
    block: list[int]
    paragraph: list[int]
    kind: list[str]
    parted: list[bool]
    times: list[TimeExpression]
    time_end: list[int]
    trace: Trace | None = None

    def __len__(self) -> int:
        return len(self.words)

    def offsets(self, start: int, end: int) -> Offsets:
        """Character offsets of the words from `start` to before `end`."""
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def written(self, start: int, end: int) -> str:
        """The text from the word `start` to before the word `end`, as it stands."""
        first, last = self.offsets(start, end)
        return self.text[first:last]

    def on_one_line(self, start: int, end: int) -> str:
        """The same, line ends and runs of spaces made one space."""
        return " ".join(self.written(start, end).split()) if end > start else ""

    def at(self, offset: int) -> int:
        """Position of the first word that starts at or behind a character offset."""
        return bisect_left(self.starts, offset)

    def covering(self, offset: int) -> int:
        """Position of the word that holds a character offset (or the first behind it)."""
        p = max(bisect_right(self.starts, offset) - 1, 0)
        return p if p < len(self) and offset < self.starts[p] + len(self.words[p]) else p + 1

    def touched(self, span: Offsets) -> tuple[int, int]:
        """The range of words that the characters of `span` touch, end exclusive."""
        return self.covering(span[0]), self.at(span[1])

    def sentence_at(self, p: int) -> "Sentence":
        """The sentence, as the table `sentences` has it, that holds the word at `p`."""
        number = self.sentence[p]
        first = bisect_left(self.sentence, number)
        return Sentence(self, first, bisect_right(self.sentence, number, first))

    def sentences(self) -> Iterator["Sentence"]:
        """The sentences of the document, as the table `sentences` has them, in order."""
        p = 0
        while p < len(self):
            sentence = self.sentence_at(p)
            yield sentence
            p = sentence.end

    def exactly(self, span: Offsets) -> tuple[int, int] | None:
        """The range of words that begins and ends with the characters of `span`, or None."""
        start, end = self.touched(span)
        return (start, end) if start < end and self.offsets(start, end) == span else None

    def before(self, p: int, skip: frozenset[str] = frozenset()) -> int:
        """Position of the nearest word before `p` in its block that is not `skip`; -1 for none."""
        while p > 0 and not self.parted[p]:
            p -= 1
            if self.folded[p] not in skip:
                return p
        return -1

    def run_start(self, p: int, tags: Container[str]) -> int:
        """Where the run of words with these parts of speech begins that ends before `p`."""
        while p > 0 and not self.parted[p] and self.words[p - 1].pos_ in tags:
            p -= 1
        return p

    def run_end(self, p: int, tags: Container[str], limit: int) -> int:
        """Behind the words with these parts of speech that go on a block at `p`; `p` for none."""
        while p < limit and self.goes_on(p) and self.words[p].pos_ in tags:
            p += 1
        return p

    def behind(self, p: int, reach: int) -> range:
        """Positions behind `p` in its sentence, fewer than `reach` words away."""
        return range(p + 1, min(p + reach, self.last[p]))

    def marked_at(self, p: int) -> Marked | None:
        """The marked stretch that holds the word at `p`, or that the mark at `p` opens, or None."""
        at = p + (self.inside[p] < 0 and self.is_mark(p))
        return self.marks[self.inside[at]] if at < len(self) and self.inside[at] >= 0 else None

    def goes_on(self, p: int) -> bool:
        """Whether `p`, the end of a range of words, is a word of the same block."""
        return p < len(self) and not self.parted[p]

    def is_tied(self, p: int) -> bool:
        """Whether no space parts the word from the one before it."""
        return 0 < p < len(self) and not self.text[self.starts[p] - 1].isspace()

    def is_capital(self, p: int) -> bool:
        """Whether the word begins with a capital."""
        return self.text[self.starts[p]].isupper()

    def word(self, p: int) -> str:
        """`low[p]`, or an empty string outside the document."""
        return self.low[p] if 0 <= p < len(self.low) else ""

    def verb_form(self, p: int) -> str:
        """The form of a verb: Fin, Inf, Part, or "" for other words."""
        forms = self.words[p].morph.get("VerbForm")
        return str(forms[0]) if forms else ""

    def is_verb(self, p: int) -> bool:
        """Whether the word is tagged as a verb or an auxiliary."""
        return self.words[p].pos_ in ("VERB", "AUX")

    def is_finite(self, p: int) -> bool:
        """Whether the word is a finite verb."""
        return self.is_verb(p) and self.verb_form(p) == "Fin"

    def has_finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands from the word `start` to before `end`."""
        return any(self.is_finite(p) for p in range(start, end))

    def is_mark(self, p: int) -> bool:
        """Whether the word is a quotation mark."""
        return self.words[p].text in QUOTE_MARKS

    def is_word(self, p: int) -> bool:
        """Whether the word holds a letter or a figure."""
        return self.low[p] not in PUNCTUATION

    def is_time(self, p: int) -> bool:
        """Whether the word names a time; « Avril » with a capital inside a sentence is a name."""
        if self.time_end[p] > p:
            return True
        if self.folded[p] not in time_words(*_TIME_NOUNS):
            return False
        return self.words[p].text[0].islower() or p == self.first[p]

    def is_headline(self, p: int) -> bool:
        """Whether the word stands in a headline."""
        return self.kind[p] == HEADLINE

    def aside(self, p: int) -> int:
        """Number of the byline, caption, pointer or post that holds the word; -1 for none."""
        return self.block[p] if self.kind[p] in ASIDES else -1

    def opens_sentence(self, p: int) -> bool:
        """Whether the word is the first of its sentence, or behind a colon or an opening mark."""
        k = p - 1
        while k >= 0 and self.words[k].is_punct and self.sentence[k] == self.sentence[p]:
            if self.words[k].text in _OPENING:
                return True
            k -= 1
        return k < 0 or self.sentence[k] != self.sentence[p]

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Positions without the punctuation around them (quotation marks and brackets stay)."""
        while start < end and self.low[start] in _LEADING:
            start += 1
        while end > start and self.low[end - 1] in _TRAILING:
            end -= 1
        return start, end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a view: its words stand from the position `first` to before `end`.

    What its methods are asked of words outside the sentence is as if nothing stood there.
    """

    view: View
    first: int
    end: int

    @property
    def positions(self) -> range:
        """The positions of its words."""
        return range(self.first, self.end)

    @property
    def low(self) -> list[str]:
        """Its words in lower case."""
        return self.view.low[self.first : self.end]

    def at(self, p: int) -> str:
        """The word in lower case, or an empty string outside the sentence."""
        return self.view.low[p] if self.first <= p < self.end else ""

    def pos(self, p: int) -> str:
        """The part of speech, or an empty string outside the sentence."""
        return self.view.words[p].pos_ if self.first <= p < self.end else ""

    def is_finite(self, p: int) -> bool:
        """Whether a finite verb stands at `p`."""
        return self.first <= p < self.end and self.view.is_finite(p)

    def forms(self, start: int, end: int) -> tuple[str, ...]:
        """The words from `start` to before `end` in lower case, those outside left out."""
        return tuple(self.view.low[self._inside(start) : self._inside(end)])

    def before(self, p: int, reach: int) -> range:
        """Positions before `p`, the nearest first, fewer than `reach` words away."""
        return range(p - 1, max(self.first - 1, p - reach), -1)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The range of the sentence's words that the characters from `start` to `end` touch."""
        first, stop = self.view.touched((start, end))
        return self._inside(first), self._inside(stop)

    def _inside(self, p: int) -> int:
        return min(max(p, self.first), self.end)


_APOSTROPHES = frozenset(APOSTROPHES + "'")
# Words in a sentence, at most: it bounds the time on a text without full stops.
_MAX_SENTENCE = 600
_LINE_ENDS = frozenset(LINE_ENDS)
_OPENING = frozenset({":", "«", "“", '"'})
_TIME_NOUNS = ("weekday", "month", "part", "day", "eve", "noun")
_LEADING = frozenset(",;:.–—-")
_TRAILING = frozenset(",;:.…–—-") | {"..."}


def view_of(doc: Doc) -> View:
    """The view of an analysed Doc, made once; works on any Doc, also without parse or words.

    It reads tags, heads and sentences when it is made; entities when it is asked.
    """
    if doc._.depeche_view is None:
        doc._.depeche_view = _read(doc)
    view: View = doc._.depeche_view
    return view


def _read(doc: Doc) -> View:
    tokens = list(doc)  # each pass over a Doc makes its tokens anew, and so does `Doc.text`
    text = "".join(token.text_with_ws for token in tokens)
    words = [token for token in tokens if not token.is_space and not _is_loose_apostrophe(token)]
    starts = [token.idx for token in words]
    marks = outermost(pair_marks(text))
    inside = _inside(words, starts, marks)
    low = [_lowered(token) for token in words]
    folded = [fold(token.text) for token in words]
    head, children = _tree(words)
    blocks = blocks_of(doc)
    block, parted = _blocks(text, starts, blocks)
    paragraphs = _paragraphs(text, blocks)
    first, last = _held_sentences(words, inside, parted)
    times = find_times(low)
    return View(
        doc=doc,
        text=text,
        words=words,
        low=low,
        folded=folded,
        starts=starts,
        lower=frozenset(f for f, token in zip(folded, words, strict=True) if token.text.islower()),
        head=head,
        children=children,
        marks=marks,
        inside=inside,
        first=first,
        last=last,
        sentence=_sentences(words, block, doc.has_annotation("SENT_START")),
        blocks=blocks,
        block=block,
        paragraph=[paragraphs[number] if number >= 0 else 0 for number in block],
        kind=[blocks[number].kind if number >= 0 else BODY for number in block],
        parted=parted,
        times=times,
        time_end=_time_ends(times, len(words)),
    )


def _is_loose_apostrophe(token: Token) -> bool:
    """The apostrophe of « qu' « » that the tokenizer parts from its word."""
    if token.text not in _APOSTROPHES or token.i == 0:
        return False
    before = token.nbor(-1)
    return not before.whitespace_ and before.text.casefold() in ELIDED


@lru_cache(maxsize=2**16)
def _lower(text: str) -> str:
    return normalise(text).casefold()


def _lowered(token: Token) -> str:
    word = _lower(token.text)
    after = token.i + 1
    if word in ELIDED and after < len(token.doc) and _is_loose_apostrophe(token.doc[after]):
        return word + "'"
    if token.text == "A" and token.is_sent_start and after < len(token.doc):
        return word if token.doc[after].text.startswith("-") else "à"  # capitals without accents
    return word


def _time_ends(times: list[TimeExpression], size: int) -> list[int]:
    ends = list(range(size))
    for time in times:
        ends[time.start : time.end] = [time.end] * (time.end - time.start)
    return ends


def _tree(words: list[Token]) -> tuple[list[int], list[list[int]]]:
    position = {token.i: p for p, token in enumerate(words)}
    head = [position.get(token.head.i, p) for p, token in enumerate(words)]
    children: list[list[int]] = [[] for _ in words]
    for p, h in enumerate(head):
        if h != p:
            children[h].append(p)
    return head, children


def _inside(words: list[Token], starts: list[int], marks: list[Marked]) -> list[int]:
    inside = [-1] * len(starts)
    for index, mark in enumerate(marks):
        # a mark that the tokenizer leaves on its word (« ‹Les ») does not keep the word out
        for p in range(bisect_left(starts, mark.start), bisect_left(starts, mark.inner_end)):
            if starts[p] + len(words[p]) > mark.inner_start:
                inside[p] = index
    return inside


def _blocks(
    text: str, starts: list[int], blocks: tuple[Block, ...]
) -> tuple[list[int], list[bool]]:
    """Per word the number of its block, and whether it opens a block or what a pointer heads."""
    number, parted = [-1] * len(starts), [False] * len(starts)
    for index, block in enumerate(blocks):
        first, end = bisect_left(starts, block.start), bisect_left(starts, block.end)
        number[first:end] = [index] * (end - first)
        opening = [block.start]
        if block.kind == POINTER:
            opening.append(block.start + (pointer_end(text[block.start : block.end]) or 0))
        for offset in opening:
            p = bisect_left(starts, offset, first, end)
            if p < end:
                parted[p] = True
    return number, parted


def _paragraphs(text: str, blocks: tuple[Block, ...]) -> list[int]:
    """Per block the number of its paragraph: what is glued to one (a credit, a post) parts none."""
    numbers: list[int] = []
    number = end = 0
    for block in blocks:
        number += not _LINE_ENDS.isdisjoint(text[end : block.start])
        numbers.append(number)
        end = block.end
    return numbers


def _sentences(words: list[Token], block: list[int], marked: bool) -> list[int]:
    """Number of each word's sentence; without annotation, full stops end sentences."""
    numbers: list[int] = []
    number = 0
    for p, token in enumerate(words):
        if p:
            opens = token.is_sent_start if marked else words[p - 1].text in {".", "!", "?", "…"}
            number += bool(opens) or block[p] != block[p - 1]
        numbers.append(number)
    return numbers


def _held_sentences(
    words: list[Token], inside: list[int], parted: list[bool]
) -> tuple[list[int], list[int]]:
    """Bounds of each word's sentence; a sentence end inside quotation marks parts nothing."""
    size = len(words)
    cuts = [0]
    for p in range(1, size):
        if inside[p] >= 0 and inside[p] == inside[p - 1]:
            continue
        # spaCy's sentence may start behind the opening mark, which is not inside: no cut there.
        opened = inside[p] >= 0 and words[p - 1].text in QUOTE_MARKS
        starts = words[p].is_sent_start and not opened
        if starts or parted[p] or p - cuts[-1] >= _MAX_SENTENCE:
            cuts.append(p)
    first, last = [0] * size, [size] * size
    for start, end in zip(cuts, [*cuts[1:], size], strict=True):
        for p in range(start, end):
            first[p], last[p] = start, end
    return first, last
