"""Clauses: the stretch of a sentence that carries a figure, as its evidence."""

from pipeline.french.counted import Sentence

_HARD = frozenset({";", ":", "–", "—"})
_SOFT = frozenset({",", "et", "mais", "puis", "tandis", "alors", "lorsque", "quand", "car", "or"})


def clause_around(sentence: Sentence, i: int) -> tuple[int, int]:
    """First word and end of the clause that the word `i` stands in.

    A clause ends at a semicolon, colon or dash, and at a comma or conjunction that has a finite
    verb on both of its sides.
    """
    words = sentence.words
    finite = [
        "VerbForm=Fin" in str(word.morph) and word.pos_ in ("VERB", "AUX") for word in words
    ]
    start, end = 0, len(words)
    for k in range(len(words)):
        if sentence.lower[k] in _HARD:
            start, end = (k + 1, end) if k < i else (start, min(end, k))
    cut = start
    seen = False
    for k in range(start, end):
        seen = seen or finite[k]
        if sentence.lower[k] in _SOFT and seen and any(finite[k:end]) and _opens(finite, k, end):
            if k >= i:
                return cut, k
            cut, seen = k + 1, False
    return cut, end


def _opens(finite: list[bool], k: int, end: int) -> bool:
    """Whether a finite verb follows soon enough for a clause to open at `k`."""
    return any(finite[k + 1 : min(end, k + 9)])
