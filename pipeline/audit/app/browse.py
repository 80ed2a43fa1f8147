"""Browsing: lists of rows with filters, documents with all layers, figures, search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.audit.app.addresses import address, described, selection_of, whole_number
from pipeline.audit.app.downloads import written
from pipeline.audit.app.forms import CHOICES
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.state import State
from pipeline.audit.article import (
    document_layers,
    paragraphs,
    part_of,
    parts_of,
    sections,
)
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.layers import Layer
from pipeline.audit.queue import FILTERS, Selection, select
from pipeline.audit.standing import missing_span
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts import JUDGED, MISSING

PAGE = 100
_FOUND = 20
# Filters whose values are few: they are offered as a choice.
_CHOSEN = frozenset({"type", "kind", "status", "stance", "rule", "outlet", "label", "gender"})
# A list opens in the order that tells most; the others stand as they are in the texts.
_USUAL = {"entities": "frequent", "figures": "frequent"}


@dataclass(frozen=True)
class Pages:
    """Where one is in a long list: page number from 1, of how many, rows in all."""

    number: int
    last: int
    rows: int


def home(request: Request) -> Response:
    """What there is, what was judged, and where to begin."""
    state = state_of(request)
    judged = {table: len(state.judged(table)) for table in SUBJECTS}
    reviewers = {
        log.reviewer: sum(entry.verdict in JUDGED for entry in log.live.values())
        for log in state.logs.all()
    }
    counts = {table: len(state.corpus[table]) for table in (*FILTERS, "rejections")}
    stale = sum(s.stale is not None and s.reviewer == state.reviewer for s in state.standings())
    return page(
        request,
        "home.html",
        counts=counts,
        judged=judged,
        reviewers=reviewers,
        stale=stale,
        disputed=bool(state.corpus.choices("mentions", "agreement")),
    )


def plan(request: Request) -> Response:
    """The form that makes a queue."""
    table = request.query_params.get("table", "quotes")
    if table not in SUBJECTS:
        raise HTTPException(404, "Quotes, claims and entities can be reviewed.")
    selection = selection_of(table, request.query_params)
    return page(
        request,
        "plan.html",
        table=table,
        selection=selection,
        filters=_filters(state_of(request).corpus, selection),
    )


def rows(request: Request) -> Response:
    """A list of rows with filters; `.csv` or `.parquet` behind its address downloads it."""
    table, form = request.path_params["table"], request.path_params.get("form", "")
    if table not in FILTERS:
        raise HTTPException(404, f"There is no list of {table}.")
    state = state_of(request)
    params = {"order": _USUAL.get(table, ""), **request.query_params}
    selection = selection_of(table, params)
    found = select(state.corpus, selection)
    if form:
        return written(form, table, state.corpus[table].table.take(found))
    pages = pages_of(len(found), request.query_params)
    shown = state.corpus[table].take(found[(pages.number - 1) * PAGE : pages.number * PAGE])
    query = {k: v for k, v in request.query_params.items() if k != "page" and v}
    return page(
        request,
        "list.html",
        table=table,
        rows=shown,
        pages=pages,
        selection=selection,
        what=described(selection),
        query=urlencode(query),
        filters=_filters(state.corpus, selection),
        verdicts=_verdicts(state, table),
        counts=_counts(state.corpus, table, shown),
    )


def document(request: Request) -> Response:
    """A document with all its layers, a long one in parts."""
    state, doc_id = state_of(request), request.path_params["id"]
    row = state.corpus.document(doc_id)
    if row is None:
        raise HTTPException(404, f"There is no document {doc_id!r} in these tables.")
    text = row["text"]
    windows = parts_of(text)
    at = whole_number(request.query_params.get("at", ""), 0)
    part = whole_number(request.query_params.get("part", ""), part_of(windows, at) + 1) - 1
    part = min(max(part, 0), len(windows) - 1)
    found = state.corpus["quotes"].of(doc_id) + state.corpus["claims"].of(doc_id)
    layers = [*document_layers(state.corpus, doc_id), *_missing(state, doc_id)]
    shown = list(paragraphs(text, sections(state.corpus, doc_id), layers, found, windows[part]))
    return page(
        request,
        "document.html",
        document=row,
        paragraphs=shown,
        part=part + 1,
        parts=len(windows),
        read={table: (table, "read", doc_id) in state.log.live for table in ("quotes", "claims")},
        names=sorted({m["name"] for m in state.corpus["mentions"].of(doc_id)}),
        counts={name: state.corpus[name].count_of(doc_id) for name in ("quotes", "claims")},
        choices=CHOICES,
    )


def figure(request: Request) -> Response:
    """A figure with its claims in the order of time; its claims as a file, if a form is asked."""
    state, identifier = state_of(request), request.path_params["id"]
    row = state.corpus["figures"].get(identifier)
    if row is None:
        raise HTTPException(404, f"There is no figure {identifier!r} in these tables.")
    rows = state.corpus["claims"]
    indices = [index for claim in row["claim_ids"] if (index := rows.index(claim)) is not None]
    if form := request.path_params.get("form", ""):
        return written(form, "claims", rows.table.take(indices))
    claims = rows.take(indices)
    days = {claim["doc_id"]: _document(state.corpus, claim["doc_id"]) for claim in claims}
    return page(request, "figure.html", row=row, claims=claims, documents=days)


def mention(request: Request) -> Response:
    """A mention: it is shown in its document."""
    row = state_of(request).corpus["mentions"].get(request.path_params["id"])
    if row is None:
        raise HTTPException(404, "There is no such mention in these tables.")
    return RedirectResponse(address("documents", row["doc_id"], f"at={row['start']}"), 303)


def search(request: Request) -> Response:
    """Documents that hold the words, and entities of that name."""
    state = state_of(request)
    query = request.query_params.get("q", "")
    if form := request.path_params.get("form", ""):
        rows = state.corpus["documents"]
        _, every = state.tables.index.search(query, len(rows))
        indices = [index for hit in every if (index := rows.index(hit.doc_id)) is not None]
        return written(form, "documents", rows.table.take(indices))
    wanted = max(whole_number(request.query_params.get("page", ""), 1), 1)
    count, found = state.tables.index.search(query, _FOUND, (wanted - 1) * _FOUND)
    named = Selection(table="entities", filters=(("name", query),), order="frequent", n=12)
    entities = list(select(state.corpus, named)) if query.strip() else []
    return page(
        request,
        "search.html",
        q=query,
        count=count,
        found=[(state.corpus.document(hit.doc_id), hit.snippet) for hit in found],
        entities=state.corpus["entities"].take(entities),
        pages=Pages(wanted, max(-(-count // _FOUND), 1), count),
        query=urlencode({"q": query}),
    )


def _document(corpus: Corpus, doc_id: str) -> Mapping[str, Any]:
    return corpus.document(doc_id) or {}


def pages_of(count: int, params: Mapping[str, str]) -> Pages:
    """The page of a list of so many rows that a query asks for."""
    last = max(-(-count // PAGE), 1)
    number = whole_number(params.get("page", ""), 1)
    return Pages(min(max(number, 1), last), last, count)


def _filters(corpus: Corpus, selection: Selection) -> list[dict[str, Any]]:
    """The filters of a table: name, value, and the choices where there are few."""
    values = dict(selection.filters)
    # An entity's id comes from a link; nobody types one.
    offered = {n: c for n, c in FILTERS[selection.table].items() if n != "entity" or n in values}
    return [
        {
            "name": name,
            "value": values.get(name, ""),
            "choices": corpus.choices(selection.table, column) if name in _CHOSEN else (),
        }
        for name, column in offered.items()
    ]


def _verdicts(state: State, table: str) -> dict[str, str]:
    """Row id → the reviewer's own verdict."""
    if table not in SUBJECTS:
        return {}
    own = state.tables.standings([state.log])
    return {
        s.entry.row_id or "": "stale" if s.stale else s.entry.verdict
        for s in own
        if s.entry.table == table and s.entry.verdict in JUDGED
    }


def _counts(corpus: Corpus, table: str, shown: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """Document id → how many quotes and claims it has."""
    if table != "documents":
        return {}
    ids = [row["doc_id"] for row in shown]
    return {d: (corpus["quotes"].count_of(d), corpus["claims"].count_of(d)) for d in ids}


def _missing(state: State, doc_id: str) -> list[Layer]:
    return [
        Layer(*missing_span(entry), "missing", entry.id)
        for entry in state.log.live.values()
        if entry.verdict == MISSING and entry.doc_id == doc_id
    ]
