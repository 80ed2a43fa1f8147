"""Reading: documents with all layers, figures with their claims, mentions, full-text search."""

from typing import Any
from urllib.parse import quote, urlencode

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.audit.app.addresses import address, asked_in, whole_number, with_filter
from pipeline.audit.app.downloads import written
from pipeline.audit.app.forms import CHOICES
from pipeline.audit.app.items import line_of, marks_in, mentions_json, missing_layers, names_in
from pipeline.audit.app.lists import Pages, progress_in
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.search import Found, Snippet
from pipeline.audit.app.state import State
from pipeline.audit.article import document_layers, paragraphs, part_of, parts_of, sections
from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.filters import Reach, asked_of, reaches
from pipeline.audit.queue import Selection, select
from pipeline.audit.subjects import BY_DOCUMENT
from pipeline.audit.verdicts.log import MISSING, READ

_FOUND, _NAMED = 20, 12


def document(request: Request) -> Response:
    """A document with all its layers, a long one in parts."""
    state, doc_id = state_of(request), request.path_params["id"]
    corpus = state.corpus
    row = corpus.document(doc_id)
    if row is None:
        raise HTTPException(404, f"There is no document {doc_id!r} in these tables.")
    text = row["text"]
    windows = parts_of(text)
    at = whole_number(request.query_params.get("at", ""), 0)
    part = whole_number(request.query_params.get("part", ""), part_of(windows, at) + 1) - 1
    part = min(max(part, 0), len(windows) - 1)
    window = windows[part]
    mentions, quotes, claims = (
        corpus[name].of(doc_id, window) for name in ("mentions", "quotes", "claims")
    )
    sides = [_side(state, table, doc_id) for table in BY_DOCUMENT]
    layers = document_layers(mentions, quotes, claims)
    layers += [layer for side in sides for layer in side["layers"]]
    parts = sections(corpus, doc_id, window)
    shown = list(paragraphs(text, parts, layers, [*quotes, *claims], window))
    return page(
        request,
        "document.html",
        document=row,
        paragraphs=shown,
        part=part + 1,
        parts=len(windows),
        near=window[0],
        sides=sides,
        marks={**state.verdicts("quotes"), **state.verdicts("claims")},
        names=names_in(mentions),
        mentions=mentions_json(mentions),
        last=line_of(corpus, state.log.last),
        choices=CHOICES,
    )


def _side(state: State, table: str, doc_id: str) -> dict[str, Any]:
    """What the reviewer has marked in a document for one table, and how much is judged."""
    marks = marks_in(state, table, doc_id)
    rows, judged = progress_in(state.corpus[table], doc_id, state.judged(table))
    return {
        "table": table,
        "rows": rows,
        "judged": judged,
        "layers": missing_layers(marks),
        "marks": [line_of(state.corpus, entry) for entry in marks if entry.verdict == MISSING],
        "read": next((entry for entry in marks if entry.verdict == READ), None),
    }


def figure(request: Request) -> Response:
    """A figure with its claims in the order of time; its claims as a file, if a form is asked."""
    state, identifier = state_of(request), request.path_params["id"]
    row = state.corpus["figures"].get(identifier)
    if row is None:
        raise HTTPException(404, f"There is no figure {identifier!r} in these tables.")
    rows = state.corpus["claims"]
    indices = rows.indices_of(row["claim_ids"])
    if form := request.path_params.get("form", ""):
        return written(form, "claims", rows.table_of(indices))
    claims = rows.take(indices)
    days = {claim["doc_id"]: state.corpus.document(claim["doc_id"]) for claim in claims}
    return page(request, "figure.html", row=row, claims=claims, documents=days)


def mention(request: Request) -> Response:
    """A mention: it is shown in its document."""
    row = state_of(request).corpus["mentions"].get(request.path_params["id"])
    if row is None:
        raise HTTPException(404, "There is no such mention in these tables.")
    return RedirectResponse(address("documents", row["doc_id"], f"at={row['start']}"), 303)


def search(request: Request) -> Response:
    """Documents that hold the words, entities and documents whose name holds them."""
    state, asked = state_of(request), asked_in(request.query_params)
    corpus, index = state.corpus, state.tables.index
    query, exact = asked.get("q", ""), asked.get("exact") == "q"
    if form := request.path_params.get("form", ""):
        rows = corpus["documents"]
        every = index.search(query, exact, len(rows)).found
        return written(form, "documents", rows.table_of(rows.indices_of(h.doc_id for h in every)))
    wanted = max(whole_number(request.query_params.get("page", ""), 1), 1)
    hits = index.search(query, exact, _FOUND, (wanted - 1) * _FOUND)
    count = hits.exactly if exact else hits.holding
    return page(
        request,
        "search.html",
        q=query,
        exact=exact,
        hits=hits,
        count=count,
        found=[_hit(corpus, hit) for hit in hits.found],
        alone=[] if count else index.alone(query),
        entities=_named(corpus, query),
        named=_reach(corpus, "documents", "document", query),
        said_by=_reach(corpus, "quotes", "speaker", query),
        pages=Pages(wanted, max(-(-count // _FOUND), 1), count),
        query=urlencode(asked),
        other=with_filter(asked, "q", query, not exact),
    )


def _named(corpus: Corpus, query: str) -> dict[str, Any]:
    """The entities whose name holds what is typed, the most frequent first; else those near."""
    typed = query.replace('"', " ").strip()
    reach = _reach(corpus, "entities", "name", typed)
    if reach is None:
        return {"typed": typed, "count": 0, "rows": [], "near": False}
    rows = corpus["entities"]
    if reach.holding:
        selection = Selection(
            table="entities", filters=(("name", typed),), order="frequent", n=_NAMED
        )
        indices = select(corpus, selection)
    else:
        indices = np.flatnonzero(np.isin(rows.column("name"), [near.value for near in reach.near]))
    found = sorted(rows.take(indices), key=lambda row: -int(row["n_mentions"]))[:_NAMED]
    return {"typed": typed, "count": reach.holding, "rows": found, "near": not reach.holding}


def _reach(corpus: Corpus, table: str, name: str, typed: str) -> Reach | None:
    """How far a name reaches in a table; None where nothing is typed."""
    found = reaches(corpus, table, asked_of(table, {name: typed.strip()}, ()))
    return found[0] if found else None


def _hit(corpus: Corpus, found: Found) -> tuple[Row | None, Snippet, str]:
    """The document, the stretch around a hit, and the address that leads a browser to it."""
    row = corpus.document(found.doc_id)
    hit = next((text for text, is_hit in found.snippet if is_hit), "")
    at = row["text"].find(hit) if row is not None and hit else 0
    link = address("documents", found.doc_id, f"at={max(at, 0)}")
    return row, found.snippet, f"{link}#:~:text={quote(hit, safe='')}" if hit else link
