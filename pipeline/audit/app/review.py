"""Reviewing: one item in its article, and what the reviewer says of it."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.audit.app.addresses import address, described, query_of, selection_of
from pipeline.audit.app.forms import (
    CHOICES,
    NAMES,
    NUMBERS,
    OPTIONS,
    SPANS,
    correction_of,
    faults_of,
    missing_of,
    named_by,
)
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.security import check_token
from pipeline.audit.app.state import Queue, State
from pipeline.audit.article import Paragraph, item_layers, paragraphs, sections, window_around
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.layers import Layer
from pipeline.audit.standing import Standing
from pipeline.audit.subjects import ENTITIES, SUBJECTS, Subject, judged_values
from pipeline.audit.verdicts import JUDGED, MISSING, READ, WRONG
from pipeline.errors import AuditError

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


def start(request: Request) -> Response:
    """To the first item of a queue that the reviewer has not judged."""
    table = request.path_params["table"]
    if table not in SUBJECTS:
        raise HTTPException(404, "Quotes, claims and entities can be reviewed.")
    state = state_of(request)
    selection = selection_of(table, request.query_params)
    queue = state.tables.queue(selection)
    identifier = queue.next_open(state.judged(table))
    if identifier is not None:
        return RedirectResponse(address(table, identifier, query_of(selection)), 303)
    place = _place(queue, "", state.judged(table))
    return page(request, "done.html", table=table, what=described(selection), place=place)


def item(request: Request) -> Response:
    """The page of a row: a quote or a figure in its article, an entity with what it is in."""
    table, identifier = request.path_params["table"], request.path_params["id"]
    if table not in SUBJECTS:
        raise HTTPException(404, f"There is no table {table!r} whose rows have pages.")
    state, subject = state_of(request), SUBJECTS[table]
    row = state.corpus[table].get(identifier)
    if row is None:
        return page(
            request,
            "gone.html",
            404,
            table=table,
            id=identifier,
            said=_said(state, table, identifier),
        )
    selection = selection_of(table, request.query_params)
    query = query_of(selection)
    place = (
        _place(state.tables.queue(selection), identifier, state.judged(table)) if query else None
    )
    said = _said(state, table, identifier)
    own = next((s for s in said if s.reviewer == state.reviewer), None)
    shared: dict[str, Any] = {
        "subject": subject,
        "row": row,
        "id": identifier,
        "query": query,
        "place": place,
        "what": described(selection),
        "own": own,
        # Others' verdicts are shown once one's own is given: two reviewers judge apart.
        "others": [s for s in said if s.reviewer != state.reviewer] if own else [],
        "last": state.log.last,
        "fields": _fields(subject, row),
    }
    if subject is ENTITIES:
        return page(request, "entity.html", **shared, **_entity(state.corpus, row))
    return page(request, "item.html", **shared, **_in_article(state, subject, row))


async def judge(request: Request) -> Response:
    """Write a verdict, then on to the next item of the queue."""
    form, state = await _form(request), state_of(request)
    subject, identifier = _subject(form), str(form.get("id", ""))
    row = state.corpus[subject.table].get(identifier)
    if row is None:
        raise HTTPException(404, "The row is no longer there: the tables have been made again.")
    verdict = next((known for known in JUDGED if known == form.get("verdict")), None)
    if verdict is None:
        raise AuditError(f"A verdict is one of {', '.join(JUDGED)}.")
    values = _document_values(state.corpus, row)
    correction: dict[str, Any] = {}
    faults: list[str] = []
    if verdict == WRONG:
        correction = _corrected(state.corpus, subject, row, _texts(form))
        faults = faults_of(subject, [str(f) for f in form.getlist("fault")], correction)
    state.logs.append(
        state.reviewer,
        verdict,
        table=subject.table,
        row_id=identifier,
        faults=tuple(faults),
        note=str(form.get("note", "")).strip(),
        correction=correction,
        row=judged_values(subject, row),
        queue=str(form.get("queue", "")),
        **values,
    )
    return _onward(state, subject.table, identifier, str(form.get("queue", "")))


async def mark_missing(request: Request) -> Response:
    """Write that a quote or a figure was not found, then back to where one was."""
    form, state = await _form(request), state_of(request)
    doc_id, table = str(form.get("doc_id", "")), str(form.get("table", ""))
    document = _document(state.corpus, doc_id)
    correction = missing_of(table, document["text"], _texts(form))
    name, span = ("speaker_name", "speaker") if table == "quotes" else ("source_name", "source")
    if not str(form.get(name, "")).strip():
        named = named_by(state.corpus["mentions"].of(doc_id), correction[span])
        correction[name] = named or correction[name]
    part = correction["content" if table == "quotes" else "number"]
    state.logs.append(
        state.reviewer,
        MISSING,
        table=table,
        row_id=f"{doc_id}:{part['start']}-{part['end']}",
        doc_id=doc_id,
        text_sha256=document["text_sha256"],
        note=str(form.get("note", "")).strip(),
        correction=correction,
        queue=str(form.get("queue", "")),
    )
    return _back(form)


async def mark_read(request: Request) -> Response:
    """Write that nothing else of a table is missing in a document."""
    form, state = await _form(request), state_of(request)
    doc_id, table = str(form.get("doc_id", "")), _subject(form).table
    document = _document(state.corpus, doc_id)
    state.logs.append(
        state.reviewer,
        READ,
        table=table,
        doc_id=doc_id,
        text_sha256=document["text_sha256"],
        queue=str(form.get("queue", "")),
    )
    return _back(form)


async def undo(request: Request) -> Response:
    """Take back the reviewer's last entry, and show what it was about."""
    await _form(request)
    state = state_of(request)
    entry = state.logs.undo(state.reviewer)
    if entry is None:
        return RedirectResponse("/", 303)
    if entry.verdict in JUDGED:
        return RedirectResponse(address(entry.table, entry.row_id or "", entry.queue), 303)
    return RedirectResponse(address("documents", entry.doc_id or ""), 303)


async def _form(request: Request) -> FormData:
    form = await request.form()
    check_token(state_of(request).token, form.get("token"))
    return form


def _texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _subject(form: FormData) -> Subject:
    table = str(form.get("table", ""))
    if table not in SUBJECTS:
        raise AuditError(f"There is no table {table!r} to judge.")
    return SUBJECTS[table]


def _document(corpus: Corpus, doc_id: str) -> Row:
    document = corpus.document(doc_id)
    if document is None:
        raise HTTPException(404, "The document is no longer there.")
    return document


def _document_values(corpus: Corpus, row: Row) -> dict[str, Any]:
    """The document of a row and its text's hash; an entity is of no one document."""
    if "doc_id" not in row:
        return {}
    return {"doc_id": row["doc_id"], "text_sha256": _document(corpus, row["doc_id"])["text_sha256"]}


def _corrected(corpus: Corpus, subject: Subject, row: Row, form: dict[str, str]) -> dict[str, Any]:
    """What the form puts right; a new speaker or source is named as the document names it."""
    text = _document(corpus, row["doc_id"])["text"] if "doc_id" in row else ""
    correction = correction_of(subject, row, text, form)
    for span, name in (("speaker", "speaker_name"), ("source", "source_name")):
        if span in correction and name not in correction:
            found = correction[span]
            named = named_by(corpus["mentions"].of(row["doc_id"]), found)
            named = named or (found["text"] if found else None)
            if named != row[name]:
                correction[name] = named
    return correction


def _onward(state: State, table: str, identifier: str, query: str) -> Response:
    """To the next open item behind this one, or to the end of the queue; without one, stay."""
    if not query:
        return RedirectResponse(address(table, identifier), 303)
    selection = selection_of(table, _parsed(query))
    following = state.tables.queue(selection).next_open(state.judged(table), identifier)
    if following is None:
        return RedirectResponse(f"/review/{table}?{query_of(selection)}", 303)
    return RedirectResponse(address(table, following, query_of(selection)), 303)


def _back(form: FormData) -> Response:
    """To the page of the item or document that the form was on; never to an address given."""
    table, identifier = str(form.get("from_table", "")), str(form.get("from_id", ""))
    if table not in (*SUBJECTS, "documents") or not identifier:
        return RedirectResponse("/", 303)
    query = ""
    if table in SUBJECTS:
        query = query_of(selection_of(table, _parsed(str(form.get("queue", "")))))
    return RedirectResponse(address(table, identifier, query), 303)


def _parsed(query: str) -> dict[str, str]:
    return dict(parse_qsl(query))


def _place(queue: Queue, identifier: str, judged: set[str]) -> Place:
    place = queue.places.get(identifier)
    return Place(
        number=None if place is None else place + 1,
        size=len(queue.ids),
        judged=sum(1 for known in queue.ids if known in judged),
        before=queue.neighbour(identifier, -1),
        after=queue.neighbour(identifier, 1),
    )


def _said(state: State, table: str, identifier: str) -> list[Standing]:
    """What the reviewers say of a row."""
    return [
        s
        for s in state.standings()
        if s.entry.verdict in JUDGED and s.entry.table == table and s.entry.row_id == identifier
    ]


def _fields(subject: Subject, row: Row) -> list[dict[str, Any]]:
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


def _in_article(state: State, subject: Subject, row: Row) -> dict[str, Any]:
    corpus, doc_id = state.corpus, row["doc_id"]
    document = _document(corpus, doc_id)
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


def _entity(corpus: Corpus, row: Row) -> dict[str, Any]:
    """The entity's mentions in their lines, what it said, and what was said of it."""
    indices = corpus.mentions_of.get(row["entity_id"], [])
    mentions = corpus["mentions"].take(indices[: 20 * _CONTEXTS])
    by_document: dict[str, list[Row]] = {}
    for mention in mentions:
        by_document.setdefault(mention["doc_id"], []).append(mention)
    contexts = [
        _context(_document(corpus, doc_id)["text"], mention)
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
