"""Reviewing: one item in its article, and what the reviewer says of it."""

from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.audit.app.addresses import address, described, query_of, selection_of
from pipeline.audit.app.forms import correction_of, faults_of, missing_of, named_by
from pipeline.audit.app.items import (
    document_of,
    entity_view,
    fields_of,
    in_article,
    place_in,
    said_about,
)
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.security import check_token
from pipeline.audit.app.state import State
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import ENTITIES, SUBJECTS, Subject, digest_of, judged_values
from pipeline.audit.verdicts import JUDGED, MISSING, READ, WRONG
from pipeline.errors import AuditError


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
    place = place_in(queue, "", state.judged(table))
    what, last = described(selection), state.log.last
    return page(request, "done.html", table=table, what=what, place=place, last=last)


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
            said=said_about(state, table, identifier),
        )
    selection = selection_of(table, request.query_params)
    query = query_of(selection)
    place = (
        place_in(state.tables.queue(selection), identifier, state.judged(table)) if query else None
    )
    said = said_about(state, table, identifier)
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
        "fields": fields_of(subject, row),
        "seen": digest_of(subject, row),
    }
    if subject is ENTITIES:
        return page(request, "entity.html", **shared, **entity_view(state.corpus, row))
    return page(request, "item.html", **shared, **in_article(state, subject, row))


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
    if form.get("seen", digest_of(subject, row)) != digest_of(subject, row):
        raise HTTPException(
            409,
            "The row has changed since this page was opened, so nothing was written: the tables "
            "have been made again. Go back and reload the page.",
        )
    queue = _queue(subject.table, form)
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
        queue=queue,
        **values,
    )
    return _onward(state, subject.table, identifier, queue)


async def mark_missing(request: Request) -> Response:
    """Write that a quote or a figure was not found, then back to where one was."""
    form, state = await _form(request), state_of(request)
    doc_id, table = str(form.get("doc_id", "")), _subject(form).table
    document = document_of(state.corpus, doc_id)
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
        queue=_queue(table, form),
    )
    return _back(form)


async def mark_read(request: Request) -> Response:
    """Write that nothing else of a table is missing in a document."""
    form, state = await _form(request), state_of(request)
    doc_id, table = str(form.get("doc_id", "")), _subject(form).table
    document = document_of(state.corpus, doc_id)
    state.logs.append(
        state.reviewer,
        READ,
        table=table,
        doc_id=doc_id,
        text_sha256=document["text_sha256"],
        queue=_queue(table, form),
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


def _document_values(corpus: Corpus, row: Row) -> dict[str, Any]:
    """The document of a row and its text's hash; an entity is of no one document."""
    if "doc_id" not in row:
        return {}
    return {
        "doc_id": row["doc_id"],
        "text_sha256": document_of(corpus, row["doc_id"])["text_sha256"],
    }


def _corrected(corpus: Corpus, subject: Subject, row: Row, form: dict[str, str]) -> dict[str, Any]:
    """What the form puts right; a new speaker or source is named as the document names it."""
    text = document_of(corpus, row["doc_id"])["text"] if "doc_id" in row else ""
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
    selection = selection_of(table, dict(parse_qsl(query)))
    following = state.tables.queue(selection).next_open(state.judged(table), identifier)
    if following is None:
        return RedirectResponse(f"/review/{table}?{query}", 303)
    return RedirectResponse(address(table, following, query), 303)


def _back(form: FormData) -> Response:
    """To the page of the item or document that the form was on; never to an address given."""
    table, identifier = str(form.get("from_table", "")), str(form.get("from_id", ""))
    if table not in (*SUBJECTS, "documents") or not identifier:
        return RedirectResponse("/", 303)
    query = _queue(table, form) if table in SUBJECTS else ""
    return RedirectResponse(address(table, identifier, query), 303)


def _queue(table: str, form: FormData) -> str:
    """The query string of the queue that the form was shown in, as `query_of` writes it."""
    return query_of(selection_of(table, dict(parse_qsl(str(form.get("queue", ""))))))
