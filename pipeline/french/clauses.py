"""Clauses: the stretch of a sentence around a word that holds together, as evidence of it."""

from pipeline.french.function_words import function_words
from pipeline.french.view import Sentence

_HARD = frozenset({";", ":", "–", "—"})
_SOFT = (function_words("coordinator", "subordinator") - {"ou"}) | {","}
_REACH = 80  # words: no clause is longer, a list without punctuation may be
_NEAR = 9  # words within which a clause has its verb


def clause_of(sentence: Sentence, p: int) -> tuple[int, int]:
    """First word and end of the clause that the word at `p` stands in.

    A clause ends at a semicolon, colon or dash, and at a comma or conjunction that has a finite
    verb on both of its sides.
    """
    start, end = max(sentence.first, p - _REACH), min(sentence.end, p + _REACH)
    start = next((k + 1 for k in range(p - 1, start - 1, -1) if sentence.at(k) in _HARD), start)
    end = next((k for k in range(p, end) if sentence.at(k) in _HARD), end)
    seen = False
    for k in range(start, end):
        seen = seen or sentence.is_finite(k)
        if sentence.at(k) in _SOFT and seen and _opens(sentence, k, end):
            if k >= p:
                return start, k
            start, seen = k + 1 + (sentence.at(k + 1) in _SOFT), False
    return start, end


def _opens(sentence: Sentence, k: int, end: int) -> bool:
    """Whether a finite verb follows soon enough for a clause to open at `k`."""
    return any(sentence.is_finite(n) for n in range(k + 1, min(end, k + _NEAR)))
