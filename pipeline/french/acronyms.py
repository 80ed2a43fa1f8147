"""Acronyms that a text spells out: « Organisation mondiale de la santé (OMS) »."""

import itertools
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.french.mentions import Mention
from pipeline.french.names import is_acronym, name_words


def acronym_pairs(doc: Doc, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """(acronym, full name) of neighbours of which one stands in parentheses after the other.

    The acronym must begin with the name's first letter or hold one of its capitals in order; what
    stands in parentheses for another reason (« Macron (LREM) ») is no abbreviation.
    """
    ordered = sorted(mentions, key=lambda m: m.first)
    pairs: list[tuple[Mention, Mention]] = []
    for left, right in itertools.pairwise(ordered):
        if not _in_parentheses(doc, left, right):
            continue
        first, second = left.text(doc), right.text(doc)
        if is_acronym(second) and _spells(second, first):
            pairs.append((right, left))
        elif is_acronym(first) and _spells(first, second):
            pairs.append((left, right))
    return pairs


def _in_parentheses(doc: Doc, left: Mention, right: Mention) -> bool:
    gap = [doc[i].text for i in range(left.last, right.first) if not doc[i].is_space]
    close = [
        doc[i].text for i in range(right.last, min(right.last + 2, len(doc))) if not doc[i].is_space
    ]
    return gap in (["("], [",", "ou"]) and (gap != ["("] or close[:1] == [")"])


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
