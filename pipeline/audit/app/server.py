"""The web server: addresses, errors, and how it is started."""

import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.audit.app import browse, home, lists, narrowing, results, review, why
from pipeline.audit.app.pages import page
from pipeline.audit.app.security import HEADERS, LOOPBACK, Guard
from pipeline.audit.app.state import State
from pipeline.audit.rendering import static
from pipeline.audit.verdicts.log import log_file
from pipeline.errors import AuditError
from pipeline.explain.records import Explains

# The only files that are served, by name: no path from a request is ever opened.
STATIC = {
    "depeche.css": "text/css",
    "app.css": "text/css",
    "review.js": "text/javascript",
    "find.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def create_app(
    root: Path,
    audits: Path,
    reviewer: str,
    hosts: frozenset[str] = frozenset(LOOPBACK),
    explainer: Explains | None = None,
) -> Starlette:
    """The app over the tables under `root` and the logs in `audits`.

    `hosts` are the names that it answers to; `explainer` says why rows are there or missing, and
    without it nobody is told. Raises TableError if the tables cannot be read,
    AuditError if the reviewer's name is none for a file.
    """
    log_file(audits, reviewer)
    app = Starlette(
        routes=[
            Route("/", home.home),
            Route("/static/{name}", _static),
            Route("/search", browse.search),
            Route("/search.{form}", browse.search),
            Route("/suggest/{table}/{filter}", narrowing.suggest),
            Route("/plan", home.plan),
            Route("/results", results.overview),
            Route("/results/differences", results.differences),
            Route("/verdicts", results.verdicts),
            Route("/verdicts", review.posted(review.judge), methods=["POST"]),
            Route("/missing", review.posted(review.mark_missing), methods=["POST"]),
            Route("/read", review.posted(review.mark_read), methods=["POST"]),
            Route("/undo", review.posted(review.undo), methods=["POST"]),
            Route("/review/{table}", review.start),
            Route("/why", why.why),
            Route("/documents/{id:path}", browse.document),
            Route("/mentions/{id}", browse.mention),
            Route("/figures/{id}.{form}", browse.figure),
            Route("/figures/{id}", browse.figure),
            Route("/{table}.{form}", lists.rows),
            Route("/{table}", lists.rows),
            Route("/{table}/{id}", review.item),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={
            HTTPException: _refused,
            AuditError: _mistaken,
            Exception: _failed,
        },
    )
    app.state.audit = State(root, audits, reviewer, explainer)
    threading.Thread(target=app.state.audit.tables.warm, daemon=True).start()
    return app


def serve(app: Starlette, host: str, port: int, open_browser: bool) -> None:
    """Serve until interrupted. Raises AuditError if the address is taken."""
    listening = _listen(host, port)
    url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    print(f"depeche audit: reviewing as {app.state.audit.reviewer} at {url} (Ctrl-C ends)")
    sys.stdout.flush()
    if host not in LOOPBACK:
        print("There is no login: whoever reaches this address can read and judge.")
    if open_browser and _has_display():
        threading.Timer(0.5, webbrowser.open, [url]).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # From here on whoever asks waits, until the server takes over, and is not turned away.
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise AuditError(
            f"{host}:{port} cannot be served ({error.strerror}): give another --port; 0 takes any "
            "that is free."
        ) from error
    return listening


def _has_display() -> bool:
    """Whether there is a browser with a window to open."""
    other = sys.platform in ("darwin", "win32")
    return other or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    lasting = {"Cache-Control": "max-age=31536000, immutable"}
    return Response(static(name), media_type=STATIC[name], headers=lasting)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return page(request, "error.html", error.status_code, why=error.detail, link="")


def _mistaken(request: Request, error: Exception) -> Response:
    return page(request, "error.html", 422, why=str(error), link="")


def _failed(request: Request, error: Exception) -> Response:
    # Starlette answers with this outside of the middleware.
    why = "Something went wrong here; nothing was written."
    return page(request, "error.html", 500, why=why, link="", headers=HEADERS)
