"""An editor, as the language server sees it: a program on the other end of the real protocol."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 30
"""Seconds after which an answer that does not come fails the test instead of hanging it."""


class Editor:
    """One editor with files open; a cursor is written as ``|`` in a text."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._versions: dict[str, int] = {}
        self._told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: list[str] = []
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda given: self._told.put_nowait(given))
        client.feature(types.WINDOW_SHOW_MESSAGE)(lambda given: self.shown.append(given.message))

    def uri(self, name: str) -> str:
        return (self._folder / name).as_uri()

    async def type(self, name: str, text: str) -> list[types.Diagnostic]:
        """Put a text into a file, opened first where it is not yet; return what is wrong with it."""
        uri, version = self.uri(name), self._versions.get(name, 0) + 1
        self._versions[name] = version
        if version == 1:
            opened = types.TextDocumentItem(uri, "toml", version, text)
            self._client.text_document_did_open(types.DidOpenTextDocumentParams(opened))
        else:
            document = types.VersionedTextDocumentIdentifier(version, uri)
            whole = types.TextDocumentContentChangeWholeDocument(text)
            self._client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
        return list((await asyncio.wait_for(self._told.get(), PATIENCE)).diagnostics)

    async def at(self, name: str, marked: str) -> Any:
        """Type a text with a cursor; return the parameters that say where the cursor is."""
        before, after = marked.split("|", 1) if marked.count("|") == 1 else marked.split("¦", 1)
        await self.type(name, before + after)
        line, column = before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {
            "text_document": types.TextDocumentIdentifier(self.uri(name)),
            "position": types.Position(line, column),
        }

    async def complete(self, name: str, marked: str) -> dict[str, types.CompletionItem]:
        where = await self.at(name, marked)
        found = await self._client.text_document_completion_async(types.CompletionParams(**where))
        assert isinstance(found, list)
        return {item.label: item for item in found}

    async def hover(self, name: str, marked: str) -> str:
        where = await self.at(name, marked)
        found = await self._client.text_document_hover_async(types.HoverParams(**where))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def definition(self, name: str, marked: str) -> list[Any]:
        where = await self.at(name, marked)
        found: Any = await self._client.text_document_definition_async(types.DefinitionParams(**where))
        return list(found or [])

    async def rename(self, name: str, marked: str, new: str) -> dict[str, list[Any]] | None:
        where = await self.at(name, marked)
        found = await self._client.text_document_rename_async(types.RenameParams(new_name=new, **where))
        return None if found is None else {uri: list(edits) for uri, edits in (found.changes or {}).items()}

    async def fixes(self, name: str, diagnostic: types.Diagnostic) -> list[Any]:
        given = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)),
            diagnostic.range,
            types.CodeActionContext([diagnostic]),
        )
        return list(await self._client.text_document_code_action_async(given) or [])


def talk(folder: Path, scenario: Callable[[Editor], Awaitable[None]], language: str = "en") -> None:
    """Start the server as an editor does, let a scenario happen, and end it as an editor does."""

    async def run() -> None:
        client = LanguageClient("editor", "1")
        editor = Editor(client, folder)
        command = [sys.executable, "-m", "perfscore", "lsp", "--stdio", "--lang", language]
        await client.start_io(*command, env={**os.environ, "PYTHONUTF8": "1"})
        capabilities = types.ClientCapabilities()
        await asyncio.wait_for(
            client.initialize_async(
                types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri())
            ),
            PATIENCE,
        )
        client.initialized(types.InitializedParams())
        await scenario(editor)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(asyncio.wait_for(run(), 4 * PATIENCE))


def edited(text: str, edits: list[Any]) -> str:
    """Return a text with edits of the protocol made, whose columns are UTF-16 units."""
    lines = text.split("\n")

    def offset(position: types.Position) -> int:
        line = lines[position.line]
        inside = line.encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
        return sum(len(one) + 1 for one in lines[: position.line]) + len(inside)

    for edit in sorted(edits, key=lambda one: offset(one.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text
