"""Where paragraphs begin and end, from the lines of a text alone.

A line is a paragraph, unless the text is wrapped at a fixed width: then `wrapped_line_ends` says
which line ends lie inside paragraphs, and `pipeline.french.plain` makes spaces of them. Everything
behind that sees text in which every line end is a paragraph's.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.french.names.function_words import function_words
from pipeline.french.text import LINE_ENDS, SOFT_HYPHEN, fold, is_capitals, solid

_LINE = re.compile(rf"[^{LINE_ENDS}]+")
# Lines longer than this are paragraphs, lines all shorter than that verses or columns of a table.
_WIDEST, _NARROWEST = 130, 30
# A text of one or two lines needs a width that nobody writes by hand.
_NARROWEST_SHORT = 50
# Of a wrapped text's line ends this share at least lie in the middle of a sentence; nearly all of
# these stand where the next word did not fit.
_OPEN_SHARE, _FULL_SHARE = 0.34, 0.85
# Stretches of lines with a width of their own: line ends that tell it, and all of them together.
_OWN, _OWN_TOGETHER = 2, 4
# Lines wrapped by hand, of any width: some end with a word that no line of a list or a verse would
# end with (« de », « la »), or with a hyphen.
_TIED_LINES, _TIED_SHARE = 3, 0.2
_OVERHANG = 8
_CLOSED = re.compile(r"[.!?…:;][\s»”\"’)\]]*$")
# With the marks before it, and what a space that does not break ties to it.
_FIRST_WORD = re.compile(r"[^\w \t]*(?:[ \t]?[^ \t]+)")
_OPENING = re.compile(r"^[«“\"(\s]+")
_BULLET = re.compile(r"[•·▪◦‣*]")
# At the end of a line these are hyphenation and nothing else; « ¬ » is that of scanned papers.
HYPHENATED = frozenset(SOFT_HYPHEN + "¬")
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-–—])\s")


class LineEnd(NamedTuple):
    """A line end between two lines without a blank one: where the lines end and begin."""

    end: int
    start: int


class _Line(NamedTuple):
    start: int
    end: int
    indent: int


class _Break(NamedTuple):
    """A line end inside a group of lines, with what tells whether its paragraph goes on.

    `width` is that of the line before, `word` the length of the next line's first word. `open`: no
    sentence ends here, and the next word is in lower case or hangs on a hyphen; `tied`: the line
    also ends with a small word or a hyphen. `begins`: a paragraph begins here.
    """

    place: LineEnd
    width: int
    word: int
    open: bool
    tied: bool
    begins: bool


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs, which are the lines, without surrounding white space."""
    return [(line.start, line.end) for line in _lines(text)]


def wrapped_line_ends(text: str) -> list[LineEnd]:
    """The line ends inside paragraphs, in order; none where the text is not wrapped.

    Offsets are those of the white space around the line end. A soft hyphen at the end of a line
    joins it to the next, wrapped or not.
    """
    lines = _lines(text)
    groups = _groups(text, lines) if _mostly_short(lines) else []
    widths = _widths(groups)
    if widths is None:
        adjacent = (LineEnd(a.end, b.start) for a, b in pairwise(lines) if _adjacent(text, a, b))
        return [place for place in adjacent if text[place.end - 1] in HYPHENATED]
    longest = max(b.width for group in groups for b in group if b.open) + _OVERHANG
    return [
        b.place
        for group, width in zip(groups, widths, strict=True)
        for b in group
        if _goes_on(text, b, width, longest)
    ]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for match in _LINE.finditer(text):
        start, end = solid(text, *match.span())
        if start < end:
            found.append(_Line(start, end, start - match.start()))
    return found


def _mostly_short(lines: Sequence[_Line]) -> bool:
    """Whether the lines could be wrapped; an address or two may be longer."""
    long = sum(line.end - line.start > _WIDEST for line in lines)
    return long <= len(lines) // 20


def _groups(text: str, lines: Sequence[_Line]) -> list[list[_Break]]:
    """The line ends between adjacent lines, a list for each stretch without a blank line."""
    groups: list[list[_Break]] = [[]]
    for line, following in pairwise(lines):
        if _adjacent(text, line, following):
            groups[-1].append(_break(text, line, following))
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _adjacent(text: str, line: _Line, following: _Line) -> bool:
    gap = text[line.end : following.start].replace("\r\n", "\n")
    return gap == "\n" or sum(gap.count(c) for c in LINE_ENDS) == 1


def _break(text: str, line: _Line, following: _Line) -> _Break:
    before, after = text[line.start : line.end], text[following.start : following.end]
    closed = _CLOSED.search(before[-6:]) is not None
    hyphenated = _is_hyphenated(before) and after[0].isalnum()
    open_ = hyphenated or (_OPENING.sub("", after)[:1].islower() and not closed)
    begins = (
        _BULLET.match(after) is not None
        or (is_capitals(before) and not after.isupper())
        or (closed and (_ITEM.match(after) is not None or following.indent > line.indent))
    )
    return _Break(
        LineEnd(line.end, following.start),
        line.indent + len(before),
        _first_word(after),
        open_,
        hyphenated or (open_ and _last_word(before) in _small_words()),
        begins,
    )


@cache
def _small_words() -> frozenset[str]:
    return function_words("leading", "preposition", "relative", "copula")


def _last_word(line: str) -> str:
    return fold(re.split(r"[\s«“(]", line[-20:])[-1])


def _is_hyphenated(line: str) -> bool:
    """Whether a line ends with the hyphen or the apostrophe of a word."""
    return line[-1] in "-'’" and line[-2:-1].isalnum()


def _first_word(line: str) -> int:
    match = _FIRST_WORD.match(line)
    return match.end() if match else 0


def _widths(groups: Sequence[Sequence[_Break]]) -> list[int] | None:
    """The width that each group of lines is wrapped at, or None where the text is not wrapped."""
    breaks = [b for group in groups for b in group]
    opens = [b.width for b in breaks if b.open]
    if not opens or len(opens) < _OPEN_SHARE * len(breaks):
        return None
    widest = max(opens)
    if widest > _WIDEST or widest < (_NARROWEST if len(opens) > 2 else _NARROWEST_SHORT):
        return None
    if _mostly_full((b, widest) for b in breaks if b.open):
        return [widest] * len(groups)
    own = {k: width for k, group in enumerate(groups) if (width := _own_width(group))}
    telling = [(b, own[k]) for k in own for b in groups[k] if b.open]
    if len(telling) >= _OWN_TOGETHER and _mostly_full(telling):
        return [own.get(k, widest) for k in range(len(groups))]
    tied = sum(b.tied for b in breaks)
    if len(opens) >= _TIED_LINES and tied >= _TIED_SHARE * len(opens):
        return [int(median(opens))] * len(groups)
    return None


def _own_width(group: Sequence[_Break]) -> int | None:
    opens = [b.width for b in group if b.open]
    return max(opens) if len(opens) >= _OWN else None


def _mostly_full(places: Iterable[tuple[_Break, int]]) -> bool:
    full = [_is_full(place, width) for place, width in places]
    return sum(full) >= _FULL_SHARE * len(full)


def _is_full(place: _Break, width: int) -> bool:
    """Whether the next line's first word would not have fitted."""
    return place.width + 1 + place.word > width


def _goes_on(text: str, place: _Break, width: int, longest: int) -> bool:
    """Whether the paragraph goes on in the next line; no line longer than `longest` is wrapped."""
    if place.begins:
        return False
    end = place.place.end
    if place.open or text[end - 1] in HYPHENATED or _is_hyphenated(text[end - 2 : end]):
        return True
    return _is_full(place, width) and place.width <= longest


def repeated_marks(text: str, ends: Sequence[LineEnd]) -> list[tuple[int, int]]:
    """Offsets of the guillemets that an open quotation repeats at the head of wrapped lines.

    With the spaces behind them. Old newspapers and some magazines set them so, on every line: one
    line without shows that the mark opens another quotation.
    """
    found: list[tuple[int, int]] = []
    own: list[tuple[int, int]] = []
    depth, position, sound = 0, 0, True
    for place in ends:
        between = text[position : place.end]
        if "\n" in between:  # another paragraph
            found += own if sound else []
            own, depth, sound = [], 0, True
            between = between[between.rindex("\n") :]
        depth = max(depth + between.count("«") - between.count("»"), 0)
        position = place.start
        if depth and text[position] == "«":
            position = place.start + 1
            while position < len(text) and text[position] == " ":
                position += 1
            own.append((place.start, position))
        elif depth:
            sound = False
    return found + (own if sound else [])
