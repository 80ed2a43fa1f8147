"""Characters: which of them are spaces, line ends, apostrophes; case and diacritics.

This is the one place that knows the kinds of space. What changes text here keeps its length; what
does not is `pipeline.french.plain`.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# Characters that are one space each, of whatever width; a tab and what ends a line are none.
SPACES = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u202f\u205f\u3000\x0b\x0c"
)
LINE_ENDS = "\n\r\x85\u2028\u2029"
# Of no width: control characters, zero-width spaces and joiners, the mark of UTF-8, marks of
# writing direction.
INVISIBLE = "".join(map(chr, [*range(0x09), *range(0x0E, 0x1C), 0x7F])) + (
    "\u200b\u200c\u200d\u2060\ufeff\u180e\u200e\u200f\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
SOFT_HYPHEN = "\u00ad"
APOSTROPHES = "\u2019\u02bc\u2032\uff07"
HYPHENS = "\u2010\u2011"
_CHARACTERS = str.maketrans(
    dict.fromkeys(SPACES + "\t\u200b\ufeff", " ")
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
)
_PART = re.compile(r"[^\W\d_]+")


def normalise(text: str) -> str:
    """Ordinary spaces, apostrophes and hyphens for their variants; line ends stay; same length."""
    return text.translate(_CHARACTERS)


def solid(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a stretch of a text without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=2**16)
def fold(text: str) -> str:
    """Lower case without diacritics, for comparing names: « Éléonore » gives « eleonore »."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def plain_capitals(text: str) -> str:
    """Capitals without their diacritics, as many newsrooms write them: « Etat »; same length."""
    return "".join(_plain(c) if c.isupper() else c for c in text)


def _plain(capital: str) -> str:
    return unicodedata.normalize("NFD", capital)[0]


def is_capitals(line: str) -> bool:
    """Whether a line is set in capitals: at least two words, nearly all letters upper case."""
    letters = [c for c in line if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) >= 8 and len(_PART.findall(line)) >= 2 and upper >= 0.9 * len(letters)


def word_forms(text: str) -> dict[str, str]:
    """Folded word → its most frequent form, not counting forms that only open a sentence.

    This is what truecasing learns from: the body shows « Karabakh » and « président » as they are.
    """
    counts: dict[str, Counter[str]] = {}
    for match in _PART.finditer(text):
        word = match.group()
        before = text[max(0, match.start() - 4) : match.start()].rstrip(' \u00a0\u202f«“"(')[-1:]
        opens = before in ("", ".", "!", "?", "…", "\n", ":", "–", "—")
        # A form that opens a sentence says nothing about its case: it counts for almost nothing.
        weight = 1 if opens and word[:1].isupper() and not word.isupper() else 100
        counts.setdefault(fold(word), Counter())[word] += weight
    return {folded: forms.most_common(1)[0][0] for folded, forms in counts.items()}


def truecase(line: str, forms: dict[str, str]) -> str:
    """A line in capitals, as it would stand in running text; same length.

    Words take the form that `forms` (of `word_forms`) shows; others become lower case, and the
    first letter stays a capital. A form of another length is not used.
    """

    def recase(match: re.Match[str]) -> str:
        word = match.group()
        known = forms.get(fold(word))
        if known is not None and len(known) == len(word):
            return known
        lowered = word.lower()
        return lowered if len(lowered) == len(word) else word

    cased = _PART.sub(recase, line)
    first = next((i for i, c in enumerate(cased) if c.isalpha()), None)
    if first is None or len(cased[first].upper()) != 1:
        return cased
    return cased[:first] + cased[first].upper() + cased[first + 1 :]
