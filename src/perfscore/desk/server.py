"""The desk as a web service of this machine alone: what is answered to each question · 桌面服务."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from perfscore.desk.corrections import KINDS, correct, correctable, taken_back
from perfscore.desk.exports import FORMATS, audits_of, exported, together
from perfscore.desk.loopback import guarded_app
from perfscore.desk.page import desk_page, listed
from perfscore.desk.table import Lying, Table
from perfscore.explain.wording.words import words_of
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import Catalog

__all__ = ["MOST_BYTES", "desk_app"]

MOST_BYTES = 64 * 1024 * 1024
"""No document is larger; those that are longer are refused before they are read."""
_LONGEST_TEXT = 2_000


def desk_app(table: Table, catalog: Catalog, token: str, host: str, language: str) -> Starlette:
    """Return the service; `host` is the only name and port it answers to."""
    desk = _Desk(table, catalog, language)
    routes = [
        Route("/", desk.page),
        Route("/list", desk.listed),
        Route("/documents", desk.add, methods=["POST"]),
        Route("/cancel", desk.cancel, methods=["POST"]),
        Route("/documents/{id:int}/ruleset", desk.choose, methods=["POST"]),
        Route("/documents/{id:int}/facts", desk.facts),
        Route("/documents/{id:int}/correct", desk.correct, methods=["POST"]),
        Route("/pages/{name}", desk.report),
        Route("/export/{id}/{form}", desk.export),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(table.close)

    return guarded_app(routes, token, host, lifespan)


class _Desk:
    """What is answered to each question."""

    def __init__(self, table: Table, catalog: Catalog, language: str) -> None:
        self.table, self.catalog, self.language = table, catalog, language
        self.pages = cache(partial(desk_page, catalog))  # it holds every ruleset's name, read from its file

    async def page(self, request: Request) -> Response:
        """The desk itself."""
        return HTMLResponse(self.pages(self._language(request)))

    async def listed(self, request: Request) -> Response:
        """Where every document stands."""
        return JSONResponse(listed(self.table.all(), self._language(request)))

    async def add(self, request: Request) -> Response:
        """A document is laid on the desk."""
        content = b""
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_BYTES:
                return self._refused(request, "too_large", 413)
        name = request.query_params.get("name", "")[:_LONGEST_TEXT]
        lying = await run_in_threadpool(self.table.add, name, content)
        if lying is None:
            return self._refused(request, "full", 413)
        return JSONResponse({"id": lying.id}, 201)

    async def cancel(self, request: Request) -> Response:
        """What waits is taken back."""
        self.table.cancel()
        return Response(status_code=204)

    async def choose(self, request: Request) -> Response:
        """Another ruleset for a document, or none: then its frame chooses."""
        lying, given = self._lying(request), await _json(request)
        ruleset = given.get("ruleset") if given else None
        if lying is None or given is None or (ruleset is not None and ruleset not in self.catalog.rulesets):
            return self._refused(request, "unknown", 404)
        self.table.choose(lying.id, ruleset)
        return Response(status_code=204)

    async def facts(self, request: Request) -> Response:
        """What can be corrected of a document."""
        lying, language = self._lying(request), self._language(request)
        if lying is None:
            return self._refused(request, "unknown", 404)
        try:
            found = await run_in_threadpool(audits_of, lying, language, self._packs, False)
        except ProblemsFound as refused:
            return JSONResponse({"why": refused.text(language)}, 422)
        if len(found) != 1:
            return self._refused(request, "several", 422)
        return JSONResponse(correctable(found[0][1], lying, words_of(language)))

    async def correct(self, request: Request) -> Response:
        """A correction of a fact or claim, or one taken back; a file that cannot be is not left behind."""
        lying, given = self._lying(request), await _json(request)
        texts = {
            key: str((given or {}).get(key, ""))[:_LONGEST_TEXT]
            for key in ("kind", "id", "old", "new", "who", "why")
        }
        subject = kind, id_ = texts.pop("kind"), texts.pop("id")
        if lying is None or kind not in KINDS:
            return self._refused(request, "unknown", 404)
        if not texts["new"]:
            taken_back(lying, subject)
        elif not texts["who"].strip() or not texts["why"].strip():
            return self._refused(request, "unsigned", 422)
        else:
            entry = {kind: id_, **texts, "when": date.today()}
            try:
                await run_in_threadpool(self._correct, lying, entry, self._language(request))
            except ProblemsFound as refused:
                said = refused.text(self._language(request)).replace(f"{self.table.pages}/", "")
                return JSONResponse({"why": said}, 422)
        self.table.again(lying.id)
        return Response(status_code=204)

    async def report(self, request: Request) -> Response:
        """The page of a report."""
        path = self.table.pages / Path(request.path_params["name"]).name
        return FileResponse(path) if path.is_file() else Response(status_code=404)

    async def export(self, request: Request) -> Response:
        """Files to take away: of one document in one format, or everything."""
        named, form = request.path_params["id"], request.path_params["form"]
        language = self._language(request)
        read = (one for one in self.table.all() if one.entries and one.entries[0].refused is None)
        chosen = [one for one in read if named in (str(one.id), "all")]
        forms = FORMATS if form == "zip" else (form,)
        if not chosen or not {*forms} <= {*FORMATS}:
            return self._refused(request, "unknown", 404)
        try:
            files = await run_in_threadpool(self._files, chosen, forms, language)
        except ProblemsFound as refused:
            return JSONResponse({"why": refused.text(language)}, 422)
        name, content = files[0] if len(files) == 1 else ("perfscore.zip", together(iter(files)))
        return Response(content, media_type="application/octet-stream", headers=_as_file(name))

    def _correct(self, lying: Lying, entry: dict[str, Any], language: str) -> None:
        (_, result), *_ = audits_of(lying, language, self._packs, corrected=False)
        correct(lying, entry, result, self.table.pages)

    def _files(self, chosen: Sequence[Lying], forms: Sequence[str], language: str) -> list[tuple[str, bytes]]:
        made = (exported(one, forms, language, self.catalog) for one in chosen)
        return [file for files in made for file in files]

    @property
    def _packs(self) -> tuple[str, ...]:
        return tuple(provider.pack for provider in self.catalog.packs)

    def _lying(self, request: Request) -> Lying | None:
        return self.table.one(int(request.path_params["id"]))

    def _language(self, request: Request) -> str:
        asked = request.query_params.get("lang")
        return asked if asked in ("zh", "en") else self.language

    def _refused(self, request: Request, key: str, status: int) -> Response:
        return JSONResponse({"why": words_of(self._language(request))(f"desk.{key}")}, status)


async def _json(request: Request) -> dict[str, Any] | None:
    """Return what was sent, None where it is no table of values."""
    try:
        given = json.loads(await request.body())
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def _as_file(name: str) -> dict[str, str]:
    from urllib.parse import quote

    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
