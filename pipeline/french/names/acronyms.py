"""Acronyms that a text spells out: « Organisation mondiale de la santé (OMS) »."""

import itertools
import re
from collections.abc import Sequence

from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.names import is_acronym, name_words
from pipeline.french.text import fold
from pipeline.french.view import View


def acronym_pairs(view: View, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """(acronym, full name) of neighbours of which one stands in parentheses after the other.

    The acronym must begin with the name's first letter or hold one of its capitals in order; what
    stands in parentheses for another reason (« Macron (LREM) ») is no abbreviation.
    """
    ordered = sorted(mentions, key=lambda m: m.first)
    pairs: list[tuple[Mention, Mention]] = []
    for left, right in itertools.pairwise(ordered):
        if not _in_parentheses(view, left, right):
            continue
        first, second = left.text(view), right.text(view)
        if _shortens(second, first):
            pairs.append((right, left))
        elif _shortens(first, second):
            pairs.append((left, right))
    return pairs


def _shortens(short: str, name: str) -> bool:
    """Whether a word is an acronym of a name: in capitals, or as a word (« Céni », « Unesco »)."""
    if is_acronym(short):
        return _spells(short, name)
    words = name_words(name)
    if not short.isalpha() or not 3 <= len(short) <= 8 or len(words) < 2:
        return False
    # Each word gives its first letter and perhaps two more; small words may give none.
    starts = [w[0] + "".join(f"(?:{c}" for c in w[1:3]) + ")?" * len(w[1:3]) for w in words]
    small = function_words("link")
    parts = zip(words, starts, strict=True)
    pattern = "".join(f"(?:{start})?" if word in small else start for word, start in parts)
    return re.fullmatch(pattern, fold(short)) is not None


def _in_parentheses(view: View, left: Mention, right: Mention) -> bool:
    gap = view.low[left.last : right.first]
    return gap == [",", "ou"] or (gap == ["("] and view.word(right.last) == ")")


def _spells(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym come in order in the name, the first at a word's start."""
    words = name_words(name)
    if len(words) < 2:
        return False
    letters = [c for c in acronym.lower() if c.isalnum()]
    text = " ".join(words)
    at = 0
    for letter in letters:
        found = text.find(letter, at)
        if found < 0:
            return False
        at = found + 1
    return text[0] == letters[0] or f" {letters[0]}" in text
