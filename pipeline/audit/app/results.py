"""What the verdicts say: figures, where reviewers differ, and the verdicts themselves."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.items import line_of
from pipeline.audit.app.lists import PAGE, pages_of
from pipeline.audit.app.pages import page, state_of
from pipeline.audit.gold.export import gold_documents
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts.judgements import agreements, review
from pipeline.audit.verdicts.log import problems_of
from pipeline.audit.verdicts.measures import measure
from pipeline.audit.verdicts.standing import without_copies

_SHOWN = 200


def overview(request: Request) -> Response:
    """Precision, recall and agreement of each table; which documents are ready as gold."""
    state = state_of(request)
    logs = state.logs.all()
    said = state.standings()
    measures = measure(state.corpus, said, state.tables.catalogues)
    complete, incomplete = gold_documents(state.corpus, said)
    return page(
        request,
        "results.html",
        measures=measures,
        alone={log.reviewer for log in logs} <= {state.reviewer},
        problems=[*problems_of(logs), *without_copies(logs)[1]],
        complete=complete,
        incomplete=incomplete,
    )


def differences(request: Request) -> Response:
    """The rows on which two reviewers differ."""
    state = state_of(request)
    pairs: list[dict[str, Any]] = []
    for table, reviewed in review(state.standings()).items():
        for pair in agreements(reviewed):
            rows, faults = (
                [
                    (row_id, state.corpus[table].get(row_id), reviewed.judgements[row_id].entries)
                    for row_id in row_ids[:_SHOWN]
                ]
                for row_ids in (pair.differing, pair.faults_differ)
            )
            pairs.append({"table": table, "pair": pair, "rows": rows, "faults": faults})
    return page(request, "differences.html", pairs=pairs)


def verdicts(request: Request) -> Response:
    """The reviewers' live verdicts, the latest first; the stale ones alone if asked for."""
    state, params = state_of(request), request.query_params
    only_stale, reviewer, table = (params.get(name, "") for name in ("stale", "by", "table"))
    found = [
        standing
        for standing in state.standings()
        if (not only_stale or standing.stale)
        and (not reviewer or standing.reviewer == reviewer)
        and (not table or standing.entry.table == table)
    ]
    found.sort(key=lambda standing: standing.entry.at, reverse=True)
    pages = pages_of(len(found), params)
    shown = found[(pages.number - 1) * PAGE : pages.number * PAGE]
    asked = {"stale": only_stale, "by": reviewer, "table": table}
    return page(
        request,
        "verdicts.html",
        found=[(standing, line_of(state.corpus, standing.entry)) for standing in shown],
        pages=pages,
        asked=asked,
        query=urlencode({name: value for name, value in asked.items() if value}),
        reviewers=[log.reviewer for log in state.logs.all()],
        tables=list(SUBJECTS),
    )
