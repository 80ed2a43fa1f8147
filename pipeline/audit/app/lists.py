"""Lists of rows with filters, page by page or as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.addresses import asked_in, selection_of, whole_number
from pipeline.audit.app.downloads import written
from pipeline.audit.app.narrowing import fields_of, reached
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.state import State
from pipeline.audit.corpus import Row, Rows
from pipeline.audit.filters import FILTERS
from pipeline.audit.matching import Mask
from pipeline.audit.queue import select
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS

PAGE = 100
# A list opens in the order that tells most; the others stand as they are in the texts.
_USUAL = {"entities": "frequent", "figures": "frequent"}
_OPEN = "not judged"
VERDICTS = (_OPEN, "right", "wrong", "unsure", "stale")


@dataclass(frozen=True)
class Pages:
    """Where one is in a long list: page number from 1, of how many, rows in all."""

    number: int
    last: int
    rows: int


def rows(request: Request) -> Response:
    """A list of rows with filters; `.csv` or `.parquet` behind its address downloads it."""
    table, form = request.path_params["table"], request.path_params.get("form", "")
    if table not in FILTERS:
        raise HTTPException(404, f"There is no list of {table}.")
    state = state_of(request)
    asked = asked_in(request.query_params)
    selection = selection_of(table, {"order": _USUAL.get(table, ""), **asked})
    verdict = asked.get("verdict", "")
    kept = _with_verdict(state, table, verdict)
    found = select(state.corpus, selection)
    if kept is not None:
        found = found[kept[found]]
    if form:
        return written(form, table, state.corpus[table].table_of(found))
    pages = pages_of(len(found), request.query_params)
    shown = state.corpus[table].take(found[(pages.number - 1) * PAGE : pages.number * PAGE])
    return page(
        request,
        "list.html",
        table=table,
        rows=shown,
        pages=pages,
        whole=len(state.corpus[table]),
        selection=selection,
        query=urlencode(asked),
        filters=fields_of(state.corpus, selection),
        reached=reached(state.corpus, selection, asked, kept),
        verdicts=state.verdicts(table) if table in SUBJECTS else {},
        verdict=verdict,
        choices=VERDICTS if table in SUBJECTS else (),
        counts=_counts(state, shown) if table == "documents" else {},
    )


def pages_of(count: int, params: Mapping[str, str]) -> Pages:
    """The page of a list of so many rows that a query asks for."""
    last = max(-(-count // PAGE), 1)
    number = whole_number(params.get("page", ""), 1)
    return Pages(min(max(number, 1), last), last, count)


def _with_verdict(state: State, table: str, wanted: str) -> Mask | None:
    """The rows that have the reviewer's verdict asked for; None where none is asked for."""
    if table not in SUBJECTS or wanted not in VERDICTS:
        return None
    rows, given = state.corpus[table], state.verdicts(table)
    kept = np.full(len(rows), wanted == _OPEN)
    said = [row_id for row_id, verdict in given.items() if wanted in (_OPEN, verdict)]
    kept[rows.indices_of(said)] = wanted != _OPEN
    return kept


def _counts(state: State, shown: Sequence[Row]) -> dict[str, dict[str, tuple[int, int]]]:
    """Document id → table → how many rows it has, and how many of them the reviewer has judged."""
    judged = {table: state.judged(table) for table in BY_DOCUMENT}
    return {
        row["doc_id"]: {
            table: progress_in(state.corpus[table], row["doc_id"], judged[table])
            for table in BY_DOCUMENT
        }
        for row in shown
    }


def progress_in(rows: Rows, doc_id: str, judged: set[str]) -> tuple[int, int]:
    """How many rows of a table a document has, and how many of them are judged."""
    keys = rows.keys_of(doc_id)
    return len(keys), sum(key in judged for key in keys)
