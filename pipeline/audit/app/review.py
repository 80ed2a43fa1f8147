"""Reviewing: one item in its article, and what the reviewer says of it."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.audit.app.addresses import (
    address,
    asked_in,
    described,
    query_of,
    selection_of,
    whole_number,
)
from pipeline.audit.app.forms import MAIN, SOURCE, correction_of, faults_of, missing_of, named_by
from pipeline.audit.app.items import (
    document_of,
    entity_view,
    fields_of,
    in_article,
    line_of,
    place_in,
    said_about,
)
from pipeline.audit.app.narrowing import reached
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.security import check_token
from pipeline.audit.app.state import State
from pipeline.audit.app.why import why_row
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import (
    BY_DOCUMENT,
    ENTITIES,
    SUBJECTS,
    Subject,
    digest_of,
    judged_values,
)
from pipeline.audit.verdicts.log import JUDGED, MISSING, READ, WRONG, Entry, Verdict
from pipeline.audit.verdicts.standing import found_since, is_spurious
from pipeline.errors import AuditError

Post = Callable[[Request, FormData], Response]


def start(request: Request) -> Response:
    """To the first item of a queue that the reviewer has not judged."""
    table = request.path_params["table"]
    if table not in SUBJECTS:
        raise HTTPException(404, "Quotes, claims and entities can be reviewed.")
    state = state_of(request)
    asked = asked_in(request.query_params)
    selection = selection_of(table, asked)
    queue = state.tables.queue(selection)
    identifier = queue.next_open(state.judged(table))
    if identifier is not None:
        return RedirectResponse(address(table, identifier, query_of(selection)), 303)
    place = place_in(queue, "", state.judged(table))
    what, last = described(selection), line_of(state.corpus, state.log.last)
    near = [] if place.size else reached(state.corpus, selection, asked)
    return page(request, "done.html", table=table, what=what, place=place, last=last, reached=near)


def item(request: Request) -> Response:
    """The page of a row: a quote or a figure in its article, an entity with what it is in."""
    table, identifier = request.path_params["table"], request.path_params["id"]
    if table not in SUBJECTS:
        raise HTTPException(404, f"There is no table {table!r} whose rows have pages.")
    state = state_of(request)
    row = state.corpus[table].get(identifier)
    if row is None:
        said = said_about(state, table, identifier)
        return page(request, "gone.html", 404, table=table, id=identifier, said=said)
    query = ""
    if request.query_params:
        query = query_of(selection_of(table, asked_in(request.query_params)))
    return _item_page(request, SUBJECTS[table], row, query)


def _item_page(
    request: Request,
    subject: Subject,
    row: Row,
    query: str,
    problem: str = "",
    typed: dict[str, str] | None = None,
    ticked: tuple[str, ...] = (),
) -> Response:
    """The item's page; with a `problem`, as the form was sent, so that nothing typed is lost."""
    state, identifier = state_of(request), row[subject.key]
    selection = selection_of(subject.table, dict(parse_qsl(query)))
    said = said_about(state, subject.table, identifier)
    own = next((s for s in said if s.reviewer == state.reviewer), None)
    held = own.entry if own and not own.stale else None
    values: dict[str, Any] = {
        "subject": subject,
        "row": row,
        "id": identifier,
        "query": query,
        "what": described(selection),
        "own": own,
        # Others' verdicts are shown once one's own is given: two reviewers judge apart.
        "others": [s for s in said if s.reviewer != state.reviewer] if held else [],
        "last": line_of(state.corpus, state.log.last),
        "fields": fields_of(subject, row, held, typed),
        "ticked": held.faults if held and typed is None else ticked,
        "note": (typed or {}).get("note", held.note if held else ""),
        "seen": digest_of(subject, row),
        "problem": problem,
        "place": None,
    }
    if query:
        queue = state.tables.queue(selection)
        values["place"] = place_in(queue, identifier, state.judged(subject.table))
    if subject is ENTITIES:
        values |= entity_view(state.corpus, row)
        return page(request, "entity.html", 422 if problem else 200, **values)
    values |= {**in_article(state, subject, row), "why": why_row(identifier)}
    return page(request, "item.html", 422 if problem else 200, **values)


def posted(handler: Post) -> Callable[[Request], Awaitable[Response]]:
    """A handler of a form that carries this server's token; it may take its time on the disk."""

    async def endpoint(request: Request) -> Response:
        form = await request.form()
        check_token(state_of(request).token, form.get("token"))
        return await run_in_threadpool(handler, request, form)

    return endpoint


def judge(request: Request, form: FormData) -> Response:
    """Write a verdict, then on to the next item of the queue."""
    state, subject, typed = state_of(request), _subject(form), _texts(form)
    corpus = state.corpus
    row = corpus[subject.table].get(typed.get("id", ""))
    if row is None:
        raise HTTPException(404, "The row is no longer there: the tables have been made again.")
    _check_seen(typed, digest_of(subject, row))
    verdict = next((known for known in JUDGED if known == typed.get("verdict")), None)
    if verdict is None:
        raise AuditError(f"A verdict is one of {', '.join(JUDGED)}.")
    queue = _queue(subject.table, typed)
    correction: dict[str, Any] = {}
    faults: list[str] = []
    if verdict == WRONG:
        try:
            correction = _corrected(corpus, subject, row, typed)
            faults = faults_of(subject, [str(f) for f in form.getlist("fault")], correction)
        except AuditError as error:
            ticked = tuple(str(fault) for fault in form.getlist("fault"))
            return _item_page(request, subject, row, queue, str(error), typed, ticked)
    state.logs.append(
        state.reviewer,
        verdict,
        table=subject.table,
        row_id=row[subject.key],
        faults=tuple(faults),
        note=_note(state, subject.table, row[subject.key], verdict, typed),
        correction=correction,
        row=judged_values(subject, row),
        queue=queue,
        **_document_values(corpus, row),
    )
    return _onward(state, subject.table, row[subject.key], queue)


def mark_missing(request: Request, form: FormData) -> Response:
    """Write that a quote or a figure was not found, then back to where one was."""
    state, typed = state_of(request), _texts(form)
    table, document = _subject(form).table, _read_document(state.corpus, typed)
    correction = missing_of(table, document["text"], typed)
    span, name = SOURCE[table]
    if not typed.get(name, "").strip():
        named = named_by(state.corpus["mentions"].of(document["doc_id"]), correction[span])
        correction[name] = named or correction[name]
    values = {"doc_id": document["doc_id"], "correction": correction}
    found = found_since(
        state.corpus,
        Entry(id="", at="", verdict=MISSING, table=table, **values),
        [e.row_id for e in state.log.live.values() if e.row_id and is_spurious(e)],
    )
    if found is not None:
        link = address(table, found[SUBJECTS[table].key])
        why = f"This {SUBJECTS[table].one} is not missing: it was found. Judge it where it is."
        return page(request, "error.html", 422, why=why, link=link)
    entry = _mark(state, MISSING, table, document, typed, correction=correction)
    return _back(table, typed, correction[MAIN[table]]["start"], entry)


def mark_read(request: Request, form: FormData) -> Response:
    """Write that nothing else of a table is missing in a document."""
    state, typed = state_of(request), _texts(form)
    table, document = _subject(form).table, _read_document(state.corpus, typed)
    if table not in BY_DOCUMENT:
        raise AuditError("Documents are read through for quotes and for claims.")
    _mark(state, READ, table, document, typed)
    return _back(table, typed)


def undo(request: Request, form: FormData) -> Response:
    """Take back the entry that the form names, and show what it was about."""
    state, typed = state_of(request), _texts(form)
    entry = state.logs.take_back(state.reviewer, typed.get("entry", ""))
    if entry is None:
        raise HTTPException(409, "That is taken back already, or judged again since: reload.")
    here = typed.get("from_id")
    if here and (entry.verdict not in JUDGED or here == entry.row_id):
        return _back(entry.table, typed)
    if entry.verdict in JUDGED:
        return RedirectResponse(address(entry.table, entry.row_id or "", entry.queue), 303)
    return RedirectResponse(address("documents", entry.doc_id or ""), 303)


def _texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _subject(form: FormData) -> Subject:
    table = str(form.get("table", ""))
    if table not in SUBJECTS:
        raise AuditError(f"There is no table {table!r} to judge.")
    return SUBJECTS[table]


def _check_seen(typed: dict[str, str], now: str) -> None:
    """Raises HTTPException 409 if the page showed something else than what is there now."""
    if typed.get("seen") != now:
        raise HTTPException(
            409,
            "What this page shows has changed since it was opened, so nothing was written: the "
            "tables have been made again. Go back and reload the page.",
        )


def _read_document(corpus: Corpus, typed: dict[str, str]) -> Row:
    """The document that a mark is about, as the page showed it, and no duplicate."""
    document = document_of(corpus, typed.get("doc_id", ""))
    _check_seen(typed, document["text_sha256"])
    if document["duplicate_of"] is not None:
        raise AuditError(f"This is the same text as {document['duplicate_of']}: mark it there.")
    return document


def _note(
    state: State, table: str, identifier: str, verdict: Verdict, typed: dict[str, str]
) -> str:
    """The note as typed; one that stood there from another verdict does not go over to this."""
    note = typed.get("note", "").strip()
    held = state.log.live.get((table, "row", identifier))
    return "" if held and held.verdict != verdict and held.note == note else note


def _mark(
    state: State,
    verdict: Verdict,
    table: str,
    document: Row,
    typed: dict[str, str],
    **values: Any,
) -> Entry:
    return state.logs.append(
        state.reviewer,
        verdict,
        table=table,
        doc_id=document["doc_id"],
        text_sha256=document["text_sha256"],
        note=typed.get("note", "").strip(),
        queue=_queue(table, typed),
        **values,
    )


def _document_values(corpus: Corpus, row: Row) -> dict[str, Any]:
    """The document of a row and its text's hash; an entity is of no one document."""
    if "doc_id" not in row:
        return {}
    document = document_of(corpus, row["doc_id"])
    return {name: document[name] for name in ("doc_id", "text_sha256")}


def _corrected(corpus: Corpus, subject: Subject, row: Row, form: dict[str, str]) -> dict[str, Any]:
    """What the form puts right; a new speaker or source is named as the document names it."""
    text = document_of(corpus, row["doc_id"])["text"] if "doc_id" in row else ""
    correction = correction_of(subject, row, text, form)
    if subject.table not in SOURCE:
        return correction
    span, name = SOURCE[subject.table]
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


def _back(
    table: str, typed: dict[str, str], at: int | None = None, entry: Entry | None = None
) -> Response:
    """To the page of the item or document that the form was on; never to an address given."""
    page_of, identifier = typed.get("from_table", ""), typed.get("from_id", "")
    if page_of not in (*SUBJECTS, "documents") or not identifier:
        return RedirectResponse("/", 303)
    if page_of == "documents":
        at = whole_number(typed.get("near", ""), 0) if at is None else at
        query = f"at={at}" if at else ""
        anchor = f"#{entry.id}" if entry else f"#marks-{table}"
        return RedirectResponse(address("documents", identifier, query) + anchor, 303)
    return RedirectResponse(address(page_of, identifier, _queue(page_of, typed)), 303)


def _queue(table: str, typed: dict[str, str]) -> str:
    """The query string of the queue that the form was shown in, as `query_of` writes it."""
    asked = typed.get("queue", "")
    return query_of(selection_of(table, dict(parse_qsl(asked)))) if asked else ""
