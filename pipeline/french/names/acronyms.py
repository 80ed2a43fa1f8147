"""Acronyms that a text spells out: « Organisation mondiale de la santé (OMS) »."""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.french.names.function_words import determiners, function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.names import abbreviates, is_acronym, name_words
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.text import fold
from pipeline.french.view import View

_REACH = 12


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
    words = name_words(name)
    if len(words) > 1 and is_acronym(short):
        # Its letters come in order in the name, the first at a word's start.
        opening, *others = (c for c in short.lower() if c.isalnum())
        pattern = rf"\b{opening}" + "".join(f"[^{c}]*{c}" for c in others)
        return re.search(pattern, " ".join(words)) is not None
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


def spelled_out(view: View) -> list[Mention]:
    """The words before « (CPT) » whose initials it gives, if they open with a capital."""
    brackets = [p for p, word in enumerate(view.low) if word == "(" and view.word(p + 2) == ")"]
    found = (_spelled_by(view, p) for p in brackets if is_acronym(view.words[p + 1].text))
    return [mention for mention in found if mention is not None]


def _spelled_by(view: View, bracket: int) -> Mention | None:
    acronym = view.words[bracket + 1].text
    for first in range(bracket - 1, max(bracket - _REACH, 0) - 1, -1):
        mark = view.words[first].is_punct and view.low[first] not in {"-", "'"}
        if mark or view.parted[first + 1]:
            return None
        opens = view.is_capital(first) and view.folded[first] not in determiners()
        if opens and abbreviates(acronym, view.written(first, bracket)):
            return Mention(first, bracket, "ORG")
    return None


def spelled_anywhere(view: View) -> Iterator[Mention]:
    """« le parquet régional financier … le PRF »: a body's common name and the acronym of it."""
    acronyms: dict[str, list[int]] = {}
    for p, token in enumerate(view.words):
        if len(token) >= 3 and token.text.isalpha() and is_acronym(token.text):
            acronyms.setdefault(token.text, []).append(p)
    initials = {acronym[0].lower() for acronym in acronyms}
    for first, token in enumerate(view.words):
        opens = view.folded[first][:1] in initials and noun_kind(token.text) == "organisation"
        if not opens or token.text.isupper():
            continue
        for last in range(first + 2, min(first + _REACH, len(view) + 1)):
            if view.words[last - 1].is_punct or view.parted[last - 1]:
                break
            words = name_words(view.written(first, last))
            acronym = "".join(w[0] for w in words if w not in function_words("link")).upper()
            if acronym in acronyms:
                yield Mention(first, last, "ORG")
                yield from (Mention(p, p + 1, "ORG") for p in acronyms.pop(acronym))
                break
