"""The first page, and the form that makes a queue."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.addresses import asked_in, orders_of, selection_of
from pipeline.audit.app.narrowing import fields_of, reached
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.filters import FILTERS, filtered
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts.log import JUDGED


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
    corpus, asked = state_of(request).corpus, asked_in(request.query_params)
    selection = selection_of(table, asked)
    found = filtered(corpus, table, selection.asked) if selection.filters else None
    return page(
        request,
        "plan.html",
        table=table,
        selection=selection,
        orders=orders_of(table),
        filters=fields_of(corpus, selection),
        reached=reached(corpus, selection, asked),
        found=None if found is None else len(found),
        whole=len(corpus[table]),
    )
