"""What an engine gives: sentences, tokens and entity spans, the same whichever engine it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.french.addresses import is_address
from pipeline.french.blocks import LaidOut
from pipeline.french.tokens import Tokens

Span = tuple[int, int, str]
# Inside what an engine holds for a word: between an elision and a mark, and the marks themselves;
# a comma without a space behind it. They are parted by every engine.
MARKED = (r"(?<=[a-zA-ZÀ-ÿ]['’])(?=[\"«“„‹])", r"[\"«»“”„‹›]", r",(?=[a-zA-ZÀ-ÿ])")
_PARTED = re.compile(rf"({MARKED[1]}|{MARKED[2]}|\s+)")


@dataclass(slots=True)
class Sentence:
    """A sentence: offsets in the document, its block's kind and paragraph."""

    start: int
    end: int
    kind: str
    paragraph: int


@dataclass(slots=True)
class Analysis:
    """Sentences and tokens of one document."""

    sentences: list[Sentence]
    tokens: Tokens


class Tokenizer(Protocol):
    """Text to sentences, tokens, tags and parse."""

    def analyse(self, texts: Sequence[LaidOut]) -> list[Analysis]:
        """Tokens and sentences of each text, in order; offsets are those of the text."""


class Recogniser(Protocol):
    """Tokens to entity spans; `origin` is what mentions say that they come from."""

    origin: str

    def recognise(self, texts: Sequence[LaidOut], tokens: Sequence[Tokens]) -> list[list[Span]]:
        """For each text its mentions as (start, end, label), sorted; labels are LABELS."""


def address_pos(token: str) -> str | None:
    """The UD tag of a web address, @name or #tag, whatever a tagger takes it for; else None."""
    if not is_address(token):
        return None
    return "PROPN" if token[0] in "@#" else "SYM"


def part(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The offsets of what `text[start:end]` holds, parted at marks and white space.

    An elided word stays one with its apostrophe: « l'"accord » gives three parts.
    """
    parts: list[tuple[int, int]] = []
    at = start
    for piece in _PARTED.split(text[start:end]):
        if piece and not piece.isspace():
            parts.append((at, at + len(piece)))
        at += len(piece)
    return parts
