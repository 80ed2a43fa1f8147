"""What stands at the ends of wrapped lines: hyphenation, or a hyphen of the word's own."""

import re
from collections.abc import Sequence
from functools import cache, cached_property

from pipeline.french.lexicons import load_lexicon
from pipeline.french.numbers.words import number_words
from pipeline.french.paragraphs import HYPHENATED, LineEnd

_ELISIONS = frozenset("'’")
_LAST_WORD = re.compile(r"[^\W\d_][\w'’-]*$")
_FIRST_WORD = re.compile(r"[^\W_][\w-]*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OVER_LINE_END = re.compile(r"[\w'’-]+-\s*\n\s*[\w-]+")
# Small words inside a compound: « Brivel-|sur-Tauve », « Val-|d'Aune », « rez-de-|chaussée ».
_SMALL = "sur|sous|en|de|du|des|la|le|les|lès|lez|et|aux?|à|ès|d|l|t|ci|là"
_LINK = re.compile(rf"(?:{_SMALL})-|[dl]['’]")
_INNER_LINK = re.compile(rf"-(?:{_SMALL})$")
# Where hyphens that nothing explains end no more than this share of the lines, nobody hyphenated.
_SHARE, _SHORT = 0.05, 20


@cache
def _kept(place: str) -> frozenset[str]:
    return load_lexicon("line_end_hyphens").values("word", place=place)


class Joiner:
    """What takes the place of the wrapped line ends of one text."""

    def __init__(self, text: str, ends: Sequence[LineEnd]) -> None:
        self._text = text
        self._ends = ends

    def edit(self, place: LineEnd) -> tuple[int, int, str]:
        """Start and end of what goes, and what comes in its place: a space, or nothing.

        Of « gouver-|nement » the hyphen goes as well, of « porte-|parole » the line end alone.
        """
        text, (end, start) = self._text, place
        if text[end - 1] in HYPHENATED:
            return end - 1, start, ""
        if text[end - 1] in _ELISIONS and text[end - 2 : end - 1].isalpha():
            return end, start, ""
        if not _is_hyphen(text, place):
            return end, start, " "
        kept = self._keeps(place)
        hyphenated = self._hyphenates if kept is None else not kept
        return end - hyphenated, start, ""

    @cached_property
    def _hyphenates(self) -> bool:
        """Whether a hyphen at a line end that nothing explains is hyphenation, in this text."""
        open_ = sum(_is_hyphen(self._text, e) and self._keeps(e) is None for e in self._ends)
        return len(self._ends) < _SHORT or open_ >= _SHARE * len(self._ends)

    def _keeps(self, place: LineEnd) -> bool | None:
        """Whether the hyphen belongs to the word that goes on behind it; None if nothing tells."""
        text, (end, start) = self._text, place
        first = _LAST_WORD.search(text[max(0, end - 41) : end - 1])
        second = _FIRST_WORD.match(text, start)
        if first is None or second is None or not second.group()[0].islower():
            return True
        left, right = first.group().lower().replace("’", "'"), second.group().rstrip("-")
        stem = re.split("[-']", left)[-1]
        if f"{stem}-{right}" in self._words or f"{left}-{right}" in self._words:
            return True
        if stem + right in self._words:
            return False
        if right in _kept("after") or _LINK.match(text, start) or _INNER_LINK.search(left):
            return True
        numbers = number_words()
        if not {left, stem}.isdisjoint(_kept("before")) or (stem in numbers and right in numbers):
            return True
        if stem in _kept("prefix") and right in self._words:
            return True
        # A name is cut (« Mar-|tin ») more often than it is tied to a common noun.
        return False if first.group()[0].isupper() and "-" not in left else None

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the text, in lower case, but for those at a hyphen that ends a line."""
        whole = _OVER_LINE_END.sub(" ", self._text)
        return frozenset(word.lower() for word in _WORD.findall(whole))


def _is_hyphen(text: str, place: LineEnd) -> bool:
    """Whether the line ends with a hyphen between letters or figures."""
    before = text[place.end - 2 : place.end - 1]
    return text[place.end - 1] == "-" and before.isalnum() and text[place.start].isalnum()
