"""The layout of an article, from its text alone: headline, dateline, body paragraphs, lists."""

import re
from dataclasses import dataclass

from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.paragraphs import paragraphs
from pipeline.french.text import is_capitals, normalise, truecase, word_forms

MAX_HEADLINE = 250
MAX_SUBTITLE = 150
# The stock model knows « » and takes “ for a verb.
_MARKS = str.maketrans("“„”", "««»")
_LIST_ITEM = re.compile(r"\s*(?:[•·▪◦‣*]|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s)|[-–—](?=\s))")
_HEADLINE_END = re.compile(r"[^.:;,…](?:\s*[»”\"])?$|[!?…][\s»”\")]*$|(?:\.\.\.)$")


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
        added = _paragraph_blocks(line, start, number)
        opened = opened or any(block.kind == "body" for block in added)
        blocks.extend(added)
    return blocks


def model_text(text: str, blocks: list[Block]) -> str:
    """What a model should see of `text`: normalised, blocks in capitals truecased; same length."""
    plain = normalise(text).translate(_MARKS)
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


def _is_headline(line: str, number: int) -> bool:
    """A line above the body that does not end like a sentence: surtitle, title or subtitle."""
    longest = MAX_HEADLINE if number == 0 else MAX_SUBTITLE
    if len(line) > longest or _LIST_ITEM.match(line) or find_dateline(line) is not None:
        return False
    return is_capitals(line) or _HEADLINE_END.search(line) is not None


def _paragraph_blocks(line: str, start: int, number: int) -> list[Block]:
    end = start + len(line)
    dateline = find_dateline(line)
    if dateline is None:
        kind = "list" if _LIST_ITEM.match(line) else "body"
        return [Block(start, end, kind, number)]
    head = Block(start, start + dateline.end, "dateline", number)
    rest = line[dateline.end :]
    body = end - len(rest.lstrip())
    return [head] if body >= end else [head, Block(body, end, "body", number)]
