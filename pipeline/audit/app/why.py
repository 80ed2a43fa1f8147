"""Why a row is there, or none is: evidence, rivals and refusals, on a page of their own.

On an item's page the panel « Why » shows the same, once it is opened.
"""

import re
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.audit.app.pages import page, state_of
from pipeline.errors import DepecheError
from pipeline.explain.records import Explains, Explanation

_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def why(request: Request) -> Response:
    """The page of `?row=ID`, or of `?document=ID&at=START-END`."""
    explainer = state_of(request).explainer
    if explainer is None:
        raise HTTPException(404, "This server was started without the rules that explain rows.")
    try:
        told = _asked(explainer, request)
    except DepecheError as error:
        return page(request, "error.html", 422, why=str(error), link="")
    return page(request, "why.html", told=told)


def _asked(explainer: Explains, request: Request) -> Explanation:
    """What a query asks for. Raises HTTPException 404 if it asks for nothing, DepecheError."""
    asked = request.query_params
    if asked.get("row"):
        return explainer.row(asked["row"])
    place = _PLACE.fullmatch(asked.get("at", ""))
    if not asked.get("document") or place is None:
        raise HTTPException(404, "Ask for ?row=ID, or for ?document=ID&at=START-END.")
    return explainer.place(asked["document"], int(place[1]), int(place[2]))


def why_row(row_id: str) -> str:
    """The address of the page that explains a row."""
    return f"/why?{urlencode({'row': row_id})}"
