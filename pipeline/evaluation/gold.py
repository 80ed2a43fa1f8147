"""Gold annotation: one DOC.txt and one DOC.json a document, spans as exact substrings."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DepecheError

Offsets = tuple[int, int]
# Spans are compared without the white space, marks and punctuation around them.
TRIMMED = frozenset(" \t\r\n\u00a0\u202f«»\"“”„‹›'’.,;:!?…-–—()")


class GoldError(DepecheError):
    """A gold file is not in its form."""


@dataclass(frozen=True)
class QuoteSpans:
    """A quote as it is scored: trimmed offsets, type and the name of its resolved source."""

    span: Offsets
    type: str
    cue: Offsets | None
    speaker: Offsets | None
    name: str | None


@dataclass(frozen=True)
class ClaimSpans:
    """A claim as it is scored: trimmed offsets of number, who and source, and its values."""

    span: Offsets
    kind: str
    numbers: tuple[float | None, float | None, float | None]
    who: Offsets | None
    status: str
    source: Offsets | None


@dataclass(frozen=True)
class ChainSpans:
    """An entity as it is scored: its label, and the offsets of its mentions, not trimmed."""

    label: str
    mentions: tuple[Offsets, ...]


@dataclass(frozen=True)
class Annotated:
    """One document with its quotes, claims and entities, gold or predicted.

    `chains` is None where the gold says nothing of entities.
    """

    text: str
    quotes: tuple[QuoteSpans, ...]
    claims: tuple[ClaimSpans, ...]
    chains: tuple[ChainSpans, ...] | None = None


def trim(text: str, span: Offsets | None) -> Offsets | None:
    """The span without TRIMMED characters at its ends; unchanged if nothing else is in it."""
    if span is None:
        return None
    start, end = span
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return (start, end) if start < end else span


def load_gold(folder: Path) -> dict[str, Annotated]:
    """File stem → document, for every JSON file of the folder.

    Raises GoldError if there is none, or names the file and field whose span is not in its text.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GoldError(f"{folder} holds no gold: it needs DOC.json files beside DOC.txt files.")
    return {file.stem: _load_document(file) for file in files}


def _load_document(file: Path) -> Annotated:
    try:
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        data = json.loads(file.read_text(encoding="utf-8"))
        return Annotated(
            text,
            tuple(_quote(text, item) for item in data["quotes"]),
            tuple(_claim(text, item) for item in data["claims"]),
            _chains(text, data.get("entities")),
        )
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{file}: {error}: mend the annotation or its text.") from error


def _quote(text: str, item: dict[str, Any]) -> QuoteSpans:
    return QuoteSpans(
        span=_required(text, item, "text"),
        type=item["type"],
        cue=_span(text, item, "cue"),
        speaker=_span(text, item, "speaker"),
        name=item.get("speaker_name"),
    )


def _claim(text: str, item: dict[str, Any]) -> ClaimSpans:
    return ClaimSpans(
        span=_required(text, item, "number"),
        kind=item["kind"],
        numbers=(item["value"], item["low"], item["high"]),
        who=_span(text, item, "who"),
        status=item["status"],
        source=_span(text, item, "source"),
    )


def _chains(text: str, items: list[dict[str, Any]] | None) -> tuple[ChainSpans, ...] | None:
    """Chains from mentions that are a substring, or [substring, occurrence]; None for None."""
    if items is None:
        return None
    return tuple(ChainSpans(i["label"], tuple(_mentions(text, i["mentions"]))) for i in items)


def _mentions(text: str, mentions: list[str | list[Any]]) -> Iterator[Offsets]:
    for mention in mentions:
        part, occurrence = (mention, 1) if isinstance(mention, str) else mention
        yield _find(text, "mention", part, occurrence)


def _required(text: str, item: dict[str, Any], field: str) -> Offsets:
    span = _span(text, item, field)
    if span is None:
        raise ValueError(f"{field} must not be null")
    return span


def _span(text: str, item: dict[str, Any], field: str) -> Offsets | None:
    """Trimmed offsets of a field's substring, at the occurrence that `<field>_n` names."""
    part = item.get(field)
    if part is None:
        return None
    return trim(text, _find(text, field, part, item.get(f"{field}_n", 1)))


def _find(text: str, field: str, part: str, occurrence: int) -> Offsets:
    start = -1
    for _ in range(occurrence):
        start = text.find(part, start + 1)
        if start < 0:
            raise ValueError(f"{field} {part!r} is not in the text that often")
    return start, start + len(part)
