"""What the page of an item shows: its place in the queue, its article, its form."""

import re
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

from pipeline.audit.app.forms import CHOICES, NAMES, NUMBERS, OPTIONS, SPANS
from pipeline.audit.app.state import Queue, State
from pipeline.audit.article import Paragraph, item_layers, paragraphs, sections, window_around
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.layers import Layer
from pipeline.audit.standing import Standing
from pipeline.audit.subjects import Subject
from pipeline.audit.verdicts import JUDGED, MISSING, READ

_CONTEXTS = 12
_AROUND = 90
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Place:
    """Where an item stands in its queue: number from 1, neighbours, how many are judged."""

    number: int | None
    size: int
    judged: int
    before: str | None
    after: str | None


def place_in(queue: Queue, identifier: str, judged: set[str]) -> Place:
    """Where an item stands in a queue, given what is judged."""
    place = queue.places.get(identifier)
    return Place(
        number=None if place is None else place + 1,
        size=len(queue.ids),
        judged=sum(1 for known in queue.ids if known in judged),
        before=queue.neighbour(identifier, -1),
        after=queue.neighbour(identifier, 1),
    )


def said_about(state: State, table: str, identifier: str) -> list[Standing]:
    """What the reviewers say of a row."""
    return [
        s
        for s in state.standings()
        if s.entry.verdict in JUDGED and s.entry.table == table and s.entry.row_id == identifier
    ]


def fields_of(subject: Subject, row: Row) -> list[dict[str, Any]]:
    """The fields of the form that corrects a row: name, sort, value, offset, choices."""
    spans = SPANS[subject.table]
    fields: list[dict[str, Any]] = []
    for name, column in spans.items():
        fields.append({"name": name, "sort": "span", "value": row[column] or ""})
        for also in NAMES[subject.table]:
            if also.startswith(name):
                fields.append({"name": also, "sort": "name", "value": row[also] or ""})
    known = {field["name"] for field in fields}
    fields += [
        {"name": name, "sort": "name", "value": row[name] or ""}
        for name in NAMES[subject.table]
        if name not in known
    ]
    fields += [
        {"name": name, "sort": "choice", "value": row[name] or "", "choices": CHOICES[name]}
        for name in OPTIONS[subject.table]
    ]
    if subject.table == "claims":
        values = ((name, row[name]) for name in NUMBERS)
        fields += [
            {
                "name": name,
                "sort": "number",
                "value": "" if v is None else f"{v:g}" if v % 1 else f"{v:.0f}",
            }
            for name, v in values
        ]
    return fields


def in_article(state: State, subject: Subject, row: Row) -> dict[str, Any]:
    """A quote or figure in its article: what the template `item.html` shows."""
    corpus, doc_id = state.corpus, row["doc_id"]
    document = document_of(corpus, doc_id)
    text = document["text"]
    parts = sections(corpus, doc_id)
    window = window_around(text, row["start"], row["end"])
    sentences = [s for s in corpus["sentences"].of(doc_id) if s["sent_id"] == row["sent_id"]]
    layers = [Layer(s["start"], s["end"], "sentence") for s in sentences]
    layers += item_layers(corpus, subject.table, row)
    layers += _missing_layers(state, subject.table, doc_id)
    shown = list(paragraphs(text, parts, layers, (), window))
    entity_id = row["speaker_entity_id" if subject.table == "quotes" else "source_entity_id"]
    entity = corpus["entities"].get(entity_id) if entity_id else None
    mentions = corpus["mentions"].of(doc_id)
    return {
        "document": document,
        "paragraphs": shown,
        "here": _holding(shown, row),
        "cut": window != (0, len(text)),
        "entity": entity,
        "chain": [_context(text, m) for m in mentions if entity_id and m["entity_id"] == entity_id],
        "names": sorted({m["name"] for m in mentions}),
        "read": _is_read(state, subject.table, doc_id),
        "choices": CHOICES,
        "place_name": corpus.entity_name(row.get("place_entity_id")),
        "figures": corpus["claims"].take(corpus.claims_in.get(row["quote_id"] or "", [])),
    }


def _holding(shown: list[Paragraph], row: Row) -> int:
    """The offset of the paragraph in which a row begins."""
    return max((p.start for p in shown if p.start <= row["start"]), default=0)


def _missing_layers(state: State, table: str, doc_id: str) -> list[Layer]:
    """The spans of a document that the reviewer has marked as missing."""
    found: list[Layer] = []
    for entry in state.log.live.values():
        if entry.verdict == MISSING and entry.table == table and entry.doc_id == doc_id:
            part = entry.correction["content" if table == "quotes" else "number"]
            found.append(Layer(part["start"], part["end"], "missing", entry.id))
    return found


def _is_read(state: State, table: str, doc_id: str) -> bool:
    entry = state.log.live.get((table, READ, doc_id))
    return entry is not None


def _context(text: str, mention: Row) -> dict[str, Any]:
    """A mention with what stands around it on its lines."""
    start, end = mention["start"], mention["end"]
    before = text[max(start - _AROUND, 0) : start].rsplit("\n", 1)[-1]
    after = text[end : end + _AROUND].split("\n", 1)[0]
    return {**mention, "before": _SPACE.sub(" ", before), "after": _SPACE.sub(" ", after)}


def entity_view(corpus: Corpus, row: Row) -> dict[str, Any]:
    """The entity's mentions in their lines, what it said, and what was said of it."""
    indices = corpus.mentions_of.get(row["entity_id"], [])
    mentions = corpus["mentions"].take(indices[: 20 * _CONTEXTS])
    by_document: dict[str, list[Row]] = {}
    for mention in mentions:
        by_document.setdefault(mention["doc_id"], []).append(mention)
    contexts = [
        _context(document_of(corpus, doc_id)["text"], mention)
        for doc_id, found in by_document.items()
        for mention in found
    ]
    return {
        "contexts": contexts[:_CONTEXTS],
        "more_contexts": contexts[_CONTEXTS:],
        "said": corpus["quotes"].take(corpus.quotes_by.get(row["entity_id"], [])[:200]),
        "figures": corpus["claims"].take(corpus.claims_by.get(row["entity_id"], [])[:200]),
        "said_of": said_of(corpus, row["entity_id"], 200),
    }


def said_of(corpus: Corpus, entity_id: str, limit: int) -> list[Row]:
    """The quotes of others whose content mentions an entity."""
    found: dict[str, Row] = {}
    by_document: dict[str, list[int]] = {}
    for mention in corpus["mentions"].take(corpus.mentions_of.get(entity_id, [])):
        by_document.setdefault(mention["doc_id"], []).append(mention["start"])
    for doc_id, starts in by_document.items():
        for quote in corpus["quotes"].of(doc_id):
            inside = any(quote["start"] <= start < quote["end"] for start in starts)
            if inside and quote["speaker_entity_id"] != entity_id:
                found[quote["quote_id"]] = quote
                if len(found) >= limit:
                    return list(found.values())
    return list(found.values())


def document_of(corpus: Corpus, doc_id: str) -> Row:
    """The row of a document. Raises HTTPException 404 if there is none."""
    document = corpus.document(doc_id)
    if document is None:
        raise HTTPException(404, "The document is no longer there.")
    return document
