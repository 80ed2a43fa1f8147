"""The first page, and the form that makes a queue."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.addresses import orders_of, selection_of
from pipeline.audit.app.lists import filter_fields
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.queue import FILTERS
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
    selection = selection_of(table, request.query_params)
    return page(
        request,
        "plan.html",
        table=table,
        selection=selection,
        orders=orders_of(table),
        filters=filter_fields(state_of(request).corpus, selection),
    )
