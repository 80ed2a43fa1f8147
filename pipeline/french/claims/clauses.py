"""Clauses: the stretch of a sentence that carries a figure, as its evidence."""

from pipeline.french.claims.counted import Sentence

_HARD = frozenset({";", ":", "–", "—"})
_SOFT = frozenset({",", "et", "mais", "puis", "tandis", "alors", "lorsque", "quand", "car", "or"})

_REACH = 80  # words: no clause is longer, a list without punctuation may be


def clause_around(sentence: Sentence, i: int) -> tuple[int, int]:
    """First word and end of the clause that the word `i` stands in.

    A clause ends at a semicolon, colon or dash, and at a comma or conjunction that has a finite
    verb on both of its sides.
    """
    start, end = max(0, i - _REACH), min(len(sentence.words), i + _REACH)
    for k in range(i - 1, start - 1, -1):
        if sentence.lower[k] in _HARD:
            start = k + 1
            break
    end = next((k for k in range(i, end) if sentence.lower[k] in _HARD), end)
    cut = start
    seen = False
    for k in range(start, end):
        seen = seen or _is_finite(sentence, k)
        if sentence.lower[k] in _SOFT and seen and _opens(sentence, k, end):
            if k >= i:
                return cut, k
            cut, seen = k + 1 + (sentence.at(k + 1) in _SOFT), False
    return cut, end


def _is_finite(sentence: Sentence, k: int) -> bool:
    word = sentence.words[k]
    return word.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(word.morph)


def _opens(sentence: Sentence, k: int, end: int) -> bool:
    """Whether a finite verb follows soon enough for a clause to open at `k`."""
    return any(_is_finite(sentence, n) for n in range(k + 1, min(end, k + 9)))
