"""What the page of an item shows: its place in the queue, its article, its form."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.exceptions import HTTPException

from pipeline.audit.app.forms import CHOICES, NAMES, NUMBERS, OPTIONS, SPANS, TYPED, fault_of
from pipeline.audit.app.state import Queue, State
from pipeline.audit.article import Paragraph, item_layers, paragraphs, sections, window_around
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.layers import Layer
from pipeline.audit.queue import Selection, select
from pipeline.audit.rendering import bounds, plain
from pipeline.audit.subjects import SUBJECTS, Subject
from pipeline.audit.verdicts.log import JUDGED, MISSING, READ, Entry, marked_span, span_of
from pipeline.audit.verdicts.standing import Standing

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


@dataclass(frozen=True)
class Field:
    """A field of the form that corrects a row.

    `sort` is span, name, choice or number; `was` is the row's own value, `value` what is shown;
    `at` are the offsets (start-end) of a span that was put right before.
    """

    name: str
    sort: str
    was: str
    value: str
    at: str = ""
    choices: tuple[str, ...] = ()

    @property
    def fault(self) -> str:
        """The fault that a change of it stands for."""
        return fault_of(self.name)


@dataclass(frozen=True)
class Line:
    """An entry in a few words: its id, verdict, the table, what it is about and where that is."""

    id: str
    verdict: str
    table: str
    text: str
    start: int = 0


def document_of(corpus: Corpus, doc_id: str) -> Row:
    """The row of a document. Raises HTTPException 404 if there is none."""
    document = corpus.document(doc_id)
    if document is None:
        raise HTTPException(404, "The document is no longer there.")
    return document


def place_in(queue: Queue, identifier: str, judged: set[str]) -> Place:
    """Where an item stands in a queue, given what is judged."""
    place = queue.places.get(identifier)
    return Place(
        number=None if place is None else place + 1,
        size=len(queue.ids),
        judged=len(judged & queue.places.keys()),
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


def line_of(corpus: Corpus, entry: Entry | None) -> Line | None:
    """An entry in a few words; None for none."""
    if entry is None:
        return None
    text = entry.doc_id or ""
    row = corpus[entry.table].get(entry.row_id or "") if entry.table in SUBJECTS else None
    if entry.verdict == MISSING:
        text = marked_text(entry)
    elif row is not None:
        text = row_text(entry.table, row)
    start, _ = marked_span(entry) or (0, 0)
    return Line(entry.id, entry.verdict, entry.table, plain(text), start)


def row_text(table: str, row: Row) -> str:
    """What a row is about, in a few words."""
    if table == "entities":
        return str(row["name"])
    if table == "claims":
        return f"{row['kind']} {bounds(row)} {row['who'] or ''}"
    return str(row["text"])


def marked_text(entry: Entry) -> str:
    """The text that was marked as missing; empty where a line was mended by hand to none."""
    part = entry.correction.get("content") or entry.correction.get("number")
    return str(part.get("text", "")) if isinstance(part, dict) else ""


def corrections_of(entry: Entry) -> list[tuple[str, str]]:
    """What an entry puts right, as (field, text)."""
    return [(name, _shown(value)) for name, value in entry.correction.items()]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text", ""))
    if isinstance(value, float):
        return _written(value)
    return "none" if value is None else str(value)


def _written(value: float | None) -> str:
    """A number as it is typed: every digit, no exponent."""
    if value is None:
        return ""
    digits = format(Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def fields_of(
    subject: Subject, row: Row, held: Entry | None, typed: dict[str, str] | None
) -> list[Field]:
    """The fields of the form that corrects a row.

    They show what was `typed`, if the form could not be taken; else what the reviewer's verdict
    that holds puts right; else what the row says.
    """
    correction = held.correction if held and typed is None else {}
    fields: list[Field] = []

    def add(name: str, sort: str, was: str, choices: tuple[str, ...] = ()) -> None:
        value, at = was, ""
        if name in correction:
            corrected = correction[name]
            value = "" if corrected is None else _shown(corrected)
            span = span_of(corrected)
            at = "" if span is None else f"{span[0]}-{span[1]}"
        elif typed is not None:
            value, at = typed.get(name, was), typed.get(f"{name}_at", "")
        if choices and was not in choices:
            choices = (was, *choices)
        fields.append(Field(name, sort, _spaced(was), _spaced(value), at, choices))

    names = list(NAMES[subject.table])
    for name, column in SPANS[subject.table].items():
        written = row[column] or ""
        add(name, "span", written if len(written) <= TYPED else "")
        for also in [known for known in names if known.startswith(name)]:
            add(also, "name", row[also] or "")
            names.remove(also)
    for name in names:
        add(name, "name", row[name] or "")
    for name in OPTIONS[subject.table]:
        add(name, "choice", row[name] or "", CHOICES[name])
    if subject.table == "claims":
        for name in NUMBERS:
            add(name, "number", _written(row[name]))
    return fields


def _spaced(text: str) -> str:
    """On one line: a browser's field would drop line breaks, and join the words around them."""
    return " ".join(text.split())


def in_article(state: State, subject: Subject, row: Row) -> dict[str, Any]:
    """A quote or figure in its article: what the template `item.html` shows."""
    corpus, doc_id = state.corpus, row["doc_id"]
    document = document_of(corpus, doc_id)
    text = document["text"]
    window = window_around(text, row["start"], row["end"])
    parts = sections(corpus, doc_id, window)
    sentences = corpus["sentences"].of(doc_id, (row["start"], row["start"] + 1))
    marks = marks_in(state, subject.table, doc_id)
    layers = [Layer(s["start"], s["end"], "sentence") for s in sentences]
    layers += item_layers(corpus, subject.table, row, window)
    layers += missing_layers(marks)
    shown = list(paragraphs(text, parts, layers, (), window))
    entity_id = row["speaker_entity_id" if subject.table == "quotes" else "source_entity_id"]
    entity = corpus["entities"].get(entity_id) if entity_id else None
    mentions = corpus["mentions"].of(doc_id, window)
    chain = corpus.mentions_in(doc_id, entity_id)
    return {
        "document": document,
        "paragraphs": shown,
        "here": _holding(shown, row),
        "cut": window != (0, len(text)),
        "entity": entity,
        "chain": [_context(text, mention) for mention in chain],
        "names": names_in(mentions),
        "mentions": mentions_json(mentions),
        "marks": [line_of(corpus, entry) for entry in marks if entry.verdict == MISSING],
        "read": next((entry for entry in marks if entry.verdict == READ), None),
        "choices": CHOICES,
        "place_name": corpus.entity_name(row.get("place_entity_id")),
        "figures": corpus["claims"].take(corpus.claims_in.get(row["quote_id"] or "", [])),
    }


def names_in(mentions: list[Row]) -> list[str]:
    """The names that a document gives, to choose from."""
    return sorted({mention["name"] for mention in mentions})


def mentions_json(mentions: list[Row]) -> str:
    """Mentions as JSON, [start, end, name] each: what is selected on the page is named by them."""
    return json.dumps([[m["start"], m["end"], m["name"]] for m in mentions], ensure_ascii=False)


def _holding(shown: list[Paragraph], row: Row) -> int:
    """The offset of the paragraph in which a row begins."""
    return max((p.start for p in shown if p.start <= row["start"]), default=0)


def marks_in(state: State, table: str, doc_id: str) -> list[Entry]:
    """The reviewer's marks on a document that hold: what is missing, and that it was read."""
    return [
        s.entry
        for s in state.tables.standings([state.log])
        if s.entry.verdict in (MISSING, READ)
        and s.stale is None
        and (s.entry.table, s.entry.doc_id) == (table, doc_id)
    ]


def missing_layers(marks: list[Entry]) -> list[Layer]:
    """The spans that are marked as missing."""
    spans = ((entry, marked_span(entry)) for entry in marks if entry.verdict == MISSING)
    return [Layer(*span, "missing", entry.id) for entry, span in spans if span]


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
        "longer_names": longer_names(corpus, row, 8),
    }


def longer_names(corpus: Corpus, row: Row, limit: int) -> list[Row]:
    """Other entities whose name holds an entity's: to a bare surname those with the full name."""
    filters, one = (("name", row["name"]),), limit + 1
    found = select(corpus, Selection(table="entities", filters=filters, order="frequent", n=one))
    others = corpus["entities"].take(found)
    return [other for other in others if other["entity_id"] != row["entity_id"]][:limit]


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
