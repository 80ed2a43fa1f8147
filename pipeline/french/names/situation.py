"""Where the tokens of a document stand: sentence, paragraph; tokens by character offset."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.french.records import Offsets
from pipeline.french.text import LINE_ENDS, fold

_LINE_ENDS = frozenset(LINE_ENDS)


@dataclass(frozen=True, slots=True)
class Situation:
    """Per token of one Doc: character start, sentence number, paragraph number.

    `lower` are the words that the Doc has in lower case, folded.
    """

    starts: tuple[int, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    lower: frozenset[str]

    def token_at(self, offset: int) -> int:
        """Index of the token that holds an offset (the one before, in a gap); 0 at least."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def tokens_of(self, span: Offsets) -> tuple[int, int]:
        """The token range that character offsets touch, end exclusive."""
        return self.token_at(span[0]), max(bisect_left(self.starts, span[1]), 1)


def situate(doc: Doc) -> Situation:
    """The situation of the tokens of a Doc; without sentence annotation, points end sentences."""
    sentence: list[int] = []
    paragraph: list[int] = []
    sent = para = 0
    marked = doc.has_annotation("SENT_START")
    opens = False
    words: set[str] = set()
    starts: list[int] = []
    for token in doc:
        text = token.text
        starts.append(token.idx)
        words.add(text)
        if text.isspace() and not _LINE_ENDS.isdisjoint(text):
            para += 1
            opens = True
        elif sentence and (opens or (token.is_sent_start if marked else _after_stop(doc, token.i))):
            sent += 1
            opens = False
        sentence.append(sent)
        paragraph.append(para)
    lower = frozenset(fold(word) for word in words if word.islower())
    return Situation(tuple(starts), tuple(sentence), tuple(paragraph), lower)


def _after_stop(doc: Doc, i: int) -> bool:
    return doc[i - 1].text in {".", "!", "?", "…"}


def is_line_end(text: str) -> bool:
    """Whether a token's text holds a line end."""
    return not _LINE_ENDS.isdisjoint(text)


def opens_sentence(doc: Doc, at: Situation, i: int) -> bool:
    """Whether token `i` is the first word of its sentence, marks left aside."""
    k = i - 1
    while k >= 0 and (doc[k].is_space or doc[k].is_punct) and at.sentence[k] == at.sentence[i]:
        if doc[k].text in {":", "«", "“", '"'}:
            return True
        k -= 1
    return k < 0 or at.sentence[k] != at.sentence[i]
