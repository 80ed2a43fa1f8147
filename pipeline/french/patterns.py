"""Word patterns of the lexicons as one compiled expression."""

import re
import unicodedata
from collections.abc import Iterable

_ADVERB = r"\w+ment|ainsi|aussi|donc|encore|toujours|tous|toutes|pour\s+l['’](?:heure|instant)"
_GAP = rf"(?:(?<=['’])|\s+(?:(?:{_ADVERB})\s+)?)"


def phrase(pattern: str) -> str:
    """A lexicon pattern as a regular expression.

    `*` ends any word, `|` separates variants of one word; between words stand white space and at
    most one adverb; an apostrophe may be typed either way.
    """
    words = []
    for word in pattern.split():
        variants = "|".join(re.escape(v).replace(r"\*", r"\w*") for v in word.split("|"))
        words.append(f"(?:{variants})".replace("'", "['’]"))
    return _GAP.join(words)


def accents(pattern: str) -> str:
    """A regular expression whose accents may also be missing or be combining characters."""
    letters = ((char, unicodedata.normalize("NFD", char)[0]) for char in pattern)
    return "".join(
        char if char == plain else rf"(?:{char}|{plain}[\u0300-\u036f]?)" for char, plain in letters
    )


def alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    """The longest of the patterns that stands at a word's start and ends at a word's end."""
    ordered = sorted(patterns, key=len, reverse=True)
    inner = "|".join(phrase(pattern) for pattern in ordered)
    return re.compile(rf"(?<![\w-])(?:{inner})(?:(?<=['’])|(?!\w))", re.IGNORECASE)
