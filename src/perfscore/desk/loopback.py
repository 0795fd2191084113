"""A web service of this machine alone: who may ask, and how it is served · 本机服务.

Bound to the loopback address; every address holds a token that was made when the service began; what changes
something must come from the service's own page.  Nothing is loaded from elsewhere, nothing remembered.
"""

import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from hmac import compare_digest
from secrets import token_urlsafe

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

__all__ = ["Answer", "Service", "guarded_app"]

Answer = Callable[[Request], Awaitable[Response]]
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


class Service:
    """A port of this machine and the token without which nothing is answered."""

    def __init__(self, port: int = 0) -> None:
        """Take a port, any free one for 0; raise OSError or OverflowError where it cannot be had."""
        self._listening = socket.socket()
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listening.bind(("127.0.0.1", port))
        self.host, self.token = f"127.0.0.1:{self._listening.getsockname()[1]}", token_urlsafe(24)

    @property
    def address(self) -> str:
        """The address of its page, token and all."""
        return f"http://{self.host}/{self.token}/"

    def serve(self, app: Starlette, browser: bool) -> None:
        """Answer until the program is interrupted; show the page first if asked to."""
        if browser:
            import webbrowser

            webbrowser.open(self.address)
        config = uvicorn.Config(app, log_level="critical", server_header=False, access_log=False)
        with suppress(KeyboardInterrupt):  # how it is ended
            uvicorn.Server(config).run(sockets=[self._listening])


def guarded_app(
    routes: Sequence[Route], token: str, host: str, lifespan: Lifespan | None = None
) -> Starlette:
    """Return the service of some routes; `host` is the only name and port it answers to."""
    own = [Route(f"/{token}{route.path}", route.endpoint, methods=route.methods) for route in routes]
    guard = Middleware(BaseHTTPMiddleware, dispatch=_guarded(token, host))
    return Starlette(routes=own, middleware=[guard], lifespan=lifespan)


def _guarded(token: str, host: str) -> Callable[[Request, Answer], Awaitable[Response]]:
    async def guarded(request: Request, answer: Answer) -> Response:
        """Answer only the service's own page: its host, its token, and for changes its origin."""
        given = request.url.path.split("/")[1] if request.url.path.count("/") else ""
        if request.headers.get("host") != host or not compare_digest(given.encode(), token.encode()):
            return Response(status_code=404)
        origin = request.headers.get("origin")
        if origin != f"http://{host}" and (origin is not None or request.method not in ("GET", "HEAD")):
            return Response(status_code=403)
        response = await answer(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return guarded
