"""The layout of an article, from its text alone: headline, dateline, body paragraphs, lists."""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.text import is_capitals, normalise, truecase, word_forms

MAX_HEADLINE = 250
MAX_SUBTITLE = 150
_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_LIST_ITEM = re.compile(r"\s*(?:[•·▪◦‣*]|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s)|[-–—](?=\s))")
_HEADLINE_END = re.compile(r"[^.:;,…](?:\s*[»”\"])?$|[!?…][\s»”\")]*$|(?:\.\.\.)$")
# A wrapped line goes on in the next one: enough of the next lines open in lower case.
_WRAPPED_SHARE = 0.34
_WRAPPED_WIDTH = 130


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence leaves.

    `start`, `end` are offsets without the surrounding white space; `kind` is headline, dateline,
    body or list; `paragraph` counts paragraphs (a dateline shares the number of its paragraph).
    """

    start: int
    end: int
    kind: str
    paragraph: int


def layout(text: str) -> list[Block]:
    """Blocks in text order; together they hold every character that is not white space."""
    spans = paragraphs(text)
    blocks: list[Block] = []
    opened = False
    for number, (start, end) in enumerate(spans):
        line = text[start:end]
        if not opened and number + 1 < len(spans) and _is_headline(line, number):
            blocks.append(Block(start, end, "headline", number))
            continue
        added = _paragraph_blocks(line, start, number, leading=not opened)
        opened = opened or any(block.kind == "body" for block in added)
        blocks.extend(added)
    return blocks


def model_text(text: str, blocks: list[Block]) -> str:
    """What a model should see of `text`: normalised, blocks in capitals truecased; same length."""
    plain = normalise(text)
    capitals = [is_capitals(text[block.start : block.end]) for block in blocks]
    if not any(capitals):
        return plain
    shown = [plain[b.start : b.end] for b, caps in zip(blocks, capitals, strict=True) if not caps]
    forms = word_forms("\n".join(shown))
    parts: list[str] = []
    position = 0
    for block, caps in zip(blocks, capitals, strict=True):
        if caps:
            parts += plain[position : block.start], truecase(plain[block.start : block.end], forms)
            position = block.end
    return "".join([*parts, plain[position:]])


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs, without surrounding white space.

    A line is a paragraph, unless the text is wrapped at a fixed width: then paragraphs are what
    blank lines separate.
    """
    lines = [
        (m.start() + len(m.group()) - len(m.group().lstrip()), m.start() + len(m.group().rstrip()))
        for m in _LINE.finditer(text)
        if m.group().strip()
    ]
    if not _is_wrapped(text, lines):
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _adjacent(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _adjacent(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n")
    return sum(gap.count(c) for c in "\n\r\u2028\u2029\x85") == 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    breaks = [
        (end, start) for (_, end), (start, _) in pairwise(lines) if _adjacent(text, end, start)
    ]
    if len(breaks) < 3 or max(end - start for start, end in lines) > _WRAPPED_WIDTH:
        return False
    open_ended = sum(
        text[start].islower() and text[end - 1] not in ".;:!?" for end, start in breaks
    )
    return open_ended >= _WRAPPED_SHARE * len(breaks)


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


def _paragraph_blocks(line: str, start: int, number: int, leading: bool) -> list[Block]:
    end = start + len(line)
    dateline = find_dateline(line, leading)
    if dateline is None:
        kind = "list" if _LIST_ITEM.match(line) else "body"
        return [Block(start, end, kind, number)]
    head = Block(start, start + dateline.end, "dateline", number)
    rest = line[dateline.end :]
    body = end - len(rest.lstrip())
    return [head] if body >= end else [head, Block(body, end, "body", number)]
