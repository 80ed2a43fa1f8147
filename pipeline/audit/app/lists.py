"""Lists of rows with filters, page by page or as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.addresses import selection_of, whole_number
from pipeline.audit.app.downloads import written
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.app.state import State
from pipeline.audit.corpus import Corpus, Indices, Row, Rows
from pipeline.audit.queue import FILTERS, Selection, select
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS

PAGE = 100
# Filters whose values are few: they are offered as a choice.
_CHOSEN = frozenset({"type", "kind", "status", "stance", "rule", "outlet", "label", "gender"})
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
    params = {"order": _USUAL.get(table, ""), **request.query_params}
    selection = selection_of(table, params)
    found = select(state.corpus, selection)
    found = _with_verdict(state, table, found, request.query_params.get("verdict", ""))
    if form:
        return written(form, table, state.corpus[table].table_of(found))
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
        query=urlencode(query),
        filters=filter_fields(state.corpus, selection),
        verdicts=state.verdicts(table) if table in SUBJECTS else {},
        verdict=request.query_params.get("verdict", ""),
        choices=VERDICTS if table in SUBJECTS else (),
        counts=_counts(state, shown) if table == "documents" else {},
    )


def pages_of(count: int, params: Mapping[str, str]) -> Pages:
    """The page of a list of so many rows that a query asks for."""
    last = max(-(-count // PAGE), 1)
    number = whole_number(params.get("page", ""), 1)
    return Pages(min(max(number, 1), last), last, count)


def filter_fields(corpus: Corpus, selection: Selection) -> list[dict[str, Any]]:
    """The filters of a table as fields: name, value, and the choices where there are few."""
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


def _with_verdict(state: State, table: str, found: Indices, wanted: str) -> Indices:
    """Of these rows those that have the reviewer's verdict asked for; all of them without one."""
    if table not in SUBJECTS or wanted not in VERDICTS:
        return found
    given = state.verdicts(table)
    ids = state.corpus[table].ids_of(found)
    kept = [given.get(identifier, _OPEN) == wanted for identifier in ids]
    return found[np.flatnonzero(kept)]


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
