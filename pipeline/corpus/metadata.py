"""What an article says about itself: title, place and outlet of its dateline, publication date."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.french.blocks import Block
from pipeline.french.datelines.dateline import Dateline, find_dateline
from pipeline.french.datelines.words import names_outlets
from pipeline.french.furniture import BYLINE
from pipeline.french.layout import ASIDES, DATELINE, MAX_HEADLINE, layout
from pipeline.french.plain import plain_text

# Datelines and publication lines stand in the first paragraphs, signatures in the last two.
_OPENING, _CLOSING = 6, 2
_HEADS = (DATELINE, BYLINE)
_MAX_SURTITLE_WORDS = 4
_TITLE_END = re.compile(r"(?:[^.:;,…\s]|[!?…]|\.\.\.)[\s»”\")]*$")
_SIGNATURE = re.compile(
    r"(?:\((?:avec\s+)?(?:l['’]|la\s+)?(?P<bracketed>[^()\r\n]{2,40})\)"
    r"|^[—–-]\s*(?P<signed>[^.,\r\n]{2,40}))\s*\.?\s*$"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text states, as written; None where it states nothing.

    `title_span` gives the title's offsets in the text.
    """

    title: str | None = None
    title_span: tuple[int, int] | None = None
    dateline_place: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None


def describe(text: str) -> Metadata:
    """Title, dateline and publication date of an article, from its text alone."""
    plain = plain_text(text)
    text = plain.text
    blocks = layout(text)
    datelines = _datelines(text, blocks)
    span = _title_span(text, blocks)
    outlet = next((found.outlet for found in datelines if found.outlet), None)
    outlet = outlet or next(filter(None, (_signature(text, b) for b in _closing(blocks))), None)
    return Metadata(
        title=text[slice(*span)] if span else None,
        title_span=plain.original(*span) if span else None,
        dateline_place=next((found.place for found in datelines if found.place), None),
        outlet=outlet,
        published=next((found.date for found in datelines if found.date), None),
    )


def _datelines(text: str, blocks: Sequence[Block]) -> list[Dateline]:
    """Those of the opening, then those of the last paragraphs, in text order."""
    paragraphs = [list(group) for _, group in groupby(blocks, lambda block: block.paragraph)]
    last = len(paragraphs) - _CLOSING
    spans = [
        (group[0].start, group[-1].end)
        for number, group in enumerate(paragraphs)
        if group[0].kind in _HEADS and (number < _OPENING or number >= last)
    ]
    found = (find_dateline(text[start:end], leading=True) for start, end in spans)
    return [dateline for dateline in found if dateline is not None]


def _closing(blocks: Sequence[Block]) -> list[Block]:
    """The last block of text and the bylines behind it, the last first."""
    found: list[Block] = []
    for block in reversed(blocks[1:]):
        if block.kind not in ASIDES or block.kind in _HEADS:
            found.append(block)
        if block.kind not in ASIDES:
            break
    return found


def _title_span(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The headline in front of the body; a surtitle or a dateline above it is not it."""
    opening = [block for block in blocks[:_OPENING] if block.kind not in ASIDES]
    if not opening or opening[0].kind == "list":
        return None
    first, *others = opening
    if not _is_title(text, first, blocks):
        return None
    if (
        others
        and _is_surtitle(text[first.start : first.end])
        and _is_title(text, others[0], blocks)
    ):
        first = others[0]
    return first.start, first.end


def _is_title(text: str, block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the block is a headline, by the layout or by its form, with text below it."""
    more = any(other.start > block.start and other.kind not in ASIDES for other in blocks)
    if not more or block.kind not in ("headline", "body"):
        return False
    if block.kind == "headline":
        return True
    alone = all(b is block or b.paragraph != block.paragraph for b in blocks)
    line = text[block.start : block.end]
    return alone and len(line) <= MAX_HEADLINE and _TITLE_END.search(line) is not None


def _is_surtitle(line: str) -> bool:
    """« Élections municipales », « INTERNATIONAL »: a few words and no punctuation."""
    return len(line.split()) <= _MAX_SURTITLE_WORDS and not re.search(r"[:?!«»“”,]", line)


def _signature(text: str, block: Block) -> str | None:
    """« … (AFP) », « — Agence Méridienne » at the very end."""
    match = _SIGNATURE.search(text[block.start : block.end])
    if match is None:
        return None
    name = (match["bracketed"] or match["signed"]).strip()
    return name if names_outlets(name) else None
