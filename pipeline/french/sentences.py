"""Sentence boundaries by punctuation, marks and abbreviations.

The stock parser cuts after straight quotation marks and glues headline, dateline and first
paragraph together. Press text is punctuated well enough for rules to do better: a sentence ends at
`.`, `!`, `?` or `…` (and the closing marks behind it) when what follows opens like a sentence.
"""

from collections.abc import Collection
from functools import cache

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc

from pipeline.french.addresses import is_address
from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import LINE_ENDS

TERMINAL = frozenset(".!?…")
OPENING = frozenset("«“„‹([")
CLOSING = frozenset("»”›)]")
STRAIGHT = '"'
DASHES = frozenset("-–—")
_LINE_ENDS = frozenset(LINE_ENDS)


@cache
def abbreviations() -> dict[str, bool]:
    """Abbreviations in lower case, with their full stop → whether only before a figure.

    Their full stop does not end a sentence. Raises LexiconError.
    """
    return {row["form"]: row["before"] == "figure" for row in load_lexicon("abbreviations").rows}


@cache
def _openers() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in load_lexicon("sentence_openers").rows}


def set_sentences(doc: Doc, blocks: Collection[int] = ()) -> Doc:
    """Set `is_sent_start` on every token of `doc` (True or False, never unknown); returns `doc`.

    `blocks` are offsets where blocks begin: a sentence begins there too.
    """
    starts = sentence_starts([token.text for token in doc])
    if blocks:
        opening = frozenset(blocks)
        starts = [start or token.idx in opening for start, token in zip(starts, doc, strict=True)]
    if starts:
        # As one array: setting a token's `is_sent_start` looks at the whole Doc each time.
        values = np.where(starts, 1, -1).astype(np.uint64)
        doc.from_array([SENT_START], values)
    return doc


def sentence_starts(words: list[str]) -> list[bool]:
    """For each token, whether it opens a sentence. A line end always parts two sentences."""
    solid = [i for i, word in enumerate(words) if not word.isspace()]
    starts = [False] * len(words)
    for before, at in zip([0, *solid], solid, strict=False):
        starts[at] = at == solid[0] or not _LINE_ENDS.isdisjoint("".join(words[before + 1 : at]))
    if words:
        starts[0] = True
    opens_straight = _straight_marks(words)
    position = 0
    while position < len(solid) - 1:
        if not _ends_sentence(words, solid, position):
            position += 1
            continue
        after = position + 1
        while after < len(solid) and _closes(words[solid[after]], opens_straight.get(solid[after])):
            after += 1
        if after < len(solid) and _opens_sentence(words, solid, after, opens_straight):
            starts[solid[after]] = True
        position = max(after, position + 1)
    return starts


def _straight_marks(words: list[str]) -> dict[int, bool]:
    """Index of each straight mark → whether it opens: they alternate within one block."""
    marks = [i for i, word in enumerate(words) if word == STRAIGHT]
    return {index: order % 2 == 0 for order, index in enumerate(marks)}


def _closes(word: str, opens_straight: bool | None) -> bool:
    return word[0] in CLOSING or word[0] in TERMINAL or opens_straight is False


def _ends_sentence(words: list[str], solid: list[int], position: int) -> bool:
    word = words[solid[position]]
    if word[-1] not in TERMINAL:
        return False
    if word[-1] != "." or word == "...":
        return True
    stem = word if len(word) > 1 else (words[solid[position - 1]] if position else "") + "."
    following, second = ([words[i] for i in solid[position + 1 : position + 3]] + ["", ""])[:2]
    if _is_initials(stem):
        kind = _openers().get(following.replace("’", "'"))
        common = kind == "article" and second[:1].islower()
        return kind == "opener" or following[:1] in OPENING or common
    only_figure = abbreviations().get(stem.casefold())
    return only_figure is None or (only_figure and not following[:1].isdigit())


def _is_initials(word: str) -> bool:
    """« J. », « J.-P. », « U.S. »; « M. », a title, is none."""
    parts = [part for part in word.replace("-", ".").split(".") if part]
    single = bool(parts) and all(len(part) == 1 and part.isupper() for part in parts)
    return single and word.casefold() not in abbreviations()


def _opens_sentence(
    words: list[str], solid: list[int], position: int, straight: dict[int, bool]
) -> bool:
    """Whether the token, behind a sentence end, opens a sentence.

    A capital, a figure, an opening mark, a web address, an @name or a #tag does.
    """
    while position < len(solid):
        word = words[solid[position]]
        first = word[0]
        if first.isalpha():
            return first.isupper() or is_address(word)
        if first.isdigit() or is_address(word):
            return True
        if first in OPENING or straight.get(solid[position]) or first in DASHES:
            position += 1
            continue
        return False
    return False
