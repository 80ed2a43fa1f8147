"""The phrase before the asides that part a subject from its verb: « X, ministre de Y, a dit »."""

from pipeline.french.context_words import context_words
from pipeline.french.function_words import QUE, RELATIVES
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes.voices import Source
from pipeline.french.view import View

_ASIDES = 4
_REACH = 40
_HEADS = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ"})
_BOUNDS = frozenset({",", ":", ";", "–", "—", "mais"}) | QUE


def before_aside(view: View, first: int) -> Source | None:
    """« X, ministre de Y, a dit », « X, dont le film sort, dit »: the phrase before the asides."""
    low, right = view.first[first], first - 1
    if right <= low or view.low[right] != "," or view.inside[right] >= 0:
        return None
    best: Source | None = None
    for _ in range(_ASIDES):
        left = _boundary(view, right - 1, low)
        if left is not None and view.low[left] in QUE:
            left = _relative_opens(view, left, low)
        if left is None or view.low[left] != "," or not _is_aside(view, left + 1, right):
            break
        before = _boundary(view, left - 1, low)
        start = low if before is None else before + 1
        if view.low[start] in context_words("citing", "inviting"):
            break  # « Joint au téléphone, le maire, X, a … »
        while start < left and view.words[start].pos_ in ("ADV", "CCONJ", "SCONJ"):
            start += 1
        if start >= left or view.words[start].pos_ not in _HEADS:
            break
        end = phrase_end(view, start, left)
        named = end > start and not view.is_time(start)
        if not named or any(view.is_word(p) for p in range(end, left) if not _bracketed(view, p)):
            break
        best, right = Source(start, end), left
    return best


def _relative_opens(view: View, p: int, low: int) -> int | None:
    """The comma of « X, qui affirme que P, dit » left of its « que »; None for a plain « que »."""
    for k in range(p - 1, max(low, p - _REACH), -1):
        if view.low[k] == ",":
            return k if view.low[k + 1] in ("qui", "dont", "où") else None
    return None


def _boundary(view: View, p: int, low: int) -> int | None:
    """The nearest comma, colon or clause-opening word at or left of `p`, outside marks."""
    near = range(p, max(low, p - _REACH) - 1, -1)
    return next((k for k in near if view.inside[k] < 0 and view.low[k] in _BOUNDS), None)


def _is_aside(view: View, start: int, end: int) -> bool:
    """Whether the words between two commas can stand between a subject and its verb."""
    if start >= end:
        return False
    governed = start + 1 < end and view.low[start + 1] in ("qui", "lequel", "laquelle", "dont")
    return view.low[start] in RELATIVES or governed or not view.has_finite(start, end)


def _bracketed(view: View, p: int) -> bool:
    return "(" in view.low[max(0, p - 6) : p]
