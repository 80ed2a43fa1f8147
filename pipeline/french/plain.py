"""Plain text: what every analyser reads of a document, and the way back to its offsets.

The tables point into a document's exact text; that may be wrapped at a fixed width, decomposed
(NFD), full of soft hyphens, hair spaces and characters of no width. `plain_text` makes of it what
the same article would be without all that: a line a paragraph, words whole, every space an ordinary
one, accents composed. Stages make it when they read a document, the analysers see nothing else, and
offsets are turned back into those of the document where rows are written. It depends on the text
alone, so that each stage can make it again.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.french.line_ends import Joiner
from pipeline.french.paragraphs import repeated_marks, wrapped_line_ends
from pipeline.french.text import APOSTROPHES, HYPHENS, INVISIBLE, LINE_ENDS, SOFT_HYPHEN, SPACES

Edit = tuple[int, int, str]
# Texts remembered: the stages that run one after another over a shard ask the same again.
REMEMBERED = 128

_COMBINING = "\u0300-\u036f\u1dc0-\u1dff"
_LIGATURES = "\ufb00-\ufb06"
# One character for one: before lines are joined, and the spaces when that is done, since a space
# that does not break tells where a line could end.
_VARIANTS = (
    dict.fromkeys(set(LINE_ENDS) - {"\n", "\r"}, "\n")
    | dict.fromkeys(set(APOSTROPHES) - {"\u2019"}, "\u2019")
    | dict.fromkeys(HYPHENS, "-")
)
_SPACES = dict.fromkeys(set(SPACES) - {" "}, " ")
_UNUSUAL = re.compile(f"[{''.join(sorted(_VARIANTS | _SPACES))}]")
_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE, ""))
_SPACE = rf"[{SPACES}\t]"
# Whether a text holds anything that changes its length, before the slower search for what.
_ODD = re.compile(rf"[\r{INVISIBLE}{SOFT_HYPHEN}{_COMBINING}{_LIGATURES}´`]|{_SPACE}{_SPACE}")
_CHANGED = re.compile(
    rf"""
      (?P<line>\r\n?)
    | (?P<space>(?<=[^\s{INVISIBLE}])[\t{SPACES}{INVISIBLE}]{{2,}}(?=[^\s{INVISIBLE}]))
    | (?P<nothing>[{INVISIBLE}]+|{SOFT_HYPHEN}+(?![ \t]*[\r\n]))
    | (?P<composed>[^\W\d_][{_COMBINING}]+|[{_LIGATURES}])
    | (?P<apostrophe>(?<=[^\W\d_])[´`](?=[^\W\d_]))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain text of a document, and where each of its characters comes from.

    `starts[i]`, `ends[i]` are the offsets in the document of what plain character `i` was made
    from; both are None where the two texts have the same length.
    """

    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of a stretch of the plain text that is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def plain(self, start: int, end: int) -> tuple[int, int]:
        """The plain text's offsets of a stretch that `original` gave."""
        if self.starts is None or self.ends is None:
            return start, end
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def edited(self, edits: Iterable[Edit]) -> "PlainText":
        """With edits made: offsets of what goes, what comes in its place; sorted, apart."""
        parts: list[str] = []
        starts, ends = array("l"), array("l")
        position = 0
        for start, end, put in [*edits, (len(self.text), len(self.text), "")]:
            parts += self.text[position:start], put
            self._copy(starts, ends, position, start)
            if put:
                a, b = self.original(start, end)
                starts.extend([a] * len(put))
                ends.extend([b] * len(put))
            position = end
        return PlainText("".join(parts), starts, ends)

    def _copy(self, starts: "array[int]", ends: "array[int]", first: int, last: int) -> None:
        if self.starts is None or self.ends is None:
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        else:
            starts.extend(self.starts[first:last])
            ends.extend(self.ends[first:last])


@lru_cache(maxsize=REMEMBERED)
def plain_text(text: str) -> PlainText:
    """The plain text of a document's text; every line of it is a paragraph."""
    unusual = set(_UNUSUAL.findall(text))
    shown = PlainText(_replaced(text, unusual, _VARIANTS))
    if _ODD.search(shown.text):
        shown = shown.edited(_changes(shown.text))
    ends = wrapped_line_ends(shown.text)
    if ends:
        joiner = Joiner(shown.text, ends)
        marks = ((start, end, "") for start, end in repeated_marks(shown.text, ends))
        shown = shown.edited(sorted([*map(joiner.edit, ends), *marks]))
    return replace(shown, text=_replaced(shown.text, unusual, _SPACES))


def _replaced(text: str, found: set[str], table: dict[str, str]) -> str:
    """`text.translate(table)`, of which `found` are the characters to replace; much faster."""
    for character in found & table.keys():
        text = text.replace(character, table[character])
    return text


def _changes(text: str) -> list[Edit]:
    changes: list[Edit] = []
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        kind, written = match.lastgroup, match.group()
        if kind == "line":
            put = "\n"
        elif kind == "space":
            put = _space(text, start, end, written)
        elif kind == "composed":
            put = unicodedata.normalize("NFKC", written)
        else:
            put = "\u2019" if kind == "apostrophe" else ""
        changes.append((start, end, put))
    return [change for change in changes if change[2] != text[change[0] : change[1]]]


def _space(text: str, start: int, end: int, written: str) -> str:
    """One space, or a tab; the columns of a table stay apart: « 12   300 » is not 12 300."""
    spaces = written.translate(_INVISIBLE)
    if "\t" in spaces:
        return "\t"
    columns = text[start - 1].isdigit() and text[end].isdigit() and len(spaces) > 1
    return written if columns else " "[: len(spaces)]
