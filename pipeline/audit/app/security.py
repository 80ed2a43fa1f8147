"""Who may ask: the hosts that the server answers to, the origin of a post, headers on every reply.

The app has no login: it is meant for the reviewer's own machine. Another site open in the same
browser must neither read from it nor write to it.
"""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.audit.app.addresses import whole_number

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_POST = 1_000_000
_SAFE = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer, browsers would send « Origin: null » with our own posts.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}


class Guard:
    """ASGI middleware: refuses other hosts and origins, and sets the headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if host_name(host) not in self.hosts:
            return PlainTextResponse("This server does not answer to that host name.", 421)
        if method in _SAFE:
            return None
        origin = urlsplit(headers.get("origin", ""))
        if origin.scheme not in ("http", "https") or origin.netloc != host:
            return PlainTextResponse("A post must come from a page of this server.", 403)
        length = headers.get("content-length", "")
        if whole_number(length, MAX_POST + 1) > MAX_POST:
            return PlainTextResponse("A post must tell its length, at most a megabyte.", 413)
        return None


def host_name(host: str) -> str:
    """The name in a Host header, without its port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def check_token(expected: str, given: object) -> None:
    """Raises HTTPException 403 if a form does not carry this server's token."""
    if not isinstance(given, str) or not hmac.compare_digest(
        expected.encode(), given.encode("utf-8", "replace")
    ):
        raise HTTPException(
            403,
            "This page was opened before the server was last started, so nothing was written. "
            "Go back, reload the page and judge again.",
        )
