"""The page that renews itself at every save, as a service of this machine · 实时页面服务."""

from hashlib import sha256
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from perfscore.desk.loopback import guarded_app
from perfscore.desk.watching import Watch, shown
from perfscore.explain.page.frame import whole
from perfscore.explain.page.markup import Html, tag
from perfscore.explain.wording.words import words_of
from perfscore.messages import LANGUAGES

__all__ = ["watch_app"]


def watch_app(watch: Watch, token: str, host: str, language: str) -> Starlette:
    """Return the service; `host` is the only name and port it answers to."""

    async def page(request: Request) -> Response:
        return HTMLResponse(_page(_language(request, language)))

    async def look(request: Request) -> Response:
        """What the files come to, where that is not what is shown already."""
        seen = await run_in_threadpool(watch.look)
        version = sha256(repr(seen.version).encode()).hexdigest()[:16]
        if version == request.query_params.get("version"):
            return Response(status_code=204)
        html = await run_in_threadpool(shown, seen, _language(request, language))
        return JSONResponse({"version": version, "html": html})

    return guarded_app([Route("/", page), Route("/shown", look)], token, host)


def _language(request: Request, otherwise: str) -> str:
    wanted = request.query_params.get("lang", otherwise)
    return wanted if wanted in LANGUAGES else otherwise


def _page(language: str) -> str:
    words = words_of(language)
    other = "en" if language == "zh" else "zh"
    bar = tag(
        "p",
        tag("a", words("desk.other"), href=f"?lang={other}", class_="button"),
        tag("span", role="status", id="state"),
        class_="actions",
    )
    said = {f"data_{key}": words(f"watch.{key}") for key in ("renewed", "lost")}
    main = tag("main", bar, tag("div", id="shown"), id="main", tabindex=-1, data_language=language, **said)
    program = Html(files(__package__).joinpath("watch.js").read_text("utf-8"))
    body = tag("div", main, class_="columns desk")
    return whole(words("watch.title"), body, language, program=program)
