"""The phrase before the asides that part a subject from its verb: « X, ministre de Y, a dit »."""

from pipeline.french.quotes.cue_lexicon import context_words
from pipeline.french.quotes.phrases import is_temporal, phrase_end
from pipeline.french.quotes.reading import Reading
from pipeline.french.quotes.voices import Source

_ASIDES = 4
_REACH = 40


def before_aside(reading: Reading, first: int) -> Source | None:
    """« X, ministre de Y, a dit », « X, dont le film sort, dit »: the phrase before the asides."""
    low, right = reading.first[first], first - 1
    if right <= low or reading.low[right] != "," or reading.inside[right] >= 0:
        return None
    best: Source | None = None
    for _ in range(_ASIDES):
        left = _boundary(reading, right - 1, low)
        if left is not None and reading.low[left] in ("que", "qu'"):
            left = _relative_opens(reading, left, low)
        if left is None or reading.low[left] != "," or not _is_aside(reading, left + 1, right):
            break
        before = _boundary(reading, left - 1, low)
        start = low if before is None else before + 1
        if reading.low[start] in context_words("citing", "inviting"):
            break  # « Joint au téléphone, le maire, X, a … »
        while start < left and reading.words[start].pos_ in ("ADV", "CCONJ", "SCONJ"):
            start += 1
        if start >= left or reading.words[start].pos_ not in (
            "DET",
            "NOUN",
            "PROPN",
            "PRON",
            "ADJ",
        ):
            break
        end = phrase_end(reading, start, left)
        named = end > start and not is_temporal(reading, start)
        if not named or any(
            reading.is_word(p) for p in range(end, left) if not _bracketed(reading, p)
        ):
            break
        best, right = Source(start, end), left
    return best


def _relative_opens(reading: Reading, p: int, low: int) -> int | None:
    """The comma of « X, qui affirme que P, dit » left of its « que »; None for a plain « que »."""
    for k in range(p - 1, max(low, p - _REACH), -1):
        if reading.low[k] == ",":
            return k if reading.low[k + 1] in ("qui", "dont", "où") else None
    return None


def _boundary(reading: Reading, p: int, low: int) -> int | None:
    """The nearest comma, colon or clause-opening word at or left of `p`, outside marks."""
    for k in range(p, max(low, p - _REACH) - 1, -1):
        if reading.inside[k] < 0 and reading.low[k] in (
            ",",
            ":",
            ";",
            "–",
            "—",
            "que",
            "qu'",
            "mais",
        ):
            return k
    return None


def _is_aside(reading: Reading, start: int, end: int) -> bool:
    """Whether the words between two commas can stand between a subject and its verb."""
    if start >= end:
        return False
    relative = reading.low[start] in ("qui", "que", "qu'", "dont", "où") or (
        start + 1 < end and reading.low[start + 1] in ("qui", "lequel", "laquelle", "dont")
    )
    return relative or not any(
        reading.words[p].pos_ in ("VERB", "AUX") and reading.verb_form(p) == "Fin"
        for p in range(start, end)
    )


def _bracketed(reading: Reading, p: int) -> bool:
    return "(" in reading.low[max(0, p - 6) : p]
