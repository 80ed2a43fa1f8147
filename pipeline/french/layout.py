"""The layout of an article, from its text alone: headline, dateline, body, lists, furniture."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.french.blocks import Block, LaidOut
from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.furniture import BYLINE, CAPTION, POINTER, is_signature, pieces, whole_line
from pipeline.french.paragraphs import paragraphs
from pipeline.french.plain import REMEMBERED
from pipeline.french.posts import find_posts, stretches
from pipeline.french.records import Offsets
from pipeline.french.text import is_capitals, solid

HEADLINE, DATELINE, BODY, LIST, POST = "headline", "dateline", "body", "list", "post"
# Blocks beside the article's own running text: nobody in them says what others are quoted with.
ASIDES = frozenset({DATELINE, BYLINE, CAPTION, POINTER, POST})
MAX_HEADLINE = 250
MAX_SUBTITLE = 150
_LONGEST_CREDIT = 80
_QUOTED_END = re.compile(r"[»”\"][\s.]*$")
_LIST_ITEM = re.compile(r"\s*(?:[•·▪◦‣*]|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s)|[-–—](?=\s))")
_HEADLINE_END = re.compile(r"[^.:;,…](?:\s*[»”\"])?$|[!?…][\s»”\")]*$|(?:\.\.\.)$")


@dataclass(frozen=True, slots=True)
class _Strip:
    """A line, or what a post has left of one, or a post, which may run over lines."""

    start: int
    end: int
    is_post: bool = False


@lru_cache(maxsize=REMEMBERED)
def layout(text: str) -> tuple[Block, ...]:
    """Blocks in text order; together they hold every character that is not white space."""
    lines = paragraphs(text)
    strips = _strips(text, lines, sorted(stretches(find_posts(text, lines))))
    found: list[tuple[int, int, str]] = []
    opened = False
    for number, strip in enumerate(strips):
        line = text[strip.start : strip.end]
        kind = POST if strip.is_post else _standing_alone(text, strips, number)
        if kind is None and not opened and number + 1 < len(strips) and _is_headline(line, number):
            kind = HEADLINE
        if kind is not None:
            found.append((strip.start, strip.end, kind))
            continue
        parts = _parts(line, leading=not opened)
        opened = opened or any(kind == BODY for _, _, kind in parts)
        found += [(strip.start + start, strip.start + end, kind) for start, end, kind in parts]
    return tuple(_signed(text, _numbered(text, found)))


def laid_out(text: str) -> LaidOut:
    """A plain text with its layout."""
    return LaidOut(text, layout(text))


def blocks_of(doc: Doc) -> tuple[Block, ...]:
    """The layout of a Doc's text, found once."""
    if doc._.depeche_blocks is None:
        doc._.depeche_blocks = layout(doc.text)
    blocks: tuple[Block, ...] = doc._.depeche_blocks
    return blocks


def _strips(text: str, lines: list[Offsets], posts: list[Offsets]) -> list[_Strip]:
    """Lines cut where posts begin and end, and the posts, in text order."""
    found = [_Strip(start, end, True) for start, end in posts]
    starts, ends = [start for start, _ in posts], [end for _, end in posts]
    for start, end in lines:
        within = posts[bisect_right(ends, start) : bisect_left(starts, end)]
        found += [_Strip(*stretch) for stretch in _between(text, start, end, within)]
    return sorted(found, key=lambda strip: strip.start)


def _between(text: str, start: int, end: int, taken: Iterable[Offsets]) -> Iterator[Offsets]:
    """What the stretches that are taken, in order, leave of a text from `start` to `end`."""
    for low, high in [*taken, (end, end)]:
        first, last = solid(text, start, low)
        if first < last:
            yield first, last
        start = max(start, high)


def _standing_alone(text: str, strips: list[_Strip], number: int) -> str | None:
    """The kind of a line that is furniture as a whole; the first line may be a title."""
    line = text[strips[number].start : strips[number].end]
    above = strips[number - 1] if number else None
    quoted = above is not None and _QUOTED_END.search(text, above.start, above.end)
    kind = whole_line(line, below_quote=bool(quoted))
    return None if number == 0 and (kind == POINTER or len(line) > _LONGEST_CREDIT) else kind


def _numbered(text: str, found: list[tuple[int, int, str]]) -> list[Block]:
    blocks: list[Block] = []
    number = -1
    for start, end, kind in found:
        before = blocks[-1] if blocks else None
        heads = before is not None and before.kind == DATELINE and kind == BODY
        if not heads or before is None or _breaks(text[before.end : start]):
            number += 1
        blocks.append(Block(start, end, kind, number))
    return blocks


def _breaks(gap: str) -> bool:
    return bool(gap) and gap.splitlines() != [gap]


def _signed(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, where a name alone closes the article as a byline.

    Not below a paragraph that a quote closes: there it signs the quote.
    """
    last = len(blocks) - 1
    while last > 1 and blocks[last].kind in ASIDES:
        last -= 1
    if last < 1 or blocks[last].kind not in (BODY, HEADLINE):
        return blocks
    line, before = blocks[last], blocks[last - 1]
    if before.kind not in (BODY, LIST) or _QUOTED_END.search(text, before.start, before.end):
        return blocks
    if is_signature(text[line.start : line.end]):
        blocks[last] = replace(line, kind=BYLINE)
    return blocks


def _is_headline(line: str, number: int) -> bool:
    """A line above the body that does not end like a sentence: surtitle, title or subtitle."""
    longest = MAX_HEADLINE if number == 0 else MAX_SUBTITLE
    if (
        len(line) > longest
        or _LIST_ITEM.match(line)
        or find_dateline(line, leading=True) is not None
    ):
        return False
    return is_capitals(line) or _HEADLINE_END.search(line) is not None


def _parts(line: str, leading: bool) -> list[tuple[int, int, str]]:
    """The parts of a line with their kinds: a dateline in front, its text, furniture glued on."""
    dateline = find_dateline(line, leading)
    base = dateline.end if dateline else 0
    found = [(0, base, BYLINE if dateline.signed else DATELINE)] if dateline else []
    found += [(base + piece.start, base + piece.end, piece.kind) for piece in pieces(line[base:])]
    kind = LIST if not dateline and _LIST_ITEM.match(line) else BODY
    taken = [(start, end) for start, end, _ in found]
    text = [(start, end, kind) for start, end in _between(line, 0, len(line), taken)]
    return sorted(found + text)
