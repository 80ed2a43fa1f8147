"""A template with what every page needs: reviewer, token, state of the tables."""

from collections.abc import Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.audit.app.addresses import address
from pipeline.audit.app.items import corrections_of
from pipeline.audit.app.state import State
from pipeline.audit.rendering import environment
from pipeline.audit.subjects import SUBJECTS


def state_of(request: Request) -> State:
    """The app's state."""
    return cast(State, request.app.state.audit)


def page(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page made from a template under `templates/app`."""
    state = state_of(request)
    html = (
        environment()
        .get_template(f"app/{template}")
        .render(
            address=address,
            subjects=SUBJECTS,
            corrections=corrections_of,
            state=state,
            reviewer=state.reviewer,
            token=state.token,
            path=request.url.path,
            **values,
        )
    )
    return HTMLResponse(html, status, headers)
