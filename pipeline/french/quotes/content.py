"""Reported content: its offsets and its type, by the marks it holds."""

import re

from pipeline.french.lexicons import word_set
from pipeline.french.marks import Marked
from pipeline.french.records import Offsets
from pipeline.french.view import View

_TERM_WORDS = 4
_ARTICLES = word_set(
    "le la l' les un une des du son sa ses leur leurs ce cette d' de nouvel nouvelle"
)
_UTTERANCE = re.compile(r"[.!?…]$")


def words_in(view: View, mark: Marked) -> list[int]:
    """The positions of the marked words, without punctuation."""
    return [p for p in range(view.at(mark.inner_start), view.at(mark.inner_end)) if view.is_word(p)]


def is_term(view: View, mark: Marked) -> bool:
    """Whether the marks stand around a name or a term only: few words, capital, no verb."""
    words = words_in(view, mark)
    if not words or _UTTERANCE.search(view.text[mark.inner_start : mark.inner_end]):
        return False
    if _names_its_noun(view, mark):
        return True
    if len(words) > _TERM_WORDS or not view.is_capital(words[0]) or any(map(view.is_verb, words)):
        return False
    tokens = (view.words[p] for p in words)
    return any(token.pos_ == "PROPN" or token.ent_type_ or token.text.isupper() for token in tokens)


def _names_its_noun(view: View, mark: Marked) -> bool:
    """Whether the marks name what the noun before them says: « le film « Pente raide » »."""
    p = view.at(mark.start) - 1
    inner = view.text[mark.inner_start : mark.inner_start + 1]
    if p < 1 or not inner.isupper() or view.words[p].pos_ != "NOUN" or view.inside[p] >= 0:
        return False
    return view.low[p - 1] in _ARTICLES


def is_clause(view: View, mark: Marked) -> bool:
    """Whether the marked words are a clause or a complete utterance."""
    content = view.text[mark.inner_start : mark.inner_end]
    start, end = view.at(mark.inner_start), view.at(mark.inner_end)
    if _UTTERANCE.search(content) and end - start >= 2 and content[:1].isupper():
        return True
    words = words_in(view, mark)
    infinitive = any(view.verb_form(p) == "Inf" for p in words[:2])
    return (infinitive and len(words) >= _TERM_WORDS) or view.has_finite(start, end)


def marks_in(view: View, start: int, end: int) -> list[Marked]:
    """The marked stretches that hold a word of [start, end)."""
    held = sorted({view.inside[p] for p in range(start, end) if view.inside[p] >= 0})
    return [view.marks[index] for index in held]


def trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """Positions without punctuation at the edges and without a lone mark there."""
    start, end = view.trim(start, end)
    while start < end and view.is_mark(start) and not marks_in(view, start, min(start + 2, end)):
        start, end = view.trim(start + 1, end)
    while (
        end > start and view.is_mark(end - 1) and not marks_in(view, max(end - 2, start), end - 1)
    ):
        start, end = view.trim(start, end - 1)
    return start, end


def span_and_type(
    view: View, start: int, end: int, phrase: bool = False
) -> tuple[Offsets, str] | None:
    """Offsets and type of the content at positions [start, end); None where nothing is left.

    `phrase` says that the content is a noun phrase (nominal without marks, mixed with them).
    """
    start, end = trimmed(view, start, end)
    if start >= end or not any(view.is_word(p) for p in range(start, end)):
        return None
    marks = marks_in(view, start, end)
    span = view.offsets(start, end)
    bare = any(view.inside[p] < 0 and view.is_word(p) for p in range(start, end))
    one = len(marks) == 1 and marks[0].start <= span[0] + 1 and span[1] <= marks[0].end + 1
    if one and not bare:
        inner = (marks[0].inner_start, marks[0].inner_end)
        utterance = is_clause(view, marks[0]) or view.text[inner[0]].isupper()
        return inner, "mixed" if phrase or not utterance else "direct"
    if not all(is_term(view, mark) for mark in marks):
        return _balanced(span, marks), "mixed"
    return span, "nominal" if phrase else "indirect"


def _balanced(span: Offsets, marks: list[Marked]) -> Offsets:
    """The span with both marks of the stretches at its edges."""
    start, end = span
    if marks[0].start < start <= marks[0].inner_start:
        start = marks[0].start
    if marks[-1].inner_end <= end < marks[-1].end:
        end = marks[-1].end
    return start, end
