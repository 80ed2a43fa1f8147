"""Blocks: the stretches of an article that a layout tells apart, and what a model sees of them.

What an engine needs of a layout stands here, apart from how one is found (`layout`): that asks
names, places and roles, and a new first name must not make every article be parsed again.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.french.plain import REMEMBERED
from pipeline.french.text import is_capitals, normalise, truecase, word_forms

# The stock model knows « » and takes “ for a verb.
_MARKS = str.maketrans("“„”", "««»")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence leaves.

    `start`, `end` are offsets without the surrounding white space; `kind` is headline, dateline,
    body, list, byline, caption, pointer or post; `paragraph` counts paragraphs (a dateline shares
    the number of the text behind it; what is glued to a paragraph is a paragraph of its own).
    """

    start: int
    end: int
    kind: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A plain text with its blocks, in text order: what an engine is given."""

    text: str
    blocks: tuple[Block, ...]


@lru_cache(maxsize=REMEMBERED)
def model_text(article: LaidOut) -> str:
    """What a model should see of a text: normalised, blocks in capitals truecased; same length."""
    text, blocks = article.text, article.blocks
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
